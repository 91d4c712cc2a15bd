from dataclasses import replace
from datetime import date, timedelta

import pytest

from drive_sync.facts import Finding, Severity, Verdict
from gmail_reports.deadlines import WorkCalendar
from gmail_reports.letters.letter import Kind, Letter, Recipient, State
from gmail_reports.notices.manners import Terms
from gmail_reports.notices.owed import owed
from tests.builders import a_finding
from tests.unit.pictures import (
    OFFICER,
    TEACHERS_DAY,
    TEXTBOOKS,
    TU,
    a_known_folder,
    a_promise,
    a_school,
    a_section,
    beside,
    hanoi,
)

_OWN = "truyenthong.punhi@gmail.com"
_TERMS = Terms("pu-nhi", date(2023, 9, 1), "pgd@example.gov.vn", frozenset({_OWN}), WorkCalendar())
_LE = {**OFFICER}
_MUTE_TU = {**TU, "Không nhận thư": "x"}
_ABOUT_FOLDERS = {Kind.FEEDBACK, Kind.THANK_YOU}
# The folders of these tests were left alone on Tuesday 5 September at 08:00; the next office hour after twelve
# quiet hours is Wednesday at 07:00.
_WEDNESDAY_MORNING = hanoi(6, 9, 7)


def _owed(school, now=_WEDNESDAY_MORNING, *, known=(), told=frozenset(), terms=_TERMS):
    return owed(school, known, told, terms, now)


def _about_folders(*folders, now=_WEDNESDAY_MORNING, known=(), terms=_TERMS, findings=None, **cells):
    """The letters about these folders that are owed, those that need work with one finding each."""
    found = {one.folder_id: (a_finding(count=2),) for one in folders if one.verdict is Verdict.NEEDS_WORK}
    school = a_school(*folders, findings=found if findings is None else findings, **cells)
    return [one for one in _owed(school, now, known=known, terms=terms) if one.kind in _ABOUT_FOLDERS]


def _needs_work(folder_id="event", **facts):
    return a_known_folder(folder_id, **({"verdict": Verdict.NEEDS_WORK} | facts))


def _of_kind(letters, kind):
    return [one for one in letters if one.kind is kind]


def _sent(planned, **progress):
    return Letter(planned, **({"state": State.SENT, "sent_at": planned.due_at} | progress))


def test_what_is_missing_is_told_with_everything_needed_to_mend_it():
    advice = Finding("P202", Severity.ADVICE, data={"count": 1})
    folder = _needs_work(photos=2, videos=1)
    (letter,) = _about_folders(folder, findings={"event": (a_finding(count=2), advice)})
    assert letter.key == "feedback:pu-nhi:event:1"
    assert letter.to == Recipient("tu@example.edu.vn", "Lò Văn Tú", "thầy")
    assert letter.thread == "event"
    assert letter.about["folder"] == {
        "name": folder.name,
        "link": "https://drive.google.com/drive/folders/event",
        "photos": 2,
        "videos": 1,
    }
    assert letter.about["problems"] == [{"code": "P201", "data": {"count": 2}}]
    assert letter.about["advice"] == [{"code": "P202", "data": {"count": 1}}]
    assert date.fromisoformat(letter.about["deadline"]) == date(2023, 9, 11)


def test_a_complete_folder_is_thanked_for_with_its_place_in_the_plan_and_its_report():
    (letter,) = _about_folders(a_known_folder(activity="SGK lớp 8", round=2), plan=TEXTBOOKS)
    assert letter.key == "thank-you:pu-nhi:event:2"
    assert letter.about["item"] == {"code": "II.1", "topic": "SGK lớp 8"}
    assert letter.about["month"] == "2023-09"
    (outside,) = _about_folders(a_known_folder(activity="Khai giảng"), plan=TEXTBOOKS)
    assert outside.about["item"] is None


def test_the_thanks_name_a_report_that_has_not_left_yet():
    send_day = hanoi(13, 10, 8)
    (october,) = (one for one in _owed(a_school(), send_day) if one.key == "report:pu-nhi:2023-10")
    for now, known, month in (
        (send_day, [Letter(october)], "2023-10"),
        (send_day, [_sent(october)], "2023-11"),
        (hanoi(16, 10), [_sent(october)], "2023-11"),
    ):
        (letter,) = _about_folders(a_known_folder(), now=now, known=known)
        assert letter.about["month"] == month


