import json
from datetime import UTC, datetime

import pytest

from drive_sync.errors import Remedy, WatchedFolderEmptied, WatchedFolderVanished, dead_token, no_answer, trouble
from tests.builders import SOME_MORNING


def _drive_says(reason, message="The message of Google."):
    """An error body of Drive or Gmail."""
    return json.dumps({"error": {"errors": [{"reason": reason}], "code": 403, "message": message}}).encode()


def _sheets_says(status, message="The message of Google."):
    """An error body of Sheets."""
    return json.dumps({"error": {"code": 400, "message": message, "status": status}}).encode()


@pytest.mark.parametrize(
    ("status", "body", "remedy", "reason", "definite"),
    [
        (400, _drive_says("invalid"), Remedy.OUR_MISTAKE, "invalid", True),
        (400, _sheets_says("INVALID_ARGUMENT"), Remedy.OUR_MISTAKE, "INVALID_ARGUMENT", True),
        (401, _drive_says("authError"), Remedy.LOG_IN_AGAIN, "authError", True),
        (401, _sheets_says("UNAUTHENTICATED"), Remedy.LOG_IN_AGAIN, "UNAUTHENTICATED", True),
        (403, _drive_says("insufficientPermissions"), Remedy.ASK_FOR_ACCESS, "insufficientPermissions", True),
        (403, _sheets_says("PERMISSION_DENIED"), Remedy.ASK_FOR_ACCESS, "PERMISSION_DENIED", True),
        (403, _drive_says("rateLimitExceeded"), Remedy.RETRY, "rateLimitExceeded", True),
        (403, _drive_says("userRateLimitExceeded"), Remedy.RETRY, "userRateLimitExceeded", True),
        (403, _drive_says("dailyLimitExceeded"), Remedy.WAIT, "dailyLimitExceeded", True),
        (403, _drive_says("storageQuotaExceeded"), Remedy.WAIT, "storageQuotaExceeded", True),
        (403, _drive_says("sharingRateLimitExceeded"), Remedy.WAIT, "sharingRateLimitExceeded", True),
        (404, _drive_says("notFound"), Remedy.GONE, "notFound", True),
        (404, _sheets_says("NOT_FOUND"), Remedy.GONE, "NOT_FOUND", True),
        (410, _drive_says("gone"), Remedy.GONE, "gone", True),
        (412, _drive_says("conditionNotMet"), Remedy.OUR_MISTAKE, "conditionNotMet", True),
        (429, _sheets_says("RESOURCE_EXHAUSTED"), Remedy.RETRY, "RESOURCE_EXHAUSTED", True),
        (429, _drive_says("rateLimitExceeded"), Remedy.RETRY, "rateLimitExceeded", True),
        (500, _drive_says("backendError"), Remedy.RETRY, "backendError", False),
        (502, b"<html>Bad gateway</html>", Remedy.RETRY, "502", False),
        (503, _sheets_says("UNAVAILABLE"), Remedy.RETRY, "UNAVAILABLE", False),
        (503, b"", Remedy.RETRY, "503", False),
        (599, b"", Remedy.RETRY, "599", False),
        (403, b"<html>A proxy of the district says no</html>", Remedy.ASK_FOR_ACCESS, "403", True),
        (418, b"", Remedy.OUR_MISTAKE, "418", True),
        (499, b"", Remedy.OUR_MISTAKE, "499", True),
    ],
)
def test_every_answer_of_google_has_its_remedy(status, body, remedy, reason, definite):
    found = trouble(status, body)
    assert (found.remedy, found.reason, found.definite) == (remedy, reason, definite)
    assert reason in str(found)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b'"error"',
        b'{"error": null}',
        b'{"error": []}',
        b'{"error": {"errors": []}}',
        b'{"error": {"errors": [{}]}}',
        b'{"error": {"errors": "none"}}',
        b"\xff\xfe",
        b"{" * 5000,
    ],
)
def test_a_body_that_is_no_error_of_googles_is_classified_by_its_number(body):
    found = trouble(404, body)
    assert found.remedy is Remedy.GONE
    assert found.retry_at is None


def test_an_error_of_the_token_page_is_named():
    assert trouble(400, b'{"error": "invalid_grant"}').reason == "invalid_grant"


def test_gmails_limit_of_mails_a_day_says_when_it_ends():
    message = "User-rate limit exceeded.  Retry after 2023-10-13T10:00:00.000Z"
    found = trouble(429, _drive_says("rateLimitExceeded", message))
    assert found.retry_at == datetime(2023, 10, 13, 10, tzinfo=UTC)
    assert trouble(429, _drive_says("rateLimitExceeded", "Retry after lunch")).retry_at is None


def test_a_moment_that_is_none_does_not_hide_the_trouble():
    message = "Retry after 2023-99-99T10:00:00Z"
    assert trouble(429, _drive_says("rateLimitExceeded", message)).retry_at is None


def test_without_an_answer_nobody_knows_whether_google_did_it():
    found = no_answer(TimeoutError("timed out"))
    assert (found.remedy, found.reason, found.definite) == (Remedy.RETRY, "TimeoutError", False)
    assert "timed out" in str(found)


def test_a_dead_permission_names_the_command_that_mends_it():
    found = dead_token("truyenthong.punhi@gmail.com", ValueError("invalid_grant"))
    assert (found.remedy, found.definite) == (Remedy.LOG_IN_AGAIN, True)
    assert "tintruong login truyenthong.punhi@gmail.com" in str(found)


def test_a_vanished_folder_is_named_with_what_to_look_at():
    vanished = WatchedFolderVanished("1AbCdEf", SOME_MORNING)
    assert vanished.root == "1AbCdEf"
    assert "1AbCdEf" in str(vanished)
    assert "config.toml" in str(vanished)


def test_an_emptied_folder_is_told_apart_from_one_that_vanished_and_says_how_it_ends():
    emptied = WatchedFolderEmptied("1AbCdEf", SOME_MORNING)
    assert (emptied.root, emptied.since) == ("1AbCdEf", SOME_MORNING)
    for words in ("1AbCdEf vẫn còn", "khôi phục từ thùng rác", "sau 7 ngày", "after 7 days"):
        assert words in str(emptied)
    assert "Không thấy thư mục đang theo dõi" not in str(emptied)
