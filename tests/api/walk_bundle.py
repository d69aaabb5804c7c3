"""What a centre's device takes along, read by a program that shares nothing with the server."""
import base64
import datetime
import pathlib
import re
import time

from bundle import Bundle


def taken(api, caller=None):
    """Read and believed with the root's key alone. What lies between may change binary answers, so straight from
    the server."""
    caller = caller or api.mediator
    answer = api.client.send("GET", "/api/v1/bundle", headers={"Authorization": "Bearer " + caller.token})
    assert answer.status == 200, answer
    return Bundle(answer.body, api.server.run("keys", "export", "--root"))


def redeemed(api, voucher):
    return api.mediator.post("/redemptions", {"voucher": voucher["token"]}, 201).json["redemption"]


def a_pass(api, programme):
    return api.agent.post("/passes", {"programme": programme, "vouchers": 5}, 201).json


def it_tells_what_became_of_every_voucher(api):
    """At once: the programme is small."""
    programme = api.made_programme()
    made, other = a_pass(api, programme), a_pass(api, programme)
    bundle = taken(api)
    assert bundle.used(made["id"]) == set() and bundle.centre == api.demo["centres"][0]["id"]
    first = redeemed(api, made["vouchers"][0])
    redeemed(api, made["vouchers"][4])
    assert taken(api).used(made["id"]) == {1, 5}
    api.mediator.post(f"/redemptions/{first}/reversal", {"reason": "Erreur"})
    assert taken(api).used(made["id"]) == {5}
    redeemed(api, made["vouchers"][0])
    blocked, replaced = a_pass(api, programme), a_pass(api, programme)
    api.agent.post(f"/passes/{blocked['id']}/blocking", {"reason": "Pass volé"})
    fresh = api.agent.post(f"/passes/{replaced['id']}/replacement", {"reason": "Pass perdu"}, 201).json
    bundle = taken(api)
    assert bundle.used(made["id"]) == {1, 5} and bundle.used(other["id"]) == set()
    assert int(blocked["id"], 16) in bundle.blocked and bundle.used(blocked["id"]) is None
    assert int(replaced["id"], 16) in bundle.replaced and bundle.used(replaced["id"]) is None
    assert bundle.used(fresh["id"]) == set()


def it_agrees_with_the_books(api):
    """Each pass that a desk lists, against what the bundle says of it. The programme is not read again at every change:
    the bundle says up to when it knows."""
    newest, seen, specimens = api.new_pass(), 0, []
    redeemed(api, newest["vouchers"][1])
    bundle = taken(api)
    while bundle.used(newest["id"]) != {2}:
        time.sleep(0.5)
        bundle = taken(api)
    passes = api.operator.pages(f"/passes?programme={api.programme}", 200)
    for each in passes:
        state = each["state"]
        if state in ("issued", "handed_out", "started", "finished"):
            used = bundle.used(each["id"])
            specimens += [each] * (used is None)
            assert used is None or len(used) == each["used"], each
            seen += used is not None
        else:
            assert bundle.used(each["id"]) is None, each
    assert {each["state"] for each in specimens} <= {"issued"} and len(specimens) < 10, specimens
    assert seen > 100 and any(mask for mask in bundle.live.values())


def it_has_the_rules_of_its_programmes(api):
    bundle = taken(api)
    known = {each["id"]: each for each in api.mediator.get("/programmes").json["items"]}
    assert bundle.programmes and bundle.programmes.keys() <= known.keys()
    for number, rules in bundle.programmes.items():
        assert rules["keys"]
        same = ("name", "state", "from", "until", "grace_days", "cents", "kinds")
        assert [rules[name] for name in same] == [known[number][name] for name in same]
    entries = {line.split()[0] for line in bundle.keys[3:]}
    assert {f"{bundle.rules['issuer']}.{key}" for rules in bundle.programmes.values() for key in rules["keys"]} <= entries
    assert bundle.keys[:3] == api.nobody.get("/keys").body.decode().splitlines()[1:4]


def it_changes_only_when_something_happens(api):
    made = a_pass(api, api.made_programme())
    first = api.mediator.again("/bundle")
    assert api.mediator.again("/bundle").headers["etag"] == first.headers["etag"]
    redeemed(api, made["vouchers"][0])
    second = api.mediator.get("/bundle", If_None_Match=first.headers["etag"])
    assert second.headers["etag"] != first.headers["etag"]


def it_says_its_age(api):
    bundle = taken(api)
    made, until = (datetime.datetime.fromisoformat(at.replace("Z", "+00:00")) for at in (bundle.made, bundle.until))
    age = datetime.datetime.now(datetime.timezone.utc) - made
    assert datetime.timedelta() <= age < datetime.timedelta(days=1, hours=2) and until - made == datetime.timedelta(7)


def another_s_programmes_are_not_in_it(api):
    mine, theirs = taken(api), taken(api, api.others["mediation.noirvaux"])
    assert mine.centre != theirs.centre and mine.programmes.keys() != theirs.programmes.keys()
    elsewhere = api.made_programme(centre=False)
    issued = api.agent.post("/passes", {"programme": elsewhere}, 201).json
    bundle = taken(api)
    assert elsewhere not in bundle.programmes and int(issued["id"], 16) not in bundle.live
    api.operator.put(f"/programmes/{elsewhere}/approvals/{bundle.centre}", {"state": "approved"})
    bundle = taken(api)
    assert elsewhere in bundle.programmes and bundle.used(issued["id"]) == set()
    api.operator.put(f"/programmes/{elsewhere}/approvals/{bundle.centre}", {"state": "suspended"})
    assert elsewhere not in taken(api).programmes


def a_revoked_key_is_in_it_at_once(api):
    api.made_programme()  # whose key is the newest
    before = taken(api)
    api.revoke_newest_key()
    after = taken(api)
    revoked = [[line for line in bundle.keys[3:] if line.endswith(" revoked")] for bundle in (before, after)]
    assert len(revoked[1]) == len(revoked[0]) + 1
    assert int(after.certificate["version"]) == int(before.certificate["version"]) + 1


def only_a_centre_takes_it(api):
    api.only(("mediator",), lambda caller, want: caller.get("/bundle", want))


def the_document_s_example_is_read(_):
    text = (pathlib.Path(__file__).parents[2] / "docs/bundle.md").read_text("utf-8")
    root = re.search(r"The root is `([^`]+)`", text)[1]
    bundle = Bundle(base64.b64decode(re.search(r"```base64\n([^`]+)```", text)[1]), root)
    assert bundle.live == {5: 3, 6: 0, 0x8123456789ab: 1 << 9, 0xffffffffffff: 1 << 4}
    assert (bundle.blocked, bundle.replaced, bundle.centre) == ({7: 0}, {}, "12")


WALKS = [the_document_s_example_is_read, it_tells_what_became_of_every_voucher, it_agrees_with_the_books, it_has_the_rules_of_its_programmes,
         it_changes_only_when_something_happens, it_says_its_age, another_s_programmes_are_not_in_it,
         a_revoked_key_is_in_it_at_once, only_a_centre_takes_it]
