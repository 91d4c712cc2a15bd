"""What drive_sync knows, kept between two looks: its tables through their stores."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from drive_sync import mirror_store, store
from drive_sync.facts import SHORTCUT, DriveFile, Finding, KnownFolder, Severity, Verdict
from drive_sync.mirror import Change, Feed, Seen, apply
from drive_sync.mirror_store import Cursor, KeptTree, Scanning, Storage
from tests.builders import SOME_MORNING, a_file, a_finding, a_folder

_FEED = Feed("truyenthong.punhi@gmail.com")
_OTHER_FEED = Feed("kho-anh.punhi@gmail.com")
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
    description="Địa điểm: sân trường",
    target="what a shortcut leads to",
    version=7,
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
    card={"where": "sân trường (mô tả)"},
    gone_at=SOME_MORNING + timedelta(days=1),
    gone_reason="trashed",
    inherits_from="another",
    before_start=True,
    closer_look_at=SOME_MORNING + timedelta(hours=2),
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


def _tell(engine, *changes, feed=_FEED, scan=1):
    """What a feed says, written as the program writes it."""
    with engine.begin() as connection:
        before = mirror_store.seen(connection, {change.file_id for change in changes})
        applied = apply(before, feed.name, changes)
        mirror_store.save(connection, feed, scan, before, applied, changes)


def _save(engine, *files, feed=_FEED, gone=()):
    _tell(engine, *(Change(file.id, file) for file in files), *(Change(one, None) for one in gone), feed=feed)


def _seen(engine, *ids):
    with engine.connect() as connection:
        return mirror_store.seen(connection, ids)


def _files(engine, *ids):
    with engine.connect() as connection:
        return {file.id: file for file in mirror_store.files(connection, ids)}


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


def test_before_the_first_look_there_is_no_place_in_the_feed(engine):
    with engine.connect() as connection:
        assert mirror_store.cursor(connection, _FEED) is None
        assert mirror_store.read_at(connection, _FEED.account) is None
        assert mirror_store.storage_of(connection, _FEED.account) is None


def test_our_place_in_the_feed_moves_on_and_belongs_to_one_account(engine):
    last = Cursor("18", _LATER, 3, Scanning.SWEEP, "page 2", SOME_MORNING, 4)
    with engine.begin() as connection:
        mirror_store.save_cursor(connection, _FEED, Cursor("17", SOME_MORNING))
        mirror_store.save_cursor(connection, _OTHER_FEED, Cursor("3", SOME_MORNING))
        mirror_store.save_cursor(connection, _FEED, last)
    assert _says_something_everywhere(last)
    with engine.connect() as connection:
        assert mirror_store.cursor(connection, _FEED) == last
        assert mirror_store.read_at(connection, _FEED.account) == _LATER
        assert mirror_store.cursor(connection, _OTHER_FEED) == Cursor("3", SOME_MORNING)


def test_an_account_was_read_when_all_its_feeds_were(engine):
    shared = Feed(_FEED.account, "drive")
    with engine.begin() as connection:
        mirror_store.save_cursor(connection, _FEED, Cursor("1", _LATER))
        mirror_store.save_cursor(connection, shared, Cursor("2"))
        assert list(mirror_store.feeds_of(connection, _FEED.account)) == [_FEED, shared]
        assert mirror_store.read_at(connection, _FEED.account) is None
        mirror_store.save_cursor(connection, shared, Cursor("3", SOME_MORNING))
        assert mirror_store.read_at(connection, _FEED.account) == SOME_MORNING


def test_how_full_an_account_is_is_remembered_with_the_moment(engine):
    with engine.begin() as connection:
        mirror_store.save_storage(connection, _FEED.account, Storage(5, 10), SOME_MORNING)
        mirror_store.save_storage(connection, _FEED.account, Storage(12 * 2**30, 15 * 2**30), _LATER)
        mirror_store.save_storage(connection, _OTHER_FEED.account, Storage(7, None), SOME_MORNING)
        assert mirror_store.storage_of(connection, _FEED.account).share == 0.8
        assert mirror_store.storage_asked_at(connection, _FEED.account) == _LATER
        assert mirror_store.storage_of(connection, _OTHER_FEED.account).share == 0


def test_a_place_in_the_feed_and_its_facts_are_there_together_or_not_at_all(engine):
    class PowerCut(Exception):
        pass

    def write_until_the_power_goes():
        with engine.begin() as connection:
            change = Change("photo", a_file())
            mirror_store.save(connection, _FEED, 1, {}, apply({}, _FEED.name, [change]), [change])
            mirror_store.save_cursor(connection, _FEED, Cursor("18", SOME_MORNING))
            raise PowerCut

    with pytest.raises(PowerCut):
        write_until_the_power_goes()
    assert _seen(engine, "photo") == {}
    with engine.connect() as connection:
        assert mirror_store.cursor(connection, _FEED) is None


def test_every_fact_of_a_file_comes_back(engine):
    assert _says_something_everywhere(_EVERY_FACT)
    _save(engine, _EVERY_FACT)
    assert _files(engine, "photo", "nobody") == {"photo": _EVERY_FACT}
    assert _files(engine, "photo")["photo"].version == 7


def test_what_drive_has_not_said_comes_back_as_not_known(engine):
    folder = a_folder("event", parent=None)
    _save(engine, folder)
    assert _files(engine, "event") == {"event": folder}


def test_a_file_that_changed_is_overwritten_in_every_fact(engine):
    _save(engine, _EVERY_FACT)
    bare = DriveFile("photo", "IMG_1.jpg", "image/jpeg", version=8)
    _save(engine, bare)
    assert _files(engine, "photo") == {"photo": bare}


def test_an_older_word_about_a_file_does_not_undo_a_newer_one(engine):
    _save(engine, a_file(name="new.jpg", version=8))
    _save(engine, a_file(name="old.jpg", version=7), feed=_OTHER_FEED)
    assert _seen(engine, "photo") == {
        "photo": Seen(a_file(name="new.jpg"), frozenset({_FEED.name, _OTHER_FEED.name})),
    }


def test_a_file_that_two_accounts_see_is_one_file_and_gone_when_neither_does(engine):
    _save(engine, a_file())
    _save(engine, a_file(), feed=_OTHER_FEED)
    _save(engine, gone=["photo", "never seen"])
    assert _seen(engine, "photo") == {"photo": Seen(a_file(), frozenset({_OTHER_FEED.name}))}
    _save(engine, gone=["photo"], feed=_OTHER_FEED)
    assert (_seen(engine, "photo"), _files(engine, "photo")) == ({}, {})


def test_a_new_file_is_not_taken_for_seen_by_those_who_saw_one_that_is_gone(engine):
    _save(engine, a_file())
    _save(engine, a_file(), feed=_OTHER_FEED)
    _save(engine, gone=["photo"])
    _save(engine, gone=["photo"], feed=_OTHER_FEED)
    _save(engine, a_file("new"))
    assert _seen(engine, "new") == {"new": Seen(a_file("new"), frozenset({_FEED.name}))}


def test_what_a_complete_listing_did_not_show_is_known_by_its_number(engine):
    _tell(engine, Change("a", a_file("a")), Change("b", a_file("b")), scan=1)
    _tell(engine, Change("b", a_file("b")), feed=_OTHER_FEED, scan=1)
    _tell(engine, Change("a", a_file("a")), scan=2)
    with engine.connect() as connection:
        assert mirror_store.unseen(connection, _FEED, 2) == ["b"]


def test_a_folder_knows_what_lies_directly_in_it(engine):
    _save(engine, a_folder("event"), a_file("b"), a_file("a"), a_file("c", parent="elsewhere"))
    with engine.connect() as connection:
        tree = KeptTree(connection)
        assert [file.id for file in tree.children("event")] == ["a", "b"]
        assert tree.file("event") == a_folder("event")
        assert tree.file("nobody") is None


def test_who_leads_to_a_file_is_known_without_reading_the_others(engine):
    one, two = (a_file(name, mime_type=SHORTCUT, target="photo") for name in ("one", "two"))
    other = a_file("other", mime_type=SHORTCUT, target="film")
    _save(engine, a_file("photo"), one, two, other)
    with engine.connect() as connection:
        assert {file.id for file in mirror_store.shortcuts_to(connection, {"photo", "nobody's"})} == {"one", "two"}
        if engine.dialect.name == "sqlite":
            query = "EXPLAIN QUERY PLAN SELECT name FROM drive_files WHERE target IN (?, ?)"
            plan = connection.exec_driver_sql(query, ("photo", "film")).all()
            assert ["USING INDEX ix_drive_files_target" in step.detail for step in plan] == [True]


def test_the_lines_above_many_files_are_fetched_at_once(engine):
    _save(engine, a_folder("root", parent="unknown"), a_folder("event"), a_file("a"))
    with engine.connect() as connection:
        tree = KeptTree(connection)
        tree.fetch_lines({"a", "nobody"})
        statements = []
        sa.event.listen(connection, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
        assert [tree.file(one) and tree.file(one).id for one in ("a", "event", "root", "unknown", "nobody")] == [
            "a",
            "event",
            "root",
            None,
            None,
        ]
        assert statements == []


def test_a_school_takes_its_own_marks_once(engine):
    with engine.begin() as connection:
        mirror_store.mark(connection, [("pu-nhi", "event"), ("pu-nhi", "event"), ("pu-nhi", ""), ("na-son", "x")])
        mirror_store.mark(connection, [("pu-nhi", "event")])
    with engine.begin() as connection:
        assert mirror_store.is_marked(connection, "pu-nhi")
        assert mirror_store.take_marks(connection, "pu-nhi") == {"event", ""}
        assert not mirror_store.is_marked(connection, "pu-nhi")
        assert mirror_store.take_marks(connection, "pu-nhi") == set()
        assert mirror_store.is_marked(connection, "na-son")


def test_a_mark_is_there_again_when_the_look_did_not_end(engine):
    with engine.begin() as connection:
        mirror_store.mark(connection, [("pu-nhi", "event")])
    with engine.connect() as connection:
        mirror_store.take_marks(connection, "pu-nhi")
        connection.rollback()
    with engine.connect() as connection:
        assert mirror_store.is_marked(connection, "pu-nhi")


def test_folders_that_came_into_sight_wait_until_they_were_listed(engine):
    with engine.begin() as connection:
        mirror_store.note_unlisted(connection, _FEED, ["a", "b"])
        mirror_store.note_unlisted(connection, _OTHER_FEED, ["a"])
        mirror_store.note_unlisted(connection, _FEED, ["b"])
        mirror_store.forget_unlisted(connection, _FEED, ["a"])
        assert mirror_store.unlisted(connection, _FEED) == ["b"]
        assert mirror_store.unlisted(connection, _OTHER_FEED) == ["a"]


def test_an_empty_look_writes_nothing(engine):
    _save(engine)
    with engine.begin() as connection:
        store.save_folders(connection, [])
        store.save_roots(connection, "pu-nhi", {})
    assert _seen(engine) == {}
    assert _folders(engine) == {}


def test_a_first_listing_of_thousands_of_files_is_kept(engine):
    many = [a_file(f"photo {number}") for number in range(3000)]
    _save(engine, *many)
    assert _files(engine, *(file.id for file in many)) == {file.id: file for file in many}


def test_a_root_that_is_not_there_keeps_the_moment_and_a_new_list_replaces_the_old(engine):
    with engine.begin() as connection:
        store.save_roots(connection, "pu-nhi", {"a": None, "b": SOME_MORNING})
        store.save_roots(connection, "na-son", {"c": None})
    with engine.connect() as connection:
        assert store.roots_of(connection, "pu-nhi") == {"a": None, "b": SOME_MORNING}
    with engine.begin() as connection:
        store.save_roots(connection, "pu-nhi", {"b": None})
        assert store.roots_of(connection, "pu-nhi") == {"b": None}
        assert store.roots_of(connection, "na-son") == {"c": None}


def test_what_lay_in_a_folder_is_remembered(engine):
    with engine.begin() as connection:
        store.save_contents(connection, "pu-nhi", "event", {"one"})
        store.save_contents(connection, "pu-nhi", "event", {"two", "three"})
        store.save_contents(connection, "na-son", "event", {"four"})
        found = store.contents_of(connection, "pu-nhi", ["event", "nobody"])
    assert found == {"event": frozenset({"two", "three"})}


@pytest.mark.parametrize(
    ("facts", "waits"),
    [
        ({"judged_mark": None}, True),
        ({"judged_mark": "older facts"}, True),
        ({"judged_mark": "facts"}, False),
        ({"judged_mark": None, "gone_at": SOME_MORNING}, False),
        ({"judged_mark": None, "changed_at": _LATER}, False),
    ],
)
def test_a_folder_waits_to_be_judged_when_it_is_quiet_and_was_not_judged_as_it_is(engine, facts, waits):
    with engine.begin() as connection:
        store.save_folders(connection, [_a_known_folder(**facts)])
        assert store.has_waiting_folder(connection, "pu-nhi", SOME_MORNING) is waits
        assert not store.has_waiting_folder(connection, "na-son", SOME_MORNING)


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
        mirror_store.save_cursor(connection, _FEED, Cursor("1", in_hanoi))
    with engine.connect() as connection:
        kept = mirror_store.read_at(connection, _FEED.account)
    assert (kept, kept.tzinfo, kept.hour) == (in_hanoi, UTC, 1)


def test_a_moment_without_a_zone_is_refused(engine):
    without = SOME_MORNING.replace(tzinfo=None)
    with pytest.raises(ValueError, match="has no zone"), engine.begin() as connection:
        mirror_store.save_cursor(connection, _FEED, Cursor("1", without))
