"""What the demo leaves behind: every letter, the reports, the spreadsheet, and a page that leads to them."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from itertools import groupby
from pathlib import Path

import jinja2

from gmail_reports import store
from gmail_reports.deadlines import ZONE, Month
from gmail_reports.letters.letter import Kind, Letter, State
from gmail_reports.sheet.tabs import TABS
from service.demo.timeline import Moment
from service.local_google import LocalGoogle
from service.world import World

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class _Paper:
    """A letter on the page, with the names of its files."""

    letter: Letter
    sent: str
    html: str
    eml: str
    docx: str

    @property
    def month(self) -> str:
        """The month of a report, `10/2023`."""
        return Month.parse(self.letter.planned.month).label


def write_output(out: Path, world: World, google: LocalGoogle, sheet: bytes, timeline: Iterable[Moment]) -> None:
    """Writes `letters/*.html|.eml`, `reports/*.docx`, `theo-doi.xlsx` and `index.html`."""
    school = world.config.schools[0]
    for folder in ("letters", "reports"):
        (out / folder).mkdir()
    (out / "theo-doi.xlsx").write_bytes(sheet)
    sent = {record.id: record.raw for record in google.sent(school.accounts[0])}
    with world.engine.connect() as connection:
        letters = [one for one in store.letters_of(connection, school.id) if one.state is State.SENT]
    ordered = sorted(letters, key=lambda one: (one.sent_at or one.planned.due_at, one.key))
    papers = [
        _write_letter(out, number, one, sent[one.message_id or ""]) for number, one in enumerate(ordered, start=1)
    ]
    page = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    ).get_template("page.html")
    by_key = {paper.letter.key: paper for paper in papers}
    days = [
        {
            "title": f"{_WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}",
            "moments": [_shown(moment, by_key) for moment in moments],
        }
        for day, moments in groupby(timeline, key=lambda moment: moment.at.astimezone(ZONE).date())
    ]
    reports = [paper for paper in papers if paper.letter.kind is Kind.REPORT]
    (out / "index.html").write_text(
        page.render(school=school, tabs=[tab.name for tab in TABS], days=days, papers=papers, reports=reports),
        encoding="utf-8",
    )


def _write_letter(out: Path, number: int, letter: Letter, raw: bytes) -> _Paper:
    message = message_from_bytes(raw, policy=default)
    name = f"{number:02}-{letter.kind}"
    (out / "letters" / f"{name}.eml").write_bytes(raw)
    body = message.get_body(preferencelist=("html",))
    html = body.get_content() if body else ""
    for picture in message.walk():
        if picture.get_content_maintype() == "image":  # a browser knows no Content-ID
            data = b64encode(picture.get_content()).decode("ascii")
            html = html.replace(f"cid:{picture['Content-ID'].strip('<>')}", f"data:image/png;base64,{data}")
    (out / "letters" / f"{name}.html").write_text(html, encoding="utf-8")
    docx = ""
    for attachment in message.iter_attachments() if letter.kind is Kind.REPORT else ():
        path = f"reports/{attachment.get_filename()}"
        (out / path).write_bytes(attachment.get_content())
        docx = path if path.endswith(".docx") else docx
    sent_at = (letter.sent_at or letter.planned.due_at).astimezone(ZONE)
    return _Paper(letter, f"{sent_at:%H:%M %d/%m/%Y}", f"letters/{name}.html", f"letters/{name}.eml", docx)


def _shown(moment: Moment, papers: dict[str, _Paper]) -> dict[str, str]:
    paper = papers.get(moment.letter)
    return {
        "clock": f"{moment.at.astimezone(ZONE):%H:%M}",
        "kind": moment.kind,
        "text": moment.text,
        "link": paper.html if paper else "",
    }
