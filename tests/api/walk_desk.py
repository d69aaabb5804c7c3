"""What a desk and a centre look up: lists, look-ups, the stock, the way of a person; and a centre's page."""
import datetime
import uuid


def today(api):
    """The server's, which is that of Paris."""
    return api.operator.get(f"/programmes/{api.programme}/figures").json["until"]


def a_desk_lists_its_passes(api):
    made = [api.new_pass()["id"] for _ in range(3)]
    newest = api.agent.get("/passes?limit=3").json["items"]
    assert [entry["id"] for entry in newest] == made[::-1]
    assert api.agent.get(f"/passes?limit=1&after={made[1]}").json["items"][0]["id"] == made[0]
    blocked = api.agent.post(f"/passes/{made[0]}/blocking", {"reason": "Pass volé"}).json["id"]
    assert blocked in [entry["id"] for entry in api.agent.pages("/passes?state=blocked", 20)]
    assert all(entry["state"] == "handed_out" for entry in api.agent.get("/passes?dormant_days=30").json["items"])
    assert made[0] not in [entry["id"] for entry in api.others["agent.bus"].get("/passes").json["items"]]
    desk = api.demo["desks"][1]["id"]
    assert {entry["desk"] for entry in api.operator.get(f"/passes?desk={desk}").json["items"]} <= {desk}
    assert api.auditor.get(f"/passes?programme={api.programme}").json["items"]
    api.agent.get(f"/passes?desk={desk}", (404, "no_site"))
    api.agent.get("/passes?state=lost", (400, "bad_state"))
    api.agent.get("/passes?dormant_days=0", (400, "out_of_range"))
    api.agent.get("/passes?dormant_days=9&state=issued", (400, "bad_state"))
    api.agent.get("/passes?programme=x", (400, "bad_id"))
    api.agent.get("/passes?limit=0", (400, "bad_limit"))
    api.agent.get("/passes?after=x", (400, "bad_after"))
    api.only(("agent", "operator", "auditor"), lambda caller, want: caller.get("/passes", want))


def a_pass_is_found_by_its_paper(api):
    made = api.new_pass()
    for text in (made["code"], made["code"].lower(), made["vouchers"][1]["code"], made["vouchers"][2]["url"]):
        assert api.agent.post("/passes/lookup", {"code": text}).json["id"] == made["id"]
    wrong = ("3" if made["code"][0] == "2" else "2") + made["code"][1:]
    assert api.agent.post("/passes/lookup", {"code": wrong}, (404, "no_pass")).json["proposal"] == made["code"]
    api.others["agent.bus"].post("/passes/lookup", {"code": made["code"]}, (404, "no_pass"))
    api.only(("agent", "operator"), lambda caller, want: caller.post("/passes/lookup", {"code": made["code"]}, want))


def the_stock_is_handed_out(api):
    capped, person = api.made_programme(person_passes=1, until_days=40), uuid.uuid4().hex
    made = [api.agent.post("/passes", {"programme": capped, "hand_out": False}, 201).json["id"] for _ in range(4)]
    assert api.agent.get("/passes/" + made[0]).json["state"] == "issued"
    api.agent.post("/passes", {"programme": capped, "hand_out": False, "start": 1}, (400, "nobody_yet"))
    path = f"/passes/{made[0]}/hand-out"
    for field, code in (("language", "bad_language"), ("print_size", "bad_print_size"), ("start", "bad_level"),
                        ("pseudonym", "bad_pseudonym")):
        api.agent.post(path, {field: "x"}, (400, code))
    assert api.agent.post(path, {"pseudonym": person, "start": "partly"}).json["state"] == "handed_out"
    api.agent.post(path, {}, (409, "not_in_stock"))
    api.agent.post(f"/passes/{made[1]}/hand-out", {"pseudonym": person}, (422, "person_cap"))
    api.only(("agent", "operator"), lambda caller, want: caller.post(f"/passes/{made[1]}/hand-out", {}, want))
    api.others["agent.bus"].post(f"/passes/{made[2]}/hand-out", {}, (404, "no_pass"))
    soon = (datetime.date.today() + datetime.timedelta(5)).isoformat()
    api.server.run("programme", "change", capped, "--until", soon)
    api.agent.post(f"/passes/{made[2]}/hand-out", {}, (422, "hand_out_over"))
    api.server.run("programme", "state", capped, "closing")
    api.agent.post(f"/passes/{made[2]}/hand-out", {}, (422, "not_open"))


def the_way_of_a_person_is_told_where_they_stand(api):
    made = api.agent.post("/passes", {"programme": api.programme, "start": 1}, 201).json
    tokens = [voucher["token"] for voucher in made["vouchers"]]
    api.mediator.post("/redemptions", {"voucher": tokens[0], "level": "partly", "minutes": 90}, 201)
    want = {"start": "accompanied", "latest": "partly",
            "workshops": [{"on": today(api), "kind": 0, "minutes": 90, "level": "partly"}]}
    assert api.agent.get(f"/passes/{made['id']}/progress").json == want
    assert api.mediator.post("/vouchers/progress", {"voucher": tokens[0]}).json == want
    other = api.others["mediation.tilleuls"]
    assert other.post("/vouchers/progress", {"voucher": tokens[1]}).json == want
    refused = other.post("/vouchers/progress", {"voucher": tokens[0]}, (409, "already_used"))
    assert not refused.json.keys() & want.keys()
    api.only(("agent", "operator", "auditor"), lambda caller, want: caller.get(f"/passes/{made['id']}/progress", want))
    api.only(("mediator",), lambda caller, want: caller.post("/vouchers/progress", {"voucher": tokens[1]}, want))
    api.others["agent.bus"].get(f"/passes/{made['id']}/progress", (404, "no_pass"))


