"""Consent, tokens, expiry, revocation."""

import json
import os
import threading
import urllib.error
import urllib.parse
import urllib.request
import webbrowser
from collections.abc import Callable
from typing import Any

import pytest
from google.auth.exceptions import RefreshError
from google_auth_oauthlib.flow import InstalledAppFlow
from googleapiclient.errors import HttpError

from service.local_google import LocalGoogle
from tests.local_google.conftest import SCHOOL, TEACHER, Clock, refreshing

READONLY = "https://www.googleapis.com/auth/drive.readonly"


class Browser(webbrowser.BaseBrowser):
    """Opens the address and nothing else."""

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
        del new, autoraise

        def visit() -> None:
            urllib.request.urlopen(url).close()

        threading.Thread(target=visit, daemon=True).start()
        return True


def post(google: LocalGoogle, path: str, **form: str) -> tuple[int, dict[str, Any]]:
    data = urllib.parse.urlencode(form).encode()
    try:
        with urllib.request.urlopen(google.root_url + path, data) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read())


def test_the_desktop_flow_of_google_ends_with_a_usable_token(
    google: LocalGoogle, connect: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "OAUTHLIB_INSECURE_TRANSPORT", "1")
    webbrowser.register("silent", None, Browser(), preferred=True)
    flow = InstalledAppFlow.from_client_config(google.client_secrets(), [READONLY])
    credentials = flow.run_local_server(port=0, browser="silent", login_hint=TEACHER, consent="yes")
    assert credentials.refresh_token
    drive = connect("drive.v3", TEACHER, credentials)
    user = drive.about().get(fields="user(emailAddress)").execute()
    assert user == {"user": {"emailAddress": TEACHER}}
    with pytest.raises(HttpError) as refused:
        drive.files().create(body={"name": "x"}).execute()
    assert refused.value.status_code == 403
    assert "ACCESS_TOKEN_SCOPE_INSUFFICIENT" in str(refused.value.content)


def test_the_consent_page_asks_a_person(google: LocalGoogle) -> None:
    client = google.client_secrets()["installed"]
    query = urllib.parse.urlencode(
        {
            "client_id": client["client_id"],
            "redirect_uri": "http://localhost:1/",
            "response_type": "code",
            "scope": READONLY,
        }
    )
    with urllib.request.urlopen(f"{client['auth_uri']}?{query}") as answer:
        page = answer.read().decode()
    assert SCHOOL in page
    assert TEACHER in page
    assert READONLY in page


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"client_id": "other"}, "invalid_client"),
        ({"redirect_uri": "https://evil.example/"}, "redirect_uri_mismatch"),
        ({"scope": "https://www.googleapis.com/auth/everything"}, "invalid_scope"),
    ],
)
def test_a_wrong_request_for_consent_is_refused(google: LocalGoogle, change: dict[str, str], problem: str) -> None:
    client = google.client_secrets()["installed"]
    asked = {
        "client_id": client["client_id"],
        "redirect_uri": "http://localhost:1/",
        "response_type": "code",
        "scope": READONLY,
    }
    query = urllib.parse.urlencode(asked | change)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{client['auth_uri']}?{query}")
    with refused.value as answer:
        assert problem in answer.read().decode()


def test_a_bearer_dies_after_an_hour_and_is_renewed(
    google: LocalGoogle, connect: Callable[..., Any], clock: Clock
) -> None:
    drive = connect("drive.v3", SCHOOL, refreshing(google, SCHOOL))
    drive.files().list().execute()
    assert google.calls["oauth2.token"] == 0
    clock.pass_by(seconds=3600)
    drive.files().list().execute()
    assert google.calls["oauth2.token"] == 1


def test_a_revoked_account_gets_invalid_grant(google: LocalGoogle, connect: Callable[..., Any]) -> None:
    drive = connect("drive.v3", SCHOOL, refreshing(google, SCHOOL))
    other = connect("drive.v3", TEACHER)
    google.revoke(SCHOOL)
    with pytest.raises(RefreshError, match="invalid_grant"):
        drive.files().list().execute()
    other.files().list().execute()


def test_errors_of_the_token_address_are_flat(google: LocalGoogle) -> None:
    client = google.client_secrets()["installed"]
    ours = {name: client[name] for name in ("client_id", "client_secret")}
    form = ours | {"grant_type": "refresh_token", "refresh_token": "1//nobody"}
    status, body = post(google, "token", **form)
    assert (status, body["error"]) == (400, "invalid_grant")
    status, body = post(google, "token", **form | {"client_secret": "wrong"})
    assert (status, body["error"]) == (401, "invalid_client")
    status, body = post(google, "token", **ours, grant_type="password")
    assert (status, body["error"]) == (400, "unsupported_grant_type")


def test_a_code_is_good_once_and_only_with_its_verifier(google: LocalGoogle) -> None:
    client = google.client_secrets()["installed"]
    asked = {
        "client_id": client["client_id"],
        "redirect_uri": "http://localhost:1/",
        "response_type": "code",
        "scope": READONLY,
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",  # RFC 7636, appendix B
        "code_challenge_method": "S256",
        "login_hint": SCHOOL,
        "consent": "yes",
        "state": "s",
    }

    def code() -> str:
        class Stop(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *args: Any) -> None:
                del args

        opener = urllib.request.build_opener(Stop)
        with pytest.raises(urllib.error.HTTPError) as redirect:
            opener.open(f"{client['auth_uri']}?{urllib.parse.urlencode(asked)}")
        with redirect.value as answer:
            found = urllib.parse.parse_qs(urllib.parse.urlsplit(answer.headers["Location"]).query)
        assert found["state"] == ["s"]
        return found["code"][0]

    form = {
        "client_id": client["client_id"],
        "client_secret": client["client_secret"],
        "grant_type": "authorization_code",
        "redirect_uri": "http://localhost:1/",
    }
    first = code()
    status, _ = post(google, "token", **form, code=first, code_verifier="wrong")
    assert status == 400
    second = code()
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    status, body = post(google, "token", **form, code=second, code_verifier=verifier)
    assert status == 200
    assert body["expires_in"] == 3599
    status, _ = post(google, "token", **form, code=second, code_verifier=verifier)
    assert status == 400
    status, _ = post(google, "revoke", token=body["refresh_token"])
    assert status == 200
    bearer = {"Authorization": f"Bearer {body['access_token']}"}
    request = urllib.request.Request(google.root_url + "drive/v3/files", headers=bearer)
    with pytest.raises(urllib.error.HTTPError, match="401") as refused:
        urllib.request.urlopen(request)
    refused.value.close()


def test_an_unknown_bearer_is_401(google: LocalGoogle) -> None:
    request = urllib.request.Request(
        google.root_url + "gmail/v1/users/me/profile", headers={"Authorization": "Bearer x"}
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    with refused.value as answer:
        assert answer.code == 401
        assert json.loads(answer.read())["error"]["status"] == "UNAUTHENTICATED"
