from dataclasses import replace
from datetime import date, timedelta

import pytest

from drive_sync.facts import Finding, Severity, Verdict
from drive_sync.text import fold
from drive_sync.wording import Language
from gmail_reports.deadlines import Month, WorkCalendar
from gmail_reports.letters.letter import Kind, Letter, PlannedLetter, Recipient, State
from gmail_reports.overview import overview
from gmail_reports.sheet.tabs import ARTICLES, FOLDERS, PLAN, REPORTS, STAFF, TABS, Table
from gmail_reports.sheet.view import (
    REPORT_LABEL,
    STANDING_LABEL,
    CellChange,
    person_question,
    sheet_plan,
    time_question,
)
from tests.builders import PU_NHI, a_finding
from tests.unit.pictures import (
    OFFICER,
    TEACHERS_DAY,
    TEXTBOOKS,
    TU,
    YEAR,
    a_known_folder,
    a_promise,
    a_school,
    a_section,
    beside,
    hanoi,
    rows_of,
    the_tabs,
)

_SEPTEMBER, _OCTOBER = Month(2023, 9), Month(2023, 10)
_OURS = {tab.name: {column.header for column in tab.columns if column.ours} for tab in TABS}
_REPORT = PlannedLetter(
    "report:pu-nhi:2023-10", Kind.REPORT, Recipient("pgd@example.gov.vn"), hanoi(13, 10), month="2023-10"
)


def _plan(school, tabs, reports=(), months=()):
    return sheet_plan(school, tabs, reports, months, WorkCalendar())


def _written(plan, tabs):
    """The tabs after a write, as Google would show them."""
    after = {name: [list(row) for row in rows] for name, rows in tabs.items()}
    for change in plan:
        rows, place = after[change.tab], Table(tabs[change.tab]).columns[fold(change.header)]
        rows += [[] for _ in range(change.row + 1 - len(rows))]
        rows[change.row] += [""] * (place + 1 - len(rows[change.row]))
        rows[change.row][place] = change.text
    return after


def _cell(tabs, tab, row, header):
    return Table(tabs[tab.name]).cell(row, header)


def _headers_of(plan):
    """Tab and header of everything a plan changes."""
    return {(one.tab, one.header) for one in plan}


def _a_full_school(**changes):
    textbooks = a_known_folder("textbooks", "SGK lớp 8", **changes)
    khai_giang = a_known_folder("opening", verdict=Verdict.NEEDS_WORK, photos=2)
    findings = {"opening": (a_finding(count=2, minimum=3, missing=1),)}
    cells = {"plan": TEXTBOOKS + TEACHERS_DAY, "folders": [], "months": []}
    return a_school(textbooks, khai_giang, findings=findings, **cells), the_tabs(**cells)


def test_a_second_write_of_the_same_facts_writes_nothing():
    school, tabs = _a_full_school()
    reports, months = [Letter(_REPORT, State.DRAFTED, draft_message_id="message")], [_SEPTEMBER, _OCTOBER]
    first = _plan(school, tabs, reports, months)
    assert first
    assert not _plan(school, _written(first, tabs), reports, months)


def test_only_what_changed_is_written():
    school, tabs = _a_full_school()
    after = _written(_plan(school, tabs), tabs)
    more_photos, _ = _a_full_school(photos=5)
    (change,) = _plan(more_photos, after)
    assert (change.tab, change.header, change.text) == ("Theo dõi", "Ảnh", "5")


def test_only_our_columns_are_written():
    school, tabs = _a_full_school()
    empty = {name: [rows[0], *([""] * len(row) for row in rows[1:])] for name, rows in tabs.items()}
    for there in (tabs, empty):
        for tab, header in _headers_of(_plan(school, there, [Letter(_REPORT)], [_OCTOBER])):
            assert header in _OURS[tab]


def test_new_rows_leave_the_schools_columns_empty():
    school, tabs = _a_full_school()
    plan = _plan(school, tabs, [Letter(_REPORT)], [_OCTOBER])
    new = [one for one in plan if one.row >= len(tabs[one.tab])]
    assert {one.tab for one in new} == {"Theo dõi", "Báo cáo"}
    assert all(one.header in _OURS[one.tab] for one in new)


