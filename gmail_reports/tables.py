"""The tables of what was promised and told; only `gmail_reports.store` reads and writes them."""

import sqlalchemy as sa

from drive_sync.sql import UtcDateTime

metadata = sa.MetaData()

spreadsheets = sa.Table(
    "spreadsheets",
    metadata,
    sa.Column("school", sa.String, primary_key=True),
    sa.Column("school_year", sa.String, primary_key=True),
    sa.Column("spreadsheet_id", sa.String, nullable=False),
    sa.Column("tab_ids", sa.JSON, nullable=False),
)
"""`tab_ids`: tab name → sheetId; a renamed tab is still the same tab."""

sheet_tabs = sa.Table(
    "sheet_tabs",
    metadata,
    sa.Column("school", sa.String, primary_key=True),
    sa.Column("school_year", sa.String, primary_key=True),
    sa.Column("tab", sa.String, primary_key=True),
    sa.Column("rows", sa.JSON, nullable=False),
    sa.Column("read_at", UtcDateTime, nullable=False),
)
"""The cells as last read, a list of rows of strings: what the letters step works from when Sheets is away.

Those of an earlier school year stay as they were: its Sheet is read no more, its decisions hold.
"""

item_codes = sa.Table(
    "item_codes",
    metadata,
    sa.Column("school", sa.String, primary_key=True),
    sa.Column("school_year", sa.String, primary_key=True),
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("topic", sa.String, nullable=False),
)
"""Every Mã ever minted and the folded topic it stands for: a copied row cannot take it away, a new one not get it."""

letters = sa.Table(
    "letters",
    metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("school", sa.String, nullable=False, index=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False, default=""),
    sa.Column("to_email", sa.String, nullable=False),
    sa.Column("to_name", sa.String, nullable=False),
    sa.Column("to_honorific", sa.String, nullable=False),
    sa.Column("about", sa.JSON, nullable=False),
    sa.Column("thread", sa.String, nullable=False),
    sa.Column("month", sa.String, nullable=False),
    sa.Column("planned_at", UtcDateTime, nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("not_before", UtcDateTime),
    sa.Column("drafting_at", UtcDateTime),
    sa.Column("draft_id", sa.String),
    sa.Column("draft_message_id", sa.String),
    sa.Column("thread_id", sa.String),
    sa.Column("content_mark", sa.String, nullable=False, default=""),
    sa.Column("edited_by_hand", sa.Boolean, nullable=False, default=False),
    sa.Column("missing_since", UtcDateTime),
    sa.Column("attempted_at", UtcDateTime),
    sa.Column("sent_at", UtcDateTime),
    sa.Column("message_id", sa.String),
    sa.Column("subject", sa.String, nullable=False, default=""),
    sa.Column("rfc_message_id", sa.String, nullable=False, default=""),
)

notices = sa.Table(
    "notices",
    metadata,
    sa.Column("school", sa.String, primary_key=True),
    sa.Column("notice", sa.String, primary_key=True),
    sa.Column("letter_key", sa.String, nullable=False),
)
"""What has been told to somebody, each once: the primary key forbids telling it twice."""

reported = sa.Table(
    "reported",
    metadata,
    sa.Column("school", sa.String, primary_key=True),
    sa.Column("evidence", sa.String, primary_key=True),
    sa.Column("letter_key", sa.String, nullable=False),
)
"""Which report each folder or article stands in: the primary key forbids a second."""

confirmed_addresses = sa.Table(
    "confirmed_addresses",
    metadata,
    sa.Column("school", sa.String, primary_key=True),
    sa.Column("address", sa.String, primary_key=True),
    sa.Column("confirmed_at", UtcDateTime, nullable=False),
)

draft_sweeps = sa.Table(
    "draft_sweeps",
    metadata,
    sa.Column("school", sa.String, primary_key=True),
    sa.Column("day", sa.String, nullable=False),
)
"""The day on which a school's mailbox was last looked through for stray drafts."""
