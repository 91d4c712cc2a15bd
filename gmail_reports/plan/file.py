"""Appendix 1 from a file (.docx, .xlsx, .csv), cell by cell as the school wrote it.

Files come from anywhere: a broken, locked or hostile one ends in a sentence that says how to mend it.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from drive_sync.text import one_line
from gmail_reports.plan.schedule import NotASchedule, Schedule, read_schedule

_LARGEST_FILE = 100_000_000
_LARGEST_XML = 20_000_000
_MOST_PARTS = 5_000
_MOST_ROWS = 2_000
_MOST_MERGED_CELLS = 200_000
_OFFICE_97_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # OLE container: .doc, .xls, or an encrypted .docx, .xlsx
_ENCRYPTED = 0x1


class UnreadablePlan(Exception):
    """The file cannot be read as Appendix 1; the sentence says how to mend it."""


@dataclass(frozen=True, slots=True)
class DateCell:
    """A cell that the spreadsheet turned into a date: where it stands in the table, and what we read instead."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table in a file with the lines above it, nearest last; `dates` count rows as `rows` does."""

    rows: list[list[str]]
    above: tuple[str, ...] = ()
    dates: tuple[DateCell, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan as read from a file.

    `rows` are the cells of Appendix 1, header row first; `schedule` is how they are understood; `above` the lines
    before the table; `text` every paragraph of a Word document, empty for tables alone.
    """

    rows: list[list[str]]
    schedule: Schedule
    above: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    dates: tuple[DateCell, ...] = ()


def read_plan_file(path: Path) -> PlanFile:
    """The plan in a file.

    Raises:
        UnreadablePlan: not one of the three formats, broken, locked, too large, or no table of Appendix 1 in it.
    """
    read = {".docx": _read_word, ".xlsx": _read_excel, ".csv": _read_csv}.get(path.suffix.lower())
    if read is None:
        raise UnreadablePlan(
            f"{one_line(path.name)}: chỉ đọc được tệp .docx, .xlsx, .csv. Mở tệp, chọn Lưu thành → Word (.docx), "
            f"Excel (.xlsx) hoặc CSV UTF-8. (Save it as .docx, .xlsx or CSV UTF-8.)"
        )
    try:
        contents = _contents(path)
        return read(contents)
    except UnreadablePlan as error:
        raise UnreadablePlan(f"{one_line(path.name)}: {error}") from error.__cause__


def _contents(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise UnreadablePlan(
                f"tệp lớn hơn {_LARGEST_FILE // 1_000_000} MB. Xoá bớt ảnh, hoặc lưu riêng bảng Phụ lục 1 thành "
                f"CSV UTF-8. (Too large: remove pictures.)"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadablePlan("không có tệp này. Kiểm tra đường dẫn. (No such file.)") from None
    except OSError as error:
        raise UnreadablePlan(f"không đọc được tệp này: {error.strerror}. (Cannot be read.)") from None


def _read_csv(contents: bytes) -> PlanFile:
    try:
        text = contents.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadablePlan("không phải UTF-8. Lưu lại thành CSV UTF-8. (Not UTF-8: save it as CSV UTF-8.)") from None
    try:  # Excel writes semicolons where the comma is the decimal sign, as in Vietnam
        tables = [list(csv.reader(io.StringIO(text, newline=""), delimiter=sign)) for sign in ",;\t"]
    except csv.Error as error:
        raise UnreadablePlan(f"không phải bảng CSV: {error}. Lưu lại thành CSV UTF-8. (Not a CSV table.)") from None
    return plan_among([FoundTable(rows) for rows in tables])


def _read_word(contents: bytes) -> PlanFile:
    from gmail_reports.plan.word import tables_of  # noqa: PLC0415 - python-docx is heavy, and a .csv needs none

    _refuse_what_is_no_office_file(contents, "Word", ".docx")
    with _reading("Word", ".docx"):
        tables, text = tables_of(io.BytesIO(contents))
    return plan_among(tables, text)


def _read_excel(contents: bytes) -> PlanFile:
    from gmail_reports.plan.excel import merged_cells, tables_of  # noqa: PLC0415 - openpyxl is heavy

    _refuse_what_is_no_office_file(contents, "Excel", ".xlsx")
    with _reading("Excel", ".xlsx"):
        merged = merged_cells(io.BytesIO(contents))
    if merged > _MOST_MERGED_CELLS:
        raise _too_much("Excel")
    with _reading("Excel", ".xlsx"):
        tables = tables_of(io.BytesIO(contents))
    return plan_among(tables)


@contextmanager
def _reading(program: str, suffix: str) -> Iterator[None]:
    """Makes one sentence of whatever a broken file does to the library that reads it."""
    try:
        yield
    except Exception as error:
        raise UnreadablePlan(
            f"tệp {suffix} có vẻ bị hỏng. Mở bằng {program} rồi lưu lại, hoặc lưu bảng Phụ lục 1 thành CSV UTF-8. "
            f"(Seems damaged: open it in {program} and save it again.)"
        ) from error


def _refuse_what_is_no_office_file(contents: bytes, program: str, suffix: str) -> None:
    """Stops at what need not be unpacked: locked files, other formats, archives that grow beyond all measure."""
    if contents.startswith(_OFFICE_97_OR_LOCKED):
        raise UnreadablePlan(
            f"tệp có mật khẩu hoặc là định dạng cũ. Mở bằng {program}, bỏ mật khẩu và lưu thành {suffix}. "
            f"(Locked by a password, or an old format: save it as {suffix}.)"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(contents)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadablePlan(
            f"không phải tệp {suffix}. Mở bằng {program} rồi lưu thành {suffix}, hoặc lưu bảng Phụ lục 1 thành "
            f"CSV UTF-8. (Not a {suffix} file.)"
        ) from error
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise UnreadablePlan(f"tệp có mật khẩu. Bỏ mật khẩu rồi lưu lại thành {suffix}. (Locked by a password.)")
    xml = sum(part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels", ".vml")))
    if len(parts) > _MOST_PARTS or xml > _LARGEST_XML or sum(part.file_size for part in parts) > 3 * _LARGEST_FILE:
        raise _too_much(program)


def _too_much(program: str) -> UnreadablePlan:
    return UnreadablePlan(
        f"tệp quá lớn sau khi giải nén. Chép riêng bảng Phụ lục 1 sang tệp {program} mới rồi lưu lại. "
        f"(Too large when unpacked: copy the table of Appendix 1 into a new file.)"
    )


def plan_among(tables: Iterable[FoundTable], text: Sequence[str] = ()) -> PlanFile:
    """The plan in the table that reads best as Appendix 1: most columns, then most items, then the first.

    Raises:
        UnreadablePlan: no table is one.
    """
    best: PlanFile | None = None
    refused: NotASchedule | None = None
    for table in tables:
        try:
            schedule = read_schedule(table.rows[:_MOST_ROWS])
        except NotASchedule as error:
            refused = error
            continue
        plan = _from_header(table, schedule, text)
        if best is None or _worth(plan) > _worth(best):
            best = plan
    if best is None:
        raise UnreadablePlan(str(refused or "không có bảng nào trong tệp. Kiểm tra bảng Phụ lục 1. (No table.)"))
    return best


def _worth(plan: PlanFile) -> tuple[int, int]:
    return len(plan.schedule.columns), len(plan.schedule.items)


def _from_header(table: FoundTable, schedule: Schedule, text: Sequence[str]) -> PlanFile:
    """The table from its header row on; the rows above it are lines of text."""
    top = schedule.header_row
    rows = _without_empty_ends(table.rows[top:_MOST_ROWS])
    titles = tuple(" ".join(filter(None, map(one_line, row))) for row in table.rows[:top])
    dates = tuple(DateCell(one.row - top, one.text) for one in table.dates if top < one.row < top + len(rows))
    return PlanFile(rows, read_schedule(rows), (*table.above, *titles), tuple(text), dates)


def _without_empty_ends(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows without the empty columns on the right and the empty rows at the end that spreadsheets add."""
    width = max((place + 1 for row in rows for place, cell in enumerate(row) if cell.strip()), default=0)
    height = max((place + 1 for place, row in enumerate(rows) if any(cell.strip() for cell in row)), default=0)
    return [list(row[:width]) for row in rows[:height]]
