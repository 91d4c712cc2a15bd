"""How many requests a second the local Google answers: `python bench/local_google.py --files 100000 --seconds 3`.

The server runs in a process of its own, one thread of it at work; the client is one kept-alive
connection. On a busy machine the wall clock tells about the neighbours, so the requests per second
of the server's own processor time stand beside it: the target of 1,000 is for one core.
"""

import argparse
import http.client
import json
import multiprocessing
import os
import platform
import sys
import time
from collections.abc import Iterator
from http import HTTPStatus
from itertools import cycle
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import quote, urlencode

sys.path.insert(0, str(Path(__file__).parent.parent))

from service.local_google import LocalGoogle
from service.local_google.files import FOLDER, File

USER = "school@example.com"
FILES_IN_A_FOLDER = 10
FIELDS = "nextPageToken,files(id,name,mimeType,parents,trashed,md5Checksum,size,createdTime,modifiedTime)"


def fill(google: LocalGoogle, count: int) -> None:
    """Folders of ten files each in the root of the user, put straight into the state."""
    dispatcher = google._dispatcher  # noqa: SLF001  # a hundred thousand uploads would take minutes
    state, now = dispatcher.state, dispatcher.clock()
    user = state.user(USER)
    owner = state.tree.files[user.root_id].permissions
    photo = dispatcher.store.blobs.add(b"photo", "image/jpeg")

    def add(file_id: str, kind: str, parent: str) -> None:
        file = File(file_id, f"{file_id}.jpg", kind, USER, parent, now, now, USER, dict(owner))
        file.content = photo if kind != FOLDER else None
        state.tree.add(file, now)

    for number in range(count):
        folder = f"folder{number // FILES_IN_A_FOLDER}"
        if number % FILES_IN_A_FOLDER == 0:
            add(folder, FOLDER, user.root_id)
        add(f"file{number}", "image/jpeg", folder)


def serve(pipe: Connection, count: int, strict: bool) -> None:
    """Tell address and token; then the processor time used so far, each time one asks."""
    with LocalGoogle(strict=strict) as google:
        google.add_user(USER)
        fill(google, count)
        pipe.send((google.root_url.split("/")[2], google.access_token(USER)))
        while pipe.recv():
            pipe.send(time.process_time())


def targets(connection: http.client.HTTPConnection, headers: dict[str, str], count: int) -> dict[str, Iterator[str]]:
    """The addresses to ask for, by method; of files and folders another one each time."""

    def ask(verb: str, path: str, body: object = None) -> dict[str, str]:
        connection.request(verb, path, json.dumps(body) if body else None, headers)
        found: dict[str, str] = json.loads(connection.getresponse().read())
        return found

    sheet = ask("POST", "/v4/spreadsheets", {"properties": {"title": "Theo dõi"}})["spreadsheetId"]
    rows = {"values": [[f"{row}/9/2023", "Khai giảng", row, True] for row in range(1, 21)]}
    ask("PUT", f"/v4/spreadsheets/{sheet}/values/A1:D20?valueInputOption=USER_ENTERED", rows)
    token = ask("GET", "/drive/v3/changes/startPageToken")["startPageToken"]
    folders = [
        urlencode({"q": f"'folder{n}' in parents and trashed = false", "fields": FIELDS})
        for n in range(count // FILES_IN_A_FOLDER)
    ]
    return {
        "about.get": cycle(["/drive/v3/about?fields=user"]),
        "files.get": cycle([f"/drive/v3/files/file{n}?fields=id,name,parents" for n in range(count)]),
        "files.list by parent": cycle([f"/drive/v3/files?{folder}" for folder in folders]),
        "changes.list idle": cycle([f"/drive/v3/changes?pageToken={token}"]),
        "spreadsheets.values.get": cycle([f"/v4/spreadsheets/{sheet}/values/{quote('A1:D20')}"]),
        "users.getProfile": cycle(["/gmail/v1/users/me/profile"]),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=100_000)
    options.add_argument("--seconds", type=float, default=3.0, help="for each method")
    options.add_argument("--strict", action="store_true", help="judge our own answers too, as our tests do")
    asked = options.parse_args()
    print(f"python {' '.join(sys.argv)}")
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors{load}\n")
    context = multiprocessing.get_context("spawn")
    pipe, other = context.Pipe()
    server = context.Process(target=serve, args=(other, asked.files, asked.strict), daemon=True)
    server.start()
    host, token = pipe.recv()
    connection = http.client.HTTPConnection(host)
    headers = {"Authorization": f"Bearer {token}"}
    print(f"{'':24}{'requests/s':>12}{'per s of processor':>20}")

    def server_time() -> float:
        pipe.send(True)
        return float(pipe.recv())

    for name, paths in targets(connection, headers, asked.files).items():
        done, used, begin = 0, server_time(), time.perf_counter()
        while time.perf_counter() - begin < asked.seconds:
            connection.request("GET", next(paths), headers=headers)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != HTTPStatus.OK:
                sys.exit(f"{name}: {answer.status} {body.decode()}")
            done += 1
        seconds, used = time.perf_counter() - begin, server_time() - used
        print(f"{name:24}{done / seconds:12,.0f}{done / used:20,.0f}", flush=True)
    pipe.send(False)
    server.join()


if __name__ == "__main__":
    main()
