from datetime import date

import pytest

from drive_sync.names.school_events import (
    begins_other_names,
    event_named,
    event_on,
    events_in,
    school_events,
    weak_signs_in,
)


def _ids(events):
    return [event.id for event in events]


def test_there_are_sixty_events_each_with_its_own_id():
    events = school_events()
    assert len({event.id for event in events}) == len(events) == 60


def test_a_fixed_day_lies_in_the_months_of_its_event():
    dated = [event for event in school_events() if event.day is not None]
    assert len(dated) > 10
    assert all(event.day[0] in event.months for event in dated)


@pytest.mark.parametrize("event", school_events(), ids=lambda event: event.id)
def test_an_event_is_found_by_each_of_its_names(event):
    for alias in (event.name, *event.aliases):
        assert events_in(alias)[0] == event


@pytest.mark.parametrize(
    "written", ["Khai giảng", "KHAI GIANG", "Khaigiang", "Lễ khai giảng năm học mới", "khai_giảng"]
)
def test_an_event_is_found_however_it_is_written(written):
    assert _ids(events_in(written))[0] == "khai_giang"


@pytest.mark.parametrize(
    ("written", "event"),
    [("Vui tết Trung thu", "trung_thu"), ("Tết trồng cây", "tet_trong_cay"), ("Tết Mông", "tet_mong")],
)
def test_the_longest_name_wins(written, event):
    assert _ids(events_in(written))[0] == event


def test_two_events_are_both_found():
    assert set(_ids(events_in("Khai giảng và Trung thu"))) == {"khai_giang", "trung_thu"}


@pytest.mark.parametrize("written", ["2011", "KG", "Tết", "Họp tổ", "", "khaigiangx9"])
def test_a_weak_or_unknown_name_is_not_an_event_by_itself(written):
    assert "nha_giao" not in _ids(events_in(written))
    assert "tet" not in _ids(events_in(written))


def test_a_weak_name_is_a_hint():
    assert weak_signs_in("Kỷ niệm 2011") == [(event_named("nha_giao"), "2011")]
    assert weak_signs_in("Họp tổ") == []


def test_a_fixed_day_belongs_to_its_event():
    assert event_on(11, 20) == event_named("nha_giao")
    assert event_on(8, 1) is None


def test_an_event_with_a_moving_day_has_no_fixed_one():
    assert event_named("trung_thu").day is None


def test_a_day_of_the_lunar_calendar_is_known_by_its_year():
    assert event_named("trung_thu").day_in(2026) == date(2026, 9, 25)
    assert event_named("nha_giao").day_in(2026) == date(2026, 11, 20)
    assert event_named("trung_thu").day_in(2031) is None
    assert event_named("tong_ket").day_in(2026) is None


def test_a_word_that_begins_several_names_is_none_of_them_by_itself():
    assert begins_other_names("tet")
    assert not begins_other_names("hiv")


def test_an_unknown_id_is_our_mistake():
    with pytest.raises(KeyError):
        event_named("no_such_event")
