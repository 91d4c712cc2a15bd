"""What the activity in a folder name says: which school event, or why it does not say it.

A text without an event of the list is still an activity ("Trao giải cờ vua"); only one that says nothing is a problem.
"""

import re
import unicodedata

from drive_sync.names.dates import NameDate, is_day_without_signs
from drive_sync.names.event_words import EventFound, events_by_initials, find_event, whole_with_a_short_slip
from drive_sync.names.keyboards import Keyboard, is_syllable, leftover
from drive_sync.names.school_events import SchoolEvent, begins_other_names, event_on, weak_signs_in
from drive_sync.names.special_names import is_default_name, is_generic, is_only_times, is_person, is_test, without_class
from drive_sync.text import fold, without_accents, words, words_with_places

_MEDIA_WORDS = re.compile(r"(?<=\S)[\s_,(-]+(?:hình ảnh|hinh anh|ảnh|anh|video|clip)\)?\s*$", re.IGNORECASE)
TWO_ACTIVITIES = re.compile(r"(?=[\s+&;,])(?:\s*[+&;,]\s*|\s+(?:và|va)\s+)", re.IGNORECASE)
"""What joins two activities in one name."""

_TWO_PARTS = re.compile(r"(?=[\s_])(?:\s+[-–—]\s+|\s*_\s*)")
"""What joins two activities, or an activity and what it is about ("Ngoại khoá - Phòng chống ma tuý")."""

_OCCASION = frozenset(words("ngày mừng niệm tinh lễ dịp nhân hội nghệ đón"))
"""Words before a weak sign that make it a day: "chào mừng 2011", "kỷ niệm 304", "mít tinh 8-3"."""

_MOST_LETTERS_TOO_SHORT = 3
_WORDS_THAT_MISS_ACCENTS = 3
_FEWEST_LEFTOVERS = 2
_MARKS_OF_LETTERS = "\u0302\u0306\u031b"
_COUNTED = frozenset(words("lớp tổ nhóm lần đội buổi tuần tháng ngày kỳ quý bài tiết phần số vòng đợt khối ca câu"))


def read_activity(
    activity: str, when: NameDate | None, *, only_a_time: bool, school_is_named: bool
) -> tuple[str | None, list[str]]:
    """The id of an activity's event, None when it names none, and the problems that it has.

    Args:
        activity: the folder's name without school and date.
        when: the date in the name.
        only_a_time: whether the name says nothing but a date, so that the date is the activity ("20-11").
        school_is_named: whether the name also holds a school, the second sign that a weak word such as "2011" needs.
    """
    problems = ["suffix_media"] if _MEDIA_WORDS.search(activity) and not is_generic(activity) else []
    if without_class(activity) != activity:
        problems.append("class_level")
    pair = two_events(activity)
    if pair is not None:
        return pair[0].event.id, [*problems, "two_events"]
    found = find_event(activity)
    if found is None and school_is_named:
        found = whole_with_a_short_slip(activity)
    if found is not None:
        return found.event.id, problems + _of_spelling(activity, found, when)
    problems += [str(keyboard) for keyboard, _ in leftovers(activity)[:1]]
    if only_a_time and (event := _feast(when)) is not None:
        return event.id, problems
    weak = _weak_event(activity, when, school_is_named=school_is_named)
    if weak is not None:
        event, sign = weak
        return event.id, [*problems, "date_ambiguous"] if sign.isdigit() else problems
    return None, problems + _says_little(activity, only_a_time=only_a_time)


def leftovers(text: str, event: EventFound | None = None) -> list[tuple[Keyboard, tuple[int, int, str]]]:
    """What a keyboard that was off left in words: which keyboard, and begin, end and meaning of each word.

    The words of `event` are passed over: its right spelling is known.

    Such words may be English ("test", "mix", "box"), so nothing is believed of fewer than two, or of tones alone.
    """
    found = []
    for word in words_with_places(text):
        if event is not None and word.begin < event.end and event.begin < word.end:
            continue
        meant = leftover(text[word.begin : word.end])
        if meant is not None and word.folded.rstrip("123456789") not in _COUNTED:
            found.append((meant[0], (word.begin, word.end, meant[1])))
    is_sure = any(_has_marks(place[2]) for _, place in found) or len(found) > _FEWEST_LEFTOVERS
    return found if len(found) >= _FEWEST_LEFTOVERS and is_sure else []


def _has_marks(word: str) -> bool:
    """Whether a word has letters of its own (ă, â, đ, ê, ô, ơ, ư), not tones alone."""
    return any(mark in unicodedata.normalize("NFD", word) for mark in _MARKS_OF_LETTERS) or "đ" in word.casefold()


