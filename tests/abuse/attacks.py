"""What hostile clients do. Each attack is a function of (server, stop): it goes on until `stop` is
set, from one thread of its own, or several when it says so."""
import contextlib
import gzip
import json
import os
import random
import select
import socket
import time

CROWD = 2000  # slow connections at once
FLOOD = 5000  # connections held; more than the server lets in


def connect(s, block=False):
    it = socket.socket()
    it.settimeout(5)
    it.connect((s.host, s.port))
    it.setblocking(block)
    return it


def say(it, data):
    """False: it was ended, or takes no more."""
    try:
        return it.send(data) > 0
    except BlockingIOError:
        return True
    except OSError:
        return False


def hold(s, stop, count, at_once, drip, pause=0.5):
    """So many connections that drip; one that is ended is made again."""
    crowd = []
    while not stop.is_set():
        began = time.monotonic()
        while len(crowd) < count and not stop.is_set():
            with contextlib.suppress(OSError):
                crowd.append(connect(s))
                say(crowd[-1], at_once)
        alive = []
        for it in crowd:
            with contextlib.suppress(BlockingIOError, OSError):
                it.recv(65536)
            if say(it, drip):
                alive.append(it)
            else:
                it.close()
            if stop.is_set():
                break
        else:
            crowd = alive
        stop.wait(max(0, pause - (time.monotonic() - began)))
    for it in crowd:
        it.close()


def repeat(s, stop, make):
    """Each time another connection: send, read until it ends or says no more for a moment."""
    while not stop.is_set():
        with contextlib.suppress(OSError), contextlib.closing(connect(s, block=True)) as it:
            it.settimeout(0.2)
            data = make()
            it.sendall(data)
            it.shutdown(socket.SHUT_WR)
            while it.recv(65536) and not stop.is_set():
                pass


def bearer(s, who="mediator"):
    return f"Authorization: Bearer {s.fixture['tokens'][who]}\r\n".encode()


def head(line, more=b""):
    """From one of twenty addresses, as a trusted proxy says: this machine's own has no rate."""
    return b"%s HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 198.51.100.%d\r\n%s" % (line, random.randrange(20), more)


def get(more=b""):
    return head(b"GET /healthz", more)


def post(more=b""):
    return head(b"POST /api/v1/redemptions", b"Content-Type: application/json\r\n" + more)


def post_all(more, body):
    return post(more) + b"Content-Length: %d\r\n\r\n" % len(body) + body


def slow_heads(s, stop):
    hold(s, stop, CROWD, get(), b"X-A: b\r\n")


def slow_bodies_of_strangers(s, stop):
    hold(s, stop, CROWD, post(b"Content-Length: 500000\r\n\r\n" + b" " * 4000), b" " * 100)


def slow_bodies_with_a_token(s, stop):
    hold(s, stop, CROWD, post(bearer(s) + b"Content-Length: 500000\r\n\r\n" + b" " * 50000), b" " * 100)


def slow_readers(s, stop):
    hold(s, stop, 500, (head(b"GET /api/openapi.json") + b"\r\n") * 100, b"G")


def silent_connections(s, stop):
    hold(s, stop, FLOOD, b"", b"")


def connection_flood(s, stop):
    while not stop.is_set():
        with contextlib.suppress(OSError):
            connect(s).close()


def pipelining_flood(s, stop, many=None):
    its = [connect(s) for _ in range(8)]
    while not stop.is_set():
        readable, writable, _ = select.select(its, its, [], 0.2)
        for it in readable:
            with contextlib.suppress(OSError):
                it.recv(1 << 20)
        for it in writable:
            if not say(it, many or (get() + b"\r\n") * 200):
                its.remove(it)
                it.close()
                with contextlib.suppress(OSError):
                    its.append(connect(s))
    for it in its:
        it.close()


