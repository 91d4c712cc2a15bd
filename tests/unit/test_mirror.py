from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from drive_sync.mirror import Change, Feed, Seen, apply
from tests.builders import a_file, a_folder, events, files_of, mirror, the_root

_IDS = st.sampled_from(["a", "b", "c", "d"])


@st.composite
def _changes(draw):
    file_id = draw(_IDS)
    if draw(st.booleans()):
        return Change(file_id, None)
    parent = draw(st.sampled_from(["root", "a", "b"]))
    return Change(file_id, a_file(file_id, parent=parent, name=draw(_IDS), trashed=draw(st.booleans())))


_TREES = st.lists(_IDS, unique=True).map(lambda ids: mirror(*(a_file(file_id) for file_id in ids)))
_FEEDS = st.lists(_changes(), max_size=12)
_PAGES = st.lists(_changes(), max_size=4, unique_by=lambda change: change.file_id)


def _tree(tree, changes, feed="feed"):
    return apply(tree, feed, changes).tree


@given(_TREES, _FEEDS, st.data())
def test_any_split_of_a_feed_gives_the_same_tree(tree, feed, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(feed)), max_size=4)))
    split = tree
    for start, end in zip([0, *cuts], [*cuts, len(feed)], strict=True):
        split = _tree(split, feed[start:end])
    assert split == _tree(tree, feed)


@given(_TREES, _PAGES, st.data())
def test_the_entries_of_a_page_may_come_in_any_order(tree, page, data):
    assert apply(tree, "feed", data.draw(st.permutations(page))) == apply(tree, "feed", page)


@st.composite
def _history(draw):
    """The life of one file on the server, version by version."""
    versions = draw(st.lists(st.tuples(_IDS, st.booleans()), min_size=1, max_size=6))
    return [
        Change("a", a_file("a", name=name, trashed=trashed, version=number))
        for number, (name, trashed) in enumerate(versions)
    ]


@given(_history(), st.data())
def test_what_was_said_of_a_file_may_come_late_repeated_and_by_any_feed_in_any_order(history, data):
    heard = data.draw(st.lists(st.sampled_from(history), max_size=6)) + history
    tree = {}
    for change in data.draw(st.permutations(heard)):
        tree = _tree(tree, [change], data.draw(st.sampled_from(["one", "two"])))
    assert tree["a"].file == history[-1].file


@given(_TREES, _FEEDS, _FEEDS, st.data())
def test_who_sees_which_files_does_not_depend_on_whose_feed_is_read_first(tree, one, two, data):
    turns = data.draw(st.permutations(["one"] * len(one) + ["two"] * len(two)))
    left = {"one": list(one), "two": list(two)}
    mixed = tree
    for turn in turns:
        mixed = _tree(mixed, [left[turn].pop(0)], turn)
    after = _tree(_tree(tree, one, "one"), two, "two")
    assert {file_id: seen.by for file_id, seen in mixed.items()} == {
        file_id: seen.by for file_id, seen in after.items()
    }


@given(_TREES, _FEEDS)
def test_a_page_read_twice_is_harmless(tree, feed):
    once = _tree(tree, feed)
    again = apply(once, "feed", feed[-1:])
    assert again.tree == once
    assert again.touched == {}


@given(_TREES, _FEEDS)
def test_only_the_files_that_the_changes_name_need_to_be_known(tree, feed):
    named = {change.file_id for change in feed}
    part = apply({file_id: seen for file_id, seen in tree.items() if file_id in named}, "feed", feed)
    whole = apply(tree, "feed", feed)
    assert part.touched == whole.touched
    assert {**{one: seen for one, seen in tree.items() if one not in named}, **part.tree} == whole.tree


@given(_TREES, _FEEDS)
def test_touched_are_exactly_the_files_that_differ(tree, feed):
    applied = apply(tree, "feed", feed)
    for file_id in tree.keys() | applied.tree.keys():
        before, after = tree.get(file_id), applied.tree.get(file_id)
        facts = before and before.file, after and after.file
        assert (file_id in applied.touched) == (facts[0] != facts[1])
        if file_id in applied.touched:
            assert (applied.touched[file_id].before, applied.touched[file_id].after) == facts


@given(_TREES, _FEEDS)
def test_the_tree_before_is_left_as_it_was(tree, feed):
    before = dict(tree)
    apply(tree, "feed", feed)
    assert tree == before


def test_a_view_touches_nothing():
    photo = a_file("photo")
    assert apply(mirror(photo), "feed", [Change("photo", replace(photo, version=9))]).touched == {}


def test_a_rename_that_was_undone_touches_nothing():
    photo = a_file("photo")
    feed = [Change("photo", replace(photo, name="other.jpg")), Change("photo", photo)]
    assert apply(mirror(photo), "feed", feed).touched == {}


def test_a_tombstone_takes_the_file_away():
    applied = apply(mirror(a_file("one"), a_file("two")), "feed", [Change("one", None)])
    assert (set(applied.tree), set(applied.touched)) == ({"two"}, {"one"})


def test_a_file_that_nobody_knew_may_vanish():
    assert apply({}, "feed", [Change("never seen", None)]).touched == {}


def test_a_file_is_gone_only_when_nobody_sees_it_any_more():
    both = {"one": Seen(a_file("one"), frozenset({"school", "store"}))}
    for_school = apply(both, "store", [Change("one", None)])
    assert for_school.touched == {}
    assert for_school.tree["one"].by == {"school"}
    assert _tree(for_school.tree, [Change("one", None)], "school") == {}


def test_a_folder_that_one_feed_does_not_see_the_place_of_lies_where_another_sees_it():
    for order in (("root", None), (None, "root")):
        tree = {}
        for feed, parent in zip(("one", "two"), order, strict=True):
            tree = _tree(tree, [Change("a", a_file("a", parent=parent, version=3))], feed)
        assert tree["a"].file.parent == "root"
    moved_away = _tree(tree, [Change("a", a_file("a", parent=None, version=4))], "one")
    assert moved_away["a"].file.parent is None


def test_a_folder_back_from_the_bin_brings_its_files_back_though_drive_names_only_the_folder():
    event = a_folder("event")
    before = mirror(the_root(), event, a_file("one"), a_file("two"))
    binned = _tree(before, [Change("event", replace(event, trashed=True))])
    assert events(files_of(binned)) == {}
    restored = _tree(binned, [Change("event", event)])
    assert [file.id for file in events(files_of(restored))["event"].files] == ["one", "two"]


def test_a_folder_moved_in_and_out_takes_its_files_along():
    event = a_folder("event", parent="elsewhere")
    tree = mirror(the_root(), event, a_file("one"))
    assert events(files_of(tree)) == {}
    tree = _tree(tree, [Change("event", replace(event, parent="root"))])
    assert [file.id for file in events(files_of(tree))["event"].files] == ["one"]
    assert events(files_of(_tree(tree, [Change("event", event)]))) == {}


def test_the_feeds_of_an_account_and_of_its_shared_drives_are_told_apart():
    assert len({Feed("a@x").name, Feed("a@x", "drive").name, Feed("b@x", "drive").name}) == 3
