"""The people of the demo and what they can do: everything goes through Google's own client, as their own users."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from google.oauth2.credentials import Credentials
from googleapiclient.http import MediaIoBaseUpload

from drive_sync.facts import FOLDER
from drive_sync.text import fold
from gmail_reports.deadlines import ZONE
from service.demo import media as demo_media
from service.demo.clock import TurnedClock
from service.demo.scenes import Shot
from service.google import Connection
from service.local_google import LocalGoogle

_EVERYTHING = ("https://www.googleapis.com/auth/drive", "https://www.googleapis.com/auth/spreadsheets")
_SHOTS: tuple[Shot, ...] = ("wide", "speaker", "close")


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody with a Google account; all of them are invented."""

    name: str
    email: str
    honorific: str
    role: str


TU = Actor("Lò Văn Tú", "tu.punhi@example.com", "thầy", "Tổ KHXH")
LE = Actor("Nguyễn Thị Lê", "le.punhi@example.com", "cô", "Tổ KHTN")
OFFICER = Actor("Giàng A Páo", "pao.punhi@example.com", "thầy", "Cán bộ truyền thông")
ACTORS = (TU, LE, OFFICER)


class People:
    """The actors on the stage: the local Google, the school's watched folder, and its Sheet."""

    def __init__(self, google: LocalGoogle, clock: TurnedClock, school_account: str) -> None:
        self._google = google
        self._clock = clock
        self._school_account = school_account
        self._connections: dict[str, Connection] = {}
        self._folders: dict[str, str] = {}
        self._made = 0
        self.root = self._make_root()
        self.spreadsheet = ""

    def upload(self, actor: Actor, folder: str, kinds: Iterable[str]) -> None:
        """Uploads files of these kinds ("photo", "zalo", "mp4", "mov") into an event folder of the watched root."""
        if folder not in self._folders:
            body = {"name": folder, "mimeType": FOLDER, "parents": [self.root]}
            self._folders[folder] = self._drive(actor).files().create(body=body, fields="id").execute()["id"]
        for kind in kinds:
            name, data, mime_type = self._media(folder, kind)
            media = MediaIoBaseUpload(io.BytesIO(data), mimetype=mime_type, chunksize=1024 * 1024, resumable=True)
            body = {"name": name, "parents": [self._folders[folder]]}
            self._drive(actor).files().create(body=body, media_body=media, fields="id").execute()

    def rename(self, actor: Actor, folder: str, name: str) -> None:
        """Renames an event folder."""
        self._folders[name] = self._folders.pop(folder)
        self._drive(actor).files().update(fileId=self._folders[name], body={"name": name}, fields="id").execute()

    def replace_video(self, actor: Actor, folder: str) -> None:
        """Puts the .mov of a folder into the bin and uploads an .mp4."""
        query = f"'{self._folders[folder]}' in parents and mimeType = 'video/quicktime' and trashed = false"
        found = self._drive(actor).files().list(q=query, fields="files(id)").execute()["files"]
        self._drive(actor).files().update(fileId=found[0]["id"], body={"trashed": True}, fields="id").execute()
        self.upload(actor, folder, ["mp4"])

    def fill_in_staff(self) -> None:
        """The officer completes the staff list: the names that the plan gave, and the officer's own row."""
        rows = [[actor.name, actor.honorific, actor.email, actor.role] for actor in ACTORS]
        request = self._values().update(
            spreadsheetId=self.spreadsheet,
            range="'Nhân sự'!A2",
            valueInputOption="USER_ENTERED",
            body={"values": rows},
            fields="updatedCells",
        )
        request.execute()

    def write(self, tab: str, key_header: str, key: str, header: str, text: str) -> None:
        """The officer types into the cell under `header` in the row whose `key_header` cell is `key`."""
        answer = self._values().get(spreadsheetId=self.spreadsheet, range=f"'{tab}'").execute()
        rows: list[list[str]] = answer["values"]
        headers = [fold(cell) for cell in rows[0]]
        key_place, place = headers.index(fold(key_header)), headers.index(fold(header))
        row = next(at for at, cells in enumerate(rows) if len(cells) > key_place and cells[key_place] == key)
        request = self._values().update(
            spreadsheetId=self.spreadsheet,
            range=f"'{tab}'!{chr(ord('A') + place)}{row + 1}",
            valueInputOption="USER_ENTERED",
            body={"values": [[text]]},
            fields="updatedCells",
        )
        request.execute()

    def export_sheet(self) -> bytes:
        """The spreadsheet as .xlsx."""
        mime_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        exported: bytes = self._drive(OFFICER).files().export(fileId=self.spreadsheet, mimeType=mime_type).execute()
        return exported

    def share_sheet(self) -> None:
        """The school lets its officer write in the Sheet."""
        self._share(self.spreadsheet, OFFICER.email)

    def close(self) -> None:
        """Ends everybody's connections."""
        for connection in self._connections.values():
            connection.close()

    def _media(self, folder: str, kind: str) -> tuple[str, bytes, str]:
        """A file's name, bytes and type; every one is different, and the same in every run."""
        self._made += 1
        taken_at = self._clock().astimezone(ZONE) - timedelta(hours=2, minutes=self._made % 7)
        title = folder.rpartition("_")[2] if "_" in folder else "Ngày Chuyển đổi số"
        shot = _SHOTS[self._made % len(_SHOTS)]
        if kind == "zalo":
            data = demo_media.zalo_photo(self._made, title=title, shot=shot)
            return demo_media.zalo_name(data), data, "image/jpeg"
        if kind == "photo":
            data = demo_media.photo(self._made, title=title, shot=shot, taken_at=taken_at)
            return f"IMG_{taken_at:%Y%m%d_%H%M%S}.jpg", data, "image/jpeg"
        if kind == "mov":
            return (
                f"IMG_{self._made:04}.MOV",
                demo_media.video(seconds=35, container="mov", seed=self._made),
                "video/quicktime",
            )
        return f"VID_{taken_at:%Y%m%d_%H%M%S}.mp4", demo_media.video(seconds=40, seed=self._made), "video/mp4"

    def _make_root(self) -> str:
        body = {"name": "Ảnh, video truyền thông", "mimeType": FOLDER}
        drive = self._connection(self._school_account).drive()
        root: str = drive.files().create(body=body, fields="id").execute()["id"]
        for actor in ACTORS:
            self._share(root, actor.email)
        return root

    def _share(self, file_id: str, email: str) -> None:
        body = {"type": "user", "role": "writer", "emailAddress": email}
        drive = self._connection(self._school_account).drive()
        drive.permissions().create(fileId=file_id, body=body, sendNotificationEmail=False, fields="id").execute()

    def _drive(self, actor: Actor) -> Any:
        return self._connection(actor.email).drive()

    def _values(self) -> Any:
        return self._connection(OFFICER.email).sheets().spreadsheets().values()

    def _connection(self, email: str) -> Connection:
        if email not in self._connections:
            self._google.add_user(email)
            token = self._google.access_token(email, scopes=_EVERYTHING)
            self._connections[email] = Connection(Credentials(token), self._google.root_url, timeout=60)
        return self._connections[email]
