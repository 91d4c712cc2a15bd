"""What the officer reads once a week: decisions first, then what is new, what is due, and the report.

A week without anything to say has no letter. It belongs to the week's first working day; when the computer was off
then, to the first office hour after.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from typing import Any

from gmail_reports.compilation import report_from_json
from gmail_reports.deadlines import ZONE, first_report, report_days
from gmail_reports.letters.letter import UNFINISHED, Kind, Letter, PlannedLetter, State, monthly_key, summary_key
from gmail_reports.notices.absences import Absence, absences_in
from gmail_reports.notices.folder_notices import MOST_FEEDBACK_PER_FOLDER, feedback_about
from gmail_reports.notices.manners import Terms, recipient
from gmail_reports.notices.plan_notices import is_put_off_without_a_day, last_day_of
from gmail_reports.notices.reasons import HELD_BY_OFFICER, WAITS_FOR_ADDRESS
from gmail_reports.overview import ArticleView, FolderView, ItemView, Overview, Standing
from gmail_reports.progress import ItemState

_WEEK, _TWO_WEEKS = timedelta(days=7), timedelta(days=14)
_UNCLEAR = frozenset({Standing.UPLOADING, Standing.UNCLEAR})
_UNCLEAR_FOR_LONG = timedelta(days=2)
_OPENING = time(7)
_OPEN_STATES = frozenset({ItemState.NOT_DUE, ItemState.DUE_SOON, ItemState.IN_PROGRESS, ItemState.NEEDS_WORK})
_ALWAYS_WORTH_A_LETTER = ("folders_to_decide", "letters", "address", "new", "absences")
_WORTH_A_LETTER_IN_SCHOOL_TIME = ("questions", "put_off", "due", "overdue")


def summaries(
    school: Overview, letters: list[Letter], told: AbstractSet[str], terms: Terms, now: datetime
) -> list[PlannedLetter]:
    """The summary of this week, if it is its time and there is something to say."""
    today = now.astimezone(ZONE).date()
    monday = today - timedelta(days=today.weekday())
    first_day = terms.calendar.working_day_on_or_after(monday)
    if school.officer is None or not terms.start < first_day <= today:
        return []
    absences = absences_in(told)
    opening = datetime.combine(first_day, _OPENING, ZONE)
    if today > first_day and not any(one.first < opening < one.last for one in absences):
        return []
    key = summary_key(terms.school, monday)
    about = _about(school, letters, absences, terms, now)
    quiet = today.month in terms.quiet_months
    worth_a_letter = _ALWAYS_WORTH_A_LETTER + (() if quiet else _WORTH_A_LETTER_IN_SCHOOL_TIME)
    if not any(about[part] for part in worth_a_letter):
        return []
    return [PlannedLetter(key, Kind.SUMMARY, recipient(school.officer), now, about)]


def summary_is_over(letter: Letter, today: date) -> bool:
    """Whether the week of a summary has passed."""
    return letter.planned.due_at.astimezone(ZONE).isocalendar()[:2] != today.isocalendar()[:2]


def _about(
    school: Overview, letters: list[Letter], absences: Iterable[Absence], terms: Terms, now: datetime
) -> dict[str, Any]:
    """The facts of a week, all of them references that the templates' context looks up."""
    today = now.astimezone(ZONE).date()
    since = max((one.planned.due_at for one in letters if one.kind is Kind.SUMMARY), default=now - _WEEK)
    folders = [view for view in school.folders if not view.folder.before_start]
    return {
        "from": since.astimezone(ZONE).date().isoformat(),
        "to": today.isoformat(),
        "questions": _questions(school),
        "folders_to_decide": [
            {"id": view.folder.folder_id, "why": why}
            for view in folders
            if (why := _why_to_decide(view, letters, now)) is not None
        ],
        "letters": [{"key": one.key, "subject": one.subject, "reason": one.reason} for one in letters if _stuck(one)],
        "address": any(one.kind is Kind.REPORT and _waits_for_address(one) for one in letters),
        "put_off": [view.item.code for view in school.items if is_put_off_without_a_day(view)],
        "new": [view.folder.folder_id for view in folders if view.folder.first_seen > since],
        "articles": list(dict.fromkeys(view.article.identity for view in school.articles if _is_new(view, since, now))),
        "waiting": [view.folder.folder_id for view in folders if view.standing is Standing.NEEDS_WORK],
        "due": [view.item.code for view in school.items if _due_by(view, today, today + _TWO_WEEKS)],
        "overdue": [view.item.code for view in school.items if _overdue(view, terms)],
        "standing": sum(view.state is ItemState.STANDING for view in school.items),
        "absences": [
            [one.first.astimezone(ZONE).isoformat(), one.last.astimezone(ZONE).isoformat()]
            for one in absences
            if one.last > since
        ],
        "reported": [_sent(one) for one in letters if _left_since(one, since)],
        "next_report": _report(letters, terms, today),
    }


