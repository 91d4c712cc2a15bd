"""Folder names that try to be formulas, scripts or mail headers are text everywhere."""

import io

import docx
import pytest
from openpyxl import load_workbook
from rich.console import Console

from drive_sync.wording import Language
from gmail_reports import store
from gmail_reports.compilation import report_from_json
from service.demo import SCHOOL_ACCOUNT, SUPERIOR
from service.demo_people import TU
from service.demo_timeline import Observer
from tests.journeys.town import Town

FORMULA = '=IMPORTXML("http://x")'
SCRIPT = "<script>alert(1)</script>_Khai giảng"
HEADER = "Trung thu\nBcc: a@b.vn\x1b[31m\u202egpj"
NAMES = (FORMULA, SCRIPT, HEADER)


@pytest.fixture
def hostile_town(town: Town) -> Town:
    """Three hostile folders, judged, mailed about (two photos each), then complete and reported."""
    town.at(5, 9, "08:00")
    town.confirm_recipient("9/2023")
    for name in NAMES:
        town.upload(TU, name, 2)
    for day in (5, 6, 7, 8):
        for clock in ("10:00", "11:00", "16:00"):
            town.at(day, 9, clock)
    for name in NAMES:
        town.upload(TU, name, 1)
    for day in (11, 12, 13, 14):
        for clock in ("08:00", "10:00", "16:00"):
            town.at(day, 9, clock)
    return town


def test_a_formula_is_text_in_the_sheet(hostile_town: Town) -> None:
    with hostile_town.world.engine.connect() as connection:
        found = store.spreadsheet(connection, "pu-nhi", "2023-2024")
    assert found is not None
    values = hostile_town.world.connection(SCHOOL_ACCOUNT).sheets().spreadsheets()
    answer = values.get(spreadsheetId=found[0], ranges=["'Theo dõi'!A2:I4"], includeGridData=True).execute()
    entered = [
        cell.get("userEnteredValue", {}) for row in answer["sheets"][0]["data"][0]["rowData"] for cell in row["values"]
    ]
    assert [value for value in entered if "formulaValue" in value] == []
    names = [row["values"][0]["userEnteredValue"]["stringValue"] for row in answer["sheets"][0]["data"][0]["rowData"]]
    assert sorted(names) == [SCRIPT, FORMULA, "Trung thu Bcc: a@b.vn [31mgpj"]


def test_no_mail_gets_a_header_or_a_reader_from_a_folder_name(hostile_town: Town) -> None:
    mails = hostile_town.sent()
    assert sum(str(mail.message["X-Tin-Truong-Letter"]).startswith("feedback") for mail in mails) == 3
    for mail in mails:
        assert mail.message["Bcc"] is None
        assert len(mail.message["To"].addresses) == 1
        assert "\x1b" not in str(mail.message["Subject"])


def test_markup_is_escaped_in_every_html_body(hostile_town: Town) -> None:
    bodies = [mail.message.get_body(("html",)).get_content() for mail in hostile_town.sent()]
    assert any("&lt;script&gt;" in body for body in bodies)
    assert [body for body in bodies if "<script" in body] == []


def test_the_report_and_its_document_show_the_names_as_text(hostile_town: Town) -> None:
    (mail,) = hostile_town.google.mailbox(SUPERIOR)
    paper, _ = mail.message.iter_attachments()
    document = docx.Document(io.BytesIO(paper.get_content()))
    text = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert FORMULA in text
    assert "alert(1)" in text
    report = report_from_json(hostile_town.letters()["report:pu-nhi:2023-09"].planned.about["report"])
    assert len(report.events) == 3


def test_the_annex_holds_the_names_as_text_and_no_formula(hostile_town: Town) -> None:
    (mail,) = hostile_town.google.mailbox(SUPERIOR)
    _, rows = mail.message.iter_attachments()
    cells = [cell for sheet in load_workbook(io.BytesIO(rows.get_content())) for row in sheet for cell in row]
    assert FORMULA in [cell.value for cell in cells]
    assert "f" not in {cell.data_type for cell in cells}


def test_the_terminal_shows_no_control_characters(hostile_town: Town) -> None:
    picture = hostile_town.tick().picture
    moments = list(Observer(Language.VI).notice(picture, hostile_town.letters().values(), hostile_town.clock()))
    console = Console(file=io.StringIO(), width=200)
    for moment in moments:
        console.print(moment.text, markup=False)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "Trung thu Bcc" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
