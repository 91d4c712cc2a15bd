"""What the templates of a letter get: finished data, in the letter's language.

The sentences of findings come from the rules, those of questions from the Sheet's view; templates neither query
nor compute. Foreign text is one line by now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase
from typing import Any

from drive_sync.rules import RULE_BY_CODE
from drive_sync.text import fold, one_line
from drive_sync.wording import Language, Text
from gmail_reports.compilation import report_from_json
from gmail_reports.deadlines import Month, WorkCalendar, report_days
from gmail_reports.documents.letterhead import Letterhead
from gmail_reports.letter import Kind, Letter
from gmail_reports.overview import Overview
from gmail_reports.sheet_view import person_question, time_question
from gmail_reports.tabs import CONFIRMED_TIME
from gmail_reports.when import RECYCLED
from gmail_reports.who import Person

_WEEKDAYS = Text(
    "thứ Hai,thứ Ba,thứ Tư,thứ Năm,thứ Sáu,thứ Bảy,Chủ nhật",
    "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday",
)
_MENDED_BY = "17:00"

_REASON = {
    Kind.FEEDBACK: Text(
        "Thầy/cô nhận thư này vì đã tải lên, hoặc phụ trách nội dung của thư mục nói trên.",
        "You get this mail because you uploaded the folder above or are in charge of its topic.",
    ),
    Kind.THANK_YOU: Text(
        "Thầy/cô nhận thư này vì đã tải lên, hoặc phụ trách nội dung của thư mục nói trên.",
        "You get this mail because you uploaded the folder above or are in charge of its topic.",
    ),
    Kind.QUESTION: Text(
        "Thầy/cô nhận thư này vì là cán bộ truyền thông của trường.",
        "You get this mail because you are the school's communications officer.",
    ),
    Kind.PREVIEW: Text(
        "Thầy/cô nhận thư này vì là cán bộ truyền thông của trường.",
        "You get this mail because you are the school's communications officer.",
    ),
    Kind.REPORT: Text(
        "Báo cáo được gửi theo chế độ báo cáo trước ngày 15 hằng tháng.",
        "The report is sent before the 15th of each month, as agreed.",
    ),
}


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
    officer_phone: str = ""
    officer_position: str = ""


def letter_context(letter: Letter, house: House, school: Overview) -> dict[str, Any]:
    """The data of a letter's templates, every sentence finished in the house's language."""
    about = letter.planned.about
    context: dict[str, Any] = {
        "key": letter.key,
        "school_name": house.school_name,
        "school_year": str(school.year),
        "sheet_link": house.sheet_link,
        "recipient": _person(
            letter.planned.to.name, letter.planned.to.honorific, letter.planned.to.email, house.language
        ),
        "officer": _officer(school.officer, house),
        "office": house.office,
        "reason": _REASON[letter.kind].say(house.language),
    }
    if "folder" in about:
        context |= {
            "folder": about["folder"],
            "problems": [_sentences(one, house.language) for one in about["problems"]],
            "advice": [_sentences(one, house.language) for one in about["advice"]],
        }
    if letter.kind is Kind.FEEDBACK:
        context["deadline"] = _moment(date.fromisoformat(about["deadline"]), _MENDED_BY, house.language)
    elif letter.kind is Kind.THANK_YOU:
        days = report_days(Month.parse(about["month"]), house.calendar)
        context["item"] = about["item"]
        context["report"] = {"month_label": days.month.label, "send_day": f"{days.send_day:%d/%m/%Y}"}
    elif letter.kind is Kind.QUESTION:
        context |= _questions(about, house, school)
    else:
        context |= _report_context(letter, house)
    return context


def _report_context(letter: Letter, house: House) -> dict[str, Any]:
    about = letter.planned.about
    report = report_from_json(about["report"])
    month = Month.parse(report.month)
    send_at = about["sends_at"]
    return {
        "report": report,
        "month_label": month.label,
        "mm": f"{month.number:02}",
        "yyyy": str(month.year),
        "period_from": f"{report.period[0]:%d/%m/%Y}",
        "period_to": f"{report.period[1]:%d/%m/%Y}",
        "send": _moment(date.fromisoformat(send_at[:10]), send_at[11:16], house.language),
        "address": house.office.address,
        "address_confirmed": about.get("address_confirmed", True),
        "after_approval": about.get("after_approval", False),
        "draft_link": about.get("draft_link", ""),
        "principal": {
            "name": house.letterhead.signer_name,
            "title": house.letterhead.signer_title.rpartition("/")[2].strip().capitalize(),
        },
        "attachments": attachment_names(report.month),
    }


def _questions(about: Mapping[str, Any], house: House, school: Overview) -> dict[str, Any]:
    """The questions in groups: recycled times together, the others one by one; answered ones fall out."""
    recycled, others = [], []
    for asked in about["questions"]:
        view = school.item(asked["code"])
        if view is None:
            continue
        topic = one_line(view.item.topic).rstrip(" ;:,.")
        link = _answer_cell(house, school, view.item.row, asked["about"])
        question = (
            time_question(view, school.year, house.language)
            if asked["about"] == "time"
            else person_question(view, house.language)
        )
        if asked["about"] == "time" and view.when.doubt in RECYCLED and view.when.suggestion is not None:
            suggestion = view.when.suggestion.label
            recycled.append(
                {
                    "code": view.item.code,
                    "topic": topic,
                    "raw": one_line(view.item.time),
                    "suggestion": suggestion,
                    "link": link,
                }
            )
        elif question:
            others.append({"code": view.item.code, "topic": topic, "text": question, "link": link})
    return {
        "recycled": recycled,
        "others": others,
        "total": about["total"],
        "first_month": f"9/{school.year.first}",
        "previous_year": f"{school.year.first - 1}-{school.year.first}",
    }


def _answer_cell(house: House, school: Overview, row: int, about: str) -> str:
    """The link to the very cell where the officer answers; to the Sheet when the column is not to be found."""
    place = school.plan_columns.get(fold(CONFIRMED_TIME if about == "time" else "Thực hiện"))
    if not house.plan_tab_link or place is None or place >= len(ascii_uppercase):
        return house.plan_tab_link or house.sheet_link
    return f"{house.plan_tab_link}&range={ascii_uppercase[place]}{row + 1}"


def _officer(officer: Person | None, house: House) -> dict[str, str]:
    known = officer or Person("")
    person = _person(known.name, known.honorific, known.email, house.language)
    return person | {"phone": house.officer_phone, "position": house.officer_position}


def _person(name: str, honorific: str, email: str, language: Language) -> dict[str, str]:
    """A person as addressed: "thầy Tú", "thầy/cô" when nobody knows; in English the name alone."""
    given = Person(name).given_name
    if language is Language.VI:
        greeting = " ".join(filter(None, (honorific or "thầy/cô", given)))
    else:
        greeting = given or "colleague"
    return {"email": email, "name": name, "given_name": given, "greeting": greeting}


def _sentences(finding: Mapping[str, Any], language: Language) -> dict[str, str]:
    rule, data = RULE_BY_CODE[finding["code"]], finding["data"]
    return {
        "what": rule.message.say(language, **data),
        "why": rule.why.say(language, **data),
        "fix": rule.fix.say(language, **data),
    }


def _moment(day: date, clock: str, language: Language) -> dict[str, str]:
    weekday = _WEEKDAYS.say(language).split(",")[day.weekday()]
    return {"weekday": weekday, "date": f"{day:%d/%m/%Y}", "time": clock}


def attachment_names(month: str) -> tuple[str, str]:
    """The file names of a month's report and of its annex, without accents for old mail programs."""
    name = f"Bao-cao-truyen-thong-{month}"
    return f"{name}.docx", f"{name}-phu-luc.xlsx"
