"""Accounts of staff and their tokens."""
from api import Caller


def an_account_is_added_changed_and_disabled(api):
    centres = [each["id"] for each in api.demo["centres"][:2]]
    made = api.operator.post("/accounts", {"login": "nouvelle", "role": "mediator", "site": int(centres[0])}, 201)
    path = made.headers["location"]
    assert path == "/api/v1/accounts/" + made.json["id"] and made.headers["etag"] == '"v1"'
    shown = made.json
    assert shown.pop("password") and api.operator.get(path).json == shown
    changed = api.operator.patch(path, {"login": "nouvelle.adresse", "site": centres[1]}, If_Match='"v1"')
    assert changed.json == shown | {"login": "nouvelle.adresse", "site": centres[1], "version": 2}
    api.operator.patch(path, {"disabled": True}, (412, "stale"), If_Match='"v1"')
    api.operator.patch(path, {"disabled": True}, (428, "no_if_match"))
    assert api.operator.patch(path, {"disabled": True}, If_Match='"v2"').json["disabled_at"]
    api.operator.post(path + "/tokens", {"label": "x"}, (409, "account_disabled"))
    assert api.operator.patch(path, {"disabled": False}, If_Match='"v3"').json["disabled_at"] is None
    api.auditor.again(path)


def what_does_not_fit_is_named(api):
    post = lambda want, **body: api.operator.post("/accounts", {"login": "autre", "role": "auditor"} | body, want)
    desk, centre = api.demo["desks"][0]["id"], api.demo["centres"][0]["id"]
    post((400, "bad_login"), login="Ada Lovelace")
    post((400, "bad_role"), role="king")
    post((400, "bad_place"), site=desk)
    post((400, "bad_place"), role="agent", site=centre)
    post((400, "bad_id"), site="x")
    post((404, "no_site"), role="agent", site="999999")
    post((404, "no_funder"), role="funder", funder="999999")
    post((409, "login_taken"), login=api.agent.login)
    mine = "/accounts/" + api.mediator.get("/session").json["account"]
    patch = lambda want, **body: api.operator.patch(mine, body, want, If_Match="*")
    patch((400, "bad_login"), login="Ada")
    patch((400, "bad_login"), login=None)
    patch((400, "bad_place"), site=None)
    patch((400, "bad_id"), site="x")
    patch((404, "no_site"), site="999999")
    patch((409, "login_taken"), login=api.agent.login)
    paying = "/accounts/" + api.funder.get("/session").json["account"]
    api.operator.patch(paying, {"funder": "999999"}, (404, "no_funder"), If_Match="*")
    api.operator.patch("/accounts/999999", {"site": centre}, (404, "no_account"), If_Match="*")
    own = "/accounts/" + api.operator.get("/session").json["account"]
    api.operator.patch(own, {"disabled": True}, (409, "not_yourself"), If_Match="*")


def accounts_are_listed_by_what_is_asked(api):
    everybody = api.auditor.pages("/accounts", 7)
    assert [int(each["id"]) for each in everybody] == sorted(int(each["id"]) for each in everybody)
    agents = api.operator.pages("/accounts?role=agent")
    assert agents == [each for each in everybody if each["role"] == "agent"] and agents
    desk, funder = api.demo["desks"][0]["id"], api.demo["funders"][0]["id"]
    assert {each["site"] for each in api.operator.pages(f"/accounts?site={desk}")} == {desk}
    assert {each["funder"] for each in api.operator.pages(f"/accounts?funder={funder}")} == {funder}
    api.operator.get("/accounts?role=king", (400, "bad_role"))
    api.operator.get("/accounts?site=x", (400, "bad_id"))
    api.operator.get("/accounts?limit=0", (400, "bad_limit"))
    api.operator.get("/accounts?after=x", (400, "bad_after"))
    api.operator.again("/accounts")
    api.only(("operator", "auditor"), lambda caller, want: caller.get("/accounts", want))


def people_see_their_own(api):
    mine = "/accounts/" + api.mediator.get("/session").json["account"]
    assert api.mediator.get(mine).json["login"] == api.mediator.login
    api.agent.get(mine, (404, "no_account"))
    api.agent.get(mine + "/tokens", (404, "no_account"))
    api.agent.post(mine + "/tokens", {"label": "x"}, (404, "no_account"))
    api.only(("operator",), lambda caller, want: caller.patch(mine, {}, want, If_Match="*"))
    api.only(("operator",), lambda caller, want: caller.post(mine + "/password", None, want))


def a_password_is_made_anew(api):
    made = api.operator.post("/accounts", {"login": "oublieuse", "role": "auditor"}, 201).json
    fresh = api.operator.post(f"/accounts/{made['id']}/password", None, 200).json["password"]
    enter = lambda password, want: api.nobody.post("/session", {"login": "oublieuse", "password": password}, want,
                                                   Idempotency_Key=None)
    enter(made["password"], (401, "wrong_login"))
    enter(fresh, 201)
    api.operator.post("/accounts/999999/password", None, (404, "no_account"))


def a_token_is_for_what_it_says(api):
    mine = "/accounts/" + api.mediator.get("/session").json["account"]
    made = api.mediator.post(mine + "/tokens", {"label": "Caisse", "scope": "redemptions:read accounts", "days": 3}, 201)
    narrow = Caller(api.client, {"token": made.json["token"], "login": None, "password": None})
    assert made.json["scope"] == "redemptions:read accounts"
    narrow.get("/redemptions")
    narrow.get("/session", (403, "not_your_scope"))
    narrow.post("/redemptions", {"voucher": "x"}, (403, "not_your_scope"))
    narrow.post(mine + "/tokens", {"label": "x"}, (422, "scope_too_wide"))
    narrow.post(mine + "/tokens", {"label": "x", "scope": "redemptions:read"}, 201)
    api.mediator.post(mine + "/tokens", {"label": "x", "scope": "passes"}, (422, "scope_too_wide"))
    api.mediator.post(mine + "/tokens", {"label": "x", "scope": "king"}, (400, "bad_scope"))
    listed = {each["id"]: each for each in api.mediator.pages(mine + "/tokens", 2)}
    assert listed[made.json["id"]]["label"] == "Caisse" and "token" not in listed[made.json["id"]]
    api.mediator.get(mine + "/tokens?limit=0", (400, "bad_limit"))
    api.mediator.get(mine + "/tokens?after=x", (400, "bad_after"))
    api.agent.delete("/tokens/" + made.json["id"], (404, "no_token"))
    api.mediator.delete("/tokens/" + made.json["id"])
    narrow.get("/redemptions", (401, "unknown_token"))
    api.auditor.again(mine + "/tokens")


WALKS = [an_account_is_added_changed_and_disabled, what_does_not_fit_is_named, accounts_are_listed_by_what_is_asked,
         people_see_their_own, a_password_is_made_anew, a_token_is_for_what_it_says]
