"""The tables of a Word document as rows of cells, and its paragraphs as lines.

A cell merged downwards says the same in each of its rows; one merged to the right says it in the first column.
A table that Word broke in two is one table.
"""

from collections.abc import Iterator
from typing import IO

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement

from gmail_reports.plan.file import FoundTable

_DELETED = {qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_MOST_COLUMNS = 60


def tables_of(file: IO[bytes]) -> tuple[list[FoundTable], tuple[str, ...]]:
    """Every table of a document with the paragraphs above it, and all paragraphs.

    Raises:
        Exception: whatever a broken file makes python-docx raise.
    """
    lines: list[str] = []
    tables: list[FoundTable] = []
    broken_off = False  # a table ended just now, nothing written since
    for block in _blocks(Document(file).element.body):
        if isinstance(block, CT_P):
            text = _text(block).strip()
            if text:
                lines += text.splitlines()
                broken_off = False
            continue
        rows = _rows(block)
        if broken_off and rows and tables[-1].rows and len(rows[0]) == len(tables[-1].rows[0]):
            tables[-1].rows.extend(rows)
        else:
            tables.append(FoundTable(rows, tuple(lines)))
        broken_off = True
    return tables, tuple(lines)


def _blocks(parent: BaseOxmlElement) -> Iterator[CT_P | CT_Tbl]:
    """The paragraphs and tables in their order, also those within content controls and accepted insertions."""
    for child in parent:
        if isinstance(child, CT_P | CT_Tbl):
            yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")}:
            yield from _blocks(child)


def _rows(table: CT_Tbl) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in table.iter(qn("w:tr")):
        if isinstance(row, CT_Row) and _owner(row) is table:
            rows.append(_cells(row, rows[-1] if rows else []))
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _cells(row: CT_Row, above: list[str]) -> list[str]:
    cells: list[str] = [""] * min(row.grid_before, _MOST_COLUMNS)
    for cell in row.iter(qn("w:tc")):
        if not isinstance(cell, CT_Tc) or _owner(cell) is not row or len(cells) >= _MOST_COLUMNS:
            continue
        place = len(cells)
        text = "\n".join(_text(block) for block in _blocks(cell) if isinstance(block, CT_P))
        if cell.vMerge == "continue" and place < len(above):
            text = above[place]
        cells += [text, *[""] * (min(cell.grid_span, _MOST_COLUMNS) - 1)]
    return cells


def _owner(element: BaseOxmlElement) -> BaseOxmlElement | None:
    """The table of a row, the row of a cell, past content controls."""
    parent: BaseOxmlElement | None = element.getparent()
    while parent is not None and parent.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")}:
        parent = parent.getparent()
    return parent


def _text(paragraph: CT_P) -> str:
    """The text of a paragraph as it shows: with insertions, without what was deleted."""
    parts: list[str] = []
    _collect(paragraph, parts)
    return "".join(parts)


def _collect(element: BaseOxmlElement, parts: list[str]) -> None:
    for child in element:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in {qn("w:br"), qn("w:cr")}:
            parts.append("\n")
        elif child.tag == qn("w:tab"):
            parts.append("\t")
        elif child.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif child.tag not in _DELETED and child.tag != qn("w:pPr"):
            _collect(child, parts)
