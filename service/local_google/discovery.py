"""Google's own discovery documents as the judge of requests and of our answers.

The documents come with googleapiclient. Everything generic is read from them: routes, parameters
and their defaults, bodies, answers, `fields`, scopes. Parsed once, checkers compiled on demand.
"""

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import googleapiclient

from service.local_google import fields
from service.local_google.errors import Json, invalid
from service.local_google.fields import Mask
from service.local_google.schemas import INTEGER, Schemas

DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
NAMES = ("drive.v3", "sheets.v4", "gmail.v1")

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
        return self.api.schemas.problems(described, body)

    def has_field(self, name: str) -> bool:
        """Whether the body may have a member of this name."""
        schema = self.description.get("request", {}).get("$ref", "")
        return name in self.api.schemas.members(schema)

    def response_problems(self, answer: Any) -> list[str]:
        """What is wrong with our own answer; [] if nothing."""
        return self.api.schemas.problems({"$ref": self.response}, answer)

    def mask(self, text: str) -> Mask:
        """The `fields` mask, known to fit the answer."""
        return _mask(self, text)


@lru_cache(maxsize=1000)
def _mask(method: Method, text: str) -> Mask:
    mask = fields.parse(text, dots=method.api.name != "drive")
    method.api.schemas.check_mask(mask, {"$ref": method.response})
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
        self.schemas = Schemas(self.document["schemas"])
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
