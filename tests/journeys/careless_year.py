"""A school year of a careless school, from a seed: who does what on which day, through Google alone.

Sixty events, ten articles, twelve items, eight teachers, one officer. People forget photos, mend late or never, leave
default names, upload from the school's own account, and answer questions when they get round to it.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gmail_reports.deadlines import ZONE, WorkCalendar
from gmail_reports.sheet.tabs import ARTICLES as ARTICLES_TAB
from gmail_reports.sheet.tabs import STAFF
from service.demo.people import OFFICER, Actor
from service.demo.play import SCHOOL_ACCOUNT
from tests.journeys.school import NAME, School

FIRST_DAY, LAST_DAY = date(2023, 9, 5), date(2024, 6, 21)
_LAST_EVENT = date(2024, 5, 31)
EVENTS, ARTICLES = 60, 10
_GIVEN = ("Tú", "Lê", "Dế", "Hoa", "Sùng", "Mai", "Páo", "Chứ")
TEACHERS = tuple(
    Actor(f"Giáo Viên {given}", f"gv{number}.punhi@example.com", ("thầy", "cô", "")[number % 3], "Tổ KHXH")
    for number, given in enumerate(_GIVEN)
)
_SHARED = Actor("Tài khoản chung", SCHOOL_ACCOUNT, "", "")
_ACTIVITIES = (
    "Chào cờ tuần",
    "Ngày hội đọc sách lần",
    "Lao động trồng rau đợt",
    "Giao lưu bóng chuyền trận",
    "Văn nghệ bản làng buổi",
    "Sinh hoạt câu lạc bộ số",
)
# An item of the plan: its code, the month in which it is really done (None: never), who is in charge.
_PROMISES = (
    ("I.1", "2/2024", 0, date(2024, 2, 22)),
    ("II.1", "10/2023", 1, date(2023, 10, 18)),
    ("II.2", "5/2024", 1, date(2024, 5, 14)),
    ("III.1", "12/2023", 2, date(2024, 1, 9)),
    ("III.2", "4/2024", 3, date(2024, 4, 16)),
    ("IV.1", "1/2024", 4, None),
    ("V.1", "2/2024", 5, date(2024, 3, 20)),
    ("V.2", "3/2024", 5, date(2024, 3, 12)),
    ("VI.1", "10/2023", 6, date(2023, 11, 30)),
    ("VI.2", "4/2024", 6, None),
    ("VII.1", "11/2023", 7, date(2023, 11, 17)),
    ("VII.2", "9/2023", 0, date(2023, 9, 27)),
)


@dataclass(frozen=True)
class Deed:
    """What somebody does at a moment."""

    at: datetime
    act: Callable[[School], object]


def deeds(seed: int) -> list[Deed]:
    """Everything that people do in the year, in order; the same for the same seed."""
    chance = random.Random(seed)
    calendar = WorkCalendar()
    events = [deed for number in range(EVENTS) for deed in _event(number, chance, calendar)]
    done = [*_officer(chance), *_articles(chance, calendar), *events]
    return sorted(done, key=lambda deed: deed.at)


def settle_in(school: School) -> None:
    """The school's first morning: the staff list, and the store shared with everybody."""
    for teacher in TEACHERS:
        school.google.add_user(teacher.email)
        school.people._share(school.people.root, teacher.email)
    rows = [[one.name, one.honorific, one.email, one.role] for one in (*TEACHERS, OFFICER)]
    school.people._values().update(
        spreadsheetId=school.people.spreadsheet,
        range=f"'{STAFF.name}'!A2",
        valueInputOption="USER_ENTERED",
        body={"values": rows},
        fields="updatedCells",
    ).execute()


def _event(number: int, chance: random.Random, calendar: WorkCalendar) -> Iterator[Deed]:
    """An event: a folder, and what becomes of it. The first twelve slots are those of the plan's promises."""
    if number < len(_PROMISES):
        code, _, who, day = _PROMISES[number]
        if day is None:
            return
        teacher, folder = TEACHERS[who], f"{code} {number}"
    else:
        days = (_LAST_EVENT - FIRST_DAY).days
        day = calendar.working_day_on_or_after(FIRST_DAY + timedelta(days=chance.randrange(days)))
        teacher, folder = chance.choice(TEACHERS), f"{NAME}_{chance.choice(_ACTIVITIES)} {number}"
    code = _PROMISES[number][0] if number < len(_PROMISES) else ""
    fate = chance.choices(("good", "mended", "mended twice", "forgotten", "shared"), (50, 20, 10, 12, 8))[0]
    uploader = _SHARED if fate == "shared" else teacher
    at = datetime.combine(day, time(9, chance.randrange(60)), ZONE)
    few = fate in {"mended", "mended twice", "forgotten"}
    photos = chance.randint(1, 2) if few else chance.randint(3, 5)
    yield Deed(at, lambda school: _upload(school, uploader, folder, code, photos))
    if fate == "mended":
        later = _working(calendar, at, chance.randint(1, 6))
        yield Deed(later, lambda school: _upload(school, uploader, folder, code, 3))
    elif fate == "mended twice":
        yield Deed(_working(calendar, at, 2), lambda school: _upload(school, uploader, folder, code, 0 + (photos == 1)))
        yield Deed(_working(calendar, at, 7), lambda school: _upload(school, uploader, folder, code, 3))
    elif fate == "forgotten" and chance.random() < 0.6:
        word = chance.choice(("Chấp nhận", "Bỏ qua"))
        yield Deed(_working(calendar, at, 10), lambda school: _decide(school, folder, code, word))


