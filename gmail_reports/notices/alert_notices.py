"""What the operator is mailed: each trouble once while it lasts, and once what an absence has brought.

The mail keeps the hours of all others, working days 07:00-19:00 (domain.md, Calendar): the other channel tells at
once and at any hour. A trouble that is over by then is not mailed any more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from drive_sync.facts import Verdict
from gmail_reports.deadlines import ZONE
from gmail_reports.letters.letter import Kind, Letter, PlannedLetter, alert_key
from gmail_reports.notices.absences import Absence
from gmail_reports.notices.manners import Terms, may_arrive, recipient
from gmail_reports.overview import Overview
from gmail_reports.people.who import Person, person_with_address

_ABSENCE = "absent"
_WORTH_TELLING_FOR = timedelta(days=14)
_SETTLES_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class OpenTrouble:
    """Something that stands in the way: its kind, what it is about, since when, and a sentence with the way out."""

    kind: str
    about: str
    since: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """What an absence has brought: new folders by verdict, months reported late, letters that came past their time."""

    absence: Absence
    folders: Mapping[str, int]
    late: tuple[str, ...]
    given_up: int

    def is_worth_telling(self, now: datetime) -> bool:
        """Whether to mail it now: once the new folders are judged, or after an hour, and not as old news."""
        passed = now - self.absence.last
        settled = not self.folders.get(Verdict.UNKNOWN) or passed >= _SETTLES_WITHIN
        return settled and passed < _WORTH_TELLING_FOR


def alerts(
    troubles: Iterable[OpenTrouble],
    absences: Iterable[CaughtUp],
    school: Overview,
    terms: Terms,
    address: str,
    account: str,
    now: datetime,
) -> list[PlannedLetter]:
    """The operator's letters of this moment; the ledger knows which of them it has already.

    What began at one moment and is of one kind is one letter: forty letters that wait are no forty mails.

    Args:
        troubles: what stands in the way now; a mail about a mail to the operator is left to the other channel.
        absences: the latest ones.
        school: the picture of the school; the operator may be on its staff list.
        terms: the school and its calendar.
        address: the operator's.
        account: the account the letters go from, and stay with.
        now: the moment.
    """
    if not may_arrive(terms.calendar, now):
        return []
    to = recipient(person_with_address(address, school.staff) or Person("", email=address))
    grouped: dict[tuple[str, datetime], list[OpenTrouble]] = {}
    for one in troubles:
        if not one.about.startswith(f"{Kind.ALERT}:"):
            grouped.setdefault((one.kind, one.since), []).append(one)
    planned = [
        PlannedLetter(
            alert_key(terms.school, kind, since.astimezone(ZONE)),
            Kind.ALERT,
            to,
            now,
            _facts(kind, since, alike, account),
        )
        for (kind, since), alike in grouped.items()
    ]
    for caught in absences:
        first, last = (moment.astimezone(ZONE) for moment in (caught.absence.first, caught.absence.last))
        if caught.is_worth_telling(now):
            about = {
                "account": account,
                "absence": [first.isoformat(), last.isoformat()],
                "folders": dict(caught.folders),
                "late": list(caught.late),
                "given_up": caught.given_up,
            }
            planned.append(PlannedLetter(alert_key(terms.school, _ABSENCE, first), Kind.ALERT, to, now, about))
    return planned


def is_over(letter: Letter, troubles: Iterable[OpenTrouble]) -> bool:
    """Whether nothing that a letter to the operator tells of stands in the way any more; an absence stays told."""
    about = letter.planned.about
    told = (about.get("kind"), about.get("since"))
    return "kind" in about and all((one.kind, _written(one.since)) != told for one in troubles)


def _facts(kind: str, since: datetime, alike: list[OpenTrouble], account: str) -> dict[str, Any]:
    sentences = [one.sentence for one in alike]
    return {"account": account, "kind": kind, "since": _written(since), "sentences": sentences}


def _written(moment: datetime) -> str:
    return moment.astimezone(ZONE).isoformat()