def test_a_code_is_written_into_an_empty_cell_only():
    plan = (a_section(), a_promise(), a_promise("2", "Cũ", code="II.9"))
    tabs = the_tabs(plan=plan)
    after = _written(_plan(a_school(plan=plan), tabs), tabs)
    assert [_cell(after, PLAN, row, "Mã") for row in (2, 3)] == ["II.1", "II.9"]


def test_a_code_that_we_do_not_know_yet_is_taken_as_it_stands():
    plan = (a_section(), a_promise(code="II.7"))
    assert ("Phụ lục 1", "Mã") not in _headers_of(_plan(a_school(plan=plan), the_tabs(plan=plan)))


def test_what_somebody_typed_into_another_of_our_columns_is_healed():
    tabs = the_tabs(plan=TEXTBOOKS)
    school = a_school(plan=TEXTBOOKS)
    after = _written(_plan(school, tabs), tabs)
    after["Phụ lục 1"][2][after["Phụ lục 1"][0].index("Trạng thái")] = "xong rồi"
    (change,) = _plan(school, after)
    assert change.text == "Đang thực hiện"


def test_rows_that_were_sorted_are_found_by_their_link():
    one, two = a_known_folder("one"), a_known_folder("two", "Trung thu", photos=7)
    school = a_school(one, two)
    tabs = the_tabs(folders=[beside(two, "Chấp nhận"), beside(one)])
    plan = _plan(school, tabs)
    assert {one.row for one in plan} == {1, 2}
    after = _written(plan, tabs)
    assert _cell(after, FOLDERS, 1, "Thư mục") == two.name
    assert _cell(after, FOLDERS, 1, "Ảnh") == "7"
    assert _cell(after, FOLDERS, 2, "Thư mục") == one.name


def test_columns_that_were_moved_are_found_by_their_header():
    folder = a_known_folder()
    header = ["Ghi chú", "Đường dẫn", "Kết quả", "Thêm của trường", "Ảnh"]
    tabs = {"Theo dõi": [header, ["", folder.link, "", "giữ nguyên", ""]]}
    plan = _plan(a_school(folder), tabs)
    assert plan == (CellChange("Theo dõi", 1, "Ảnh", "3"), CellChange("Theo dõi", 1, "Kết quả", "Đạt"))


def test_a_folder_that_has_no_row_is_appended_with_its_cells_in_their_columns():
    folder = a_known_folder()
    tabs = {"Theo dõi": [["Đường dẫn", "Quyết định", "Thư mục"]]}
    plan = _plan(a_school(folder), tabs)
    assert _written(plan, tabs)["Theo dõi"][1] == [folder.link, "", folder.name]


@pytest.mark.parametrize("tab", [FOLDERS, REPORTS])
def test_without_the_column_that_rows_are_found_by_nothing_is_written(tab):
    key = {FOLDERS: "Đường dẫn", REPORTS: "Kỳ"}[tab]
    tabs = the_tabs()
    rows = tabs[tab.name]
    rows[0] = ["" if header == key else header for header in rows[0]]
    assert not _plan(a_school(a_known_folder()), {tab.name: rows}, months=[_OCTOBER])


def test_a_missing_column_of_ours_is_left_out_and_the_others_are_written():
    tabs = the_tabs(plan=TEXTBOOKS)
    tabs["Phụ lục 1"][0] = [header.replace("Ghi chú hệ thống", "xoá") for header in tabs["Phụ lục 1"][0]]
    headers = {header for _, header in _headers_of(_plan(a_school(plan=TEXTBOOKS), tabs))}
    assert {"Mã", "Trạng thái"} <= headers
    assert "xoá" not in headers


def test_a_tab_that_was_not_read_is_not_written():
    school, tabs = _a_full_school()
    assert not _plan(school, {}, [Letter(_REPORT)], [_OCTOBER])
    assert {one.tab for one in _plan(school, {"Phụ lục 1": tabs["Phụ lục 1"]})} == {"Phụ lục 1"}
    assert not _plan(school, {"Theo dõi": []})


