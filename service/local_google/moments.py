"""Instants the way Google writes and reads them."""

from datetime import UTC, datetime


def rfc3339(moment: datetime) -> str:
    """2023-09-05T01:00:00.000Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def parse(text: str) -> datetime:
    """The instant in `text`; without a zone it is UTC. ValueError if it is none."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
