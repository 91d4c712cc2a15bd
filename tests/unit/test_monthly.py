import pytest

from gmail_reports.monthly import folders_in, plan_lines
from gmail_reports.progress import ItemState
from tests.builders import a_plan_line, a_report, an_event_line


@pytest.mark.parametrize(
    ("state", "numbers"),
    [
        (ItemState.DONE, (1, 1, 0, 0)),
        (ItemState.IN_PROGRESS, (1, 0, 1, 0)),
        (ItemState.DUE_SOON, (1, 0, 1, 0)),
        (ItemState.NOT_DUE, (1, 0, 1, 0)),
        (ItemState.OVERDUE, (1, 0, 0, 1)),
        (ItemState.CANCELLED, (1, 0, 0, 0)),
        (ItemState.TO_CONFIRM, (1, 0, 0, 0)),
    ],
)
def test_a_due_item_counts_once_by_its_state(state, numbers):
    report = a_report(plan=(a_plan_line(state=state),))
    assert (report.due, report.done, report.in_progress, report.overdue) == numbers


@pytest.mark.parametrize("state", ItemState)
def test_an_item_that_was_not_due_counts_nowhere(state):
    report = a_report(plan=(a_plan_line(state=state, due=False),))
    assert (report.due, report.done, report.in_progress, report.overdue) == (0, 0, 0, 0)


def test_photos_and_videos_are_those_of_the_periods_folders():
    report = a_report(events=(an_event_line("a", photos=3, videos=1), an_event_line("b", photos=5)))
    assert (report.photos, report.videos, folders_in(report)) == (8, 1, ("a", "b"))


def test_events_without_an_item_are_outside_the_plan():
    inside, outside = an_event_line("a", code="II.1"), an_event_line("b")
    assert a_report(events=(inside, outside)).outside_the_plan == (outside,)


def test_a_month_is_empty_only_when_nothing_was_due_and_nothing_happened():
    assert a_report().is_empty
    assert not a_report(events=(an_event_line(),)).is_empty
    assert not a_report(plan=(a_plan_line(state=ItemState.OVERDUE),)).is_empty


def test_a_report_shows_what_was_due_and_what_got_evidence_in_the_order_of_the_plan():
    early = a_plan_line("II.2", state=ItemState.DONE, due=False, evidence=(an_event_line(),))
    due = a_plan_line("I.1", state=ItemState.OVERDUE)
    later = a_plan_line("V.1", state=ItemState.NOT_DUE, due=False)
    assert plan_lines([early, later, due]) == (early, due)
