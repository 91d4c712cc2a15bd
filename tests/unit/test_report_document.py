import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gmail_reports.documents.report import report_document
from gmail_reports.monthly import MonthlyReport, NextLine, Remarks
from gmail_reports.progress import ItemState
from tests.builders import a_letterhead, a_plan_line, a_report, an_event_line

_LINK = "https://drive.google.com/drive/folders/1AbCdEfGhIjKlMnOpQrStUvWxYz012345"
_TRAINING = an_event_line("training", title="Tập huấn SGK lớp 8", code="II.1", photos=5, link=_LINK)
_OPENING = an_event_line("opening", title="Khai giảng", when="05/09/2023", photos=12, videos=1)
_FULL = a_report(
    plan=(
        a_plan_line("II.1", state=ItemState.DONE, evidence=(_TRAINING,)),
        a_plan_line("VI.1", state=ItemState.OVERDUE),
        a_plan_line("VII.2", state=ItemState.IN_PROGRESS),
    ),
    events=(_TRAINING, _OPENING),
    upcoming=(NextLine("VII.1", "Kỷ niệm ngày Nhà giáo\nViệt Nam", "11/2023", "Đ.c Tú"),),
    people_in_charge=2,
    folders_in_work=1,
)
_EMPTY = MonthlyReport("2024-02", (date(2024, 1, 12), date(2024, 2, 7)))


def _paper(report=_FULL, dated=date(2023, 10, 13), **letterhead):
    return docx.Document(BytesIO(report_document(report, a_letterhead(**letterhead), dated)))


def _texts(paper):
    """Every paragraph in the order of the paper, cells included."""
    return [
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in paper.element.body.iter(qn("w:p"))
    ]


def _text(paper):
    return "\n".join(_texts(paper))


def _table(paper, header):
    return next(table for table in paper.tables if header in table.rows[0].cells[-1].text)


def _cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def _run(paper, text):
    runs = (run for cell in _all_cells(paper) for paragraph in cell.paragraphs for run in paragraph.runs)
    return next(run for run in runs if text in run.text.replace("\n", " "))


def _all_cells(paper):
    return [cell for table in paper.tables for row in table.rows for cell in row.cells]


def _rules(paper):
    """The drawn lines as (left indent, paragraph's own text)."""
    return [
        (paragraph.find(qn("w:pPr")).find(qn("w:ind")).get(qn("w:left")), "".join(paragraph.itertext()))
        for paragraph in paper.element.body.iter(qn("w:p"))
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None
    ]


def test_the_paper_is_a4_with_the_margins_of_the_decree():
    section = _paper().sections[0]
    lengths = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(one.mm) for one in lengths] == [210, 297, 20, 20]
    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (30, 15)


def test_every_script_is_times_new_roman_and_nothing_has_a_colour():
    paper = _paper()
    normal = paper.styles["Normal"]
    fonts = normal.element.rPr.find(qn("w:rFonts"))
    scripts = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
    assert {fonts.get(qn(script)) for script in scripts} == {"Times New Roman"}
    assert normal.font.size == Pt(13)
    assert not list(paper.element.body.iter(qn("w:rFonts"), qn("w:color")))


def test_no_text_is_smaller_than_eleven_points():
    sizes = {int(size.get(qn("w:val"))) for size in _paper().element.body.iter(qn("w:sz"))}
    assert min(sizes) == 22


def test_the_head_is_two_columns_without_borders_and_padding():
    head = _paper().tables[0]
    assert [round(column.width.mm) for column in head.columns] == [65, 100]
    assert head.style.name == "Normal Table"
    padding = head._tbl.tblPr.find(qn("w:tblCellMar"))
    assert {side.get(qn("w:w")) for side in padding} == {"0"}


