#!/usr/bin/env python3
"""wire_test.py SERVE: what the server does with bytes that are not, or not quite, HTTP."""
import contextlib
import socket
import sys

from serving import main, same, server
from wire import Wire, once

# What two programs could read in two ways: (the request, status, code). Each ends its connection.
# Code None: the HTTP library answers by itself, in HTML; "" : it only closes.
HEAD = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"
REFUSED = [
    (HEAD + b"Content-Length: 0\r\nContent-Length: 0\r\n\r\n", 400, "header_twice"),
    (HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "bad_framing"),
    (HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400, "bad_framing"),
    (HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400, "bad_framing"),
    (HEAD + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n", 400, "header_twice"),
    (HEAD + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400, "bad_framing"),
    (b"GET /healthz HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "bad_framing"),
    (b"GET /healthz HTTP/1.1\r\n\r\n", 400, "no_host"),
    (HEAD + b"Host: x\r\n\r\n", 400, "header_twice"),
    (b"GET /healthz HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, "no_host"),
    (HEAD + b"X-A: b\r\n c\r\n\r\n", 400, "bad_head"),
    (b"GET /healthz HTTP/1.1\r\n Host: x\r\n\r\n", 400, "bad_head"),
    (HEAD + b"X-A: b\0c\r\n\r\n", 400, "bad_head"),
    (HEAD + b"X-A: b\x01c\r\n\r\n", 400, "bad_head"),
    (HEAD + b"X-A: b\rX-C: d\r\n\r\n", 400, "bad_head"),
    (HEAD + b"X-A: b\nX-C: d\r\n\r\n", 400, "bad_head"),
    (b"GET /healthz HTTP/1.1\nHost: x\n\n", 400, "bad_head"),
    (HEAD + b"X-A : b\r\n\r\n", 400, "bad_head"),
    (HEAD + b": b\r\n\r\n", 400, "bad_head"),
    (HEAD + b"Expect: 200-ok\r\n\r\n", 417, "bad_expectation"),
    (b"GET  /healthz HTTP/1.1\r\nHost: x\r\n\r\n", 400, "bad_head"),
    (b"GET /heal thz HTTP/1.1\r\nHost: x\r\n\r\n", 400, "bad_target"),
    (b"CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n", 400, "bad_target"),
    (b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 400, "bad_target"),
    (HEAD + b"".join(b"X-%d: 1\r\n" % n for n in range(101)) + b"\r\n", 431, "too_many_headers"),
    (b"GET /" + b"9" * 5000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414, "target_too_long"),

    (HEAD + b"X\0A: b\r\n\r\n", 400, None),
    (HEAD + b"X-A\r\n\r\n", 400, None),
    (HEAD + b"X: " + b"a" * 30000 + b"\r\n\r\n", 431, None),
    (HEAD + b"".join(b"X-%d: 1\r\n" % n for n in range(5000)) + b"\r\n", 431, None),
    (b"GET /" + b"9" * 60000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414, None),
    (b"GET /healthz HTTP/2.0\r\nHost: x\r\n\r\n", 505, None),
    (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, None),
    (b"GET /healthz\r\n\r\n", 400, None),
    (b"GET\t/healthz\tHTTP/1.1\r\nHost: x\r\n\r\n", None, ""),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(255)) + b"\r\n\r\n", None, ""),
]
TARGETS = ["//healthz", "/./healthz", "/x/../healthz", "/%2e%2e/healthz", "/healthz%00", "/api%2fv1/keys",
           "/%252e%252e/", "/\xff", "/%ff", "/%c0%af", "/a\\b", "/a%5cb", "healthz", "//evil.example/%0d%0aX:1",
           "/?a=%00", "/?a=%ff", "http://user@x/healthz", "ftp://x/healthz"]


def what_could_be_read_twice_is_refused_and_the_connection_ends():
    with server() as s:
        for request, status, code in REFUSED:
            said, closed = once(s, request)
            same((said and said.status, said.code if said else "", closed), (status, code, True))
            if code is None:
                same(said.headers["connection"], "close")
            elif code:
                same(said.headers["content-type"], "application/problem+json")
        same(s.call("GET", "/healthz").status, 200)


def a_length_that_is_none_gets_an_error_and_the_end():
    """The library says its head twice there; what matters is that nothing else is read."""
    with server() as s:
        for length, status in ((b"abc", b"400"), (b"-1", b"400"), (b"+1", b"400"), (b"1 1", b"400"), (b"", b"400"),
                               (b"0x10", b"400"), (b"9" * 30, b"413")):
            with Wire(s) as wire:
                wire.send(HEAD + b"Content-Length: " + length + b"\r\n\r\n" + HEAD + b"\r\n")
                while wire.more():
                    pass
                same((wire.rest.split()[1], b"200 OK" in wire.rest), (status, False))


def a_path_has_one_spelling():
    with server() as s:
        for target in TARGETS:
            said, closed = once(s, b"GET " + target.encode("latin-1") + b" HTTP/1.1\r\nHost: x\r\n\r\n")
            same((said.status, said.code, closed, target), (400, "bad_target", True, target))
        for target in ("/healthz", "/%68ealthz", "http://x/healthz", "HTTPS://x:1/healthz", "/healthz?"):
            same(once(s, f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())[0].status, 200)


def who_goes_astray_among_the_pages_sees_a_page():
    with server() as s:
        for target in ("/app/a%20b", "/app/%ff", "/app/a%2fb", "/app/a/b/c", "/app/", "/app/x?a=%ff"):
            said, _ = once(s, f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            same((said.status, said.headers["content-type"], target), (404, "text/html; charset=utf-8", target))


def what_is_only_wrong_leaves_the_connection_open():
    query = "&".join(f"a{n}=1" for n in range(30))
    cases = [(f"GET /healthz?{query} HTTP/1.1\r\nHost: x\r\n\r\n", 400, "too_many_parameters"),
             ("TRACE /healthz HTTP/1.1\r\nHost: x\r\n\r\n", 405, "wrong_method"),
             ("get /healthz HTTP/1.1\r\nHost: x\r\n\r\n", 405, "wrong_method"),
             ("GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", 413, "body_too_large"),
             ("POST /api/v1/redemptions HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", 401, "no_bearer"),
             ("POST /api/v1/redemptions HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\n"
              "Content-Length: 3\r\n\r\nabc", 415, "bad_encoding")]
    with server() as s, Wire(s) as wire:
        for request, status, code in cases:
            wire.send(request)
            said = wire.hear()
            same((said.status, said.code), (status, code))
        wire.send(HEAD + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n")
        same(wire.hear().status, 200)


def redemption(s, voucher, more="Content-Length: 211\r\n"):
    return (f"POST /api/v1/redemptions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {s.fixture['tokens']['mediator']}\r\n{more}\r\n").encode(), \
        f'{{"voucher":"{voucher}"}}'.encode()


def chunks_are_read_as_they_are_written():
    with server() as s:
        head, body = redemption(s, s.fixture["vouchers"]["redeemed"], "Transfer-Encoding: chunked\r\n")
        good = [b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body),
                b"%X;name=\"value\"\r\n%s\r\n000\r\nX-Trailer: y\r\n\r\n" % (len(body), body),
                b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n"]
        with Wire(s) as wire:
            for chunks, status in zip(good, (201, 200, 200)):
                wire.send(head + chunks)
                same(wire.hear().status, status)
        for chunks in (b"-5\r\nabcde\r\n0\r\n\r\n", b"zz\r\nabcde\r\n0\r\n\r\n", b"\r\nabcde\r\n0\r\n\r\n",
                       b"3\r\nabcde\r\n0\r\n\r\n", b"0x5\r\nabcde\r\n0\r\n\r\n", b"ffffffffffffffff1\r\nab\r\n0\r\n\r\n"):
            said, closed = once(s, head + chunks)
            assert said.status in (400, 413) and closed, (chunks, said, closed)
        said, closed = once(s, head + b"100000\r\n" + b" " * 1048576 + b"\r\n0\r\n\r\n")
        same((said.status, said.code), (413, "body_too_large"))


def old_http_is_understood():
    with server() as s:
        said, closed = once(s, b"GET /healthz HTTP/1.0\r\n\r\n")
        same((said.status, closed), (200, True))
        with Wire(s) as wire:
            for _ in range(3):
                wire.send(b"GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                said = wire.hear()
                same((said.status, said.headers["connection"].lower()), (200, "keep-alive"))
            wire.send(b"HEAD /healthz HTTP/1.0\r\n\r\n")
            same(wire.hear(head_only=True).status, 200)
            assert wire.is_closed()


def pipelined_calls_are_answered_in_their_order():
    paths = ["/healthz", "/nowhere", "/api/v1/keys", "/api/v1/passes/x", "/"] * 40
    with server() as s, Wire(s) as wire:
        wire.send("".join(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n" for path in paths))
        same([wire.hear().status for _ in paths], [200, 404, 200, 401, 200] * 40)


def who_has_said_all_still_gets_the_answers():
    with server() as s:
        head, body = redemption(s, s.fixture["vouchers"]["redeemed"])
        with Wire(s) as wire:
            wire.send((head + body) * 3)
            wire.socket.shutdown(socket.SHUT_WR)
            same([wire.hear().status for _ in range(3)], [201, 200, 200])
            assert wire.is_closed()
        with Wire(s) as wire:
            wire.send(head + body[:-1])
            wire.socket.shutdown(socket.SHUT_WR)
            same(wire.hear(), None)


def a_word_is_waited_for_and_given():
    with server() as s:
        head, body = redemption(s, s.fixture["vouchers"]["redeemed"],
                                "Expect: 100-continue\r\nContent-Length: 211\r\n")
        with Wire(s) as wire:
            wire.send(head)
            same(wire.hear().status, 100)
            wire.send(body)
            same(wire.hear().status, 201)
        said, closed = once(s, head.replace(b"211", b"800000"))
        same((said.status, closed), (413, True))
        said, closed = once(s, head.replace(b"Bearer ", b"Bearer x"))
        same((said.status, said.code, closed), (401, "unknown_token", True))


def a_stranger_fills_no_memory():
    """401 at the end, and nothing of the bodies is kept meanwhile."""
    def resident():
        with open(f"/proc/{s.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))

    head = b"POST /api/v1/redemptions HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n"
    with server() as s, contextlib.ExitStack() as stack:
        before = resident()
        wires = [stack.enter_context(Wire(s)) for _ in range(200)]
        for wire in wires:
            wire.send(head + b"\r\n" + b" " * 499999)
        s.call("GET", "/healthz")
        grown = resident() - before
        assert grown < 50000, f"{grown} KiB for 200 strangers"
        for wire in wires:
            wire.send(b" ")
            same(wire.hear().code, "no_bearer")


TESTS = [what_could_be_read_twice_is_refused_and_the_connection_ends,
         a_length_that_is_none_gets_an_error_and_the_end, a_path_has_one_spelling,
         who_goes_astray_among_the_pages_sees_a_page,
         what_is_only_wrong_leaves_the_connection_open, chunks_are_read_as_they_are_written,
         old_http_is_understood, pipelined_calls_are_answered_in_their_order,
         who_has_said_all_still_gets_the_answers, a_word_is_waited_for_and_given, a_stranger_fills_no_memory]

if __name__ == "__main__":
    sys.exit(main(TESTS))
