"""Which year "Kỷ niệm 41 năm ngày Nhà giáo Việt Nam" speaks of: the year of the first one and 41."""

import re
from dataclasses import dataclass
from datetime import date

from drive_sync.names.school_events import SchoolEvent, events_in
from drive_sync.text import composed, one_line

_YEARS = re.compile(r"k[ỷỉ]\s+niệm\s+(?:lần\s+thứ\s+)?(?P<years>\d{1,3})(?:\s+năm)?(?!\w|\s*[./-]\s*\d)", re.IGNORECASE)

FIRST_YEAR = {
    "quoc_khanh": 1945,
    "lien_hiep_phu_nu": 1930,
    "nha_giao": 1982,
    "qdnd": 1944,
    "dang": 1930,
    "doan_26_3": 1931,
    "30_4": 1975,
    "dien_bien_phu": 1954,
    "doi_15_5": 1941,
    "bac_19_5": 1890,
}
"""School event → the year that anniversaries count from (20/11: Decision 167-HĐBT of 1982)."""


@dataclass(frozen=True, slots=True)
class Anniversary:
    """An anniversary named in a text: as written, the years it counts, the event, the first year, its day."""

    written: str
    years: int
    event: SchoolEvent
    first_year: int
    day: date


def anniversary_in(text: str) -> Anniversary | None:
    """The anniversary that a text names with its number of years, None when it names none we know."""
    match = _YEARS.search(composed(text))
    if match is None:
        return None
    for event in events_in(text):
        first_year = FIRST_YEAR.get(event.id)
        if first_year is not None and event.day is not None:
            years = int(match["years"])
            return Anniversary(one_line(match[0]), years, event, first_year, date(first_year + years, *event.day))
    return None