def test_the_head_names_the_nation_in_bold_capitals_and_the_superior_body_upright():
    paper = _paper()
    nation = _run(paper, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    motto = _run(paper, "Độc lập - Tự do - Hạnh phúc")
    assert (nation.bold, nation.font.size, motto.bold, motto.font.size) == (True, Pt(12), True, Pt(13))
    superior = _run(paper, "PHÒNG GD&ĐT HUYỆN ĐIỆN BIÊN ĐÔNG")
    school = _run(paper, "TRƯỜNG PTDTBT THCS PU NHI")
    assert (superior.bold, superior.font.size, school.bold) == (False, Pt(12), True)


def test_rules_are_drawn_lines_and_not_underscores():
    paper = _paper()
    assert [text for _, text in _rules(paper)] == ["", "", ""]
    assert "__" not in _text(paper)
    motto = next(int(indent) for indent, _ in _rules(paper)[1:])
    assert Mm(100).twips - 2 * motto == pytest.approx(Mm(56).twips, abs=20)


def test_the_number_is_left_blank_for_the_registry():
    assert "Số:      /BC-PTDTBTTHCSPUN" in _texts(_paper())


@pytest.mark.parametrize(
    ("dated", "written"),
    [
        (date(2024, 1, 5), "Pu Nhi, ngày 05 tháng 01 năm 2024"),
        (date(2024, 2, 7), "Pu Nhi, ngày 07 tháng 02 năm 2024"),
        (date(2023, 9, 14), "Pu Nhi, ngày 14 tháng 9 năm 2023"),
        (date(2023, 10, 13), "Pu Nhi, ngày 13 tháng 10 năm 2023"),
    ],
)
def test_days_below_ten_and_the_first_two_months_get_a_zero(dated, written):
    paper = _paper(dated=dated)
    assert written in _texts(paper)
    assert _run(paper, written).italic


def test_the_title_is_followed_by_whom_it_is_for():
    texts = [text for text in _texts(_paper()) if text]
    start = texts.index("BÁO CÁO")
    assert texts[start + 1 : start + 3] == [
        "Kết quả công tác truyền thông tháng 10/2023",
        "Kính gửi: Phòng Giáo dục và Đào tạo huyện Điện Biên Đông.",
    ]


def test_text_is_justified_with_its_first_line_indented_and_six_points_after():
    text = next(one for one in _paper().paragraphs if one.text.startswith("Thực hiện"))
    assert text.alignment is WD_ALIGN_PARAGRAPH.JUSTIFY
    assert text.paragraph_format.first_line_indent.mm == pytest.approx(12.7, abs=0.1)
    assert text.paragraph_format.space_after == Pt(6)


@pytest.mark.parametrize("reference", ["15/KH-THCS ngày 15/9/2023", "Kế hoạch số 15/KH-THCS ngày 15/9/2023"])
def test_the_plan_is_cited_once_however_it_was_configured(reference):
    said = next(text for text in _texts(_paper(plan_reference=reference)) if text.startswith("Thực hiện"))
    assert said.startswith("Thực hiện Kế hoạch số 15/KH-THCS ngày 15/9/2023 của Trường PTDTBT THCS Pu Nhi về")
    assert "(số liệu từ ngày 15/9/2023 đến ngày 13/10/2023)" in said


def test_what_was_promised_stands_beside_what_was_delivered():
    paper = _paper()
    assert "Trong kỳ có 3 nội dung đến hạn; đã hoàn thành 1; đang thực hiện 1; chậm 1." in _text(paper)
    rows = _cells(_table(paper, "Minh chứng"))
    assert rows[1][:6] == ["II.1", "SGK lớp 8", "Thông tin", "Tháng 10/2023", "Đ.c Lê", "Hoàn thành"]
    assert [row[5] for row in rows[2:]] == ["Chậm", "Đang thực hiện"]


def test_events_are_listed_with_links_that_open():
    paper = _paper()
    table = _table(paper, "Đường dẫn")
    assert [row[:5] for row in _cells(table)[1:]] == [
        ["1", "Tập huấn SGK lớp 8", "05/9/2023", "5", "0"],
        ["2", "Khai giảng", "05/09/2023", "12", "1"],
    ]
    link = table.rows[1].cells[5].paragraphs[0].hyperlinks[0]
    assert link.address == _LINK
    assert link.text == _LINK.removeprefix("https://")
    total = "Cộng: 2 sự kiện, 17 ảnh, 1 video đạt yêu cầu tại Phụ lục 2; 1 thư mục đang bổ sung."
    assert total in _texts(paper)


def test_evidence_leads_to_the_folder_and_to_its_line_in_the_table_of_events():
    told_before = an_event_line("told before", title="Tập huấn hè", link=f"{_LINK}?before")
    line = a_plan_line("II.1", state=ItemState.DONE, evidence=(_TRAINING, told_before))
    cell = _table(_paper(replace(_FULL, plan=(line,))), "Minh chứng").rows[1].cells[6]
    links = [link for paragraph in cell.paragraphs for link in paragraph.hyperlinks]
    assert [(link.text, link.address) for link in links] == [
        ("Mục 2, số 1", _LINK),
        ("Tập huấn hè", f"{_LINK}?before"),
    ]


def test_a_link_that_is_no_web_address_opens_nothing():
    paper = _paper(a_report(events=(an_event_line(link="javascript:alert(1)"),)))
    assert not list(paper.element.body.iter(qn("w:hyperlink")))


def test_headers_repeat_rows_stay_whole_and_tables_are_as_wide_as_the_text():
    paper = _paper()
    for header in ("Minh chứng", "Đường dẫn", "Người thực hiện"):
        table = _table(paper, header)
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert sum(column.width.mm for column in table.columns) == pytest.approx(165, abs=0.5)


def test_a_cell_keeps_the_schools_lines_but_not_their_breaks_within_a_sentence():
    product = "- Thông tin về nội dung, giải pháp thực\nhiện của đề án\n\n- Thông tin khác"
    line = replace(a_plan_line("V.1", state=ItemState.DONE), topic="Đề án\n“Phát triển”", product=product)
    row = _cells(_table(_paper(replace(_FULL, plan=(line,))), "Minh chứng"))[1]
    assert row[1] == "Đề án “Phát triển”"
    assert row[2] == "- Thông tin về nội dung, giải pháp thực hiện của đề án\n- Thông tin khác"


def test_what_is_outside_the_plan_and_what_comes_next_are_told():
    text = _text(_paper())
    assert "3. Hoạt động ngoài kế hoạch, đột xuất: Khai giảng (05/09/2023)." in text
    assert "IV. NHIỆM VỤ TRỌNG TÂM THÁNG 11/2023" in text
    assert "Kỷ niệm ngày Nhà giáo Việt Nam" in text


def test_where_an_event_was_and_with_whom_stands_beside_it_when_it_is_known():
    event = an_event_line(title="Khai giảng", about="ở đâu: sân trường (mô tả)")
    assert "Khai giảng (ở đâu: sân trường (mô tả))" in _texts(_paper(a_report(events=(event,))))


def test_many_events_outside_the_plan_are_told_by_their_numbers_in_the_table():
    codes = ["II.1", *[None] * 9, "II.1", *[None] * 4, "II.1", None]
    events = tuple(an_event_line(f"event {place}", code=code) for place, code in enumerate(codes))
    text = _text(_paper(a_report(events=events)))
    assert "3. Hoạt động ngoài kế hoạch, đột xuất: 14 hoạt động, là các số 2-10, 12-15, 17 của bảng tại mục 2." in text


def test_items_that_were_not_due_but_got_evidence_are_counted_apart():
    early = a_plan_line("VII.1", state=ItemState.DONE, due=False, evidence=(_TRAINING,))
    text = _text(_paper(a_report(plan=(early,), events=(_TRAINING,))))
    assert "Trong kỳ không có nội dung đến hạn theo kế hoạch. Ngoài ra có 1 nội dung khác" in text


def test_the_officers_own_words_go_before_ours():
    remarks = Remarks("Họp giao ban.", "Bài viết đều.", "Mạng yếu.", "Hỗ trợ máy quay.", "Có bài đăng sai.")
    text = _text(_paper(replace(_FULL, remarks=remarks)))
    assert "nhóm Zalo. Họp giao ban." in text
    assert "1. Ưu điểm: Bài viết đều." in text
    assert "2. Hạn chế, nguyên nhân: Mạng yếu." in text
    assert "V. KIẾN NGHỊ, ĐỀ XUẤT\nHỗ trợ máy quay." in text
    assert "4. Tình hình dư luận, sự cố truyền thông: Có bài đăng sai." in text


def test_without_remarks_only_what_the_numbers_say_is_said():
    text = _text(_paper())
    assert "1. Ưu điểm: Hoàn thành 1/3 nội dung đến hạn theo kế hoạch." in text
    assert "2. Hạn chế, nguyên nhân: Còn 1 nội dung chậm so với kế hoạch." in text
    assert "V. KIẾN NGHỊ, ĐỀ XUẤT\nKhông." in text


def test_an_empty_month_is_said_in_words_and_has_no_empty_tables():
    paper = _paper(_EMPTY, date(2024, 2, 7))
    text = _text(paper)
    assert "tháng 02/2024 (số liệu từ ngày 12/01/2024 đến ngày 07/02/2024)" in text
    assert "1. Nội dung theo kế hoạch: Trong kỳ không có nội dung đến hạn theo kế hoạch." in text
    assert "2. Sự kiện, hoạt động đã truyền thông: Trong kỳ không phát sinh." in text
    assert "3. Hoạt động ngoài kế hoạch, đột xuất: Không phát sinh." in text
    assert "Tháng 3/2024 không có nội dung theo kế hoạch." in text
    assert len(paper.tables) == 2


def test_december_is_followed_by_january_of_the_next_year():
    assert "TRỌNG TÂM THÁNG 01/2024" in _text(_paper(replace(_EMPTY, month="2023-12")))


def test_a_late_report_and_incomplete_data_are_said():
    text = _text(_paper(replace(_FULL, late=True, facts_since="12/10/2023 09:30")))
    assert "được gửi muộn hơn thời hạn trước ngày 15" in text
    assert "đầy đủ đến 12/10/2023 09:30" in text
    assert not re.search("muộn|đầy đủ đến", _text(_paper()))


def test_the_end_has_whom_it_goes_to_at_the_left_and_who_signs_at_the_right():
    paper = _paper(copies=("BGH (b/c)",))
    left, right = paper.tables[-1].rows[0].cells
    assert left.text.splitlines() == ["Nơi nhận:", "- Như trên;", "- BGH (b/c);", "- Lưu: VT."]
    assert [left.paragraphs[0].runs[0].bold, left.paragraphs[0].runs[0].italic] == [True, True]
    assert [paragraph.runs[0].font.size for paragraph in left.paragraphs] == [Pt(12), Pt(11), Pt(11), Pt(11)]
    assert right.text.splitlines() == ["HIỆU TRƯỞNG", "Hoàng Quốc Huy"]


def test_a_deputy_signs_under_two_lines():
    right = _paper(signer_title="KT. Hiệu trưởng / Phó Hiệu trưởng").tables[-1].rows[0].cells[1]
    assert right.text.splitlines()[:2] == ["KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"]


def test_pages_are_numbered_at_the_top_except_the_first():
    section = _paper().sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    number = section.header.paragraphs[0]
    assert number.alignment is WD_ALIGN_PARAGRAPH.CENTER
    assert [field.get(qn("w:instr")) for field in number._p.iter(qn("w:fldSimple"))] == ["PAGE"]


def test_a_hostile_name_survives_as_text():
    name = "<script>alert(1)</script> & \x00\x0b\ud800\uffff{{ x }}_Khai\ngiảng"
    event = an_event_line(title=name, link=f"{_LINK}\x07")
    line = a_plan_line("II.1", state=ItemState.DONE, evidence=(event,))
    line = replace(line, topic=name, product=name, person=name)
    report = a_report(plan=(line,), events=(event,), upcoming=(NextLine("I.1", name, name, name),))
    paper = _paper(report, school_name=f"Trường {name}")
    survived = "<script>alert(1)</script> & {{ x }}_Khai giảng"
    assert survived in _cells(_table(paper, "Đường dẫn"))[1]
    assert _cells(_table(paper, "Minh chứng"))[1][1] == survived
    assert f"{survived} (05/9/2023)." in _text(paper)


def test_the_file_says_who_wrote_it_and_when():
    properties = _paper().core_properties
    assert properties.author == "Trường PTDTBT THCS Pu Nhi"
    assert properties.created.date() == date(2023, 10, 13)
    assert "python" not in properties.comments


def test_articles_stand_below_the_events_and_what_was_on_the_radio_has_no_link():
    website = an_event_line("article:a", title="Giới thiệu SGK", photos=0, channel="Website", link="https://a.vn/sgk")
    radio = an_event_line("article:b", title="Phát thanh", photos=0, channel="Đài", link="")
    line = a_plan_line("II.1", state=ItemState.DONE, evidence=(website, radio))
    paper = _paper(a_report(plan=(line,), articles=(website, radio)))
    (table,) = [one for one in paper.tables if one.cell(0, 1).text == "Tin, bài đã đăng"]
    assert [[cell.text for cell in row.cells][1:4] for row in table.rows[1:]] == [
        ["Giới thiệu SGK", "05/9/2023", "Website"],
        ["Phát thanh", "05/9/2023", "Đài"],
    ]
    assert "Giới thiệu SGK" in _text(paper)


def test_a_report_without_a_plan_says_so_and_accuses_nobody():
    text = _text(_paper(a_report(plan_is_missing=True)))
    assert "kế hoạch truyền thông của năm học chưa được đưa vào theo dõi" in text


def test_a_report_that_replaces_one_says_so_in_what_it_is_about_and_in_its_text():
    paper = docx.Document(BytesIO(report_document(_FULL, a_letterhead(), date(2024, 1, 5), date(2024, 1, 2))))
    texts = _texts(paper)
    about = "Kết quả công tác truyền thông tháng 10/2023 (thay thế báo cáo gửi ngày 02/01/2024)"
    assert about in texts
    assert "Báo cáo này thay thế báo cáo cùng kỳ gửi ngày 02/01/2024." in texts
    assert "thay thế" not in _text(_paper())


def test_the_papers_say_how_many_articles_there_are():
    article = an_event_line("article:a", title="Giới thiệu SGK", channel="Website")
    assert "Tin, bài đã đăng: 1." in _texts(_paper(a_report(articles=(article,))))
