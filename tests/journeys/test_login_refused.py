"""`tintruong login` when the person does not say yes to everything: a sentence, no traceback, no permission kept."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote_plus, urlsplit, urlunsplit
from urllib.request import urlopen

import pytest

from service.accounts import NoPermission, login, token_file
from service.local_google import LocalGoogle

ACCOUNT = "truyenthong@example.com"
TEACHER = "tu@example.com"


@pytest.fixture
def google() -> Iterator[LocalGoogle]:
    """A local Google with the account, and a teacher's, on it."""
    with LocalGoogle() as google:
        google.add_user(ACCOUNT)
        google.add_user(TEACHER)
        yield google
        assert google.refusals == []


@pytest.fixture
def client_secrets(google: LocalGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The client file of the local Google."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # the local Google speaks http
    path = tmp_path / "client_secret.json"
    path.write_text(json.dumps(google.client_secrets()), encoding="utf-8")
    return path


def browser(change: Callable[[str], str]) -> Callable[[str], None]:
    """A browser whose person does something else on the consent page than ticking all boxes."""

    def visit(url: str) -> None:
        with urlopen(change(url)) as answer:
            answer.read()

    return lambda url: threading.Thread(target=visit, args=(url,)).start()


def without_gmail(url: str) -> str:
    parts = urlsplit(url)
    kept = [
        f"scope={'+'.join(one for one in pair[6:].split('+') if 'gmail' not in one)}" if pair[:6] == "scope=" else pair
        for pair in parts.query.split("&")
    ]
    return urlunsplit(parts._replace(query="&".join([*kept, "consent=yes"])))


def test_an_unticked_box_is_named_and_nothing_is_kept(
    google: LocalGoogle, client_secrets: Path, tmp_path: Path
) -> None:
    with pytest.raises(NoPermission, match=r"gmail\.compose, gmail\.readonly"):
        login(ACCOUNT, tmp_path / "state", client_secrets, browser(without_gmail), google.root_url)
    assert not token_file(tmp_path / "state", ACCOUNT).exists()


def test_another_account_that_says_yes_is_named_and_nothing_is_kept(
    google: LocalGoogle, client_secrets: Path, tmp_path: Path
) -> None:
    teacher = browser(lambda url: url.replace(quote_plus(ACCOUNT), quote_plus(TEACHER)) + "&consent=yes")
    with pytest.raises(NoPermission, match=f"{TEACHER}, cần {ACCOUNT}"):
        login(ACCOUNT, tmp_path / "state", client_secrets, teacher, google.root_url)
    assert not token_file(tmp_path / "state", ACCOUNT).exists()


def test_capitals_in_the_configuration_are_the_same_account(
    google: LocalGoogle, client_secrets: Path, tmp_path: Path
) -> None:
    yes = browser(lambda url: url + "&consent=yes")
    assert login(ACCOUNT.title(), tmp_path / "state", client_secrets, yes, google.root_url).exists()


def test_a_person_who_says_no_is_told_the_way_back(google: LocalGoogle, client_secrets: Path, tmp_path: Path) -> None:
    with pytest.raises(NoPermission, match=ACCOUNT):
        login(ACCOUNT, tmp_path / "state", client_secrets, browser(lambda url: url + "&consent=no"), google.root_url)
    assert not token_file(tmp_path / "state", ACCOUNT).exists()
