"""Places: desks and centres."""
import json
from urllib.parse import quote

BUS = {"name": "Bus des vallées", "desk": True, "mobile": True, "commune": "Bellegarenne", "postcode": "96410",
       "services": ["Aide aux démarches administratives"]}


def made(api, **more):
    return api.operator.post("/sites", BUS | more, 201)


def a_place_is_added_shown_and_changed(api):
    answer = made(api, latitude=46.1, longitude=2.1, phone="+33545932222", siret="21330063500017")
    path, site = answer.headers["location"], answer.json
    assert path == "/api/v1/sites/" + site["id"] and answer.headers["etag"] == '"v1"'
    assert (site["approval"], site["desk"], site["centre"], site["latitude"]) == ("candidate", True, False, 46.1)
    for caller in (api.operator, api.auditor):
        assert caller.again(path).json == site
    changed = api.operator.patch(path, {"epci": "200071827", "centre": True, "phone": None}, If_Match='"v1"').json
    assert changed == site | {"epci": "200071827", "centre": True, "phone": None, "version": 2,
                              "changed_at": changed["changed_at"]}
    api.operator.patch(path, {"name": "X"}, (412, "stale"), If_Match='"v1"')
    api.operator.patch(path, {"name": "X"}, (428, "no_if_match"))
    api.operator.patch(path, {"latitude": None}, (400, "bad_site"), If_Match="*")
    part = made(api, parent=site["id"]).json
    assert part["parent"] == site["id"]
    again = api.operator.patch(path, {"parent": part["id"]}, (400, "bad_site"), If_Match="*")
    assert again.json["field"] == "parent"


def codes_have_names_and_places(api):
    funder = next(each for each in api.operator.pages("/organisations") if each["name"].startswith("Communauté"))
    valleys, commune = funder["siret"][:9], "33063"
    made(api, insee=commune, commune="Bordeaux", postcode="33000")
    found = api.funder.again(f"/territories?codes={valleys},{commune},33,99999").json
    names = [(each["code"], each["name"]) for each in found["items"]]
    assert names == [(valleys, funder["name"]), (commune, "Bordeaux"), ("33", None), ("99999", None)], names
    mine = [each for each in api.operator.pages("/sites?approval=approved&territory=" + valleys) if each["epci"] == valleys]
    line = found["items"][0]
    assert line["sites"] == found["sites"] == len(mine) and line["desks"] == sum(each["desk"] for each in mine)
    assert line["sites"] > 5 and found["items"][1]["sites"] == 0
    whole = api.auditor.get("/territories").json
    assert whole["items"] == [] and whole["sites"] == len(api.operator.pages("/sites?approval=approved"))
    named = api.funder.pages(f"/sites?territory={valleys}&q=noirvaux", 2)
    assert named and all(each["epci"] == valleys for each in named)
    api.operator.get("/territories?codes=" + ",".join(["16"] * 129), (400, "too_long"))
    api.operator.get("/territories?codes=" + "1" * 600, (400, "too_long"))
    api.operator.get("/sites?territory=" + "1" * 600, (400, "too_long"))
    for wrong in ("<script>", "2a", "16;17"):
        api.operator.get("/sites?territory=" + quote(wrong), (400, "bad_territory"))
        api.operator.get("/territories?codes=" + quote(wrong), (400, "bad_territory"))
    api.operator.get("/territories?codes=123456789012", (400, "out_of_range"))
    api.only(("operator", "funder", "auditor"), lambda caller, want: caller.get("/territories?codes=16", want))


def each_rule_says_its_field(api):
    path, details = made(api).headers["location"], set()
    wrong = {"name": "", "desk": False, "address": "a\nb", "complement": "a\tb", "postcode": "1600", "commune": "a\nb",
             "insee": "99999", "epci": "200071828", "longitude": 0.1, "phone": "0545", "website": "exemple.fr",
             "hours": "Mo\n", "services": ["a\nb"], "publics": ["a\nb"], "typology": "\n", "fees": "\n",
             "access_url": "ftp://x"}
    for field, value in wrong.items():
        answer = api.operator.patch(path, {field: value}, (400, "bad_site"), If_Match="*")
        assert answer.json["field"] == {"longitude": "latitude"}.get(field, field), answer
        details.add(answer.json["detail"])
    assert len(details) == len(wrong) - 1  # two are addresses of the web
    api.operator.patch(path, {"approval": "yes"}, (400, "bad_approval"), If_Match="*")
    api.operator.patch(path, {"siret": "21160015000019"}, (400, "bad_siret"), If_Match="*")
    api.operator.patch(path, {"siret": "21160015000018", "organisation": "1"}, (400, "bad_site"), If_Match="*")
    api.operator.patch(path, {"organisation": "x"}, (400, "bad_id"), If_Match="*")
    api.operator.patch(path, {"organisation": "9999"}, (404, "no_organisation"), If_Match="*")
    api.operator.patch("/sites/9999", {"name": "X"}, (404, "no_site"), If_Match="*")
    api.operator.post("/sites", {"name": "X"}, (400, "bad_site"))
    api.operator.post("/sites", BUS | {"siret": "1"}, (400, "bad_siret"))
    api.operator.post("/sites", BUS | {"parent": "x"}, (400, "bad_id"))
    api.operator.post("/sites", BUS | {"parent": "9999"}, (404, "no_site"))
    api.operator.post("/sites", BUS | {"organisation": "9999"}, (404, "no_organisation"))
    api.operator.post("/sites", BUS | {"approval": "approved"}, (400, "unknown_field"))
    assert api.operator.get(path).json["version"] == 1


