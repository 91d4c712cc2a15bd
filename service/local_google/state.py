"""Everything the local Google remembers: users, tokens, Drives, spreadsheets, mailboxes.

One lock guards it all (server.py takes it). File bytes lie apart, one file per content, so they
are read outside the lock.
"""

import os
import pickle
import random
import shutil
import string
import tempfile
import weakref
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from service.local_google.grid import Spreadsheet
from service.local_google.mail import Mailbox
from service.local_google.media import Blobs
from service.local_google.tree import Tree

FILE_ALPHABET = string.ascii_letters + string.digits + "-_"


@dataclass(eq=False)
class User:
    """A Google account with a Drive and a mailbox."""

    email: str
    name: str
    storage_limit: int
    root_id: str
    permission_id: str
    mailbox: Mailbox = field(default_factory=Mailbox)

    def resource(self, viewer: str) -> dict[str, Any]:
        """Drive's `User`."""
        return {
            "kind": "drive#user",
            "displayName": self.name,
            "me": self.email == viewer,
            "permissionId": self.permission_id,
            "emailAddress": self.email,
        }


@dataclass(frozen=True)
class Token:
    """An access token (`expires` set or not), a refresh token, or a code on its way to one."""

    email: str
    scopes: frozenset[str]
    expires: datetime | None = None
    challenge: str = ""
    redirect_uri: str = ""


@dataclass
class State:
    """The world of one local Google."""

    users: dict[str, User] = field(default_factory=dict)
    tree: Tree = field(default_factory=Tree)
    spreadsheets: dict[str, Spreadsheet] = field(default_factory=dict)
    access_tokens: dict[str, Token] = field(default_factory=dict)
    refresh_tokens: dict[str, Token] = field(default_factory=dict)
    codes: dict[str, Token] = field(default_factory=dict)
    uploads: dict[str, Any] = field(default_factory=dict)
    listings: dict[str, list[str]] = field(default_factory=dict)
    daily_send_limit: int = 500
    chance: random.Random = field(default_factory=lambda: random.Random("Tin Trường"))  # noqa: S311  # ids repeat from run to run

    def new_id(self, length: int, prefix: str = "", alphabet: str = FILE_ALPHABET) -> str:
        """An id nobody has; the same ones in the same order in every run."""
        return prefix + "".join(self.chance.choices(alphabet, k=length - len(prefix)))

    def user(self, email: str) -> User:
        """The user of this address; KeyError says who is missing."""
        return self.users[email.strip().lower()]

    def add_user(self, email: str, name: str, storage_limit: int, now: datetime) -> User:
        """A new user, or the one there is."""
        email = email.strip().lower()
        if email not in self.users:
            root_id = self.new_id(19, "0A", string.ascii_letters + string.digits)
            permission_id = self.new_id(20, "1", string.digits)
            user = User(email, name or email.split("@")[0], storage_limit, root_id, permission_id)
            self.users[email] = user
            self.tree.add_root(root_id, email, permission_id, now)
        return self.users[email]


def bearer(state: State, token: str, now: datetime) -> Token | None:
    """What this access token may do; None if it may nothing (any more)."""
    found = state.access_tokens.get(token)
    if found is None or (found.expires and found.expires <= now):
        return None
    return found


class Store:
    """Where the state lives between runs: `state.pickle` and `blobs/` in one folder."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder or Path(tempfile.mkdtemp(prefix="local-google-"))
        self.folder.mkdir(parents=True, exist_ok=True)
        if folder is None:
            weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self.blobs = Blobs(self.folder / "blobs")
        self.keeps = folder is not None

    def load(self) -> State:
        """The state as it was saved, or a new one."""
        path = self.folder / "state.pickle"
        if not path.exists():
            return State()
        state = pickle.loads(path.read_bytes())  # noqa: S301  # our own file in the user's folder
        if not isinstance(state, State):
            raise TypeError(f"{path} holds no state of a local Google; delete it to start anew")
        return state

    def save(self, data: bytes) -> None:
        """Write a pickled state so that a crash leaves the old one or the new one."""
        path = self.folder / "state.pickle"
        partial = path.with_suffix(f".{os.getpid()}.partial")
        partial.write_bytes(data)
        partial.replace(path)
