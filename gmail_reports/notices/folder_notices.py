"""Who is owed a word about an event folder: what it still needs, or thanks.

Mail waits for twelve quiet hours and the next office hour, says each verdict once, and at most three times what is
missing: then the officer hears of it in the weekly summary. Folders from before the start are never mailed about.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from drive_sync.facts import Finding
from drive_sync.text import one_line
from gmail_reports.deadlines import ZONE, Month, WorkCalendar, first_report, mending_day
from gmail_reports.letters.letter import (
    Kind,
    Letter,
    PlannedLetter,
    Recipient,
    feedback_key,
    monthly_key,
    thank_you_key,
)
from gmail_reports.notices.manners import Terms, recipient, who_hears
from gmail_reports.overview import FolderView, Overview, Standing
from gmail_reports.people.who import person_with_address

_QUIET_BEFORE_MAIL = timedelta(hours=12)
MOST_FEEDBACK_PER_FOLDER = 3


def about_folders(
    school: Overview, letters: list[Letter], terms: Terms, now: datetime
) -> tuple[list[PlannedLetter], list[PlannedLetter]]:
    """The feedback and the thanks that are owed and not in the ledger yet."""
    keys = {letter.key for letter in letters}
    feedback, thanks = [], []
    for view in school.folders:
        folder = view.folder
        if folder.before_start or terms.calendar.office_hour_from(folder.changed_at + _QUIET_BEFORE_MAIL) > now:
            continue
        to = _mail_for(view, school, terms)
        if to is None:
            continue
        if view.standing is Standing.NEEDS_WORK and view.blocking:
            key = feedback_key(terms.school, folder.folder_id, folder.round)
            if key not in keys and feedback_about(view.thread, letters) < MOST_FEEDBACK_PER_FOLDER:
                deadline = mending_day(now.astimezone(ZONE).date(), terms.calendar)
                about = _folder_facts(view) | {"deadline": deadline.isoformat()}
                feedback.append(PlannedLetter(key, Kind.FEEDBACK, to, now, about, thread=view.thread))
        elif view.standing is Standing.ACCEPTED:
            key = thank_you_key(terms.school, folder.folder_id, folder.round)
            if key not in keys:
                item = school.item(view.code)
                about = _folder_facts(view) | {
                    "item": {"code": item.item.code, "topic": one_line(item.item.topic)} if item else None,
                    "month": str(_report_to_come(letters, terms, now.astimezone(ZONE).date())),
                }
                thanks.append(PlannedLetter(key, Kind.THANK_YOU, to, now, about, thread=view.thread))
    return feedback, thanks


def with_a_day_to_come(about: Mapping[str, Any], calendar: WorkCalendar, today: date) -> Mapping[str, Any]:
    """The facts of a letter that had to wait: feedback asks for no day that is over."""
    if "deadline" not in about or date.fromisoformat(about["deadline"]) >= today:
        return about
    return {**about, "deadline": mending_day(today, calendar).isoformat()}


def feedback_about(thread: str, letters: Iterable[Letter]) -> int:
    """How many letters of feedback a folder has had."""
    return sum(one.kind is Kind.FEEDBACK and one.planned.thread == thread for one in letters)


def _report_to_come(letters: list[Letter], terms: Terms, today: date) -> Month:
    """The month whose report a folder accepted today goes into: on the send day the next one once it has left."""
    month = first_report(today, terms.calendar)
    key = monthly_key(Kind.REPORT, terms.school, str(month))
    has_left = any(letter.key == key and letter.sent_at is not None for letter in letters)
    return month.next() if has_left else month


def _folder_facts(view: FolderView) -> dict[str, Any]:
    return {
        "folder": {
            "name": view.folder.name,
            "link": view.folder.link,
            "photos": view.folder.photos,
            "videos": view.folder.videos,
        },
        "problems": [_finding_facts(one) for one in view.blocking],
        "advice": [_finding_facts(one) for one in view.advice],
    }


def _finding_facts(finding: Finding) -> dict[str, Any]:
    return {"code": finding.code, "data": dict(finding.data)}


def _mail_for(view: FolderView, school: Overview, terms: Terms) -> Recipient | None:
    """Who hears about a folder: its uploader, else the person in charge of its item, else the officer.

    A shared account of the school is nobody; someone who wants no mail is spoken for by the officer.
    """
    uploader = view.folder.uploader
    if uploader and uploader.casefold() not in terms.own_accounts:
        person = person_with_address(uploader, school.staff)
        if person is None:
            return Recipient(uploader)
        if not person.silent:
            return recipient(person)
    item = school.item(view.code)
    chosen = who_hears(item.who.people if item else (), school.officer)
    return recipient(chosen) if chosen else None
