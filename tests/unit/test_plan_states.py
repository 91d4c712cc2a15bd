import json
from datetime import date
from pathlib import Path

import pytest

from gmail_reports.plan.schedule import Item
from gmail_reports.plan.states import planned_state, state_said
from gmail_reports.progress import STATE_LABEL, ItemState
from gmail_reports.times.when import SchoolYear

_DATA = json.loads((Path(__file__).parent / "data" / "section_rows.json").read_text(encoding="utf-8"))
_STATES = {
    "Đã thực hiện": "da_hoan_thanh",
    "Đã đăng": "da_hoan_thanh",
    "Hoàn thành": "da_hoan_thanh",
    "HT": "da_hoan_thanh",
    "Đang thực hiện": "dang_thuc_hien",
    "Chưa thực hiện": None,
    "Chưa đến hạn": "chua_den_han",
    "Quá hạn": "qua_han",
    "Chậm": "qua_han",
    "Không thực hiện": "khong_thuc_hien",
    "Hoãn": "chua_den_han",
    "Chuyển tháng sau": "chua_den_han",
    "Đạt": "da_hoan_thanh",
    "Chưa đạt": "can_bo_sung",
    "Cần bổ sung": "can_bo_sung",
    "Chờ duyệt": "dang_thuc_hien",
    "Đã duyệt": "da_hoan_thanh",
    "Đã gửi PGD": "da_hoan_thanh",
    "x": "da_hoan_thanh",
    "✓": "da_hoan_thanh",
    "100%": "da_hoan_thanh",
    "1/3": "dang_thuc_hien",
}


@pytest.mark.parametrize("word", _DATA["status_words_realistic"])
def test_the_words_that_schools_write_are_understood(word):
    assert state_said(word) == _STATES[word]


def test_the_states_are_those_of_the_data():
    assert {state.value for state in ItemState} == set(_DATA["status_proposed"])


@pytest.mark.parametrize("state", list(ItemState))
def test_our_own_words_are_understood(state):
    assert state_said(STATE_LABEL[state].vi) is state


@pytest.mark.parametrize(
    ("word", "state"),
    [("3/3", "da_hoan_thanh"), ("50%", "dang_thuc_hien"), ("Đã đăng 2 tin", "da_hoan_thanh"), ("", None)],
)
def test_parts_are_counted(word, state):
    assert state_said(word) == state


@pytest.mark.parametrize(
    ("time", "person", "said", "state"),
    [
        ("10/2023", "Lò Văn Tú", "", "chua_den_han"),
        ("9/2023", "Lò Văn Tú", "", "dang_thuc_hien"),
        ("2/2023", "Lò Văn Tú", "", "can_xac_nhan"),
        ("", "Lò Văn Tú", "", "can_xac_nhan"),
        ("10/2023", "", "", "can_xac_nhan"),
        ("2/2023", "", "Đã đăng", "da_hoan_thanh"),
    ],
)
def test_what_is_not_clear_is_asked_about_before_it_counts_as_late(time, person, said, state):
    item = Item("I.1", "I", "Khai giảng", "Tin", time, person, row=1, said=said)
    assert planned_state(item, SchoolYear(2023), date(2023, 9, 10)) == state
