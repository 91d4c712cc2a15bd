"""Folder names that name no event: default names, containers, tests, people, copies.

Windows, Drive, Mac and Zalo each have words of their own for a folder that nobody named, and for a copy.
"""

import re

from drive_sync.text import composed, fold

_DEFAULT_NAME = re.compile(
    r"(?:new folder|untitled folder|untitled|thu muc(?: moi)?|thu muc khong co tieu de|folder)(?: \d+)?"
)
_CONTAINER = re.compile(
    r"nam (?:hoc )?20\d\d|20[2-9]\d"  # "2011" is rather 20/11 than a year
    r"|(?:thang|t) ?(?:0?[1-9]|1[0-2])(?: (?:nam )?20\d\d)?|(?:0?[1-9]|1[0-2]) 20\d\d"
    r"|(?:quy|hoc ky|hoc ki|hk) ?(?:i{1,3}|iv|[1-4])(?: (?:nam hoc )?20\d\d(?: 20\d\d)?)?"
    r"|(?:anh|video|anh va video|anh video|truyen thong|tuyen truyen)(?: (?:nam hoc )?20\d\d(?: 20\d\d)?)"
)
_TWO_YEARS = re.compile(r"(?P<said>nam hoc )?(?P<first>(?:20)?\d\d) (?P<second>(?:20)?\d\d)")
_MONTHS_A_YEAR = 12
_TEST = re.compile(r"(?:test|thu|thu nghiem|tam|temp|xoa)(?: \d+)?")
_MARKS = (
    ("copy_prefix", re.compile(r"^(?:Bản sao của|Copy of)\s+", re.IGNORECASE)),
    ("drive_zip_suffix", re.compile(r"-\d{8}T\d{6}Z(?:-\d+)*$")),
    ("copy_suffix", re.compile(r"\s*-\s*(?:Copy|Bản sao)(?:\s*\(\d+\))?$|\s*\(\d+\)$", re.IGNORECASE)),
    ("is_zip_file", re.compile(r"\.(?:zip|rar|7z)$", re.IGNORECASE)),
)
_HONORIFIC = re.compile(r"(?:đồng chí|đ\s*[./]?\s*c|thầy(?: giáo)?|cô(?: giáo)?)[.:]?\s+(?P<name>\S.*)", re.IGNORECASE)
_SURNAMES = fold(
    "bui cao chu dang dao dinh do doan duong giang ha ho hoang hua huynh lam le lo luong luu ly ma mua nguyen "
    "ngo pham phan quang sung tan thao tong tran trang trinh trieu tuong vang vi vo vu vuong"
).split()
_FEWEST_WORDS_OF_A_NAME, _MOST_WORDS_OF_A_NAME = 2, 5
_CLASS = re.compile(r"(?:lớp|lop)\s*\d{1,2}\s*[A-H]\d?(?!\w)", re.IGNORECASE)  # "SGK lớp 8" speaks of a grade


def is_default_name(name: str) -> bool:
    """Whether nobody named the folder: "New folder (2)", "Thư mục không có tiêu đề"."""
    return _DEFAULT_NAME.fullmatch(fold(without_marks(name)[0])) is not None


def is_container(name: str) -> bool:
    """Whether a folder only groups others: "Tháng 11", "Năm học 2023-2024", "HKI", "Pu Nhi_Năm học 2023-2024"."""
    return (
        _CONTAINER.fullmatch(fold(name)) is not None
        or _is_school_year(name)
        or any(fold(part).startswith("nam hoc ") and _is_school_year(part) for part in name.split("_"))
    )


def is_test(name: str) -> bool:
    """Whether somebody only tried something: "test", "thử 2"."""
    return _TEST.fullmatch(fold(name)) is not None


def is_person(text: str) -> bool:
    """Whether a text is nothing but a person: "Đ.c Tú", "Lò Văn Tú"."""
    text = composed(text).strip()
    match = _HONORIFIC.fullmatch(text)
    words = (match["name"] if match else text).split()
    if not all(word[:1].isupper() and word.isalpha() for word in words) or len(words) > _MOST_WORDS_OF_A_NAME:
        return False
    if match:
        return bool(words)
    is_name = len(words) >= _FEWEST_WORDS_OF_A_NAME and not text.isupper()
    return is_name and all(len(word) > 1 for word in words) and fold(words[0]) in _SURNAMES


def without_class(text: str) -> str:
    """The text without "Lớp 6A": an event belongs to the school."""
    return " ".join(_CLASS.sub(" ", composed(text)).split())


def without_marks(text: str) -> tuple[str, list[str]]:
    """The name without "Bản sao của", "- Copy", "(1)", ".zip", and the words for what was taken off."""
    problems = []
    for problem, pattern in _MARKS:
        shorter = pattern.sub("", text)
        if shorter != text and shorter.strip():
            text = shorter.strip()
            problems.append(problem)
    return text, problems


def _is_school_year(name: str) -> bool:
    """Whether a name is a school year: "2023-2024", "23-24"; "20-11" and "11-12" are days, unless it says "năm học"."""
    match = _TWO_YEARS.fullmatch(fold(name))
    if match is None:
        return False
    first, second = int(match["first"][-2:]), int(match["second"][-2:])
    is_no_day = bool(match["said"]) or len(match["first"]) > len("23") or second > _MONTHS_A_YEAR
    return second == first + 1 and is_no_day
