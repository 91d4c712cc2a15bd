"""Simple, multipart and resumable uploads, and batch requests."""

import http.client
import json
from collections.abc import Iterator
from typing import Any

import pytest

from service.local_google import LocalGoogle
from tests.local_google.conftest import SCHOOL, jpeg, media, upload

CHUNK = 256 * 1024


class Wire:
    """Plain HTTP, for what the client does not do by itself."""

    def __init__(self, google: LocalGoogle) -> None:
        self.connection = http.client.HTTPConnection(google.root_url.split("/")[2])
        self.token = google.access_token(SCHOOL)

    def send(self, verb: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        named["Authorization"] = f"Bearer {self.token}"
        self.connection.request(verb, path, body, named)
        answer = self.connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


@pytest.fixture
def wire(google: LocalGoogle) -> Iterator[Wire]:
    made = Wire(google)
    yield made
    made.connection.close()


def test_a_resumable_upload_goes_in_chunks(drive: Any) -> None:
    data = bytes(range(256)) * 2500
    body = media(data, "video/mp4", chunksize=CHUNK, resumable=True)
    request = drive.files().create(body={"name": "v.mp4"}, media_body=body, fields="id,size")
    answer, steps = None, 0
    while answer is None:
        _, answer = request.next_chunk()
        steps += 1
    assert steps == 3
    assert answer["size"] == str(len(data))
    assert drive.files().get_media(fileId=answer["id"]).execute() == data


def test_a_broken_resumable_upload_says_how_far_it_came(google: LocalGoogle, wire: Wire) -> None:
    address = "/upload/drive/v3/files?uploadType=resumable"
    metadata = json.dumps({"name": "v.bin"}).encode()
    status, headers, _ = wire.send("POST", address, metadata, Content_Type="application/json")
    assert status == 200
    session = headers["Location"].removeprefix(google.root_url.rstrip("/"))
    status, headers, _ = wire.send("PUT", session, Content_Range="bytes */600000")
    assert status == 308
    assert "Range" not in headers
    part = b"a" * CHUNK
    wire.send("PUT", session, part, Content_Range=f"bytes 0-{CHUNK - 1}/600000")
    status, headers, _ = wire.send("PUT", session, Content_Range="bytes */600000")
    assert (status, headers["Range"]) == (308, f"bytes=0-{CHUNK - 1}")
    rest = b"b" * (600000 - CHUNK)
    status, _, body = wire.send("PUT", session, rest, Content_Range=f"bytes {CHUNK}-599999/600000")
    assert status == 200
    again = wire.send("PUT", session, Content_Range="bytes */600000")
    assert (again[0], again[2]) == (200, body)


def test_a_lost_answer_of_the_last_chunk_makes_no_second_file(google: LocalGoogle, drive: Any, wire: Wire) -> None:
    google.faults.add("drive.files.create", "drop_after_effect", after=1)
    _, headers, _ = wire.send("POST", "/upload/drive/v3/files?uploadType=resumable")
    session = headers["Location"].removeprefix(google.root_url.rstrip("/"))
    with pytest.raises(http.client.RemoteDisconnected):
        wire.send("PUT", session, b"all of it")
    status, _, body = wire.send("PUT", session, Content_Range="bytes */9")
    assert status == 200
    (found,) = drive.files().list().execute()["files"]
    assert found["id"] == json.loads(body)["id"]


def test_a_simple_upload_takes_its_type_from_the_header(wire: Wire) -> None:
    address = "/upload/drive/v3/files?uploadType=media"
    _, _, body = wire.send("POST", address, jpeg(), Content_Type="image/jpeg")
    made = json.loads(body)
    assert (made["name"], made["mimeType"]) == ("Untitled", "image/jpeg")


def test_multipart_is_read_with_either_end_of_line(drive: Any, wire: Wire) -> None:
    for newline in (b"\n", b"\r\n"):
        data = b"\r\n--almost\r\n\n"
        lines = [
            b"--frontier",
            b"Content-Type: application/json; charset=UTF-8",
            b"",
            b'{"name": "x"}',
            b"--frontier",
            b"Content-Type: application/octet-stream",
            b"",
            data,
            b"--frontier--",
        ]
        _, _, body = wire.send(
            "POST",
            "/upload/drive/v3/files?uploadType=multipart",
            newline.join(lines),
            Content_Type="multipart/related; boundary=frontier",
        )
        assert drive.files().get_media(fileId=json.loads(body)["id"]).execute() == data


def test_a_chunked_body_is_read(wire: Wire) -> None:
    wire.connection.request(
        "POST",
        "/drive/v3/files",
        iter([b'{"name": ', b'"x"}']),
        {"Authorization": f"Bearer {wire.token}", "Content-Type": "application/json"},
        encode_chunked=True,
    )
    assert json.loads(wire.connection.getresponse().read())["name"] == "x"


def test_a_batch_answers_each_call_for_itself(drive: Any, google: LocalGoogle) -> None:
    photo = upload(drive, "a.jpg", jpeg())
    answers: dict[str, Any] = {}

    def keep(name: str, answer: Any, error: Any) -> None:
        answers[name] = error.status_code if error else answer["id"]

    batch = drive.new_batch_http_request(callback=keep)
    batch.add(drive.files().get(fileId=photo), request_id="good")
    batch.add(drive.files().get(fileId="nobody"), request_id="bad")
    batch.add(drive.files().update(fileId=photo, body={"name": "b.jpg"}), request_id="named")
    batch.execute()
    assert answers == {"good": photo, "bad": 404, "named": photo}
    assert google.calls["batch"] == 1
    assert google.calls["drive.files.get"] == 2
