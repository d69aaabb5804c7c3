#!/usr/bin/env python3
"""server_test.py SERVE LOAD: the real server over real sockets, as TAP.

LOAD is tests/bench/load.c; serving.py says the rest.
"""
import http.client
import json
import socket
import subprocess
import sys
import threading
import time

from serving import main, same, server

LOAD = sys.argv[2]


def load(s, who, connections, *more):
    said = subprocess.run([LOAD, f"{s.host}:{s.port}", s.fixture["tokens"][who], s.folder / "vouchers",
                           str(connections), *more], capture_output=True, text=True, timeout=120).stdout
    return json.loads(said)


def every_status_of_the_contract_is_reached():
    want = {"expired": 410, "not_yet_valid": 403, "blocked": 410, "replaced": 410,
            "not_funded": 403, "wrong_territory": 403, "specimen": 422, "bad_signature": 422,
            "unknown_key": 422, "malformed": 422, "unknown_code": 404, "redeemed": 201,
            "already_yours": 200}
    with server() as s:
        vouchers = s.fixture["vouchers"]
        for outcome, status in want.items():
            answer = s.redeem(vouchers.get(outcome, vouchers["redeemed"]))
            same((answer.status, answer.json["outcome"]), (status, outcome))
            kind = "application/problem+json" if status >= 400 else "application/json"
            same(answer.headers["Content-Type"], kind)
        same(s.redeem(vouchers["redeemed"], "rival").status, 409)
        body = {"voucher": vouchers["kind_not_allowed"], "kind": 3}
        same(s.call("POST", "/api/v1/redemptions", body, "mediator").status, 403)
        for _ in range(4):
            same(s.redeem(vouchers["unknown_code"]).status, 404)
        same(s.redeem(vouchers["unknown_code"]).status, 429)


def every_answer_carries_the_same_care():
    with server() as s:
        for method, path in (("GET", "/"), ("GET", "/healthz"), ("GET", "/nowhere"),
                             ("POST", "/api/v1/passes"), ("OPTIONS", "/api/v1/passes")):
            headers = s.call(method, path).headers
            same(headers["X-Content-Type-Options"], "nosniff")
            same(headers["Cache-Control"], "no-store")
            assert headers["X-Request-Id"]
        same(s.call("OPTIONS", "/api/v1/passes").headers["Allow"], "GET, HEAD, POST, OPTIONS")
        same(s.call("DELETE", "/healthz").headers["Allow"], "GET, HEAD, OPTIONS")
        head = s.call("HEAD", "/healthz")
        same((head.status, head.body), (200, b""))
        same(s.call("GET", "/api/v1/passes/x").headers["WWW-Authenticate"], 'Bearer realm="passnum"')
        page = s.call("GET", "/" + s.fixture["vouchers"]["redeemed"])
        same((page.status, page.headers["Referrer-Policy"]), (200, "no-referrer"))


def what_a_stranger_opens_is_not_in_the_log():
    with server() as s:
        digits = s.fixture["vouchers"]["redeemed"]
        s.call("GET", "/" + digits)
        s.call("GET", "/api/v1/passes/" + digits, who="agent")
        s.redeem(digits)
        s.stop()
        log = (s.folder / "log").read_text()
        assert digits[:20] not in log and s.fixture["tokens"]["mediator"] not in log
        assert "stopping" in log


