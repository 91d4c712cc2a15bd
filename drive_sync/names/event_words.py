"""The school event that a text names, also with a slip of typing or the leftovers of a Vietnamese keyboard.

"Khia giảng" is Khai giảng, "Tong ket1" a VNI keyboard that was off, "giangr" a Telex one. The longest alias wins. A
slip is believed only in a word of some length whose neighbours are right; the written words and the right ones are
both kept, so that a better name can be offered. Every way is a look-up of runs of words, never a walk over all aliases.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from drive_sync.names.event_aliases import (
    SHORTEST_JOINED,
    SHORTEST_JOINED_WITH_A_SLIP,
    SHORTEST_WITH_A_SLIP,
    Alias,
    beginnings,
    by_beginning,
    by_half,
    by_initials,
    by_letters,
    by_letters_without_keys,
    by_word,
    by_word_less_a_letter,
    letters_of_the_longest,
)
from drive_sync.names.keyboards import Keyboard, is_slip_of_a_key, is_typed_as, may_hold_keys, without_keys
from drive_sync.names.school_events import SchoolEvent
from drive_sync.text import Word, composed, fold, one_slip_apart, without_accents, words_with_places

_SHORTEST_JOINED_ALONE = 4
_FEWEST_RIGHT_LETTERS = 3
_LONGEST_SYLLABLE = 7  # "nghieng"
_LONGER_BY = 4
_MOST_LETTERS = 300
"""Of a name longer than any that Windows or Drive for desktop can keep (255), the rest is not searched."""


class Written(StrEnum):
    """How an event's name was written; the words are those of the project's data on folder names."""

    RIGHT = ""
    TYPO = "typo"
    VNI = Keyboard.VNI.value
    TELEX = Keyboard.TELEX.value


@dataclass(frozen=True, slots=True)
class EventFound:
    """An event in a text: the alias that stands there in its right spelling, and where (`begin` to `end`)."""

    event: SchoolEvent
    alias: str
    begin: int
    end: int
    letters: int
    """How much of the text the alias explains."""
    written: Written = Written.RIGHT
    is_aligned: bool = True
    """Whether the text has as many words as the alias: "ky2 1" is rather "kỳ 1" than "kỳ 2"."""


@lru_cache(maxsize=16_384)
def find_event(text: str) -> EventFound | None:
    """The event that a text names, the longest alias first; None when it names none for certain."""
    text = text[:_MOST_LETTERS]
    words = words_with_places(text)
    best = max(_exact(words), key=_letters, default=None)
    typed = max(_typed(words), key=lambda one: (one.letters, one.is_aligned), default=None)
    if typed is not None and (best is None or typed.letters >= best.letters):
        best = typed
    slipped = _with_a_slip(words, text)
    if slipped is not None and (best is None or _takes_in(slipped, best)):
        return slipped
    return best


def whole_with_a_short_slip(text: str) -> EventFound | None:
    """The event that is all a text names, with a slip in a word of three letters: "Trung thuu", "Trung thy".

    So short a word may well be another one ("Hoa lan" is no Hoa Ban), so only a letter doubled, two that changed
    places, or the key beside the right one are believed.
    """
    words = words_with_places(text)
    spoken = tuple(word.folded for word in words)
    beside = (found for number, word in enumerate(spoken) for found in by_word().get(word, ()) if found[1] == number)
    for alias, _ in beside:
        if len(alias.words) != len(spoken):
            continue
        wrong = [place for place, right in enumerate(alias.words) if right != spoken[place]]
        if len(wrong) != 1 or len(alias.words[wrong[0]]) != SHORTEST_WITH_A_SLIP - 1:
            continue
        is_near = is_slip_of_a_key(spoken[wrong[0]], alias.words[wrong[0]])
        if is_near and _is_slip_at(wrong[0], words, alias, alone=False, text=text):
            return _found(alias, words, Written.TYPO)
    return None


def events_by_initials(letters: str) -> list[tuple[SchoolEvent, str]]:
    """The events (with the alias) whose words begin with these letters: "KG" → Khai giảng."""
    return list(by_initials().get(fold(letters).replace(" ", ""), ()))


def _found(alias: Alias, words: Sequence[Word], written: Written) -> EventFound:
    is_aligned = len(words) == len(alias.words)
    return EventFound(alias.event, alias.text, words[0].begin, words[-1].end, len(alias.joined), written, is_aligned)


def _letters(found: EventFound) -> int:
    return found.letters


def _takes_in(slipped: EventFound, exact: EventFound) -> bool:
    """Whether a longer alias with a slip is meant: "bàn gaio nhà bán trú" is more than "bán trú"."""
    inside = slipped.begin <= exact.begin and exact.end <= slipped.end
    return inside and slipped.letters >= exact.letters + _LONGER_BY


def _exact(words: Sequence[Word]) -> Iterator[EventFound]:
    """Every alias that stands there letter for letter: word by word, or for aliases of some length without blanks."""
    known = by_letters()
    for joined, first, end in _runs(words, beginnings().__contains__):
        alias = known.get(joined)
        if alias is not None and _is_whole(end - first, alias, alone=end - first == len(words)):
            yield _found(alias, words[first:end], Written.RIGHT)
    if any(len(word.folded) > _LONGEST_SYLLABLE for word in words):
        yield from _within_long_words(words)


def _is_whole(length: int, alias: Alias, *, alone: bool) -> bool:
    """Whether so many words can be an alias: as many as it has, or fewer or more when its letters suffice."""
    letters = len(alias.joined)
    alone = alone and alias.joined.isalpha()  # "2011" alone may be a year
    return length == len(alias.words) or letters >= SHORTEST_JOINED or (alone and letters >= _SHORTEST_JOINED_ALONE)


def _runs(words: Sequence[Word], goes_on: Callable[[str], bool]) -> Iterator[tuple[str, int, int]]:
    """Neighbouring words without blanks between, the number of the first and that after the last of them.

    `goes_on` tells of their letters whether they can be a name's or its beginning.
    """
    for first in range(len(words)):
        joined = ""
        for last in range(first, len(words)):
            joined += words[last].folded
            if not goes_on(joined):
                break
            yield joined, first, last + 1


def _within_long_words(words: Sequence[Word]) -> Iterator[EventFound]:
    """Aliases that begin or end within words too long for a syllable: "Lekhaigiangnamhoc"."""
    joined, owner = "", []
    for number, word in enumerate(words):
        joined += word.folded
        owner += [number] * len(word.folded)
    begins = {0} | {place for place in range(1, len(owner)) if owner[place] != owner[place - 1]} | {len(owner)}

    def is_border(place: int, number: int) -> bool:
        return place in begins or len(words[number].folded) > _LONGEST_SYLLABLE

    for place in range(len(joined) - SHORTEST_JOINED + 1):
        if not is_border(place, owner[place]):
            continue
        for alias in by_beginning().get(joined[place : place + SHORTEST_JOINED], ()):
            end = place + len(alias.joined)
            if joined.startswith(alias.joined, place) and is_border(end, owner[end - 1]):
                yield _found(alias, words[owner[place] : owner[end - 1] + 1], Written.RIGHT)
                break


def _typed(words: Sequence[Word]) -> Iterator[EventFound]:
    """Aliases typed with the keyboard off; looked for only around words that keys may have been left in."""
    longest = 2 * letters_of_the_longest()
    for keyboard in Keyboard:
        suspect = [may_hold_keys(word.folded, keyboard) for word in words]
        if not any(suspect):
            continue
        index = by_letters_without_keys(keyboard)
        for joined, first, end in _runs(words, lambda joined: len(joined) <= longest):
            if len(joined) < SHORTEST_WITH_A_SLIP or not any(suspect[first:end]):
                continue
            for alias in index.get(without_keys(joined, keyboard), ()):
                fits = end - first <= len(alias.words) and _is_whole(
                    end - first, alias, alone=end - first == len(words)
                )
                if fits and is_typed_as(joined, alias.joined, keyboard):
                    yield _found(alias, words[first:end], Written(keyboard.value))


def _with_a_slip(words: Sequence[Word], text: str) -> EventFound | None:
    """The event of the longest alias of which one word has one slip and all others are right."""
    found = [_found(alias, part, Written.TYPO) for alias, part in _slips(words, text)]
    longest = max(found, key=_letters, default=None)
    if longest is None:
        return None
    # Of "trung thu" and "vui tết trung thu" the event is the same, and the shorter puts fewer words right.
    return min((one for one in found if one.event == longest.event), key=_letters)


def _slips(words: Sequence[Word], text: str) -> Iterator[tuple[Alias, Sequence[Word]]]:
    for number, word in enumerate(words):
        for right in _one_slip_from(word.folded):
            for alias, place in by_word()[right]:
                first, end = number - place, number - place + len(alias.words)
                if first < 0 or end > len(words):
                    continue
                part = words[first:end]
                if _is_slip_at(place, part, alias, len(part) == len(words), text):
                    yield alias, part
        if len(word.folded) >= SHORTEST_JOINED_WITH_A_SLIP - 1:
            for alias in by_half().get(word.folded[:4], []) + by_half().get(word.folded[-4:], []):
                if one_slip_apart(word.folded, alias.joined):
                    yield alias, [word]


def _is_slip_at(place: int, part: Sequence[Word], alias: Alias, alone: bool, text: str) -> bool:
    """Whether all words but one are right, and right enough: of "về nguônn" only the whole name is believed."""
    letters = 0
    for number, word in enumerate(part):
        if number != place:
            if word.folded != alias.words[number]:
                return False
            letters += len(word.folded)
    written = text[part[place].begin : part[place].end]
    return (alone or letters >= _FEWEST_RIGHT_LETTERS) and _could_be(written, alias.text, place)


def _could_be(written: str, alias: str, place: int) -> bool:
    """Whether a word with accents is one slip from the right one with its accents: "người" is no slip of "nguồn"."""
    written = composed(written).casefold()
    if written == without_accents(written):
        return True
    right = _accented_words(alias)
    return place < len(right) and (one_slip_apart(written, right[place]) or written == right[place])


@lru_cache(maxsize=1024)
def _accented_words(text: str) -> tuple[str, ...]:
    return tuple(composed(text[word.begin : word.end]).casefold() for word in words_with_places(composed(text)))


@lru_cache(maxsize=16_384)
def _one_slip_from(word: str) -> tuple[str, ...]:
    """The words of aliases, of four letters or more, that are one slip from a word."""
    if len(word) < SHORTEST_WITH_A_SLIP - 1 or len(word) > letters_of_the_longest() or not word.isalpha():
        return ()
    shortened = {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}
    near = {right for short in shortened for right in by_word_less_a_letter().get(short, ())}
    return tuple(sorted(right for right in near if one_slip_apart(word, right)))
