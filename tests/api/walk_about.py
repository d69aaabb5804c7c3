"""Who answers for the service: nobody need be proven to read it, the operator says it."""

NOTICE = {"name": "Mairie", "address": "1 rue A", "phone": "+33545387000", "director": "La maire", "hosting": "Exemple SAS"}


def who_answers_for_it_is_told(api):
    before = api.nobody.again("/about").json
    assert before["publisher"]["name"] == "Département de l’Ozerelle" and before["host"]
    api.server.run("publisher", "set", "--email", "", *(word for name, value in NOTICE.items() for word in (f"--{name}", value)))
    assert api.nobody.again("/about").json == before | {"publisher": NOTICE | {"email": None}}


def the_operator_says_it(api):
    answer = api.auditor.again("/publisher")
    tag = answer.headers["etag"]
    changed = api.operator.patch("/publisher", {"email": "mairie@exemple.fr", "phone": None}, If_Match=tag).json
    assert changed == answer.json | {"email": "mairie@exemple.fr", "phone": None, "version": answer.json["version"] + 1}
    assert api.nobody.again("/about").json["publisher"]["email"] == "mairie@exemple.fr"
    api.operator.patch("/publisher", {"name": "X"}, (412, "stale"), If_Match=tag)
    api.operator.patch("/publisher", {"name": "X"}, (428, "no_if_match"))
    for field in ("name", "address", "director", "hosting"):
        assert api.operator.patch("/publisher", {field: None}, (400, "publisher_incomplete"), If_Match="*").json["field"] == field
    assert api.operator.patch("/publisher", {"email": None}, (400, "publisher_incomplete"), If_Match="*").json["field"] == "phone"
    assert api.operator.patch("/publisher", {"email": "mairie"}, (400, "bad_email"), If_Match="*").json["field"] == "email"
    api.operator.patch("/publisher", {"name": "x" * 160}, (400, "too_long"), If_Match="*")
    assert api.operator.get("/publisher").json == changed
    api.only(("operator",), lambda caller, want: caller.patch("/publisher", {"name": "Mairie"}, want, If_Match="*"))
    api.only(("operator", "auditor"), lambda caller, want: caller.get("/publisher", want))


WALKS = [who_answers_for_it_is_told, the_operator_says_it]
