"""Programmes: rules, money, state, and who takes part."""

RULES = {"name": "Pass d’essai", "from": "2027-01-01", "until": "2027-12-31"}


def made(api, **rules):
    """A draft of the first funder."""
    return api.operator.post("/programmes", RULES | {"funder": api.demo["funders"][0]["id"]} | rules, 201)


def a_programme_is_added_shown_and_changed(api):
    answer = made(api, vouchers_max=8, territory=["16", "200071827"], kinds=[1, 12], bands=["age"])
    path, rules = answer.headers["location"], answer.json
    assert (rules["state"], rules["cents"], rules["vouchers_usual"]) == ("draft", 1000, [8, 8, 5])
    assert (rules["territory"], rules["kinds"], rules["bands"]) == (["16", "200071827"], [1, 12], ["age"])
    for caller in (api.operator, api.funder, api.auditor):
        assert caller.again(path).json == rules
    changed = api.funder.patch(path, {"until": "2028-06-30", "person_passes": 2, "person_days": 365}, If_Match='"v1"')
    assert changed.json == rules | {"until": "2028-06-30", "person_passes": 2, "person_days": 365, "version": 2}
    api.funder.patch(path, {"name": "X"}, (412, "stale"), If_Match='"v1"')
    api.funder.patch(path, {"name": "X"}, (428, "no_if_match"))
    cleared = api.operator.patch(path, {"territory": None, "kinds": None, "bands": [], "grace_days": None}, If_Match="*")
    assert [cleared.json[name] for name in ("territory", "kinds", "bands", "grace_days")] == [[], [], [], 0]


def each_rule_says_its_field(api):
    path = made(api).headers["location"]
    wrong = {"name": "", "vouchers_usual": [3], "from": "2019-12-31", "until": "2026-12-31", "territory": ["999"],
             "kinds": [0], "bands": ["name"]}
    details = set()
    for field, value in wrong.items():
        answer = api.operator.patch(path, {field: value}, (400, "bad_programme"), If_Match="*")
        assert answer.json["field"] == field, answer
        details.add(answer.json["detail"])
    assert len(details) == len(wrong)
    for field, value, code in (("cents", None, "wrong_type"), ("cents", 0, "out_of_range"),
                               ("vouchers_min", 4, "out_of_range"), ("grace_days", 91, "out_of_range"), ("cents", "1000", "wrong_type"), ("until", None, "bad_date"),
                               ("until", "31/12/2027", "bad_date"), ("kinds", ["1"], "wrong_type"), ("kinds", 1, "wrong_type"),
                               ("territory", [""], "out_of_range"), ("territory", ["16 17"], "out_of_range"),
                               ("territory", ["16015"] * 200, "too_long"), ("name", "x" * 120, "too_long")):
        answer = api.operator.patch(path, {field: value}, (400, code), If_Match="*")
        assert answer.json["field"] == field, answer
    told = api.operator.patch(path, {"vouchers_min": 4}, (400, "out_of_range"), If_Match="*").json
    assert (told["least"], told["most"], told["detail"]) == (5, 10, "Ce nombre doit être entre 5 et 10."), told
    api.operator.patch(path, {"state": "open"}, (400, "unknown_field"), If_Match="*")
    api.operator.patch(path, {"funder": "2"}, (400, "unknown_field"), If_Match="*")
    body = RULES | {"funder": "1"}
    api.operator.post("/programmes", body | {"funder": "9999"}, (404, "no_funder"))
    api.operator.post("/programmes", body | {"funder": "x"}, (400, "bad_id"))
    api.operator.post("/programmes", body | {"from": "2020-01-01", "until": "2020-12-31"}, (400, "bad_programme"))
    api.operator.post("/programmes", body | {"from": "2027-02-30"}, (400, "bad_date"))
    api.operator.post("/programmes", {"funder": "1"}, (400, "missing_field"))
    assert api.operator.get(path).json["version"] == 1


def a_specimen_shows_the_pass_and_keeps_nothing(api):
    body = RULES | {"funder": api.demo["funders"][0]["id"]}
    count = len(api.operator.pages("/programmes"))
    page = api.operator.post("/programmes/specimen", body | {"territory": ["16"], "language": "falc"})
    assert page.headers["content-type"] == "application/pdf" and page.body.startswith(b"%PDF-1.")
    assert "page-count" not in page.headers
    wanted = body | {"site": api.demo["desks"][0]["id"], "print_size": "large", "vouchers": 7, "page": 3}
    picture = api.funder.post("/programmes/specimen", wanted, Accept="image/png")
    assert picture.headers["content-type"] == "image/png" and picture.body.startswith(b"\x89PNG")
    assert picture.headers["page-count"] == "3"
    refused = {"funder": ("9999", 404, "no_funder"), "site": ("x", 400, "bad_id"), "language": ("la", 400, "bad_language"),
               "print_size": ("small", 400, "bad_print_size"), "page": (9, 400, "out_of_range"), "name": ("", 400, "bad_programme"),
               "from": ("2027-02-30", 400, "bad_date")}
    api.operator.post("/programmes/specimen", body | {"site": "9999"}, (404, "no_site"))
    for field, (value, status, code) in refused.items():
        api.operator.post("/programmes/specimen", body | {field: value}, (status, code), Accept="image/png")
    for rule, code in (("vouchers_min", "too_few_vouchers"), ("vouchers_max", "too_many_vouchers")):
        api.operator.post("/programmes/specimen", body | {"vouchers_min": 7, "vouchers_max": 7, "vouchers": 6 if rule == "vouchers_min" else 8},
                          (400, code))
    api.others["commanditaire.vallees"].post("/programmes/specimen", body, (404, "no_funder"))
    assert len(api.operator.pages("/programmes")) == count


