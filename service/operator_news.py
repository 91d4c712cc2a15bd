"""What the operator is to hear by mail: what stands in the way now, and what the latest absences have brought."""

from drive_sync import store as drive_store
from gmail_reports import store as letter_store
from gmail_reports.letters.operator_mail import OperatorNews
from gmail_reports.notices.absences import absences_in
from service.alerts import open_troubles, worth_telling
from service.catching_up import caught_up
from service.config import SchoolConfig
from service.world import World


def operator_news(world: World, school: SchoolConfig) -> OperatorNews | None:
    """The news of a school, None when the configuration gives no address for them (`alerts.mail_to`)."""
    address, now = world.config.alerts.mail_to, world.now()
    if not address:
        return None
    with world.engine.connect() as connection:
        troubles = [one for one in open_troubles(connection, school.id) if worth_telling(one, now)]
        letters = letter_store.letters_of(connection, school.id)
        folders = drive_store.known_folders(connection, school.id).values()
        absences = absences_in(letter_store.told(connection, school.id))
    return OperatorNews(address, troubles, [caught_up(one, letters, folders, now) for one in absences])
