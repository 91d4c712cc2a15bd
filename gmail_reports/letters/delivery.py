"""Deliver a letter exactly once, through a Gmail that may fail anywhere between our call and its answer.

    planned → drafted (the first draft written down wins) → sending (written down before the send) → sent

On any doubt we look before acting: a letter whose draft is gone and whose copy is not in Sent is *unsure* and
shown to a person, never sent again by itself (design, section 6; Gmail facts in decisions/0003).
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from drive_sync.errors import GoogleTrouble, Remedy
from gmail_reports import store
from gmail_reports.deadlines import ZONE
from gmail_reports.letters.gmail_client import REFERENCE_HEADER, GmailClient
from gmail_reports.letters.letter import UNFINISHED, Draft, Kind, Letter, Seen, State, Step, is_waste, next_step

log = logging.getLogger(__name__)

_DOUBT_LASTS = timedelta(minutes=10)
"""How long a draft must be missing, without a copy in Sent, before we believe it."""

DELETED_BY_HAND = "bản nháp đã bị xoá (draft deleted by a person)"


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter in its final form; `mark` changes exactly when what it says changes.

    `compose` makes the RFC 5322 bytes, with attachments: only for a letter that really goes to Gmail.
    `evidence` are the folders a report takes; `about` is the data it was made from, kept with the draft.
    """

    subject: str
    compose: Callable[[], bytes]
    mark: str
    evidence: tuple[str, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, Any]:
        """What the ledger keeps of it."""
        return {"subject": self.subject, "content_mark": self.mark, "about": dict(self.about)}


@dataclass(frozen=True, slots=True)
class Post:
    """The means of delivery: the ledger, the mailbox it goes from, and whose letters they are."""

    engine: sa.Engine
    gmail: GmailClient
    school: str


def keep_draft(post: Post, letter: Letter, mail: Mail, now: datetime) -> Letter:
    """The letter with a draft in Gmail that says what `mail` says, unless a person has edited it."""
    if letter.draft_id is None:
        return _with_draft(post, letter, mail, now)
    if letter.edited_by_hand or (letter.draft_message_id is not None and letter.content_mark == mail.mark):
        return letter
    return _renewed(post, letter, mail)


def deliver(post: Post, letter: Letter, mail: Callable[[Letter], Mail], now: datetime) -> State:
    """Brings one letter as far as it goes now; the state it reached.

    Raises:
        GoogleTrouble: Gmail failed; what is written down is enough to go on next time.
    """
    if letter.state not in UNFINISHED:
        return letter.state
    content = mail(letter)
    just_drafted = letter.draft_id is None
    letter = keep_draft(post, letter, content, now)
    if letter.state not in UNFINISHED:
        return letter.state
    if letter.edited_by_hand:
        content = mail(letter)  # what a person edited speaks of what stood in our last draft
    seen = Seen(draft_message_id=letter.draft_message_id) if just_drafted else _look(post, letter)
    step = next_step(letter, seen)
    log.info("letter", extra={"action": f"letter-{step}", "key": letter.key})
    if step is Step.SEND:
        return _send(post, letter, content, now)
    if step in {Step.SAY_UNSURE, Step.ASK_ABOUT_DELETED_DRAFT}:
        return _believe_it_missing(post, letter, step, now)
    state = State.SENT if step is Step.RECORD_SENT else State.SENT_BY_HAND
    kept = _again(post, letter)
    if kept.content_mark:  # what went out is what our last draft said, not what we would say now
        content = mail(kept)
    return _record(post, letter, content, state, seen.sent_message_id, now)


def _renewed(post: Post, letter: Letter, mail: Mail) -> Letter:
    """The letter with its draft brought up to date, unless somebody else was at it."""
    draft_id = letter.draft_id or ""
    message_id = post.gmail.draft_message_id(draft_id)
    if message_id is None:
        return letter  # sent or deleted by a person: `deliver` looks closer
    fresh = _again(post, letter)
    if fresh.draft_message_id != letter.draft_message_id:
        return fresh  # another live program is renewing it: its new message id is nobody's edit
    if letter.draft_message_id is None:  # we were interrupted while updating it
        edited = post.gmail.header(message_id, REFERENCE_HEADER) != letter.key
    else:
        edited = message_id != letter.draft_message_id
    if edited:
        log.info("draft edited by a person", extra={"action": "draft-edited", "key": letter.key})
        return _write(post, letter, edited_by_hand=True, draft_message_id=message_id)
    if store.begin_renewing(post.engine, letter.key, letter.draft_message_id):
        draft = post.gmail.update_draft(draft_id, mail.compose(), letter.thread_id)
        store.end_renewing(post.engine, letter.key, draft.message_id, **mail.columns)
    return _again(post, letter)


