"""What the templates of a letter get: finished data, in the letter's language.

The sentences of findings come from the rules, those of questions from the Sheet's view; templates neither query
nor compute. Foreign text is one line by now.
"""

from collections.abc import Mapping
from datetime import date
from string import ascii_uppercase
from typing import Any

from drive_sync.rules import RULE_BY_CODE
from drive_sync.text import fold, one_line
from drive_sync.wording import Language, Text
from gmail_reports.compilation import report_from_json
from gmail_reports.deadlines import Month, report_days
from gmail_reports.letters.alert_context import alert_context
from gmail_reports.letters.house import House, as_addressed, moment
from gmail_reports.letters.letter import Kind, Letter
from gmail_reports.letters.reminder_context import reminder_context, short
from gmail_reports.letters.summary_context import summary_context
from gmail_reports.letters.year_end_context import year_end_context
from gmail_reports.monthly import PlanLine
from gmail_reports.overview import Overview
from gmail_reports.people.who import Person
from gmail_reports.progress import reported_as
from gmail_reports.sheet.tabs import CONFIRMED_TIME
from gmail_reports.sheet.view import person_question, time_question
from gmail_reports.times.when import RECYCLED

_MENDED_BY = "17:00"
_LONGEST_TOPIC = 80
_TRAILING = " ;:,."

_ABOUT_A_FOLDER = Text(
    "Thầy/cô nhận thư này vì đã tải lên, hoặc phụ trách nội dung của thư mục nói trên.",
    "You get this mail because you uploaded the folder above or are in charge of its topic.",
)
_AS_OFFICER = Text(
    "Thầy/cô nhận thư này vì là cán bộ truyền thông của trường.",
    "You get this mail because you are the school's communications officer.",
)
_REASON = {
    Kind.FEEDBACK: _ABOUT_A_FOLDER,
    Kind.THANK_YOU: _ABOUT_A_FOLDER,
    Kind.REMINDER: Text(
        "Thầy/cô nhận thư này vì phụ trách nội dung nói trên trong Phụ lục 1, hoặc là cán bộ truyền thông của trường.",
        "You get this mail because you are in charge of the above in Appendix 1, or are the communications officer.",
    ),
    Kind.QUESTION: _AS_OFFICER,
    Kind.SUMMARY: _AS_OFFICER,
    Kind.PREVIEW: _AS_OFFICER,
    Kind.ALERT: Text(
        "Thầy/cô nhận thư này vì địa chỉ này được ghi trong cấu hình là của người vận hành (alerts.mail_to).",
        "You get this mail because the configuration names this address as the operator's (alerts.mail_to).",
    ),
    Kind.YEAR_END: Text(
        "Thầy/cô nhận thư này vì là cán bộ truyền thông hoặc hiệu trưởng của trường.",
        "You get this mail because you are the school's communications officer or its principal.",
    ),
    Kind.CORRECTION: Text(
        "Báo cáo được gửi theo chế độ báo cáo trước ngày 15 hằng tháng.",
        "The report is sent before the 15th of each month, as agreed.",
    ),
    Kind.REPORT: Text(
        "Báo cáo được gửi theo chế độ báo cáo trước ngày 15 hằng tháng.",
        "The report is sent before the 15th of each month, as agreed.",
    ),
}

_DIFFERENT = {
    "events": Text("cập nhật danh sách sự kiện", "the list of events was brought up to date"),
    "plan": Text("cập nhật kết quả thực hiện kế hoạch", "the results of the plan were brought up to date"),
    "remarks": Text("bổ sung nhận xét, kiến nghị", "remarks and proposals were added"),
    "nothing": Text("rà soát lại số liệu", "its data were checked again"),
}


def letter_context(letter: Letter, house: House, school: Overview) -> dict[str, Any]:
    """The data of a letter's templates, every sentence finished in the house's language."""
    about = letter.planned.about
    context: dict[str, Any] = {
        "key": letter.key,
        "school_name": house.school_name,
        "school_year": str(school.year),
        "sheet_link": house.sheet_link,
        "recipient": as_addressed(
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
        context["deadline"] = moment(date.fromisoformat(about["deadline"]), _MENDED_BY, house.language)
    elif letter.kind is Kind.THANK_YOU:
        days = report_days(Month.parse(about["month"]), house.calendar)
        context["item"] = about["item"]
        context["report"] = {"month_label": days.month.label, "send_day": f"{days.send_day:%d/%m/%Y}"}
    elif letter.kind is Kind.QUESTION:
        context |= _questions(about, house, school)
    elif letter.kind is Kind.REMINDER:
        context |= reminder_context(letter, house, school)
    elif letter.kind is Kind.YEAR_END:
        context |= year_end_context(letter, house)
    elif letter.kind is Kind.ALERT:
        context |= alert_context(letter, house)
    elif letter.kind is Kind.SUMMARY:
        context |= summary_context(letter, house, school)
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
        "send": moment(date.fromisoformat(send_at[:10]), send_at[11:16], house.language),
        "address": house.office.address,
        "address_confirmed": about.get("address_confirmed", True),
        "after_approval": about.get("after_approval", False),
        "draft_link": about.get("draft_link", ""),
        "principal": {
            "name": house.letterhead.signer_name,
            "title": house.letterhead.signer_title.rpartition("/")[2].strip().capitalize(),
        },
        "attachments": attachment_names(report.month),
        "plan_due": [_kept(line, house.language) for line in report.plan if line.due],
        "plan_others": [_kept(line, house.language) for line in report.plan if not line.due],
        "replaces": _replaced(about, house.language),
    }


def _kept(line: PlanLine, language: Language) -> dict[str, str]:
    """A promise of the plan and how far it is kept, in the words of the report's papers."""
    topic = short(one_line(line.topic).rstrip(_TRAILING), _LONGEST_TOPIC)
    return {"code": line.code, "topic": topic, "result": reported_as(line.state).say(language).lower()}


def _replaced(about: Mapping[str, Any], language: Language) -> dict[str, str]:
    """What a correction says of the report it replaces: its day and what is different; nothing for a first report."""
    if "replaces" not in about:
        return {}
    different = [_DIFFERENT[one].say(language) for one in about["different"]] or [_DIFFERENT["nothing"].say(language)]
    return {"date": f"{date.fromisoformat(about['replaces'][:10]):%d/%m/%Y}", "because": ", ".join(different)}


def _questions(about: Mapping[str, Any], house: House, school: Overview) -> dict[str, Any]:
    """The questions in groups: recycled times together, the others one by one; answered ones fall out."""
    recycled, others = [], []
    for asked in about["questions"]:
        view = school.item(asked["code"])
        if view is None:
            continue
        topic = one_line(view.item.topic).rstrip(_TRAILING)
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
    open_codes = {one["code"] for one in (*recycled, *others)}
    return {
        "recycled": recycled,
        "others": others,
        "codes": ", ".join(view.item.code for view in school.items if view.item.code in open_codes),
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
    person = as_addressed(known.name, known.honorific, known.email, house.language)
    return person | {"phone": house.officer_phone, "position": house.officer_position}


def _sentences(finding: Mapping[str, Any], language: Language) -> dict[str, str]:
    rule, data = RULE_BY_CODE[finding["code"]], finding["data"]
    return {
        "what": rule.message.say(language, **data),
        "why": rule.why.say(language, **data),
        "fix": rule.fix.say(language, **data),
    }


def attachment_names(month: str) -> tuple[str, str]:
    """The file names of a month's report and of its annex, without accents for old mail programs."""
    name = f"Bao-cao-truyen-thong-{month}"
    return f"{name}.docx", f"{name}-phu-luc.xlsx"
