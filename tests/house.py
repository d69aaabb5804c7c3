#!/usr/bin/env python3
"""Check the house: CONTRIBUTING.md's decidable rules, one TAP test per rule.

house.py [ROOT]: each rule is a generator of complaints about a Tree; RULES at the end lists them.
What a floor may include, and which file is a library's only door, are the two tables below.
"""
import hashlib
import json
import os
import pathlib
import re
import sys

FLOORS = {  # floor: the floors below it that it may include
    "base": "",
    "model": "base",
    "codec": "base model",
    "crypto": "base model codec",
    "store": "base model",
    "render": "base model codec",
    "domain": "base model codec crypto store",
    "http": "base model codec domain render",
    "cli": "base model codec domain render http",
    "": "base cli",  # src/main.c
}

DOORS = {  # third-party header: the one file that includes it; seldom a pattern or two files
    "sqlite3.h": "store/driver_sqlite.c",
    "libpq-fe.h": "store/driver_postgres.c",
    "microhttpd.h": "http/carrier*.c",
    "gnutls/gnutls.h": "http/tls.c",
    "gnutls/x509.h": "http/tls.c",
    "sodium.h": "crypto/*.c",
    "gnutls/crypto.h": "crypto/totp.c",
    "cairo.h": "render/page.c",
    "cairo-pdf.h": "render/page.c",
    "pango/pangocairo.h": "render/fonts.c",
    "zlib.h": "codec/deflate.c",
    "qrencode.h": "codec/qr.c",
    "jansson.h": "codec/json.c",
    "csv.h": "codec/csv.c",
}

SYSTEM = set("""assert ctype dirent endian errno fcntl fenv fnmatch ftw getopt glob grp inttypes
    iso646 langinfo libgen limits locale malloc math netdb poll pthread pwd sched semaphore signal spawn
    stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string strings syslog
    termios threads time unistd wchar wctype""".split())
SYSTEM_FOLDERS = {"sys", "arpa", "net", "netinet", "linux"}

BANNED = """strcpy strcat sprintf vsprintf gets strtok gmtime localtime asctime ctime atoi atol atof
    rand srand alloca""".split()
BANNED_BELOW_MAIN = "exit _exit quick_exit".split()

# One machine's paths and registries' hosts; written in parts, for this file is checked too.
PLACES = re.compile(r"(?<![\w.:/])/(?:work|home|root|Users|mnt)" r"/[\w.]")
HOSTS = re.compile(r"registry\.(?:np" r"mjs|yarn" r"pkg)|(?:deb|snapshot)\.deb" r"ian\.org|py" r"pi\.org"
                   r"|crates\.i" r"o\b|proxy\.gol" r"ang\.org")
PROMISES = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b")

CODE = {".c", ".h", ".py", ".sh", ".ts", ".tsx", ".mjs", ".css"}
LEAVE = re.compile(r"^(\.git|build.*|var|node_modules|__pycache__)$")
EXACT = re.compile(r"^tests/(golden|fuzz/corpus)/|(^|/)LICENSE$|package-lock\.json$")  # others' bytes


class Tree:
    """All text files of the tree, read once. Paths are relative, with '/'."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.texts, self.bares = {}, {}
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(f for f in folders if not LEAVE.match(f))
            for name in sorted(set(names) - {".git"}):  # a linked work tree has a file of that name
                path = pathlib.Path(folder, name)
                try:
                    text = path.read_bytes().decode()
                except (OSError, UnicodeDecodeError):
                    continue
                if "\0" not in text:
                    self.texts[path.relative_to(self.root).as_posix()] = text

    def files(self, pattern):
        return [path for path in self.texts if re.match(pattern, path)]

    def house(self):
        """Our C: (path, floor, name below src/ or include/); main.c is on the floor ""."""
        for path in self.files(r"(src|include)/.*\.[ch]$"):
            inner = path.split("/", 1)[1]
            yield path, inner.rpartition("/")[0], inner

    def bare(self, path):
        """The C text without comments and without what stands in quotes; lines stay lines."""
        if path not in self.bares:
            self.bares[path] = strip(self.texts[path])
        return self.bares[path]

    def includes(self, path):
        """(line number, '"' or '<', header)"""
        for number, line in enumerate(self.texts[path].splitlines(), 1):
            found = re.match(r'\s*#\s*include\s*(["<])([^">]+)', line)
            if found:
                yield number, found[1], found[2]


def strip(text):
    """C without comments and quoted text, and with every line where it was."""
    def blank(found):
        kept = found[0]
        if kept[0] in "\"'":
            return kept[0] * 2
        return re.sub(r"[^\n]", " ", kept)
    return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)


def functions(text):
    """(line, signature, lines of the whole) of each function defined; the house puts its brace alone."""
    lines = text.splitlines()
    start = 0
    for number, line in enumerate(lines):
        if line == "{":
            end = next((n for n in range(number, len(lines)) if lines[n] == "}"), number)
            yield start + 1, " ".join(lines[start:number]), end - start + 1
        if not line.strip() or line.startswith(("#", "}")) or line.rstrip().endswith((";", "*/")):
            start = number + 1


def parameters(signature):
    """The parameters of a function's signature or prototype, as texts."""
    signature = re.sub(r"__attribute__\s*\(\(.*?\)\)\s*(?=[;\w]|$)", " ", signature)
    begin = re.search(r"\b\w+\s*\(", signature)
    if not begin:
        return []
    depth, parts, part = 0, [], ""
    for c in signature[begin.end():]:
        depth += (c in "([{") - (c in ")]}")
        if depth < 0:
            break
        if c == "," and depth == 0:
            parts, part = parts + [part], ""
        else:
            part += c
    parts = [p.strip() for p in parts + [part]]
    return [] if parts in ([""], ["void"]) else parts


