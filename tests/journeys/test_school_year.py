"""A simulated school year: what every person gets in every week, ten reports on their days, then the year's end.

The whole year is one of the long runs (`make faults`); its first six weeks run with the other tests.
"""

from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from gmail_reports import store
from gmail_reports.compilation import report_from_json
from gmail_reports.deadlines import ZONE, Month, WorkCalendar, report_days
from gmail_reports.letters.letter import Kind
from gmail_reports.monthly import MonthlyReport
from gmail_reports.notices.manners import DAILY
from service.demo.people import OFFICER
from service.demo.play import SCHOOL_ACCOUNT
from service.local_google import MailRecord
from tests.journeys.careless_year import FIRST_DAY, LAST_DAY, TEACHERS, deeds, settle_in
from tests.journeys.school import School, html_of, key_of, links_of, paper_of, rows_of, school_at, text_of, words_of
from tests.web.phone import WIDTH, acts_when_opened, browser, widths_on_a_phone

_LOOKS = (time(7, 5), time(8), time(13), time(18))
_CALENDAR = WorkCalendar()


def _live(school: School, last: date, seed: int) -> None:
    """Everything until the end of a day: people act, the program looks four times on working days, once on others."""
    settle_in(school)
    days = [FIRST_DAY + timedelta(days=number) for number in range((last - FIRST_DAY).days + 1)]
    looks = [
        datetime.combine(day, look, ZONE)
        for day in days
        for look in (_LOOKS if _CALENDAR.is_working_day(day) else _LOOKS[2:3])
    ]
    todo = [deed for deed in deeds(seed) if deed.at.date() <= last]
    for at, act in sorted([(one, None) for one in looks] + [(one.at, one.act) for one in todo], key=lambda one: one[0]):
        school.clock.turn_to(at)
        if act is not None:
            act(school)
        else:
            assert school.tick().troubles == ()


def _mails(school: School) -> list[tuple[str, date, str]]:
    """Reader, day and kind of everything the school sent."""
    return [
        (mail.message["To"].addresses[0].addr_spec, mail.date.astimezone(ZONE), key_of(mail).partition(":")[0])
        for mail in school.google.sent(school.world.config.schools[0].accounts[0])
    ]


def _table(mails: list[tuple[str, datetime, str]]) -> str:
    """Mails by person and ISO week, as text."""
    weeks = sorted({f"{at:%G-W%V}" for _, at, _ in mails})
    counted = Counter((to, f"{at:%G-W%V}") for to, at, _ in mails)
    people = sorted({to for to, _, _ in mails})
    lines = [f"{'week':10}" + "".join(f"{to.partition('@')[0][:14]:>15}" for to in people)]
    lines += [f"{week:10}" + "".join(f"{counted[to, week] or '':>15}" for to in people) for week in weeks]
    totals = Counter(to for to, _, _ in mails)
    return "\n".join([*lines, f"{'all':10}" + "".join(f"{totals[to]:>15}" for to in people)])


def _no_rudeness(school: School) -> None:
    mails = _mails(school)
    daily = Counter((to, at.date()) for to, at, kind in mails if kind in DAILY)
    assert {key: count for key, count in daily.items() if count > 1} == {}
    teachers = {one.email for one in TEACHERS}
    assert {kind for to, _, kind in mails if to in teachers} <= DAILY
    for to, at, kind in mails:
        assert _CALENDAR.is_working_day(at.date()), (to, at, kind)
        assert time(7) <= at.time() < time(19), (to, at, kind)
    weekly = Counter(f"{at:%G-W%V}" for to, at, kind in mails if (to, kind) == (OFFICER.email, "summary"))
    assert set(weekly.values()) <= {1}
    feedback = Counter(key.rpartition(":")[0] for key in school.sent_keys() if key.startswith("feedback:"))
    assert max(feedback.values(), default=0) <= 3


