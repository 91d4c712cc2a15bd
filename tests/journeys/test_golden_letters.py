"""Every letter in both languages as its reader gets it, in `letters/`: read them like letters when they change."""

import csv
import os
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from drive_sync.facts import EventFolder, Photo, Verdict, Video
from drive_sync.names.folder_names import read_name
from drive_sync.rules import RULES, Limits, findings_of
from drive_sync.wording import Language
from gmail_reports.compilation import compile_report, report_as_json
from gmail_reports.deadlines import ZONE, Month, WorkCalendar
from gmail_reports.letters.letter import Kind, Letter, PlannedLetter, Recipient, State
from gmail_reports.letters.rendering import render
from gmail_reports.notices.absences import Absence
from gmail_reports.notices.alert_notices import CaughtUp, OpenTrouble, alerts
from gmail_reports.notices.manners import Terms
from gmail_reports.notices.owed import owed
from gmail_reports.notices.reasons import WAITS_FOR_ADDRESS
from gmail_reports.notices.weekly_summary import summaries
from gmail_reports.notices.year_end import year_ends
from gmail_reports.sheet.tabs import PLAN
from service.troubles import standing_still
from tests.builders import PU_NHI, a_report, an_event_line
from tests.unit.pictures import OFFICER, TU, a_house, a_known_folder, a_school, hanoi, the_tabs

_LETTERS = Path(__file__).parent / "letters"
_SEED = Path(__file__).parent.parent / "unit" / "data" / "appendix1.csv"
_RENEW = "RENEW_LETTERS"

_TERMS = Terms("pu-nhi", date(2023, 9, 1), "phuongthcs6279@gmail.com", frozenset(), WorkCalendar())
_TRUNG_THU = EventFolder(
    "trung-thu",
    "PTDTBT THCS Pu Nhi_Trung thu",
    read_name("PTDTBT THCS Pu Nhi_Trung thu", PU_NHI),
    photos=(
        Photo("one", "IMG_20230929_183005.jpg", 4_800_000, "md5 of one", 4000, 3000, "samsung SM-A546E"),
        Photo("two", "z4712345678901_0123456789abcdef0123456789abcdef.jpg", 240_000, "md5 of two", 1280, 960),
    ),
    videos=(Video("film", "IMG_1204.MOV", "video/quicktime", width=1920, height=1080),),
)
_FINDINGS = {"trung-thu": findings_of(RULES, _TRUNG_THU, Limits())}
_FOLDERS = {
    "trung-thu": a_known_folder(
        "trung-thu",
        "Trung thu",
        verdict=Verdict.NEEDS_WORK,
        created=hanoi(29, 9, 20),
        changed_at=hanoi(2, 10, 16),
        photos=2,
        videos=1,
        happened_on=date(2023, 9, 29),
    ),
    "textbooks": a_known_folder(
        "textbooks",
        "SGK lớp 8",
        created=hanoi(20, 10),
        changed_at=hanoi(20, 10),
        first_seen=hanoi(20, 10),
        photos=4,
        uploader=OFFICER["Gmail"],
        happened_on=date(2023, 10, 20),
    ),
    "teachers-day": a_known_folder(
        "teachers-day",
        "Mít tinh 20-11",
        created=hanoi(10, 11),
        changed_at=hanoi(10, 11),
        photos=6,
        videos=1,
        happened_on=date(2023, 11, 10),
    ),
    "opening": a_known_folder(
        "opening",
        "Khai giảng",
        created=hanoi(16, 10),
        first_seen=hanoi(17, 10),
        changed_at=hanoi(16, 10),
        happened_on=date(2023, 9, 5),
        photos=5,
    ),
}


_ARTICLES = (
    {
        "Ngày": "18/10/2023",
        "Tiêu đề": "Trường Pu Nhi với sách giáo khoa lớp 8",
        "Đường dẫn": "https://punhi.edu.vn/sgk-lop-8",
        "Kênh": "Website",
        "Mã": "II.1",
    },
    {"Ngày": "20/10/2023", "Tiêu đề": "Phát thanh măng non số 3", "Kênh": "Đài"},
    {"Ngày": "21/10/2023", "Tiêu đề": "Ngày hội đọc sách", "Kênh": "Fanpage"},
)


