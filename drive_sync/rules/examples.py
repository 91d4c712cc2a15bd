"""The smallest folders that show a rule's good and bad side."""

from dataclasses import replace
from typing import Any

from drive_sync.facts import EventFolder, Photo, Sharing, Video
from drive_sync.names.folder_names import School, read_name

_SCHOOL = School("PTDTBT THCS Pu Nhi")


def photo(
    number: int,
    name: str = "",
    *,
    width: int = 4000,
    height: int = 3000,
    camera: str = "samsung SM-A546E",
    **facts: Any,
) -> Photo:
    """A phone's original photo; `number` makes it different from the others."""
    ordinary = Photo(
        file_id=f"photo{number}",
        name=name or f"IMG_20230905_0715{number:02}.jpg",
        size=5_000_000,
        md5=f"md5-{number}",
        width=width,
        height=height,
        camera=camera,
    )
    return replace(ordinary, **facts)


def photos(first: Photo | None = None, second: Photo | None = None) -> tuple[Photo, ...]:
    """Four photos, enough for every rule even when the first or second, if given, does not count."""
    return (first or photo(1), second or photo(2), photo(3), photo(4))


def video(
    name: str = "khai giang.mp4",
    mime_type: str = "video/mp4",
    width: int | None = 1280,
    height: int | None = 720,
    **facts: Any,
) -> Video:
    """A film of 45 seconds."""
    return replace(Video("video1", name, mime_type, 20_000_000, width, height, 45.0), **facts)


def folder(
    name: str = "PTDTBT THCS Pu Nhi_Khai giảng",
    photos: tuple[Photo, ...] = (photo(1), photo(2), photo(3)),
    videos: tuple[Video, ...] = (),
    others: tuple[str, ...] = (),
    sharing: Sharing | None = None,
    *,
    archives: tuple[str, ...] = (),
    shortcuts: tuple[str, ...] = (),
    followed: tuple[str, ...] = (),
    parts: tuple[str, ...] = (),
) -> EventFolder:
    """An event folder that satisfies Appendix 2 unless told otherwise."""
    plain = EventFolder("folder1", name, read_name(name, _SCHOOL), photos, videos, others, sharing=sharing)
    return replace(plain, archives=archives, shortcuts=shortcuts, followed=followed, parts=parts)


def loose_files(*photos: Photo) -> EventFolder:
    """The photos that lie directly in the container "Tháng 9"."""
    return EventFolder("month", "Tháng 9", read_name("Tháng 9", _SCHOOL), photos, loose=True)