def _left_since(letter: Letter, since: datetime) -> bool:
    """Whether this is a report, or one that replaces it, that has left since then with the numbers that stood in it."""
    is_report = letter.kind in {Kind.REPORT, Kind.CORRECTION} and "report" in letter.planned.about
    return is_report and letter.sent_at is not None and letter.sent_at > since


def _sent(letter: Letter) -> dict[str, Any]:
    """A report that has left, for the line that thanks everybody."""
    report = report_from_json(letter.planned.about["report"])
    return {
        "month": report.month,
        "replaces": letter.kind is Kind.CORRECTION,
        "events": len(report.events),
        "photos": report.photos,
        "videos": report.videos,
        "articles": len(report.articles),
    }


def _is_new(view: ArticleView, since: datetime, now: datetime) -> bool:
    """Whether an article can be shown and is of these days, the one of the last summary among them."""
    day = view.article.day
    return view.is_evidence and day is not None and _day(since) <= day < _day(now)


def _day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()


def _questions(school: Overview) -> list[dict[str, Any]]:
    return [
        {"code": view.item.code, "about": about}
        for view in school.items
        for about, doubt in (("time", view.when.doubt), ("person", view.who.doubt))
        if doubt is not None and view.state is not ItemState.CANCELLED
    ]


def _why_to_decide(view: FolderView, letters: list[Letter], now: datetime) -> str | None:
    """Why only a person can say what becomes of a folder, None when nobody has to."""
    if view.standing in _UNCLEAR and now - view.folder.changed_at > _UNCLEAR_FOR_LONG:
        return "unclear"
    if view.standing is Standing.NEEDS_WORK and feedback_about(view.thread, letters) >= MOST_FEEDBACK_PER_FOLDER:
        return "told-often"
    return None


def _stuck(letter: Letter) -> bool:
    """Whether a letter goes nowhere until a person decides; a report held on purpose is decided."""
    return letter.state is State.UNSURE or (letter.state is State.HELD and letter.reason != HELD_BY_OFFICER)


def _waits_for_address(letter: Letter) -> bool:
    return letter.state in UNFINISHED and letter.reason.startswith(WAITS_FOR_ADDRESS)


def _due_by(view: ItemView, first: date, last: date) -> bool:
    """Whether an item with nothing to show yet ends within these days."""
    day = last_day_of(view)
    return view.state in _OPEN_STATES and day is not None and first <= day <= last


def _overdue(view: ItemView, terms: Terms) -> bool:
    day = last_day_of(view)
    return view.state is ItemState.OVERDUE and day is not None and day >= terms.start


def _report(letters: Iterable[Letter], terms: Terms, today: date) -> dict[str, str]:
    """How the next report stands: its month, its day, its state in the ledger (empty before it is planned)."""
    month = first_report(today, terms.calendar)
    key = monthly_key(Kind.REPORT, terms.school, str(month))
    letter = next((one for one in letters if one.key == key), None)
    return {
        "month": str(month),
        "send_day": report_days(month, terms.calendar).send_day.isoformat(),
        "state": letter.state if letter else "",
        "reason": letter.reason if letter else "",
    }
