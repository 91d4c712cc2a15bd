"""How a school stands, read from our own tables alone: for the command line, and any page that wants to show it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from drive_sync import mirror_store
from drive_sync import store as drive_store
from drive_sync.closer_store import sharing_seen
from drive_sync.facts import Sharing
from gmail_reports import store as letter_store
from gmail_reports.deadlines import ZONE
from gmail_reports.letters.letter import UNFINISHED, Kind, Letter, State
from gmail_reports.notices.absences import absences_in
from gmail_reports.sheet import store as sheet_store
from gmail_reports.sheet.tabs import PLAN
from service.alerts import open_alerts
from service.catching_up import caught_up, sentence_of
from service.config import SchoolConfig
from service.world import World

_TELL_OF_ABSENCES_FOR = timedelta(days=14)
_FOR_A_PERSON = frozenset({State.HELD, State.UNSURE})


@dataclass(frozen=True, slots=True)
class SchoolStatus:
    """One school: when Drive and the Sheet were last read, its folders by verdict, its letters that matter now.

    `missed` is how many files the last nightly listing found that no feed had told of, `swept_at` when that was;
    `storage` is the part of each account's storage that is used, from 0 to 1; `sharing` says whether the superior
    office can open each watched root, those left out of which our accounts cannot see it.
    """

    school: str
    drive_read_at: datetime | None
    sheet_read_at: datetime | None
    verdicts: dict[str, int]
    reports: tuple[Letter, ...]
    waiting: tuple[Letter, ...]
    for_a_person: tuple[Letter, ...]
    alerts: tuple[tuple[datetime, str], ...]
    swept_at: datetime | None = None
    missed: int = 0
    storage: Mapping[str, float] = field(default_factory=dict)
    absences: tuple[str, ...] = ()
    sharing: Mapping[str, Sharing] = field(default_factory=dict)

    @property
    def needs_a_person(self) -> bool:
        """Whether something stands still until somebody decides."""
        return bool(self.for_a_person or self.alerts) or self.drive_read_at is None

    def as_json(self) -> dict[str, object]:
        """The same for programs; times in ISO 8601 with the zone of Vietnam."""
        return {
            "school": self.school,
            "drive_read_at": _written(self.drive_read_at),
            "sheet_read_at": _written(self.sheet_read_at),
            "swept_at": _written(self.swept_at),
            "missed": self.missed,
            "storage": {account: round(share, 3) for account, share in self.storage.items()},
            "verdicts": self.verdicts,
            "reports": [letter_as_json(letter) for letter in self.reports],
            "waiting": [letter_as_json(letter) for letter in self.waiting],
            "for_a_person": [letter_as_json(letter) for letter in self.for_a_person],
            "alerts": [{"since": _written(since), "sentence": sentence} for since, sentence in self.alerts],
            "absences": list(self.absences),
            "sharing": {root: str(sharing) for root, sharing in self.sharing.items()},
        }


def status_of(world: World, school: SchoolConfig) -> SchoolStatus:
    """How a school stands."""
    with world.engine.connect() as connection:
        reads = [mirror_store.read_at(connection, account) for account in school.accounts]
        folders = drive_store.known_folders(connection, school.id).values()
        letters = letter_store.letters_of(connection, school.id)
        alerts = open_alerts(connection, school.id)
        places = [one for name in school.accounts for one in mirror_store.feeds_of(connection, name).values()]
        stored = {account: mirror_store.storage_of(connection, account) for account in school.accounts}
        sheet_read_at = sheet_store.tab_read_at(connection, school.id, PLAN.name)
        told = letter_store.told(connection, school.id)
        sharing = sharing_seen(connection, school.id, school.roots)
    now = world.now()
    recent = [one for one in absences_in(told) if now - one.last < _TELL_OF_ABSENCES_FOR]
    known_reads = [one for one in reads if one is not None]
    return SchoolStatus(
        school=school.id,
        drive_read_at=min(known_reads) if len(known_reads) == len(reads) else None,
        sheet_read_at=sheet_read_at,
        verdicts=dict(Counter(str(folder.verdict) for folder in folders if folder.gone_at is None)),
        reports=tuple(one for one in letters if one.kind is Kind.REPORT),
        waiting=tuple(one for one in letters if one.state in UNFINISHED),
        for_a_person=tuple(one for one in letters if one.state in _FOR_A_PERSON),
        alerts=tuple(alerts),
        swept_at=min((one.swept_at for one in places if one.swept_at is not None), default=None),
        missed=sum(one.missed for one in places),
        storage={account: storage.share for account, storage in stored.items() if storage is not None},
        absences=tuple(sentence_of(caught_up(one, letters, folders, now)) for one in recent),
        sharing=sharing,
    )


def letter_as_json(letter: Letter) -> dict[str, object]:
    """A letter for programs: its facts and how far it is, never its text."""
    return {
        "key": letter.key,
        "kind": letter.kind,
        "state": letter.state,
        "reason": letter.reason,
        "to": letter.planned.to.email,
        "subject": letter.subject,
        "month": letter.planned.month,
        "due_at": _written(letter.planned.due_at),
        "sent_at": _written(letter.sent_at),
    }


def _written(moment: datetime | None) -> str | None:
    return moment.astimezone(ZONE).isoformat() if moment else None
