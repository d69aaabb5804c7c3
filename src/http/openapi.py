#!/usr/bin/env python3
"""Make openapi.json, the OpenAPI 3.1 description that the server answers with.

openapi.py ROOT OUT.json OUT.c OUT.d: the calls are those of src/http/routes.c, with its roles, limits and
flags; what it cannot know is in templates/api/*.yaml, by the name of the handler. How to write one
is in templates/api/README.md. Whatever does not fit together is said, and nothing is made.
"""
import hashlib
import json
import pathlib
import sys

import yaml

from openapi_facts import Facts

TITLES = {400: "The request is not correct", 401: "Nobody is identified", 403: "Not allowed",
          404: "Not found", 405: "Not with this method", 409: "The present state forbids it",
          410: "Over", 412: "Changed in between", 413: "The body is too long", 414: "The address is too long",
          415: "Not a kind of body that is read", 417: "An expectation that is not met",
          422: "A rule refuses it", 428: "Say what you change", 429: "Too often",
          431: "The headers are too long", 500: "The server failed", 503: "Not now"}
MEDIA = {"json": "application/json", "problem": "application/problem+json", "text": "text/plain",
         "pdf": "application/pdf", "png": "image/png", "page": "text/html", "csv": "text/csv",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
         "bundle": "application/vnd.pass-numerique.bundle", "file": "*/*"}
PARTS = ("schemas", "parameters", "headers")  # of a fragment, for components of the same name


class Wrong(Exception):
    pass


def ref(kind, name):
    return {"$ref": f"#/components/{kind}/{name}"}


def schema_of(said):
    return ref("schemas", said) if isinstance(said, str) else said


