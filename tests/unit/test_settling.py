from dataclasses import replace
from datetime import timedelta

import pytest

from drive_sync.settling import Patience, facts_mark, is_settled, people_mark
from tests.builders import SOME_MORNING, a_file, a_film, a_folder, a_shortcut, an_event

_PATIENCE = Patience(quiet=timedelta(minutes=30), processing=timedelta(hours=2))


def _settled(placed, minutes):
    return is_settled(placed, SOME_MORNING, SOME_MORNING + timedelta(minutes=minutes), _PATIENCE)


@pytest.mark.parametrize(("minutes", "settled"), [(0, False), (29, False), (30, True), (300, True)])
def test_a_folder_is_judged_when_it_has_been_quiet_long_enough(minutes, settled):
    assert _settled(an_event(a_file()), minutes) is settled


@pytest.mark.parametrize(("minutes", "settled"), [(30, False), (119, False), (120, True)])
def test_a_film_that_drive_still_reads_is_waited_for_but_not_forever(minutes, settled):
    assert _settled(an_event(a_file(), a_film(width=None, height=None)), minutes) is settled


def test_a_film_that_drive_has_read_is_not_waited_for():
    assert _settled(an_event(a_film()), 30)


@pytest.mark.parametrize(("minutes", "settled"), [(30, False), (23 * 60, False), (24 * 60, True)])
def test_an_empty_folder_is_given_a_day_to_be_filled(minutes, settled):
    assert _settled(an_event(), minutes) is settled
    assert _settled(an_event(a_folder("part", parent="event")), minutes) is settled


def test_a_clock_set_back_never_settles_a_folder_early():
    assert not _settled(an_event(a_file()), -60)


@pytest.mark.parametrize(
    "later",
    [
        an_event(a_file("one", name="other.jpg")),
        an_event(a_file("one", md5="other")),
        an_event(a_file("one"), a_file("two")),
        an_event(),
        an_event(a_file("one"), name="Trung thu"),
    ],
    ids=["renamed", "replaced", "added", "removed", "folder renamed"],
)
def test_what_people_do_changes_both_marks(later):
    before = an_event(a_file("one"))
    assert people_mark(later) != people_mark(before)
    assert facts_mark(later) != facts_mark(before)


def test_what_drive_finds_out_changes_the_facts_but_is_nobodys_doing():
    before, later = an_event(a_film(width=None, height=None)), an_event(a_film())
    assert people_mark(later) == people_mark(before)
    assert facts_mark(later) != facts_mark(before)


def _leading_to(*targets):
    return replace(an_event(a_shortcut("one", "photo")), targets=targets)


@pytest.mark.parametrize("later", [_leading_to(a_file(md5="other", parent="x")), _leading_to()], ids=["new", "gone"])
def test_what_happens_to_what_a_shortcut_leads_to_is_nobodys_doing_in_the_folder(later):
    before = _leading_to(a_file(parent="x"))
    assert people_mark(later) == people_mark(before)
    assert facts_mark(later) != facts_mark(before)


def test_to_learn_where_a_shortcut_leads_is_no_change_while_nothing_is_seen_there():
    assert facts_mark(an_event(a_shortcut("one", None))) == facts_mark(an_event(a_shortcut("one", "photo")))


def test_a_film_that_a_shortcut_leads_to_is_waited_for_too():
    reading = _leading_to(a_film(parent="x", width=None, height=None))
    assert [_settled(reading, minutes) for minutes in (30, 119, 120)] == [False, False, True]


def test_the_order_in_which_drive_lists_the_files_means_nothing():
    one, two = a_file("one"), a_file("two")
    assert people_mark(an_event(one, two)) == people_mark(an_event(two, one))
    assert facts_mark(an_event(one, two)) == facts_mark(an_event(two, one))
