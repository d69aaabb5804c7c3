#!/usr/bin/env python3
"""metrics_test.py SERVE ROOT: what a whole session leaves in log and metrics, as TAP.

SERVE is tests/http/serve.c; in the source tree ROOT docs/logs.md lists every event. promtool judges
the metrics, too, where there is one: on the PATH or in ROOT/build-tools (./dev test brings it there).
"""
import contextlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.parse

from metrics_judge import Wrong, judge
from people import CANARY, Session, books_of, check_books, forms_of, log_in
from serving import POSTGRES, main, psql, same, server

ROOT = pathlib.Path(sys.argv[2])
PROMTOOL = shutil.which("promtool", path=f"{os.environ['PATH']}:{ROOT / 'build-tools'}")
ALWAYS = ["at", "level", "event"]
os.environ.setdefault("LSAN_OPTIONS", "print_suppressions=0")  # of sanitized builds: not in the log


def metrics(s):
    answer = s.call("GET", "/metrics")
    same((answer.status, answer.headers["Content-Type"]), (200, "text/plain; version=0.0.4; charset=utf-8"))
    return answer.body.decode()


def value(families, name, **labels):
    family = next(f for f in (name, re.sub("_(bucket|sum|count)$", "", name)) if f in families)
    return families[family][2].get((name, *sorted(labels.items())), 0)


def at_rest(s):
    """When only this call is under way: one that was answered a moment ago may not be over yet."""
    until = time.monotonic() + 10
    while True:
        families = judge(metrics(s))
        if value(families, "passnum_http_requests_in_flight") == 1 or time.monotonic() > until:
            return families
        time.sleep(0.1)


def lines_of(s):
    return [json.loads(line) for line in (s.folder / "log").read_text("utf-8").splitlines()]


def events_of_docs():
    """{event: names}, from the table in docs/logs.md."""
    rows = re.findall(r"^\| `([^`]+)` \|([^|]*)\|", (ROOT / "docs/logs.md").read_text("utf-8"), re.M)
    return {event: re.findall(r"`([^`]+)`", names) for event, names in rows}


def check_lines(lines):
    events = events_of_docs()
    for line in lines:
        same(list(line), ALWAYS + events[line["event"]])
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["at"]), line
        assert line["level"] in ("info", "warning", "error"), line


def work(session):
    """A day at the desk and at the centre, with everything that must not be told."""
    s = session.s
    made = session.call("POST", "/api/v1/passes", {
        "programme": s.fixture["programme"], "vouchers": 10, "pseudonym": f"{CANARY}-pseudonym"}, "agent")
    if made.status != 201:  # pseudonyms may have a form of their own
        made = session.call("POST", "/api/v1/passes", {"programme": s.fixture["programme"], "vouchers": 10}, "agent")
    same(made.status, 201)
    book = made.json
    vouchers = book["vouchers"]
    session.call("GET", "/api/v1/passes/" + book["id"], who="agent")
    session.call("GET", f"/api/v1/passes/{book['id']}/document.pdf", who="agent")
    session.call("GET", "/" + vouchers[0]["token"])
    session.call("POST", "/api/v1/vouchers/check", {"voucher": vouchers[0]["token"]}, "mediator")
    same(session.redeem(vouchers[0]["token"]).status, 201)
    same(session.redeem(vouchers[0]["token"]).status, 200)
    same(session.redeem(vouchers[0]["token"], "rival").status, 409)
    same(session.redeem(vouchers[1]["code"]).status, 201)
    taken = session.redeem(vouchers[2]["url"])
    same(taken.status, 201)
    same(session.call("POST", f"/api/v1/redemptions/{taken.json['redemption']}/reversal",
                      {"reason": f"{CANARY} erreur"}, "mediator").status, 200)
    session.call("POST", "/api/v1/redemptions", {"items": [
        {"voucher": v["token"], "nonce": f"{CANARY}-nonce"} for v in vouchers[3:6]]}, "mediator")
    for voucher in s.fixture["vouchers"].values():
        session.redeem(voucher)
    session.redeem(f"https://pass.test/{CANARY}")
    session.redeem(vouchers[7]["code"][:-1] + "x")
    again = session.call("POST", f"/api/v1/passes/{book['id']}/replacement", {"reason": f"{CANARY} perdu"}, "agent")
    same(again.status, 201)
    same(session.call("POST", f"/api/v1/passes/{again.json['id']}/blocking",
                      {"reason": f"{CANARY} volé"}, "agent").status, 200)