@pytest.mark.parametrize(
    ("left_alone", "too_early", "mailed_from"),
    [
        (hanoi(5, 9, 8), hanoi(6, 9, 6, 59), hanoi(6, 9, 7)),
        (hanoi(5, 9, 22), hanoi(6, 9, 9, 59), hanoi(6, 9, 10)),
        (hanoi(6, 9, 6), hanoi(6, 9, 17, 59), hanoi(6, 9, 18)),
        (hanoi(6, 9, 7), hanoi(6, 9, 23), hanoi(7, 9, 7)),
        (hanoi(8, 9, 10), hanoi(10, 9, 9), hanoi(11, 9, 7)),
        (hanoi(31, 8, 15), hanoi(4, 9, 9), hanoi(5, 9, 7)),
    ],
    ids=[
        "the next morning",
        "twelve hours after a late evening",
        "the same afternoon",
        "never after seven in the evening",
        "after the weekend",
        "after National Day",
    ],
)
def test_mail_waits_for_twelve_quiet_hours_and_the_next_office_hour(left_alone, too_early, mailed_from):
    folder = _needs_work(changed_at=left_alone)
    assert _about_folders(folder, now=too_early) == []
    assert len(_about_folders(folder, now=mailed_from)) == 1


@pytest.mark.parametrize(
    "now", [hanoi(7, 9, 6, 59), hanoi(7, 9, 19), hanoi(9, 9, 10), hanoi(10, 9, 10)], ids=["early", "late", "Sat", "Sun"]
)
def test_nobody_hears_of_folders_or_questions_outside_office_hours(now):
    school = a_school(_needs_work(), findings={"event": (a_finding(),)}, plan=TEACHERS_DAY)
    assert {one.kind for one in _owed(school, now)} <= {Kind.REPORT, Kind.PREVIEW}
    assert _of_kind(_owed(school, hanoi(7, 9, 18, 59)), Kind.FEEDBACK)


def test_a_person_gets_one_mail_a_day_and_problems_come_first():
    one, two, complete = _needs_work("one"), _needs_work("two"), a_known_folder("complete")
    (first,) = _about_folders(complete, one, two)
    assert first.key == "feedback:pu-nhi:one:1"
    same_day = _about_folders(complete, one, two, known=[_sent(first)], now=hanoi(6, 9, 15))
    assert same_day == []
    (second,) = _about_folders(complete, one, two, known=[_sent(first)], now=hanoi(7, 9, 7))
    assert second.key == "feedback:pu-nhi:two:1"
    (third,) = _about_folders(complete, one, two, known=[_sent(first), _sent(second)], now=hanoi(8, 9, 7))
    assert third.key == "thank-you:pu-nhi:complete:1"


def test_two_people_hear_on_the_same_day():
    letters = _about_folders(_needs_work("one"), _needs_work("two", uploader="de@example.edu.vn"))
    assert [one.to.email for one in letters] == ["tu@example.edu.vn", "de@example.edu.vn"]


def test_a_report_or_question_of_the_day_leaves_room_for_a_teachers_mail():
    officer_uploads = _needs_work(uploader=OFFICER["Gmail"])
    letters = _owed(a_school(officer_uploads, findings={"event": (a_finding(),)}, plan=TEACHERS_DAY))
    assert {one.kind for one in letters} == {Kind.REPORT, Kind.FEEDBACK, Kind.QUESTION}


def test_the_same_verdict_is_told_once_and_a_new_one_again():
    folder = _needs_work()
    (first,) = _about_folders(folder)
    assert _about_folders(folder, known=[_sent(first)], now=hanoi(7, 9, 7)) == []
    (again,) = _about_folders(replace(folder, round=2), known=[_sent(first)], now=hanoi(7, 9, 7))
    assert again.key == "feedback:pu-nhi:event:2"


def test_a_folder_is_written_about_three_times_and_then_left_to_the_officer():
    folder = _needs_work(round=9)
    (planned,) = _about_folders(folder)
    told = [_sent(replace(planned, key=f"feedback:pu-nhi:event:{number}")) for number in (1, 2, 3)]
    another_day = hanoi(7, 9, 7)
    assert len(_about_folders(folder, known=told[:2], now=another_day)) == 1
    assert _about_folders(folder, known=told, now=another_day) == []
    thanks = _about_folders(a_known_folder(round=10), known=told, now=another_day)
    assert [one.kind for one in thanks] == [Kind.THANK_YOU]


def test_folders_from_before_the_start_are_never_written_about():
    assert _about_folders(_needs_work("a", before_start=True), a_known_folder("b", before_start=True)) == []


@pytest.mark.parametrize(
    ("verdict", "decision", "kinds"),
    [
        (Verdict.UNKNOWN, "", []),
        (Verdict.IGNORED, "", []),
        (Verdict.ACCEPTED, "Bỏ qua", []),
        (Verdict.NEEDS_WORK, "Bỏ qua", []),
        (Verdict.NEEDS_WORK, "Chấp nhận", [Kind.THANK_YOU]),
        (Verdict.NEEDS_WORK, "", [Kind.FEEDBACK]),
    ],
)
def test_only_what_is_judged_and_not_skipped_is_written_about(verdict, decision, kinds):
    folder = a_known_folder(verdict=verdict)
    letters = _about_folders(folder, findings={"event": (a_finding(),)}, folders=[beside(folder, decision)])
    assert [one.kind for one in letters] == kinds


