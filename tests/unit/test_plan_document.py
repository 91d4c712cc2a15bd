import json
from pathlib import Path

import pytest

from drive_sync.wording import Language
from gmail_reports.plan.document import document_findings, school_year_in
from gmail_reports.plan.wording import message
from gmail_reports.times.when import SchoolYear

_DATA = Path(__file__).parent / "data"
_SAID = {"ask", "ask_once", "note"}
_DEFECTS = [
    defect
    for defect in json.loads((_DATA / "appendix1_defects.json").read_text(encoding="utf-8"))
    if defect["where"] in {"Thân KH", "Phụ lục 1", "Phụ lục 2"}
]
_YEAR = SchoolYear(2023)


@pytest.fixture(scope="module")
def said():
    lines = (_DATA / "plan.txt").read_text(encoding="utf-8").splitlines()
    return {finding.code: message(finding, Language.VI) for finding in document_findings(lines, _YEAR)}


def test_exactly_the_defects_of_the_document_that_need_a_word_get_one(said):
    assert set(said) == {defect["code"] for defect in _DEFECTS if defect["kind"] in _SAID}


@pytest.mark.parametrize("code", ["stale_legal_basis", "wrong_level", "report_rule_wording"])
def test_the_words_are_those_of_the_data(said, code):
    assert said[code] == next(defect["say"] for defect in _DEFECTS if defect["code"] == code)


def test_the_personal_address_is_named(said):
    assert "phuongthcs6279@gmail.com" in said["personal_gmail_recipient"]


def _codes(*lines):
    return [finding.code for finding in document_findings(lines, _YEAR)]


def test_a_document_in_order_gets_no_finding():
    assert (
        _codes(
            "Căn cứ Kế hoạch số 100/KH-UBND ngày 20/8/2023 về truyền thông năm học 2023-2024;",
            "Căn cứ công văn của Sở Giáo dục và Đào tạo tỉnh Điện Biên;",
            "Phòng GD&ĐT huyện Điện Biên Đông",
            "Thực hiện báo cáo trước ngày 15 hằng tháng theo địa chỉ pgd@dienbien.gov.vn",
            "Phụ lục 2",
            "1. Ảnh gốc từ 2 MB, upload Drive cùng video",
            "· 1 ảnh toàn cảnh: sự kiện",
            "· 1 ảnh trung cảnh: phát biểu",
        )
        == []
    )


def test_an_office_of_the_wrong_level_is_placed_where_the_text_puts_it():
    lines = ("Sở GD&ĐT huyện Ba Vì chỉ đạo", "Đài truyền hình tỉnh Hà Nam", "tỉnh được nhiều người biết")
    (finding,) = document_findings(lines, _YEAR)
    assert finding.suggestion == "Sở GD&ĐT tỉnh Hà Nam"
    assert document_findings(lines[:1], _YEAR)[0].suggestion == "Sở GD&ĐT tỉnh …"


def test_the_day_of_the_report_is_the_one_in_the_text():
    (finding,) = document_findings(["Các trường báo trước 10 hàng tháng"], _YEAR)
    assert finding.data == {"day": "10", "last": "9"}


def test_an_address_twice_is_asked_about_once():
    assert _codes("gửi a@gmail.com", "nhắc lại a@gmail.com") == ["personal_gmail_recipient"]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("NĂM HỌC 2023-2024", "2023-2024"),
        ("năm học 2023 – 2024", "2023-2024"),
        ("giai đoạn 2021-2030, năm học 2024-2025", "2024-2025"),
        ("ngày 15/9/2023", None),
    ],
)
def test_the_school_year_in_a_text(text, year):
    found = school_year_in(text)
    assert (str(found) if found else None) == year
