"""The smallest objects that matter: a test names only what it is about, everything else is ordinary."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from drive_sync.facts import FOLDER, SHORTCUT, DriveFile, Finding, Photo, Severity, Video
from drive_sync.folders import Borders, Placed, place
from drive_sync.mirror import Seen
from drive_sync.names.folder_names import School
from drive_sync.trees import Files
from gmail_reports.documents.letterhead import Letterhead
from gmail_reports.letters.letter import Kind, Letter, PlannedLetter, Recipient
from gmail_reports.monthly import EventLine, MonthlyReport, PlanLine
from gmail_reports.people.who import Person
from gmail_reports.plan.schedule import Item
from gmail_reports.progress import ItemState

PU_NHI = School("PTDTBT THCS Pu Nhi", ("Trường PTDTBT THCS Pu Nhi", "THCS Pu Nhi", "Pu Nhi"))
NA_SON = School("PTDTBT TH và THCS Na Son", ("TH&THCS Na Son",))
SOME_MORNING = datetime(2023, 9, 5, 1, 0, tzinfo=UTC)


def a_file(file_id: str = "photo", *, parent: str | None = "event", **facts: Any) -> DriveFile:
    """A photo of a phone, lying in the folder "event"."""
    ordinary = {
        "name": f"{file_id}.jpg",
        "mime_type": "image/jpeg",
        "size": 5_000_000,
        "md5": f"md5 of {file_id}",
        "owner": "tu@example.edu.vn",
        "width": 4000,
        "height": 3000,
    }
    return DriveFile(id=file_id, parent=parent, **(ordinary | facts))


def a_film(file_id: str = "film", *, parent: str | None = "event", **facts: Any) -> DriveFile:
    """A film of 720p, lying in the folder "event"."""
    ordinary = {"name": f"{file_id}.mp4", "mime_type": "video/mp4", "width": 1280, "height": 720}
    return a_file(file_id, parent=parent, **(ordinary | facts))


def a_shortcut(file_id: str, target: str | None, *, parent: str | None = "event", **facts: Any) -> DriveFile:
    """A shortcut of a colleague's, lying in the folder "event"."""
    ordinary = {"name": f"{file_id}.jpg", "owner": "le@example.edu.vn"}
    return DriveFile(id=file_id, mime_type=SHORTCUT, parent=parent, target=target, **(ordinary | facts))


def a_folder(file_id: str, *, parent: str | None = "root", name: str = "Khai giảng", **facts: Any) -> DriveFile:
    """A folder, lying in the watched folder "root"."""
    return DriveFile(id=file_id, name=name, mime_type=FOLDER, parent=parent, **facts)


def the_root(file_id: str = "root", **facts: Any) -> DriveFile:
    """A watched folder."""
    return a_folder(file_id, parent=None, name="Truyền thông", **facts)


def drive(*files: DriveFile) -> Files:
    """A Drive that holds these files."""
    return Files({file.id: file for file in files})


def mirror(*files: DriveFile, feed: str = "feed") -> dict[str, Seen]:
    """A mirror in which one feed sees these files."""
    return {file.id: Seen(file, frozenset({feed})) for file in files}


def files_of(tree: Mapping[str, Seen]) -> Files:
    """The files of a mirror, whoever sees them."""
    return Files({file_id: one.file for file_id, one in tree.items()})


def events(tree: Files, *roots: str, others: frozenset[str] = frozenset()) -> dict[str, Placed]:
    """The event folders under the roots, by their id; files that lie loose are left out."""
    placed = list(place(tree, Borders(roots or ("root",), others)))
    assert len(placed) == len({there.folder.id for there in placed})
    return {there.folder.id: there for there in placed if not there.loose}


def an_event(*files: DriveFile, name: str = "Khai giảng") -> Placed:
    """The event folder "event" with these files in it."""
    return Placed(a_folder("event", name=name), "root", files)


def a_photo(name: str = "IMG_20230905_071500.jpg", **facts: Any) -> Photo:
    """A photo of which only the name is known."""
    return Photo(file_id="photo", name=name, **facts)


def a_video(**facts: Any) -> Video:
    """A film of which only the name and type are known."""
    return Video(**({"file_id": "film", "name": "film.mp4", "mime_type": "video/mp4"} | facts))


def a_finding(code: str = "P201", file_id: str = "", **data: str | int) -> Finding:
    """A blocking finding."""
    return Finding(code, Severity.BLOCKING, file_id, data=data)


def a_person(name: str, **facts: Any) -> Person:
    """A teacher of whom only the name is known."""
    return Person(name, **facts)


def an_item(code: str = "II.1", topic: str = "SGK lớp 8", product: str = "Thông tin về sách giáo khoa") -> Item:
    """An item of the plan, due in October 2023."""
    section = code.rpartition(".")[0]
    return Item(code, section, topic, product, time="Tháng 10/2023", person="Đ.c Lê", row=4)


def a_letter(**progress: Any) -> Letter:
    """A report letter that was planned and has a draft."""
    planned = PlannedLetter("report:pu-nhi:2023-10", Kind.REPORT, Recipient("pgd@example.gov.vn"), SOME_MORNING)
    return Letter(planned, **({"draft_id": "draft", "draft_message_id": "message", "thread_id": "thread"} | progress))


def an_event_line(folder_id: str = "event", **facts: Any) -> EventLine:
    """An accepted folder with three photos, outside the plan."""
    ordinary = {
        "title": "Khai giảng",
        "when": "05/9/2023",
        "photos": 3,
        "videos": 0,
        "link": "https://drive.example",
    }
    return EventLine(folder_id, **(ordinary | facts))


def a_plan_line(
    code: str = "II.1", *, state: ItemState, due: bool = True, evidence: tuple[EventLine, ...] = ()
) -> PlanLine:
    """A line of the plan in a report."""
    return PlanLine(code, "SGK lớp 8", "Thông tin", "Tháng 10/2023", "Đ.c Lê", state, due, evidence)


def a_report(**facts: Any) -> MonthlyReport:
    """October's report."""
    period = (datetime(2023, 9, 15, tzinfo=UTC).date(), datetime(2023, 10, 13, tzinfo=UTC).date())
    return MonthlyReport("2023-10", period, **facts)


def a_letterhead(**facts: Any) -> Letterhead:
    """What stands around the papers of Pu Nhi."""
    ordinary: dict[str, Any] = {
        "superior_body": "Phòng GD&ĐT huyện Điện Biên Đông",
        "school_name": "Trường PTDTBT THCS Pu Nhi",
        "symbol": "PTDTBTTHCSPUN",
        "place": "Pu Nhi",
        "addressee": "Phòng Giáo dục và Đào tạo huyện Điện Biên Đông",
        "plan_reference": "15/KH-PTDTBTTHCSPUN ngày 15/9/2023",
        "school_year": "2023-2024",
        "signer_title": "Hiệu trưởng",
        "signer_name": "Hoàng Quốc Huy",
    }
    return Letterhead(**(ordinary | facts))
