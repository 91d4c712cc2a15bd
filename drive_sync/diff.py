"""Old findings and new ones of a folder: what opened, what is still open, what closed."""

from collections.abc import Iterable
from dataclasses import dataclass

from drive_sync.facts import Finding


@dataclass(frozen=True, slots=True)
class Difference:
    """Findings by what happened to them; `still_open` carries the new data ("2/3" where it was "1/3")."""

    opened: tuple[Finding, ...]
    still_open: tuple[Finding, ...]
    closed: tuple[Finding, ...]


def diff(old: Iterable[Finding], new: Iterable[Finding]) -> Difference:
    """What changed between two judgements of the same folder."""
    before = {finding.identity: finding for finding in old}
    after = {finding.identity: finding for finding in new}
    return Difference(
        opened=tuple(finding for identity, finding in after.items() if identity not in before),
        still_open=tuple(finding for identity, finding in after.items() if identity in before),
        closed=tuple(finding for identity, finding in before.items() if identity not in after),
    )
