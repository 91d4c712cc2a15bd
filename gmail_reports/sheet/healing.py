"""What a person did in the very second of our write, undone before anybody acts on it.

Two of our cells must never be lost: a header, by which columns are found, and a key, by which rows are found. Both
are put right from the rows as read before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from drive_sync.text import fold
from gmail_reports.sheet.tabs import Tab, Table

TO_BE_WRITTEN = " "
"""Ends a header that was put right: it reads as it should, differs from what it should be, and so is written."""


def with_headers_restored(tab: Tab, before: Table, now: Table) -> list[list[str]]:
    """The rows as read now, with headers of ours that were typed over since the reading before.

    Only when every other header stands where it stood: else nobody knows which column is which.
    """
    rows = [list(row) for row in now.rows]
    if not rows or not before.rows:
        return rows
    old, new = before.rows[before.header_row], rows[now.header_row]
    width = max(len(old), len(new))
    old, new = ([*header, *[""] * (width - len(header))] for header in (old, new))
    ours = {fold(column.header) for column in tab.columns if column.ours}
    changed = [place for place in range(width) if fold(old[place]) != fold(new[place])]
    if all(fold(old[place]) in ours and fold(old[place]) not in map(fold, new) for place in changed):
        for place in changed:
            new[place] = old[place].strip() + TO_BE_WRITTEN
        rows[now.header_row] = new
    return rows


@dataclass(frozen=True, slots=True)
class AfterWrite:
    """A tab in the moment after our write: its keys, and what people wrote, by row."""

    keys: Sequence[str]
    decisions: Sequence[Sequence[str]]

    def decided(self, row: int) -> tuple[str, ...]:
        """What people wrote in a row."""
        return tuple(column[row].strip() if row < len(column) else "" for column in self.decisions)


def keys_to_give_back(tab: Tab, before: Table, new_rows: Sequence[int], after: AfterWrite) -> dict[int, str]:
    """Row → key of the rows that our new ones were written over.

    A new row goes below the last one that we saw. When somebody inserted rows above in that second, earlier rows lay
    there, and the new keys stand beside decisions about them. A row that is new to everybody has no decisions: so
    those that have some belong to keys that have just vanished, equal decisions first, then in their order.
    """
    there = {key.strip() for key in after.keys}
    theirs = [column.header for column in tab.columns if not column.ours]
    lost = {
        key: tuple(before.cell(row, header).strip() for header in theirs)
        for row in before.body()
        if (key := before.cell(row, tab.key).strip()) and key not in there
    }
    in_order = dict(zip(new_rows, lost, strict=False))
    taken = {row: decided for row in new_rows if any(decided := after.decided(row))}
    owners: dict[int, str] = {}
    for must_be_equal in (True, False):
        for row, decided in taken.items():
            if row in owners:
                continue
            likely = [in_order[row]] if row in in_order else []
            free = [key for key in (*likely, *reversed(lost)) if key not in owners.values()]
            found = next((key for key in free if not must_be_equal or lost[key] == decided), None)
            if found is not None:
                owners[row] = found
    return owners
