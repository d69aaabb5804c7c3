"""Books of vouchers at the desk."""
import uuid


def a_pass_is_issued_shown_and_printed(api):
    made = api.agent.post("/passes", {"programme": api.programme, "vouchers": 6, "start": "partly",
                                      "language": "falc", "print_size": "large"}, 201)
    issued = made.json
    assert made.headers["location"] == "/api/v1/passes/" + issued["id"]
    assert [voucher["number"] for voucher in issued["vouchers"]] == [1, 2, 3, 4, 5, 6]
    for caller in (api.agent, api.operator, api.auditor):
        shown = caller.get("/passes/" + issued["id"]).json
        assert (shown["state"], shown["total"], shown["left"]) == ("handed_out", 6, 6)
    for caller in (api.agent, api.operator):
        assert caller.get(issued["document"]).body.startswith(b"%PDF-1.")


def ids_and_levels_may_be_integers(api):
    api.agent.post("/passes", {"programme": int(api.programme), "start": 2, "pseudonym": uuid.uuid4().hex}, 201)


def the_same_key_is_one_pass(api):
    body, key = {"programme": api.programme, "vouchers": 5}, uuid.uuid4().hex
    first = api.agent.post("/passes", body, 201, Idempotency_Key=key)
    again = api.agent.post("/passes", body, 201, Idempotency_Key=key)
    assert again.body == first.body and again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert again.headers["location"] == first.headers["location"]
    api.agent.post("/passes", body | {"vouchers": 6}, (422, "key_reused"), Idempotency_Key=key)
    api.agent.post("/passes", body, (400, "no_idempotency_key"), Idempotency_Key=None)
    api.agent.post("/passes", body, (400, "bad_key_header"), Idempotency_Key="k" * 121)
    other = api.others["agent.bus"].post("/passes", body, 201, Idempotency_Key=key)
    assert other.json["id"] != first.json["id"], "a key is its caller's own"


def a_pass_follows_the_rules_of_its_programme(api):
    post, programme = api.agent.post, api.programme
    post("/passes", {"programme": programme, "vouchers": 4}, (400, "too_few_vouchers"))
    post("/passes", {"programme": programme, "vouchers": 11}, (400, "too_many_vouchers"))
    post("/passes", {"programme": programme, "kind": 250}, (400, "bad_kind"))
    post("/passes", {"programme": "9999"}, (404, "no_programme"))
    post("/passes", {"programme": "x"}, (400, "bad_id"))
    post("/passes", {"programme": programme, "language": "la"}, (400, "bad_language"))
    post("/passes", {"programme": programme, "print_size": "tiny"}, (400, "bad_print_size"))
    post("/passes", {"programme": programme, "start": "expert"}, (400, "bad_level"))
    post("/passes", {"programme": programme, "pseudonym": "marie"}, (400, "bad_pseudonym"))
    post("/passes", {"programme": api.made_programme(state="funded")}, (422, "not_open"))
    post("/passes", {"programme": api.made_programme(approve=False)}, (403, "wrong_desk"))
    post("/passes", {"programme": api.made_programme(cents=100)}, (422, "over_budget"))
    post("/passes", {"programme": api.made_programme(until_days=10)}, (422, "hand_out_over"))
    capped, person = api.made_programme(person_passes=1), uuid.uuid4().hex
    post("/passes", {"programme": capped, "pseudonym": person}, 201)
    post("/passes", {"programme": capped, "pseudonym": person}, (422, "person_cap"))


def bad_bodies_are_named(api):
    key = {"Idempotency_Key": "bad"}
    bodies = {"not_json": (b"{}", {"Content_Type": "text/plain"}), "empty_body": (b"", {"Content_Type": JSON}),
              "bad_json": (b"{", {"Content_Type": JSON}), "unknown_field": ({"programme": "1", "name": "x"}, {}),
              "missing_field": ({}, {}), "wrong_type": ({"programme": ["1"]}, {}),
              "out_of_range": ({"programme": "1", "vouchers": 16}, {}),
              "too_long": ({"programme": "1" * 40}, {})}
    for code, (body, headers) in bodies.items():
        api.agent.post("/passes", body, (415 if code == "not_json" else 400, code), **key, **headers)
    api.agent.post("/passes", b" " * 70000, (413, "body_too_large"), Content_Type=JSON)
    for body in (b"[]", b"null", b'"x"', b'{"a":1,"a":2}', b'{"programme":"\xff"}', b"[" * 40 + b"]" * 40):
        assert api.agent.post("/passes", body, None, Content_Type=JSON).status == 400


