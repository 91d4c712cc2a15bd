"""How far is a promise of the plan kept? The state of an item, from its time, its evidence and the officer's word."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from drive_sync.text import fold
from drive_sync.wording import Text
from gmail_reports.times.school_year import Span
from gmail_reports.times.when import When

_SOON = timedelta(days=14)
_BULLET = re.compile(r"^\s*[-–—·•+*]+\s*")


class ItemState(StrEnum):
    """The states of an item; the words are those of the project's data on the Sheet."""

    NOT_DUE = "chua_den_han"
    DUE_SOON = "sap_den_han"
    IN_PROGRESS = "dang_thuc_hien"
    NEEDS_WORK = "can_bo_sung"
    DONE = "da_hoan_thanh"
    OVERDUE = "qua_han"
    STANDING = "thuong_xuyen"
    TO_CONFIRM = "can_xac_nhan"
    CANCELLED = "khong_thuc_hien"


STATE_LABEL = {
    ItemState.NOT_DUE: Text("Chưa đến hạn", "Not due yet"),
    ItemState.DUE_SOON: Text("Sắp đến hạn", "Due soon"),
    ItemState.IN_PROGRESS: Text("Đang thực hiện", "In progress"),
    ItemState.NEEDS_WORK: Text("Cần bổ sung", "Needs work"),
    ItemState.DONE: Text("Đã hoàn thành", "Done"),
    ItemState.OVERDUE: Text("Quá hạn", "Overdue"),
    ItemState.STANDING: Text("Thường xuyên", "Standing"),
    ItemState.TO_CONFIRM: Text("Cần xác nhận", "To be confirmed"),
    ItemState.CANCELLED: Text("Không thực hiện", "Not carried out"),
}

_REPORTED = {
    ItemState.DONE: Text("Hoàn thành", "Done"),
    ItemState.IN_PROGRESS: Text("Đang thực hiện", "In progress"),
    ItemState.NEEDS_WORK: Text("Đang thực hiện", "In progress"),
    ItemState.STANDING: Text("Đang thực hiện", "In progress"),
    ItemState.DUE_SOON: Text("Đang thực hiện", "In progress"),
    ItemState.NOT_DUE: Text("Đang thực hiện", "In progress"),
    ItemState.OVERDUE: Text("Chậm", "Late"),
}


def reported_as(state: ItemState) -> Text:
    """What the report calls a state, in its mail and on its papers: the words of the form, else those of the Sheet."""
    return _REPORTED.get(state, STATE_LABEL[state])


STATE_COLOUR = {
    ItemState.DONE: "#2e7d32",
    ItemState.IN_PROGRESS: "#1a5fb4",
    ItemState.NEEDS_WORK: "#e8b800",
    ItemState.STANDING: "#5b8def",
    ItemState.DUE_SOON: "#90b8e8",
    ItemState.NOT_DUE: "#d5dae0",
    ItemState.OVERDUE: "#d9730d",
    ItemState.TO_CONFIRM: "#f2c94c",
    ItemState.CANCELLED: "#7b8794",
}
"""The colour of each state; they differ in lightness too, for eyes that do not tell green from orange."""

_DECIDED = {"khong thuc hien": ItemState.CANCELLED, "da lam": ItemState.DONE}
"""The officer's words (folded) that go before everything else."""


@dataclass(frozen=True, slots=True)
class ItemDecision:
    """What the officer wrote beside an item; `postponed_to` is a day or None."""

    confirmed_time: str = ""
    decision: str = ""
    postponed_to: date | None = None

    @property
    def new_day(self) -> date | None:
        """The day the item was put off to; a day without the decision "Lùi" puts nothing off."""
        return self.postponed_to if fold(self.decision) == "lui" else None


def item_state(when: When, decision: ItemDecision, evidence: int, today: date, *, in_work: int = 0) -> ItemState:
    """The state of an item today.

    The officer's "Đã làm" and "Không thực hiện" go first; a time in doubt is asked about, never overdue. What stands
    all year is never overdue or done for good before the year's end, what has no date ("Khi phát sinh") never.

    Args:
        when: the days it is due in.
        decision: the officer's word.
        evidence: how many accepted folders and articles it has; one is enough.
        today: the day in Vietnam.
        in_work: how many folders of it still need something.
    """
    said = fold(decision.decision)
    if said in _DECIDED:
        return _DECIDED[said]
    if when.doubt is not None:
        return ItemState.TO_CONFIRM
    window = when.window
    if window is None or (when.standing and today <= window[1]):
        return ItemState.DONE if window is None and evidence else ItemState.STANDING
    if evidence:
        return ItemState.DONE
    state = _state_by_time(window, decision, today)
    return ItemState.NEEDS_WORK if in_work and state is not ItemState.OVERDUE else state


def products_of(text: str) -> tuple[str, ...]:
    """The products that a cell of Appendix 1 promises: one for each bullet, or line that begins a sentence."""
    products: list[str] = []
    for line in text.splitlines():
        bare = _BULLET.sub("", line).strip()
        if not fold(bare):
            continue
        if products and bare == line.strip() and not bare[0].isupper():
            products[-1] += f" {bare}"
        else:
            products.append(bare)
    return tuple(products)


def _state_by_time(window: Span, decision: ItemDecision, today: date) -> ItemState:
    """The state of an item with nothing to show yet; "Lùi" moves its last day."""
    first, last = window
    if decision.new_day is not None:
        last = max(last, decision.new_day)
    if today > last:
        return ItemState.OVERDUE
    if today >= first:
        return ItemState.IN_PROGRESS
    return ItemState.DUE_SOON if today >= first - _SOON else ItemState.NOT_DUE
