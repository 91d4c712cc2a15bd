"""Rows and columns that come, go and move, and the ranges that follow them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.local_google.errors import ApiError
from service.local_google.tab import Tab, followed

LINES = 12


def rows(start: int, end: int) -> dict[str, int]:
    return {"sheetId": 0, "startRowIndex": start, "endRowIndex": end}


@st.composite
def ranges(draw: st.DrawFn) -> tuple[int, int]:
    start = draw(st.integers(0, LINES - 1))
    return start, draw(st.integers(start + 1, LINES))


@given(ranges(), ranges(), st.booleans())
def test_a_range_holds_the_lines_it_held_and_what_came_between(
    held: tuple[int, int], changed: tuple[int, int], deleted: bool
) -> None:
    start, end = changed
    order: list[int | None] = [*range(start), *range(end, LINES)]
    if not deleted:
        order = [*range(start), *[None] * (end - start), *range(start, LINES)]
    new = followed(rows(*held), "ROWS", order)
    left = [line for line in range(*held) if line in order]
    assert (new is None) == (left == [])
    if new:
        inside = order[new["startRowIndex"] : new["endRowIndex"]]
        assert [line for line in inside if line is not None] == left
        assert inside[0] is not None
        assert inside[-1] is not None


@pytest.mark.parametrize(
    ("held", "moved"),
    [
        ((1, 2), (4, 5)),  # a moved line
        ((1, 3), (3, 5)),  # lines moved together
        ((0, 1), (0, 1)),
        ((0, 4), (0, 4)),  # one of several went away
    ],
)
def test_a_range_goes_along_with_lines_that_move_together(held: tuple[int, int], moved: tuple[int, int]) -> None:
    order: list[int | None] = [0, 3, 4, 1, 2] if held == (1, 3) else [0, 2, 3, 4, 1]
    assert followed(rows(*held), "ROWS", order) == rows(*moved)


def test_open_ends_stay_open() -> None:
    assert followed({"sheetId": 0, "startRowIndex": 1}, "ROWS", [0, None, 1, 2]) == {"sheetId": 0, "startRowIndex": 2}
    assert followed({"sheetId": 0}, "COLUMNS", [None, 0]) == {"sheetId": 0}


def test_a_tab_keeps_at_least_one_line() -> None:
    tab = Tab.new({"sheetId": 0, "title": "x", "gridProperties": {"rowCount": 2, "columnCount": 2}})
    tab.put(1, 1, {"note": "x"})
    for rows_and_columns in ((0, 2), (2, 0)):
        with pytest.raises(ApiError, match="delete all the rows"):
            tab.resize(*rows_and_columns)
    tab.resize(3, 1)
    assert (tab.area.bottom, tab.area.right, tab.rows) == (3, 1, [{}, {}, {}])
