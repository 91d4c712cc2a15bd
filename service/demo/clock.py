"""A clock that is turned by hand."""

from datetime import datetime


class TurnedClock:
    """Calling it gives the time it was last turned to."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def __call__(self) -> datetime:
        """The time on the clock."""
        return self._now

    def turn_to(self, now: datetime) -> None:
        """Sets the clock."""
        self._now = now
