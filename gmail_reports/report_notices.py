"""Which reports are owed, which previews of them, and which corrections of those that have left."""

from collections.abc import Iterable
from datetime import date, datetime, time

from gmail_reports.deadlines import ZONE, Month, first_report, report_days
from gmail_reports.letter import UNFINISHED, Kind, Letter, PlannedLetter, Recipient, monthly_key
from gmail_reports.manners import Terms, recipient
from gmail_reports.overview import Overview

_PREVIEW_HOUR = time(8)


def reports(terms: Terms, today: date) -> list[PlannedLetter]:
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


def previews(school: Overview, letters: Iterable[Letter], terms: Terms, now: datetime) -> list[PlannedLetter]:
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
                    to=recipient(school.officer),
                    due_at=preview_at,
                    month=letter.planned.month,
                )
            )
    return planned