def _to(uploader, plan=(), staff=(OFFICER, TU), activity="Khai giảng"):
    folder = _needs_work(uploader=uploader, name=f"PTDTBT THCS Pu Nhi_{activity}")
    return [one.to for one in _about_folders(folder, plan=plan, staff=staff)]


def test_the_uploader_hears_first_also_when_nobody_knows_them():
    assert _to("TU@example.edu.vn") == [Recipient("tu@example.edu.vn", "Lò Văn Tú", "thầy")]
    assert _to("stranger@gmail.com") == [Recipient("stranger@gmail.com")]


@pytest.mark.parametrize("shared", [_OWN, _OWN.upper(), None], ids=["own account", "in capitals", "not known"])
def test_a_shared_account_is_nobody_so_the_person_in_charge_hears(shared):
    plan = (a_section(), a_promise(person="Đ.c Tú"))
    assert [one.name for one in _to(shared, plan, activity="SGK lớp 8")] == ["Lò Văn Tú"]
    assert [one.name for one in _to(shared, plan, activity="Khai giảng")] == ["Quàng Thị Lê"]


def test_who_wants_no_mail_gets_none_and_the_officer_speaks_for_them():
    plan = (a_section(), a_promise(person="Đ.c Tú"))
    assert [one.name for one in _to(TU["Gmail"], plan, staff=[OFFICER, _MUTE_TU])] == ["Quàng Thị Lê"]
    in_charge = _to(_OWN, plan, staff=[OFFICER, _MUTE_TU], activity="SGK lớp 8")
    assert [one.name for one in in_charge] == ["Quàng Thị Lê"]


def test_a_person_in_charge_without_an_address_is_spoken_for_by_the_officer():
    plan = (a_section(), a_promise(person="Đ.c Tú"))
    nameless = {**TU, "Gmail": ""}
    assert [one.name for one in _to(_OWN, plan, staff=[OFFICER, nameless], activity="SGK lớp 8")] == ["Quàng Thị Lê"]


def test_without_anybody_to_write_to_nothing_is_written():
    assert _to(_OWN, staff=[]) == []


def test_all_that_is_not_clear_in_the_plan_is_one_question():
    plan = (*TEXTBOOKS, a_promise("2", "Chuyển đổi số", time="", person=""), *TEACHERS_DAY)
    (question,) = _of_kind(_owed(a_school(plan=plan)), Kind.QUESTION)
    assert question.key == "question:pu-nhi:2023-09-06"
    assert question.to.email == OFFICER["Gmail"]
    assert question.about["total"] == 3
    assert [(one["code"], one["about"]) for one in question.about["questions"]] == [
        ("II.2", "time"),
        ("II.2", "person"),
        ("VII.1", "time"),
    ]
    assert len(question.notices) == 3


def test_what_was_asked_is_not_asked_again_and_new_doubts_are():
    school = a_school(plan=TEACHERS_DAY)
    (question,) = _of_kind(_owed(school), Kind.QUESTION)
    told = frozenset(question.notices)
    next_day = hanoi(7, 9, 7)
    assert _of_kind(_owed(school, next_day, told=told), Kind.QUESTION) == []
    more = a_school(plan=(*TEACHERS_DAY, a_promise("2", "Các hoạt động XHH", time="9/2022")))
    (second,) = _of_kind(_owed(more, next_day, told=told), Kind.QUESTION)
    assert [one["code"] for one in second.about["questions"]] == ["VII.2"]


def test_an_answer_that_is_not_understood_is_asked_about_again():
    school = a_school(plan=TEACHERS_DAY)
    (question,) = _of_kind(_owed(school), Kind.QUESTION)
    answered = a_school(plan=(TEACHERS_DAY[0], {**TEACHERS_DAY[1], "Thời gian đã xác nhận": "khi nào rảnh"}))
    (second,) = _of_kind(_owed(answered, hanoi(7, 9, 7), told=frozenset(question.notices)), Kind.QUESTION)
    assert [one["code"] for one in second.about["questions"]] == ["VII.1"]


@pytest.mark.parametrize("answer", ["Đúng", "11/2023"])
def test_an_answered_question_is_over(answer):
    answered = a_school(plan=(TEACHERS_DAY[0], {**TEACHERS_DAY[1], "Thời gian đã xác nhận": answer}))
    assert _of_kind(_owed(answered), Kind.QUESTION) == []


