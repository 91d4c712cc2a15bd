"""Vietnamese text made comparable, and foreign text made safe to show.

People write the same word in many ways: composed or decomposed accents (NFC, NFD), capitals, no accents at
all, two blanks. `fold` gives all of them one form. `one_line` makes any text safe for a line of a terminal,
a mail header or a Sheet cell.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_FOLDED_WORD = re.compile(r"[0-9a-z]+")
_VIETNAMESE_ACCENTS = re.compile("[\u0300-\u036f]+")
_WRITTEN_WORD = re.compile(r"[^\W_]+")
# Bidirectional overrides can make "gpj.exe" read as "exe.jpg" (Unicode TR 36, section 2.6).
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF])
# Those, and the categories Cc, Zl and Zp: the only letters that `one_line` changes.
_UNSAFE = re.compile("[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


class Word(NamedTuple):
    """A word of a text, folded to one piece, and where it stands (`begin` to `end`)."""

    folded: str
    begin: int
    end: int


def composed(text: str) -> str:
    """The same text in NFC: what Mac and iPhone write in NFD becomes what others write."""
    return unicodedata.normalize("NFC", text)


def without_accents(text: str) -> str:
    """The text without Vietnamese accents; đ, which Unicode does not decompose, becomes d."""
    if text.isascii():
        return text
    decomposed = _VIETNAMESE_ACCENTS.sub("", unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")))
    if decomposed.isascii():
        return decomposed
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """The words of a text in small letters without accents, one blank between: "Khai  Giảng_5/9" → "khai giang 5 9"."""
    return " ".join(_FOLDED_WORD.findall(without_accents(text).casefold()))


def words(text: str) -> list[str]:
    """The folded words of a text, in their order."""
    return fold(text).split()


@lru_cache(maxsize=1024)
def words_with_places(text: str) -> tuple[Word, ...]:
    """The folded words of a composed text, and where they stand in it; a word keeps no blank when folded."""
    plain = without_accents(text)
    if plain.isascii() and len(plain) == len(text):  # letter for letter, so that each word stands where it stood
        return tuple([Word(match[0], *match.span()) for match in _FOLDED_WORD.finditer(plain.lower())])
    return tuple(
        Word(folded, *match.span())
        for match in _WRITTEN_WORD.finditer(text)
        if (folded := fold(match.group()).replace(" ", ""))
    )


def one_slip_apart(one: str, other: str) -> bool:
    """Whether two words differ by one slip of typing: a letter too many, too few, wrong, or two that changed places."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    place = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(shorter) < len(longer):
        return shorter[place:] == longer[place + 1 :]
    changed_places = one[place : place + 2] == other[place : place + 2][::-1] and one[place + 2 :] == other[place + 2 :]
    return one[place + 1 :] == other[place + 1 :] or changed_places


def one_line(text: str) -> str:
    """The text on one line, without control characters or direction tricks: safe in a header, cell or terminal."""
    text = composed(text)
    if _UNSAFE.search(text) is not None:
        text = text.translate(_BIDI)
        text = "".join(" " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter for letter in text)
    return " ".join(text.split())
