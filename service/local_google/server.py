"""The local Google itself: an HTTP server on loopback and what tests and the demo do with it."""

import pickle
import socket
import sys
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl

from service.local_google import oauth
from service.local_google.dispatch import Dispatcher, LogLine
from service.local_google.errors import Json
from service.local_google.faults import DroppedError, Faults
from service.local_google.http_messages import Request, Response
from service.local_google.mail import MailRecord
from service.local_google.state import Store

PRODUCT_SCOPES = tuple(
    f"https://www.googleapis.com/auth/{name}"
    for name in ("drive", "spreadsheets", "gmail.compose", "gmail.readonly", "gmail.modify")
)
SAVE_EVERY = 5.0  # seconds, when the state is kept on disk
CHUNK = 1 << 18


def real_clock() -> datetime:
    """The time of the machine."""
    return datetime.now(UTC)  # of another world than ours


class LocalGoogle:
    """Drive v3, Sheets v4, Gmail v1 and OAuth 2 for programs on this machine.

    `clock` gives the time of this world, also the Date of every answer. `strict` refuses what the
    discovery documents do not know (see `refusals`); without it, `forgiven` says what real Google
    would have let pass. `state_dir` keeps everything from run to run. `video_processing` is how
    long videos stay without size and length.

    What happened: `calls` by method id, `refusals` of everything that broke the documents (our own
    answers included), `forgiven`, `log` of the last 10,000 requests. What shall happen: `faults`,
    and `calls_per_minute` a user has by API ({"drive": 12000}; none means no limit).
    """

    def __init__(
        self,
        clock: Callable[[], datetime] = real_clock,
        *,
        strict: bool = True,
        state_dir: Path | None = None,
        video_processing: timedelta = timedelta(minutes=5),
        port: int = 0,
    ) -> None:
        self._store = Store(state_dir)
        self._dispatcher = Dispatcher(self._store, clock, strict=strict, video_processing=video_processing)
        self.faults: Faults = self._dispatcher.faults
        self.calls: Counter[str] = self._dispatcher.calls
        self.refusals: list[str] = self._dispatcher.refusals
        self.forgiven: list[str] = self._dispatcher.forgiven
        self.log: deque[LogLine] = self._dispatcher.log
        self.calls_per_minute: dict[str, int] = self._dispatcher.calls_per_minute
        self._port = port
        self._server: _Server | None = None
        self._stopped = threading.Event()
        self._saver: threading.Thread | None = None

    # --- running ---

    def start(self) -> Self:
        """Listen on 127.0.0.1 and answer in threads of its own."""
        self._server = _Server(("127.0.0.1", self._port), _Handler, self._dispatcher)
        self._port = self._server.server_address[1]
        self._dispatcher.root_url = self.root_url
        self._stopped.clear()
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        if self._store.keeps:
            self._saver = threading.Thread(target=self._keep_saving, daemon=True)
            self._saver.start()
        return self

    def stop(self) -> None:
        """End all connections and save the state; `start` goes on where this ended."""
        if self._server:
            self._stopped.set()
            self._server.shutdown()
            self._server.server_close()
            self._server.drop_connections()
            self._server = None
        if self._saver:
            self._saver.join()
            self._saver = None
        if self._store.keeps:
            self.save()

    def wait(self) -> None:
        """Stay until the process is interrupted."""
        with suppress(KeyboardInterrupt):
            while not self._stopped.wait(1):  # a wait without end cannot be interrupted on Windows
                pass

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def save(self) -> None:
        """Write the state to `state_dir`, if anything happened since the last time."""
        with self._dispatcher.lock:
            if not self._dispatcher.dirty:
                return
            self._dispatcher.dirty = False
            data = pickle.dumps(self._dispatcher.state)
        self._store.save(data)

    def _keep_saving(self) -> None:
        while not self._stopped.wait(SAVE_EVERY):
            self.save()

    @property
    def root_url(self) -> str:
        """Where all APIs live: "http://127.0.0.1:PORT/"."""
        return f"http://127.0.0.1:{self._port}/"

    # --- people and their tokens ---

    def add_user(self, email: str, name: str = "", storage_limit: int = 15 * 2**30) -> None:
        """A Google account with its own Drive and mailbox; adding it again changes nothing."""
        with self._dispatcher.lock:
            self._dispatcher.dirty = True
            now = self._dispatcher.clock()
            self._dispatcher.state.add_user(email, name, storage_limit, now)

    def add_shared_drive(self, name: str, members: dict[str, str]) -> str:
        """Id of a new shared drive; `members` are addresses of users and their roles."""
        state = self._dispatcher.state
        with self._dispatcher.lock:
            self._dispatcher.dirty = True
            grants = {state.user(email).permission_id: (email.lower(), role) for email, role in members.items()}
            drive_id = state.new_id(19, "0A")
            state.tree.add_shared_drive(drive_id, name, grants, self._dispatcher.clock())
        return drive_id

    def access_token(
        self, email: str, scopes: Iterable[str] = PRODUCT_SCOPES, *, lifetime: timedelta | None = None
    ) -> str:
        """A bearer ready to use; without `lifetime` it lives until it is revoked."""
        with self._dispatcher.lock:
            user = self._dispatcher.state.user(email)
            expires = self._dispatcher.clock() + lifetime if lifetime else None
            state = self._dispatcher.state
            self._dispatcher.dirty = True
            return oauth.new_access_token(state, user.email, frozenset(scopes), expires)

    def refresh_token(self, email: str, scopes: Iterable[str] = PRODUCT_SCOPES) -> str:
        """A refresh token for the client of `client_secrets`."""
        with self._dispatcher.lock:
            state = self._dispatcher.state
            self._dispatcher.dirty = True
            return oauth.new_refresh_token(state, state.user(email).email, frozenset(scopes))

    def authorized_user(self, email: str, scopes: Iterable[str] = PRODUCT_SCOPES) -> Json:
        """What `Credentials.from_authorized_user_info` takes; the bearer lives 3599 s."""
        scopes = list(scopes)
        return {
            "type": "authorized_user",
            "token": self.access_token(email, scopes, lifetime=oauth.LIFETIME),
            "refresh_token": self.refresh_token(email, scopes),
            "token_uri": self.root_url + "token",
            "client_id": oauth.CLIENT_ID,
            "client_secret": oauth.CLIENT_SECRET,
            "scopes": scopes,
            "universe_domain": "googleapis.com",
        }

    def client_secrets(self) -> Json:
        """What `InstalledAppFlow.from_client_config` takes.

        The token address is plain HTTP: oauthlib wants OAUTHLIB_INSECURE_TRANSPORT=1.
        """
        return {
            "installed": {
                "client_id": oauth.CLIENT_ID,
                "client_secret": oauth.CLIENT_SECRET,
                "project_id": "local-google",
                "auth_uri": self.root_url + "o/oauth2/auth",
                "token_uri": self.root_url + "token",
                "redirect_uris": ["http://localhost"],
            }
        }

    def revoke(self, email: str) -> None:
        """Let all tokens of the user die: invalid_grant on refresh, 401 on a bearer."""
        with self._dispatcher.lock:
            self._dispatcher.dirty = True
            oauth.revoke(self._dispatcher.state, self._dispatcher.state.user(email).email)

    # --- what people do without a program ---

    def view(self, file_id: str, email: str) -> None:
        """The user looks at a file, which makes an entry in his feed of changes."""
        dispatcher = self._dispatcher
        with dispatcher.lock:
            dispatcher.dirty = True
            tree = dispatcher.state.tree
            user = dispatcher.state.user(email)
            tree.view(tree.files[file_id], user.email, dispatcher.clock())

    def mailbox(self, email: str) -> list[MailRecord]:
        """All messages of the user but drafts, oldest first."""
        with self._dispatcher.lock:
            return self._dispatcher.state.user(email).mailbox.records()

    def sent(self, email: str) -> list[MailRecord]:
        """The messages the user has sent, oldest first."""
        return [record for record in self.mailbox(email) if "SENT" in record.labels]

    # --- settings ---

    @property
    def daily_send_limit(self) -> int:
        """Mails a user may send in 24 hours of the clock."""
        return self._dispatcher.state.daily_send_limit

    @daily_send_limit.setter
    def daily_send_limit(self, limit: int) -> None:
        self._dispatcher.state.daily_send_limit = limit

    @property
    def descendant_entries(self) -> bool:
        """Whether files below a trashed, moved or unshared folder get entries of their own."""
        return self._dispatcher.state.tree.descendant_entries

    @descendant_entries.setter
    def descendant_entries(self, value: bool) -> None:
        self._dispatcher.state.tree.descendant_entries = value


