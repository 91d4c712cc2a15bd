"""The mail to the operator, brought as far as it goes now, through an account that works.

It is in the one ledger like every letter. Each stays with the account that it was planned for: its draft lies there.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from drive_sync.errors import GoogleTrouble
from gmail_reports import store
from gmail_reports.letters.delivery import deliver
from gmail_reports.letters.desk import Desk
from gmail_reports.letters.letter import Kind
from gmail_reports.letters.outbox import note_failure
from gmail_reports.notices.alert_notices import CaughtUp, OpenTrouble, alerts, is_over
from gmail_reports.notices.manners import may_arrive
from gmail_reports.notices.reasons import TROUBLE_OVER

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OperatorNews:
    """What the operator is to hear, and where: what stands in the way now, the latest absences."""

    address: str
    troubles: Sequence[OpenTrouble] = ()
    absences: Iterable[CaughtUp] = ()


def mail_operator(news: OperatorNews, accounts: Sequence[str], desk_of: Callable[[str], Desk]) -> None:
    """Plans what the operator is to hear and brings it on; a failing account leaves its letters for the next tick.

    Args:
        news: what to tell.
        accounts: those that can send now, at least one; the one that letters go from first.
        desk_of: the school's letters seen from an account's mailbox.
    """
    desk = desk_of(accounts[0])
    engine, school = desk.post.engine, desk.post.school
    for planned in alerts(news.troubles, news.absences, desk.school, desk.terms, news.address, accounts[0], desk.now):
        if store.plan(engine, school, planned, desk.now):
            log.info("letter planned", extra={"action": "letter-planned", "key": planned.key})
    if not may_arrive(desk.terms.calendar, desk.now):
        return
    with engine.connect() as connection:
        waiting = [one for one in store.unfinished(connection, school) if one.kind is Kind.ALERT]
    for letter in waiting:
        account = letter.planned.about["account"]
        if account not in accounts or (letter.not_before is not None and desk.now < letter.not_before):
            continue
        desk = desk_of(account)
        try:
            if letter.attempted_at is None and is_over(letter, news.troubles):
                desk.cancel(letter, TROUBLE_OVER)
            else:
                deliver(desk.post, letter, replace(desk, house=replace(desk.house, sender=account)).mail, desk.now)
        except GoogleTrouble as error:
            note_failure(desk, letter, error)
