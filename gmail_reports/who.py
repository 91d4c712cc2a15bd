"""From "Đ.c  Tú", "BGH", "" to people of the staff list, or to a question for the officer.

People are called by the last syllable of their name ("Vàng A Dế" is Dế); two of one name are never chosen
between, and nobody's gender is guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from drive_sync.text import composed, fold, one_line

_HONORIFIC = re.compile(
    r"^\s*(?:(?:đồng\s*chí|đ\s*[./]?\s*c|thầy(?:\s*giáo)?|cô(?:\s*giáo)?|ông|bà|gv)(?!\w)[.:]?\s*)+",
    re.IGNORECASE,
)
_BETWEEN_PEOPLE = re.compile(r"[,;\n]|\s-\s|\bvà\b")
_OFFICER_ROLE = "can bo truyen thong"


class PersonDoubt(StrEnum):
    """Why a person needs a question; the words are those of the project's data on Appendix 1."""

    MISSING = "person_missing"
    UNRESOLVED = "person_unresolved"


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the staff list; `honorific` is "thầy", "cô" or "thầy/cô" when nobody said it."""

    name: str
    honorific: str = "thầy/cô"
    email: str = ""
    role: str = ""
    silent: bool = False

    @property
    def given_name(self) -> str:
        """What the person is called: the last syllable."""
        return self.name.split()[-1] if self.name.split() else ""

    @property
    def is_officer(self) -> bool:
        """Whether this is the communications officer."""
        return _OFFICER_ROLE in fold(self.role)


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a person cell means; `names` are as written, `people` those found in the staff list."""

    names: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    doubt: PersonDoubt | None = None


def read_who(text: str, staff: Iterable[Person]) -> Who:
    """Whom a cell of Appendix 1 means among the staff."""
    names = tuple(filter(None, (bare_name(part) for part in _BETWEEN_PEOPLE.split(composed(text)))))
    if not names:
        return Who(doubt=PersonDoubt.MISSING)
    known = tuple(staff)
    found = [_the_one_called(name, known) for name in names]
    people = tuple(person for person in found if person is not None)
    return Who(names, people, None if len(people) == len(names) else PersonDoubt.UNRESOLVED)


def bare_name(text: str) -> str:
    """A name without "Đ.c", "thầy", "cô" and doubled blanks: "Đ.c  Tú" → "Tú"."""
    return one_line(_HONORIFIC.sub("", composed(text)))


def the_officer(staff: Iterable[Person]) -> Person | None:
    """The first communications officer of the list who has an address, None when there is none."""
    return next((person for person in staff if person.is_officer and person.email), None)


def person_with_address(email: str, staff: Iterable[Person]) -> Person | None:
    """Who has this e-mail address, None when nobody."""
    return next((person for person in staff if person.email and person.email.casefold() == email.casefold()), None)


def _the_one_called(name: str, staff: tuple[Person, ...]) -> Person | None:
    """The only person with this full name or given name; accents decide first, None when not exactly one."""
    wanted = name.casefold()
    for candidates in (
        [person for person in staff if bare_name(person.name).casefold() == wanted],
        [person for person in staff if composed(person.given_name).casefold() == wanted],
    ):
        if candidates:
            return candidates[0] if len(candidates) == 1 else None
    return None
