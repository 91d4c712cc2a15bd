import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

from gmail_reports.plan.file import DateCell, UnreadablePlan, read_plan_file
from tests.plan_document import add_table, saved, seed_plan

_SEED = Path(__file__).parent / "data" / "appendix1.csv"
_HEADER = "Stt,Nội dung/Chủ đề,Hình thức,Thời gian thực hiện,Thực hiện"
_ROWS = [_HEADER.split(","), ["1", "SGK lớp 8", "Tin", "10/2023", "Tú"]]


def _file(folder, contents, name="plan.csv"):
    path = folder / name
    path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
    return path


@pytest.fixture(scope="module")
def seed_rows():
    with _SEED.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def _texts(rows):
    """Cells without the blank lines at their ends, which Word and Excel keep or drop."""
    return [[cell.strip() for cell in row] for row in rows]


# --- CSV ---


def test_the_schools_own_plan_is_read_cell_by_cell(seed_rows):
    plan = read_plan_file(_SEED)
    assert (len(plan.schedule.sections), len(plan.schedule.items)) == (7, 12)
    assert plan.rows == seed_rows
    assert plan.rows[2][1] == "Tăng cường báỏ đảm chất lượng giáo dục", "a school's spelling stays as it is"


def test_a_plan_of_excel_with_its_byte_order_mark_is_read(tmp_path):
    path = _file(tmp_path, b"\xef\xbb\xbf" + f"{_HEADER}\n1,SGK lớp 8,Tin,10/2023,Tú\n".encode(), "KẾ HOẠCH.CSV")
    assert read_plan_file(path).rows == _ROWS


@pytest.mark.parametrize("sign", [";", "\t"])
def test_other_signs_between_the_cells_are_known(tmp_path, sign):
    path = _file(tmp_path, "\n".join(sign.join(row) for row in _ROWS))
    assert read_plan_file(path).rows == _ROWS


def test_lines_above_the_table_are_no_rows_but_kept(tmp_path):
    path = _file(tmp_path, f"PHỤ LỤC 1,,,,\nNĂM HỌC,2023-2024,,,\n{_HEADER}\n1,SGK lớp 8,Tin,10/2023,Tú\n")
    plan = read_plan_file(path)
    assert [row[0] for row in plan.rows] == ["Stt", "1"]
    assert plan.above == ("PHỤ LỤC 1", "NĂM HỌC 2023-2024")
    assert plan.schedule.header_row == 0


def test_a_cell_with_a_comma_a_line_break_and_a_formula_stays_one_cell(tmp_path):
    path = _file(tmp_path, f'{_HEADER}\n1,"=SUM(1,2)\nhai dòng",Tin,10/2023,Tú\n')
    assert read_plan_file(path).rows[1][1] == "=SUM(1,2)\nhai dòng"


# --- Word ---


def test_the_whole_plan_as_a_word_document_gives_the_same_table(tmp_path, seed_rows):
    plan = read_plan_file(_file(tmp_path, seed_plan(), "Kế hoạch.docx"))
    assert plan.rows == seed_rows
    assert plan.above[-2] == "NĂM HỌC 2023-2024"
    assert any(line.startswith("Chế độ báo cáo") for line in plan.text)


def _word(folder, *tables, between=()):
    document = Document()
    for rows in tables:
        add_table(document, rows)
        for line in between:
            document.add_paragraph(line)
    return _file(folder, saved(document), "plan.docx")


def test_the_table_is_found_among_others(tmp_path):
    other = [["Nơi nhận:", "HIỆU TRƯỞNG"], ["Stt", "Họ và tên"]]
    assert read_plan_file(_word(tmp_path, other, _ROWS, [["Cộng"]], between=["Đoạn văn"])).rows == _ROWS


def test_a_table_that_word_broke_in_two_is_one(tmp_path):
    second = [_ROWS[0], ["2", "SGK lớp 9", "Tin", "5/2024", "Tú"]]
    plan = read_plan_file(_word(tmp_path, _ROWS, second, between=[""]))
    assert [item.code for item in plan.schedule.items] == ["1", "2"]
    apart = read_plan_file(_word(tmp_path, _ROWS, second, between=["Bảng thứ hai"]))
    assert [item.code for item in apart.schedule.items] == ["1"]


