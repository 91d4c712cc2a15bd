"""Which school a folder name speaks of: official names, aliases, abbreviations, and small typing errors.

"Trung học cơ sở" is THCS, "Pú Nhi" in the Drive of Pu Nhi is a slip of an accent, "THSC" of two keys. The longest
name wins, so that "MN Pu Nhi" is the nursery and not the school beside it. A school that no configuration knows is
recognised by its form, a kind of school and a place ("TH Xa Dung").
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drive_sync.names.event_words import find_event
from drive_sync.names.keyboards import leftover
from drive_sync.names.schools import (
    END,
    KINDS,
    LEVELS,
    Names,
    School,
    has_other_accents,
    joined_name,
    names_of,
    says_its_kind,
    words_of,
    words_of_a_name,
)
from drive_sync.text import Word, fold, one_slip_apart

_NEAR = re.compile(r"[\s&.+-]*")
_BORDER = re.compile(r"[_+,;()]|\s[-–—]\s")
_SEGMENT = re.compile(r"(?:(?!\s[-–—]\s)[^_])+")
_TOGETHER = re.compile(r"[\s_]*(?:[+&,;–—-]|và|va|với|voi|cùng|cung)?[\s_]*", re.IGNORECASE)
_MOST_WORDS = 12
_MOST_WORDS_OF_A_PLACE = 5
_MOST_LETTERS = 300


@dataclass(frozen=True, slots=True)
class SchoolFound:
    """A school in a text, what stands before and after its name, and how the name is written.

    `is_own`: it is the school whose Drive the folder lies in. `has_guests`: other schools are named beside it; where
    they stand together ("THCS Pu Nhi + THCS Pú Hồng_…"), `before` and `after` hold neither.
    """

    name: str
    before: str
    after: str
    is_own: bool = False
    is_short: bool = False
    is_misspelt: bool = False
    has_guests: bool = False
    keyboard: str | None = None


@dataclass(frozen=True, slots=True)
class _Mention:
    school: School | None
    begin: int
    end: int
    is_misspelt: bool = False
    is_short: bool = False


def find_school(text: str, own: School, others: Iterable[School] = ()) -> SchoolFound | None:
    """The school that a composed text names, its own before any other; None when it names none."""
    names = names_of(own, tuple(others))
    head = text[:_MOST_LETTERS]
    words = words_of_a_name(head)
    keyboard = None
    mentions = _exact(head, words, names, own)
    if not mentions:
        words_typed, keyboard = _without_keys(head, words)
        mentions = _exact(head, words_typed, names, own) if keyboard else []
        keyboard = keyboard if mentions else None
    if not any(_is_whole(head, words, one) for one in mentions):
        slipped = _with_a_slip(head, words, names)
        mentions = [*slipped, *(one for one in mentions if not _overlap(one.begin, one.end, slipped))]
    mentions += _unknown(head, words, mentions)
    mentions.sort(key=lambda one: one.begin)
    if not mentions:
        return None
    chosen = next((one for one in mentions if one.school == own), mentions[0])
    begin, end = _together(head, mentions, mentions.index(chosen))
    return SchoolFound(
        name=chosen.school.name if chosen.school else head[chosen.begin : chosen.end],
        before=text[: _cut(text, words, begin)],
        after=text[end:],
        is_own=chosen.school == own,
        is_short=chosen.is_short,
        is_misspelt=chosen.is_misspelt,
        has_guests=any(one.school != chosen.school for one in mentions),
        keyboard=keyboard,
    )


def _exact(text: str, words: Sequence[Word], names: Names, own: School) -> list[_Mention]:
    """The names that stand there letter for letter, the longest first, none within another."""
    runs = sorted(
        (run for run in _runs(words, names.beginnings) if run[0] in names.schools),
        key=lambda run: -len(run[0]),
    )
    found: list[_Mention] = []
    for joined, first, last in runs:
        if words[first].folded == "truong":
            continue  # the word belongs to a name only when it is written in one with it
        if _overlap(words[first].begin, words[last].end, found):
            continue
        mention = _mention(text, words, first, last, names.schools[joined], is_misspelt=False)
        if mention is None or _overlap(mention.begin, mention.end, found):
            continue
        if mention.school != own and not says_its_kind(joined) and not _fills_a_segment(text, mention):
            continue  # "Trao quà tại Phình Giàng" speaks of the commune
        found.append(mention)
    return found


def _with_a_slip(text: str, words: Sequence[Word], names: Names) -> list[_Mention]:
    """The longest name that stands there but for one slip of typing."""
    near = [
        (name, first, last)
        for joined, first, last in _runs(words)
        for name in (*names.by_end.get(joined[:END], ()), *names.by_end.get(joined[-END:], ()))
        if one_slip_apart(joined, name) and _has_numbers_of(words[first : last + 1], name)
    ]
    for name, first, last in sorted(near, key=lambda one: -len(one[0])):
        mention = _mention(text, words, first, last, names.schools[name], is_misspelt=True)
        if mention is not None:
            return [mention]
    return []


def _has_numbers_of(words: Sequence[Word], name: str) -> bool:
    """Whether a name has each number of some words: "THCS Pu Nhi 5.9" ends with a day, and school 1 is not school 2."""
    return all(word.folded in name for word in words if word.folded.isdigit())


def _mention(
    text: str, words: Sequence[Word], first: int, last: int, school: School, *, is_misspelt: bool
) -> _Mention | None:
    """The mention of a school with the kind of school before it; None when that kind makes it another school."""
    begin, before = _with_kind_of_school(text, words, first, school)
    written, whole = "".join([word.folded for word in words[begin : last + 1]]), joined_name(school.name)
    written = written.removeprefix("truong")
    if before is not None and before.folded in LEVELS and written != whole:
        return None  # "TH Pu Nhi" is not the lower secondary school that people call "Pu Nhi"
    span = words[begin].begin, words[last].end
    return _Mention(
        school,
        *span,
        is_misspelt=is_misspelt or has_other_accents(text[span[0] : span[1]], school),
        is_short=written != whole and (whole.startswith(written) or whole.endswith(written)),
    )


def _overlap(begin: int, end: int, mentions: Iterable[_Mention]) -> bool:
    return any(begin < one.end and one.begin < end for one in mentions)


def _is_whole(text: str, words: Sequence[Word], mention: _Mention) -> bool:
    """Whether a mention needs no word before it: "Pu Nhi" in "THSC Pu Nhi" may be a part of a longer, misspelt name."""
    before = next((word for word in reversed(words) if word.end <= mention.begin), None)
    stands_alone = before is None or not _NEAR.fullmatch(text[before.end : mention.begin])
    return stands_alone or (before is not None and before.folded == "truong") or not mention.is_short


def _with_kind_of_school(text: str, words: Sequence[Word], first: int, school: School) -> tuple[int, Word | None]:
    """The first word of a name with the kind of school ("THCS") that stands before it, and the word before that."""
    official = words_of(school)
    begin = first
    while begin:
        before = words[begin - 1]
        if not _NEAR.fullmatch(text[before.end : words[begin].begin]):
            return begin, None
        if before.folded not in official or (before.folded not in KINDS and before.folded != "va"):
            return begin, before
        begin -= 1
    return begin, None


def _unknown(text: str, words: Sequence[Word], known: Sequence[_Mention]) -> list[_Mention]:
    """Schools of no configuration: parts of a name that are a kind of school and a place, and name no event."""
    kinds = [word for word in words if word.folded in KINDS]
    if all(_overlap(word.begin, word.end, known) for word in kinds):
        return []
    return [
        _Mention(None, group[0].begin, group[-1].end)
        for group in _groups(text, words)
        if _is_school(text, group) and not _overlap(group[0].begin, group[-1].end, known)
    ]


def _groups(text: str, words: Sequence[Word]) -> list[list[Word]]:
    """The words between "_", dashes, "+" and "với"; "TH và THCS" and "TH&THCS" stay together."""
    groups: list[list[Word]] = [[]]
    for number, word in enumerate(words):
        gap = text[words[number - 1].end : word.begin] if number else ""
        after_kind = bool(groups[-1]) and groups[-1][-1].folded in KINDS
        if word.folded in {"voi", "cung"} or (word.folded == "va" and not after_kind):
            groups.append([])
            continue
        if _BORDER.search(gap) or ("&" in gap and not after_kind):
            groups.append([])
        groups[-1].append(word)
    return [group for group in groups if group]


def _is_school(text: str, words: Sequence[Word]) -> bool:
    names = [word.folded for word in words]
    if names[:1] == ["truong"]:
        names = names[1:]
    kinds = 0
    while kinds < len(names) and (names[kinds] in KINDS or (kinds and names[kinds] == "va")):
        kinds += 1
    place = names[kinds:]
    if not kinds or not 1 <= len(place) <= _MOST_WORDS_OF_A_PLACE or not all(word.isalpha() for word in place):
        return False
    return find_event(text[words[0].begin : words[-1].end]) is None


def _together(text: str, mentions: Sequence[_Mention], chosen: int) -> tuple[int, int]:
    """Where a mention begins and ends with those that stand with it: "THCS Pu Nhi và THCS Pú Hồng"."""
    first = last = chosen
    while first and _TOGETHER.fullmatch(text[mentions[first - 1].end : mentions[first].begin]):
        first -= 1
    while last + 1 < len(mentions) and _TOGETHER.fullmatch(text[mentions[last].end : mentions[last + 1].begin]):
        last += 1
    return mentions[first].begin, mentions[last].end


def _cut(text: str, words: Sequence[Word], begin: int) -> int:
    """Where a name with its "Trường" begins; the word may be the activity's instead ("Khai trường")."""
    before = next((word for word in reversed(words) if word.end <= begin), None)
    if before is None or before.folded != "truong" or not _NEAR.fullmatch(text[before.end : begin]):
        return begin
    event = find_event(text[: before.end].strip())
    belongs_to_event = event is not None and event.end == len(text[: before.end].strip())
    return begin if belongs_to_event else before.begin


def _fills_a_segment(text: str, mention: _Mention) -> bool:
    segments = (match for match in _SEGMENT.finditer(text) if match.start() <= mention.begin < match.end())
    return any(fold(match.group()) == fold(text[mention.begin : mention.end]) for match in segments)


def _runs(words: Sequence[Word], beginnings: frozenset[str] | None = None) -> Iterator[tuple[str, int, int]]:
    """Neighbouring words without blanks between, and the numbers of the first and the last of them.

    With `beginnings` only those that begin as some name does.
    """
    for first in range(len(words)):
        joined = ""
        for last, word in enumerate(words[first : first + _MOST_WORDS], first):
            joined += word.folded
            if beginnings is not None and joined not in beginnings:
                break
            yield joined, first, last


def _without_keys(text: str, words: Sequence[Word]) -> tuple[list[Word], str | None]:
    """The words as a keyboard that was off meant them, and which one; the same words when none was."""
    meant = [(word, leftover(text[word.begin : word.end])) for word in words]
    keyboard = next((found[0].value for _, found in meant if found), None)
    return [Word(fold(found[1]), word.begin, word.end) if found else word for word, found in meant], keyboard
