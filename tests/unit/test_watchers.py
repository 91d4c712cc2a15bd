from hypothesis import given
from hypothesis import strategies as st

from drive_sync.trees import lives
from drive_sync.watchers import with_what_it_takes_along
from tests.builders import a_file, a_folder, drive

_FOLDERS = ("one", "two", "three")


def _along(file, *others):
    return set(with_what_it_takes_along(file, drive(file, *others)))


def test_a_file_takes_nothing_along():
    assert _along(a_file("photo", trashed=True), a_file("beside")) == {"photo"}


def test_a_living_folder_that_changes_leaves_what_lies_in_it_as_it_was():
    assert _along(a_folder("event"), a_file("inside")) == {"event"}


def test_a_folder_in_the_bin_takes_along_all_that_lies_in_it():
    inside = a_folder("part", parent="event"), a_file("deep", parent="part"), a_file("shallow")
    assert _along(a_folder("event", trashed=True), *inside, a_file("beside", parent="root")) == {
        "event",
        "part",
        "deep",
        "shallow",
    }
    below = a_folder("event", parent="month"), a_folder("month", trashed=True), *inside
    assert _along(*below) == {"event", "part", "deep", "shallow"}


def test_binned_folders_that_hold_each_other_end_the_search():
    one, other = a_folder("one", parent="other", trashed=True), a_folder("other", parent="one")
    assert _along(one, other) == {"one", "other"}


@st.composite
def _any_file(draw, file_id):
    """A photo or a folder somewhere, in the bin or not; None while nobody sees it."""
    make = a_folder if file_id in _FOLDERS else a_file
    parent = draw(st.sampled_from([None, *_FOLDERS]))
    return draw(st.none() | st.just(make(file_id, parent=parent, trashed=draw(st.booleans()))))


@given(st.tuples(*map(_any_file, ("photo", *_FOLDERS))), st.sampled_from(["photo", *_FOLDERS]).flatmap(_any_file))
def test_whatever_changes_a_photo_is_looked_at_when_it_comes_to_life_or_goes(files, later):
    before = {file.id: file for file in files if file is not None}
    for changed in _FOLDERS if later is None else [later.id]:
        after = {one: file for one, file in before.items() if one != changed} | ({changed: later} if later else {})
        trees = [drive(*known.values()) for known in (before, after)]
        if lives(trees[0], "photo") != lives(trees[1], "photo"):
            told = [(tree, tree.file(changed)) for tree in trees]
            along = {one for tree, file in told if file is not None for one in with_what_it_takes_along(file, tree)}
            assert "photo" in along
