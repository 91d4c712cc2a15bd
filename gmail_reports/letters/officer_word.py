"""What the officer chose in `Báo cáo`, turned into what it means for the reports.

Gửi ngay, Giữ lại, Đã gửi tay, Xác nhận nơi nhận; "Gửi thay thế" is a letter of its own (report_notices).
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from drive_sync.text import fold
from gmail_reports import store
from gmail_reports.letters.delivery import DELETED_BY_HAND, Post
from gmail_reports.letters.letter import UNFINISHED, Kind, Letter, State
from gmail_reports.notices.reasons import HELD_BY_OFFICER
from gmail_reports.notices.report_notices import corrections_taken_back
from gmail_reports.overview import Overview
from gmail_reports.sheet.tabs import MonthDecision


def hear_the_officer(post: Post, school: Overview, address: str, now: datetime) -> None:
    """Turns the choices into states; taking "Giữ lại" back sets a report free again.

    Args:
        post: the ledger they act on.
        school: the picture of the school, with the choices.
        address: where reports go today, which "Xác nhận nơi nhận" confirms.
        now: the moment.
    """
    with post.engine.connect() as connection:
        letters = store.letters_of(connection, post.school)
        told = store.told(connection, post.school)
    for letter in letters:
        if letter.kind is Kind.REPORT:
            said = fold(school.months.get(letter.planned.month, MonthDecision()).decision)
            _act(post, letter, said, address, now)
    for notice in corrections_taken_back(school, letters):
        if notice not in told:
            store.remember(post.engine, post.school, notice)


def _act(post: Post, letter: Letter, said: str, address: str, now: datetime) -> None:
    if said == "giu lai":
        held = {"state": State.HELD, "reason": HELD_BY_OFFICER}
        store.change(post.engine, letter.key, UNFINISHED - {State.SENDING}, **held)
    elif letter.state is State.HELD and (letter.reason == HELD_BY_OFFICER or said == "gui ngay"):
        set_free(post.engine, letter)
    if said == "da gui tay":
        told = letter.planned.about.get("report", {})
        taken = [one["folder_id"] for one in (*told.get("events", ()), *told.get("articles", ()))]
        with post.engine.begin() as connection:
            store.take_evidence(connection, post.school, letter.key, taken)
        was = {*UNFINISHED, State.HELD, State.UNSURE}
        store.change(post.engine, letter.key, was, state=State.SENT_BY_HAND, reason="")
    elif said == "xac nhan noi nhan" and letter.state in UNFINISHED:
        store.confirm_address(post.engine, post.school, address, letter.planned.month, now)


def set_free(engine: sa.Engine, letter: Letter, **values: Any) -> bool:
    """Lets a report go that is held or waits, with these values; whether it could be.

    A draft that a person deleted is made anew: nothing was ever tried with it.
    """
    if letter.reason == DELETED_BY_HAND:
        values |= {"draft_id": None, "draft_message_id": None, "thread_id": None, "drafting_at": None}
        values |= {"edited_by_hand": False, "content_mark": "", "missing_since": None}
    has_draft = letter.draft_id is not None and "draft_id" not in values
    state = State.DRAFTED if has_draft else State.PLANNED
    return store.change(
        engine, letter.key, {State.PLANNED, State.DRAFTED, State.HELD}, state=state, reason="", **values
    )
