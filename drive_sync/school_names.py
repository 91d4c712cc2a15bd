"""Which school a folder name speaks of: official names, aliases, abbreviations, and small typing errors.

"Trung học cơ sở" is THCS, "Pú Nhi" in the Drive of Pu Nhi is a slip of an accent, "THSC" of two keys. The longest
name wins, so that "MN Pu Nhi" is the nursery and not the school beside it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from drive_sync.text import composed, fold, one_slip_apart, without_accents

_WORD = re.compile(r"[^\W_]+")
_SPELT_OUT = (
    ("pho thong dan toc ban tru", "ptdtbt"),
    ("pho thong dan toc noi tru", "ptdtnt"),
    ("trung hoc co so", "thcs"),
    ("trung hoc pho thong", "thpt"),
    ("tieu hoc", "th"),
    ("mam non", "mn"),
)
"""Folded words and the abbreviation that school names use for them."""

_LEVELS = {"mn", "th", "thcs", "thpt"}
_KINDS = _LEVELS | {"ptdtbt", "ptdtnt", "dtbt", "va"}
_NEAR = re.compile(r"[\s&.-]*")
_SHORTEST_NAME_WITH_A_SLIP = 9
_MOST_WORDS = 12
_SHORTEST_PLACE = 4


@dataclass(frozen=True, slots=True)
class School:
    """A school's official name and the other names people use for it."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SchoolFound:
    """A school in a text, what stands before and after its name, and how the name is written."""

    school: School
    before: str
    after: str
    is_short: bool
    is_misspelt: bool


@dataclass(frozen=True, slots=True)
class _Token:
    folded: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as it is looked for: folded without blanks, and which school it is."""

    joined: str
    school: School


def find_school(text: str, schools: Iterable[School]) -> SchoolFound | None:
    """The school that a text names, None when it names none of these."""
    tokens = _tokens(text)
    runs = _runs(tokens)
    for name in _names(tuple(schools)):
        for first, last, exact in _places(runs, name.joined):
            begin, before = _with_kind_of_school(text, tokens, first, name.school)
            if before is not None and before.folded in _LEVELS:
                continue  # "TH Pu Nhi" is not the lower secondary school that people call "Pu Nhi"
            cut = before if before is not None and before.folded == "truong" else tokens[begin]
            written = "".join(token.folded for token in tokens[begin : last + 1])
            whole = _joined(name.school.name)
            return SchoolFound(
                school=name.school,
                before=text[: cut.begin],
                after=text[tokens[last].end :],
                is_short=written != whole and (whole.startswith(written) or whole.endswith(written)),
                is_misspelt=not exact or _has_other_accents(text[tokens[begin].begin : tokens[last].end], name.school),
            )
    return None


_Run = tuple[str, int, int]
"""Neighbouring words without blanks between, and the numbers of the first and the last of them."""


def _runs(tokens: Sequence[_Token]) -> dict[int, list[_Run]]:
    """All runs of words of a text by their length in letters."""
    runs: dict[int, list[_Run]] = {}
    for first in range(len(tokens)):
        written = ""
        for last in range(first, min(first + _MOST_WORDS, len(tokens))):
            written += tokens[last].folded
            runs.setdefault(len(written), []).append((written, first, last))
    return runs


def _places(runs: Mapping[int, Sequence[_Run]], joined: str) -> Iterator[tuple[int, int, bool]]:
    """(first word, last word, whether letter for letter) of each place where a name stands."""
    length = len(joined)
    for written, first, last in runs.get(length, ()):
        if written == joined:
            yield first, last, True
    if length >= _SHORTEST_NAME_WITH_A_SLIP:
        for other in (length, length - 1, length + 1):
            for written, first, last in runs.get(other, ()):
                one_end_is_right = written[0] == joined[0] or written[-1] == joined[-1]
                if one_end_is_right and one_slip_apart(written, joined):
                    yield first, last, False


def _with_kind_of_school(text: str, tokens: Sequence[_Token], first: int, school: School) -> tuple[int, _Token | None]:
    """The first word of a name with the kind of school ("THCS") that stands before it, and the word before that."""
    official = _words_of(school)
    begin, before = first, None
    while begin:
        before = tokens[begin - 1]
        if not _NEAR.fullmatch(text[before.end : tokens[begin].begin]):
            return begin, None
        if before.folded not in _KINDS or before.folded not in official:
            return begin, before
        begin, before = begin - 1, None
    return begin, before


def _tokens(text: str) -> list[_Token]:
    """The words of a text, folded, with words that spell an abbreviation out drawn together."""
    tokens = [
        _Token(fold(match.group()).replace(" ", ""), match.start(), match.end()) for match in _WORD.finditer(text)
    ]
    for spelt, short in _SPELT_OUT:
        words = spelt.split()
        for place in range(len(tokens) - len(words), -1, -1):
            part = tokens[place : place + len(words)]
            if [token.folded for token in part] == words:
                tokens[place : place + len(words)] = [_Token(short, part[0].begin, part[-1].end)]
    return tokens


@lru_cache(maxsize=64)
def _names(schools: tuple[School, ...]) -> tuple[_Name, ...]:
    """Every name of every school, the longest first; what two schools are called belongs to the first of them.

    A name without its kind of school is a name too: of "PTDTBT THCS Pu Nhi" people say "Pu Nhi".
    """
    names: dict[str, School] = {}
    for school in schools:
        for alias in (school.name, *school.aliases):
            names.setdefault(_joined(alias), school)
    for school in schools:
        words = [token.folded for token in _tokens(school.name) if token.folded != "truong"]
        while words and words[0] in _KINDS:
            words = words[1:]
            if len("".join(words)) >= _SHORTEST_PLACE:
                names.setdefault("".join(words), school)
    return tuple(
        _Name(joined, names[joined]) for joined in sorted(names, key=lambda name: (-len(name), name)) if joined
    )


@lru_cache(maxsize=256)
def _joined(name: str) -> str:
    return "".join(token.folded for token in _tokens(name) if token.folded != "truong")


@lru_cache(maxsize=64)
def _words_of(school: School) -> frozenset[str]:
    """The folded words of a school's official name."""
    return frozenset(token.folded for token in _tokens(school.name))


def _has_other_accents(written: str, school: School) -> bool:
    """Whether a word carries accents that the school's own names do not have; accents left out are no slip."""
    known = _known_words(school)
    return any(
        word not in known and word != without_accents(word) and without_accents(word) in _words_without_accents(school)
        for word in _accented(written)
    )


@lru_cache(maxsize=64)
def _known_words(school: School) -> frozenset[str]:
    return frozenset(word for name in (school.name, *school.aliases) for word in _accented(name))


@lru_cache(maxsize=64)
def _words_without_accents(school: School) -> frozenset[str]:
    return frozenset(map(without_accents, _known_words(school)))


def _accented(text: str) -> list[str]:
    return [match.group().casefold() for match in _WORD.finditer(composed(text))]
