"""One school's verdicts in a tick: judged from metadata, then looked at closer, then judged by that too.

The first verdict is written down before Google is asked anything more: no trouble with Google can lose it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from drive_sync.closer_look import look_closer
from drive_sync.root_sharing import ask_about_sharing
from drive_sync.settling import Patience
from drive_sync.watch import judge
from drive_sync.watchers import Watched
from service.looks import last_night
from service.world import World


class Verdicts:
    """What is said of a school's folders now.

    Args:
        world: the configuration, the database, the reader of files.
        watched: what is watched for the school.
        drives: the Drives of the accounts that Google answers now.
        now: the moment of the tick.
    """

    def __init__(self, world: World, watched: Watched, drives: Mapping[str, Callable[[], Any]], now: datetime) -> None:
        self.world = world
        self.watched = watched
        self.drives = drives
        self.now = now

    def ask_about_sharing(self, superior: str) -> None:
        """Asks once a night whether the superior office, an address, can open the watched roots."""
        ask_about_sharing(self.world.engine, self.watched, self.drives, superior, last_night(self.now), self.now)

    def give(self) -> None:
        """Judges what has settled, and what more is known of.

        Raises:
            WatchedFolderVanished: a root is not there; the other roots were judged.
        """
        self._judge()
        if look_closer(self.world.engine, self.watched, self.drives, self.world.probe, self.now):
            self._judge()

    def _judge(self) -> None:
        timing = self.world.config.timing
        patience = Patience(timedelta(minutes=timing.quiet_minutes), timedelta(minutes=timing.processing_minutes))
        judge(self.world.engine, self.watched, self.world.config.limits.as_limits, patience, self.now)
