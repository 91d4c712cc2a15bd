"""Requests a second of our Google client with eight threads against a bare loopback server in another process.

The shortest request, and the one of an idle look, whose long list of fields httplib2 walks character by character.

python bench/client.py [SECONDS]
"""

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import google_auth_httplib2
import httplib2
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc
from googleapiclient.http import HttpRequest

from drive_sync.drive_client import FILE_FIELDS, DriveClient, ask
from service.google import Connection

_THREADS = 8
_ANSWER = json.dumps({"changes": [], "newStartPageToken": "1"}).encode()


def serve() -> None:
    """Says the same to everybody; no HTTP beyond what the client needs."""
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(_ANSWER)
    while True:
        connection, _ = listening.accept()
        threading.Thread(target=_answer, args=(connection, head + _ANSWER), daemon=True).start()


def _answer(connection: socket.socket, answer: bytes) -> None:
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    heard = b""
    while data := connection.recv(65536):
        heard += data
        for _ in range(heard.count(b"\r\n\r\n")):
            connection.sendall(answer)
        heard = heard.rpartition(b"\r\n\r\n")[2]


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5
    server = subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True)  # noqa: S603
    assert server.stdout is not None
    try:
        root_url = f"http://127.0.0.1:{int(server.stdout.readline())}/"
        ours = Connection(Credentials("token"), root_url, timeout=30)
        drive, bare = DriveClient("school", ours.drive), _bare(root_url)
        files, changes = bare.files(), bare.changes()
        requests = {
            "files.get": (
                lambda: ask("school", ours.drive().files().get(fileId="x")),
                lambda: files.get(fileId="x").execute(),
            ),
            "changes.list with all fields": (
                lambda: drive.list_changes("1"),
                lambda: changes.list(pageToken="1", **_ALL_FIELDS).execute(),
            ),
        }
        for name, ways in requests.items():
            for threads in (1, _THREADS):
                done = [_measured(way, threads, seconds) / seconds for way in ways]
                told = f"ours {done[0]:,.0f} requests/s, bare googleapiclient {done[1]:,.0f}"
                print(f"{name}, {threads} threads: {told} ({done[0] / done[1]:.2f} of it)")
    finally:
        server.kill()


_ALL_FIELDS = {
    "pageSize": 1000,
    "fields": f"newStartPageToken,nextPageToken,changes(fileId,removed,changeType,file({FILE_FIELDS}))",
    "includeRemoved": True,
    "supportsAllDrives": True,
    "includeItemsFromAllDrives": False,
}


def _bare(root_url: str) -> Any:
    """Google's library alone: an `AuthorizedHttp` a thread, no errors told apart, nothing read."""
    own = threading.local()

    def http() -> google_auth_httplib2.AuthorizedHttp:
        if not hasattr(own, "http"):
            own.http = google_auth_httplib2.AuthorizedHttp(Credentials("token"), http=httplib2.Http(timeout=30))
        return own.http

    def in_its_thread(_http: object, *arguments: object, **named: object) -> HttpRequest:
        return HttpRequest(http(), *arguments, **named)

    document = json.loads(get_static_doc("drive", "v3"))
    document |= {"rootUrl": root_url, "baseUrl": f"{root_url}drive/v3/"}
    return build_from_document(document, http=http(), requestBuilder=in_its_thread)


def _measured(request: Callable[[], object], threads: int, seconds: float) -> int:
    counts = [0] * threads
    request()
    end = time.perf_counter() + seconds

    def work(mine: int) -> None:
        while time.perf_counter() < end:
            request()
            counts[mine] += 1

    running = [threading.Thread(target=work, args=(one,)) for one in range(threads)]
    for one in running:
        one.start()
    for one in running:
        one.join()
    return sum(counts)


if __name__ == "__main__":
    serve() if "--serve" in sys.argv else main()
