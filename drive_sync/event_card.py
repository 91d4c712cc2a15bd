"""The event card (5W1H, Appendix 2 section 2): what, where, when, who, how many, each with its evidence or "chưa rõ".

Evidence comes from the folder's name, the plan, the cameras' clocks and GPS, counts, and a description that a teacher
wrote. It is shown, never a reason to mail: a folder without any of it is accepted all the same.
"""

import re
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from drive_sync.facts import EventFolder
from drive_sync.names.school_events import event_named
from drive_sync.text import composed, fold, one_line
from drive_sync.wording import Language, Text

UNKNOWN = Text("chưa rõ", "not known")
QUESTION_TEXT = {
    "what": Text("Việc gì", "What"),
    "where": Text("Ở đâu", "Where"),
    "when": Text("Khi nào", "When"),
    "who": Text("Với ai", "Who"),
    "how_many": Text("Bao nhiêu", "How many"),
}
SOURCE_TEXT = {
    "name": Text("tên thư mục", "folder's name"),
    "plan": Text("kế hoạch", "plan"),
    "description": Text("mô tả", "description"),
    "photos": Text("theo ảnh", "by the photos"),
    "count": Text("đã đếm", "counted"),
}
_COUNTS = Text("{photos} ảnh, {videos} video", "{photos} photos, {videos} videos")
_LONGEST = 200
_NO_ACTIVITY = frozenset({"default_name", "no_activity", "personal_name", "activity_generic"})
"""Problems of a name that says nothing of what was done."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an answer comes from (`name`, `description`, `photos`, `count`), and what it says."""

    source: str
    says: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known about one question, the most telling evidence first."""

    evidence: tuple[Evidence, ...] = ()

    def say(self, language: Language) -> str:
        """The answer in a few words, "chưa rõ" without evidence."""
        return self.evidence[0].says if self.evidence else UNKNOWN.say(language)


@dataclass(frozen=True, slots=True)
class EventCard:
    """The five answers about an event."""

    what: Answer
    where: Answer
    when: Answer
    who: Answer
    how_many: Answer


def event_card(event: EventFolder, language: Language, *, description: str = "") -> EventCard:
    """What is known of an event.

    Args:
        event: the folder with its media.
        language: of the counts; all else is told in the words of its source.
        description: what people wrote about it, in a file beside the photos or in Drive's own field.
    """
    told = _labelled(description)
    name = event.event_name
    activity = name.activity or (event_named(name.event).name if name.event else "")
    counts = _COUNTS.say(language, photos=sum(photo.counts for photo in event.photos), videos=len(event.videos))
    return EventCard(
        what=_answer(
            ("name", "" if _NO_ACTIVITY.intersection(name.problems) else activity),
            ("description", told.get("what", "")),
        ),
        where=_answer(("description", told.get("where", "")), ("photos", _place(event))),
        when=_answer(
            ("name", _day(name.date)),
            ("photos", _time_of(event)),
            ("description", told.get("when", "")),
        ),
        who=_answer(("description", told.get("who", "")), ("name", _people_in(activity))),
        how_many=_answer(("description", told.get("how_many", "")), ("count", counts)),
    )


def _answer(*pairs: tuple[str, str]) -> Answer:
    return Answer(tuple(Evidence(source, one_line(says)[:_LONGEST]) for source, says in pairs if one_line(says)))


_LABELS = (
    ("what", ("noi dung", "hoat dong", "su kien", "what", "ten su kien", "ten hoat dong")),
    ("where", ("dia diem", "o dau", "noi dien ra", "noi to chuc", "tai", "where")),
    ("when", ("thoi gian", "khi nao", "ngay", "when")),
    ("who", ("thanh phan", "doi tuong", "voi ai", "nguoi tham du", "nguoi tham gia", "tham du", "who")),
    ("how_many", ("so luong", "quy mo", "bao nhieu", "how", "how many", "how_many", "tong so")),
)
_QUESTION_OF = {label: question for question, labels in _LABELS for label in labels}
_LABEL = re.compile(r"^\W*([^:\n]{2,30}?)\s*:\s*(\S.*)$")
_DATE = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)")
_EXIF_TIME = re.compile(r"(\d{4}):(\d\d?):( \d|\d\d?)\s+(\d\d?):(\d\d?):(\d\d?)")
_NUMBER_OF_PEOPLE = re.compile(
    r"(?<![\d/.-])\d[\d.]{0,6}\s*(?:học sinh|giáo viên|người|đại biểu|phụ huynh|thầy cô|cán bộ|khách mời|hs|gv)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"(?<!sgk )(?<!sách )(?<!sach )(?<!khoa )\b(?:lớp|khối|lop|khoi)\s*\d{1,2}\s?[A-Za-z]?\d?\b"
    r"|\b(?:toàn trường|toan truong|học sinh|giáo viên|phụ huynh)\b",
    re.IGNORECASE,
)  # "SGK lớp 8" speaks of books


def _labelled(description: str) -> dict[str, str]:
    """The lines of a description by the question they answer ("Địa điểm: sân trường"), and what else can be read.

    Without labels the first line says what it is about; a full date says when, numbers of people say how many.
    """
    lines = [one_line(line) for line in composed(description).splitlines() if one_line(line)]
    told: dict[str, str] = {}
    for line in lines:
        match = _LABEL.match(line)
        question = _QUESTION_OF.get(fold(match[1])) if match else None
        if match and question:
            told.setdefault(question, match[2])
    text = " ".join(lines)
    if lines and not told:
        told["what"] = lines[0]
    if "when" not in told and (date := _DATE.search(text)):
        told["when"] = date.group()
    if "how_many" not in told and (numbers := _NUMBER_OF_PEOPLE.findall(text)):
        told["how_many"] = ", ".join(dict.fromkeys(numbers))
    return told


def needed_of(description: str) -> str:
    """What a description tells about an event, a line for each question: all that has to be kept of it."""
    return "\n".join(f"{question}: {says[:_LONGEST]}" for question, says in _labelled(description).items())


def _people_in(activity: str) -> str:
    return ", ".join(dict.fromkeys(match.group() for match in _PEOPLE.finditer(composed(activity))))


def _day(written: str | None) -> str:
    """A date of `EventName` as people write it: "2023-09-05" → "05/09/2023", "--09-05" → "05/09"."""
    return "/".join(part for part in reversed((written or "").split("-")) if part)


def _time_of(event: EventFolder) -> str:
    """The day on which most photos were taken, with the first and last time, by the cameras' clocks."""
    times = sorted(time for photo in event.photos if (time := _exif_time(photo.taken_at)))
    if not times:
        return ""
    days = [time.date() for time in times]
    day = max(dict.fromkeys(days), key=days.count)
    first, *_, last = [time for time in times if time.date() == day] * 2
    span = f"{first:%H:%M}" if f"{first:%H:%M}" == f"{last:%H:%M}" else f"{first:%H:%M}-{last:%H:%M}"
    return f"{day:%d/%m/%Y} {span}"


