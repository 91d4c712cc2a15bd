"""From the picture of a school to the month's report: which folders and articles it takes, what promises it answers."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from drive_sync.event_card import QUESTION_TEXT, besides_the_name
from drive_sync.wording import Language
from gmail_reports.deadlines import ZONE, Month, WorkCalendar, month_of_first_report_after, report_days
from gmail_reports.monthly import EventLine, MonthlyReport, NextLine, PlanLine, Remarks, plan_lines
from gmail_reports.overview import ArticleView, FolderView, ItemView, Overview
from gmail_reports.progress import ItemState
from gmail_reports.sheet.tabs import MonthDecision

_AS_JSON = TypeAdapter(MonthlyReport)


def compile_report(
    school: Overview,
    month: Month,
    *,
    key: str,
    since: date,
    now: datetime,
    sends_at: datetime,
    reported: Mapping[str, str],
    calendar: WorkCalendar,
    facts_since: str = "",
) -> MonthlyReport:
    """The report of a month as it stands now.

    Args:
        school: the picture of the school.
        month: the month of the report.
        key: the report's letter key; folders that `reported` gives to another letter stay there.
        since: the first day it covers, normally the day of the report before.
        now: the cut-off; for a report more than a month late, its own send moment.
        sends_at: when it should go.
        reported: folder id → key of the report it stands in; article identities likewise.
        calendar: working days, to know which items are due.
        facts_since: since when Drive could not be read, empty when it could.
    """
    next_send_day = report_days(month.next(), calendar).send_day
    cut_off = now if now.astimezone(ZONE).date() < next_send_day else sends_at
    taken = [
        view
        for view in school.folders
        if view.counts_for_reports
        and all(reported.get(one, key) == key for one in (view.folder.folder_id, *view.former))
        and (view.folder.created or view.folder.first_seen) <= cut_off
    ]
    articles = {
        view.article.identity: view
        for view in school.articles
        if view.is_evidence
        and reported.get(view.article.identity, key) == key
        and (view.article.day or date.min) <= cut_off.astimezone(ZONE).date()
    }
    ids = {view.folder.folder_id for view in taken} | articles.keys()
    lines = (_plan_line(view, month, ids, calendar) for view in school.items)
    return MonthlyReport(
        month=str(month),
        period=(since, cut_off.astimezone(ZONE).date()),
        plan=plan_lines(lines),
        events=tuple(_event_line(view) for view in sorted(taken, key=lambda view: (view.day or date.min, view.title))),
        articles=tuple(map(_article_line, articles.values())),
        upcoming=tuple(
            NextLine(view.item.code, view.item.topic, view.item.time, view.item.person)
            for view in school.items
            if month.next() in view.when.certain_months and view.state is not ItemState.CANCELLED
        ),
        people_in_charge=len({name for view in school.items for name in view.who.names}),
        folders_in_work=sum(view.standing == "needs-work" and not view.folder.before_start for view in school.folders),
        questions_open=sum(view.when.doubt is not None or view.who.doubt is not None for view in school.items),
        remarks=school.months.get(str(month), MonthDecision(remarks=Remarks())).remarks,
        facts_since=facts_since,
        late=now.astimezone(ZONE).date() > sends_at.astimezone(ZONE).date(),
        plan_is_missing=school.plan_is_late,
    )


def report_as_json(report: MonthlyReport) -> dict[str, Any]:
    """The report as it is kept in the ledger."""
    dumped: dict[str, Any] = _AS_JSON.dump_python(report, mode="json")
    return dumped


def report_from_json(kept: Mapping[str, Any]) -> MonthlyReport:
    """The report that `report_as_json` kept.

    Raises:
        pydantic.ValidationError: it is none.
    """
    return _AS_JSON.validate_python(kept)


def _plan_line(view: ItemView, month: Month, taken: set[str], calendar: WorkCalendar) -> PlanLine:
    months = list(view.when.certain_months)
    if view.decision.new_day is not None and months:
        months.append(Month.of(view.decision.new_day))
    due = month_of_first_report_after(months, calendar) == month and view.state is not ItemState.CANCELLED
    lines = [*map(_event_line, view.evidence), *map(_article_line, view.articles)]
    return PlanLine(
        code=view.item.code,
        topic=view.item.topic,
        product=view.item.product,
        time=_time_shown(view),
        person=view.item.person,
        state=view.state,
        due=due,
        evidence=tuple(line for line in lines if due or line.folder_id in taken),
    )


def _time_shown(view: ItemView) -> str:
    """The school's own words, unless the officer has confirmed other months."""
    if view.asked.doubt is not None and view.when.certain_months:
        return view.when.label
    return view.item.time


def _article_line(view: ArticleView) -> EventLine:
    article = view.article
    return EventLine(
        folder_id=article.identity,
        title=article.title,
        when=f"{article.day:%d/%m/%Y}" if article.day else "",
        photos=0,
        videos=0,
        link=article.link,
        code=view.code,
        channel=article.channel,
    )


def _event_line(view: FolderView) -> EventLine:
    known = {one: besides_the_name(view.folder.card.get(one, ""), Language.VI) for one in ("where", "who")}
    return EventLine(
        folder_id=view.folder.folder_id,
        title=view.title,
        when=f"{view.day:%d/%m/%Y}" if view.day else "",
        photos=view.folder.photos,
        videos=view.folder.videos,
        link=view.folder.link,
        code=view.code,
        about="; ".join(f"{QUESTION_TEXT[one].vi.lower()}: {says}" for one, says in known.items() if says),
    )
