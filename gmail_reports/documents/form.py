"""The form of an official document by Nghị định 30/2020/NĐ-CP, Appendix I: page, head, title, text, signing.

Lengths are millimetres and sizes points, as in the decree. Rules are borders of empty paragraphs between
indents: drawn lines that Word, LibreOffice and Google Docs all keep.
"""
# ruff: noqa: SLF001 - what python-docx has no word for is done on its elements: _p, _r, _tbl, _tr

from datetime import date, datetime, time
from typing import cast

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from drive_sync.text import one_line
from gmail_reports.documents.letterhead import Letterhead

FONT = "Times New Roman"
TEXT_WIDTH = 165
_TEXT_SIZE = 13
_LEFT, _RIGHT = 65, 100
_NATION, _MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_MOTTO_WIDTH = 56.1
_CAPITAL_WIDTH, _BOLD_CAPITAL_WIDTH, _TITLE_LETTER_WIDTH = 2.5, 2.6, 2.2
"""Means of Vietnamese capitals in 12 pt, and of small letters in bold 14 pt."""
_RULE_TO_TEXT = 0.42
_ROOM_FOR_SIGNATURE = 70
_MONTHS_WITH_ZERO = (1, 2)
_LEFT_SIDE, _CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER


def month_number(month: int) -> str:
    """A month as the decree writes it: 01 and 02 with a zero, 3 to 9 without."""
    return f"{month:02}" if month in _MONTHS_WITH_ZERO else str(month)


def day_number(day: date) -> str:
    """A day as the decree writes it: 05/9/2023, 05/01/2024."""
    return f"{day.day:02}/{month_number(day.month)}/{day.year}"


def printable(text: str) -> str:
    """The text on one line without anything that XML forbids (control characters, lone surrogates)."""
    return "".join(filter(str.isprintable, one_line(text)))


def blank_paper(title: str, author: str, dated: date) -> Document:
    """An A4 document in Times New Roman, with page numbers centred at the top from the second page on."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = printable(title), printable(author), "vi-VN"
    properties.comments = ""
    properties.created = properties.modified = datetime.combine(dated, time())

    normal = cast("ParagraphStyle", document.styles["Normal"])
    normal.font.name, normal.font.size = FONT, Pt(_TEXT_SIZE)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(0), 1.0
    letters = normal.element.get_or_add_rPr()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        letters.find(qn("w:rFonts")).set(qn(script), FONT)
    letters.append(element("w:lang", val="vi-VN", eastAsia="vi-VN"))  # or Word marks every word as misspelt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    return document


def head(document: Document, letterhead: Letterhead, dated: date) -> None:
    """The two columns at the top: who writes, and the number; Quốc hiệu, Tiêu ngữ, place and date."""
    table = bare_table(document, 2, (_LEFT, _RIGHT))
    issuer, nation = table.rows[0].cells
    _issuer_name(issuer.paragraphs[0], letterhead.superior_body, bold=False)
    last_line = _issuer_name(issuer.add_paragraph(), letterhead.school_name, bold=True)
    drawn_rule(issuer.add_paragraph(), _LEFT, len(last_line) * _BOLD_CAPITAL_WIDTH * _RULE_TO_TEXT)
    line(nation.paragraphs[0], _NATION, size=12, bold=True)
    line(nation.add_paragraph(), _MOTTO, size=13, bold=True)
    drawn_rule(nation.add_paragraph(), _RIGHT, _MOTTO_WIDTH)

    number, place = (cell.paragraphs[0] for cell in table.rows[1].cells)
    line(number, f"Số:      /BC-{printable(letterhead.symbol)}", size=13)
    day = f"ngày {dated.day:02} tháng {month_number(dated.month)} năm {dated.year}"
    line(place, f"{printable(letterhead.place)}, {day}", size=13, italic=True)


def title(document: Document, kind: str, about: str, addressee: str) -> None:
    """The kind of paper, what it is about, a short rule, and to whom it goes."""
    line(document.add_paragraph(), kind, size=14, bold=True).paragraph_format.space_before = Pt(18)
    line(document.add_paragraph(), about, size=14, bold=True)
    drawn_rule(document.add_paragraph(), TEXT_WIDTH, len(about) * _TITLE_LETTER_WIDTH * _RULE_TO_TEXT)
    to = line(document.add_paragraph(), f"Kính gửi: {printable(addressee)}.", size=_TEXT_SIZE)
    to.paragraph_format.space_before, to.paragraph_format.space_after = Pt(6), Pt(10)


def heading(document: Document, text: str) -> None:
    """A numbered heading, bold, never alone at the foot of a page."""
    written = _indented(document)
    written.add_run(text).bold = True
    written.paragraph_format.keep_with_next = True


def sentence(document: Document, text: str, *, label: str = "", keep_with_next: bool = False) -> None:
    """A paragraph of text: justified, its first line 12.7 mm in, 6 pt after it; a label before it is bold."""
    written = _indented(document)
    if label:
        written.add_run(f"{label} ").bold = True
    written.add_run(printable(text))
    written.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    written.paragraph_format.keep_with_next = keep_with_next


def signature(document: Document, letterhead: Letterhead) -> None:
    """Left "Nơi nhận", right the title, room for signature and seal, and the name; never torn apart."""
    table = bare_table(document, 1, (_LEFT, _RIGHT))
    keep_rows_whole(table)
    left, right = table.rows[0].cells
    line(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True, alignment=_LEFT_SIDE)
    copies = (f"{printable(one).strip(' -;.')};" for one in letterhead.copies)
    for receiver in ("Như trên;", *copies, "Lưu: VT."):
        line(left.add_paragraph(), f"- {receiver}", size=11, alignment=_LEFT_SIDE)
    titles = [part.strip() for part in printable(letterhead.signer_title).upper().split("/")]
    line(right.paragraphs[0], titles[0], size=13, bold=True)
    for more in titles[1:]:
        line(right.add_paragraph(), more, size=13, bold=True)
    name = line(right.add_paragraph(), printable(letterhead.signer_name), size=13, bold=True)
    name.paragraph_format.space_before = Pt(_ROOM_FOR_SIGNATURE)
    gap(document)


def gap(document: Document) -> None:
    """The little room that Word wants after a table."""
    shape = document.add_paragraph().paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(6)


def bare_table(document: Document, rows: int, widths: tuple[int, ...]) -> Table:
    """A table that only arranges: no borders, no padding."""
    table: Table = document.add_table(rows, len(widths))
    set_widths(table, widths)
    set_padding(table, sides=0, ends=0)
    return table


def set_widths(table: Table, widths: tuple[int, ...]) -> None:
    """Gives the columns these widths in mm, whatever stands in them."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER  # as wide as the text, so its borders meet the margins
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def set_padding(table: Table, *, sides: float, ends: float) -> None:
    """Gives every cell this much room in mm at its left and right, and above and below."""
    padding = element("w:tblCellMar")
    for side, room in (("w:top", ends), ("w:left", sides), ("w:bottom", ends), ("w:right", sides)):
        padding.append(element(side, w=str(Mm(room).twips), type="dxa"))
    table._tbl.tblPr.insert_element_before(padding, "w:tblLook")


