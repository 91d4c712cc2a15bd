"""`tintruong once` itself, killed at random moments on the real clock: every month that is owed goes exactly once.

The program begins months ago by its configuration, so that all reports since then are due at its first tick. Google
takes its time with each send, so that most deaths come while a mail is on its way: it goes, and nobody hears of it.
"""

import os
import random
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import sleep

from gmail_reports import store
from gmail_reports.deadlines import ZONE, Month, WorkCalendar, first_report, report_days
from gmail_reports.letters.letter import Kind, State
from service.accounts import save_token
from service.config_file import load
from service.local_google import LocalGoogle
from service.world import World
from tests.faults.schools import SUPERIOR, Uploader, account, config_text
from tests.journeys.school import key_of

KILLS = 2
ROOT = Path(__file__).parents[2]


def owed(start: date, now: datetime) -> list[str]:
    """The months whose send moment has come since the start."""
    calendar = WorkCalendar()
    months = first_report(start, calendar).until(Month.of(now.astimezone(ZONE).date()))
    eight = datetime.min.time().replace(hour=8)
    return [str(month) for month in months if report_days(month, calendar).sends_at(eight) <= now]


def once(config: Path) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    arguments = [sys.executable, "-c", "from service.cli.main import main; main()", "--config", str(config), "once"]
    return subprocess.Popen(
        arguments,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def mail_calls(google: LocalGoogle) -> int:
    """How many drafts were made and sent, or tried: the moments that matter."""
    return google.calls["gmail.users.drafts.create"] + google.calls["gmail.users.drafts.send"]


def test_killed_at_random_moments_every_month_that_is_owed_is_reported_exactly_once(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    start = (now - timedelta(days=200)).date().replace(day=1)
    chance = random.Random(7)
    with LocalGoogle() as google:
        google.add_user(SUPERIOR)
        uploader = Uploader(google)
        config = tmp_path / "config.toml"
        config.write_text(config_text(google.root_url, [uploader.root(account(0))], start), encoding="utf-8")
        settings = load(config)
        save_token(settings.state_dir, account(0), uploader.token(account(0)))
        world = World.of(settings)
        uploader.sheet(world, settings.schools[0])
        store.confirm_address(world.engine, settings.schools[0].id, SUPERIOR, str(Month.of(start)), now)
        world.close()
        google.faults.add("gmail.users.drafts.send", "stall", times=KILLS, seconds=0.4)
        killed = 0
        for _ in range(KILLS):
            process = once(config)
            aim = mail_calls(google) + chance.randint(1, 3)
            while mail_calls(google) < aim and process.poll() is None:
                sleep(0.002)
            sleep(chance.uniform(0, 0.3))
            killed += process.poll() is None
            process.kill()
            process.communicate()
        for _ in range(2):
            process = once(config)
            said, _ = process.communicate(timeout=60)
            assert process.returncode == 0, said.decode()
        uploader.close()
        sent = [key_of(mail).removeprefix(f"report:{settings.schools[0].id}:") for mail in google.mailbox(SUPERIOR)]
        assert google.refusals == []
        assert google.faults.unspent() == []
    assert killed > 0
    assert sorted(sent) == owed(start, now)
    world = World.of(settings)
    with world.engine.connect() as connection:
        letters = store.letters_of(connection, settings.schools[0].id)
    world.close()
    states = {one.planned.month: one.state for one in letters if one.kind is Kind.REPORT}
    assert {states[month] for month in sent} == {State.SENT}
