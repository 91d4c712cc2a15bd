"""The tables of what is true on Drive; only the `store`s of this package read and write them."""

import sqlalchemy as sa

from drive_sync.sql import UtcDateTime

metadata = sa.MetaData()

drive_cursors = sa.Table(
    "drive_cursors",
    metadata,
    sa.Column("account", sa.String, primary_key=True),
    sa.Column("drive", sa.String, primary_key=True),
    sa.Column("page_token", sa.String, nullable=False),
    sa.Column("read_at", UtcDateTime),
    sa.Column("scan", sa.Integer, nullable=False),
    sa.Column("scanning", sa.String, nullable=False),
    sa.Column("scan_page", sa.String, nullable=False),
    sa.Column("swept_at", UtcDateTime),
    sa.Column("missed", sa.Integer, nullable=False),
)
"""Our place in each feed; `drive` is empty for an account's own. `scan` counts the full listings that were begun."""

drive_storage = sa.Table(
    "drive_storage",
    metadata,
    sa.Column("account", sa.String, primary_key=True),
    sa.Column("used", sa.BigInteger, nullable=False),
    sa.Column("most", sa.BigInteger),
    sa.Column("seen_at", UtcDateTime, nullable=False),
)
"""Bytes an account uses and may use; `most` is empty where Google sets no limit."""

drive_files = sa.Table(
    "drive_files",
    metadata,
    sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("file_id", sa.String, nullable=False, unique=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("mime_type", sa.String, nullable=False),
    sa.Column("parent", sa.String, index=True),
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
    sa.Column("description", sa.String),
    sa.Column("target", sa.String),
    sa.Column("version", sa.BigInteger, nullable=False),
)
"""The newest facts of each file. Drive's ids are long and random: the sightings name a file by its `number`."""

_leads_somewhere = drive_files.c.target.is_not(None)
sa.Index(
    "ix_drive_files_target",
    drive_files.c.target,
    sqlite_where=_leads_somewhere,
    postgresql_where=_leads_somewhere,
)
"""Who leads to a file: only shortcuts are in it, so a listing of photos pays nothing for it."""

drive_sightings = sa.Table(
    "drive_sightings",
    metadata,
    sa.Column("file", sa.ForeignKey("drive_files.number", ondelete="CASCADE"), primary_key=True),
    sa.Column("feed", sa.String, primary_key=True),
    sa.Column("scan", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Which feeds see a file, and in which full listing each saw it last."""

unlisted_folders = sa.Table(
    "unlisted_folders",
    metadata,
    sa.Column("feed", sa.String, primary_key=True),
    sa.Column("folder_id", sa.String, primary_key=True),
)
"""Folders that came into sight: Drive promises no entries for what lies in a folder that was moved or shared."""

folders_to_look_at = sa.Table(
    "folders_to_look_at",
    metadata,
    sa.Column("school", sa.String, primary_key=True),
    sa.Column("folder_id", sa.String, primary_key=True),
)
"""What changed since a school last looked; the empty id means everything."""

watched_roots = sa.Table(
    "watched_roots",
    metadata,
    sa.Column("school", sa.String, primary_key=True),
    sa.Column("root", sa.String, primary_key=True),
    sa.Column("vanished_since", UtcDateTime),
)
"""The roots a school looked at last, and since when one is not there."""

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
    sa.Column("card", sa.JSON, nullable=False),
    sa.Column("gone_at", UtcDateTime),
    sa.Column("gone_reason", sa.String, nullable=False),
    sa.Column("inherits_from", sa.String),
    sa.Column("before_start", sa.Boolean, nullable=False),
    sa.Column("closer_look_at", UtcDateTime),
)

closer_looks = sa.Table(
    "closer_looks",
    metadata,
    sa.Column("file_id", sa.String, primary_key=True),
    sa.Column("contents", sa.String, nullable=False),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("facts", sa.JSON, nullable=False),
    sa.Column("description", sa.String, nullable=False),
)
"""What a look into a file has shown, of the version of it that was looked at last: numbers and words, no picture."""

root_sharing = sa.Table(
    "root_sharing",
    metadata,
    sa.Column("school", sa.String, primary_key=True),
    sa.Column("root", sa.String, primary_key=True),
    sa.Column("address", sa.String, nullable=False),
    sa.Column("sharing", sa.String),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("changed", sa.Boolean, nullable=False),
)
"""Whether the superior office (`address`) can open a root, empty where that cannot be seen; `changed` since asked."""

folder_contents = sa.Table(
    "folder_contents",
    metadata,
    sa.Column("school", sa.String, primary_key=True),
    sa.Column("folder_id", sa.String, primary_key=True),
    sa.Column("md5s", sa.JSON, nullable=False),
)
"""What lay in an event folder when it was judged last: by this a re-upload is recognised after the folder is gone."""

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
