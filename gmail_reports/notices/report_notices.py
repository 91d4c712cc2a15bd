"""Which reports are owed, which previews of them, and which corrections of those that have left."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time

from drive_sync.text import fold
from gmail_reports.deadlines import ZONE, Month, first_report, report_days
from gmail_reports.letters.letter import (
    UNFINISHED,
    Kind,
    Letter,
    PlannedLetter,
    Recipient,
    State,
    correction_key,
    monthly_key,
)
from gmail_reports.notices.manners import Terms, recipient
from gmail_reports.overview import Overview
from gmail_reports.sheet.tabs import SEND_CORRECTION, MonthDecision

_PREVIEW_HOUR = time(8)
_LEFT = frozenset({State.SENT, State.SENT_BY_HAND})


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


def corrections(
    school: Overview, letters: list[Letter], told: AbstractSet[str], terms: Terms, now: datetime
) -> list[PlannedLetter]:
    """A report that replaces one that has left, once for each time the officer chooses "Gửi thay thế"."""
    planned = []
    for letter in letters:
        month = letter.planned.month
        if letter.kind is not Kind.REPORT or letter.state not in _LEFT or not _chosen(school, month):
            continue
        number = _corrections_of(month, letters)
        if number == 0 or _taken_back(month, number) in told:
            key = correction_key(terms.school, month, number + 1)
            planned.append(PlannedLetter(key, Kind.CORRECTION, Recipient(terms.address), now, month=month))
    return planned


def corrections_taken_back(school: Overview, letters: list[Letter]) -> list[str]:
    """The choices "Gửi thay thế" that were answered and stand in their cells no more: the next one is a new one."""
    months = {letter.planned.month for letter in letters if letter.kind is Kind.CORRECTION}
    return [_taken_back(month, _corrections_of(month, letters)) for month in months if not _chosen(school, month)]


def _chosen(school: Overview, month: str) -> bool:
    return fold(school.months.get(month, MonthDecision()).decision) == fold(SEND_CORRECTION)


def _corrections_of(month: str, letters: list[Letter]) -> int:
    return sum(letter.kind is Kind.CORRECTION and letter.planned.month == month for letter in letters)


def _taken_back(month: str, number: int) -> str:
    return f"correction-over:{month}:{number}"