def stray(session):
    """What comes from strangers: secrets in every place where a call has one."""
    token = session.s.fixture["vouchers"]["redeemed"]
    for path in ("/" + token + "9", "/x/" + token, "/%7Ax" + CANARY, "/" + CANARY * 200, f"/api/v1/{CANARY}",
                 f"/healthz?token={CANARY}&" + CANARY, f"/{token}?{CANARY}", "/%ff%fe" + CANARY):
        session.call("GET", path)
        session.call("DELETE", path, CANARY)
    for authorization in (f"Bearer {CANARY}", f"Basic {CANARY}", CANARY, "Bearer " + session.s.fixture["tokens"]["stranger"]):
        session.call("GET", "/api/v1/passes/0123456789ab", Authorization=authorization, Cookie=f"passnum={CANARY}")
    for data in (f"GET /{CANARY} HTTP/9.9\r\n\r\n", f"{CANARY} / HTTP/1.1\r\nHost: x\r\n\r\n", CANARY + "\r\n\r\n",
                 f"GET / HTTP/1.1\r\nHost: {CANARY}\r\n{CANARY}: {CANARY}\r\n bad: {CANARY}\r\n\r\n",
                 f"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: {CANARY}\r\n\r\n{CANARY}",
                 f"GET http://{CANARY}@x/ HTTP/1.1\r\nHost: x\r\n\r\n", f"\x16\x03\x01{CANARY}\r\n\r\n"):
        with contextlib.suppress(OSError):
            session.s.raw(data.encode("latin-1"))


