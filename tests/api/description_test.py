#!/usr/bin/env python3
"""description_test.py ROOT OPENAPI.json ROUTES_PRINT: is the description that of this program?

ROUTES_PRINT is tests/http/routes_print.c: the compiled table, and the fields that handlers read.
"""
import json
import pathlib
import re
import subprocess
import sys

import yaml

import tap
from description import Description

ROOT, OPENAPI, ROUTES = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
description = Description.read(OPENAPI)
routes = json.loads(subprocess.run([ROUTES], check=True, capture_output=True, timeout=60).stdout)


def pattern(route):
    return re.sub(r"[:#](\w+)", r"{\1}", route["path"])


def every_line_of_the_table_is_described_as_it_is():
    lines = {(route["method"], pattern(route)): route for route in routes}
    tap.same(sorted(description.calls), sorted(lines))
    for key, route in lines.items():
        call = description.calls[key]
        said = {"roles": sorted(call["x-roles"]), "body_max": call.get("x-body-max", 0),
                "about": call["summary"] + "."}
        for name in ("scope", "flags", "verb"):
            if name in route:
                said[name] = call["x-" + name]
        for name, value in said.items():
            have = sorted(route[name]) if isinstance(value, list) else route[name]
            if have != (sorted(value) if isinstance(value, list) else value):
                yield f"{key}: {name} is {have} in the program, {value} in the description"
        open_to_all = route["roles"] == ["anyone"]
        if (call["security"] == []) != open_to_all:
            yield f"{key}: security is {call['security']}"
        headers = {name.lower(): each for name, each in description.parameters(call, "header").items()}
        for flag, name in (("keyed", "idempotency-key"), ("if_match", "if-match")):
            if (flag in call["x-flags"]) != headers.get(name, {}).get("required", False):
                yield f"{key}: is {name} required or not?"
        names = set(re.findall(r"{(\w+)}", key[1]))
        if description.parameters(call, "path").keys() != names:
            yield f"{key}: parameters of the path"


def objects(schema):
    """The object schemas that a body is made of: itself, its branches, entries of its lists."""
    schema = description.resolve(schema)
    if "properties" in schema:
        yield schema
    for part in filter(None, [*schema.get("oneOf", []), schema.get("items"),
                              *schema.get("properties", {}).values()]):
        yield from objects(part)


def branches(schema):
    schema = description.resolve(schema)
    return [b for part in schema["oneOf"] for b in branches(part)] if "oneOf" in schema else [schema]


def field_complaints(field, schema):
    kinds = {"text": {"string"}, "int": {"integer"}, "number": {"number", "integer"}, "bool": {"boolean"},
             "list": {"array"}, "object": {"object"}}[field["kind"]]
    if field["kind"] == "text" and field["size"] == 24:
        kinds = {"string", "integer"}  # a word that may be written as an integer: http/body
    for branch in branches(schema):
        types = branch["type"] if isinstance(branch["type"], list) else [branch["type"]]
        if not set(types) - {"null"} <= kinds:
            yield f"is {branch['type']}, read as {field['kind']}"
        if field["kind"] == "text" and branch["type"] == "string":
            yield from text_complaints(field["size"] - 1, branch)
        if field["kind"] == "int":
            said, read = (branch.get("minimum"), branch.get("maximum")), (field["min"], field["max"])
            if said != read:
                yield f"says {said}, {read} are read"


def text_complaints(size, schema):
    """The longest text that is read is the longest that is described, unless a pattern or a format tells more."""
    longest = max(map(len, schema["enum"])) if "enum" in schema else schema.get("maxLength")
    bounded = "enum" in schema or "format" in schema or schema.get("pattern", "").endswith("$")
    if longest is None and not bounded:
        yield "has no maxLength"
    elif longest and (longest > size or longest < size and not bounded):
        yield f"says {longest} characters, {size} are read"


def every_body_is_described_as_it_is_read():
    for route in routes:
        call = description.calls[route["method"], pattern(route)]
        content = call.get("requestBody", {}).get("content", {})
        body = content.get("application/json")
        if not body or len(content) > 1:  # a file, whatever its kind, is its codec's to read
            continue
        name = f"{route['method']} {route['path']}"
        described = {frozenset(each["properties"]): each for each in objects(body["schema"])}
        read = {frozenset(field["name"] for field in table): table for table in route["tables"]}
        for names in described.keys() ^ read.keys():
            where = "read but not described" if names in read else "described but not read"
            yield f"{name}: {where}: {', '.join(sorted(names))}"
        for names in described.keys() & read.keys():
            schema = described[names]
            if schema.get("additionalProperties") is not False:
                yield f"{name}: additionalProperties must be false"
            for field in read[names]:
                if field["required"] != (field["name"] in schema.get("required", [])):
                    yield f"{name}: is {field['name']} required or not?"
                for complaint in field_complaints(field, schema["properties"][field["name"]]):
                    yield f"{name}: {field['name']} {complaint}"


def every_example_fits_its_schema():
    for name, schema in description.schemas.items():
        for example in schema.get("examples", []):
            for complaint in description.complaints(example, schema, strict=True):
                yield f"schema {name}: {complaint}"
    for key, call in description.calls.items():
        contents = [call.get("requestBody", {}).get("content", {})]
        contents += [answer.get("content", {}) for answer in description.answers(call).values()]
        for content in contents:
            for media in content.values():
                for example in description.examples(media):
                    for complaint in description.complaints(example, media["schema"], strict=True):
                        yield f"{key}: {complaint}"


def everything_has_an_example_and_a_word():
    for name, schema in description.schemas.items():
        if not schema.get("examples"):
            yield f"schema {name} has no example"
        if not schema.get("description"):
            yield f"schema {name} has no description"
        for member, each in schema.get("properties", {}).items():
            if "$ref" not in each and not each.get("description"):
                yield f"schema {name}: {member} has no description"
    for key, call in description.calls.items():
        for status, answer in description.answers(call).items():
            for media in answer.get("content", {}).values():
                if not description.examples(media):
                    yield f"{key}: {status} has no example"


def every_error_is_described_or_known_to_be_none_of_the_api():
    french = json.loads((ROOT / "templates/lang/fr.json").read_text("utf-8"))
    said = yaml.safe_load((ROOT / "templates/api/api.yaml").read_text("utf-8"))["problems"]
    unanswered = set(said["unanswered"])
    described = set(description.whole["components"]["examples"])
    outcomes = {"outcome_" + name for name in french["outcome"]} - {"outcome_redeemed", "outcome_already_yours"}
    for name in sorted(outcomes - described):
        yield f"{name} is not described"
    for name in sorted(french["error"].keys() - described - unanswered):
        yield f"{name} is neither described nor among the unanswered of templates/api/api.yaml"
    for name in sorted(unanswered - french["error"].keys() | unanswered & described):
        yield f"{name} is unknown or described: it does not belong to the unanswered"


TESTS = [every_line_of_the_table_is_described_as_it_is, every_body_is_described_as_it_is_read,
         every_example_fits_its_schema, everything_has_an_example_and_a_word,
         every_error_is_described_or_known_to_be_none_of_the_api]

if __name__ == "__main__":
    sys.exit(tap.run([(test.__name__, test) for test in TESTS]))
