"""A spreadsheet as .xlsx or .csv, for files.export.

Text is written as text: a cell that says `=IMPORTXML(...)` must not become a formula on the way.
"""

import csv
import io
from datetime import timedelta
from typing import Any

from service.local_google.cell_values import DATE_KINDS, EPOCH, effective, number_format, shown
from service.local_google.errors import Json
from service.local_google.grid import Spreadsheet
from service.local_google.tab import COLUMN_PIXELS, Cell, Tab

LETTER_PIXELS, LINE_POINTS = 7, 15  # of the font that Sheets and Excel begin with


def as_csv(spreadsheet: Spreadsheet) -> bytes:
    """The first tab."""
    tab, output = spreadsheet.tabs[0], io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")
    rows = tab.rows[: tab.used_rows(tab.area)]
    width = max((max(row, default=-1) + 1 for row in rows), default=0)
    for row in rows:
        writer.writerow([shown(row.get(c, {}), spreadsheet.locale) for c in range(width)])
    return output.getvalue().removesuffix("\r\n").encode()


def as_xlsx(spreadsheet: Spreadsheet) -> bytes:
    """All tabs, with widths, frozen rows, merges, bold, fills, wrapping and colours by the beginning of a text."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for tab in spreadsheet.tabs:
        sheet = book.create_sheet(_safe_title(tab.title))
        _write_tab(sheet, tab)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _safe_title(title: str) -> str:
    return "".join("_" if letter in "[]:*?/\\" else letter for letter in title)[:31]


def _write_tab(sheet: Any, tab: Tab) -> None:
    from openpyxl.utils import get_column_letter

    for row_number, row in enumerate(tab.rows, 1):
        for column, cell in row.items():
            _write_cell(sheet.cell(row_number, column + 1), cell)
        sheet.row_dimensions[row_number].height = LINE_POINTS * _lines_of(tab, row)
    for column, line in enumerate(tab.column_properties, 1):
        if "pixelSize" in line:
            sheet.column_dimensions[get_column_letter(column)].width = line["pixelSize"] / LETTER_PIXELS
        if line.get("hiddenByUser"):
            sheet.column_dimensions[get_column_letter(column)].hidden = True
    grid = tab.properties["gridProperties"]
    rows, columns = grid.get("frozenRowCount", 0), grid.get("frozenColumnCount", 0)
    if rows or columns:
        sheet.freeze_panes = f"{get_column_letter(columns + 1)}{rows + 1}"
    for merge in tab.merges:
        area = tab.area_of(merge)
        sheet.merge_cells(
            start_row=area.top + 1, end_row=area.bottom, start_column=area.left + 1, end_column=area.right
        )
    if tab.properties.get("hidden"):
        sheet.sheet_state = "hidden"
    for rule in tab.conditional:
        _write_rule(sheet, tab, rule)


def _write_rule(sheet: Any, tab: Tab, rule: Json) -> None:
    """A rule of the kind TEXT_STARTS_WITH that fills cells; others are left out."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import PatternFill
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.utils import get_column_letter

    given = rule.get("booleanRule") or {}
    condition, fill = given.get("condition") or {}, (given.get("format") or {}).get("backgroundColor")
    if condition.get("type") != "TEXT_STARTS_WITH" or fill is None:
        return
    text = condition["values"][0]["userEnteredValue"].replace('"', '""')
    style = DifferentialStyle(fill=PatternFill("solid", bgColor=_color(fill) or ""))
    for area in map(tab.area_of, rule["ranges"]):
        first = f"{get_column_letter(area.left + 1)}{area.top + 1}"
        last = f"{get_column_letter(area.right)}{area.bottom}"
        formula = f'LEFT({first},{len(text)})="{text}"'
        made = Rule(type="beginsWith", operator="beginsWith", text=text, dxf=style, formula=[formula])
        sheet.conditional_formatting.add(f"{first}:{last}", made)


def _lines_of(tab: Tab, row: dict[int, Cell]) -> int:
    """How many lines the fullest wrapped cell of a row takes, as Sheets would make the row that high."""
    lines = 1
    for column, cell in row.items():
        if (cell.get("userEnteredFormat") or {}).get("wrapStrategy") == "WRAP":
            letters = tab.column_properties[column].get("pixelSize", COLUMN_PIXELS) // LETTER_PIXELS
            text = str((effective(cell) or {}).get("stringValue", ""))
            lines = max(lines, sum(1 + len(line) // max(letters, 1) for line in text.rstrip().split("\n")))
    return lines


def _write_cell(target: Any, cell: Cell) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    entered, value = cell.get("userEnteredValue") or {}, effective(cell) or {}
    form = number_format(cell)
    if "formulaValue" in entered:
        target.value = entered["formulaValue"]
    elif "stringValue" in value:
        target.value = ILLEGAL_CHARACTERS_RE.sub("", value["stringValue"])
        target.data_type = "s"
    elif "numberValue" in value and form.get("type") in DATE_KINDS:
        target.value = EPOCH + timedelta(days=value["numberValue"])
        target.number_format = form.get("pattern") or "dd/mm/yyyy"
    elif value:
        target.value = next(iter(value.values()))
        if form.get("pattern"):
            target.number_format = form["pattern"]
    style = cell.get("userEnteredFormat") or {}
    text = style.get("textFormat") or {}
    if text:
        color = _color(text.get("foregroundColorStyle", {}).get("rgbColor") or text.get("foregroundColor"))
        target.font = Font(bold=text.get("bold"), italic=text.get("italic"), size=text.get("fontSize"), color=color)
    fill = (style.get("backgroundColorStyle") or {}).get("rgbColor") or style.get("backgroundColor")
    if fill is not None:
        target.fill = PatternFill("solid", start_color=_color(fill))
    target.alignment = Alignment(
        wrap_text=style.get("wrapStrategy") == "WRAP",
        horizontal=(style.get("horizontalAlignment") or "").lower() or None,
        vertical={"TOP": "top", "MIDDLE": "center"}.get(style.get("verticalAlignment") or ""),
    )
    if cell.get("note"):
        target.comment = Comment(cell["note"], "")


def _color(color: Json | None) -> str | None:
    if color is None:
        return None
    return "FF" + "".join(f"{round((color.get(part) or 0) * 255):02X}" for part in ("red", "green", "blue"))
