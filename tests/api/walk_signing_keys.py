"""Keys that vouchers are signed with."""
import re


def version(api):
    """Of the signed list of public keys that anybody gets."""
    return int(re.search("^version ([0-9]+)$", api.nobody.get("/keys").body.decode(), re.M)[1])


def signing(api, programme):
    """The key that a programme signs with now."""
    return next(key for key in api.operator.pages("/signing-keys", 3)
                if key["programme"] == programme and key["state"] == "active")


def issued(api, programme):
    return api.agent.post("/passes", {"programme": programme}, 201).json


def a_new_key_signs_and_the_old_vouchers_stay_good(api):
    programme, before = api.made_programme(), version(api)
    old = issued(api, programme)
    key = signing(api, programme)
    assert (key["passes"], key["vouchers"]) == (1, len(old["vouchers"]))
    made = api.operator.post("/signing-keys", {"programme": int(programme)}, 201)
    assert made.headers["location"] == f"/api/v1/signing-keys/{made.json['number']}"
    assert (made.json["state"], made.json["passes"]) == ("active", 0)
    assert made.json["key_list"] == version(api) == before + 1
    assert made.json["vkey"] in api.nobody.get("/keys").body.decode()
    assert api.auditor.again(made.headers["location"]).json == made.json
    assert api.auditor.get(f"/signing-keys/{key['number']}").json["state"] == "retired"
    new = issued(api, programme)
    for path, want in ((key, old), (made.json, new)):
        assert [each["id"] for each in api.auditor.pages(f"/signing-keys/{path['number']}/passes")] == [want["id"]]
    for voucher in (old["vouchers"][0], new["vouchers"][0]):
        api.mediator.post("/redemptions", {"voucher": voucher["token"]}, 201)


def what_a_revoked_key_has_signed_is_refused_at_once(api):
    programme = api.made_programme()
    made = [issued(api, programme) for _ in range(3)]
    token = [voucher["token"] for voucher in made[0]["vouchers"]]
    api.mediator.post("/redemptions", {"voucher": token[0]}, 201)
    path = f"/signing-keys/{signing(api, programme)['number']}"
    api.operator.post(path + "/revocation", {"reason": "Appeler le 06 12 34 56 78"}, (400, "personal_reason"))
    api.operator.post(path + "/revocation", {"reason": " "}, (400, "no_reason"))
    api.mediator.post("/vouchers/check", {"voucher": token[1]}, 200)
    revoked = api.operator.post(path + "/revocation", {"reason": "Clé copiée"}, 200).json
    assert (revoked["state"], revoked["passes"], revoked["vouchers"]) == ("revoked", 3, 3 * len(token))
    assert revoked["key_list"] == version(api)
    for _ in range(8):  # whichever thread answers
        api.mediator.post("/redemptions", {"voucher": token[1]}, (422, "unknown_key"))
        assert api.mediator.post("/vouchers/check", {"voucher": token[1]}).json["outcome"] == "unknown_key"
    said = api.mediator.post("/redemptions", {"items": [{"voucher": each} for each in token[1:3]]}).json["items"]
    assert {item["outcome"] for item in said} == {"unknown_key"}
    api.operator.post(path + "/revocation", {"reason": "Encore"}, (409, "key_revoked"))
    passes = api.auditor.pages(path + "/passes")
    assert [each["id"] for each in passes] == [each["id"] for each in reversed(made)]
    assert [each["id"] for each in api.operator.pages(path + "/passes?state=started")] == [made[0]["id"]]
    new = api.agent.post(f"/passes/{made[0]['id']}/replacement", {"reason": "Clé copiée"}, 201).json
    api.mediator.post("/redemptions", {"voucher": new["vouchers"][0]["token"]}, 201)
    assert signing(api, programme)["passes"] == 1


def what_is_wrong_is_named(api):
    api.operator.post("/signing-keys", {"programme": "9999"}, (404, "no_programme"))
    api.operator.post("/signing-keys", {"programme": "x"}, (400, "bad_id"))
    over = api.made_programme()
    api.operator.patch("/programmes/" + over, {"from": "2020-01-01", "until": "2020-12-31"}, If_Match="*")
    api.operator.post("/signing-keys", {"programme": over}, (409, "programme_over"))
    api.operator.post("/signing-keys", {"programme": "1"}, (400, "no_idempotency_key"), Idempotency_Key=None)
    for number in ("250", "256", "-1", "x"):
        api.operator.get(f"/signing-keys/{number}", (404, "no_key"))
        api.operator.get(f"/signing-keys/{number}/passes", (404, "no_key"))
        api.operator.post(f"/signing-keys/{number}/revocation", {"reason": "Perdue"}, (404, "no_key"))
    api.operator.get("/signing-keys/0/passes?state=lost", (400, "bad_state"))
    api.operator.get("/signing-keys/0/passes?desk=1", (400, "unknown_field"))


def only_who_may(api):
    for path in ("", "/0", "/0/passes"):
        api.only(("operator", "auditor"), lambda caller, want, path=path: caller.get("/signing-keys" + path, want))
    api.only(("operator",), lambda caller, want: caller.post("/signing-keys", {"programme": "1"}, want))
    api.only(("operator",), lambda caller, want: caller.post("/signing-keys/0/revocation", {"reason": "x"}, want))
    api.operator.no_page("/signing-keys")
    api.operator.no_page("/signing-keys/0/passes")
    for path in ("", "/0/passes"):
        assert api.operator.again("/signing-keys" + path).headers["etag"]
    keys = api.operator.pages("/signing-keys", 2)
    assert [key["number"] for key in keys] == sorted(key["number"] for key in keys)
    assert keys == api.auditor.pages("/signing-keys", 200) and keys[0]["number"] == 0


WALKS = [a_new_key_signs_and_the_old_vouchers_stay_good, what_a_revoked_key_has_signed_is_refused_at_once,
         what_is_wrong_is_named, only_who_may]
