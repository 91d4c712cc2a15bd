"""What the watcher sees of one folder, look by look, without any configuration: the daemon's own looks, told as lines.

With a state folder it remembers between two runs: the mirror in a database of its own, and what was told already.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from drive_sync import store
from drive_sync.appearances import There, below, compare
from drive_sync.drive_client import DriveClient
from drive_sync.errors import WatchedFolderEmptied
from drive_sync.facts import FOLDER
from drive_sync.mirror_store import KeptTree
from drive_sync.names.folder_names import School
from drive_sync.pull import Puller
from drive_sync.rules import Limits
from drive_sync.settling import Patience
from drive_sync.text import one_line
from drive_sync.watch import judge
from drive_sync.watchers import Watched

_ACCOUNT = "watch"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_AT_ONCE = Patience(quiet=timedelta(0), empty=timedelta(0))
"""Nobody who asks "does it see my upload?" waits for half an hour; Drive's own reading of films is waited for."""


class NoFolder(Exception):
    """What somebody wants to watch is a file; the text says so."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{one_line(name)}” là một tệp, không phải thư mục. Dán mã của thư mục chứa nó (phần cuối đường dẫn sau "
            "/folders/). (This is a file, not a folder: give the id of the folder that holds it.)"
        )


class Watching:
    """A folder, looked at again and again.

    Args:
        engine: a database for the mirror.
        drive: the Drive resource of the official client.
        folder: the id of the watched folder.
        own: the school whose folder names are expected.
        told: a file that remembers what was told; None forgets when the program ends.
    """

    def __init__(
        self, engine: sa.Engine, drive: Callable[[], Any], folder: str, own: School, told: Path | None
    ) -> None:
        self._engine = engine
        self._client = DriveClient(_ACCOUNT, drive)
        self._watched = Watched(folder, own, (), (_ACCOUNT,), (folder,), _LONG_AGO)
        self._told_file = told
        before = _read(told) if told else {}
        self._files = {file_id: There(**facts) for file_id, facts in before.get("files", {}).items()}
        self._verdicts: dict[str, str] = before.get("verdicts", {})

    def look(self, now: datetime) -> Iterator[dict[str, Any]]:
        """One look: an object for each thing that happened since the last, then one for each folder judged anew.

        The watched folder itself, with "." as its path, is judged where files lie loose in it.

        Raises:
            GoogleTrouble: Drive could not be read.
            NoFolder: it is a file.
            WatchedFolderVanished: the folder is not there, in the bin, or not shared with the account: nothing is told.
            WatchedFolderEmptied: it is there, and its event folders are not; what happened was told.
        """
        Puller(self._engine, self._client, [self._watched], now).pull()
        root = self._watched.roots[0]
        with self._engine.connect() as connection:
            itself = KeptTree(connection).file(root)
        if itself is not None and itself.mime_type != FOLDER:
            raise NoFolder(itself.name)
        emptied = None
        try:
            judge(self._engine, self._watched, Limits(), _AT_ONCE, now)
        except WatchedFolderEmptied as error:
            emptied = error
        with self._engine.connect() as connection:
            files = below(KeptTree(connection), root)
            known = store.known_folders(connection, self._watched.school)
            findings = store.open_findings(connection, self._watched.school)
        for happening, there in compare(self._files, files):
            yield {"event": str(happening), **_as_json(there), "at": now.isoformat()}
        self._files = files
        places = files if root not in known else {**files, root: There(root, "folder", known[root].name, ".", "", "")}
        verdicts = {
            folder_id: f"{folder.verdict} {folder.judged_at}"
            for folder_id, folder in known.items()
            if folder.gone_at is None and folder.judged_mark == folder.facts_mark
        }
        for folder_id, verdict in verdicts.items():
            if self._verdicts.get(folder_id) != verdict and folder_id in places:
                codes = [finding.code for finding in findings.get(folder_id, ())]
                judged = {"verdict": str(known[folder_id].verdict), "findings": codes}
                yield {"event": "judged", **_as_json(places[folder_id]), "at": now.isoformat(), **judged}
        self._verdicts = verdicts
        self._remember()
        if emptied is not None:
            raise emptied

    def _remember(self) -> None:
        """Written after the lines were taken: a kill in between tells them once more, never not at all."""
        if self._told_file is None:
            return
        files = {file_id: asdict(there) for file_id, there in self._files.items()}
        fresh = self._told_file.with_suffix(".new")
        text = json.dumps({"files": files, "verdicts": self._verdicts}, ensure_ascii=False)
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self._told_file)


def _as_json(there: There) -> dict[str, str]:
    return {"kind": there.kind, "id": there.id, "name": there.name, "path": there.path, "parent": there.parent}


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told
