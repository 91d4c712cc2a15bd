"""The words of the year's summary: people as they are called, and every number as it was counted."""

from typing import Any

from gmail_reports.letters.house import House, as_addressed
from gmail_reports.letters.letter import Letter


def year_end_context(letter: Letter, house: House) -> dict[str, Any]:
    """The data of its templates."""
    about = letter.planned.about
    people = [
        one | {"called": _capital(as_addressed(one["name"], one["honorific"], "", house.language)["greeting"])}
        for one in about["people"]
    ]
    return {
        "all": about["all"],
        "outside": about["outside"],
        "reports_sent": about["reports"],
        "reports_late": about["late"],
        "sections": about["sections"],
        "people": people,
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
