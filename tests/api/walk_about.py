"""Who answers for the service: nobody need be proven."""

NOTICE = {"name": "Mairie", "address": "1 rue A", "phone": "+33545387000", "director": "La maire", "hosting": "Exemple SAS"}


def who_answers_for_it_is_told(api):
    before = api.nobody.again("/about").json
    assert before["publisher"] is None and before["host"]
    api.server.run("publisher", "set", *(word for name, value in NOTICE.items() for word in (f"--{name}", value)))
    assert api.nobody.again("/about").json == before | {"publisher": NOTICE | {"email": None}}


WALKS = [who_answers_for_it_is_told]
