"""What the rules judge: an event folder with its name understood, its media sorted, its uploader named."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from drive_sync.facts import FOLDER, SHORTCUT, DriveFile, EventFolder, Photo, Video
from drive_sync.folders import Placed, is_archive
from drive_sync.media.media_types import Kind, ending, is_live_photo, kind_of, mime_type, stem
from drive_sync.names.folder_names import School, read_name
from drive_sync.text import one_line


def event_folder(placed: Placed, own: School, others: Iterable[School] = ()) -> EventFolder:
    """What the rules judge: the folder's name understood, its media sorted, its uploader named.

    A film beside a photo of its name stays while its length is unknown: `with_facts` decides what it is, once it was
    opened if need be.

    The uploader is the owner of most files, since the folder itself is often the school account's; a shortcut is its
    maker's, whoever owns what it leads to. That counts once, whether it lies here itself, or one shortcut or several
    lead to it.
    """
    inside = [file for file in placed.files if file.mime_type != FOLDER]
    leading = {file.target: file for file in reversed(inside)}
    living = inside + [_as_if_here(target, leading[target.id]) for target in placed.targets]
    parts = {file.id: one_line(file.name) for file in placed.files if file.mime_type == FOLDER}
    owners = [file.owner for file in inside if file.owner]
    kinds = [(kind_of(file.name, file.mime_type), file) for file in living]
    photos = [file for kind, file in kinds if kind is Kind.PHOTO]
    films = [file for kind, file in kinds if kind is Kind.VIDEO]
    stems = frozenset(stem(file.name) for file in photos) if films else frozenset()
    counted = {file.id for file in (*photos, *films)}
    others_than_media = [file for file in inside if file.id not in counted]
    shortcuts = [file for file in others_than_media if file.mime_type == SHORTCUT]
    return EventFolder(
        id=placed.folder.id,
        name=placed.folder.name,
        event_name=read_name(placed.folder.name, own, others),
        photos=tuple(_photo(file, parts.get(file.parent or "", "")) for file in photos),
        videos=tuple(
            _video(file, parts.get(file.parent or "", ""))
            for file in films
            if file.seconds is None or not is_live_photo(file.name, file.seconds, stems)
        ),
        others=tuple(one_line(file.name) for file in others_than_media if file.mime_type != SHORTCUT),
        uploader=max(sorted(set(owners)), key=owners.count) if owners else placed.folder.owner,
        archives=tuple(one_line(file.name) for file in others_than_media if is_archive(file)),
        shortcuts=tuple(one_line(file.name) for file in shortcuts if file.target not in counted),
        followed=tuple(one_line(file.name) for file in shortcuts if file.target in counted),
        parts=tuple(
            one_line(file.name) for file in placed.files if file.mime_type == FOLDER and file.parent == placed.folder.id
        ),
        loose=placed.loose,
    )


def _as_if_here(target: DriveFile, shortcut: DriveFile) -> DriveFile:
    """What a shortcut leads to, where the shortcut lies; so named too, unless that hides what kind of file it is."""
    named_alike = ending(shortcut.name) == ending(target.name)
    return replace(target, parent=shortcut.parent, name=shortcut.name if named_alike else target.name)


def day_of(photos: Iterable[Photo]) -> date | None:
    """The day on which most photos were taken, by their cameras' clocks (EXIF has no zone); None if none says."""
    days = [day for photo in photos if (day := _exif_day(photo.taken_at)) is not None]
    return max(sorted(set(days)), key=days.count) if days else None


def _exif_day(taken_at: str | None) -> date | None:
    try:
        return date.fromisoformat((taken_at or "")[:10].replace(":", "-"))
    except ValueError:
        return None


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
