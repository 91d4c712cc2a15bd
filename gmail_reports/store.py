"""The ledger of letters, in SQL; what is remembered of the Sheet stands in `sheet/store.py`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from drive_sync.sql import insert_new, upsert
from gmail_reports.letters.letter import UNFINISHED, Kind, Letter, PlannedLetter, Recipient, State
from gmail_reports.tables import (
    confirmed_addresses,
    draft_sweeps,
    letters,
    notices,
    reported,
)


def plan(engine: sa.Engine, school: str, letter: PlannedLetter, now: datetime) -> bool:
    """Writes a letter into the ledger with the notices it tells; False when it, or all it tells, is known.

    A conflict is no error: it means that somebody, perhaps we before a crash, promised it already.
    """
    with engine.begin() as connection:
        new = insert_new(connection, letters, [_row_of(school, letter, now)])
        rows = [{"school": school, "notice": notice, "letter_key": letter.key} for notice in letter.notices]
        if new:
            insert_new(connection, notices, rows)
        return bool(new)


def told(connection: sa.Connection, school: str) -> set[str]:
    """All notices that some letter of the school tells."""
    return set(connection.scalars(sa.select(notices.c.notice).where(notices.c.school == school)))


def remember(engine: sa.Engine, school: str, notice: str) -> bool:
    """Remembers a notice that no letter tells; whether that was new."""
    with engine.begin() as connection:
        return bool(insert_new(connection, notices, [{"school": school, "notice": notice, "letter_key": ""}]))


def letter(connection: sa.Connection, key: str) -> Letter | None:
    """The letter with this key."""
    row = connection.execute(sa.select(letters).where(letters.c.key == key)).mappings().one_or_none()
    return _letter_of(row) if row else None


def letters_of(connection: sa.Connection, school: str) -> list[Letter]:
    """Every letter of a school, in the order they were due."""
    query = sa.select(letters).where(letters.c.school == school).order_by(letters.c.due_at, letters.c.key)
    return [_letter_of(row) for row in connection.execute(query).mappings()]


def unfinished(connection: sa.Connection, school: str) -> list[Letter]:
    """The letters that are not sent and not given up, in the order they are due."""
    states = [str(state) for state in UNFINISHED]
    query = (
        sa.select(letters)
        .where(letters.c.school == school, letters.c.state.in_(states))
        .order_by(letters.c.due_at, letters.c.key)
    )
    return [_letter_of(row) for row in connection.execute(query).mappings()]


def first_in_thread(connection: sa.Connection, school: str, thread: str) -> Letter | None:
    """The first letter sent about a folder: its thread and Subject are the thread's."""
    query = (
        sa.select(letters)
        .where(letters.c.school == school, letters.c.thread == thread, letters.c.state == State.SENT)
        .order_by(letters.c.sent_at, letters.c.key)
        .limit(1)
    )
    row = connection.execute(query).mappings().one_or_none()
    return _letter_of(row) if row else None


def change(engine: sa.Engine, key: str, was: Iterable[State], **values: Any) -> bool:
    """Writes to a letter if it is still in one of these states; whether it was (a conditional UPDATE claims)."""
    states = [str(state) for state in was]
    with engine.begin() as connection:
        statement = letters.update().where(letters.c.key == key, letters.c.state.in_(states)).values(**values)
        return connection.execute(statement).rowcount == 1


def agree_on_draft(engine: sa.Engine, key: str, draft_id: str, message_id: str, thread_id: str) -> str:
    """The draft of a letter: ours if none was written down before, else the one that was (compare and set)."""
    with engine.begin() as connection:
        connection.execute(
            letters.update()
            .where(letters.c.key == key, letters.c.draft_id.is_(None), letters.c.state == State.PLANNED)
            .values(draft_id=draft_id, draft_message_id=message_id, thread_id=thread_id, state=State.DRAFTED)
        )
        return str(connection.execute(sa.select(letters.c.draft_id).where(letters.c.key == key)).scalar_one())


def begin_renewing(engine: sa.Engine, key: str, message_id: str | None) -> bool:
    """Writes down, before a draft is renewed, that its message id is in doubt; False if another program does it."""
    with engine.begin() as connection:
        statement = letters.update().where(
            letters.c.key == key,
            letters.c.state.in_([str(state) for state in UNFINISHED]),
            letters.c.draft_message_id.is_not_distinct_from(message_id),
        )
        return connection.execute(statement.values(draft_message_id=None)).rowcount == 1


