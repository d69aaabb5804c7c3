"""A small client that believes nothing: each answer is held to the description.

A call goes through prism, when there is one, if it is what the description asks for; what is wrong
on purpose goes straight to the server.
"""
import http.client
import json
import re
import time
import urllib.parse

FORM = {"bad_json", "not_json", "empty_body", "unknown_field", "missing_field", "wrong_type", "out_of_range",
        "too_long"}  # what is wrong with a request whatever is in the books
PRISM = "https://stoplight.io/prism/errors"


class Answer:
    def __init__(self, status, headers, body, took):
        self.status, self.body, self.took = status, body, took
        self.headers = {name.lower(): value for name, value in headers}

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        is_problem = self.headers.get("content-type") == "application/problem+json"
        return self.json["code"] if is_problem and self.body else None

    @property
    def next(self):
        """The path of the next page; None on the last."""
        link = re.match(r'<([^>]+)>; rel="next"$', self.headers.get("link", ""))
        return link[1] if link else None

    def __str__(self):
        return f"{self.status} {self.body[:300].decode('utf-8', 'replace')}"


class Client:
    def __init__(self, address, description, proxy=None):
        self.description = description
        self.direct = http.client.HTTPConnection(address, timeout=30)
        self.proxy = http.client.HTTPConnection(proxy, timeout=60) if proxy else None
        self.seen = {}  # (method, pattern): {(status, code): how often}
        self.through_prism = self.not_through_prism = 0

    def send(self, method, path, body=None, headers=None, over=None):
        """The call as it is; no opinion."""
        over = over or self.direct
        began = time.monotonic()
        for last in (False, True):
            try:
                over.request(method, path, body, headers or {})
                answer = over.getresponse()
                return Answer(answer.status, answer.getheaders(), answer.read(), time.monotonic() - began)
            except (ConnectionError, http.client.HTTPException):
                over.close()  # an idle connection may have been closed; once more
                if last:
                    raise

    def call(self, method, path, body=None, token=None, headers=None, want=None):
        """`body`: JSON unless bytes or None. `want`: a status, or (status, code)."""
        sent = dict(headers or {})
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body, ensure_ascii=False).encode()
            sent.setdefault("Content-Type", "application/json")
        if token:
            sent["Authorization"] = "Bearer " + token
        name = f"{method} {path}"
        over = self.direct
        text = not path.endswith(("as=xlsx", "/file")) and sent.get("Accept") != "image/png"  # prism reads every body as text, and sends that on
        if self.proxy and text and not self.request_complaints(method, path, body, sent):
            over = self.proxy
        self.through_prism += over is self.proxy
        self.not_through_prism += over is not self.proxy
        answer = self.send(method, path, body, sent, over)
        if PRISM.encode() in answer.body:
            raise AssertionError(f"{name}: prism: {answer.body.decode()[:1500]}")
        complaints = self.answer_complaints(method, path, answer)
        if complaints:
            raise AssertionError(f"{name}: {answer}: {'; '.join(complaints)}")
        if want is not None:
            have = (answer.status, answer.code) if isinstance(want, tuple) else answer.status
            assert have == want, f"{name}: {answer}, not {want}"
        return answer

    # ---- is the request what the description asks for? ----

    def request_complaints(self, method, path, body, headers):
        pattern, call = self.description.find(method, path)
        if not call:
            return ["not described"]
        given = {name.lower(): value for name, value in headers.items()}
        found = []
        if call["security"] and not re.match("Bearer .", given.get("authorization", "")) and (
                not re.search("(^| )(__Host-)?passnum=", given.get("cookie", ""))):
            found.append("nobody")
        found += self.parameter_complaints(call, path, pattern, given)
        content = call.get("requestBody", {}).get("content", {})
        kind = given.get("content-type", "").partition(";")[0]
        if body is None or body == b"":
            return found + ["no body"] * bool(call.get("requestBody", {}).get("required"))
        if kind not in content:
            return found + ["a body of another kind"]
        if isinstance(body, bytes) and not is_utf8(body):
            found.append("not UTF-8, which prism would mend")
        if kind == "application/json":
            try:
                found += self.description.complaints(json.loads(body), content[kind]["schema"])
            except (ValueError, RecursionError):
                found.append("not JSON")
        return found

    def parameter_complaints(self, call, path, pattern, headers):
        path, _, query = path.partition("?")
        names = re.findall(r"{(\w+)}", pattern)
        regex = re.sub(r"{\w+}", "([^/]+)", pattern)
        values = [urllib.parse.unquote(each) for each in re.match(regex + "$", path).groups()]
        pairs = urllib.parse.parse_qsl(query, keep_blank_values=True)
        given = {"path": dict(zip(names, values)), "query": dict(pairs), "header": headers}
        found = []
        if len(pairs) != len(given["query"]):
            found.append("a parameter twice")
        for place, sent in given.items():
            known = self.description.parameters(call, place)
            if place == "query":
                found += [f"unknown parameter {name}" for name in sent.keys() - known.keys()]
            for name, parameter in known.items():
                value = sent.get(name.lower() if place == "header" else name)
                if value is None:
                    found += [f"no {name}"] * bool(parameter.get("required"))
                    continue
                schema = self.description.resolve(parameter["schema"])
                found += self.description.complaints(typed(value, schema), schema)
        return found

    # ---- is the answer what the description says? ----

    def answer_complaints(self, method, path, answer):
        pattern, call = self.description.find("GET" if method == "HEAD" else method, path)
        key = (answer.status, answer.code)
        self.seen.setdefault((method, pattern), {}).setdefault(key, 0)
        self.seen[method, pattern][key] += 1
        if not call:
            elsewhere = self.description.whole["x-problems-elsewhere"]
            return [] if answer.status in (204, 405) or answer.code in elsewhere else ["not described"]
        if answer.code in self.description.whole["x-problems-elsewhere"]:
            return []
        if answer.status >= 500 and answer.code != "stopping":
            return ["the server failed"]
        answers = self.description.answers(call)
        if answer.status not in answers:
            return [f"{answer.status} is not described"]
        content = answers[answer.status].get("content", {}) if method != "HEAD" else {}
        return self.content_complaints(content, answer) + self.header_complaints(answers[answer.status], answer)

    def content_complaints(self, content, answer):
        kind = answer.headers.get("content-type", "").partition(";")[0]
        if not content or answer.status == 304:
            return ["a body that is not described"] * bool(answer.body)
        kind = "*/*" if "*/*" in content and kind not in content else kind
        if kind not in content:
            return [f"{kind} is not described"]
        value = answer.body.decode("utf-8", "replace")
        if kind.endswith("json"):
            value = json.loads(value)
        return self.description.complaints(value, content[kind]["schema"], strict=True)

    def header_complaints(self, said, answer):
        found = []
        for name, header in said.get("headers", {}).items():
            header = self.description.resolve(header)
            value = answer.headers.get(name.lower())
            if value is None:
                found += [f"no {name}"] * header.get("required", False)
            else:
                schema = self.description.resolve(header["schema"])
                found += [f"{name}: {each}" for each in self.description.complaints(typed(value, schema), schema)]
        known = {name.lower() for name in said.get("headers", {})} | ALWAYS
        return found + [f"the header {name} is not described" for name in answer.headers.keys() - known]


# Of HTTP itself, or the same in every answer of a kind; the last five are prism's own.
ALWAYS = {"content-type", "content-length", "date", "connection", "cache-control", "x-content-type-options",
          "referrer-policy", "x-frame-options", "content-security-policy", "permissions-policy",
          "cross-origin-resource-policy", "cross-origin-opener-policy", "transfer-encoding",
          "access-control-allow-origin", "access-control-allow-headers", "access-control-allow-credentials",
          "access-control-expose-headers", "keep-alive"}


def is_utf8(body):
    try:
        return body.decode("utf-8") is not None
    except UnicodeDecodeError:
        return False


def typed(text, schema):
    """A parameter as its schema's type: numbers of the path and the query come as texts."""
    if schema.get("type") == "integer" and re.fullmatch(r"-?[0-9]+", text):
        return int(text)
    return text
