"""An account that serves several schools is looked at once per beat, for all of them."""

import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from service.accounts import save_token
from service.demo.play import SCHOOL_ACCOUNT
from service.looks import Looks, last_night, watched_of
from service.status import status_of
from service.tick import tick
from service.troubles import TroubleKind
from tests.journeys.school import School, moment, school_at


@pytest.fixture
def commune(tmp_path: Path) -> Iterator[School]:
    """Two schools of one commune on one account, each with its own watched folder."""
    with school_at(tmp_path / "state") as school:
        first = school.world.config.schools[0]
        drive = school.people._connection(SCHOOL_ACCOUNT).drive()
        body = {"name": "Na Son", "mimeType": "application/vnd.google-apps.folder"}
        root = drive.files().create(body=body, fields="id").execute()["id"]
        second = first.model_copy(update={"id": "na-son", "name": "TH Na Son", "aliases": (), "roots": (root,)})
        school.world.config = school.world.config.model_copy(update={"schools": (first, second)})
        yield school


def _drive_calls(school: School) -> Counter[str]:
    return Counter({one: count for one, count in school.google.calls.items() if one.startswith("drive.")})


def test_one_call_serves_all_schools_of_an_account_in_one_beat(commune: School) -> None:
    looks = Looks(commune.world)
    for _ in range(2):
        looks.begin()
        before = _drive_calls(commune)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda one: tick(commune.world, one, looks), ("pu-nhi", "na-son")))
        spent = _drive_calls(commune) - before
    assert spent == {"drive.changes.list": 1}


def test_each_school_meets_the_trouble_of_their_account_and_google_is_asked_once(commune: School) -> None:
    looks = Looks(commune.world)
    commune.google.faults.add("drive.changes.getStartPageToken", "403 dailyLimitExceeded")
    ticked = [tick(commune.world, one, looks) for one in ("pu-nhi", "na-son")]
    assert [[trouble.kind for trouble in one.met] for one in ticked] == [[TroubleKind.GOOGLE_FAILS]] * 2


def test_what_lies_below_the_root_of_one_school_is_never_the_others(commune: School) -> None:
    watched = watched_of(commune.world.config)
    assert watched["pu-nhi"].foreign == set(watched["na-son"].roots)
    assert watched["na-son"].foreign == set(watched["pu-nhi"].roots)


def test_the_night_begins_at_two_in_vietnam() -> None:
    assert last_night(moment("2023-09-05 02:00")) == moment("2023-09-05 02:00")
    assert last_night(moment("2023-09-05 01:59")) == moment("2023-09-04 02:00")


def test_once_a_night_everything_is_listed_and_the_status_says_what_was_missed(school: School) -> None:
    school.tick("2023-10-02 08:00")
    before = _drive_calls(school)
    school.ticks("2023-10-03 01:55", "2023-10-03 02:05", "2023-10-03 02:10")
    spent = _drive_calls(school) - before
    assert (spent["drive.files.list"], spent["drive.about.get"]) == (1, 1)
    status = status_of(school.world, school.world.config.schools[0])
    assert (status.missed, status.swept_at) == (0, moment("2023-10-03 02:05"))
    assert status.as_json()["missed"] == 0


def test_a_nearly_full_account_is_told_to_the_operator_once(tmp_path: Path) -> None:
    told: list[str] = []
    with school_at(tmp_path / "state") as school:
        user = school.google._dispatcher.state.user(SCHOOL_ACCOUNT)
        user.storage_limit = 10_000
        school.google._dispatcher.state.tree.usage[SCHOOL_ACCOUNT] = 7_999
        save_token(tmp_path / "state", SCHOOL_ACCOUNT, json.dumps(school.google.authorized_user(SCHOOL_ACCOUNT)))
        school.world.tell_operator = lambda _title, text: bool(told.append(text) or True)  # type: ignore[method-assign]
        assert school.tick().troubles == ()
        school.google._dispatcher.state.tree.usage[SCHOOL_ACCOUNT] = 8_000
        school.clock.turn_to(school.clock() + timedelta(days=1))
        for _ in range(3):
            assert TroubleKind.STORAGE_NEARLY_FULL in {trouble.kind for trouble in school.tick().met}
        assert len([text for text in told if "80%" in text]) == 1
