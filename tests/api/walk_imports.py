"""Files of places over HTTP."""
import json
import time
import uuid

HEAD = "id,pivot,nom,commune,code_postal,code_insee,adresse,latitude,longitude,telephone,source\n"


def row(name, phone="05 45 93 22 22", **more):
    place = {"id": name, "pivot": "26160001500018", "nom": "Lieu " + name, "commune": "Angoulême", "code_postal": "16000",
             "code_insee": "16015", "adresse": "1 rue du Port", "latitude": "45.651", "longitude": "0.161",
             "telephone": phone, "source": "essai"} | more
    return ",".join(place.values()) + "\n"


def send(caller, body, want=None, query="", kind="text/csv", **headers):
    body = body if isinstance(body, bytes) else body.encode()
    want = (200 if "dry_run=true" in query else 202) if want is None else want or None  # 0 = whatever comes
    return caller.post("/imports/centres" + query, body, want, Content_Type=kind, **headers)


def over(caller, path):
    for _ in range(600):
        seen = caller.get(path)
        if seen.json["state"] not in ("waiting", "running"):
            return seen
        time.sleep(0.05)
    raise AssertionError(seen.json)


def bring(api, body, **more):
    """The run as it ended well."""
    asked = send(api.operator, body, **more)
    assert asked.headers["location"] == "/api/v1/imports/centres/" + asked.json["id"], asked.headers
    assert asked.json["state"] == "waiting" and asked.json["report"] is None, asked.json
    run = over(api.operator, asked.headers["location"])
    assert run.json["state"] == "done" and run.json["error"] is None, run.json
    return run


def report(answer):
    return answer.json.get("report") or answer.json


def figures(answer):
    return [report(answer)[name] for name in ("rows", "added", "changed", "unchanged", "dropped", "approved", "gone")]


def a_file_is_brought_in_and_again(api):
    text = HEAD + row("imp-walk-1") + row("imp-walk-2", phone="12") + row("imp-walk-3", nom="")
    trial = send(api.operator, text, query="?dry_run=true")
    assert figures(trial) == [3, 2, 0, 0, 1, 0, 0] and trial.json["dry_run"]
    assert api.operator.get("/sites?q=imp-walk").json["items"] == []
    done = bring(api, text)
    assert done.json["report"] | {"dry_run": True} == trial.json and done.json["total"] == 3
    assert [(each["row"], each["code"], each["severity"]) for each in report(done)["doubts"]] == [
        (3, "bad_phone", "ignored"), (4, "no_name", "dropped")]
    assert report(done)["doubts_count"] == {"dropped": 1, "ignored": 1, "note": 0}
    assert figures(bring(api, text)) == [3, 0, 0, 2, 1, 0, 0]
    changed = bring(api, HEAD + row("imp-walk-1", phone="0545932223"),
                    query=f"?programme={api.programme}&approve=true")
    assert figures(changed)[:6] == [1, 0, 1, 0, 0, 1] and report(changed)["gone"] == 1
    assert report(changed)["doubts"][-1]["code"] == "gone"
    found = api.operator.get("/sites?q=lieu%20imp-walk-1").json["items"][0]
    assert (found["phone"], found["approval"], found["source"]) == ("+33545932223", "approved", "essai")
    assert api.nobody.get("/centres/" + found["id"]).json["name"] == "Lieu imp-walk-1"


