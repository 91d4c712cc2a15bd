"""After the computer was off: when somebody last looked, and what has happened since, as numbers and as a sentence."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from drive_sync import mirror_store
from drive_sync.facts import KnownFolder, Verdict
from gmail_reports.deadlines import ZONE
from gmail_reports.letters.letter import Kind, Letter, State
from gmail_reports.notices.absences import Absence
from gmail_reports.notices.alert_notices import CaughtUp
from gmail_reports.notices.reasons import PAST_ITS_WINDOW
from gmail_reports.sheet import store as sheet_store
from gmail_reports.sheet.tabs import PLAN
from service.config import SchoolConfig
from service.world import World


def last_look_at(world: World, school: SchoolConfig) -> datetime | None:
    """When Drive or the Sheet was last read, None when neither ever was."""
    with world.engine.connect() as connection:
        looks = [mirror_store.read_at(connection, account) for account in school.accounts]
        looks.append(sheet_store.tab_read_at(connection, school.id, PLAN.name))
    return max((one for one in looks if one is not None), default=None)


def caught_up(absence: Absence, letters: Iterable[Letter], folders: Iterable[KnownFolder], now: datetime) -> CaughtUp:
    """What an absence has brought.

    `now` is the moment of looking: only what happened since the absence ended counts.
    """
    known = list(letters)
    new = [one for one in folders if not one.before_start and absence.first < one.first_seen <= now]
    return CaughtUp(
        absence,
        Counter(str(one.verdict) for one in new if one.verdict is not Verdict.IGNORED),
        tuple(one.planned.month for one in known if one.kind is Kind.REPORT and _went_late(one, absence)),
        sum(one.state is State.CANCELLED and one.reason == PAST_ITS_WINDOW for one in known if _of(one, absence)),
    )


def sentence_of(caught: CaughtUp) -> str:
    """The same in one sentence in both languages."""
    new, given_up, months = sum(caught.folders.values()), caught.given_up, ", ".join(caught.late) or "0"
    first, last = (f"{one.astimezone(ZONE):%H:%M %d/%m/%Y}" for one in (caught.absence.first, caught.absence.last))
    return (
        f"Máy tắt (hoặc mất kết nối) từ {first} đến {last}. Đã đọc bù: {new} thư mục mới; "
        f"báo cáo gửi muộn: {months}; thư nhắc không gửi nữa vì đã qua thời điểm: {given_up}. Xem: tintruong status "
        f"(The computer was off; caught up: {new} new folders, late reports {months}, {given_up} letters past their "
        f"time.)"
    )


def _went_late(letter: Letter, absence: Absence) -> bool:
    sent = letter.sent_at
    return sent is not None and sent >= absence.last and letter.planned.due_at < absence.last


def _of(letter: Letter, absence: Absence) -> bool:
    return letter.planned.due_at <= absence.last
