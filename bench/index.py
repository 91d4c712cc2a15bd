"""The mirror at a million files: upserts a second, memory, children, ancestors.

    python bench/index.py [FILES]

`listed` is a first listing as the product keeps it: what is known is read, compared and written, 10,000 files a
commit. Beside it, in the same run, bare `sqlite3` writes the same rows in the same commits and compares nothing.
"""

import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from drive_sync import mirror_store as store
from drive_sync.drive_client import DriveClient
from drive_sync.facts import FOLDER, DriveFile
from drive_sync.mirror import Change, Feed, apply
from drive_sync.mirror_store import KeptTree
from drive_sync.pull import Puller
from drive_sync.trees import line_above
from service.database import SQLITE_PRAGMAS, open_database

_AT_ONCE = 10_000
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_NOW = datetime(2023, 9, 5, tzinfo=UTC)
_FEED = Feed("truyenthong.punhi@gmail.com")


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "index.sqlite3"
        engine = open_database(f"sqlite:///{place.as_posix()}")
        bare = _bare_copy(engine, Path(folder) / "bare.sqlite3")
        chance = random.Random(1)
        some: list[str] = []
        folders: list[str] = []
        ours, theirs = _Spent(), _Spent()
        for page in _pages(number, chance, folders):
            changes = tuple(Change(file.id, file) for file in page)
            with ours, engine.begin() as connection:
                before = store.seen(connection, {file.id for file in page})
                store.save(connection, _FEED, 1, before, apply(before, _FEED.name, changes), changes)
            with theirs:
                _write_bare(bare, page)
            some.append(page[0].id)
        print(f"{number} files listed, upserts/s: {ours.told(number)}; bare sqlite3 {theirs.told(number)}")
        print(f"ours takes {ours.wall / theirs.wall:.2f} times the wall time of bare sqlite3")
        _again(engine, some, folders, chance)
        print(f"resident memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        print(f"database: {place.stat().st_size / 2**20:.0f} MB")


class _Spent:
    """The wall and processor time spent inside `with`, in seconds."""

    wall = busy = 0.0

    def __enter__(self) -> None:
        self._begun = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self.wall += time.perf_counter() - self._begun[0]
        self.busy += time.process_time() - self._begun[1]

    def told(self, number: int) -> str:
        return f"{number / self.wall:,.0f} ({number / self.busy:,.0f} a second of one core)"


_COLUMNS = tuple(field.name for field in fields(DriveFile))


def _bare_copy(engine: sa.Engine, place: Path) -> sqlite3.Connection:
    """An empty database with the same two tables and settings, written by nothing but sqlite3."""
    with engine.connect() as connection:
        query = sa.text("SELECT sql FROM sqlite_master WHERE tbl_name IN ('drive_files', 'drive_sightings')")
        made = [sql for sql in connection.scalars(query) if sql]
    bare = sqlite3.connect(place, isolation_level=None)
    for statement in (*(f"PRAGMA {pragma}" for pragma in SQLITE_PRAGMAS), *made):
        bare.execute(statement)
    return bare


def _write_bare(bare: sqlite3.Connection, page: list[DriveFile]) -> None:
    rows = [[getattr(file, name) for name in _COLUMNS] for file in page]
    values = [[one.isoformat() if isinstance(one, datetime) else one for one in row] for row in rows]
    columns, marks = ", ".join(("file_id", *_COLUMNS[1:])), ", ".join("?" * len(_COLUMNS))
    overwriting = "ON CONFLICT (file_id) DO UPDATE SET name = excluded.name"
    bare.execute("BEGIN")
    bare.executemany(f"INSERT INTO drive_files ({columns}) VALUES ({marks}) {overwriting}", values)  # noqa: S608
    bare.executemany(
        "INSERT INTO drive_sightings SELECT number, ?, 1 FROM drive_files WHERE file_id = ? ON CONFLICT DO NOTHING",
        [(_FEED.name, row[0]) for row in rows],
    )
    bare.execute("COMMIT")


def _again(engine: sa.Engine, some: list[str], folders: list[str], chance: random.Random) -> None:
    with engine.connect() as connection:
        ids = chance.sample(some, min(len(some), 200))
        known = list(store.files(connection, ids))
    changes = tuple(Change(file.id, DriveFile(file.id, "renamed", file.mime_type, file.parent)) for file in known)
    puller = Puller(engine, DriveClient(_FEED.account, lambda: None), [], _NOW)
    begun = time.perf_counter()
    with engine.begin() as connection:
        puller.keep(connection, _FEED, 1, changes)
    print(f"{len(changes)} scattered changes heard: {len(changes) / (time.perf_counter() - begun):,.0f}/s")
    with engine.connect() as connection:
        asked = chance.sample(folders, 1000)
        begun = time.perf_counter()
        found = sum(len(store.children(connection, folder)) for folder in asked)
        each = (time.perf_counter() - begun) / len(asked)
        print(f"children: {each * 1000:.2f} ms a folder ({found / len(asked):.0f} files each)")
        begun = time.perf_counter()
        deep = sum(len(list(line_above(KeptTree(connection), file.id))) for file in known)
        each = (time.perf_counter() - begun) / len(known)
        print(f"ancestors: {each * 1000:.2f} ms a file ({deep / len(known):.0f} levels each)")


def _pages(number: int, chance: random.Random, folders: list[str]) -> Iterator[list[DriveFile]]:
    """Files as a listing gives them: years, months, events of ten photos, ids that are random as Drive's."""
    page: list[DriveFile] = []
    parent, left = None, 0
    holders: list[str | None] = [None]
    for at in range(number):
        file_id = "1" + "".join(chance.choices(_ALPHABET, k=32))
        if left == 0:
            above = chance.choice(holders)
            page.append(DriveFile(file_id, f"Pu Nhi_Sự kiện {at}", FOLDER, above, _NOW, owner="tu@example.edu.vn"))
            parent, left = file_id, 10
            folders.append(file_id)
            if at % 5000 == 0:
                holders.append(file_id)
        else:
            left -= 1
            facts = {"size": 5_000_000 + at, "md5": f"{at:032x}", "owner": "tu@example.edu.vn", "version": at}
            media = {"width": 4000, "height": 3000, "camera": "samsung SM-A546E", "taken_at": "2023:09:05 07:15:30"}
            page.append(DriveFile(file_id, f"IMG_{at:08}.jpg", "image/jpeg", parent, _NOW, **facts, **media))  # type: ignore[arg-type]
        if len(page) == _AT_ONCE:
            yield page
            page = []
    if page:
        yield page


if __name__ == "__main__":
    main()
