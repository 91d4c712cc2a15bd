"""A folder that somebody points at, on disk or on Drive, judged now: place → open what needs it → check.

The watcher judges what has settled by what Drive says; here somebody waits for the answer, so files that Drive has not
read (all of them, on a disk) are opened too.
"""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from typing import Protocol

from drive_sync import descriptions
from drive_sync.event_card import EventCard, event_card
from drive_sync.event_folders import event_folder
from drive_sync.facts import DriveFile, EventFolder, Finding, Look, Photo, Sharing, Verdict, Video
from drive_sync.folders import Borders, Placed, place
from drive_sync.media.media_facts import UNREAD, MediaFacts, needs_opening, with_facts
from drive_sync.media.media_types import ending
from drive_sync.media.probe import InMemory, Probe, Reader
from drive_sync.names.folder_names import School, read_name
from drive_sync.rules import LOOSE_RULES, RULES, Limits, findings_of, is_ignored, verdict_of
from drive_sync.trees import Files
from drive_sync.wording import Language

_POINTED_AT = "<pointed at>"


class Source(Protocol):
    """A folder with all that lies in it, wherever that is."""

    @property
    def files(self) -> Mapping[str, DriveFile]:
        """Everything in it, by id, itself too."""
        ...

    @property
    def unreadable(self) -> AbstractSet[str]:
        """Ids of folders that may not be opened: what lies in them is unknown."""
        ...

    @property
    def on_disk(self) -> bool:
        """Whether reading a whole file costs nothing; originals on Drive are never downloaded."""
        ...

    def where(self, file_id: str) -> str:
        """Where a person finds a file or folder."""
        ...

    def description(self, folder_id: str) -> str:
        """What people wrote about a folder; empty if nothing."""
        ...

    def sharing(self, folder_id: str) -> Sharing | None:
        """Whether the superior office can open a folder."""
        ...

    def thumbnail(self, file_id: str) -> bytes | None:
        """A small picture of a file, None when there is none or the file itself is at hand."""
        ...

    def opened(self, file_id: str) -> AbstractContextManager[Reader]:
        """The bytes of a file.

        Raises:
            OSError: they cannot be had.
        """
        ...


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of one folder."""

    folder: str
    name: str
    verdict: Verdict
    card: EventCard
    findings: tuple[Finding, ...]


def events_at(
    files: Mapping[str, DriveFile], root: str, schools: tuple[School, ...], *, is_watched: bool = False
) -> list[Placed]:
    """The event folders that somebody means who points at a folder: those in it if it only groups, else itself.

    A watched root groups whatever its name is (`is_watched`).
    """
    above = replace(files[root], id=_POINTED_AT, name="", parent=None, trashed=False)
    tree = Files({**files, _POINTED_AT: above, root: replace(files[root], parent=_POINTED_AT, trashed=False)})
    borders = Borders((root if is_watched else _POINTED_AT,), schools=schools)
    return sorted(place(tree, borders), key=lambda placed: placed.folder.id)


def check(
    source: Source,
    placed: Placed,
    schools: tuple[School, ...],
    *,
    probe: Probe,
    limits: Limits,
    language: Language,
    tell: Callable[[], None] = lambda: None,
) -> Judged:
    """What is said of one event folder.

    Args:
        source: where it lies.
        placed: the folder with its files.
        schools: the own school first.
        probe: opens files.
        limits: the rules' numbers.
        language: of the card's counts.
        tell: is called after each file that was looked at.
    """
    event = event_folder(placed, schools[0], schools[1:])
    event = with_facts(event, dict(_facts(source, event, probe, tell)))
    event = replace(event, sharing=source.sharing(event.id))
    findings = findings_of(LOOSE_RULES if event.loose else RULES, event, limits)
    card = event_card(event, language, description=_description(source, placed))
    verdict = _verdict(source, placed, event, findings, limits)
    return Judged(source.where(event.id), event.name, verdict, card, findings)


def nothing_to_judge(source: Source, root: str, schools: tuple[School, ...], language: Language) -> Judged:
    """A folder that only groups others and holds no event."""
    name = source.files[root].name
    empty = EventFolder(root, name, read_name(name, schools[0], schools[1:]))
    unread = source.unreadable & source.files.keys()
    verdict = Verdict.UNKNOWN if unread else Verdict.IGNORED
    return Judged(source.where(root), name, verdict, event_card(empty, language), ())


def _verdict(
    source: Source, placed: Placed, event: EventFolder, findings: tuple[Finding, ...], limits: Limits
) -> Verdict:
    """Unknown too where what is missing may lie in a part that could not be opened."""
    unopened = source.unreadable & {placed.folder.id, *(file.id for file in placed.files)}
    return Verdict.UNKNOWN if unopened and not is_ignored(event) else verdict_of(event, findings, limits)


def _facts(
    source: Source, event: EventFolder, probe: Probe, tell: Callable[[], None]
) -> Iterator[tuple[str, MediaFacts]]:
    files: list[Photo | Video] = [*event.photos, *event.videos]
    for file in files:
        seen = _opened(source, file, probe) if needs_opening(file) else MediaFacts(file.contents)
        if isinstance(file, Photo) and seen.look is None:
            seen = replace(seen, look=_look(source, file, probe))
        yield file.file_id, seen
        tell()


def _opened(source: Source, file: Photo | Video, probe: Probe) -> MediaFacts:
    try:
        with source.opened(file.file_id) as reader:
            return probe.facts(file.name, reader, pixels=source.on_disk)
    except OSError:
        return UNREAD


def _look(source: Source, photo: Photo, probe: Probe) -> Look | None:
    """How a photo looks by Drive's thumbnail of it; None where there is none."""
    thumbnail = source.thumbnail(photo.file_id)
    return probe.facts("thumbnail", InMemory(thumbnail), pixels=True).look if thumbnail else None


def _description(source: Source, placed: Placed) -> str:
    """What people wrote about the event: on the folder itself, and in small papers beside the photos."""
    texts = [source.description(placed.folder.id)]
    for file in placed.files:
        if ending(file.name) in descriptions.READABLE and file.size:
            with suppress(OSError), source.opened(file.id) as reader:
                texts.append(descriptions.text_of(file.name, reader))
    return "\n".join(texts)
