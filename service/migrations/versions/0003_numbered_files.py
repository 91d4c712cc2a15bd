"""Files get a number, and the sightings name them by it: Drive's long random ids are stored and searched once only."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_FACTS = (
    "name, mime_type, parent, created, size, md5, owner, trashed, width, height, camera, taken_at, seconds, "
    "description, version"
)


def upgrade() -> None:
    for table in ("drive_files", "drive_sightings"):
        op.execute(f"CREATE TABLE {table}_before AS SELECT * FROM {table}")  # noqa: S608
        op.drop_table(table)
    op.create_table(
        "drive_files",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mime_type", sa.String(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("md5", sa.String(), nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("trashed", sa.Boolean(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("camera", sa.String(), nullable=True),
        sa.Column("taken_at", sa.String(), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("file_id"),
    )
    op.create_index(op.f("ix_drive_files_parent"), "drive_files", ["parent"], unique=False)
    op.create_table(
        "drive_sightings",
        sa.Column("file", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("scan", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file"], ["drive_files.number"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("file", "feed"),
        sqlite_with_rowid=False,
    )
    op.execute(f"INSERT INTO drive_files (file_id, {_FACTS}) SELECT file_id, {_FACTS} FROM drive_files_before")  # noqa: S608
    op.execute(
        "INSERT INTO drive_sightings (file, feed, scan) SELECT number, feed, scan "
        "FROM drive_sightings_before JOIN drive_files ON drive_files.file_id = drive_sightings_before.file_id"
    )
    for table in ("drive_files", "drive_sightings"):
        op.drop_table(f"{table}_before")
