#!/usr/bin/env python3
"""words_test.py ROOT: what the pages say is in templates/lang, the same in each language, and all of it is said."""
import json
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
lang, web = root / "templates/lang", root / "templates/web"
LANGUAGES = ("fr", "en")
sources = {path: path.read_text("utf-8") for kind in ("ts", "tsx")
           for path in sorted(web.rglob(f"*.{kind}")) if "node_modules" not in path.parts}
rooms = sorted({path.name.split(".")[0] for path in (lang / "web").glob("*.json")})
failed = 0


def read(path):
    return json.loads(path.read_text("utf-8"), object_pairs_hook=once)


def once(pairs):
    names = [name for name, _ in pairs]
    twice = {name for name in names if names.count(name) > 1}
    assert not twice, f"twice: {twice}"
    return dict(pairs)


def check(number, name, complaints):
    global failed
    for each in complaints[:30]:
        print(f"# {each}")
    print(f"{'not ' if complaints else ''}ok {number} - {name}")
    failed += bool(complaints)


texts = {(room, language): read(lang / "web" / f"{room}.{language}.json") for room in rooms for language in LANGUAGES}
server = {language: read(lang / f"{language}.json") for language in LANGUAGES}


def holes(text):
    return sorted(re.findall(r"\{(\w+)\}", text))


def differences():
    for room in rooms:
        fr, en = texts[room, "fr"], texts[room, "en"]
        yield from (f"{room}.{key} is in one language only" for key in sorted(fr.keys() ^ en.keys()))
        yield from (f"{room}.{key} has other values in English" for key in sorted(fr.keys() & en.keys())
                    if holes(fr[key]) != holes(en[key]))
    for section in ("error", "field", "outcome"):
        fr, en = server["fr"][section], server["en"][section]
        yield from (f"{section}.{key} of the server's sentences is in one language only" for key in sorted(fr.keys() ^ en.keys()))


def spaces():
    for room in rooms:
        for key, text in texts[room, "fr"].items():
            if re.search(r" [:;!?»]|« |\w'\w|\.\.\.", text):
                yield f"{room}.{key}: no-break spaces before : ; ! ? and inside « », ’ for ', … for ..."
            if not text.strip():
                yield f"{room}.{key} is empty"


def unsaid():
    """A key is said as it is, or by its beginning: t.find(`role_${…}`), t.count("left", n)."""
    whole = "\n".join(sources.values()) + (web / "pages.json").read_text("utf-8")
    starts = set(re.findall(r"`([a-z0-9_]+_)\$\{", whole)) | {"title_"}
    counted = set(re.findall(r"count\(\s*\"([a-z0-9_]+)\"", whole))
    for room in rooms:
        for key in texts[room, "fr"]:
            base = re.sub(r"_(one|other)$", "", key)
            if f'"{key}"' not in whole and base not in counted and not any(key.startswith(start) for start in starts):
                yield f"{room}.{key} is never said"


def bare():
    """Words in the source of a page, not in a catalogue."""
    for path, text in sources.items():
        if path.suffix != ".tsx":
            continue
        for number, line in enumerate(text.splitlines(), 1):
            code = re.sub(r"^\s*(//|\*|/\*).*|\s//\s.*", "", line)
            for found in re.findall(r"(?<![=-])>\s*([^<>{}()=;&|]*[A-Za-zÀ-ÿ]{2,}[^<>{}()=;&|]*)<", code):
                if found.strip() != "passnum":
                    yield f"{path.relative_to(root)}:{number}: {found.strip()!r} belongs into templates/lang/web"
            for found in re.findall(r"(?:aria-label|title|alt|placeholder|label|hint)=\"([^\"]*)\"", code):
                yield f"{path.relative_to(root)}:{number}: {found!r} belongs into templates/lang/web"


def kinds():
    """Kinds of workshop have one name each, on the screens and in the description of the API."""
    told = (root / "templates/api/programmes.yaml").read_text("utf-8")
    files = json.loads((root / "templates/lang/fr.json").read_text("utf-8"))
    for key, name in texts["common", "fr"].items():
        if (found := re.fullmatch(r"kind_(\d)", key)) and f"{found[1]} = {name}" not in told:
            yield f"templates/api/programmes.yaml: Kinds do not say {found[1]} = {name}"
        if found and files["kind"].get(found[1]) != name:
            yield f"templates/lang/fr.json: kind.{found[1]} is not {name}, as on the screens"


print("1..5")
check(1, "each language says the same", list(differences()))
check(2, "French is set as it should be", list(spaces()))
check(3, "every text is said somewhere", list(unsaid()))
check(4, "no words in the sources", list(bare()))
check(5, "kinds of workshop have one name", list(kinds()))
sys.exit(bool(failed))
