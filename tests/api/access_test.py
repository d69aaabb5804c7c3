#!/usr/bin/env python3
"""access_test.py PASSNUM OPENAPI.json ROUTES_PRINT ROOT [--write]: every line of the table of routes as everybody.

Nobody gets 401, a role that may not 403, and one that may gets 404 for what is another's: another desk's pass, another
centre's redemption, another funder's programme. STRANGERS says what that is for each path with a parameter; a line that it
does not know fails. docs/routes.md tells what came of it; --write writes it.
"""
import json
import pathlib
import re
import subprocess
import sys
import uuid

import tap
from api import ROLES, Api
from client import Client
from description import Description
from server import Server

SEE_ALL = ("operator", "auditor")

# Where a path has a parameter: an id of nothing; for each role that sees only its own, the World's word for what is
# another's; and the roles beside SEE_ALL that see all of it (of what these see alone, "nobody" is the other). The first that begins a line, with its method or without.
STRANGERS = {
    "/api/v1/passes/{id}": ("0123456789ab", {"agent": "pass_of_another_desk"}),
    "/api/v1/batches/{id}": ("999999", {"agent": "batch_of_another_desk"}),
    "/api/v1/imports/centres/{id}": ("999999", {"nobody": "an_import"}),
    "/api/v1/exports/{id}": ("999999", dict.fromkeys(("operator", "funder", "auditor"), "export_of_another")),
    "/api/v1/redemptions/{id}": ("0123456789ab", {
        "mediator": "redemption_of_another_centre", "funder": "redemption_of_another_funder"}),
    "/api/v1/organisations/{id}": ("999999", {
        "agent": "organisation_of_another", "mediator": "organisation_of_another"}, ("funder",)),
    "/api/v1/sites/{id}": ("999999", {
        "funder": "site_of_nobody", "agent": "site_of_nobody", "mediator": "site_of_nobody"}),
    "/api/v1/funders/{id}": ("999999", {"funder": "another_funder"}),
    "POST /api/v1/accounts/{id}/tokens": ("999999", dict.fromkeys(
        ("funder", "agent", "mediator", "auditor"), "another_account")),
    "/api/v1/accounts/{id}": ("999999", dict.fromkeys(("funder", "agent", "mediator"), "another_account")),
    "/api/v1/tokens/{id}": ("999999", dict.fromkeys(("funder", "agent", "mediator", "auditor"), "token_of_another")),
    "/api/v1/sessions/{id}": ("999999", dict.fromkeys(("funder", "agent", "mediator", "auditor"), "session_of_another")),
    "/api/v1/signing-keys/{number}": ("250", {"nobody": "key"}),
    "/api/v1/programmes/{id}": ("999999", {
        "funder": "programme_of_another_funder", "agent": "programme_without_my_site",
        "mediator": "programme_without_my_site"}),
}


class World(Api):
    """The demonstration, and things that belong to others than its first agent, mediator and funder."""

    def __init__(self, client, server):
        super().__init__(client, server)
        self.pass_of_another_desk = self.new_pass(agent=self.others["agent.bus"])["id"]
        self.batch_of_another_desk = self.others["agent.bus"].post(
            "/batches", {"programme": self.programme, "passes": 1, "vouchers": 5}, 202).json["id"]
        self.redemption_of_another_centre = self.redeemed("mediation.tilleuls", self.new_pass())
        self.another_funder = self.demo["funders"][1]["id"]
        self.organisation_of_another = self.operator.get("/funders/" + self.another_funder).json["organisation"]
        self.programme_of_another_funder = self.demo["programmes"][1]["id"]
        valley = self.others["agent.noirvaux"].post("/passes", {"programme": self.programme_of_another_funder}, 201)
        self.redemption_of_another_funder = self.redeemed("mediation.noirvaux", valley.json)
        self.key = str(self.operator.post("/signing-keys", {"programme": self.programme}, 201).json["number"])
        self.an_import = self.operator.post("/imports/centres", b"id,nom,commune\n", 202, Content_Type="text/csv").json["id"]
        self.site_of_nobody = self.operator.post("/sites", {"name": "Candidat", "centre": True}, 201).json["id"]
        self.programme_without_my_site = self.made_programme(approve=False, centre=False)
        self.another_account = self.operator.post("/accounts", {"login": "passante", "role": "auditor"}, 201).json["id"]
        self.token_of_another = self.operator.post(
            f"/accounts/{self.another_account}/tokens", {"label": "passante"}, 201).json["id"]
        another = self.client.call("POST", "/api/v1/exports", {
            "programme": self.programme, "what": "figures", "as": "xlsx"}, self.operator.post(
                f"/accounts/{self.another_account}/tokens", {"label": "export"}, 201).json["token"],
            {"Idempotency-Key": uuid.uuid4().hex}, 202)
        self.export_of_another = another.json["id"]
        bus = self.others["agent.bus"]
        self.session_of_another = self.nobody.post(
            "/session", {"login": bus.login, "password": bus.password}, 201, Idempotency_Key=None).json["session"]

    def redeemed(self, login, made):
        return self.others[login].post("/redemptions", {"voucher": made["vouchers"][0]["token"]}, 201).json["redemption"]


