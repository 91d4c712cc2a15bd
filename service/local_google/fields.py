"""Partial answers: the `fields` parameter, `a,b(c,d),e/f,*`.

A parsed mask is a dict of name → mask; the empty mask means "everything below".
https://developers.google.com/workspace/drive/api/guides/fields-parameter
"""

import re
from typing import Any

from service.local_google.errors import ApiError, Json, invalid

Mask = dict[str, "Mask"]

TOKEN = re.compile(r"[\w$@-]+|[*(),/.]")


def parse(text: str, *, dots: bool) -> Mask:
    """The mask written in `text`. Sheets and Gmail also take FieldMask dots for slashes."""
    tokens = TOKEN.findall(text)
    if "".join(tokens) != text or ("." in tokens and not dots):
        raise bad_selection(text)
    mask, rest = _selections(tokens, text)
    if rest:
        raise bad_selection(text)
    return mask


def _selections(tokens: list[str], text: str) -> tuple[Mask, list[str]]:
    mask: Mask = {}
    while True:
        name, below, tokens = _selection(tokens, text)
        mask[name] = _union(mask[name], below) if name in mask else below
        if not tokens or tokens[0] != ",":
            return mask, tokens
        tokens = tokens[1:]


def _selection(tokens: list[str], text: str) -> tuple[str, Mask, list[str]]:
    if not tokens or tokens[0] in "(),/.":
        raise bad_selection(text)
    name, tokens = tokens[0], tokens[1:]
    if tokens and tokens[0] in "/.":
        deeper, below, tokens = _selection(tokens[1:], text)
        return name, {deeper: below}, tokens
    if tokens and tokens[0] == "(":
        mask, tokens = _selections(tokens[1:], text)
        if not tokens or tokens[0] != ")":
            raise bad_selection(text)
        return name, mask, tokens[1:]
    return name, {}, tokens


def _union(first: Mask, second: Mask) -> Mask:
    if not first or not second:
        return {}
    return first | {name: _union(first[name], below) if name in first else below for name, below in second.items()}


def select(value: Any, mask: Mask) -> Any:
    """`value` reduced to what the mask names."""
    if not mask:
        return value
    if isinstance(value, list):
        return [select(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    others = mask.get("*")
    chosen: Json = {}
    for name, item in value.items():
        below = mask.get(name, others)
        if below is not None:
            chosen[name] = select(item, below) if below else item
    return chosen


def asks_for(mask: Mask, *path: str) -> bool:
    """Whether the mask names this path, or everything on the way to it."""
    for name in path:
        if not mask:
            return True
        below = mask.get(name, mask.get("*"))
        if below is None:
            return False
        mask = below
    return True


def below(mask: Mask, name: str) -> Mask:
    """The mask for the member `name` of an answer."""
    return mask.get(name, mask.get("*", {})) if mask else {}


def bad_selection(text: str) -> ApiError:
    """400 for a mask that names what the answer does not have."""
    return invalid(f"Invalid field selection {text}", "fields", "invalidParameter")
