from pathlib import Path

import pytest

from gmail_reports.plan_file import UnreadablePlan, read_plan_file
from gmail_reports.schedule import read_schedule

_SEED = Path(__file__).parent / "data" / "appendix1.csv"
_HEADER = "Stt,Nội dung/Chủ đề,Hình thức,Thời gian thực hiện,Thực hiện"


def _file(folder, contents, name="plan.csv"):
    path = folder / name
    path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
    return path


def test_the_schools_own_plan_is_read_cell_by_cell():
    rows = read_plan_file(_SEED)
    schedule = read_schedule(rows)
    assert (len(schedule.sections), len(schedule.items)) == (7, 12)
    assert rows[0] == [
        "Stt",
        "Nội dung/Chủ đề",
        "Hình thức/Sản phẩm truyền thông",
        "Thời gian thực hiện",
        "Thực hiện",
    ]
    assert rows[2][1] == "Tăng cường báỏ đảm chất lượng giáo dục", "a school's spelling stays as it is"


def test_a_plan_of_excel_with_its_byte_order_mark_is_read(tmp_path):
    path = _file(tmp_path, b"\xef\xbb\xbf" + f"{_HEADER}\n1,SGK lớp 8,Tin,10/2023,Tú\n".encode(), "KẾ HOẠCH.CSV")
    assert read_plan_file(path)[1] == ["1", "SGK lớp 8", "Tin", "10/2023", "Tú"]


def test_lines_above_the_table_are_left_out(tmp_path):
    path = _file(tmp_path, f"PHỤ LỤC 1,,,,\n,,,,\n{_HEADER}\n1,SGK lớp 8,Tin,10/2023,Tú\n")
    assert [row[0] for row in read_plan_file(path)] == ["Stt", "1"]


def test_a_cell_with_a_comma_a_line_break_and_a_formula_stays_one_cell(tmp_path):
    path = _file(tmp_path, f'{_HEADER}\n1,"=SUM(1,2)\nhai dòng",Tin,10/2023,Tú\n')
    assert read_plan_file(path)[1][1] == "=SUM(1,2)\nhai dòng"


@pytest.mark.parametrize(
    ("name", "contents", "remedy"),
    [
        ("plan.docx", b"PK", "CSV UTF-8"),
        ("plan", _HEADER, "CSV UTF-8"),
        ("plan.csv", f"{_HEADER}\n1,SGK lớp 8".encode("utf-16"), "CSV UTF-8"),
        ("plan.csv", "Tên,Tuổi\nTú,40\n", "Nội dung/Chủ đề"),
        ("plan.csv", "", "Nội dung/Chủ đề"),
    ],
    ids=["another format", "no format", "another encoding", "another table", "nothing"],
)
def test_a_file_that_is_no_plan_says_which_and_how_to_mend_it(tmp_path, name, contents, remedy):
    with pytest.raises(UnreadablePlan) as caught:
        read_plan_file(_file(tmp_path, contents, name))
    assert str(caught.value).startswith(f"{name}: ")
    assert remedy in str(caught.value)


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(UnreadablePlan, match="không có tệp này"):
        read_plan_file(tmp_path / "plan.csv")


def test_a_folder_is_not_a_plan(tmp_path):
    (tmp_path / "plan.csv").mkdir()
    with pytest.raises(UnreadablePlan, match=r"plan\.csv"):
        read_plan_file(tmp_path / "plan.csv")


def test_a_cell_of_monstrous_length_is_no_plan(tmp_path):
    path = _file(tmp_path, f"{_HEADER}\n1,{'a' * 200_000},Tin,10/2023,Tú\n")
    with pytest.raises(UnreadablePlan, match=r"plan\.csv"):
        read_plan_file(path)