@pytest.mark.parametrize("name", ['=IMPORTXML("http://x")', "+84 912 345 678", "@all", "2/2023", "<script>alert(1)"])
def test_text_that_looks_like_something_else_stays_text(name):
    folder = a_known_folder(name=name, uploader=name)
    tabs = the_tabs()
    row = {one.header: one.text for one in _plan(a_school(folder), tabs) if one.tab == "Theo dõi"}
    assert (row["Thư mục"], row["Người tải"]) == (name, name)


def _folder_row(folder, findings=(), **cells):
    tabs = the_tabs(**cells)
    school = a_school(folder, findings={folder.folder_id: tuple(findings)}, **cells)
    after = _written(_plan(school, tabs), tabs)
    return {header: _cell(after, FOLDERS, 1, header) for header in after["Theo dõi"][0]}


def test_a_folders_row_says_what_it_is_and_what_is_missing():
    folder = a_known_folder(
        "event",
        "SGK lớp 8",
        verdict=Verdict.NEEDS_WORK,
        photos=2,
        videos=1,
        happened_on=date(2023, 10, 5),
        card={"when": "05/10/2023 07:15-08:40 (theo ảnh)", "what": "SGK lớp 8 (tên thư mục)"},
    )
    advice = Finding("P202", Severity.ADVICE, data={"count": 1, "reason": "tên tệp", "example": "z1.jpg"})
    row = _folder_row(folder, [a_finding(count=2, minimum=3, missing=1), advice], plan=TEXTBOOKS)
    missing, better = row.pop("Cần bổ sung").splitlines()
    assert missing == "Mới có 2/3 ảnh khác nhau, còn cần 1 ảnh."
    assert better.startswith("(Nên) 1 ảnh có vẻ đã bị nén")
    assert {header: text for header, text in row.items() if text} == {
        "Thư mục": "PTDTBT THCS Pu Nhi_SGK lớp 8",
        "Hoạt động": "SGK lớp 8",
        "Ngày": "05/10/2023",
        "Người tải": "tu@example.edu.vn",
        "Ảnh": "2",
        "Video": "1",
        "Thẻ sự kiện": "Ở đâu: chưa rõ\nKhi nào: 05/10/2023 07:15-08:40 (theo ảnh); 10/2023 (kế hoạch)\n"
        "Với ai: chưa rõ\nBao nhiêu: chưa rõ",
        "Kết quả": "Cần bổ sung",
        "Nội dung kế hoạch": "II.1 (vì “SGK lớp 8”)",
        "Đường dẫn": "https://drive.google.com/drive/folders/event",
    }


def test_a_folder_still_uploading_is_not_told_what_it_lacks():
    row = _folder_row(a_known_folder(verdict=Verdict.UNKNOWN), [a_finding(count=2, minimum=3, missing=1)])
    assert (row["Kết quả"], row["Cần bổ sung"]) == ("Đang tải lên / chưa rõ", "")


def test_a_folder_that_could_not_be_read_shows_what_is_known():
    folder = a_known_folder(verdict=Verdict.UNKNOWN, judged_mark="settled")
    row = _folder_row(folder, [Finding("P205", Severity.ADVICE, data={"count": 3, "example": "IMG_1.jpg"})])
    assert row["Kết quả"] == "Chưa rõ"
    assert "Chưa đọc được trọn 3 ảnh, ví dụ IMG_1.jpg" in row["Cần bổ sung"]


def test_the_officers_decision_shows_in_the_result():
    folder = a_known_folder(verdict=Verdict.NEEDS_WORK)
    row = _folder_row(folder, folders=[beside(folder, "Chấp nhận", "Ngoài kế hoạch")], plan=TEXTBOOKS)
    assert (row["Kết quả"], row["Nội dung kế hoạch"]) == ("Đạt", "Ngoài kế hoạch")
    assert (row["Quyết định"], row["Thuộc nội dung"]) == ("Chấp nhận", "Ngoài kế hoạch")


def _item_row(*folders, plan, **facts):
    tabs = the_tabs(plan=plan)
    after = _written(_plan(a_school(*folders, plan=plan, **facts), tabs), tabs)
    return {header: _cell(after, PLAN, 2, header) for header in after["Phụ lục 1"][0]}


