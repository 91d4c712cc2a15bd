"""Which files of a judged folder are worth a closer look, for what, and from when on?

Drive's metadata comes first and is free. What it is silent about is read by ranges; how a photo looks is told from
its thumbnail; a small paper beside the photos may say what happened. Each version of a file is asked about once; what
Google refused is asked for again on later days, a few times.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from drive_sync.descriptions import READABLE
from drive_sync.facts import Contents, DriveFile, EventFolder, Photo, Video
from drive_sync.media.media_facts import MediaFacts, needs_opening
from drive_sync.media.media_types import ending

DOCUMENT = "application/vnd.google-apps.document"
_MOST_FAILURES = 3
_AGAIN_AFTER = timedelta(days=1)
_MOST_PAPERS = 3
_LARGEST_PAPER = 4 * 2**20


class Ask(StrEnum):
    """What is asked for: ranges of the file, Drive's small picture of it, the text of a paper."""

    RANGES = "ranges"
    THUMBNAIL = "thumbnail"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class CloserLook:
    """What a look into one version of a file has shown.

    `contents` says which version (`version_of`), `failures` how often Google refused something so far;
    `description` holds what a paper tells about the event.
    """

    file_id: str
    contents: str
    asked_at: datetime
    failures: int = 0
    facts: MediaFacts = field(default_factory=lambda: MediaFacts(Contents.UNOPENED))
    description: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A file that is worth a closer look; `due_at` is None when that may be at once, `failures` counts those so far."""

    file: DriveFile
    asks: frozenset[Ask]
    due_at: datetime | None = None
    failures: int = 0

    def is_due(self, now: datetime) -> bool:
        """Whether it may be asked."""
        return self.due_at is None or self.due_at <= now


def version_of(file: DriveFile) -> str:
    """What tells one content of a file from another: Drive's md5, or its version where Google made the file."""
    return file.md5 or str(file.version)


def open_questions(
    event: EventFolder, files: Iterable[DriveFile], looks: Mapping[str, CloserLook]
) -> tuple[Question, ...]:
    """What Drive has not told of an event folder and nobody has asked yet, in the order of its files.

    Args:
        event: the folder as Drive's metadata tells it.
        files: the files it was made from.
        looks: what was seen of these very versions so far, by file id.
    """
    listed: list[Photo | Video] = [*event.photos, *event.videos]
    media = {one.file_id: one for one in listed}
    papers = _MOST_PAPERS
    questions = []
    for file in files:
        asks: frozenset[Ask] = frozenset()
        if file.id in media:
            asks = frozenset(_asks(media[file.id]))
        elif papers and _is_paper(file):
            asks = frozenset({Ask.TEXT})
            papers -= 1
        look = looks.get(file.id)
        if look is None and asks:
            questions.append(Question(file, asks))
        elif look is not None and asks and 0 < look.failures < _MOST_FAILURES:
            questions.append(Question(file, asks, look.asked_at + _AGAIN_AFTER, look.failures))
    return tuple(questions)


def due_at(questions: Iterable[Question], now: datetime) -> datetime | None:
    """From when on one of the questions may be asked, None when there is none."""
    return min((one.due_at or now for one in questions), default=None)


def _asks(file: Photo | Video) -> Iterator[Ask]:
    if needs_opening(file):
        yield Ask.RANGES
    if isinstance(file, Photo) and file.counts:
        yield Ask.THUMBNAIL


def _is_paper(file: DriveFile) -> bool:
    if file.mime_type == DOCUMENT:
        return (file.size or 0) <= _LARGEST_PAPER
    return ending(file.name) in READABLE and 0 < (file.size or 0) <= _LARGEST_PAPER
