"""Google's own discovery documents as the judge of requests and of our answers.

The documents come with googleapiclient. Everything generic is read from them: routes, parameters
and their defaults, bodies, answers, `fields`, scopes.
"""

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import googleapiclient

from service.local_google import fields
from service.local_google.errors import Json
from service.local_google.fields import Mask

DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
NAMES = ("drive.v3", "sheets.v4", "gmail.v1")
INTEGER = re.compile(r"-?\d+")
TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
}


@dataclass(frozen=True, eq=False)
class Method:
    """One method of one API as its document describes it."""

    api: "Api"
    id: str
    description: Json = field(repr=False)

    @cached_property
    def parameters(self) -> dict[str, Json]:
        """Own and common parameters by name."""
        return {**self.api.document["parameters"], **self.description.get("parameters", {})}

    @cached_property
    def defaults(self) -> Json:
        """Values of parameters nobody sent, where the document gives one."""
        return {name: _typed(p, p["default"]) for name, p in self.parameters.items() if "default" in p}

    @cached_property
    def required(self) -> list[str]:
        """Parameters that may not be left out."""
        return [name for name, described in self.parameters.items() if described.get("required")]

    @cached_property
    def scopes(self) -> frozenset[str]:
        """Any one of these lets a token call the method."""
        return frozenset(self.description.get("scopes", ()))

    @cached_property
    def response(self) -> str:
        """Name of the answer's schema, or ""."""
        return str(self.description.get("response", {}).get("$ref", ""))

    def read_parameters(
        self, query: list[tuple[str, str]], in_path: dict[str, str]
    ) -> tuple[Json, list[str], list[str]]:
        """Typed values with defaults, names nobody knows, and sentences about what is wrong."""
        values: Json = {}
        unknown, problems = [], []
        for name, text in [*in_path.items(), *query]:
            described = self.parameters.get(name)
            if described is None:
                unknown.append(name)
            elif problem := _parameter_problem(name, described, text):
                problems.append(problem)
            elif described.get("repeated"):
                values.setdefault(name, []).append(_typed(described, text))
            elif name in values:
                problems.append(f"{name} given twice")
            else:
                values[name] = _typed(described, text)
        problems += [f"Required parameter: {name}" for name in self.required if name not in values]
        return self.defaults | values, unknown, problems

    def request_problems(self, body: Json) -> list[str]:
        """What is wrong with a request body; [] if nothing."""
        if "request" not in self.description:
            return ["body: this method takes none"] if body else []
        return self.api.problems(self.description["request"], body)

    def has_field(self, name: str) -> bool:
        """Whether the body may have a member of this name."""
        schema = self.description.get("request", {}).get("$ref", "")
        return name in self.api.document["schemas"].get(schema, {}).get("properties", {})

    @lru_cache(maxsize=1000)  # noqa: B019  # methods live as long as the process
    def mask(self, text: str) -> Mask:
        """The `fields` mask, known to fit the answer."""
        return self.api.mask(text, self.response)


def _typed(described: Json, text: str) -> Any:
    if described["type"] == "boolean":
        return text.lower() == "true"
    if described["type"] == "integer":
        return min(int(text), int(described.get("maximum", text)))  # pageSize is coerced
    return text


def _parameter_problem(name: str, described: Json, text: str) -> str:
    if described["type"] == "integer":
        if not INTEGER.fullmatch(text):
            return f"{name}: not an integer"
        if int(text) < int(described.get("minimum", text)):
            return f"{name}: below {described['minimum']}"
    elif described["type"] == "boolean" and text.lower() not in ("true", "false"):
        return f"{name}: not a boolean"
    if "enum" in described and text not in described["enum"]:
        return f"{name}: {text!r} is none of {described['enum']}"
    return ""


