from hypothesis import given
from hypothesis import strategies as st

from drive_sync.diff import diff
from tests.builders import a_finding

_FINDINGS = st.lists(
    st.builds(
        a_finding,
        st.sampled_from(["P201", "V301", "V302"]),
        st.sampled_from(["", "a", "b"]),
        count=st.integers(0, 3),
    ),
    unique_by=lambda finding: finding.identity,
    max_size=6,
)


def _identities(findings):
    return {finding.identity for finding in findings}


@given(_FINDINGS, _FINDINGS)
def test_what_opened_and_what_is_still_open_is_all_that_is_open_now(old, new):
    found = diff(old, new)
    assert sorted(map(repr, [*found.opened, *found.still_open])) == sorted(map(repr, new))


@given(_FINDINGS, _FINDINGS)
def test_what_closed_was_open_and_is_not_any_more(old, new):
    found = diff(old, new)
    assert _identities(found.closed) == _identities(old) - _identities(new)
    assert _identities(found.opened) == _identities(new) - _identities(old)


@given(_FINDINGS)
def test_the_same_judgement_twice_changes_nothing(findings):
    found = diff(findings, findings)
    assert (found.opened, found.closed) == ((), ())


def test_a_second_photo_keeps_the_finding_open_with_its_new_number():
    found = diff([a_finding(count=1)], [a_finding(count=2)])
    assert [finding.data["count"] for finding in found.still_open] == [2]
    assert (found.opened, found.closed) == ((), ())


def test_the_same_fault_in_another_file_is_another_finding():
    found = diff([a_finding("V301", "a")], [a_finding("V301", "b")])
    assert (len(found.opened), len(found.closed)) == (1, 1)
