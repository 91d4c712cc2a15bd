"""The SQL that SQLite and PostgreSQL word differently: times with a zone, and inserting only what is new."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


class UtcDateTime(sa.TypeDecorator[datetime]):
    """A moment, stored in UTC; SQLite forgets the zone, so it is put back on reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """The moment in UTC.

        Raises:
            ValueError: a moment without a zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """The moment with its zone."""
        return value if value is None else value.replace(tzinfo=UTC)


def insert_new(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Inserts the rows whose primary key is not there yet; how many that were."""
    if not rows:
        return 0
    statement = _insert(connection.dialect, table).on_conflict_do_nothing()
    counted = {"preserve_rowcount": True}  # else SQLAlchemy forgets an INSERT's count, and PostgreSQL's would be -1
    return sum(connection.execute(statement, row, execution_options=counted).rowcount for row in rows)


def upsert(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts the rows, or overwrites those with the same primary key in the columns given."""
    if rows:
        names = tuple(rows[0])
        upsert_values(connection, table, names, [tuple(row[name] for name in names) for row in rows])


def upsert_values(
    connection: sa.Connection,
    table: sa.Table,
    names: tuple[str, ...],
    rows: Iterable[tuple[Any, ...]],
    keys: tuple[str, ...] = (),
) -> None:
    """As `upsert`, for rows that are the values of the columns `names` in their order.

    `keys` are the columns that tell rows apart when it is not the primary key. The statement is made once and the
    values go straight to the driver: a first listing brings a million rows, and SQLAlchemy's own way costs more than
    the database (bench/index.py).
    """
    statement, written = _upsert(connection.dialect, table, names, keys)
    values = []
    for row in rows:
        value = list(row)
        for place, process in written:
            value[place] = process(value[place])
        values.append(value)
    if not values:
        return
    if connection.dialect.positional:
        connection.exec_driver_sql(statement, [tuple(one) for one in values])
    else:
        connection.exec_driver_sql(statement, [dict(zip(names, one, strict=True)) for one in values])


def upsert_selected(
    connection: sa.Connection, table: sa.Table, names: tuple[str, ...], selected: sa.Select[Any]
) -> None:
    """As `upsert`, for the rows that a query finds; its columns are `names` in their order."""
    inserting = _insert(connection.dialect, table).from_select(names, selected)
    connection.execute(_or_overwrite(inserting, table, names))


@lru_cache(maxsize=64)
def _upsert(
    dialect: sa.Dialect, table: sa.Table, names: tuple[str, ...], keys: tuple[str, ...]
) -> tuple[str, tuple[tuple[int, Callable[[Any], Any]], ...]]:
    """The statement for these columns, and how the values are written that the driver does not take as they are."""
    inserting = _insert(dialect, table).values({name: sa.bindparam(name) for name in names})
    compiled = _or_overwrite(inserting, table, names, keys).compile(dialect=dialect, column_keys=names)
    processors = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    return str(compiled), tuple((place, one) for place, one in enumerate(processors) if one is not None)


def _or_overwrite(
    inserting: sqlite.Insert | postgresql.Insert, table: sa.Table, names: tuple[str, ...], keys: tuple[str, ...] = ()
) -> sqlite.Insert | postgresql.Insert:
    keys = keys or tuple(column.name for column in table.primary_key)
    others = {name: inserting.excluded[name] for name in names if name not in keys}
    return inserting.on_conflict_do_update(index_elements=keys, set_=others)


def _insert(dialect: sa.Dialect, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if dialect.name == "sqlite" else postgresql.insert(table)
