"""openapi.json as tests use it: its calls, its schemas with references resolved, its verdicts."""
import json
import re

import jsonschema


def pattern(validator, regex, value, schema):
    """As ECMAScript does: the end is the end, not the line feed before it."""
    if isinstance(value, str) and not re.search(re.sub(r"(?<!\\)\$$", r"\\Z", regex), value):
        yield jsonschema.ValidationError(f"{value!r} does not match {regex!r}")


Validator = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"pattern": pattern})


class Description:
    def __init__(self, whole):
        self.whole = whole
        self.schemas = whole["components"]["schemas"]
        self.resolver = jsonschema.RefResolver("", whole)
        self.validators, self.kept = {}, []
        self.calls = {(method.upper(), path): call for path, calls in whole["paths"].items()
                      for method, call in calls.items()}
        self.patterns = [(re.compile(self.regex(path)), path)
                         for path in sorted(whole["paths"], key=lambda path: path.count("{"))]

    @classmethod
    def read(cls, path):
        with open(path, encoding="utf-8") as file:
            return cls(json.load(file))

    def regex(self, path):
        """What a path as it is sent looks like; some parameters are digits only."""
        digits = {name for call in self.whole["paths"][path].values() for name in call.get("x-digits", [])}
        parts = ["([0-9]+)" if part[1:-1] in digits else "([^/]+)" if part[:1] == "{" else re.escape(part)
                 for part in path.split("/")]
        return "/".join(parts) + "$"

    def resolve(self, said):
        """What a reference stands for; anything else is itself."""
        while "$ref" in said:
            said = self.resolver.resolve(said["$ref"])[1]
        return said

    def find(self, method, path):
        """(pattern, call) of a path as it is sent; (None, None) when it is not described."""
        path = path.partition("?")[0]
        for regex, pattern in self.patterns:
            if regex.match(path) and (method, pattern) in self.calls:
                return pattern, self.calls[method, pattern]
        return None, None

    def answers(self, call):
        return {int(status): self.resolve(answer) for status, answer in call["responses"].items()}

    def parameters(self, call, place):
        found = map(self.resolve, call["parameters"])
        return {parameter["name"]: parameter for parameter in found if parameter["in"] == place}

    def examples(self, media):
        """Those of a body; those of its schema when it has none."""
        found = [self.resolve(each)["value"] for each in media.get("examples", {}).values()]
        found += [media["example"]] if "example" in media else []
        return found or self.resolve(media["schema"]).get("examples", [])

    def complaints(self, value, schema, strict=False):
        """Why a value does not fit; `strict`: members that are not described do not fit either."""
        validator = self.validators.get((id(schema), strict))
        if not validator:
            self.kept.append(schema)  # so that its id stays its own
            validator = self.validators[id(schema), strict] = Validator(
                self.strict(schema) if strict else schema, resolver=self.resolver,
                format_checker=jsonschema.FormatChecker())
        return [f"{'/'.join(map(str, error.absolute_path)) or 'the whole'}: {error.message[:300]}"
                for error in validator.iter_errors(value)]

    def strict(self, schema):
        """The schema with references written out, closed to what it does not name."""
        schema = self.resolve(schema)
        if not isinstance(schema, dict):
            return schema
        closed = {}
        for key, part in schema.items():
            if key in ("properties", "patternProperties"):
                closed[key] = {name: self.strict(value) for name, value in part.items()}
            elif key == "allOf":  # closed as a whole
                closed[key] = [self.opened(each) for each in part]
            elif key in ("oneOf", "anyOf"):
                closed[key] = [self.strict(each) for each in part]
            elif key in ("items", "additionalProperties") and isinstance(part, dict):
                closed[key] = self.strict(part)
            elif key != "examples":
                closed[key] = part
        if ("properties" in closed or "allOf" in closed) and "additionalProperties" not in closed:
            closed["unevaluatedProperties"] = False
        return closed

    def opened(self, schema):
        schema = {key: part for key, part in self.strict(schema).items() if key != "unevaluatedProperties"}
        if "allOf" in schema:
            schema["allOf"] = [self.opened(part) for part in schema["allOf"]]
        return schema
