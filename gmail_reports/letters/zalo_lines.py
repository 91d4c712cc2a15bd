"""Short lines for the officer to paste into Zalo, where people read: what has gone, who is asked for what."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from drive_sync.rules import RULE_BY_CODE
from drive_sync.wording import Language, Text
from gmail_reports.deadlines import Month
from gmail_reports.letters.house import House, as_addressed
from gmail_reports.letters.reminder_context import time_of, topic_of
from gmail_reports.overview import FolderView, ItemView, Overview
from gmail_reports.people.who import person_with_address

LONGEST_TOPIC = 80
_ZALO_FOLDER = Text(
    "{who} ơi, thư mục “{name}” còn cần: {problems} {link}",
    "{who}, the folder “{name}” still needs: {problems} {link}",
)
_ZALO_REPORT = Text(
    "Báo cáo truyền thông tháng {month} đã gửi {office}: {events} sự kiện, {photos} ảnh, {videos} video, "
    "{articles} tin, bài. Xin cảm ơn các thầy cô!",
    "The communications report of {month} has gone to {office}: events {events}, photos {photos}, videos {videos}, "
    "articles {articles}. Thank you all!",
)
_ZALO_CORRECTION = Text(
    "Báo cáo truyền thông tháng {month} đã được gửi lại cho {office}, thay bản trước: {events} sự kiện, {photos} ảnh, "
    "{videos} video, {articles} tin, bài. Xin cảm ơn các thầy cô!",
    "The communications report of {month} has gone to {office} anew, in place of the former: events {events}, photos "
    "{photos}, videos {videos}, articles {articles}. Thank you all!",
)
_ZALO_ITEM = Text(
    "{who} xem giúp nội dung “{topic}” ({time}): đã làm, lùi ngày hay không thực hiện ạ?",
    "{who}, about “{topic}” ({time}): done, put off, or not carried out?",
)
_SOMEBODY = Text("Thầy/cô", "Dear colleague")


def zalo_lines(
    reported: Iterable[Mapping[str, Any]],
    waiting: Iterable[FolderView],
    overdue: Iterable[ItemView],
    house: House,
    school: Overview,
) -> Iterator[str]:
    """A line for each report that has left, each folder that needs work, each item that is late, in that order."""
    yield from (_zalo_report(one, house) for one in reported)
    yield from (_zalo_folder(view, school, house.language) for view in waiting)
    yield from _zalo_items(overdue, house.language)


def missing_of(view: FolderView, language: Language) -> list[str]:
    """What a folder still needs, in sentences."""
    return [RULE_BY_CODE[one.code].message.say(language, **one.data) for one in view.blocking]


def _zalo_report(one: Mapping[str, Any], house: House) -> str:
    label = Month.parse(one["month"]).label
    text = _ZALO_CORRECTION if one.get("replaces") else _ZALO_REPORT
    return text.say(house.language, **{**one, "month": label, "office": house.office.short})


def _zalo_folder(view: FolderView, school: Overview, language: Language) -> str:
    person = person_with_address(view.folder.uploader or "", school.staff)
    return _ZALO_FOLDER.say(
        language,
        who=_called(person.name, person.honorific, language) if person else _SOMEBODY.say(language),
        name=view.folder.name,
        problems=" ".join(missing_of(view, language)),
        link=view.folder.link,
    )


def _zalo_items(overdue: Iterable[ItemView], language: Language) -> Iterable[str]:
    for view in overdue:
        called = [_called(one.name, one.honorific, language) for one in view.who.people]
        yield _ZALO_ITEM.say(
            language,
            who=", ".join(called) or _SOMEBODY.say(language),
            topic=topic_of(view, LONGEST_TOPIC),
            time=time_of(view),
        )


def _called(name: str, honorific: str, language: Language) -> str:
    """A person at the beginning of a sentence: "Thầy Tú"."""
    greeting = as_addressed(name, honorific, "", language)["greeting"]
    return greeting[:1].upper() + greeting[1:]
