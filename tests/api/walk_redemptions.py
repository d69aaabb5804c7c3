"""Vouchers presented at a centre."""
import datetime
import uuid


def vouchers(made):
    return [voucher["token"] for voucher in made["vouchers"]]


def a_voucher_is_redeemed_once(api):
    made = api.new_pass()
    token, code = made["vouchers"][0]["token"], made["vouchers"][1]["code"]
    checked = api.mediator.post("/vouchers/check", {"voucher": token}).json
    assert checked["usable"] and checked["outcome"] == "redeemed"
    done = api.mediator.post("/redemptions", {"voucher": token, "minutes": 90, "level": "partly", "kind": 0}, 201).json
    assert done["receipt"].startswith("pass-numerique/receipt/v1\n")
    again = api.mediator.post("/redemptions", {"voucher": token}, 200).json
    assert (again["outcome"], again["receipt"]) == ("already_yours", done["receipt"])
    refused = api.others["mediation.tilleuls"].post("/redemptions", {"voucher": token}, (409, "already_used")).json
    assert not refused.keys() & {"redemption", "at", "receipt"}, "it does not say who used it or when"
    api.mediator.post("/redemptions", {"voucher": code.lower().replace("-", " "), "level": 2}, 201)
    api.mediator.post("/redemptions", {"voucher": made["vouchers"][2]["url"]}, 201)
    assert not api.operator.post("/vouchers/check", {"voucher": token}).json["usable"]


def the_key_names_the_gesture(api):
    (token, other, third), key = vouchers(api.new_pass())[:3], uuid.uuid4().hex
    api.mediator.post("/redemptions", {"voucher": token}, 201, Idempotency_Key=key)
    api.mediator.post("/redemptions", {"voucher": token}, 200, Idempotency_Key=key)
    api.mediator.post("/redemptions", {"voucher": other}, (422, "key_reused"), Idempotency_Key=key)
    lists = [{"items": [{"voucher": voucher}]} for voucher in (other, third)]
    api.mediator.post("/redemptions", lists[0], (422, "key_reused"), Idempotency_Key=key)
    for outcome in ("redeemed", "already_yours"):
        said = api.mediator.post("/redemptions", lists[0], 200, Idempotency_Key=key + "list").json["items"]
        assert said[0]["outcome"] == outcome, said
    api.mediator.post("/redemptions", lists[1], (422, "key_reused"), Idempotency_Key=key + "list")
    api.mediator.post("/redemptions", {"voucher": token}, (400, "bad_key_header"), Idempotency_Key="k" * 121)


def a_list_has_one_outcome_each(api):
    first, second = vouchers(api.new_pass())[:2]
    now = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=5)
    items = [{"voucher": first, "nonce": "a1", "scanned_at": now.strftime("%Y-%m-%dT%H:%M:%SZ")},
             {"voucher": second, "nonce": "a2"}, {"voucher": first, "nonce": "a3"}, {"voucher": "nothing"}]
    said = api.mediator.post("/redemptions", {"items": items}, 200).json["items"]
    assert [item["outcome"] for item in said] == ["redeemed", "redeemed", "already_yours", "malformed"], said
    said = api.mediator.post("/redemptions", {"items": items + [{"minutes": "x"}]}, 200).json["items"]
    assert [item["outcome"] for item in said] == ["already_yours"] * 3 + ["malformed"] * 2, said
    api.mediator.post("/redemptions", {"items": []}, (400, "bad_list"))
    api.mediator.post("/redemptions", {"items": [{"voucher": first}] * 501}, (400, "bad_list"))
    api.mediator.post("/redemptions", {"items": items, "kind": 1}, (400, "unknown_field"))


def every_outcome_has_its_status(api):
    post, new = api.mediator.post, api.new_pass
    token = vouchers(new())[0]
    post("/redemptions", {"voucher": "bonjour"}, (422, "malformed"))
    post("/redemptions", {"voucher": forged(token)}, (422, "bad_signature"))
    post("/redemptions", {"voucher": api.specimen()}, (422, "specimen"))
    for want, rules in {(403, "not_yet_valid"): {"from_days": 5}, (403, "wrong_territory"): {"territory": "75"},
                        (403, "not_funded"): {"then": ["draft"]}, (410, "expired"): {"then": ["closing", "closed"]}
                        }.items():
        post("/redemptions", {"voucher": api.voucher_of(**rules)}, want)
    post("/redemptions", {"voucher": api.voucher_of(kinds="1 2"), "kind": 3}, (403, "kind_not_allowed"))
    token = api.voucher_of()
    api.revoke_newest_key()
    post("/redemptions", {"voucher": token}, (422, "unknown_key"))


