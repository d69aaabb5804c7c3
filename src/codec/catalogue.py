#!/usr/bin/env python3
"""Turn templates/lang/fr.json into the sorted lines of codec/catalogue: "section.name" and text."""
import json
import pathlib
import re
import sys

out, source = sys.argv[1:]
catalogue = json.loads(pathlib.Path(source).read_text("utf-8"))
lines = {}

for section, texts in catalogue.items():
    for name, text in texts.items():
        key = f"{section}.{name}"
        if not re.fullmatch(r"[a-z]+\.[a-z0-9_]+", key) or not text.strip():
            sys.exit(f"{source}: {key} is no key, or has no text")
        if re.search(r" [:;!?»]|« ", text):
            sys.exit(f"{source}: {key}: no-break spaces go before : ; ! ? and inside « »")
        lines[key] = text


def literal(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


pathlib.Path(out).write_text("\n".join(
    ['#include "codec/catalogue_lines.h"', "", "const struct catalogue_line catalogue_lines[] = {",
     *(f"\t{{ {literal(key)},\n\t  {literal(lines[key])} }}," for key in sorted(lines)), "};",
     f"const size_t catalogue_lines_count = {len(lines)};", ""]), "utf-8")
