"""What people see who scan a voucher, and what monitors and other programs read."""
import json


def the_home_page_says_what_this_is(api):
    answer = api.nobody.get("/")
    assert "pass numériques" in answer.body.decode()


def a_voucher_is_shown_to_who_scanned_it(api):
    token = api.new_pass()["vouchers"][0]["token"]
    assert "authentique" in api.nobody.get("/" + token).body.decode()
    api.mediator.post("/redemptions", {"voucher": token}, 201)
    assert "déjà servi" in api.nobody.get("/" + token).body.decode()
    wrong = token[:-1] + str((int(token[-1]) + 1) % 10)
    assert api.nobody.get("/" + wrong, 404).body == api.nobody.get("/123456", 404).body


def the_web_client_is_one_page_and_its_files(api):
    for path in ("/app", "/app/connexion", "/app/compte/mot-de-passe"):
        page = api.nobody.get(path)
        assert b"<script type=\"module\"" in page.body and "script-src 'self'" in page.headers["content-security-policy"]
        api.nobody.get(path, 304, If_None_Match=page.headers["etag"])
    file = page.body.decode().split('src="')[1].split('"')[0]
    script = api.nobody.get(file)
    assert "immutable" in script.headers["cache-control"]
    api.nobody.get(file, 304, If_None_Match=script.headers["etag"])
    for path in ("/app/nowhere", "/app/compte/nowhere"):
        assert "Cette adresse" in api.nobody.get(path, 404).body.decode()
    api.nobody.get("/web/nothing.js", 404)


def health_needs_nobody(api):
    for path in ("/healthz", "/readyz", "/api/v1/healthz"):
        assert api.nobody.get(path).json == {"status": "ok"}


def the_metrics_are_for_this_machine_alone(api):
    assert api.nobody.get("/metrics").body.startswith(b"# HELP ")
    api.nobody.get("/metrics", 304, If_None_Match="*")
    api.nobody.get("/metrics", (404, "no_page"), X_Forwarded_For="192.0.2.1")


def the_description_is_that_of_the_tests(api):
    answer = api.nobody.get("/api/openapi.json")
    whole = api.client.send("GET", "/api/openapi.json").json  # prism rounds its largest numbers
    assert whole == api.client.description.whole and answer.json.keys() == whole.keys()
    assert answer.headers["cache-control"].startswith("public"), answer.headers
    api.nobody.get("/api/openapi.json", 304, If_None_Match=answer.headers["etag"])


def the_key_list_is_a_signed_note(api):
    answer = api.nobody.get("/keys")
    lines = answer.body.decode().splitlines()
    assert lines[0] == "pass-numerique/keys/v1" and lines[-1].startswith("— "), lines[-1]
    api.nobody.get("/keys", 304, If_None_Match=answer.headers["etag"])
    api.nobody.get("/keys", 200, If_None_Match='"something-else"')
    root = api.nobody.again("/keys/root").body.decode()
    assert root.endswith("\n") and root.split("+")[0] == lines[-1].split(" ")[1], root


def what_was_read_is_not_sent_again(api):
    """Every GET that answers 200 answers 304 to who has it."""
    programme = api.programme
    made = api.new_pass()
    paths = {"/": api.nobody, "/healthz": api.nobody, "/readyz": api.nobody, "/api/v1/healthz": api.nobody,
             "/centres?near=46.3,2.4": api.nobody, f"/programmes/{programme}/figures": api.funder,
             "/passes/" + made["id"]: api.agent, made["document"]: api.agent,
             "/" + made["vouchers"][0]["token"]: api.nobody}
    for path, caller in paths.items():
        caller.get(path, 304, If_None_Match=caller.get(path).headers["etag"])


def other_paths_and_methods_are_said(api):
    api.nobody.get("/nowhere", (404, "no_page"))
    answer = api.nobody.call("DELETE", "/healthz", want=(405, "wrong_method"))
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert api.nobody.call("OPTIONS", "/api/v1/passes", want=204).headers["allow"]
    assert api.nobody.call("HEAD", "/healthz", want=200).body == b""
    json.loads(api.nobody.get("/api/v1", (404, "no_page")).body)


def a_body_where_none_belongs_is_too_long(api):
    api.nobody.call("GET", "/healthz", {"a": 1}, (413, "body_too_large"))


def a_token_that_is_none_opens_nothing(api):
    for token in ("pn_" + "0" * 32, "x", "Bearer", "pn_"):
        answer = api.nobody.client.call("GET", "/api/v1/passes/0123456789ab", None, token,
                                        want=(401, "unknown_token"))
        assert answer.headers["www-authenticate"].startswith("Bearer")
    api.nobody.get("/passes/0123456789ab", (401, "no_bearer"), Authorization="Basic YTpi")


WALKS = [the_home_page_says_what_this_is, a_token_that_is_none_opens_nothing, a_voucher_is_shown_to_who_scanned_it, health_needs_nobody,
         the_web_client_is_one_page_and_its_files,
         the_metrics_are_for_this_machine_alone,
         the_description_is_that_of_the_tests, the_key_list_is_a_signed_note, what_was_read_is_not_sent_again,
         other_paths_and_methods_are_said, a_body_where_none_belongs_is_too_long]
