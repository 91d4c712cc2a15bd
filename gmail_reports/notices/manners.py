"""The manners of the house: when mail may arrive, who hears of something, and nobody twice on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from gmail_reports.deadlines import ZONE, WorkCalendar
from gmail_reports.letters.letter import UNFINISHED, Kind, Letter, PlannedLetter, Recipient
from gmail_reports.people.who import Person

DAILY = frozenset({Kind.FEEDBACK, Kind.REMINDER, Kind.THANK_YOU})
"""Letters of which a person gets one a day; the officer's own (question, preview, summary) come apart from them."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a school has agreed with us: since when, the superior's address, its own accounts, how reports go.

    With `after_approval` a report waits for the officer's "Gửi ngay", also after its send day. In `quiet_months`
    nobody is reminded of the plan.
    """

    school: str
    start: date
    address: str
    own_accounts: frozenset[str]
    calendar: WorkCalendar
    send_hour: time = time(8)
    after_approval: bool = False
    quiet_months: frozenset[int] = frozenset({6, 7, 8})


def may_arrive(calendar: WorkCalendar, now: datetime) -> bool:
    """Whether mail may arrive now: a working day, 07:00-19:00 in Vietnam."""
    return calendar.office_hour_from(now) <= now


def one_a_day(planned: Iterable[PlannedLetter], letters: Iterable[Letter], today: date) -> list[PlannedLetter]:
    """At most one letter per person and day, the first of these; the others are owed still, and come tomorrow.

    A letter counts on the day it went out or was tried, and as long as it may still go: never on the day it was
    merely promised for.
    """
    busy = {letter.planned.to.email.casefold() for letter in letters if letter.kind in DAILY and _takes(letter, today)}
    kept = []
    for letter in planned:
        address = letter.to.email.casefold()
        if address not in busy:
            busy.add(address)
            kept.append(letter)
    return kept


def _takes(letter: Letter, today: date) -> bool:
    """Whether a letter is the one mail of its reader today."""
    moments = (letter.sent_at, letter.attempted_at)
    return letter.state in UNFINISHED or any(one and one.astimezone(ZONE).date() == today for one in moments)


def recipient(person: Person) -> Recipient:
    """A person of the staff list as the reader of a letter."""
    return Recipient(person.email, person.name, person.honorific)


def who_hears(people: Sequence[Person], officer: Person | None) -> Person | None:
    """The first of these people who can be written to and wants it, else the officer, who speaks for them."""
    return next((person for person in people if reachable(person)), officer)


def reachable(person: Person) -> bool:
    """Whether a person has an address and did not say `Không nhận thư`."""
    return bool(person.email) and not person.silent
