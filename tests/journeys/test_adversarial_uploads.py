"""Everything that teachers, phones and Google do to a Drive, in one run: known once, judged, nothing twice."""

from datetime import datetime
from pathlib import Path

from drive_sync import store
from drive_sync.errors import GoogleTrouble
from tests.journeys.drives import SCHOOL, STORE, TEACHER, Drives, drives_at


def _look_until_heard(drives: Drives, tries: int = 4) -> list[str]:
    """Looks again after each failure, as the daemon does; the ids judged at last."""
    troubles = []
    for _ in range(tries):
        try:
            return drives.look()
        except GoogleTrouble as error:
            troubles.append(str(error))
    raise AssertionError(troubles)


def test_nothing_is_missed_and_nothing_counts_twice(tmp_path: Path) -> None:
    with drives_at(tmp_path) as drives:
        _play(drives)


def _play(drives: Drives) -> None:  # noqa: PLR0915 - one story, told in one breath
    school, teacher, keeper, faults = drives.school, drives.teacher, drives.store, drives.google.faults
    drives.accounts = (SCHOOL, STORE)
    school.share(drives.root, STORE, "reader")
    other = keeper.folder("Kho ảnh cũ")
    keeper.share(other, SCHOOL, "writer")
    nested = school.folder("Đội", drives.root)
    drives.roots = (drives.root, other, nested)
    staying = [school.folder("Pu Nhi_Ở lại", root) for root in drives.roots]
    expected: dict[str, set[str]] = {event: set(school.photos(event, 3)) for event in staying[:1]}
    expected |= {event: set() for event in staying[1:]}
    drives.look()

    # A container in a container, an event with parts, filled over days, a phone's back-dated photo among them.
    year = school.folder("Năm học 2023-2024", drives.root)
    month = teacher.folder("Tháng 9", year)
    opening = teacher.folder("Pu Nhi_Khai giảng", month)
    wide = teacher.folder("1_ToanCanh", opening)
    expected[opening] = set(teacher.photos(opening, 2))
    faults.add("drive.changes.list", "500", times=6)
    _look_until_heard(drives)
    expected[opening] |= set(teacher.photos(wide, 2, name="wide"))
    old = teacher.upload(
        "IMG_2019.jpg", opening, modifiedTime="2019-01-01T00:00:00Z", createdTime="2019-01-01T00:00:00Z"
    )
    expected[opening].add(old)
    drives.look()
    drives.restart()

    # Two files of one second, one name twice, a copy, a view, a rename.
    same = [teacher.upload("giống nhau.jpg", opening, b"same") for _ in range(2)]
    expected[opening] |= {*same, teacher.copy(same[0], opening)}
    drives.google.view(same[0], SCHOOL)
    teacher.change(same[1], name="khác tên.jpg")
    drives.look()

    # Filled elsewhere and moved in; moved to another root; into another event; out and back.
    moved = teacher.folder("Pu Nhi_Trung thu")
    expected[moved] = set(teacher.photos(moved, 3, name="moon"))
    drives.look()
    teacher.move(moved, month)
    _refuse_our_place(drives)
    drives.look()
    school.move(month, other)
    drives.look()
    assert drives.events()[moved].root == other
    part = school.folder("Pu Nhi_Sẽ thành phần", drives.root)
    inside = set(school.photos(part, 2, name="part"))
    drives.look()
    school.move(part, opening)
    expected[opening] |= inside
    faults.add("drive.changes.list", "404")
    drives.look()
    drives.restart()

    # The bin and back: of the event, of what holds it, by its owner and by a colleague.
    for binned, owner in ((moved, teacher), (month, teacher), (year, school), (opening, teacher)):
        owner.change(binned, trashed=True)
        drives.look()
        owner.change(binned, trashed=False)
        drives.look()

    # What is no event: loose files, archive, shortcut, half files, an empty folder, two events in one.
    loose = teacher.upload("rơi ngoài.jpg", drives.root)
    archive = teacher.upload("anh.zip", opening, b"PK", "application/zip")
    shortcut = teacher.shortcut("Lối tắt", opening, loose)
    half = teacher.folder(".tmp.driveupload", opening)
    teacher.photos(half, 2, name="half")
    empty = teacher.folder("Pu Nhi_Chưa có gì", drives.root)
    both = teacher.folder("Pu Nhi_Hoạt động của Đội", nested)
    expected[both] = {
        one for name in ("Khai giảng", "Trung thu") for one in teacher.photos(teacher.folder(name, both), 3, name=name)
    }
    expected[opening] |= {archive, shortcut}
    expected |= {drives.root: {loose}, empty: set()}
    faults.add("drive.changes.list", "drop_before", times=3)
    _look_until_heard(drives)

    # Deleted and uploaded again; a colleague's access comes and goes; a file is replaced in place.
    permission = school.share(moved, TEACHER)
    again = teacher.folder("Pu Nhi_Trung thu (lại)", nested)
    expected[again] = {
        teacher.upload(f"moon_{one:04}.jpg", again, f"moon_{one:04}.jpg {moved}".encode()) for one in range(3)
    }
    teacher.delete(moved)
    del expected[moved]
    drives.look()
    del permission
    faults.add("drive.changes.list", "cut_body", times=2)
    _look_until_heard(drives)

    _everything_is_known_once(drives, expected)
    assert drives.events()[again].inherits_from == moved
    assert drives.findings(drives.root) == ["F401"]
    assert {"P208", "F403"} <= set(drives.findings(opening))
    assert "F402" in drives.findings(both)
    for account in drives.accounts:
        drives.clock.turn_to(drives.clock().replace(day=drives.clock().day + 1))
        assert drives.sweep(account) == 0
    _everything_is_known_once(drives, expected)


def _refuse_our_place(drives: Drives) -> None:
    """Our place in the feed becomes one that Google never gave: it answers 400."""
    with drives.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE drive_cursors SET page_token = '999999999999'")


def _everything_is_known_once(drives: Drives, expected: dict[str, set[str]]) -> None:
    assert drives.files_in() == expected
    known = [file_id for files in drives.files_in().values() for file_id in files]
    assert len(known) == len(set(known))
    events = drives.events()
    assert set(events) == set(expected)
    assert all(isinstance(event.judged_at, datetime) for event in events.values())
    assert all(event.judged_mark == event.facts_mark for event in events.values())
    with drives.engine.connect() as connection:
        per_folder = store.open_findings(connection, "pu-nhi")
    for findings in per_folder.values():
        assert len({finding.identity for finding in findings}) == len(findings)
    assert drives.look() == []
