"""A report that replaces one: the same month and evidence, compiled anew, and what is different in it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from gmail_reports.compilation import compile_report, report_as_json
from gmail_reports.deadlines import ZONE, Month
from gmail_reports.letters.letter import Kind, Letter, monthly_key
from gmail_reports.notices.manners import Terms
from gmail_reports.overview import Overview

_PARTS = (("events", ("events", "articles")), ("plan", ("plan",)), ("remarks", ("remarks",)))
"""What may be different, by its name in the words of the mail, and where that stands in the report."""


def corrected_facts(
    letter: Letter, school: Overview, letters: Iterable[Letter], reported: Mapping[str, str], terms: Terms
) -> dict[str, Any]:
    """What a correction says: the report as `compile_report` gives it, the day of the one it replaces, the difference.

    Args:
        letter: the correction.
        school: the picture of the school.
        letters: the school's ledger; the month's report is in it.
        reported: folder or article → key of the report it stands in; only those of this month's report are taken.
        terms: the calendar of the school.
    """
    month = letter.planned.month
    of_month = [one for one in letters if one.planned.month == month and one.sent_at is not None]
    first = next(one for one in of_month if one.key == monthly_key(Kind.REPORT, terms.school, month))
    replaced = max((one for one in of_month if one.kind in {Kind.REPORT, Kind.CORRECTION}), key=_when_sent)
    before = first.planned.about.get("report", {})
    period = before.get("period")
    folders = [(view.folder.folder_id, *view.former) for view in school.folders]
    alike = [*folders, *((view.article.identity,) for view in school.articles)]
    stands = {one: next((reported[it] for it in same if it in reported), "") for same in alike for one in same}
    compiled = compile_report(
        school,
        Month.parse(month),
        key=first.key,
        since=date.fromisoformat(period[0]) if period else terms.start,
        now=first.sent_at or first.planned.due_at,
        sends_at=first.planned.due_at,
        reported=stands,
        calendar=terms.calendar,
    )
    report = report_as_json(replace(compiled, late=False))
    last = replaced.planned.about.get("report", {})
    return {
        "report": report,
        "sends_at": first.planned.due_at.astimezone(ZONE).isoformat(),
        "replaces": _when_sent(replaced).isoformat(),
        "different": [name for name, parts in _PARTS if any(report[one] != last.get(one) for one in parts)],
    }


def _when_sent(letter: Letter) -> datetime:
    return (letter.sent_at or letter.planned.due_at).astimezone(ZONE)
