"""The words this package speaks in: files and folders as Drive tells them, and what we find about them.

Everything here is frozen data without behaviour that reaches outside; every other module builds or reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from drive_sync.names.folder_names import EventName

FOLDER = "application/vnd.google-apps.folder"
SHORTCUT = "application/vnd.google-apps.shortcut"


class Severity(StrEnum):
    """How much a finding weighs: only what is certain *and* fixable blocks (design, section 4)."""

    BLOCKING = "blocking"
    ADVICE = "advice"


class Verdict(StrEnum):
    """What we say of an event folder."""

    ACCEPTED = "accepted"
    NEEDS_WORK = "needs-work"
    UNKNOWN = "unknown"
    IGNORED = "ignored"


class Contents(StrEnum):
    """What a look into a file's own bytes showed; most files are never opened, their metadata is believed."""

    UNOPENED = "unopened"
    MEDIA = "media"
    FOREIGN = "foreign"
    """Certainly no photo and no film, whatever its name says."""
    UNREAD = "unread"
    """Perhaps cut short, perhaps of a kind we cannot read: nothing is held against it."""


class Sharing(StrEnum):
    """Whether the superior office can open a folder, as far as its permissions show."""

    SHARED = "shared"
    NOT_SHARED = "not-shared"
    PUBLIC = "public"
    """Anyone who has the link can open it."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a thumbnail looks: 256 bits of light and dark, sharpness (None when too small to say), brightness 0-255."""

    fingerprint: int
    sharpness: float | None
    brightness: int


@dataclass(frozen=True, slots=True)
class DriveFile:
    """One file or folder as Drive's metadata tells it; sizes in bytes and pixels, times in UTC.

    `trashed` is its own state (Drive's `explicitlyTrashed`): what lies in a trashed folder is found by looking up,
    so a restored folder brings its files back without a word from Drive about each. `version` grows with every
    change on the server (Drive API, files resource) and only orders what was heard; it is no fact of the file.
    `width`, `height`, `camera`, `taken_at` and `seconds` are None where Drive has not (yet) said them:
    `videoMediaMetadata` "may not be available immediately upon upload" (Drive API, files resource). `description` is
    what people wrote about a folder, `target` the id of what a shortcut leads to, fixed when it was made.
    """

    id: str
    name: str
    mime_type: str
    parent: str | None = None
    created: datetime | None = None
    size: int | None = None
    md5: str | None = None
    owner: str | None = None
    trashed: bool = False
    width: int | None = None
    height: int | None = None
    camera: str | None = None
    taken_at: str | None = None
    seconds: float | None = None
    description: str | None = None
    target: str | None = None
    version: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture in an event folder; sizes in bytes and pixels.

    `part` is the sub-folder it lies in, `format` what its bytes are ("jpeg", "heic"; empty while unopened), `place`
    latitude and longitude in degrees, `signs` what its header tells of its making ("FBMD", "progressive", "q75").
    """

    file_id: str
    name: str
    size: int | None = None
    md5: str | None = None
    width: int | None = None
    height: int | None = None
    camera: str | None = None
    taken_at: str | None = None
    part: str = ""
    format: str = ""
    place: tuple[float, float] | None = None
    signs: tuple[str, ...] = ()
    look: Look | None = None
    contents: Contents = Contents.UNOPENED

    @property
    def counts(self) -> bool:
        """Whether it may count as one of the photos: not an upload of 0 bytes, not another kind of file."""
        return self.size != 0 and self.contents is not Contents.FOREIGN


@dataclass(frozen=True, slots=True)
class Video:
    """A film in an event folder; `width` and `height` in pixels as Drive gives them, whatever the rotation.

    `format` is what its bytes are ("mp4", "mov", "mkv"; empty while unopened), `codec` how its pictures are packed
    ("AVC", "HEVC"), `rotation` how many degrees clockwise a player must turn it.
    """

    file_id: str
    name: str
    mime_type: str
    size: int | None = None
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    part: str = ""
    format: str = ""
    codec: str = ""
    rotation: int = 0
    contents: Contents = Contents.UNOPENED

    @property
    def short_side(self) -> int | None:
        """The smaller of width and height in pixels, None while unknown; rotation does not change it."""
        if self.width is None or self.height is None:
            return None
        return min(self.width, self.height)


@dataclass(frozen=True, slots=True)
class EventFolder:
    """A folder that tells of one event, with all the media in it and in its parts ("Ảnh", "1_ToanCanh").

    `archives` and `shortcuts` are names of things that are no media though people meant some; `followed` are those of
    the shortcuts that count, since they lead to a photo or film that we see; `parts` are the names of the folders
    directly in it. `loose` marks a root or container that holds media outside any event folder.
    """

    id: str
    name: str
    event_name: EventName
    photos: tuple[Photo, ...] = ()
    videos: tuple[Video, ...] = ()
    others: tuple[str, ...] = ()
    uploader: str | None = None
    sharing: Sharing | None = None
    """None where the permissions cannot be seen; only those who may share see them."""
    archives: tuple[str, ...] = ()
    shortcuts: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault found in one folder: a rule's code and the data of its sentences; the words are the rule's."""

    code: str
    severity: Severity
    file_id: str = ""
    file: str = ""
    data: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def identity(self) -> tuple[str, str]:
        """What makes it the same finding tomorrow: the rule and the file, not the numbers in it."""
        return self.code, self.file_id


@dataclass(frozen=True, slots=True)
class KnownFolder:
    """An event folder as we remember it.

    `round` counts the settled verdicts that differed; `changed_at` is when we saw people change it last;
    `happened_on` is the day most of its photos were taken;
    `before_start` marks folders older than the school's start, or told about already as a part of another: shown,
    never mailed about;
    `card` holds what is known of the event by question (`event_card`), in the words of its sources;
    `gone_reason` is "deleted" (or no longer shared), "trashed", "moved-out", "inside-another" or "only-groups";
    `inherits_from` is the folder of which this one is the re-upload or was a part, None for most;
    `closer_look_at` is from when on its files are worth a closer look, None when they are not.
    """

    school: str
    folder_id: str
    root: str
    name: str
    created: datetime | None
    first_seen: datetime
    changed_at: datetime
    people_mark: str
    facts_mark: str
    judged_mark: str | None = None
    judged_at: datetime | None = None
    verdict: Verdict = Verdict.UNKNOWN
    verdict_mark: str | None = None
    round: int = 0
    uploader: str | None = None
    photos: int = 0
    videos: int = 0
    happened_on: date | None = None
    card: Mapping[str, str] = field(default_factory=dict)
    gone_at: datetime | None = None
    gone_reason: str = ""
    inherits_from: str | None = None
    before_start: bool = False
    closer_look_at: datetime | None = None

    @property
    def is_doubtful(self) -> bool:
        """Whether it was judged and nobody can say all the same: what counts could not be read."""
        return self.verdict is Verdict.UNKNOWN and self.judged_mark is not None

    @property
    def link(self) -> str:
        """Where a person opens it."""
        return link_to_folder(self.folder_id)


def link_to_folder(folder_id: str) -> str:
    """Where a person opens a folder of Drive."""
    return f"https://drive.google.com/drive/folders/{folder_id}"
