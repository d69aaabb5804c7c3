"""Who did what."""
import datetime
import json


def told(caller, verb, thing):
    """The line of a deed."""
    lines = caller.again("/journal?limit=50").json["items"]
    return next(line for line in lines if (line["verb"], line["object"]) == (verb, thing))


def a_deed_is_told(api):
    made = api.operator.post("/organisations", {"name": "Journal"}, 201).json
    line = told(api.auditor, "organisation.add", made["id"])
    assert line["login"] == api.operator.login and line["call"]
    assert json.loads(line["detail"]) == {"name": "Journal"}  # prism writes JSON in its own way
    mine = api.operator.get("/journal?limit=3&account=" + line["account"]).json["items"]
    assert {each["login"] for each in mine} == {api.operator.login}


def what_is_secret_or_of_a_person_is_not(api):
    issued = api.new_pass()
    api.agent.post(f"/passes/{issued['id']}/blocking", {"reason": "Pass volé"})
    assert told(api.operator, "pass.block", issued["id"])["detail"] is None


def periods_are_days(api):
    today = datetime.date.today()
    far = (today + datetime.timedelta(2)).isoformat()
    assert api.operator.get("/journal?from=" + far).json == {"items": []}
    assert api.operator.get("/journal?until=2001-01-01").json == {"items": []}
    assert api.operator.get(f"/journal?until={far}").json["items"]
    api.operator.get("/journal?from=yesterday", (400, "bad_date"))
    api.operator.get("/journal?account=x", (400, "bad_id"))


def only_who_may(api):
    api.operator.no_page("/journal")
    lines = api.auditor.get("/journal?limit=4").json["items"]
    ids = [int(line["id"]) for line in lines]
    assert ids == sorted(ids, reverse=True)
    api.only(("operator", "auditor"), lambda caller, want: caller.get("/journal", want))


WALKS = [a_deed_is_told, what_is_secret_or_of_a_person_is_not, periods_are_days, only_who_may]
