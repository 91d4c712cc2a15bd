"""kill -9 at random instants, over simulated years for many schools: no letter lost, none twice.

The worker is the daemon's own engine and tick in a process of its own; the local Google lives here and survives.
KILLS, SCHOOLS and MONTHS in the environment set the size; `make faults` takes the full one.
"""

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest

from gmail_reports import store
from gmail_reports.deadlines import ZONE, Month, WorkCalendar, report_days
from gmail_reports.letters.gmail_client import REFERENCE_HEADER
from gmail_reports.letters.letter import State
from service.accounts import save_token
from service.config_file import load
from service.database import connect
from service.local_google import LocalGoogle
from service.world import World
from tests.faults.reliability import write_section
from tests.faults.schools import SUPERIOR, FileClock, Uploader, account, config_text, school_id

WORKER = Path(__file__).with_name("kill_nine_worker.py")
START = date(2023, 9, 1)


OFF_FROM_10TH_TO_20TH, CLOCK_A_MONTH_AHEAD, CLOCK_AN_HOUR_BACK = 1, 4, 7
"""The months (counted from 0, and again every year) in which more goes wrong than kills."""


@dataclass(frozen=True)
class Instant:
    """A moment at which something is due: the month it belongs to, the true time, what the computer's clock shows."""

    month: int
    at: datetime
    shown: datetime


def instants(months: int) -> Iterator[Instant]:
    """The instants of each month at which something is due, and some after."""
    month = Month.of(START)
    for number in range(months):
        days = report_days(month, WorkCalendar())
        due = [
            datetime.combine(day, clock, ZONE)
            for day, clock in (
                (days.draft_day, time(8)),
                (days.draft_day, time(9)),
                (days.preview_day, time(8, 5)),
                (days.send_day, time(7, 55)),
                (days.send_day, time(8, 1)),
                (days.send_day, time(8, 6)),
                (days.send_day, time(8, 20)),
                (days.send_day + timedelta(days=1), time(9)),
            )
        ]
        trouble = number % 12
        if trouble == OFF_FROM_10TH_TO_20TH:
            the_20th = datetime.combine(date(month.year, month.number, 20), time(7, 30), ZONE)
            due = [at for at in due if at.day < 10] + [the_20th + timedelta(minutes=30 * half) for half in range(4)]
        for at in due:
            yield Instant(number, at, at)
            if trouble == CLOCK_A_MONTH_AHEAD and at == due[2]:
                yield Instant(number, at + timedelta(minutes=5), at + timedelta(days=31))
            if trouble == CLOCK_AN_HOUR_BACK and at == due[-2]:
                yield Instant(number, at + timedelta(minutes=5), at - timedelta(hours=1))
        month = month.next()


class Worker:
    """The process, restarted whenever it was killed."""

    def __init__(self, config: Path, clock: FileClock, done: Path) -> None:
        self._arguments = [sys.executable, str(WORKER), str(config), str(clock.path), str(done)]
        self._done = done
        self._process: subprocess.Popen[str] | None = None

    def has_done(self, shown: datetime) -> bool:
        return self._done.exists() and self._done.read_text() == shown.isoformat()

    def start(self) -> None:
        root = Path(__file__).parents[2]
        environment = os.environ | {"PYTHONPATH": str(root)}
        self._process = subprocess.Popen(self._arguments, stdout=subprocess.PIPE, text=True, env=environment, cwd=root)
        assert self._process.stdout is not None
        assert self._process.stdout.readline().strip() == "ready"

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process = None

    @property
    def is_running(self) -> bool:
        return self._process is not None

    def finish(self, shown: datetime) -> None:
        deadline = monotonic() + 300
        while not self.has_done(shown):
            assert monotonic() < deadline, f"the worker did not finish {shown}"
            sleep(0.005)


