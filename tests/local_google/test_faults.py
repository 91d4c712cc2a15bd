"""Scripted faults happen as often as scripted, and are counted."""

import http.client
import time
from collections.abc import Callable
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from google.auth.exceptions import RefreshError
from googleapiclient.errors import HttpError

from service.local_google import LocalGoogle
from tests.local_google.conftest import SCHOOL, Clock, refreshing


@pytest.mark.parametrize(
    ("kind", "status", "reason"),
    [
        ("403 rateLimitExceeded", 403, "rateLimitExceeded"),
        ("404", 404, "notFound"),
        ("429", 429, "rateLimitExceeded"),
        ("500", 500, "backendError"),
        ("503", 503, "backendError"),
    ],
)
def test_a_fault_answers_once_and_does_nothing(
    google: LocalGoogle, drive: Any, kind: str, status: int, reason: str
) -> None:
    google.faults.add("drive.files.create", kind, after=1)
    drive.files().create(body={"name": "good"}).execute()
    with pytest.raises(HttpError) as failed:
        drive.files().create(body={"name": "bad"}).execute()
    assert failed.value.status_code == status
    assert failed.value.error_details[0]["reason"] == reason
    drive.files().create(body={"name": "good again"}).execute()
    names = {item["name"] for item in drive.files().list().execute()["files"]}
    assert names == {"good", "good again"}


def test_an_unspent_fault_is_told(google: LocalGoogle, drive: Any) -> None:
    google.faults.add("drive.files.*", "500", times=2)
    with pytest.raises(HttpError):
        drive.files().list().execute()
    (fault,) = google.faults.unspent()
    assert (fault.method, fault.times) == ("drive.files.*", 1)
    google.faults.clear()
    assert google.faults.unspent() == []


def test_an_unknown_fault_is_a_mistake_of_the_test(google: LocalGoogle) -> None:
    with pytest.raises(ValueError, match="no such fault"):
        google.faults.add("drive.files.list", "earthquake")


def test_a_dropped_connection_before_the_work_leaves_nothing(google: LocalGoogle, drive: Any) -> None:
    google.faults.add("drive.files.create", "drop_before", times=2)
    with pytest.raises(OSError, match="Remote end closed"):
        drive.files().create(body={"name": "x"}).execute()
    assert google.calls["drive.files.create"] == 2
    assert drive.files().list().execute()["files"] == []


def test_a_dropped_answer_hides_work_that_was_done_twice(google: LocalGoogle, drive: Any) -> None:
    google.faults.add("drive.files.create", "drop_after_effect")
    drive.files().create(body={"name": "x"}).execute()  # httplib2 sends it again
    assert len(drive.files().list().execute()["files"]) == 2


def test_a_body_ends_too_early(google: LocalGoogle, drive: Any) -> None:
    google.faults.add("drive.files.list", "cut_body")
    with pytest.raises(http.client.IncompleteRead):
        drive.files().list().execute()


def test_an_answer_is_a_page_of_html(google: LocalGoogle, gmail: Any) -> None:
    google.faults.add("gmail.users.getProfile", "not_json")
    answer = gmail.users().getProfile(userId="me").execute()
    assert answer.startswith("<!DOCTYPE html>")  # the client hands it over as it is


def test_an_expired_token_is_renewed_or_ends_it(google: LocalGoogle, drive: Any, connect: Callable[..., Any]) -> None:
    google.faults.add("drive.files.list", "expired_token")
    connect("drive.v3", SCHOOL, refreshing(google, SCHOOL)).files().list().execute()
    assert google.calls["oauth2.token"] == 1
    google.faults.add("drive.files.list", "expired_token")
    with pytest.raises(RefreshError):
        drive.files().list().execute()


def test_a_stall_takes_its_time(google: LocalGoogle, drive: Any) -> None:
    google.faults.add("drive.files.list", "stall", seconds=0.2)
    begin = time.monotonic()
    drive.files().list().execute()
    assert time.monotonic() - begin >= 0.2


def test_the_date_of_an_answer_follows_the_clock_and_its_faults(google: LocalGoogle, drive: Any, clock: Clock) -> None:
    dates = []
    request = drive.files().list()
    request.add_response_callback(lambda answer: dates.append(parsedate_to_datetime(answer["date"])))
    request.execute()
    google.faults.add("drive.files.list", "clock_skew", skew=timedelta(days=31))
    request.execute()
    assert dates == [clock.now, clock.now + timedelta(days=31)]


def test_the_token_address_fails_too(google: LocalGoogle, connect: Callable[..., Any], clock: Clock) -> None:
    drive = connect("drive.v3", SCHOOL, refreshing(google, SCHOOL))
    clock.pass_by(hours=2)
    google.faults.add("oauth2.token", "503", times=1)
    drive.files().list().execute()  # google-auth tries again
    assert google.calls["oauth2.token"] == 2


def test_a_user_has_so_many_calls_a_minute(google: LocalGoogle, drive: Any, sheets: Any, clock: Clock) -> None:
    google.calls_per_minute["drive"] = 2
    for _ in range(2):
        drive.files().list().execute()
    with pytest.raises(HttpError) as limited:
        drive.files().list().execute()
    assert limited.value.error_details[0]["reason"] == "userRateLimitExceeded"
    sheets.spreadsheets().create(body={}).execute()
    clock.pass_by(minutes=1)
    drive.files().list().execute()
