"""Which column of a school's plan holds what, whatever the columns are called and however they are ordered.

A Vietnamese column name begins with the word that says what it is: "Thời gian thực hiện" is a time, "Hình thức
thực hiện" a form, "Người thực hiện" a person, "Kết quả thực hiện" a result. So a name is read by its first words.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from drive_sync.text import fold
from gmail_reports.sheet.tabs import CONFIRMED_TIME, NAMED_BY_US, PLAN

Cells = Sequence[str]

STT, TOPIC, PRODUCT, TIME, PERSON = "stt", "topic", "product", "time", "person"
STATE, CODE = "state", "code"

_FIRST_WORDS = {
    STT: ("stt", "tt", "so tt", "so thu tu", "thu tu", "muc", "no"),
    TOPIC: (
        *("noi dung", "chu de", "cong viec", "nhiem vu", "hoat dong", "tin bai", "bai viet", "bai", "tieu de"),
        *("de tai", "chuyen de", "su kien", "van de", "de muc", "linh vuc"),
    ),
    PRODUCT: (
        *("hinh thuc", "san pham", "kenh", "chuyen muc", "the loai", "loai", "phuong thuc", "phuong tien"),
        "cach thuc",
    ),
    TIME: (
        *("thoi gian", "thoi han", "thoi diem", "moc thoi gian", "ke hoach thoi gian", "thang", "ngay", "tuan"),
        *("han hoan thanh", "han nop", "han chot", "ky han", "han", "lich", "deadline"),
    ),
    PERSON: (
        *("thuc hien", "phu trach", "chu tri", "dau moi", "trach nhiem", "chiu trach nhiem", "phan cong", "nguoi"),
        *("don vi", "bo phan", "to", "ca nhan", "giao vien", "gv", "gvcn", "can bo", "cb", "lanh dao", "luc luong"),
    ),
    STATE: ("ket qua", "tien do", "trang thai", "tinh trang"),
    CODE: ("ma",),
}
"""Folded first words of a column's name, the usual ones first."""
_KIND_OF_HEAD = {head: (kind, usual) for kind, heads in _FIRST_WORDS.items() for usual, head in enumerate(heads)}
_HEAD = re.compile(rf"(?:{'|'.join(sorted(_KIND_OF_HEAD, key=len, reverse=True))})(?= |$)")
_WHOLE_NAMES = {*_FIRST_WORDS[STT], *_FIRST_WORDS[CODE], "han"}

_BEFORE_THE_NAME = re.compile(r"^(?:(?:ten|cac|mot so|du kien) )+(?=.)")
_DOING = re.compile(r" (?:thuc hien|hoan thanh|trien khai|to chuc|dang tai|dang|viet|phu trach|chu tri|chi dao)\b")
_OTHER_ROLE = re.compile(r" (?:phoi hop|duyet|kiem tra|giam sat|ho tro|(?<! dam )nhan)\b")
_FEWEST_COLUMNS_WITHOUT_TIME = 3
_OURS = tuple(fold(column.header) for column in PLAN.columns if column.ours or column.header == CONFIRMED_TIME)


def columns_of(row: Cells) -> dict[str, int]:
    """Column → position (from 0) of a header row: stt, topic, product, time, person, state (theirs), code (ours).

    Of two columns of one kind the one with the plainer name is taken: "Thời gian thực hiện", not "Thời gian đã xác
    nhận"; of two as plain the first.
    """
    ours = _places_of_ours(row)
    read = [
        (place, *kind_and_rank)
        for place, cell in enumerate(row)
        if place not in ours and (kind_and_rank := _kind_of(cell)) is not None
    ]
    columns: dict[str, int] = {}
    for kind in _FIRST_WORDS:
        places = [(rank, place) for place, found, rank in read if found == kind]
        if places:
            columns[kind] = min(places)[1]
    if STT not in columns and TOPIC in columns:  # schools often leave the head of the numbers empty
        unnamed = next((place for place in range(columns[TOPIC]) if not fold(row[place])), None)
        if unnamed is not None:
            columns = {STT: unnamed} | columns
    return columns


def find_header(rows: Sequence[Cells]) -> tuple[int, dict[str, int]] | None:
    """The header row's index and its columns: the row that names most of them; None when no row is a plan's header.

    A plan names its topics, and when each is due; a plan grouped by month has no time column but other columns.
    """
    best: tuple[int, dict[str, int]] | None = None
    for index, row in enumerate(rows):
        columns = columns_of(row)
        if is_header(columns) and (best is None or len(columns) > len(best[1])):
            best = index, columns
    return best


def is_header(columns: Mapping[str, int]) -> bool:
    """Whether these columns make a plan."""
    if TOPIC not in columns:
        return False
    return TIME in columns or (
        len(columns) >= _FEWEST_COLUMNS_WITHOUT_TIME and (PRODUCT in columns or PERSON in columns)
    )


def _places_of_ours(row: Cells) -> set[int]:
    """Where a header row of our Sheet holds the columns that we or the officer added; only our Mã tells of the plan.

    A school may have a column of the same name ("Người phụ trách"); ours were added to the right of it.
    """
    headers = (fold(cell).removesuffix(NAMED_BY_US) for cell in row)
    last = {name: place for place, name in enumerate(headers) if name in _OURS}
    is_ours = len(last) * 2 > len(_OURS)
    return {place for name, place in last.items() if name not in _FIRST_WORDS[CODE]} if is_ours else set()


@lru_cache(maxsize=8192)
def _kind_of(name: str) -> tuple[str, tuple[int, int]] | None:
    """What a column's name says it holds, and how plainly: (words beside the usual ones, how usual the first word)."""
    if not name.strip() or any(letter.isdigit() for letter in name):  # "Tháng 9", "Tuần 1" are contents
        return None
    words = _BEFORE_THE_NAME.sub("", fold(name))
    match = _HEAD.match(words)
    if match is None:
        return None
    kind, usual = _KIND_OF_HEAD[match[0]]
    rest = words[match.end() :]
    if match[0] in _WHOLE_NAMES and rest:
        return None
    if kind == PERSON and _OTHER_ROLE.search(rest) and not _DOING.search(rest):
        return None
    return kind, (len(_DOING.sub("", rest).split()), usual)