def sweep_drafts(post: Post, now: datetime) -> int:
    """Takes away our drafts that no letter needs any more, once a day; how many those were.

    Creations whose answer was lost twice leave such drafts, and a person could send one by mistake. Drafts of other
    ledgers (another computer, another school) are not ours to judge.

    Raises:
        GoogleTrouble: Gmail failed; the next tick looks again.
    """
    today = now.astimezone(ZONE).date().isoformat()
    with post.engine.connect() as connection:
        if store.swept_on(connection, post.school) == today:
            return 0
    waste = 0
    for draft, key in list(post.gmail.drafts_of_ours()):
        with post.engine.connect() as connection:
            letter = store.letter(connection, key)
        if letter is not None and is_waste(letter, draft):
            post.gmail.delete_draft(draft.draft_id)
            log.warning("stray draft taken away", extra={"action": "stray-draft", "key": key})
            waste += 1
    store.save_swept(post.engine, post.school, today)
    return waste


def _believe_it_missing(post: Post, letter: Letter, step: Step, now: datetime) -> State:
    """A draft without a trace is believed only when it stays so: one answer of Google's may be wrong or early."""
    if letter.missing_since is None:
        return _write(post, letter, missing_since=now).state
    if now - letter.missing_since < _DOUBT_LASTS:
        return letter.state
    if step is Step.SAY_UNSURE:
        return _write(post, letter, state=State.UNSURE).state
    return _write(post, letter, state=State.HELD, reason=DELETED_BY_HAND).state


def _with_draft(post: Post, letter: Letter, mail: Mail, now: datetime) -> Letter:
    """The letter with its first draft; the first one written down wins.

    When an earlier creation was never answered, its draft is looked for first: it may lie there, a person may have
    sent it meanwhile, or it was never made.
    """
    if letter.drafting_at is not None:
        stray = post.gmail.stray_draft(letter.key)
        if stray is not None:
            adopted = _agree(post, letter, stray)
            return keep_draft(post, _write(post, adopted, draft_message_id=None), mail, now)
        sent = post.gmail.sent_since(letter.key, letter.drafting_at)
        if sent is not None:
            _record(post, letter, mail, State.SENT_BY_HAND, sent, now)
            return _again(post, letter)
    thread_id = letter.thread_id  # of the thread it answers: known to the caller, not yet to the ledger
    letter = _write(post, letter, drafting_at=now)
    draft = post.gmail.create_draft(mail.compose(), thread_id)
    agreed = _agree(post, letter, draft)
    return _write(post, agreed, **mail.columns) if agreed.draft_id == draft.draft_id else agreed


def _agree(post: Post, letter: Letter, draft: Draft) -> Letter:
    """The letter with the draft that was written down first; another one of ours is waste paper and deleted."""
    agreed = store.agree_on_draft(post.engine, letter.key, draft.draft_id, draft.message_id, draft.thread_id)
    if agreed != draft.draft_id:
        post.gmail.delete_draft(draft.draft_id)
    return _again(post, letter)


def _look(post: Post, letter: Letter) -> Seen:
    """What Gmail shows of a letter whose draft was written down earlier."""
    draft = post.gmail.draft_message_id(letter.draft_id or "")
    if draft is not None:
        return Seen(draft_message_id=draft)
    alone = not letter.planned.thread
    sent = post.gmail.sent_copy(letter.thread_id or "", letter.key, alone_in_thread=alone) if letter.thread_id else None
    return Seen(sent_message_id=sent)


def _send(post: Post, letter: Letter, mail: Mail, now: datetime) -> State:
    evidence = mail.evidence if letter.kind is Kind.REPORT else ()
    if letter.missing_since is not None:
        letter = _write(post, letter, missing_since=None)
    if not store.begin_sending(post.engine, post.school, letter.key, evidence, now):
        return _again(post, letter).state
    try:
        message_id = post.gmail.send_draft(letter.draft_id or "")
    except GoogleTrouble as error:
        if error.definite and error.remedy is not Remedy.GONE:  # Google refused: certainly nothing went out
            store.change(
                post.engine,
                letter.key,
                [State.SENDING],
                state=State.DRAFTED,
                attempted_at=None,
                reason=error.reason,
            )
        raise
    return _record(post, letter, mail, State.SENT, message_id, now)


def _record(post: Post, letter: Letter, mail: Mail, state: State, message_id: str | None, now: datetime) -> State:
    if letter.kind is Kind.REPORT:
        with post.engine.begin() as connection:
            store.take_evidence(connection, post.school, letter.key, mail.evidence)
    store.change(post.engine, letter.key, UNFINISHED, state=state, sent_at=now, message_id=message_id, reason="")
    log.info("letter went out", extra={"action": f"letter-{state}", "key": letter.key})
    return state


def _write(post: Post, letter: Letter, **values: object) -> Letter:
    """Writes to an unfinished letter and reads it back as it is now."""
    store.change(post.engine, letter.key, UNFINISHED, **values)
    return _again(post, letter)


def _again(post: Post, letter: Letter) -> Letter:
    with post.engine.connect() as connection:
        return store.letter(connection, letter.key) or letter
