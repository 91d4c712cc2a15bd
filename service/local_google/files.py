"""A file of Drive, and one grant on it, as they are kept."""

from dataclasses import dataclass, field
from datetime import datetime

from service.local_google.media import Content

FOLDER = "application/vnd.google-apps.folder"
SHORTCUT = "application/vnd.google-apps.shortcut"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
DOCUMENT = "application/vnd.google-apps.document"
ROLES = ("", "reader", "commenter", "writer", "fileOrganizer", "organizer", "owner")
RANK = {role: rank for rank, role in enumerate(ROLES)}


@dataclass(slots=True)
class Permission:
    """One grant on one file. `kind` is user, group, domain or anyone."""

    id: str
    kind: str
    role: str
    target: str = ""  # address or domain, lower case
    discoverable: bool = False

    @property
    def inherited_role(self) -> str:
        """What it gives below: the owner of a folder writes what others put there."""
        return "writer" if self.role == "owner" else self.role

    def reaches(self, email: str, *, by_link: bool) -> bool:
        """Whether the grant is for this user."""
        if self.kind == "anyone":
            return by_link or self.discoverable
        if self.kind == "domain":
            return email.endswith("@" + self.target)
        return self.target == email


@dataclass(slots=True)
class File:
    """A file, folder, shortcut or Google document."""

    id: str
    name: str
    mime_type: str
    owner: str
    parent: str
    created: datetime
    modified: datetime
    modifier: str
    permissions: dict[str, Permission]
    drive: str = ""  # the shared drive it lives in
    content: Content | None = None
    video_ready: datetime | None = None
    trashed: bool = False  # itself; children of a trashed folder are asked through the tree
    changed: int = 0  # its place in the log
    version: int = 1
    original_name: str = ""
    description: str = ""
    shortcut_target: str = ""
    shortcut_target_type: str = ""
    color: str = ""
    restricted_copy: bool = False
    writers_share: bool = True
    properties: dict[str, str] = field(default_factory=dict)
    app_properties: dict[str, str] = field(default_factory=dict)
    starred: set[str] = field(default_factory=set)
    viewed: dict[str, datetime] = field(default_factory=dict)
    shared_with: dict[str, tuple[datetime, str]] = field(default_factory=dict)  # when, by whom
