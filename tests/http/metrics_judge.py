"""A strict reader of Prometheus' text format, version 0.0.4: what a server says, or why it is wrong."""
import math
import re

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"'
SAMPLE = re.compile(rf"({NAME})(?:\{{({LABEL}(?:,{LABEL})*)\}})? (-?[0-9]+(?:\.[0-9]+)?|\+Inf|NaN)")
TYPES = ("counter", "gauge", "histogram")
ENDS = {"counter": [""], "gauge": [""], "histogram": ["_bucket", "_sum", "_count"]}


class Wrong(Exception):
    pass


def labels_of(text):
    pairs = [pair.split("=", 1) for pair in re.findall(LABEL, text or "")]
    if len(dict(pairs)) != len(pairs):
        raise Wrong(f"a label twice: {text}")
    return {name: re.sub(r"\\(.)", lambda m: {"n": "\n"}.get(m[1], m[1]), value[1:-1])
            for name, value in pairs}


def read(text):
    """{family: (type, help, {(name, (label, value)...): number})}, in the order of the text."""
    families, now = {}, None
    if not text.endswith("\n"):
        raise Wrong("the last line has no end")
    for number, line in enumerate(text[:-1].split("\n"), 1):
        head = re.fullmatch(rf"# (HELP|TYPE) ({NAME}) (.+)", line)
        if head and head[1] == "HELP":
            if head[2] in families:
                raise Wrong(f"{number}: {head[2]} comes twice")
            now = families[head[2]] = [None, head[3], {}]
        elif head:
            if list(families)[-1:] != [head[2]] or now[0] or now[2] or head[3] not in TYPES:
                raise Wrong(f"{number}: {line}")
            now[0] = head[3]
        else:
            add(families, now, number, line)
    return families


def add(families, now, number, line):
    found = SAMPLE.fullmatch(line)
    if not found or not now or not now[0]:
        raise Wrong(f"{number}: {line}")
    family = list(families)[-1]
    if found[1] not in [family + end for end in ENDS[now[0]]]:
        raise Wrong(f"{number}: {found[1]} is not of {family}")
    key = (found[1], *sorted(labels_of(found[2]).items()))
    if key in now[2]:
        raise Wrong(f"{number}: {line}: a second time")
    now[2][key] = float(found[3].replace("+Inf", "inf"))


def check_histogram(family, samples):
    series = {}
    for (name, *labels), value in samples.items():
        plain = tuple(pair for pair in labels if pair[0] != "le")
        of = series.setdefault(plain, {"buckets": []})
        if name.endswith("_bucket"):
            of["buckets"].append((float(dict(labels)["le"].replace("+Inf", "inf")), value))
        else:
            of[name.removeprefix(family)] = value
    for labels, of in series.items():
        bounds, counts = zip(*of["buckets"])
        if list(bounds) != sorted(set(bounds)) or bounds[-1] != math.inf or list(counts) != sorted(counts):
            raise Wrong(f"{family}{labels}: buckets {of['buckets']}")
        if of["_count"] != counts[-1] or of["_sum"] < 0:
            raise Wrong(f"{family}{labels}: {of}")


def judge(text):
    """What read() says, when all of it is right."""
    families = read(text)
    for family, (kind, words, samples) in families.items():
        if not kind or not words.endswith("."):
            raise Wrong(f"{family}: no type, or no sentence")
        if (kind == "counter") != family.endswith("_total"):
            raise Wrong(f"{family} is no name of a {kind}")
        if any(value < 0 or math.isnan(value) for value in samples.values()):
            raise Wrong(f"{family}: below zero, or no number")
        if kind == "histogram":
            check_histogram(family, samples)
    return families
