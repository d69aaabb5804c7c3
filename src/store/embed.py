#!/usr/bin/env python3
"""Turn the .sql files given into one C file: migrations[] in the order of their names."""
import pathlib
import re
import sys

out, *names = sys.argv[1:]
files = sorted(map(pathlib.Path, names), key=lambda file: file.name)


def literal(line):
    return '\t  "' + line.replace("\\", "\\\\").replace('"', '\\"') + '\\n"'


for number, file in enumerate(files, 1):
    if not re.fullmatch(rf"{number:04}-[a-z0-9-]+\.sql", file.name):
        sys.exit(f"{file.name}: migration {number} must be called {number:04}-name.sql")

body = [f'\t{{ "{file.stem}",\n'
        + "\n".join(literal(line) for line in file.read_text("utf-8").splitlines()) + " },"
        for file in files]
pathlib.Path(out).write_text("\n".join(
    ['#include "store/migrations.h"', "", "const struct migration migrations[] = {", *body,
     "\t{ NULL, NULL },", "};",
     "const size_t migrations_count = sizeof migrations / sizeof *migrations - 1;", ""]))
