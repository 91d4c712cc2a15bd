"""Draws the picture of a school: the plan, the folders and the people, with the officer's decisions laid over."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import takewhile

from drive_sync.facts import Finding, KnownFolder, Verdict
from drive_sync.names.folder_names import School, read_name
from drive_sync.text import fold
from gmail_reports.articles import Article, articles_of
from gmail_reports.matching import shown_products
from gmail_reports.people.who import Person, read_who
from gmail_reports.picture import ArticleView, FolderView, ItemView, Overview, Standing, day_of_event
from gmail_reports.placing import Place, Places
from gmail_reports.plan.codes import with_codes
from gmail_reports.plan.schedule import Item, read_schedule
from gmail_reports.progress import ItemState, item_state, products_of
from gmail_reports.sheet.tabs import (
    ARTICLES,
    FOLDERS,
    PLAN,
    REPORTS,
    STAFF,
    FolderDecision,
    Rows,
    Table,
    folder_decisions,
    item_decision,
    month_decisions,
    staff_of,
)
from gmail_reports.times.when import SchoolYear, confirmed_when, read_when

__all__ = ["ArticleView", "FolderView", "ItemView", "Overview", "Standing", "overview"]

_PLAN_IS_DUE = (9, 15)
"""Day by which a school's plan of the year stands: the seed's own is of 15 September."""


def overview(
    *,
    year: SchoolYear,
    tabs: Mapping[str, Rows],
    folders: Iterable[KnownFolder],
    findings: Mapping[str, tuple[Finding, ...]],
    own: School,
    others: Iterable[School],
    today: date,
    topics: Mapping[str, str] | None = None,
    earlier: Iterable[Rows] = (),
) -> Overview:
    """The picture of a school today, from the Sheet as last read and Drive as last seen.

    Args:
        year: the school year that the plan is for.
        tabs: the cells of each tab.
        folders: the event folders known.
        findings: folder id → what it lacks.
        own: how the school is called.
        others: how other schools are called.
        today: the day in Vietnam.
        topics: what each Mã ever minted stood for (`plan.codes`).
        earlier: the cells of `Theo dõi` of earlier school years: what was decided there still holds.
    """
    schedule = read_schedule(tabs[PLAN.name]) if tabs.get(PLAN.name) else None
    plan = Table(tabs.get(PLAN.name, ()), schedule.header_row if schedule else 0)
    staff = staff_of(Table.of(STAFF, tabs.get(STAFF.name, ())))
    items = with_codes(schedule.items, plan, topics or {}) if schedule else ()
    promised = [_promised(item, plan, year, staff) for item in items]
    places = Places((view.item, view.when, view.who) for view in promised)
    before = [folder_decisions(Table.of(FOLDERS, rows)) for rows in earlier]
    decisions = folder_decisions(Table.of(FOLDERS, tabs.get(FOLDERS.name, ())))
    others = tuple(others)
    known = {folder.folder_id: folder for folder in folders}
    views: list[FolderView] = []
    for folder in sorted(known.values(), key=lambda folder: (folder.first_seen, folder.folder_id)):
        if folder.gone_at is not None:
            continue
        line = _line(folder, known)
        former = (*_gone_heirs(folder, known), *line)
        name = read_name(folder.name, own, others, year.first)
        decision = _decided((folder, *former), (decisions, *reversed(before)))
        place = places.of_event(name, day_of_event(folder), folder.uploader, decision.belongs_to)
        views.append(
            FolderView(
                folder=folder,
                name=name,
                findings=findings.get(folder.folder_id, ()),
                standing=_standing(folder, decision),
                code=place.code,
                match=place.match,
                decision=decision,
                of_earlier_year=folder.link not in decisions and any(folder.link in one for one in before),
                thread=_thread(folder, line),
                former=tuple(one.folder_id for one in former),
                former_counts=any(not one.before_start for one in former),
            )
        )
    told = articles_of(Table.of(ARTICLES, tabs.get(ARTICLES.name, ())))
    articles = tuple(_article_view(article, places.of_article(article)) for article in told)
    return Overview(
        year=year,
        schedule=schedule,
        items=tuple(_with_evidence(one, views, articles, today) for one in promised),
        folders=tuple(views),
        staff=staff,
        months=month_decisions(Table.of(REPORTS, tabs.get(REPORTS.name, ()))),
        articles=articles,
        plan_is_late=schedule is None and today > date(year.first, *_PLAN_IS_DUE),
        plan_columns=plan.columns,
    )


def _promised(item: Item, plan: Table, year: SchoolYear, staff: tuple[Person, ...]) -> ItemView:
    """An item as it was promised, before anything is known of how it is kept."""
    decision = item_decision(plan, item.row)
    asked = read_when(item.time, year)
    when = confirmed_when(decision.confirmed_time, asked, year)
    who = read_who(item.person, staff)
    return ItemView(item, asked, when, who, decision, (), ItemState.TO_CONFIRM, products=products_of(item.product))


def _article_view(article: Article, place: Place) -> ArticleView:
    return ArticleView(article, place.code, place.match, place.known_code)


def _with_evidence(
    view: ItemView, folders: Iterable[FolderView], articles: Iterable[ArticleView], today: date
) -> ItemView:
    """How far a promise is kept."""
    mine = [one for one in folders if one.code == view.item.code]
    evidence = tuple(one for one in mine if one.counts_for_reports)
    in_work = sum(one.standing is Standing.NEEDS_WORK for one in mine)
    told = {one.article.identity: one for one in articles if one.code == view.item.code and one.is_evidence}
    state = item_state(view.when, view.decision, len(evidence) + len(told), today, in_work=in_work)
    titles = [*(one.title for one in evidence), *(one.article.title for one in told.values())]
    return replace(
        view,
        evidence=evidence,
        articles=tuple(told.values()),
        state=state,
        shown=shown_products(view.products, titles),
    )


def _line(folder: KnownFolder, known: Mapping[str, KnownFolder]) -> tuple[KnownFolder, ...]:
    """The folders that a folder inherits from, the last one first."""
    line: list[KnownFolder] = []
    while folder.inherits_from is not None and folder.inherits_from in known and len(line) < len(known):
        folder = known[folder.inherits_from]
        line.append(folder)
    return tuple(line)


def _gone_heirs(folder: KnownFolder, known: Mapping[str, KnownFolder]) -> tuple[KnownFolder, ...]:
    """The re-uploads of a folder that went while it came back: it carries on what was decided of them."""
    return tuple(one for one in known.values() if one.inherits_from == folder.folder_id and one.gone_at is not None)


def _thread(folder: KnownFolder, line: Iterable[KnownFolder]) -> str:
    """The first upload's id; the parts of a folder that only groups events are mailed about each by itself."""
    uploads = takewhile(lambda one: one.gone_at is not None and one.gone_reason != "only-groups", line)
    return ([folder, *uploads])[-1].folder_id


def _decided(line: Iterable[KnownFolder], sheets: Iterable[Mapping[str, FolderDecision]]) -> FolderDecision:
    """What the officer decided of a folder, else of the one it is the re-upload of; the newest Sheet goes first."""
    sheets = tuple(sheets)
    said = (sheet[folder.link] for folder in line for sheet in sheets if folder.link in sheet)
    return next((one for one in said if one != FolderDecision()), FolderDecision())


def _standing(folder: KnownFolder, decision: FolderDecision) -> Standing:
    """The officer's word goes before the verdict; an unsettled folder waits all the same."""
    said, verdict = fold(decision.decision), folder.verdict
    if said == "bo qua" or verdict is Verdict.IGNORED:
        return Standing.SKIPPED
    if verdict is Verdict.UNKNOWN and not folder.is_doubtful:
        return Standing.UPLOADING
    if said == "chap nhan" or verdict is Verdict.ACCEPTED:
        return Standing.ACCEPTED
    return Standing.UNCLEAR if folder.is_doubtful else Standing.NEEDS_WORK