def floors_include_only_those_below(tree):
    for path, floor, _ in tree.house():
        for number, quote, header in tree.includes(path):
            other = header.split("/")[0]
            if floor not in FLOORS:
                yield f"{path}: {floor} is no floor"
                break
            if quote == '"' and other in FLOORS and other != floor and other not in FLOORS[floor].split():
                yield f"{path}:{number}: {floor or 'main'} may not include {other}"


def includes_are_path_qualified(tree):
    for path, floor, _ in tree.house():
        for number, quote, header in tree.includes(path):
            if quote != '"':
                continue
            folder, _, name = header.rpartition("/")
            if not folder or header.startswith("."):
                yield f"{path}:{number}: \"{header}\" does not say its floor"
            elif f"src/{header}" in tree.texts and folder != floor:
                yield f"{path}:{number}: {header} is private to its floor"
            elif f"src/{header}" not in tree.texts and f"include/{header}" not in tree.texts:
                if f"'{name}'" not in tree.texts.get(f"src/{folder}/meson.build", ""):  # made at build
                    yield f"{path}:{number}: there is no {header}"


def no_source_is_included(tree):
    for path in tree.files(r".*\.[ch]$"):
        for number, _, header in tree.includes(path):
            if header.endswith(".c"):
                yield f"{path}:{number}: includes {header}"


def libraries_have_one_door(tree):
    for path, _, inner in tree.house():
        for number, quote, header in tree.includes(path):
            door = DOORS.get(header)
            if quote == "<" and door and not any(pathlib.PurePath(inner).match(d) for d in door.split()):
                yield f"{path}:{number}: only {door} may include {header}"
            known = header[:-2] in SYSTEM or header.split("/")[0] in SYSTEM_FOLDERS
            if quote == "<" and not door and not known:
                yield f"{path}:{number}: {header} has no door in tests/house.py"


def headers_are_read_once(tree):
    for path in tree.files(r"(src|include|tests)/.*\.h$"):
        if not re.search(r"^#pragma once$", tree.texts[path], re.M):
            yield f"{path}: no #pragma once"


def files_are_short(tree):
    for path in tree.texts:
        count = tree.texts[path].count("\n")
        if (pathlib.PurePath(path).suffix in CODE or path == "dev") and count > 400:
            yield f"{path}: {count} lines, more than 400"


def functions_are_short(tree):
    for path in tree.files(r"(src|include|tests)/.*\.[ch]$"):
        for line, _, count in functions(tree.bare(path)):
            if count > 60:
                yield f"{path}:{line}: a function of {count} lines, more than 60"


def parameters_are_few(tree):
    for path, _, _ in tree.house():
        for line, signature, _ in functions(tree.bare(path)):
            count = sum(not p.startswith("struct err *") for p in parameters(signature))
            if count > 5:
                yield f"{path}:{line}: {count} parameters besides err, more than 5"


def err_comes_last(tree):
    for path, _, inner in tree.house():
        for line, signature, _ in functions(tree.bare(path)):
            names = parameters(signature)
            private = signature.startswith("static") or names[-1:] == ["..."]  # wrappers of err_set
            if not private and any(re.match(r"struct err \*\w+$", p) for p in names[:-1]):
                yield f"{path}:{line}: struct err *err is the last parameter"


def banned_words_stay_out(tree):
    calls = re.compile(r"(?<![\w.>])(" + "|".join(BANNED) + r")\s*\(")
    leaving = re.compile(r"(?<![\w.>])(" + "|".join(BANNED_BELOW_MAIN) + r")\s*\(")
    words = re.compile(r"\b(goto\b|typedef\s+(?:struct|union|enum)\b)(?=[^(;]*[;{])")
    for path in tree.files(r"(src|include|tests)/.*\.[ch]$"):
        text = tree.bare(path)
        for pattern in [calls, words] + [leaving] * bool(re.match(r"(src|include)/.*/", path)):
            for found in pattern.finditer(text):
                line = text.count("\n", 0, found.start()) + 1
                yield f"{path}:{line}: {found[1]} is not used in this house"


