"""Schools on the local Google, ready for a journey; each ends with nothing refused and no fault unspent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.school import School, school_at
from tests.journeys.town import autumn, town

__all__ = ["autumn", "confirmed", "school", "town"]


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    """A school on its first morning, 2/10/2023: the staff list is filled in, the first tick is done."""
    with school_at(tmp_path / "state") as school:
        school.people.fill_in_staff()
        assert school.tick().troubles == ()
        yield school


@pytest.fixture
def confirmed(school: School) -> School:
    """The same school, where the officer has confirmed the superior's address."""
    school.confirm_recipient()
    assert school.tick("2023-10-02 09:00").troubles == ()
    return school
