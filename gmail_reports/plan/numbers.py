"""The numbers that order a plan: "I.", "II/", "A", "1", "1.2", "a)", and what a group of months is called.

A small l or a stroke typed for I is read as I: what looks like a number on paper is one.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from drive_sync.text import composed, one_line

_ROMAN_DIGITS = (("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
_ROMAN = re.compile(r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_LOOKS_ROMAN = re.compile(r"[IVXL]+|[IVXLl|1]*[IVXl|][IVXLl|1]*|i{1,3}|iv|vi{1,3}|ix|xi{1,3}")
_FIRST_WORD = r"(?:(?i:mục|phần|chương|nhóm)\s+)?"
_AROUND = " ./:()–-"
_NUMBER_AND_TITLE = re.compile(
    _FIRST_WORD + r"(?P<number>[IVXLl|]{1,6}|[A-HK]|\d{1,2}(?:\.\d{1,2})*)"
    r"(?:\s*[.):](?=\s|[^\W\d_])|\s*/(?=\s*[^\W\d_])|\s+[-–](?=\s))\s*(?P<title>\S.*)",
    re.DOTALL,
)
_ROMAN_AND_TITLE = re.compile(_FIRST_WORD + r"(?P<number>[IVX]{1,5})\s+(?P<title>[^\W\d_a-z].*)", re.DOTALL)
_PERIOD = re.compile(
    r"\s*(?P<period>"
    r"th[áa]ng\s*(?:(?:1[0-2]|0?[1-9])(?!\d)|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?:\s+(?:một|hai))?|chạp)(?!\w)"
    r"|quý\s*(?:[1-4]|IV|I{1,3})(?!\w)|(?:học\s*k[ìỳiy]|HK)\s*(?:[12]|I{1,2})(?!\w))"
    r"(?P<year>(?:\s*[/.-]\s*|\s+năm\s+)20\d\d)?",
    re.IGNORECASE,
)


class Style(StrEnum):
    """How a number is written."""

    ROMAN = "roman"
    LETTER = "letter"
    DIGIT = "digit"
    PATH = "path"
    SMALL_LETTER = "small-letter"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its style, its value (1 for "I", "A", "1") and how we write it ("I." → "I")."""

    style: Style
    value: int
    text: str


def read_number(cell: str) -> Number | None:
    """The number that a cell holds and nothing else, None when it holds none."""
    text = re.sub(f"^{_FIRST_WORD}", "", one_line(cell))
    if text in {"-", "–", "+", "*", "•", "·"}:
        return Number(Style.BULLET, 0, "")
    text = text.strip(_AROUND)
    if re.fullmatch(r"\d{1,3}(?:\.\d{1,3})*", text):
        parts = [int(part) for part in text.split(".")]
        return Number(Style.PATH if len(parts) > 1 else Style.DIGIT, parts[-1], ".".join(map(str, parts)))
    roman_text = re.sub(r"[l|1]", "I", text).upper() if _LOOKS_ROMAN.fullmatch(text) else ""
    if _ROMAN.fullmatch(roman_text):
        return Number(Style.ROMAN, _value(roman_text), roman_text)
    if re.fullmatch(r"[A-Z]|[a-wyz]", text):  # a lone x is a tick
        style = Style.LETTER if text.isupper() else Style.SMALL_LETTER
        return Number(style, ord(text.upper()) - ord("A") + 1, text)
    return None


def split_number(cell: str) -> tuple[Number | None, str]:
    """The number a text begins with and the rest: "II. Triển khai" → II, "Triển khai"; (None, text) without one."""
    text = composed(cell).strip()
    match = _NUMBER_AND_TITLE.fullmatch(text) or _ROMAN_AND_TITLE.fullmatch(text)
    number = read_number(match["number"]) if match else None
    return (number, match["title"]) if match and number else (None, text)


def written(style: Style, value: int) -> str:
    """A section's number as people write it: 6 → "VI", "F" or "6"."""
    if style is Style.LETTER:
        return chr(ord("A") + value - 1)
    return roman(value) if style is Style.ROMAN else str(value)


def roman(value: int) -> str:
    """A number in Roman digits."""
    text = ""
    for letters, worth in _ROMAN_DIGITS:
        text += letters * (value // worth)
        value %= worth
    return text


def period_of(title: str) -> str:
    """The months a group's title names ("Tháng 9/2023: Mái trường" → "Tháng 9/2023"), empty when it names none."""
    match = _PERIOD.match(composed(title))
    return one_line(match[0]) if match else ""


def _value(roman_text: str) -> int:
    value, at = 0, 0
    for letters, worth in _ROMAN_DIGITS:
        while roman_text.startswith(letters, at):
            value += worth
            at += len(letters)
    return value
