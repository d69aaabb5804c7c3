#!/usr/bin/env python3
"""abuse.py SERVE POLITE [SECONDS [ROUNDS]]: each attack beside a well-behaved client.

SERVE is tests/http/serve.c, POLITE tests/abuse/polite.c. With SECONDS: a table, the best of ROUNDS for the
client's times and the worst for the server's memory and files. Without: a second of each, as TAP: the client
is served all the time and the server afterwards; the times are only shown, they are the machine's.
"""
import json
import multiprocessing
import os
import pathlib
import resource
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "http"))
from attacks import ATTACKS, FLOOD  # noqa: E402
from serving import SERVE, Server, main, same  # noqa: E402

POLITE = sys.argv[2]
PASSES = 300
RESIDENT_MAX = 300  # MiB


def attack_with(attack, s, stop):
    """In a process of its own: the client and the attackers do not wait for one another's interpreter."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (FLOOD + 200, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    attack(s, stop)
    os._exit(0)


class Under:
    """What one attack does to a server and its client."""

    def __init__(self, s, attack, threads, seconds):
        stop = multiprocessing.Event()
        attackers = [multiprocessing.Process(target=attack_with, args=(attack, s, stop)) for _ in range(threads)] \
            if attack else []
        for each in attackers:
            each.start()
        time.sleep(min(1.0, seconds / 2) if attack else 0)
        client = subprocess.Popen([POLITE, f"{s.host}:{s.port}", s.fixture["tokens"]["mediator"],
                                   s.folder / "vouchers", str(seconds)], stdout=subprocess.PIPE)
        self.resident = self.files = 0
        while client.poll() is None:
            self.look(s)
            time.sleep(0.05)
        self.polite = json.loads(client.stdout.read())
        stop.set()
        for each in attackers:
            each.join(10)
            each.kill()
        self.health = s.call("GET", "/healthz").status

    def look(self, s):
        status = pathlib.Path(f"/proc/{s.process.pid}/status").read_text()
        self.resident = max(self.resident, int(status.partition("VmRSS:")[2].split()[0]) // 1024)
        self.files = max(self.files, len(os.listdir(f"/proc/{s.process.pid}/fd")))


def check(under):
    client = under.polite
    assert client["done"] > 0, client
    same((client["refused"], client["lost"]), (0, 0))
    same(under.health, 200)
    if os.environ.get("PASSNUM_TEST_SANITIZE", "none") == "none":  # sanitizers keep shadows
        assert under.resident < RESIDENT_MAX, f"{under.resident} MiB"


def tests(s):
    def named(attack, threads):
        def test():
            under = Under(s, attack, threads, 1)
            print(f"# {under.resident} MiB, {under.files} files; {json.dumps(under.polite)}")
            check(under)
        test.__name__ = f"{attack.__name__}_harm_nobody_else"
        return test

    def stop():
        same(s.stop(), 0)
    stop.__name__ = "the_server_stops_as_ever"
    return [named(*each) for each in ATTACKS] + [stop]


def table(s, seconds, rounds):
    """The machine is noisy: the quiet run stands beside each attack."""
    found = {}
    for _ in range(rounds):
        for attack, threads in [(None, 0)] + ATTACKS:
            found.setdefault(attack, []).append(Under(s, attack, threads, seconds))
    print(f"{'':28} {'kept-alive':>17} {'new connection':>17}")
    print(f"{'attack':28} {'p50 ms':>8} {'p99 ms':>8} {'p50 ms':>8} {'p99 ms':>8} {'calls':>6} {'lost':>5} "
          f"{'MiB':>5} {'files':>6}")
    for attack, all_of_it in found.items():
        best = {kind: min((u.polite[kind] for u in all_of_it), key=lambda t: t["p99_ms"]) for kind in ("kept", "fresh")}
        print(f"{attack.__name__.replace('_', ' ') if attack else 'nobody':28} "
              f"{best['kept']['p50_ms']:8.2f} {best['kept']['p99_ms']:8.2f} {best['fresh']['p50_ms']:8.2f} "
              f"{best['fresh']['p99_ms']:8.2f} {max(u.polite['done'] for u in all_of_it):6} "
              f"{sum(u.polite['lost'] + u.polite['refused'] for u in all_of_it):5} "
              f"{max(u.resident for u in all_of_it):5} {max(u.files for u in all_of_it):6}", flush=True)


if __name__ == "__main__":
    server = Server(PASSES, behind_proxy="loopback")
    try:
        if len(sys.argv) > 3:
            table(server, float(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 1)
            sys.exit(server.stop())
        sys.exit(main(tests(server)))
    finally:
        server.close()
