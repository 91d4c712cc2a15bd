"""What is said of a folder as a whole, by what the rules found in it and by how much of it could be read."""

from collections.abc import Iterable

from drive_sync.facts import Contents, EventFolder, Finding, Severity, Verdict
from drive_sync.rules.photos import distinct_photos
from drive_sync.rules.rule import Limits


def is_ignored(event: EventFolder) -> bool:
    """Whether a folder is no event to be judged: loose files, a folder for trying out."""
    return event.loose or event.event_name.severity == "ignore"


def verdict_of(event: EventFolder, findings: Iterable[Finding], limits: Limits) -> Verdict:
    """Needs work when anything blocks; unknown when too few of the photos that count could be read; else accepted.

    A photo that nobody could read may be whole or cut short: neither a reason to ask for more nor one to say thanks.
    """
    if is_ignored(event):
        return Verdict.IGNORED
    if any(finding.severity is Severity.BLOCKING for finding in findings):
        return Verdict.NEEDS_WORK
    read = tuple(photo for photo in event.photos if photo.contents is not Contents.UNREAD)
    return Verdict.ACCEPTED if distinct_photos(read) >= limits.least_photos else Verdict.UNKNOWN
