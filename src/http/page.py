#!/usr/bin/env python3
"""Make page_style.h: the one HTML page of this server as a text, and the hash of its style, which
is all that its Content-Security-Policy lets through."""
import base64
import hashlib
import pathlib
import sys

out, html, css = sys.argv[1:]
style = pathlib.Path(css).read_text("utf-8").strip()
page = pathlib.Path(html).read_text("utf-8").replace("{style}", style)
digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def literal(line):
    return '\t"' + line.replace("\\", "\\\\").replace('"', '\\"') + '\\n"'


pathlib.Path(out).write_text("\n".join(
    ["#pragma once", "", f'#define PAGE_STYLE_HASH "sha256-{digest}"',
     "#define PAGE_HTML \\", " \\\n".join(map(literal, page.splitlines())), ""]), "utf-8")
