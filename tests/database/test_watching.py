"""The same changes, in whatever portions they are heard and looked at, leave the same event folders."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import drive_sync.tables
from drive_sync import mirror_store, store
from drive_sync.drive_client import DriveClient
from drive_sync.errors import WatchedFolderEmptied, WatchedFolderVanished
from drive_sync.mirror import Change, Feed
from drive_sync.pull import Puller
from drive_sync.rules import Limits
from drive_sync.settling import Patience
from drive_sync.watch import judge
from drive_sync.watchers import EVERYTHING, Watched
from tests.builders import PU_NHI, SOME_MORNING, a_file, a_film, a_folder, a_shortcut, the_root

_FEED = Feed("truyenthong.punhi@gmail.com")
_AT_ONCE = Patience(timedelta(0), timedelta(0), timedelta(0))
_WATCHED = Watched("pu-nhi", PU_NHI, (), (_FEED.account,), ("one", "two"), SOME_MORNING - timedelta(days=30))
_STAYING = [
    the_root("one"),
    the_root("two"),
    a_folder("stays in one", parent="one"),
    a_folder("stays in two", parent="two"),
]


def _tell(engine, *changes, feed=_FEED, watched=(_WATCHED,)):
    """What a feed says, kept as the program keeps a page."""
    puller = Puller(engine, DriveClient(feed.account, lambda: None), watched, SOME_MORNING)
    with engine.begin() as connection:
        puller.keep(connection, feed, 1, changes)


def _put(engine, *files):
    _tell(engine, *(Change(file.id, file) for file in files))


def _look(engine, watched=_WATCHED, now=SOME_MORNING, patience=_AT_ONCE):
    return judge(engine, watched, Limits(), patience, now)


def _known(engine, school="pu-nhi"):
    with engine.connect() as connection:
        return store.known_folders(connection, school)


def _living(engine):
    """What a person would see of the event folders, whenever it was found out."""
    with engine.connect() as connection:
        findings = store.open_findings(connection, "pu-nhi")
    return {
        folder_id: (one.root, one.name, one.people_mark, one.facts_mark, one.verdict, one.photos, findings[folder_id])
        for folder_id, one in _known(engine).items()
        if one.gone_at is None and findings.setdefault(folder_id, ()) is not None
    }


def _forget(engine):
    with engine.begin() as connection:
        for table in drive_sync.tables.metadata.tables.values():
            connection.execute(table.delete())


_FOLDERS, _FILES = "abcd", "1234"
_SHORTCUTS = {"to 1": "1", "to 2": "2", "to a": "a"}
_LEADING = [a_shortcut(one, target, parent="stays in one") for one, target in _SHORTCUTS.items()]
_PLACES = st.sampled_from(["one", "two", "elsewhere", *_FOLDERS])
_NAMES = st.sampled_from(["Khai giảng", "Tháng 9", "Trung thu", "Hoạt động", "Giao lưu", ".tmp.driveupload"])


@st.composite
def _change(draw):
    file_id = draw(st.sampled_from([*_FOLDERS, *_FILES, *_SHORTCUTS]))
    if draw(st.integers(0, 4)) == 0:
        return Change(file_id, None)
    parent, trashed = draw(_PLACES), draw(st.integers(0, 4)) == 0
    if file_id in _FOLDERS:
        return Change(file_id, a_folder(file_id, parent=parent, name=draw(_NAMES), trashed=trashed))
    if file_id in _SHORTCUTS:
        return Change(file_id, a_shortcut(file_id, _SHORTCUTS[file_id], parent=parent, trashed=trashed))
    return Change(file_id, a_file(file_id, parent=parent, trashed=trashed))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_change(), max_size=14), st.data())
def test_any_portions_of_the_same_changes_give_the_same_event_folders(engine, feed, data):
    _forget(engine)
    _put(engine, *_STAYING, *_LEADING)
    _look(engine)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(feed)), max_size=4)))
    for start, end in zip([0, *cuts], [*cuts, len(feed)], strict=True):
        _tell(engine, *feed[start:end])
        if data.draw(st.booleans()):
            _look(engine)
    _look(engine)
    in_portions = _living(engine)
    with engine.begin() as connection:  # a look at everything finds nothing that the small looks did not
        mirror_store.mark(connection, [("pu-nhi", EVERYTHING)])
    _look(engine)
    assert _living(engine) == in_portions
    _forget(engine)
    last = {one.id: one for one in _LEADING} | {change.file_id: change.file for change in feed}
    _put(engine, *_STAYING, *filter(None, last.values()))
    _look(engine)
    assert _living(engine) == in_portions


def test_a_change_that_is_taken_back_before_it_settled_is_judged_again(engine):
    patience = Patience(quiet=timedelta(minutes=30))
    photos = [a_file(name, parent="event") for name in ("a", "b", "c")]
    _put(engine, the_root("one"), the_root("two"), a_folder("event", parent="one"), *photos)
    _look(engine, patience=patience)
    assert _look(engine, now=SOME_MORNING + timedelta(hours=1), patience=patience) == ["event"]
    judged = _known(engine)["event"]
    for hours, trashed in ((2, True), (2.1, False)):
        _put(engine, a_file("a", parent="event", trashed=trashed))
        assert _look(engine, now=SOME_MORNING + timedelta(hours=hours), patience=patience) == []
    assert _look(engine, now=SOME_MORNING + timedelta(hours=3), patience=patience) == ["event"]
    again = _known(engine)["event"]
    assert (again.verdict, again.round) == (judged.verdict, judged.round)


def test_a_look_at_a_drive_that_nobody_touched_reads_a_few_rows_whatever_the_number_of_folders(engine):
    _put(engine, *_STAYING, *(a_folder(f"event {number}", parent="one") for number in range(300)))
    _look(engine)
    statements = []
    sa.event.listen(engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    assert _look(engine) == []
    assert len(statements) <= 3


def test_one_new_photo_makes_one_folder_judged(engine):
    _put(engine, *_STAYING, *(a_folder(f"event {number}", parent="one") for number in range(50)))
    assert len(_look(engine)) == 52
    _put(engine, a_file("1", parent="event 7"))
    assert _look(engine) == ["event 7"]


def test_a_container_that_is_renamed_or_moved_takes_its_events_along(engine):
    _put(engine, *_STAYING, a_folder("a", parent="one", name="Tháng 9"), a_folder("b", parent="a"))
    _look(engine)
    _put(engine, a_folder("a", parent="one", name="Đại hội"))
    _look(engine)
    known = _known(engine)
    assert (known["a"].gone_at, known["b"].gone_reason) == (None, "inside-another")
    _put(engine, a_folder("a", parent="two", name="Tháng 9"))
    _look(engine)
    known = _known(engine)
    assert (known["b"].root, known["b"].gone_at, known["b"].gone_reason) == ("two", None, "")
    assert known["a"].gone_at is not None


def _an_event(folder_id, name, parent, *contents):
    photos = [a_file(f"{folder_id}-{one}", parent=folder_id, md5=f"md5 {one}") for one in contents]
    return [a_folder(folder_id, parent=parent, name=name), *photos]


def test_an_event_that_turns_out_to_group_events_leaves_them_what_was_decided_and_no_mail(engine):
    _put(engine, *_STAYING, a_folder("group", parent="one", name="Giao lưu"))
    _put(engine, *_an_event("first", "Khai giảng", "group", 1, 2, 3))
    assert "group" in _look(engine)
    _put(engine, *_an_event("second", "Trung thu", "group", 4, 5, 6))
    assert _look(engine) == ["first", "second"]
    known = _known(engine)
    assert known["group"].gone_reason == "only-groups"
    assert (known["first"].inherits_from, known["first"].before_start) == ("group", True)
    assert (known["second"].inherits_from, known["second"].before_start) == (None, False)
    _put(engine, a_file("more", parent="first"), a_file("beside", parent="group"))
    _look(engine)
    known = _known(engine)
    assert (known["first"].gone_at, known["first"].before_start) == (None, False)
    assert (known["group"].gone_at, known["group"].verdict) == (None, "ignored")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (Change("a", None), "deleted"),
        (Change("a", a_folder("a", parent="one", trashed=True)), "trashed"),
        (Change("a", a_folder("a", parent="elsewhere")), "moved-out"),
        (Change("a", a_folder("a", parent="stays in one")), "inside-another"),
    ],
)
def test_a_folder_that_leaves_says_why_and_its_findings_are_closed(engine, change, reason):
    _put(engine, *_STAYING, a_folder("a", parent="one"))
    _look(engine)
    _tell(engine, change)
    _look(engine)
    assert (_known(engine)["a"].gone_at, _known(engine)["a"].gone_reason) == (SOME_MORNING, reason)
    with engine.connect() as connection:
        assert "a" not in store.open_findings(connection, "pu-nhi")


def test_a_folder_that_comes_back_is_judged_anew(engine):
    _put(engine, *_STAYING, a_folder("a", parent="one"))
    _look(engine)
    _put(engine, a_folder("a", parent="one", trashed=True))
    _look(engine)
    _put(engine, a_folder("a", parent="one"))
    assert _look(engine) == ["a"]
    with engine.connect() as connection:
        assert "a" in store.open_findings(connection, "pu-nhi")
    assert _known(engine)["a"].round == 1


def test_a_re_upload_stands_by_itself_once_the_folder_before_it_is_back(engine):
    former = _an_event("former", "Khai giảng", "one", 1, 2, 3)
    again = _an_event("again", "Khai giảng", "one", 1, 2, 3)
    _put(engine, *_STAYING, *former)
    _look(engine)
    _put(engine, replace(former[0], trashed=True), *again)
    _look(engine)
    assert _known(engine)["again"].inherits_from == "former"
    _put(engine, former[0])
    _look(engine)
    known = _known(engine)
    assert (known["former"].gone_at, known["again"].gone_at, known["again"].inherits_from) == (None, None, None)


def test_a_part_keeps_what_it_inherits_when_a_photo_lies_loose_beside_it(engine):
    _put(engine, *_STAYING, a_folder("group", parent="one", name="Giao lưu"))
    _put(engine, *_an_event("first", "Khai giảng", "group", 1, 2, 3))
    _look(engine)
    _put(engine, *_an_event("second", "Trung thu", "group", 4, 5, 6))
    _look(engine)
    _put(engine, a_file("beside", parent="group"))
    _look(engine)
    assert (_known(engine)["group"].gone_at, _known(engine)["first"].inherits_from) == (None, "group")


def test_a_folder_still_read_by_drive_waits_and_no_longer_than_agreed(engine):
    patience = Patience(timedelta(minutes=30), timedelta(hours=2))
    _put(engine, *_STAYING, a_folder("a", parent="one"), a_film("1", parent="a", width=None, height=None))
    judged = {}
    for minutes in (0, 30, 60, 119, 120, 125):
        judged[minutes] = _look(engine, now=SOME_MORNING + timedelta(minutes=minutes), patience=patience)
    assert {minutes for minutes, ids in judged.items() if "a" in ids} == {120}


def test_a_school_that_watches_other_folders_looks_at_everything_once(engine):
    three = the_root("three")
    _put(engine, *_STAYING, three, a_folder("a", parent="three"))
    _look(engine)
    other = Watched("pu-nhi", PU_NHI, (), (_FEED.account,), ("two", "three"), SOME_MORNING)
    assert _look(engine, other) == ["a"]
    assert _known(engine)["stays in one"].gone_reason == "moved-out"
    assert _look(engine, other) == []


def test_a_change_is_told_to_every_school_that_watches_the_place_and_to_no_other(engine):
    schools = [
        Watched("pu-nhi", PU_NHI, (), ("a@x",), ("one",), SOME_MORNING, frozenset({"two"})),
        Watched("na-son", PU_NHI, (), ("b@x",), ("two",), SOME_MORNING, frozenset({"one"})),
    ]
    _put(engine, *_STAYING)
    for school in schools:
        _look(engine, school)
    event = a_folder("a", parent="two")
    _tell(engine, Change("a", event), feed=Feed("a@x"), watched=schools)
    assert _look(engine, schools[0]) == []
    assert _look(engine, schools[1]) == ["a"]


def test_since_when_a_root_is_gone_is_remembered_and_the_other_roots_go_on(engine):
    _put(engine, *_STAYING)
    _look(engine)
    _tell(engine, Change("one", None))
    for minutes in (5, 10):
        _put(engine, a_folder(f"new {minutes}", parent="two"))
        with pytest.raises(WatchedFolderVanished) as vanished:
            _look(engine, now=SOME_MORNING + timedelta(minutes=minutes))
        assert (vanished.value.root, vanished.value.since) == ("one", SOME_MORNING + timedelta(minutes=5))
        assert _known(engine)[f"new {minutes}"].judged_at is not None
    assert _known(engine)["stays in one"].gone_at is None
    _put(engine, the_root("one"))
    assert _look(engine) == []
    with engine.connect() as connection:
        assert store.roots_of(connection, "pu-nhi") == {"one": None, "two": None}


def test_a_root_that_is_empty_at_once_is_suspicious_until_something_lies_in_it_again(engine):
    _put(engine, *_STAYING, a_folder("a", parent="one"))
    _look(engine)
    _tell(engine, Change("a", None), Change("stays in one", None))
    for _ in range(2):
        with pytest.raises(WatchedFolderEmptied):
            _look(engine)
    assert _known(engine)["a"].gone_at is None
    _put(engine, a_folder("b", parent="one"))
    assert _look(engine) == ["b"]
    assert _known(engine)["a"].gone_reason == "deleted"


def test_a_root_that_stays_empty_for_a_week_is_believed(engine):
    _put(engine, *_STAYING, a_folder("a", parent="one"))
    _look(engine)
    _tell(engine, Change("a", None), Change("stays in one", None))
    for days in (0, 3, 6.9):
        with pytest.raises(WatchedFolderEmptied):
            _look(engine, now=SOME_MORNING + timedelta(days=days))
    for days in (7, 8):
        assert _look(engine, now=SOME_MORNING + timedelta(days=days)) == []
    assert _known(engine)["a"].gone_at == SOME_MORNING + timedelta(days=7)


@pytest.mark.parametrize("where", [{"parent": "one", "trashed": True}, {"parent": "elsewhere"}])
def test_folders_that_people_put_into_the_bin_or_elsewhere_are_an_answer(engine, where):
    _put(engine, *_STAYING, a_folder("a", parent="one"))
    _look(engine)
    _put(engine, a_folder("a", **where), a_folder("stays in one", **where))
    assert _look(engine) == []
    assert all(_known(engine)[one].gone_at == SOME_MORNING for one in ("a", "stays in one"))


def test_folders_that_move_to_another_root_are_no_reason_for_suspicion(engine):
    _put(engine, *_STAYING, a_folder("a", parent="one"))
    _look(engine)
    _put(engine, a_folder("a", parent="two"), a_folder("stays in one", parent="two"))
    _look(engine)
    assert {one.root for one in _known(engine).values()} == {"two"}


def test_loose_files_are_shown_as_such_and_gone_when_somebody_puts_them_away(engine):
    _put(engine, *_STAYING, a_file("1", parent="one"))
    _look(engine)
    loose = _known(engine)["one"]
    with engine.connect() as connection:
        (finding,) = store.open_findings(connection, "pu-nhi")["one"]
    assert (loose.verdict, finding.code, finding.data["count"]) == ("ignored", "F401", 1)
    _put(engine, a_file("1", parent="stays in one"))
    assert _look(engine) == ["stays in one"]
    assert _known(engine)["one"].gone_at is not None
