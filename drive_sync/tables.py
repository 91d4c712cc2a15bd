"""The tables of what is true on Drive; only `drive_sync.store` reads and writes them."""

import sqlalchemy as sa

from drive_sync.sql import UtcDateTime

metadata = sa.MetaData()

drive_cursors = sa.Table(
    "drive_cursors",
    metadata,
    sa.Column("account", sa.String, primary_key=True),
    sa.Column("page_token", sa.String, nullable=False),
    sa.Column("read_at", UtcDateTime, nullable=False),
)

drive_files = sa.Table(
    "drive_files",
    metadata,
    sa.Column("account", sa.String, primary_key=True),
    sa.Column("file_id", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("mime_type", sa.String, nullable=False),
    sa.Column("parent", sa.String),
    sa.Column("created", UtcDateTime),
    sa.Column("size", sa.BigInteger),
    sa.Column("md5", sa.String),
    sa.Column("owner", sa.String),
    sa.Column("trashed", sa.Boolean, nullable=False),
    sa.Column("width", sa.Integer),
    sa.Column("height", sa.Integer),
    sa.Column("camera", sa.String),
    sa.Column("taken_at", sa.String),
    sa.Column("seconds", sa.Float),
)

event_folders = sa.Table(
    "event_folders",
    metadata,
    sa.Column("school", sa.String, primary_key=True),
    sa.Column("folder_id", sa.String, primary_key=True),
    sa.Column("root", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("created", UtcDateTime),
    sa.Column("first_seen", UtcDateTime, nullable=False),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.Column("people_mark", sa.String, nullable=False),
    sa.Column("facts_mark", sa.String, nullable=False),
    sa.Column("judged_mark", sa.String),
    sa.Column("judged_at", UtcDateTime),
    sa.Column("verdict", sa.String, nullable=False),
    sa.Column("verdict_mark", sa.String),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("uploader", sa.String),
    sa.Column("photos", sa.Integer, nullable=False),
    sa.Column("videos", sa.Integer, nullable=False),
    sa.Column("happened_on", sa.Date),
    sa.Column("gone_at", UtcDateTime),
    sa.Column("before_start", sa.Boolean, nullable=False),
)

findings = sa.Table(
    "findings",
    metadata,
    sa.Column("school", sa.String, primary_key=True),
    sa.Column("folder_id", sa.String, primary_key=True),
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("file_id", sa.String, primary_key=True),
    sa.Column("opened_at", UtcDateTime, primary_key=True),
    sa.Column("severity", sa.String, nullable=False),
    sa.Column("file", sa.String, nullable=False),
    sa.Column("data", sa.JSON, nullable=False),
    sa.Column("closed_at", UtcDateTime),
)