def test_an_items_row_says_how_we_read_it_and_how_far_it_is():
    folders = [a_known_folder("a", "SGK lớp 8"), a_known_folder("b", "SGK lớp 8")]
    row = _item_row(*folders, plan=TEXTBOOKS)
    assert row["Thời gian hiểu là"] == "10/2023"
    assert row["Người phụ trách"] == "Quàng Thị Lê"
    assert row["Trạng thái"] == "Đã hoàn thành"
    assert row["Minh chứng"].splitlines() == [folder.link for folder in folders]
    assert row["Ghi chú hệ thống"] == ""


def test_a_recycled_time_is_suggested_with_a_question_mark_and_asked_about():
    row = _item_row(plan=TEACHERS_DAY)
    assert (row["Thời gian hiểu là"], row["Trạng thái"]) == ("11/2023 ?", "Cần xác nhận")
    assert "Có phải là tháng 11/2023 không?" in row["Ghi chú hệ thống"]
    confirmed = (TEACHERS_DAY[0], {**TEACHERS_DAY[1], "Thời gian đã xác nhận": "Đúng"})
    assert _item_row(plan=confirmed)["Thời gian hiểu là"] == "11/2023"
    assert _item_row(plan=confirmed)["Ghi chú hệ thống"] == ""


@pytest.mark.parametrize("time", ["10/2022", "2/2022", "10/2024", "", "để hỏi lại", "Tháng 8"])
def test_every_doubt_about_a_time_has_its_question_in_both_languages(time):
    view = a_school(plan=(a_section(), a_promise(time=time))).item("II.1")
    for language in Language:
        question = time_question(view, YEAR, language)
        assert "Thời gian đã xác nhận" in question
        assert not time or time in question
    assert time_question(a_school(plan=TEXTBOOKS).item("II.1"), YEAR) is None


@pytest.mark.parametrize("person", ["", "Đ.c Không Ai", "Đ.c Tú, Đ.c Không Ai"])
def test_every_doubt_about_a_person_has_its_question_in_both_languages(person):
    view = a_school(plan=(a_section(), a_promise(person=person))).item("II.1")
    assert all(person in person_question(view, language) for language in Language)
    assert person_question(a_school(plan=TEXTBOOKS).item("II.1")) is None


def _report_row(letter=None):
    tabs = the_tabs()
    after = _written(_plan(a_school(), tabs, [letter] if letter else [], [_OCTOBER]), tabs)
    return {header: _cell(after, REPORTS, 1, header) for header in after["Báo cáo"][0]}


def test_a_month_without_a_report_yet_shows_its_day():
    row = _report_row()
    assert (row["Kỳ"], row["Hạn gửi"], row["Trạng thái"]) == ("10/2023", "13/10/2023", "Chưa đến kỳ")


@pytest.mark.parametrize("state", State)
def test_every_state_of_a_report_has_words_for_the_officer(state):
    assert _report_row(Letter(_REPORT, state))["Trạng thái"] == REPORT_LABEL[state]
    assert _report_row(Letter(_REPORT, state, reason="vì sao"))["Trạng thái"] == f"{REPORT_LABEL[state]}: vì sao"


def test_a_draft_can_be_opened_until_the_report_is_sent():
    drafted = Letter(_REPORT, State.DRAFTED, draft_message_id="18b2", edited_by_hand=True)
    row = _report_row(drafted)
    assert row["Bản nháp"] == "https://mail.google.com/mail/u/0/#drafts/18b2"
    assert row["Chưa có trong bản nháp"] == "Bản nháp đã được sửa tay"
    sent = _report_row(replace(drafted, state=State.SENT, sent_at=hanoi(13, 10, 8, 1)))
    assert (sent["Bản nháp"], sent["Đã gửi lúc"]) == ("", "08:01 13/10/2023")


def test_a_months_row_is_found_again_by_its_month():
    tabs = the_tabs(months=[{"Kỳ": "10/2023", "Quyết định": "Giữ lại"}])
    plan = _plan(a_school(), tabs, months=[_SEPTEMBER, _OCTOBER])
    assert [one.text for one in plan if one.header == "Kỳ" and one.row > 1] == ["9/2023"]
    assert {one.row for one in plan if one.tab == "Báo cáo"} == {1, 2}


