"""What a folder name was understood to say, and how much its problems ask of us.

The problem words and severities are those of the project's data on folder names, and final.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class NameSeverity(StrEnum):
    """What a name asks of us, from nothing to something."""

    OK = "ok"
    INFO = "info"
    ASK = "ask"
    FIX = "fix"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class EventName:
    """How a folder name is understood.

    `event` is an id of `school_events`; `date` is `YYYY-MM-DD`, `--MM-DD`, `YYYY-MM` or `YYYY`;
    `suggestion` is None when the name is fine or cannot be guessed.
    """

    text: str
    school: str | None = None
    event: str | None = None
    activity: str | None = None
    date: str | None = None
    problems: tuple[str, ...] = ()
    severity: NameSeverity = NameSeverity.OK
    suggestion: str | None = None


_SEVERITY = {
    "default_name": NameSeverity.FIX,
    "personal_name": NameSeverity.FIX,
    "no_activity": NameSeverity.FIX,
    "no_school": NameSeverity.FIX,
    "date_invalid": NameSeverity.FIX,
    "is_zip_file": NameSeverity.FIX,
    "activity_generic": NameSeverity.ASK,
    "activity_too_short": NameSeverity.ASK,
    "other_school": NameSeverity.ASK,
    "two_events": NameSeverity.ASK,
    "year_not_current": NameSeverity.ASK,
    "copy_prefix": NameSeverity.INFO,
    "copy_suffix": NameSeverity.INFO,
    "drive_zip_suffix": NameSeverity.INFO,
    "typo": NameSeverity.INFO,
    "typo_school": NameSeverity.INFO,
    "vni_leftover": NameSeverity.INFO,
    "telex_leftover": NameSeverity.INFO,
    "windows_illegal_char": NameSeverity.INFO,
    "container_folder": NameSeverity.IGNORE,
    "system_folder": NameSeverity.IGNORE,
    "test_folder": NameSeverity.IGNORE,
}
"""Problems that are not listed are harmless: the name is read all the same."""

_ORDER = (NameSeverity.OK, NameSeverity.INFO, NameSeverity.ASK, NameSeverity.FIX, NameSeverity.IGNORE)


def severity_of(problems: Iterable[str]) -> NameSeverity:
    """The severity of the worst of some problems."""
    return max((_SEVERITY.get(word, NameSeverity.OK) for word in problems), key=_ORDER.index, default=_ORDER[0])
