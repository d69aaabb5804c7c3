#!/usr/bin/env python3
"""edge_test.py SERVE: who is let in how often, through which proxies, and how the server ends."""
import contextlib
import os
import pathlib
import resource
import signal
import subprocess
import sys
import threading
import time

from serving import SERVE, main, same, server, tell
from wire import Wire, once


def many(s, count, **headers):
    """Statuses of so many calls on one connection, or several when the server ends it."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    statuses, wire = [], None
    for _ in range(count):
        wire = wire or Wire(s)
        wire.send(f"GET /api/v1/passes/0123456789ab HTTP/1.1\r\nHost: x\r\n{more}\r\n")
        said = wire.hear()
        statuses.append(said.status)
        if said.headers.get("connection") == "close":
            wire.socket.close()
            wire = None
    if wire:
        wire.socket.close()
    return statuses


def an_address_that_is_too_fast_is_told_when_to_come_back():
    with server(rate_address="5") as s:
        statuses = many(s, 30)
        same(statuses[:20], [401] * 20)
        assert statuses.count(429) >= 8, statuses
        said, closed = once(s, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        same((said.status, said.code, said.headers["retry-after"], closed), (429, "too_fast", "1", True))
        time.sleep(1.2)
        same(s.call("GET", "/healthz").status, 200)


def an_account_that_is_too_fast_waits_from_everywhere():
    with server(rate_account="5", behind_proxy="") as s:
        token = "Bearer " + s.fixture["tokens"]["agent"]
        statuses = [s.call("GET", "/api/v1/passes/0123456789ab", who="agent",
                           X_Forwarded_For=f"192.0.2.{n}").status for n in range(30)]
        same(statuses[:20], [404] * 20)
        assert statuses.count(429) >= 8, statuses
        same(many(s, 5, Authorization=token)[0], 429)
        same(s.call("GET", "/api/v1/passes/0123456789ab", who="operator").status, 404)


def programs_on_this_machine_have_no_rate_unless_it_is_asked_for():
    with server(behind_proxy="") as s:
        same(set(many(s, 1000)), {401})
        assert 429 in many(s, 600, X_Forwarded_For="192.0.2.7")
        same(many(s, 1, X_Forwarded_For="192.0.2.8"), [401])
        same(many(s, 1), [401])
    with server(rate_address="0") as s:
        same(set(many(s, 1000, X_Forwarded_For="192.0.2.7")), {401})


def who_knocks_too_often_is_turned_away():
    with server(rate_address="5") as s:
        closed = 0
        for _ in range(100):
            try:
                with Wire(s) as wire:
                    wire.socket.settimeout(0.02)
                    closed += not wire.more()
            except ConnectionError:
                closed += 1
            except TimeoutError:
                pass
        assert 30 < closed <= 60, f"{closed} of 100"
        same(s.stop(), 0)


def a_header_nobody_is_trusted_with_changes_no_address():
    with server(rate_address="5") as s:
        statuses = [many(s, 1, X_Forwarded_For=f"192.0.2.{n}")[0] for n in range(30)]
        assert 429 in statuses, statuses
    with server(rate_address="5", behind_proxy="10.9.9.9") as s:
        statuses = [many(s, 1, X_Forwarded_For=f"192.0.2.{n}")[0] for n in range(30)]
        assert 429 in statuses, statuses


def the_proxy_says_whether_it_is_https():
    with server(behind_proxy="") as s:
        assert "Strict-Transport-Security" not in s.call("GET", "/healthz").headers
        assert "Strict-Transport-Security" in s.call("GET", "/healthz", X_Forwarded_Proto="https").headers
    with server() as s:
        assert "Strict-Transport-Security" not in s.call("GET", "/healthz", X_Forwarded_Proto="https").headers


def an_open_address_wants_protection(where="0.0.0.0:0"):
    with server() as s:
        def serve(*options):
            return subprocess.run([SERVE, s.folder, "0", *options], capture_output=True, text=True, timeout=60)
        said = serve(f"listen={where}")
        same(said.returncode, 1)
        assert "--behind-proxy" in said.stderr, said.stderr
        for option, what in (("behind-proxy=x", "127.0.0.1,10.1.0.0/16"), ("rate-address=-1", "calls a second"),
                             ("rate-account=many", "calls a second")):
            said = serve(option)
            same(said.returncode, 1)
            assert what in said.stderr, said.stderr
    with server(listen=where, behind_proxy="") as s:
        s.host = "127.0.0.1"
        same(s.call("GET", "/healthz").status, 200)


def begin(s, wire):
    """A redemption whose head the server has seen, up to the middle of its body; the rest."""
    body = f'{{"voucher":"{s.vouchers()[0]}"}}'
    wire.send(f"POST /api/v1/redemptions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              f"Authorization: Bearer {s.fixture['tokens']['mediator']}\r\nContent-Length: {len(body)}\r\n"
              f"Expect: 100-continue\r\n\r\n")
    same(wire.hear().status, 100)
    wire.send(body[:100])
    return body[100:]


def a_call_that_had_begun_is_answered_after_the_signal():
    with server(1) as s:
        with Wire(s) as wire, Wire(s) as idle, Wire(s) as late:
            rest = begin(s, wire)
            for each in (idle, late):
                each.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                same(each.hear().status, 200)
            late.send("GET /healthz HTTP/1.1\r\nHost: x\r\n")
            time.sleep(0.2)  # likely to have been read; if not, it ends as the idle one
            s.process.send_signal(signal.SIGTERM)
            assert idle.is_closed()
            try:
                Wire(s)
                raise AssertionError("somebody is still let in")
            except ConnectionError:
                pass
            late.send("\r\n")
            said = late.hear()
            assert not said or (said.status, said.code, said.headers["connection"]) == (503, "stopping", "close")
            same(s.process.poll(), None)
            wire.send(rest)
            said = wire.hear()
            same((said.status, said.headers["connection"]), (201, "close"))
            same(s.process.wait(10), 0)
        s.start()
        same(s.redeem(s.vouchers()[0]).status, 200)


def a_second_signal_ends_the_waiting():
    with server(1) as s, Wire(s) as wire:
        begin(s, wire)
        s.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        same(s.process.poll(), None)
        s.process.send_signal(signal.SIGTERM)
        same(s.process.wait(5), 0)
        assert "cut short" in (s.folder / "log").read_text()


def waiting_has_an_end():
    with server(1) as s, Wire(s) as wire:
        begin(s, wire)
        began = time.monotonic()
        s.process.send_signal(signal.SIGTERM)
        same(s.process.wait(30), 0)
        assert 8 < time.monotonic() - began < 25


def a_hang_up_is_a_wish_to_read_again():
    with server() as s:
        stop, statuses = threading.Event(), set()

        def call():
            while not stop.is_set():
                statuses.add(s.call("GET", "/healthz").status)

        caller = threading.Thread(target=call)
        caller.start()
        for _ in range(3):
            s.process.send_signal(signal.SIGHUP)
            time.sleep(0.1)
        stop.set()
        caller.join()
        same(statuses, {200})
        same(s.stop(), 0)
        lines = [line for line in (s.folder / "log").read_text().splitlines() if '"reread"' in line]
        same(len(lines), 3)
        assert '"key_list":"' in lines[0], lines[0]


def cpu_seconds(s):
    fields = pathlib.Path(f"/proc/{s.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def without_a_file_left_the_server_waits_and_goes_on():
    """EMFILE at the door: neither a busy loop nor an end; who says nothing gives way to who calls."""
    with server(rate_address="0") as s, contextlib.ExitStack() as stack:
        for _ in range(40):  # every loop has its books then
            same(s.call("GET", "/healthz").status, 200)
        usual = resource.prlimit(s.process.pid, resource.RLIMIT_NOFILE)
        open_files = len(os.listdir(f"/proc/{s.process.pid}/fd"))
        resource.prlimit(s.process.pid, resource.RLIMIT_NOFILE, (open_files + 5, usual[1]))
        for _ in range(60):
            stack.enter_context(Wire(s))
        time.sleep(0.3)
        before = cpu_seconds(s)
        time.sleep(3)
        used = cpu_seconds(s) - before
        tell(f"# {used:.2f} s of processor in 3 s")
        assert used < 0.9, f"{used} s of processor in 3 s"
        assert len(os.listdir(f"/proc/{s.process.pid}/fd")) <= open_files + 5
        told = (s.folder / "log").read_text().count('"listening is hard"')
        assert 1 <= told <= 2, told
        same(s.call("GET", "/healthz").status, 200)
        same(s.redeem(s.fixture["vouchers"]["redeemed"]).status, 201)
        resource.prlimit(s.process.pid, resource.RLIMIT_NOFILE, usual)
        stack.close()
        same([s.call("GET", "/healthz").status for _ in range(20)], [200] * 20)
        same(s.stop(), 0)


def sent_until_the_end(s, head, part):
    """How many bytes the server took before it ended the connection; what it had said by then."""
    sent = 0
    with Wire(s) as wire:
        wire.send(head)
        with contextlib.suppress(ConnectionError):
            while sent < 200e6:
                wire.send(part)
                sent += len(part)
        with contextlib.suppress(ConnectionError, TimeoutError):
            while wire.more():
                pass
        return sent, wire.rest


def nobody_listens_for_long_to_what_is_refused():
    buffers = 12e6  # of both sockets, at most
    part = b"10000\r\n" + b" " * 65536 + b"\r\n"
    with server() as s:
        head = "POST /api/v1/passes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        proven = head + f"Authorization: Bearer {s.fixture['tokens']['agent']}\r\n"
        for who, most in ((head, 1 << 20), (proven, 8 << 20)):
            sent, _ = sent_until_the_end(s, who + "Transfer-Encoding: chunked\r\n\r\n", part)
            tell(f"# {sent / 1e6:.1f} MB were taken, with what the sockets hold")
            assert sent < most + buffers, sent
        for who, size, status in ((head, 2 << 20, 401), (head, 60 << 20, 401), (proven, 60 << 20, 413)):
            with Wire(s) as wire:  # told at once, before a byte of it
                wire.send(who + f"Content-Length: {size}\r\n\r\n")
                same((wire.hear().status, wire.is_closed()), (status, True))
        for who, size, status in ((head, 900_000, 401), (proven, 5_000_000, 413)):
            same(once(s, (who + f"Content-Length: {size}\r\n\r\n").encode() + b" " * size)[0].status, status)
        began = time.monotonic()
        with Wire(s) as wire:
            wire.send(head + "Content-Length: 900000\r\n\r\n")
            wire.is_closed()
        assert 3 < time.monotonic() - began < 9
        same(s.redeem(s.fixture["vouchers"]["redeemed"]).status, 201)


TESTS = [an_address_that_is_too_fast_is_told_when_to_come_back,
         an_account_that_is_too_fast_waits_from_everywhere,
         programs_on_this_machine_have_no_rate_unless_it_is_asked_for, who_knocks_too_often_is_turned_away,
         a_header_nobody_is_trusted_with_changes_no_address, the_proxy_says_whether_it_is_https,
         an_open_address_wants_protection, a_call_that_had_begun_is_answered_after_the_signal,
         a_second_signal_ends_the_waiting, waiting_has_an_end, a_hang_up_is_a_wish_to_read_again,
         without_a_file_left_the_server_waits_and_goes_on, nobody_listens_for_long_to_what_is_refused]

if __name__ == "__main__":
    sys.exit(main(TESTS, at_once=3))
