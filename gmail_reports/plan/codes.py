"""The Mã of every item: minted once, kept through sorting, copying, renaming and racing writes.

A Mã stands in its row, but a row may be copied, sorted or overwritten in the very second of our write. So we also
remember which topic each Mã was minted for; between two rows that claim one Mã, the topic decides.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from drive_sync.text import fold, one_line
from gmail_reports.plan.schedule import Item, free_code
from gmail_reports.sheet.tabs import CODE, Table

_LONGEST_CODE = 20


def with_codes(items: Iterable[Item], plan: Table, topics: Mapping[str, str]) -> tuple[Item, ...]:
    """The items, each under a Mã that no other has.

    Args:
        items: as read; the Mã that the reader counted is only a wish.
        plan: the tab, where rows show the Mã they were given.
        topics: Mã → folded topic, of every Mã ever minted in this school year; none of them is minted again.
    """
    rows = {item.row: item for item in items}
    claims = {row: claim for row in rows if (claim := _claim(plan, row))}
    given: dict[int, str] = {}
    for take in (_rightful(rows, claims, topics), _remembered(rows, topics), claims.items()):
        for row, code in take:
            if row not in given and code not in given.values():
                given[row] = code
    taken = {*topics, *claims.values()}
    for row, item in rows.items():
        if row not in given:
            given[row] = free_code(item.section, item.code.rpartition(".")[2], taken)
            taken.add(given[row])
    return tuple(replace(item, code=given[row]) for row, item in rows.items())


def topics_of(items: Iterable[Item]) -> dict[str, str]:
    """What each Mã stands for now, to be remembered."""
    return {item.code: fold(item.topic) for item in items}


def _claim(plan: Table, row: int) -> str:
    """The Mã that a row shows; a whole sentence in the cell is none."""
    shown = one_line(plan.cell(row, CODE))
    return shown if len(shown) <= _LONGEST_CODE else ""


def _rightful(
    rows: Mapping[int, Item], claims: Mapping[int, str], topics: Mapping[str, str]
) -> Iterable[tuple[int, str]]:
    """Rows that show the Mã of their own topic."""
    return [(row, code) for row, code in claims.items() if topics.get(code) == fold(rows[row].topic)]


def _remembered(rows: Mapping[int, Item], topics: Mapping[str, str]) -> Iterable[tuple[int, str]]:
    """Rows whose topic had a Mã, which the row lost or shows no more."""
    codes: dict[str, list[str]] = defaultdict(list)
    for code, topic in topics.items():
        codes[topic].append(code)
    return [(row, code) for row, item in rows.items() for code in codes[fold(item.topic)]]
