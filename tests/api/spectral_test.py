#!/usr/bin/env python3
"""spectral_test.py OPENAPI.json: spectral finds nothing, and finds something in a broken description."""
import json
import pathlib
import subprocess
import sys
import tempfile

import tap

HERE = pathlib.Path(__file__).resolve().parent
SPECTRAL = HERE / "node_modules/.bin/spectral"


def lint(path):
    said = subprocess.run([SPECTRAL, "lint", path, "--ruleset", HERE / ".spectral.yaml", "--format", "json",
                           "--quiet", "--fail-severity", "hint"], capture_output=True, text=True, timeout=100)
    try:
        return json.loads(said.stdout)
    except ValueError:
        raise RuntimeError((said.stdout + said.stderr)[-500:]) from None


def spectral_finds_nothing():
    for found in lint(sys.argv[1]):
        yield f"{found['code']} {'/'.join(map(str, found['path']))}: {found['message']}"


def spectral_finds_what_is_broken_on_purpose():
    whole = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
    call = whole["paths"]["/api/v1/passes"]["post"]
    whole["paths"] = {"/api/v1/passes": {"post": call}}
    del call["x-roles"]
    call["requestBody"]["content"]["application/json"]["examples"]["usual"]["value"]["vouchers"] = 500
    call["responses"]["404"] = {"description": "Missing.", "content": {"application/json": {}}}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as broken:
        json.dump(whole, broken)
        broken.flush()
        codes = {found["code"] for found in lint(broken.name)}
    want = {"operation-says-who-may", "oas3-valid-media-example", "errors-are-problems"}
    return [f"{code} was not found" for code in sorted(want - codes)]


if __name__ == "__main__":
    if not SPECTRAL.exists():
        tap.skip("no spectral: ./dev test installs it")
    tests = [spectral_finds_nothing, spectral_finds_what_is_broken_on_purpose]
    sys.exit(tap.run([(test.__name__, test) for test in tests]))