def tested_sources(tree):
    """Names below src/ that a test of their own or one including their header exercises, and the
    helpers on the same floor whose headers those include."""
    tests = tree.files(r"tests/.*\.[ch]$")
    ready = {f"{header[:-2]}.c" for path in tests for _, _, header in tree.includes(path)}
    ready |= {f"{path[len('tests/'):-len('_test.c')]}.c" for path in tests if path.endswith("_test.c")}
    scripts = " ".join(tree.texts[path] for path in tree.files(r"tests/cli/"))
    ready |= {f"cli/cmd_{word}.c" for word in re.findall(r"\w+", scripts)}
    done = set()
    while ready:
        inner = ready.pop()
        done.add(inner)
        for path in {f"src/{inner}", f"src/{inner[:-2]}.h"} & tree.texts.keys():
            helpers = {f"{header[:-2]}.c" for _, _, header in tree.includes(path)}
            ready |= {h for h in helpers if h.split("/")[0] == inner.split("/")[0]} - done
    return done


def sources_have_a_test(tree):
    tested = tested_sources(tree)
    for path, floor, inner in tree.house():
        if path.endswith(".c") and floor and inner not in tested:
            yield f"{path}: no test of its own, and none through a neighbour's"


def sources_are_built(tree):
    for path in tree.files(r"(src/.*/|tests/.*_test)[^/]*\.c$"):
        listing = path.rpartition("/")[0] + "/meson.build"
        stem = pathlib.PurePath(path).stem
        names = (f"'{stem}.c'", f"'{stem}'", f"'{stem.removesuffix('_test')}'")
        if not any(name in tree.texts.get(listing, "") for name in names):
            yield f"{path}: not in {listing}"


def text_is_clean(tree):
    for path, text in tree.texts.items():
        if EXACT.search(path):
            continue
        if text and not text.endswith("\n") or "\r" in text and not path.endswith(".csv"):
            yield f"{path}: lines end in one line feed, the last one too"
        for number, line in enumerate(text.split("\n"), 1):
            if line != line.rstrip(" \t"):
                yield f"{path}:{number}: blanks at the end of the line"
            found = PROMISES.search(line)
            if found:
                yield f"{path}:{number}: {found[0]}"


def no_machine_is_named(tree):
    for path, text in tree.texts.items():
        for number, line in enumerate(text.splitlines(), 1):
            found = PLACES.search(line) or HOSTS.search(line)
            if found:
                yield f"{path}:{number}: {found[0]} is one machine's or one registry's"


def released_migrations_are_never_edited(tree):
    listed = tree.texts.get("tests/store/migrations.sha256", "")
    for line in listed.splitlines():
        want, name = line.split()
        path = f"src/store/migrations/{name.rpartition('/')[2]}"
        have = hashlib.sha256(tree.texts.get(path, "").encode()).hexdigest()
        if have != want:
            yield f"{path}: not as it was released"


def strings_of(value, name=""):
    """{last name: text} of every text in a JSON catalogue."""
    if isinstance(value, dict):
        return {k: v for key, inner in value.items() for k, v in strings_of(inner, key).items()}
    return {name.rpartition(".")[2]: value} if isinstance(value, str) and value.strip() else {}


def stable_names(tree):
    """(path, name) of every failure and outcome that a user can meet."""
    for path in tree.files(r"src/.*\.c$"):
        text = tree.texts[path]
        for name in re.findall(r'\berr_named\(\s*[^,]+,\s*\w+,\s*"(\w+)"', text):
            yield path, name
        for name in re.findall(r'\[(?:OUTCOME|ERR)_\w+\]\s*=\s*"(\w+)"', text):
            if name != "none":
                yield path, name


def every_failure_has_a_french_sentence(tree):
    catalogue, twice = tree.texts.get("templates/lang/fr.json"), []

    def section(pairs):
        names = [name for name, _ in pairs]
        twice.extend(sorted({name for name in names if names.count(name) > 1}))
        return dict(pairs)
    known = strings_of(json.loads(catalogue, object_pairs_hook=section)) if catalogue else None
    for name in twice:
        yield f"templates/lang/fr.json: {name} stands there twice"
    for path, name in stable_names(tree):
        if len(name) > 39:
            yield f"{path}: {name} is longer than 39 letters"
        if known is not None and name not in known:
            yield f"{path}: {name} has no sentence in templates/lang/fr.json"


RULES = [
    floors_include_only_those_below,
    includes_are_path_qualified,
    no_source_is_included,
    libraries_have_one_door,
    headers_are_read_once,
    files_are_short,
    functions_are_short,
    parameters_are_few,
    err_comes_last,
    banned_words_stay_out,
    sources_have_a_test,
    sources_are_built,
    text_is_clean,
    no_machine_is_named,
    released_migrations_are_never_edited,
    every_failure_has_a_french_sentence,
]


def main(root):
    tree = Tree(root)
    bad = 0
    print(f"1..{len(RULES)}")
    for number, rule in enumerate(RULES, 1):
        complaints = list(rule(tree))
        bad += bool(complaints)
        for complaint in complaints:
            print(f"# {complaint}")
        print(f"{'not ok' if complaints else 'ok'} {number} - {rule.__name__}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent))
