"""Photos that an event folder holds by shortcut only: what happens to them elsewhere is told of the event folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from drive_sync import store
from tests.journeys.drives import SCHOOL, STORE, Drives, Person, drives_at


@pytest.fixture
def drives(tmp_path: Path) -> Iterator[Drives]:
    with drives_at(tmp_path) as drives:
        yield drives


def _linked(drives: Drives, person: Person, photos: list[str]) -> str:
    """An event folder of shortcuts to these photos, made by the person."""
    event = drives.teacher.folder("Pu Nhi_Khai giảng", drives.root)
    for number, photo in enumerate(photos):
        person.shortcut(f"IMG_{number}.jpg", event, photo)
    return event


def _told(drives: Drives, event: str) -> tuple[str, int, list[str]]:
    """The verdict, the number of photos, and the codes of what was found, names apart."""
    known = drives.events()[event]
    codes = [code for code in drives.findings(event) if not code.startswith("N")]
    return str(known.verdict), known.photos, codes


_ACCEPTED = ("accepted", 3, ["F403"])
_ONE_SHORT = ("needs-work", 2, ["F403", "P201"])
_NOTHING = ("needs-work", 0, ["F403", "P201"])


def test_three_shortcuts_to_three_photos_are_three_photos(drives: Drives) -> None:
    event = _linked(drives, drives.school, drives.school.photos(drives.school.folder("Kho ảnh"), 3))
    assert drives.look() == [event]
    assert _told(drives, event) == _ACCEPTED
    assert drives.events()[event].uploader == SCHOOL
    drives.spent()
    assert drives.look() == []
    assert drives.spent() == {"drive.changes.list": 1}


def test_a_photo_that_goes_and_comes_back_elsewhere_is_told_of_the_event(drives: Drives) -> None:
    archive = drives.school.folder("Kho ảnh")
    photos = drives.school.photos(archive, 3)
    event = _linked(drives, drives.school, photos)
    drives.look()
    mark = drives.events()[event].people_mark
    first_change = drives.events()[event].changed_at
    drives.spent()
    for change, told in (
        ({"trashed": True}, _ONE_SHORT),
        ({"trashed": False}, _ACCEPTED),
        ({"name": "IMG_0.txt", "mimeType": "text/plain"}, _ONE_SHORT),
        ({"name": "IMG_0.jpg", "mimeType": "image/jpeg"}, _ACCEPTED),
    ):
        drives.school.change(photos[0], **change)
        drives.spent()
        assert drives.look() == [event], change
        assert drives.spent() == {"drive.changes.list": 1}
        assert _told(drives, event) == told
    known = drives.events()[event]
    assert (known.people_mark, known.changed_at) == (mark, first_change)
    drives.school.delete(photos[0])
    assert drives.look() == [event]
    assert _told(drives, event) == _ONE_SHORT


def test_the_folder_of_the_photos_goes_into_the_bin_and_comes_back_with_them(drives: Drives) -> None:
    year = drives.school.folder("Kho ảnh 2023")
    event = _linked(drives, drives.school, drives.school.photos(drives.school.folder("Khai giảng", year), 3))
    drives.look()
    for trashed, told in ((True, _NOTHING), (False, _ACCEPTED)):
        drives.school.change(year, trashed=trashed)
        drives.spent()
        assert drives.look() == [event]
        assert drives.spent() == {"drive.changes.list": 1}
        assert _told(drives, event) == told


def test_what_changes_no_finding_is_no_new_verdict_for_anybody(drives: Drives) -> None:
    photos = drives.school.photos(drives.school.folder("Kho ảnh"), 3)
    event = _linked(drives, drives.school, photos)
    drives.look()
    before = drives.events()[event]
    drives.school.replace(photos[0], b"another photo")
    drives.school.move(photos[1], drives.school.folder("Kho ảnh khác"))
    assert drives.look() == [event]
    after = drives.events()[event]
    assert (after.round, after.verdict_mark, after.verdict) == (before.round, before.verdict_mark, before.verdict)


def test_a_photo_replaced_by_another_of_the_three_is_one_photo_less(drives: Drives) -> None:
    photos = drives.school.photos(drives.school.folder("Kho ảnh"), 3)
    event = _linked(drives, drives.school, photos)
    drives.look()
    drives.school.replace(photos[0], drives.school.content(photos[1]))
    assert drives.look() == [event]
    assert _told(drives, event) == _ONE_SHORT


def test_a_photo_and_a_shortcut_to_it_are_one_photo(drives: Drives) -> None:
    photos = drives.school.photos(drives.school.folder("Kho ảnh"), 2)
    event = _linked(drives, drives.school, [*photos, *photos])
    own = drives.school.copy(photos[0], event)
    drives.school.shortcut("Lối tắt.jpg", event, own)
    drives.look()
    assert _told(drives, event) == _ONE_SHORT


def test_photos_that_only_the_other_account_sees_count(drives: Drives) -> None:
    drives.accounts = (SCHOOL, STORE)
    drives.school.share(drives.root, STORE)
    photos = drives.store.photos(drives.store.folder("Kho ảnh"), 3)
    event = _linked(drives, drives.store, photos)
    drives.look()
    assert _told(drives, event) == _ACCEPTED
    drives.store.change(photos[0], trashed=True)
    assert drives.look() == [event]
    assert _told(drives, event) == _ONE_SHORT


def test_photos_of_a_teacher_count_from_when_on_they_are_shared_with_us_until_they_are_not(drives: Drives) -> None:
    photos = drives.teacher.photos(drives.teacher.folder("Ảnh của tôi"), 3)
    event = _linked(drives, drives.teacher, photos)
    drives.look()
    assert _told(drives, event) == _NOTHING
    permissions = [drives.teacher.share(photo, SCHOOL) for photo in photos]
    assert drives.look() == [event]
    assert _told(drives, event) == _ACCEPTED
    drives.teacher.unshare(photos[0], permissions[0])
    assert drives.look() == [event]
    assert _told(drives, event) == _ONE_SHORT


def test_a_folder_of_photos_in_a_colleagues_bin_is_noticed_at_night_at_the_latest(drives: Drives) -> None:
    """Drive says of it only that it is out of our sight, and of what lies in it nothing."""
    archive = drives.teacher.folder("Ảnh của tôi")
    event = _linked(drives, drives.teacher, drives.teacher.photos(archive, 3))
    drives.teacher.share(archive, SCHOOL)
    drives.look()
    assert _told(drives, event) == _ACCEPTED
    for trashed, told in ((True, _NOTHING), (False, _ACCEPTED)):
        drives.teacher.change(archive, trashed=trashed)
        drives.look()
        drives.clock.turn_to(drives.clock().replace(day=drives.clock().day + 1))
        assert drives.sweep() == 0
        drives.look()
        assert _told(drives, event) == told


def test_a_shortcut_to_a_folder_is_told_and_not_followed(drives: Drives) -> None:
    archive = drives.school.folder("Kho ảnh")
    drives.school.photos(archive, 3)
    event = _linked(drives, drives.school, [archive, drives.root])
    drives.school.shortcut("về", archive, event)
    drives.look()
    assert _told(drives, event) == _NOTHING
    with drives.engine.connect() as connection:
        (finding,) = [one for one in store.open_findings(connection, "pu-nhi")[event] if one.code == "F403"]
    assert finding.data == {"count": 2, "example": "IMG_0.jpg", "counted": 0}


def test_the_night_learns_of_an_older_mirror_where_its_shortcuts_lead_and_misses_nothing(drives: Drives) -> None:
    event = _linked(drives, drives.school, drives.school.photos(drives.school.folder("Kho ảnh"), 3))
    drives.look()
    with drives.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE drive_files SET target = NULL")
        connection.exec_driver_sql("UPDATE event_folders SET judged_mark = NULL")
    drives.look()
    assert _told(drives, event) == _NOTHING
    drives.clock.turn_to(drives.clock().replace(day=drives.clock().day + 1))
    assert drives.sweep() == 0
    assert drives.look() == [event]
    assert _told(drives, event) == _ACCEPTED
