"""Somebody with a browser, before a server of serving.py: a login, a password, a cookie that is sent back."""
from serving import POSTGRES, psql, same

import contextlib
import sqlite3
import urllib.parse


class Browser:
    """Its calls come through a proxy from an address of its own, when it has one."""

    def __init__(self, s, address=None, **headers):
        self.s, self.cookie, self.given = s, None, None
        self.headers = headers
        if address:
            self.headers["X_Forwarded_For"] = address

    def call(self, method, path, body=None, **headers):
        headers = self.headers | headers
        if self.cookie:
            headers.setdefault("Cookie", self.cookie)
        answer = self.s.call(method, "/api/v1" + path, body, **headers)
        if "Set-Cookie" in answer.headers:
            self.given = answer.headers["Set-Cookie"]
            self.cookie = self.given.partition(";")[0]
        return answer

    def login(self, login, password, **more):
        return self.call("POST", "/session", {"login": login, "password": password, **more})


def staff(s):
    """{login: id} of the fixture's accounts."""
    items = s.call("GET", "/api/v1/accounts", who="operator").json["items"]
    return {item["login"]: item["id"] for item in items}


def new_password(s, account):
    """Chosen by the server, shown once."""
    answer = s.call("POST", f"/api/v1/accounts/{account}/password", who="operator")
    same(answer.status, 200)
    return answer.json["password"]


def disable(s, account):
    path = f"/api/v1/accounts/{account}"
    etag = s.call("GET", path, who="operator").headers["ETag"]
    same(s.call("PATCH", path, {"disabled": True}, "operator", If_Match=etag).status, 200)


def change_books(s, statement):
    """What time would do to them, or a fault."""
    if POSTGRES:
        psql(statement, s.environment["PASSNUM_DATABASE"])
        return
    with contextlib.closing(sqlite3.connect(s.folder / "passnum.db", timeout=20)) as books, books:
        books.execute(statement)
