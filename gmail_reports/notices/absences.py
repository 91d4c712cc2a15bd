"""The times when nobody looked: the computer was off, the network away, the permission dead.

Each is remembered among the notices of a school, so that the weekly summary and `tintruong status` can tell it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from gmail_reports.deadlines import ZONE, WorkCalendar

_MARK = "absent:"


@dataclass(frozen=True, slots=True, order=True)
class Absence:
    """A time in which neither Drive nor the Sheet was read."""

    first: datetime
    last: datetime

    @property
    def notice(self) -> str:
        """How it is remembered: `absent:2024-02-08T17:00+07:00/2024-02-20T09:00+07:00`."""
        return _MARK + "/".join(one.astimezone(ZONE).isoformat(timespec="minutes") for one in (self.first, self.last))


def absence_until(now: datetime, last_look: datetime | None, calendar: WorkCalendar) -> Absence | None:
    """The absence that ends now, None when no whole working day went by unseen, or nobody ever looked.

    A computer that is off over night, over the weekend or over Tết is nothing to speak of.
    """
    if last_look is None:
        return None
    missed = calendar.working_day_on_or_after(last_look.astimezone(ZONE).date() + timedelta(days=1))
    return Absence(last_look, now) if missed < now.astimezone(ZONE).date() else None


def absences_in(notices: Iterable[str]) -> list[Absence]:
    """The absences among the notices of a school, oldest first."""
    times = (notice.removeprefix(_MARK).split("/") for notice in notices if notice.startswith(_MARK))
    return sorted(Absence(*map(datetime.fromisoformat, pair)) for pair in times)
