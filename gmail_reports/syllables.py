"""Which neighbouring syllables of a text tell something, and how are they written out?

Vietnamese is written in syllables, so two neighbouring ones ("chuyển đổi", "đổi số") are what carries meaning; one
alone ("học", "giáo") is in everything.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise

from drive_sync.text import fold

_SHORT_FOR = {
    "sgk": "sach giao khoa",
    "cntt": "cong nghe thong tin",
    "cds": "chuyen doi so",
    "gdpt": "giao duc pho thong",
    "hs": "hoc sinh",
    "gv": "giao vien",
    "hsg": "hoc sinh gioi",
    "gvg": "giao vien gioi",
    "cbql": "can bo quan ly",
    "ngvn": "nha giao viet nam",
    "dtts": "dan toc thieu so",
    "xhh": "xa hoi hoa",
    "hsss": "ho so so sach",
    "atgt": "an toan giao thong",
}
"""Abbreviations of the trade, folded."""

_EVERYDAY = frozenset(
    [
        "hoc sinh",
        "giao vien",
        "giao duc",
        "nha truong",
        "truong hoc",
        "hoat dong",
        "thong tin",
        "tuyen truyen",
        "truyen thong",
        "thuc hien",
        "to chuc",
        "chuong trinh",
        "nam hoc",
        "ke hoach",
        "can bo",
        "noi dung",
        "cac hoat",
        "tin ve",
        "ngay nha",
        "viet nam",
        "xay dung",
        "tang cuong",
        "trien khai",
        "khai thuc",
        "ket qua",
        "cac noi",
        "cua chuong",
        "va cac",
        "trong truong",
        "cong tac",
        "day hoc",
        "hoc duong",
        "ky niem",
    ]
)
"""Pairs that any school may say of anything."""

_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_NUMBERED = frozenset({"lop", "khoi"})
"""What a number tells something of: "lớp 8"; that of a day or a year tells nothing."""
_CLASS = re.compile(r"\blop (\d{1,2})\b")


def classes_in(text: str) -> frozenset[str]:
    """The classes that a text names: "lớp 8" → 8."""
    return frozenset(_CLASS.findall(written_out(text)))


def _syllables(text: str) -> list[tuple[str, str]]:
    """Each folded syllable with the word it comes from; "SGK" gives three of the word "SGK"."""
    return [
        (syllable, word) for word in _WORD.findall(text) for syllable in _SHORT_FOR.get(fold(word), fold(word)).split()
    ]


@lru_cache(maxsize=8192)
def written_out(text: str) -> str:
    """The folded text without abbreviations."""
    return " ".join(syllable for syllable, _ in _syllables(text))


@lru_cache(maxsize=8192)
def pairs_in(text: str) -> frozenset[str]:
    """Neighbouring syllables that tell something."""
    neighbours = pairwise(written_out(text).split())
    told = (
        f"{one} {following}" for one, following in neighbours if one in _NUMBERED or not _DIGIT.search(one + following)
    )
    return frozenset(told) - _EVERYDAY


def words_in_common(text: str, common: Collection[str]) -> str:
    """The words of a text that belong to common pairs, as they were written: "SGK lớp 8"."""
    syllables = _syllables(text)
    told = [False] * len(syllables)
    for place, ((first, _), (second, _)) in enumerate(pairwise(syllables)):
        if f"{first} {second}" in common:
            told[place] = told[place + 1] = True
    words = [word for place, (_, word) in enumerate(syllables) if told[place]]
    return " ".join(word for place, word in enumerate(words) if not place or word != words[place - 1])
