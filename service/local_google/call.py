"""What a handler gets and what it gives.

The server has checked the request against the discovery document before a handler sees it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from service.local_google.discovery import Method
from service.local_google.errors import Json
from service.local_google.fields import Mask
from service.local_google.media import Blobs, Content
from service.local_google.state import State, Token, User


@dataclass(frozen=True)
class Upload:
    """Bytes that came with a request. `content` is set for Drive, where they are kept."""

    mime_type: str
    data: bytes
    content: Content | None = None


@dataclass(frozen=True)
class Asked:
    """A call before its parameters are read; a resumable upload keeps it until all bytes are here."""

    grant: Token
    method_id: str
    in_path: dict[str, str]
    query: list[tuple[str, str]]
    body: Json


@dataclass(frozen=True)
class Call:
    """One checked call of one method by one user."""

    state: State
    blobs: Blobs
    user: User
    method: Method
    parameters: dict[str, Any]
    body: Json
    upload: Upload | None
    mask: Mask  # empty: no `fields` was given
    now: datetime
    scopes: frozenset[str]
    root_url: str
    video_processing: timedelta

    def __getitem__(self, name: str) -> Any:
        """A parameter: its value, its default, or None."""
        return self.parameters.get(name)


@dataclass(frozen=True)
class Download:
    """An answer that is bytes: in a file, so that it can be read in ranges outside the lock."""

    mime_type: str
    source: Path | bytes


Answer = Json | Download | None  # None: 204, no content
Handler = Callable[[Call], Answer]