class Line:
    """One line of the table, called by everybody."""

    def __init__(self, world, route):
        self.world, self.route = world, route
        self.method, self.path = route["method"], re.sub(r"[:#](\w+)", r"{\1}", route["path"])
        self.call = world.client.description.calls[self.method, self.path]
        self.cells = {}

    def strangers(self):
        """(an id of nothing, {role: what is another's}), of the entry that begins this path."""
        for path, entry in STRANGERS.items():
            for mine in (self.path, f"{self.method} {self.path}"):
                if mine == path or mine.startswith(path + "/"):
                    return (*entry, ())[:3]
        return None, {}, ()

    def send(self, role, other=None):
        """As the description has it, with its first example; the ids are another's, or nobody's."""
        path = re.sub(r"{\w+}", other or "1", self.path, count=1)
        headers, body = {}, None
        for name, parameter in self.world.client.description.parameters(self.call, "header").items():
            if parameter.get("required"):
                headers[name] = uuid.uuid4().hex if name == "Idempotency-Key" else "*"
        content = self.call.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            body = self.world.client.description.examples(content["application/json"])[0]
        elif content:
            kind, media = next(iter(content.items()))
            body, headers["Content-Type"] = str(self.world.client.description.examples(media)[0]).encode(), kind
        token = getattr(self.world, role).token
        return self.world.client.call(self.method, re.sub(r"{\w+}", "1", path), body, token, headers)

    def try_nobody(self):
        answer, anyone = self.send("nobody"), "anyone" in self.route["roles"]
        if not anyone and (answer.status, answer.code) != (401, "no_bearer"):
            yield f"nobody: {answer}"
        if anyone and answer.status in (401, 403) and answer.code != "wrong_login":
            yield f"nobody: {answer}, though anyone may"
        self.cells["nobody"] = "yes" if anyone else "–"

    def try_role(self, role):
        if role not in self.route["roles"]:
            answer = self.send(role)
            if (answer.status, answer.code) != (403, "not_your_role"):
                yield f"{role}: {answer}, though it may not"
            self.cells[role] = "–"
            return
        self.cells[role] = "yes"
        if "{" not in self.path:
            return
        nothing, others, see_all = self.strangers()
        if nothing is None or role not in others and role not in (*SEE_ALL, *see_all):
            yield f"{role}: STRANGERS does not say what is another's at {self.path}"
        elif role in others:
            self.cells[role] = "its own"
            answer, none = self.send(role, getattr(self.world, others[role])), self.send(role, nothing)
            if answer.status != 404 or answer.code == "no_page":
                yield f"{role}: {answer} for {others[role]}, not 404"
            if said(answer) != said(none):
                yield f"{role}: {answer} for {others[role]}, {none} for nothing"
        else:
            self.cells[role] = "all"
            answer = self.send(role, getattr(self.world, next(iter(others.values()))))
            if answer.status in (401, 403, 404):
                yield f"{role}: {answer}, though it sees all"

    def run(self):
        yield from self.try_nobody()
        if "anyone" in self.route["roles"]:
            self.cells |= dict.fromkeys(ROLES, "yes")
            return
        for role in sorted(ROLES, key=lambda role: role in SEE_ALL):  # who may change it comes last
            yield from self.try_role(role)

    def row(self):
        local = " (this machine)" if "local" in self.route["flags"] else ""
        cells = [self.cells.get(role, "?") for role in ("nobody", *ROLES)]
        return f"| `{self.method} {self.path}`{local} | {self.route['scope']} | " + " | ".join(cells) + " |"


def said(answer):
    """An error without the number of its call."""
    if answer.code is None:
        return answer.body
    return {name: value for name, value in answer.json.items() if name != "instance"}


HEAD = """# Who may call what

Made from what `tests/api/access_test.py` was answered when it made every call as everybody; a test fails when
this file is behind. To write it anew, after a build:

    python3 -B tests/api/access_test.py build/passnum build/src/http/openapi.json build/tests/http/routes_print . --write

- **–** is refused: 403 to a role, 401 to nobody.
- **its own**: what is another desk's, centre's or funder's is 404, as if it did not exist.
- **all**: whosever it is. **yes**: there is nothing in the path that could be another's.
- *scope* is what a token that may not do everything must be for.

| call | scope | nobody | """ + " | ".join(ROLES) + """ |
|---|---|---|---|---|---|---|---|
"""


def main(program, openapi, routes, root, write=None):
    routes = json.loads(subprocess.run([routes], check=True, capture_output=True, timeout=60).stdout)
    file = pathlib.Path(root, "docs/routes.md")
    with Server(program) as server:
        world = World(Client(server.address, Description.read(openapi)), server)
        lines = [Line(world, route) for route in routes]
        tests = [(f"{line.method} {line.path}", line.run) for line in lines]
        if write:
            failed = tap.run(tests)
            file.write_text(HEAD + "\n".join(line.row() for line in lines) + "\n", "utf-8")
            return failed
        tests.append(("docs/routes.md says so", lambda: [] if file.read_text("utf-8") == HEAD + "\n".join(
            line.row() for line in lines) + "\n" else ["it is behind: see its head for how to write it anew"]))
        return tap.run(tests)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