def end_renewing(engine: sa.Engine, key: str, message_id: str, **values: Any) -> None:
    """Writes down the message id that a renewed draft has now.

    When two programs renewed it at once nobody knows whose came last: the id stays in doubt, and the next look
    decides by our header.
    """
    one = letters.update().where(letters.c.key == key, letters.c.state.in_([str(state) for state in UNFINISHED]))
    with engine.begin() as connection:
        alone = connection.execute(
            one.where(letters.c.draft_message_id.is_(None)).values(draft_message_id=message_id, **values)
        )
        if alone.rowcount != 1:
            connection.execute(one.values(draft_message_id=None))


def begin_sending(engine: sa.Engine, school: str, key: str, evidence: Iterable[str], now: datetime) -> bool:
    """Writes down, before the send, that we try and which evidence it takes; False if it is not ours to send."""
    with engine.begin() as connection:
        statement = (
            letters.update()
            .where(letters.c.key == key, letters.c.state.in_([State.DRAFTED, State.SENDING]))
            .values(state=State.SENDING, attempted_at=now)
        )
        if connection.execute(statement).rowcount != 1:
            return False
        take_evidence(connection, school, key, evidence)
        return True


def take_evidence(connection: sa.Connection, school: str, key: str, evidence: Iterable[str]) -> None:
    """Notes that these folders stand in this report; one that stands in another stays there."""
    insert_new(connection, reported, [{"school": school, "evidence": one, "letter_key": key} for one in evidence])


def reported_in(connection: sa.Connection, school: str) -> dict[str, str]:
    """Which report (letter key) each piece of evidence stands in."""
    query = sa.select(reported.c.evidence, reported.c.letter_key).where(reported.c.school == school)
    return {row.evidence: row.letter_key for row in connection.execute(query)}


def confirm_address(engine: sa.Engine, school: str, address: str, month: str, now: datetime) -> bool:
    """Remembers that a person confirmed where the report goes; whether that was new.

    The choice in a month's row confirms one address: it stays in the cell, and must not confirm a later one.
    """
    with engine.begin() as connection:
        row = {"school": school, "notice": f"confirm:{month}", "letter_key": address}
        if not insert_new(connection, notices, [row]):
            return False
        confirmation = {"school": school, "address": address, "confirmed_at": now}
        return bool(insert_new(connection, confirmed_addresses, [confirmation]))


def confirmed(connection: sa.Connection, school: str) -> set[str]:
    """The addresses that were confirmed."""
    query = sa.select(confirmed_addresses.c.address).where(confirmed_addresses.c.school == school)
    return set(connection.scalars(query))


def swept_on(connection: sa.Connection, school: str) -> str | None:
    """The day (ISO 8601) of the last look for stray drafts, None before the first."""
    return connection.execute(sa.select(draft_sweeps.c.day).where(draft_sweeps.c.school == school)).scalar()


def save_swept(engine: sa.Engine, school: str, day: str) -> None:
    """Remembers the day of the look for stray drafts."""
    with engine.begin() as connection:
        upsert(connection, draft_sweeps, [{"school": school, "day": day}])


def _row_of(school: str, planned: PlannedLetter, now: datetime) -> dict[str, Any]:
    return {
        "key": planned.key,
        "school": school,
        "kind": planned.kind,
        "state": State.PLANNED,
        "to_email": planned.to.email,
        "to_name": planned.to.name,
        "to_honorific": planned.to.honorific,
        "about": dict(planned.about),
        "thread": planned.thread,
        "month": planned.month,
        "planned_at": now,
        "due_at": planned.due_at,
    }


def _letter_of(row: Mapping[Any, Any]) -> Letter:
    recipient = Recipient(row["to_email"], row["to_name"], row["to_honorific"])
    planned = PlannedLetter(
        key=row["key"],
        kind=Kind(row["kind"]),
        to=recipient,
        due_at=row["due_at"],
        about=row["about"],
        thread=row["thread"],
        month=row["month"],
    )
    same = (
        "reason",
        "not_before",
        "drafting_at",
        "draft_id",
        "draft_message_id",
        "thread_id",
        "content_mark",
        "edited_by_hand",
    )
    sent = ("missing_since", "attempted_at", "sent_at", "message_id", "subject", "rfc_message_id")
    return Letter(planned, State(row["state"]), **{name: row[name] for name in (*same, *sent)})
