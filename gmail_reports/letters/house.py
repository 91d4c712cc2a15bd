"""What every letter of a school knows, and how a letter says people and days."""

from dataclasses import dataclass
from datetime import date

from drive_sync.facts import Sharing
from drive_sync.wording import Language, Text
from gmail_reports.deadlines import WorkCalendar
from gmail_reports.documents.letterhead import Letterhead
from gmail_reports.people.who import Person

_WEEKDAYS = Text(
    "thứ Hai,thứ Ba,thứ Tư,thứ Năm,thứ Sáu,thứ Bảy,Chủ nhật",
    "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday",
)


@dataclass(frozen=True, slots=True)
class Office:
    """The superior office that gets the report, as valid today."""

    name: str
    short: str
    address: str


@dataclass(frozen=True, slots=True)
class House:
    """What every letter of a school knows: who writes, for whom, and where the Sheet is."""

    school_name: str
    language: Language
    sender: str
    office: Office
    letterhead: Letterhead
    calendar: WorkCalendar
    sheet_link: str = ""
    plan_tab_link: str = ""
    upload_link: str = ""
    """The watched folder that events are uploaded into."""
    folder_prefix: str = ""
    """The school as folder names begin: "PTDTBT THCS Pu Nhi"."""
    officer_phone: str = ""
    officer_position: str = ""
    missed: int | None = None
    """How many files last night's look at everything found missed; None before the first."""
    storage: tuple[tuple[str, float], ...] = ()
    """How full each account is (0 to 1), as far as Google tells."""
    sharing: tuple[tuple[str, Sharing], ...] = ()
    """Whether the superior office can open each watched folder, by its link, as far as our accounts may see that."""


def as_addressed(name: str, honorific: str, email: str, language: Language) -> dict[str, str]:
    """A person as addressed: "thầy Tú", "thầy/cô" when nobody knows; in English the name alone."""
    given = Person(name).given_name
    if language is Language.VI:
        greeting = " ".join(filter(None, (honorific or "thầy/cô", given)))
    else:
        greeting = given or "colleague"
    return {"email": email, "name": name, "given_name": given, "greeting": greeting}


def moment(day: date, clock: str, language: Language) -> dict[str, str]:
    """A moment in words: its weekday, its date and its time of day, each by itself."""
    weekday = _WEEKDAYS.say(language).split(",")[day.weekday()]
    return {"weekday": weekday, "date": f"{day:%d/%m/%Y}", "time": clock}
