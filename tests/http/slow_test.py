#!/usr/bin/env python3
"""slow_test.py SERVE: however it drips, every call has an end. Takes half a minute: the times are real."""
import contextlib
import socket
import sys
import threading
import time

from serving import main, same, server
from wire import Wire

HEAD = "POST /api/v1/passes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n"
# What a client does: its name, what it says at once, what it drips; after how many seconds it is ended.
CLIENTS = [
    ("says nothing", "", None, 10),
    ("drips a first line", "GET /", "a", 10),
    ("drips headers", "GET / HTTP/1.1\r\nHost: x\r\n", "X-A: b\r\n", 10),
    ("drips a header", "GET / HTTP/1.1\r\nHost: x\r\nX-A: ", "b", 10),
    ("drips a body", HEAD + "Content-Length: 60000\r\n\r\n", " ", 28),
    ("drips chunks", HEAD + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n", 28),
    ("drips one chunk", HEAD + "Transfer-Encoding: chunked\r\n\r\n", "0", 28),
    ("drips a chunk's name", HEAD + "Transfer-Encoding: chunked\r\n\r\n1;", "x", 28),
    ("drips trailers", HEAD + "Transfer-Encoding: chunked\r\n\r\n0\r\n", "X-A: b\r\n", 28),
    ("drips empty lines", "", "\r\n", 10),
    ("calls, then says nothing", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", None, 30),
    ("calls, then drips a line", "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /", "a", 30),
]


def endure(s, client, ends):
    """When did the server end it?"""
    name, at_once, drip, _ = client
    with Wire(s, timeout=0.5) as wire:
        began = time.monotonic()
        wire.send(at_once.format(s.fixture["tokens"]["agent"]))
        while time.monotonic() - began < 45:
            with contextlib.suppress(TimeoutError):
                if not wire.more():
                    break
            if drip:
                with contextlib.suppress(ConnectionError):
                    wire.send(drip)
        ends[name] = time.monotonic() - began


def read_nothing(s, ends):
    """Calls for much and takes none of it."""
    with Wire(s, timeout=0.5) as wire:
        wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        began = time.monotonic()
        with contextlib.suppress(TimeoutError, ConnectionError):
            for _ in range(3000):
                wire.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 5)
        while time.monotonic() - began < 60:
            time.sleep(0.5)
            try:
                wire.socket.send(b"x")
            except TimeoutError:
                continue
            except ConnectionError:
                break
        ends["reads nothing"] = time.monotonic() - began


def every_call_has_an_end_however_it_drips():
    ends = {}
    with server() as s:
        threads = [threading.Thread(target=endure, args=[s, client, ends]) for client in CLIENTS]
        threads.append(threading.Thread(target=read_nothing, args=[s, ends]))
        for each in threads:
            each.start()
        time.sleep(2)
        same(s.redeem(s.fixture["vouchers"]["redeemed"]).status, 201)
        for each in threads:
            each.join()
        same(s.call("GET", "/healthz").status, 200)
        same(s.stop(), 0)
    for name, *_, seconds in CLIENTS + [("reads nothing", 31)]:
        print(f"# {name}: {ends[name]:.1f} s")
        assert seconds - 2 < ends[name] < seconds + 6, f"{name}: {ends[name]:.1f} s, not {seconds}"


TESTS = [every_call_has_an_end_however_it_drips]

if __name__ == "__main__":
    sys.exit(main(TESTS))
