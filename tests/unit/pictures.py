"""A school at one moment, built as the program builds it: from the cells of its Sheet and the folders of its Drive.

A test names only the cells and folders it is about.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from drive_sync.facts import Finding, KnownFolder, Sharing, Verdict
from drive_sync.wording import Language
from gmail_reports.deadlines import ZONE, WorkCalendar
from gmail_reports.documents.letterhead import Letterhead
from gmail_reports.letters.house import House, Office
from gmail_reports.overview import Overview, overview
from gmail_reports.sheet.tabs import ARTICLES, CODE, CONFIRMED_TIME, FOLDERS, PLAN, POSTPONED_TO, REPORTS, STAFF, Tab
from gmail_reports.times.when import SchoolYear
from tests.builders import NA_SON, PU_NHI, SOME_MORNING

YEAR = SchoolYear(2023)
Row = Mapping[str, str]

OFFICER = {
    "Họ tên": "Quàng Thị Lê",
    "Xưng hô": "cô",
    "Gmail": "le@example.edu.vn",
    "Vai trò/Tổ": "Cán bộ truyền thông",
}
TU = {"Họ tên": "Lò Văn Tú", "Xưng hô": "thầy", "Gmail": "tu@example.edu.vn"}


def a_section(numeral: str = "II", title: str = "Triển khai chương trình GDPT 2018") -> Row:
    """A row that opens a section of the plan."""
    return {"Stt": numeral, "Nội dung/Chủ đề": title}


def a_promise(number: str = "1", topic: str = "SGK lớp 8", **cells: str) -> Row:
    """A row of the plan, due in October 2023, for cô Lê; `time`, `person`, `product`, `code` and decisions differ."""
    headers = {
        "time": "Thời gian thực hiện",
        "person": "Thực hiện",
        "product": "Hình thức/Sản phẩm truyền thông",
        "code": CODE,
        "confirmed": CONFIRMED_TIME,
        "decision": "Quyết định",
        "postponed_to": POSTPONED_TO,
    }
    ordinary = {
        "product": "Thông tin về bộ sách giáo khoa",
        "time": "Tháng 10/2023",
        "person": "Đ.c Lê",
    }
    named = {headers[name]: text for name, text in (ordinary | cells).items()}
    return {"Stt": number, "Nội dung/Chủ đề": topic} | named


TEXTBOOKS = (a_section(), a_promise())
TEACHERS_DAY = (
    a_section("VII", "Một số hoạt động khác"),
    a_promise("1", "Kỷ niệm 41 năm ngày Nhà giáo Việt Nam", time="11/2022", person="Đ.c  Tú"),
)


def a_known_folder(folder_id: str = "event", activity: str = "Khai giảng", **facts: Any) -> KnownFolder:
    """An accepted folder of thầy Tú, quiet since some morning of September."""
    ordinary = {
        "school": "pu-nhi",
        "root": "root",
        "name": f"PTDTBT THCS Pu Nhi_{activity}",
        "created": SOME_MORNING,
        "first_seen": SOME_MORNING,
        "changed_at": SOME_MORNING,
        "people_mark": "people",
        "facts_mark": "facts",
        "verdict": Verdict.ACCEPTED,
        "round": 1,
        "uploader": TU["Gmail"],
        "photos": 3,
    }
    return KnownFolder(folder_id=folder_id, **(ordinary | facts))


def beside(folder: KnownFolder, decision: str = "", belongs_to: str = "") -> Row:
    """What the officer wrote beside a folder."""
    return {"Đường dẫn": folder.link, "Quyết định": decision, "Thuộc nội dung": belongs_to}


def rows_of(tab: Tab, rows: Iterable[Row]) -> list[list[str]]:
    """The cells of a tab, header first, as Google gives them."""
    headers = [column.header for column in tab.columns]
    return [headers, *([row.get(header, "") for header in headers] for row in rows)]


def the_tabs(
    *,
    plan: Iterable[Row] = (),
    folders: Iterable[Row] = (),
    articles: Iterable[Row] = (),
    months: Iterable[Row] = (),
    staff: Iterable[Row] = (OFFICER, TU),
) -> dict[str, list[list[str]]]:
    """All tabs of a school's Sheet."""
    contents = {PLAN: plan, FOLDERS: folders, ARTICLES: articles, REPORTS: months, STAFF: staff}
    return {tab.name: rows_of(tab, rows) for tab, rows in contents.items()}


def a_school(
    *folders: KnownFolder,
    today: date = date(2023, 10, 9),
    findings: Mapping[str, tuple[Finding, ...]] | None = None,
    tabs: dict[str, list[list[str]]] | None = None,
    **cells: Iterable[Row],
) -> Overview:
    """The picture of a school with these folders and these rows in its Sheet (see `the_tabs`)."""
    return overview(
        year=YEAR,
        tabs=the_tabs(**cells) if tabs is None else tabs,
        folders=folders,
        findings=findings or {},
        own=PU_NHI,
        others=(NA_SON,),
        today=today,
    )


def a_house(language: Language = Language.VI, **facts: Any) -> House:
    """What every letter of Pu Nhi knows."""
    office = "Phòng Giáo dục và Đào tạo huyện Điện Biên Đông"
    letterhead = Letterhead(
        superior_body="PHÒNG GD&ĐT HUYỆN ĐIỆN BIÊN ĐÔNG",
        school_name="Trường PTDTBT THCS Pu Nhi",
        symbol="PTDTBTTHCSPN",
        place="Pu Nhi",
        addressee=office,
        plan_reference="Kế hoạch số 15/KH-PTDTBTTHCSPUN ngày 15/9/2023",
        school_year="2023-2024",
        signer_title="HIỆU TRƯỞNG",
        signer_name="Hoàng Quốc Huy",
    )
    ordinary = {
        "school_name": "Trường PTDTBT THCS Pu Nhi",
        "sender": "truyenthong.punhi@gmail.com",
        "office": Office(office, "Phòng GD&ĐT", "phuongthcs6279@gmail.com"),
        "letterhead": letterhead,
        "calendar": WorkCalendar(),
        "sheet_link": "https://docs.google.com/spreadsheets/d/1sheet/edit",
        "plan_tab_link": "https://docs.google.com/spreadsheets/d/1sheet/edit#gid=1",
        "upload_link": "https://drive.google.com/drive/folders/1root",
        "folder_prefix": "PTDTBT THCS Pu Nhi",
        "officer_phone": "0912 345 678",
        "officer_position": "Cán bộ truyền thông",
        "missed": 0,
        "storage": (("truyenthong.punhi@gmail.com", 0.12),),
        "sharing": (("https://drive.google.com/drive/folders/1root", Sharing.NOT_SHARED),),
    }
    return House(language=language, **(ordinary | facts))


def hanoi(day: int, month: int, hour: int = 8, minute: int = 0, *, year: int = 2023) -> datetime:
    """A moment on the clock of the school, in UTC as the program knows it."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)
