"""Appendix 1 from a file, cell by cell as the school wrote it."""

import csv
import io
from pathlib import Path

from gmail_reports.schedule import NotASchedule, read_schedule


class UnreadablePlan(Exception):
    """The file cannot be read as Appendix 1; the sentence says how to mend it."""


def read_plan_file(path: Path) -> list[list[str]]:
    """The rows of a plan file, header row first.

    Raises:
        UnreadablePlan: not a .csv in UTF-8, or no table of Appendix 1 in it.
    """
    if path.suffix.lower() != ".csv":
        raise UnreadablePlan(
            f"{path.name}: chỉ đọc được tệp .csv. Mở tệp, chọn Lưu thành → CSV UTF-8. (Save it as CSV UTF-8.)"
        )
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise UnreadablePlan(f"{path}: không có tệp này. Kiểm tra đường dẫn. (No such file.)") from None
    except UnicodeDecodeError:
        raise UnreadablePlan(
            f"{path.name}: không phải UTF-8. Lưu lại thành CSV UTF-8. (Not UTF-8: save it as CSV UTF-8.)"
        ) from None
    except OSError as error:
        raise UnreadablePlan(f"{path.name}: không đọc được tệp này: {error.strerror}. (Cannot be read.)") from None
    try:
        rows = list(csv.reader(io.StringIO(text)))
        schedule = read_schedule(rows)
    except csv.Error as error:
        raise UnreadablePlan(
            f"{path.name}: không phải bảng CSV: {error}. Lưu lại thành CSV UTF-8. (Not a CSV table.)"
        ) from None
    except NotASchedule as error:
        raise UnreadablePlan(f"{path.name}: {error}") from error
    return rows[schedule.header_row :]
