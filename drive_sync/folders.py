"""Which folders under a watched root are events, and which files belong to each.

Under a root, a *container* ("Tháng 11", "HKI") only groups; the first folder that is none is an event; the
folders inside an event ("Ảnh", "Video", "1_ToanCanh") are its parts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from drive_sync.facts import FOLDER, SHORTCUT, DriveFile, EventFolder, Photo, Video
from drive_sync.folder_names import School, is_container, read_name
from drive_sync.media_types import Kind, is_live_photo, kind_of, mime_type, stem
from drive_sync.text import one_line

_UPLOAD_LEFTOVERS = frozenset({".tmp.drivedownload", ".tmp.driveupload"})
"""Working folders of Drive for desktop; never an event."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An event folder where it lies: its root, and every living file in it and in its parts."""

    folder: DriveFile
    root: str
    files: tuple[DriveFile, ...]


def place(files: Mapping[str, DriveFile], roots: Iterable[str]) -> dict[str, Placed]:
    """The event folders under the roots, by folder id; a folder under two roots belongs to the first named."""
    children: dict[str, list[DriveFile]] = defaultdict(list)
    for file in files.values():
        if file.parent is not None and not file.trashed:
            children[file.parent].append(file)
    placed: dict[str, Placed] = {}
    for root in roots:
        for folder in _events_under(root, children, seen={root}):
            placed.setdefault(folder.id, Placed(folder, root, tuple(_files_under(folder.id, children, {folder.id}))))
    return placed


def event_folder(placed: Placed, own: School, others: Iterable[School] = ()) -> EventFolder:
    """What the rules judge: the folder's name understood, its media sorted, its uploader named.

    The uploader is the owner of most files, since the folder itself is often the school account's.
    """
    living = [file for file in placed.files if file.mime_type != FOLDER]
    parts = {file.id: one_line(file.name) for file in placed.files if file.mime_type == FOLDER}
    owners = [file.owner for file in living if file.owner]
    kinds = {file.id: kind_of(file.name, file.mime_type) for file in living}
    photos = [file for file in living if kinds[file.id] is Kind.PHOTO]
    stems = frozenset(stem(file.name) for file in photos)
    return EventFolder(
        id=placed.folder.id,
        name=placed.folder.name,
        event_name=read_name(placed.folder.name, own, others),
        photos=tuple(_photo(file, parts.get(file.parent or "", "")) for file in photos),
        videos=tuple(
            _video(file, parts.get(file.parent or "", ""))
            for file in living
            if kinds[file.id] is Kind.VIDEO and not is_live_photo(file.name, file.seconds, stems)
        ),
        others=tuple(one_line(file.name) for file in living if kinds[file.id] not in {Kind.PHOTO, Kind.VIDEO}),
        uploader=max(sorted(set(owners)), key=owners.count) if owners else placed.folder.owner,
    )


def day_of(photos: Iterable[Photo]) -> date | None:
    """The day on which most photos were taken, by their cameras' clocks (EXIF has no zone); None if none says."""
    days = [day for photo in photos if (day := _exif_day(photo.taken_at)) is not None]
    return max(sorted(set(days)), key=days.count) if days else None


def _exif_day(taken_at: str | None) -> date | None:
    try:
        return date.fromisoformat((taken_at or "")[:10].replace(":", "-"))
    except ValueError:
        return None


def _events_under(parent: str, children: Mapping[str, list[DriveFile]], seen: set[str]) -> Iterator[DriveFile]:
    for child in children.get(parent, ()):
        if child.mime_type != FOLDER or child.id in seen or child.name in _UPLOAD_LEFTOVERS:
            continue
        if is_container(child.name):
            yield from _events_under(child.id, children, seen | {child.id})
        else:
            yield child


def _files_under(parent: str, children: Mapping[str, list[DriveFile]], seen: set[str]) -> Iterator[DriveFile]:
    for child in children.get(parent, ()):
        if child.id in seen or child.mime_type == SHORTCUT:
            continue
        yield child
        if child.mime_type == FOLDER:
            yield from _files_under(child.id, children, seen | {child.id})


def _photo(file: DriveFile, part: str) -> Photo:
    return Photo(
        file.id,
        one_line(file.name),
        file.size,
        file.md5,
        file.width,
        file.height,
        file.camera,
        file.taken_at,
        part=part,
    )


def _video(file: DriveFile, part: str) -> Video:
    kind = mime_type(file.name, file.mime_type)
    return Video(file.id, one_line(file.name), kind, file.size, file.width, file.height, file.seconds, part=part)
