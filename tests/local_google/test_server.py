"""The server: connections, threads, speed, memory between runs."""

import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from google.oauth2.credentials import Credentials

from service.local_google import LocalGoogle
from tests.local_google.conftest import SCHOOL, Clock, folder, jpeg, service, upload

# A client in a process of its own, so that it does not take turns with the server.
HAMMER = """
import http.client, sys, time
host, path, token, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
connection = http.client.HTTPConnection(host)
begin = time.perf_counter()
for _ in range(count):
    connection.request("GET", path, headers={"Authorization": "Bearer " + token})
    assert connection.getresponse().read()
print(count / (time.perf_counter() - begin))
"""


def hammer(google: LocalGoogle, path: str, count: int) -> float:
    """Requests per second of one connection."""
    host, token = google.root_url.split("/")[2], google.access_token(SCHOOL)
    command = [sys.executable, "-c", HAMMER, host, path, token, str(count)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def test_simple_requests_are_fast(google: LocalGoogle, drive: Any) -> None:
    home = folder(drive, "x")
    rate = hammer(google, f"/drive/v3/files/{home}?fields=id,name,parents", 1000)
    assert rate > 300  # 2,000 on a quiet machine; 25 with Nagle's algorithm


def test_a_connection_serves_many_requests(google: LocalGoogle) -> None:
    connection = http.client.HTTPConnection(google.root_url.split("/")[2])
    headers = {"Authorization": f"Bearer {google.access_token(SCHOOL)}"}
    connection.request("GET", "/drive/v3/files", headers=headers)
    connection.getresponse().read()
    used = connection.sock
    connection.request("GET", "/drive/v3/nowhere", headers=headers)
    connection.getresponse().read()
    assert connection.sock is used
    connection.close()
    google.refusals.clear()


def spoken(google: LocalGoogle, *said: bytes) -> bytes:
    """All that the server answers to these bytes."""
    host, port = google.root_url.split("/")[2].split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        for words in said:
            connection.sendall(words)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_a_head_request_gets_no_body(google: LocalGoogle) -> None:
    heard = spoken(google, b"HEAD /x HTTP/1.1\r\n\r\n", b"GET /x HTTP/1.1\r\n\r\n")
    first, second = heard.split(b"HTTP/1.1 404 Not Found\r\n")[1:]
    assert first.endswith(b"\r\n\r\n")
    assert second.endswith(b"}}")
    google.refusals.clear()


def test_a_client_that_asks_before_sending_is_told_to_go_on(google: LocalGoogle) -> None:
    form = b"grant_type=password"
    head = b"POST /token HTTP/1.1\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
    heard = spoken(google, head % len(form), form)
    assert heard.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401 ")


def test_who_does_not_speak_http_is_left_alone(google: LocalGoogle, capfd: pytest.CaptureFixture[str]) -> None:
    assert spoken(google, b"\x16\x03\x01hello\r\n\r\n") == b""
    assert capfd.readouterr() == ("", "")


def test_threads_do_not_lose_each_other_s_work(connect: Callable[..., Any]) -> None:
    clients = [connect("drive.v3", SCHOOL) for _ in range(4)]

    def work(client: Any) -> None:
        for number in range(20):
            client.files().create(body={"name": f"{number}"}).execute()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, clients))
    found = clients[0].files().list(pageSize=1000, fields="files(id)").execute()["files"]
    assert len({item["id"] for item in found}) == 80


def test_what_is_kept_on_disk_is_there_in_the_next_run(tmp_path: Path, clock: Clock) -> None:
    with LocalGoogle(clock, state_dir=tmp_path) as first:
        first.add_user(SCHOOL)
        token = first.access_token(SCHOOL)
        client = service(first, "drive.v3", Credentials(token))
        photo = upload(client, "a.jpg", jpeg())
        client.close()
    with LocalGoogle(clock, state_dir=tmp_path) as second:
        client = service(second, "drive.v3", Credentials(token))
        assert client.files().get_media(fileId=photo).execute() == jpeg()
        assert client.files().get(fileId=photo).execute()["name"] == "a.jpg"
        other = upload(client, "b.jpg", jpeg())
        client.close()
    assert other != photo


def test_a_stopped_server_goes_on_where_it_ended(clock: Clock) -> None:
    running = LocalGoogle(clock).start()
    running.add_user(SCHOOL)
    client = service(running, "drive.v3", Credentials(running.access_token(SCHOOL)))
    photo = upload(client, "a.jpg", jpeg())
    running.stop()
    with pytest.raises(OSError, match="refused"):
        client.files().get(fileId=photo).execute()
    running.start()
    assert client.files().get_media(fileId=photo).execute() == jpeg()
    client.close()
    running.stop()


def test_runs_repeat_to_the_last_id(clock: Clock) -> None:
    ids = []
    for _ in range(2):
        with LocalGoogle(clock) as running:
            running.add_user(SCHOOL)
            client = service(running, "drive.v3", Credentials(running.access_token(SCHOOL)))
            ids.append(folder(client, "x"))
            client.close()
    assert ids[0] == ids[1]


def test_a_stopped_server_answers_nobody(clock: Clock) -> None:
    running = LocalGoogle(clock).start()
    connection = http.client.HTTPConnection(running.root_url.split("/")[2], timeout=2)
    connection.request("GET", "/x")
    connection.getresponse().read()
    running.stop()
    try:
        connection.request("GET", "/x")
        answered = bool(connection.getresponse().read())
    except OSError:
        answered = False
    connection.close()
    assert not answered


def test_a_folder_is_listed_without_looking_at_all_files(google: LocalGoogle, drive: Any) -> None:
    home = folder(drive, "home")
    folder(drive, "inside", home)
    dispatcher = google._dispatcher
    state, user = dispatcher.state, dispatcher.state.user(SCHOOL)
    template = state.tree.files[home]
    for number in range(100_000):
        copy = type(template)(
            f"1{number:032}",
            f"{number}",
            "text/plain",
            user.email,
            user.root_id,
            template.created,
            template.modified,
            user.email,
            template.permissions,
        )
        state.tree.add(copy, template.created)

    def seconds(q: str) -> float:
        request = drive.files().list(q=q, pageSize=1, fields="files(name)")
        best = 99.0
        for _ in range(3):
            begin = time.perf_counter()
            assert len(request.execute()["files"]) == 1
            best = min(best, time.perf_counter() - begin)
        return best

    assert seconds(f"'{home}' in parents") < seconds("name = 'inside'") / 5
    request = drive.files().list(q="'root' in parents", pageSize=1000, fields="nextPageToken,files(id)")
    begin, found = time.perf_counter(), set()
    while request is not None and len(found) < 5000:
        answer = request.execute()
        found |= {item["id"] for item in answer["files"]}
        request = drive.files().list_next(request, answer)
    assert len(found) == 5000
    assert time.perf_counter() - begin < 10  # the first page works it out, the others turn leaves


def test_the_log_names_who_called_what(google: LocalGoogle, drive: Any) -> None:
    drive.files().list().execute()
    line = google.log[-1]
    assert (line.method, line.status, line.email) == ("drive.files.list", 200, SCHOOL)
    assert json.dumps(google.calls)
