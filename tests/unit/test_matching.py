import csv
from pathlib import Path

import pytest

from drive_sync.folder_names import read_name
from gmail_reports.matching import match
from gmail_reports.schedule import read_schedule
from tests.builders import PU_NHI, an_item


@pytest.fixture(scope="module")
def plan():
    with (Path(__file__).parent / "data" / "appendix1.csv").open(encoding="utf-8-sig", newline="") as file:
        return read_schedule(list(csv.reader(file))).items


def _match(activity, items):
    return match(read_name(f"PTDTBT THCS Pu Nhi_{activity}", PU_NHI), items)


@pytest.mark.parametrize(
    ("activity", "code"),
    [
        ("SGK lớp 8", "II.1"),
        ("sgk lop 8 thang 10", "II.1"),
        ("20-11", "VII.1"),
        ("2011", "VII.1"),
        ("Mít tinh ngày Nhà giáo Việt Nam", "VII.1"),
        ("Trao áo ấm", "VII.2"),
        ("Ngày hội chuyển đổi số", "III.2"),
        ("Xây dựng văn hóa học đường", "VI.2"),
        ("Tuyên truyền phòng chống dịch bệnh", "I.1"),
    ],
)
def test_a_folder_is_matched_with_the_promise_it_keeps(plan, activity, code):
    assert _match(activity, plan).code == code


@pytest.mark.parametrize("activity", ["Khai giảng", "Trung thu", "Họp tổ", "Hoạt động", "lớp 8"])
def test_what_nobody_promised_is_outside_the_plan(plan, activity):
    assert _match(activity, plan) is None


def test_the_reason_says_what_both_have_in_common(plan):
    assert _match("SGK lớp 8", plan).reason == "sgk lop 8"
    assert _match("20-11", plan).reason == "Ngày Nhà giáo Việt Nam 20/11"


def test_an_event_in_the_topic_is_surer_than_one_in_the_product():
    items = [
        an_item("I.1", topic="Hoạt động đầu năm", product="Tin về lễ khai giảng"),
        an_item("I.2", topic="Lễ khai giảng", product="Tin, ảnh"),
    ]
    assert _match("Khai giảng", items).code == "I.2"
    assert _match("Khai giảng", items[:1]).confidence < _match("Khai giảng", items).confidence <= 1


def test_one_common_word_is_not_enough():
    assert _match("Giáo viên", [an_item(topic="Giáo dục")]) is None
    assert _match("SGK lớp 9", [an_item(topic="SGK")]) is None


def test_an_empty_plan_matches_nothing():
    assert _match("20-11", []) is None
