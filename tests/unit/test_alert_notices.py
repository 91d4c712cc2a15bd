"""Which mails the operator is owed."""

from datetime import date, timedelta

from gmail_reports.deadlines import WorkCalendar
from gmail_reports.letters.letter import Kind, Letter
from gmail_reports.notices.absences import Absence
from gmail_reports.notices.alert_notices import CaughtUp, OpenTrouble, alerts, is_over
from gmail_reports.notices.manners import Terms
from tests.unit.pictures import TU, a_school, hanoi

_TERMS = Terms("pu-nhi", date(2023, 9, 1), "pgd@example.gov.vn", frozenset(), WorkCalendar())
_FRIDAY = hanoi(13, 10, 9)
_HELD = OpenTrouble("letter-held", "feedback:pu-nhi:one:1", _FRIDAY, "Thư một không gửi được.")
_FULL = OpenTrouble("storage-nearly-full", "truong@gmail.com", _FRIDAY, "Bộ nhớ sắp đầy.")


def _owed(*troubles, absences=(), now=_FRIDAY, address="ky-thuat@example.edu.vn"):
    return alerts(troubles, absences, a_school(), _TERMS, address, "truong@gmail.com", now)


def _absence(last=_FRIDAY, **folders):
    return CaughtUp(Absence(last - timedelta(days=10), last), folders, (), 0)


def test_what_began_together_and_is_of_one_kind_is_one_mail():
    other = OpenTrouble("letter-held", "feedback:pu-nhi:two:1", _FRIDAY, "Thư hai không gửi được.")
    held, full = _owed(_HELD, other, _FULL)
    assert held.about["sentences"] == [_HELD.sentence, other.sentence]
    assert full.about["sentences"] == [_FULL.sentence]
    assert held.key == "alert:pu-nhi:letter-held:2023-10-13T09:00:00+07:00"


def test_a_key_holds_no_address():
    (letter,) = _owed(_FULL)
    assert "@" not in letter.key


def test_a_mail_to_the_operator_that_cannot_go_is_not_mailed_about():
    assert _owed(OpenTrouble("letter-held", "alert:pu-nhi:letter-held:2023", _FRIDAY, "Thư không gửi được.")) == []


def test_nothing_is_owed_outside_the_hours_for_mail():
    saturday = hanoi(14, 10, 9)
    assert _owed(_HELD, absences=[_absence()], now=saturday) == []
    assert _owed(_HELD, absences=[_absence()], now=hanoi(13, 10, 20)) == []


def test_an_operator_who_is_on_the_staff_list_is_called_by_name():
    (letter,) = _owed(_HELD, address=TU["Gmail"])
    assert (letter.to.name, letter.to.honorific) == (TU["Họ tên"], "thầy")


def test_an_absence_waits_an_hour_for_what_was_uploaded_to_settle():
    assert _owed(absences=[_absence(unknown=1)]) == []
    assert len(_owed(absences=[_absence(accepted=1)])) == 1
    assert len(_owed(absences=[_absence(unknown=1)], now=_FRIDAY + timedelta(hours=1))) == 1


def test_an_absence_of_long_ago_is_old_news():
    assert _owed(absences=[_absence(accepted=1)], now=_FRIDAY + timedelta(days=14)) == []


def test_a_mail_is_over_with_its_trouble_and_not_with_another():
    (letter,) = (Letter(one) for one in _owed(_HELD))
    assert not is_over(letter, [_HELD, _FULL])
    assert is_over(letter, [_FULL])
    assert is_over(letter, [OpenTrouble(_HELD.kind, _HELD.about, hanoi(13, 10, 10), _HELD.sentence)])


def test_an_absence_stays_worth_a_mail():
    (letter,) = (Letter(one) for one in _owed(absences=[_absence()]))
    assert letter.kind is Kind.ALERT
    assert not is_over(letter, [])
