"""Everything a school owes in letters, brought as far as it goes now: plan, keep drafts fresh, hold, deliver.

The officer's decisions in `Báo cáo` act here. Not sending always has a reason, written into the ledger and shown in
the Sheet. What the operator is mailed goes its own way (`operator_mail`): it must leave also when this account is dead.
"""

import logging
from dataclasses import dataclass, replace

from drive_sync.errors import GoogleTrouble, Remedy
from drive_sync.text import one_line
from gmail_reports import store
from gmail_reports.letters.delivery import deliver, sweep_drafts
from gmail_reports.letters.desk import Desk, about
from gmail_reports.letters.letter import Kind, Letter, State
from gmail_reports.letters.monthly_letters import bring_on_correction, bring_on_preview, bring_on_report
from gmail_reports.letters.officer_word import hear_the_officer
from gmail_reports.letters.rendering import Threading
from gmail_reports.notices.folder_notices import with_a_day_to_come
from gmail_reports.notices.manners import DAILY, may_arrive
from gmail_reports.notices.owed import owed
from gmail_reports.notices.plan_notices import in_time, still_waited_for
from gmail_reports.notices.reasons import ITEMS_DONE, NO_LONGER_NEEDED, PAST_ITS_WINDOW
from gmail_reports.notices.weekly_summary import summary_is_over
from gmail_reports.overview import Standing

log = logging.getLogger(__name__)


def work(desk: Desk) -> None:
    """Plans what is owed and brings every unfinished letter one step on; one failing letter stops no other.

    Raises:
        GoogleTrouble: the account's permission is dead; everything stays as written down.
    """
    _plan(desk)
    hear_the_officer(desk.post, desk.school, desk.house.office.address, desk.now)
    _plan(desk)  # a preview is owed only once its report is in the ledger
    with desk.post.engine.connect() as connection:
        waiting = store.unfinished(connection, desk.post.school)
    for letter in waiting:
        if letter.kind is Kind.ALERT or (letter.not_before is not None and desk.now < letter.not_before):
            continue
        try:
            _bring_on(desk, letter)
        except GoogleTrouble as error:
            if error.remedy is Remedy.LOG_IN_AGAIN:
                raise  # the account's trouble and told as such, whichever letter met it first
            note_failure(desk, letter, error)
            if error.retry_at is not None or error.remedy is Remedy.WAIT:
                return  # a limit of the account holds for every other letter too
    _sweep_drafts(desk)


def note_failure(desk: Desk, letter: Letter, error: GoogleTrouble) -> None:
    """Writes down why a letter did not go; what Google will never take is held for a person."""
    log.warning("letter waits", extra={"action": "letter-waits", "key": letter.key, "reason": error.reason})
    before_send = {State.PLANNED, State.DRAFTED}
    if error.definite and error.remedy is Remedy.OUR_MISTAKE:
        desk.write(letter, before_send, state=State.HELD, reason=one_line(str(error)))
    else:
        desk.write(letter, before_send, reason=one_line(str(error)), not_before=error.retry_at)


def _sweep_drafts(desk: Desk) -> None:
    try:
        sweep_drafts(desk.post, desk.now)
    except GoogleTrouble as error:
        if error.remedy is Remedy.LOG_IN_AGAIN:
            raise
        log.warning("drafts not swept", extra={"action": "sweep-waits", "reason": error.reason})


def _plan(desk: Desk) -> None:
    with desk.post.engine.connect() as connection:
        known = store.letters_of(connection, desk.post.school)
        told = store.told(connection, desk.post.school)
    for planned in owed(desk.school, known, told, desk.terms, desk.now):
        if planned.kind in DAILY and desk.facts_since:
            continue  # what was lacking when Drive was last seen may be there by now
        if store.plan(desk.post.engine, desk.post.school, planned, desk.now):
            log.info("letter planned", extra={"action": "letter-planned", "key": planned.key})


def _bring_on(desk: Desk, letter: Letter) -> None:
    if letter.kind is Kind.REPORT:
        bring_on_report(desk, letter)
    elif letter.kind is Kind.CORRECTION:
        bring_on_correction(desk, letter)
    elif not _may_go(desk, letter):
        return
    elif letter.kind is Kind.PREVIEW:
        bring_on_preview(desk, letter)
    elif letter.kind is Kind.REMINDER and letter.attempted_at is None:
        _bring_on_reminder(desk, letter)
    elif letter.kind is Kind.SUMMARY and letter.attempted_at is None and summary_is_over(letter, desk.today):
        desk.cancel(letter, PAST_ITS_WINDOW)
    elif letter.attempted_at is None and not _still_needed(desk, letter):
        desk.cancel(letter, NO_LONGER_NEEDED)
    else:
        thread = _thread_of(desk, letter)
        if thread is not None and letter.draft_id is None:
            letter = replace(letter, thread_id=thread.thread_id)
        letter = about(letter, with_a_day_to_come(letter.planned.about, desk.terms.calendar, desk.today))
        deliver(desk.post, letter, lambda one: desk.mail(one, thread.answers if thread else None), desk.now)


def _may_go(desk: Desk, letter: Letter) -> bool:
    """Whether this is an hour for mail, and what a teacher is told was looked up just now."""
    if not may_arrive(desk.terms.calendar, desk.now):
        return False
    return letter.attempted_at is not None or letter.kind not in DAILY or not desk.facts_since


def _bring_on_reminder(desk: Desk, letter: Letter) -> None:
    """A reminder speaks only of what is still missing, and not after its time."""
    waited_for = still_waited_for(letter, desk.school, desk.terms)
    items = in_time(waited_for, desk.terms, desk.today)
    if items:
        deliver(desk.post, about(letter, {"items": items}), desk.mail, desk.now)
    else:
        desk.cancel(letter, PAST_ITS_WINDOW if waited_for else ITEMS_DONE)


def _still_needed(desk: Desk, letter: Letter) -> bool:
    """Whether a folder's letter still says the truth: its folder is there and stands as it did."""
    if not letter.planned.thread:
        return True
    wanted = Standing.NEEDS_WORK if letter.kind is Kind.FEEDBACK else Standing.ACCEPTED
    return any(
        view.standing is wanted and letter.key.endswith(f":{view.folder.folder_id}:{view.folder.round}")
        for view in desk.school.folders
    )


@dataclass(frozen=True, slots=True)
class _Thread:
    """A mail thread and the mail in it that a follow-up answers."""

    thread_id: str
    answers: Threading


def _thread_of(desk: Desk, letter: Letter) -> _Thread | None:
    """The thread of the first mail about the same folder, None when this is the first."""
    if not letter.planned.thread:
        return None
    with desk.post.engine.connect() as connection:
        first = store.first_in_thread(connection, desk.post.school, letter.planned.thread)
    if first is None or first.thread_id is None or first.message_id is None:
        return None
    if first.planned.to.email != letter.planned.to.email:
        return None  # another person's thread is not theirs
    message_id = first.rfc_message_id or desk.post.gmail.header(first.message_id, "Message-ID")
    if not first.rfc_message_id:
        desk.write(first, {State.SENT}, rfc_message_id=message_id)
    return _Thread(first.thread_id, Threading(first.subject, message_id))
