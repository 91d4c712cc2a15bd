"""Who is owed which letter now: the manners of the house as one pure function from facts to letters.

A folder's verdict shows in the Sheet at once; mail waits for twelve quiet hours and the next office hour, says
each thing once, and reaches nobody twice on a day. Folders from before the start are never mailed about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from drive_sync.facts import Finding
from drive_sync.text import fold, one_line
from gmail_reports.deadlines import ZONE, Month, WorkCalendar, first_report, mending_day, report_days
from gmail_reports.letter import (
    UNFINISHED,
    Kind,
    Letter,
    PlannedLetter,
    Recipient,
    feedback_key,
    monthly_key,
    question_key,
    thank_you_key,
)
from gmail_reports.overview import FolderView, ItemView, Overview, Standing
from gmail_reports.who import Person, person_with_address

_QUIET_BEFORE_MAIL = timedelta(hours=12)
_MOST_FEEDBACK_PER_FOLDER = 3
_PREVIEW_HOUR = time(8)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a school has agreed with us: since when, the superior's address, its own accounts, how reports go.

    With `after_approval` a report waits for the officer's "Gửi ngay", also after its send day.
    """

    school: str
    start: date
    address: str
    own_accounts: frozenset[str]
    calendar: WorkCalendar
    send_hour: time = time(8)
    after_approval: bool = False


def owed(
    school: Overview, known: Iterable[Letter], told: frozenset[str] | set[str], terms: Terms, now: datetime
) -> list[PlannedLetter]:
    """The letters that are owed at this moment and not in the ledger yet, problems first."""
    letters = list(known)
    keys = {letter.key for letter in letters}
    today = now.astimezone(ZONE).date()
    planned = [
        *_reports(terms, today),
        *_previews(school, letters, terms, now),
    ]
    if terms.calendar.office_hour_from(now) <= now:
        mailed_today = {
            letter.planned.to.email
            for letter in letters
            if letter.kind in {Kind.FEEDBACK, Kind.THANK_YOU} and letter.planned.due_at.astimezone(ZONE).date() == today
        }
        planned += _one_a_day(_about_folders(school, letters, keys, terms, now), mailed_today)
        planned += _questions(school, told, terms, now)
    return [letter for letter in planned if letter.key not in keys]


def _reports(terms: Terms, today: date) -> list[PlannedLetter]:
    """Every report whose draft day has come since the start: a month that was missed is still owed."""
    planned = []
    for month in first_report(terms.start, terms.calendar).until(Month.of(today)):
        days = report_days(month, terms.calendar)
        if days.draft_day <= today:
            planned.append(
                PlannedLetter(
                    key=monthly_key(Kind.REPORT, terms.school, str(month)),
                    kind=Kind.REPORT,
                    to=Recipient(terms.address),
                    due_at=days.sends_at(terms.send_hour),
                    month=str(month),
                )
            )
    return planned


def _previews(school: Overview, letters: list[Letter], terms: Terms, now: datetime) -> list[PlannedLetter]:
    """The officer's look ahead, some working days before a report goes; none once it is gone, none while it is held."""
    if school.officer is None:
        return []
    planned = []
    for letter in letters:
        if letter.kind is not Kind.REPORT or letter.state not in UNFINISHED:
            continue
        month = Month.parse(letter.planned.month)
        preview_at = datetime.combine(report_days(month, terms.calendar).preview_day, _PREVIEW_HOUR, ZONE)
        if preview_at <= now < letter.planned.due_at:
            planned.append(
                PlannedLetter(
                    key=monthly_key(Kind.PREVIEW, terms.school, letter.planned.month),
                    kind=Kind.PREVIEW,
                    to=_recipient(school.officer),
                    due_at=preview_at,
                    month=letter.planned.month,
                )
            )
    return planned


def _about_folders(
    school: Overview, letters: list[Letter], keys: set[str], terms: Terms, now: datetime
) -> list[PlannedLetter]:
    feedback, thanks = [], []
    for view in school.folders:
        folder = view.folder
        if folder.before_start or terms.calendar.office_hour_from(folder.changed_at + _QUIET_BEFORE_MAIL) > now:
            continue
        to = _mail_for(view, school, terms)
        if to is None:
            continue
        if view.standing is Standing.NEEDS_WORK and view.blocking:
            earlier = sum(one.kind is Kind.FEEDBACK and one.planned.thread == view.thread for one in letters)
            key = feedback_key(terms.school, folder.folder_id, folder.round)
            if key not in keys and earlier < _MOST_FEEDBACK_PER_FOLDER:
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
    return feedback + thanks


def _report_to_come(letters: list[Letter], terms: Terms, today: date) -> Month:
    """The month whose report a folder accepted today goes into: on the send day the next one once it has left."""
    month = first_report(today, terms.calendar)
    key = monthly_key(Kind.REPORT, terms.school, str(month))
    has_left = any(letter.key == key and letter.sent_at is not None for letter in letters)
    return month.next() if has_left else month


def _one_a_day(planned: list[PlannedLetter], mailed_today: set[str]) -> list[PlannedLetter]:
    """At most one letter per person and day; the others are owed still, and come tomorrow."""
    kept = []
    for letter in planned:
        if letter.to.email not in mailed_today:
            mailed_today.add(letter.to.email)
            kept.append(letter)
    return kept


def _questions(school: Overview, told: frozenset[str] | set[str], terms: Terms, now: datetime) -> list[PlannedLetter]:
    """One grouped question about everything in the plan that is not clear and was not asked before."""
    if school.officer is None:
        return []
    asked = [
        (notice, view, about)
        for view in school.items
        for about, doubt, raw in (
            ("time", view.when.doubt, view.decision.confirmed_time or view.item.time),
            ("person", view.who.doubt, view.item.person),
        )
        if doubt is not None and (notice := f"question:{school.year}:{view.item.code}:{doubt}:{fold(raw)}") not in told
    ]
    if not asked:
        return []
    return [
        PlannedLetter(
            key=question_key(terms.school, now.astimezone(ZONE).date().isoformat()),
            kind=Kind.QUESTION,
            to=_recipient(school.officer),
            due_at=now,
            about={
                "total": len(school.items),
                "questions": [_question_facts(view, about) for _, view, about in asked],
            },
            notices=tuple(notice for notice, _, _ in asked),
        )
    ]


def _question_facts(view: ItemView, about: str) -> dict[str, Any]:
    return {"code": view.item.code, "about": about, "row": view.item.row}


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
            return _recipient(person)
    item = school.item(view.code)
    in_charge = next((one for one in item.who.people if one.email and not one.silent), None) if item else None
    chosen = in_charge or school.officer
    return _recipient(chosen) if chosen else None


def _recipient(person: Person) -> Recipient:
    return Recipient(person.email, person.name, person.honorific)
