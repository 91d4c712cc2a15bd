"""More than sixty event folders as teachers fill them: every rule's good and bad side, every format, on disk.

Each says which codes it must get, all of them: what blocks and what is only advice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.unit import media_samples as make

SCHOOL = "PTDTBT THCS Pu Nhi"
Files = Mapping[str, bytes | Callable[[], bytes]]


@dataclass(frozen=True)
class Case:
    """A folder's name, the files in it, and the codes that it must get."""

    name: str
    files: Files
    codes: frozenset[str]


def three(*names: str) -> Files:
    """Three different originals of a phone; the first of them under these names."""
    ordinary = ("IMG_20230905_071501.jpg", "IMG_20230905_071602.jpg", "IMG_20230905_071703.jpg")
    return {name: partial(make.photo, at) for at, name in enumerate((*names, *ordinary[len(names) :]), start=1)}


def _case(activity: str, files: Files, *codes: str) -> Case:
    return Case(f"{SCHOOL}_{activity}", files, frozenset(codes))


_GOOD = three()
_MP4 = {"VID_20230905.mp4": make.film}
_ZALO_NAME = "z4661234567890_0123456789abcdef0123456789abcdef.jpg"


def _film(**options: object) -> Callable[[], bytes]:
    return partial(make.film, **options)


