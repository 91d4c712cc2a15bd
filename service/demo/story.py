"""The story the demo plays: one autumn at Pu Nhi, what teachers and the officer do, and when.

People act through Google alone, as they do in life: they upload, rename and write into the Sheet.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from drive_sync.wording import Text
from gmail_reports.deadlines import ZONE
from service.demo.people import LE, OFFICER, TU, People

FIRST_DAY, LAST_DAY = date(2023, 9, 1), date(2023, 11, 30)
SCHOOL = "PTDTBT THCS Pu Nhi"


@dataclass(frozen=True, slots=True)
class Scene:
    """One thing a person does at a moment; `said` tells it in the timeline."""

    at: datetime
    who: str
    said: Text
    act: Callable[[People], None]


def at(day: int, month: int, clock: str) -> datetime:
    """A moment of autumn 2023 in Vietnam."""
    return datetime.combine(date(2023, month, day), time.fromisoformat(clock), ZONE)


def _upload(folder: str, *files: str) -> Callable[[People], None]:
    """Uploads files by their kind: "photo", "zalo", "mp4", "mov"; into the folder, made when it is not there."""

    def act(people: People) -> None:
        people.upload(TU if folder in _FOLDERS_OF_TU else LE, folder, files)

    return act


OPENING = f"{SCHOOL}_Khai giảng"
PARENTS = f"{SCHOOL}_Họp cha mẹ học sinh"
MOON = f"{SCHOOL}_Trung thu"
YOUTH = f"{SCHOOL}_Đại hội Liên đội"
UNNAMED = "Thư mục không có tiêu đề"
TEXTBOOK = f"{SCHOOL}_Tập huấn SGK lớp 8"
TEACHERS_DAY = f"{SCHOOL}_Chào mừng 20-11"
WARM_CLOTHES = f"{SCHOOL}_Trao áo ấm mùa đông"
_FOLDERS_OF_TU = frozenset({OPENING, MOON, UNNAMED, TEACHERS_DAY, WARM_CLOTHES})

STORY: tuple[Scene, ...] = (
    Scene(
        at(1, 9, "08:10"),
        OFFICER.name,
        Text("điền Gmail của mọi người vào tab Nhân sự", "fills in everybody's Gmail in the tab Nhân sự"),
        lambda people: people.fill_in_staff(),
    ),
    Scene(
        at(5, 9, "10:40"),
        TU.name,
        Text(f"tải lên “{OPENING}”: 3 ảnh, 1 video", f"uploads “{OPENING}”: 3 photos, 1 video"),
        _upload(OPENING, "photo", "photo", "photo", "mp4"),
    ),
    Scene(
        at(11, 9, "09:15"),
        OFFICER.name,
        Text(
            "chọn “Xác nhận nơi nhận” ở dòng 9/2023 của tab Báo cáo",
            "confirms the recipient in the row 9/2023 of Báo cáo",
        ),
        lambda people: people.write("Báo cáo", "Kỳ", "9/2023", "Quyết định", "Xác nhận nơi nhận"),
    ),
    Scene(
        at(18, 9, "16:05"),
        LE.name,
        Text(f"tải lên “{PARENTS}”: mới có 2 ảnh", f"uploads “{PARENTS}”: only 2 photos yet"),
        _upload(PARENTS, "photo", "photo"),
    ),
    Scene(
        at(20, 9, "15:20"),
        LE.name,
        Text(
            f"nhận thư xong, bổ sung ảnh thứ ba vào “{PARENTS}”",
            f"has read the mail and adds the third photo to “{PARENTS}”",
        ),
        _upload(PARENTS, "photo"),
    ),
    Scene(
        at(29, 9, "20:30"),
        TU.name,
        Text(f"tải lên “{MOON}”: 4 ảnh lưu từ Zalo", f"uploads “{MOON}”: 4 photos saved from Zalo"),
        _upload(MOON, "zalo", "zalo", "zalo", "zalo"),
    ),
    Scene(
        at(4, 10, "11:00"),
        LE.name,
        Text(
            f"tải lên “{YOUTH}”: 3 ảnh và video .mov của iPhone",
            f"uploads “{YOUTH}”: 3 photos and an iPhone's .mov",
        ),
        _upload(YOUTH, "photo", "photo", "photo", "mov"),
    ),
    Scene(
        at(5, 10, "14:30"),
        LE.name,
        Text(f"thay video .mov bằng .mp4 trong “{YOUTH}”", f"replaces the .mov by an .mp4 in “{YOUTH}”"),
        lambda people: people.replace_video(LE, YOUTH),
    ),
    Scene(
        at(10, 10, "10:20"),
        TU.name,
        Text(f"tải 3 ảnh vào “{UNNAMED}”", f"uploads 3 photos into “{UNNAMED}”"),
        _upload(UNNAMED, "photo", "photo", "photo"),
    ),
    Scene(
        at(11, 10, "09:05"),
        TU.name,
        Text(f"đổi tên thành “{SCHOOL}_Ngày Chuyển đổi số”", f"renames it to “{SCHOOL}_Ngày Chuyển đổi số”"),
        lambda people: people.rename(TU, UNNAMED, f"{SCHOOL}_Ngày Chuyển đổi số"),
    ),
    Scene(
        at(16, 10, "20:10"),
        LE.name,
        Text(
            f"bắt đầu tải “{TEXTBOOK}”, mạng yếu, mới được 1 ảnh",
            f"begins to upload “{TEXTBOOK}”; the network is weak: 1 photo",
        ),
        _upload(TEXTBOOK, "photo"),
    ),
    Scene(
        at(17, 10, "06:50"),
        LE.name,
        Text(f"tải tiếp “{TEXTBOOK}”: ảnh thứ hai", f"goes on with “{TEXTBOOK}”: the second photo"),
        _upload(TEXTBOOK, "photo"),
    ),
    Scene(
        at(17, 10, "18:25"),
        LE.name,
        Text(
            f"tải xong “{TEXTBOOK}”: ảnh thứ ba và video",
            f"finishes “{TEXTBOOK}”: the third photo and a video",
        ),
        _upload(TEXTBOOK, "photo", "mp4"),
    ),
    Scene(
        at(9, 11, "15:45"),
        TU.name,
        Text(f"tải lên “{TEACHERS_DAY}”: 4 ảnh, 1 video", f"uploads “{TEACHERS_DAY}”: 4 photos, 1 video"),
        _upload(TEACHERS_DAY, "photo", "photo", "photo", "photo", "mp4"),
    ),
    Scene(
        at(13, 11, "08:40"),
        OFFICER.name,
        Text("xác nhận VII.1 là 11/2023 trong tab Phụ lục 1", "confirms VII.1 as 11/2023 in the tab Phụ lục 1"),
        lambda people: people.write("Phụ lục 1", "Mã", "VII.1", "Thời gian đã xác nhận", "11/2023"),
    ),
    Scene(
        at(24, 11, "16:30"),
        TU.name,
        Text(f"tải lên “{WARM_CLOTHES}”: 3 ảnh, 1 video", f"uploads “{WARM_CLOTHES}”: 3 photos, 1 video"),
        _upload(WARM_CLOTHES, "photo", "photo", "photo", "mp4"),
    ),
)
