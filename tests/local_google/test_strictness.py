"""The discovery documents judge: what they do not know is refused and written down."""

import http.client
import json
from collections.abc import Iterator
from typing import Any

import pytest

from service.local_google import LocalGoogle, drive
from service.local_google.discovery import load
from service.local_google.dispatch import HANDLERS
from tests.local_google.conftest import SCHOOL, Clock


def ask(google: LocalGoogle, target: str, body: Any = None, verb: str = "") -> tuple[int, dict[str, Any]]:
    connection = http.client.HTTPConnection(google.root_url.split("/")[2])
    headers = {"Authorization": f"Bearer {google.access_token(SCHOOL)}"}
    data = json.dumps(body).encode() if body is not None else None
    connection.request(verb or ("POST" if data else "GET"), target, data, headers)
    answer = connection.getresponse()
    found = json.loads(answer.read() or b"{}")
    connection.close()
    return answer.status, found


@pytest.fixture
def forgiving(clock: Clock) -> Iterator[LocalGoogle]:
    with LocalGoogle(clock, strict=False) as running:
        running.add_user(SCHOOL)
        yield running


@pytest.mark.parametrize(
    ("target", "body", "status", "words"),
    [
        ("/drive/v3/nowhere", None, 404, "no method: GET /drive/v3/nowhere"),
        ("/drive/v3/files?colour=red", None, 400, "unknown parameter 'colour'"),
        ("/drive/v3/files?pageSize=many", None, 400, "pageSize: not an integer"),
        ("/drive/v3/files?supportsAllDrives=maybe", None, 400, "not a boolean"),
        ("/drive/v3/files?corpus=all", None, 400, "corpus: 'all' is none of"),
        ("/drive/v3/files?q=a&q=b", None, 400, "q given twice"),
        ("/drive/v3/changes", None, 400, "Required parameter: pageToken"),
        ("/drive/v3/files?fields=files(colour)", None, 400, "Invalid field selection colour"),
        ("/drive/v3/files?fields=files(id", None, 400, "Invalid field selection"),
        ("/drive/v3/files", {"colour": "red"}, 400, 'Unknown name "colour"'),
        ("/drive/v3/files", {"name": 5}, 400, "body.name: 5 is no string"),
        ("/drive/v3/files", {"parents": "x"}, 400, "body.parents: expected an array"),
        ("/drive/v3/files", {"starred": "yes"}, 400, "body.starred"),
        ("/v4/spreadsheets", {"properties": {"autoRecalc": "NEVER"}}, 400, "autoRecalc"),
        ("/drive/v3/files/x/approvals", None, 501, "drive.approvals.list: not played"),
    ],
)
def test_what_the_documents_do_not_know_is_refused_and_written_down(
    google: LocalGoogle, target: str, body: Any, status: int, words: str
) -> None:
    answered, found = ask(google, target, body)
    assert answered == status
    assert found["error"]["code"] == status
    (refusal,) = google.refusals
    assert words in refusal


def test_good_calls_leave_nothing_written_down(google: LocalGoogle) -> None:
    assert ask(google, "/drive/v3/files?pageSize=5000&prettyPrint=True&fields=files/id")[0] == 200
    assert ask(google, "/drive/v3/files", {"name": None})[0] == 200
    assert google.refusals == []