def _reports_agree(school: School, months: list[Month]) -> None:
    """The reports arrived on their days, each event stands in one, and all its papers say the same numbers."""
    arrived = school.reports()
    assert [(key_of(one), one.date.astimezone(ZONE).replace(tzinfo=None)) for one in arrived] == [
        (f"report:pu-nhi:{month}", datetime.combine(report_days(month, _CALENDAR).send_day, time(8)))
        for month in months
    ]
    stands_in = defaultdict(list)
    in_the_sheet = {row["Đường dẫn"]: (row["Ảnh"], row["Video"]) for row in school.rows("Theo dõi")}
    for mail, month in zip(arrived, months, strict=True):
        report = report_from_json(school.report(str(month)).planned.about["report"])
        events, photos, videos = len(report.events), report.photos, report.videos
        assert report.done + report.in_progress + report.overdue == report.due
        if events:
            assert f"{events} sự kiện" in text_of(mail)
            assert f"{photos} ảnh, {videos} video." in text_of(mail)
            assert f"{events} sự kiện, {photos} ảnh, {videos} video" in words_of(paper_of(mail))
            rows = list(rows_of(mail)["Sự kiện"].values)
            assert str(photos) in {str(cell) for cell in rows[-1]}
        _articles_agree(mail, report)
        assert school.report_row(month.label)["Trạng thái"] == "Đã gửi"
        for event in report.events:
            assert in_the_sheet[event.link] == (str(event.photos), str(event.videos))
        links = "".join(links_of(paper_of(mail)))
        for event in (*report.events, *report.articles):
            stands_in[event.folder_id].append(str(month))
            assert event.link in links
            assert event.link in text_of(mail)
    assert {folder: kept for folder, kept in stands_in.items() if len(kept) != 1} == {}
    with school.world.engine.connect() as connection:
        reported = store.reported_in(connection, "pu-nhi")
    assert reported == {folder: f"report:pu-nhi:{kept[0]}" for folder, kept in stands_in.items()}


def _articles_agree(mail: MailRecord, report: MonthlyReport) -> None:
    """Mail, paper and annex tell the same articles."""
    count = len(report.articles)
    assert (f"Tin, bài: {count}." in text_of(mail)) == (count > 0)
    assert (f"Tin, bài đã đăng: {count}." in words_of(paper_of(mail))) == (count > 0)
    _, *rows = rows_of(mail)["Tin bài"].values
    assert [(row[1], row[-1]) for row in rows] == [(one.title, one.link) for one in report.articles]


def _fits_a_phone(school: School, folder: Path) -> None:
    """Every letter that was sent: no sideways scrolling at 360 px, nothing runs, nothing is fetched."""
    folder.mkdir()
    pages = {key_of(mail): html_of(mail) for mail in school.google.sent(SCHOOL_ACCOUNT)}
    assert [key for key, page in pages.items() if acts_when_opened(page)] == []
    if command := browser():
        widths = widths_on_a_phone(command, folder, pages)
        assert {key: width for key, width in widths.items() if width != WIDTH} == {}
        assert widths.keys() == pages.keys()


def _all_accepted_are_reported(school: School, before: datetime) -> None:
    picture = school.tick().picture
    accepted = {
        view.folder.folder_id
        for view in picture.folders
        if view.counts_for_reports and view.folder.judged_at and view.folder.judged_at < before
    }
    accepted |= {view.article.identity for view in picture.articles if view.is_evidence}
    with school.world.engine.connect() as connection:
        missing = accepted - store.reported_in(connection, "pu-nhi").keys()
    assert missing == set()


def test_six_weeks_of_a_careless_school(tmp_path: Path) -> None:
    with school_at(tmp_path / "state", FIRST_DAY.isoformat()) as school:
        _live(school, date(2023, 10, 13), seed=7)
        _no_rudeness(school)
        _reports_agree(school, [Month(2023, 9), Month(2023, 10)])
        _fits_a_phone(school, tmp_path / "phone")
        kinds = {kind for _, _, kind in _mails(school)}
        assert kinds >= {"feedback", "thank-you", "reminder", "summary", "question", "preview", "report"}


@pytest.mark.faults
@pytest.mark.parametrize("seed", [7, 23])
def test_a_whole_school_year_of_a_careless_school(tmp_path: Path, seed: int) -> None:
    with school_at(tmp_path / "state", FIRST_DAY.isoformat()) as school:
        _live(school, LAST_DAY, seed)
        print("\n" + _table(_mails(school)))  # the table of the issue: mails per person and week
        print(Counter(kind for _, _, kind in _mails(school)))
        _no_rudeness(school)
        _fits_a_phone(school, tmp_path / "phone")
        months = list(Month(2023, 9).until(Month(2024, 6)))
        _reports_agree(school, months)
        june = report_days(months[-1], _CALENDAR).send_day
        _all_accepted_are_reported(school, datetime.combine(june, time(8), ZONE))
        (year_end,) = school.sent(Kind.YEAR_END)
        assert year_end.date > school.reports()[-1].date
        assert key_of(year_end) == "year-end:pu-nhi:2023-2024"
        text = text_of(year_end)
        assert "10 báo cáo đã gửi" in text
        accepted = [view for view in school.tick().picture.folders if view.counts_for_reports]
        assert f"{len(accepted)} sự kiện" in text
        assert "8 tin, bài" in text  # of ten rows two say what another one says
