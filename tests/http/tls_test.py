#!/usr/bin/env python3
"""tls_test.py SERVE: what is spoken, with which certificate, and how that is renewed."""
import contextlib
import hashlib
import http.client
import json
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

from browser import change_books
from serving import SERVE, main, same, server
from wire import Wire

TEMPLATES = pathlib.Path(__file__).resolve().parents[2] / "templates/pass"


def openssl(*words):
    return subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True, stdin=subprocess.DEVNULL,
                          timeout=20)


def certificate(folder, name, days=30, kind="ec", **more):
    """folder/NAME.pem and .key, of itself; its fingerprint."""
    how = {"ec": ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"], "rsa": ["rsa:2048"]}[kind]
    said = openssl("req", "-x509", "-newkey", *how, "-nodes", "-subj", f"/CN={name}", "-days", days, "-addext",
                   "subjectAltName=DNS:localhost", "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem",
                   *(more.get("options", ())))
    assert said.returncode == 0, said.stderr
    return fingerprint((folder / f"{name}.pem").read_text())


def fingerprint(pem):
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()


@contextlib.contextmanager
def files():
    with tempfile.TemporaryDirectory(prefix="passnum-tls.") as name:
        folder = pathlib.Path(name)
        certificate(folder, "shown")
        yield folder


def secured(folder, **options):
    return server(tls_cert=folder / "shown.pem", tls_key=folder / "shown.key", **options)


def shown(s):
    """The fingerprint of what a new connection is shown."""
    with Wire(s).secure() as wire:
        return hashlib.sha256(wire.socket.getpeercert(True)).hexdigest()


def log_of(s):
    return (s.folder / "log").read_text()


def renew(s, folder, name):
    """Put another certificate in place and ask for it to be read; what the log says then."""
    for kind in ("pem", "key"):
        (folder / f"{name}.{kind}").replace(folder / f"shown.{kind}")
    return reread(s)


def reread(s):
    before = len(log_of(s))
    s.process.send_signal(signal.SIGHUP)
    for _ in range(200):
        said = log_of(s)[before:]
        if '"reread"' in said and said.endswith("\n"):
            return said
        time.sleep(0.02)
    raise AssertionError("the log says nothing")


def calls_are_answered_and_told_to_stay_secret():
    with files() as folder, secured(folder) as s:
        context = ssl.create_default_context(cafile=folder / "shown.pem")
        connection = http.client.HTTPSConnection("localhost", s.port, context=context, timeout=10)
        connection.sock = context.wrap_socket(socket.create_connection((s.host, s.port)), server_hostname="localhost")
        for _ in range(3):
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            same((answer.status, answer.headers["Strict-Transport-Security"]), (200, "max-age=31536000"))
            answer.read()
        connection.close()
        body = f'{{"voucher":"{s.fixture["vouchers"]["redeemed"]}"}}'
        said = subprocess.run(["curl", "-s", "-m", "20", "--cacert", folder / "shown.pem", "-w", "%{http_code}", "-o",
                               folder / "out", "--resolve", f"localhost:{s.port}:{s.host}", "-H",
                               "Content-Type: application/json", "-H",
                               f"Authorization: Bearer {s.fixture['tokens']['mediator']}", "-d", body,
                               f"https://localhost:{s.port}/api/v1/redemptions"], capture_output=True, text=True,
                              timeout=30)
        same(said.stdout, "201")


def only_what_is_sane_is_spoken():
    with files() as folder, secured(folder) as s:
        def client(*options):
            return openssl("s_client", "-connect", f"{s.host}:{s.port}", "-servername", "localhost", *options)

        for version, more in (("-tls1_3", ()), ("-tls1_2", ()), ("-tls1_2", ("-cipher", "ECDHE-ECDSA-CHACHA20-POLY1305"))):
            assert re.search(r"Cipher is (?!\(NONE\))", client(version, *more).stdout), version
        for version in ("-tls1", "-tls1_1"):
            said = client(version, "-cipher", "ALL:@SECLEVEL=0").stderr
            assert "unexpected eof" in said, (version, said)  # the server ended it, not the client
        for cipher in ("AES128-SHA", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "NULL",
                       "ECDHE-ECDSA-CAMELLIA128-SHA256", "DHE-RSA-AES128-GCM-SHA256"):
            said = client("-tls1_2", "-cipher", cipher + ":@SECLEVEL=0").stderr
            assert "unexpected eof" in said, (cipher, said)
        said = client("-alpn", "h2,http/1.1").stdout
        assert "ALPN protocol: http/1.1" in said


def plain_text_gets_nothing_and_harms_nobody():
    with files() as folder, secured(folder) as s:
        with Wire(s) as wire:
            wire.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            while wire.more():
                pass
            assert b"HTTP" not in wire.rest, wire.rest
        with Wire(s) as wire:
            wire.send(b"\x16\x03\x01\xff\xff" + b"\0" * 1000)
            while wire.more():
                pass
        with Wire(s).secure() as wire:
            wire.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            same(wire.hear().status, 200)


def a_new_certificate_is_shown_from_the_next_connection_on():
    with files() as folder, secured(folder) as s:
        first = shown(s)
        second = certificate(folder, "next")
        with Wire(s).secure() as old:
            old.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            same(old.hear().status, 200)
            assert "not renewed" not in renew(s, folder, "next")
            same(shown(s), second)
            assert first != second
            old.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            same(old.hear().status, 200)
        third = certificate(folder, "other", kind="rsa")
        renew(s, folder, "other")
        same(shown(s), third)


def reloading_under_load_breaks_nothing():
    with files() as folder, secured(folder) as s:
        stop, failures, count = threading.Event(), [], [0]

        def call():
            while not stop.is_set():
                try:
                    with Wire(s).secure() as wire:
                        wire.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                        same(wire.hear().status, 200)
                        count[0] += 1
                except Exception as error:
                    failures.append(error)
        callers = [threading.Thread(target=call) for _ in range(4)]
        for each in callers:
            each.start()
        for n in range(10):
            certificate(folder, f"n{n}")
            assert "not renewed" not in renew(s, folder, f"n{n}")
        stop.set()
        for each in callers:
            each.join()
        same(failures, [])
        assert count[0] > 10, count


def what_cannot_be_served_is_said_and_the_old_one_stays():
    with files() as folder, secured(folder) as s:
        first = shown(s)
        certificate(folder, "other")
        good = (folder / "shown.pem").read_text()
        for text, name in ((good[:200], "bad_certificate"), ("", "bad_certificate"),
                           ((folder / "other.pem").read_text(), "other_key")):
            (folder / "shown.pem").write_text(text)
            said = reread(s)
            assert f'"name":"{name}"' in said and "certificate not renewed" in said, said
            same(shown(s), first)
        (folder / "shown.pem").unlink()
        assert '"bad_certificate"' in reread(s)
        same(shown(s), first)
        (folder / "shown.pem").write_text(good)
        same(reread(s).count("\n"), 1)
        assert "PRIVATE" not in log_of(s)


def a_bad_file_keeps_no_other_from_being_read():
    """Templates, certificate, keys: each fails alone, and the two others are read again."""
    with files() as folder:
        shutil.copytree(TEMPLATES, folder / "templates")
        with secured(folder, templates=folder / "templates") as s:
            text = folder / "templates" / "fr.text"
            good = text.read_text()

            def follow(**wrong):
                """The events, in their order, and the number of the key list; a new certificate each time."""
                new = certificate(folder, "next")
                text.write_text("nonsense {{" if "text" in wrong else good)
                if "keys" in wrong:
                    change_books(s, "ALTER TABLE key_list RENAME TO key_list_away")
                for kind in ("pem", "key"):
                    (folder / f"next.{kind}").replace(folder / f"shown.{kind}")
                if "certificate" in wrong:
                    (folder / "shown.pem").write_text("nonsense")
                lines = [json.loads(line) for line in reread(s).splitlines()]
                if "keys" in wrong:
                    change_books(s, "ALTER TABLE key_list_away RENAME TO key_list")
                same(shown(s) == new, "certificate" not in wrong)
                return [line["event"] for line in lines], lines[-1]["key_list"]

            first = int(follow()[1])
            for number, (wrong, told) in enumerate((("text", "templates not read again"),
                                                    ("certificate", "certificate not renewed")), 1):
                # As when another process has published one.
                change_books(s, f"UPDATE key_list SET version = version + 1 WHERE version = {first + number - 1}")
                same(follow(**{wrong: True}), ([told, "reread"], str(first + number)))
            same(follow(keys=True), (["keys not read again", "reread"], ""))
            same(follow(text=True, certificate=True, keys=True),
                 (["templates not read again", "certificate not renewed", "keys not read again", "reread"], ""))
            same(follow()[0], ["reread"])


def a_server_without_a_good_certificate_does_not_start():
    with files() as folder, server() as s:
        certificate(folder, "other")
        subprocess.run(["faketime", "2020-01-01", "openssl", "req", "-x509", "-key", folder / "shown.key", "-subj", "/CN=x",
                        "-days", "30", "-out", folder / "expired.pem"], check=True, capture_output=True, timeout=20)
        (folder / "none.pem").write_text("nothing\n")
        for pem, key, what in (("shown.pem", "other.key", "is not that of the certificate"),
                               ("expired.pem", "shown.key", "not in force any more"),
                               ("none.pem", "shown.key", "not usable PEM"), ("gone.pem", "shown.key", "gone.pem"),
                               ("shown.pem", "none.pem", "not usable PEM"), ("shown.pem", None, "go together")):
            words = [f"tls-cert={folder / pem}"] + ([f"tls-key={folder / key}"] if key else [])
            said = subprocess.run([SERVE, s.folder, "0", *words], capture_output=True, text=True, timeout=60)
            same(said.returncode, 1)
            assert what in said.stderr and said.stderr.count("\n") == 1, said.stderr


def who_never_finishes_a_handshake_is_no_burden():
    with files() as folder, secured(folder) as s, contextlib.ExitStack() as stack:
        for n in range(300):
            stack.enter_context(Wire(s)).send(b"\x16\x03\x01\x02\x00\x01\x00"[:n % 8])
        with Wire(s).secure() as wire:
            wire.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            same(wire.hear().status, 200)
        same(s.stop(), 0)


TESTS = [calls_are_answered_and_told_to_stay_secret, only_what_is_sane_is_spoken,
         plain_text_gets_nothing_and_harms_nobody, a_new_certificate_is_shown_from_the_next_connection_on,
         reloading_under_load_breaks_nothing, what_cannot_be_served_is_said_and_the_old_one_stays,
         a_bad_file_keeps_no_other_from_being_read, a_server_without_a_good_certificate_does_not_start,
         who_never_finishes_a_handshake_is_no_burden]

if __name__ == "__main__":
    sys.exit(main(TESTS))
