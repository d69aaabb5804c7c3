#!/usr/bin/env python3
"""e2e_test.py PASSNUM OPENAPI.json DATABASE [prism]: every call of the API on the real server.

The walks are in walk_*.py, one for each noun: functions that get an Api. Each answer is held to the
description; with `prism` the calls go through `prism proxy --errors` as well. At the end every call of the
description has been made and each of its successes seen.
"""
import datetime
import importlib
import json
import pathlib
import re
import sys
import uuid

import tap
from client import Client
from description import Description
from server import POSTGRES, Prism, Server

HERE = pathlib.Path(__file__).resolve().parent
ROLES = ("operator", "funder", "agent", "mediator", "auditor")


class Caller:
    """Somebody with a token, or nobody."""

    def __init__(self, client, account=None):
        self.client = client
        self.token = account and account["token"]
        self.login = account and account["login"]
        self.password = account and account["password"]

    def call(self, method, path, body=None, want=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if not re.match(r"/($|\d|api\b|nowhere|healthz|readyz|metrics)", path):
            path = "/api/v1" + path
        return self.client.call(method, path, body, self.token, headers, want)

    def get(self, path, want=200, **headers):
        return self.call("GET", path, None, want, **headers)

    def post(self, path, body=None, want=200, **headers):
        """With a fresh Idempotency-Key, unless one is given; None for none."""
        headers.setdefault("Idempotency_Key", uuid.uuid4().hex)
        headers = {name: value for name, value in headers.items() if value is not None}
        return self.call("POST", path, body, want, **headers)

    def put(self, path, body=None, want=200, **headers):
        return self.call("PUT", path, body, want, **headers)

    def patch(self, path, body=None, want=200, **headers):
        return self.call("PATCH", path, body, want, **headers)

    def delete(self, path, want=204, **headers):
        return self.call("DELETE", path, None, want, **headers)

    def pages(self, path, limit=2):
        """All entries of a list, page by page to its end."""
        path, entries = path + ("&" if "?" in path else "?") + f"limit={limit}", []
        while path:
            answer = self.get(path)
            page = answer.json["items"]
            assert len(page) <= limit, "a page is longer than its limit"
            assert page or not entries, "an empty page at the end"
            entries += page
            path = answer.next
        return entries


class Api:
    def __init__(self, client, server):
        self.client, self.server, self.demo = client, server, server.demo
        self.nobody = Caller(client)
        for account in self.demo["accounts"]:
            setattr(self, account["role"], Caller(client, account))
        self.others = {account["login"]: Caller(client, account) for account in self.demo["others"]}
        self.programme = self.demo["programmes"][0]["id"]

    def everyone(self):
        return {role: getattr(self, role) for role in ROLES}

    def only(self, roles, call):
        """call(caller, want) by each role that may not, and by nobody: 403, 401."""
        for role, caller in self.everyone().items():
            if role not in roles:
                call(caller, (403, "not_your_role"))
        call(self.nobody, (401, "no_bearer"))

    def made_programme(self, cents=1000000, state="open", approve=True, centre=True, until_days=400, from_days=-10,
                       **rules):
        """A programme of the first funder with rules of its own, for the first desk and centre."""
        run, day = self.server.run, lambda days: (datetime.date.today() + datetime.timedelta(days)).isoformat()
        words = [word for name, value in rules.items() for word in ("--" + name.replace("_", "-"), str(value))]
        run("programme", "add", "--funder", self.demo["funders"][0]["id"], "--name", "Essai", "--from", day(from_days),
            "--until", day(until_days), *words)
        made = json.loads(run("programme", "list", "--json"))[-1]["id"]
        run("programme", "fund", made, "--cents", str(cents))
        if state != "funded":
            run("programme", "state", made, state)
        for site in [self.demo["desks"][0]["id"]] * approve + [self.demo["centres"][0]["id"]] * centre:
            run("site", "approve", site, "--programme", made)
        return made

    def voucher_of(self, then=(), **rules):
        """A voucher of such a programme, which is brought into the states of `then` afterwards."""
        made = self.made_programme(**rules)
        voucher = self.agent.post("/passes", {"programme": made}, 201).json["vouchers"][0]["token"]
        for state in then:
            self.server.run("programme", "state", made, state)
        return voucher

    def specimen(self):
        made = self.server.run("issue", "--programme", self.programme, "--site", self.demo["desks"][0]["id"],
                               "--specimen", "--json")
        return json.loads(made)[0]["vouchers"][0]["token"]

    def revoke_newest_key(self):
        numbers = [line.split()[1] for line in self.server.run("keys", "list").splitlines()
                   if line.startswith("voucher")]
        self.server.run("keys", "revoke", max(numbers, key=int))

    def new_pass(self, vouchers=5, agent=None):
        body = {"programme": self.programme, "vouchers": vouchers}
        return (agent or self.agent).post("/passes", body, 201).json


def every_call_was_made(client):
    for (method, path), call in client.description.calls.items():
        seen = {status for status, _ in client.seen.get((method, path), {})}
        for status in map(int, call["responses"]):
            if status < 400 and status not in seen:
                yield f"{method} {path}: {status} was never seen"


def every_error_was_met(client):
    """Each code that a call has of its own, apart from those that nobody can provoke from outside."""
    met = {code for seen in client.seen.values() for _, code in seen}
    described = set()
    for call in client.description.calls.values():
        for status, answer in client.description.answers(call).items():
            for name in answer.get("content", {}).get("application/problem+json", {}).get("examples", {}):
                described.add(name.removeprefix("outcome_"))
    for code in sorted(described - met - OUT_OF_REACH.keys()):
        yield f"{code} was never met"
    for code in sorted(OUT_OF_REACH.keys() & met | OUT_OF_REACH.keys() - described):
        yield f"{code} was met, or is not described: it is not out of reach"


OUT_OF_REACH = { # why no walk meets it
    "system": "a failing disk", "busy": "a lost race", "database_busy": "a lost race",
    "database_unreachable": "no database", "connection_lost": "a database that restarts",
    "stopping": "a server that stops: tests/http/server_test.py",
    "too_fast": "rates: tests/http", "too_much": "256 MiB of bodies: tests/http",
    "clock_set_back": "the machine's clock: tests/domain", "glyph_missing": "fonts: tests/render",
    "host_unprintable": "refused when the installation is made", "no_key_number": "256 keys: tests/domain",
    "no_signing_key": "tests/domain", "key_in_flight": "a race: tests/http/deed_test.c",
    "not_your_scope": "tests/http/deed_test.c",
}


def main(program, openapi, database, prism=None):
    if database == "postgres" and not POSTGRES:
        tap.skip("no PostgreSQL")
    if prism and not Prism.program.exists():
        tap.skip("no prism: ./dev test installs it")
    description = Description.read(openapi)
    modules = [importlib.import_module(path.stem) for path in sorted(HERE.glob("walk_*.py"))]
    walks = [(f"{module.__name__.removeprefix('walk_')}: {walk.__name__}", walk)
             for module in modules for walk in module.WALKS]
    with Server(program, database) as server:
        proxy = Prism(openapi, server) if prism else None
        client = Client(server.address, description, proxy and proxy.address)
        api = Api(client, server)
        tests = [(name, lambda walk=walk: walk(api)) for name, walk in walks]
        tests.append(("every call was made", lambda: every_call_was_made(client)))
        tests.append(("every error was met", lambda: every_error_was_met(client)))
        if prism:
            tests.append(("most calls went through prism", lambda: [] if client.through_prism >
                          2 * client.not_through_prism else ["too few"]))
        failed = tap.run(tests)
        print(f"# {client.through_prism} calls through prism, {client.not_through_prism} direct")
        if proxy:
            proxy.__exit__()
    return failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
