"""A letter: what it is about, how far it has come, and what to do next, given what Gmail shows.

    planned → drafted → sending → sent          else: held · cancelled · sent-by-hand · unsure

The key is made of facts, never of an address, and is UNIQUE in the ledger: the database forbids the second.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The letters there are; each has its folder of templates."""

    FEEDBACK = "feedback"
    THANK_YOU = "thank-you"
    REMINDER = "reminder"
    QUESTION = "question"
    SUMMARY = "summary"
    PREVIEW = "preview"
    REPORT = "report"
    CORRECTION = "correction"
    YEAR_END = "year-end"
    ALERT = "alert"


class State(StrEnum):
    """How far a letter has come."""

    PLANNED = "planned"
    DRAFTED = "drafted"
    SENDING = "sending"
    SENT = "sent"
    HELD = "held"
    CANCELLED = "cancelled"
    SENT_BY_HAND = "sent-by-hand"
    UNSURE = "unsure"


UNFINISHED = frozenset({State.PLANNED, State.DRAFTED, State.SENDING})
"""States that `deliver` works on; all others are final or a person's."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a letter is for; `name` and `honorific` are empty for an office."""

    email: str
    name: str = ""
    honorific: str = ""


@dataclass(frozen=True, slots=True)
class PlannedLetter:
    """A letter somebody is owed; `about` is the data of its templates, `notices` what it tells (each told once).

    `thread` groups letters into one mail thread (a folder's id); `month` is `2023-10` for reports and previews.
    """

    key: str
    kind: Kind
    to: Recipient
    due_at: datetime
    about: Mapping[str, Any] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    thread: str = ""
    month: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A row of the ledger: what was planned, and how far it has come."""

    planned: PlannedLetter
    state: State = State.PLANNED
    reason: str = ""
    not_before: datetime | None = None
    drafting_at: datetime | None = None
    draft_id: str | None = None
    draft_message_id: str | None = None
    thread_id: str | None = None
    content_mark: str = ""
    edited_by_hand: bool = False
    missing_since: datetime | None = None
    attempted_at: datetime | None = None
    sent_at: datetime | None = None
    message_id: str | None = None
    subject: str = ""
    rfc_message_id: str = ""

    @property
    def key(self) -> str:
        """The unique key."""
        return self.planned.key

    @property
    def kind(self) -> Kind:
        """What kind of letter it is."""
        return self.planned.kind


@dataclass(frozen=True, slots=True)
class Draft:
    """Where a draft is in Gmail; updating it changes `message_id` only."""

    draft_id: str
    message_id: str
    thread_id: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What Gmail shows of a letter: the message id of its draft, and of its copy in Sent; None where there is none."""

    draft_message_id: str | None = None
    sent_message_id: str | None = None


class Step(StrEnum):
    """What to do next with a letter that has a draft."""

    SEND = "send"
    RECORD_SENT = "record-sent"
    RECORD_SENT_BY_HAND = "record-sent-by-hand"
    ASK_ABOUT_DELETED_DRAFT = "ask-about-deleted-draft"
    SAY_UNSURE = "say-unsure"


def next_step(letter: Letter, seen: Seen) -> Step:
    """What to do with a letter whose draft was written down, given what Gmail shows now.

    A draft that is gone means three things: we sent it, a person sent it, or a person deleted it. Only a copy in
    Sent tells the first two from the third; after an attempt of ours without such a copy nobody can know, and a
    person is asked instead of sending twice (design, section 6).
    """
    attempted = letter.attempted_at is not None
    if seen.sent_message_id is not None:
        return Step.RECORD_SENT if attempted else Step.RECORD_SENT_BY_HAND
    if seen.draft_message_id is not None:
        return Step.SEND
    return Step.SAY_UNSURE if attempted else Step.ASK_ABOUT_DELETED_DRAFT


def is_waste(letter: Letter, draft: Draft) -> bool:
    """Whether a draft that carries a letter's key should not be in the mailbox any more.

    Another draft than the one written down is a twin whose creation was never answered; an untouched draft of a
    letter that was given up, or that a person sent in their own words, could still be sent by mistake.
    """
    over = letter.state in {State.SENT, State.SENT_BY_HAND, State.CANCELLED}
    if letter.draft_id is None:
        return over
    if letter.draft_id != draft.draft_id:
        return True
    return over and not letter.edited_by_hand and letter.draft_message_id == draft.message_id


def feedback_key(school: str, folder: str, round_of_verdict: int) -> str:
    """The key of the mail about what a folder lacks, once per settled verdict."""
    return f"{Kind.FEEDBACK}:{school}:{folder}:{round_of_verdict}"


def thank_you_key(school: str, folder: str, round_of_verdict: int) -> str:
    """The key of the thanks for a complete folder."""
    return f"{Kind.THANK_YOU}:{school}:{folder}:{round_of_verdict}"


def monthly_key(kind: Kind, school: str, month: str) -> str:
    """The key of a month's report or preview: `report:pu-nhi:2023-10`."""
    return f"{kind}:{school}:{month}"


def reminder_key(school: str, person: str, day: str) -> str:
    """The key of a person's reminder of a day: `reminder:pu-nhi:lo-van-tu:2023-10-02`."""
    return f"{Kind.REMINDER}:{school}:{person}:{day}"


def summary_key(school: str, day: date) -> str:
    """The key of the summary of a day's ISO week: `summary:pu-nhi:2023-W41`."""
    year, week, _ = day.isocalendar()
    return f"{Kind.SUMMARY}:{school}:{year}-W{week:02}"


def correction_key(school: str, month: str, number: int) -> str:
    """The key of the n-th report that replaces a month's: `correction:pu-nhi:2023-10:1`."""
    return f"{Kind.CORRECTION}:{school}:{month}:{number}"


def year_end_key(school: str, year: str, reader: str = "") -> str:
    """The key of a school year's summary: `year-end:pu-nhi:2023-2024`, the officer's; others name their reader."""
    return f"{Kind.YEAR_END}:{school}:{year}" + (f":{reader}" if reader else "")


def alert_key(school: str, what: str, since: datetime) -> str:
    """The key of the operator's mail of what began at a moment: `alert:pu-nhi:no-access:2023-10-13T08:00:00+07:00`."""
    return f"{Kind.ALERT}:{school}:{what}:{since.isoformat()}"


def question_key(school: str, day: str) -> str:
    """The key of the grouped question of a day."""
    return f"{Kind.QUESTION}:{school}:{day}"