def pipelining_without_a_rate(s, stop):
    pipelining_flood(s, stop, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n" * 200)


def half_closed(s, stop):
    repeat(s, stop, lambda: (get() + b"\r\n") * 3)


def old_http(s, stop):
    repeat(s, stop, lambda: b"GET / HTTP/1.0\r\n\r\n")


def chunked_nonsense(s, stop):
    def make():
        sizes = [b"zz", b"-1", b"ffffffffffffffff", b"7fffffffffffffff", b"", b"0x10", b"5;" + b"a" * 9000,
                 b"%x" % random.randrange(1 << 20)]
        chunks = b"".join(random.choice(sizes) + b"\r\n" + os.urandom(random.randrange(50)) + b"\r\n" for _ in range(20))
        return post(bearer(s) + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)
    repeat(s, stop, make)


def path_tricks(s, stop):
    parts = ["..", ".", "%2e%2e", "%00", "%2f", "\\", "//", "%ff", "%c0%af", "api", "v1", "healthz", "%252e", ";x"]
    repeat(s, stop, lambda: head(b"GET /" + "/".join(random.choices(parts, k=6)).encode()) + b"\r\n")


def header_flood(s, stop):
    repeat(s, stop, lambda: get(b"".join(b"X-%d: %d\r\n" % (n, n) for n in range(5000)) + b"\r\n"))


def random_bytes(s, stop):
    repeat(s, stop, lambda: random.choice([b"", get(), post(bearer(s))]) + os.urandom(random.randrange(4000)) + b"\r\n\r\n")


def invalid_text(s, stop):
    body = b'{"voucher":"\xff\xfe\xed\xa0\x80","kind":"' + b"\xc3(" * 500 + b'"}'
    repeat(s, stop, lambda: post_all(bearer(s), body) * 5)


def deep_json(s, stop):
    repeat(s, stop, lambda: post_all(bearer(s), b"[" * 200000))


def compressed_bombs(s, stop):
    bomb = gzip.compress(bytes(100 << 20))
    repeat(s, stop, lambda: post_all(bearer(s) + b"Content-Encoding: gzip\r\n", bomb))


def oversized_bodies(s, stop):
    block = b" " * (1 << 20)
    its = []
    while not stop.is_set():
        while len(its) < 16:
            its.append(connect(s))
            say(its[-1], post(bearer(s) + b"Content-Length: 60000000\r\n\r\n"))
        its = [it for it in its if say(it, block) or it.close()]
        select.select([], its, [], 0.05)
    for it in its:
        it.close()


def wrong_tokens(s, stop):
    repeat(s, stop, lambda: b"".join(post_all(b"Authorization: Bearer pn_%032x\r\n" % random.getrandbits(128), b"{}")
                                     for _ in range(20)))


def wrong_passwords(s, stop):
    def make():
        body = json.dumps({"login": f"user{random.randrange(1000)}", "password": "x" * 20}).encode()
        return head(b"POST /api/v1/session", b"Content-Type: application/json\r\n") + \
            b"Content-Length: %d\r\n\r\n" % len(body) + body
    repeat(s, stop, make)


def false_vouchers(s, stop):
    repeat(s, stop, lambda: b"".join(
        post_all(bearer(s, "rival"), b'{"voucher":"%0197d"}' % random.getrandbits(600)) for _ in range(20)))


# The attack, and from how many processes.
ATTACKS = [(slow_heads, 1), (slow_bodies_of_strangers, 1), (slow_bodies_with_a_token, 1), (slow_readers, 1),
           (silent_connections, 1), (connection_flood, 1), (pipelining_flood, 1), (pipelining_without_a_rate, 1),
           (half_closed, 2), (old_http, 2), (chunked_nonsense, 2), (path_tricks, 2), (header_flood, 2),
           (random_bytes, 2), (invalid_text, 2), (deep_json, 2), (compressed_bombs, 2), (oversized_bodies, 1),
           (wrong_tokens, 2), (wrong_passwords, 2), (false_vouchers, 2)]
