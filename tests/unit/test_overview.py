from datetime import UTC, date, datetime, timedelta

import pytest

from drive_sync.facts import Finding, Severity, Verdict
from gmail_reports.overview import Standing, overview
from gmail_reports.progress import ItemState
from gmail_reports.sheet.tabs import FOLDERS, PLAN
from gmail_reports.times.when import SchoolYear
from tests.builders import PU_NHI, SOME_MORNING, a_finding
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
    the_tabs,
)


def _standing(verdict, decision):
    folder = a_known_folder(verdict=verdict)
    return a_school(folder, folders=[beside(folder, decision)]).folders[0].standing


@pytest.mark.parametrize(
    ("verdict", "standing"),
    [
        (Verdict.ACCEPTED, Standing.ACCEPTED),
        (Verdict.NEEDS_WORK, Standing.NEEDS_WORK),
        (Verdict.UNKNOWN, Standing.UPLOADING),
        (Verdict.IGNORED, Standing.SKIPPED),
    ],
)
def test_without_a_decision_the_verdict_holds(verdict, standing):
    assert _standing(verdict, "") is standing


@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.NEEDS_WORK])
@pytest.mark.parametrize(
    ("decision", "standing"),
    [
        ("Chấp nhận", Standing.ACCEPTED),
        ("chap nhan ", Standing.ACCEPTED),
        ("Bỏ qua", Standing.SKIPPED),
        ("BỎ QUA", Standing.SKIPPED),
    ],
)
def test_the_officers_decision_goes_before_the_verdict(verdict, decision, standing):
    assert _standing(verdict, decision) is standing


def test_a_word_that_is_no_decision_decides_nothing():
    assert _standing(Verdict.NEEDS_WORK, "để hỏi lại thầy Tú") is Standing.NEEDS_WORK


def test_a_folder_still_uploading_waits_even_when_it_was_accepted():
    assert _standing(Verdict.UNKNOWN, "Chấp nhận") is Standing.UPLOADING
    assert _standing(Verdict.UNKNOWN, "Bỏ qua") is Standing.SKIPPED


def test_a_folder_that_was_judged_and_could_not_be_read_is_the_officers_to_decide():
    folder = a_known_folder(verdict=Verdict.UNKNOWN, judged_mark="settled")
    for decision, standing in (("", Standing.UNCLEAR), ("Chấp nhận", Standing.ACCEPTED), ("Bỏ qua", Standing.SKIPPED)):
        assert a_school(folder, folders=[beside(folder, decision)]).folders[0].standing is standing


def test_a_decision_belongs_to_the_folder_of_its_link_whatever_the_row():
    one, two = (
        a_known_folder("one", verdict=Verdict.NEEDS_WORK),
        a_known_folder("two", verdict=Verdict.NEEDS_WORK),
    )
    school = a_school(one, two, folders=[beside(two, "Chấp nhận"), beside(one, "Bỏ qua")])
    assert {view.folder.folder_id: view.standing for view in school.folders} == {
        "one": Standing.SKIPPED,
        "two": Standing.ACCEPTED,
    }


def test_a_re_upload_keeps_the_decision_and_the_mail_thread_of_what_it_replaces():
    first = a_known_folder("first", verdict=Verdict.NEEDS_WORK, gone_at=SOME_MORNING)
    second = a_known_folder("second", verdict=Verdict.NEEDS_WORK, gone_at=SOME_MORNING, inherits_from="first")
    third = a_known_folder("third", verdict=Verdict.NEEDS_WORK, inherits_from="second")
    (view,) = a_school(first, second, third, folders=[beside(first, "Chấp nhận"), beside(third, "")]).folders
    assert (view.folder.folder_id, view.standing) == ("third", Standing.ACCEPTED)
    assert (view.former, view.thread) == (("second", "first"), "first")


def test_a_decision_beside_the_re_upload_itself_goes_first():
    first = a_known_folder("first", verdict=Verdict.NEEDS_WORK, gone_at=SOME_MORNING)
    second = a_known_folder("second", verdict=Verdict.NEEDS_WORK, inherits_from="first")
    (view,) = a_school(first, second, folders=[beside(first, "Chấp nhận"), beside(second, "Bỏ qua")]).folders
    assert view.standing is Standing.SKIPPED


