"""Many small schools on one local Google: their configuration, their folders and Sheets."""

import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from google.oauth2.credentials import Credentials
from googleapiclient.http import MediaIoBaseUpload
from PIL import Image

from drive_sync.facts import FOLDER
from gmail_reports.sheet.beginning import create_sheet
from gmail_reports.sheet.client import SheetClient
from gmail_reports.times.when import SchoolYear
from service.config import SchoolConfig
from service.google import Connection
from service.local_google import LocalGoogle
from service.world import World

SUPERIOR = "office@example.com"
_PLAN = [
    ["Stt", "Nội dung/Chủ đề", "Hình thức/Sản phẩm truyền thông", "Thời gian thực hiện", "Thực hiện"],
    ["I", "Công tác chuyên môn", "", "", ""],
    ["1", "SGK lớp 8", "Thông tin về bộ sách", "Tháng 10/2023", "Đ.c Lê"],
]


class FileClock:
    """The true time, and a file with what the computer's clock shows: the program in the other process reads that."""

    def __init__(self, path: Path, now: datetime) -> None:
        self.path = path
        self.turn_to(now)

    def __call__(self) -> datetime:
        return self._now

    def turn_to(self, now: datetime, shown: datetime | None = None) -> None:
        """Turns the time, and the computer's clock with it unless it shows another."""
        self._now = now
        self.shown = shown or now
        fresh = self.path.with_suffix(".new")
        fresh.write_text(self.shown.isoformat())
        fresh.replace(self.path)


class Uploader:
    """What people of the schools do on Drive, through Google's own client."""

    def __init__(self, google: LocalGoogle) -> None:
        self._google = google
        self._connections: dict[str, Connection] = {}
        self._photos = 0

    def token(self, email: str) -> str:
        """A permission that does not run out, as the file the program keeps."""
        permission = self._google.authorized_user(email)
        return json.dumps(permission | {"token": self._google.access_token(email, lifetime=None)})

    def root(self, email: str) -> str:
        self._google.add_user(email)
        return self._make(email, {"name": "Ảnh truyền thông", "mimeType": FOLDER})

    def event(self, email: str, root: str, activity: str, photos: int) -> None:
        name = f"THCS Thử_{activity}"
        folder = self._make(email, {"name": name, "mimeType": FOLDER, "parents": [root]})
        for _ in range(photos):
            self._photos += 1
            media = MediaIoBaseUpload(io.BytesIO(photo(self._photos)), mimetype="image/jpeg")
            body = {"name": f"IMG_{self._photos}.jpg", "parents": [folder]}
            self._drive(email).files().create(body=body, media_body=media, fields="id").execute()

    def sheet(self, world: World, school: SchoolConfig) -> None:
        sheets = SheetClient(school.accounts[0], world.connection(school.accounts[0]).sheets)
        spreadsheet = create_sheet(
            world.engine, sheets, school.id, school.name, SchoolYear.parse(school.school_year), _PLAN
        )
        values = self._connection(school.accounts[0]).sheets().spreadsheets().values()
        officer = [["Nguyễn Thị Lê", "cô", f"officer-of-{school.id}@example.com", "Cán bộ truyền thông"]]
        values.update(
            spreadsheetId=spreadsheet, range="'Nhân sự'!A2", valueInputOption="RAW", body={"values": officer}
        ).execute()

    def close(self) -> None:
        for connection in self._connections.values():
            connection.close()

    def _make(self, email: str, body: dict[str, Any]) -> str:
        return str(self._drive(email).files().create(body=body, fields="id").execute()["id"])

    def _drive(self, email: str) -> Any:
        return self._connection(email).drive()

    def _connection(self, email: str) -> Connection:
        if email not in self._connections:
            token = self._google.access_token(email, lifetime=None)
            self._connections[email] = Connection(Credentials(token), self._google.root_url, timeout=60)
        return self._connections[email]


def photo(number: int) -> bytes:
    """A small picture, different for every number."""
    picture = Image.new("RGB", (48, 36), (number % 256, number // 256 % 256, 120))
    tags = picture.getexif()
    tags[270], tags[271], tags[272] = f"photo {number}", "samsung", "SM-A546E"
    output = io.BytesIO()
    picture.save(output, "JPEG", exif=tags)
    return output.getvalue()


def school_id(number: int) -> str:
    return f"truong-{number}"


def account(number: int) -> str:
    return f"truong{number}@example.com"


def config_text(root_url: str, roots: list[str], start: date) -> str:
    schools = "".join(
        f"""
[[schools]]
id = "{school_id(number)}"
name = "THCS Thử"
school_year = "2023-2024"
start = {start}
accounts = ["{account(number)}"]
roots = ["{root}"]
symbol = "THCST"
place = "Pu Nhi"
plan_reference = "Kế hoạch số 1"
signer_name = "Hoàng Quốc Huy"
[[schools.superiors]]
since = 2023-01-01
name = "Phòng Giáo dục và Đào tạo"
short = "Phòng GD&ĐT"
address = "{SUPERIOR}"
body = "PHÒNG GD&ĐT"
"""
        for number, root in enumerate(roots)
    )
    return f'state_dir = "state"\n[google]\nroot_url = "{root_url}"\n[timing]\nquiet_minutes = 0\n{schools}'
