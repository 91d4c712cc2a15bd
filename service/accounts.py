"""The permission of each Gmail account: granted once in a browser, kept in a file only we may read."""

import json
import os
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from drive_sync.text import one_line

SCOPES = (
    "https://www.googleapis.com/auth/drive.readonly",
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/gmail.compose",
    "https://www.googleapis.com/auth/gmail.readonly",
)
"""The least that the program needs; `gmail.readonly` is for the look into Sent after a doubt (design, section 7)."""

OWNER_ONLY = 0o600
_TIMEOUT_SECONDS = 60
_TOKEN_PARTS = ("token", "refresh_token", "token_uri", "client_id", "client_secret", "scopes")


class NoPermission(Exception):
    """An account has not (or not fully) given its permission; the sentence says what to do."""


def token_file(state_dir: Path, account: str) -> Path:
    """Where an account's permission is kept."""
    return state_dir / "tokens" / f"{account}.json"


def login(
    account: str, state_dir: Path, client_secrets: Path, open_browser: Callable[[str], None], root_url: str = ""
) -> Path:
    """Asks for an account's permission in a browser (OAuth desktop flow with a loopback address); the token file.

    Args:
        account: the Gmail address that should say yes; Google's page suggests it.
        state_dir: where the permission is kept.
        client_secrets: the OAuth client file of the Google Cloud project.
        open_browser: shows an address to a person.
        root_url: empty for Google, else the root of a stand-in.

    Raises:
        NoPermission: no client file, another account said yes, or not all permissions were given.
    """
    from google_auth_oauthlib.flow import InstalledAppFlow  # noqa: PLC0415 - heavy, and only login needs it
    from oauthlib.oauth2 import OAuth2Error  # type: ignore[import-untyped]  # noqa: PLC0415

    if not client_secrets.is_file():
        raise NoPermission(
            f"Không thấy {client_secrets}. Tạo OAuth client loại Desktop trong Google Cloud Console rồi lưu tệp JSON. "
            f"(Create an OAuth client of type Desktop and save its JSON file here.)"
        )
    flow = InstalledAppFlow.from_client_secrets_file(str(client_secrets), scopes=list(SCOPES))
    try:
        credentials = _run(flow, account, open_browser)
    except Warning as fewer:  # how oauthlib says that not every box was ticked
        raise _not_all(account, getattr(fewer, "new_scope", ())) from None
    except OAuth2Error as error:
        raise NoPermission(
            f"Tài khoản {account} chưa cho phép ({error.error}). Chạy lại: tintruong login {account} "
            f"và chọn Cho phép. (Access was not given: run it again and choose Allow.)"
        ) from None
    granted = set(credentials.granted_scopes or credentials.scopes or ())
    if not granted.issuperset(SCOPES):
        raise _not_all(account, granted)
    said_yes = _who_said_yes(credentials, root_url)
    if _mailbox(said_yes) != _mailbox(account):
        raise NoPermission(
            f"Trang Google đã chọn tài khoản {one_line(said_yes)}, cần {account}. Chạy lại: tintruong login {account} "
            f"và chọn đúng tài khoản. (Another account said yes: run it again and choose {account}.)"
        )
    return save_token(state_dir, account, credentials.to_json())


def _who_said_yes(credentials: Any, root_url: str) -> str:
    """The address of the mailbox that the permission opens.

    Raises:
        NoPermission: Gmail did not answer.
    """
    from drive_sync.drive_client import ask  # noqa: PLC0415 - heavy
    from drive_sync.errors import GoogleTrouble  # noqa: PLC0415
    from service.google import Connection  # noqa: PLC0415

    connection = Connection(credentials, root_url, _TIMEOUT_SECONDS)
    try:
        return str(ask("", connection.gmail().users().getProfile(userId="me"), retries=3)["emailAddress"])
    except GoogleTrouble as error:
        raise NoPermission(f"Chưa hỏi được Gmail xem tài khoản nào đã cho phép: {error}") from None
    finally:
        connection.close()


def _mailbox(address: str) -> str:
    """The address as Gmail tells mailboxes apart: capitals never count, dots not at gmail.com."""
    name, _, domain = address.casefold().partition("@")
    return f"{name.replace('.', '') if domain in {'gmail.com', 'googlemail.com'} else name}@{domain}"


def _not_all(account: str, granted: Collection[str]) -> NoPermission:
    names = ", ".join(scope.rpartition("/")[2] for scope in SCOPES if scope not in granted)
    return NoPermission(
        f"Tài khoản {account} chưa cho đủ quyền: {names}. Chạy lại và đánh dấu tất cả các ô. (Tick all the boxes.)"
    )


def save_token(state_dir: Path, account: str, token: str) -> Path:
    """Keeps a permission in a file that only its owner may read; written whole or not at all."""
    path = token_file(state_dir, account)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "w", encoding="utf-8") as file:
        file.write(token)
    fresh.chmod(OWNER_ONLY)
    fresh.replace(path)
    return path


def credentials_of(state_dir: Path, account: str) -> Any:
    """The google-auth credentials of an account.

    Raises:
        NoPermission: the account has never logged in here, or its file is damaged.
    """
    from google.oauth2.credentials import Credentials  # noqa: PLC0415 - heavy

    path = token_file(state_dir, account)
    if not path.exists():
        raise NoPermission(
            f"Chưa có quyền truy cập tài khoản {account}. Chạy: tintruong login {account} (no access yet: log in first)"
        )
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        # `from_authorized_user_info` would put Google's own token address in place of the kept one.
        expiry = datetime.fromisoformat(kept["expiry"]).replace(tzinfo=None) if kept.get("expiry") else None
        return Credentials(**{name: kept[name] for name in _TOKEN_PARTS}, expiry=expiry)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoPermission(
            f"Tệp quyền của tài khoản {account} bị hỏng ({one_line(str(error))}). Chạy lại: tintruong login {account} "
            f"(run: tintruong login {account})"
        ) from None


def permission_given_at(state_dir: Path, account: str) -> int:
    """When an account's permission was last written, in nanoseconds since 1970; 0 when it never was."""
    path = token_file(state_dir, account)
    return path.stat().st_mtime_ns if path.exists() else 0


def _run(flow: Any, account: str, open_browser: Callable[[str], None]) -> Any:
    """The flow with our way to show the address: the library's own printing would not say whose account."""
    import webbrowser  # noqa: PLC0415

    class _Shown(webbrowser.GenericBrowser):
        def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:  # noqa: ARG002
            open_browser(url)
            return True

    webbrowser.register("tintruong", None, _Shown("tintruong"))
    return flow.run_local_server(
        port=0,
        login_hint=account,
        browser="tintruong",
        authorization_prompt_message="",
        success_message="Đã kết nối. Có thể đóng trang này. (Connected: you may close this page.)",
        access_type="offline",
        prompt="consent",
    )
