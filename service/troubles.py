"""What can stand in a school's way, each with a name that stays: the same trouble is told once, not every tick."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from drive_sync.mirror_store import Storage
from gmail_reports.deadlines import ZONE, Month, WorkCalendar
from gmail_reports.letters.letter import UNFINISHED, Kind, Letter, State

_NEARLY_FULL = 0.8
_NOON = time(12)
_WHY_NOT = {True: "tài khoản gửi thư mất quyền truy cập", False: "Google chưa nhận thư"}


class TroubleKind(StrEnum):
    """The kinds of trouble; a `log` field and a column, so the words are final."""

    NO_ACCESS = "no-access"
    GOOGLE_FAILS = "google-fails"
    FOLDER_VANISHED = "folder-vanished"
    FOLDER_EMPTIED = "folder-emptied"
    SHEET_BROKEN = "sheet-broken"
    CLOCK_OFF = "clock-off"
    LETTER_UNSURE = "letter-unsure"
    LETTER_HELD = "letter-held"
    DEADLINE_IN_DANGER = "deadline-in-danger"
    STORAGE_NEARLY_FULL = "storage-nearly-full"
    SENDING_LIMIT = "sending-limit"


PASSES_BY_ITSELF = frozenset({TroubleKind.GOOGLE_FAILS})
"""Troubles that a weak network makes every day: told only when they last."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One trouble: its kind, what it is about (an account, a folder, a letter), and a sentence with the way out."""

    kind: TroubleKind
    about: str
    sentence: str


def nearly_full(accounts: Mapping[str, Storage]) -> list[Trouble]:
    """The accounts whose storage will soon take no upload any more, nor any mail: Drive and Gmail share it."""
    return [
        Trouble(
            TroubleKind.STORAGE_NEARLY_FULL,
            account,
            f"Bộ nhớ của {account} đã dùng hết {storage.share:.0%}: khi đầy, không tải ảnh lên và không gửi thư được. "
            "Xoá bớt hoặc chuyển sang tài khoản khác: https://drive.google.com/drive/quota "
            f"(The account's storage is {storage.share:.0%} full: make room.)",
        )
        for account, storage in accounts.items()
        if storage.share >= _NEARLY_FULL
    ]


CANNOT_SEND = frozenset({TroubleKind.NO_ACCESS, TroubleKind.GOOGLE_FAILS, TroubleKind.SENDING_LIMIT})
"""Troubles of an account that lets no mail leave it now."""


def standing_still(
    letters: Sequence[Letter], now: datetime, calendar: WorkCalendar, sender: str, *, no_access: bool
) -> list[Trouble]:
    """The letters that only a person can bring on, and reports that will miss their day as things are.

    Args:
        letters: the letters of one school.
        now: the moment of the tick.
        calendar: working days: a deadline is near from noon of the one before, while people are at work.
        sender: the account that sends.
        no_access: whether the account that sends has lost its permission: nothing goes until somebody logs in.
    """
    troubles = []
    waiting = [
        one for one in letters if one.state in UNFINISHED and one.not_before is not None and now < one.not_before
    ]
    if waiting:
        until = min(one.not_before for one in waiting if one.not_before is not None).astimezone(ZONE)
        sentence = (
            f"Gmail {sender} đã hết hạn mức gửi thư: {len(waiting)} thư chờ đến {until:%H:%M %d/%m/%Y} rồi tự gửi. "
            "Nếu cần gửi gấp, gửi tay từ tài khoản khác. (The sending limit is reached: letters wait for Gmail.)"
        )
        troubles.append(Trouble(TroubleKind.SENDING_LIMIT, sender, sentence))
    for letter in letters:
        if letter.state is State.UNSURE:
            sentence = (
                f"Chưa rõ thư {letter.key} đã gửi hay chưa. Xem thư mục Đã gửi của Gmail; nếu chưa, gửi tay. "
                "(Nobody knows whether it went: look into Sent.)"
            )
            troubles.append(Trouble(TroubleKind.LETTER_UNSURE, letter.key, sentence))
        elif letter.state is State.HELD and letter.kind is not Kind.REPORT:
            sentence = f"Thư {letter.key} không gửi được: {letter.reason} (This letter cannot be sent.)"
            troubles.append(Trouble(TroubleKind.LETTER_HELD, letter.key, sentence))
        elif letter.kind is Kind.REPORT and _will_be_late(letter, now, calendar, no_access=no_access):
            month = Month.parse(letter.planned.month).label
            due = f"{letter.planned.due_at.astimezone(ZONE):%H:%M %d/%m/%Y}"
            sentence = (
                f"Báo cáo {month} đến hạn lúc {due} nhưng chưa gửi được: {letter.reason or _WHY_NOT[no_access]}. "
                f"Xem tab Báo cáo, hoặc: tintruong status (The report of {month} is due at {due} and cannot go yet.)"
            )
            troubles.append(Trouble(TroubleKind.DEADLINE_IN_DANGER, letter.key, sentence))
    return troubles


def _will_be_late(letter: Letter, now: datetime, calendar: WorkCalendar, *, no_access: bool) -> bool:
    if letter.state is not State.HELD and letter.state not in UNFINISHED:
        return False
    waits = letter.state is State.HELD or bool(letter.reason) or no_access
    day_before = calendar.working_days_before(letter.planned.due_at.astimezone(ZONE).date(), 1)
    return now > letter.planned.due_at or (waits and now >= datetime.combine(day_before, _NOON, ZONE))