def wrong_codes_are_counted(api):
    clumsy = api.others["mediation.laferte"]
    for _ in range(5):
        clumsy.post("/redemptions", {"voucher": "MJP8-1FCH-8GVY"}, (404, "unknown_code"))
    answer = clumsy.post("/redemptions", {"voucher": "MJP8-1FCH-8GVY"}, (429, "too_many_wrong_codes"))
    assert int(answer.headers["retry-after"]) > 0
    clumsy.post("/redemptions", {"voucher": vouchers(api.new_pass())[0]}, 201)


def what_makes_no_sense_is_refused(api):
    post, token = api.mediator.post, vouchers(api.new_pass())[0]
    now = datetime.datetime.now(datetime.timezone.utc)
    ago = [(now + datetime.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ") for days in (1, -9)]
    post("/redemptions", {"voucher": token, "scanned_at": ago[0]}, (400, "scanned_later"))
    post("/redemptions", {"voucher": token, "scanned_at": ago[1]}, (400, "scanned_long_ago"))
    post("/redemptions", {"voucher": token, "scanned_at": "hier"}, (400, "bad_instant"))
    post("/redemptions", {"voucher": token, "level": 4}, (400, "bad_level"))
    post("/redemptions", {"voucher": token, "minutes": 1441}, (400, "out_of_range"))
    post("/redemptions", {"voucher": token, "kind": 256}, (400, "out_of_range"))
    post("/redemptions", {"voucher": "9" * 600}, (400, "too_long"))


def a_redemption_is_taken_back(api):
    made = vouchers(api.new_pass())
    callers = (api.mediator, api.funder, api.operator)
    ids = [api.mediator.post("/redemptions", {"voucher": token}, 201).json["redemption"] for token in made[:3]]
    for caller, number in zip(callers, ids):
        path = f"/redemptions/{number}/reversal"
        assert caller.post(path, {"reason": "Erreur de scan"}).json["cents"] == 1000
        caller.post(path, {"reason": "Erreur de scan"}, (409, "already_reversed"))
    path = "/redemptions/{}/reversal".format(
        api.mediator.post("/redemptions", {"voucher": made[0]}, 201).json["redemption"])
    api.mediator.post(path, {"reason": " "}, (400, "no_reason"))
    api.mediator.post(path, {"reason": "Appeler le 06 12 34 56 78"}, (400, "personal_reason"))
    api.others["mediation.tilleuls"].post(path, {"reason": "Erreur"}, (404, "no_redemption"))
    api.others["commanditaire.vallees"].post(path, {"reason": "Erreur"}, (404, "no_redemption"))
    api.only(("mediator", "funder", "operator"), lambda caller, want: caller.post(path, {"reason": "Erreur"}, want))
    api.mediator.post("/redemptions/x/reversal", {"reason": "Erreur"}, (404, "no_redemption"))


def a_voucher_is_not_taken_back_for_ever(api):
    token = vouchers(api.new_pass())[0]
    for turn in range(16):
        number = api.mediator.post("/redemptions", {"voucher": token}, 201).json["redemption"]
        want = 200 if turn < 15 else (422, "too_many_reversals")
        api.mediator.post(f"/redemptions/{number}/reversal", {"reason": "Erreur"}, want)


def only_centres_redeem(api):
    token = vouchers(api.new_pass())[0]
    api.only(("mediator",), lambda caller, want: caller.post("/redemptions", {"voucher": token}, want))
    api.only(("mediator", "operator"), lambda caller, want: caller.post("/vouchers/check", {"voucher": token}, want))


def forged(token):
    """The same voucher with another digit in its signature: the last of seven bytes, which still fit in them."""
    return token[:135] + str((int(token[135]) + 1) % 10) + token[136:]


WALKS = [a_voucher_is_redeemed_once, the_key_names_the_gesture, a_list_has_one_outcome_each,
         every_outcome_has_its_status, wrong_codes_are_counted, what_makes_no_sense_is_refused,
         a_redemption_is_taken_back, a_voucher_is_not_taken_back_for_ever, only_centres_redeem]