def _pu_nhi(*folders, confirmed=(), today=date(2023, 10, 9)):
    """The school of the seed with its own plan, some of whose recycled times the officer has confirmed."""
    with _SEED.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == [column.header for column in PLAN.columns][: len(header)]
    plan = [dict(zip(header, row, strict=True)) for row in rows]
    for row in plan:
        if any(row["Nội dung/Chủ đề"].startswith(topic) for topic in confirmed):
            row["Thời gian đã xác nhận"] = "Đúng"
    return a_school(
        *(_FOLDERS[name] for name in folders),
        findings={name: _FINDINGS.get(name, ()) for name in folders},
        tabs=the_tabs(plan=plan, staff=[OFFICER, TU], articles=_ARTICLES if today > date(2023, 10, 21) else ()),
        today=today,
    )


def _owed(school, kind, now, email=""):
    letters = owed(school, (), frozenset(), _TERMS, now)
    return next(one for one in letters if one.kind is kind and email in one.to.email)


def _in_the_ledger():
    """October's report has gone, that to the new address waits, and a teacher's letter could not be sent."""
    feedback = PlannedLetter("feedback:pu-nhi:trung-thu:1", Kind.FEEDBACK, Recipient("tu@example.edu.vn"), hanoi(3, 10))
    to = Recipient(_TERMS.address)
    report = PlannedLetter("report:pu-nhi:2023-11", Kind.REPORT, to, hanoi(14, 11), month="2023-11")
    facts = {"report": report_as_json(a_report(events=(an_event_line(photos=4), an_event_line("two", videos=1))))}
    october = PlannedLetter("report:pu-nhi:2023-10", Kind.REPORT, to, hanoi(13, 10), facts, month="2023-10")
    return [
        Letter(feedback, State.UNSURE, subject="[Truyền thông] Thư mục “Trung thu” cần bổ sung"),
        Letter(october, State.SENT, sent_at=hanoi(17, 10)),
        Letter(report, State.DRAFTED, reason=f"{WAITS_FOR_ADDRESS} {_TERMS.address}"),
    ]


def _november():
    """The school on the send day of November's report, and that report."""
    folders = ("opening", "textbooks", "teachers-day", "trung-thu")
    school = _pu_nhi(*folders, confirmed=["Kỷ niệm", "Các hoạt động XHH"], today=date(2023, 11, 14))
    report = compile_report(
        school,
        Month(2023, 11),
        key="report:pu-nhi:2023-11",
        since=date(2023, 10, 13),
        now=hanoi(14, 11),
        sends_at=hanoi(14, 11),
        reported={},
        calendar=WorkCalendar(),
    )
    return school, {"report": report_as_json(report), "sends_at": hanoi(14, 11).astimezone(ZONE).isoformat()}


def _feedback():
    school = _pu_nhi("trung-thu")
    return school, _owed(school, Kind.FEEDBACK, hanoi(3, 10))


def _thank_you():
    school = _pu_nhi("teachers-day", confirmed=["Kỷ niệm"])
    return school, _owed(school, Kind.THANK_YOU, hanoi(13, 11))


def _reminder():
    school = _pu_nhi(confirmed=["Các hoạt động XHH", "Kỷ niệm"], today=date(2023, 11, 1))
    return school, _owed(school, Kind.REMINDER, hanoi(1, 11, 7), TU["Gmail"])


def _question():
    school = _pu_nhi()
    return school, _owed(school, Kind.QUESTION, hanoi(5, 9))


def _summary():
    folders = ("opening", "textbooks", "trung-thu")
    school = _pu_nhi(*folders, confirmed=["Các hoạt động XHH", "Kỷ niệm"], today=date(2023, 10, 23))
    absent = Absence(hanoi(18, 10, 17), hanoi(23, 10, 7)).notice
    (summary,) = summaries(school, _in_the_ledger(), frozenset({absent}), _TERMS, hanoi(23, 10, 7))
    return school, summary


def _preview():
    school, about = _november()
    to = Recipient(OFFICER["Gmail"], OFFICER["Họ tên"], OFFICER["Xưng hô"])
    about |= {"draft_link": "https://mail.google.com/mail/u/0/#drafts/18b2"}
    return school, PlannedLetter("preview:pu-nhi:2023-11", Kind.PREVIEW, to, hanoi(9, 11), about, month="2023-11")