class Description:
    def __init__(self, facts, fragments):
        self.facts = facts
        self.calls, self.tags, self.tag_of = {}, [], {}
        self.parts = {part: {} for part in PARTS}
        self.examples, self.shared = {}, {}
        for name, fragment in fragments.items():
            self.take(name, fragment)

    def take(self, name, fragment):
        if name == "api":
            self.head, self.problems = fragment["head"], fragment["problems"]
            self.common = fragment
        if "tag" in fragment:
            self.tags.append(fragment["tag"])
        for handler, call in (fragment.get("calls") or {}).items():
            if handler in self.calls:
                raise Wrong(f"{name}: {handler} is described twice")
            self.calls[handler] = dict(call)
            self.tag_of[handler] = fragment["tag"]["name"]
        for part in PARTS:
            for key, value in (fragment.get(part) or {}).items():
                if key in self.parts[part]:
                    raise Wrong(f"{name}: {part} has {key} twice")
                self.parts[part][key] = value

    # ---- problems ----

    def example(self, code, outcome):
        """The name of a component: the problem as the server says it."""
        name = f"outcome_{code}" if outcome else code
        if outcome:
            status, title, detail = (self.facts.outcomes[code], self.facts.titles["refused"],
                                     self.facts.outcome_sentences[code])
        elif code not in self.facts.codes or code not in self.facts.sentences:
            raise Wrong(f"no source or no French sentence knows the problem {code}")
        else:
            status, title, detail = (self.facts.codes[code][0], self.facts.title(code),
                                     self.facts.sentences[code])
        value = {"type": "about:blank", "title": title, "status": status, "code": code, "detail": detail}
        if outcome:
            value |= {"outcome": code, "message": detail}
        else:
            value["instance"] = "urn:passnum:call:6b029cec-00000c"
        self.examples[name] = {"summary": detail, "value": value}
        return name

    def codes_of(self, route, call):
        """The problems of a call: its own, and those that its line brings with it."""
        groups = self.problems
        codes = list(call.get("problems", [])) + groups["every"]
        if "anyone" not in route["roles"]:
            codes += groups["proven"]
        if route["method"] != "GET":
            codes += groups["changes"]
        if route["body_max"]:
            codes += groups["body"] if set(call.get("body", {"json": 0})) - {"optional"} == {"json"} else groups["any_body"]
        for word in route["flags"] + ["query"] * bool(call.get("query")) + ["verb"] * bool(route["verb"]):
            codes += groups.get(word, [])
        return list(dict.fromkeys(codes))

    def take_list(self, call):
        """`list: Schema` is a GET that answers pages of it."""
        entry = self.parts["schemas"].get(call["list"])
        if not entry:
            raise Wrong(f"there is no schema {call['list']}")
        call["query"] = [*call.get("query", []), "limit", "after"]
        call["problems"] = [*call.get("problems", []), "bad_limit", "bad_after"]
        page = {"description": "A page of the list.", "type": "object", "required": ["items"], "properties": {
            "items": {"description": "In the order of their keys.", "type": "array", "maxItems": 200,
                      "items": ref("schemas", call["list"])}}}
        call["answers"] = {200: {"about": "A page.", "headers": ["Link"], "json": {
            "schema": page, "example": {"items": entry["examples"]}}}}

    def problem_answers(self, route, call):
        by_status = {}
        for code in self.codes_of(route, call):
            self.example(code, False)
            by_status.setdefault(self.facts.codes[code][0], []).append((code, code))
        outcomes = call.get("outcomes", [])
        for code in self.facts.outcomes if outcomes == "all" else outcomes:
            if self.facts.outcomes[code] >= 400:
                by_status.setdefault(self.facts.outcomes[code], []).append((code, self.example(code, True)))
        return {status: self.problem_answer(route, status, found) for status, found in by_status.items()}

    def problem_answer(self, route, status, found):
        refused = any(example.startswith("outcome_") for _, example in found)
        codes = sorted({code for code, _ in found})
        headers = {401: ["WwwAuthenticate"], 503: ["RetryAfter"], 429: ["RetryAfter"], 405: ["Allow"]}
        if "page" in route["flags"]:  # for people: one sentence
            return self.answer({"about": TITLES[status] + ".", "headers": headers.get(status, []),
                                "page": {"schema": "Page", "example": "<!doctype html>…"}})
        return self.answer({
            "about": TITLES[status] + ".", "headers": headers.get(status, []),
            "problem": {"schema": {"allOf": [ref("schemas", "Refusal" if refused else "Problem"),
                                             {"properties": {"code": {"enum": codes}}}]},
                        "examples": {example: ref("examples", example) for _, example in sorted(found)}}})

    # ---- calls ----

    def answer(self, said):
        """An answer: {about, headers: [...], and for each kind of MEDIA a schema or {schema, example(s)}}."""
        headers = {"X-Request-Id": ref("headers", "RequestId")}
        for name in said.get("headers", []):
            header = self.parts["headers"].get(name)
            if not header:
                raise Wrong(f"there is no header {name}")
            headers[header["x-name"]] = ref("headers", name)
        answer = {"description": said["about"], "headers": headers}
        content = {MEDIA[kind]: self.media(said[kind]) for kind in MEDIA if kind in said}
        return answer | ({"content": content} if content else {})

    def media(self, said):
        if isinstance(said, str) or "schema" not in said:
            said = {"schema": said}
        media = {"schema": schema_of(said["schema"])}
        if "examples" in said:
            media["examples"] = {name: value if "$ref" in value else {"value": value}
                                 for name, value in said["examples"].items()}
        elif "example" in said:
            media["example"] = said["example"]
        return media

    def parameters_of(self, route, call):
        found = []
        path = call.get("path", {})
        for name in [part[1:-1] for part in route["path"].split("/") if part.startswith("{")]:
            if name not in path:
                raise Wrong(f"{route['handler']}: which schema has {{{name}}} of the path?")
            schema = self.parts["schemas"][path[name]]
            found.append({"name": name, "in": "path", "required": True, "schema": schema_of(path[name]),
                          "description": schema["description"]})
        names = call.get("query", []) + call.get("headers", [])
        names += ["IfMatch"] * ("if_match" in route["flags"])
        names += ["IfNoneMatch"] * self.has_etag(route, call)
        if "keyed" in route["flags"]:
            names.append("IdempotencyKey")
        elif route["verb"]:
            names.append("IdempotencyKeyIfAny")
        for name in names:
            if name not in self.parts["parameters"]:
                raise Wrong(f"{route['handler']}: there is no parameter {name}")
            found.append(ref("parameters", name))
        return found

    @staticmethod
    def has_etag(route, call):
        return route["method"] == "GET" and 200 in call["answers"]

    def answers_of(self, route, call):
        answers = {}
        for status, said in call["answers"].items():
            headers = list(said.get("headers", []))
            headers += ["IdempotencyReplayed"] * bool(route["verb"] and status < 300)
            headers += ["ETag"] * bool(self.has_etag(route, call) and status == 200)
            answers[status] = self.answer(said | {"headers": headers})
        if self.has_etag(route, call):
            answers[304] = {"description": "What you have is still so.", "headers": answers[200]["headers"]}
        for status, answer in self.problem_answers(route, call).items():
            if status in answers:
                answers[status]["content"] |= answer["content"]
            else:
                answers[status] = answer
        return {str(status): answers[status] for status in sorted(answers)}

    def operation(self, route, call, name):
        body = call.get("body")
        if bool(body) != bool(route["body_max"]):
            raise Wrong(f"{route['handler']}: its line and its description disagree on a body")
        operation = {"operationId": name, "summary": route["about"].rstrip("."),
                     "description": call["description"].strip(), "tags": [self.tag_of[route["handler"]]],
                     "parameters": self.parameters_of(route, call)}
        if body:
            optional = body.get("optional", False)
            operation["requestBody"] = {
                "required": not optional,
                "content": {MEDIA[kind]: self.media(body[kind]) for kind in MEDIA if kind in body}}
            operation["x-body-max"] = route["body_max"]
        operation["responses"] = self.answers_of(route, call)
        proven = "anyone" not in route["roles"]
        operation["security"] = [{scheme: []} for scheme in self.head["components"]["securitySchemes"]
                                 ] if proven else []
        if route["digits"]:  # parameters of the path that only digits fit
            operation["x-digits"] = route["digits"]
        operation |= {"x-roles": route["roles"], "x-scope": route["scope"], "x-flags": route["flags"],
                      "x-verb": route["verb"], "x-problems": call.get("problems", [])}
        return operation

    def paths(self):
        paths, seen = {}, {}
        for call in self.calls.values():
            if "list" in call:
                self.take_list(call)
        for route in self.facts.routes:
            handler = route["handler"]
            if handler not in self.calls:
                raise Wrong(f"{route['method']} {route['path']}: {handler} is not described in templates/api")
            seen[handler] = seen.get(handler, 0) + 1
            name = handler + (f"_{seen[handler]}" if seen[handler] > 1 else "")
            try:
                operation = self.operation(route, self.calls[handler], name)
            except KeyError as error:
                raise Wrong(f"{handler}: {error} is missing") from error
            paths.setdefault(route["path"], {})[route["method"].lower()] = operation
        lost = self.calls.keys() - seen.keys()
        if lost:
            raise Wrong(f"described, but no line of src/http/routes.c: {', '.join(sorted(lost))}")
        return paths

    def share(self, paths):
        """Of each status, the problem answer that most calls have becomes a component."""
        counts = {}
        for operation in (operation for path in paths.values() for operation in path.values()):
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    text = json.dumps(answer)
                    counts.setdefault(status, {}).setdefault(text, []).append(operation["responses"])
        shared = {}
        for status, texts in sorted(counts.items()):
            text, users = max(texts.items(), key=lambda item: len(item[1]))
            if len(users) > 1:
                shared[f"Problem{status}"] = json.loads(text)
                for responses in users:
                    responses[status] = ref("responses", f"Problem{status}")
        return shared

    def whole(self):
        paths = self.paths()
        elsewhere = {code: ref("examples", self.example(code, False)) for code in self.problems["elsewhere"]}
        components = dict(self.head["components"])
        refuse_unknown(paths, self.parts["schemas"])
        components["schemas"] = dict(sorted(self.parts["schemas"].items()))
        said = json.dumps(paths)
        for part in ("parameters", "headers"):  # of those that all may use, the ones that are used
            components[part] = {
                name: {key: value for key, value in each.items() if key != "x-name"}
                for name, each in self.parts[part].items()
                if name not in self.common[part] or f'"#/components/{part}/{name}"' in said}
        components["responses"] = self.share(paths)
        components["examples"] = dict(sorted(self.examples.items()))
        return {**self.head, "tags": self.tags, "paths": paths, "components": components,
                "x-problems-elsewhere": elsewhere}


