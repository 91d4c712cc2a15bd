"""What a look makes of an event folder that is remembered: noticed as it is now, and judged once it has settled."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from drive_sync.event_card import event_card, known_answers
from drive_sync.event_folders import day_of
from drive_sync.facts import EventFolder, Finding, KnownFolder, Severity, Verdict
from drive_sync.folders import Placed
from drive_sync.rules import Limits, verdict_of
from drive_sync.rules.photos import distinct_photos
from drive_sync.settling import facts_mark, people_mark
from drive_sync.text import one_line
from drive_sync.watchers import Watched
from drive_sync.wording import Language


def noticed(known: KnownFolder | None, there: Placed, watched: Watched, now: datetime) -> KnownFolder:
    """The folder with its present marks; when people changed something, the quiet time and the verdict begin anew."""
    people, facts = people_mark(there), facts_mark(there)
    name = one_line(there.folder.name)
    if known is None:
        created = there.folder.created
        old = created is not None and created < watched.start
        first = KnownFolder(watched.school, there.folder.id, there.root, name, created, now, now, people, facts)
        return replace(first, before_start=old)
    is_back = known.gone_at is not None  # its findings were closed: it is judged anew even when nothing changed
    moved = people != known.people_mark or is_back  # judged anew even when the next change takes this one back
    return replace(
        known,
        root=there.root,
        name=name,
        people_mark=people,
        facts_mark=facts,
        judged_mark=None if moved else known.judged_mark,
        changed_at=now if moved else known.changed_at,
        verdict=Verdict.UNKNOWN if moved else known.verdict,
        before_start=known.before_start and people == known.people_mark,
        closer_look_at=None if moved else known.closer_look_at,
        gone_at=None,
        gone_reason="",
    )


def judged(
    folder: KnownFolder,
    event: EventFolder,
    new: tuple[Finding, ...],
    description: str,
    limits: Limits,
    now: datetime,
) -> KnownFolder:
    """The folder with its verdict, its card and its round: a new round begins when a teacher would see a difference."""
    verdict = verdict_of(event, new, limits)
    mark = _verdict_mark(verdict, new)
    return replace(
        folder,
        judged_mark=folder.facts_mark,
        judged_at=now,
        verdict=verdict,
        verdict_mark=mark,
        round=folder.round + (mark != folder.verdict_mark),
        uploader=event.uploader,
        photos=distinct_photos(event.photos),
        videos=len(event.videos),
        happened_on=day_of(event.photos),
        card=known_answers(event_card(event, Language.VI, description=description), Language.VI),
    )


def _verdict_mark(verdict: Verdict, new: Iterable[Finding]) -> str:
    """What makes two verdicts the same to the teacher: the outcome and every blocking finding with its numbers."""
    blocking = sorted(
        (one.code, one.file_id, repr(sorted(one.data.items()))) for one in new if one.severity is Severity.BLOCKING
    )
    return hashlib.sha256(repr((verdict, blocking)).encode()).hexdigest()