def test_a_months_row_is_found_again_when_the_sheet_writes_the_month_its_own_way():
    tabs = the_tabs(months=[{"Kỳ": "09/2023"}])
    assert {one.row for one in _plan(a_school(), tabs, months=[_SEPTEMBER]) if one.tab == "Báo cáo"} == {1}


def test_the_staff_list_says_who_has_how_much_and_who_cannot_be_reached():
    plan = (a_section(), a_promise("1"), a_promise("2", "SGK lớp 9"), a_promise("3", "Khác", person="Đ.c Tú"))
    staff = [OFFICER, {**TU, "Gmail": ""}, {"Họ tên": ""}]
    tabs = the_tabs(plan=plan, staff=staff)
    after = _written(_plan(a_school(plan=plan, staff=staff), tabs), tabs)
    given = [(_cell(after, STAFF, row, "Được giao"), _cell(after, STAFF, row, "Ghi chú hệ thống")) for row in (1, 2, 3)]
    assert given[0] == ("2", "")
    assert given[1] == ("1", "Chưa có Gmail: thư cho người này được gửi đến cán bộ truyền thông.")
    assert given[2] == ("", "")


def test_before_the_plan_is_there_folders_are_shown_all_the_same():
    folder = a_known_folder()
    tabs = {"Theo dõi": rows_of(FOLDERS, ())}
    school = a_school(folder, tabs=tabs)
    assert [one.text for one in _plan(school, tabs) if one.header == "Thư mục"] == [folder.name]


def test_every_standing_has_words_in_both_languages():
    assert len({label.vi for label in STANDING_LABEL.values()}) == len({label.en for label in STANDING_LABEL.values()})
    assert set(REPORT_LABEL) == set(State)


def test_a_folder_that_is_gone_keeps_its_row_as_it_was():
    gone = a_known_folder(gone_at=hanoi(7, 9) + timedelta(days=1))
    tabs = the_tabs(folders=[beside(gone, "Chấp nhận")])
    assert not [one for one in _plan(a_school(gone), tabs) if one.tab == "Theo dõi"]


def _place_of(activity, belongs_to="", product="Thông tin về bộ sách giáo khoa"):
    folder = a_known_folder("event", activity)
    plan = (a_section(), a_promise(product=product))
    return _folder_row(folder, plan=plan, folders=[beside(folder, belongs_to=belongs_to)])["Nội dung kế hoạch"]


def test_a_folders_place_in_the_plan_says_why_and_how_sure_we_are():
    assert _place_of("SGK lớp 8") == "II.1 (vì “SGK lớp 8”)"
    assert _place_of("Giới thiệu bộ sách giáo khoa") == "II.1 (có lẽ, vì “bộ sách giáo khoa”)"
    assert _place_of("Khai giảng") == "Ngoài kế hoạch"


def test_two_items_that_are_equally_like_are_asked_about():
    folder = a_known_folder("event", "Sách giáo khoa mới")
    plan = (a_section(), a_promise("1", "SGK lớp 8"), a_promise("2", "SGK lớp 9"))
    assert _folder_row(folder, plan=plan)["Nội dung kế hoạch"].startswith("Ngoài kế hoạch (hay là II.1?")


def test_what_the_officer_said_stands_without_a_reason():
    assert _place_of("Khai giảng", "ii.1") == "II.1"
    assert _place_of("SGK lớp 8", "Ngoài kế hoạch") == "Ngoài kế hoạch"


_ARTICLE = {"Ngày": "3/10/2023", "Tiêu đề": "Sách giáo khoa lớp 8", "Đường dẫn": "https://school.example/sgk8"}


def _note_of(**cells):
    article = _ARTICLE | cells
    tabs = the_tabs(plan=TEXTBOOKS, articles=[article])
    after = _written(_plan(a_school(plan=TEXTBOOKS, articles=[article]), tabs), tabs)
    return _cell(after, ARTICLES, 1, "Ghi chú hệ thống")


