"""Folder names that try to be formulas, scripts or mail headers are text everywhere."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy

import docx
import pytest
from openpyxl import load_workbook
from rich.console import Console

from drive_sync.facts import Verdict
from drive_sync.text import one_line
from drive_sync.wording import Language
from gmail_reports.compilation import report_from_json
from gmail_reports.deadlines import WorkCalendar
from gmail_reports.letters.letter import Kind, Letter, PlannedLetter, Recipient, State
from gmail_reports.letters.rendering import render
from gmail_reports.notices.alert_notices import OpenTrouble, alerts
from gmail_reports.notices.corrections import corrected_facts
from gmail_reports.notices.manners import Terms
from gmail_reports.notices.plan_notices import reminders
from gmail_reports.notices.weekly_summary import summaries
from gmail_reports.notices.year_end import year_ends
from gmail_reports.overview import Overview
from gmail_reports.sheet import store as sheet_store
from service.demo.people import TU
from service.demo.play import SCHOOL_ACCOUNT, SUPERIOR
from service.demo.timeline import Observer
from tests.builders import a_finding
from tests.journeys.town import Town, town_at
from tests.unit.pictures import OFFICER as OFFICER_ROW
from tests.unit.pictures import TU as TU_ROW
from tests.unit.pictures import a_house, a_known_folder, a_promise, a_school, a_section, hanoi

FORMULA = '=IMPORTXML("http://x")'
SCRIPT = "<script>alert(1)</script>_Khai giảng"
HEADER = "Trung thu\nBcc: a@b.vn\x1b[31m\u202egpj"
NAMES = (FORMULA, SCRIPT, HEADER)


@pytest.fixture(scope="module")
def hostile_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Three hostile folders, judged, mailed about (two photos each), then complete and reported; only looked at."""
    with town_at(tmp_path_factory.mktemp("town") / "state") as town:
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
        yield town


def test_a_formula_is_text_in_the_sheet(hostile_town: Town) -> None:
    with hostile_town.world.engine.connect() as connection:
        found = sheet_store.spreadsheet(connection, "pu-nhi", "2023-2024")
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


# --- every place of the letters about the plan, the week and the year ---

HOSTILE = "<script>alert(1)</script>\nBcc: a@b.vn\x1b[31m\u202egpj {{ 7*7 }} \"'><b>"


def _hostile_school(today: date) -> Overview:
    """A school where every cell and every folder name is hostile, also those of people and of the officer."""
    cells = {"time": "9/2023", "product": f"- {HOSTILE}\n· {HOSTILE}"}
    plan = (
        a_section(title=HOSTILE),
        a_promise("1", f"{HOSTILE} một", person="Đ.c Tú", **cells),
        a_promise("2", f"{HOSTILE} hai", person="Đ.c Tú", **cells | {"time": "11/2023"}),
        a_promise("3", f"{HOSTILE} ba", person=HOSTILE, **cells | {"time": HOSTILE}),
        a_promise("4", f"{HOSTILE} bốn", person="Đ.c Tú", decision="Lùi", **cells),
    )
    articles = [{"Ngày": "25/10/2023", "Tiêu đề": HOSTILE, "Đường dẫn": "https://x.vn/1", "Kênh": HOSTILE}]
    articles += [{"Ngày": "26/10/2023", "Tiêu đề": HOSTILE, "Đường dẫn": HOSTILE}]
    staff = [
        OFFICER_ROW | {"Họ tên": f"{HOSTILE} Lê", "Xưng hô": HOSTILE},
        TU_ROW | {"Họ tên": f"{HOSTILE} Tú"},
        TU_ROW | {"Họ tên": f"{HOSTILE} Huy", "Vai trò/Tổ": "Hiệu trưởng", "Gmail": "huy@example.edu.vn"},
    ]
    remarks = {"Kỳ": "11/2023", "Ý kiến": HOSTILE, "Kiến nghị": HOSTILE}
    name = one_line(HOSTILE)
    folders = [
        a_known_folder(
            "bad", name=name, verdict=Verdict.NEEDS_WORK, first_seen=hanoi(27, 10), uploader=TU_ROW["Gmail"]
        ),
        a_known_folder("good", name=name, first_seen=hanoi(27, 10), created=hanoi(27, 10)),
    ]
    findings = {"bad": (a_finding(count=2, minimum=3, missing=1),)}
    cells = {"plan": plan, "staff": staff, "months": [remarks], "articles": articles}
    return a_school(*folders, findings=findings, today=today, **cells)


def _hostile_letters() -> list[tuple[Letter, Overview]]:
    terms = Terms("pu-nhi", date(2023, 9, 1), "pgd@example.gov.vn", frozenset(), WorkCalendar())
    stuck = PlannedLetter("feedback:pu-nhi:x:1", Kind.FEEDBACK, Recipient("x@example.vn"), hanoi(3, 10))
    report = PlannedLetter("report:pu-nhi:2024-06", Kind.REPORT, Recipient(terms.address), hanoi(14, 6, year=2024))
    report_of_november = replace(report, key="report:pu-nhi:2023-11", due_at=hanoi(14, 11), month="2023-11")
    ledger = [
        Letter(stuck, State.UNSURE, subject=HOSTILE, reason=HOSTILE),
        Letter(report, State.SENT, sent_at=hanoi(14, 6, year=2024)),
    ]
    autumn, summer = _hostile_school(date(2023, 10, 30)), _hostile_school(date(2024, 6, 17))
    monday = hanoi(30, 10, 7)
    reminded = reminders(autumn, frozenset(), terms, hanoi(1, 11, 7))
    planned = [*reminded, *summaries(autumn, ledger, frozenset(), terms, monday)]
    found = [(Letter(one), autumn) for one in planned]
    found += [(Letter(one), summer) for one in year_ends(summer, ledger, terms, hanoi(17, 6, 7, year=2024))]
    sent = Letter(report_of_november, State.SENT, sent_at=hanoi(14, 11))
    correction = PlannedLetter(
        "correction:pu-nhi:2023-11:1", Kind.CORRECTION, Recipient(terms.address), hanoi(20, 11), month="2023-11"
    )
    facts = corrected_facts(Letter(correction), autumn, [sent], {"good": "report:pu-nhi:2023-11"}, terms)
    trouble = OpenTrouble("letter-held", HOSTILE, monday, HOSTILE)
    (alert,) = alerts([trouble], (), autumn, terms, OFFICER_ROW["Gmail"], "school@example.edu.vn", monday)
    return [*found, (Letter(replace(correction, about=facts)), autumn), (Letter(alert), autumn)]


@pytest.mark.parametrize("language", Language)
def test_no_cell_no_name_and_no_reason_does_anything_in_any_letter(language: Language) -> None:
    letters = _hostile_letters()
    assert Counter(letter.kind for letter, _ in letters) == {
        Kind.REMINDER: 1,
        Kind.SUMMARY: 1,
        Kind.YEAR_END: 2,
        Kind.CORRECTION: 1,
        Kind.ALERT: 1,
    }
    for letter, school in letters:
        message = message_from_bytes(render(letter, a_house(language), school).compose(), policy=policy.default)
        assert message["Bcc"] is None
        assert len(message["To"].addresses) == len(message["From"].addresses) == 1
        text, html = (message.get_body((part,)).get_content() for part in ("plain", "html"))
        for seen in (str(message["Subject"]), text, html):
            assert not {"\x1b", "\u202e"} & set(seen)
            assert "49" not in seen
        assert "alert(1)" in text
        assert "<script" not in html
        assert "<b>" not in html
        assert not [line for line in text.splitlines() if line.startswith("Bcc:")]
