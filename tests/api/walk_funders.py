"""Who pays."""

SIRETS = iter(("22330001300016", "22860001200014", "22240001200019"))


def a_funder_is_added_shown_and_renamed(api):
    made = api.operator.post("/funders", {"name": "Métropole", "siret": next(SIRETS)}, 201)
    path = made.headers["location"]
    assert path == "/api/v1/funders/" + made.json["id"]
    body = api.operator.get("/organisations/" + made.json["organisation"]).json
    assert (body["name"], body["siret"]) == ("Métropole", made.json["siret"])
    changed = api.operator.patch(path, {"name": "Grande métropole"}, If_Match='"v1"')
    assert changed.json == made.json | {"name": "Grande métropole", "version": 2}
    api.operator.patch(path, {"name": "X"}, (412, "stale"), If_Match='"v1"')
    api.operator.patch(path, {"name": None}, (400, "no_name"), If_Match="*")
    api.operator.patch(path, {"siret": made.json["siret"]}, (400, "unknown_field"), If_Match="*")
    assert api.auditor.again(path).headers["etag"] == '"v2"'


def a_siret_is_one_funders(api):
    siret = next(SIRETS)
    api.operator.post("/funders", {"name": "X", "siret": siret}, 201)
    api.operator.post("/funders", {"name": "Y", "siret": siret}, (409, "siret_taken"))
    api.operator.post("/funders", {"name": "Y", "siret": "12345678901234"}, (400, "bad_siret"))
    api.operator.post("/funders", {"name": "", "siret": siret}, (400, "no_name"))
    assert api.operator.post("/funders", {"name": "Y"}, (400, "missing_field")).json["field"] == "siret"


def a_funder_knows_itself(api):
    mine, other = [each["id"] for each in api.demo["funders"][:2]]
    assert [each["id"] for each in api.funder.pages("/funders")] == [mine]
    assert api.funder.get("/funders/" + mine).json["id"] == mine
    api.funder.get("/funders/" + other, (404, "no_funder"))
    api.operator.no_page("/funders")
    api.operator.patch("/funders/9999", {"name": "X"}, (404, "no_funder"), If_Match="*")
    assert len(api.operator.again("/funders").json["items"]) >= 2


def only_who_may(api):
    api.only(("operator", "funder", "auditor"), lambda caller, want: caller.get("/funders", want))
    api.only(("operator", "funder", "auditor"), lambda caller, want: caller.get("/funders/1", want))
    api.only(("operator",), lambda caller, want: caller.post("/funders", {"name": "X", "siret": "1"}, want))
    api.only(("operator",), lambda caller, want: caller.patch("/funders/1", {"name": "X"}, want, If_Match="*"))


WALKS = [a_funder_is_added_shown_and_renamed, a_siret_is_one_funders, a_funder_knows_itself, only_who_may]
