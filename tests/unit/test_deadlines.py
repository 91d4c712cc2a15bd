import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmail_reports.deadlines import (
    ZONE,
    Month,
    WorkCalendar,
    first_report,
    mending_day,
    month_of_first_report_after,
    report_days,
)

_MONTHS = json.loads((Path(__file__).parent / "data" / "calendar.json").read_text(encoding="utf-8"))
_CALENDAR = WorkCalendar()
_SWAPPED = WorkCalendar(off=frozenset({date(2026, 1, 2)}), on=frozenset({date(2026, 1, 10)}))

_any_month = st.builds(Month, st.integers(2023, 2028), st.integers(1, 12))
_any_moment = st.datetimes(datetime(2023, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


@pytest.mark.parametrize("row", _MONTHS, ids=lambda row: row["month"])
def test_a_month_has_the_days_of_the_official_calendar(row):
    days = report_days(Month.parse(row["month"]), _CALENDAR)
    assert days.send_day.isoformat() == row["send_day"]
    assert days.preview_day.isoformat() == row["preview_day"]
    assert days.reminder_day.isoformat() == row["reminder_day"]


@pytest.mark.parametrize(
    ("month", "send_day"),
    [
        (Month(2023, 9), date(2023, 9, 14)),
        (Month(2023, 10), date(2023, 10, 13)),
        (Month(2023, 11), date(2023, 11, 14)),
        (Month(2024, 2), date(2024, 2, 7)),
        (Month(2027, 2), date(2027, 2, 12)),
        (Month(2027, 3), date(2027, 3, 12)),
    ],
    ids=str,
)
def test_the_report_goes_on_the_last_working_day_before_the_15th(month, send_day):
    assert report_days(month, _CALENDAR).send_day == send_day


@given(_any_month)
def test_every_report_goes_before_the_15th_on_a_working_day_with_its_preview_and_draft_earlier(month):
    days = report_days(month, _CALENDAR)
    assert Month.of(days.send_day) == month
    assert days.send_day.day < 15
    assert all(_CALENDAR.is_working_day(day) for day in (days.send_day, days.preview_day, days.reminder_day))
    assert days.reminder_day < days.preview_day < days.send_day
    assert days.draft_day <= days.preview_day
    assert not any(
        _CALENDAR.is_working_day(date(month.year, month.number, number)) for number in range(days.send_day.day + 1, 15)
    )


def test_the_report_is_sent_at_the_hour_in_vietnam():
    sends_at = report_days(Month(2023, 10), _CALENDAR).sends_at(time(8))
    assert sends_at == datetime(2023, 10, 13, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2023, 9, 4), False),  # the holiday of 2/9 with its free day
        (date(2023, 9, 5), True),
        (date(2024, 2, 8), False),  # Tết
        (date(2024, 2, 14), False),
        (date(2024, 2, 15), True),
        (date(2023, 10, 14), False),  # Saturday
        (date(2023, 10, 15), False),
    ],
    ids=str,
)
def test_schools_rest_on_weekends_and_holidays(day, works):
    assert _CALENDAR.is_working_day(day) is works


def test_a_decree_the_library_does_not_know_stands_in_the_override_list():
    assert (_CALENDAR.is_working_day(date(2026, 1, 2)), _CALENDAR.is_working_day(date(2026, 1, 10))) == (
        True,
        False,
    )
    assert (_SWAPPED.is_working_day(date(2026, 1, 2)), _SWAPPED.is_working_day(date(2026, 1, 10))) == (
        False,
        True,
    )


def test_an_override_moves_the_send_day():
    no_13th = WorkCalendar(off=frozenset({date(2023, 10, 13)}))
    assert report_days(Month(2023, 10), no_13th).send_day == date(2023, 10, 12)
    worked_saturday = WorkCalendar(on=frozenset({date(2023, 10, 14)}))
    assert report_days(Month(2023, 10), worked_saturday).send_day == date(2023, 10, 14)


