"""When Drive or a part of the Sheet is away: reports say since when, folders' letters wait, the other tabs go on."""

from gmail_reports.letters.letter import Kind
from gmail_reports.sheet import store as sheet_store
from service.demo.people import LE, OFFICER, TU
from tests.journeys.school import NAME, School, paper_of, text_of, words_of

MOON = f"{NAME}_Trung thu"


def test_a_report_on_older_facts_says_since_when_in_mail_and_paper(confirmed: School) -> None:
    confirmed.tick("2023-10-12 17:00")
    confirmed.google.faults.add("drive.changes.list", "403 dailyLimitExceeded", times=4)
    confirmed.ticks("2023-10-13 07:55", "2023-10-13 08:00", "2023-10-13 08:05", "2023-10-13 17:00")
    (report,) = confirmed.reports()
    assert "đầy đủ đến 12/10/2023 17:00" in text_of(report)
    assert "đầy đủ đến 12/10/2023 17:00" in words_of(paper_of(report))
    assert confirmed.tick("2023-10-13 17:05").troubles == ()


def test_nobody_is_asked_to_mend_a_folder_on_older_facts(confirmed: School) -> None:
    confirmed.upload(LE, MOON, photos=2)
    confirmed.ticks("2023-10-05 16:00", "2023-10-05 17:00")
    confirmed.upload(LE, MOON, photos=1)
    confirmed.google.faults.add("drive.changes.list", "403 dailyLimitExceeded", times=2)
    confirmed.ticks("2023-10-06 07:00", "2023-10-06 08:00")
    assert confirmed.inbox(LE.email) == []
    confirmed.ticks("2023-10-06 08:05", "2023-10-06 09:00", "2023-10-09 07:00")
    assert [text_of(mail).count("còn cần") for mail in confirmed.inbox(LE.email)] == [0]
    assert len(confirmed.sent(Kind.THANK_YOU)) == 1


def _rename_header(school: School, tab: str, header: str, text: str) -> None:
    """The officer types over a header."""
    values = school.people._values()
    headers = values.get(spreadsheetId=school.people.spreadsheet, range=f"'{tab}'!1:1").execute()["values"][0]
    cell = f"'{tab}'!{chr(ord('A') + headers.index(header))}1"
    body = {"values": [[text]]}
    values.update(
        spreadsheetId=school.people.spreadsheet, range=cell, valueInputOption="RAW", body=body, fields="updatedCells"
    ).execute()


def test_a_header_of_ours_that_is_typed_over_is_written_again(confirmed: School) -> None:
    _rename_header(confirmed, "Theo dõi", "Đường dẫn", "Link")
    _rename_header(confirmed, "Báo cáo", "Trạng thái", "")
    confirmed.upload(TU, MOON)
    assert [ticked.troubles for ticked in confirmed.ticks("2023-10-05 10:00", "2023-10-05 11:00")] == [(), ()]
    assert [row["Thư mục"] for row in confirmed.rows("Theo dõi")] == [MOON]
    assert confirmed.report_row()["Trạng thái"] != ""


def test_headers_typed_over_stop_their_tab_only_and_mended_everything_goes_on(confirmed: School) -> None:
    _rename_header(confirmed, "Theo dõi", "Đường dẫn", "Link")
    _rename_header(confirmed, "Theo dõi", "Ghi chú", "Lời nhắn")
    confirmed.upload(TU, MOON)
    confirmed.people.write("Phụ lục 1", "Mã", "VII.1", "Thời gian đã xác nhận", "11/2023")
    confirmed.tick("2023-10-05 10:00")
    (trouble,) = confirmed.tick("2023-10-05 11:00").troubles
    assert "Theo dõi" in trouble
    assert "Báo cáo" not in trouble
    assert confirmed.row("Phụ lục 1", "Mã", "VII.1")["Thời gian hiểu là"] == "11/2023"
    assert confirmed.rows("Theo dõi") == []
    _rename_header(confirmed, "Theo dõi", "Link", "Đường dẫn")
    _rename_header(confirmed, "Theo dõi", "Lời nhắn", "Ghi chú")
    assert confirmed.tick("2023-10-05 11:05").troubles == ()
    assert [row["Thư mục"] for row in confirmed.rows("Theo dõi")] == [MOON]


def test_with_a_tab_deleted_the_report_goes_and_its_row_says_so(confirmed: School) -> None:
    with confirmed.world.engine.connect() as connection:
        found = sheet_store.spreadsheet(connection, confirmed.id, "2023-2024")
    assert found is not None
    spreadsheet, tabs = found
    sheets = confirmed.people._connection(OFFICER.email).sheets().spreadsheets()
    body = {"requests": [{"deleteSheet": {"sheetId": tabs["Theo dõi"]}}]}
    sheets.batchUpdate(spreadsheetId=spreadsheet, body=body).execute()
    confirmed.ticks("2023-10-13 08:00", "2023-10-13 08:05")
    assert len(confirmed.reports()) == 1
    assert confirmed.report_row()["Trạng thái"] == "Đã gửi"
    titles = [
        one["properties"]["title"]
        for one in sheets.get(spreadsheetId=spreadsheet, fields="sheets(properties(title))").execute()["sheets"]
    ]
    assert titles == ["Phụ lục 1", "Tin bài", "Báo cáo", "Nhân sự"]
