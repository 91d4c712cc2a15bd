"""The one place that names the real clock and the real Google, and builds everything from the configuration.

All else receives them: a test or the demo builds the same world with another clock and another root.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPException
from urllib.request import urlopen

import sqlalchemy as sa

from drive_sync.media.probe import Probe
from drive_sync.text import one_line
from service.accounts import credentials_of, permission_given_at
from service.config import Config
from service.database import open_database
from service.google import Connection

log = logging.getLogger(__name__)

_PING_SECONDS = 60
_PING_TIMEOUT_SECONDS = 10


def real_clock() -> datetime:
    """The computer's time, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that reads the clock


def monotonic_seconds() -> float:
    """Seconds that no clock setting moves."""
    return time.monotonic()


@dataclass
class World:
    """The configuration, the database, the clock and the accounts' connections."""

    config: Config
    engine: sa.Engine
    now: Callable[[], datetime] = real_clock
    probe: Probe = field(default_factory=Probe)
    """Reads what is inside of files; its child process starts with the first of them."""
    _connections: dict[str, tuple[int, Connection]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _said_alive: float | None = None

    @classmethod
    def of(cls, config: Config, now: Callable[[], datetime] = real_clock) -> "World":
        """The world of a configuration; opens the database."""
        return cls(config, open_database(config.url), now)

    def connection(self, account: str) -> Connection:
        """The way to Google of an account; made once, and anew when its permission was given again.

        Raises:
            NoPermission: the account has not logged in.
        """
        with self._lock:
            given_at = permission_given_at(self.config.state_dir, account)
            known = self._connections.get(account)
            if known is not None and known[0] == given_at:
                return known[1]
            if known is not None:
                known[1].close()
            credentials = credentials_of(self.config.state_dir, account)
            google = self.config.google
            connection = Connection(credentials, google.root_url, google.timeout_seconds)
            self._connections[account] = given_at, connection
            return connection

    def tell_operator(self, title: str, text: str) -> bool:
        """Tells the operator over the configured channels; without any, the log is the channel."""
        if not self.config.alerts.urls:
            return True
        from apprise import Apprise  # noqa: PLC0415 - heavy, and trouble is rare

        channels = Apprise()
        for url in self.config.alerts.urls:
            channels.add(url)
        return bool(channels.notify(body=text, title=title))

    def say_alive(self) -> None:
        """Calls the address that watches whether this program runs, at most once a minute; a failure is only logged."""
        url, moment = self.config.alerts.ping_url, monotonic_seconds()
        with self._lock:
            if not url or (self._said_alive is not None and moment - self._said_alive < _PING_SECONDS):
                return
            self._said_alive = moment
        try:
            urlopen(url, timeout=_PING_TIMEOUT_SECONDS).close()  # noqa: S310 - the configuration takes web addresses only
        except (OSError, HTTPException) as error:
            log.warning("ping failed", extra={"action": "ping-failed", "reason": one_line(str(error))})

    def close(self) -> None:
        """Ends all connections, to Google and to the database."""
        for _, connection in self._connections.values():
            connection.close()
        self.probe.close()
        self.engine.dispose()
