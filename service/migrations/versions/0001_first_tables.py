"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "alerts",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("school", "kind", "about", "since"),
    )
    op.create_table(
        "confirmed_addresses",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("school", "address"),
    )
    op.create_table(
        "draft_sweeps",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("school"),
    )
    op.create_table(
        "drive_cursors",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("drive", sa.String(), nullable=False),
        sa.Column("page_token", sa.String(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scan", sa.Integer(), nullable=False),
        sa.Column("scanning", sa.String(), nullable=False),
        sa.Column("scan_page", sa.String(), nullable=False),
        sa.Column("swept_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account", "drive"),
    )
    op.create_table(
        "drive_files",
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
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("file_id"),
    )
    op.create_index(op.f("ix_drive_files_parent"), "drive_files", ["parent"], unique=False)
    op.create_table(
        "drive_sightings",
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("scan", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("file_id", "feed"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "drive_storage",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.Column("most", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account"),
    )
    op.create_table(
        "event_folders",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("folder_id", sa.String(), nullable=False),
        sa.Column("root", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("people_mark", sa.String(), nullable=False),
        sa.Column("facts_mark", sa.String(), nullable=False),
        sa.Column("judged_mark", sa.String(), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("verdict_mark", sa.String(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("uploader", sa.String(), nullable=True),
        sa.Column("photos", sa.Integer(), nullable=False),
        sa.Column("videos", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gone_reason", sa.String(), nullable=False),
        sa.Column("inherits_from", sa.String(), nullable=True),
        sa.Column("before_start", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("school", "folder_id"),
    )
    op.create_table(
        "findings",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("folder_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("school", "folder_id", "code", "file_id", "opened_at"),
    )
    op.create_table(
        "folder_contents",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("folder_id", sa.String(), nullable=False),
        sa.Column("md5s", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("school", "folder_id"),
    )
    op.create_table(
        "folders_to_look_at",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("folder_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("school", "folder_id"),
    )
    op.create_table(
        "item_codes",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("school_year", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("school", "school_year", "code"),
    )
    op.create_table(
        "letters",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("to_email", sa.String(), nullable=False),
        sa.Column("to_name", sa.String(), nullable=False),
        sa.Column("to_honorific", sa.String(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drafting_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("draft_id", sa.String(), nullable=True),
        sa.Column("draft_message_id", sa.String(), nullable=True),
        sa.Column("thread_id", sa.String(), nullable=True),
        sa.Column("content_mark", sa.String(), nullable=False),
        sa.Column("edited_by_hand", sa.Boolean(), nullable=False),
        sa.Column("missing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("rfc_message_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index(op.f("ix_letters_school"), "letters", ["school"], unique=False)
    op.create_table(
        "notices",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("notice", sa.String(), nullable=False),
        sa.Column("letter_key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("school", "notice"),
    )
    op.create_table(
        "reported",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("letter_key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("school", "evidence"),
    )
    op.create_table(
        "sheet_tabs",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("school_year", sa.String(), nullable=False),
        sa.Column("tab", sa.String(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("school", "school_year", "tab"),
    )
    op.create_table(
        "spreadsheets",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("school_year", sa.String(), nullable=False),
        sa.Column("spreadsheet_id", sa.String(), nullable=False),
        sa.Column("tab_ids", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("school", "school_year"),
    )
    op.create_table(
        "unlisted_folders",
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("folder_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("feed", "folder_id"),
    )
    op.create_table(
        "watched_roots",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("root", sa.String(), nullable=False),
        sa.Column("vanished_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("school", "root"),
    )
