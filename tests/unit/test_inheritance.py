from datetime import timedelta

import pytest

from drive_sync.inheritance import heirs, may_inherit, may_leave
from tests.builders import SOME_MORNING
from tests.unit.pictures import a_known_folder

_DAY = timedelta(days=1)


def _gone(folder_id="old", seen=SOME_MORNING, at=SOME_MORNING + _DAY):
    return a_known_folder(folder_id, first_seen=seen, gone_at=at)


def _new(folder_id="new", seen=SOME_MORNING + 2 * _DAY):
    return a_known_folder(folder_id, first_seen=seen)


def _heirs(contents, living=None, gone=None):
    lists = {folder_id: frozenset(md5s) for folder_id, md5s in contents.items()}
    return heirs(living or [_new()], gone or [_gone()], lists)


@pytest.mark.parametrize(
    ("old", "new", "inherits"),
    [
        ("abc", "abc", True),
        ("abc", "abd", True),
        ("abc", "abcdefgh", True),
        ("abcd", "abxy", False),
        ("abc", "a", False),
        ("", "abc", False),
        ("abc", "", False),
    ],
)
def test_a_new_folder_with_most_of_the_files_of_one_that_is_gone_is_its_heir(old, new, inherits):
    assert _heirs({"old": old, "new": new}) == ({"new": "old"} if inherits else {})


def test_of_two_that_are_gone_the_one_with_more_of_the_same_files_is_inherited():
    gone = [_gone("one"), _gone("two")]
    assert _heirs({"one": "abc", "two": "abcd", "new": "abcd"}, gone=gone) == {"new": "two"}


def test_each_folder_is_inherited_once():
    living = [_new("first"), _new("second", SOME_MORNING + 3 * _DAY)]
    assert _heirs({"old": "abc", "first": "abc", "second": "abc"}, living=living) == {"first": "old"}


def test_an_older_folder_is_no_re_upload():
    assert _heirs({"old": "abc", "new": "abc"}, living=[_new(seen=SOME_MORNING - _DAY)]) == {}


@pytest.mark.parametrize(("days", "remembered"), [(14, True), (15, False)])
def test_what_is_gone_is_remembered_for_two_weeks(days, remembered):
    assert may_leave(_gone(at=SOME_MORNING), SOME_MORNING + days * _DAY) is remembered
    assert may_inherit(_new(seen=SOME_MORNING), SOME_MORNING + days * _DAY) is remembered


def test_a_folder_that_is_there_leaves_nothing_and_one_that_is_gone_takes_nothing():
    assert not may_leave(_new(), SOME_MORNING)
    assert not may_inherit(_gone(), SOME_MORNING)
    assert not may_inherit(a_known_folder("new", inherits_from="old"), SOME_MORNING)