def redemptions_are_listed_for_whom_they_concern(api):
    made = [api.mediator.post("/redemptions", {"voucher": voucher["token"]}, 201).json
            for voucher in api.new_pass()["vouchers"]]
    newest = api.mediator.get(f"/redemptions?from={today(api)}&limit=200").json["items"]
    assert {one["redemption"] for one in made} <= {entry["id"] for entry in newest}
    shown = api.mediator.get("/redemptions/" + made[0]["redemption"]).json
    assert shown["receipt"] == made[0]["receipt"]
    kept = api.mediator.get(f"/redemptions?from={today(api)}&receipts=true&limit=200").json["items"]
    assert made[0]["receipt"] in [entry["receipt"] for entry in kept] and "receipt" not in newest[0]
    assert "receipt" not in api.funder.get("/redemptions?receipts=true&limit=1").json["items"][0]
    api.mediator.get("/redemptions?receipts=oui", (400, "wrong_type"))
    paid = api.funder.get(f"/redemptions?programme={api.programme}&limit=200").json["items"]
    assert {one["redemption"] for one in made} <= {entry["id"] for entry in paid}
    assert not paid[0].keys() & {"pass", "number", "level", "account"}
    assert not api.funder.get("/redemptions/" + made[0]["redemption"]).json.keys() & {"pass", "receipt", "level"}
    assert api.auditor.get("/redemptions/" + made[0]["redemption"]).json["number"] == 1
    api.mediator.post(f"/redemptions/{made[0]['redemption']}/reversal", {"reason": "Erreur"})
    back = api.funder.get(f"/redemptions?state=reversed&from={today(api)}").json["items"]
    assert made[0]["redemption"] in [entry["id"] for entry in back]
    centre = api.demo["centres"][1]["id"]
    assert {entry["centre"] for entry in api.operator.get(f"/redemptions?centre={centre}").json["items"]} <= {centre}
    assert not api.funder.get("/redemptions?until=2020-01-01").json["items"]


def redemptions_of_others_are_not_there(api):
    number = api.mediator.post("/redemptions", {"voucher": api.new_pass()["vouchers"][0]["token"]}, 201).json["redemption"]
    for stranger in (api.others["mediation.tilleuls"], api.others["commanditaire.vallees"]):
        stranger.get("/redemptions/" + number, (404, "no_redemption"))
        stranger.get("/redemptions?after=" + number, (400, "bad_after"))
    api.others["commanditaire.vallees"].get(f"/redemptions?programme={api.programme}", (404, "no_programme"))
    api.mediator.get(f"/redemptions?centre={api.demo['centres'][1]['id']}", (404, "no_site"))
    api.mediator.get("/redemptions?centre=x", (400, "bad_id"))
    api.mediator.get("/redemptions?from=hier", (400, "bad_date"))
    api.mediator.get("/redemptions?from=2026-02-02&until=2026-02-01", (400, "bad_period"))
    api.mediator.get("/redemptions?state=lost", (400, "bad_state"))
    api.mediator.get("/redemptions?limit=201", (400, "bad_limit"))
    api.only(("mediator", "funder", "operator", "auditor"), lambda caller, want: caller.get("/redemptions", want))
    api.only(("mediator", "funder", "operator", "auditor"),
             lambda caller, want: caller.get("/redemptions/" + number, want))


def a_centre_has_a_page(api):
    near = api.nobody.get("/centres?near=46.3,2.4&limit=1").json["centres"][0]
    page = api.nobody.get("/centres/" + near["id"]).json
    assert {name: page[name] for name in near if name != "distance_m"} == \
        {name: value for name, value in near.items() if name != "distance_m"}
    api.nobody.get("/centres/999999", (404, "no_site"))
    api.nobody.get("/centres/x", (404, "no_site"))


def what_has_not_changed_is_not_sent_again(api):
    made = api.new_pass()
    number = api.mediator.post("/redemptions", {"voucher": made["vouchers"][0]["token"]}, 201).json["redemption"]
    paths = {"/passes?limit=2": api.agent, f"/passes/{made['id']}/progress": api.agent, "/redemptions": api.mediator,
             "/redemptions/" + number: api.funder, "/centres/" + api.demo["centres"][0]["id"]: api.nobody}
    for path, caller in paths.items():
        caller.get(path, 304, If_None_Match=caller.get(path).headers["etag"])


WALKS = [a_desk_lists_its_passes, a_pass_is_found_by_its_paper, the_stock_is_handed_out,
         the_way_of_a_person_is_told_where_they_stand, redemptions_are_listed_for_whom_they_concern,
         redemptions_of_others_are_not_there, a_centre_has_a_page, what_has_not_changed_is_not_sent_again]
