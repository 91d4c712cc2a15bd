"""What a person did in the very second of our write, undone before anybody acts on it.

Two of our cells must never be lost: a header, by which columns are found, and a key, by which rows are found. Both
are put right from the rows as read before. What is put right ends in a blank: so it reads as it should, and differs
from what it should be, and is written.
"""

from collections.abc import Sequence

from drive_sync.text import fold
from gmail_reports.tabs import Tab, Table

TO_BE_WRITTEN = " "


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


def with_keys_restored(tab: Tab, before: Table, now: Table) -> list[list[str]]:
    """The rows as read now, each decision beside the key that it was made for.

    A new row goes below the last one that we saw. When somebody inserted rows above in that second, the last row lies
    there now, and the new key stands beside decisions about another folder. So a row is put right when its key is new
    since the reading before, people wrote beside it, and a key has vanished beside which the same stood; or, when they
    wrote in that second too, as many keys have vanished as there are such rows.
    """
    rows = [list(row) for row in now.rows]
    if fold(tab.key) not in before.columns or fold(tab.key) not in now.columns:
        return rows
    known = {before.cell(row, tab.key).strip(): _decided(tab, before, row) for row in before.body()}
    there = {now.cell(row, tab.key).strip(): row for row in now.body()}
    lost = {key: decided for key, decided in known.items() if key not in there and any(decided)}
    doubtful = {
        row: decided for key, row in there.items() if key not in known and any(decided := _decided(tab, now, row))
    }
    owners: dict[int, str] = {}
    for row, decided in doubtful.items():
        owner = next((key for key, words in reversed(lost.items()) if words == decided), None)
        if owner is not None:
            owners[row] = owner
            del lost[owner]
    others = [row for row in doubtful if row not in owners]
    if len(others) == len(lost):
        owners |= zip(others, lost, strict=True)
    for row, owner in owners.items():
        rows[row][now.columns[fold(tab.key)]] = owner + TO_BE_WRITTEN
    return rows


def _decided(tab: Tab, table: Table, row: int) -> Sequence[str]:
    """What people wrote in a row."""
    return [table.cell(row, column.header).strip() for column in tab.columns if not column.ours]
