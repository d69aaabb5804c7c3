#!/usr/bin/env python3
"""busy_test.py SERVE: another process has the books for itself for a while, as TAP.

Whoever writes is then answered within seconds, 503 and when to come back; nothing is half done; who only reads notices
nothing. With a short while nobody notices anything.
"""
import concurrent.futures
import contextlib
import sqlite3
import subprocess
import sys
import threading
import time

from serving import POSTGRES, main, same, server, tell

SECONDS = 9  # what a call may take: its own patience, and some of who was before it; and the machine's


class Other:
    """Another process, at the database."""

    def __init__(self, s):
        self.s = s
        if POSTGRES:
            self.process = subprocess.Popen(["psql", "-qAtX", s.environment["PASSNUM_DATABASE"]], stdin=subprocess.PIPE,
                                            stdout=subprocess.PIPE, text=True)
            self.said("BEGIN; LOCK TABLE spent, pass, idempotency, login_pause IN EXCLUSIVE MODE; SELECT 'held';", "held")
        else:
            self.books = sqlite3.connect(s.folder / "passnum.db", timeout=20, isolation_level=None,
                                         check_same_thread=False)
            self.books.execute("BEGIN IMMEDIATE")

    def said(self, statement, word):
        self.process.stdin.write(statement + "\n")
        self.process.stdin.flush()
        same(self.process.stdout.readline().strip(), word)

    def let_go(self):
        if POSTGRES:
            self.process.communicate("ROLLBACK;\n", timeout=20)
        else:
            self.books.execute("ROLLBACK")
            self.books.close()


@contextlib.contextmanager
def held(s):
    other = Other(s)
    try:
        yield
    finally:
        other.let_go()


def timed(call, *args, **more):
    began = time.monotonic()
    answer = call(*args, **more)
    return answer, time.monotonic() - began


def redeemed_of(s):
    figures = s.call("GET", f"/api/v1/programmes/{s.fixture['programme']}/figures", who="operator").json
    return figures["vouchers"]["redeemed"], figures["cents"]["owed"]


def told_to_come_back(answers, within=SECONDS, codes=("database_busy",)):
    slowest = max(seconds for _, seconds in answers)
    tell(f"# the slowest of {len(answers)} was answered after {slowest:.1f} s")
    for answer, _ in answers:
        assert answer.status == 503 and answer.json["code"] in codes, (answer.status, answer.body)
        assert answer.headers["Retry-After"]
    assert slowest < within, f"{slowest:.1f} s"


def redemptions_are_answered_within_seconds():
    with server(60) as s:
        vouchers = s.vouchers()
        before = redeemed_of(s)
        with held(s):
            told_to_come_back([timed(s.redeem, vouchers[0])])
            with concurrent.futures.ThreadPoolExecutor(200) as pool:
                told_to_come_back([each.result() for each in [
                    pool.submit(timed, s.redeem, voucher) for voucher in vouchers[:200]]])
            body = {"items": [{"voucher": voucher} for voucher in vouchers[200:600]]}
            told_to_come_back([timed(s.call, "POST", "/api/v1/redemptions", body, "mediator")])
        same(redeemed_of(s), before)
        same([s.redeem(voucher).status for voucher in vouchers[:10]], [201] * 10)
        answer = s.call("POST", "/api/v1/redemptions", body, "mediator")
        same({item["outcome"] for item in answer.json["items"]}, {"redeemed"})


def other_deeds_are_answered_within_seconds_too():
    with server() as s:
        wish = {"programme": s.fixture["programme"], "vouchers": 5}
        count = len(s.call("GET", "/api/v1/passes", who="agent").json["items"])
        with held(s):
            told_to_come_back([
                timed(s.call, "POST", "/api/v1/passes", wish, "agent", Idempotency_Key="one"),
                timed(s.call, "POST", "/api/v1/session", {"login": "agente", "password": "wrong"})])
            with concurrent.futures.ThreadPoolExecutor(16) as pool:  # for two workers: six waits in a row
                told_to_come_back([each.result() for each in [
                    pool.submit(timed, s.call, "POST", "/api/v1/passes", wish, "agent", Idempotency_Key=f"many-{n}")
                    for n in range(12)]], 18, ("database_busy", "busy"))
        same(len(s.call("GET", "/api/v1/passes", who="agent").json["items"]), count)
        made = s.call("POST", "/api/v1/passes", wish, "agent", Idempotency_Key="one")
        same((made.status, made.headers.get("Idempotency-Replayed")), (201, None))


def who_reads_notices_nothing():
    """Neither beside one redemption, which an event loop might settle by itself, nor beside many."""
    with server(1) as s:
        vouchers = s.vouchers()
        for writing in (1, 10):
            with held(s), concurrent.futures.ThreadPoolExecutor(writing) as pool:
                waiting = [pool.submit(timed, s.redeem, voucher) for voucher in vouchers[:writing]]
                time.sleep(0.3)
                reads = [timed(s.call, "GET", path, who="operator") for path in (
                    "/healthz", "/api/v1/passes/0123456789ab", "/api/v1/programmes") for _ in range(10)]
                assert not any(each.done() for each in waiting), "the redemption was over before"
                same({answer.status for answer, _ in reads}, {200, 404})
                told_to_come_back([each.result() for each in waiting])


def a_short_while_is_waited_for():
    with server(1) as s:
        vouchers, other = s.vouchers(), Other(s)
        threading.Timer(1, other.let_go).start()
        with concurrent.futures.ThreadPoolExecutor(10) as pool:
            same([answer.status for answer in pool.map(s.redeem, vouchers)], [201] * 10)


TESTS = [redemptions_are_answered_within_seconds, other_deeds_are_answered_within_seconds_too,
         who_reads_notices_nothing, a_short_while_is_waited_for]

if __name__ == "__main__":
    sys.exit(main(TESTS, at_once=4))