def _exif_time(written: str | None) -> datetime | None:
    match = _EXIF_TIME.fullmatch((written or "")[:19])
    if match is None:
        return None
    year, month, day, hour, minute, second = map(int, match.groups())
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - EXIF has no zone
    except ValueError:
        return None


def _place(event: EventFolder) -> str:
    """The middle of the places where the photos were taken, in degrees: one stray photo does not move it."""
    places = [photo.place for photo in event.photos if photo.place]
    if not places:
        return ""
    north, east = (statistics.median(one) for one in zip(*places, strict=True))
    return f"{north:.4f}, {east:.4f}"


def known_answers(card: EventCard, language: Language) -> dict[str, str]:
    """What is known, by question, each answer with its source in brackets; questions without an answer are left out."""
    return {
        name: "; ".join(f"{one.says} ({SOURCE_TEXT[one.source].say(language)})" for one in answer.evidence)
        for name in EventCard.__dataclass_fields__
        if (answer := getattr(card, name)).evidence
    }


def with_the_plan(known: Mapping[str, str], topic: str, time: str, language: Language) -> dict[str, str]:
    """Known answers with the plan's word about the event, last: it tells what was meant to be, not what was.

    Args:
        known: answers by question, as `known_answers` gives them.
        topic: the topic of the item that the event keeps.
        time: when it was to happen; empty when the plan does not say so for certain.
        language: in which the source is named.
    """
    source = SOURCE_TEXT["plan"].say(language)
    told = {"what": one_line(topic)[:_LONGEST], "when": one_line(time)[:_LONGEST]}
    planned = {name: f"{says} ({source})" for name, says in told.items() if says}
    return {**known, **{name: "; ".join(filter(None, (known.get(name), says))) for name, says in planned.items()}}


def besides_the_name(answer: str, language: Language) -> str:
    """A known answer without what the folder's name says, for a reader who has the name before them."""
    of_the_name = f"({SOURCE_TEXT['name'].say(language)})"
    return "; ".join(part for part in answer.split("; ") if not part.endswith(of_the_name))


def as_json(card: EventCard, language: Language) -> dict[str, object]:
    """The card for other programs: `{"what": {"value", "evidence": [{"source", "says"}]}, …}`."""
    answers: Iterable[tuple[str, Answer]] = ((name, getattr(card, name)) for name in EventCard.__dataclass_fields__)
    return {
        name: {
            "value": answer.say(language),
            "evidence": [{"source": one.source, "says": one.says} for one in answer.evidence],
        }
        for name, answer in answers
    }
