import csv
from pathlib import Path

import pytest

from drive_sync.names.folder_names import read_name
from drive_sync.names.school_events import school_events
from gmail_reports.deadlines import Month
from gmail_reports.matching import CERTAIN, Clues, Promises, shown_products
from gmail_reports.plan.schedule import read_schedule
from gmail_reports.progress import products_of
from tests.builders import PU_NHI, an_item

BY_ITEM = {
    "I.1": {"hiv", "duoi_nuoc", "phong_dich"},
    "II.1": {"sinh_hoat_chuyen_mon", "tap_huan_gv"},
    "III.2": {"chuyen_doi_so"},
    "IV.1": {"tet_mong", "van_hoa_dan_toc"},
    "VI.2": {"ngay_sach", "bao_luc"},
    "VII.1": {"nha_giao", "hsg", "kiem_tra_hk1"},
    "VII.2": {"tu_thien"},
}
"""Which of the 60 school events keep a promise of the seed's plan, by a person's reading of both."""


@pytest.fixture(scope="module")
def items():
    with (Path(__file__).parent / "data" / "appendix1.csv").open(encoding="utf-8-sig", newline="") as file:
        return read_schedule(list(csv.reader(file))).items


@pytest.fixture(scope="module")
def plan(items):
    return Promises(items)


def _match(activity, plan, clues=None):
    name = read_name(f"PTDTBT THCS Pu Nhi_{activity}", PU_NHI)
    found = plan if isinstance(plan, Promises) else Promises(plan)
    return found.match(name.activity or "", name.event, clues)


@pytest.mark.parametrize(
    ("activity", "code"),
    [
        ("SGK lớp 8", "II.1"),
        ("sgk lop 8 thang 10", "II.1"),
        ("Tập huấn SGK lớp 8", "II.1"),
        ("SGK lớp 9", "II.2"),
        ("Tập huấn SGK lớp 9", "II.2"),
        ("Thẩm định sách giáo khoa lớp 9", "II.2"),
        ("Học bạ điện tử", "III.1"),
        ("Ứng dụng CNTT trong dạy học", "III.1"),
        ("Ngày hội chuyển đổi số", "III.2"),
        ("CĐS trong trường học", "III.2"),
        ("Chế độ chính sách cho học sinh DTTS", "IV.1"),
        ("Đề án phát triển đội ngũ nhà giáo", "V.1"),
        ("Bồi dưỡng chuyên môn giáo viên", "V.2"),
        ("Giáo dục lý tưởng cách mạng cho thiếu niên", "VI.1"),
        ("Xây dựng văn hóa học đường", "VI.2"),
        ("20-11", "VII.1"),
        ("2011", "VII.1"),
        ("Mít tinh ngày Nhà giáo Việt Nam", "VII.1"),
        ("Gương thầy giáo tiêu biểu", "VII.1"),
        ("Trao áo ấm", "VII.2"),
        ("Tuyên truyền phòng chống dịch bệnh", "I.1"),
    ],
)
def test_a_folder_is_matched_with_the_promise_it_keeps(plan, activity, code):
    found = _match(activity, plan)
    assert (found.code, found.counts) == (code, True)


@pytest.mark.parametrize(
    "activity",
    ["Khai giảng", "Trung thu", "Họp tổ", "Hoạt động", "lớp 8", "Họp hội đồng trường", "Học sinh lao động vệ sinh", ""],
)
def test_what_nobody_promised_is_outside_the_plan(plan, activity):
    assert _match(activity, plan) is None


@pytest.mark.parametrize("event", school_events(), ids=lambda event: event.id)
def test_the_60_school_events_keep_the_promises_that_a_person_sees(plan, event):
    found = _match(event.name, plan)
    wanted = next((code for code, events in BY_ITEM.items() if event.id in events), None)
    assert (found.code if found is not None and found.counts else None) == wanted


def test_what_is_certain_names_the_topic_itself(plan):
    certain = {event.id for event in school_events() if (one := _match(event.name, plan)) and one.confidence >= CERTAIN}
    assert certain == {"chuyen_doi_so", "nha_giao"}


def test_another_class_is_another_promise(plan):
    found = _match("Sinh hoạt chuyên môn về SGK lớp 6", plan)
    assert found is None or found.code not in {"II.1", "II.2"}


def test_two_items_that_are_equally_like_are_only_suggested(plan):
    found = _match("Sách giáo khoa mới", plan)
    assert (found.counts, found.reason) == (False, "Sách giáo khoa; cũng giống II.2")


def test_the_month_decides_between_two_that_are_equally_like(items):
    plan = Promises(items, {"II.1": [Month(2023, 10)], "II.2": [Month(2024, 5)]})
    found = _match("Sách giáo khoa mới", plan, Clues(Month(2024, 5)))
    assert (found.code, found.counts) == ("II.2", True)


def test_the_person_decides_nothing_alone_and_little_beside_the_month(items):
    plan = Promises(items, {"II.1": [Month(2023, 10)]})
    assert _match("Họp tổ", plan, Clues(own={"II.1"})) is None
    assert _match("Sách giáo khoa mới", plan, Clues(Month(2023, 10), own={"II.2"})).code == "II.1"


def test_the_reason_says_what_both_have_in_common_as_it_was_written(plan):
    assert _match("SGK lớp 8", plan).reason == "SGK lớp 8"
    assert _match("20-11", plan).reason == "Ngày Nhà giáo Việt Nam 20/11"
    assert _match("Tuyên truyền phòng chống dịch bệnh", plan).reason == "phòng chống dịch bệnh"


def test_an_event_in_the_topic_is_surer_than_one_in_the_product():
    items = [
        an_item("I.1", topic="Hoạt động đầu năm", product="Tin về lễ khai giảng"),
        an_item("I.2", topic="Lễ khai giảng", product="Tin, ảnh"),
    ]
    assert _match("Khai giảng", items).code == "I.2"
    assert _match("Khai giảng", items[:1]).confidence < _match("Khai giảng", items).confidence <= 1


def test_one_common_word_is_not_enough():
    assert _match("Giáo viên", [an_item(topic="Giáo dục")]) is None
    assert _match("Họp tổ chuyên môn", [an_item(topic="Chuyên môn", product="")]) is None


def test_an_empty_plan_matches_nothing():
    assert _match("20-11", []) is None


def test_a_title_tells_which_of_several_products_it_shows(items):
    products = products_of(next(item.product for item in items if item.code == "II.1"))
    assert shown_products(products, ["Thông tin tập huấn giáo viên", "Khai giảng"]) == {1}
    assert shown_products(products, ["Khai giảng"]) == frozenset()
