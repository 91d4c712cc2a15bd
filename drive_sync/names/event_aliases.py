"""The names of the school events, ready to be looked up: by letters, a word, a beginning, less a letter, initials.

Built once from the data; a folder name then costs the same, however many events and names there are.
"""

from dataclasses import dataclass
from functools import cache

from drive_sync.names.keyboards import Keyboard, without_keys
from drive_sync.names.school_events import SchoolEvent, school_events
from drive_sync.text import fold

SHORTEST_JOINED = 6
"""Letters from which a name is believed without blanks ("Khaigiang")."""

SHORTEST_WITH_A_SLIP = 4
SHORTEST_JOINED_WITH_A_SLIP = 8


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of an event: as written, its folded words, and those without blanks."""

    words: tuple[str, ...]
    joined: str
    text: str
    event: SchoolEvent


@cache
def aliases() -> tuple[Alias, ...]:
    """Every alias of every event, the longest first."""
    found = []
    for event in school_events():
        for text in dict.fromkeys((event.name, *event.aliases)):
            words = tuple(fold(text).split())
            found.append(Alias(words, "".join(words), text, event))
    return tuple(sorted(found, key=lambda alias: -len(alias.joined)))


@cache
def letters_of_the_longest() -> int:
    """The letters of the longest alias."""
    return len(aliases()[0].joined)


@cache
def by_letters() -> dict[str, Alias]:
    """The letters of a name → the name; what two events are called belongs to the first of them."""
    return {alias.joined: alias for alias in reversed(aliases())}


@cache
def beginnings() -> frozenset[str]:
    """The letters with which some alias begins, one and more up to all of them."""
    return frozenset(alias.joined[:end] for alias in aliases() for end in range(1, len(alias.joined) + 1))


@cache
def by_letters_without_keys(keyboard: Keyboard) -> dict[str, list[Alias]]:
    """The letters of a name without all that may be keys of a keyboard → the names with those letters."""
    index: dict[str, list[Alias]] = {}
    for alias in aliases():
        if not alias.joined.isdigit():
            index.setdefault(without_keys(alias.joined, keyboard), []).append(alias)
    return index


@cache
def by_beginning() -> dict[str, list[Alias]]:
    """The first letters of the aliases that are known without blanks → those aliases, the longest first."""
    index: dict[str, list[Alias]] = {}
    for alias in aliases():
        if len(alias.joined) >= SHORTEST_JOINED:
            index.setdefault(alias.joined[:SHORTEST_JOINED], []).append(alias)
    return index


@cache
def by_word() -> dict[str, list[tuple[Alias, int]]]:
    """Word → the aliases that hold it, and where."""
    index: dict[str, list[tuple[Alias, int]]] = {}
    for alias in aliases():
        for place, word in enumerate(alias.words):
            index.setdefault(word, []).append((alias, place))
    return index


@cache
def by_word_less_a_letter() -> dict[str, list[str]]:
    """A word, and the word less any one letter → the word: what two words one slip apart have in common."""
    index: dict[str, list[str]] = {}
    for word in by_word():
        if len(word) >= SHORTEST_WITH_A_SLIP and word.isalpha():
            for short in {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}:
                index.setdefault(short, []).append(word)
    return index


@cache
def by_half() -> dict[str, list[Alias]]:
    """First or last four letters → the aliases, written without blanks: one slip leaves either end right."""
    index: dict[str, list[Alias]] = {}
    for alias in aliases():
        if len(alias.joined) >= SHORTEST_JOINED_WITH_A_SLIP:
            index.setdefault(alias.joined[:4], []).append(alias)
            index.setdefault(alias.joined[-4:], []).append(alias)
    return index


@cache
def by_initials() -> dict[str, list[tuple[SchoolEvent, str]]]:
    """The first letters of a name's words → the events, each with its first name of those initials."""
    found: dict[str, dict[str, tuple[SchoolEvent, str]]] = {}
    for event in school_events():
        for alias in event.aliases:
            words = fold(alias).split()
            if len(words) > 1 and all(word.isalpha() for word in words):
                initials = "".join(word[0] for word in words)
                found.setdefault(initials, {}).setdefault(event.id, (event, alias))
    return {initials: list(events.values()) for initials, events in found.items()}
