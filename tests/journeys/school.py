"""A whole school on the local Google: its people act through Google's own client, the daemon's tick does the rest."""

import base64
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from google.oauth2.credentials import Credentials
from googleapiclient.http import MediaIoBaseUpload
from openpyxl import load_workbook
from PIL import Image

from drive_sync.facts import FOLDER
from gmail_reports import store
from gmail_reports.deadlines import ZONE
from gmail_reports.letters.gmail_client import REFERENCE_HEADER
from gmail_reports.letters.letter import Kind, Letter
from service.demo.clock import TurnedClock
from service.demo.people import Actor
from service.demo.play import SCHOOL_ACCOUNT, SUPERIOR, Stage, set_stage
from service.google import Connection
from service.local_google import LocalGoogle
from service.local_google.mail import MailRecord
from service.tick import Ticked, tick
from service.world import World

NAME = "PTDTBT THCS Pu Nhi"


def moment(text: str) -> datetime:
    """A moment in Vietnam: "2023-10-13 08:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


class School:
    """The demo's school with a hand on its clock: what people do, one tick, what everybody sees."""

    def __init__(self, google: LocalGoogle, clock: TurnedClock, stage: Stage) -> None:
        self.google = google
        self.clock = clock
        self.people = stage.people
        self.world = stage.world
        self.id = stage.world.config.schools[0].id
        self._worlds = [stage.world]
        self._photos = 0
        self._mailbox = Connection(Credentials(google.access_token(SCHOOL_ACCOUNT)), google.root_url, timeout=60)

    # --- time and the program ---

    def tick(self, at: str | None = None) -> Ticked:
        """One tick of the daemon, at a moment if one is given."""
        if at is not None:
            self.clock.turn_to(moment(at))
        return tick(self.world, self.id)

    def ticks(self, *moments: str) -> list[Ticked]:
        """One tick at each moment."""
        return [self.tick(at) for at in moments]

    def later(self, **units: float) -> Ticked:
        """One tick some time later."""
        self.clock.turn_to(self.clock() + timedelta(**units))
        return self.tick()

    def restart(self) -> None:
        """The program ends, however it ends, and is started anew."""
        self.world = self.another_world()

    def another_world(self, clock: TurnedClock | None = None) -> World:
        """A second start of the program on the same state folder."""
        self._worlds.append(World.of(self.world.config, clock or self.clock))
        return self._worlds[-1]

    def reconfigure(self, **options: Any) -> None:
        """The operator changes options of the school and starts the program anew."""
        school = self.world.config.schools[0].model_copy(update=options)
        self.world.config = self.world.config.model_copy(update={"schools": (school,)})
        self.restart()

    def close(self) -> None:
        """Ends all connections."""
        self._mailbox.close()
        self.people.close()
        for world in self._worlds:
            world.close()

    # --- what people do ---

    def upload(self, actor: Actor, folder: str, photos: int = 3) -> str:
        """Small photos of a phone for an event folder of the watched root; the folder's id."""
        drive = self.people._drive(actor)
        if folder not in self.people._folders:
            body = {"name": folder, "mimeType": FOLDER, "parents": [self.people.root]}
            self.people._folders[folder] = drive.files().create(body=body, fields="id").execute()["id"]
        for _ in range(photos):
            self._photos += 1
            media = MediaIoBaseUpload(io.BytesIO(_photo(self._photos, self.clock())), mimetype="image/jpeg")
            body = {"name": f"IMG_{self._photos:04}.jpg", "parents": [self.people._folders[folder]]}
            drive.files().create(body=body, media_body=media, fields="id").execute()
        return str(self.people._folders[folder])

    def decide(self, decision: str, month: str = "10/2023") -> None:
        """The officer chooses in the column Quyết định beside a month's report."""
        self.people.write("Báo cáo", "Kỳ", month, "Quyết định", decision)

    def confirm_recipient(self, month: str = "10/2023") -> None:
        """The officer confirms where the report goes."""
        self.decide("Xác nhận nơi nhận", month)

    @property
    def drafts(self) -> Any:
        """The drafts of the school's Gmail, as a person at it (or another program) reaches them."""
        return self._mailbox.gmail().users().drafts()

    def draft_ids(self) -> list[str]:
        """The drafts that lie in the school's Gmail."""
        return [draft["id"] for draft in self.drafts.list(userId="me").execute().get("drafts", ())]

    def edit_draft(self, draft_id: str, text: str) -> None:
        """A person rewords a draft in Gmail: headers of ours do not survive it."""
        old = self.drafts.get(userId="me", id=draft_id, format="raw").execute()["message"]
        before = message_from_bytes(base64.urlsafe_b64decode(old["raw"]), policy=default)
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = SCHOOL_ACCOUNT, before["To"], before["Subject"]
        message.set_content(text)
        body = {
            "message": {
                "raw": base64.urlsafe_b64encode(message.as_bytes()).decode("ascii"),
                "threadId": old["threadId"],
            }
        }
        self.drafts.update(userId="me", id=draft_id, body=body).execute()

    # --- what everybody sees ---

    def rows(self, tab: str) -> list[dict[str, str]]:
        """The rows of a tab below its header, by header, as the officer sees them."""
        answer = self.people._values().get(spreadsheetId=self.people.spreadsheet, range=f"'{tab}'").execute()
        header, *rows = answer["values"]
        return [dict(zip(header, row + [""] * (len(header) - len(row)), strict=True)) for row in rows]

    def row(self, tab: str, header: str, key: str) -> dict[str, str]:
        """The one row of a tab whose cell under a header is `key`."""
        (found,) = [row for row in self.rows(tab) if row[header] == key]
        return found

    def report_row(self, month: str = "10/2023") -> dict[str, str]:
        """The row of a month in Báo cáo."""
        return self.row("Báo cáo", "Kỳ", month)

    def inbox(self, email: str) -> list[MailRecord]:
        """What arrived for somebody, oldest first."""
        return [record for record in self.google.mailbox(email) if "INBOX" in record.labels]

    def reports(self) -> list[MailRecord]:
        """The reports that arrived at the superior office."""
        return self.inbox(SUPERIOR)

    def sent(self, kind: Kind) -> list[MailRecord]:
        """The letters of a kind in the school's Sent, oldest first."""
        return [record for record in self.google.sent(SCHOOL_ACCOUNT) if key_of(record).startswith(f"{kind}:")]

    def sent_keys(self) -> list[str]:
        """The keys of all mails in the school's Sent."""
        return [key_of(record) for record in self.google.sent(SCHOOL_ACCOUNT)]

    def letters(self, kind: Kind) -> list[Letter]:
        """The letters of a kind in the ledger."""
        with self.world.engine.connect() as connection:
            return [letter for letter in store.letters_of(connection, self.id) if letter.kind is kind]

    def report(self, month: str = "2023-10") -> Letter:
        """The report of a month in the ledger."""
        (letter,) = [letter for letter in self.letters(Kind.REPORT) if letter.planned.month == month]
        return letter


