#!/usr/bin/env python3
"""e2e_test.py PASSNUM OPENAPI.json DATABASE [prism]: every call of the API on the real server.

The walks are in walk_*.py, one for each noun: functions that get an Api. Each answer is held to the
description; with `prism` the calls go through `prism proxy --errors` as well. At the end every call of the
description has been made and each of its successes seen.
"""
import importlib
import pathlib
import re
import sys
import uuid

import tap
from access_test import STRANGERS
from api import Api
from client import FORM, Client
from description import Description
from server import POSTGRES, Prism, Server

HERE = pathlib.Path(__file__).resolve().parent


class Somebody:
    """One call of the description, made as its first role that may, with what its line asks for."""

    def __init__(self, api, key):
        self.api, (self.method, self.path) = api, key
        self.call = api.client.description.calls[key]
        self.token = getattr(api, next(role for role in self.call["x-roles"] + ["nobody"] if hasattr(api, role))).token

    def bodies(self):
        """Its examples: (body, content type)."""
        for kind, media in self.call.get("requestBody", {}).get("content", {}).items():
            for example in self.api.client.description.examples(media):
                yield example if kind == "application/json" else str(example).encode(), kind

    def send(self, ids, body=None, kind=None, query=""):
        """`ids`: by noun, those of the path; "1" otherwise."""
        path = re.sub(r"([\w-]+)/{\w+}", lambda found: f"{found[1]}/{ids.get(found[1], '1')}", self.path)
        headers = {"If-Match": "*"} if "if_match" in self.call["x-flags"] else {}
        headers |= {"Content-Type": kind} if kind else {}
        headers |= {"Idempotency-Key": uuid.uuid4().hex} if self.method == "POST" else {}
        return self.api.client.call(self.method, path + query, body, self.token, headers)


NOT_THE_PASSWORD = ("wrong_login", "wrong_password")  # of examples


def every_example_is_understood(api):
    """Each example of a body is answered as a body that fits: whatever the books say to it, not for its form."""
    ids = {"programmes": api.programme, "passes": api.demo["first_pass"]}
    for key in api.client.description.calls:
        somebody = Somebody(api, key)
        for body, kind in somebody.bodies():
            answer = somebody.send(ids, body, kind)
            if answer.code in FORM or answer.status in (401, 403, 405) and answer.code not in NOT_THE_PASSWORD:
                yield f"{' '.join(key)} {body}: {answer}"


def what_does_not_exist_is_missing(api):
    nothing = {re.search(r"([\w-]+)/{", path)[1]: entry[0] for path, entry in STRANGERS.items()}
    for key, call in api.client.description.calls.items():
        somebody = Somebody(api, key)
        if re.search("{(id|number)}", key[1]) and call["security"]:
            answer = somebody.send(nothing, *next(somebody.bodies(), ()))
            if answer.status != 404:
                yield f"{' '.join(key)}: {answer}"


def every_list_refuses_bad_pages(api):
    for key, call in api.client.description.calls.items():
        if "bad_after" in call["x-problems"]:
            for query, code in (("limit=0", "bad_limit"), ("limit=201", "bad_limit"), ("after=%20", "bad_after"),
                                ("after=" + "x" * 99, "bad_after"), ("limit=1&limit=1", "unknown_field")):
                answer = Somebody(api, key).send({"programmes": api.programme}, query="?" + query)
                if answer.code != code:
                    yield f"{' '.join(key)}?{query}: {answer}"


def every_call_was_made(client):
    for (method, path), call in client.description.calls.items():
        seen = {status for status, _ in client.seen.get((method, path), {})}
        for status in map(int, call["responses"]):
            if status < 400 and status not in seen:
                yield f"{method} {path}: {status} was never seen"


def every_error_was_met(client):
    """Each code that any call may answer, and each that a call has of its own at that call; apart from those that
    nobody can provoke from outside."""
    met, described = set(), set()
    for key, call in client.description.calls.items():
        here = {code for _, code in client.seen.get(key, {})}
        met |= here
        for answer in client.description.answers(call).values():
            examples = answer.get("content", {}).get("application/problem+json", {}).get("examples", {})
            described |= {name.removeprefix("outcome_") for name in examples}
        for code in sorted(set(call["x-problems"]) - here - OUT_OF_REACH.keys()):
            yield f"{' '.join(key)}: {code} was never met"
    for code in sorted(described - met - OUT_OF_REACH.keys()):
        yield f"{code} was never met"
    for code in sorted(OUT_OF_REACH.keys() & met | OUT_OF_REACH.keys() - described):
        yield f"{code} was met, or is not described: it is not out of reach"


OUT_OF_REACH = { # why no walk meets it
    "system": "a failing disk", "books_unwritable": "the same: tests/http/service_test.c", "busy": "a lost race", "database_busy": "a lost race",
    "database_unreachable": "no database", "connection_lost": "a database that restarts",
    "stopping": "a server that stops: tests/http/server_test.py",
    "too_fast": "rates: tests/http", "too_much": "256 MiB of bodies: tests/http",
    "clock_set_back": "the machine's clock: tests/domain", "glyph_missing": "fonts: tests/render",
    "host_unprintable": "refused when the installation is made", "no_key_number": "256 keys: tests/domain",
    "no_signing_key": "tests/domain", "key_in_flight": "a race: tests/http/deed_test.c",
    "card_used_up": "forty logins: tests/domain/second_factors_test.c",
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
        tests += [(test.__name__, lambda test=test: test(api)) for test in (
            what_does_not_exist_is_missing, every_list_refuses_bad_pages, every_example_is_understood)]
        tests.append(("every_call_was_made", lambda: every_call_was_made(client)))
        tests.append(("every_error_was_met", lambda: every_error_was_met(client)))
        if prism:
            tests.append(("most_calls_went_through_prism", lambda: [] if client.through_prism >
                          2 * client.not_through_prism else ["too few"]))
        failed = tap.run(tests)
        print(f"# {client.through_prism} calls through prism, {client.not_through_prism} direct")
        if proxy:
            proxy.__exit__()
    return failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
