"""From the words of a time cell to the symbols of its grammar: "Từ tháng 9 đến tháng 11" → "[M9→M11".

Spelling goes here and nowhere further: accents, capitals, NFD, blanks, months and numerals in words, weekdays and
hours that say nothing about the day. A word that is not known becomes "?", so nothing is read by half.

    D day  M month  Y year  Q quarter  H semester  S school year  W week  U summer  T Tết
    [ from  → - until  < before  = at the latest  > after  ~ on the occasion of
    a b c first, middle, last part  d e first, second half  L lunar  l perhaps lunar  v about
"""

import re
import unicodedata
from dataclasses import dataclass

from drive_sync.text import without_accents

_WORDS = {
    "": "trong vao cac cua buoi sang chieu trua luc thoi-gian thoi-diem duong-lich suot ca hoan-tat"
    " tuan-le nam-nay nam-sau chu-nhat cn thu-hai thu-ba thu-tu thu-nam thu-sau thu-bay"
    " thu-2 thu-3 thu-4 thu-5 thu-6 thu-7",
    "D": "ngay",
    "M": "thang thg th t",
    "Y": "nam",
    "S": "nam-hoc nh",
    "Q": "quy qui q",
    "H": "hoc-ky hoc-ki hk hky ky ki",
    "W": "tuan tuan-thu",
    "U": "he nghi-he ky-nghi-he dip-he mua-he",
    "T": "tet tet-nguyen-dan tet-am-lich tet-co-truyen",
    "[": "tu bat-dau-tu bat-dau ke-tu tinh-tu",
    "→": "den cho-den",
    "<": "truoc",
    "=": "cham-nhat muon-nhat tre-nhat han han-chot han-cuoi hoan-thanh xong ket-thuc het khong-qua khong-muon-hon",
    ">": "sau tro-di",
    "~": "dip nhan-dip nhan chao-mung ky-niem dot",
    "a": "dau thuong-tuan",
    "b": "giua trung-tuan",
    "c": "cuoi ha-tuan",
    "d": "nua-dau",
    "e": "nua-cuoi nua-sau",
    ",": "va",
    "v": "khoang du-kien",
    "v,": "hoac",
    "vD": "mung mong",
    "L": "am-lich al",
    "15L": "ram",
    "15/8L": "trung-thu tet-trung-thu",
    "10/3L": "gio-to gio-to-hung-vuong",
}
_SYMBOL = {word.replace("-", " "): symbol for symbol, words in _WORDS.items() for word in words.split()}
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_SPOKEN = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai")
_NUMBER = {word: str(number) for words in (_NUMERALS, _SPOKEN) for number, word in enumerate(words, start=1)} | {
    "gieng": "1l",
    "chap": "12L",
    "tu": "4",
}
_ONLY_AFTER_MONTH = {"nam", "sau", "tu"}  # also "year", "after" and "from"
_WEEKDAYS_ALONE = {"hai", "ba", "tu", "sau", "bay"}

_FROM_TO = re.compile(r"\s*(?:-+>|=+>|[→⇒])\s*")
_DASH = re.compile(r"[‐-―−~÷]")
_TIME_OF_DAY = re.compile(r"\b[0-9]{1,2} ?(?:gio\b|h\b|:)(?: ?[0-9]{2}(?! ?[/\-.0-9]))?(?: ?(?:phut|p)\b)?")
_TURN = re.compile(r"\b(?:lan|dot)(?: thu)? [0-9](?! ?[/\-.0-9])|\b[0-9] lan\b")
_GLUED = re.compile(r"(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])|(?<=\b[qh])(?=[iv]+\b)|(?<=\bhk)(?=[iv]+\b)")
_PHRASES = "|".join(sorted((*_SYMBOL, *_NUMBER), key=len, reverse=True))
_TOKEN = re.compile(rf"(?:{_PHRASES})(?![a-z])|[a-z]+|[0-9]+|[/.,→-]")

