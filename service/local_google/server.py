"""The local Google as tests, the demo and the command line use it: people, tokens, faults, what happened."""

import pickle
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from service.local_google import oauth
from service.local_google.dispatch import Dispatcher
from service.local_google.errors import Json
from service.local_google.http_server import Server
from service.local_google.mail import MailRecord
from service.local_google.state import State, Store

PRODUCT_SCOPES = tuple(
    f"https://www.googleapis.com/auth/{name}"
    for name in ("drive", "spreadsheets", "gmail.compose", "gmail.readonly", "gmail.modify")
)
SAVE_EVERY = 5.0  # seconds, when the state is kept on disk


def real_clock() -> datetime:
    """The time of the machine."""
    return datetime.now(UTC)  # of another world than ours


class LocalGoogle:
    """Drive v3, Sheets v4, Gmail v1 and OAuth 2 for programs on this machine.

    `clock` gives the time of this world, also the Date of every answer. `strict` refuses what the
    discovery documents do not know (see `refusals`) and judges our own answers; without it,
    `forgiven` says what real Google would have let pass. `state_dir` keeps everything from run to
    run. `video_processing` is how long videos stay without size and length.

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
        self.faults = self._dispatcher.faults
        self.calls = self._dispatcher.calls
        self.refusals = self._dispatcher.refusals
        self.forgiven = self._dispatcher.forgiven
        self.log = self._dispatcher.log
        self.calls_per_minute = self._dispatcher.calls_per_minute
        self._port = port
        self._server: Server | None = None
        self._stopped = threading.Event()
        self._saver: threading.Thread | None = None

    # --- running ---

    def start(self) -> Self:
        """Listen on 127.0.0.1 and answer in threads of its own."""
        self._server = Server(self._port, self._dispatcher)
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

    @contextmanager
    def _changing(self) -> Iterator[tuple[State, datetime]]:
        """The state, locked and to be saved afterwards, and the time."""
        with self._dispatcher.lock:
            self._dispatcher.dirty = True
            yield self._dispatcher.state, self._dispatcher.clock()

    # --- people and their tokens ---

    def add_user(self, email: str, name: str = "", storage_limit: int = 15 * 2**30) -> None:
        """A Google account with its own Drive and mailbox; adding it again changes nothing."""
        with self._changing() as (state, now):
            state.add_user(email, name, storage_limit, now)

    def add_shared_drive(self, name: str, members: dict[str, str]) -> str:
        """Id of a new shared drive; `members` are addresses of users and their roles."""
        with self._changing() as (state, now):
            grants = {state.user(email).permission_id: (email.lower(), role) for email, role in members.items()}
            drive_id = state.new_id(19, "0A")
            state.tree.add_shared_drive(drive_id, name, grants, now)
        return drive_id

    def access_token(
        self, email: str, scopes: Iterable[str] = PRODUCT_SCOPES, *, lifetime: timedelta | None = None
    ) -> str:
        """A bearer ready to use; without `lifetime` it lives until it is revoked."""
        with self._changing() as (state, now):
            expires = now + lifetime if lifetime else None
            return oauth.new_access_token(state, state.user(email).email, frozenset(scopes), expires)

    def refresh_token(self, email: str, scopes: Iterable[str] = PRODUCT_SCOPES) -> str:
        """A refresh token for the client of `client_secrets`."""
        with self._changing() as (state, _):
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
        with self._changing() as (state, _):
            oauth.revoke(state, state.user(email).email)

    # --- what people do without a program ---

    def view(self, file_id: str, email: str) -> None:
        """The user looks at a file, which makes an entry in his feed of changes."""
        with self._changing() as (state, now):
            state.tree.view(state.tree.files[file_id], state.user(email).email, now)

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
    def lagging(self) -> set[str]:
        """Ids of files that only the listing of their folder shows yet; add to it, take away from it."""
        return self._dispatcher.state.tree.lagging

    @property
    def descendant_entries(self) -> bool:
        """Whether files below a trashed, moved or unshared folder get entries of their own."""
        return self._dispatcher.state.tree.descendant_entries

    @descendant_entries.setter
    def descendant_entries(self, value: bool) -> None:
        self._dispatcher.state.tree.descendant_entries = value