def two_events(activity: str) -> tuple[EventFound, EventFound] | None:
    """Two different events in one name; None when the join lies within the name of one."""
    if TWO_ACTIVITIES.search(activity) and (pair := _pair(activity, TWO_ACTIVITIES)) is not None:
        return pair
    pair = _pair(activity, _TWO_PARTS) if _TWO_PARTS.search(activity) else None
    if pair is None or not all(one.event.has_its_time and not _is_number(one) for one in pair):
        return None  # "Ngoại khoá - Phòng chống ma tuý", "Văn nghệ_20-11" are one activity and what it is about
    return pair


def _pair(activity: str, join: re.Pattern[str]) -> tuple[EventFound, EventFound] | None:
    parts = [part for part in join.split(activity) if part]
    found = [one for part in parts if (one := find_event(part)) is not None and not one.written]
    whole = find_event(activity)
    if whole is None or not len(found) == len(parts) == len({one.event.id for one in found}) >= 2:  # noqa: PLR2004
        return None
    crosses = any(whole.begin < match.start() and whole.end > match.end() for match in join.finditer(activity))
    return None if crosses else (found[0], found[1])


def _is_number(found: EventFound) -> bool:
    return not any(letter.isalpha() for letter in found.alias)


def _of_spelling(activity: str, found: EventFound, when: NameDate | None) -> list[str]:
    """What is to be said of the way an event's name is written."""
    if found.written:
        return [str(found.written)]
    written = activity[found.begin : found.end]
    if (keyboards := leftovers(activity, found)) and not activity.isupper():
        return [str(keyboards[0][0])]
    problems = []
    if when is None and found.alias != written and _number_without_dash(found.alias, written):
        problems.append("date_ambiguous")
    if written == without_accents(written) and not activity.isupper():
        accented = [word for word in found.alias.split() if word != without_accents(word)]
        problems += ["no_diacritics"] if len(accented) >= _WORDS_THAT_MISS_ACCENTS else []
    return problems


def _number_without_dash(alias: str, written: str) -> bool:
    """Whether a day of the alias ("20/11") is written as one number ("2011")."""
    numbers = [word for word in fold(written).split() if word.isdigit()]
    return len(numbers) == 1 and len([word for word in fold(alias).split() if word.isdigit()]) == 2  # noqa: PLR2004


def _feast(when: NameDate | None) -> SchoolEvent | None:
    """The event whose day a date is: 20-11 → Ngày Nhà giáo Việt Nam."""
    if when is None or when.text is None or len(when.text) < len("--11-20"):
        return None
    return event_on(int(when.text[-5:-3]), int(when.text[-2:]))


def _weak_event(activity: str, when: NameDate | None, *, school_is_named: bool) -> tuple[SchoolEvent, str] | None:
    """The event of a weak sign that has a second one beside it, and the sign; None for no sign or several."""
    spoken = fold(activity).split()
    believed = [
        (event, sign)
        for event, sign in weak_signs_in(activity)
        if _has_second_sign(spoken, sign.split(), event, when, school_is_named=school_is_named)
    ]
    if not believed and school_is_named:
        believed = _meant_by_initials(spoken)
    return believed[0] if len(believed) == 1 else None


def _meant_by_initials(spoken: list[str]) -> list[tuple[SchoolEvent, str]]:
    """The events whose initials are all that is said, "NGVN": of some letters and no word of its own."""
    if len(spoken) != 1 or len(spoken[0]) <= _MOST_LETTERS_TOO_SHORT or is_syllable(spoken[0]):
        return []
    return events_by_initials(spoken[0])


def _has_second_sign(
    spoken: list[str], sign: list[str], event: SchoolEvent, when: NameDate | None, *, school_is_named: bool
) -> bool:
    place = next(at for at in range(len(spoken)) if spoken[at : at + len(sign)] == sign)
    before, after = spoken[:place], spoken[place + len(sign) :]
    if after and after[0].isalpha() and (sign[0].isdigit() or begins_other_names(" ".join(sign))):
        return False  # "29 năm thành lập trường", "Tết cơm mới"
    in_its_month = when is not None and when.month in event.months
    if sign[0].isdigit():
        occasion = bool(before) and before[-1] in _OCCASION
        return occasion or (school_is_named and len(spoken) == len(sign)) or (in_its_month and not before)
    return school_is_named or bool(before) or bool(after) or in_its_month


def _says_little(activity: str, *, only_a_time: bool) -> list[str]:
    said = without_class(activity)
    folded = fold(said)
    if is_person(activity):
        return ["personal_name"]
    if folded and is_default_name(said):
        return ["default_name"]
    if is_test(activity):
        return ["test_folder"]
    if not folded or only_a_time or _is_a_number(folded) or is_only_times(said):
        return ["no_activity"]
    if is_generic(said):
        return ["activity_generic"]
    is_short = len(folded.replace(" ", "")) <= _MOST_LETTERS_TOO_SHORT
    return ["activity_too_short"] if is_short or is_day_without_signs(folded) else []


def _is_a_number(folded: str) -> bool:
    """Whether a text is a number that cannot be a day: "2210" is rather one that somebody knows than nothing at all."""
    return folded.replace(" ", "").isdigit() and not is_day_without_signs(folded)
