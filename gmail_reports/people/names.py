"""How a Vietnamese name is written: without honorifics, in its usual spelling, and when two of them are the same.

The honorifics and initials are those of the project's data on persons.
"""

import re
import unicodedata

from drive_sync.text import composed, fold, one_line

_HONORIFIC = re.compile(
    r"^\s*(?:(?:đồng\s*chí|[đd]\s*[./]?\s*c|thầy(?:\s*giáo)?|cô(?:\s*giáo)?|ông|bà|gv)(?!\w)[.:]?\s*)+",
    re.IGNORECASE,
)
_INITIALS = (
    (re.compile(r"^Ng\.\s*(?=\w)"), "Nguyễn "),
    (re.compile(r"(?<=\w )T\.\s*(?=\w)"), "Thị "),
    (re.compile(r"(?<=\w )V\.\s*(?=\w)"), "Văn "),
)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")  # huyền sắc ngã hỏi nặng
_SYLLABLE = re.compile(r"(?:[bcdghklmnpqrstvx]{0,3})[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")
_WORD = re.compile(r"[^\W\d_]+['’]?[^\W\d_]*\.?")
_MOST_SYLLABLES = 6


def bare_name(text: str) -> str:
    """A name without "Đ.c", "thầy", "cô" and doubled blanks: "Đ.c  Tú" → "Tú"."""
    return one_line(_HONORIFIC.sub("", composed(text)))


def well_spelt(name: str) -> str:
    """The name with its initials and capitals as usual: "ĐẶNG T.NGỌC YẾN" → "Đặng Thị Ngọc Yến"."""
    for initial, word in _INITIALS:
        name = initial.sub(word, name)
    return " ".join(word.capitalize() if name.isupper() or word.islower() else word for word in name.split())


def looks_like_a_name(text: str) -> bool:
    """Whether a text may be somebody's name: up to six syllables that begin with a capital, or a single one."""
    words = re.sub(r"\.(?=\S)", ". ", text).split()
    if not words or len(words) > _MOST_SYLLABLES or not all(_WORD.fullmatch(word) for word in words):
        return False
    if text.islower():
        return len(words) == 1 and len(text) > 1 and _SYLLABLE.fullmatch(fold(text)) is not None
    capitals = all(word[0].isupper() for word in words)
    pronounced = all(_SYLLABLE.fullmatch(fold(word)) for word in words if word.isupper() and not word.endswith("."))
    return capitals and (pronounced or not text.isupper())


def same_name(one: str, other: str) -> bool:
    """Whether the shorter name is how the longer one ends, accents and tones being the same ("hòa" is "hoà")."""
    return _ends_alike(_spoken(one), _spoken(other))


def same_without_accents(one: str, other: str) -> bool:
    """Whether the shorter name is how the longer one ends when nobody minds the accents."""
    return _ends_alike(fold(one).split(), fold(other).split())


def shortened(short: str, full: str) -> bool:
    """Whether a name of two syllables is the surname and given name of another: "Lò Tú" of "Lò Văn Tú"."""
    said, whole = _spoken(short), _spoken(full)
    return len(said) == 2 < len(whole) and said == [whole[0], whole[-1]]  # noqa: PLR2004 - surname and given name


def _ends_alike(one: list[str], other: list[str]) -> bool:
    length = min(len(one), len(other))
    return length > 0 and one[-length:] == other[-length:]


def _spoken(name: str) -> list[str]:
    """The syllables of a name, each with its tone at the end, wherever it was written."""
    syllables = []
    for syllable in unicodedata.normalize("NFD", name.casefold()).split():
        tone = "".join(letter for letter in syllable if letter in _TONES)
        syllables.append("".join(letter for letter in syllable if letter not in _TONES) + tone)
    return syllables
