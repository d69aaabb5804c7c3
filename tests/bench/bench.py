#!/usr/bin/env python3
"""bench.py BUILD [ROUNDS]: durable redemptions over HTTP, each figure beside its ceiling of this run.

Three servers take turns on copies of the same books, the client on the same machine: the program,
the same verbs behind bare epoll with group commit (the limit), and one commit a call (naive).
"""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

BUILD = pathlib.Path(sys.argv[1])
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 3
PASSES = 800
DESIGNS = {
    "passnum": [BUILD / "tests/http/http_serve"],
    "bare": [BUILD / "tests/bench/bench_bare", "group"],
    "naive": [BUILD / "tests/bench/bench_bare", "naive"],
}
CONNECTIONS = {1: 1000, 64: 8000, 256: 8000}  # and how many calls a sample has
NAIVE_CALLS = 2500  # enough for a slow one
TICKS = os.sysconf("SC_CLK_TCK")


def start(command, *arguments):
    process = subprocess.Popen([*command, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return process, process.stdout.readline().decode().split()[1]


def stop(process):
    process.send_signal(signal.SIGTERM)
    process.wait(30)
    process.stdout.close()


def cpu_seconds(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def sample(books, design, connections, token):
    with tempfile.TemporaryDirectory(prefix="passnum-bench.") as name:
        folder = pathlib.Path(name, "data")
        shutil.copytree(books, folder)
        count = min(CONNECTIONS[connections], NAIVE_CALLS if design == "naive" else PASSES * 10)
        lines = (folder / "vouchers").read_bytes()[:count * 198]
        (folder / "some").write_bytes(lines)
        process, address = start(DESIGNS[design], folder)
        try:
            before = cpu_seconds(process)
            said = json.loads(subprocess.run(
                [BUILD / "tests/bench/bench_load", address, token, folder / "some", str(connections)],
                capture_output=True, check=True, timeout=60).stdout)
            cpu = cpu_seconds(process) - before
        finally:
            stop(process)
    if said["statuses"] != {"201": count}:
        sys.exit(f"{design}, {connections} connections: {said}")
    said["cpu_rate"] = count / cpu if cpu else 0
    return said


def best(samples, design, connections):
    return max(samples[design, connections], key=lambda s: s["rate"])


def show(samples, parts):
    print(f"{'':>9} {'connections':>11} {'calls/s':>8} {'p50 ms':>8} {'p99 ms':>8} {'calls/s of CPU':>15}")
    for connections in CONNECTIONS:
        for design in DESIGNS:
            s = best(samples, design, connections)
            print(f"{design:>9} {connections:>11} {s['rate']:>8.0f} {s['p50_ms']:>8.2f}"
                  f" {s['p99_ms']:>8.2f} {s['cpu_rate']:>15.0f}")
    print()
    for connections in (64, 256):
        ours, bare, naive = (best(samples, d, connections) for d in DESIGNS)
        print(f"{connections} connections: {ours['rate'] / bare['rate']:.2f} x bare epoll (owed 0.75), "
              f"{ours['rate'] / naive['rate']:.1f} x naive (owed 4), "
              f"{ours['cpu_rate'] / (1e6 / (parts['verify_busy_us'] + 20)):.2f} x 1/(verify + 20 us) "
              f"a CPU second, verify {parts['verify_busy_us']:.0f} us on busy cores (owed 0.65)")
    floor = parts["verify_us"] + parts["sync_us"]
    p50 = best(samples, "passnum", 1)["p50_ms"] * 1000
    print(f"1 connection: p50 {p50:.0f} us = {p50 / floor:.1f} x (verify {parts['verify_us']:.0f} us + "
          f"fdatasync {parts['sync_us']:.0f} us) (owed 3)")
    print(f"counting a redemption: {parts['count_us'] * 1000:.0f} ns = "
          f"{parts['count_us'] / parts['verify_us'] * 100:.2f} % of verifying it")


def main():
    with tempfile.TemporaryDirectory(prefix="passnum-bench.") as name:
        books = pathlib.Path(name, "books")
        books.mkdir()
        stop(start(DESIGNS["passnum"], books, PASSES)[0])
        token = json.loads((books / "fixture.json").read_text("utf-8"))["tokens"]["mediator"]
        parts = json.loads(subprocess.run([BUILD / "tests/bench/bench_parts", books],
                                          capture_output=True, check=True).stdout)
        samples = {}
        for _ in range(ROUNDS):
            for connections in CONNECTIONS:
                for design in DESIGNS:
                    samples.setdefault((design, connections), []).append(
                        sample(books, design, connections, token))
        show(samples, parts)


if __name__ == "__main__":
    main()
