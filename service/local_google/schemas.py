"""Judging a value, or a `fields` mask, by the schemas of a discovery document."""

import re
from collections.abc import Callable
from typing import Any

from service.local_google.errors import Json
from service.local_google.fields import Mask, bad_selection

Checker = Callable[[Any, str, list[str]], None]
INTEGER = re.compile(r"-?\d+")


class Schemas:
    """The schemas of one document; their checkers are compiled on demand."""

    def __init__(self, schemas: dict[str, Json]) -> None:
        self._schemas = schemas
        self._checkers: dict[str, Checker] = {}

    def members(self, name: str) -> dict[str, Json]:
        """The properties of a schema by name; {} if there is none of this name."""
        found: dict[str, Json] = self._schemas.get(name, {}).get("properties", {})
        return found

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
                self._checkers[name] = self._checker(self._schemas[name])
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
            schema = inner or self._schemas.get(schema["$ref"], {})
        members, others = schema.get("properties", {}), schema.get("additionalProperties")
        for name, below in mask.items():
            if name == "*":
                targets = list(members.values()) if below else []
            elif name in members or others:
                targets = [members.get(name, others)]
            else:
                raise bad_selection(name)
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
