"""What a school's letters need to know, from the configuration and our tables: who writes to whom, when mail may go."""

from datetime import date, datetime

from drive_sync import mirror_store
from drive_sync.closer_store import sharing_seen
from drive_sync.facts import Sharing, link_to_folder
from gmail_reports.deadlines import ZONE
from gmail_reports.documents.letterhead import Letterhead
from gmail_reports.letters.delivery import Post
from gmail_reports.letters.desk import Desk
from gmail_reports.letters.gmail_client import GmailClient
from gmail_reports.letters.house import House, Office
from gmail_reports.notices.manners import Terms
from gmail_reports.overview import Overview
from gmail_reports.sheet import store as sheet_store
from gmail_reports.sheet.client import link_to_sheet
from gmail_reports.sheet.tabs import PLAN
from service.config import SchoolConfig, SendMode
from service.world import World


def desk_of(
    world: World, school: SchoolConfig, picture: Overview, account: str, now: datetime, facts_since: str
) -> Desk:
    """A school's letters at this moment, seen from an account's mailbox.

    Raises:
        NoPermission: the account has not logged in.
    """
    post = Post(world.engine, GmailClient(account, world.connection(account).gmail), school.id)
    return Desk(post, _house(world, school, now), _terms(world, school, now), picture, now, facts_since)


def _terms(world: World, school: SchoolConfig, now: datetime) -> Terms:
    return Terms(
        school=school.id,
        start=school.start,
        address=school.superior_on(now.astimezone(ZONE).date()).address,
        own_accounts=frozenset(account.casefold() for account in school.accounts),
        calendar=world.config.calendar.working_days,
        send_hour=world.config.timing.send_hour,
        after_approval=school.send is SendMode.AFTER_APPROVAL,
        quiet_months=frozenset(world.config.calendar.quiet_months),
    )


def _house(world: World, school: SchoolConfig, now: datetime) -> House:
    today = now.astimezone(ZONE).date()
    superior = school.superior_on(today)
    with world.engine.connect() as connection:
        sheet = sheet_store.spreadsheet(connection, school.id, school.school_year)
    link = link_to_sheet(sheet[0]) if sheet else ""
    missed, storage = _state_of_drive(world, school)
    return House(
        school_name=school.full_name,
        language=world.config.language,
        sender=school.accounts[0],
        office=Office(superior.name, superior.short, superior.address),
        letterhead=letterhead_on(school, today),
        calendar=world.config.calendar.working_days,
        sheet_link=link,
        plan_tab_link=f"{link}#gid={sheet[1][PLAN.name]}" if sheet else "",
        upload_link=link_to_folder(school.roots[0]),
        folder_prefix=school.name,
        officer_phone=school.officer_phone,
        officer_position=school.officer_position,
        missed=missed,
        storage=storage,
        sharing=tuple((link_to_folder(root), one) for root, one in _sharing(world, school).items()),
    )


def _sharing(world: World, school: SchoolConfig) -> dict[str, Sharing]:
    """How the watched roots are shared, where that can be seen."""
    with world.engine.connect() as connection:
        return sharing_seen(connection, school.id, school.roots)


def _state_of_drive(world: World, school: SchoolConfig) -> tuple[int | None, tuple[tuple[str, float], ...]]:
    """What last night's look at everything found missed, and how full each account is."""
    with world.engine.connect() as connection:
        places = [one for name in school.accounts for one in mirror_store.feeds_of(connection, name).values()]
        kept = [(name, mirror_store.storage_of(connection, name)) for name in school.accounts]
    swept = [one.missed for one in places if one.swept_at is not None]
    return sum(swept) if swept else None, tuple((name, one.share) for name, one in kept if one is not None)


def letterhead_on(school: SchoolConfig, day: date) -> Letterhead:
    """What stands around the official report on a day: the superior office may have changed."""
    superior = school.superior_on(day)
    return Letterhead(
        superior_body=superior.body,
        school_name=school.full_name,
        symbol=school.symbol,
        place=school.place,
        addressee=superior.name,
        plan_reference=school.plan_reference,
        school_year=school.school_year,
        signer_title=school.signer_title,
        signer_name=school.signer_name,
    )