def bad_input_is_a_sentence_at_once():
    deep = "[" * 50000
    calls = [("", "application/json"), ("{", "application/json"), (deep, "application/json"),
             ('{"voucher":"' + "9" * 600 + '"}', "application/json"), ('{"a":1,"a":2}', "application/json"),
             (b'{"voucher":"\xff\xfe"}', "application/json"), ("{}", "text/plain"), ("{}", None),
             ("null", "application/json"), ('{"voucher":null}', "application/json")]
    with server() as s:
        for body, kind in calls:
            began = time.monotonic()
            headers = {"Content_Type": kind} if kind else {}
            answer = s.call("POST", "/api/v1/redemptions", body, "mediator", **headers)
            assert 400 <= answer.status < 500, (answer.status, body[:40])
            assert answer.json["detail"] and answer.json["code"], body[:40]
            assert time.monotonic() - began < 1
        same(s.call("POST", "/api/v1/passes", b" " * 70000, "agent").status, 413)
        same(s.call("POST", "/api/v1/passes", b" " * 5000000, "agent").status, 413)
        said = s.raw(b"POST /api/v1/passes HTTP/1.1\r\nHost: x\r\nContent-Length: 800000000\r\n"
                     b"Authorization: Bearer " + s.fixture["tokens"]["agent"].encode() + b"\r\n\r\n")
        same(said.split()[1], b"413")
        same(s.call("GET", "/" + "9" * 60000).status, 414)
        same(s.redeem(s.fixture["vouchers"]["redeemed"]).status, 201)


