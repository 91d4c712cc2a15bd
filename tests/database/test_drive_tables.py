"""What drive_sync knows, kept between two looks: its four tables through their store."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from drive_sync import store
from drive_sync.facts import DriveFile, Finding, KnownFolder, Severity, Verdict
from tests.builders import SOME_MORNING, a_file, a_finding, a_folder

_ACCOUNT = "truyenthong.punhi@gmail.com"
_OTHER_ACCOUNT = "kho-anh.punhi@gmail.com"
_LATER = SOME_MORNING + timedelta(hours=1)

_EVERY_FACT = DriveFile(
    id="photo",
    name="Ảnh “khai giảng”\u200b 😀.jpg",
    mime_type="image/jpeg",
    parent="event",
    created=datetime(2023, 9, 5, 7, 15, 30, 123000, tzinfo=UTC),
    size=5_000_000_000,
    md5="9e107d9d372bb6826bd81d3542a419d6",
    owner="tu@example.edu.vn",
    trashed=True,
    width=4000,
    height=3000,
    camera="samsung SM-A546E",
    taken_at="2023:09:05 07:15:30",
    seconds=12.5,
)
_EVERY_FIELD = KnownFolder(
    school="pu-nhi",
    folder_id="event",
    root="root",
    name="PTDTBT THCS Pu Nhi_Khai giảng",
    created=SOME_MORNING - timedelta(days=1),
    first_seen=SOME_MORNING,
    changed_at=SOME_MORNING + timedelta(minutes=5),
    people_mark="people",
    facts_mark="facts",
    judged_mark="judged",
    judged_at=SOME_MORNING + timedelta(hours=1),
    verdict=Verdict.NEEDS_WORK,
    verdict_mark="verdict",
    round=2,
    uploader="tu@example.edu.vn",
    photos=2,
    videos=1,
    happened_on=date(2023, 9, 5),
    gone_at=SOME_MORNING + timedelta(days=1),
    before_start=True,
)


def _a_known_folder(folder_id="event", **facts):
    moments = {"created": None, "first_seen": SOME_MORNING, "changed_at": SOME_MORNING}
    marks = {"people_mark": "people", "facts_mark": "facts"}
    return KnownFolder(
        **{"school": "pu-nhi", "folder_id": folder_id, "root": "root", "name": "Khai giảng"} | moments | marks | facts
    )


def _says_something_everywhere(kept):
    """Whether no field has its default, so that a column which is not read back cannot hide."""
    return all(getattr(kept, field.name) != field.default for field in fields(kept))


def _save(engine, *files, account=_ACCOUNT, gone=()):
    by_id = {file.id: file for file in files}
    with engine.begin() as connection:
        store.save_files(connection, account, by_id, [*by_id, *gone])


def _files(engine, account=_ACCOUNT):
    with engine.connect() as connection:
        return store.files_of(connection, account)


def _folders(engine, school="pu-nhi"):
    with engine.connect() as connection:
        return store.known_folders(connection, school)


def _judge(engine, old, new, now=SOME_MORNING, folder="event", school="pu-nhi"):
    with engine.begin() as connection:
        store.save_findings(connection, school, folder, old, new, now)


def _open(engine, school="pu-nhi"):
    with engine.connect() as connection:
        return store.open_findings(connection, school)


def _history(engine):
    with engine.connect() as connection:
        query = sa.text("SELECT code, opened_at, closed_at FROM findings ORDER BY opened_at, code")
        return [(row.code, row.closed_at is None) for row in connection.execute(query)]


def test_before_the_first_scan_there_is_no_place_in_the_feed(engine):
    with engine.connect() as connection:
        assert store.cursor(connection, _ACCOUNT) is None
        assert store.read_at(connection, _ACCOUNT) is None


def test_our_place_in_the_feed_moves_on_and_belongs_to_one_account(engine):
    with engine.begin() as connection:
        store.save_cursor(connection, _ACCOUNT, "17", SOME_MORNING)
        store.save_cursor(connection, _OTHER_ACCOUNT, "3", SOME_MORNING)
        store.save_cursor(connection, _ACCOUNT, "18", _LATER)
    with engine.connect() as connection:
        assert store.cursor(connection, _ACCOUNT) == "18"
        assert store.read_at(connection, _ACCOUNT) == _LATER
        assert store.cursor(connection, _OTHER_ACCOUNT) == "3"
        assert store.read_at(connection, _OTHER_ACCOUNT) == SOME_MORNING


def test_a_place_in_the_feed_and_its_facts_are_there_together_or_not_at_all(engine):
    class PowerCut(Exception):
        pass

    def write_until_the_power_goes():
        with engine.begin() as connection:
            store.save_files(connection, _ACCOUNT, {"photo": a_file()}, ["photo"])
            store.save_cursor(connection, _ACCOUNT, "18", SOME_MORNING)
            raise PowerCut

    with pytest.raises(PowerCut):
        write_until_the_power_goes()
    assert _files(engine) == {}
    with engine.connect() as connection:
        assert store.cursor(connection, _ACCOUNT) is None


def test_every_fact_of_a_file_comes_back(engine):
    assert _says_something_everywhere(_EVERY_FACT)
    _save(engine, _EVERY_FACT)
    assert _files(engine) == {"photo": _EVERY_FACT}


def test_what_drive_has_not_said_comes_back_as_not_known(engine):
    folder = a_folder("event", parent=None)
    _save(engine, folder)
    assert _files(engine) == {"event": folder}


def test_a_file_that_changed_is_overwritten_in_every_fact(engine):
    _save(engine, _EVERY_FACT)
    bare = DriveFile("photo", "IMG_1.jpg", "image/jpeg")
    _save(engine, bare)
    assert _files(engine) == {"photo": bare}


def test_only_touched_files_are_written_and_gone_ones_are_forgotten(engine):
    _save(engine, a_file("a"), a_file("b"), a_file("c"))
    with engine.begin() as connection:
        now = {"a": a_file("a", name="new.jpg"), "b": a_file("b", name="not touched.jpg")}
        store.save_files(connection, _ACCOUNT, now, ["a", "c", "never seen"])
    assert _files(engine) == {"a": a_file("a", name="new.jpg"), "b": a_file("b")}


def test_a_file_that_two_accounts_see_is_kept_for_each(engine):
    _save(engine, a_file(name="one.jpg"))
    _save(engine, a_file(name="two.jpg"), account=_OTHER_ACCOUNT)
    _save(engine, gone=["photo"])
    assert _files(engine) == {}
    assert _files(engine, _OTHER_ACCOUNT) == {"photo": a_file(name="two.jpg")}


def test_an_empty_look_writes_nothing(engine):
    _save(engine)
    with engine.begin() as connection:
        store.save_folders(connection, [])
    assert _files(engine) == {}
    assert _folders(engine) == {}


def test_a_first_scan_of_thousands_of_files_is_kept(engine):
    many = [a_file(f"photo {number}") for number in range(3000)]
    _save(engine, *many)
    assert _files(engine) == {file.id: file for file in many}


def test_every_field_of_a_known_folder_comes_back(engine):
    assert _says_something_everywhere(_EVERY_FIELD)
    with engine.begin() as connection:
        store.save_folders(connection, [_EVERY_FIELD, _a_known_folder("new")])
    assert _folders(engine) == {"event": _EVERY_FIELD, "new": _a_known_folder("new")}


def test_a_known_folder_is_overwritten_by_what_is_known_now(engine):
    back = replace(_EVERY_FIELD, verdict=Verdict.ACCEPTED, round=3, gone_at=None, uploader=None, before_start=False)
    with engine.begin() as connection:
        store.save_folders(connection, [_EVERY_FIELD])
        store.save_folders(connection, [back])
    assert _folders(engine) == {"event": back}


def test_schools_do_not_see_each_others_folders(engine):
    with engine.begin() as connection:
        store.save_folders(connection, [_a_known_folder(), _a_known_folder(school="na-son", name="Trung thu")])
    assert _folders(engine)["event"].name == "Khai giảng"
    assert _folders(engine, "na-son")["event"].name == "Trung thu"
    assert _folders(engine, "nobody") == {}


def test_a_finding_comes_back_with_its_data(engine):
    advice = Finding("P202", Severity.ADVICE, "photo", "Ảnh.jpg", {"count": 2, "reason": "tên “z123.jpg”"})
    _judge(engine, [], [advice, a_finding("P201", count=2, minimum=3)])
    assert _open(engine) == {"event": (a_finding("P201", count=2, minimum=3), advice)}


def test_a_finding_that_stays_keeps_its_day_and_takes_the_new_numbers(engine):
    _judge(engine, [], [a_finding("P201", count=1)])
    _judge(engine, _open(engine)["event"], [a_finding("P201", count=2)], now=_LATER)
    assert _open(engine) == {"event": (a_finding("P201", count=2),)}
    assert _history(engine) == [("P201", True)]


def test_what_was_mended_is_closed_and_stays_as_history(engine):
    _judge(engine, [], [a_finding("P201"), a_finding("P101")])
    _judge(engine, _open(engine)["event"], [a_finding("P101")], now=_LATER)
    assert _open(engine) == {"event": (a_finding("P101"),)}
    assert _history(engine) == [("P101", True), ("P201", False)]


def test_what_was_mended_and_broken_again_is_a_new_chapter(engine):
    one = [a_finding("P201")]
    _judge(engine, [], one)
    _judge(engine, one, [], now=_LATER)
    _judge(engine, [], one, now=_LATER + timedelta(hours=1))
    assert _open(engine) == {"event": (a_finding("P201"),)}
    assert _history(engine) == [("P201", False), ("P201", True)]


def test_the_same_fault_in_two_files_is_two_findings(engine):
    both = [a_finding("V301", "one"), a_finding("V301", "two")]
    _judge(engine, [], both)
    _judge(engine, both, both[1:], now=_LATER)
    assert _open(engine) == {"event": (a_finding("V301", "two"),)}


def test_closing_a_finding_of_one_folder_leaves_the_others(engine):
    one = [a_finding("P201")]
    _judge(engine, [], one)
    _judge(engine, [], one, folder="another")
    _judge(engine, [], one, school="na-son")
    _judge(engine, one, [], now=_LATER)
    assert set(_open(engine)) == {"another"}
    assert set(_open(engine, "na-son")) == {"event"}


def test_moments_are_kept_in_utc_and_come_back_with_their_zone(engine):
    in_hanoi = datetime(2023, 9, 5, 8, 0, tzinfo=timezone(timedelta(hours=7)))
    with engine.begin() as connection:
        store.save_cursor(connection, _ACCOUNT, "1", in_hanoi)
    with engine.connect() as connection:
        kept = store.read_at(connection, _ACCOUNT)
    assert (kept, kept.tzinfo, kept.hour) == (in_hanoi, UTC, 1)


def test_a_moment_without_a_zone_is_refused(engine):
    without = SOME_MORNING.replace(tzinfo=None)
    with pytest.raises(sa.exc.StatementError, match="has no zone"), engine.begin() as connection:
        store.save_cursor(connection, _ACCOUNT, "1", without)
