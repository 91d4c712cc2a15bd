"""Slips of the keyboard in a text that can be told for certain, each with what was probably meant.

Only what no correct text holds is named; nothing is corrected by us.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from drive_sync.text import composed, one_line

_TONES = {"\N{COMBINING GRAVE ACCENT}", "\N{COMBINING ACUTE ACCENT}", "\N{COMBINING TILDE}"} | {
    "\N{COMBINING HOOK ABOVE}",
    "\N{COMBINING DOT BELOW}",
}
_WORD = re.compile(r"\w+")
_REPEATED = re.compile(r"\b(\w+(?:\s+\w+){1,7})\s+\1\b", re.IGNORECASE)
_TWO_YEARS = re.compile(r"(?<!\d)(20\d\d|19\d\d)(20\d\d)(?!\d)")
_LONGEST_PERIOD = 60

# Groups of people at a school: two of them side by side are a list that lost its comma. The parents of pupils
# ("phụ huynh HS") and those who manage others ("cán bộ quản lý học sinh") are one group in two words.
_PEOPLE = (
    ("nhà giáo", "giáo viên", "thầy giáo", "cô giáo", "GV"),
    ("học sinh", "HS"),
    ("nhân viên", "NV"),
    ("CBQL",),
)
_NEXT_PEOPLE = (*_PEOPLE, ("phụ huynh", "cha mẹ học sinh", "CMHS", "PHHS"), ("cán bộ quản lý",))
_SIDE_BY_SIDE = re.compile(
    rf"\b({'|'.join(name for group in _PEOPLE for name in group)})\s+"
    rf"({'|'.join(name for group in _NEXT_PEOPLE for name in group)})\b"
)


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: `code` as in the project's data on Appendix 1, the words as written and as probably meant."""

    code: str
    written: str
    meant: str


def slips_in(text: str) -> Iterator[Slip]:
    """The slips of a text."""
    for line in map(one_line, composed(text).splitlines()):
        yield from _two_tones(line)
        yield from _repeated(line)
        yield from _joined_years(line)
        for match in _SIDE_BY_SIDE.finditer(line):
            if _group_of(match[1]) != _group_of(match[2]):
                yield Slip("missing_comma", match[0], f"{match[1]}, {match[2]}")


def _two_tones(line: str) -> Iterator[Slip]:
    """Syllables with two tones ("báỏ"): a Vietnamese syllable has one.

    The tone typed last was meant; the vowel that bears it is where the keyboard had put the first one.
    """
    for match in _WORD.finditer(line):
        letters = unicodedata.normalize("NFD", match[0])
        tones = [place for place, letter in enumerate(letters) if letter in _TONES]
        if len(tones) > 1:
            bare = [letter for place, letter in enumerate(letters) if place not in tones]
            vowel_ends = next(
                (place for place in range(tones[0], len(bare)) if not unicodedata.combining(bare[place])), len(bare)
            )
            bare.insert(vowel_ends, letters[tones[-1]])
            kept = composed("".join(bare))
            following = _WORD.match(line, match.end() + 1)
            beside = f" {following[0]}" if following else ""
            yield Slip("typo", match[0] + beside, kept + beside)


def _repeated(line: str) -> Iterator[Slip]:
    """Two words or more said twice in a row; single words are doubled in good Vietnamese ("đời đời")."""
    for match in _REPEATED.finditer(line):
        if any(letter.isalpha() for letter in match[1]):
            yield Slip("duplicated_phrase", match[1], line[: match.end(1)] + line[match.end() :])


def _joined_years(line: str) -> Iterator[Slip]:
    """Two years without their hyphen ("20212025"), unless the eight digits are a day."""
    for match in _TWO_YEARS.finditer(line):
        first, last = int(match[1]), int(match[2])
        if first < last <= first + _LONGEST_PERIOD and not _is_day(match[0]):
            yield Slip("missing_hyphen", match[0], f"{first}-{last}")


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return False
    return True


def _group_of(name: str) -> int:
    return next(place for place, group in enumerate(_NEXT_PEOPLE) if name in group)
