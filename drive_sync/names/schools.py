"""A school and the names it goes by: official, aliases, abbreviations, and without its kind of school.

"Trung học cơ sở" is THCS; of "PTDTBT THCS Pu Nhi" people say "Pu Nhi". No configuration has to list such names.
"""

from dataclasses import dataclass
from functools import lru_cache

from drive_sync.text import Word, composed, fold, without_accents, words_with_places

_SPELT_OUT = (
    ("pho thong dan toc ban tru", "ptdtbt"),
    ("pho thong dan toc noi tru", "ptdtnt"),
    ("trung hoc co so", "thcs"),
    ("trung hoc pho thong", "thpt"),
    ("tieu hoc", "th"),
    ("mam non", "mn"),
)
"""Folded words and the abbreviation that school names use for them."""

LEVELS = {"mn", "th", "thcs", "thpt"}
_BOARDING = {"ptdtbt", "ptdtnt", "dtbt"}
KINDS = LEVELS | _BOARDING
_SHORTEST_NAME_WITH_A_SLIP = 9
_SHORTEST_PLACE = 4
END = 4
"""Letters of a name's beginning or end that one slip of typing leaves right."""


@dataclass(frozen=True, slots=True)
class School:
    """A school's official name and the other names people use for it."""

    name: str
    aliases: tuple[str, ...] = ()


def words_of_a_name(text: str) -> list[Word]:
    """The words of a text, with those that spell an abbreviation out drawn together."""
    words = list(words_with_places(text))
    folded = " ".join([word.folded for word in words])
    for spelt, short in _SPELT_OUT:
        if spelt not in folded:
            continue
        parts = spelt.split()
        for place in range(len(words) - len(parts), -1, -1):
            run = words[place : place + len(parts)]
            if [word.folded for word in run] == parts:
                words[place : place + len(parts)] = [Word(short, run[0].begin, run[-1].end)]
    return words


def says_its_kind(joined: str) -> bool:
    """Whether a name without blanks begins with a kind of school, so that it is no mere place."""
    return joined.startswith((*KINDS, *(spelt.replace(" ", "") for spelt, _ in _SPELT_OUT), "truong"))


@dataclass(frozen=True, slots=True)
class Names:
    """Every name of every school, folded without blanks, and where those of some length begin and end."""

    schools: dict[str, School]
    by_end: dict[str, list[str]]
    beginnings: frozenset[str]
    """The letters with which some name begins, one and more up to all of them."""


@lru_cache(maxsize=1024)
def names_of(own: School, others: tuple[School, ...]) -> Names:
    """The names to look for; what two schools are called belongs to the first of them.

    A name without its kind of school is a name too: of "PTDTBT THCS Pu Nhi" people say "Pu Nhi".
    """
    schools = (own, *others)
    names: dict[str, School] = {}
    for school in schools:
        for alias in (school.name, *school.aliases):
            joined, spelt = joined_name(alias), fold(alias).replace(" ", "")
            for name in (joined, spelt, f"truong{joined}") if joined else ():
                names.setdefault(name, school)
    for school in schools:
        words = [word.folded for word in words_of_a_name(composed(school.name)) if word.folded != "truong"]
        while words and words[0] in {*KINDS, "va"}:
            words = words[1:]
            if len("".join(words)) >= _SHORTEST_PLACE:
                names.setdefault("".join(words), school)
    by_end: dict[str, list[str]] = {}
    for name in names:
        if len(name) >= _SHORTEST_NAME_WITH_A_SLIP:
            by_end.setdefault(name[:END], []).append(name)
            by_end.setdefault(name[-END:], []).append(name)
    return Names(names, by_end, frozenset(name[:end] for name in names for end in range(1, len(name) + 1)))


@lru_cache(maxsize=4096)
def joined_name(name: str) -> str:
    """A school's name as it is looked for: folded, abbreviated, without blanks and "Trường"."""
    return "".join([word.folded for word in words_of_a_name(composed(name)) if word.folded != "truong"])


@lru_cache(maxsize=1024)
def words_of(school: School) -> frozenset[str]:
    """The folded words of a school's official name."""
    return frozenset(word.folded for word in words_of_a_name(composed(school.name)))


@lru_cache(maxsize=4096)
def has_other_accents(written: str, school: School) -> bool:
    """Whether a word carries accents that the school's own names do not have; accents left out are no slip."""
    known = _known_words(school)
    return any(
        word not in known and word != without_accents(word) and without_accents(word) in _words_without_accents(school)
        for word in _accented(written)
    )


@lru_cache(maxsize=1024)
def _known_words(school: School) -> frozenset[str]:
    return frozenset(word for name in (school.name, *school.aliases) for word in _accented(name))


@lru_cache(maxsize=1024)
def _words_without_accents(school: School) -> frozenset[str]:
    return frozenset(map(without_accents, _known_words(school)))


def _accented(text: str) -> list[str]:
    whole = composed(text)
    return [whole[word.begin : word.end].casefold() for word in words_with_places(whole)]