def the_face_value_stays_once_passes_exist(api):
    programme = api.made_programme()
    path = "/programmes/" + programme
    api.operator.patch(path, {"cents": 1500}, If_Match="*")
    api.agent.post("/passes", {"programme": programme}, 201)
    answer = api.operator.patch(path, {"cents": 2000, "name": "Y"}, (409, "cents_stay"), If_Match="*")
    assert answer.json["field"] == "cents"
    assert api.operator.get(path).json["name"] == "Essai"


def money_opens_a_programme(api):
    path = made(api).headers["location"]
    api.funder.post(path + "/state", {"state": "open"}, (422, "no_money"))
    money = api.funder.post(path + "/fundings", {"cents": 500000}).json
    assert money == {"programme": path.rpartition("/")[2], "state": "funded", "cents": 500000, "budget_cents": 500000,
                     "free_cents": 500000}
    mine = {"id": "1", "cents": 500000, "login": api.funder.login, "role": "funder"}
    [line] = api.auditor.again(path + "/fundings").json["items"]
    assert {name: line[name] for name in mine} == mine, line
    api.funder.post(path + "/fundings", {"cents": 1}, (400, "no_idempotency_key"), Idempotency_Key=None)
    first = api.funder.post(path + "/fundings", {"cents": 7}, Idempotency_Key="once " + path)
    again = api.funder.post(path + "/fundings", {"cents": 7}, Idempotency_Key="once " + path)
    assert again.body == first.body and first.json["budget_cents"] == 500007
    assert api.operator.post(path + "/fundings", {"cents": -7}).json["free_cents"] == 500000
    lines = api.funder.pages(path + "/fundings", 1)
    assert [(line["cents"], line["role"]) for line in lines] == [(-7, "operator"), (7, "funder"), (500000, "funder")]
    api.operator.no_page(path + "/fundings")
    api.funder.post(path + "/fundings", {"cents": -500001}, (422, "over_budget"))
    api.funder.post(path + "/fundings", {"cents": 0}, (400, "bad_amount"))
    api.funder.post(path + "/fundings", {"cents": 10 ** 14}, (400, "out_of_range"))
    for state in ("open", "closing", "open", "closing", "closed"):
        assert api.funder.post(path + "/state", {"state": state}).json["state"] == state
    api.operator.post(path + "/state", {"state": "open"}, (409, "bad_transition"))
    api.operator.post(path + "/state", {"state": "ready"}, (400, "bad_state"))
    api.operator.post("/programmes/9999/state", {"state": "open"}, (404, "no_programme"))


def a_site_takes_part(api):
    programme = api.made_programme(approve=False, centre=False)
    path, desk, centre = f"/programmes/{programme}", api.demo["desks"][0]["id"], api.demo["centres"][0]["id"]
    assert api.funder.again(path + "/approvals").json == {"items": []}
    api.agent.get(path, (404, "no_programme"))
    answer = api.funder.put(f"{path}/approvals/{desk}", {"state": "approved"}).json
    assert (answer["site"], answer["state"], answer["desk"], answer["in_territory"]) == (desk, "approved", True, True)
    assert api.agent.get(path).json["id"] == programme
    assert programme in [each["id"] for each in api.agent.pages("/programmes", 50)]
    api.agent.post("/passes", {"programme": programme}, 201)
    api.operator.put(f"{path}/approvals/{centre}", {"state": "candidate"})
    assert [each["site"] for each in api.auditor.get(path + "/approvals?state=candidate").json["items"]] == [centre]
    assert len(api.funder.pages(path + "/approvals", 1)) == 2
    answer = api.funder.put(f"{path}/approvals/{desk}", {"state": "suspended", "reason": "agreement_ended"}).json
    assert (answer["state"], answer["reason"], answer["login"]) == ("suspended", "agreement_ended", api.funder.login)
    mine = next(each for each in api.agent.pages(f"/sites/{desk}/approvals") if each["programme"] == programme)
    assert (mine["state"], mine["reason"], mine["changed_at"]) == ("suspended", "agreement_ended", answer["changed_at"])
    assert mine in api.auditor.again(f"/sites/{desk}/approvals").json["items"]
    assert centre not in api.demo["desks"] and api.mediator.get(f"/sites/{centre}/approvals").json["items"]
    assert programme not in [each["programme"] for each in api.mediator.pages(f"/sites/{centre}/approvals")]  # asked only
    assert api.others["commanditaire.vallees"].get(f"/sites/{desk}/approvals").json["items"] != api.funder.get(f"/sites/{desk}/approvals").json["items"]
    api.agent.get(f"/sites/{centre}/approvals", (404, "no_site"))
    api.operator.no_page(f"/sites/{desk}/approvals")
    for wrong in ({"state": "suspended", "reason": "because"}, {"state": "approved", "reason": "closed"}):
        refused = api.funder.put(f"{path}/approvals/{desk}", wrong, (400, "bad_suspension"))
        assert refused.json["field"] == "reason"
    assert api.funder.put(f"{path}/approvals/{desk}", {"state": "suspended"}).json["reason"] is None
    api.agent.post("/passes", {"programme": programme}, (403, "wrong_desk"))
    api.funder.patch(path, {"territory": ["75"]}, If_Match="*")
    assert not api.funder.get(path + "/approvals").json["items"][0]["in_territory"]
    api.funder.put(f"{path}/approvals/99999", {"state": "approved"}, (404, "no_site"))
    api.funder.put(f"{path}/approvals/{desk}", {"state": "yes"}, (400, "bad_approval"))
    api.funder.get(path + "/approvals?state=yes", (400, "bad_approval"))


