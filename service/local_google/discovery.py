"""Google's own discovery documents as the judge of requests and of our answers.

The documents come with googleapiclient. Everything generic is read from them: routes, parameters
and their defaults, bodies, answers, `fields`, scopes. Parsed once, checkers compiled on demand.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import googleapiclient

from service.local_google import fields
from service.local_google.errors import Json, invalid
from service.local_google.fields import Mask

DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
NAMES = ("drive.v3", "sheets.v4", "gmail.v1")

Checker = Callable[[Any, str, list[str]], None]
INTEGER = re.compile(r"-?\d+")
PLACEHOLDER = re.compile(r"\{(\+?)(\w+)\}")


@dataclass(frozen=True, eq=False)
class Method:
    """One method of one API as its document describes it."""

    api: "Api"
    id: str
    description: Json = field(repr=False)

    @cached_property
    def parameters(self) -> dict[str, Json]:
        """Own and common parameters by name."""
        found: dict[str, Json] = dict(self.api.document["parameters"])
        found.update(self.description.get("parameters", {}))
        return found

    @cached_property
    def scopes(self) -> frozenset[str]:
        """Any one of these lets a token call the method."""
        return frozenset(self.description.get("scopes", ()))

    @property
    def response(self) -> str:
        """Name of the answer's schema, or ""."""
        return str(self.description.get("response", {}).get("$ref", ""))

    @cached_property
    def defaults(self) -> Json:
        """Values of parameters nobody sent, where the document gives one."""
        return {
            name: self._typed(described, described["default"])
            for name, described in self.parameters.items()
            if "default" in described
        }

    @staticmethod
    def _typed(described: Json, text: str) -> Any:
        kind = described.get("type")
        if kind == "boolean":
            return text.lower() == "true"
        if kind == "integer":
            return min(int(text), int(described.get("maximum", text)))  # pageSize is coerced
        return text

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
                values.setdefault(name, []).append(self._typed(described, text))
            elif name in values:
                problems.append(f"{name} given twice")
            else:
                values[name] = self._typed(described, text)
        problems += [
            f"Required parameter: {name}"
            for name, described in self.parameters.items()
            if described.get("required") and name not in values
        ]
        return self.defaults | values, unknown, problems

    def request_problems(self, body: Any) -> list[str]:
        """What is wrong with a request body; [] if nothing."""
        described = self.description.get("request")
        if described is None:
            return ["body: this method takes none"] if body else []
        return self.api.problems(described, body)

    def has_field(self, name: str) -> bool:
        """Whether the body may have a member of this name."""
        schema = self.description.get("request", {}).get("$ref", "")
        return name in self.api.document["schemas"].get(schema, {}).get("properties", {})

    def response_problems(self, answer: Any) -> list[str]:
        """What is wrong with our own answer; [] if nothing."""
        return self.api.problems({"$ref": self.response}, answer)

    def mask(self, text: str) -> Mask:
        """The `fields` mask, known to fit the answer."""
        return _mask(self, text)


@lru_cache(maxsize=1000)
def _mask(method: Method, text: str) -> Mask:
    mask = fields.parse(text, dots=method.api.name != "drive")
    method.api.check_mask(mask, {"$ref": method.response})
    return mask


def _parameter_problem(name: str, described: Json, text: str) -> str:
    kind = described.get("type")
    if kind == "integer":
        if not INTEGER.fullmatch(text):
            return f"{name}: not an integer"
        if int(text) < int(described.get("minimum", text)):
            return f"{name}: below {described['minimum']}"
    elif kind == "boolean" and text.lower() not in ("true", "false"):
        return f"{name}: not a boolean"
    if "enum" in described and text not in described["enum"]:
        return f"{name}: {text!r} is none of {described['enum']}"
    return ""


@dataclass(frozen=True)
class Route:
    """One way to call a method: an address pattern, and whether it is an upload address."""

    verb: str
    pattern: re.Pattern[str]
    method: Method
    upload: bool
    depth: int  # slashes in the path
    literal: int  # characters outside the placeholders


