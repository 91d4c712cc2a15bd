"""The program dies right after a commit, before the call to Google that was to follow; the next start goes on.

One school lives through many months. In each the computer is switched on at the send hour, so that one tick plans,
drafts and sends, and the program dies after one commit more than the month before, until a tick comes through.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from gmail_reports.deadlines import ZONE, Month, WorkCalendar, report_days
from gmail_reports.letters.letter import State
from service.world import World
from tests.journeys.school import School, key_of, once_each, school_at

MOST_COMMITS = 40
"""More than a tick makes."""


class Died(BaseException):
    """The process ends here."""


@contextmanager
def dying_after_commit(world: World, number: int) -> Iterator[Callable[[], bool]]:
    """The program dies when its commit with this number (from 1) is on the disk; whether it did."""
    commits, died = 0, False

    def count(_connection: Any) -> None:
        nonlocal commits
        commits += 1

    def die(_wire: Any, _record: Any) -> None:  # a connection goes back to its pool after each unit of work
        nonlocal died
        if commits >= number and not died:
            died = True
            raise Died

    sa.event.listen(world.engine, "commit", count)
    sa.event.listen(world.engine, "checkin", die)
    yield lambda: died
    sa.event.remove(world.engine, "commit", count)
    sa.event.remove(world.engine, "checkin", die)


def send_time(month: Month) -> datetime:
    return datetime.combine(report_days(month, WorkCalendar()).send_day, time(8), ZONE)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    """A school whose recipient is confirmed, after its first report."""
    with school_at(tmp_path / "state", "2023-10-02") as school:
        school.people.fill_in_staff()
        school.reconfigure(superiors=school.world.config.schools[0].superiors[:1])  # one address for all the months
        school.tick()
        school.confirm_recipient()
        school.ticks("2023-10-02 09:00", "2023-10-13 08:00")
        yield school


def test_dying_after_any_commit_of_the_send_hour_the_report_goes_exactly_once(school: School) -> None:
    month = Month(2023, 10)
    for number in range(1, MOST_COMMITS):
        month = month.next()
        school.clock.turn_to(send_time(month))
        with dying_after_commit(school.world, number) as died, suppress(Died):
            school.tick()
        school.restart()
        for minutes in (5, 15, 20):
            assert school.later(minutes=minutes).troubles == ()
        sent = [key_of(report) for report in school.reports()]
        assert sent.count(f"report:pu-nhi:{month}") == 1, f"died after commit {number}"
        assert school.report(str(month)).state is State.SENT
        assert school.draft_ids() == [], f"died after commit {number}"
        if not died():
            break
    else:
        pytest.fail("the tick never came through")
    assert number > 5, "the tick has several commits around its letters"
    assert len(school.reports()) == number + 1
    assert once_each(school.sent_keys())


@pytest.mark.parametrize("method", ["drafts.create", "drafts.send"])
@pytest.mark.parametrize("kind", ["drop_before", "drop_after_effect"])
def test_a_connection_that_breaks_under_the_client_s_own_repetition_too_sends_one_report(
    school: School, method: str, kind: str
) -> None:
    """httplib2 sends a POST again by itself: with two broken answers nobody hears what Google did."""
    school.google.faults.add(f"gmail.users.{method}", kind, times=2)
    for at in ("2023-11-14 08:00", "2023-11-14 08:05", "2023-11-14 08:20", "2023-11-15 09:00"):
        school.tick(at)
    assert [key_of(report) for report in school.reports()] == ["report:pu-nhi:2023-10", "report:pu-nhi:2023-11"]
    assert school.report("2023-11").state is State.SENT
    assert len(school.draft_ids()) <= 1, "what httplib2 made twice in one call; what is found again is used"
    assert once_each(school.sent_keys())
