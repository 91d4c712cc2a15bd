"""A plan file as it is understood for a school year, and how that is told: to people, on a phone, to programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Any

from drive_sync.text import one_line
from drive_sync.wording import Language
from gmail_reports.people.who import read_who
from gmail_reports.plan.document import document_findings
from gmail_reports.plan.file import PlanFile
from gmail_reports.plan.findings import RECYCLED, PlanFinding, findings_in
from gmail_reports.plan.schedule import Item, Schedule
from gmail_reports.plan.states import planned_state
from gmail_reports.plan.wording import message
from gmail_reports.plan.year import plan_year
from gmail_reports.times.when import SchoolYear, read_when

_PHONE_WIDTH = 40


@dataclass(frozen=True, slots=True)
class PlanReading:
    """The plan with what is to be asked about it; `today` says which promises lie behind."""

    plan: PlanFile
    year: SchoolYear
    today: date
    findings: tuple[PlanFinding, ...]

    @classmethod
    def of(cls, plan: PlanFile, name: str, year: SchoolYear | None, today: date) -> "PlanReading":
        """The reading of a plan file; without a school year, the one that the file, its name or its times tell."""
        schedule = plan.schedule
        if year is None:
            year = plan_year((name, *plan.above), (item.time for item in schedule.items), today)
        dates = {one.row: one.text for one in plan.dates}
        return cls(plan, year, today, (*findings_in(schedule, year, dates), *document_findings(plan.text, year)))

    @property
    def schedule(self) -> Schedule:
        """The sections and items."""
        return self.plan.schedule

    @property
    def in_short(self) -> str:
        """How much was understood."""
        return (
            f"Năm học {self.year}: {len(self.schedule.sections)} mục, {len(self.schedule.items)} nội dung, "
            f"{len(list(self.questions(Language.VI)))} điều cần hỏi hoặc xem lại. (Sections, items, things to ask.)"
        )

    def questions(self, language: Language) -> Iterator[str]:
        """The findings as sentences, each with its place; all times of older years in one."""
        grouped = any(finding.code == "stale_plan_pattern" for finding in self.findings)
        for finding in self.findings:
            if grouped and finding.code in RECYCLED:
                continue
            place = f"{self._place(finding.row)}: " if finding.row is not None else ""
            months = f" → {finding.suggestion}" if finding.code == "stale_plan_pattern" else ""
            yield f"- {place}{message(finding, language)}{months}"

    def for_people(self) -> Iterator[str]:
        """Sections and items in lines as wide as a phone."""
        headings: dict[int, list[str]] = {
            section.row: ["", *_wrapped("", f"{section.numeral}. {section.title}")]
            for section in self.schedule.sections
        }
        items = {item.row: self._item_lines(item) for item in self.schedule.items}
        for row in sorted(headings | items):
            yield from (headings | items)[row]

    def _item_lines(self, item: Item) -> list[str]:
        when = read_when(item.time, self.year)
        written = one_line(item.time) or "?"
        if when.doubt is not None and item.time.strip():
            written += f" → {when.suggestion.label}?" if when.suggestion else " ?"
        return [
            *_wrapped(f"{item.code} ", item.topic),
            *_wrapped("    ", f"{written} · {one_line(item.person) or '?'}"),
        ]

    def _place(self, row: int | None) -> str:
        """Where a finding is, in the words of the plan."""
        code = next((item.code for item in self.schedule.items if item.row == row), None)
        numeral = next((section.numeral for section in self.schedule.sections if section.row == row), None)
        return code or (f"Mục {numeral}" if numeral else f"Dòng {row}")

    def as_json(self, language: Language) -> dict[str, Any]:
        """What other programs get (issue 6). Columns count from 0; rows from the header row, which is 0."""
        return {
            "columns": self.schedule.columns,
            "rows": [{"row": row.index, "kind": row.kind} for row in self.schedule.rows],
            "sections": [{"numeral": one.numeral, "title": one.title} for one in self.schedule.sections],
            "items": [self._item_as_json(item) for item in self.schedule.items],
            "findings": [
                {
                    "row": finding.row,
                    "code": finding.code,
                    "message": message(finding, language),
                    "suggestion": finding.suggestion,
                }
                for finding in self.findings
            ],
        }

    def _item_as_json(self, item: Item) -> dict[str, Any]:
        return {
            "code": item.code,
            "section": item.section,
            "stt": item.stt,
            "topic": item.topic,
            "product": item.product,
            "time": item.time,
            "person": item.person,
            "months": [str(month) for month in read_when(item.time, self.year).months],
            "people": list(read_who(item.person, ()).names),
            "state": planned_state(item, self.year, self.today),
        }


def _wrapped(start: str, text: str) -> list[str]:
    """A text in lines as wide as a phone, those after the first under its beginning."""
    return wrap(one_line(text), _PHONE_WIDTH, initial_indent=start, subsequent_indent=" " * len(start)) or [start]
