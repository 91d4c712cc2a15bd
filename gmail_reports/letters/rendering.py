"""From a letter and what we know of the school to the mail itself: subject, text, HTML, headers, attachment.

Foreign text is one line by now and escaped where HTML needs it; a header with a line break is refused by
`email.message`.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr
from functools import cache
from pathlib import Path

import jinja2

from drive_sync.text import one_line
from gmail_reports.compilation import report_from_json
from gmail_reports.deadlines import ZONE
from gmail_reports.letters.delivery import Mail
from gmail_reports.letters.gmail_client import REFERENCE_HEADER
from gmail_reports.letters.house import House
from gmail_reports.letters.letter import Kind, Letter
from gmail_reports.letters.letter_context import attachment_names, letter_context
from gmail_reports.monthly import folders_in
from gmail_reports.overview import Overview
from gmail_reports.people.who import Person
from gmail_reports.progress import ItemState

PROGRESS_PICTURE = "progress"
"""The Content-ID under which the summary's HTML shows the picture of progress."""

_OFFICE = "vnd.openxmlformats-officedocument"
_DOCX, _XLSX = f"{_OFFICE}.wordprocessingml.document", f"{_OFFICE}.spreadsheetml.sheet"
# Folding a long header, Python 3.11 loses the blank between two encoded words; RFC 5322 allows 998 characters.
_UNFOLDED = SMTP.clone(max_line_length=998)


@dataclass(frozen=True, slots=True)
class Threading:
    """The mail that a follow-up answers: same Subject, and its Message-ID as Gmail gave it."""

    subject: str
    message_id: str


def render(letter: Letter, house: House, school: Overview, thread: Threading | None = None) -> Mail:
    """The mail of a letter; its bytes are composed only when asked for."""
    context = letter_context(letter, house, school)
    templates = f"{letter.kind}/{house.language}"
    subject = thread.subject if thread else one_line(_template(f"{templates}/subject.txt").render(context))
    text = _template(f"{templates}/body.txt").render(context)
    html = _template(f"{templates}/body.html").render(context)
    about = letter.planned.about
    evidence = folders_in(report_from_json(about["report"])) if letter.kind is Kind.REPORT else ()
    said = json.dumps([subject, text, html, letter.planned.to.email, about], ensure_ascii=False, sort_keys=True)
    mark = hashlib.sha256(said.encode()).hexdigest()

    def compose() -> bytes:
        message = _message(letter, house, school.officer, thread)
        message["Subject"] = subject
        message.set_content(text, cte="quoted-printable")
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        if letter.kind is Kind.SUMMARY and school.items:
            _show_progress(message, school)
        if "report" in about:
            _attach_report(message, letter, house)
        return message.as_bytes()

    return Mail(subject, compose, mark, evidence, about)


def _message(letter: Letter, house: House, officer: Person | None, thread: Threading | None) -> EmailMessage:
    """An empty mail with its headers; `email.message` refuses a header with a line break."""
    message = EmailMessage(policy=_UNFOLDED)
    message["From"] = formataddr((f"Truyền thông - {house.school_name}", house.sender))
    message["To"] = formataddr((one_line(letter.planned.to.name), letter.planned.to.email))
    if officer is not None:
        message["Reply-To"] = formataddr((officer.name, officer.email))
    message[REFERENCE_HEADER] = letter.key
    if letter.kind not in {Kind.REPORT, Kind.CORRECTION}:
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: keeps holiday notices from answering
    if thread and thread.message_id:
        message["In-Reply-To"] = message["References"] = thread.message_id
    return message


def _show_progress(message: EmailMessage, school: Overview) -> None:
    """Puts the picture of progress beside the HTML that shows it; it travels in the mail, nothing is fetched."""
    from gmail_reports.documents.progress_picture import SectionBar, progress_picture  # noqa: PLC0415 - Pillow is heavy

    states: dict[str, list[ItemState]] = {}
    for view in school.items:
        states.setdefault(view.item.section, []).append(view.state)
    picture = progress_picture([SectionBar(section, tuple(one)) for section, one in states.items()])
    html = message.get_body(("html",))
    if html is not None:
        html.add_related(picture, maintype="image", subtype="png", cid=f"<{PROGRESS_PICTURE}>")


def _attach_report(message: EmailMessage, letter: Letter, house: House) -> None:
    from gmail_reports.documents.annex import annex  # noqa: PLC0415 - openpyxl and python-docx are heavy
    from gmail_reports.documents.report import report_document  # noqa: PLC0415

    report = report_from_json(letter.planned.about["report"])
    dated = _dated(letter, report.period[1])
    replaces = letter.planned.about.get("replaces")
    replaced_on = datetime.fromisoformat(replaces).date() if replaces else None
    paper = report_document(report, house.letterhead, dated, replaced_on)
    rows = annex(report, house.letterhead, dated)
    paper_name, rows_name = attachment_names(report.month)
    message.add_attachment(paper, maintype="application", subtype=_DOCX, filename=paper_name)
    message.add_attachment(rows, maintype="application", subtype=_XLSX, filename=rows_name)


def _dated(letter: Letter, cut_off: date) -> date:
    """The date on the paper: the send day, or the day it really goes when that is later."""
    return max(letter.planned.due_at.astimezone(ZONE).date(), cut_off)


def _template(name: str) -> jinja2.Template:
    return _environment().get_template(name)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=jinja2.select_autoescape(["html"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
