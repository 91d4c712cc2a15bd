"""The files of all users: who sees what, and the log of changes.

The log knows which file changed when; a feed shows the present state of what changed, once,
oldest first. https://developers.google.com/workspace/drive/api/guides/about-changes
"""

import heapq
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from service.local_google.errors import Json
from service.local_google.files import FOLDER, RANK, File, Permission
from service.local_google.media import Content


@dataclass(slots=True, frozen=True)
class Entry:
    """One line of the log; with an audience it concerns one user only."""

    sequence: int
    file_id: str
    time: datetime
    audience: str = ""


@dataclass
class Tree:
    """All files by id, by parent, and by time of change."""

    files: dict[str, File] = field(default_factory=dict)
    children: dict[str, dict[str, None]] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)  # email → root folder
    drives: dict[str, Json] = field(default_factory=dict)  # shared drives
    usage: dict[str, int] = field(default_factory=dict)  # email → bytes
    log: list[Entry] = field(default_factory=list)
    personal: dict[str, dict[str, int]] = field(default_factory=dict)  # email → file → sequence
    sequence: int = 1001
    processing: list[tuple[datetime, str]] = field(default_factory=list)  # videos, soonest first
    # Whether descendants of a trashed, moved, deleted or unshared folder get their own entries:
    # Google does not promise it, nobody measured it.
    descendant_entries: bool = False
    # Files that no listing shows yet, but the one of their folder: Google's lists may lag.
    lagging: set[str] = field(default_factory=set)

    def add_root(self, file_id: str, email: str, permission_id: str, now: datetime) -> None:
        """The "My Drive" of a new user."""
        owner = Permission(permission_id, "user", "owner", email)
        root = File(file_id, "My Drive", FOLDER, email, "", now, now, email, {owner.id: owner})
        self.files[file_id] = root
        self.roots[email] = file_id

    def add_shared_drive(self, drive_id: str, name: str, members: dict[str, tuple[str, str]], now: datetime) -> None:
        """A shared drive; `members`: permission id → address and role."""
        grants = {id_: Permission(id_, "user", role, email) for id_, (email, role) in members.items()}
        self.files[drive_id] = File(drive_id, name, FOLDER, "", "", now, now, "", grants, drive_id)
        self.drives[drive_id] = {"kind": "drive#drive", "id": drive_id, "name": name}

    # --- who sees what ---

    def upwards(self, file: File) -> Iterator[File]:
        """The file and the folders above it."""
        step: File | None = file
        while step:
            yield step
            step = self.files.get(step.parent)

    def role(self, email: str, file: File, *, by_link: bool = True) -> int:
        """Rank of what the user may do with the file; 0: he does not know it exists."""
        if file.owner == email:
            return RANK["owner"]
        best = 0
        for step in self.upwards(file):
            for permission in step.permissions.values():
                if permission.reaches(email, by_link=by_link):
                    best = max(best, RANK[permission.role if step is file else permission.inherited_role])
        return best

    def sees(self, email: str, file: File) -> bool:
        """Whether lists and feeds show the file: others do not see the owner's trash."""
        if file.owner == email:
            return True
        return self.role(email, file, by_link=False) > 0 and not self.is_trashed(file)

    def is_trashed(self, file: File) -> bool:
        """Itself or through a folder above."""
        return any(step.trashed for step in self.upwards(file))

    def sight(self, file: File) -> dict[str, set[str]]:
        """Who sees the file: to be remembered before a change of access and given to `touch`."""
        files = [file, *self.descendants(file)] if self.descendant_entries else [file]
        return {item.id: {email for email in self.roots if self.sees(email, item)} for item in files}

    def grants(self, file: File) -> dict[str, Permission]:
        """Own and inherited permissions by id, the stronger of two winning."""
        found = dict(file.permissions)
        for step in self.upwards(file):
            for permission in step.permissions.values():
                held = found.get(permission.id)
                if held is None or RANK[held.role] < RANK[permission.inherited_role]:
                    found[permission.id] = replace(permission, role=permission.inherited_role)
        return found

    # --- changing ---

    def add(self, file: File, now: datetime) -> None:
        """A new file."""
        self.files[file.id] = file
        self.children.setdefault(file.parent, {})[file.id] = None
        self.touch(file, now)

    def set_content(self, file: File, content: Content, video_ready: datetime) -> None:
        """The bytes of a file; a video's size and length appear only at `video_ready`."""
        before = file.content.size if file.content else 0
        self.usage[file.owner] = self.usage.get(file.owner, 0) + content.size - before
        file.content, file.video_ready = content, video_ready
        if content.video:
            heapq.heappush(self.processing, (video_ready, file.id))

    def settle(self, now: datetime) -> None:
        """Make the entries of the videos whose processing has ended by now."""
        while self.processing and self.processing[0][0] <= now:
            ready, file_id = heapq.heappop(self.processing)
            file = self.files.get(file_id)
            if file and file.video_ready == ready:
                self.touch(file, ready)

    def move(self, file: File, parent: str, now: datetime) -> None:
        """Into another folder; who loses sight of it gets a tombstone."""
        before = self.sight(file)
        self.children[file.parent].pop(file.id, None)
        file.parent = parent
        self.children.setdefault(parent, {})[file.id] = None
        self.touch(file, now, before=before)

    def delete(self, file: File, now: datetime) -> None:
        """For ever, with what its owner has inside; files of others go to their own roots."""
        gone, before = [file], self.sight(file)
        for inner in list(self.descendants(file)):
            if inner.owner == file.owner or inner.drive:
                gone.append(inner)
            else:
                self.move(inner, self.roots[inner.owner], now)
        for item in gone:
            for email in before.get(item.id, ()):
                self._note(item.id, now, email)
        for item in gone:
            self.files.pop(item.id)
            self.children.get(item.parent, {}).pop(item.id, None)
            self.children.pop(item.id, None)
            if item.content:
                self.usage[item.owner] -= item.content.size

    def descendants(self, file: File) -> Iterator[File]:
        """Everything below a folder."""
        for file_id in list(self.children.get(file.id, ())):
            inner = self.files[file_id]
            yield inner
            yield from self.descendants(inner)

    def touch(self, file: File, now: datetime, *, before: dict[str, set[str]] | None = None) -> None:
        """Log a change. `before` is the `sight` before a change of access: who lost it is told."""
        file.version += 1
        file.changed = self._note(file.id, now)
        for file_id, emails in (before or {}).items():
            item = self.files[file_id]
            if item is not file:
                item.changed = self._note(file_id, now)
            for email in emails - {email for email in self.roots if self.sees(email, item)}:
                self._note(file_id, now, email)

    def view(self, file: File, email: str, now: datetime) -> None:
        """Looking at a file makes an entry in the looker's feed."""
        file.viewed[email] = now
        self._note(file.id, now, email)

    def _note(self, file_id: str, now: datetime, audience: str = "") -> int:
        # Tokens have gaps, the same in every run. No entry has a multiple of five: see `feed`.
        self.sequence += 1 + self.sequence * 2_654_435_761 % 2**32 // 2**30
        if self.sequence % 5 == 0:
            self.sequence += 1
        self.log.append(Entry(self.sequence, file_id, now, audience))
        if audience:
            self.personal.setdefault(audience, {})[file_id] = self.sequence
        return self.sequence

    # --- the feed ---

    def feed(self, email: str, token: int, size: int) -> tuple[list[Entry], int, bool]:
        """Entries of one page in the user's feed, the token after it, and whether it is the last.

        A page holds `size` lines of the log, fewer once coalesced and cut to what the user sees:
        an empty page with a next token is legal. To make clients live with it, a page that
        starts at a multiple of five is always empty, unless it is the last.
        """
        position = bisect_left(self.log, token, key=lambda entry: entry.sequence)
        if position == len(self.log):
            return [], self.sequence + 1, True
        if token % 5 == 0:
            return [], token + 1, False
        page: list[Entry] = []
        scanned = 0
        while position < len(self.log) and scanned < size:
            entry = self.log[position]
            position += 1
            if entry.audience in ("", email):
                scanned += 1
                if self._is_current(entry, email):
                    page.append(entry)
        if position == len(self.log):
            return page, self.sequence + 1, True
        return page, self.log[position - 1].sequence + 1, False

    def _is_current(self, entry: Entry, email: str) -> bool:
        file = self.files.get(entry.file_id)
        latest = self.personal.get(email, {}).get(entry.file_id, 0)
        if file and self.sees(email, file):  # changes after a tombstone are not this user's to hear of
            latest = max(latest, file.changed)
        if entry.sequence != latest:
            return False
        return bool(entry.audience) or (file is not None and self.sees(email, file))