def test_a_folder_that_is_back_carries_on_what_was_decided_of_its_re_upload_that_is_gone():
    first = a_known_folder("first", verdict=Verdict.NEEDS_WORK)
    second = a_known_folder("second", verdict=Verdict.NEEDS_WORK, inherits_from="first", gone_at=SOME_MORNING)
    (view,) = a_school(first, second, folders=[beside(second, "Chấp nhận")]).folders
    assert (view.standing, view.former, view.thread) == (Standing.ACCEPTED, ("second",), "first")


def test_the_parts_of_a_folder_that_only_groups_keep_its_decision_and_have_each_a_thread():
    for whole in (
        a_known_folder("whole", gone_at=SOME_MORNING, gone_reason="only-groups"),
        a_known_folder("whole", verdict=Verdict.IGNORED),  # a photo lies loose in it
    ):
        parts = [a_known_folder(one, verdict=Verdict.NEEDS_WORK, inherits_from="whole") for one in ("one", "two")]
        views = a_school(whole, *parts, folders=[beside(whole, "Chấp nhận")]).folders
        told = {view.folder.folder_id: (view.standing, view.former, view.thread) for view in views}
        assert told["one"] == (Standing.ACCEPTED, ("whole",), "one")
        assert told["two"] == (Standing.ACCEPTED, ("whole",), "two")


def _code(activity="SGK lớp 8", belongs_to=""):
    folder = a_known_folder(activity=activity)
    return a_school(folder, plan=TEXTBOOKS + TEACHERS_DAY, folders=[beside(folder, belongs_to=belongs_to)])


def test_a_folder_finds_its_place_in_the_plan_by_its_name():
    assert _code("SGK lớp 8").folders[0].code == "II.1"
    assert _code("20-11").folders[0].code == "VII.1"
    assert _code("Khai giảng").folders[0].code is None


@pytest.mark.parametrize("written", ["VII.1", "vii.1", " VII.1 "])
def test_the_officers_place_for_a_folder_wins(written):
    school = _code("SGK lớp 8", belongs_to=written)
    assert school.folders[0].code == "VII.1"
    assert school.item("VII.1").evidence == school.folders
    assert school.item("II.1").evidence == ()


@pytest.mark.parametrize("written", ["Ngoài kế hoạch", "ngoai ke hoach"])
def test_the_officer_may_say_that_a_folder_is_outside_the_plan(written):
    school = _code("SGK lớp 8", belongs_to=written)
    assert school.folders[0].code is None
    assert school.item("II.1").evidence == ()


def test_a_place_that_is_not_in_the_plan_leaves_the_folder_where_it_was():
    assert _code("SGK lớp 8", belongs_to="IX.9").folders[0].code == "II.1"


def test_a_row_keeps_the_code_it_was_given_when_rows_are_moved():
    moved = (*TEACHERS_DAY, a_promise("1", "SGK lớp 8", code="II.1"))
    assert {view.item.code: view.item.topic for view in a_school(plan=moved).items} == {
        "VII.1": "Kỷ niệm 41 năm ngày Nhà giáo Việt Nam",
        "II.1": "SGK lớp 8",
    }


def test_a_row_that_was_inserted_before_another_does_not_take_its_code():
    plan = (a_section(), a_promise("1", "Tập huấn giáo viên"), a_promise("2", "SGK lớp 8", code="II.1"))
    codes = {view.item.topic: view.item.code for view in a_school(plan=plan).items}
    assert codes == {"Tập huấn giáo viên": "II.2", "SGK lớp 8": "II.1"}


def test_a_row_that_was_added_at_the_end_gets_a_code_of_its_own():
    plan = (a_section(), a_promise("1", code="II.1"), a_promise("2", "SGK lớp 9", code="II.2"), a_promise("2", "Mới"))
    assert [view.item.code for view in a_school(plan=plan).items] == ["II.1", "II.2", "II.3"]


def test_a_folder_that_is_gone_is_not_in_the_picture():
    gone = a_known_folder("gone", gone_at=SOME_MORNING)
    assert [view.folder.folder_id for view in a_school(gone, a_known_folder("there")).folders] == ["there"]


def test_folders_stand_in_the_order_we_first_saw_them():
    late = a_known_folder("a", first_seen=SOME_MORNING + timedelta(days=1))
    school = a_school(late, a_known_folder("c"), a_known_folder("b"))
    assert [view.folder.folder_id for view in school.folders] == ["b", "c", "a"]


