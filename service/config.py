"""The configuration: every option once, with its type, default, check and a sentence in both languages.

`config.example.toml` and `docs/config.md` are generated from here; `config_file.py` reads a file.
"""

import re
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from drive_sync.names.folder_names import School
from drive_sync.wording import Language
from gmail_reports.deadlines import WorkCalendar
from gmail_reports.times.when import SchoolYear
from service.config_limits import RuleLimits

_ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value):
        raise ValueError("ghi một địa chỉ thư, ví dụ truong@gmail.com (write an e-mail address)")
    return value


def _address_or_none(value: str) -> str:
    return _address(value) if value else value


def _identifier(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError("chỉ dùng chữ thường không dấu, số và dấu -, ví dụ pu-nhi (use small letters, digits and -)")
    return value


def _school_year(value: str) -> str:
    try:
        return str(SchoolYear.parse(value))
    except ValueError:
        raise ValueError("ghi hai năm liền nhau, ví dụ 2023-2024 (write two consecutive years)") from None


def _root_url(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^/]+/", value):
        raise ValueError("ghi dạng http://127.0.0.1:8080/ có dấu / ở cuối (write it with a slash at the end)")
    return value


def _ping_url(value: str) -> str:
    if value and not value.startswith(("https://", "http://")):
        raise ValueError("ghi một địa chỉ web bắt đầu bằng https:// (write a web address)")
    return value


Address = Annotated[str, AfterValidator(_address)]
AddressOrNone = Annotated[str, AfterValidator(_address_or_none)]
Identifier = Annotated[str, AfterValidator(_identifier)]
SchoolYearText = Annotated[str, AfterValidator(_school_year)]
PingUrl = Annotated[str, AfterValidator(_ping_url)]
RootUrl = Annotated[str, AfterValidator(_root_url)]


class _Part(BaseModel):
    """A part of the configuration; unknown keys are mistakes, so a typing error cannot hide."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Google(_Part):
    """Access to Google."""

    root_url: RootUrl = Field(
        default="",
        description="Để trống khi dùng Google thật; chỉ điền khi thử với Google cục bộ. | "
        "Empty for the real Google; only for trying with the local Google.",
    )
    client_secrets: Path = Field(
        default=Path("client_secret.json"),
        description="Tệp OAuth client (Desktop) tải từ Google Cloud Console. | "
        "The OAuth client file (Desktop) from the Google Cloud Console.",
    )
    timeout_seconds: int = Field(
        default=60,
        ge=1,
        le=600,
        description="Chờ Google trả lời tối đa bao nhiêu giây. | Seconds to wait for an answer of Google.",
    )


class Timing(_Part):
    """How often we look, and how long we wait."""

    poll_minutes: int = Field(
        default=5,
        ge=1,
        le=1440,
        description="Bao nhiêu phút xem Drive một lần. | Minutes between two looks at Drive.",
    )
    quiet_minutes: int = Field(
        default=30,
        ge=0,
        le=1440,
        description="Thư mục yên bao nhiêu phút thì mới chấm. | Quiet minutes before a folder is judged.",
    )
    processing_minutes: int = Field(
        default=120,
        ge=0,
        le=10080,
        description="Chờ Google xử lý video tối đa bao nhiêu phút. | Minutes to wait for Google to read a video.",
    )
    send_hour: time = Field(
        default=time(8),
        description="Giờ gửi báo cáo trong ngày gửi. | The hour of the send day at which the report goes.",
    )


class Alerts(_Part):
    """How the operator hears of trouble when Gmail itself may be it."""

    urls: tuple[str, ...] = Field(
        default=(),
        description="Kênh báo sự cố, dạng địa chỉ Apprise (Telegram, ntfy, e-mail khác…). | "
        "Where trouble is told, as Apprise URLs (Telegram, ntfy, another mail…).",
    )
    mail_to: AddressOrNone = Field(
        default="",
        description="Địa chỉ thư của người vận hành: sự cố cũng được báo bằng thư, trong giờ làm việc. | "
        "The operator's e-mail address: trouble is also told by mail, in office hours.",
    )
    ping_url: PingUrl = Field(
        default="",
        description="Địa chỉ được gọi sau mỗi lượt chạy (healthchecks.io…): máy tắt thì nơi đó báo. | "
        "Called after every look (healthchecks.io…): it tells when the computer is off.",
    )


class Calendar(_Part):
    """Decrees about working days that came after the built-in calendar."""

    off: tuple[date, ...] = Field(
        default=(),
        description="Ngày làm việc được nghỉ thêm (hoán đổi). | Working days made free by decree.",
    )
    on: tuple[date, ...] = Field(
        default=(),
        description="Ngày nghỉ phải làm bù. | Free days worked instead.",
    )
    quiet_months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = Field(
        default=(6, 7, 8),
        description="Các tháng không nhắc việc (báo cáo vẫn gửi). | "
        "Months in which nobody is reminded; reports go all the same.",
    )

    @property
    def working_days(self) -> WorkCalendar:
        """The calendar with these decrees."""
        return WorkCalendar(frozenset(self.off), frozenset(self.on))


class Superior(_Part):
    """The superior office that gets the report, from a date on."""

    since: date = Field(description="Áp dụng từ ngày. | Valid from this day on.")
    name: str = Field(min_length=1, description="Tên cơ quan nhận, dùng sau “Kính gửi”. | The office's full name.")
    short: str = Field(min_length=1, description="Tên ngắn, dùng trong thư. | Its short name for letters.")
    address: Address = Field(description="Địa chỉ thư nhận báo cáo. | The e-mail address that gets the report.")
    body: str = Field(
        min_length=1,
        description="Cơ quan chủ quản ghi ở đầu văn bản. | The superior body printed at the head of the paper.",
    )


class SendMode(StrEnum):
    """What lets a report go on its day."""

    AUTOMATIC = "automatic"
    AFTER_APPROVAL = "after-approval"


class SchoolConfig(_Part):
    """One school."""

    id: Identifier = Field(description="Mã ngắn của trường, không đổi về sau. | A short id that never changes.")
    name: str = Field(min_length=1, description="Tên trường như trong tên thư mục. | The name as in folder names.")
    aliases: tuple[str, ...] = Field(
        default=(), description="Các cách viết khác của tên trường. | Other ways to write the name."
    )
    school_year: SchoolYearText = Field(description="Năm học của kế hoạch. | The school year of the plan.")
    start: date = Field(
        description="Ngày bắt đầu dùng: thư mục cũ hơn chỉ hiện trong bảng, không gửi thư. | "
        "First day of use: older folders are shown, never mailed about."
    )
    accounts: tuple[Address, ...] = Field(
        min_length=1,
        description="Các Gmail của trường có thư mục ảnh; thư gửi đi từ tài khoản đầu. | "
        "The school's Gmail accounts; letters go from the first.",
    )
    roots: tuple[str, ...] = Field(
        min_length=1,
        description="Mã các thư mục Drive cần theo dõi (phần cuối đường dẫn). | Ids of the Drive folders to watch.",
    )
    send: SendMode = Field(
        default=SendMode.AUTOMATIC,
        description="Báo cáo tự gửi đúng ngày (automatic), hay chỉ gửi khi cán bộ chọn Gửi ngay (after-approval). | "
        "The report goes by itself on its day, or only once the officer chooses to send it.",
    )
    symbol: str = Field(min_length=1, description="Ký hiệu trường trong số văn bản. | The school's document symbol.")
    place: str = Field(min_length=1, description="Địa danh ghi trước ngày tháng. | The place before the date.")
    plan_reference: str = Field(
        min_length=1,
        description="Kế hoạch làm căn cứ, kèm ngày. | The plan the report refers to, with its date.",
    )
    signer_name: str = Field(min_length=1, description="Họ tên người ký. | Who signs.")
    signer_title: str = Field(default="HIỆU TRƯỞNG", description="Chức vụ người ký. | The signer's title.")
    officer_phone: str = Field(default="", description="Điện thoại cán bộ truyền thông. | The officer's telephone.")
    officer_position: str = Field(default="", description="Chức vụ cán bộ truyền thông. | The officer's position.")
    superiors: tuple[Superior, ...] = Field(
        min_length=1, description="Cơ quan nhận báo cáo, theo thời gian. | The superior offices, by date."
    )

    @property
    def own(self) -> School:
        """The school as folder names speak of it."""
        return School(self.name, self.aliases)

    @property
    def full_name(self) -> str:
        """The name in documents: "Trường PTDTBT THCS Pu Nhi"."""
        return f"Trường {self.name}"

    def superior_on(self, day: date) -> Superior:
        """The office that is valid on a day; before the first, the first."""
        ordered = sorted(self.superiors, key=lambda one: one.since)
        return next((one for one in reversed(ordered) if one.since <= day), ordered[0])


class Config(_Part):
    """Everything; paths are relative to the file."""

    state_dir: Path = Field(
        default=Path("state"),
        description="Nơi giữ dữ liệu và quyền truy cập. | Where data and permissions are kept.",
    )
    database_url: str = Field(
        default="",
        description="Để trống: SQLite trong state_dir; hoặc postgresql+psycopg://… | Empty: SQLite in state_dir.",
    )
    language: Language = Field(default=Language.VI, description="Ngôn ngữ của thư: vi hoặc en. | Language of letters.")
    google: Google = Google()
    timing: Timing = Timing()
    calendar: Calendar = Calendar()
    limits: RuleLimits = RuleLimits()
    alerts: Alerts = Alerts()
    schools: tuple[SchoolConfig, ...] = Field(min_length=1, description="Các trường. | The schools.")

    @model_validator(mode="after")
    def _distinct_schools(self) -> "Config":
        ids = [school.id for school in self.schools]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise ValueError(f"schools: id {', '.join(twice)} dùng hai lần, đặt mã khác nhau (used twice)")
        return self

    @property
    def url(self) -> str:
        """The database's SQLAlchemy URL."""
        return self.database_url or f"sqlite:///{(self.state_dir / 'tintruong.sqlite3').as_posix()}"
