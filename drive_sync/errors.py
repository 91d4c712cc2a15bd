"""What went wrong with Google, in our words, and what to do about it: one place for all three APIs."""

import json
import re
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus


class Remedy(StrEnum):
    """What helps against an error of Google's."""

    RETRY = "retry"
    WAIT = "wait"
    LOG_IN_AGAIN = "log-in-again"
    ASK_FOR_ACCESS = "ask-for-access"
    GONE = "gone"
    OUR_MISTAKE = "our-mistake"


class GoogleTrouble(Exception):
    """Google did not do what was asked; `remedy` says what helps, `reason` is Google's own word.

    `definite` is True when Google certainly did nothing: it answered, and the answer was a refusal.
    `retry_at` is when Google says it will listen again, None when it does not say.
    """

    def __init__(
        self, remedy: Remedy, reason: str, message: str, *, definite: bool, retry_at: datetime | None = None
    ) -> None:
        super().__init__(f"{message} ({reason})")
        self.remedy = remedy
        self.reason = reason
        self.definite = definite
        self.retry_at = retry_at


class WatchedFolderVanished(Exception):
    """A watched root is not there any more; nothing is closed and nobody is mailed before a person looked.

    `since` is when it was first not there.
    """

    def __init__(self, root: str, since: datetime, sentence: str = "") -> None:
        super().__init__(
            sentence
            or f"Không thấy thư mục đang theo dõi {root}. Kiểm tra thư mục còn trên Drive và còn chia sẻ cho tài "
            f"khoản, hoặc sửa `roots` trong config.toml rồi chạy `tintruong once`. (The watched folder {root} is gone.)"
        )
        self.root = root
        self.since = since


class WatchedFolderBinned(WatchedFolderVanished):
    """A watched root, or a folder above it, lies in the bin."""

    def __init__(self, root: str, since: datetime) -> None:
        super().__init__(
            root,
            since,
            f"Thư mục đang theo dõi {root} (hoặc thư mục chứa nó) đang nằm trong thùng rác. Khôi phục từ thùng rác của "
            f"chủ thư mục, hoặc theo dõi thư mục khác. (The watched folder {root}, or one above it, is in the bin: "
            "restore it, or watch another one.)",
        )


class WatchedFolderEmptied(WatchedFolderVanished):
    """A watched root is there, and its event folders are not to be seen, though nobody put them into the bin."""

    def __init__(self, root: str, since: datetime) -> None:
        super().__init__(
            root,
            since,
            f"Thư mục đang theo dõi {root} vẫn còn, nhưng không còn thấy các thư mục sự kiện trong đó. Chưa bỏ gì: kết "
            "quả đã có được giữ nguyên. Nếu do nhầm: khôi phục từ thùng rác của chủ thư mục, hoặc chia sẻ lại cho tài "
            f"khoản. Nếu đã xoá thật: không cần làm gì, sau {BELIEVED_EMPTY.days} ngày (hoặc khi có thư mục mới) "
            f"hệ thống tự coi là đã xoá. (The watched folder {root} is there, its event folders are not. Nothing was "
            "dropped: restore them or share them again; if they were deleted on purpose, do nothing, it is believed "
            f"after {BELIEVED_EMPTY.days} days or once a new event folder is there.)",
        )


BELIEVED_EMPTY = timedelta(days=7)
"""How long a root may be empty all at once before that is believed: a listing that shows nothing is mended by then."""

_RETRY_REASONS = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "backendError", "internalError"})
_WAIT_REASONS = frozenset({"sharingRateLimitExceeded", "dailyLimitExceeded", "quotaExceeded", "storageQuotaExceeded"})


def trouble(status: int, body: bytes) -> GoogleTrouble:
    """An error answer of Drive, Gmail or Sheets in our words.

    Drive and Gmail give `error.errors[].reason`, Sheets `error.status` (Google API error pages); Gmail's limit of
    mails a day says when it ends: "User-rate limit exceeded. Retry after 2023-09-05T10:00:00.000Z".
    """
    reason, message = _reason_and_message(body)
    return GoogleTrouble(
        _remedy(status, reason),
        reason or str(status),
        message or f"HTTP {status}",
        definite=status < HTTPStatus.INTERNAL_SERVER_ERROR,
        retry_at=_retry_at(message),
    )


def no_answer(error: Exception) -> GoogleTrouble:
    """The network broke before an answer came whole: nobody knows whether Google did it."""
    message = (
        f"Không nhận được trả lời của Google: {error}. Kiểm tra mạng rồi chạy lại; chưa mất gì, lượt sau đọc tiếp từ "
        "chỗ dừng. (No complete answer from Google: check the network and run it again; it goes on where it stopped.)"
    )
    return GoogleTrouble(Remedy.RETRY, type(error).__name__, message, definite=False)


def dead_token(account: str, error: Exception) -> GoogleTrouble:
    """The permission of an account has expired or was revoked."""
    message = (
        f"Google không còn cho phép truy cập tài khoản {account}. Chạy: tintruong login {account} "
        f"(access to {account} was revoked or expired)"
    )
    return GoogleTrouble(Remedy.LOG_IN_AGAIN, type(error).__name__, message, definite=True)


_REMEDY_BY_STATUS: dict[int, Remedy] = {
    HTTPStatus.TOO_MANY_REQUESTS: Remedy.RETRY,
    HTTPStatus.UNAUTHORIZED: Remedy.LOG_IN_AGAIN,
    HTTPStatus.FORBIDDEN: Remedy.ASK_FOR_ACCESS,
    HTTPStatus.NOT_FOUND: Remedy.GONE,
    HTTPStatus.GONE: Remedy.GONE,
}


def _remedy(status: int, reason: str) -> Remedy:
    """Google's own word decides before the number: a 403 may be a limit that passes."""
    if reason in _WAIT_REASONS:
        return Remedy.WAIT
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or reason in _RETRY_REASONS:
        return Remedy.RETRY
    return _REMEDY_BY_STATUS.get(status, Remedy.OUR_MISTAKE)


def _reason_and_message(body: bytes) -> tuple[str, str]:
    try:
        error = json.loads(body)["error"]
    except (ValueError, KeyError, TypeError):
        return "", ""
    if not isinstance(error, dict):
        return str(error), ""
    reasons = error.get("errors")
    first = reasons[0] if isinstance(reasons, list) and reasons and isinstance(reasons[0], dict) else {}
    return str(first.get("reason") or error.get("status") or ""), str(error.get("message") or "")


def _retry_at(message: str) -> datetime | None:
    match = re.search(r"Retry after (\d{4}-\d\d-\d\dT[\d:.]+Z)", message)
    try:
        return datetime.fromisoformat(match[1]) if match else None
    except ValueError:
        return None
