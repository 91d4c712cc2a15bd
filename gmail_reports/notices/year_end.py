"""The year's summary after the June report: what each section and each person promised and kept.

The plan makes it a criterion of assessment, so it counts only what stands in the Sheet and on Drive, says what was
never clear, and its numbers add up: promised = done + open + not carried out + unclear.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from drive_sync.text import fold, one_line
from gmail_reports.deadlines import ZONE, Month
from gmail_reports.letters.letter import Kind, Letter, PlannedLetter, State, monthly_key, year_end_key
from gmail_reports.notices.manners import Terms, reachable, recipient
from gmail_reports.overview import ArticleView, FolderView, ItemView, Overview
from gmail_reports.people.who import Person
from gmail_reports.progress import ItemState

_JUNE, _FROM_DAY, _LAST_MONTH = 6, 15, 8
_LEFT = frozenset({State.SENT, State.SENT_BY_HAND})
_PRINCIPAL = "hieu truong"


def year_ends(school: Overview, letters: list[Letter], terms: Terms, now: datetime) -> list[PlannedLetter]:
    """The year's summary for the officer, and for the principal when the staff list gives an address."""
    june = Month(school.year.first + 1, _JUNE)
    today = now.astimezone(ZONE).date()
    key = monthly_key(Kind.REPORT, terms.school, str(june))
    reported = any(letter.key == key and letter.state in _LEFT for letter in letters)
    in_season = date(june.year, _JUNE, _FROM_DAY) <= today <= Month(june.year, _LAST_MONTH).last
    if not (reported and in_season) or school.schedule is None:
        return []
    principal = next(
        (one for one in school.staff if fold(one.role).startswith(_PRINCIPAL) and reachable(one)),
        None,
    )
    readers = [(one, part) for one, part in ((school.officer, ""), (principal, "principal")) if one is not None]
    about = year_facts(school, letters)
    planned = []
    for person, part in readers:
        if part and person == school.officer:
            continue
        key = year_end_key(terms.school, str(school.year), part)
        planned.append(PlannedLetter(key, Kind.YEAR_END, recipient(person), now, about))
    return planned


def year_facts(school: Overview, letters: Iterable[Letter]) -> dict[str, Any]:
    """The numbers of a year, whole, by section and by person."""
    events = [view for view in school.folders if view.counts_for_reports]
    reports = [one for one in letters if one.kind is Kind.REPORT and one.sent_at is not None]
    titles = {one.numeral: one.title for one in school.schedule.sections} if school.schedule else {}
    return {
        "all": _kept(school.items) | _shown(events) | {"articles": len(_told(school.articles))},
        "outside": sum(view.code is None for view in events),
        "reports": len(reports),
        "late": sum(_late(one) for one in reports),
        "sections": [
            {"numeral": numeral, "title": one_line(titles.get(numeral, ""))} | _of_section(numeral, school, events)
            for numeral in dict.fromkeys(view.item.section for view in school.items)
        ],
        "people": [
            {"name": person.name, "honorific": person.honorific} | numbers
            for person in school.staff
            if any((numbers := _of_person(person, school, events)).values())
        ],
    }


def _of_section(numeral: str, school: Overview, events: list[FolderView]) -> dict[str, int]:
    items = [view for view in school.items if view.item.section == numeral]
    codes = {view.item.code for view in items}
    articles = _told(view for view in school.articles if view.code in codes)
    return _kept(items) | _shown([view for view in events if view.code in codes]) | {"articles": len(articles)}


def _of_person(person: Person, school: Overview, events: list[FolderView]) -> dict[str, int]:
    """What a person was in charge of, and the events they uploaded themselves."""
    items = [view for view in school.items if person in view.who.people]
    email = person.email.casefold()
    return _kept(items) | _shown(
        [view for view in events if email and (view.folder.uploader or "").casefold() == email]
    )


def _kept(items: Iterable[ItemView]) -> dict[str, int]:
    states = Counter(view.state for view in items)
    promised = sum(states.values())
    done, dropped, unclear = (states[one] for one in (ItemState.DONE, ItemState.CANCELLED, ItemState.TO_CONFIRM))
    return {
        "promised": promised,
        "done": done,
        "dropped": dropped,
        "unclear": unclear,
        "open": promised - done - dropped - unclear,
    }


def _told(articles: Iterable[ArticleView]) -> set[str]:
    """The articles that can be shown, each once."""
    return {view.article.identity for view in articles if view.is_evidence}


def _shown(events: Iterable[FolderView]) -> dict[str, int]:
    shown = list(events)
    return {
        "events": len(shown),
        "photos": sum(view.folder.photos for view in shown),
        "videos": sum(view.folder.videos for view in shown),
    }


def _late(letter: Letter) -> bool:
    """Whether a report left after its day."""
    sent = letter.sent_at
    return sent is not None and sent.astimezone(ZONE).date() > letter.planned.due_at.astimezone(ZONE).date()