def who_is_suspended_stops_at_once(api):
    desk, centre = (api.demo[which][0]["id"] for which in ("desks", "centres"))
    made, stock = api.new_pass(), api.server.run("issue", "--programme", api.programme, "--site", desk, "--stock", "--json")
    voucher, stocked = made["vouchers"][0]["token"], json.loads(stock)[0]["id"]
    for site in (desk, centre):
        api.operator.patch("/sites/" + site, {"approval": "suspended", "suspension": "under_review"}, If_Match="*")
    assert api.mediator.post("/redemptions", {"voucher": voucher}, 403).json["outcome"] == "wrong_territory"
    for who, site in ((api.agent, desk), (api.mediator, centre)):
        told = who.get("/sites/" + site).json
        assert (told["approval"], told["suspension"]) == ("suspended", "under_review") and told["suspended_at"], told
    refused = api.operator.patch("/sites/" + centre, {"approval": "approved", "suspension": "closed"}, (400, "bad_suspension"), If_Match="*")
    assert refused.json["field"] == "suspension"
    api.nobody.get("/centres/" + centre, (404, "no_site"))
    api.agent.post("/passes", {"programme": api.programme}, (403, "wrong_desk"))
    api.agent.post(f"/passes/{stocked}/hand-out", {}, (403, "wrong_desk"))
    for site in (desk, centre):
        told = api.operator.patch("/sites/" + site, {"approval": "approved"}, If_Match="*").json
        assert (told["suspension"], told["suspended_at"]) == (None, None)
    api.mediator.post("/redemptions", {"voucher": voucher}, 201)
    api.agent.post(f"/passes/{stocked}/hand-out", {})


def everybody_sees_what_concerns_them(api):
    hidden = made(api).json["id"]
    known = [each["id"] for each in api.funder.pages("/sites", 20)]
    every = [each["id"] for each in api.auditor.pages("/sites", 7)]
    assert hidden in every and hidden not in known and set(known) < set(every)
    for caller in (api.funder, api.agent, api.mediator):
        caller.get("/sites/" + hidden, (404, "no_site"))
    api.operator.put(f"/programmes/{api.programme}/approvals/{hidden}", {"state": "candidate"})
    assert api.funder.get("/sites/" + hidden).json["approval"] == "candidate"
    assert api.agent.get("/sites/" + api.demo["desks"][0]["id"]).json["desk"]
    api.operator.get("/sites/nothing", (404, "no_site"))
    api.agent.get("/sites/" + api.demo["centres"][0]["id"], (404, "no_site"))


def lists_are_filtered(api):
    site = made(api, name="Péniche d’Argentine", epci="241600303", siret="21690123100011").json
    def found(query):
        return [each["id"] for each in api.operator.pages("/sites?" + query, 50)]
    assert found("q=peniche") == found("q=P%C3%89NICHE") == found("epci=241600303") == [site["id"]]
    assert found("organisation=" + site["organisation"]) == [site["id"]]
    assert site["id"] in found("approval=candidate&role=desk&q=9641") and site["id"] not in found("role=centre")
    assert all(each["centre"] and each["approval"] == "approved"
               for each in api.operator.pages("/sites?role=centre&approval=approved", 20))
    assert api.operator.again("/sites?q=peniche").json["items"] == [api.operator.get("/sites/" + site["id"]).json]
    api.operator.get("/sites?role=bus", (400, "bad_site_role"))
    api.operator.get("/sites?approval=yes", (400, "bad_approval"))
    api.operator.get("/sites?organisation=x", (400, "bad_id"))
    api.operator.no_page("/sites")


def only_who_may(api):
    api.only(("operator", "funder", "auditor"), lambda caller, want: caller.get("/sites", want))
    api.only(("operator",), lambda caller, want: caller.post("/sites", BUS, want))
    api.only(("operator",), lambda caller, want: caller.patch("/sites/1", {"name": "X"}, want, If_Match="*"))
    api.operator.post("/sites", BUS, (400, "no_idempotency_key"), Idempotency_Key=None)


WALKS = [codes_have_names_and_places, a_place_is_added_shown_and_changed, each_rule_says_its_field, who_is_suspended_stops_at_once,
         everybody_sees_what_concerns_them, lists_are_filtered, only_who_may]