def what_an_import_did_is_found_again(api):
    text = HEAD + row("imp-kept-1") + row("imp-kept-2", nom="")
    send(api.operator, text, query="?dry_run=true")
    before = api.operator.get("/imports/centres?limit=1").json["items"]
    done = bring(api, text, query=f"?programme={api.programme}").json
    latest = api.auditor.get("/imports/centres?limit=1").json["items"][0]
    assert before != [latest] and latest["programme"] == api.programme, latest
    assert latest == done, latest
    path = "/imports/centres/" + done["id"]
    api.auditor.again(path)
    api.operator.post(path + "/cancellation", None, (409, "import_over"))
    api.operator.post("/imports/centres/9999/cancellation", None, (404, "no_import"))
    api.operator.get("/imports/centres/9999", (404, "no_import"))
    api.only(("operator", "auditor"), lambda caller, want: caller.get(path, want))
    broken = send(api.operator, "a,b,c\n1,2,3\n")
    broken = over(api.operator, broken.headers["location"]).json
    assert (broken["state"], broken["error"], broken["report"]) == ("failed", "not_centres", None), broken
    assert broken["detail"].startswith("Ce fichier ne contient pas de lieux"), broken
    newest = {each["verb"] for each in api.auditor.get("/journal?limit=20").json["items"]}
    assert {"centres.ask", "centres.done", "centres.fail"} <= newest, newest
    assert api.operator.pages("/imports/centres", 1) == api.operator.pages("/imports/centres", 50)
    api.operator.again("/imports/centres")
    api.operator.no_page("/imports/centres")
    api.only(("operator", "auditor"), lambda caller, want: caller.get("/imports/centres", want))


def json_is_a_file_too(api):
    places = [{"id": "imp-json-1", "nom": "Maison de quartier", "commune": "Angoulême", "code_postal": 16000,
               "latitude": 45.64, "longitude": 0.15, "services": ["A", "B"]}, 7]
    answer = over(api.operator, api.operator.post("/imports/centres", places, 202).headers["location"])
    assert figures(answer)[:5] == [2, 1, 0, 0, 1]
    assert report(answer)["doubts"][-1]["code"] == "not_object" and report(answer)["doubts"][-1]["row"] == 2
    same = bring(api, json.dumps({"data": places}), kind="application/json; charset=utf-8")
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
    trial = {"query": "?dry_run=true"}
    for code, (body, where) in cases.items():
        problem = send(api.operator, body, (400, code), **trial).json
        assert problem.get("row") == where, problem
        assert not where or problem["detail"].startswith(f"Ligne {where}. "), problem
        run = over(api.operator, send(api.operator, body).headers["location"]).json  # and when nobody waits
        assert [run[name] for name in ("state", "error", "row", "detail")] == ["failed", code, where, problem["detail"]], run
    for body, where in (('[{"id": "imp-broken-6", "nom": "A", "commune": "Cognac"}, {"id": tru}]', 2), ("x,y\n", 1)):
        assert send(api.operator, body, (400, "bad_json"), kind="application/json", **trial).json["row"] == where
    send(api.operator, '[{"id": "imp-broken-7"', (400, "truncated"), kind="application/json", **trial)
    send(api.operator, HEAD + "\n" * 5 + ",,,,,,,,,,\n" * 50001, (400, "too_many_rows"), **trial)
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
    assert figures(over(api.operator, done.headers["location"]))[1] == 1


def one_is_stopped_and_three_may_wait(api):
    text, asked, refused = HEAD + "".join(row(f"imp-stop-{n}") for n in range(5000)), [], []
    while not refused:  # those of a moment ago are being done meanwhile
        assert len(asked) < 30, "they are done faster than they are asked for"
        for _ in range(4):
            answer = send(api.operator, text, want=0)
            (asked if answer.status == 202 else refused).append(answer)
    assert refused[0].code == "too_many_imports", refused
    stopped = 0
    for path in reversed([answer.headers["location"] for answer in asked]):
        answer = api.operator.post(path + "/cancellation", None, None)
        stopped += answer.status == 200
        assert answer.json.get("state") == "cancelled" or answer.code == "import_over", answer
    assert stopped > 0, "none was stopped"


def only_who_may(api):
    api.only(("operator",), lambda caller, want: send(caller, HEAD, want, query="?dry_run=true"))
    send(api.operator, HEAD, (400, "no_idempotency_key"), Idempotency_Key=None)


WALKS = [a_file_is_brought_in_and_again, what_an_import_did_is_found_again, json_is_a_file_too, what_is_broken_says_where_and_leaves_nothing,
         what_makes_no_sense_is_refused, a_key_is_one_file_and_one_question,
         one_is_stopped_and_three_may_wait, only_who_may]