def test_a_clear_plan_and_a_school_without_an_officer_ask_nothing():
    assert _of_kind(_owed(a_school(plan=TEXTBOOKS)), Kind.QUESTION) == []
    assert _of_kind(_owed(a_school(plan=TEACHERS_DAY, staff=[TU])), Kind.QUESTION) == []


def _reports(now, start=date(2023, 9, 1), **terms):
    letters = _owed(a_school(), now, terms=replace(_TERMS, start=start, **terms))
    return [(one.key, one.due_at) for one in _of_kind(letters, Kind.REPORT)]


def test_a_report_is_owed_from_the_months_first_working_day_for_the_send_day():
    assert _reports(hanoi(1, 10)) == [("report:pu-nhi:2023-09", hanoi(14, 9))]
    assert _reports(hanoi(2, 10, 0, 5)) == [
        ("report:pu-nhi:2023-09", hanoi(14, 9)),
        ("report:pu-nhi:2023-10", hanoi(13, 10)),
    ]


def test_every_month_that_was_missed_while_the_computer_was_off_is_still_owed():
    keys = [key for key, _ in _reports(hanoi(5, 1, year=2024))]
    assert keys == [f"report:pu-nhi:{month}" for month in ("2023-09", "2023-10", "2023-11", "2023-12", "2024-01")]


def test_the_first_report_is_that_of_the_first_send_day_after_the_start():
    assert [key for key, _ in _reports(hanoi(20, 10), start=date(2023, 9, 15))] == ["report:pu-nhi:2023-10"]
    assert [key for key, _ in _reports(hanoi(20, 9), start=date(2023, 9, 14))] == ["report:pu-nhi:2023-09"]


def test_a_report_is_for_the_superior_office_at_the_schools_own_hour():
    terms = replace(_TERMS, send_hour=_TERMS.send_hour.replace(hour=15, minute=30))
    report = _of_kind(_owed(a_school(), terms=terms), Kind.REPORT)[0]
    assert (report.to, report.due_at, report.month) == (
        Recipient("pgd@example.gov.vn"),
        hanoi(14, 9, 15, 30),
        "2023-09",
    )


def test_a_report_in_the_ledger_is_not_owed_again_whatever_became_of_it():
    (planned,) = _of_kind(_owed(a_school()), Kind.REPORT)
    for state in State:
        assert _of_kind(_owed(a_school(), known=[Letter(planned, state)]), Kind.REPORT) == []


def _previews(now, state=State.DRAFTED, **progress):
    (report,) = _of_kind(_owed(a_school()), Kind.REPORT)
    return _of_kind(_owed(a_school(), now, known=[Letter(report, state, **progress)]), Kind.PREVIEW)


@pytest.mark.parametrize(
    ("now", "owed_then"),
    [
        (hanoi(11, 9, 7, 59), False),
        (hanoi(11, 9, 8), True),
        (hanoi(13, 9, 22), True),
        (hanoi(14, 9, 7, 59), True),
        (hanoi(14, 9, 8), False),
    ],
    ids=["too early", "three working days before", "an evening", "the last minute", "too late"],
)
def test_the_officer_gets_a_preview_in_the_days_before_the_report(now, owed_then):
    assert bool(_previews(now)) is owed_then


def test_a_preview_is_for_the_officer_and_due_at_its_own_hour():
    (preview,) = _previews(hanoi(12, 9))
    assert (preview.key, preview.month) == ("preview:pu-nhi:2023-09", "2023-09")
    assert (preview.to.email, preview.due_at) == (OFFICER["Gmail"], hanoi(11, 9, 8))


@pytest.mark.parametrize("state", [State.SENT, State.SENT_BY_HAND, State.HELD, State.CANCELLED])
def test_a_report_that_will_not_go_by_itself_has_no_preview(state):
    assert _previews(hanoi(12, 9), state) == []


def test_nothing_is_owed_twice_when_everything_is_in_the_ledger():
    folders = [_needs_work("one"), a_known_folder("two", uploader="de@example.edu.vn")]
    school = a_school(*folders, findings={"one": (a_finding(),)}, plan=TEACHERS_DAY)
    known, told, now = [], set(), _WEDNESDAY_MORNING
    for _ in range(7 * 24):
        for planned in _owed(school, now, known=known, told=told):
            known.append(_sent(planned) if planned.kind is not Kind.REPORT else Letter(planned))
            told.update(planned.notices)
        now += timedelta(hours=1)
    assert sorted(one.key for one in known) == [
        "feedback:pu-nhi:one:1",
        "preview:pu-nhi:2023-09",
        "question:pu-nhi:2023-09-06",
        "report:pu-nhi:2023-09",
        "summary:pu-nhi:2023-W37",
        "thank-you:pu-nhi:two:1",
    ]
