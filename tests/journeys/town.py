"""A town on the local Google with small photos, and the autumn of the demo, played once for all who look at it."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from googleapiclient.http import MediaIoBaseUpload
from PIL import Image

from drive_sync.facts import FOLDER
from drive_sync.wording import Language
from gmail_reports import store
from gmail_reports.deadlines import ZONE
from gmail_reports.letters.letter import Letter
from gmail_reports.sheet import store as sheet_store
from gmail_reports.sheet.client import SheetClient
from service.demo import play as demo
from service.demo.clock import TurnedClock
from service.demo.people import Actor
from service.demo.timeline import Moment
from service.local_google import LocalGoogle, MailRecord
from service.tick import Ticked, tick
from service.world import World

TEST_START = datetime(2023, 9, 5, 8, tzinfo=ZONE)


@dataclass
class Autumn:
    """What the demo left: its folder, its timeline, and the stage as it stood on 30 November."""

    out: Path
    timeline: list[Moment]
    stage: demo.Stage


class Town:
    """A stage with small photos: uploads in milliseconds, a clock in words, the ledger at hand."""

    def __init__(self, google: LocalGoogle, clock: TurnedClock, state_dir: Path) -> None:
        self.google = google
        self.clock = clock
        self.stage = demo.set_stage(google, clock, state_dir)
        self.people = self.stage.people
        self.world = self.stage.world
        self._photos = 0
        self._folders: dict[str, str] = {}

    def at(self, day: int, month: int, clock: str, year: int = 2023) -> Ticked:
        """Turns the clock to a moment and ticks once."""
        hour, minute = map(int, clock.split(":"))
        self.clock.turn_to(datetime(year, month, day, hour, minute, tzinfo=ZONE))
        return self.stage.tick()

    def upload(self, actor: Actor, folder: str, photos: int) -> str:
        """An event folder with some more small photos; its id."""
        drive = self.people._drive(actor)
        if folder not in self._folders:
            body = {"name": folder, "mimeType": FOLDER, "parents": [self.people.root]}
            self._folders[folder] = drive.files().create(body=body, fields="id").execute()["id"]
        for _ in range(photos):
            self._photos += 1
            media = MediaIoBaseUpload(io.BytesIO(small_photo(self._photos)), mimetype="image/jpeg")
            body = {"name": f"IMG_{self._photos:04}.jpg", "parents": [self._folders[folder]]}
            drive.files().create(body=body, media_body=media, fields="id").execute()
        return self._folders[folder]

    def letters(self) -> dict[str, Letter]:
        """The ledger by key."""
        with self.world.engine.connect() as connection:
            return {letter.key: letter for letter in store.letters_of(connection, "pu-nhi")}

    def sent(self, kind: str = "") -> list[MailRecord]:
        """What left the school's mailbox, by the kind in our header."""
        return [one for one in self.google.sent(demo.SCHOOL_ACCOUNT) if header(one).startswith(kind)]

    def cell(self, tab: str, key_header: str, key: str, header: str) -> str:
        """A cell of the Sheet as people see it."""
        with self.world.engine.connect() as connection:
            found = sheet_store.spreadsheet(connection, "pu-nhi", "2023-2024")
        assert found is not None
        sheets = SheetClient(demo.SCHOOL_ACCOUNT, self.world.connection(demo.SCHOOL_ACCOUNT).sheets)
        rows = sheets.read(*found)[tab]
        place = rows[0].index(header)
        row = next(cells for cells in rows if cells[rows[0].index(key_header) : rows[0].index(key_header) + 1] == [key])
        return row[place] if place < len(row) else ""

    def confirm_recipient(self, month: str) -> None:
        self.people.write("Báo cáo", "Kỳ", month, "Quyết định", "Xác nhận nơi nhận")

    def new_world(self) -> World:
        """The program started anew on the same state, as after a crash."""
        self.world.close()
        self.world = self.stage.world = World.of(self.world.config, self.clock)
        return self.world

    def tick(self) -> Ticked:
        return tick(self.world, "pu-nhi")


def header(mail: MailRecord) -> str:
    return str(mail.message["X-Tin-Truong-Letter"])


def small_photo(number: int) -> bytes:
    picture = Image.new("RGB", (64, 48), (number % 256, 90, 120))
    tags = picture.getexif()
    tags[270], tags[271], tags[272] = f"photo {number}", "samsung", "SM-A546E"
    output = io.BytesIO()
    picture.save(output, "JPEG", exif=tags)
    return output.getvalue()


@contextmanager
def town_at(state_dir: Path) -> Iterator[Town]:
    """A school on 5 September 2023 at 8, its staff list filled in; in the end nothing was refused, every fault came."""
    clock = TurnedClock(TEST_START)
    with LocalGoogle(clock) as google:
        town = Town(google, clock, state_dir)
        town.people.fill_in_staff()
        yield town
        town.stage.close()
        assert google.refusals == []
        assert google.faults.unspent() == []


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A school of the test's own."""
    with town_at(tmp_path / "state") as town:
        yield town


@pytest.fixture(scope="session")
def autumn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Autumn]:
    """The demo, played by its own code; the stage stays open for a look and for more ticks."""
    out = tmp_path_factory.mktemp("autumn") / "demo-output"
    with demo.played(out, Language.VI, lambda _: None) as (stage, timeline):
        yield Autumn(out, timeline, stage)
