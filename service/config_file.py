"""The configuration file: read, and all its mistakes told together, each with its path, its line and how to mend it."""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from service.config import Config


class BadConfig(Exception):
    """The configuration cannot be used; the text lists every mistake."""


def load(path: Path) -> Config:
    """The configuration of a file, its paths made absolute beside the file.

    Raises:
        BadConfig: the file is missing, not TOML, or holds mistakes; the text names all of them.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise BadConfig(
            f"{path}: không có tệp cấu hình. Sao chép config.example.toml thành {path.name} rồi sửa. "
            f"(No configuration file: copy config.example.toml.)"
        ) from None
    except UnicodeDecodeError:
        raise BadConfig(f"{path}: không phải UTF-8. Lưu lại bằng Notepad với mã UTF-8. (Save it as UTF-8.)") from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadConfig(f"{path}: không phải TOML: {error}") from None
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        lines = [_mistake(path, text, one) for one in error.errors(include_url=False) if not _follows_from_others(one)]
        count = f"{len(lines)} chỗ cần sửa trong cấu hình ({len(lines)} mistakes):"
        raise BadConfig("\n".join([count, *lines])) from None
    folder = path.resolve().parent
    google = config.google.model_copy(update={"client_secrets": folder / config.google.client_secrets})
    return config.model_copy(update={"state_dir": folder / config.state_dir, "google": google})


_REMEDIES = {
    "missing": "thiếu mục này, hãy thêm (missing: add it)",
    "extra_forbidden": "không có mục tên này, kiểm tra chính tả (unknown key: check the spelling)",
    "too_short": "cần ít nhất một giá trị (needs at least one value)",
    "string_too_short": "không được để trống (must not be empty)",
    "greater_than_equal": "ghi số từ {ge} trở lên (at least {ge})",
    "less_than_equal": "ghi số không quá {le} (at most {le})",
    "int_parsing": "ghi một số nguyên (write a whole number)",
    "int_type": "ghi một số nguyên (write a whole number)",
    "int_from_float": "ghi một số nguyên (write a whole number)",
    "finite_number": "ghi một số nguyên (write a whole number)",
    "float_parsing": "ghi một số (write a number)",
    "float_type": "ghi một số (write a number)",
    "date_type": "ghi ngày dạng 2023-09-01 (write a date such as 2023-09-01)",
    "date_from_datetime_inexact": "ghi ngày dạng 2023-09-01 (write a date such as 2023-09-01)",
    "time_type": "ghi giờ dạng 08:00:00 (write a time such as 08:00:00)",
    "path_type": "ghi trong dấu ngoặc kép (write it in quotation marks)",
    "model_type": "ghi thành bảng, dòng [tên] rồi các mục bên dưới (write it as a table)",
    "date_from_datetime_parsing": "ghi ngày dạng 2023-09-01 (write a date such as 2023-09-01)",
    "date_parsing": "ghi ngày dạng 2023-09-01 (write a date such as 2023-09-01)",
    "time_parsing": "ghi giờ dạng 08:00:00 (write a time such as 08:00:00)",
    "string_type": "ghi trong dấu ngoặc kép (write it in quotation marks)",
    "tuple_type": "ghi danh sách trong ngoặc vuông (write a list in brackets)",
    "enum": "chọn một trong: {expected} (choose one of these)",
}


def _follows_from_others(error: Any) -> bool:
    """Whether pydantic calls a list too short only because it left out the members that have mistakes."""
    return error["type"] == "too_short" and bool(error.get("input"))


def _mistake(path: Path, text: str, error: Any) -> str:
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error["loc"]).lstrip(".")
    said = str(error["msg"]).removeprefix("Value error, ")
    remedy = _REMEDIES[error["type"]].format(**error.get("ctx", {})) if error["type"] in _REMEDIES else said
    value = error.get("input")
    shown = "" if isinstance(value, dict | list) else f" = {value!r}"
    return f"  {path}:{_line_of(text, error['loc'])}: {where or 'schools'}{shown}: {remedy}"


def _line_of(text: str, location: tuple[int | str, ...]) -> int:
    """The line (from 1) where an option stands, or where its table begins when it is missing."""
    lines = text.splitlines()
    begin, end = 0, len(lines)
    names: list[str] = []
    for part in location:
        if isinstance(part, int):
            tables = [at for at, line in enumerate(lines) if line.strip() == f"[[{'.'.join(names)}]]" and at >= begin]
            if part < len(tables):
                begin = tables[part]
                end = min((at for at in tables if at > begin), default=len(lines))
            continue
        names.append(part)
        header = next((at for at in range(begin, end) if lines[at].strip() == f"[{'.'.join(names)}]"), None)
        if header is not None:
            begin = header
    key = re.compile(rf"\s*{re.escape(str(location[-1]))}\s*=") if location else None
    found = next((at for at in range(begin, end) if key and key.match(lines[at])), begin)
    return found + 1
