"""Sessions of people: opened, their cookie, their second factors, and whose pages may use them."""
import base64
import hashlib
import hmac
import time

from api import Caller

JSON = "application/json"


class Browser(Caller):
    """Somebody with a cookie instead of a token."""

    def __init__(self, api, account):
        super().__init__(api.client)
        self.login, self.password, self.cookie = account["login"], account["password"], None

    def call(self, method, path, body=None, want=None, **headers):
        if self.cookie:
            headers.setdefault("Cookie", self.cookie)
        return super().call(method, path, body, want, **headers)

    def enter(self, want=201, **more):
        """Open a session; the cookie is kept."""
        answer = self.post("/session", {"login": self.login, "password": self.password, **more}, want,
                           Idempotency_Key=None)
        if answer.status == 201:
            self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return answer

    def with_password(self, path, want):
        return self.post(path, {"password": self.password}, want)


made = 0


def somebody(api, **more):
    """A new account that nobody else uses."""
    global made
    made += 1
    body = {"login": f"essai.session.{made}", "role": "mediator", "site": api.demo["centres"][0]["id"], **more}
    return Browser(api, api.operator.post("/accounts", body, 201).json)


def code_of(secret, at):
    counter = int(at // 30).to_bytes(8, "big")
    mac = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(int.from_bytes(mac[start:start + 4], 'big') & 0x7fffffff) % 10 ** 6:06}"


def a_session_is_opened_used_and_closed(api):
    person = somebody(api)
    who = person.enter()
    assert who.headers["set-cookie"].startswith("passnum=pn_") and "HttpOnly; SameSite=Strict" in who.headers["set-cookie"]
    assert person.get("/session").json == who.json and who.json["idle_seconds"] == 1800
    assert who.json["site"]["id"] == api.demo["centres"][0]["id"] and who.json["role"] == "mediator"
    answer = person.delete("/session", Idempotency_Key="close")
    assert "Max-Age=0" in answer.headers["set-cookie"]
    person.get("/session", (401, "session_over"))
    assert api.agent.get("/session").json["token"] and api.nobody.get("/session", (401, "no_bearer"))
    api.agent.delete("/session", (404, "no_session"))
    api.agent.again("/session")


def whoever_is_wrong_is_told_the_same(api):
    person = somebody(api)
    said = []
    for login, password in ((person.login, "x"), ("nobody.of.that.name", person.password)):
        answer = api.nobody.post("/session", {"login": login, "password": password}, (401, "wrong_login"),
                                 Idempotency_Key=None)
        said.append({name: value for name, value in answer.json.items() if name != "instance"})
    assert said[0] == said[1]


def wrong_passwords_make_a_pause(api):
    person = somebody(api)
    person.enter()
    calls = ["/session/totp", "/session/totp/removal", "/session/code-card", "/session/code-card/removal"]
    for path in calls:
        person.post(path, {"password": "x"}, (403, "wrong_password"))
    for _ in range(2):
        person.put("/session/password", {"old": "x", "new": "quatre mots bien choisis"}, (403, "wrong_password"))
    for path in calls:
        person.with_password(path, (429, "too_many_logins"))
    person.put("/session/password", {"old": person.password, "new": "quatre mots bien choisis"}, (429, "too_many_logins"))
    assert int(person.enter((429, "too_many_logins")).headers["retry-after"]) <= 15


def a_password_is_chosen(api):
    person = somebody(api)
    other = Browser(api, {"login": person.login, "password": person.password})
    person.enter(), other.enter()
    change = lambda new, want: person.put("/session/password", {"old": person.password, "new": new}, want)
    change("trop court", (400, "password_too_short"))
    change(person.login, (400, "password_is_login"))
    change(person.password, (400, "password_unchanged"))
    change("quatre mots bien choisis", 204)
    person.get("/session")
    other.get("/session", (401, "session_over"))
    other.enter((401, "wrong_login"))
    person.password = "quatre mots bien choisis"
    person.enter()