def _report():
    school, about = _november()
    to = Recipient("phuongthcs6279@gmail.com")
    return school, PlannedLetter("report:pu-nhi:2023-11", Kind.REPORT, to, hanoi(14, 11), about, month="2023-11")


def _correction():
    school, about = _november()
    about |= {"replaces": "2023-11-14T08:00:00+07:00", "different": ["plan", "remarks"]}
    to = Recipient("phuongthcs6279@gmail.com")
    key = "correction:pu-nhi:2023-11:1"
    return school, PlannedLetter(key, Kind.CORRECTION, to, hanoi(20, 11), about, month="2023-11")


def _year_end():
    folders = ("opening", "textbooks", "teachers-day")
    school = _pu_nhi(*folders, confirmed=["Các hoạt động XHH", "Kỷ niệm"], today=date(2024, 6, 17))
    report = PlannedLetter("report:pu-nhi:2024-06", Kind.REPORT, Recipient(_TERMS.address), hanoi(14, 6, year=2024))
    ledger = [Letter(report, State.SENT, sent_at=hanoi(14, 6, year=2024))]
    (planned,) = year_ends(school, ledger, _TERMS, hanoi(17, 6, 7, year=2024))
    return school, planned


def _alert(troubles=(), absences=(), day=13, month=10, year=2023):
    school = _pu_nhi()
    now = hanoi(day, month, 8, year=year)
    (alert,) = alerts(troubles, absences, school, _TERMS, "ky-thuat@example.edu.vn", "truyenthong.punhi@gmail.com", now)
    return school, alert


def _alert_of_trouble():
    sentences = [
        one.sentence
        for one in standing_still([_in_the_ledger()[0]], hanoi(13, 10), WorkCalendar(), "", no_access=False)
    ]
    return _alert([OpenTrouble("letter-unsure", "feedback:pu-nhi:trung-thu:1", hanoi(12, 10, 15), *sentences)])


def _alert_of_deadline():
    letters = [_in_the_ledger()[-1]]
    (trouble,) = standing_still(letters, hanoi(13, 11, 13), WorkCalendar(), "", no_access=False)
    return _alert([OpenTrouble(trouble.kind, trouble.about, hanoi(13, 11, 12), trouble.sentence)], day=13, month=11)


def _alert_of_absence():
    absence = Absence(hanoi(7, 2, 17, year=2024), hanoi(20, 2, 9, year=2024))
    caught = CaughtUp(absence, {"accepted": 2, "needs-work": 1}, ("2024-02",), 3)
    return _alert(absences=[caught], day=20, month=2, year=2024)


LETTER_OF = {
    "alert-deadline": _alert_of_deadline,
    "alert-absence": _alert_of_absence,
    Kind.ALERT: _alert_of_trouble,
    Kind.FEEDBACK: _feedback,
    Kind.THANK_YOU: _thank_you,
    Kind.REMINDER: _reminder,
    Kind.QUESTION: _question,
    Kind.SUMMARY: _summary,
    Kind.PREVIEW: _preview,
    Kind.REPORT: _report,
    Kind.CORRECTION: _correction,
    Kind.YEAR_END: _year_end,
}
"""A letter of each kind, and some more, and the school it comes from."""


def _written(kind, language):
    school, planned = LETTER_OF[kind]()
    mail = render(Letter(planned), a_house(language), school)
    text = (
        message_from_bytes(mail.compose(), policy=policy.default)
        .get_body(("plain",))
        .get_content()
        .replace("\r\n", "\n")
    )
    return f"Subject: {mail.subject}\n\n{text}"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", LETTER_OF)
def test_a_letter_reads_as_it_did_when_it_was_last_read(kind, language):
    path = _LETTERS / f"{kind}.{language}.txt"
    written = _written(kind, language)
    if os.environ.get(_RENEW):
        path.write_text(written, encoding="utf-8", newline="\n")
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    assert written == kept, f"{path.name} changed; read it, and if it is right: {_RENEW}=1 python -m pytest {__file__}"


def test_every_file_is_a_letter_that_is_still_written():
    written = {f"{kind}.{language}.txt" for kind in LETTER_OF for language in Language}
    assert {path.name for path in _LETTERS.iterdir()} == written


def test_every_kind_of_letter_is_here():
    assert set(Kind) <= LETTER_OF.keys()
