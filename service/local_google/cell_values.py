"""What a cell makes of typed text, and how it shows its value.

Dates are numbers: days since 30 December 1899.
https://developers.google.com/workspace/sheets/api/guides/formats
"""

import ast
import operator
import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from service.local_google.errors import Json

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a sheet's dates have no zone
DATE_TOKEN = re.compile(r"y+|m+|d+|h+|s+|am/pm|\"[^\"]*\"|\\.|.", re.IGNORECASE)
NUMBER_CORE = re.compile(r"[#0?,]*[#0?](?:\.[#0?]+)?")
DATE_PARTS: dict[str, tuple[dict[int, str], str]] = {  # by the number of letters a word, else a number
    "y": ({1: "%y", 2: "%y", 3: "%Y", 4: "%Y"}, ""),
    "m": ({3: "%b", 4: "%B"}, "month"),
    "d": ({3: "%a", 4: "%A"}, "day"),
    "h": ({}, "hour"),
    "minute": ({}, "minute"),
    "s": ({}, "second"),
}
DATE_KINDS = {"DATE", "TIME", "DATE_TIME"}
FORMULA_SIGNS: dict[type[ast.AST], Any] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
}
HYPERLINK = re.compile(r'=HYPERLINK\(\s*"([^"]*)"\s*[,;]\s*"((?:[^"]|"")*)"\s*\)', re.IGNORECASE)
UNKNOWN_FORMULA = {"errorValue": {"type": "NAME", "message": "The local Google does not compute."}}


def day_first(locale: str) -> bool:
    """Whether 2/9/2023 is the second of September."""
    return locale != "en_US"


def decimal_comma(locale: str) -> bool:
    """Whether a half is 0,5."""
    return locale.startswith(("vi", "de", "fr", "es", "it"))


def serial(moment: datetime) -> float:
    """The number a sheet keeps for a date."""
    number = (moment - EPOCH) / timedelta(days=1)
    return int(number) if number == int(number) else number


def entered(value: Any, locale: str, year: int, *, as_text: bool) -> tuple[Json, Json | None]:
    """The ExtendedValue of an input, and the number format it brings along."""
    if isinstance(value, bool):
        return {"boolValue": value}, None
    if isinstance(value, int | float):
        return {"numberValue": value}, None
    text = str(value)
    if as_text or text.startswith("'"):
        return {"stringValue": text if as_text else text[1:]}, None
    if text.startswith("=") and len(text) > 1:
        return {"formulaValue": text}, None
    if text.upper() in ("TRUE", "FALSE"):
        return {"boolValue": text.upper() == "TRUE"}, None
    return _number(text, locale) or _date(text, locale, year) or ({"stringValue": text}, None)


def _number(text: str, locale: str) -> tuple[Json, Json | None] | None:
    comma, point = (".", ",") if decimal_comma(locale) else (",", ".")
    pattern = rf"(-?(?:\d{{1,3}}(?:{re.escape(comma)}\d{{3}})+|\d+)(?:{re.escape(point)}\d+)?)(%?)"
    match = re.fullmatch(pattern, text.strip())
    if not match:
        return None
    plain = match[1].replace(comma, "").replace(point, ".")
    number = float(plain) if "." in plain else int(plain)
    if match[2]:
        places = "0.00%" if "." in plain else "0%"
        return {"numberValue": number / 100}, {"type": "PERCENT", "pattern": places}
    return {"numberValue": number}, None


def _date(text: str, locale: str, year: int) -> tuple[Json, Json | None] | None:
    text = text.strip()
    time = re.fullmatch(r"(?:(.*)\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?", text)
    clock = timedelta()
    if time:
        clock = timedelta(hours=int(time[2]), minutes=int(time[3]), seconds=int(time[4] or 0))
        if not time[1]:
            found: Json = {"numberValue": clock / timedelta(days=1)}
            return found, {"type": "TIME", "pattern": "H:mm:ss" if time[4] else "H:mm"}
        text = time[1]
    parts = [int(part) for part in re.split(r"[/.-]", text) if part.isdecimal()]
    if not re.fullmatch(r"\d+([/.-])\d+(?:\1\d+)?", text) or ("." in text and len(parts) < 3):
        return None
    if len(parts) == 2 and parts[1] > 1000:  # 2/2023
        day, month, year, pattern = 1, parts[0], parts[1], "M/yyyy"
    elif len(parts) == 2:
        day, month = parts if day_first(locale) else reversed(parts)
        pattern = "d/M" if day_first(locale) else "M/d"
    elif parts[0] > 1000:
        (year, month, day), pattern = parts, "yyyy-MM-dd"
    else:
        first, second, year = parts
        day, month = (first, second) if day_first(locale) else (second, first)
        pattern = "dd/MM/yyyy" if day_first(locale) else "M/d/yyyy"
    try:
        moment = datetime(year + (2000 if year < 100 else 0), month, day) + clock  # noqa: DTZ001
    except ValueError:
        return None
    kind = "DATE"
    if time:
        kind, pattern = "DATE_TIME", f"{pattern} H:mm:ss"
    return {"numberValue": serial(moment)}, {"type": kind, "pattern": pattern}


