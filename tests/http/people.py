"""Somebody who comes in by every way there is, and changes them; and the search for what is left of it."""
import base64
import hashlib
import hmac
import re
import subprocess
import time

from browser import Browser, new_password, staff
from serving import POSTGRES, same

CANARY = "zqxsecret"  # nobody may find it again, nor what came with it


def texts_of(value):
    """Every text that an answer says, however deep."""
    if isinstance(value, dict):
        return {text for inner in value.values() for text in texts_of(inner)}
    if isinstance(value, list):
        return {text for inner in value for text in texts_of(inner)}
    return {value} if isinstance(value, str) else set()


class Session:
    """Calls, and every secret that was in them or in their answers."""

    def __init__(self, s):
        self.s, self.secrets, self.statuses, self.made = s, {CANARY}, set(), 0
        self.credentials, self.bytes = {CANARY + "-password", CANARY + "-old"}, set()  # the books do not have them
        for text in texts_of(s.fixture["tokens"]):
            self.keep_credential(text)
        for text in texts_of(s.fixture["vouchers"]):
            self.keep(text)
        self.keep_bytes((s.folder / "key").read_bytes().strip())

    def keep(self, text):
        if len(text) >= 6:
            self.secrets.add(text)

    def keep_credential(self, text):
        assert len(text) >= 8, text
        self.keep(text)
        self.credentials.add(text)

    def keep_bytes(self, secret):
        assert len(secret) >= 16
        self.bytes.add(secret)

    def call(self, method, path, body=None, who=None, **headers):
        headers.setdefault("Idempotency_Key", f"{CANARY}-{self.made}")
        headers.setdefault("User_Agent", CANARY)
        answer = self.s.call(method, path, body, who, **headers)
        self.made += 1
        self.statuses.add(answer.status)
        if answer.headers.get("Content-Type") == "application/json":
            for name in ("id", "code", "token", "url", "password", "secret", "uri", "receipt", "redemption"):
                for text in texts_of(find_all(answer.json, name)):
                    if not re.fullmatch("[a-z_]+", text):  # the name of a failure
                        self.keep(text)
        return answer

    def redeem(self, voucher, who="mediator"):
        self.keep(voucher)
        return self.call("POST", "/api/v1/redemptions", {"voucher": voucher}, who)


def find_all(value, name):
    if isinstance(value, list):
        return [found for inner in value for found in find_all(inner, name)]
    if not isinstance(value, dict):
        return []
    return [inner for key, inner in value.items() if key == name and inner] + [
        found for inner in value.values() for found in find_all(inner, name)]


def code_of(secret, at):
    """What a phone shows."""
    mac = hmac.new(base64.b32decode(secret), int(at // 30).to_bytes(8, "big"), hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(int.from_bytes(mac[start:start + 4], 'big') & 0x7fffffff) % 10 ** 6:06}"


class Person(Browser):
    """A browser whose passwords, cookies, codes and tokens nobody may find again."""

    def __init__(self, session, login):
        super().__init__(session.s, User_Agent=CANARY)
        self.session, self.name = session, login
        self.account = staff(session.s)[login]
        self.password = new_password(session.s, self.account)
        session.keep_credential(self.password)

    def call(self, method, path, body=None, **headers):
        answer = super().call(method, path, body, **headers)
        self.session.statuses.add(answer.status)
        self.session.made += 1
        cookie = (self.cookie or "").partition("=")[2]
        if cookie:
            self.session.keep_credential(cookie)
        return answer

    def enter(self, want=201, **more):
        answer = self.login(self.name, self.password, **more)
        same(answer.status, want)
        return answer

    def prove(self, path, want, **headers):
        answer = self.call("POST", path, {"password": self.password}, **headers)
        same(answer.status, want)
        return answer

    def use_phone(self):
        offer = self.prove("/session/totp", 201).json
        for text in (offer["secret"], offer["uri"]):
            self.session.keep_credential(text)
        self.session.keep_bytes(base64.b32decode(offer["secret"]))
        now = time.time()
        for code, want in (("x" + CANARY, 422), (code_of(offer["secret"], now), 204)):
            same(self.call("POST", "/session/totp/confirmation", {"code": code}).status, want)
        self.enter(401)
        self.enter(401, code=CANARY)
        self.enter(201, code=code_of(offer["secret"], now + 30))
        self.prove("/session/totp/removal", 204)

    def use_card(self):
        self.prove("/session/code-card", 201, Accept="application/pdf")
        codes = self.prove("/session/code-card", 201).json["codes"]
        for code in codes:
            self.session.keep_credential(code)
            self.session.keep_credential(code.replace("-", ""))
        self.enter(401)
        self.enter(401, code=codes[5])
        self.enter(201, code=codes[0])
        self.prove("/session/code-card/removal", 204)

    def use_token(self):
        """Made, its kept answer asked for again, used, ended."""
        path, wish = f"/accounts/{self.account}/tokens", {"label": "caisse"}
        made, again = (self.call("POST", path, wish, Idempotency_Key=f"{CANARY}-token") for _ in range(2))
        same((made.status, again.status, again.body), (201, 201, made.body))
        same(again.headers["Idempotency-Replayed"], "true")
        self.session.keep_credential(made.json["token"])
        bearer = {"Authorization": "Bearer " + made.json["token"]}
        same(self.s.call("GET", "/api/v1/session", **bearer).json["token"], made.json["id"])
        same(self.call("DELETE", "/tokens/" + made.json["id"]).status, 204)

    def change_password(self):
        chosen = f"{CANARY} quatre mots"
        self.session.keep_credential(chosen)
        for old, want in ((CANARY + "-old", 403), (self.password, 204)):
            same(self.call("PUT", "/session/password", {"old": old, "new": chosen}).status, want)
        self.enter(401)
        self.password = chosen
        self.enter()


def log_in(session):
    """Everything that has to do with coming in; and with failing to."""
    session.call("POST", "/api/v1/session", {"login": "agente", "password": f"{CANARY}-password"})
    person = Person(session, "mediateur")
    person.enter()
    person.use_phone()
    person.use_card()
    person.use_token()
    person.change_password()
    made = session.call("POST", "/api/v1/accounts", {"login": "nouvelle", "role": "auditor"}, "operator",
                        Idempotency_Key="new-account")
    same(made.status, 201)
    session.keep_credential(made.json["password"])
    same(session.call("POST", "/api/v1/accounts", {"login": "nouvelle", "role": "auditor"}, "operator",
                      Idempotency_Key="new-account").body, made.body)
    same(person.call("DELETE", "/session").status, 204)


def books_of(s):
    """Every byte of them, and every row."""
    if POSTGRES:
        dumped = subprocess.run(["pg_dump", "--data-only", s.environment["PASSNUM_DATABASE"]], capture_output=True,
                                check=True)
        return dumped.stdout
    return b"".join(path.read_bytes() for path in sorted(s.folder.glob("passnum.db*")))


def check_books(session, books):
    """The secrets of people and programs are in them in no form."""
    assert b"token.add" in books and b"password.change" in books, "no journal"
    assert len(session.credentials) > 60, len(session.credentials)
    for secret in session.credentials | {secret.upper() for secret in session.credentials}:
        for form in forms_of(secret.encode()):
            assert form not in books, f"{secret} is in the books"
    for secret in session.bytes:
        for form in forms_of(secret):
            assert form not in books, f"{secret.hex()} is in the books"


def forms_of(secret):
    whole = base64.b64encode(secret)[:len(secret) * 8 // 6]
    return secret, secret.hex().encode(), secret.hex().upper().encode(), whole, base64.b32encode(secret).rstrip(b"=")
