"""The real server in a process of its own, for tests that drive it over sockets.

Test programs are called with SERVE, tests/http/serve.c. PASSNUM_TEST_DATABASE=postgres runs them on
fresh databases of the server that PASSNUM_TEST_POSTGRES names (skipped when there is none).
"""
import concurrent.futures
import contextlib
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.parse

SERVE = sys.argv[1]
POSTGRES = os.environ.get("PASSNUM_TEST_POSTGRES") if os.environ.get(
    "PASSNUM_TEST_DATABASE") == "postgres" else None


class Server:
    """A folder with its books, and the server on them while it runs."""

    def __init__(self, passes=0, **options):
        """options: of serve.c, rate_address="5"."""
        self.options = [f"{name.replace('_', '-')}={value}" for name, value in options.items()]
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="passnum-http."))
        self.environment = dict(os.environ)
        self.database = None
        if POSTGRES:
            self.database = f"passnum_http_{os.getpid()}_{self.folder.name.rpartition('.')[2].lower()}"
            psql(f"CREATE DATABASE {self.database} TEMPLATE template0")
            parts = urllib.parse.urlsplit(POSTGRES)
            self.environment["PASSNUM_DATABASE"] = parts._replace(path="/" + self.database).geturl()
        self.start(passes)
        self.fixture = json.loads((self.folder / "fixture.json").read_text("utf-8"))

    def start(self, passes=0):
        self.log = open(self.folder / "log", "ab")
        self.process = subprocess.Popen([SERVE, self.folder, str(passes), *self.options],
                                        stdout=subprocess.PIPE,
                                        stderr=self.log, env=self.environment)
        line = self.process.stdout.readline().decode().split()
        if line[:1] != ["listening"]:
            raise RuntimeError((self.folder / "log").read_text())
        self.host, port = line[1].rsplit(":", 1)
        self.port = int(port)

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        code = self.process.wait(30)
        self.process.stdout.close()
        self.log.close()
        return code

    def close(self):
        if self.process.poll() is None:
            self.stop(signal.SIGKILL)
        if self.database:
            psql(f"DROP DATABASE {self.database} WITH (FORCE)")
        shutil.rmtree(self.folder)

    def call(self, method, path, body=None, who=None, **headers):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=20)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if who:
            headers["Authorization"] = "Bearer " + self.fixture["tokens"][who]
        if isinstance(body, dict):
            body = json.dumps(body)
            headers.setdefault("Content-Type", "application/json")
        with contextlib.closing(connection):
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())

    def redeem(self, voucher, who="mediator", **headers):
        return self.call("POST", "/api/v1/redemptions", {"voucher": voucher}, who, **headers)

    def raw(self, data, reads=1):
        with socket.create_connection((self.host, self.port), timeout=20) as s:
            s.sendall(data)
            said = b""
            while said.count(b"HTTP/1.1 ") < reads or not said.endswith(b"}"):
                part = s.recv(65536)
                if not part:
                    break
                said += part
            return said

    def vouchers(self):
        return (self.folder / "vouchers").read_text().split()


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


def psql(command, database=POSTGRES):
    subprocess.run(["psql", "-qX", database, "-c", command], check=True)


def same(have, want):
    assert have == want, f"{have!r}, not {want!r}"


@contextlib.contextmanager
def server(passes=0, **options):
    it = Server(passes, **options)
    try:
        yield it
    finally:
        it.close()


def tell(line):
    """A line at once, whoever else writes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def complaint(test):
    try:
        test()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def main(tests, at_once=1):
    """at_once: how many of them may run beside each other; those that wait for seconds cost nothing then, and tell()
    what they have to say."""
    if os.environ.get("PASSNUM_TEST_DATABASE") == "postgres" and not POSTGRES:
        print("1..0 # SKIP no PostgreSQL")
        return 0
    bad = 0
    tell(f"1..{len(tests)}")
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        complaints = pool.map(complaint, tests) if at_once > 1 else map(complaint, tests)
        for number, (test, said) in enumerate(zip(tests, complaints), 1):
            if said:
                bad += 1
                tell("# " + said.replace("\n", "\n# "))
            tell(f"{'not ok' if said else 'ok'} {number} - {test.__name__}")
    return bad > 0
