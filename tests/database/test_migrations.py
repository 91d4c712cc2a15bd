import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

import drive_sync.mirror_store
import drive_sync.store
import drive_sync.tables
import service.database
from drive_sync.facts import SHORTCUT, DriveFile
from drive_sync.mirror import Change, Feed, Seen, apply
from drive_sync.mirror_store import Cursor
from drive_sync.sql import UtcDateTime
from service.database import connect, migrate, open_database
from tests.builders import SOME_MORNING
from tests.database.conftest import METADATA


@pytest.fixture
def untouched(empty_database):
    """A database that nobody has migrated yet."""
    opened = connect(empty_database)
    yield opened
    opened.dispose()


def _upgrade(connection, revision):
    config = Config()
    config.set_main_option("script_location", str(Path(service.database.__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _tables(engine):
    return set(sa.inspect(engine).get_table_names())


def _of_all_packages():
    return {name for metadata in METADATA for name in metadata.tables}


def test_the_migrations_make_exactly_the_tables_that_the_packages_speak_of(engine):
    def same_type(_context, _column, _there, found, wanted):
        return False if isinstance(wanted, UtcDateTime) and isinstance(found, sa.DateTime) else None

    with engine.connect() as connection:
        options = {"compare_type": same_type, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []


def test_every_moment_is_kept_with_its_zone_where_the_database_can(engine):
    kept_in = {
        (name, column.name): column.type
        for metadata in METADATA
        for name, table in metadata.tables.items()
        for column in table.columns
        if isinstance(column.type, UtcDateTime)
    }
    assert len(kept_in) > 10
    if engine.dialect.name == "postgresql":
        found = {
            (name, column["name"]): column["type"].timezone
            for name in _tables(engine) - {"alembic_version"}
            for column in sa.inspect(engine).get_columns(name)
            if isinstance(column["type"], sa.DateTime)
        }
        assert found == dict.fromkeys(kept_in, True)


def test_no_two_packages_have_a_table_of_the_same_name():
    assert len(_of_all_packages()) == sum(len(metadata.tables) for metadata in METADATA)


def test_migrating_again_changes_nothing_and_loses_nothing(engine):
    with engine.begin() as connection:
        drive_sync.mirror_store.save_cursor(connection, Feed("school@example.com"), Cursor("7", SOME_MORNING))
    migrate(engine)
    with engine.connect() as connection:
        assert drive_sync.mirror_store.cursor(connection, Feed("school@example.com")) == Cursor("7", SOME_MORNING)
    assert _tables(engine) == _of_all_packages() | {"alembic_version"}


def test_an_older_mirror_is_kept_with_who_sees_each_file(untouched):
    photo = DriveFile("photo", "Ảnh.jpg", "image/jpeg", "event", SOME_MORNING, 5, description="sân trường", version=7)
    facts = {name: value for name, value in asdict(photo).items() if name not in {"id", "target"}}
    files = sa.table(
        "drive_files", sa.column("created", UtcDateTime), *map(sa.column, ("file_id", *(facts.keys() - {"created"})))
    )
    sightings = sa.table("drive_sightings", *map(sa.column, ("file_id", "feed", "scan")))
    with untouched.begin() as connection:
        _upgrade(connection, "0002")
        connection.execute(files.insert().values(file_id="photo", **facts))
        connection.execute(files.insert().values(**{**facts, "file_id": "seen by nobody"}))
        connection.execute(sightings.insert().values(file_id="photo", feed="a@example.com", scan=3))
        connection.execute(sightings.insert().values(file_id="photo", feed="b@example.com", scan=2))
    migrate(untouched)
    with untouched.connect() as connection:
        known = drive_sync.mirror_store.seen(connection, {"photo", "seen by nobody"})
        assert known == {"photo": Seen(photo, frozenset({"a@example.com", "b@example.com"}))}
        assert drive_sync.mirror_store.unseen(connection, Feed("a@example.com"), 3) == []
        assert drive_sync.mirror_store.unseen(connection, Feed("b@example.com"), 3) == ["photo"]


def test_a_shortcut_of_an_older_mirror_says_at_the_next_listing_where_it_leads(untouched):
    shortcut = DriveFile("shortcut", "Ảnh.jpg", SHORTCUT, "event", SOME_MORNING, version=7)
    facts = {name: value for name, value in asdict(shortcut).items() if name not in {"id", "target"}}
    files = sa.table(
        "drive_files", sa.column("created", UtcDateTime), *map(sa.column, ("file_id", *(facts.keys() - {"created"})))
    )
    sightings = sa.table("drive_sightings", *map(sa.column, ("file", "feed", "scan")))
    with untouched.begin() as connection:
        _upgrade(connection, "0003")
        connection.execute(files.insert().values(file_id="shortcut", **facts))
        connection.execute(sightings.insert().values(file=1, feed="a@example.com", scan=1))
    migrate(untouched)
    listed = (Change("shortcut", replace(shortcut, target="photo")),)
    with untouched.begin() as connection:
        known = drive_sync.mirror_store.seen(connection, {"shortcut"})
        assert known["shortcut"].file == shortcut
        applied = apply(known, "a@example.com", listed)
        drive_sync.mirror_store.save(connection, Feed("a@example.com"), 2, known, applied, listed)
    with untouched.connect() as connection:
        assert [file.target for file in drive_sync.mirror_store.shortcuts_to(connection, {"photo"})] == ["photo"]


def test_folders_that_an_older_version_has_judged_are_not_looked_at_closer(untouched):
    moment, judged = (
        SOME_MORNING,
        {"judged_mark": "facts", "judged_at": SOME_MORNING, "verdict": "accepted", "round": 1},
    )
    old = {"school": "pu-nhi", "folder_id": "event", "root": "root", "name": "Khai giảng", "first_seen": moment}
    old |= {"changed_at": moment, "people_mark": "people", "facts_mark": "facts", "photos": 3, "videos": 0, "card": {}}
    old |= {"gone_reason": "", "before_start": False, **judged}
    with untouched.begin() as connection:
        _upgrade(connection, "0001")
        connection.execute(drive_sync.tables.event_folders.insert().values(old))
    migrate(untouched)
    with untouched.connect() as connection:
        known = drive_sync.store.known_folders(connection, "pu-nhi")["event"]
        assert (known.judged_mark, known.closer_look_at) == ("facts", None)
        assert drive_sync.store.folders_for_a_closer_look(connection, "pu-nhi", datetime.max.replace(tzinfo=UTC)) == []


def test_many_may_open_a_new_database_at_the_same_instant(untouched):
    together = Barrier(4)

    def migrate_with_the_others(_):
        together.wait()
        migrate(untouched)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(migrate_with_the_others, range(4)))
    assert _tables(untouched) == _of_all_packages() | {"alembic_version"}


def test_two_processes_may_open_a_new_database_at_the_same_instant(empty_database):
    program = "import sys; from service.database import open_database; open_database(sys.argv[1]).dispose()"
    processes = [
        subprocess.Popen([sys.executable, "-c", program, empty_database], stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    errors = [process.communicate(timeout=60)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], errors
    opened = connect(empty_database)
    assert _tables(opened) == _of_all_packages() | {"alembic_version"}
    opened.dispose()


def test_sqlite_keeps_what_was_committed_through_a_power_cut(tmp_path):
    opened = open_database(f"sqlite:///{(tmp_path / 'new' / 'folder' / 'state.sqlite3').as_posix()}")
    with opened.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 30_000
    opened.dispose()
