"""`tintruong login`: Google's own desktop flow against the local Google, as a browser would pass it."""

import json
import os
import stat
import threading
from pathlib import Path
from urllib.request import urlopen

import pytest

from drive_sync.drive_client import DriveClient
from service.accounts import SCOPES, NoPermission, credentials_of, login
from service.config_pages import EXAMPLE
from service.google import Connection
from service.local_google import LocalGoogle
from service.tick import tick
from service.troubles import TroubleKind
from service.world import World

ACCOUNT = "truyenthong@example.com"


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[LocalGoogle, Path]:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # the local Google speaks http
    google = LocalGoogle().start()
    google.add_user(ACCOUNT)
    path = tmp_path / "client_secret.json"
    path.write_text(json.dumps(google.client_secrets()), encoding="utf-8")
    return google, path


def browser(url: str) -> None:
    """Follows the consent page's way back to the program, as a person's browser does after "Allow"."""

    def visit() -> None:
        with urlopen(url + "&consent=yes") as answer:
            answer.read()

    threading.Thread(target=visit).start()


def test_login_leaves_a_permission_that_only_its_owner_may_read_and_that_works(
    secrets: tuple[LocalGoogle, Path], tmp_path: Path
) -> None:
    google, client_secrets = secrets
    path = login(ACCOUNT, tmp_path / "state", client_secrets, browser, google.root_url)
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    connection = Connection(credentials_of(tmp_path / "state", ACCOUNT), google.root_url, timeout=10)
    assert DriveClient(ACCOUNT, connection.drive).start_token().isdigit()
    connection.close()
    google.stop()


def test_the_permission_holds_no_more_than_the_program_needs(secrets: tuple[LocalGoogle, Path], tmp_path: Path) -> None:
    google, client_secrets = secrets
    path = login(ACCOUNT, tmp_path / "state", client_secrets, browser, google.root_url)
    assert sorted(json.loads(path.read_text())["scopes"]) == sorted(SCOPES)
    google.stop()


def test_without_a_client_file_the_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoPermission, match="Google Cloud Console"):
        login(ACCOUNT, tmp_path, tmp_path / "missing.json", browser)


def test_an_account_that_never_logged_in_is_told_the_command(tmp_path: Path) -> None:
    with pytest.raises(NoPermission, match=f"tintruong login {ACCOUNT}"):
        credentials_of(tmp_path, ACCOUNT)


def test_before_the_first_login_only_the_login_is_asked_for(tmp_path: Path) -> None:
    config = EXAMPLE.model_copy(update={"state_dir": tmp_path})
    world = World.of(config)
    ticked = tick(world, "pu-nhi")
    world.close()
    assert [trouble.kind for trouble in ticked.met] == [TroubleKind.NO_ACCESS]
    assert ticked.troubles[0].startswith("Chưa có quyền truy cập tài khoản truyenthong.punhi@gmail.com. Chạy:")
