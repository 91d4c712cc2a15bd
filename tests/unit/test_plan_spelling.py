import csv
from pathlib import Path

import pytest

from gmail_reports.plan.spelling import slips_in


def _slips(text):
    return [(slip.code, slip.written, slip.meant) for slip in slips_in(text)]


@pytest.mark.parametrize(("written", "meant"), [("báỏ đảm", "bảo đảm"), ("TRƯỜNG HỘÌ", "TRƯỜNG HỒI"), ("ngàý", "ngáy")])
def test_of_two_tones_in_a_syllable_the_one_typed_last_was_meant(written, meant):
    ((code, _, found),) = _slips(f"Tăng cường {written}")
    assert code == "typo"
    assert meant.endswith(found)


@pytest.mark.parametrize(
    "text", ["Đại hội Liên đội", "thuở ấy, quýt, khuỷu, Giàng Thị Mỷ", "đời đời nhớ ơn", "H'Mông", "Krông Búk", "GD&ĐT"]
)
def test_good_vietnamese_has_no_slip(text):
    assert _slips(text) == []


def test_words_said_twice_are_told_with_the_line_as_it_was_meant():
    assert _slips("Ứng dụng CNTT trong quản lý  trong quản lý và dạy học") == [
        ("duplicated_phrase", "trong quản lý", "Ứng dụng CNTT trong quản lý và dạy học")
    ]


def test_two_joined_years_are_parted_unless_they_are_a_day():
    assert _slips("giai đoạn 20212025") == [("missing_hyphen", "20212025", "2021-2025")]
    assert _slips("ngày 20102023, số 20252021, 2021-2025") == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [("đối với nhà giáo HS", "nhà giáo, HS"), ("cho giáo viên học sinh", "giáo viên, học sinh"), ("GV HS", "GV, HS")],
)
def test_two_groups_of_people_side_by_side_lack_their_comma(text, meant):
    ((code, _, found),) = _slips(text)
    assert (code, found) == ("missing_comma", meant)


@pytest.mark.parametrize("text", ["phụ huynh HS", "cán bộ quản lý học sinh", "giáo viên và học sinh", "HSSS, học bạ"])
def test_one_group_in_two_words_lacks_nothing(text):
    assert _slips(text) == []


def test_the_seed_holds_four_slips():
    with (Path(__file__).parent / "data" / "appendix1.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [slip.code for row in csv.reader(file) for cell in row[1:3] for slip in slips_in(cell)]
    assert found == ["typo", "duplicated_phrase", "missing_hyphen", "missing_comma"]
