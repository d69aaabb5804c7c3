#!/usr/bin/env python3
"""Add up the tests of one or more builds: summary.py [--broken NAME]... BUILD...

Reads BUILD/meson-logs/testlog.json and counts every TAP test of every program; a program that
crashes, hangs or stops early is a failure too, and so is each --broken NAME (a build that failed).
Prints what failed, with its output, then the last line: "N passed, N failed[, N skipped]".
"""
import argparse
import json
import pathlib
import re
import sys

POINT = re.compile(r"(not )?ok\b\s*\d*\s*-?\s*([^#]*)(?:#\s*(skip|todo)\b\s*(.*))?", re.I)
PLAN = re.compile(r"1\.\.(\d+)\s*(?:#\s*skip\b\s*(.*))?", re.I)


class Sum:
    def __init__(self):
        self.passed = self.skipped = 0
        self.failures = []  # (name, output)

    def fail(self, name, output=""):
        self.failures.append((name, output))

    def line(self):
        text = f"{self.passed} passed, {len(self.failures)} failed"
        return text + (f", {self.skipped} skipped" if self.skipped else "")


def add_tap(total, name, text):
    """Count the points of one program, and one failure more when it did not run all it planned."""
    planned, points, said = None, 0, []
    for line in text.splitlines():
        plan, point = PLAN.match(line), POINT.match(line)
        if plan:
            planned = int(plan[1])
            total.skipped += planned == 0
        elif point:
            points += 1
            if point[1]:
                total.fail(f"{name}: {point[2].strip()}", "\n".join(said))
            elif (point[3] or "").lower() == "skip":
                total.skipped += 1
            else:
                total.passed += 1
            said = []
        else:
            said.append(line)
    if planned is None or points != planned:
        total.fail(f"{name}: {points} tests of {'?' if planned is None else planned} ran", "\n".join(said))


def add_program(total, build, entry):
    """One line of meson's log: a program and what it printed."""
    name = f"{build}: {entry['name'].split(' / ')[-1]}"
    text, errors = entry.get("stdout", ""), entry.get("stderr", "")
    known = len(total.failures)
    if any(PLAN.match(line) or POINT.match(line) for line in text.splitlines()):
        add_tap(total, name, text)
    elif entry["result"] == "OK":
        total.passed += 1
    elif entry["result"] == "SKIP":
        total.skipped += 1
    if entry["result"] not in ("OK", "SKIP") and len(total.failures) == known:
        total.fail(f"{name}: {entry['result'].lower()}, exit {entry['returncode']}", text[-2000:])
    if len(total.failures) > known and errors:
        last, output = total.failures[-1]
        total.failures[-1] = (last, "\n".join(filter(None, [output, errors[-8000:]])))


def add_build(total, build):
    log = pathlib.Path(build, "meson-logs", "testlog.json")
    if not log.exists():
        return total.fail(f"{build}: no test ran")
    for line in log.read_text(errors="replace").splitlines():
        add_program(total, build, json.loads(line))


def main(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--broken", action="append", default=[])
    parser.add_argument("builds", nargs="*")
    options = parser.parse_args(arguments)
    total = Sum()
    for name in options.broken:
        total.fail(name)
    for build in options.builds:
        add_build(total, build)
    for name, output in total.failures:
        print(f"\nFAILED {name}" + "".join(f"\n    {line}" for line in output.splitlines()))
    print(("\n" if total.failures else "") + total.line())
    return 1 if total.failures or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
