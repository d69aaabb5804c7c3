#!/usr/bin/env python3
"""types_test.py ROOT OPENAPI.json: the pages' types, with those of the API made from its description.

`import type { Pass } from "api"` in a page is the schema Pass of the description: a page that reads what
the API does not say, or that sends what it does not take, does not pass.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def type_of(schema):
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[1]
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    for several, sign in (("oneOf", " | "), ("anyOf", " | "), ("allOf", " & ")):
        if several in schema:
            own = [object_of(schema)] if several == "allOf" and "properties" in schema else []
            return "(" + sign.join([*map(type_of, schema[several]), *own]) + ")"
    kind = schema.get("type")
    if isinstance(kind, list):
        return "(" + " | ".join(type_of(schema | {"type": each}) for each in kind) + ")"
    if kind == "array":
        return f"Array<{type_of(schema.get('items', {}))}>"
    if kind == "object" or "properties" in schema:
        return object_of(schema)
    return PLAIN.get(kind, "unknown")


def object_of(schema):
    if "properties" not in schema:
        more = schema.get("additionalProperties")
        return f"Record<string, {type_of(more) if isinstance(more, dict) else 'unknown'}>"
    must = schema.get("required", [])
    return "{ " + "; ".join(f"{json.dumps(name)}{'' if name in must else '?'}: {type_of(each)}"
                            for name, each in schema["properties"].items()) + " }"


def check(number, tsc, web, made, name):
    """One of the two worlds: pages, and workers, which have no document."""
    said = json.loads((web / name).read_text("utf-8"))
    (made / name).write_text(json.dumps({
        "extends": str(web / name), "compilerOptions": {"paths": {"api": [str(made / "api.d.ts")]}},
        **{what: [f"{web}/{each}" for each in said[what]] for what in ("include", "exclude")}}), "utf-8")
    done = subprocess.run([tsc, "-p", made / name], capture_output=True, text=True, cwd=web,
                          env=os.environ | {"NO_COLOR": "1"}, check=False)
    for line in done.stdout.splitlines():
        print(f"# {line}")
    print(f"{'not ' if done.returncode else ''}ok {number} - {name}")
    return done.returncode == 0


def main():
    root, openapi = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    tsc = root / "tests/web/node_modules/.bin/tsc"
    web = root / "templates/web"
    if not tsc.exists():
        print("1..0 # SKIP ./dev test installs the checker of types")
        return
    schemas = json.loads(openapi.read_text("utf-8"))["components"]["schemas"]
    lines = [f"export type {name} = {type_of(schema)};" for name, schema in schemas.items()]
    with tempfile.TemporaryDirectory() as folder:
        made = pathlib.Path(folder)
        (made / "api.d.ts").write_text("\n".join(lines) + "\n", "utf-8")
        print("1..2")
        failed = [number for number, name in enumerate(("tsconfig.json", "tsconfig.workers.json"), 1)
                  if not check(number, tsc, web, made, name)]
    sys.exit(bool(failed))


main()
