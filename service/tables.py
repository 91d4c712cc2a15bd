"""The tables of the service itself; only `service.alerts` reads and writes them."""

import sqlalchemy as sa

from drive_sync.sql import UtcDateTime

metadata = sa.MetaData()

alerts = sa.Table(
    "alerts",
    metadata,
    sa.Column("school", sa.String, primary_key=True),
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("about", sa.String, primary_key=True),
    sa.Column("since", UtcDateTime, primary_key=True),
    sa.Column("sentence", sa.String, nullable=False),
    sa.Column("told_at", UtcDateTime),
    sa.Column("over_at", UtcDateTime),
)
