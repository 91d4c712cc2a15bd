"""Vietnamese text made comparable, and foreign text made safe to show.

People write the same word in many ways: composed or decomposed accents (NFC, NFD), capitals, no accents at
all, two blanks. `fold` gives all of them one form. `one_line` makes any text safe for a line of a terminal,
a mail header or a Sheet cell.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_NOT_A_WORD = re.compile(r"[^0-9a-z]+")
_WRITTEN_WORD = re.compile(r"[^\W_]+")
# Bidirectional overrides can make "gpj.exe" read as "exe.jpg" (Unicode TR 36, section 2.6).
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF])


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, folded to one piece, and where it stands (`begin` to `end`)."""

    folded: str
    begin: int
    end: int


def composed(text: str) -> str:
    """The same text in NFC: what Mac and iPhone write in NFD becomes what others write."""
    return unicodedata.normalize("NFC", text)


def without_accents(text: str) -> str:
    """The text without Vietnamese accents; đ, which Unicode does not decompose, becomes d."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """The words of a text in small letters without accents, one blank between: "Khai  Giảng_5/9" → "khai giang 5 9"."""
    return " ".join(word for word in _NOT_A_WORD.split(without_accents(text).casefold()) if word)


def words(text: str) -> list[str]:
    """The folded words of a text, in their order."""
    return fold(text).split()


def words_with_places(text: str) -> list[Word]:
    """The folded words of a composed text, and where they stand in it; a word keeps no blank when folded."""
    return [
        Word(folded, match.start(), match.end())
        for match in _WRITTEN_WORD.finditer(text)
        if (folded := fold(match.group()).replace(" ", ""))
    ]


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
    if text.isascii() and text.isprintable():  # what cameras write: nothing to mend
        return " ".join(text.split())
    visible = "".join(
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter
        for letter in composed(text).translate(_BIDI)
    )
    return " ".join(visible.split())
