"""The officer is told whether the superior office can open the watched folder; Drive is asked once a night."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from drive_sync.facts import Sharing
from gmail_reports.letters.letter import Kind
from service.demo.people import LE
from service.demo.play import SCHOOL_ACCOUNT, SUPERIOR
from service.status import SchoolStatus, status_of
from tests.journeys.school import NAME, School, school_at, text_of


def _asked(school: School) -> int:
    """How often Drive was asked about one file or folder."""
    return school.google.calls["drive.files.get"]


def _status(school: School) -> SchoolStatus:
    return status_of(school.world, school.world.config.schools[0])


def _permissions(school: School) -> Any:
    return school.people._connection(SCHOOL_ACCOUNT).drive().permissions()


def _share(school: School, **body: str) -> str:
    request = _permissions(school).create(
        fileId=school.people.root, body={"role": "reader", **body}, sendNotificationEmail=False, fields="id"
    )
    return str(request.execute()["id"])


@pytest.fixture
def school(school: School) -> School:
    """The school after its first night, when the root was asked about first."""
    school.tick("2023-10-03 06:00")
    return school


def test_the_first_day_asks_nothing_and_then_once_a_night(tmp_path: Path) -> None:
    with school_at(tmp_path / "state") as school:
        school.ticks("2023-10-02 07:00", "2023-10-02 07:05", "2023-10-02 20:00")
        assert (_asked(school), _status(school).sharing) == (0, {})
        school.ticks("2023-10-03 06:00", "2023-10-03 06:05", "2023-10-03 20:00")
        assert (_asked(school), _status(school).sharing) == (1, {school.people.root: Sharing.NOT_SHARED})
        school.ticks("2023-10-04 06:00", "2023-10-04 06:05")
        assert _asked(school) == 2


def test_it_is_not_asked_in_between(school: School) -> None:
    before = _asked(school)
    school.ticks("2023-10-03 06:05", "2023-10-03 20:00")
    assert _asked(school) == before


def test_a_root_that_is_shared_otherwise_is_asked_about_at_once(school: School) -> None:
    root = school.people.root
    assert _status(school).sharing == {root: Sharing.NOT_SHARED}
    permission = _share(school, type="user", emailAddress=SUPERIOR)
    school.later(minutes=5)
    assert _status(school).as_json()["sharing"] == {root: "shared"}
    _permissions(school).delete(fileId=root, permissionId=permission).execute()
    _share(school, type="anyone")
    school.later(minutes=5)
    assert _status(school).sharing == {root: Sharing.PUBLIC}


def test_another_superior_office_is_another_question(school: School) -> None:
    _share(school, type="user", emailAddress=SUPERIOR)
    school.later(minutes=5)
    superior = school.world.config.schools[0].superior_on(school.clock().date())
    school.reconfigure(superiors=(superior.model_copy(update={"address": "vhxh@example.com"}),))
    school.later(minutes=5)
    assert _status(school).sharing == {school.people.root: Sharing.NOT_SHARED}


def test_where_permissions_cannot_be_seen_nothing_is_said(school: School) -> None:
    drive = school.people._drive(LE)
    body = {"name": "Ảnh của cô Lê", "mimeType": "application/vnd.google-apps.folder"}
    root = drive.files().create(body=body, fields="id").execute()["id"]
    grant = {"role": "reader", "type": "user", "emailAddress": SCHOOL_ACCOUNT}
    drive.permissions().create(fileId=root, body=grant, sendNotificationEmail=False).execute()
    school.reconfigure(roots=(root,))
    school.ticks("2023-10-03 06:05", "2023-10-04 06:00", "2023-10-04 06:05")
    assert _status(school).sharing == {}


def test_when_google_fails_what_was_known_stays_and_the_tick_goes_on(school: School) -> None:
    school.google.faults.add("drive.files.get", "403 dailyLimitExceeded")
    assert school.tick("2023-10-04 06:00").troubles == ()
    assert _status(school).sharing == {school.people.root: Sharing.NOT_SHARED}


def test_the_officer_reads_it_in_the_weekly_summary_and_the_teacher_never(confirmed: School) -> None:
    confirmed.upload(LE, f"{NAME}_Khai giảng", 1)
    day = confirmed.clock()
    while not confirmed.sent(Kind.SUMMARY) and day < confirmed.clock() + timedelta(days=9):
        confirmed.later(hours=3)
        day += timedelta(hours=3)
    (summary,) = confirmed.sent(Kind.SUMMARY)
    assert "có vẻ chưa chia sẻ cho địa chỉ nhận báo cáo" in text_of(summary)
    assert confirmed.people.root in text_of(summary)
    assert all("chia sẻ cho địa chỉ" not in text_of(one) for one in confirmed.sent(Kind.FEEDBACK))
    assert confirmed.sent(Kind.FEEDBACK)
