#!/usr/bin/env python3
"""fuzz_test.py PASSNUM OPENAPI.json DATABASE [SECONDS]: hypothesis against the running server.

From the description alone: requests that fit it and requests that do not, by everybody, to every
call. No answer is a 5xx; each has a status, a type, a body and headers that are described, and a
code that is known; it comes within two seconds; no error repeats what was sent. What does not fit never succeeds,
and what fits is never refused for its form. The same requests in every run, unless SECONDS are given.
"""
import json
import re
import sys
import time
import urllib.parse
import uuid

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import tap
from client import FORM, Client
from description import Description
from server import POSTGRES, Server
from strategies import HARD_TEXT, Strategies

EXAMPLES = 40  # of each call, in a run that has no time of its own
RAW = [b"", b"{", b"[" * 3000, b"{}", b"[]", b"null", b'{"a":1,"a":2}', b'{"voucher":"\xff\xfe"}', b"\xef\xbb\xbf{}",
       b'{"a":1}x', b"{\"a\":" * 40 + b"1" + b"}" * 40, b"\0", b'"text"', b"1e400"]


class Fuzz:
    def __init__(self, client, server):
        self.client, self.description = client, client.description
        self.strategies = Strategies(self.description)
        self.words = words_of(self.description.whole)
        self.tokens = {account["role"]: account["token"] for account in server.demo["accounts"]}
        self.secrets = [account[secret] for group in ("accounts", "others") for account in server.demo[group]
                        for secret in ("token", "password")]
        demo = server.demo
        self.ids = {"passes": [demo["first_pass"]], "programmes": [p["id"] for p in demo["programmes"]],
                    "funders": [f["id"] for f in demo["funders"]], "sites": [s["id"] for s in demo["desks"]],
                    "centres": [c["id"] for c in demo["centres"][:5]], "redemptions": [], "accounts": ["20", "21"]}

    # ---- requests ----

    def path(self, draw, path, call):
        parts, noun = [], None
        for part in path.split("/"):
            if part.startswith("{"):
                schema = self.description.parameters(call, "path")[part[1:-1]]["schema"]
                known = self.ids.get(noun, [])
                ways = [st.sampled_from(known)] * 6 if known else []
                value = draw(st.one_of(*ways, self.strategies.fitting(schema).map(str), HARD_TEXT))
                part = urllib.parse.quote(value, safe="") or "%20"
            else:
                noun = part or noun
            parts.append(part)
        return "/".join(parts)

    def query(self, draw, call):
        pairs = []
        for name, parameter in self.description.parameters(call, "query").items():
            if parameter.get("required") or draw(st.booleans()):
                fits = self.strategies.fitting(parameter["schema"]).map(str)
                pairs.append((name, draw(st.one_of(fits, fits, fits, HARD_TEXT))))
        if draw(st.integers(0, 9)) == 9:
            pairs.append((draw(st.sampled_from(["limit", "after", "x", ""])), draw(HARD_TEXT)))
        return "?" + urllib.parse.urlencode(pairs) if pairs else ""

    def headers(self, draw, call):
        headers = {}
        for name, parameter in self.description.parameters(call, "header").items():
            if draw(st.integers(0, 9)) < (9 if parameter.get("required") else 3):
                value = draw(self.strategies.fitting(parameter["schema"]))
                headers[name] = uuid.uuid4().hex if name == "Idempotency-Key" and draw(st.booleans()) else value
        if draw(st.integers(0, 9)) < 9 and "Idempotency-Key" in headers:
            headers["Idempotency-Key"] = uuid.uuid4().hex
        return {name: value.encode("utf-8", "ignore").decode("latin-1", "ignore") for name, value in headers.items()
                if re.fullmatch(r"[ -~]*", value)}

    def body(self, draw, call, headers):
        content = call.get("requestBody", {}).get("content", {})
        if not content:
            return b"x" if draw(st.integers(0, 19)) == 19 else None
        kind = draw(st.sampled_from(sorted(content)))
        headers["Content-Type"] = kind if draw(st.integers(0, 19)) < 19 else draw(st.sampled_from(
            ["text/plain", "application/xml", "application/json; charset=utf-16", ""]))
        way = draw(st.integers(0, 9))
        if way == 9 or kind != "application/json":
            return draw(st.sampled_from(RAW))
        schema = content[kind]["schema"]
        value = draw(self.strategies.fitting(schema) if way < 5 else self.strategies.breaking(schema))
        return json.dumps(value).encode()

    def request(self, draw, method, path):
        call = self.description.calls[method, path]
        headers = self.headers(draw, call)
        body = self.body(draw, call, headers)
        token = self.tokens[draw(st.sampled_from(sorted(self.tokens)))]
        if call["security"] and draw(st.integers(0, 9)) < 8:
            token = self.tokens[draw(st.sampled_from(call["x-roles"]))]
        elif draw(st.booleans()):
            token = None
        return (method, self.path(draw, path, call) + self.query(draw, call), body, token, headers)

    # ---- answers ----

    def check(self, request):
        method, path, body, token, headers = request
        answer = self.client.call(method, path, body, token, headers)
        assert answer.took < 2, f"it took {answer.took:.1f} s"
        text = answer.body.decode("utf-8", "replace")
        for secret in self.secrets:
            assert secret not in text, "a secret is repeated"
        complaints = self.client.request_complaints(
            method, path, body, headers | ({"Authorization": "Bearer " + token} if token else {}))
        call = self.description.find(method, path)[1]
        if call and not self.description.parameters(call, "query"):
            complaints = [each for each in complaints if not each.startswith("unknown parameter")]
        if answer.status >= 400:
            for value in values_of(body):
                assert value in self.words or value not in text, f"the error repeats {value!r}"
            if not complaints and answer.code in FORM and not excused(answer.code, body):
                raise AssertionError(f"it is as described, yet {answer.code}: {text}")
        elif complaints and answer.status < 300 and not only_nulls(complaints) and not is_list(method, path, body):
            raise AssertionError(f"it is not as described ({complaints[0]}), yet {answer.status}")
        self.remember(answer)

    def remember(self, answer):
        location = answer.headers.get("location", "").split("/")
        if len(location) > 2 and location[-2] in self.ids:
            self.ids[location[-2]] = (self.ids[location[-2]] + [location[-1]])[-20:]
        if answer.status == 201 and b'"redemption":"' in answer.body:
            self.ids["redemptions"] = (self.ids["redemptions"] + [answer.json["redemption"]])[-20:]


