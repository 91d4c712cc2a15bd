"""Folder names that name no event: default names, containers, tests, people, copies, working folders of programs.

Windows, Drive, Mac and Zalo each have words of their own for a folder that nobody named, and for a copy.
"""

import re
from functools import lru_cache

from drive_sync.names.dates import find_days
from drive_sync.names.event_words import find_event
from drive_sync.text import composed, fold, without_accents

_DEFAULT_NAME = re.compile(
    r"(?:new folder(?: with items)?|untitled(?: folder)?|no name|folder(?: moi)?|unnamed|nouveau dossier|neuer ordner"
    r"|(?:thu muc )?(?:moi|khong co tieu de|chua dat ten|khong ten|chua co tieu de)|thu muc"
    r"|(?:my )?(?:downloads?|documents|pictures|photos|movies|videos)|tai (?:xuong|ve)|desktop|man hinh nen"
    r"|camera roll|cuon camera|screen ?shots?|screen recordings?"
    r"|(?:all|saved|recent) (?:photos|pictures)|recents?|gan day|favou?rites|bluetooth|quick share|nearby share|shareit"
    r"|(?:google|icloud|onedrive|samsung|zalo|whatsapp|telegram|viber|messenger|facebook|instagram|tiktok|capcut|skype)"
    r" (?:photos|images|pictures|albums?|videos?|documents|files|received files|downloads?|gallery|cloud|drive|pc)"
    r")(?: \d+)?"
)
"""What computers, phones, browsers and chat programs call a folder that nobody named."""

_OF_A_CAMERA = re.compile(r"[1-9]\d\d[A-Z_][0-9A-Z_]{4}")
"""A directory that a camera or phone numbers by itself, "100APPLE" (JEITA's Design rule for Camera File system)."""

_NUMBER_BEFORE = re.compile(r"(?=[\s\d])\s*\d{1,2}\s*[._)-]\s*(?=\D)")
_SCHOOL_YEAR = r"(?:nam hoc |nh ?|nien khoa )(?:20)?\d\d (?:20)?\d\d|20\d\d 20\d\d|20\d\d \d\d"
_TIME = (
    rf"(?:{_SCHOOL_YEAR}|nam (?:hoc )?20\d\d"
    r"|(?:thang|t) ?(?:0?[1-9]|1[0-2])(?: (?:nam )?20\d\d)?|(?:0?[1-9]|1[0-2]) 20\d\d"
    r"|thang (?:mot|hai|ba|tu|nam|sau|bay|tam|chin|muoi(?: mot| hai)?)(?: nam 20\d\d)?"
    r"|(?:quy|hoc ky|hoc ki|hk|ky|ki) ?(?:i{1,3}|iv|[1-4])|tuan ?\d{1,2}|20[2-9]\d)"
)
_FILLER = (
    r"(?:anh|video|clip|hinh anh|tu lieu|tai lieu|va|truyen thong|tuyen truyen|hoat dong|su kien|cac|mot so|bao cao"
    r"|khac|truong|nha truong|cua|chung|tong hop|album|dcim|img|camera|dep|moi|file"
    r"|(?:tu )?(?:zalo|facebook|messenger|whatsapp|telegram|viber|google drive)|tai (?:xuong|ve|len)|chup man hinh)"
)
_CONTAINER = re.compile(rf"(?:(?:{_FILLER} )*{_TIME}(?: (?:{_FILLER}|{_TIME}))*)")
_BEGINS_WITH_A_TIME = re.compile(rf"{_TIME} (?:tu |ngay )*\d")
_ONLY_TIMES = re.compile(rf"(?:{_TIME}(?: {_TIME})*)")
_ONLY_FILLERS = re.compile(rf"(?:{_FILLER}(?: (?:{_FILLER}|{_TIME}|\d+))*)")
_TWO_YEARS = re.compile(r"(?P<said>(?:nam hoc|nh|nien khoa) ?)?(?P<first>(?:20)?\d\d) (?P<second>(?:20)?\d\d)(?![\d ])")
_YEARS_SIDE_BY_SIDE = re.compile(r"\d\d (?:20)?\d\d")
_PART = re.compile(r"_|(?<!\d)\s[-–—]\s|\s[-–—]\s(?!\d)")  # not within "2023 - 2024"
_MONTHS_A_YEAR = 12
_KIND_OF_SCHOOL = re.compile(r"(?:truong )?(?:ptdtbt|ptdtnt|dtbt|thcs|thpt|th|mn|mam non|tieu hoc|trung hoc)\b.*")
_TEST = re.compile(r"(?:test|thử|thử nghiệm|tạm|temp|tmp|xóa|xoá|nháp)[ _-]*\d*")
_OF_PROGRAMS = re.compile(
    r"\.(?:tmp|trash|thumb|cache|ds_store).*|\$recycle\.bin|@eadir|__macosx|system volume information", re.IGNORECASE
)
_MARKS = (
    (
        "copy_prefix",
        re.compile(r"^(?:(?:Bản sao|Ban sao|Sao chép|Copy)(?:\s*\(\d+\))?\s+(?:của|cua|of)\s+)+", re.IGNORECASE),
    ),
    ("drive_zip_suffix", re.compile(r"-\d{8}T\d{6}Z(?:-\d+)*$")),
    (
        "copy_suffix",
        re.compile(
            r"(?=[\s–(-])(?:\s*[-–]\s*(?:Copy|Bản sao|Ban sao|Sao chép)(?:\s*\(\d+\))?"
            r"|\s+(?:copy|bản sao)(?:\s+\d+)?|\s*\(\d{1,2}\))+$",
            re.IGNORECASE,
        ),
    ),
    ("is_zip_file", re.compile(r"\.(?:zip|rar|7z)$", re.IGNORECASE)),
)
_HONORIFIC = re.compile(r"(?:đồng chí|đ\s*[./]?\s*c|thầy(?: giáo)?|cô(?: giáo)?)[.:]?\s+(?P<name>\S.*)", re.IGNORECASE)
_MEDIA = r"(?:(?:hình )?ảnh|(?:hinh )?anh|video|clip|tư liệu|tu lieu)"
_OF_WHOM = re.compile(
    rf"(?:{_MEDIA}\s+)?(?:(?:của|cua|do|từ)\s+)?(?P<who>.*?)"
    rf"(?:\s+(?:gửi|gui|chụp|chup|quay|đăng|dang|nộp|nop|cung cấp|cung cap)(?:\s+{_MEDIA})?)?",
    re.IGNORECASE,
)
"""What stands around a person or a group: "Ảnh cô Lan chụp", "Video của tổ KHTN"."""

