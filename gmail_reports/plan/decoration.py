"""Rows of a plan's table that promise nothing: the header said again, column numbers, totals, blanks, signatures."""

import re
from collections.abc import Mapping, Sequence

from drive_sync.text import composed, fold
from gmail_reports.plan.columns import TOPIC, Cells
from gmail_reports.plan.lines import Line, RowKind

_SIGNER = re.compile(
    r"(?:tm|t m|kt|k t|tl|tuq)(?: .*)?"
    r"|(?:pho |p )?hieu truong(?: duyet| ky)?|to truong(?: chuyen mon)?|thu truong don vi|tong phu trach doi"
    r"|ban giam hieu|bgh|lanh dao(?: don vi| nha truong)?|can bo truyen thong|van thu|thu ky"
    r"|(?:can bo|giao vien) phu trach.*"
    r"|nguoi (?:lap|duyet|ky|ki|soan|viet|tong hop|thuc hien|phu trach|xay dung|bao cao)(?: \w+){0,2}"
    r"|(?:phe )?duyet(?: cua)?(?: bgh| ban giam hieu| hieu truong| lanh dao.*| nha truong)?"
    r"|(?:xac nhan|y kien)(?: phe duyet)? cua .*"
    r"|noi nhan.*|luu vt.*|nhu tren"
    r"|(?:da )?k[iy](?: ten| ghi ro| ro| ho(?: va)? ten| va| dong dau)*"
)
_PLACE_AND_DAY = re.compile(r"(?:[^,]{2,40},\s*)?ngày\s*[\d.…_]*\s*tháng\s*[\d.…_]*\s*năm\s*[\d.…_]*\s*", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:tong cong|tong so|cong lai)(?: .*)?|(?:tong|cong)(?: (?:hoc ky|hoc ki|hk|quy|thang|muc|phan))?"
)
_COLUMN_NUMBER = re.compile(r"[(\[]?\s*(\d{1,2}|[A-Z])\s*[)\]]?")
_FEWEST_COLUMN_NUMBERS = 3


def outside_the_plan(line: Line, header: Cells, columns: Mapping[str, int]) -> RowKind | None:
    """The kinds that a row has whatever stands around it; None for rows that belong to the plan."""
    filled = [text for text in line.cells if text.strip()]
    if not any(letter.isalnum() or letter in '"✓✔' for text in filled for letter in text):
        return RowKind.BLANK
    if _repeats(line.cells, header, columns):
        return RowKind.REPEATED_HEADER
    if _counts_columns(filled):
        return RowKind.COLUMN_NUMBERS
    if (
        not line.has_number
        and (not line.time or line.time.isdigit())
        and _TOTAL.fullmatch(re.sub(r"[ \d]+$", "", fold(filled[0])))
    ):
        return RowKind.TOTAL
    return None


def _repeats(cells: Sequence[str], header: Cells, columns: Mapping[str, int]) -> bool:
    """Whether the row says the header again: at least its topic and one more column, and nothing else."""
    same = [
        fold(cells[place]) == fold(header[place]) for place in columns.values() if place < len(cells) and cells[place]
    ]
    topic = columns[TOPIC]
    return len(same) > 1 and all(same) and topic < len(cells) and fold(cells[topic]) == fold(header[topic])


def _counts_columns(filled: Sequence[str]) -> bool:
    """Whether the cells number the columns: (1) (2) (3), or A B 1 2 3."""
    matches = [_COLUMN_NUMBER.fullmatch(text.strip()) for text in filled]
    if len(matches) < _FEWEST_COLUMN_NUMBERS or not all(matches):
        return False
    values = [match[1] for match in matches if match]
    letters = [value for value in values if value.isalpha()]
    digits = [int(value) for value in values if value.isdigit()]
    return (
        values == [*letters, *map(str, digits)]
        and letters == [chr(ord("A") + place) for place in range(len(letters))]
        and (not digits or digits == list(range(digits[0], digits[0] + len(digits))))
    )


def where_signatures_begin(lines: Sequence[Line], outside: Mapping[int, RowKind]) -> int:
    """The index of the first signature row; one beyond the last row when nobody signs.

    Signers' titles may stand in items too ("Hiệu trưởng" as the person), so every cell must be a signer's, and no
    numbered row and no row with a time may follow.
    """
    begins = lines[-1].index + 1 if lines else 0
    for line in reversed(lines):
        if outside.get(line.index) is not None:
            continue
        if _signs(line):
            begins = line.index
        elif line.has_number or (line.time and not _PLACE_AND_DAY.fullmatch(line.time)):
            break
    return begins


def _signs(line: Line) -> bool:
    filled = [text for text in line.cells if text.strip()]
    return not line.has_number and all(
        _PLACE_AND_DAY.fullmatch(composed(text).strip()) or _SIGNER.fullmatch(fold(text.strip().splitlines()[0]))
        for text in filled
    )
