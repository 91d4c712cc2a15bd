"""The school event that a text names, also with a slip of typing or the leftovers of a Vietnamese keyboard.

"Khia giảng" is Khai giảng, "Tong ket1" a VNI keyboard that was off, "giangr" a Telex one. A slip is believed only in
a word of some length whose neighbours are right; the written words and the right ones are both kept, so that a
better name can be offered.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from drive_sync.school_events import SchoolEvent, school_events
from drive_sync.text import fold, one_slip_apart

_WORD = re.compile(r"[^\W_]+")
_SHORTEST_JOINED, _SHORTEST_JOINED_ALONE = 6, 5
_SHORTEST_WITH_A_SLIP = 4
_SHORTEST_JOINED_WITH_A_SLIP = 8
_VNI = re.compile(r"(?<=[^\W\d_])[1-9]")
_TELEX = ((re.compile(r"(?<=[a-z])[sfrxj]$"), ""), (re.compile(r"([aeod])\1"), r"\1"), (re.compile(r"([aou])w"), r"\1"))


class Written(StrEnum):
    """How an event's name was written; the words are those of the project's data on folder names."""

    RIGHT = ""
    TYPO = "typo"
    VNI = "vni_leftover"
    TELEX = "telex_leftover"


@dataclass(frozen=True, slots=True)
class EventFound:
    """An event in a text: the alias that stands there in its right spelling, and where (`begin` to `end`).

    `fills_words` tells "khai giảng" from the same letters within "khaigiangr".
    """

    event: SchoolEvent
    alias: str
    begin: int
    end: int
    written: Written = Written.RIGHT
    fills_words: bool = True

    @property
    def letters(self) -> int:
        """How much of the text the alias explains."""
        return len(fold(self.alias).replace(" ", ""))


@lru_cache(maxsize=16_384)
def find_event(text: str) -> EventFound | None:
    """The event that a text names, the longest alias first; None when it names none for certain."""
    found = _find(_words(text), Written.RIGHT)
    cleaned = [
        _find(words, written)
        for written, words in ((Written.VNI, _without_vni(text)), (Written.TELEX, _without_telex(text)))
        if words is not None
    ]
    better = [one for one in cleaned if one is not None and _explains_more(one, found)]
    if better:
        return max(better, key=lambda one: one.letters)
    return found or _with_a_slip(_words(text))


def _explains_more(cleaned: EventFound, found: EventFound | None) -> bool:
    """Whether an alias fits better once the leftovers of the keyboard are gone: it is longer, or ends with a word."""
    if found is None or cleaned.letters > found.letters:
        return True
    return cleaned.letters == found.letters and cleaned.fills_words and not found.fills_words


def events_by_initials(letters: str) -> list[tuple[SchoolEvent, str]]:
    """The events (with the alias) whose words begin with these letters: "KG" → Khai giảng."""
    return [(event, alias) for initials, event, alias in _initials() if initials == fold(letters).replace(" ", "")]


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class _Alias:
    words: tuple[str, ...]
    joined: str
    text: str
    event: SchoolEvent


def _words(text: str) -> list[_Word]:
    return [
        _Word(folded, match.start(), match.end())
        for match in _WORD.finditer(text)
        for folded in [fold(match.group()).replace(" ", "")]
        if folded
    ]


def _without_vni(text: str) -> list[_Word] | None:
    return _cleaned(text, lambda word: _VNI.sub("", word))


def _without_telex(text: str) -> list[_Word] | None:
    def clean(word: str) -> str:
        for pattern, plain in _TELEX:
            word = pattern.sub(plain, word)
        return word

    return _cleaned(text, clean)


def _cleaned(text: str, clean: Callable[[str], str]) -> list[_Word] | None:
    words = _words(text)
    cleaned = [_Word(clean(word.folded), word.begin, word.end) for word in words]
    return cleaned if cleaned != words else None


def _find(words: list[_Word], written: Written) -> EventFound | None:
    """The longest alias among words: word by word, or for aliases of some length also without blanks."""
    if not words:
        return None
    joined = "".join(word.folded for word in words)
    starts = []
    at = 0
    for word in words:
        starts.append(at)
        at += len(word.folded)
    for alias in _aliases():
        if alias.joined not in joined:
            continue
        place = joined.find(alias.joined)
        while place >= 0:
            end = place + len(alias.joined)
            whole_words = place in starts and (end in starts or end == len(joined))
            first = max(number for number, start in enumerate(starts) if start <= place)
            last = max(number for number, start in enumerate(starts) if start < end)
            alone = len(alias.joined) == len(joined) >= _SHORTEST_JOINED_ALONE
            right_words = whole_words and last - first + 1 == len(alias.words)
            if right_words or alone or len(alias.joined) >= _SHORTEST_JOINED:
                where = words[first].begin, words[last].end
                return EventFound(alias.event, alias.text, *where, written, whole_words)
            place = joined.find(alias.joined, place + 1)
    return None


def _with_a_slip(words: list[_Word]) -> EventFound | None:
    """The event of the longest alias of which one word has one slip and all others are right."""
    found: list[EventFound] = []
    for number, word in enumerate(words):
        for alias, place in _by_word().get(word.folded, ()):
            first = number - place
            part = words[first : first + len(alias.words)] if first >= 0 else []
            if len(part) == len(alias.words) and _one_word_slipped(part, alias):
                found.append(EventFound(alias.event, alias.text, part[0].begin, part[-1].end, Written.TYPO))
        if len(word.folded) >= _SHORTEST_JOINED_WITH_A_SLIP - 1:
            found += [
                EventFound(alias.event, alias.text, word.begin, word.end, Written.TYPO)
                for alias in _by_half().get(word.folded[:4], []) + _by_half().get(word.folded[-4:], [])
                if one_slip_apart(word.folded, alias.joined)
            ]
    longest = max(found, key=lambda one: one.letters, default=None)
    if longest is None:
        return None
    # Of "trung thu" and "vui tết trung thu" the event is the same, and the shorter puts fewer words right.
    return min((one for one in found if one.event == longest.event), key=lambda one: one.letters)


def _one_word_slipped(part: list[_Word], alias: _Alias) -> bool:
    wrong = [(word.folded, right) for word, right in zip(part, alias.words, strict=True) if word.folded != right]
    return (
        len(wrong) == 1
        and max(map(len, wrong[0])) >= _SHORTEST_WITH_A_SLIP
        and wrong[0][0].isalpha()
        and one_slip_apart(*wrong[0])
    )


@cache
def _aliases() -> tuple[_Alias, ...]:
    """Every alias of every event, the longest first."""
    found = []
    for event in school_events():
        for text in (event.name, *event.aliases):
            words = tuple(fold(text).split())
            found.append(_Alias(words, "".join(words), text, event))
    return tuple(sorted(found, key=lambda alias: -len(alias.joined)))


@cache
def _by_word() -> dict[str, list[tuple[_Alias, int]]]:
    """Word → the aliases of several words that hold it, and where."""
    index: dict[str, list[tuple[_Alias, int]]] = {}
    for alias in _aliases():
        if len(alias.words) > 1:
            for place, word in enumerate(alias.words):
                index.setdefault(word, []).append((alias, place))
    return index


@cache
def _by_half() -> dict[str, list[_Alias]]:
    """First or last four letters → the aliases, written without blanks: one slip leaves either end right."""
    index: dict[str, list[_Alias]] = {}
    for alias in _aliases():
        if len(alias.joined) >= _SHORTEST_JOINED_WITH_A_SLIP:
            index.setdefault(alias.joined[:4], []).append(alias)
            index.setdefault(alias.joined[-4:], []).append(alias)
    return index


@cache
def _initials() -> tuple[tuple[str, SchoolEvent, str], ...]:
    found: dict[tuple[str, str], tuple[str, SchoolEvent, str]] = {}
    for event in school_events():
        for alias in event.aliases:
            words = fold(alias).split()
            if len(words) > 1 and all(word.isalpha() for word in words):
                initials = "".join(word[0] for word in words)
                found.setdefault((initials, event.id), (initials, event, alias))
    return tuple(found.values())
