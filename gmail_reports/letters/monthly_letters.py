"""The letters of a month brought one step on: the report, the officer's preview of it, and what replaces it."""

from dataclasses import replace
from datetime import date
from typing import Any

from drive_sync.text import fold
from gmail_reports import store
from gmail_reports.compilation import compile_report, report_as_json
from gmail_reports.deadlines import ZONE, Month
from gmail_reports.letters.delivery import deliver, keep_draft
from gmail_reports.letters.desk import Desk, about
from gmail_reports.letters.letter import UNFINISHED, Kind, Letter, State, monthly_key
from gmail_reports.notices.corrections import corrected_facts
from gmail_reports.notices.reasons import TOO_LATE, WAITS_FOR_ADDRESS, WAITS_FOR_APPROVAL
from gmail_reports.sheet.tabs import MonthDecision


def bring_on_report(desk: Desk, letter: Letter) -> None:
    """Keeps a report's draft fresh, and sends it when it is due, confirmed and, where asked for, approved."""
    if letter.state is not State.SENDING and not letter.edited_by_hand:
        letter = _addressed(desk, about(letter, _report_facts(desk, letter)))
    confirmed = _address_confirmed(desk)
    send_now = fold(desk.school.months.get(letter.planned.month, MonthDecision()).decision) == "gui ngay"
    due = send_now or (desk.now >= letter.planned.due_at and not desk.terms.after_approval)
    if letter.state is State.SENDING or (due and confirmed):
        deliver(desk.post, letter, desk.mail, desk.now)
        return
    keep_draft(desk.post, letter, desk.mail(letter), desk.now)
    reason = WAITS_FOR_APPROVAL if desk.terms.after_approval else ""
    if not confirmed:
        reason = f"{WAITS_FOR_ADDRESS} {desk.house.office.address}"
    if reason != letter.reason:
        desk.write(letter, UNFINISHED, reason=reason)


def bring_on_correction(desk: Desk, letter: Letter) -> None:
    """Sends what replaces a report: it was asked for just now and goes at once, to an address that was confirmed."""
    if letter.attempted_at is None:
        with desk.post.engine.connect() as connection:
            letters = store.letters_of(connection, desk.post.school)
            reported = store.reported_in(connection, desk.post.school)
        facts = corrected_facts(letter, desk.school, letters, reported, desk.terms)
        letter = _addressed(desk, about(letter, facts))
    if letter.attempted_at is not None or _address_confirmed(desk):
        deliver(desk.post, letter, desk.mail, desk.now)
    elif letter.reason != (reason := f"{WAITS_FOR_ADDRESS} {desk.house.office.address}"):
        desk.write(letter, UNFINISHED, reason=reason)


def bring_on_preview(desk: Desk, letter: Letter) -> None:
    """Sends the look ahead at a report that will go; it waits with one that is held, and ends with one that left."""
    with desk.post.engine.connect() as connection:
        report = store.letter(connection, monthly_key(Kind.REPORT, desk.terms.school, letter.planned.month))
    if report is not None and report.state is State.HELD and desk.now < report.planned.due_at:
        return
    if report is None or report.state not in UNFINISHED or desk.now >= report.planned.due_at:
        desk.cancel(letter, TOO_LATE)
        return
    facts = _report_facts(desk, report) | {
        "address_confirmed": _address_confirmed(desk),
        "after_approval": desk.terms.after_approval,
        "draft_link": f"https://mail.google.com/mail/u/0/#drafts/{report.draft_message_id or ''}",
    }
    deliver(desk.post, about(letter, facts), desk.mail, desk.now)


def _addressed(desk: Desk, letter: Letter) -> Letter:
    """A letter for the superior office at the address that is valid today."""
    address = replace(letter.planned.to, email=desk.house.office.address)
    if address != letter.planned.to:
        desk.write(letter, UNFINISHED, to_email=address.email)
    return replace(letter, planned=replace(letter.planned, to=address))


def _report_facts(desk: Desk, letter: Letter) -> dict[str, Any]:
    with desk.post.engine.connect() as connection:
        letters = store.letters_of(connection, desk.post.school)
        reported = store.reported_in(connection, desk.post.school)
    report = compile_report(
        desk.school,
        Month.parse(letter.planned.month),
        key=letter.key,
        since=_covered_until(letters, letter) or desk.terms.start,
        now=max(desk.now, letter.planned.due_at),
        sends_at=letter.planned.due_at,
        reported=reported,
        calendar=desk.terms.calendar,
        facts_since=desk.facts_since,
    )
    return {"report": report_as_json(report), "sends_at": letter.planned.due_at.astimezone(ZONE).isoformat()}


def _address_confirmed(desk: Desk) -> bool:
    with desk.post.engine.connect() as connection:
        return desk.house.office.address in store.confirmed(connection, desk.post.school)


def _covered_until(letters: list[Letter], report: Letter) -> date | None:
    """The last day that the report before this one covers, None when it is the first."""
    earlier = [
        one
        for one in letters
        if one.kind is Kind.REPORT and one.planned.month < report.planned.month and one.planned.about.get("report")
    ]
    if not earlier:
        return None
    last = max(earlier, key=lambda one: one.planned.month)
    return date.fromisoformat(last.planned.about["report"]["period"][1])
