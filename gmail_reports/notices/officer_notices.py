"""What the communications officer hears: the grouped question about the plan."""

from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any

from drive_sync.text import fold
from gmail_reports.deadlines import ZONE
from gmail_reports.letters.letter import Kind, PlannedLetter, question_key
from gmail_reports.notices.manners import Terms, recipient
from gmail_reports.overview import ItemView, Overview


def questions(school: Overview, told: AbstractSet[str], terms: Terms, now: datetime) -> list[PlannedLetter]:
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
            to=recipient(school.officer),
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
