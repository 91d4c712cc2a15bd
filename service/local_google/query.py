"""The `q` of files.list: `'id' in parents and (name contains 'x' or not trashed = true)`.

Compiled to a predicate over what one user sees of a file.
https://developers.google.com/workspace/drive/api/guides/ref-search-terms
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from service.local_google import moments
from service.local_google.errors import ApiError, invalid

Look = Callable[[str], Any]  # name of a field → its value for this file and user
Predicate = Callable[[Look], bool]

TOKEN = re.compile(
    r"""\s*(?:(?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<sign><=|>=|!=|[<>=(){}])|(?P<word>[\w.]+))\s*"""
)
ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
TEXTS = {"name", "mimeType", "shortcutDetails.targetId", "visibility"}
TIMES = {"modifiedTime", "viewedByMeTime", "createdTime", "sharedWithMeTime"}
FLAGS = {"trashed", "starred", "sharedWithMe"}
COLLECTIONS = {"parents", "owners", "writers", "readers"}
MAPS = {"properties", "appProperties"}


@dataclass(frozen=True)
class Query:
    """A compiled `q` and the folder every hit must be in, if it says so ("" otherwise)."""

    matches: Predicate
    parent: str = ""


@lru_cache(maxsize=1000)
def compile_query(text: str) -> Query:
    """The query in `text`, "" finding all; 400 with location `q` if Google would not understand it."""
    if not text:
        return Query(lambda _: True)
    reader = _Reader(text)
    query = reader.either()
    reader.expect("")
    return query


def bad_query() -> ApiError:
    """400 as Drive words it."""
    return invalid("Invalid Value", "q")


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = [("end", "")]  # the next one is the last
        position = 0
        while position < len(text):
            match = TOKEN.match(text, position)
            if not match or not match.lastgroup:
                raise bad_query()
            self.tokens.insert(1, (match.lastgroup, match[match.lastgroup]))
            position = match.end()

    def accept(self, value: str) -> bool:
        if self.tokens[-1][1] != value or self.tokens[-1][0] == "string":
            return False
        self.tokens.pop()
        return True

    def expect(self, *values: str) -> None:
        for value in values:
            if not self.accept(value):
                raise bad_query()

    def _word(self, known: set[str] | dict[str, Any]) -> str:
        kind, text = self.tokens.pop()
        if kind in ("string", "end") or text not in known:
            raise bad_query()
        return text

    def _string(self) -> str:
        kind, text = self.tokens.pop()
        if kind != "string":
            raise bad_query()
        return re.sub(r"\\(.)", r"\1", text[1:-1])

    def either(self) -> Query:
        found = self._both()
        while self.accept("or"):
            found = Query(_or(found.matches, self._both().matches))
        return found

    def _both(self) -> Query:
        found = self._one()
        while self.accept("and"):
            further = self._one()
            found = Query(_and(found.matches, further.matches), found.parent or further.parent)
        return found

    def _one(self) -> Query:
        if self.accept("not"):
            inner = self._one().matches
            return Query(lambda look: not inner(look))
        if self.accept("("):
            found = self.either()
            self.expect(")")
            return found
        if self.tokens[-1][0] == "string":
            value = self._string()
            self.expect("in")
            name = self._word(COLLECTIONS)
            return Query(lambda look: value in look(name), value if name == "parents" else "")
        return Query(self._term(self._word(TEXTS | TIMES | FLAGS | MAPS | {"fullText"})))

    def _term(self, name: str) -> Predicate:
        if name in MAPS:
            self.expect("has", "{", "key", "=")
            key = self._string()
            self.expect("and", "value", "=")
            value = self._string()
            self.expect("}")
            return lambda look: look(name).get(key) == value
        if name == "sharedWithMe" and self.tokens[-1][1] not in ORDER:
            return lambda look: bool(look(name))
        if name in FLAGS:
            wanted = (self._word({"=", "!="}) == "=") == (self._word({"true", "false"}) == "true")
            return lambda look: bool(look(name)) == wanted
        if name in TIMES:
            return _time(name, ORDER[self._word(ORDER)], self._string())
        if self.accept("contains"):
            return _contains(name, self._string())
        compare = ORDER[self._word({"=", "!="} if name in TEXTS else set())]
        text = self._string()
        return lambda look: compare(look(name), text)


def _and(left: Predicate, right: Predicate) -> Predicate:
    return lambda look: left(look) and right(look)


def _or(left: Predicate, right: Predicate) -> Predicate:
    return lambda look: left(look) or right(look)


def _time(name: str, compare: Callable[[Any, Any], bool], text: str) -> Predicate:
    try:
        moment = moments.parse(text)
    except ValueError:
        raise bad_query() from None
    return lambda look: look(name) is not None and compare(look(name), moment)


def _contains(name: str, value: str) -> Predicate:
    """Prefix of a word, in any case; mimeType is searched as one text from its beginning."""
    if name not in ("name", "fullText", "mimeType"):
        raise bad_query()
    pattern = re.compile((r"^" if name == "mimeType" else r"(?<!\w)") + re.escape(value.casefold()))
    field = "name" if name == "fullText" else name
    return lambda look: bool(pattern.search(look(field).casefold()))