def test_an_articles_row_says_where_it_belongs_or_what_it_needs():
    assert _note_of() == "II.1 (vì “Sách giáo khoa lớp 8”)"
    assert _note_of(Mã="Ngoài kế hoạch") == "Ngoài kế hoạch"
    assert _note_of(Mã="IX.9").startswith("Không thấy Mã “IX.9” trong Phụ lục 1. II.1")
    assert _note_of(**{"Đường dẫn": "xem trên trang"}).startswith("Cần bổ sung đường dẫn")
    assert _note_of(**{"Đường dẫn": "", "Kênh": "Đài"}).startswith("II.1")
    assert _note_of(**{"Tiêu đề": ""}).startswith("Cần bổ sung tiêu đề.")


def test_an_item_with_several_products_says_which_of_them_were_shown():
    product = "- Thông tin về bộ sách giáo khoa lớp 8\n- Phân tích hoạt động dạy học qua sinh hoạt chuyên môn"
    cells = {"plan": (a_section(), a_promise(product=product)), "articles": [_ARTICLE]}
    tabs = the_tabs(**cells)
    after = _written(_plan(a_school(**cells), tabs), tabs)
    assert _cell(after, PLAN, 2, "Trạng thái") == "Đã hoàn thành (1/2 sản phẩm)"
    assert "chưa thấy: “Phân tích hoạt động dạy học qua sinh hoạt chuyên môn”" in _cell(
        after, PLAN, 2, "Ghi chú hệ thống"
    )
    assert _cell(after, PLAN, 2, "Minh chứng") == _ARTICLE["Đường dẫn"]
    decided = cells | {"plan": (a_section(), a_promise(product=product, decision="Đã làm"))}
    after = _written(_plan(a_school(**decided), tabs), tabs)
    assert (_cell(after, PLAN, 2, "Trạng thái"), _cell(after, PLAN, 2, "Ghi chú hệ thống")) == ("Đã hoàn thành", "")


def test_a_row_that_was_copied_is_kept_up_like_the_first():
    folder = a_known_folder()
    tabs = the_tabs(folders=[beside(folder), beside(folder)])
    assert {one.row for one in _plan(a_school(folder), tabs) if one.header == "Kết quả"} == {1, 2}


def test_a_plan_of_200_items_and_500_events_writes_only_what_changed():
    plan = (a_section(), *(a_promise(str(number), f"Chủ đề số {number}") for number in range(1, 201)))
    folders = [a_known_folder(f"folder {number}", f"Sự kiện {number}") for number in range(500)]
    tabs = the_tabs(plan=plan)
    after = _written(_plan(a_school(*folders, plan=plan), tabs), tabs)
    assert len(after["Theo dõi"]) == 501
    changed = [replace(folders[7], photos=9), *folders[:7], *folders[8:]]
    again = overview(
        year=YEAR, tabs=after, folders=changed, findings={}, own=PU_NHI, others=(), today=date(2023, 10, 9)
    )
    assert [(one.header, one.text) for one in _plan(again, after)] == [("Ảnh", "9")]


def test_what_the_officer_says_about_the_shots_is_said_beside_the_folder():
    folder = a_known_folder()
    row = _folder_row(folder, folders=[{**beside(folder), "Loại ảnh": "Thiếu toàn cảnh"}])
    assert row["Cần bổ sung"] == "(Nên) Thiếu toàn cảnh, theo cán bộ truyền thông."
    row = _folder_row(folder, folders=[{**beside(folder), "Loại ảnh": "Đủ ba loại"}])
    assert row["Cần bổ sung"] == ""


def test_a_better_name_stands_ready_to_paste_and_nothing_does_where_there_is_none():
    data = {"name": "New folder", "suggestion": "PTDTBT THCS Pu Nhi_Khai giảng"}
    for suggestion, end in ((data["suggestion"], f"→ Đổi tên thành: {data['suggestion']}"), ("", "hoạt động nào.")):
        folder = a_known_folder(verdict=Verdict.NEEDS_WORK)
        finding = a_finding("N101", **{**data, "suggestion": suggestion})
        row = _folder_row(folder, [finding])
        assert row["Cần bổ sung"].endswith(end)
