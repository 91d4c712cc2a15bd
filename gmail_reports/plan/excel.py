"""The sheets of an Excel workbook as rows of cells, as a school sees them.

Excel turns "2/2023" into a day; it is read back as the month it shows. A cell merged downwards says the same in
each of its rows; one merged to the right says it in the first column.
"""

import re
import warnings
import zipfile
from datetime import date, datetime
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from gmail_reports.plan.file import DateCell, FoundTable

_MOST_ROWS, _MOST_COLUMNS = 2_000, 60
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["\']([A-Za-z0-9:$]+)["\']')


def tables_of(file: IO[bytes]) -> list[FoundTable]:
    """Every visible sheet of a workbook.

    Raises:
        Exception: whatever a broken file makes openpyxl raise.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl names the features it leaves out; none concerns cells
        book = load_workbook(file, data_only=True)
    return [_table(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]


def merged_cells(file: IO[bytes]) -> int:
    """How many cells the merged ranges cover: openpyxl makes each of them, so a hostile range takes all memory."""
    covered = 0
    with zipfile.ZipFile(file) as archive:
        for part in archive.infolist():
            if part.filename.lower().startswith("xl/worksheets/"):
                for reference in _MERGED.findall(archive.read(part)):
                    left, top, right, bottom = (edge or 1 for edge in range_boundaries(reference.decode()))
                    covered += (right - left + 1) * (bottom - top + 1)
    return covered


def _table(sheet: Worksheet) -> FoundTable:
    dates: list[DateCell] = []
    rows: list[list[str]] = []
    height, width = min(sheet.max_row, _MOST_ROWS), min(sheet.max_column, _MOST_COLUMNS)
    for index, row in enumerate(sheet.iter_rows(max_row=height, max_col=width)):
        rows.append([_shown(cell) for cell in row])
        dates += [DateCell(index, _shown(cell)) for cell in row if isinstance(cell.value, date)]
    for merged in sheet.merged_cells.ranges:
        left, top = merged.min_col - 1, merged.min_row - 1
        if top < height and left < width:
            for index in range(top + 1, min(merged.max_row, height)):
                rows[index][left] = rows[top][left]
    return FoundTable(rows, (sheet.title,), tuple(dates))


def _shown(cell: Cell | MergedCell) -> str:
    """The text of a cell; a day in the parts that its format shows, in Vietnamese order: d/m/yyyy, m/yyyy or d/m."""
    value: Any = cell.value
    if value is None:
        return ""
    shown = str(cell.number_format)
    if isinstance(value, datetime | date):
        shown = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", shown).lower()
        day, month, year = ("d" in shown, "m" in shown, "y" in shown)
        parts = [(day, value.day), (month or not day, value.month), (year or not day, value.year)]
        return "/".join(str(number) for wanted, number in parts if wanted)
    if isinstance(value, int | float) and "%" in shown:
        return f"{value:.0%}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