def effective(cell: Json) -> Json | None:
    """effectiveValue: what a formula comes to. Only arithmetic and HYPERLINK are computed."""
    value: Json | None = cell.get("userEnteredValue")
    if not value or "formulaValue" not in value:
        return value
    formula = value["formulaValue"]
    if link := HYPERLINK.fullmatch(formula):
        return {"stringValue": link[2].replace('""', '"')}
    try:
        return {"numberValue": _computed(ast.parse(formula[1:].strip(), mode="eval").body)}
    except (SyntaxError, ValueError, ArithmeticError, RecursionError):
        return UNKNOWN_FORMULA


def _computed(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return node.value  # type: ignore[return-value]  # just asked
    if isinstance(node, ast.BinOp) and type(node.op) in FORMULA_SIGNS:
        result: float = FORMULA_SIGNS[type(node.op)](_computed(node.left), _computed(node.right))
        return result
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_computed(node.operand)
    raise ValueError("not arithmetic")


def hyperlink(cell: Json) -> str | None:
    """Where the cell leads."""
    value = cell.get("userEnteredValue") or {}
    link = HYPERLINK.fullmatch(value.get("formulaValue", ""))
    if link:
        return link[1]
    text = value.get("stringValue", "")
    return text if re.fullmatch(r"https?://\S+", text) else None


def number_format(cell: Json) -> Json:
    """The cell's NumberFormat, {} if it has none."""
    found: Json = (cell.get("userEnteredFormat") or {}).get("numberFormat") or {}
    return found


def shown(cell: Json, locale: str) -> str:
    """The formattedValue."""
    value = effective(cell) or {}
    if "stringValue" in value:
        return str(value["stringValue"])
    if "boolValue" in value:
        return "TRUE" if value["boolValue"] else "FALSE"
    if "errorValue" in value:
        return "#NAME?"
    if "numberValue" not in value:
        return ""
    form = number_format(cell)
    if form.get("type") in DATE_KINDS:
        return _shown_date(value["numberValue"], form, locale)
    text = _shown_number(value["numberValue"], form.get("pattern", ""))
    return text.translate(str.maketrans(".,", ",.")) if decimal_comma(locale) else text


def _shown_number(number: float, pattern: str) -> str:
    core = NUMBER_CORE.search(pattern)
    if not core:
        return f"{number:.10g}" if number != int(number) else str(int(number))
    places = len(core[0].partition(".")[2])
    scaled = number * 100 if "%" in pattern else number
    body = f"{scaled:{',' if ',' in core[0] else ''}.{places}f}"
    around = [re.sub(r'"([^"]*)"', r"\1", text) for text in pattern.split(core[0], 1)]
    return around[0] + body + around[1]


def _shown_date(number: float, form: Json, locale: str) -> str:
    try:
        moment = EPOCH + timedelta(seconds=round(number * 86400))
    except OverflowError:
        return str(number)
    date = "dd/MM/yyyy" if day_first(locale) else "M/d/yyyy"
    defaults = {"DATE": date, "TIME": "H:mm:ss", "DATE_TIME": f"{date} H:mm:ss"}
    return _date_template(form.get("pattern") or defaults[form["type"]]).format(moment)


@lru_cache(maxsize=1000)
def _date_template(pattern: str) -> str:
    """A pattern of Sheets, `dd/MM H:mm`, as a template of Python's `format` for a moment."""
    tokens = DATE_TOKEN.findall(pattern)
    letters = [token[0].lower() if token[0].isalpha() else "" for token in tokens]
    template = ""
    for position, (token, letter) in enumerate(zip(tokens, letters, strict=True)):
        others = [other for other in letters[:position] if other], [other for other in letters[position + 1 :] if other]
        minute = letter == "m" and ("h" in others[0][-1:] or "s" in others[1][:1])
        names, number = DATE_PARTS.get("minute" if minute else letter, ({}, ""))
        if size_name := names.get(min(len(token), 4)):
            template += f"{{0:{size_name}}}"
        elif number:
            template += f"{{0.{number}:0{len(token)}}}"
        else:
            text = token.strip('"').lstrip("\\") if len(token) > 1 else token
            template += text.replace("{", "{{").replace("}", "}}")
    return template