def _local(*parts):
    return datetime(*parts, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "mail"),
    [
        (_local(2023, 10, 11, 9, 30), _local(2023, 10, 11, 9, 30)),
        (_local(2023, 10, 11, 7, 0), _local(2023, 10, 11, 7, 0)),
        (_local(2023, 10, 11, 5, 59), _local(2023, 10, 11, 7, 0)),
        (_local(2023, 10, 11, 18, 59), _local(2023, 10, 11, 18, 59)),
        (_local(2023, 10, 11, 19, 0), _local(2023, 10, 12, 7, 0)),
        (_local(2023, 10, 11, 23, 30), _local(2023, 10, 12, 7, 0)),
        (_local(2023, 10, 13, 20, 0), _local(2023, 10, 16, 7, 0)),
        (_local(2023, 10, 14, 10, 0), _local(2023, 10, 16, 7, 0)),
        (_local(2024, 2, 7, 19, 0), _local(2024, 2, 15, 7, 0)),
        (_local(2024, 2, 10, 10, 0), _local(2024, 2, 15, 7, 0)),
    ],
    ids=[
        "office hours",
        "opening",
        "early morning",
        "last minute",
        "evening",
        "night",
        "Friday evening",
        "Saturday",
        "the evening before Tết",
        "Tết",
    ],
)
def test_mail_arrives_in_office_hours(moment, mail):
    assert _CALENDAR.office_hour_from(moment) == mail


def test_the_office_hour_is_vietnams_whatever_zone_the_machine_has():
    midnight_in_vietnam = datetime(2023, 10, 11, 17, 30, tzinfo=UTC)
    assert _CALENDAR.office_hour_from(midnight_in_vietnam) == _local(2023, 10, 12, 7, 0)


@given(_any_moment)
def test_an_office_hour_is_never_in_the_past_and_stays_one(moment):
    mail = _CALENDAR.office_hour_from(moment)
    assert mail >= moment
    assert _CALENDAR.is_working_day(mail.date())
    assert time(7) <= mail.timetz().replace(tzinfo=None) < time(19)
    assert _CALENDAR.office_hour_from(mail) == mail


@pytest.mark.parametrize(
    ("start", "month"),
    [
        (date(2023, 9, 1), Month(2023, 9)),
        (date(2023, 9, 14), Month(2023, 9)),
        (date(2023, 9, 15), Month(2023, 10)),
        (date(2023, 10, 14), Month(2023, 11)),  # sent on Friday the 13th
        (date(2024, 2, 8), Month(2024, 3)),  # sent before Tết
        (date(2023, 12, 15), Month(2024, 1)),
    ],
    ids=str,
)
def test_the_first_report_is_the_first_send_day_not_before_the_start(start, month):
    assert first_report(start, _CALENDAR) == month


@pytest.mark.parametrize(
    ("months", "report"),
    [
        ((Month(2023, 10),), Month(2023, 11)),
        ((Month(2023, 12),), Month(2024, 1)),
        ((Month(2023, 9), Month(2023, 11), Month(2023, 10)), Month(2023, 12)),
        ((), None),
    ],
    ids=str,
)
def test_an_item_is_due_in_the_first_report_after_its_last_month(months, report):
    assert month_of_first_report_after(months, _CALENDAR) == report


@pytest.mark.parametrize(
    ("mailed", "day"),
    [
        (date(2023, 9, 18), date(2023, 9, 21)),
        (date(2023, 9, 21), date(2023, 9, 26)),  # over a weekend
        (date(2023, 10, 11), date(2023, 10, 12)),  # the report goes on the 13th
    ],
    ids=str,
)
def test_a_folder_is_to_be_mended_in_three_working_days_or_before_the_report(mailed, day):
    assert mending_day(mailed, _CALENDAR) == day


@given(_any_moment)
def test_nobody_is_asked_to_mend_something_yesterday(moment):
    mailed = _CALENDAR.office_hour_from(moment).date()
    assert mending_day(mailed, _CALENDAR) >= mailed


@given(_any_month)
def test_a_month_is_written_and_read_back(month):
    assert Month.parse(str(month)) == month
    assert month.last + timedelta(days=1) == month.next().first
    assert Month.of(month.first) == Month.of(month.last) == month


def test_a_month_is_shown_as_people_write_it():
    assert (str(Month(2024, 2)), Month(2024, 2).label) == ("2024-02", "2/2024")


@pytest.mark.parametrize("text", ["2023-13", "2/2023", "", "2023"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError):
        Month.parse(text)


def test_months_until_another_include_it():
    autumn = [str(month) for month in Month(2023, 11).until(Month(2024, 2))]
    assert autumn == ["2023-11", "2023-12", "2024-01", "2024-02"]
    assert list(Month(2024, 2).until(Month(2024, 1))) == []