def keep_rows_whole(table: Table) -> None:
    """No row is torn by the end of a page."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def repeat_first_row(table: Table) -> None:
    """The first row stands at the top of every page that the table reaches."""
    table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))


def line(
    paragraph: Paragraph,
    text: str,
    *,
    size: int,
    bold: bool = False,
    italic: bool = False,
    alignment: WD_ALIGN_PARAGRAPH = _CENTRE,
) -> Paragraph:
    """The paragraph with this text added, centred unless told otherwise."""
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    paragraph.alignment = alignment
    return paragraph


def link(paragraph: Paragraph, text: str, target: str, *, size: int) -> None:
    """Adds a link that opens; a target that is no web address leaves plain text."""
    run = paragraph.add_run(printable(text))
    run.font.size = Pt(size)
    if not target.startswith(("https://", "http://")):
        return
    run.underline = True
    made = OxmlElement("w:hyperlink")
    relation = paragraph.part.relate_to(printable(target), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    made.set(qn("r:id"), relation)
    made.append(run._r)
    paragraph._p.append(made)


def drawn_rule(paragraph: Paragraph, width: float, length: float) -> None:
    """Makes an empty paragraph a line of this length in mm in the middle of a column of this width."""
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm(max(width - length, 0) / 2)
    shape.space_before = Pt(2)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(6)
    borders = element("w:pBdr")
    borders.append(element("w:top", val="single", sz="6", space="1", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """A WordprocessingML element; attributes are named without their prefix."""
    made = cast("BaseOxmlElement", OxmlElement(tag))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _issuer_name(paragraph: Paragraph, name: str, *, bold: bool) -> str:
    """Writes a name in capitals into the left column, a long one in two even lines; returns the last line."""
    capitals = printable(name).upper()
    width = len(capitals) * (_BOLD_CAPITAL_WIDTH if bold else _CAPITAL_WIDTH)
    lines = [capitals] if width < _LEFT else _two_even_lines(capitals)
    line(paragraph, "\n".join(lines), size=12, bold=bold)
    return lines[-1]


def _two_even_lines(text: str) -> list[str]:
    blanks = [place for place, letter in enumerate(text) if letter == " "]
    if not blanks:
        return [text]
    middle = min(blanks, key=lambda place: abs(place - len(text) / 2))
    return [text[:middle], text[middle + 1 :]]


def _indented(document: Document) -> Paragraph:
    written = document.add_paragraph()
    written.paragraph_format.first_line_indent = Mm(12.7)
    written.paragraph_format.space_after = Pt(6)
    return written


def _page_number(paragraph: Paragraph) -> None:
    number = line(paragraph, "2", size=13).runs[0]._r
    field = element("w:fldSimple", instr="PAGE")
    field.append(number)
    paragraph._p.append(field)
