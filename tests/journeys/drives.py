"""A Drive of several people on the local Google, and our looks at it: what a teacher does, what a tick then knows."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from google.oauth2.credentials import Credentials
from googleapiclient.http import MediaIoBaseUpload

from drive_sync import mirror_store, store
from drive_sync.drive_client import DriveClient
from drive_sync.errors import GoogleTrouble
from drive_sync.facts import FOLDER, SHORTCUT, KnownFolder
from drive_sync.folders import place
from drive_sync.mirror_store import KeptTree
from drive_sync.names.folder_names import School
from drive_sync.pull import Puller
from drive_sync.rules import Limits
from drive_sync.settling import Patience
from drive_sync.sweep import sweep
from drive_sync.watch import judge
from drive_sync.watchers import Watched
from service.database import open_database
from service.demo.clock import TurnedClock
from service.google import Connection
from service.local_google import LocalGoogle

SCHOOL, STORE, TEACHER = "truong@example.com", "kho-anh@example.com", "tu@example.com"
_EVERYTHING = ("https://www.googleapis.com/auth/drive",)
_START = datetime(2023, 9, 5, 1, tzinfo=UTC)


class Person:
    """Somebody at Drive, through Google's own client."""

    def __init__(self, google: LocalGoogle, email: str) -> None:
        google.add_user(email)
        self.email = email
        self.connection = Connection(Credentials(google.access_token(email, _EVERYTHING)), google.root_url, 60)

    @property
    def _files(self) -> Any:
        return self.connection.drive().files()

    def folder(self, name: str, parent: str = "root") -> str:
        body = {"name": name, "mimeType": FOLDER, "parents": [parent]}
        return str(self._files.create(body=body, fields="id", supportsAllDrives=True).execute()["id"])

    def upload(self, name: str, parent: str, content: bytes = b"", mime_type: str = "image/jpeg", **body: Any) -> str:
        media = MediaIoBaseUpload(io.BytesIO(content or f"{name} {parent}".encode()), mimetype=mime_type)
        body = {"name": name, "parents": [parent], **body}
        request = self._files.create(body=body, media_body=media, fields="id", supportsAllDrives=True)
        return str(request.execute()["id"])

    def photos(self, parent: str, number: int, name: str = "IMG") -> list[str]:
        return [self.upload(f"{name}_{one:04}.jpg", parent) for one in range(number)]

    def shortcut(self, name: str, parent: str, target: str) -> str:
        body = {"name": name, "mimeType": SHORTCUT, "parents": [parent], "shortcutDetails": {"targetId": target}}
        return str(self._files.create(body=body, fields="id").execute()["id"])

    def change(self, file_id: str, **body: Any) -> None:
        self._files.update(fileId=file_id, body=body, fields="id", supportsAllDrives=True).execute()

    def content(self, file_id: str) -> bytes:
        return bytes(self._files.get_media(fileId=file_id, supportsAllDrives=True).execute())

    def replace(self, file_id: str, content: bytes, mime_type: str = "image/jpeg") -> None:
        media = MediaIoBaseUpload(io.BytesIO(content), mimetype=mime_type)
        self._files.update(fileId=file_id, media_body=media, fields="id", supportsAllDrives=True).execute()

    def move(self, file_id: str, parent: str) -> None:
        old = self._files.get(fileId=file_id, fields="parents", supportsAllDrives=True).execute()["parents"]
        request = self._files.update(
            fileId=file_id, addParents=parent, removeParents=",".join(old), fields="id", supportsAllDrives=True
        )
        request.execute()

    def copy(self, file_id: str, parent: str) -> str:
        return str(self._files.copy(fileId=file_id, body={"parents": [parent]}, fields="id").execute()["id"])

    def delete(self, file_id: str) -> None:
        self._files.delete(fileId=file_id, supportsAllDrives=True).execute()

    def share(self, file_id: str, email: str, role: str = "writer") -> str:
        body = {"type": "user", "role": role, "emailAddress": email}
        request = self.connection.drive().permissions().create(fileId=file_id, body=body, fields="id")
        return str(request.execute()["id"])

    def unshare(self, file_id: str, permission: str) -> None:
        self.connection.drive().permissions().delete(fileId=file_id, permissionId=permission).execute()