def a_whole_territory_takes_part(api):
    programme = api.made_programme(approve=False, centre=False)
    path = f"/programmes/{programme}"
    valleys = next(each for each in api.operator.pages("/organisations") if each["name"].startswith("Communauté"))["siret"][:9]
    api.operator.patch(path, {"territory": [valleys]}, If_Match="*")
    there = api.operator.get(f"/territories?codes={valleys}").json["sites"]
    inside = [each["id"] for each in api.operator.pages(f"/sites?approval=approved&territory={valleys}", 20)]
    api.funder.put(f"{path}/approvals/{inside[0]}", {"state": "suspended"})
    assert api.funder.post(path + "/approvals", {}).json == {"sites": there, "fresh": there - 1, "next": None}
    assert api.operator.post(path + "/approvals", {}).json == {"sites": there, "fresh": 0, "next": None}
    states = {each["site"]: each["state"] for each in api.funder.pages(path + "/approvals", 20)}
    assert states == {site: "suspended" if site == inside[0] else "approved" for site in inside}, states
    assert api.funder.post(path + "/approvals", {"after": inside[-1]}).json["sites"] == 0
    api.funder.post(path + "/approvals", {"after": "x"}, (400, "bad_id"))
    api.others["commanditaire.vallees"].post(path + "/approvals", {}, (404, "no_programme"))
    api.only(("operator", "funder"), lambda caller, want: caller.post(path + "/approvals", {}, want))


def lists_are_filtered(api):
    mine, other = [each["id"] for each in api.demo["funders"][:2]]
    every = api.operator.again("/programmes").json["items"]
    assert {each["funder"] for each in every} >= {mine, other}
    assert {each["funder"] for each in api.funder.pages("/programmes", 5)} == {mine}
    assert {each["funder"] for each in api.operator.pages("/programmes?funder=" + other, 5)} == {other}
    assert api.funder.get("/programmes?funder=" + other).json == {"items": []}
    assert {each["state"] for each in api.operator.pages("/programmes?state=draft")} == {"draft"}
    api.operator.get("/programmes?state=ready", (400, "bad_state"))
    api.operator.get("/programmes?funder=x", (400, "bad_id"))
    api.operator.no_page("/programmes")
    api.operator.no_page(f"/programmes/{api.programme}/approvals")


def only_who_may(api):
    path, other = "/programmes/" + api.programme, api.others["commanditaire.vallees"]
    api.only(("operator",), lambda caller, want: caller.post("/programmes", RULES, want))
    for method, name, body in (("patch", path, {"name": "X"}), ("post", path + "/fundings", {"cents": 1}),
                               ("post", path + "/state", {"state": "open"}), ("put", path + "/approvals/1", {"state": "approved"})):
        def call(caller, want, method=method, name=name, body=body):
            return getattr(caller, method)(name, body, want, If_Match="*")
        api.only(("operator", "funder"), call)
        call(other, (404, "no_programme"))
    for name in ("/approvals", "/fundings"):
        api.only(("operator", "funder", "auditor"), lambda caller, want, name=name: caller.get(path + name, want))
        other.get(path + name, (404, "no_programme"))
    api.only(("operator", "funder", "agent", "mediator", "auditor"), lambda caller, want: caller.get(path, want))


WALKS = [a_programme_is_added_shown_and_changed, each_rule_says_its_field, a_specimen_shows_the_pass_and_keeps_nothing,
         the_face_value_stays_once_passes_exist,
         money_opens_a_programme, a_site_takes_part, a_whole_territory_takes_part, lists_are_filtered, only_who_may]
