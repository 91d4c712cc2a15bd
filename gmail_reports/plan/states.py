"""How far an item is, as a school says it in its own column: "Đã đăng", "HT", "x", "100%", "1/3", "Hoãn"."""

import re
from datetime import date

from drive_sync.text import composed, fold
from gmail_reports.plan.schedule import Item
from gmail_reports.progress import ItemDecision, ItemState, item_state
from gmail_reports.times.when import SchoolYear, read_when

_PART_OF = re.compile(r"(\d+)\s*/\s*(\d+)")
_PERCENT = re.compile(r"(\d+)(?:[.,]\d+)?\s*%")
_TICKS = {"x", "✓", "✔", "☑", "v", "ok"}
_BEGINNINGS = (
    # The first that fits decides: "chưa đạt" before "chưa", "hoàn thành" before "hoãn".
    (ItemState.CANCELLED, ("khong thuc hien", "khong to chuc", "huy", "bo")),
    (ItemState.NEEDS_WORK, ("chua dat", "can bo sung", "bo sung")),
    (ItemState.NOT_DUE, ("chua den han", "hoan lai", "chuyen", "lui", "doi")),
    (ItemState.TO_CONFIRM, ("can xac nhan",)),
    (ItemState.DUE_SOON, ("sap den han",)),
    (ItemState.OVERDUE, ("qua han", "cham", "tre")),
    (ItemState.STANDING, ("thuong xuyen", "tx")),
    (ItemState.DONE, ("da", "hoan thanh", "ht", "dat", "xong")),
    (ItemState.IN_PROGRESS, ("dang", "cho duyet", "cho")),
)


def state_said(text: str) -> ItemState | None:
    """The state that a cell names; None when it names none ("Chưa thực hiện": then the time decides)."""
    whole = composed(text).strip().casefold()
    if whole in _TICKS:
        return ItemState.DONE
    if part := _PART_OF.fullmatch(whole):
        return ItemState.DONE if 0 < int(part[2]) <= int(part[1]) else ItemState.IN_PROGRESS
    if percent := _PERCENT.fullmatch(whole):
        return ItemState.DONE if int(percent[1]) >= 100 else ItemState.IN_PROGRESS  # noqa: PLR2004 - per cent
    words = f"{fold(text)} "
    if words == "hoan ":
        return ItemState.NOT_DUE
    return next((state for state, heads in _BEGINNINGS if any(words.startswith(f"{head} ") for head in heads)), None)


def planned_state(item: Item, year: SchoolYear, today: date) -> ItemState:
    """The state of an item as far as the plan alone tells, before any folder is known.

    What is not clear is asked about first; then the school's own word counts, then the time.
    """
    when = read_when(item.time, year)
    if said := state_said(item.said):
        return said
    if when.doubt is not None or not item.person.strip():
        return ItemState.TO_CONFIRM
    return item_state(when, ItemDecision(), 0, today)