class Drives:
    """The school's two accounts, a teacher, and our program, which may be started anew at any moment."""

    def __init__(self, google: LocalGoogle, clock: TurnedClock, state: Path) -> None:
        self.google, self.clock, self.state = google, clock, state
        self.school, self.store, self.teacher = (Person(google, email) for email in (SCHOOL, STORE, TEACHER))
        self.people = {person.email: person for person in (self.school, self.store, self.teacher)}
        self.root = self.school.folder("Ảnh, video truyền thông")
        self.school.share(self.root, TEACHER)
        self.roots = (self.root,)
        self.accounts = (SCHOOL,)
        self.engine = open_database(f"sqlite:///{(state / 'watched.sqlite3').as_posix()}")

    @property
    def watched(self) -> Watched:
        return Watched("pu-nhi", School("THCS Pu Nhi"), (), self.accounts, self.roots, _START)

    def puller(self, account: str = SCHOOL) -> Puller:
        drive = DriveClient(account, self.people[account].connection.drive)
        return Puller(self.engine, drive, [self.watched], self.clock())

    def look(self, minutes: float = 5, quiet: float = 0) -> list[str]:
        """One look of our program some minutes later: every account, then the school's folders; the ids judged."""
        self.clock.turn_to(self.clock() + timedelta(minutes=minutes))
        for account in self.accounts:
            self.puller(account).pull()
        patience = Patience(timedelta(minutes=quiet), timedelta(hours=2), timedelta(minutes=quiet))
        return judge(self.engine, self.watched, Limits(), patience, self.clock())

    def stumble(self) -> GoogleTrouble | None:
        """A look that Google may let fail."""
        try:
            self.look()
        except GoogleTrouble as error:
            return error
        return None

    def sweep(self, account: str = SCHOOL) -> int:
        """The nightly listing; how much had been missed."""
        puller = self.puller(account)
        sweep(puller, self.clock())
        cursors = [puller.cursor(feed) for feed in puller.feeds()]
        return sum(cursor.missed for cursor in cursors if cursor)

    def restart(self) -> None:
        self.engine.dispose()
        self.engine = open_database(f"sqlite:///{(self.state / 'watched.sqlite3').as_posix()}")

    def events(self) -> dict[str, KnownFolder]:
        """The event folders that are there, by id."""
        with self.engine.connect() as connection:
            known = store.known_folders(connection, "pu-nhi")
        return {folder_id: folder for folder_id, folder in known.items() if folder.gone_at is None}

    def files_in(self) -> dict[str, set[str]]:
        """The files we know of in each event folder, loose ones under the folder that holds them."""
        with self.engine.connect() as connection:
            placed = list(place(KeptTree(connection), self.watched.borders))
        return {there.folder.id: {file.id for file in there.files if file.mime_type != FOLDER} for there in placed}

    def findings(self, folder: str) -> list[str]:
        """The codes of what was found in a folder."""
        with self.engine.connect() as connection:
            return [finding.code for finding in store.open_findings(connection, "pu-nhi").get(folder, ())]

    def place_in_feed(self, account: str = SCHOOL) -> mirror_store.Cursor:
        puller = self.puller(account)
        cursor = puller.cursor(puller.feeds()[0])
        assert cursor is not None
        return cursor

    def spent(self) -> dict[str, int]:
        """What our looks cost since the last question, people's own calls left out by asking before and after."""
        now = {method: count for method, count in self.google.calls.items() if method.startswith("drive.")}
        before, self._spent = getattr(self, "_spent", {}), now
        return {method: count - before.get(method, 0) for method, count in now.items() if count > before.get(method, 0)}


@contextmanager
def drives_at(state: Path) -> Iterator[Drives]:
    """The people and their Drives on a morning of September; in the end every scripted fault came."""
    clock = TurnedClock(_START)
    with LocalGoogle(clock, video_processing=timedelta(0)) as google:
        drives = Drives(google, clock, state)
        try:
            yield drives
            assert google.faults.unspent() == []
            assert google.refusals == []
        finally:
            drives.engine.dispose()
            for person in drives.people.values():
                person.connection.close()