def _upload(school: School, who: Actor, folder: str, code: str, photos: int) -> None:
    name = _name_for(school, code) if code else folder
    school.upload(who, name, photos)


def _decide(school: School, folder: str, code: str, word: str) -> None:
    name = _name_for(school, code) if code else folder
    link = f"https://drive.google.com/drive/folders/{school.people._folders[name]}"
    school.people.write("Theo dõi", "Đường dẫn", link, "Quyết định", word)


def _name_for(school: School, code: str) -> str:
    """The folder name that a reminder offers to paste: the item's topic."""
    topic = school.row("Phụ lục 1", "Mã", code)["Nội dung/Chủ đề"].replace("\n", " ").replace("  ", " ")
    return f"{NAME}_{topic}"


def _articles(chance: random.Random, calendar: WorkCalendar) -> Iterator[Deed]:
    """Ten articles that the officer notes in `Tin bài`, some of them of an item, one twice."""
    days = sorted(FIRST_DAY + timedelta(days=chance.randrange((_LAST_EVENT - FIRST_DAY).days)) for _ in range(ARTICLES))
    for row, day in enumerate(days, start=2):
        code = chance.choice(("", "", "V.2", "II.2", "III.2"))
        number = row if row % 5 else row - 1  # the same article once more
        cells = [f"{day:%d/%m/%Y}", f"Bài viết số {number}", f"https://punhi.edu.vn/{number}", "Website", code]
        noted = datetime.combine(calendar.working_day_on_or_after(day), time(16), ZONE)
        yield Deed(noted, lambda school, row=row, cells=cells: _note(school, row, cells))


def _note(school: School, row: int, cells: list[str]) -> None:
    school.people._values().update(
        spreadsheetId=school.people.spreadsheet,
        range=f"'{ARTICLES_TAB.name}'!A{row}",
        valueInputOption="USER_ENTERED",
        body={"values": [cells]},
        fields="updatedCells",
    ).execute()


def _officer(chance: random.Random) -> Iterator[Deed]:
    """The officer confirms the recipient, answers the plan's questions in three sittings, puts one item off."""
    yield Deed(_at(2023, 9, 6, 15), lambda school: school.confirm_recipient("9/2023"))
    for sitting, day in enumerate((date(2023, 9, 7), date(2023, 9, 15), date(2023, 9, 27))):
        for code, month, who, _ in _PROMISES[sitting::3]:
            yield Deed(
                datetime.combine(day, time(14, chance.randrange(60)), ZONE),
                lambda school, code=code, month=month, who=who: _answer(school, code, month, TEACHERS[who]),
            )
    yield Deed(_at(2024, 1, 24, 15), lambda school: _put_off(school, "IV.1", "20/3/2024"))
    yield Deed(_at(2024, 5, 6, 15), lambda school: _say(school, "IV.1", "Không thực hiện"))


def _answer(school: School, code: str, month: str, teacher: Actor) -> None:
    school.people.write("Phụ lục 1", "Mã", code, "Thời gian đã xác nhận", month)
    school.people.write("Phụ lục 1", "Mã", code, "Thực hiện", teacher.name)


def _put_off(school: School, code: str, day: str) -> None:
    school.people.write("Phụ lục 1", "Mã", code, "Lùi đến", day)
    _say(school, code, "Lùi")


def _say(school: School, code: str, word: str) -> None:
    school.people.write("Phụ lục 1", "Mã", code, "Quyết định", word)


def _at(year: int, month: int, day: int, hour: int) -> datetime:
    return datetime(year, month, day, hour, tzinfo=ZONE)


def _working(calendar: WorkCalendar, at: datetime, days: int) -> datetime:
    return datetime.combine(calendar.working_days_after(at.date(), days), at.timetz())
