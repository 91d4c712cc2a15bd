"""What a look into the files themselves adds to an event folder: Drive's word first, ours where it is silent.

`needs_opening` says which files are worth a look, `probe.py` looks, `with_facts` puts what was seen where the rules
read it. A file whose bytes are of the other kind (a film named .jpg) changes sides.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from drive_sync.facts import Contents, EventFolder, Look, Photo, Video
from drive_sync.media.media_types import PHOTO_FORMATS, VIDEO_FORMATS, is_live_photo, stem
from drive_sync.text import one_line


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What the bytes of one file tell; sizes in pixels, see `Photo` and `Video` for the rest."""

    contents: Contents
    format: str = ""
    width: int | None = None
    height: int | None = None
    camera: str | None = None
    taken_at: str | None = None
    place: tuple[float, float] | None = None
    signs: tuple[str, ...] = ()
    look: Look | None = None
    seconds: float | None = None
    codec: str = ""
    rotation: int = 0


UNREAD = MediaFacts(Contents.UNREAD)


def needs_opening(file: Photo | Video) -> bool:
    """Whether Drive has said too little of a file: what has a size in pixels was opened by Drive already."""
    return file.width is None and file.size != 0 and file.contents is Contents.UNOPENED


def with_facts(event: EventFolder, facts: Mapping[str, MediaFacts]) -> EventFolder:
    """The event folder with what was seen in its files, by file id."""
    photos = [_photo(one, facts.get(one.file_id)) for one in event.photos if not _is(one, facts, VIDEO_FORMATS)]
    videos = [_video(one, facts.get(one.file_id)) for one in event.videos if not _is(one, facts, PHOTO_FORMATS)]
    photos += [_photo(_as_photo(one), facts[one.file_id]) for one in event.videos if _is(one, facts, PHOTO_FORMATS)]
    videos += [_video(_as_video(one), facts[one.file_id]) for one in event.photos if _is(one, facts, VIDEO_FORMATS)]
    stems = frozenset(stem(photo.name) for photo in photos)
    return replace(
        event,
        photos=tuple(photos),
        videos=tuple(one for one in videos if not is_live_photo(one.name, one.seconds, stems)),
    )


def _is(file: Photo | Video, facts: Mapping[str, MediaFacts], formats: frozenset[str]) -> bool:
    seen = facts.get(file.file_id)
    return seen is not None and seen.contents is not Contents.FOREIGN and seen.format in formats


def _photo(photo: Photo, seen: MediaFacts | None) -> Photo:
    if seen is None:
        return photo
    return replace(
        photo,
        width=photo.width or seen.width,
        height=photo.height or seen.height,
        camera=photo.camera or seen.camera,
        taken_at=photo.taken_at or seen.taken_at,
        format=seen.format,
        place=photo.place or seen.place,
        signs=seen.signs,
        look=seen.look or photo.look,
        contents=seen.contents,
    )


def _video(video: Video, seen: MediaFacts | None) -> Video:
    if seen is None:
        return video
    return replace(
        video,
        width=video.width or seen.width,
        height=video.height or seen.height,
        seconds=video.seconds if video.seconds is not None else seen.seconds,
        format=seen.format,
        codec=seen.codec,
        rotation=seen.rotation,
        contents=seen.contents,
    )


def _as_photo(video: Video) -> Photo:
    return Photo(video.file_id, video.name, video.size, part=video.part)


def _as_video(photo: Photo) -> Video:
    return Video(photo.file_id, photo.name, "", photo.size, part=photo.part)


def as_json(facts: MediaFacts) -> dict[str, Any]:
    """Facts for a table: only what is known; the fingerprint as text, since 256 bits are no number to most JSON."""
    told = {name: value for name, value in asdict(facts).items() if value not in (None, "", ())}
    if facts.look is not None:
        told["look"] = [str(facts.look.fingerprint), facts.look.sharpness, facts.look.brightness]
    return told


def facts_in(told: Mapping[str, Any]) -> MediaFacts:
    """The facts in JSON, as `as_json` or the probe's child writes them.

    Every type is checked, since the child may have been talked into anything.

    Raises:
        ValueError, KeyError, TypeError: it is no such JSON.
    """
    look, place = told.get("look"), told.get("place")
    return MediaFacts(
        contents=Contents(told["contents"]),
        format=str(told.get("format", ""))[:20],
        width=_positive(told.get("width")),
        height=_positive(told.get("height")),
        camera=_line(told.get("camera")),
        taken_at=_line(told.get("taken_at")),
        place=(float(place[0]), float(place[1])) if place else None,
        signs=tuple(_line(sign) or "" for sign in told.get("signs", ())),
        look=Look(int(look[0]), None if look[1] is None else float(look[1]), int(look[2])) if look else None,
        seconds=float(told["seconds"]) if told.get("seconds") is not None else None,
        codec=_line(told.get("codec")) or "",
        rotation=int(told.get("rotation", 0)),
    )


def _positive(value: Any) -> int | None:
    return int(value) if value and int(value) > 0 else None


def _line(value: Any) -> str | None:
    return one_line(str(value)) or None if value else None
