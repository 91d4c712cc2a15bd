"""The database of a state folder: SQLite that survives a kill, or PostgreSQL for many schools."""

import threading
from pathlib import Path
from typing import Any

import sqlalchemy as sa

SQLITE_PRAGMAS = ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16384")
"""How a SQLite database is opened; `cache_size` is 16 MB, for the random ids of many files."""

_MIGRATION_LOCK = 20_230_905
"""The number of PostgreSQL's advisory lock under which one process migrates."""

_one_thread_migrates = threading.Lock()  # alembic keeps what it works on in module globals


def open_database(url: str) -> sa.Engine:
    """The database at a SQLAlchemy URL, brought to the newest shape of its tables.

    SQLite runs in WAL mode with `synchronous=FULL`: what was committed is there after a power cut.
    """
    engine = connect(url)
    migrate(engine)
    return engine


def connect(url: str) -> sa.Engine:
    """The database as it is, its folder made when missing."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(parsed)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def migrate(engine: sa.Engine) -> None:
    """Brings the tables to their newest shape; several processes may try at once."""
    from alembic import command  # noqa: PLC0415 - heavy, and only an opened database needs it
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    with _one_thread_migrates, engine.begin() as connection:
        _wait_for_other_processes(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _wait_for_other_processes(connection: sa.Connection) -> None:
    """Takes the database for this transaction: of several processes one migrates, the others find it done."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