def a_phone_is_asked_for_codes(api):
    person = somebody(api)
    person.enter()
    confirm = lambda code, want: person.post("/session/totp/confirmation", {"code": code}, want)
    confirm("123456", (404, "no_totp"))
    secret = person.with_password("/session/totp", 201).json["secret"]
    confirm("x", (422, "totp_code_differs"))
    now = time.time()
    confirm(code_of(secret, now), 204)
    confirm(code_of(secret, now), (409, "totp_in_force"))
    person.with_password("/session/totp", (409, "totp_in_force"))
    assert person.enter((401, "second_factor_needed")).json["second_factor"] == "totp"
    person.enter((401, "wrong_code"), code="x")
    person.enter((401, "wrong_code"), code=code_of(secret, now))  # it was used
    assert person.enter(201, code=code_of(secret, now + 30)).json["second_factors"] == ["totp"]
    person.with_password("/session/totp/removal", 204)
    person.enter()


def a_card_is_used_code_by_code(api):
    person = somebody(api)
    person.enter()
    codes = person.with_password("/session/code-card", 201).json["codes"]
    assert len(set(codes)) == 40
    asked = person.enter((401, "second_factor_needed")).json
    assert (asked["second_factor"], asked["card_position"]) == ("card", 1)
    assert person.enter(201, code=codes[0].lower()).json["codes_left"] == 39
    page = person.post("/session/code-card", {"password": person.password}, 201, Accept="application/pdf")
    assert page.headers["content-type"] == "application/pdf" and page.body.startswith(b"%PDF")
    person.enter((401, "wrong_code"), code=codes[1])  # of the older card
    person.with_password("/session/code-card/removal", 204)
    person.enter()


def sessions_are_listed_and_ended(api):
    person = somebody(api)
    first, last = person.enter().json["session"], person.enter().json["session"]
    mine = person.pages("/sessions", 1)
    assert {each["id"]: each["current"] for each in mine} == {first: False, last: True}
    account = person.get("/session").json["account"]
    assert len(api.operator.get(f"/sessions?account={account}").json["items"]) == 2
    api.agent.get(f"/sessions?account={account}", (404, "no_account"))
    api.agent.get("/sessions?account=x", (400, "bad_id"))
    api.agent.get("/sessions?limit=0", (400, "bad_limit"))
    api.agent.get("/sessions?after=x", (400, "bad_after"))
    api.agent.delete("/sessions/" + first, (404, "no_session"))
    person.delete("/sessions/" + first)
    api.operator.delete("/sessions/" + last)
    person.get("/session", (401, "session_over"))
    api.agent.again("/sessions")


def the_operator_helps_who_lost_a_factor(api):
    person = somebody(api)
    account = api.operator.get("/accounts?role=mediator").json["items"][-1]["id"]
    codes = api.operator.post(f"/accounts/{account}/code-card", None, 201).json["codes"]
    assert api.operator.post(f"/accounts/{account}/code-card", None, 201, Accept="application/pdf").body[:4] == b"%PDF"
    person.enter((401, "second_factor_needed"))
    person.enter((401, "wrong_code"), code=codes[0])
    api.operator.delete(f"/accounts/{account}/second-factor")
    person.enter()
    api.operator.delete("/accounts/999999/second-factor", (404, "no_account"))
    api.operator.post("/accounts/999999/code-card", None, (404, "no_account"))
    api.only(("operator",), lambda caller, want: caller.post(f"/accounts/{account}/code-card", None, want))
    api.only(("operator",), lambda caller, want: caller.delete(f"/accounts/{account}/second-factor", want))


def another_page_cannot_use_a_browser(api):
    person = somebody(api)
    person.enter()
    change = lambda want, **headers: person.delete("/sessions/1", want, **headers)
    for headers in ({"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}, {"Sec_Fetch_Site": "none"},
                    {"Origin": "https://evil.example"}, {"Origin": "null"}):
        change((403, "foreign_origin"), **headers)
        assert api.nobody.post("/session", {"login": person.login, "password": person.password}, None,
                               Idempotency_Key=None, **headers).code == "foreign_origin"
    change((404, "no_session"), Sec_Fetch_Site="same-origin")
    change((404, "no_session"), Origin=f"http://{api.client.direct.host}:{api.client.direct.port}")
    person.get("/session", Sec_Fetch_Site="cross-site")
    change((401, "session_over"), Cookie="passnum=pn_no; other=1")


WALKS = [a_session_is_opened_used_and_closed, whoever_is_wrong_is_told_the_same, wrong_passwords_make_a_pause,
         a_password_is_chosen, a_phone_is_asked_for_codes, a_card_is_used_code_by_code, sessions_are_listed_and_ended,
         the_operator_helps_who_lost_a_factor, another_page_cannot_use_a_browser]
