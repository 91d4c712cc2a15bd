"""Everything a school owes in letters, brought as far as it goes now: plan, keep drafts fresh, hold, deliver.

The officer's decisions in `Báo cáo` act here. Not sending
always has a reason, written into the ledger and shown in the Sheet.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from drive_sync.errors import GoogleTrouble, Remedy
from drive_sync.text import fold, one_line
from gmail_reports import store
from gmail_reports.compilation import compile_report, report_as_json
from gmail_reports.deadlines import ZONE, Month
from gmail_reports.letters.delivery import Mail, Post, deliver, keep_draft, sweep_drafts
from gmail_reports.letters.house import House
from gmail_reports.letters.letter import UNFINISHED, Kind, Letter, State, monthly_key
from gmail_reports.letters.officer_word import hear_the_officer
from gmail_reports.letters.rendering import Threading, render
from gmail_reports.notices.corrections import corrected_facts
from gmail_reports.notices.folder_notices import with_a_day_to_come
from gmail_reports.notices.manners import DAILY, Terms, may_arrive
from gmail_reports.notices.owed import owed
from gmail_reports.notices.plan_notices import in_time, still_waited_for
from gmail_reports.notices.reasons import (
    ITEMS_DONE,
    NO_LONGER_NEEDED,
    PAST_ITS_WINDOW,
    TOO_LATE,
    WAITS_FOR_ADDRESS,
    WAITS_FOR_APPROVAL,
)
from gmail_reports.notices.weekly_summary import summary_is_over
from gmail_reports.overview import Overview, Standing
from gmail_reports.sheet.tabs import MonthDecision

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outbox:
    """One school's letters at one moment; `facts_since` says since when Drive could not be read."""

    post: Post
    house: House
    terms: Terms
    school: Overview
    now: datetime
    facts_since: str = ""

    def work(self) -> None:
        """Plans what is owed and brings every unfinished letter one step on; one failing letter stops no other.

        Raises:
            GoogleTrouble: the account's permission is dead; everything stays as written down.
        """
        self._plan()
        hear_the_officer(self.post, self.school, self.house.office.address, self.now)
        self._plan()  # a preview is owed only once its report is in the ledger
        with self.post.engine.connect() as connection:
            waiting = store.unfinished(connection, self.post.school)
        for letter in waiting:
            if letter.not_before is not None and self.now < letter.not_before:
                continue
            try:
                self._bring_on(letter)
            except GoogleTrouble as error:
                if error.remedy is Remedy.LOG_IN_AGAIN:
                    raise  # the account's trouble and told as such, whichever letter met it first
                self._note_failure(letter, error)
                if error.retry_at is not None or error.remedy is Remedy.WAIT:
                    return  # a limit of the account holds for every other letter too
        self._sweep_drafts()

    def _sweep_drafts(self) -> None:
        try:
            sweep_drafts(self.post, self.now)
        except GoogleTrouble as error:
            if error.remedy is Remedy.LOG_IN_AGAIN:
                raise
            log.warning("drafts not swept", extra={"action": "sweep-waits", "reason": error.reason})

    def _note_failure(self, letter: Letter, error: GoogleTrouble) -> None:
        """Writes down why a letter did not go; what Google will never take is held for a person."""
        log.warning("letter waits", extra={"action": "letter-waits", "key": letter.key, "reason": error.reason})
        before_send = {State.PLANNED, State.DRAFTED}
        if error.definite and error.remedy is Remedy.OUR_MISTAKE:
            self._write(letter, before_send, state=State.HELD, reason=one_line(str(error)))
        else:
            self._write(letter, before_send, reason=one_line(str(error)), not_before=error.retry_at)

    def _plan(self) -> None:
        with self.post.engine.connect() as connection:
            known = store.letters_of(connection, self.post.school)
            told = store.told(connection, self.post.school)
        for planned in owed(self.school, known, told, self.terms, self.now):
            if planned.kind in DAILY and self.facts_since:
                continue  # what was lacking when Drive was last seen may be there by now
            if store.plan(self.post.engine, self.post.school, planned, self.now):
                log.info("letter planned", extra={"action": "letter-planned", "key": planned.key})

    def _bring_on(self, letter: Letter) -> None:
        if letter.kind is Kind.REPORT:
            self._bring_on_report(letter)
        elif letter.kind is Kind.CORRECTION:
            self._bring_on_correction(letter)
        elif not self._may_go(letter):
            return
        elif letter.kind is Kind.PREVIEW:
            self._bring_on_preview(letter)
        elif letter.kind is Kind.REMINDER and letter.attempted_at is None:
            self._bring_on_reminder(letter)
        elif letter.kind is Kind.SUMMARY and letter.attempted_at is None and summary_is_over(letter, self._today):
            self._cancel(letter, PAST_ITS_WINDOW)
        elif letter.attempted_at is None and not self._still_needed(letter):
            self._cancel(letter, NO_LONGER_NEEDED)
        else:
            thread = self._thread_of(letter)
            if thread is not None and letter.draft_id is None:
                letter = replace(letter, thread_id=thread.thread_id)
            letter = _about(letter, with_a_day_to_come(letter.planned.about, self.terms.calendar, self._today))
            deliver(self.post, letter, lambda one: self._mail(one, thread), self.now)

    def _may_go(self, letter: Letter) -> bool:
        """Whether this is an hour for mail, and what a teacher is told was looked up just now."""
        if not may_arrive(self.terms.calendar, self.now):
            return False
        return letter.attempted_at is not None or letter.kind not in DAILY or not self.facts_since

    def _bring_on_report(self, letter: Letter) -> None:
        if letter.state is not State.SENDING and not letter.edited_by_hand:
            letter = self._with_facts(letter)
        confirmed = self._address_confirmed()
        send_now = fold(self._decision(letter).decision) == "gui ngay"
        due = send_now or (self.now >= letter.planned.due_at and not self.terms.after_approval)
        if letter.state is State.SENDING or (due and confirmed):
            deliver(self.post, letter, self._mail, self.now)
            return
        keep_draft(self.post, letter, self._mail(letter), self.now)
        reason = WAITS_FOR_APPROVAL if self.terms.after_approval else ""
        if not confirmed:
            reason = f"{WAITS_FOR_ADDRESS} {self.house.office.address}"
        if reason != letter.reason:
            self._write(letter, UNFINISHED, reason=reason)

    def _bring_on_correction(self, letter: Letter) -> None:
        """A correction was asked for just now: it goes at once, to an address that was confirmed."""
        if letter.attempted_at is None:
            with self.post.engine.connect() as connection:
                letters = store.letters_of(connection, self.post.school)
                reported = store.reported_in(connection, self.post.school)
            letter = self._addressed(
                _about(letter, corrected_facts(letter, self.school, letters, reported, self.terms))
            )
        if letter.attempted_at is not None or self._address_confirmed():
            deliver(self.post, letter, self._mail, self.now)
        elif letter.reason != (reason := f"{WAITS_FOR_ADDRESS} {self.house.office.address}"):
            self._write(letter, UNFINISHED, reason=reason)

    def _bring_on_preview(self, letter: Letter) -> None:
        with self.post.engine.connect() as connection:
            report = store.letter(connection, monthly_key(Kind.REPORT, self.terms.school, letter.planned.month))
        if report is not None and report.state is State.HELD and self.now < report.planned.due_at:
            return  # a held report will not go: the preview waits with it
        if report is None or report.state not in UNFINISHED or self.now >= report.planned.due_at:
            self._cancel(letter, TOO_LATE)
            return
        about = self._report_facts(report) | {
            "address_confirmed": self._address_confirmed(),
            "after_approval": self.terms.after_approval,
            "draft_link": f"https://mail.google.com/mail/u/0/#drafts/{report.draft_message_id or ''}",
        }
        deliver(self.post, _about(letter, about), self._mail, self.now)

    def _bring_on_reminder(self, letter: Letter) -> None:
        """A reminder speaks only of what is still missing, and not after its time."""
        waited_for = still_waited_for(letter, self.school, self.terms)
        items = in_time(waited_for, self.terms, self._today)
        if items:
            deliver(self.post, _about(letter, {"items": items}), self._mail, self.now)
        else:
            self._cancel(letter, PAST_ITS_WINDOW if waited_for else ITEMS_DONE)

    def _with_facts(self, letter: Letter) -> Letter:
        """A report with the facts of this moment, for the address that is valid today."""
        return self._addressed(_about(letter, self._report_facts(letter)))

    def _addressed(self, letter: Letter) -> Letter:
        """A letter for the superior office at the address that is valid today."""
        address = replace(letter.planned.to, email=self.house.office.address)
        if address != letter.planned.to:
            self._write(letter, UNFINISHED, to_email=address.email)
        return replace(letter, planned=replace(letter.planned, to=address))

    def _report_facts(self, letter: Letter) -> dict[str, Any]:
        with self.post.engine.connect() as connection:
            letters = store.letters_of(connection, self.post.school)
            reported = store.reported_in(connection, self.post.school)
        report = compile_report(
            self.school,
            Month.parse(letter.planned.month),
            key=letter.key,
            since=_covered_until(letters, letter) or self.terms.start,
            now=max(self.now, letter.planned.due_at),
            sends_at=letter.planned.due_at,
            reported=reported,
            calendar=self.terms.calendar,
            facts_since=self.facts_since,
        )
        return {
            "report": report_as_json(report),
            "sends_at": letter.planned.due_at.astimezone(ZONE).isoformat(),
        }

    def _still_needed(self, letter: Letter) -> bool:
        """Whether a folder's letter still says the truth: its folder is there and stands as it did."""
        if not letter.planned.thread:
            return True
        view = next((one for one in self.school.folders if one.thread == letter.planned.thread), None)
        wanted = Standing.NEEDS_WORK if letter.kind is Kind.FEEDBACK else Standing.ACCEPTED
        return (
            view is not None
            and view.standing is wanted
            and letter.key.endswith(f":{view.folder.folder_id}:{view.folder.round}")
        )

    def _thread_of(self, letter: Letter) -> "_Thread | None":
        """The thread of the first mail about the same folder, None when this is the first."""
        if not letter.planned.thread:
            return None
        with self.post.engine.connect() as connection:
            first = store.first_in_thread(connection, self.post.school, letter.planned.thread)
        if first is None or first.thread_id is None or first.message_id is None:
            return None
        if first.planned.to.email != letter.planned.to.email:
            return None  # another person's thread is not theirs
        message_id = first.rfc_message_id or self.post.gmail.header(first.message_id, "Message-ID")
        if not first.rfc_message_id:
            self._write(first, {State.SENT}, rfc_message_id=message_id)
        return _Thread(first.thread_id, Threading(first.subject, message_id))

    def _mail(self, letter: Letter, thread: "_Thread | None" = None) -> Mail:
        return render(letter, self.house, self.school, thread.answers if thread else None)

    @property
    def _today(self) -> date:
        return self.now.astimezone(ZONE).date()

    def _decision(self, letter: Letter) -> MonthDecision:
        return self.school.months.get(letter.planned.month, MonthDecision())

    def _address_confirmed(self) -> bool:
        with self.post.engine.connect() as connection:
            return self.house.office.address in store.confirmed(connection, self.post.school)

    def _cancel(self, letter: Letter, reason: str) -> None:
        """Gives a letter up, with the reason; a draft of it is taken away."""
        if (
            self._write(letter, {State.PLANNED, State.DRAFTED}, state=State.CANCELLED, reason=reason)
            and letter.draft_id
        ):
            self.post.gmail.delete_draft(letter.draft_id)

    def _write(self, letter: Letter, was: set[State] | frozenset[State], **values: Any) -> bool:
        return store.change(self.post.engine, letter.key, was, **values)


@dataclass(frozen=True, slots=True)
class _Thread:
    """A mail thread and the mail in it that a follow-up answers."""

    thread_id: str
    answers: Threading


def _about(letter: Letter, about: Mapping[str, Any]) -> Letter:
    return replace(letter, planned=replace(letter.planned, about=about))


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
