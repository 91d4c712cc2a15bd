"""Partial answers and partial writes: `fields`, written `a,b(c,d),e/f,*`.

A parsed mask is a dict of name → mask; the empty mask means "everything below".
https://developers.google.com/workspace/drive/api/guides/fields-parameter
"""

import re
from typing import Any

from service.local_google.errors import ApiError, Json, invalid

Mask = dict[str, "Mask"]

TOKEN = re.compile(r"[\w$@-]+|[*(),/.]")


def bad_selection(text: str) -> ApiError:
    """400 for a mask that names what the answer does not have."""
    return invalid(f"Invalid field selection {text}", "fields", "invalidParameter")


def parse(text: str, *, dots: bool) -> Mask:
    """The mask written in `text`. Sheets and Gmail also take FieldMask dots for slashes."""
    tokens = TOKEN.findall(text)
    if "".join(tokens) != text or ("." in tokens and not dots):
        raise bad_selection(text)
    tokens.reverse()  # the next one is the last
    mask = _selections(tokens, text)
    if tokens:
        raise bad_selection(text)
    return mask


def _selections(tokens: list[str], text: str) -> Mask:
    mask: Mask = {}
    while True:
        name, below = _selection(tokens, text)
        mask[name] = _union(mask[name], below) if name in mask else below
        if not tokens or tokens[-1] != ",":
            return mask
        tokens.pop()


def _selection(tokens: list[str], text: str) -> tuple[str, Mask]:
    if not tokens or tokens[-1] in "(),/.":
        raise bad_selection(text)
    name, mark = tokens.pop(), tokens[-1] if tokens else ""
    if mark in ("/", "."):
        tokens.pop()
        return name, dict([_selection(tokens, text)])
    if mark == "(":
        tokens.pop()
        below = _selections(tokens, text)
        if not tokens or tokens.pop() != ")":
            raise bad_selection(text)
        return name, below
    return name, {}


def _union(first: Mask, second: Mask) -> Mask:
    if not first or not second:
        return {}
    return first | {name: _union(first[name], below) if name in first else below for name, below in second.items()}


def below(mask: Mask, name: str) -> Mask | None:
    """The mask for the member `name` of an answer; None when it is not asked for."""
    return mask.get(name, mask.get("*")) if mask else {}


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
        inner = mask.get(name, others)
        if inner is not None:
            chosen[name] = select(item, inner) if inner else item
    return chosen


def masked(old: Json, new: Json, mask: Mask) -> Json:
    """`old` with what the mask names taken from `new`; what `new` lacks is cleared."""
    if not mask or "*" in mask:
        return dict(new)
    result = dict(old)
    for name, inner in mask.items():
        if inner:
            result[name] = masked(old.get(name) or {}, new.get(name) or {}, inner)
        elif new.get(name) is None:
            result.pop(name, None)
        else:
            result[name] = new[name]
    return result