def sample(schema, schemas, depth=0):
    """A value that a schema may like, with the canary in its texts."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    kind = schema.get("type", "object")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {} if depth > 4 else {name: sample(inner, schemas, depth + 1)
                                     for name, inner in schema.get("properties", {}).items()}
    return {"string": CANARY, "integer": schema.get("minimum", 1), "number": 1, "boolean": True}.get(kind, [])


def every_call(session):
    """Each call of the description as everybody, with the canary wherever a value goes."""
    described = session.call("GET", "/api/openapi.json").json
    schemas = described["components"]["schemas"]
    for pattern, item in described["paths"].items():
        for method, call in item.items():
            if method not in ("get", "post", "put", "patch", "delete"):
                continue
            content = call.get("requestBody", {}).get("content", {})
            body = sample(next(iter(content.values()))["schema"], schemas) if content else None
            for text in (CANARY, "1"):
                path = re.sub(r"{\w+}", text, pattern) + f"?after={CANARY}"
                for who in (None, "operator", "funder", "agent", "mediator"):
                    session.call(method.upper(), path, body, who, If_Match=f'"{CANARY}"',
                                 If_None_Match=f'"{CANARY}"', Origin=f"https://{CANARY}.example",
                                 Cookie=f"passnum={CANARY}; __Host-passnum={CANARY}",
                                 X_Forwarded_For="203.0.113.77", Accept=CANARY)


def from_elsewhere(s):
    """A call from another address of this machine: the log does not know it."""
    connection = http.client.HTTPConnection(s.host, s.port, timeout=20, source_address=("127.0.0.99", 0))
    with contextlib.closing(connection):
        connection.request("GET", "/metrics")
        return connection.getresponse().status


def a_whole_session_leaves_no_secret_behind():
    with server(log="requests", rate_address="0", rate_account="0") as s:
        session = Session(s)
        work(session)
        stray(session)
        log_in(session)
        every_call(session)
        from_elsewhere(s)
        text, running = metrics(s), books_of(s)
        s.process.send_signal(signal.SIGTERM)
        said = s.process.stdout.read().decode()
        same(s.process.wait(20), 0)
        log = (s.folder / "log").read_text("utf-8")
        lines = lines_of(s)
        check_lines(lines)
        assert {200, 201, 400, 401, 403, 404, 409, 422} <= session.statuses, session.statuses
        assert sum(line["event"] == "call" for line in lines) >= session.made, "a call has no line"
        assert not any(status >= 500 and status != 503 for status in session.statuses), session.statuses
        for secret in session.secrets:
            for name, where in (("log", log), ("metrics", text), ("stdout", said)):
                assert secret not in where, f"{secret} is in the {name}"
        # A sanitizer's shadow memory has a size of fifteen digits; it is no voucher's.
        numbers = re.sub(r"(?m)^process_virtual_memory_bytes .*$", "", text)
        digits = re.findall(r"[0-9]{15,}", log + numbers)
        assert not digits, f"so many digits are a voucher's: {digits}"
        for secret in session.bytes:
            for form in forms_of(secret):
                assert form not in (log + text + said).encode(), f"{secret.hex()} is told"
        for address in ("203.0.113.77", "127.0.0.99"):
            assert address not in log + text, address
        judge(text)
        check_books(session, running)
        check_books(session, books_of(s))


def what_is_counted_is_what_was_done():
    with server() as s:
        session = Session(s)
        work(session)
        before = at_rest(s)
        for outcome in ("redeemed", "already_yours", "bad_signature", "expired"):
            assert value(before, "passnum_redemptions_total", outcome=outcome) > 0, outcome
        same(value(before, "passnum_deeds_total", verb="pass.issue"), 1)
        same(value(before, "passnum_deeds_total", verb="pass.replace"), 1)
        same(value(before, "passnum_deeds_total", verb="pass.block"), 1)
        same(value(before, "passnum_deeds_total", verb="redemption.reverse"), 1)
        same(value(before, "passnum_http_requests_in_flight"), 1)
        same(value(before, "passnum_checks_total", outcome="redeemed"), 1)
        key = "again"
        for _ in range(3):  # one deed, three answers
            answer = session.call("POST", "/api/v1/passes", {"programme": s.fixture["programme"], "vouchers": 5},
                                  "agent", Idempotency_Key=key)
            same(answer.status, 201)
        after = at_rest(s)
        same(value(after, "passnum_deeds_total", verb="pass.issue"), 2)
        labels = {"method": "POST", "route": "/api/v1/passes"}
        same(value(after, "passnum_http_requests_total", status="201", **labels), 4)
        count = value(after, "passnum_http_request_duration_seconds_count", **labels)
        assert count >= 4, count
        assert value(after, "passnum_http_request_duration_seconds_sum", **labels) < 60
        assert value(after, "process_resident_memory_bytes") > 1e6
        assert value(after, "process_start_time_seconds") > time.time() - 600
        same(value(after, "passnum_http_connections", phase="work"), 1)
        assert "passnum_database_size_bytes" in after if not POSTGRES else True


def no_label_is_made_of_what_a_caller_sends():
    """A thousand strange calls: not one series more than ten."""
    with server(rate_address="0") as s:
        s.call("GET", "/x")
        s.call("BREW", "/x")
        before = judge(metrics(s))
        for n in range(1000):
            s.call(("GET", f"M{n}")[n % 2], (f"/a{n}", f"/api/v1/keys/{n}")[n // 2 % 2])
        after = judge(metrics(s))
        count = {when: sum(len(family[2]) for family in families.values())
                 for when, families in (("before", before), ("after", after))}
        assert count["after"] <= count["before"] + 40, count  # /metrics itself has some by now
        assert value(after, "passnum_http_requests_total", method="other", route="none", status="404") >= 1000


def promtool_accepts_every_line():
    if not PROMTOOL:
        print("# there is no promtool here: only metrics_judge has seen the metrics")
        return
    with server() as s:
        work(Session(s))
        done = subprocess.run([PROMTOOL, "check", "metrics"], input=metrics(s), capture_output=True, text=True)
        same((done.returncode, done.stdout + done.stderr), (0, ""))


def the_judge_is_strict():
    good = "# HELP a_total Sentence.\n# TYPE a_total counter\na_total{x=\"1\"} 1\n"
    judge(good)
    for wrong in (good[:-1], good + good, good.replace("1\n", "x\n"), good.replace(".\n", "\n"),
                  good + 'a_total{x="1"} 2\n', good.replace("a_total", "a"), good.replace("} 1", "} -1"),
                  good.replace('x="1"', 'x="1",x="2"'), "a_total 1\n" + good, good + "\n", good + "b 1\n",
                  good.replace('"1"', '"\\x"')):
        try:
            judge(wrong)
        except Wrong:
            continue
        raise AssertionError(f"accepted: {wrong}")


def take_the_books_away(s):
    """From under a server that has them open."""
    if POSTGRES:
        psql(f"ALTER DATABASE {s.database} ALLOW_CONNECTIONS false")
        psql("DO $$ BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity"
             f" WHERE datname = '{s.database}'; END $$")
    else:
        for name in ("passnum.db", "passnum.db-wal"):
            os.truncate(s.folder / name, 0)


def failures_are_told_once_and_metrics_go_on():
    with server() as s:
        token = s.fixture["vouchers"]["redeemed"]
        same(s.redeem(token).status, 201)
        take_the_books_away(s)
        statuses = [s.redeem(token).status for _ in range(30)]
        assert set(statuses) <= {500, 503}, statuses
        time.sleep(2.5)  # the upkeep has two rounds
        for path in ("/metrics", "/", "/app", "/api/openapi.json"):  # in whichever loop: most never had the books
            same({s.call("GET", path).status for _ in range(20)}, {200})
        assert {s.call("GET", "/healthz").status for _ in range(4)} <= {500, 503}
        failed = judge(metrics(s))
        counts = [value(failed, "passnum_http_requests_total", method="POST", route="/api/v1/redemptions",
                        status=status) for status in ("500", "503")]
        same(sum(counts), 30)
        assert value(failed, "passnum_chore_failures_total", chore="database") >= 2
        lines = lines_of(s)
        check_lines(lines)
        for event in ("call failed", "upkeep failed"):
            told = [line for line in lines if line["event"] == event]
            same(sorted({line["name"] for line in told}), sorted(line["name"] for line in told))
            assert 1 <= len(told) <= 3, told
            assert all(line["times"] == 1 and line["text"] for line in told), told
        assert not any(line["event"] == "call" for line in lines), "nobody asked for a line per call"
        assert token not in json.dumps(lines)


def what_libraries_say_is_not_in_the_log():
    """A failure inside GLib, which would tell standard error in words of its own."""
    os.environ["PANGOCAIRO_BACKEND"] = "nonsense"
    try:
        with server() as s:
            book = s.call("POST", "/api/v1/passes", {"programme": s.fixture["programme"], "vouchers": 5}, "agent",
                          Idempotency_Key="x").json
            same(s.call("GET", book["document"], who="agent").status, 500)
            lines = lines_of(s)
            check_lines(lines)
            same([line["event"] for line in lines], ["call failed"])
    finally:
        del os.environ["PANGOCAIRO_BACKEND"]


def a_log_that_nobody_reads_stops_nobody():
    with server() as s:
        s.stop()
        log = s.folder / "log"
        log.unlink()
        os.mkfifo(log)
        reader = os.open(log, os.O_RDONLY | os.O_NONBLOCK)
        s.options = ["log=requests"]
        s.start()
        same({s.call("GET", "/healthz").status for _ in range(700)}, {200})
        lost = value(judge(metrics(s)), "passnum_log_lost_total")
        read = os.read(reader, 1 << 20).decode().splitlines()  # what fits into a pipe, whole lines all of it
        check_lines([json.loads(line) for line in read])
        assert 0 < lost <= 701 and len(read) + lost >= 700, (lost, len(read))
        s.call("GET", "/healthz")  # there is room again
        same(json.loads(os.read(reader, 1 << 20))["route"], "/healthz")
        os.close(reader)
        same(s.call("GET", "/healthz").status, 200)  # nobody is there any more


def every_event_of_the_sources_is_described():
    said = set()
    for path in (ROOT / "src").rglob("*.c"):
        text = path.read_text("utf-8")
        said |= set(re.findall(r'\blog_event\(\s*LOG_\w+,\s*"([^"]+)"', text))
        words = "failed|tell" if path.name == "record.c" else "record_failure|record_repeated"
        said |= set(re.findall(r'\{ "\w+", "([^"]+ failed)", METRIC_', text))  # of a table
        said |= set(re.findall(rf'\b(?:{words})\([^;"]*?,\s*"([^"]+)",', text))
    same(sorted(said), sorted(events_of_docs()))


if __name__ == "__main__":
    sys.exit(main([a_whole_session_leaves_no_secret_behind, what_is_counted_is_what_was_done,
                   no_label_is_made_of_what_a_caller_sends, failures_are_told_once_and_metrics_go_on,
                   what_libraries_say_is_not_in_the_log, promtool_accepts_every_line, the_judge_is_strict,
                   a_log_that_nobody_reads_stops_nobody, every_event_of_the_sources_is_described]))