@contextmanager
def school_at(state_dir: Path, first_day: str = "2023-10-02", now: str | None = None) -> Iterator[School]:
    """A school that begins to use the program on a day; in the end Google refused nothing and every fault came.

    Args:
        state_dir: where the program keeps its state.
        first_day: `start` in the configuration.
        now: the clock at the beginning; 07:00 of the first day when not given.
    """
    clock = TurnedClock(moment(now or f"{first_day} 07:00"))
    with LocalGoogle(clock, video_processing=timedelta(0)) as google:
        stage = set_stage(google, clock, state_dir)
        stage.world.config = _starting(stage.world, date.fromisoformat(first_day))
        school = School(google, clock, stage)
        try:
            yield school
            assert google.faults.unspent() == []
            assert google.refusals == []
        finally:
            school.close()


def _starting(world: World, first_day: date) -> Any:
    config = world.config
    school = config.schools[0].model_copy(update={"start": first_day})
    return config.model_copy(update={"schools": (school,)})


def key_of(record: MailRecord) -> str:
    """The key of the letter that a mail is; empty for a mail of a person."""
    return str(record.message[REFERENCE_HEADER] or "")


def text_of(record: MailRecord) -> str:
    """The plain text of a mail."""
    body = record.message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def html_of(record: MailRecord) -> str:
    """The HTML of a mail."""
    body = record.message.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def paper_of(record: MailRecord) -> Any:
    """The .docx attached to a mail, opened."""
    paper, _ = record.message.iter_attachments()
    return Document(io.BytesIO(paper.get_content()))


def rows_of(record: MailRecord) -> Any:
    """The .xlsx attached to a mail, opened."""
    _, rows = record.message.iter_attachments()
    return load_workbook(io.BytesIO(rows.get_content()))


def words_of(document: Any) -> str:
    """All words of a document, tables too."""
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def links_of(document: Any) -> set[str]:
    """Where the hyperlinks of a document lead."""
    relations = document.part.rels.values()
    return {relation.target_ref for relation in relations if relation.reltype == RELATIONSHIP_TYPE.HYPERLINK}


def once_each(keys: Iterable[str]) -> bool:
    """Whether nothing appears twice."""
    listed = list(keys)
    return len(listed) == len(set(listed))


def _photo(number: int, now: datetime) -> bytes:
    """A small JPEG with a camera's EXIF, different for every number."""
    picture = Image.new("RGB", (64, 48), (number % 256, number // 256 % 256, 120))
    tags = picture.getexif()
    tags[0x010E], tags[0x010F], tags[0x0110] = f"photo {number}", "samsung", "SM-A546E"
    tags.get_ifd(0x8769)[0x9003] = f"{now.astimezone(ZONE):%Y:%m:%d %H:%M:%S}"
    output = io.BytesIO()
    picture.save(output, "JPEG", exif=tags)
    return output.getvalue()
