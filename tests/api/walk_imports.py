"""Files of places over HTTP."""
import json
import uuid

HEAD = "id,pivot,nom,commune,code_postal,code_insee,adresse,latitude,longitude,telephone,source\n"


def row(name, phone="05 45 93 22 22", **more):
    place = {"id": name, "pivot": "26160001500018", "nom": "Lieu " + name, "commune": "Angoulême", "code_postal": "16000",
             "code_insee": "16015", "adresse": "1 rue du Port", "latitude": "45.651", "longitude": "0.161",
             "telephone": phone, "source": "essai"} | more
    return ",".join(place.values()) + "\n"


def send(caller, body, want=200, query="", kind="text/csv", **headers):
    body = body if isinstance(body, bytes) else body.encode()
    return caller.post("/imports/centres" + query, body, want, Content_Type=kind, **headers)


def figures(answer):
    return [answer.json[name] for name in ("rows", "added", "changed", "unchanged", "dropped", "approved", "gone")]


def a_file_is_brought_in_and_again(api):
    text = HEAD + row("imp-walk-1") + row("imp-walk-2", phone="12") + row("imp-walk-3", nom="")
    trial = send(api.operator, text, query="?dry_run=true")
    assert figures(trial) == [3, 2, 0, 0, 1, 0, 0] and trial.json["dry_run"]
    assert api.operator.get("/sites?q=imp-walk").json["items"] == []
    done = send(api.operator, text)
    assert done.json == trial.json | {"dry_run": False}
    assert [(each["row"], each["code"], each["severity"]) for each in done.json["doubts"]] == [
        (3, "bad_phone", "ignored"), (4, "no_name", "dropped")]
    assert done.json["doubts_count"] == {"dropped": 1, "ignored": 1, "note": 0}
    assert figures(send(api.operator, text)) == [3, 0, 0, 2, 1, 0, 0]
    changed = send(api.operator, HEAD + row("imp-walk-1", phone="0545932223"),
                   query=f"?programme={api.programme}&approve=true")
    assert figures(changed)[:6] == [1, 0, 1, 0, 0, 1] and changed.json["gone"] == 1
    assert changed.json["doubts"][-1]["code"] == "gone"
    found = api.operator.get("/sites?q=lieu%20imp-walk-1").json["items"][0]
    assert (found["phone"], found["approval"], found["source"]) == ("+33545932223", "approved", "essai")
    assert api.nobody.get("/centres/" + found["id"]).json["name"] == "Lieu imp-walk-1"


def what_an_import_did_is_found_again(api):
    text = HEAD + row("imp-kept-1") + row("imp-kept-2", nom="")
    send(api.operator, text, query="?dry_run=true")
    before = api.operator.get("/imports/centres?limit=1").json["items"]
    done = send(api.operator, text, query=f"?programme={api.programme}").json
    latest = api.auditor.get("/imports/centres?limit=1").json["items"][0]
    assert before != [latest] and latest["programme"] == api.programme, latest
    assert latest["report"] == {name: value for name, value in done.items() if name != "dry_run"}, latest
    send(api.operator, "a,b,c\n1,2,3\n", (400, "not_centres"))
    assert api.operator.get("/imports/centres?limit=1").json["items"] == [latest]
    assert api.operator.pages("/imports/centres", 1) == api.operator.pages("/imports/centres", 50)
    api.operator.again("/imports/centres")
    api.operator.no_page("/imports/centres")
    api.only(("operator", "auditor"), lambda caller, want: caller.get("/imports/centres", want))


def json_is_a_file_too(api):
    places = [{"id": "imp-json-1", "nom": "Maison de quartier", "commune": "Angoulême", "code_postal": 16000,
               "latitude": 45.64, "longitude": 0.15, "services": ["A", "B"]}, 7]
    answer = api.operator.post("/imports/centres", places, 200)
    assert figures(answer)[:5] == [2, 1, 0, 0, 1]
    assert answer.json["doubts"][-1]["code"] == "not_object" and answer.json["doubts"][-1]["row"] == 2
    same = send(api.operator, json.dumps({"data": places}), kind="application/json; charset=utf-8")
    assert figures(same)[:5] == [2, 0, 0, 1, 1]


def what_is_broken_says_where_and_leaves_nothing(api):
    good = HEAD + row("imp-broken-1")
    cases = {
        "not_utf8": (good.encode() + b"\x01\xff,\n", 3),
        "windows_1252": ((good + row("imp-broken-2", nom="Mairie")).replace("Mairie", "Médiathèque").encode().replace(
            "Médiathèque".encode(), "Médiathèque".encode("cp1252")), 3),
        "bad_csv": (good + 'imp-broken-3,"jamais fermé', 3),
        "truncated": (good + "imp-broken-4,x", 3),
        "too_long": (good + row("imp-broken-5", nom="x" * 70000), 3),
        "not_centres": ("a,b,c\n1,2,3\n", None),
    }
    for code, (body, where) in cases.items():
        problem = send(api.operator, body, (400, code)).json
        assert problem.get("row") == where, problem
        assert not where or problem["detail"].startswith(f"Ligne {where}. "), problem
    for body, where in (('[{"id": "imp-broken-6", "nom": "A", "commune": "Cognac"}, {"id": tru}]', 2), ("x,y\n", 1)):
        assert send(api.operator, body, (400, "bad_json"), kind="application/json").json["row"] == where
    send(api.operator, '[{"id": "imp-broken-7"', (400, "truncated"), kind="application/json")
    send(api.operator, HEAD + "\n" * 5 + ",,,,,,,,,,\n" * 50001, (400, "too_many_rows"))
    send(api.operator, b"\xef\xbb\xbf" + good.encode(), query="?dry_run=true")
    assert api.operator.get("/sites?q=imp-broken").json["items"] == []


def what_makes_no_sense_is_refused(api):
    send(api.operator, "", (400, "empty_body"))
    send(api.operator, HEAD, (415, "not_places_file"), kind="text/plain")
    send(api.operator, HEAD, (415, "not_places_file"), kind="text/csvx")
    send(api.operator, HEAD, (400, "unknown_field"), query="?dryrun=true")
    send(api.operator, HEAD, (400, "wrong_type"), query="?dry_run=yes")
    send(api.operator, HEAD, (400, "wrong_type"), query="?approve=1")
    send(api.operator, HEAD, (400, "bad_id"), query="?programme=x")
    send(api.operator, HEAD, (404, "no_programme"), query="?programme=9999")


def a_key_is_one_file_and_one_question(api):
    key, text = uuid.uuid4().hex, HEAD + row("imp-key-1")
    done = send(api.operator, text, Idempotency_Key=key)
    again = send(api.operator, text, Idempotency_Key=key)
    assert again.body == done.body and again.headers["idempotency-replayed"] == "true"
    send(api.operator, text, (422, "key_reused"), query="?dry_run=true", Idempotency_Key=key)
    send(api.operator, text + row("imp-key-2"), (422, "key_reused"), Idempotency_Key=key)
    newest = api.auditor.get("/journal?limit=1").json["items"][0]
    assert newest["verb"] == "centres.import", newest


def only_who_may(api):
    api.only(("operator",), lambda caller, want: send(caller, HEAD, want))
    send(api.operator, HEAD, (400, "no_idempotency_key"), Idempotency_Key=None)


WALKS = [a_file_is_brought_in_and_again, what_an_import_did_is_found_again, json_is_a_file_too, what_is_broken_says_where_and_leaves_nothing,
         what_makes_no_sense_is_refused, a_key_is_one_file_and_one_question, only_who_may]
