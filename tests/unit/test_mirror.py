from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from drive_sync.folders import place
from drive_sync.mirror import Change, apply
from tests.builders import a_file, a_folder, drive, the_root

_IDS = st.sampled_from(["a", "b", "c", "d"])


@st.composite
def _changes(draw):
    file_id = draw(_IDS)
    if draw(st.booleans()):
        return Change(file_id, None)
    parent = draw(st.sampled_from(["root", "a", "b"]))
    return Change(file_id, a_file(file_id, parent=parent, name=draw(_IDS), trashed=draw(st.booleans())))


_TREES = st.lists(_IDS, unique=True).map(lambda ids: drive(*(a_file(file_id) for file_id in ids)))
_FEEDS = st.lists(_changes(), max_size=12)


@given(_TREES, _FEEDS, st.data())
def test_any_split_of_a_feed_gives_the_same_tree(tree, feed, data):
    at = data.draw(st.integers(0, len(feed)))
    assert apply(apply(tree, feed[:at]).files, feed[at:]).files == apply(tree, feed).files


@given(_TREES, st.lists(_changes(), max_size=4, unique_by=lambda change: change.file_id), st.data())
def test_changes_of_different_files_may_come_in_any_order(tree, feed, data):
    assert apply(tree, data.draw(st.permutations(feed))) == apply(tree, feed)


@given(_TREES, _FEEDS)
def test_a_feed_read_twice_is_harmless(tree, feed):
    once = apply(tree, feed)
    again = apply(once.files, feed[-1:])
    assert again.files == once.files
    assert again.touched == frozenset()


@given(_TREES, _FEEDS)
def test_touched_are_exactly_the_files_that_differ(tree, feed):
    applied = apply(tree, feed)
    untouched = (tree.keys() | applied.files.keys()) - applied.touched
    assert all(tree[file_id] == applied.files[file_id] for file_id in untouched)
    assert all(tree.get(file_id) != applied.files.get(file_id) for file_id in applied.touched)


@given(_TREES, _FEEDS)
def test_the_tree_before_is_left_as_it_was(tree, feed):
    before = dict(tree)
    apply(tree, feed)
    assert tree == before


def test_a_view_touches_nothing():
    photo = a_file("photo")
    assert apply(drive(photo), [Change("photo", photo)]).touched == frozenset()


def test_a_rename_that_was_undone_touches_nothing():
    photo = a_file("photo")
    feed = [Change("photo", replace(photo, name="other.jpg")), Change("photo", photo)]
    assert apply(drive(photo), feed).touched == frozenset()


def test_a_tombstone_takes_the_file_away():
    applied = apply(drive(a_file("one"), a_file("two")), [Change("one", None)])
    assert (set(applied.files), applied.touched) == ({"two"}, {"one"})


def test_a_file_that_nobody_knew_may_vanish():
    assert apply({}, [Change("never seen", None)]).touched == frozenset()


def test_a_folder_back_from_the_bin_brings_its_files_back_though_drive_names_only_the_folder():
    event = a_folder("event")
    before = drive(the_root(), event, a_file("one"), a_file("two"))
    binned = apply(before, [Change("event", replace(event, trashed=True))])
    assert place(binned.files, ["root"]) == {}
    restored = apply(binned.files, [Change("event", event)])
    assert [file.id for file in place(restored.files, ["root"])["event"].files] == ["one", "two"]