CASES = (
    # names
    Case("Thư mục không có tiêu đề", _GOOD, frozenset({"N101"})),
    Case("New folder (2)", _GOOD, frozenset({"N101"})),
    Case(SCHOOL, _GOOD, frozenset({"N102"})),
    Case(f"Khai giảng_{SCHOOL}", _GOOD, frozenset()),
    Case(f"{SCHOOL}_20-11", _GOOD, frozenset()),
    # how many photos
    _case("Khai giảng", _GOOD),
    _case("Trống", {}, "P201"),
    _case("Một ảnh", {"a.jpg": partial(make.photo, 1)}, "P201"),
    _case("Hai ảnh", {"a.jpg": partial(make.photo, 1), "b.jpg": partial(make.photo, 2)}, "P201"),
    _case("Ba ảnh, hai ảnh trùng", {**three(), "IMG_20230905_071703.jpg": partial(make.photo, 1)}, "P201"),
    _case("Bốn ảnh, hai ảnh trùng", {**three(), "copy.jpg": partial(make.photo, 1)}),
    _case("Ảnh trong thư mục con", {f"Ảnh/{name}": data for name, data in three().items()}),
    _case("Chỉ có tệp nén", {"Anh.zip": make.archive}, "P201", "P208"),
    _case("Ảnh và tệp nén", {**three(), "Anh.rar": b"Rar!\x1a\x07\x00" + bytes(80)}, "P208"),
    # the three shots
    _case("Đủ ba góc", three("1_ToanCanh.jpg", "2_PhatBieu.jpg", "3_CanCanh.jpg")),
    _case(
        "Ba góc theo thư mục",
        {
            f"{part}/a.jpg": partial(make.photo, at)
            for at, part in enumerate(("1_ToanCanh", "2_PhatBieu", "3_CanCanh"), start=1)
        },
    ),
    _case("Thiếu toàn cảnh", three("phát biểu.jpg", "cận cảnh.jpg"), "P211"),
    _case("Thiếu phát biểu", three("toan canh.jpg", "can canh.jpg"), "P212"),
    _case("Thiếu cận cảnh", three("tc_1.jpg", "pb_1.jpg"), "P213"),
    # where photos come from
    _case("Qua Zalo", {**three(), _ZALO_NAME: make.zalo}, "P202"),
    _case("Ba ảnh Zalo", {**three(), _ZALO_NAME: make.zalo, "ảnh 2.jpg": make.zalo}, "P202"),
    _case("Qua Facebook", {**three(), "376543210_1234567890123_1234567890123_n.jpg": make.facebook}, "P202"),
    _case("Facebook đã đổi tên", {**three(), "khai giang 1.jpg": make.facebook}, "P202"),
    _case("iPhone HEIC", {f"IMG_000{at}.HEIC": partial(make.heic, at) for at in (1, 2, 3)}),
    _case("HEIC và JPG", {**three(), "IMG_0009.HEIC": make.heic}),
    _case("HEIC là JPG", {**three(), "IMG_0009.HEIC": partial(make.photo, 4)}, "P207"),
    _case("Máy ảnh RAW", {**three(), "DSC_0001.DNG": make.dng, "DSC_0002.NEF": make.dng}),
    _case("JFIF", {**three(), "anh.jfif": partial(make.photo, 4)}),
    _case("Ảnh không có đuôi", {name.rpartition(".")[0]: data for name, data in three().items()}, "P207"),
    _case("JPEG viết hoa", {**three(), "ANH.JPEG": partial(make.photo, 4)}),
    _case(
        "Ảnh chụp màn hình",
        {**three(), "Screenshot_20230905.png": lambda: make.encoded(make.drawing(4, (1080, 1920)), "PNG")},
        "P202",
        "P206",
    ),
    _case("PNG lớn", {**three(), "bia.png": lambda: make.encoded(make.drawing(4, (2000, 1400)), "PNG")}, "P206"),
    _case("WEBP", {**three(), "bia.webp": lambda: make.encoded(make.drawing(4, (2000, 1400)), "WEBP")}, "P206"),
    _case("GIF", {**three(), "bia.gif": lambda: make.encoded(make.drawing(4, (2000, 1400)), "GIF")}, "P206"),
    _case("BMP", {**three(), "bia.bmp": lambda: make.encoded(make.drawing(4, (2000, 1400)), "BMP")}, "P206"),
    _case(
        "PNG mang tên JPG",
        {**three(), "bia.jpg": lambda: make.encoded(make.drawing(4, (2000, 1400)), "PNG")},
        "P206",
        "P207",
    ),
    # files that are none, or not whole
    _case("Ảnh 0 byte", {**three(), "IMG_9.jpg": b""}, "P203"),
    _case("Ba ảnh, một ảnh 0 byte", {**three(), "IMG_20230905_071703.jpg": b""}, "P201", "P203"),
    _case("Trang web mang tên ảnh", {**three(), "IMG_9.jpg": make.WEB_PAGE}, "P204"),
    _case("Tệp nén mang tên ảnh", {**three(), "IMG_9.heic": make.archive}, "P204"),
    _case("Ảnh tải dở", {**three(), "IMG_9.jpg": lambda: make.photo(4)[:90_000]}, "P205"),
    _case("Ảnh hỏng", {**three(), "IMG_9.jpg": bytes(5_000)}, "P205"),
    _case("Ảnh khổng lồ", {**three(), "bia.png": make.bomb_png}, "P206"),
    # how photos look
    _case("Ảnh rõ", {**three(), "a.jpg": partial(make.jpeg_of, "plain")}),
    _case("Ảnh mờ", {**three(), "a.jpg": partial(make.jpeg_of, "blurred")}, "P222"),
    _case("Ảnh tối", {**three(), "a.jpg": partial(make.jpeg_of, "dark")}, "P223"),
    _case(
        "Ảnh gần giống",
        {**three(), "a.jpg": partial(make.jpeg_of, "plain"), "b.jpg": partial(make.jpeg_of, "copy")},
        "P221",
    ),
    # films
    _case("Video tốt", {**three(), **_MP4}),
    _case("Video 1080p", {**three(), "a.mp4": _film(width=1920, height=1080, seconds=30)}),
    _case("Video iPhone", {**three(), "IMG_0007.MOV": _film(container="mov")}, "V301"),
    _case("Video MKV", {**three(), "a.mkv": _film(container="matroska")}, "V301"),
    _case("Video AVI", {**three(), "a.avi": _film(container="avi", codec="mpeg4")}, "V301", "V307"),
    _case("Video 3GP", {**three(), "a.3gp": _film(width=704, height=576, container="3gp")}, "V301", "V302"),
    _case("MKV mang tên mp4", {**three(), "a.mp4": _film(container="matroska")}, "V301"),
    _case("QuickTime mang tên mp4", {**three(), "a.mp4": _film(container="mov")}, "V301"),
    _case("mp4 mang tên mov", {**three(), "a.mov": make.film}, "V312"),
    _case("M4V", {**three(), "a.m4v": make.film}, "V312"),
    _case("Video 360p", {**three(), "a.mp4": _film(width=640, height=360)}, "V302"),
    _case("Video 4K", {**three(), "a.mp4": _film(width=3840, height=2160, seconds=29)}, "V303"),
    _case("Video ngắn", {**three(), "a.mp4": _film(seconds=12)}, "V304"),
    _case("Video dài", {**three(), "a.mp4": _film(seconds=95)}, "V305"),
    _case("Video dọc", {**three(), "a.mp4": _film(width=720, height=1280)}, "V306"),
    _case("Video dọc do xoay", {**three(), "a.mp4": lambda: make.turned(make.film(), 90)}, "V306"),
    _case("Video ngược", {**three(), "a.mp4": lambda: make.turned(make.film(), 180)}, "V311"),
    _case("Video HEVC", {**three(), "a.mp4": _film(codec="libx265")}, "V307"),
    _case("Video tải dở", {**three(), "a.mp4": lambda: make.film()[: len(make.film()) // 2]}, "V308"),
    _case("Video 0 byte", {**three(), "a.mp4": b""}, "V309"),
    _case("Trang web mang tên video", {**three(), "a.mp4": make.WEB_PAGE}, "V310"),
    _case(
        "MOV dài cùng tên ảnh", {**three(), "IMG_0001.HEIC": make.heic, "IMG_0001.MOV": _film(container="mov")}, "V301"
    ),
    _case("Live Photo", {**three(), "IMG_0001.HEIC": make.heic, "IMG_0001.MOV": _film(container="mov", seconds=3)}),
    # what else lies there
    _case(
        "Có mô tả",
        {
            **three(),
            "Mô tả.txt": "Địa điểm: sân trường".encode(),
            "Kế hoạch.docx": partial(make.paper, "Thành phần: 320 học sinh"),
        },
    ),
    _case(
        "Tệp của máy tính", {**three(), "Thumbs.db": b"x", ".DS_Store": b"x", "._IMG_1.jpg": b"x", "desktop.ini": b""}
    ),
)


def write(root: Path, case: Case) -> Path:
    """The folder of a case, written below a root."""
    folder = root / case.name
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in case.files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data())
    return folder
