"""Values for hypothesis, made from the schemas of the description: what fits, and what does not."""
import datetime
import re

from hypothesis import strategies as st

TEXT = st.text(st.characters(min_codepoint=1, max_codepoint=0xFFFF, blacklist_categories=("Cs",)), max_size=40)
HARD_TEXT = st.one_of(
    TEXT, st.sampled_from(["", " ", "\0", "null", "'; --", "%s%n", "../../etc/passwd", "\u202e\u0000", "é" * 300,
                           "A" * 5000, "1e999", "-0", "9" * 30, "0x10", "\ud7ff", "\U0001f600" * 20, "<b>&amp;"]))
JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-2**70, 2**70), st.floats(allow_nan=False, allow_infinity=False),
              HARD_TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)), max_leaves=5)


class Strategies:
    def __init__(self, description):
        self.description = description
        self.known = {}  # schemas' ids: strategies made of them

    def fitting(self, schema):
        """A strategy of values that fit."""
        schema = self.description.resolve(schema)
        if id(schema) not in self.known:
            self.known[id(schema)] = self.make(schema)
        return self.known[id(schema)]

    def make(self, schema):
        if "const" in schema:
            return st.just(schema["const"])
        if "enum" in schema:
            return st.sampled_from(schema["enum"])
        for word in ("oneOf", "anyOf"):
            if word in schema:
                return st.one_of([self.fitting(part) for part in schema[word]])
        types = schema.get("type", "object" if "properties" in schema else None)
        if isinstance(types, list):
            return st.one_of([self.fitting(schema | {"type": kind}) for kind in types])
        return getattr(self, "make_" + (types or "junk"))(schema)

    def make_junk(self, _):
        return JUNK

    def make_null(self, _):
        return st.none()

    def make_boolean(self, _):
        return st.booleans()

    def make_integer(self, schema):
        low, high = schema.get("minimum", -2**63), schema.get("maximum", 2**63 - 1)
        edges = [edge for edge in (low, high, 0, 1) if low <= edge <= high]
        return st.one_of(st.integers(low, high), st.sampled_from(edges))

    def make_number(self, schema):
        return st.floats(schema.get("minimum", -1e9), schema.get("maximum", 1e9), width=32)

    def make_string(self, schema):
        low, high = schema.get("minLength", 0), schema.get("maxLength", 60)
        if schema.get("format") == "date":
            return st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1)).map(str)
        if schema.get("format") == "date-time":
            return st.datetimes(datetime.datetime(2020, 1, 1), datetime.datetime(2040, 1, 1)).map(
                lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ"))
        examples = st.sampled_from(schema["examples"]) if schema.get("examples") else st.nothing()
        if "pattern" in schema:
            pattern = schema["pattern"]
            made = st.from_regex(pattern, fullmatch=pattern.endswith("$")).map(lambda text: text.rstrip("\n"))
            return st.one_of(examples, made.filter(lambda text: low <= len(text) <= high and re.search(pattern, text)))
        return st.one_of(examples, st.text(min_size=low, max_size=min(high, 60)),
                         st.just("x" * high))

    def make_array(self, schema):
        return st.lists(self.fitting(schema.get("items", {})), min_size=schema.get("minItems", 0),
                        max_size=min(schema.get("maxItems", 3), max(3, schema.get("minItems", 0))))

    def make_object(self, schema):
        members = {name: self.fitting(part) for name, part in schema.get("properties", {}).items()}
        required = set(schema.get("required", []))
        return st.fixed_dictionaries({name: members[name] for name in members if name in required},
                                     optional={name: members[name] for name in members if name not in required})

    def breaking(self, schema):
        """A strategy of values that mostly do not fit, though they look as if."""
        return st.one_of(self.fitting(schema).flatmap(self.broken), JUNK)

    def broken(self, value):
        if isinstance(value, dict):
            names = sorted(value)
            changes = [st.tuples(TEXT, JUNK).map(lambda pair: value | {pair[0]: pair[1]})]
            if names:
                changes.append(st.sampled_from(names).map(
                    lambda name: {key: each for key, each in value.items() if key != name}))
                changes.append(st.sampled_from(names).flatmap(
                    lambda name: self.broken(value[name]).map(lambda bad: value | {name: bad})))
            return st.one_of(changes)
        if isinstance(value, list) and value:
            return st.one_of(JUNK, self.broken(value[0]).map(lambda bad: [bad] + value[1:]),
                             st.just(value * 300))
        if isinstance(value, str):
            return st.one_of(JUNK, st.just(value + "\n"), st.just(value * 50), st.just(value[:-1]), HARD_TEXT)
        if isinstance(value, int):
            return st.one_of(JUNK, st.sampled_from([value + 0.5, -value - 1, value + 2**40, 2**63, str(value)]))
        return JUNK