def words_of(said):
    """The words that the description itself offers (`mediator`): a sentence may say them."""
    if isinstance(said, dict):
        own = said.get("enum", []) if isinstance(said.get("enum"), list) else []
        return set(own).union(*map(words_of, said.values()))
    return set().union(*map(words_of, said)) if isinstance(said, list) else set()


def values_of(body):
    """Texts of a JSON body that are long enough to be told from ours."""
    try:
        value = json.loads(body or b"null")
    except (ValueError, RecursionError):
        return
    stack = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, (dict, list)):
            stack += value.values() if isinstance(value, dict) else value
        elif isinstance(value, str) and len(value) > 7:
            yield value


def excused(code, body):
    """Limits of texts count bytes; an integer with a fraction of zero is none for us."""
    return code == "too_long" and not (body or b"").isascii() or b"\\u" in (body or b"") or b".0" in (body or b"")


def is_list(method, path, body):
    """What cannot be read in an item of a list of redemptions is that item's own outcome."""
    return (method, path.partition("?")[0]) == ("POST", "/api/v1/redemptions") and b'"items"' in body


def only_nulls(complaints):
    """A member that is null is a member that is absent."""
    return all(": None is not" in complaint for complaint in complaints)


def test_of(fuzz, method, path, seconds):
    last = []

    def some(count, number=None):
        @settings(max_examples=count, derandomize=number is None, deadline=None, database=None,
                  phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(st.data())
        def run(data):
            last[:] = [fuzz.request(data.draw, method, path)]
            fuzz.check(last[0])

        (seed(number)(run) if number else run)()

    def test():
        until = time.monotonic() + float(seconds or 0)
        try:
            if not seconds:
                some(EXAMPLES)
            while time.monotonic() < until:
                some(EXAMPLES, time.time_ns())
        except Exception as error:
            raise AssertionError(f"{last[0] if last else ''}: {error}") from None

    return test


def main(program, openapi, database, seconds=None):
    if database == "postgres" and not POSTGRES:
        tap.skip("no PostgreSQL")
    description = Description.read(openapi)
    with Server(program, database) as server:
        fuzz = Fuzz(Client(server.address, description), server)
        each = seconds and float(seconds) / len(description.calls)
        failed = tap.run([(f"{method} {path}", test_of(fuzz, method, path, each))
                          for method, path in sorted(description.calls, key=lambda key: (key[1], key[0]))])
        seen = sum(sum(codes.values()) for codes in fuzz.client.seen.values())
        good = sum(times for codes in fuzz.client.seen.values() for (status, _), times in codes.items()
                   if status < 300)
        print(f"# {seen} calls, {good} of them succeeded")
    return failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
