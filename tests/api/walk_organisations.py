"""Legal bodies."""

SIRETS = iter(("21160015000018", "21170300000011", "21330063500017", "21750001600019", "21690123100011"))


def a_body_is_added_shown_and_changed(api):
    siret = next(SIRETS)
    made = api.operator.post("/organisations", {"name": "Mairie", "siret": siret}, 201)
    path = made.headers["location"]
    assert path == "/api/v1/organisations/" + made.json["id"] and made.headers["etag"] == '"v1"'
    for caller in (api.operator, api.funder, api.auditor):
        assert caller.get(path).json == made.json
    changed = api.operator.patch(path, {"name": "Ville"}, If_Match='"v1"')
    assert changed.json == made.json | {"name": "Ville", "version": 2} and changed.headers["etag"] == '"v2"'
    assert api.operator.again(path).headers["etag"] == '"v2"'
    assert made.json["id"] in [each["id"] for each in api.auditor.pages("/organisations", 50)]


def nobody_undoes_what_another_has_changed(api):
    path = "/organisations/" + api.operator.post("/organisations", {"name": "Association"}, 201).json["id"]
    api.operator.patch(path, {"name": "A"}, (428, "no_if_match"))
    api.operator.patch(path, {"name": "A"}, 200, If_Match='"v1"')
    api.operator.patch(path, {"name": "B"}, (412, "stale"), If_Match='"v1"')
    api.operator.patch(path, {"name": "B"}, (412, "stale"), If_Match='"other"')
    assert api.operator.get(path).json["name"] == "A"
    api.operator.patch(path, {"name": "B"}, 200, If_Match="*")


def a_siret_is_real_and_a_bodys_own(api):
    siret = next(SIRETS)
    api.operator.post("/organisations", {"name": "X", "siret": "21160015000019"}, (400, "bad_siret"))
    api.operator.post("/organisations", {"name": ""}, (400, "no_name"))
    first = api.operator.post("/organisations", {"name": "X", "siret": siret}, 201).json
    again = api.operator.post("/organisations", {"name": "Y", "siret": siret}, (409, "siret_taken"))
    assert again.json["field"] == "siret"
    other = api.operator.post("/organisations", {"name": "Y"}, 201).json
    assert other["siret"] is None
    api.operator.patch("/organisations/" + other["id"], {"siret": siret}, (409, "siret_taken"), If_Match="*")
    api.operator.patch("/organisations/" + first["id"], {"siret": None}, (400, "bad_siret"), If_Match="*")
    api.operator.patch("/organisations/" + other["id"], {"name": ""}, (400, "no_name"), If_Match="*")
    api.operator.patch("/organisations/9999", {"name": "X"}, (404, "no_organisation"), If_Match="*")
    api.operator.patch("/organisations/" + other["id"], {"id": "1"}, (400, "unknown_field"), If_Match="*")


def a_body_has_a_name(api):
    api.operator.post("/organisations", {"name": ""}, (400, "no_name"))


def agents_know_the_body_of_their_site(api):
    seen = [each["id"] for each in api.operator.pages("/organisations", 50)
            if api.agent.get("/organisations/" + each["id"], None).status == 200]
    assert len(seen) == 1
    api.agent.get("/organisations/9999", (404, "no_organisation"))


def lists_are_pages(api):
    assert api.operator.again("/organisations").headers["etag"]
    pages = api.operator.pages("/organisations", 3)
    assert pages == api.operator.pages("/organisations", 200)
    api.operator.no_page("/organisations")


def only_who_may(api):
    api.only(("operator", "funder", "auditor"), lambda caller, want: caller.get("/organisations", want))
    api.only(("operator",), lambda caller, want: caller.post("/organisations", {"name": "X"}, want))
    api.only(("operator",), lambda caller, want: caller.patch("/organisations/1", {"name": "X"}, want, If_Match="*"))
    api.operator.post("/organisations", {"name": "X"}, (400, "no_idempotency_key"), Idempotency_Key=None)


WALKS = [a_body_has_a_name, a_body_is_added_shown_and_changed, nobody_undoes_what_another_has_changed, a_siret_is_real_and_a_bodys_own,
         agents_know_the_body_of_their_site, lists_are_pages, only_who_may]