def refuse_unknown(paths, schemas):
    """What is read from a body by a table of fields refuses all others."""
    def visit(schema):
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            if name not in schemas:
                raise Wrong(f"there is no schema {name}")
            return visit(schemas[name])
        for part in filter(None, [*schema.get("oneOf", []), schema.get("items"),
                                  *schema.get("properties", {}).values()]):
            visit(part)
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)

    for operation in (operation for path in paths.values() for operation in path.values()):
        for kind, media in operation.get("requestBody", {}).get("content", {}).items():
            if kind == MEDIA["json"]:
                visit(media["schema"])


def c_source(data):
    rows = [",".join(map(str, data[at:at + 32])) for at in range(0, len(data), 32)]
    etag = hashlib.sha256(data).hexdigest()[:16]
    return ('#include "http/openapi.h"\n\nconst unsigned char openapi_json[] = {\n' + ",\n".join(rows) +
            "\n};\nconst size_t openapi_json_size = sizeof openapi_json;\n"
            f'const char openapi_etag[] = "\\"{etag}\\"";\n')


def main(root, out_json, out_c, out_depends):
    root = pathlib.Path(root)
    read = set()

    def text(path):
        read.add(root / path)
        return (root / path).read_text("utf-8")

    sources = sorted(path.relative_to(root).as_posix() for path in (root / "src").rglob("*.c"))
    fragments = {path.stem: yaml.safe_load(text(path.relative_to(root)))
                 for path in sorted((root / "templates/api").glob("*.yaml"))}
    try:
        whole = Description(Facts(text, sources), fragments).whole()
    except Wrong as error:
        sys.exit(f"templates/api: {error}")
    data = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
    pathlib.Path(out_json).write_bytes(data)
    pathlib.Path(out_c).write_text(c_source(data))
    pathlib.Path(out_depends).write_text(f"{out_json}: " + " ".join(map(str, sorted(read | {root / "templates/api"}))) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
