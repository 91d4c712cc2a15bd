"""What can stand in a school's way, each with a name that stays: the same trouble is told once, not every tick."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from drive_sync.mirror_store import Storage
from gmail_reports.letters.letter import UNFINISHED, Kind, Letter, State

_NEARLY_FULL = 0.8
_DEADLINE_IS_NEAR = timedelta(hours=20)
_WHY_NOT = {True: "tài khoản gửi thư mất quyền truy cập", False: "Google chưa nhận thư"}


class TroubleKind(StrEnum):
    """The kinds of trouble; a `log` field and a column, so the words are final."""

    NO_ACCESS = "no-access"
    GOOGLE_FAILS = "google-fails"
    FOLDER_VANISHED = "folder-vanished"
    SHEET_BROKEN = "sheet-broken"
    CLOCK_OFF = "clock-off"
    LETTER_UNSURE = "letter-unsure"
    LETTER_HELD = "letter-held"
    DEADLINE_IN_DANGER = "deadline-in-danger"
    STORAGE_NEARLY_FULL = "storage-nearly-full"


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


def standing_still(letters: Iterable[Letter], now: datetime, *, no_access: bool) -> list[Trouble]:
    """The letters that only a person can bring on, and reports that will miss their day as things are.

    Args:
        letters: the letters of one school.
        now: the moment of the tick.
        no_access: whether the account that sends has lost its permission: nothing goes until somebody logs in.
    """
    troubles = []
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
        elif letter.kind is Kind.REPORT and _will_be_late(letter, now, no_access=no_access):
            sentence = (
                f"Báo cáo {letter.planned.month} đến hạn nhưng chưa gửi được: {letter.reason or _WHY_NOT[no_access]}. "
                "Xem tab Báo cáo, hoặc: tintruong status (The report is due and cannot go.)"
            )
            troubles.append(Trouble(TroubleKind.DEADLINE_IN_DANGER, letter.key, sentence))
    return troubles


def _will_be_late(letter: Letter, now: datetime, *, no_access: bool) -> bool:
    if letter.state is not State.HELD and letter.state not in UNFINISHED:
        return False
    waits = letter.state is State.HELD or bool(letter.reason) or no_access
    return now > letter.planned.due_at or (waits and now >= letter.planned.due_at - _DEADLINE_IS_NEAR)