_SUBJECT = (
    r"(?:khtn|khxh|khoa hoc|tu nhien|xa hoi|toan|ly|li|hoa|sinh|van|ngu van|su|dia|anh|tieng anh|ngoai ngu|tin|tin hoc"
    r"|gdcd|gdtc|the duc|td|am nhac|nhac|my thuat|mi thuat|nghe thuat|nang khieu|cong nghe|cn)"
)
_GROUP = re.compile(
    rf"(?:(?:cac )?to (?:chuyen mon|cm|van phong|vp|hanh chinh|\d|{_SUBJECT}(?: {_SUBJECT})*)"
    r"|ban giam hieu|bgh|cong doan(?: truong)?|chi doan|chi bo|lien doi|doi tntp|doan thanh nien|doan truong"
    r"|hoi dong su pham|ban dai dien (?:cmhs|cha me hoc sinh)|cbgvnv|gvcn|giao vien chu nhiem)"
)
_SURNAMES = (
    "bùi cao chu cà cầm điêu đặng đào đinh đỗ đoàn dương giàng hà hạng hờ hồ hoàng hứa huỳnh khoàng lâm lê lò lỗ lương "
    "lường lưu lý lỳ ma mào mùa nguyễn ngô phạm phan quàng quách sính sùng tao tẩn thào tòng tống trần tráng trịnh "
    "triệu vàng vi vì võ vũ vừ vương chá cháng"
)
_MIDDLE_NAMES = (
    "a văn thị bá bảo công đình đức duy gia hải hoài hồng hữu huy khánh kim mạnh minh ngọc nhật phương quang quốc quý "
    "thái thanh thành thế thùy thúy tiến trọng trung tuấn việt"
)
_FEWEST_WORDS_OF_A_NAME, _MOST_WORDS_OF_A_NAME = 3, 5
_CLASS = re.compile(
    r"(?:(?:lớp|lop)\s*(?:\d{1,2}\s*[A-H]\d?)(?!\w))|(?<!\w)(?:[1-9]|1[0-2])[A-H]\d?(?!\w)",
    re.IGNORECASE,
)  # "SGK lớp 8" speaks of a grade


def is_default_name(name: str) -> bool:
    """Whether nobody named the folder: "New folder (2)", "Thư mục không có tiêu đề", "Zalo Images", "100APPLE"."""
    name = without_marks(name)[0]
    return _DEFAULT_NAME.fullmatch(fold(name)) is not None or _OF_A_CAMERA.fullmatch(name) is not None


