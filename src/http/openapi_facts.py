"""What the sources already say of the API: routes, statuses of codes, French sentences.

The route table, the status tables and the catalogue stay the only places that say it; this reads
them as text, and a test compares the outcome with the compiled program (tests/api/routes_test.py).
"""
import json
import re

class Facts:
    """All of it. `read(path)` gives the text of a file below the root of the sources."""

    def __init__(self, read, sources):
        self.routes = list(routes(read("src/http/route.h"), read("src/http/routes.c")))
        status_c = read("src/http/status.c")
        classes = {name: int(status) for name, status in
                   re.findall(r"\[(ERR_\w+)\] = (\d+)", status_c)}
        named = {name: int(status) for name, status in
                 re.findall(r'{\s*"(\w+)",\s*(\d+)\s*}', status_c)}
        outcomes = re.findall(r"\[OUTCOME_(\w+)\] = (\d+)", status_c)
        self.outcomes = {name.lower(): int(status) for name, status in outcomes}
        self.codes = {word[4:].lower(): (status, word) for word, status in classes.items()}
        for path in sources:
            for word, name in re.findall(r'\b(ERR_[A-Z]+),\s*"([a-z0-9_]+)"', read(path)):
                self.codes[name] = (named.get(name, classes[word]), word)
        french = json.loads(read("templates/lang/fr.json"))
        for name in french["error"]:  # a name that a helper is handed, with the class of bad words
            if name.startswith("bad_"):
                self.codes.setdefault(name, (classes["ERR_INPUT"], "ERR_INPUT"))
        self.sentences, self.outcome_sentences = french["error"], french["outcome"]
        self.titles = french["title"]

    def title(self, code):
        status, word = self.codes[code]
        return self.titles["unidentified" if status == 401 else word[4:].lower()]


def routes(header, table):
    """Each line of the table as a dict of the columns that struct http_route names."""
    struct = re.search(r"^struct http_route \{(.*?)^\};", header, re.M | re.S)[1]
    struct = re.sub(r"/\*.*?\*/", "", struct, flags=re.S)
    columns = [re.search(r"(\w+)$", member.strip())[1] for member in struct.split(";") if member.strip()]
    table = re.sub(r"/\*.*?\*/", "", table, flags=re.S)
    constants = dict(re.findall(r"^\t([A-Z_]+) = ([^,\n]+)", table, re.M))
    lines = re.search(r"http_routes\[\] = \{(.*?)^\};", table, re.M | re.S)[1]
    for line in re.findall(r"^\t\{(.*?)\},$", lines, re.M | re.S):
        cells = [cell.strip() for cell in re.findall(r'\s*((?:"(?:\\.|[^"\\])*"|[^",])+)\s*(?:,|$)', line)]
        line = dict.fromkeys(columns, "0")
        line.update(zip(columns, [cell for cell in cells if not cell.startswith(".")]))
        line.update(re.match(r"\.(\w+)\s*=\s*(.*)", cell, re.S).groups()
                    for cell in cells if cell.startswith("."))
        yield route(line, constants)


def words(cell, prefix, constants):
    """"A | B" as ["a", "b"]; a constant that is made of others stands for those."""
    found = []
    for word in filter(lambda word: word not in ("", "0"), map(str.strip, cell.split("|"))):
        if "|" in constants.get(word, ""):
            found += words(constants[word], prefix, constants)
        else:
            found.append(word.removeprefix(prefix).lower())
    return found


def number(cell, constants):
    product = 1
    for factor in constants.get(cell, cell).split("*"):
        product *= int(factor) if factor.strip().isdigit() else number(factor.strip(), constants)
    return product


def route(line, constants):
    verb = line.get("verb", "0")
    return {
        "method": line["method"].strip('"'),
        "digits": re.findall(r"#(\w+)", line["path"]),
        "path": re.sub(r"[:#](\w+)", r"{\1}", line["path"].strip('"')),
        "roles": words(line["roles"], "", constants),
        "scope": (words(line.get("scope", "0"), "SCOPE_", constants) or [None])[0],
        "lane": line["lane"].removeprefix("LANE_").lower(),
        "body_max": number(line["body_max"], constants),
        "flags": words(line.get("flags", "0"), "ROUTE_", constants),
        "verb": verb.strip('"') if '"' in verb else None,
        "handler": line["run"],
        "about": line["about"].strip('"'),
    }
