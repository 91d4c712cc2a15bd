"""`config.example.toml` and `docs/config.md`, written from the options themselves: the plan's own school as example."""

from datetime import date, time
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from service.config import Alerts, Calendar, Config, Google, SchoolConfig, Superior, Timing
from service.config_limits import RuleLimits

EXAMPLE = Config(
    google=Google(),
    timing=Timing(),
    calendar=Calendar(off=(date(2026, 1, 2),), on=(date(2026, 1, 10),)),
    schools=(
        SchoolConfig(
            id="pu-nhi",
            name="PTDTBT THCS Pu Nhi",
            aliases=("PTDTBTTHCS Pu Nhi", "THCS Pu Nhi", "Pu Nhi"),
            school_year="2023-2024",
            start=date(2023, 9, 1),
            accounts=("truyenthong.punhi@gmail.com",),
            roots=("1AbCdEfGhIjKlMnOpQrStUvWxYz012345",),
            symbol="PTDTBTTHCSPN",
            place="Pu Nhi",
            plan_reference="Kế hoạch số 15/KH-PTDTBTTHCSPUN ngày 15/9/2023",
            signer_name="Hoàng Quốc Huy",
            officer_phone="",
            officer_position="Cán bộ truyền thông",
            superiors=(
                Superior(
                    since=date(2023, 9, 1),
                    name="Phòng Giáo dục và Đào tạo huyện Điện Biên Đông",
                    short="Phòng GD&ĐT",
                    address="phuongthcs6279@gmail.com",
                    body="PHÒNG GD&ĐT HUYỆN ĐIỆN BIÊN ĐÔNG",
                ),
                Superior(
                    since=date(2025, 7, 1),
                    name="Phòng Văn hóa - Xã hội xã Pu Nhi",
                    short="Phòng VH-XH xã",
                    address="vhxh.punhi@example.com",
                    body="ỦY BAN NHÂN DÂN XÃ PU NHI",
                ),
            ),
        ),
    ),
)
"""The school of the seed's plan; the account, the folder and the second office are placeholders."""

_HEAD = """\
# Tin Trường: cấu hình. Sao chép thành config.toml rồi sửa. (Copy to config.toml and edit.)
# Địa chỉ thư của giáo viên và mọi quyết định nằm trong Google Sheet, không nằm ở đây.
# (Teachers' addresses and all decisions live in the Google Sheet, never here.)
"""


def config_example() -> str:
    """The text of `config.example.toml`."""
    return _HEAD + _table(EXAMPLE, "")


def config_page() -> str:
    """The text of `docs/config.md`: every option with its default and its sentence in both languages."""
    lines = [
        "# Cấu hình · Configuration",
        "",
        "Sinh từ `service/config.py` bằng `make docs`. (Generated from `service/config.py` by `make docs`.)",
    ]
    for model, title in (
        (Config, "(top level)"),
        (Google, "[google]"),
        (Timing, "[timing]"),
        (Calendar, "[calendar]"),
        (RuleLimits, "[limits]"),
        (Alerts, "[alerts]"),
        (SchoolConfig, "[[schools]]"),
        (Superior, "[[schools.superiors]]"),
    ):
        lines += ["", f"## `{title}`", "", "| option | default | tiếng Việt | English |", "|---|---|---|---|"]
        for name, field in model.model_fields.items():
            if field.description:
                vietnamese, english = _sentences(field)
                default = "*" if field.is_required() else f"`{_value(field.default)}`"
                lines.append(f"| `{name}` | {default} | {vietnamese} | {english} |")
    return "\n".join([*lines, "", "`*`: bắt buộc (required).", ""])


def _table(part: BaseModel, header: str) -> str:
    """A part as TOML: its values with their sentences first, then the tables in it."""
    lines: list[str] = []
    tables: list[str] = []
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        path = f"{header}.{name}" if header else name
        if isinstance(value, BaseModel):
            tables.append(f"\n[{path}]\n{_table(value, path)}")
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            tables += [f"\n[[{path}]]\n{_table(one, path)}" for one in value]
        else:
            lines += [f"# {sentence}" for sentence in _sentences(field)]
            lines.append(f"{name} = {_value(value)}")
    return "\n".join(lines) + ("\n" if lines else "") + "".join(tables)


def _sentences(field: FieldInfo) -> tuple[str, str]:
    vietnamese, _, english = (field.description or "").partition(" | ")
    return vietnamese, english


def _value(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, str | Path):
        text = value.as_posix() if isinstance(value, Path) else str(value)
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)