def test_our_own_answers_are_judged_too(google: LocalGoogle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(HANDLERS, "drive.files.list", lambda _: {"files": [{"size": 5.5}]})
    assert ask(google, "/drive/v3/files")[0] == 500
    assert "our own answer to drive.files.list" in google.refusals[0]
    google.refusals.clear()


def test_a_forgiving_google_does_not_spend_time_on_judging_itself(
    forgiving: LocalGoogle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(HANDLERS, "drive.files.list", lambda _: {"files": [{"size": 5.5}]})
    assert ask(forgiving, "/drive/v3/files?fields=files(size)") == (200, {"files": [{"size": 5.5}]})


def test_a_bug_of_ours_is_no_fault_of_google(google: LocalGoogle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(HANDLERS, "drive.files.list", lambda _: 1 / 0)
    assert ask(google, "/drive/v3/files")[0] == 500
    assert google.refusals[0].startswith("our own bug in drive.files.list: ZeroDivisionError")
    google.refusals.clear()


def test_what_is_forgiven_is_logged_once_and_noted_each_time(
    forgiving: LocalGoogle, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        assert ask(forgiving, "/drive/v3/files?colour=red")[0] == 200
        assert ask(forgiving, "/drive/v3/files?fields=files(%20id)")[0] == 200
        assert ask(forgiving, "/drive/v3/files", {"co\nlour": "red"})[0] == 200
    assert len(forgiving.forgiven) == 6
    assert [record.getMessage() for record in caplog.records] == [
        "forgiven: drive.files.list: unknown parameter 'colour'",
        "forgiven: drive.files.list: blanks in fields",
        "forgiven: drive.files.create: Unknown name \"co lour\" at 'body': Cannot find field.",
    ]


def test_a_forgiving_google_lets_pass_what_real_drive_lets_pass(forgiving: LocalGoogle) -> None:
    blanks = "fields=files(id,%20name)"
    shouted = "q=trashed%20=%20false%20AND%20name%20!=%20%27x%20AND%20y%27"
    status, found = ask(forgiving, f"/drive/v3/files?colour=red&{blanks}&{shouted}")
    assert (status, found) == (200, {"files": []})
    assert forgiving.refusals == []
    assert [line.split(": ", 1)[1] for line in forgiving.forgiven] == [
        "unknown parameter 'colour'",
        "blanks in fields",
        "capital operators in q",
    ]
    assert ask(forgiving, "/drive/v3/files", {"name": "x", "colour": "red"})[0] == 200
    assert ask(forgiving, "/drive/v3/files?pageSize=many")[0] == 400


@pytest.mark.parametrize(("newline", "forgiven"), [("\n", ["bare LF in multipart"]), ("\r\n", [])])
@pytest.mark.parametrize("strict", [True, False])
def test_bare_line_feeds_in_multipart_pass_and_a_forgiving_google_notes_it(
    clock: Clock, newline: str, forgiven: list[str], strict: bool
) -> None:
    part = ["--frontier", "Content-Type: application/json", "", '{"name": "x"}']
    body = newline.join([*part, *part, "--frontier--"]).encode()
    inner = ["--frontier", "Content-Type: application/http", "", "GET /drive/v3/files HTTP/1.1", "", ""]
    batch = newline.join([*inner, "--frontier--"]).encode()
    with LocalGoogle(clock, strict=strict) as running:
        running.add_user(SCHOOL)
        connection = http.client.HTTPConnection(running.root_url.split("/")[2])
        headers = {
            "Authorization": f"Bearer {running.access_token(SCHOOL)}",
            "Content-Type": "multipart/related; boundary=frontier",
        }
        for path, data in (("/upload/drive/v3/files?uploadType=multipart", body), ("/batch/drive/v3", batch)):
            connection.request("POST", path, data, headers)
            answer = connection.getresponse()
            assert (answer.status, b'"kind"' in answer.read()) == (200, True)
        connection.close()
        noted = [line.split(": ", 1)[1] for line in running.forgiven]
    assert noted == ([] if strict else forgiven * 2)


def test_a_long_address_may_come_as_a_post(google: LocalGoogle, drive: Any) -> None:
    long = " or ".join(f"name = 'number {number}'" for number in range(200))
    assert drive.files().list(q=long).execute()["files"] == []
    assert google.calls["drive.files.list"] == 1


def test_every_handler_plays_a_method_of_the_documents() -> None:
    known = {name for api in load().apis.values() for name in api.methods}
    assert set(HANDLERS) <= known
    assert len(HANDLERS) > 60


def test_default_fields_fit_their_schemas() -> None:
    for method_id in drive.METHODS:
        method = load().method(method_id)
        if text := drive.DEFAULT_FIELDS.get(method.response):
            assert method.mask(text)