@pytest.mark.parametrize(
    ("decision", "before_start", "counts"),
    [("", False, True), ("", True, False), ("Chấp nhận", True, True), ("Bỏ qua", False, False)],
)
def test_a_folder_from_before_the_start_counts_only_when_the_officer_accepts_it(decision, before_start, counts):
    folder = a_known_folder(activity="SGK lớp 8", before_start=before_start)
    school = a_school(folder, plan=TEXTBOOKS, folders=[beside(folder, decision)])
    assert school.folders[0].counts_for_reports is counts
    assert bool(school.item("II.1").evidence) is counts


def test_an_accepted_folder_makes_its_item_done_and_an_unfinished_one_does_not():
    accepted = a_known_folder(activity="SGK lớp 8")
    assert a_school(accepted, plan=TEXTBOOKS).item("II.1").state is ItemState.DONE
    in_work = a_known_folder(activity="SGK lớp 8", verdict=Verdict.NEEDS_WORK)
    assert a_school(in_work, plan=TEXTBOOKS).item("II.1").state is ItemState.NEEDS_WORK


def test_a_folder_of_an_item_with_a_recycled_time_waits_for_the_officers_word():
    folder = a_known_folder(activity="20-11")
    assert a_school(folder, plan=TEACHERS_DAY).item("VII.1").state is ItemState.TO_CONFIRM
    confirmed = (TEACHERS_DAY[0], {**TEACHERS_DAY[1], "Thời gian đã xác nhận": "Đúng"})
    view = a_school(folder, plan=confirmed).item("VII.1")
    assert (view.state, [month.label for month in view.when.certain_months]) == (ItemState.DONE, ["11/2023"])
    assert view.asked.doubt is not None


def test_today_decides_what_is_overdue():
    assert a_school(plan=TEXTBOOKS, today=date(2023, 10, 31)).item("II.1").state is ItemState.IN_PROGRESS
    assert a_school(plan=TEXTBOOKS, today=date(2023, 11, 1)).item("II.1").state is ItemState.OVERDUE


def test_findings_are_told_apart_by_their_weight():
    advice = Finding("P202", Severity.ADVICE)
    view = a_school(a_known_folder(), findings={"event": (a_finding("P201"), advice)}).folders[0]
    assert (view.blocking, view.advice) == ((a_finding("P201"),), (advice,))


def test_an_event_is_called_by_its_activity_and_else_by_its_folders_name():
    assert a_school(a_known_folder(activity="Khai giảng")).folders[0].title == "Khai giảng"
    nameless = a_known_folder(name="Thư mục không có tiêu đề")
    assert a_school(nameless).folders[0].title == "Thư mục không có tiêu đề"


def test_the_day_of_an_event_is_when_its_photos_were_taken_and_else_when_it_was_made_in_vietnam():
    late_in_utc = datetime(2023, 9, 4, 18, 0, tzinfo=UTC)
    taken = a_known_folder(happened_on=date(2023, 9, 3), created=late_in_utc)
    assert a_school(taken).folders[0].day == date(2023, 9, 3)
    assert a_school(a_known_folder(created=late_in_utc)).folders[0].day == date(2023, 9, 5)
    assert a_school(a_known_folder(created=None)).folders[0].day is None


def test_before_the_plan_was_imported_folders_are_seen_all_the_same():
    school = a_school(a_known_folder(), tabs={})
    assert (school.schedule, school.items, school.staff, school.officer) == (None, (), (), None)
    assert [view.standing for view in school.folders] == [Standing.ACCEPTED]


def test_the_officer_is_the_first_with_an_address():
    nameless = {**OFFICER, "Gmail": ""}
    second = {**OFFICER, "Họ tên": "Vàng A Dế", "Gmail": "de@example.edu.vn"}
    assert a_school(staff=[TU, nameless, second]).officer.name == "Vàng A Dế"
    assert a_school(staff=[TU]).officer is None


def test_the_months_remarks_and_decisions_are_read_by_their_month():
    row = {"Kỳ": "10/2023", "Quyết định": "Giữ lại", "Ưu điểm": "Học sinh\nhào hứng"}
    found = a_school(months=[row, {"Kỳ": "tổng"}]).months
    assert {month: (one.decision, one.remarks.strengths) for month, one in found.items()} == {
        "2023-10": ("Giữ lại", "Học sinh hào hứng")
    }


