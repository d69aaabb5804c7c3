"""HTTP/1 as bytes: what is sent is exactly what was written, what comes back is taken apart."""
import json
import re
import socket
import ssl


class Said:
    """One answer."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def code(self):
        """The stable name of a problem; None of anything else."""
        if self.headers.get("content-type") != "application/problem+json":
            return None
        return json.loads(self.body)["code"]

    def __repr__(self):
        return f"{self.status} {self.code or self.headers.get('content-type')}"


class Wire:
    """A connection. Used as `with Wire(server) as wire`."""

    def __init__(self, server, timeout=10):
        self.socket = socket.create_connection((server.host, server.port), timeout=timeout)
        self.rest = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def secure(self, context=None):
        if not context:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self.socket = context.wrap_socket(self.socket, server_hostname="localhost")
        return self

    def send(self, data):
        self.socket.sendall(data if isinstance(data, bytes) else data.encode())

    def more(self):
        """False: the other side has ended (or broken) the stream."""
        try:
            part = self.socket.recv(65536)
        except (ConnectionError, ssl.SSLError):
            part = b""
        self.rest += part
        return bool(part)

    def hear(self, head_only=False):
        """The next answer; None when the connection ended before it did."""
        while b"\r\n\r\n" not in self.rest:
            if not self.more():
                return None
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        line, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (each.partition(":") for each in lines)}
        status = int(re.match(r"HTTP/1\.[01] (\d{3}) ", line)[1])
        size = 0 if head_only or status < 200 or status in (204, 304) else int(headers["content-length"])
        while len(self.rest) < size:
            if not self.more():
                return None
        body, self.rest = self.rest[:size], self.rest[size:]
        return Said(status, headers, body)

    def is_closed(self):
        """Waits for the end of the stream; whatever else comes is an answer too many."""
        while self.more():
            pass
        return self.rest == b""


def once(server, data):
    """One exchange: (answer or None, was the connection closed after it at once?)."""
    with Wire(server) as wire:
        wire.send(data)
        said = wire.hear()
        wire.socket.settimeout(0.4)
        try:
            return said, wire.is_closed()
        except TimeoutError:
            return said, False
