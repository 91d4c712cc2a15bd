"""What a handler gets and what it gives; how a call becomes one, also over several requests.

The dispatcher has checked the request against the discovery document before a handler sees it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from service.local_google.discovery import Method
from service.local_google.errors import ApiError, Json, file_not_found, invalid, no_permission
from service.local_google.fields import Mask
from service.local_google.files import RANK, File
from service.local_google.media import Blobs, Content
from service.local_google.state import State, Token, User
from service.local_google.tree import Tree

RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+|\*)")


@dataclass(frozen=True)
class Upload:
    """Bytes that came with a request. `content` is set for Drive, where they are kept."""

    mime_type: str
    data: bytes
    content: Content | None = None


@dataclass(frozen=True)
class Asked:
    """A method, its parameters and body, all judged good, and the grant of who asks."""

    method_id: str
    parameters: Json
    body: Json
    grant: Token


@dataclass(frozen=True)
class Call:
    """One checked call of one method by one user."""

    state: State
    blobs: Blobs
    user: User
    method: Method
    parameters: Json
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

    @property
    def tree(self) -> Tree:
        """All files."""
        return self.state.tree

    def rank(self, file: File) -> int:
        """What the user may do with a file."""
        return self.tree.role(self.user.email, file)

    def file(self, file_id: str, needed: str = "reader") -> File:
        """The file, if the user may do with it what is needed; 404 hides what he may not see."""
        file = self.tree.files.get(self.user.root_id if file_id == "root" else file_id)
        rank = self.rank(file) if file else 0
        if file is None or not rank or (file.drive and not self["supportsAllDrives"]):
            raise file_not_found(file_id)
        if rank < RANK[needed]:
            raise no_permission()
        return file


@dataclass(frozen=True)
class Download:
    """An answer that is bytes: in a file, so that it can be read in ranges outside the lock."""

    mime_type: str
    source: Path | bytes


Answer = Json | Download | None  # None: 204, no content
Handler = Callable[[Call], Answer]


@dataclass
class Session:
    """A resumable upload under way: the call it will become and the bytes so far.

    https://developers.google.com/workspace/drive/api/guides/manage-uploads#resumable
    """

    asked: Asked
    mime_type: str
    data: bytearray = field(default_factory=bytearray)
    answer: bytes | None = None  # once complete; asked for again after a lost answer

    def receive(self, content_range: str, data: bytes) -> bool:
        """Take a chunk, or a question (`bytes */N`); whether all bytes are here now."""
        if not content_range:
            self.data[:] = data
            return True
        match = RANGE.fullmatch(content_range)
        if not match:
            raise invalid("Failed to parse Content-Range header.", reason="badRequest")
        first, last, total = match.groups()
        if first is not None:
            if int(last) - int(first) + 1 != len(data):
                raise invalid("The Content-Range does not fit the body.", reason="badRequest")
            if int(first) > len(self.data):
                raise ApiError(503, "backendError", "A chunk before this one is missing.")
            self.data[int(first) :] = data
        return total != "*" and len(self.data) >= int(total)
