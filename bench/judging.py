"""Event folders judged a second, one core: from metadata in memory, and from the mirror in SQLite with saving.

python bench/judging.py [FOLDERS]
"""

import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from drive_sync.drive_client import DriveClient
from drive_sync.event_folders import event_folder
from drive_sync.facts import FOLDER, DriveFile
from drive_sync.folders import place
from drive_sync.mirror import Change, Feed
from drive_sync.names.folder_names import School
from drive_sync.names.school_events import school_events
from drive_sync.pull import Puller
from drive_sync.rules import RULES, Limits, findings_of, verdict_of
from drive_sync.settling import Patience, facts_mark, people_mark
from drive_sync.trees import Files
from drive_sync.watch import judge
from drive_sync.watchers import Watched
from service.database import open_database

_NOW = datetime(2023, 9, 5, tzinfo=UTC)
_OWN = School("PTDTBT THCS Pu Nhi", ("THCS Pu Nhi", "Pu Nhi"))


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    files = _drive(number)
    watched = Watched("pu-nhi", _OWN, (), ("school",), ("root",), _NOW)
    tree = Files({file.id: file for file in files})
    for names in ("every name new", "names read before"):
        begun, cpu = time.perf_counter(), time.process_time()
        verdicts = []
        for there in place(tree, watched.borders):
            people_mark(there)
            facts_mark(there)
            event = event_folder(there, _OWN)
            verdicts.append(verdict_of(event, findings_of(RULES, event, Limits()), Limits()))
        spent, busy = time.perf_counter() - begun, time.process_time() - cpu
        print(
            f"from metadata, {names}: {len(verdicts) / spent:,.0f} event folders/s, "
            f"{len(verdicts) / busy:,.0f} a second of one core ({len(files)} files)"
        )

    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{(Path(folder) / 'judging.sqlite3').as_posix()}")
        puller = Puller(engine, DriveClient("school", lambda: None), [watched], _NOW)
        for at in range(0, len(files), 1000):
            with engine.begin() as connection:
                changes = tuple(Change(file.id, file) for file in files[at : at + 1000])
                puller.keep(connection, Feed("school"), 1, changes)
        at_once = Patience(timedelta(0), timedelta(0), timedelta(0))
        begun, cpu = time.perf_counter(), time.process_time()
        judged = judge(engine, watched, Limits(), at_once, _NOW)
        spent, busy = time.perf_counter() - begun, time.process_time() - cpu
        print(
            f"from the database, saved: {len(judged) / spent:,.0f} event folders/s, "
            f"{len(judged) / busy:,.0f} a second of one core"
        )
        begun = time.perf_counter()
        for _ in range(100):
            judge(engine, watched, Limits(), at_once, _NOW)
        print(f"an idle look at {number} folders: {(time.perf_counter() - begun) * 10:.2f} ms")
        engine.dispose()


def _name(number: int) -> str:
    """A folder's name as teachers write them, none twice: two thirds name a school event, with its day or its class."""
    event = school_events()[number % len(school_events())].name.replace("/", "-")
    activity = event if number % 3 else f"Hoạt động số {number}"
    return f"PTDTBT THCS Pu Nhi_{activity} {1 + number % 28}-{1 + number % 12}-{2000 + number // 60}"


def _drive(number: int) -> list[DriveFile]:
    files = [DriveFile("root", "Truyền thông", FOLDER)]
    for one in range(number):
        files.append(DriveFile(f"event {one}", _name(one), FOLDER, "root", _NOW))
        files += [
            DriveFile(
                f"{one} {photo}",
                f"IMG_20230905_0715{photo:02}.jpg",
                "image/jpeg",
                f"event {one}",
                _NOW,
                5_000_000,
                f"{one} {photo}",
                "tu@example.edu.vn",
                width=4000,
                height=3000,
                camera="samsung SM-A546E",
                taken_at="2023:09:05 07:15:30",
            )
            for photo in range(10)
        ]
    return files


if __name__ == "__main__":
    main()