@lru_cache(maxsize=16_384)
def is_container(name: str) -> bool:
    """Whether a folder only groups others: "Tháng 11", "Năm học 2023-2024", "HKI", "Pu Nhi_Năm học 2023-2024".

    Beside a school year may stand a school, which only a reader who knows the schools can tell from an activity; so
    any words that name no known event pass for one when the name says "năm học".
    """
    bare = _NUMBER_BEFORE.sub("", name, count=1)
    folded = fold(bare)
    if _CONTAINER.fullmatch(folded) is not None or _is_school_year(folded) or _is_time_with_its_days(bare, folded):
        return True
    if _YEARS_SIDE_BY_SIDE.search(fold(name)) is None:
        return False
    parts = [fold(part) for part in _PART.split(name)]
    years = [part for part in parts if _is_school_year(part)]
    beside = [part for part in parts if part and part not in years]
    if not years or not beside:
        return False
    says_so = any(_says_school_year(part) for part in years)
    return all((says_so or _KIND_OF_SCHOOL.fullmatch(part)) and find_event(part) is None for part in beside)


def _is_time_with_its_days(name: str, folded: str) -> bool:
    """Whether a name is a time and the days it lasts: "Tuần 12 (5/12-10/12)", "Tuần 5 từ 5 đến 10/10"."""
    if _BEGINS_WITH_A_TIME.match(folded) is None or (days := find_days(name)) is None:
        return False
    return _ONLY_TIMES.fullmatch(fold(f"{name[: days.begin]} {name[days.end :]}")) is not None


def is_school_year(text: str) -> bool:
    """Whether a text is nothing but a school year: "2023-2024", "NH 2023-2024"."""
    return _is_school_year(fold(text))


def is_only_times(text: str) -> bool:
    """Whether a text is nothing but months, weeks, semesters or years."""
    return _ONLY_TIMES.fullmatch(fold(text)) is not None


def is_generic(text: str) -> bool:
    """Whether a text says nothing of what was done: "Hoạt động", "Một số hình ảnh tháng 11"."""
    return _ONLY_FILLERS.fullmatch(fold(text)) is not None


def is_test(name: str) -> bool:
    """Whether somebody only tried something: "test", "thử 2"; "Thứ 2" is a Monday."""
    text = composed(name).casefold().strip()
    return _TEST.fullmatch(text) is not None or text in {"thu", "nhap", "xoa"}


def is_of_a_program(name: str) -> bool:
    """Whether a program made the folder for itself: ".tmp.driveupload", "__MACOSX"."""
    return _OF_PROGRAMS.fullmatch(name.strip()) is not None


def is_person(text: str) -> bool:
    """Whether a text is nothing but a person or a group: "Đ.c Tú", "Lò Văn Tú", "Ảnh cô Lan chụp", "Tổ KHTN".

    Without an honorific only a surname with a middle name is believed: "Đào Tạo Nghề" begins like a person too.
    """
    of_whom = _OF_WHOM.fullmatch(composed(text).strip())
    text = of_whom["who"] if of_whom else text
    if _GROUP.fullmatch(fold(text)) is not None:
        return True
    match = _HONORIFIC.fullmatch(text)
    words = (match["name"] if match else text).split()
    if not all(word[:1].isupper() and word.isalpha() for word in words) or len(words) > _MOST_WORDS_OF_A_NAME:
        return False
    if match:
        return bool(words)
    if len(words) < _FEWEST_WORDS_OF_A_NAME or len(words[-1]) == 1:
        return False
    spelt = [word.casefold() for word in words]
    if text == without_accents(text):
        return spelt[0] in without_accents(_SURNAMES).split() and spelt[1] in {"a", "van", "thi"}
    return spelt[0] in _SURNAMES.split() and spelt[1] in _MIDDLE_NAMES.split()


def without_class(text: str) -> str:
    """The text without "Lớp 6A": an event belongs to the school."""
    return " ".join(_CLASS.sub(" ", composed(text)).split())


@lru_cache(maxsize=1024)
def without_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """The name without "Bản sao của", "- Copy", "(1)", ".zip", and the words for what was taken off."""
    problems: list[str] = []
    before = None
    while before != text:
        before = text
        for problem, pattern in _MARKS:
            shorter = pattern.sub("", text)
            if shorter != text and shorter.strip():
                text = shorter.strip()
                problems += [] if problem in problems else [problem]
    return text, tuple(problems)


def _is_school_year(folded: str) -> bool:
    """Whether a name is a school year: "2023-2024", "23-24"; "20-11" and "11-12" are days, unless it says "năm học"."""
    match = _TWO_YEARS.fullmatch(folded)
    if match is None:
        return False
    first, second = int(match["first"][-2:]), int(match["second"][-2:])
    is_no_day = bool(match["said"]) or len(match["first"]) > len("23") or second > _MONTHS_A_YEAR
    return second == (first + 1) % 100 and is_no_day


def _says_school_year(folded: str) -> bool:
    match = _TWO_YEARS.fullmatch(folded)
    return match is not None and bool(match["said"])
