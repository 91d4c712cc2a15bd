"""After the verdict from metadata: what Drive was silent about is asked for, kept, and the folder judged once more.

Nothing here runs inside a transaction, and nothing is lost by a kill: each answer is written down by itself, so what
was not is asked for again; the folder is marked last. A folder that people change meanwhile waits to be judged anew.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from drive_sync import closer_store, descriptions, mirror_store, store
from drive_sync.errors import GoogleTrouble, Remedy
from drive_sync.event_card import needed_of
from drive_sync.event_folders import event_folder
from drive_sync.facts import DriveFile
from drive_sync.file_bytes import Ranges, document_text, thumbnail, thumbnail_link, thumbnail_links
from drive_sync.folders import place_one
from drive_sync.media.media_facts import UNREAD, MediaFacts
from drive_sync.media.probe import InMemory, Probe
from drive_sync.mirror_store import KeptTree
from drive_sync.open_questions import DOCUMENT, Ask, CloserLook, Question, open_questions, version_of
from drive_sync.watchers import Watched

log = logging.getLogger(__name__)

_MOST_FILES = 40
"""How many files one look may ask about: a slow network must not hold up the letters of a tick for long."""

_OF_ONE_FILE = frozenset({Remedy.GONE, Remedy.ASK_FOR_ACCESS, Remedy.OUR_MISTAKE})
"""What Google says of one file; after anything else the next file would fare no better now."""

Drives = Mapping[str, Callable[[], Any]]
"""The Drive of each account that can be asked now."""


def look_closer(
    engine: sa.Engine, watched: Watched, drives: Drives, probe: Probe, now: datetime, most: int = _MOST_FILES
) -> list[str]:
    """Asks about the files of a school's judged folders; the folders that must be judged again.

    Args:
        engine: the database.
        watched: what is watched for the school.
        drives: the accounts through which Drive can be asked.
        probe: reads what Google gives.
        now: the moment of the tick.
        most: how many files are asked about; the rest has its turn at the next look.
    """
    with engine.connect() as connection:
        waiting = store.folders_for_a_closer_look(connection, watched.school, now)
    closer = _CloserLook(engine, watched, drives, probe, now, most)
    looked_at = [folder_id for folder_id in waiting if closer.may_go_on and closer.look_at(folder_id)]
    if looked_at:
        extra = {"action": "closer-look", "school": watched.school, "files": closer.asked, "folders": len(looked_at)}
        log.info("looked closer", extra=extra)
    return looked_at


class _CloserLook:
    """One closer look at the folders of one school."""

    def __init__(
        self, engine: sa.Engine, watched: Watched, drives: Drives, probe: Probe, now: datetime, most: int
    ) -> None:
        self.engine = engine
        self.watched = watched
        self.drives = drives
        self.probe = probe
        self.now = now
        self.most = most
        self.asked = 0
        self.google_listens = True
        self._known_links: dict[str, dict[str, str]] = {}
        self._elsewhere: set[str] = set()

    @property
    def may_go_on(self) -> bool:
        """Whether another file may be asked about."""
        return self.google_listens and self.asked < self.most

    def look_at(self, folder_id: str) -> bool:
        """Asks about the files of a folder; whether more is known of it now, or nothing is left to be asked."""
        questions = self._questions(folder_id)
        accounts = self._accounts([one.file.id for one in questions])
        before = self.asked
        for question in questions:
            account = accounts.get(question.file.id)
            if account is None:
                continue
            if not self.may_go_on:
                break
            self.asked += 1
            look = self._look_into(question, account)
            with self.engine.begin() as connection:
                closer_store.save_look(connection, look)
        if questions and self.asked == before:
            return False
        with self.engine.begin() as connection:
            store.judge_again(connection, self.watched.school, folder_id)
        return True

    def _questions(self, folder_id: str) -> list[Question]:
        """What may be asked about a folder now."""
        with self.engine.connect() as connection:
            there = place_one(KeptTree(connection), folder_id, self.watched.borders)
            if there is None or there.folder.id != folder_id:
                return []
            looks = closer_store.looks_into(connection, there.contents)
        self._elsewhere |= {target.id for target in there.targets}
        event = event_folder(there, self.watched.own, self.watched.others)
        return [one for one in open_questions(event, there.contents, looks) if one.is_due(self.now)]

    def _accounts(self, ids: list[str]) -> dict[str, str]:
        """The first account that can be asked about each file; files that none of them sees are left out."""
        with self.engine.connect() as connection:
            seen = mirror_store.seen(connection, ids)
        return {
            file_id: account
            for file_id, one in seen.items()
            if (account := next((each for each in self.drives if one.is_seen_by(each)), None)) is not None
        }

    def _look_into(self, question: Question, account: str) -> CloserLook:
        """What a file shows; what Google refuses counts as a failure, and what was had before it is kept."""
        file = question.file
        look = CloserLook(file.id, version_of(file), self.now)
        try:
            if Ask.RANGES in question.asks:
                look = replace(look, facts=UNREAD)
                look = replace(look, facts=self._read(file, account))
            if Ask.THUMBNAIL in question.asks:
                look = replace(look, facts=self._with_look(look.facts, file, account))
            if Ask.TEXT in question.asks:
                look = replace(look, description=needed_of(self._text(file, account)))
        except GoogleTrouble as error:
            self.google_listens = error.remedy in _OF_ONE_FILE
            extra = {"action": "closer-look-fails", "file": file.id, "reason": error.reason}
            log.warning("file not read", extra=extra)
            return replace(look, failures=question.failures + 1)
        return look

    def _read(self, file: DriveFile, account: str) -> MediaFacts:
        """What the bytes of a photo or film tell, by ranges; never its pixels, which would be the whole original."""
        ranges = Ranges(account, self.drives[account], file.id, file.size or 0)
        facts = self.probe.facts(file.name, ranges, pixels=False)
        if ranges.trouble is not None:
            raise ranges.trouble
        return facts

    def _with_look(self, facts: MediaFacts, photo: DriveFile, account: str) -> MediaFacts:
        """The facts with how a photo looks, if Drive made a small picture of it."""
        link = self._link(photo, account)
        picture = thumbnail(account, self.drives[account], photo.id, link) if link else None
        if picture is None:
            return facts
        return replace(facts, look=self.probe.facts("thumbnail", InMemory(picture), pixels=True).look)

    def _link(self, photo: DriveFile, account: str) -> str | None:
        """The link to the small picture of a photo: the links of a folder are asked for at once, once a look.

        What a shortcut leads to is asked for alone: its folder may be large, or not be seen at all.
        """
        if photo.id in self._elsewhere:
            return thumbnail_link(account, self.drives[account], photo.id)
        folder_id = photo.parent or ""
        if folder_id not in self._known_links:
            self._known_links[folder_id] = thumbnail_links(account, self.drives[account], folder_id)
        return self._known_links[folder_id].get(photo.id)

    def _text(self, file: DriveFile, account: str) -> str:
        if file.mime_type == DOCUMENT:
            return document_text(account, self.drives[account], file.id)
        ranges = Ranges(account, self.drives[account], file.id, file.size or 0)
        try:
            return descriptions.text_of(file.name, ranges)
        except OSError:
            if ranges.trouble is None:
                raise
            raise ranges.trouble from None
