"""Tell the operator once about each trouble, another way than Gmail, and remember what is still open.

A trouble that the next tick does not meet is over; the same trouble later is a new one. What a weak network makes
every day is told only when it lasts.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa

from gmail_reports.notices.alert_notices import OpenTrouble
from service.tables import alerts
from service.troubles import PASSES_BY_ITSELF, Trouble, TroubleKind

log = logging.getLogger(__name__)

_LASTS = timedelta(hours=6)

Tell = Callable[[str, str], bool]
"""Tells a title and a text to the operator; whether somebody was reached."""


def keep_alerts(engine: sa.Engine, school: str, met: Iterable[Trouble], now: datetime, tell: Tell) -> list[Trouble]:
    """Opens, tells and closes the alerts of a school after a tick; those told now.

    An alert that could not be told is tried again at the next tick.
    """
    troubles = {(str(trouble.kind), trouble.about): trouble for trouble in met}
    with engine.begin() as connection:
        still_open = connection.execute(
            sa.select(alerts).where(alerts.c.school == school, alerts.c.over_at.is_(None))
        ).all()
        known = {(row.kind, row.about) for row in still_open}
        for row in still_open:
            if (row.kind, row.about) not in troubles:
                connection.execute(_one(school, row.kind, row.about).values(over_at=now))
                log.info("trouble over", extra={"action": "alert-over", "school": school, "kind": row.kind})
        for identity, trouble in troubles.items():
            if identity not in known:
                fresh = {"school": school, "kind": trouble.kind, "about": trouble.about}
                connection.execute(alerts.insert().values(**fresh, since=now, sentence=trouble.sentence))
    return [trouble for trouble in troubles.values() if _tell_once(engine, school, trouble, now, tell)]


def open_alerts(connection: sa.Connection, school: str) -> list[tuple[datetime, str]]:
    """Since when and what: the sentences of everything that stands in a school's way now, oldest first."""
    return [(one.since, one.sentence) for one in open_troubles(connection, school)]


def open_troubles(connection: sa.Connection, school: str) -> list[OpenTrouble]:
    """Everything that stands in a school's way now, oldest first."""
    columns = alerts.c.kind, alerts.c.about, alerts.c.since, alerts.c.sentence
    query = sa.select(*columns).where(alerts.c.school == school, alerts.c.over_at.is_(None))
    return [OpenTrouble(*row) for row in connection.execute(query.order_by(alerts.c.since, alerts.c.kind))]


def worth_telling(trouble: OpenTrouble, now: datetime) -> bool:
    """Whether a trouble is told: at once, but what a weak network makes every day only when it lasts."""
    return TroubleKind(trouble.kind) not in PASSES_BY_ITSELF or now - trouble.since >= _LASTS


def _tell_once(engine: sa.Engine, school: str, trouble: Trouble, now: datetime, tell: Tell) -> bool:
    with engine.connect() as connection:
        row = connection.execute(
            sa.select(alerts.c.kind, alerts.c.about, alerts.c.since, alerts.c.sentence, alerts.c.told_at).where(
                alerts.c.school == school,
                alerts.c.kind == trouble.kind,
                alerts.c.about == trouble.about,
                alerts.c.over_at.is_(None),
            )
        ).one()
    if row.told_at is not None or not worth_telling(OpenTrouble(*row[:4]), now):
        return False
    log.error(trouble.sentence, extra={"action": "alert", "school": school, "kind": trouble.kind})
    if not tell(f"Tin Trường - {school}", trouble.sentence):
        return False
    with engine.begin() as connection:
        connection.execute(_one(school, trouble.kind, trouble.about).values(told_at=now))
    return True


def _one(school: str, kind: str, about: str) -> sa.Update:
    return alerts.update().where(
        alerts.c.school == school, alerts.c.kind == kind, alerts.c.about == about, alerts.c.over_at.is_(None)
    )
