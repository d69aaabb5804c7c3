"""Passes by the hundred for the stock."""
import time
import uuid


def asked(api, caller=None, **more):
    return (caller or api.agent).post("/batches", {"programme": api.programme, "passes": 3, "vouchers": 5} | more, 202)


def over(api, path):
    for _ in range(600):
        seen = api.agent.get(path)
        if seen.json["state"] not in ("waiting", "running"):
            return seen
        time.sleep(0.05)
    raise AssertionError(seen.json)


def a_batch_is_asked_for_made_and_printed(api):
    made = asked(api, passes=30, language="en", print_size="large")
    path = made.headers["location"]
    assert path == "/api/v1/batches/" + made.json["id"] and made.json["state"] == "waiting" and not made.json["document"]
    seen = over(api, path)
    assert (seen.json["state"], seen.json["done"], seen.json["language"]) == ("done", 30, "en"), seen.json
    assert api.agent.again(path).headers["etag"] == seen.headers["etag"]
    for caller in (api.operator, api.auditor):
        assert caller.get(path).json == seen.json
    for caller in (api.agent, api.operator):
        part = caller.get(seen.json["document"] + "?from=29&count=100")
        assert part.body.startswith(b"%PDF-1.") and part.headers["content-disposition"].endswith("-29-30.pdf\"")
    api.agent.again(seen.json["document"] + "?from=30")
    assert len(api.agent.get(seen.json["document"]).body) > 5 * len(part.body)
    api.agent.get(seen.json["document"] + "?from=31", (409, "nothing_to_print"))
    api.agent.get(seen.json["document"] + "?from=0", (400, "out_of_range"))
    api.agent.get(seen.json["document"] + "?count=1001", (400, "out_of_range"))
    api.agent.get(seen.json["document"] + "?pages=1", (400, "unknown_field"))
    api.agent.post(path + "/cancellation", None, (409, "batch_over"))
    newest = api.auditor.get("/journal?limit=20").json["items"]
    assert {"batch.ask", "batch.done"} <= {each["verb"] for each in newest}, newest


def a_batch_follows_the_rules_of_its_programme(api):
    def refused(want, **more):
        api.agent.post("/batches", {"programme": api.programme, "passes": 3} | more, want)

    refused((400, "too_few_vouchers"), vouchers=4)
    refused((400, "too_many_vouchers"), vouchers=11)
    refused((400, "bad_kind"), kind=250)
    refused((400, "bad_language"), language="la")
    refused((400, "bad_print_size"), print_size="tiny")
    refused((400, "out_of_range"), passes=1001)
    refused((400, "bad_id"), programme="x")
    refused((404, "no_programme"), programme="9999")
    refused((403, "wrong_desk"), desk="9999")
    refused((422, "not_open"), programme=api.made_programme(state="funded"))
    refused((403, "wrong_desk"), programme=api.made_programme(approve=False))
    refused((422, "over_budget"), programme=api.made_programme(cents=100))
    refused((422, "hand_out_over"), programme=api.made_programme(until_days=10))
    api.operator.post("/batches", {"programme": api.programme, "passes": 3}, (400, "no_desk"))


def the_operator_asks_for_a_desk(api):
    desk = asked(api).json["desk"]
    made = asked(api, api.operator, desk=desk, passes=1)
    assert over(api, made.headers["location"]).json["desk"] == desk


def three_are_under_way_and_one_is_stopped(api):
    paths = []
    for _ in range(3):
        paths.append(asked(api, passes=1000).headers["location"])
    api.agent.post("/batches", {"programme": api.programme, "passes": 1}, (409, "too_many_batches"))
    for path in reversed(paths):
        stopped = api.agent.post(path + "/cancellation", None, 200).json
        assert stopped["state"] == "cancelled" and stopped["done"] < 1000, stopped
    api.agent.post("/batches/9999/cancellation", None, (404, "no_batch"))
    api.agent.get("/batches/9999", (404, "no_batch"))
    api.agent.get("/batches/9999/document.pdf", (404, "no_batch"))
    api.agent.get(paths[2] + "/document.pdf", (409, "nothing_to_print"))


def the_same_key_is_one_batch(api):
    body, key = {"programme": api.programme, "passes": 2, "vouchers": 5}, uuid.uuid4().hex
    first = api.agent.post("/batches", body, 202, Idempotency_Key=key)
    again = api.agent.post("/batches", body, 202, Idempotency_Key=key)
    assert again.body == first.body and again.headers["idempotency-replayed"] == "true"
    over(api, first.headers["location"])
    api.agent.post("/batches", body | {"passes": 3}, (422, "key_reused"), Idempotency_Key=key)
    api.agent.post("/batches", body, (400, "no_idempotency_key"), Idempotency_Key=None)


def a_batch_is_its_desks(api):
    path = asked(api).headers["location"]
    over(api, path)
    bus = api.others["agent.bus"]
    for call in (bus.get, lambda at, want: bus.post(at + "/cancellation", None, want),
                 lambda at, want: bus.get(at + "/document.pdf", want)):
        call(path, (404, "no_batch"))
    assert path.rpartition("/")[2] not in [each["id"] for each in bus.pages("/batches", 50)]
    desk = api.agent.get(path).json["desk"]
    assert path.rpartition("/")[2] in [each["id"] for each in api.operator.pages(f"/batches?desk={desk}", 50)]
    bus.get(f"/batches?desk={desk}", (404, "no_site"))
    api.agent.get("/batches?desk=x", (400, "bad_id"))


def lists_are_pages(api):
    assert api.agent.again("/batches").headers["etag"]
    assert api.agent.pages("/batches", 2) == api.agent.pages("/batches", 200)
    api.agent.no_page("/batches")


def only_who_may(api):
    api.only(("agent", "operator", "auditor"), lambda caller, want: caller.get("/batches", want))
    api.only(("agent", "operator"), lambda caller, want: caller.post(
        "/batches", {"programme": api.programme, "passes": 1}, want))


WALKS = [a_batch_is_asked_for_made_and_printed, a_batch_follows_the_rules_of_its_programme, the_operator_asks_for_a_desk,
         three_are_under_way_and_one_is_stopped, the_same_key_is_one_batch, a_batch_is_its_desks, lists_are_pages,
         only_who_may]
