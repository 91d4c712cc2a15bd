"""One autumn at Pu Nhi, as `make demo` plays it: from a teacher's upload to the superior office's inbox."""

import io
import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import docx
import openpyxl
from docx.opc.constants import RELATIONSHIP_TYPE

from gmail_reports import store
from gmail_reports.deadlines import ZONE
from gmail_reports.letters.letter import Kind
from service.demo.people import LE
from service.demo.play import SCHOOL_ACCOUNT, SUPERIOR
from service.demo.story import PARENTS, TEACHERS_DAY, TEXTBOOK
from tests.journeys.town import Autumn, header


def _cells(autumn: Autumn, tab: str) -> list[dict[str, str]]:
    sheet = openpyxl.load_workbook(autumn.out / "theo-doi.xlsx")[tab]
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_three_reports_arrive_on_their_days_each_exactly_once(autumn: Autumn) -> None:
    arrived = autumn.stage.google.mailbox(SUPERIOR)
    assert [(header(mail), f"{mail.date.astimezone(ZONE):%d/%m/%Y %H:%M}") for mail in arrived] == [
        ("report:pu-nhi:2023-09", "14/09/2023 08:00"),
        ("report:pu-nhi:2023-10", "13/10/2023 08:00"),
        ("report:pu-nhi:2023-11", "14/11/2023 08:00"),
    ]
    assert all("INBOX" in mail.labels for mail in arrived)


def test_no_letter_of_the_autumn_goes_twice(autumn: Autumn) -> None:
    sent = Counter(header(mail) for mail in autumn.stage.google.sent(SCHOOL_ACCOUNT))
    assert set(sent.values()) == {1}
    kinds = Counter(key.split(":")[0] for key in sent)
    about_folders = {"feedback": 3, "thank-you": 8}
    assert kinds == about_folders | {"report": 3, "preview": 3, "question": 1, "reminder": 1, "summary": 13}


def test_a_folder_goes_from_two_photos_to_the_thanks_in_one_thread(autumn: Autumn) -> None:
    mails = [
        mail
        for mail in autumn.stage.google.mailbox(LE.email)
        if PARENTS in str(mail.message.get_body(("plain",)).get_content())
    ]
    feedback, thanks = mails
    assert header(feedback).startswith("feedback:")
    assert header(thanks).startswith("thank-you:")
    assert feedback.thread_id == thanks.thread_id
    assert feedback.message["Subject"] == thanks.message["Subject"]
    assert thanks.message["References"] == feedback.message["Message-ID"]


def test_the_timeline_tells_upload_verdict_mail_mended_upload_and_new_verdict_with_their_times(autumn: Autumn) -> None:
    about = [moment for moment in autumn.timeline if PARENTS in moment.text]
    assert [(moment.kind, f"{moment.at.astimezone(ZONE):%d/%m %H:%M}") for moment in about] == [
        ("person", "18/09 16:05"),
        ("verdict", "18/09 16:45"),
        ("letter", "19/09 07:00"),
        ("person", "20/09 15:20"),
        ("verdict", "20/09 16:00"),
        ("letter", "21/09 07:00"),
    ]


def test_an_upload_over_two_days_gets_its_thanks_and_no_nagging(autumn: Autumn) -> None:
    letters = [moment.letter.split(":")[0] for moment in autumn.timeline if TEXTBOOK in moment.text and moment.letter]
    assert letters == ["thank-you"]


def test_the_confirmed_item_and_the_one_of_october_are_done_at_the_next_tick(autumn: Autumn) -> None:
    done = [moment for moment in autumn.timeline if moment.kind == "plan"]
    assert [(moment.text.split("“")[0], f"{moment.at.astimezone(ZONE):%d/%m %H:%M}") for moment in done] == [
        ("nội dung II.1 ", "17/10 19:05"),
        ("nội dung VII.1 ", "13/11 08:45"),
    ]
    states = {row["Mã"]: row["Trạng thái"] for row in _cells(autumn, "Phụ lục 1") if row["Mã"]}
    assert states["II.1"] == states["VII.1"] == "Đã hoàn thành (1/3 sản phẩm)"
    assert "Quá hạn" not in states.values()


def test_both_evidence_links_stand_in_the_report_of_november(autumn: Autumn) -> None:
    document = docx.Document(str(autumn.out / "reports" / "Bao-cao-truyen-thong-2023-11.docx"))
    targets = {link.target_ref for link in document.part.rels.values() if link.reltype == RELATIONSHIP_TYPE.HYPERLINK}
    links = {row["Thư mục"]: row["Đường dẫn"] for row in _cells(autumn, "Theo dõi")}
    assert {links[TEXTBOOK], links[TEACHERS_DAY]} <= targets


def test_each_accepted_folder_stands_in_exactly_one_report(autumn: Autumn) -> None:
    with autumn.stage.world.engine.connect() as connection:
        reported = store.reported_in(connection, "pu-nhi")
    assert Counter(reported.values()) == {
        "report:pu-nhi:2023-09": 1,
        "report:pu-nhi:2023-10": 4,
        "report:pu-nhi:2023-11": 2,
    }


def test_the_folder_of_papers_opens_and_its_links_lead_somewhere(autumn: Autumn) -> None:
    page = (autumn.out / "index.html").read_text(encoding="utf-8")
    targets = set(re.findall(r'href="([^"]+)"', page))
    assert {"theo-doi.xlsx", "reports/Bao-cao-truyen-thong-2023-09.docx"} <= targets
    assert [target for target in targets if not (autumn.out / target).exists()] == []


def test_the_spreadsheet_opens_with_its_five_tabs(autumn: Autumn) -> None:
    book = openpyxl.load_workbook(io.BytesIO(Path(autumn.out / "theo-doi.xlsx").read_bytes()))
    assert book.sheetnames == ["Phụ lục 1", "Theo dõi", "Tin bài", "Báo cáo", "Nhân sự"]


def test_z_another_week_of_ticks_sends_nothing_more_and_costs_one_call_each_way(autumn: Autumn) -> None:
    # Runs last in this file: it turns the clock of the shared autumn on.
    stage = autumn.stage
    before = [header(mail) for mail in stage.google.sent(SCHOOL_ACCOUNT)]
    stage.tick()
    calls, refreshes = Counter(stage.google.calls), 0
    ticks = 0
    for _ in range(7 * 8):
        stage.clock.turn_to(stage.clock() + timedelta(hours=3))
        assert stage.tick().troubles == ()
        ticks += 1
    after = Counter(header(mail) for mail in stage.google.sent(SCHOOL_ACCOUNT)) - Counter(before)
    assert [key for key in after if not key.startswith((Kind.REPORT, Kind.PREVIEW, Kind.SUMMARY))] == []
    assert [key for key in after if key.startswith(Kind.REPORT)] == []
    spent = stage.google.calls - calls
    refreshes = spent["oauth2.token"]  # each costs the refused call before it
    assert spent["drive.changes.list"] - refreshes == ticks
    assert spent["sheets.spreadsheets.values.batchGetByDataFilter"] == ticks
    assert spent["sheets.spreadsheets.values.batchUpdate"] <= 2  # the row of December, and its state
    assert stage.google.refusals == []
