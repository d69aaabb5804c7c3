"""Who did what."""
import datetime


def a_deed_is_told(api):
    made = api.operator.post("/organisations", {"name": "Journal"}, 201).json
    line = api.auditor.again("/journal?limit=1").json["items"][0]
    assert (line["verb"], line["object"], line["login"]) == ("organisation.add", made["id"], api.operator.login)
    assert line["detail"] == '{"name": "Journal"}' and line["call"]
    mine = api.operator.get("/journal?limit=3&account=" + line["account"]).json["items"]
    assert {each["login"] for each in mine} == {api.operator.login}


def what_is_secret_or_of_a_person_is_not(api):
    issued = api.new_pass()
    api.agent.post(f"/passes/{issued['id']}/blocking", {"reason": "Pass volé"})
    line = api.operator.get("/journal?limit=1").json["items"][0]
    assert (line["verb"], line["object"], line["detail"]) == ("pass.block", issued["id"], None)


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
