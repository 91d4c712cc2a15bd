"""The smallest folders that show a rule's good and bad side."""

from dataclasses import replace

from drive_sync.facts import EventFolder, Photo, Video
from drive_sync.folder_names import School, read_name

_SCHOOL = School("PTDTBT THCS Pu Nhi")


def photo(
    number: int, name: str = "", *, width: int = 4000, height: int = 3000, camera: str = "samsung SM-A546E"
) -> Photo:
    """A phone's original photo; `number` makes it different from the others."""
    return Photo(
        file_id=f"photo{number}",
        name=name or f"IMG_20230905_0715{number:02}.jpg",
        size=5_000_000,
        md5=f"md5-{number}",
        width=width,
        height=height,
        camera=camera,
    )


def video(name: str = "khai giang.mp4", mime_type: str = "video/mp4", width: int = 1280, height: int = 720) -> Video:
    """A film of 45 seconds."""
    return Video("video1", name, mime_type, 20_000_000, width, height, 45.0)


def folder(
    name: str = "PTDTBT THCS Pu Nhi_Khai giảng",
    photos: tuple[Photo, ...] = (photo(1), photo(2), photo(3)),
    videos: tuple[Video, ...] = (),
    *,
    archives: tuple[str, ...] = (),
    shortcuts: tuple[str, ...] = (),
    parts: tuple[str, ...] = (),
) -> EventFolder:
    """An event folder that satisfies Appendix 2 unless told otherwise."""
    plain = EventFolder("folder1", name, read_name(name, _SCHOOL), photos, videos)
    return replace(plain, archives=archives, shortcuts=shortcuts, parts=parts)


def loose_files(*photos: Photo) -> EventFolder:
    """The photos that lie directly in the container "Tháng 9"."""
    return EventFolder("month", "Tháng 9", read_name("Tháng 9", _SCHOOL), photos, loose=True)
