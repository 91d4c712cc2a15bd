"""The mail to the operator: each trouble once, in the hours for mail, through an account that works."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from gmail_reports.letters.alert_context import NOTHING_DONE, TITLE
from gmail_reports.letters.letter import Kind, State
from service.accounts import save_token
from service.config import Alerts
from service.demo.people import LE, TU
from service.demo.play import SCHOOL_ACCOUNT
from service.troubles import TroubleKind
from tests.journeys.school import NAME, School, key_of, school_at, text_of

OPERATOR, SECOND = "ky-thuat.punhi@example.com", "anh.punhi@gmail.com"


def _with_an_operator(school: School) -> None:
    school.google.add_user(OPERATOR)
    school.world.config = school.world.config.model_copy(update={"alerts": Alerts(mail_to=OPERATOR)})


def _with_a_second_account(school: School) -> None:
    school.google.add_user(SECOND)
    token = json.dumps(school.google.authorized_user(SECOND))
    save_token(school.world.config.state_dir, SECOND, token)
    school.reconfigure(accounts=(SCHOOL_ACCOUNT, SECOND))


def _log_in_again(school: School) -> None:
    token = json.dumps(school.google.authorized_user(SCHOOL_ACCOUNT))
    save_token(school.world.config.state_dir, SCHOOL_ACCOUNT, token)


@pytest.fixture
def watched(confirmed: School) -> School:
    """A school whose operator has an address in the configuration."""
    _with_an_operator(confirmed)
    return confirmed


@pytest.fixture
def february(tmp_path: Path) -> Iterator[School]:
    with school_at(tmp_path / "state", "2024-01-15") as school:
        school.people.fill_in_staff()
        _with_an_operator(school)
        school.tick()
        yield school


def _name_the_column_of_titles(school: School, header: str) -> None:
    """Somebody writes over the header that `Tin bài` is read by."""
    school.people._values().update(
        spreadsheetId=school.people.spreadsheet,
        range="'Tin bài'!B1",
        valueInputOption="RAW",
        body={"values": [[header]]},
        fields="updatedCells",
    ).execute()


def _break_the_sheet(school: School) -> None:
    _name_the_column_of_titles(school, "?")


def _mend_the_sheet(school: School) -> None:
    _name_the_column_of_titles(school, "Tiêu đề")


def test_unplugged_from_8_to_20_february_the_operator_is_mailed_what_happened_meanwhile(february: School) -> None:
    february.upload(TU, f"{NAME}_Trung thu")
    february.ticks("2024-02-05 10:00", "2024-02-05 11:00", "2024-02-07 08:00", "2024-02-07 17:00")
    february.upload(LE, f"{NAME}_Khai giảng")
    february.upload(LE, f"{NAME}_Hội xuân", photos=1)
    february.confirm_recipient("2/2024")
    february.restart()
    february.ticks("2024-02-20 09:00", "2024-02-20 09:05", "2024-02-20 10:00", "2024-02-21 08:00")
    (absent,) = [mail for mail in february.inbox(OPERATOR) if "absent:2024-02-07" in key_of(mail)]
    text = text_of(absent)
    assert "Từ 17:00 07/02/2024 đến 09:00 20/02/2024, máy tắt hoặc mất kết nối." in text
    assert "Thư mục mới: 2 (đạt 1, cần bổ sung 1, chưa rõ 0)" in text
    assert "Báo cáo gửi muộn: 2/2024" in text
    assert "Nếu thầy/cô không làm gì: hệ thống tiếp tục làm việc như thường lệ." in text


def test_a_trouble_is_mailed_once_however_long_it_lasts(watched: School) -> None:
    _break_the_sheet(watched)
    watched.ticks("2023-10-03 09:00", "2023-10-03 09:05", "2023-10-03 15:00", "2023-10-04 09:00")
    watched.restart()
    watched.tick("2023-10-05 09:00")
    (mail,) = watched.inbox(OPERATOR)
    assert "Bảng theo dõi cần chỉnh lại" in str(mail.message["Subject"])
    assert "Tin bài" in text_of(mail)
    assert OPERATOR not in key_of(mail)


def test_a_trouble_that_comes_back_is_mailed_again(watched: School) -> None:
    _break_the_sheet(watched)
    watched.tick("2023-10-03 09:00")
    _mend_the_sheet(watched)
    watched.tick("2023-10-03 10:00")
    _break_the_sheet(watched)
    watched.ticks("2023-10-03 11:00", "2023-10-03 12:00")
    assert len(watched.inbox(OPERATOR)) == 2


def test_a_trouble_of_the_night_is_mailed_in_the_morning(watched: School) -> None:
    _break_the_sheet(watched)
    watched.ticks("2023-10-03 21:00", "2023-10-03 23:00", "2023-10-04 06:55")
    assert watched.inbox(OPERATOR) == []
    watched.tick("2023-10-04 07:00")
    (mail,) = watched.inbox(OPERATOR)
    assert "Từ 21:00 03/10/2023" in text_of(mail)


def test_a_trouble_that_was_over_by_the_morning_is_not_mailed(watched: School) -> None:
    _break_the_sheet(watched)
    watched.tick("2023-10-03 21:00")
    _mend_the_sheet(watched)
    watched.ticks("2023-10-03 22:00", "2023-10-04 07:00", "2023-10-04 09:00")
    assert watched.inbox(OPERATOR) == []


def test_a_dead_permission_is_mailed_from_the_account_that_lives(watched: School) -> None:
    _with_a_second_account(watched)
    watched.tick("2023-10-03 08:00")
    watched.google.revoke(SCHOOL_ACCOUNT)
    watched.ticks("2023-10-03 09:00", "2023-10-03 09:05")
    (mail,) = watched.inbox(OPERATOR)
    assert SECOND in mail.message["From"]
    assert f"tintruong login {SCHOOL_ACCOUNT}" in text_of(mail)
    assert "không gửi trùng" in text_of(mail)
    _log_in_again(watched)
    watched.ticks("2023-10-03 09:10", "2023-10-03 09:15")
    assert len(watched.inbox(OPERATOR)) == 1


def test_when_no_account_lives_the_other_channel_alone_tells(watched: School) -> None:
    told: list[str] = []
    watched.world.tell_operator = lambda _title, text: bool(told.append(text) or True)  # type: ignore[method-assign]
    watched.google.revoke(SCHOOL_ACCOUNT)
    watched.ticks("2023-10-03 09:00", "2023-10-03 09:05")
    assert len([text for text in told if "tintruong login" in text]) == 1
    assert watched.inbox(OPERATOR) == []
    assert watched.letters(Kind.ALERT) == []
    _log_in_again(watched)
    watched.ticks("2023-10-03 09:10", "2023-10-03 09:15")
    assert watched.inbox(OPERATOR) == []


def test_a_report_that_will_miss_monday_is_told_on_friday_at_noon(school: School) -> None:
    _with_an_operator(school)
    school.ticks("2023-10-12 11:00")
    assert [mail for mail in school.inbox(OPERATOR) if "deadline" in key_of(mail)] == []
    school.ticks("2023-10-12 12:00", "2023-10-12 12:05", "2023-10-13 08:05")
    (mail,) = [mail for mail in school.inbox(OPERATOR) if "deadline" in key_of(mail)]
    assert "Báo cáo 10/2023 đến hạn lúc 08:00 13/10/2023 nhưng chưa gửi được: chờ xác nhận nơi nhận" in text_of(mail)


def test_a_mail_that_gmail_failed_to_take_goes_later_and_once(watched: School) -> None:
    _break_the_sheet(watched)
    watched.google.faults.add(method="gmail.users.drafts.send", kind="drop_after_effect", times=1)
    watched.ticks("2023-10-03 09:00", "2023-10-03 09:05", "2023-10-03 09:30")
    assert len(watched.inbox(OPERATOR)) == 1
    (letter,) = watched.letters(Kind.ALERT)
    assert letter.state is State.SENT


def test_a_mail_that_waited_until_its_trouble_was_over_is_given_up(watched: School) -> None:
    _break_the_sheet(watched)
    watched.google.faults.add(method="gmail.users.drafts.create", kind="503", times=1)
    watched.tick("2023-10-03 09:00")
    _mend_the_sheet(watched)
    watched.ticks("2023-10-03 09:30", "2023-10-03 10:00")
    assert watched.inbox(OPERATOR) == []
    (letter,) = watched.letters(Kind.ALERT)
    assert (letter.state, letter.reason) == (State.CANCELLED, "không còn cần gửi: đã ổn trước giờ gửi thư")


def test_the_sending_limit_of_gmail_is_told_and_mailed_from_the_other_account(watched: School) -> None:
    _with_a_second_account(watched)
    watched.upload(TU, f"{NAME}_Trung thu", photos=2)
    watched.upload(LE, f"{NAME}_Khai giảng", photos=2)
    watched.ticks("2023-10-03 10:00", "2023-10-03 11:00")
    watched.google.daily_send_limit = 1
    ticked = watched.tick("2023-10-04 07:00")
    assert [one.kind for one in ticked.met] == [TroubleKind.SENDING_LIMIT]
    watched.tick("2023-10-04 07:05")
    (mail,) = watched.inbox(OPERATOR)
    assert SECOND in mail.message["From"]
    assert "1 thư chờ đến 07:00 05/10/2023 rồi tự gửi" in text_of(mail)


def test_without_an_address_nothing_is_mailed(confirmed: School) -> None:
    _break_the_sheet(confirmed)
    confirmed.ticks("2023-10-03 09:00", "2023-10-03 09:05")
    assert confirmed.letters(Kind.ALERT) == []


def test_every_trouble_has_its_words_but_the_clock_that_lets_no_mail_leave() -> None:
    assert TITLE.keys() == NOTHING_DONE.keys() == {str(kind) for kind in TroubleKind} - {TroubleKind.CLOCK_OFF}
