"""What a look at Drive costs, and what it knows afterwards, over the official client and HTTP."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from drive_sync import mirror_store, store
from drive_sync.errors import GoogleTrouble, Remedy, WatchedFolderVanished
from drive_sync.mirror import Feed
from drive_sync.mirror_store import Scanning
from drive_sync.sweep import sweep
from tests.journeys.drives import SCHOOL, STORE, TEACHER, Drives, drives_at


@pytest.fixture
def drives(tmp_path: Path) -> Iterator[Drives]:
    with drives_at(tmp_path) as drives:
        yield drives


@pytest.mark.parametrize("number", [1, 20, 200])
def test_an_idle_look_is_one_call_whatever_the_number_of_watched_folders(drives: Drives, number: int) -> None:
    drives.roots = tuple(drives.school.folder(f"Tổ {one}", drives.root) for one in range(number))
    for root in drives.roots[:5]:
        drives.school.photos(drives.school.folder("Pu Nhi_Khai giảng", root), 3)
    drives.look()
    drives.spent()
    assert drives.look() == []
    assert drives.spent() == {"drive.changes.list": 1}


def test_an_idle_look_is_one_call_more_for_each_shared_drive_with_a_watched_folder(drives: Drives) -> None:
    shared = [drives.google.add_shared_drive(name, {SCHOOL: "organizer"}) for name in ("một", "hai", "không xem")]
    roots = [drives.school.folder("Ảnh", drive) for drive in shared[:2]]
    drives.roots = (drives.root, *roots)
    events = [drives.school.folder("Pu Nhi_Khai giảng", root) for root in roots]
    for event in events:
        drives.school.photos(event, 3)
    assert set(drives.look()) == set(events)
    drives.spent()
    drives.look()
    assert drives.spent() == {"drive.changes.list": 3}
    drives.school.photos(events[0], 1, name="thêm")
    assert drives.look() == [events[0]]
    drives.school.delete(events[1])
    drives.look()
    assert set(drives.events()) == {events[0]}


def test_a_whole_shared_drive_may_be_watched(drives: Drives) -> None:
    drive = drives.google.add_shared_drive("Truyền thông", {SCHOOL: "fileOrganizer"})
    drives.roots = (drive,)
    event = drives.school.folder("Pu Nhi_Khai giảng", drive)
    assert drives.look() == [event]
    assert drives.sweep() == 0
    assert drives.look() == []
    assert set(drives.events()) == {event}


def test_two_accounts_are_two_calls_and_a_folder_that_both_see_is_one(drives: Drives) -> None:
    drives.accounts = (SCHOOL, STORE)
    permission = drives.school.share(drives.root, STORE)
    event = drives.school.folder("Pu Nhi_Khai giảng", drives.root)
    drives.school.photos(event, 3)
    assert drives.look() == [event]
    drives.spent()
    assert drives.look() == []
    assert drives.spent() == {"drive.changes.list": 2}
    drives.school.unshare(drives.root, permission)
    drives.look()
    assert set(drives.events()) == {event}


def test_a_first_look_costs_one_call_a_thousand_files_and_two(drives: Drives) -> None:
    event = drives.school.folder("Pu Nhi_Khai giảng", drives.root)
    photo = drives.school.photos(event, 1)[0]
    for _ in range(1200):
        drives.school.copy(photo, event)
    drives.spent()
    drives.puller().pull()
    assert drives.spent() == {"drive.changes.getStartPageToken": 1, "drive.files.list": 2}


def test_a_new_event_folder_costs_nothing_beyond_the_look_itself(drives: Drives) -> None:
    drives.look()
    drives.spent()
    event = drives.teacher.folder("Pu Nhi_Khai giảng", drives.root)
    photos = drives.teacher.photos(event, 10)
    drives.spent()
    assert drives.look() == [event]
    spent = drives.spent()
    assert set(spent) == {"drive.changes.list"}
    assert drives.files_in()[event] == set(photos)
    downloads = [line for line in drives.google.log if "alt=media" in str(line)]
    assert downloads == []


def test_a_folder_filled_elsewhere_and_moved_in_is_known_with_its_files(drives: Drives) -> None:
    drives.look()
    elsewhere = drives.teacher.folder("Pu Nhi_Khai giảng")
    photos = drives.teacher.photos(elsewhere, 3)
    part = drives.teacher.folder("1_ToanCanh", elsewhere)
    photos += drives.teacher.photos(part, 2)
    drives.look()
    drives.teacher.move(elsewhere, drives.root)
    drives.spent()
    assert drives.look() == [elsewhere]
    assert drives.files_in()[elsewhere] == set(photos)
    assert drives.spent()["drive.files.list"] == 2
    assert drives.sweep() == 0


def test_a_folder_in_a_colleagues_bin_comes_back_as_it_is_then(drives: Drives) -> None:
    event = drives.teacher.folder("Pu Nhi_Khai giảng", drives.root)
    first, second = drives.teacher.photos(event, 2)
    drives.teacher.photos(drives.teacher.folder("Pu Nhi_Trung thu", drives.root), 3)
    drives.look()
    drives.teacher.change(event, trashed=True)
    drives.look()
    assert event not in drives.events()
    drives.teacher.delete(first)
    drives.teacher.change(event, trashed=False)
    assert drives.look() == [event]
    assert drives.files_in()[event] == {second}


def test_a_first_look_goes_on_where_it_was_broken_off(drives: Drives) -> None:
    event = drives.school.folder("Pu Nhi_Khai giảng", drives.root)
    photo = drives.school.photos(event, 1)[0]
    copies = {drives.school.copy(photo, event) for _ in range(2100)}
    drives.google.faults.add("drive.files.list", "403 dailyLimitExceeded", after=1)
    trouble = drives.stumble()
    assert trouble is not None
    assert trouble.remedy is Remedy.WAIT
    drives.restart()
    later = drives.school.upload("sau.jpg", event)  # comes with the feed, since the place in it is older
    drives.spent()
    drives.puller().pull()
    assert drives.spent() == {"drive.files.list": 2}
    drives.look()
    assert drives.files_in()[event] == {photo, later, *copies}


def test_a_place_in_the_listing_that_google_forgot_means_its_first_page_again(drives: Drives) -> None:
    event = drives.school.folder("Pu Nhi_Khai giảng", drives.root)
    photo = drives.school.photos(event, 1)[0]
    copies = {drives.school.copy(photo, event) for _ in range(1100)}
    drives.google.faults.add("drive.files.list", "410", after=1)
    drives.look()
    assert drives.files_in()[event] == {photo, *copies}


def test_a_refused_place_in_the_feed_means_everything_again_and_forgets_nothing(drives: Drives) -> None:
    event = drives.school.folder("Pu Nhi_Khai giảng", drives.root)
    photos = drives.school.photos(event, 3)
    drives.look()
    before = drives.events()[event]
    drives.school.delete(photos[0])
    drives.google.faults.add("drive.changes.list", "410")
    assert drives.look() == [event]
    after = drives.events()[event]
    assert (after.first_seen, after.round) == (before.first_seen, before.round + 1)
    assert drives.files_in()[event] == set(photos[1:])


def test_a_sweep_finds_repairs_and_counts_what_no_feed_told(drives: Drives) -> None:
    event = drives.school.folder("Pu Nhi_Khai giảng", drives.root)
    drives.school.photos(event, 3)
    drives.look()
    assert drives.sweep() == 0
    photo = drives.school.upload("bỏ sót.jpg", event)
    drives.school.upload("ngoài thư mục theo dõi.jpg", drives.school.folder("Riêng"))
    drives.puller().pull()
    with drives.engine.begin() as connection:  # as if the feed had said nothing of them
        connection.exec_driver_sql(f"DELETE FROM drive_files WHERE file_id = '{photo}'")  # noqa: S608
    drives.clock.turn_to(drives.clock() + timedelta(days=1))
    assert drives.sweep() == 1
    assert drives.look() == [event]
    assert photo in drives.files_in()[event]
    drives.clock.turn_to(drives.clock() + timedelta(days=1))
    assert drives.sweep() == 0


def test_what_a_listing_does_not_show_yet_is_asked_for_in_its_folder_before_it_counts_as_lost(drives: Drives) -> None:
    month = drives.school.folder("Tháng 9", drives.root)
    event = drives.school.folder("Pu Nhi_Khai giảng", month)
    photos = drives.school.photos(event, 3)
    drives.look()
    before = drives.events()
    drives.google.lagging.update((month, event, photos[0], photos[1]))
    drives.spent()
    drives.clock.turn_to(drives.clock() + timedelta(days=1))
    assert drives.sweep() == 0
    assert drives.spent()["drive.files.list"] == 1 + 3, "one listing; then the root, the month and the event"
    drives.google.faults.add("drive.changes.list", "410")
    assert drives.look() == []
    assert (drives.events(), drives.files_in()[event]) == (before, set(photos))


def test_a_deleted_folder_takes_what_lay_in_it_along_without_a_question_for_each(drives: Drives) -> None:
    month = drives.school.folder("Tháng 9", drives.root)
    events = [drives.school.folder(f"Pu Nhi_Khai giảng {one}", month) for one in range(5)]
    for event in events:
        drives.school.photos(event, 3)
    kept = drives.school.folder("Pu Nhi_Trung thu", drives.root)
    drives.look()
    drives.school.delete(month)
    drives.google.faults.add("drive.changes.list", "410")
    drives.spent()
    drives.look()
    assert drives.spent()["drive.files.list"] == 1 + 1, "one listing; then the root"
    assert drives.events().keys() == {kept}


def test_what_is_uploaded_while_the_sweep_runs_was_not_missed(drives: Drives) -> None:
    event = drives.school.folder("Pu Nhi_Khai giảng", drives.root)
    drives.look()
    photos = drives.school.photos(event, 3)
    drives.clock.turn_to(drives.clock() + timedelta(days=1))
    assert drives.sweep() == 0
    drives.school.delete(photos[0])
    drives.clock.turn_to(drives.clock() + timedelta(days=1))
    assert drives.sweep() == 0
    assert drives.look() == [event]
    assert drives.files_in()[event] == set(photos[1:])


def test_a_sweep_that_breaks_off_goes_on_and_is_done_once_a_night(drives: Drives) -> None:
    event = drives.school.folder("Pu Nhi_Khai giảng", drives.root)
    photo = drives.school.photos(event, 1)[0]
    for _ in range(1100):
        drives.school.copy(photo, event)
    drives.look()
    drives.clock.turn_to(drives.clock() + timedelta(days=1))
    night = drives.clock()
    drives.google.faults.add("drive.files.list", "403 dailyLimitExceeded", after=1)
    with pytest.raises(GoogleTrouble):
        sweep(drives.puller(), night)
    assert drives.place_in_feed().scanning is Scanning.SWEEP
    drives.look()  # an ordinary look in between reads the feed only
    drives.spent()
    sweep(drives.puller(), night)
    sweep(drives.puller(), night)
    assert drives.spent() == {"drive.files.list": 1}
    assert (drives.place_in_feed().missed, drives.place_in_feed().scanning) == (0, Scanning.NO)


def test_since_when_a_root_is_gone_is_said_at_every_look(drives: Drives) -> None:
    drives.school.photos(drives.school.folder("Pu Nhi_Khai giảng", drives.root), 3)
    drives.look()
    drives.school.change(drives.root, trashed=True)
    moments = set()
    for _ in range(3):
        with pytest.raises(WatchedFolderVanished) as vanished:
            drives.look()
        moments.add(vanished.value.since)
    assert len(moments) == 1
    assert len(drives.events()) == 1
    drives.school.change(drives.root, trashed=False)
    drives.look()
    assert len(drives.events()) == 1


def test_a_folder_that_only_its_link_opens_is_looked_into_each_night(drives: Drives) -> None:
    linked = drives.teacher.folder("Truyền thông của Đội")
    event = drives.teacher.folder("Pu Nhi_Khai giảng", linked)
    drives.teacher.photos(event, 3)
    body = {"type": "anyone", "role": "reader"}
    drives.teacher.connection.drive().permissions().create(fileId=linked, body=body, fields="id").execute()
    drives.roots = (drives.root, linked)
    assert drives.look() == [event]
    more = drives.teacher.upload("thêm.jpg", event)
    drives.clock.turn_to(drives.clock() + timedelta(days=1))
    drives.sweep()
    assert drives.look() == [event]
    assert more in drives.files_in()[event]


def test_our_place_in_the_feed_is_kept_page_by_page(drives: Drives) -> None:
    drives.look()
    event = drives.school.folder("Pu Nhi_Khai giảng", drives.root)
    photo = drives.school.photos(event, 1)[0]
    copies = {drives.school.copy(photo, event) for _ in range(1500)}
    drives.google.faults.add("drive.changes.list", "403 dailyLimitExceeded", after=2)
    assert drives.stumble() is not None
    with drives.engine.connect() as connection:
        kept = set(mirror_store.seen(connection, copies))
    assert kept
    assert kept < copies
    drives.look()
    assert drives.files_in()[event] == {photo, *copies}


def test_teachers_who_upload_anew_keep_what_was_decided(drives: Drives) -> None:
    event = drives.teacher.folder("Pu Nhi_Khai giảng", drives.root)
    for number in range(3):
        drives.teacher.upload(f"{number}.jpg", event, b"photo %d" % number)
    drives.look()
    drives.teacher.delete(event)
    drives.look()
    again = drives.teacher.folder("Pu Nhi_Khai giảng lần 2", drives.root)
    for number in range(4):
        drives.teacher.upload(f"{number}.jpg", again, b"photo %d" % number)
    drives.look()
    assert drives.events()[again].inherits_from == event
    with drives.engine.connect() as connection:
        known = store.known_folders(connection, "pu-nhi")
    assert known[event].gone_reason == "deleted"


def test_a_feed_is_known_by_its_account_alone(drives: Drives) -> None:
    drives.look()
    assert drives.puller().feeds() == [Feed(SCHOOL)]
    assert replace(drives.place_in_feed(), page_token="").read_at == drives.clock()
    assert TEACHER not in {feed.account for feed in drives.puller().feeds()}


def test_a_general_folder_of_event_folders_is_each_of_them(drives: Drives) -> None:
    group = drives.teacher.folder("Hoạt động", drives.root)
    events = [drives.teacher.folder(name, group) for name in ("Khai giảng", "Trung thu", "20-11")]
    for event in events:
        drives.teacher.photos(event, 3)
    assert set(drives.look()) == set(events)
    assert all("F402" not in drives.findings(event) for event in events)
    drives.teacher.upload("bên cạnh.jpg", group)
    assert drives.look() == [group]
    assert drives.findings(group) == ["F401"]
    assert {*events, group} == set(drives.events())
