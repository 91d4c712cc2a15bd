"""What a closer look into files shows, whether roots are shared, what people wrote about folders.

No folder that was judged before gets a closer look by this: `closer_look_at` stays empty until it is judged anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("drive_files", sa.Column("description", sa.String(), nullable=True))
    op.add_column("event_folders", sa.Column("closer_look_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "closer_looks",
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("contents", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("file_id"),
    )
    op.create_table(
        "root_sharing",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("root", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("sharing", sa.String(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("school", "root"),
    )
