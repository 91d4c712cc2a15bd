"""The `q` of files.list: `'id' in parents and (name contains 'x' or not trashed = true)`.

Compiled to a predicate over a file resource seen by one user.
https://developers.google.com/workspace/drive/api/guides/ref-search-terms
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from service.local_google import moments
from service.local_google.errors import invalid

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
TEXTS = {"name", "fullText", "mimeType", "shortcutDetails.targetId", "visibility"}
TIMES = {"modifiedTime", "viewedByMeTime", "createdTime", "sharedWithMeTime"}
FLAGS = {"trashed", "starred", "sharedWithMe"}
COLLECTIONS = {"parents", "owners", "writers", "readers"}
MAPS = {"properties", "appProperties"}


@dataclass(frozen=True)
class Query:
    """A compiled `q` and the folder every hit must be in, if it says so ("" otherwise)."""

    matches: Predicate
    parent: str


@lru_cache(maxsize=1000)
def compile_query(text: str) -> Query:
    """The query in `text`; 400 with location `q` if Google would not understand it."""
    return _Parser(text).query()


def bad_query() -> Exception:
    """400 as Drive words it."""
    return invalid("Invalid Value", "q")


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        position = 0
        while position < len(text):
            match = TOKEN.match(text, position)
            if not match or not match.lastgroup:
                raise bad_query()
            self.tokens.append((match.lastgroup, match[match.lastgroup]))
            position = match.end()
        self.tokens.append(("end", ""))
        self.parent = ""  # of the operand read last, when it was `'id' in parents`

    def query(self) -> Query:
        matches, parent = self._either()
        if self.tokens[0][0] != "end":
            raise bad_query()
        return Query(matches, parent)

    def _next(self) -> tuple[str, str]:
        if self.tokens[0][0] == "end":
            raise bad_query()
        return self.tokens.pop(0)

    def _accept(self, value: str) -> bool:
        if self.tokens[0][1] == value and self.tokens[0][0] != "string":
            self.tokens.pop(0)
            return True
        return False

    def _expect(self, value: str) -> None:
        if not self._accept(value):
            raise bad_query()

    def _string(self) -> str:
        kind, text = self._next()
        if kind != "string":
            raise bad_query()
        return re.sub(r"\\(.)", r"\1", text[1:-1])

    def _either(self) -> tuple[Predicate, str]:
        matches, parent = self._both()
        while self._accept("or"):
            left, (right, _) = matches, self._both()
            matches, parent = _or(left, right), ""
        return matches, parent

    def _both(self) -> tuple[Predicate, str]:
        matches, parent = self._one()
        while self._accept("and"):
            left, (right, further) = matches, self._one()
            matches, parent = _and(left, right), parent or further
        return matches, parent

    def _one(self) -> tuple[Predicate, str]:
        if self._accept("not"):
            inner, _ = self._one()
            return lambda look: not inner(look), ""
        if self._accept("("):
            matches, parent = self._either()
            self._expect(")")
            return matches, parent
        if self.tokens[0][0] == "string":
            value = self._string()
            self._expect("in")
            name = self._next()[1]
            if name not in COLLECTIONS:
                raise bad_query()
            return lambda look: value in look(name), value if name == "parents" else ""
        return self._term(), ""

    def _term(self) -> Predicate:
        name = self._next()[1]
        if name in MAPS:
            return self._has(name)
        if name == "sharedWithMe" and self.tokens[0][1] not in ORDER:
            return lambda look: bool(look(name))
        sign = self._next()[1]
        if name in FLAGS and sign in ("=", "!="):
            word = self._next()[1]
            if word not in ("true", "false"):
                raise bad_query()
            wanted = (word == "true") == (sign == "=")
            return lambda look: bool(look(name)) == wanted
        value = self._string()
        if name in TIMES and sign in ORDER:
            return _time(name, sign, value)
        if name in TEXTS and sign in ("=", "!=") and name != "fullText":
            return lambda look: ORDER[sign](look(name), value)
        if name in ("name", "fullText", "mimeType") and sign == "contains":
            return _contains(name, value)
        raise bad_query()

    def _has(self, name: str) -> Predicate:
        for word in ("has", "{", "key", "="):
            self._expect(word)
        key = self._string()
        for word in ("and", "value", "="):
            self._expect(word)
        value = self._string()
        self._expect("}")
        return lambda look: look(name).get(key) == value


def _and(left: Predicate, right: Predicate) -> Predicate:
    return lambda look: left(look) and right(look)


def _or(left: Predicate, right: Predicate) -> Predicate:
    return lambda look: left(look) or right(look)


def _time(name: str, sign: str, text: str) -> Predicate:
    try:
        moment = moments.parse(text)
    except ValueError:
        raise bad_query() from None
    compare = ORDER[sign]
    return lambda look: look(name) is not None and compare(look(name), moment)


def _contains(name: str, value: str) -> Predicate:
    """Prefix of a word, in any case; mimeType is searched as one text from its beginning."""
    start = r"^" if name == "mimeType" else r"(?<!\w)"
    pattern = re.compile(start + re.escape(value.casefold()))
    field = "name" if name == "fullText" else name
    return lambda look: bool(pattern.search(look(field).casefold()))