class Api:
    """One discovery document."""

    def __init__(self, document_name: str) -> None:
        text = (DOCUMENTS / f"{document_name}.json").read_text(encoding="utf-8")
        self.document: Json = json.loads(text)
        self.name: str = self.document["name"]
        self._checkers: dict[str, Checker] = {}
        self.methods = {
            described["id"]: Method(self, described["id"], described) for described in _described_methods(self.document)
        }

    def routes(self) -> list[Route]:
        """All addresses of all methods."""
        routes = []
        for method in self.methods.values():
            path = "/" + self.document["servicePath"] + method.description["path"]
            routes.append(_route(method, path, upload=False))
            protocols = method.description.get("mediaUpload", {}).get("protocols", {})
            routes += [_route(method, p["path"], upload=True) for p in protocols.values()]
        return routes

    def problems(self, schema: Json, value: Any) -> list[str]:
        """Sentences on where `value` leaves the schema."""
        problems: list[str] = []
        self._checker(schema)(value, "body", problems)
        return problems

    def _checker(self, schema: Json) -> Checker:
        if "$ref" in schema:
            name = schema["$ref"]
            if name not in self._checkers:
                self._checkers[name] = _later(self._checkers, name)  # schemas are recursive
                self._checkers[name] = self._checker(self.document["schemas"][name])
            return _later(self._checkers, name)
        kind = schema.get("type")
        if "properties" in schema or kind == "object":
            return self._object_checker(schema)
        if kind == "array":
            return _array_checker(self._checker(schema["items"]))
        return _scalar_checker(schema)

    def _object_checker(self, schema: Json) -> Checker:
        members = {name: self._checker(s) for name, s in schema.get("properties", {}).items()}
        further = schema.get("additionalProperties")
        others = self._checker(further) if further else None

        def check(value: Any, where: str, found: list[str]) -> None:
            if value is None:  # Google reads null as absent
                return
            if not isinstance(value, dict):
                found.append(f"{where}: expected an object")
                return
            for name, item in value.items():
                checker = members.get(name, others)
                if checker is None:
                    found.append(f"Unknown name \"{name}\" at '{where}': Cannot find field.")
                else:
                    checker(item, f"{where}.{name}", found)

        return check

    def check_mask(self, mask: Mask, schema: Json) -> None:
        """Raise 400 when the mask names a field the schema does not have."""
        while "$ref" in schema or "items" in schema:
            inner = schema.get("items")
            schema = inner or self.document["schemas"].get(schema["$ref"], {})
        members, others = schema.get("properties", {}), schema.get("additionalProperties")
        for name, below in mask.items():
            if name == "*":
                targets = list(members.values()) if below else []
            elif name in members or others:
                targets = [members.get(name, others)]
            else:
                raise fields.bad_selection(name)
            for target in targets:
                self.check_mask(below, target)


def _later(checkers: dict[str, Checker], name: str) -> Checker:
    return lambda value, where, found: checkers[name](value, where, found)  # noqa: PLW0108  # later


def _array_checker(member: Checker) -> Checker:
    def check(value: Any, where: str, found: list[str]) -> None:
        if isinstance(value, list):
            for position, item in enumerate(value):
                member(item, f"{where}[{position}]", found)
        elif value is not None:
            found.append(f"{where}: expected an array")

    return check


def _scalar_checker(schema: Json) -> Checker:
    kind, form, enum = schema.get("type"), schema.get("format"), schema.get("enum")

    def right(value: Any) -> bool:
        if form in ("int64", "uint64"):
            return bool(INTEGER.fullmatch(str(value)))
        if kind == "string":
            return isinstance(value, str) and (enum is None or value in enum)
        if kind == "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        if kind == "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        return kind != "boolean" or isinstance(value, bool)

    def check(value: Any, where: str, found: list[str]) -> None:
        if value is not None and not right(value):
            found.append(f"{where}: {value!r} is no {form or kind}" + (f" of {enum}" if enum else ""))

    return check


def _described_methods(resource: Json) -> list[Json]:
    found = list(resource.get("methods", {}).values())
    for inner in resource.get("resources", {}).values():
        found += _described_methods(inner)
    return found


def _route(method: Method, template: str, *, upload: bool) -> Route:
    pattern, end = "", 0
    for hole in PLACEHOLDER.finditer(template):
        inside = ".+" if hole[1] else "[^/]+"
        pattern += re.escape(template[end : hole.start()]) + f"(?P<{hole[2]}>{inside})"
        end = hole.end()
    pattern += re.escape(template[end:])
    depth, literal = template.count("/"), len(PLACEHOLDER.sub("", template))
    verb = method.description["httpMethod"]
    return Route(verb, re.compile(pattern), method, upload, depth, literal)


class Discovery:
    """All three APIs and the way from a verb and a path to a method."""

    def __init__(self) -> None:
        self.apis = {api.name: api for api in map(Api, NAMES)}
        self._routes: dict[tuple[str, int], list[Route]] = defaultdict(list)
        for api in self.apis.values():
            for route in api.routes():
                self._routes[route.verb, route.depth].append(route)
        for routes in self._routes.values():  # files/trash before files/{fileId}
            routes.sort(key=lambda route: -route.literal)

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


def refuse(problems: list[str]) -> Exception:
    """400 in Google's words."""
    return invalid("Invalid JSON payload received. " + " ".join(problems), reason="badRequest")