def test_an_empty_cell_of_a_short_row_is_empty():
    folder = a_known_folder(verdict=Verdict.NEEDS_WORK)
    header = [column.header for column in FOLDERS.columns]
    short_row = [""] * header.index("Đường dẫn") + [folder.link]
    school = a_school(folder, tabs={FOLDERS.name: [header, short_row], PLAN.name: [[], *[]]} | {PLAN.name: []})
    assert school.folders[0].standing is Standing.NEEDS_WORK
    assert school.year == YEAR


@pytest.mark.parametrize(("role", "found"), [("Tổ trưởng tổ KHTN", ["Lò Văn Tú"]), ("Tổ KHXH", [])])
def test_a_group_of_the_plan_is_the_person_whose_role_in_the_staff_list_says_so(role, found):
    plan = (a_section(), a_promise(person="Tổ KHTN"))
    who = a_school(plan=plan, staff=[OFFICER, {**TU, "Vai trò/Tổ": role}]).item("II.1").who
    assert [person.name for person in who.people] == found
    assert (who.doubt is None) is bool(found)


def test_a_standing_item_stands_and_one_without_a_date_is_not_asked_about():
    plan = (a_section(), a_promise("1", time="Thường xuyên"), a_promise("2", "SGK lớp 9", time="Khi phát sinh"))
    school = a_school(plan=plan, today=date(2024, 5, 1))
    assert [(view.state, view.when.doubt) for view in school.items] == [(ItemState.STANDING, None)] * 2


_ARTICLE = {"Ngày": "3/10/2023", "Tiêu đề": "Sách giáo khoa lớp 8", "Đường dẫn": "https://school.example/sgk8"}


def test_an_article_keeps_a_promise_as_a_folder_does():
    item = a_school(plan=TEXTBOOKS, articles=[_ARTICLE]).item("II.1")
    assert (item.state, [one.article.title for one in item.articles]) == (ItemState.DONE, ["Sách giáo khoa lớp 8"])


def test_an_article_that_nobody_can_open_is_no_evidence():
    item = a_school(plan=TEXTBOOKS, articles=[_ARTICLE | {"Đường dẫn": ""}]).item("II.1")
    assert (item.state, item.articles) == (ItemState.IN_PROGRESS, ())


def test_the_officers_code_beside_an_article_wins():
    plan = TEXTBOOKS + TEACHERS_DAY
    school = a_school(plan=plan, articles=[_ARTICLE | {"Mã": " vii.1"}])
    assert [(view.item.code, len(view.articles)) for view in school.items] == [("II.1", 0), ("VII.1", 1)]
    outside = a_school(plan=plan, articles=[_ARTICLE | {"Mã": "ngoài kế hoạch"}])
    assert [len(view.articles) for view in outside.items] == [0, 0]


def test_an_article_whose_row_was_copied_counts_once():
    assert len(a_school(plan=TEXTBOOKS, articles=[_ARTICLE, _ARTICLE]).item("II.1").articles) == 1


def test_what_was_decided_in_the_sheet_of_an_earlier_year_still_holds():
    old, new = a_known_folder("old"), a_known_folder("new")
    earlier = the_tabs(folders=[beside(old, "Bỏ qua")])[FOLDERS.name]
    school = overview(
        year=SchoolYear(2024),
        tabs=the_tabs(),
        folders=[old, new],
        findings={},
        own=PU_NHI,
        others=(),
        today=date(2024, 9, 20),
        earlier=[earlier],
    )
    standing = {view.folder.folder_id: (view.standing, view.of_earlier_year) for view in school.folders}
    assert standing == {"old": (Standing.SKIPPED, True), "new": (Standing.ACCEPTED, False)}


@pytest.mark.parametrize(("today", "is_late"), [(date(2023, 9, 15), False), (date(2023, 9, 16), True)])
def test_a_school_without_a_plan_after_15_september_is_late(today, is_late):
    assert a_school(tabs={}, today=today).plan_is_late is is_late
    assert not a_school(plan=TEXTBOOKS, today=today).plan_is_late


def test_a_part_of_an_event_that_only_groups_now_counts_like_that_one():
    for of_our_time in (True, False):
        whole = a_known_folder("whole", gone_at=SOME_MORNING, before_start=not of_our_time)
        part = a_known_folder("part", inherits_from="whole", before_start=True, verdict=Verdict.ACCEPTED)
        assert a_school(whole, part).folders[0].counts_for_reports is of_our_time