JSON = "application/json"


def a_lost_pass_is_replaced(api):
    old = api.new_pass()
    api.mediator.post("/redemptions", {"voucher": old["vouchers"][0]["token"]}, 201)
    new = api.agent.post(f"/passes/{old['id']}/replacement", {"reason": "Pass perdu"}, 201).json
    assert len(new["vouchers"]) == 4
    assert api.agent.get("/passes/" + old["id"]).json["replaced_by"] == new["id"]
    api.mediator.post("/redemptions", {"voucher": old["vouchers"][1]["token"]}, (410, "replaced"))
    api.mediator.post("/redemptions", {"voucher": new["vouchers"][0]["token"]}, 201)
    api.agent.post(f"/passes/{old['id']}/replacement", {"reason": "Encore"}, (409, "pass_ended"))
    api.agent.get(old["document"], (409, "pass_ended"))


def a_used_pass_has_nothing_left_to_replace(api):
    used = api.new_pass()
    for voucher in used["vouchers"]:
        api.mediator.post("/redemptions", {"voucher": voucher["token"]}, 201)
    assert api.agent.get("/passes/" + used["id"]).json["state"] == "finished"
    api.agent.post(f"/passes/{used['id']}/replacement", {"reason": "Perdu"}, (409, "nothing_left"))


def a_stolen_pass_is_blocked(api):
    stolen = api.new_pass()
    path = f"/passes/{stolen['id']}/blocking"
    assert api.operator.post(path, {"reason": "Pass volé"}).json["revoked"] == 5
    api.agent.post(path, {"reason": "Encore"}, (409, "pass_ended"))
    api.mediator.post("/redemptions", {"voucher": stolen["vouchers"][0]["token"]}, (410, "blocked"))


def reasons_name_nobody(api):
    for word in ("replacement", "blocking"):
        path = f"/passes/{api.new_pass()['id']}/{word}"
        api.agent.post(path, {"reason": "  "}, (400, "no_reason"))
        api.agent.post(path, {"reason": "Appeler le 06 12 34 56 78"}, (400, "personal_reason"))
        api.agent.post(path, {"reason": "marie@exemple.fr"}, (400, "personal_reason"))
        api.agent.post(path, {"reason": "é" * 150}, (400, "too_long"))
        api.agent.post(path, {"reason": "Perdu" * 50}, (400, "too_long"))


def a_pass_is_its_desks_own(api):
    made, stranger = api.new_pass(), api.others["agent.marsange"]
    path = "/passes/" + made["id"]
    stranger.get(path, (404, "no_pass"))
    stranger.get(path + "/document.pdf", (404, "no_pass"))
    for word in ("replacement", "blocking"):
        stranger.post(f"{path}/{word}", {"reason": "Perdu"}, (404, "no_pass"))
    api.only(("agent", "operator", "auditor"), lambda caller, want: caller.get(path, want))
    api.only(("agent", "operator"), lambda caller, want: caller.get(path + "/document.pdf", want))
    for word in ("replacement", "blocking"):
        api.only(("agent", "operator"), lambda caller, want, word=word:
                 caller.post(f"{path}/{word}", {"reason": "Perdu"}, want))
    api.only(("agent",), lambda caller, want: caller.post("/passes", {"programme": api.programme}, want))
    api.agent.get("/passes/000000000000", (404, "no_pass"))
    api.agent.get("/passes/x", (404, "no_pass"))


WALKS = [a_pass_is_issued_shown_and_printed, ids_and_levels_may_be_integers, the_same_key_is_one_pass,
         a_pass_follows_the_rules_of_its_programme, bad_bodies_are_named, a_lost_pass_is_replaced,
         a_used_pass_has_nothing_left_to_replace, a_stolen_pass_is_blocked, reasons_name_nobody,
         a_pass_is_its_desks_own]
