"""A local Google with a clock that tests turn, and Google's own client pointed at it."""

import io
import json
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import googleapiclient
import pytest
from google.oauth2.credentials import Credentials
from google_auth_httplib2 import AuthorizedHttp
from googleapiclient.discovery import build_from_document
from googleapiclient.http import HttpRequest, MediaIoBaseUpload, build_http
from PIL import Image

from service.local_google import LocalGoogle

DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
SCHOOL, TEACHER, STRANGER = "school@gmail.com", "teacher@gmail.com", "stranger@gmail.com"
FOLDER = "application/vnd.google-apps.folder"


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = datetime(2023, 9, 5, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **units: float) -> None:
        self.now += timedelta(**units)


def service(google: LocalGoogle, api: str, credentials: Credentials, **options: Any) -> Any:
    """Google's client for one API, its root rewritten."""
    document = json.loads((DOCUMENTS / f"{api}.json").read_text(encoding="utf-8"))
    document["rootUrl"] = google.root_url
    document["baseUrl"] = google.root_url + document["servicePath"]
    document.pop("mtlsRootUrl", None)
    return build_from_document(document, credentials=credentials, **options)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def port() -> int:
    """One port for all, so that a client built once finds the server of every test."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def google(clock: Clock, port: int) -> Iterator[LocalGoogle]:
    """Strict, with three users. What a test scripted must have happened when it ends."""
    with LocalGoogle(clock, port=port) as running:
        for email in (SCHOOL, TEACHER, STRANGER):
            running.add_user(email)
        yield running
        assert running.faults.unspent() == []
        assert not [line for line in running.refusals if line.startswith("our own ")]


# Building Google's client for Sheets takes 0.3 s, so clients live as long as the session, and
# each test lends them its own authorised connection through `requestBuilder`.
CLIENTS: dict[tuple[str, int], Any] = {}
CONNECTIONS: dict[tuple[str, int], AuthorizedHttp] = {}


@pytest.fixture
def connect(google: LocalGoogle) -> Iterator[Callable[..., Any]]:
    """connect("drive.v3", SCHOOL) → the client of this user."""

    def make(api: str, email: str, credentials: Any = None, **options: Any) -> Any:
        token = credentials or Credentials(google.access_token(email, **options))
        key = (api, sum(name == api for name, _ in CONNECTIONS))
        CONNECTIONS[key] = AuthorizedHttp(token, http=build_http())
        if key not in CLIENTS:

            def request(_: Any, *positional: Any, **named: Any) -> HttpRequest:
                return HttpRequest(CONNECTIONS[key], *positional, **named)

            CLIENTS[key] = service(google, api, token, requestBuilder=request)
        return CLIENTS[key]

    yield make
    for connection in CONNECTIONS.values():
        connection.close()
    CONNECTIONS.clear()


@pytest.fixture
def drive(connect: Callable[..., Any]) -> Any:
    return connect("drive.v3", SCHOOL)


@pytest.fixture
def sheets(connect: Callable[..., Any]) -> Any:
    return connect("sheets.v4", SCHOOL)


@pytest.fixture
def gmail(connect: Callable[..., Any]) -> Any:
    return connect("gmail.v1", SCHOOL)


def jpeg(width: int = 64, height: int = 48, color: str = "red", **exif: Any) -> bytes:
    """A picture; exif by Pillow's numbers: jpeg(exif_271="Canon")."""
    image = Image.new("RGB", (width, height), color)
    tags = image.getexif()
    for name, value in exif.items():
        number = int(name.removeprefix("exif_"))
        (tags.get_ifd(0x8769) if number > 33000 else tags)[number] = value
    output = io.BytesIO()
    image.save(output, "JPEG", exif=tags)
    return output.getvalue()


def media(data: bytes, mime_type: str = "image/jpeg", **options: Any) -> MediaIoBaseUpload:
    return MediaIoBaseUpload(io.BytesIO(data), mimetype=mime_type, **options)


def folder(drive: Any, name: str, *parents: str) -> str:
    body = {"name": name, "mimeType": FOLDER, "parents": list(parents)}
    return str(drive.files().create(body=body, fields="id").execute()["id"])


def upload(drive: Any, name: str, data: bytes, *parents: str, mime_type: str = "image/jpeg") -> str:
    body = {"name": name, "parents": list(parents)}
    made = drive.files().create(body=body, media_body=media(data, mime_type), fields="id").execute()
    return str(made["id"])


def share(drive: Any, file_id: str, email: str, role: str = "writer") -> str:
    body = {"type": "user", "role": role, "emailAddress": email}
    return str(drive.permissions().create(fileId=file_id, body=body).execute()["id"])


def refreshing(google: LocalGoogle, email: str) -> Credentials:
    """Credentials that renew themselves. `from_authorized_user_info` ignores `token_uri`."""
    saved = google.authorized_user(email)
    names = ("token", "refresh_token", "token_uri", "client_id", "client_secret", "scopes")
    return Credentials(**{name: saved[name] for name in names})


@pytest.fixture(scope="session")
def video() -> bytes:
    """One second of a small film."""
    import av

    output = io.BytesIO()
    with av.open(output, "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for _ in range(10):
            for packet in stream.encode(av.VideoFrame(320, 240, "yuv420p")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return output.getvalue()
