"""Who is owed which letter now: one pure function from facts to letters, problems first.

Each subject has its room: folder_notices, plan_notices, officer_notices, report_notices; manners says what holds
for all of them.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime

from gmail_reports.deadlines import ZONE
from gmail_reports.letters.letter import Letter, PlannedLetter
from gmail_reports.notices.folder_notices import about_folders
from gmail_reports.notices.manners import Terms, may_arrive, one_a_day
from gmail_reports.notices.officer_notices import questions
from gmail_reports.notices.plan_notices import reminders
from gmail_reports.notices.report_notices import corrections, previews, reports
from gmail_reports.notices.weekly_summary import summaries
from gmail_reports.notices.year_end import year_ends
from gmail_reports.overview import Overview


def owed(
    school: Overview, known: Iterable[Letter], told: AbstractSet[str], terms: Terms, now: datetime
) -> list[PlannedLetter]:
    """The letters that are owed at this moment and not in the ledger yet, problems first."""
    letters = list(known)
    today = now.astimezone(ZONE).date()
    planned = [*reports(terms, today), *previews(school, letters, terms, now)]
    planned += corrections(school, letters, told, terms, now)
    if may_arrive(terms.calendar, now):
        feedback, thanks = about_folders(school, letters, terms, now)
        planned += one_a_day([*feedback, *reminders(school, told, terms, now), *thanks], letters, today)
        planned += questions(school, told, terms, now)
        planned += summaries(school, letters, told, terms, now)
        planned += year_ends(school, letters, terms, now)
    keys = {letter.key for letter in letters}
    return [letter for letter in planned if letter.key not in keys]