def calls_may_follow_each_other_without_waiting():
    with server() as s:
        said = s.raw(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n" * 20, reads=20)
        same(said.count(b"HTTP/1.1 200"), 20)
        call = (f'POST /api/v1/redemptions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
                f'Authorization: Bearer {s.fixture["tokens"]["mediator"]}\r\n'
                f'Content-Length: 211\r\n\r\n{{"voucher":"{s.fixture["vouchers"]["redeemed"]}"}}')
        said = s.raw(call.encode() * 3, reads=3)
        same((said.count(b"HTTP/1.1 201"), said.count(b"HTTP/1.1 200")), (1, 2))


def slow_clients_do_not_hold_up_others():
    with server() as s:
        slow = [socket.create_connection((s.host, s.port)) for _ in range(200)]
        for each in slow:
            each.sendall(b"POST /api/v1/redemptions HTTP/1.1\r\nHost: x\r\nContent-Le")
        same(s.redeem(s.fixture["vouchers"]["redeemed"]).status, 201)
        for each in slow:
            each.close()
        same(s.call("GET", "/healthz").status, 200)


def sixty_four_at_once_redeem_a_voucher_once():
    with server() as s:
        gate, statuses = threading.Barrier(64), []

        def race(n):
            gate.wait()
            statuses.append(s.redeem(s.fixture["vouchers"]["redeemed"],
                                     "mediator" if n % 2 else "rival").status)

        threads = [threading.Thread(target=race, args=[n]) for n in range(64)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        same(statuses.count(201), 1)
        same(statuses.count(409), 32)
        same(statuses.count(200), 31)


def lists_under_load_end_each_voucher_once():
    with server(100) as s:
        vouchers, outcomes = s.vouchers(), []

        def send(part):
            body = {"items": [{"voucher": v} for v in part]}
            answer = s.call("POST", "/api/v1/redemptions", body, "mediator")
            same(answer.status, 200)
            outcomes.extend(item["outcome"] for item in answer.json["items"])

        parts = [vouchers[:500], vouchers[250:750], vouchers[500:], vouchers[::2]]
        threads = [threading.Thread(target=send, args=[part]) for part in parts]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        same(outcomes.count("redeemed"), len(vouchers))
        same(outcomes.count("already_yours"), 2000 - len(vouchers))


def redeemed_of(s):
    programme = s.fixture["programme"]
    figures = s.call("GET", f"/api/v1/programmes/{programme}/figures", who="operator").json
    return figures["vouchers"]["redeemed"], figures["cents"]["owed"]


def ten_thousand_vouchers_are_ten_thousand_redemptions():
    with server(1000) as s:
        said = load(s, "mediator", 64)
        same(said["statuses"], {"201": 10000})
        same(redeemed_of(s), (10000, 10000 * 1000))
        said = load(s, "rival", 64)
        same(said["statuses"], {"409": 10000})
        same(redeemed_of(s), (10000, 10000 * 1000))


def kill_in_the_middle_loses_nothing_that_was_said():
    with server(1000) as s:
        vouchers, known = s.vouchers(), s.folder / "known"
        for wait in (0.3, 0.6):
            threading.Timer(wait, s.process.kill).start()
            load(s, "mediator", 64, known)
            s.process.wait(10)
            s.start()
        numbers = sorted({int(line) for line in known.read_text().split()})
        assert 0 < len(numbers) < len(vouchers), f"{len(numbers)} were acknowledged"
        redeemed, owed = redeemed_of(s)
        assert len(numbers) <= redeemed <= len(numbers) + 128, f"{redeemed} of {len(numbers)}"
        same(owed, redeemed * 1000)
        for at in range(0, len(numbers), 500):
            body = {"items": [{"voucher": vouchers[n]} for n in numbers[at:at + 500]]}
            items = s.call("POST", "/api/v1/redemptions", body, "rival").json["items"]
            same({item["outcome"] for item in items}, {"already_used"})


def batch(s, of, passes=1000):
    """Ask for one; wait until it has made some; its id."""
    body = {"programme": str(of), "passes": passes, "vouchers": 5}
    asked = s.call("POST", "/api/v1/batches", body, "agent", Idempotency_Key="batch")
    same(asked.status, 202)
    return asked.json["id"]


def look(s, id, until):
    """The batch as soon as `until` says yes to it."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        seen = s.call("GET", "/api/v1/batches/" + id, who="agent").json
        if until(seen):
            return seen
    raise AssertionError(f"the batch stays {seen}")


def in_stock(s):
    """All passes of the desk, by their ids."""
    found, path = [], "/api/v1/passes?limit=200&state=issued"
    while path:
        answer = s.call("GET", path, who="agent")
        found += [each["id"] for each in answer.json["items"]]
        path = answer.headers.get("Link", "").partition(">")[0].lstrip("<")
    return found


def export(s, key):
    """Ask for all redemptions; its id."""
    body = {"programme": str(s.fixture["programme"]), "what": "redemptions", "as": "csv"}
    asked = s.call("POST", "/api/v1/exports", body, "funder", Idempotency_Key=key)
    same(asked.status, 202)
    return asked.json["id"]


def made(s, id, until):
    """The export as soon as `until` says yes to it."""
    deadline = time.monotonic() + 60
    while not until(seen := s.call("GET", "/api/v1/exports/" + id, who="funder").json):
        assert time.monotonic() < deadline, seen
    return seen


def a_batch_and_an_export_go_on_where_a_kill_stopped_them():
    """The file has the bytes of one that nothing stopped."""
    with server(1000) as s:
        load(s, "mediator", 64)
        before = len(in_stock(s))
        passes = batch(s, s.fixture["programme"])
        look(s, passes, lambda seen: seen["done"] >= 200)
        file = export(s, "before")
        made(s, file, lambda seen: seen["done"] >= 2000)
        s.process.kill()
        s.process.wait(10)
        s.start()
        found = s.call("GET", "/api/v1/batches/" + passes, who="agent").json
        assert 200 <= found["done"] < 1000 and found["state"] == "running", found
        same(len(in_stock(s)) - before, found["done"])
        found = s.call("GET", "/api/v1/exports/" + file, who="funder").json
        assert 2000 <= found["done"] < found["total"] == 10000 and found["state"] == "running", found
        same(s.call("GET", f"/api/v1/exports/{file}/file", who="funder").status, 409)
        seen = look(s, passes, lambda seen: seen["state"] not in ("waiting", "running"))
        same((seen["state"], seen["done"]), ("done", 1000))
        stock = in_stock(s)
        same((len(stock) - before, len(set(stock))), (1000, len(stock)))
        files = []
        for id in (file, export(s, "after")):
            seen = made(s, id, lambda seen: seen["state"] not in ("waiting", "running"))
            same((seen["state"], seen["done"]), ("done", 10000))
            files.append(s.call("GET", seen["file"], who="funder").body)
        same((len(files[0]), files[0] == files[1]), (seen["size"], True))
        same(len(set(files[0].splitlines())), 10001)


def a_stop_hands_a_batch_on_at_once():
    with server() as s:
        id = batch(s, s.fixture["programme"])
        look(s, id, lambda seen: seen["done"])
        same(s.stop(), 0)
        begun = time.monotonic()
        s.start()
        look(s, id, lambda seen: seen["state"] == "done")
        assert time.monotonic() - begun < 9, "it waited for the lease of who had left"


def places(count):
    head = "id,nom,commune,code_postal,latitude,longitude,source\n"
    return head + "".join(f"place-{i},Lieu {i},Angoulême,16000,45.65,0.16,essai\n" for i in range(count))


def an_import_is_all_in_or_not_at_all_whenever_a_kill_comes():
    """Killed again and again while it reads and writes: at no moment a part of it is in."""
    count = 6000
    with server() as s:
        asked = s.call("POST", "/api/v1/imports/centres", places(count).encode(), "operator",
                       Content_Type="text/csv", Idempotency_Key="import")
        same(asked.status, 202)
        path, phases = "/api/v1/imports/centres/" + asked.json["id"], set()
        for wanted in ("comparing", "writing"):
            deadline = time.monotonic() + 120
            while (seen := s.call("GET", path, who="operator").json)["state"] != "done":
                if seen["state"] == "running" and seen["phase"] == wanted:
                    break
                assert time.monotonic() < deadline, seen
                time.sleep(0.005)
            s.process.kill()
            s.process.wait(10)
            s.start()  # who begins waits for the lease of who died
            state = s.call("GET", path, who="operator").json["state"]
            brought = len(s.call("GET", "/api/v1/sites?q=place-&limit=200", who="operator").json["items"])
            assert brought == (200 if state == "done" else 0), f"{brought} places in state {state}"
            phases.add((wanted, seen["phase"]))
        deadline = time.monotonic() + 120
        while (seen := s.call("GET", path, who="operator").json)["state"] != "done":
            assert time.monotonic() < deadline, (seen, (s.folder / "log").read_text()[-1000:])
            time.sleep(0.1)
        same((seen["report"]["added"], seen["total"]), (count, count))
        assert ("comparing", "comparing") in phases, phases


def a_stop_answers_every_list_which_is_done_whole_or_not_at_all():
    with server(200) as s:
        vouchers, statuses, first = s.vouchers(), [], threading.Event()

        def send(part):
            body = {"items": [{"voucher": v} for v in part]}
            try:
                statuses.append(s.call("POST", "/api/v1/redemptions", body, "mediator").status)
            except (OSError, http.client.HTTPException):
                statuses.append(503)  # it had not yet said a line
            first.set()

        threads = [threading.Thread(target=send, args=[vouchers[n * 500:][:500]]) for n in range(4)]
        for t in threads:
            t.start()
        first.wait(20)
        s.process.terminate()
        for t in threads:
            t.join()
        done = max(1, statuses.count(200))  # on a slow machine some come too late
        same(sorted(statuses), [200] * done + [503] * (4 - done))
        same(s.process.wait(20), 0)
        s.start()
        same(redeemed_of(s)[0], 500 * done)


def a_stop_loses_nothing_that_was_said():
    with server(1000) as s:
        threading.Timer(0.4, s.process.terminate).start()
        said = load(s, "mediator", 16)
        same(s.process.wait(20), 0)
        s.start()
        same(redeemed_of(s)[0], said["statuses"]["201"])


TESTS = [every_status_of_the_contract_is_reached, every_answer_carries_the_same_care,
         what_a_stranger_opens_is_not_in_the_log, bad_input_is_a_sentence_at_once,
         calls_may_follow_each_other_without_waiting, slow_clients_do_not_hold_up_others,
         sixty_four_at_once_redeem_a_voucher_once, lists_under_load_end_each_voucher_once,
         ten_thousand_vouchers_are_ten_thousand_redemptions,
         kill_in_the_middle_loses_nothing_that_was_said,
         a_batch_and_an_export_go_on_where_a_kill_stopped_them,
         an_import_is_all_in_or_not_at_all_whenever_a_kill_comes, a_stop_hands_a_batch_on_at_once,
         a_stop_answers_every_list_which_is_done_whole_or_not_at_all, a_stop_loses_nothing_that_was_said]


if __name__ == "__main__":
    sys.exit(main(TESTS))
