"""The real program: a demonstration made by `passnum demo`, served by `passnum serve`; and prism before it."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading
import urllib.parse

POSTGRES = os.environ.get("PASSNUM_TEST_POSTGRES")
HERE = pathlib.Path(__file__).resolve().parent


class Server:
    """A folder (and a database of its own on PostgreSQL) with the demonstration, and who serves it."""

    def __init__(self, program, database="sqlite", options=()):
        self.program, self.options = program, list(options)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="passnum-api."))
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("PASSNUM_")}
        self.database = None
        if database == "postgres":
            self.database = f"passnum_api_{os.getpid()}"
            psql(f"CREATE DATABASE {self.database} TEMPLATE template0")
            url = urllib.parse.urlsplit(POSTGRES)._replace(path="/" + self.database).geturl()
            self.environment["PASSNUM_DATABASE"] = url
        self.run("demo")
        self.demo = json.loads((self.folder / "accounts.json").read_text("utf-8"))
        self.start()

    def run(self, *words):
        """Another command of the program on the same books; what it prints."""
        done = subprocess.run([self.program, *words, "--data", self.folder], env=self.environment,
                              capture_output=True, text=True, timeout=120)
        if done.returncode:
            raise RuntimeError(f"passnum {' '.join(words)}: {done.stderr[-500:]}")
        return done.stdout

    def start(self):
        self.log = open(self.folder / "log", "ab")
        self.process = subprocess.Popen(
            [self.program, "serve", "--data", self.folder, "--listen", "127.0.0.1:0", *self.options],
            stdout=subprocess.PIPE, stderr=self.log, env=self.environment, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("http"):
            raise RuntimeError((self.folder / "log").read_text("utf-8")[-2000:])
        self.address = urllib.parse.urlsplit(line.strip()).netloc

    def close(self):
        """False when it did not end as it should: a sanitizer's word is an exit code too."""
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self.process.stdout.close()
        self.log.close()
        said = (self.folder / "log").read_text("utf-8", "replace")
        if self.database:
            psql(f"DROP DATABASE {self.database} WITH (FORCE)")
        shutil.rmtree(self.folder)
        return code == 0 and "runtime error" not in said and "Sanitizer" not in said, said

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        fine, said = self.close()
        if not fine and kind is None:
            raise RuntimeError("the server did not end well: " + said[-2000:])


class Prism:
    """`prism proxy --errors` before a server: it answers for whatever the description does not say."""

    program = HERE / "node_modules/.bin/prism"

    def __init__(self, openapi, server):
        text = pathlib.Path(openapi).read_text("utf-8").replace('"__Host-passnum"', '"passnum"')
        (server.folder / "openapi.json").write_text(text, "utf-8")  # the name of the cookie without TLS
        self.process = subprocess.Popen(
            [self.program, "proxy", server.folder / "openapi.json", f"http://{server.address}", "--errors", "--port", "0",
             "--host", "127.0.0.1"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env=os.environ | {"NO_COLOR": "1"})
        said = ""
        for line in self.process.stdout:
            said += line
            if "listening on" in line:
                self.address = line.split("http://")[1].split()[0]
                break
        else:
            raise RuntimeError(f"prism does not start: {said[-500:]}")
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


def psql(command):
    subprocess.run(["psql", "-qX", POSTGRES, "-c", command], check=True)
