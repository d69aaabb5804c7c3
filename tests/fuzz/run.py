#!/usr/bin/env python3
"""Let libFuzzer look for inputs that break a promise: run.py BUILD MINUTES [TARGET...]

Runs all targets of tests/fuzz, or those named, as many at a time as there are cores, MINUTES
altogether on each core. What was found before is in BUILD/corpus/TARGET and begun with; at the end
it is made as small as it can be. Prints a table; exit 1 when a target failed, with the input kept
in BUILD/found/.
"""
import argparse
import collections
import os
import pathlib
import re
import subprocess
import sys
import threading

HERE = pathlib.Path(__file__).resolve().parent
Run = collections.namedtuple("Run", "name seconds runs speed features inputs failed")


def folder(path):
    path.mkdir(parents=True, exist_ok=True)
    return path


class Target:
    def __init__(self, build, name):
        self.name = name
        self.program = (build / "tests" / "fuzz" / f"{name}_fuzz").resolve()
        self.stored = HERE / "corpus" / name
        self.known = folder(build / "corpus" / name).resolve()
        self.found = folder(build / "found" / name).resolve()
        self.log = build / "found" / f"{name}.log"
        words = HERE / "words" / f"{name}.dict"
        self.options = [f"-dict={words}"] if words.exists() else []

    def call(self, options):
        environment = dict(os.environ, UBSAN_OPTIONS="halt_on_error=1:print_stacktrace=1")
        return subprocess.run([self.program, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              env=environment, check=False)

    def run(self, seconds):
        limits = [f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1"]
        done = self.call([*limits, *self.options, f"-artifact_prefix={self.found}/", self.known, self.stored])
        text = done.stdout.decode(errors="replace")
        self.log.write_text(text)
        return Run(self.name, seconds, number(text, r"number_of_executed_units: (\d+)"),
                   number(text, r"average_exec_per_sec:\s+(\d+)"), number(text, r"ft: (\d+)"),
                   self.shrink(), done.returncode != 0)

    def shrink(self):
        """Keep of what is known only what covers something that the rest does not."""
        small = folder(self.known.with_suffix(".small"))
        if self.call(["-merge=1", small, self.stored, self.known]).returncode == 0:
            for path in self.known.iterdir():
                path.unlink()
            for path in small.iterdir():
                path.rename(self.known / path.name)
        for path in small.iterdir():
            path.unlink()
        small.rmdir()
        return sum(1 for _ in self.known.iterdir())


def number(text, pattern):
    """The last number that the log says so; 0 when it died before."""
    return int((re.findall(pattern, text) or [0])[-1])


def cores():
    """Those that we may use."""
    return len(os.sched_getaffinity(0))


def run_all(targets, seconds):
    """Each core takes the next target until none is left."""
    waiting, done, lock = collections.deque(targets), [], threading.Lock()

    def work():
        while True:
            with lock:
                if not waiting:
                    return
                target = waiting.popleft()
            run = target.run(seconds)
            with lock:
                done.append(run)
                print(f"dev: {run.name}, {run.seconds} s: {'FAILED' if run.failed else 'nothing found'}",
                      file=sys.stderr, flush=True)

    threads = [threading.Thread(target=work) for _ in range(min(cores(), len(targets)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(done)


def table(runs):
    yield f"{'target':12} {'seconds':>8} {'executions':>12} {'per second':>11} {'features':>9} {'inputs':>7}"
    for run in runs:
        yield (f"{run.name:12} {run.seconds:8} {run.runs:12} {run.speed:11} {run.features:9} {run.inputs:7}"
               + ("   FAILED" if run.failed else ""))


def tail(path):
    return "\n".join(path.read_text().splitlines()[-40:])


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("minutes", type=int)
    parser.add_argument("targets", nargs="*")
    options = parser.parse_args(arguments)
    names = options.targets or sorted(path.name.removesuffix("_fuzz.c") for path in HERE.glob("*_fuzz.c"))
    targets = [Target(options.build, name) for name in names]
    seconds = max(1, options.minutes * 60 * min(cores(), len(targets)) // len(targets))
    runs = run_all(targets, seconds)
    for target in targets:
        if any(run.failed and run.name == target.name for run in runs):
            print(f"\n{target.name} failed; its input is in {target.found}\n{tail(target.log)}")
    print("\n".join(table(runs)))
    return 1 if any(run.failed for run in runs) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
