"""What a reminder says of each item: its promise, its time, the folder name to paste, and the report that waits."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from drive_sync.text import one_line
from gmail_reports.deadlines import Month, month_of_first_report_after, report_days
from gmail_reports.letters.house import House, as_addressed, moment
from gmail_reports.letters.letter import Letter
from gmail_reports.notices.plan_notices import BEFORE_REPORT, OVERDUE, SOON, last_day_of
from gmail_reports.overview import ItemView, Overview

_LONGEST_ACTIVITY = 60
_NOT_IN_A_NAME = re.compile(r'[<>:"/\\|?*“”_]')
_BULLET = re.compile(r"^[-·•+*\s]+")
_TRAILING = " ;:,.…"


def reminder_context(letter: Letter, house: House, school: Overview) -> dict[str, Any]:
    """The data of a reminder's templates: its items by stage, the most urgent first."""
    items = [
        _item(one, view, letter, house)
        for one in letter.planned.about["items"]
        if (view := school.item(one["code"])) is not None
    ]
    return {
        "overdue": [item for item in items if item["stage"] == OVERDUE],
        "before_report": [item for item in items if item["stage"] == BEFORE_REPORT],
        "soon": [item for item in items if item["stage"] == SOON],
        "items": items,
        "upload_link": house.upload_link,
    }


def topic_of(view: ItemView, longest: int | None = None) -> str:
    """An item's topic on one line, cut between words when it is longer than that."""
    return short(one_line(view.item.topic).rstrip(_TRAILING), longest)


def time_of(view: ItemView) -> str:
    """An item's time as it holds now: `10/2023`, or the day it was put off to."""
    if view.decision.new_day is not None:
        return f"{view.decision.new_day:%d/%m/%Y}"
    return view.when.label


def folder_name_for(view: ItemView, house: House) -> str:
    """The folder name to paste for an item: `PTDTBT THCS Pu Nhi_SGK lớp 8`."""
    activity = one_line(_NOT_IN_A_NAME.sub(" ", one_line(view.item.topic))).strip(_TRAILING)
    return f"{house.folder_prefix}_{short(activity, _LONGEST_ACTIVITY).rstrip(_TRAILING)}"


def _item(one: Mapping[str, Any], view: ItemView, letter: Letter, house: House) -> dict[str, Any]:
    months = [*view.when.certain_months, *([Month.of(view.decision.new_day)] if view.decision.new_day else [])]
    until = date.fromisoformat(one["until"])  # of a letter on its way whose item has come into doubt
    last_day = last_day_of(view) or until
    report = month_of_first_report_after(months or [Month.of(until)], house.calendar) or Month.of(until)
    addressed = (as_addressed(who.name, who.honorific, who.email, house.language) for who in view.who.people)
    others = [who for who in addressed if who["email"].casefold() != letter.planned.to.email.casefold()]
    speaks_for_others = len(others) == len(view.who.people)
    return {
        "code": view.item.code,
        "stage": one["stage"],
        "topic": topic_of(view),
        "short_topic": topic_of(view, _LONGEST_ACTIVITY),
        "product": "; ".join(_lines(view.item.product)),
        "time": time_of(view),
        "last_day": moment(last_day, "", house.language),
        "report_label": report.label,
        "send_day": moment(report_days(report, house.calendar).send_day, "", house.language),
        "folder_name": folder_name_for(view, house),
        "in_charge": ", ".join(who["greeting"] for who in others) if speaks_for_others else "",
    }


def _lines(cell: str) -> list[str]:
    """The lines of a cell without their bullets and blank ones: "- Thông tin về …" → "Thông tin về …"."""
    lines = (one_line(_BULLET.sub("", line)).rstrip(_TRAILING) for line in cell.splitlines())
    return [line for line in lines if line]


def short(text: str, longest: int | None) -> str:
    """The text, cut between words when it is longer than that."""
    if longest is None or len(text) <= longest:
        return text
    shorter = text[:longest].rpartition(" ")[0] or text[:longest]
    return shorter.rstrip(_TRAILING) + "…"