def play(tmp_path: Path, *, schools: int, months: int, kills: int, seed: int) -> tuple[Counter[str], int]:
    """How often each letter (by key) was sent, and how many reports there should be."""
    chance = random.Random(seed)
    clock = FileClock(tmp_path / "clock.txt", datetime.combine(START, datetime.min.time(), ZONE) + timedelta(hours=8))
    everything = list(instants(months))
    kills_at = Counter(chance.choices(everything, k=kills))
    with LocalGoogle(clock, video_processing=timedelta(0)) as google:
        google.daily_send_limit = 10_000
        google.add_user(SUPERIOR)
        uploader = Uploader(google)
        roots = [uploader.root(account(number)) for number in range(schools)]
        config = tmp_path / "config.toml"
        config.write_text(config_text(google.root_url, roots, START), encoding="utf-8")
        settings = load(config)
        for number in range(schools):
            save_token(settings.state_dir, account(number), uploader.token(account(number)))
        world = World.of(settings, clock)
        for number in range(schools):
            uploader.sheet(world, settings.schools[number])
            store.confirm_address(world.engine, school_id(number), SUPERIOR, "2023-09", clock())
        world.close()

        worker = Worker(config, clock, tmp_path / "done.txt")
        month = -1
        for instant in everything:
            clock.turn_to(instant.at, instant.shown)
            if instant.month != month:
                month = instant.month
                for number, root in enumerate(roots):
                    uploader.event(account(number), root, f"Sự kiện {month + 1}", photos=3 if number % 3 else 2)
            for _ in range(kills_at[instant]):
                if not worker.is_running:
                    worker.start()
                sleep(chance.uniform(0, 0.04 * schools))
                worker.kill()
            if not worker.is_running:
                worker.start()
            worker.finish(instant.shown)
        worker.kill()
        uploader.close()
        sent = Counter(
            str(message.message[REFERENCE_HEADER])
            for number in range(schools)
            for message in google.sent(account(number))
        )
        assert google.refusals == []
        inbox = Counter(str(message.message[REFERENCE_HEADER]) for message in google.mailbox(SUPERIOR))
        assert inbox == Counter({key: count for key, count in sent.items() if key.startswith("report:")})
    engine = connect(settings.url)
    with engine.connect() as connection:
        for number in range(schools):
            for letter in store.letters_of(connection, school_id(number)):
                if letter.key not in sent:
                    assert letter.state in {State.CANCELLED, State.PLANNED, State.DRAFTED}, letter
            taken = store.reported_in(connection, school_id(number))
            assert len(taken) == (months if number % 3 else 0)
    engine.dispose()
    return sent, schools * months


def check(sent: Counter[str], reports: int) -> None:
    twice = {key: count for key, count in sent.items() if count != 1}
    assert twice == {}
    assert sum(key.startswith("report:") for key in sent) == reports


def test_killed_a_few_times_and_off_over_a_send_day_every_letter_goes_exactly_once(tmp_path: Path) -> None:
    sent, reports = play(tmp_path, schools=2, months=2, kills=3, seed=1)
    check(sent, reports)


@pytest.mark.faults
def test_killed_a_thousand_times_in_two_years_every_letter_of_twenty_schools_goes_exactly_once(tmp_path: Path) -> None:
    schools, months, kills = (
        int(os.environ.get(name, default)) for name, default in (("SCHOOLS", "20"), ("MONTHS", "24"), ("KILLS", "1000"))
    )
    sent, reports = play(tmp_path, schools=schools, months=months, kills=kills, seed=2023)
    twice = sum(count - 1 for count in sent.values())
    lost = reports - sum(key.startswith("report:") for key in sent)
    told = f"{kills} × kill -9, {schools} schools, {months} months: {len(sent)} letters, {reports} of them reports"
    lines = [
        "The daemon's engine and ticks in a process of their own, killed at random instants around the days on which",
        "something is due, and started again. Once a year the computer is off from the 10th to the 20th, once its",
        "clock is a month ahead, once it is set back by an hour. Every letter is counted in the schools' Sent and,",
        "for reports, in the superior office's INBOX. Command: `make faults` (`tests/faults/test_kill_nine.py`).",
        "",
        f"**{told}: {lost} lost, {twice} twice.**",
    ]
    print(f"\n{lines[-1]}")
    write_section("kill -9", lines)
    check(sent, reports)