class _Server(ThreadingHTTPServer):
    """Remembers its connections, so that stopping ends them all."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], handler: type["_Handler"], dispatcher: Dispatcher) -> None:
        super().__init__(address, handler)
        self.dispatcher = dispatcher
        self.connections: set[Any] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.connections.discard(request)
        super().shutdown_request(request)

    def drop_connections(self) -> None:
        for connection in list(self.connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is no news; a bug of ours is."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """One connection, kept alive."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def _serve(self) -> None:
        headers = {name.lower(): text for name, text in self.headers.items()}
        path, _, query = self.path.partition("?")
        pairs = parse_qsl(query, keep_blank_values=True) if query else []
        request = Request(self.command, path, pairs, headers, self._read_body(headers))
        try:
            self._send(self.server.dispatcher.answer(request))
        except DroppedError:
            self._drop()

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815  # named by the stdlib

    def _read_body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding", "").lower() != "chunked":
            return self.rfile.read(int(headers.get("content-length") or 0))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass  # trailers
        return body

    def _send(self, response: Response) -> None:
        date = self.server.dispatcher.clock() + response.skew
        try:
            phrase = HTTPStatus(response.status).phrase
        except ValueError:
            phrase = "Client Closed Request"
        lines = [
            f"HTTP/1.1 {response.status} {phrase}",
            f"Date: {format_datetime(date.astimezone(UTC), usegmt=True)}",
            "Server: ESF",
            *(f"{name}: {text}" for name, text in response.headers.items()),
        ]
        if response.mime_type:
            lines.append(f"Content-Type: {response.mime_type}")
        if response.status != 204:
            lines.append(f"Content-Length: {response.length}")
        head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")
        if response.cut:
            self.wfile.write(head + response.body[: len(response.body) // 2])
            self._drop()
        elif response.file:
            self.wfile.write(head)
            self._send_file(*response.file)
        else:
            self.wfile.write(head + response.body)  # in one packet

    def _send_file(self, path: Path, first: int, end: int) -> None:
        with path.open("rb") as source:
            source.seek(first)
            while first < end:
                data = source.read(min(CHUNK, end - first))
                self.wfile.write(data)
                first += len(data)

    def _drop(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # named by the stdlib
        """The dispatcher keeps the log."""