class Api:
    """One discovery document."""

    def __init__(self, document_name: str) -> None:
        self.document: Json = json.loads((DOCUMENTS / f"{document_name}.json").read_text(encoding="utf-8"))
        self.name: str = self.document["name"]
        self.methods = {d["id"]: Method(self, d["id"], d) for d in _described_methods(self.document)}

    def problems(self, schema: Json, value: Any) -> list[str]:
        """Sentences on where `value` leaves the schema."""
        found: list[str] = []
        self._judge(schema, value, "body", found)
        return found

    def _judge(self, schema: Json, value: Any, where: str, found: list[str]) -> None:
        if "$ref" in schema:
            schema = self.document["schemas"][schema["$ref"]]
        kind = schema["type"]
        if value is None or kind == "any":  # Google reads null as absent
            return
        if wrong := _wrong(schema, value):
            found.append(f"{where}: {wrong}")
        elif kind == "object":
            members, others = schema.get("properties", {}), schema.get("additionalProperties")
            for name, item in value.items():
                if member := members.get(name, others):
                    self._judge(member, item, f"{where}.{name}", found)
                else:
                    found.append(f"Unknown name \"{name}\" at '{where}': Cannot find field.")
        elif kind == "array":
            for item in value:
                self._judge(schema["items"], item, f"{where}[]", found)

    def mask(self, text: str, schema: str) -> Mask:
        """The mask in `text`; 400 when it names a field that the schema does not have."""
        mask = fields.parse(text, dots=self.name != "drive")
        self._check_mask(mask, {"$ref": schema})
        return mask

    def _check_mask(self, mask: Mask, schema: Json) -> None:
        while "$ref" in schema or "items" in schema:
            schema = schema.get("items") or self.document["schemas"][schema["$ref"]]
        members, others = schema.get("properties", {}), schema.get("additionalProperties")
        for name, below in mask.items():
            if name == "*":
                targets = list(members.values()) if below else []
            elif name in members or others:
                targets = [members.get(name, others)]
            else:
                raise fields.bad_selection(name)
            for target in targets:
                self._check_mask(below, target)


def _wrong(schema: Json, value: Any) -> str:
    """What is wrong with the type of a value, or with its word; "" if nothing."""
    kind: str = schema["type"]
    if not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        if kind in ("object", "array"):
            return f"expected an {kind}"
        as_number = schema.get("format", "").endswith("int64") and INTEGER.fullmatch(str(value))
        return "" if as_number else f"{value!r} is no {kind}"
    return "" if value in schema.get("enum", (value,)) else f"{value!r} is none of {schema['enum']}"


def _described_methods(resource: Json) -> list[Json]:
    found = list(resource.get("methods", {}).values())
    for inner in resource.get("resources", {}).values():
        found += _described_methods(inner)
    return found


class Route(NamedTuple):
    """One way to call a method: an address pattern, and whether it is an upload address."""

    pattern: re.Pattern[str]
    method: Method
    upload: bool
    literal: int  # characters outside the placeholders


class Discovery:
    """All three APIs and the way from a verb and a path to a method."""

    def __init__(self) -> None:
        self.apis = {api.name: api for api in map(Api, NAMES)}
        self._routes: dict[tuple[str, int], list[Route]] = defaultdict(list)
        for api in self.apis.values():
            for method in api.methods.values():
                described = method.description
                uploads = described.get("mediaUpload", {}).get("protocols", {}).values()
                self._add("/" + api.document["servicePath"] + described["path"], method, upload=False)
                for protocol in uploads:
                    self._add(protocol["path"], method, upload=True)
        for routes in self._routes.values():  # files/trash before files/{fileId}
            routes.sort(key=lambda route: -route.literal)

    def _add(self, template: str, method: Method, *, upload: bool) -> None:
        pattern = re.sub(r"\{\+?(\w+)\}", r"(?P<\1>[^/]+)", template)
        route = Route(re.compile(pattern), method, upload, len(re.sub(r"\{.*?\}", "", template)))
        self._routes[method.description["httpMethod"], template.count("/")].append(route)

    def find(self, verb: str, path: str) -> tuple[Route, dict[str, str]] | None:
        """The route and the values in its path."""
        for route in self._routes.get((verb, path.count("/")), ()):
            if match := route.pattern.fullmatch(path):
                return route, {name: unquote(text) for name, text in match.groupdict().items()}
        return None

    def method(self, method_id: str) -> Method:
        """The method of this id, e.g. "drive.files.list"."""
        return self.apis[method_id.split(".", 1)[0]].methods[method_id]


@lru_cache(maxsize=1)
def load() -> Discovery:
    """The documents, parsed once per process (0.1 s)."""
    return Discovery()