_RECURRING = (
    ("weekly", re.compile(r"\b(?:hang|moi|tung) tuan\b|\b(?:[0-9] )?lan ?/ ?tuan\b")),
    ("monthly", re.compile(r"\b(?:hang|moi|tung) thang\b|\b(?:[0-9] )?lan ?/ ?thang\b")),
    ("quarterly", re.compile(r"\b(?:hang|moi|tung) quy\b")),
    ("daily", re.compile(r"\b(?:hang|moi) ngay\b")),
    ("yearly", re.compile(r"\b(?:hang|moi) nam\b|\b(?:[0-9] )?lan ?/ ?nam\b")),
    ("all_year", re.compile(r"\b(?:(?:ca|suot|quanh|toan|tron) nam(?: hoc)?|thuong xuyen|lien tuc|dinh ky|tx)\b")),
)
_WEEKDAYS = (
    ("MO", re.compile(r"\bthu ?(?:hai|2)\b")),
    ("TU", re.compile(r"\bthu ?(?:ba|3)\b")),
    ("WE", re.compile(r"\bthu ?(?:tu|4)\b")),
    ("TH", re.compile(r"\bthu ?(?:nam|5)\b")),
    ("FR", re.compile(r"\bthu ?(?:sau|6)\b")),
    ("SA", re.compile(r"\bthu ?(?:bay|7)\b")),
    ("SU", re.compile(r"\b(?:chu nhat|cn)\b")),
)
_EVENT_DRIVEN = re.compile(
    r"(?:\b(?<!truoc )(?<!sau )khi(?! nao)|\bdot xuat|\bbat thuong|\bphat sinh|\bneu co|\btuy(?: theo)?"
    r"|\btheo (?:su kien|thuc te|tinh hinh|dien bien))\b[^,]*"
)
_SET_BY_OTHERS = re.compile(r"\b(?:theo|cho(?! den\b)|doi)\b[^,]*")


@dataclass(frozen=True, slots=True)
class SetApart:
    """A cell with the times that have no date taken out of it.

    `recurring` is `monthly`, `weekly:MO`, `all_year` and the like, None when nothing recurs; `abbreviated` when it
    was only "TX"; `rest` is what remains for `symbols`.
    """

    recurring: str | None
    abbreviated: bool
    event_driven: bool
    set_by_others: bool
    rest: str


def plain(text: str) -> str:
    """The text in small letters without accents, its signs of punctuation few: one dash, one arrow, one comma."""
    visible = "".join(letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != "Cf")
    lowered = _DASH.sub("-", _FROM_TO.sub("→", without_accents(visible).casefold()))
    commas = re.sub(r"[\n\r;&+()]", ",", lowered)
    return " ".join(re.sub(r"(?<![0-9]):|:(?![0-9])", " ", commas).split())


def set_apart(text: str) -> SetApart:
    """A `plain` text without "hằng tháng", "khi phát sinh", "theo kế hoạch của PGD" and their kind."""
    recurring = next((name for name, phrase in _RECURRING if phrase.search(text)), None)
    if recurring == "weekly":
        recurring = ":".join(filter(None, (recurring, ",".join(day for day, one in _WEEKDAYS if one.search(text)))))
    rest = text
    for _, phrase in _RECURRING:
        rest = phrase.sub(",", rest)
    event_driven = _EVENT_DRIVEN.search(rest) is not None
    rest = _EVENT_DRIVEN.sub(",", rest)
    set_by_others = _SET_BY_OTHERS.search(rest) is not None
    abbreviated = re.search(r"\btx\b", text) is not None
    return SetApart(recurring, abbreviated, event_driven, set_by_others, _SET_BY_OTHERS.sub(",", rest))


def symbols(text: str) -> str:
    """The symbols of a `plain` text, without blanks but between two numbers."""
    separate = _GLUED.sub(" ", text)
    separate = _TIME_OF_DAY.sub(" ", _TURN.sub(" ", separate))
    written = ""
    for token in _TOKEN.finditer(" ".join(separate.split())):
        written += _symbol(token[0], written, separate_after=token.string[token.end() : token.end() + 2])
    return written.strip(",-")


def _symbol(word: str, before: str, *, separate_after: str) -> str:
    if word[0].isdigit():
        return f" {word}" if before[-1:].isdigit() else word
    if word == ".":
        return "/" if before[-1:].isdigit() and separate_after.strip()[:1].isdigit() else ""
    if word in _NUMBER and (before.endswith("M") or (_counting(before) and word not in _ONLY_AFTER_MONTH)):
        return _NUMBER[word]
    if not before and word in _WEEKDAYS_ALONE and separate_after.startswith(","):
        return ""
    if word == "toi":  # until ("tới") or in the evening ("tối")
        return "→" if re.search("[0-9]", before) else ""
    return word if word in "/,-→" else _SYMBOL.get(word, "?")


def _counting(before: str) -> bool:
    """Whether a numeral may come now: after a month, quarter or semester, and on in its list."""
    return re.search(r"[MQH][0-9lL,→-]*$", before) is not None
