"""How far is a promise of the plan kept? The state of an item, from its time, its evidence and the officer's word."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from drive_sync.text import fold
from drive_sync.wording import Text
from gmail_reports.when import When

_SOON = timedelta(days=14)


class ItemState(StrEnum):
    """The states of an item; the words are those of the project's data on the Sheet."""

    NOT_DUE = "chua_den_han"
    DUE_SOON = "sap_den_han"
    IN_PROGRESS = "dang_thuc_hien"
    NEEDS_WORK = "can_bo_sung"
    DONE = "da_hoan_thanh"
    OVERDUE = "qua_han"
    ONGOING = "thuong_xuyen"
    TO_CONFIRM = "can_xac_nhan"
    CANCELLED = "khong_thuc_hien"


STATE_LABEL = {
    ItemState.NOT_DUE: Text("Chưa đến hạn", "Not due yet"),
    ItemState.DUE_SOON: Text("Sắp đến hạn", "Due soon"),
    ItemState.IN_PROGRESS: Text("Đang thực hiện", "In progress"),
    ItemState.NEEDS_WORK: Text("Cần bổ sung", "Needs work"),
    ItemState.DONE: Text("Đã hoàn thành", "Done"),
    ItemState.OVERDUE: Text("Quá hạn", "Overdue"),
    ItemState.ONGOING: Text("Thường xuyên", "Ongoing"),
    ItemState.TO_CONFIRM: Text("Cần xác nhận", "To be confirmed"),
    ItemState.CANCELLED: Text("Không thực hiện", "Not carried out"),
}


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


def item_state(when: When, decision: ItemDecision, evidence: int, today: date) -> ItemState:
    """The state of an item with `evidence` accepted folders today.

    The officer's "Đã làm" and "Không thực hiện" go first; a time in doubt is asked about, never overdue.
    """
    said = fold(decision.decision)
    if said == "khong thuc hien":
        return ItemState.CANCELLED
    if said == "da lam":
        return ItemState.DONE
    if not when.certain_months:
        return ItemState.TO_CONFIRM
    if evidence:
        return ItemState.DONE
    return _state_by_time(when, decision, today)


def _state_by_time(when: When, decision: ItemDecision, today: date) -> ItemState:
    """The state of an item with nothing to show yet; "Lùi" moves its last day."""
    first, last = min(when.certain_months).first, max(when.certain_months).last
    if decision.new_day is not None:
        last = max(last, decision.new_day)
    if today > last:
        return ItemState.OVERDUE
    if today >= first:
        return ItemState.IN_PROGRESS
    return ItemState.DUE_SOON if today >= first - _SOON else ItemState.NOT_DUE