def test_a_cell_merged_downwards_says_the_same_in_each_row(tmp_path):
    document = Document()
    table = document.add_table(rows=4, cols=5)
    for cells, row in zip(
        [_ROWS[0], ["1", "A", "Tin", "9/2023", "Tú"], ["2", "B", "Tin", "", "Lê"], ["", "", "Ảnh", "", "Lê"]],
        table.rows,
        strict=True,
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for first, last, column in ((1, 3, 3), (2, 3, 0), (2, 3, 1)):
        merged = table.cell(first, column).merge(table.cell(last, column))
        merged.text = merged.text.strip()
    plan = read_plan_file(_file(tmp_path, saved(document), "plan.docx"))
    assert [row[3] for row in plan.rows] == ["Thời gian thực hiện", "9/2023", "9/2023", "9/2023"]
    assert [(item.topic, item.product) for item in plan.schedule.items] == [("A", "Tin"), ("B", "Tin\nẢnh")]


def test_what_was_inserted_shows_and_what_was_deleted_does_not(tmp_path):
    document = Document()
    add_table(document, _ROWS)
    paragraph = document.tables[0].cell(1, 3).paragraphs[0]
    for tag, inner in (("ins", "<w:t> và 11/2023</w:t>"), ("del", "<w:delText>cũ</w:delText>")):
        change = f'<w:{tag} {nsdecls("w")} w:id="1" w:author="Tú"><w:r>{inner}</w:r></w:{tag}>'
        paragraph._p.append(parse_xml(change))
    assert read_plan_file(_file(tmp_path, saved(document), "plan.docx")).rows[1][3] == "10/2023 và 11/2023"


# --- Excel ---


def _excel(folder, rows, **sheets):
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for title, other in sheets.items():
        added = book.create_sheet(title)
        for row in other:
            added.append(row)
    book.save(folder / "plan.xlsx")
    return book, folder / "plan.xlsx"


def test_the_plan_as_an_excel_file_gives_the_same_table(tmp_path, seed_rows):
    _, path = _excel(tmp_path, seed_rows)
    assert _texts(read_plan_file(path).rows) == _texts(seed_rows)


def test_the_sheet_with_the_plan_is_found(tmp_path):
    _, path = _excel(tmp_path, [["Stt", "Họ và tên"]], Kehoach=_ROWS)
    assert read_plan_file(path).rows == _ROWS


@pytest.mark.parametrize(
    ("day", "shown_as", "text"),
    [
        (date(2023, 2, 1), "mm/yyyy", "2/2023"),
        (date(2023, 2, 1), "mmm-yy", "2/2023"),
        (date(2023, 9, 5), "dd/mm/yyyy", "5/9/2023"),
        (date(2023, 11, 20), "d-mmm", "20/11"),
        (date(2023, 11, 1), '[$-42A]"Tháng" mm/yyyy;@', "11/2023"),
    ],
)
def test_a_time_that_excel_made_a_day_is_read_as_it_shows(tmp_path, day, shown_as, text):
    book, path = _excel(tmp_path, [["Năm học 2023-2024"], *_ROWS])
    book.active["D3"] = day
    book.active["D3"].number_format = shown_as
    book.save(path)
    plan = read_plan_file(path)
    assert plan.schedule.items[0].time == text
    assert plan.dates == (DateCell(1, text),)


def test_numbers_of_excel_show_as_people_see_them(tmp_path):
    book, path = _excel(tmp_path, [[*_ROWS[0], "Kết quả"], [1.0, "SGK", 2.5, "10/2023", "Tú", 1.0]])
    book.active["F2"].number_format = "0%"
    book.save(path)
    assert read_plan_file(path).rows[1] == ["1", "SGK", "2.5", "10/2023", "Tú", "100%"]


def test_merged_cells_of_excel_are_spread_like_those_of_word(tmp_path):
    rows = [_ROWS[0], ["I. Công tác chuyên môn"], ["1", "A", "Tin", "9/2023", "Tú"], ["2", "B", "Tin", None, "Lê"]]
    book, path = _excel(tmp_path, rows)
    book.active.merge_cells("A2:E2")
    book.active.merge_cells("D3:D4")
    book.save(path)
    schedule = read_plan_file(path).schedule
    assert [section.numeral for section in schedule.sections] == ["I"]
    assert [(item.code, item.time) for item in schedule.items] == [("I.1", "9/2023"), ("I.2", "9/2023")]


# --- what cannot be read ---


def _zip(**parts):
    contents = io.BytesIO()
    with zipfile.ZipFile(contents, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return contents.getvalue()


def _without_table():
    document = Document()
    document.add_paragraph("Kế hoạch")
    return saved(document)


@pytest.mark.parametrize(
    ("name", "contents", "remedy"),
    [
        ("plan.docx", b"PK", "CSV UTF-8"),
        ("plan.xlsx", b"PK", "CSV UTF-8"),
        ("plan.pdf", b"%PDF", "CSV UTF-8"),
        ("plan", _HEADER, "CSV UTF-8"),
        ("plan.doc", b"", ".docx"),
        ("plan.csv", f"{_HEADER}\n1,SGK lớp 8".encode("utf-16"), "CSV UTF-8"),
        ("plan.csv", "Tên,Tuổi\nTú,40\n", "Nội dung/Chủ đề"),
        ("plan.csv", "", "Nội dung/Chủ đề"),
        ("plan.csv", f"{_HEADER}\n1,{'a' * 200_000},Tin,10/2023,Tú\n", "CSV UTF-8"),
        ("plan.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "mật khẩu"),
        ("plan.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "mật khẩu"),
        ("plan.docx", _zip(a="b"), "Word"),
        ("plan.xlsx", _zip(a="b"), "Excel"),
        ("plan.docx", _without_table(), "Phụ lục 1"),
        ("plan.docx", _zip(**{"word/document.xml": bytes(70_000_000)}), "quá lớn"),
        ("plan.xlsx", _zip(**{f"p{place}": b"" for place in range(6000)}), "quá lớn"),
    ],
    ids=[
        *("half a Word file", "half an Excel file", "another format", "no format", "Word 97", "another encoding"),
        *(
            "another table",
            "nothing",
            "a monstrous cell",
            "a locked Word file",
            "a locked Excel file",
            "a zip for Word",
        ),
        *("a zip for Excel", "no table", "a bomb", "a bomb of many parts"),
    ],
)
def test_a_file_that_is_no_plan_says_which_and_how_to_mend_it(tmp_path, name, contents, remedy):
    with pytest.raises(UnreadablePlan) as caught:
        read_plan_file(_file(tmp_path, contents, name))
    assert str(caught.value).startswith(f"{name}: ")
    assert remedy in str(caught.value)


def test_a_sheet_merged_without_end_is_refused_before_it_is_unpacked(tmp_path):
    _, path = _excel(tmp_path, _ROWS)
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    endless = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells><pageMargins'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"<pageMargins", endless, 1)
    assert parts["xl/worksheets/sheet1.xml"] != sheet
    with pytest.raises(UnreadablePlan, match="quá lớn"):
        read_plan_file(_file(tmp_path, _zip(**parts), "plan.xlsx"))


def test_a_cell_at_the_far_end_of_the_sheet_does_not_make_a_table_of_millions(tmp_path):
    book, path = _excel(tmp_path, _ROWS)
    book.active["XFD1048576"] = "xa"
    book.save(path)
    assert read_plan_file(path).rows == _ROWS


def test_entities_of_a_hostile_document_are_not_resolved(tmp_path):
    (tmp_path / "secret.txt").write_text("bí mật", encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(saved(_document_with_table()))) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    xml = parts["word/document.xml"].decode()
    declared = f'<!DOCTYPE w [<!ENTITY e SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]><w:document'
    parts["word/document.xml"] = xml.replace("<w:document", declared, 1).replace("SGK lớp 8", "SGK &e;").encode()
    plan = read_plan_file(_file(tmp_path, _zip(**parts), "plan.docx"))
    assert "bí mật" not in str(plan.rows)


def _document_with_table():
    document = Document()
    add_table(document, _ROWS)
    return document


def test_a_name_cannot_write_to_the_terminal(tmp_path):
    with pytest.raises(UnreadablePlan) as caught:
        read_plan_file(tmp_path / "a\x1b[2J.pdf")
    assert "\x1b" not in str(caught.value)


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(UnreadablePlan, match="không có tệp này"):
        read_plan_file(tmp_path / "plan.csv")


def test_a_folder_is_not_a_plan(tmp_path):
    (tmp_path / "plan.csv").mkdir()
    with pytest.raises(UnreadablePlan, match=r"plan\.csv"):
        read_plan_file(tmp_path / "plan.csv")
