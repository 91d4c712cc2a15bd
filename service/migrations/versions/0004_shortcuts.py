"""Where shortcuts lead, and who leads to a file.

Of the shortcuts that are known already the next full listing tells it, at the latest the nightly one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("drive_files", sa.Column("target", sa.String(), nullable=True))
    leads_somewhere = sa.text("target IS NOT NULL")
    op.create_index(
        "ix_drive_files_target",
        "drive_files",
        ["target"],
        unique=False,
        sqlite_where=leads_somewhere,
        postgresql_where=leads_somewhere,
    )
