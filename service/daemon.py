"""The daemon: a metronome that submits every school to the engine, and stops in order.

APScheduler only beats the time: it holds no decision and no state, so a computer that was off for a week, a
suspended laptop or a clock set back loses nothing.
"""

import logging
import signal
import threading
from datetime import timedelta
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler
from filelock import FileLock, Timeout

from gmail_reports.deadlines import ZONE
from service.config import Config
from service.engine import ThreadEngine
from service.looks import Looks
from service.tick import tick
from service.world import World, monotonic_seconds

log = logging.getLogger(__name__)

_LOOK_AT_CLOCK = timedelta(seconds=30)
_DRIFT = timedelta(seconds=10)


class AlreadyRunning(Exception):
    """Another daemon works on the same state folder."""


def only_one(config: Config) -> FileLock:
    """The lock of a state folder, taken; the operating system frees it when the process ends, however it ends.

    Raises:
        AlreadyRunning: another process has it.
    """
    config.state_dir.mkdir(parents=True, exist_ok=True)
    lock = FileLock(config.state_dir / "tintruong.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise AlreadyRunning(
            f"Đã có một tintruong đang chạy trên {config.state_dir}. Dừng nó trước, hoặc dùng thư mục khác. "
            f"(Another tintruong works on this state folder: stop it first.)"
        ) from None
    return lock


def run(world: World, stop: threading.Event) -> None:
    """Ticks every school at once and then at every interval, until `stop` is set."""
    looks = Looks(world)
    engine = ThreadEngine(lambda school: _tick(world, school, looks))
    schools = [school.id for school in world.config.schools]
    scheduler = BackgroundScheduler(timezone=ZONE)
    job = scheduler.add_job(
        lambda: _beat(looks, engine, schools),
        "interval",
        minutes=world.config.timing.poll_minutes,
        next_run_time=world.now(),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,  # the default of 1 s silently drops a late run
    )
    scheduler.start()
    log.info("daemon started", extra={"action": "start", "schools": len(schools)})
    offset = _clock_offset(world)
    while not stop.wait(_LOOK_AT_CLOCK.total_seconds()):
        if abs(_clock_offset(world) - offset) > _DRIFT.total_seconds():
            offset = _clock_offset(world)
            log.info("clock moved, looking at once", extra={"action": "clock-moved"})
            job.modify(next_run_time=world.now())
    scheduler.shutdown(wait=False)
    engine.stop()
    log.info("daemon stopped", extra={"action": "stop"})


def stop_on_signals(stop: threading.Event) -> None:
    """Lets Ctrl-C and a polite kill end the daemon after the ticks that run."""

    def ask_to_stop(_number: int, _frame: Any) -> None:
        stop.set()

    signal.signal(signal.SIGINT, ask_to_stop)
    signal.signal(signal.SIGTERM, ask_to_stop)


def _beat(looks: Looks, engine: ThreadEngine, schools: list[str]) -> None:
    looks.begin()
    engine.submit(schools)


def _tick(world: World, school: str, looks: Looks) -> None:
    tick(world, school, looks)
    world.say_alive()


def _clock_offset(world: World) -> float:
    """Wall clock against a clock that nobody sets: it changes after a suspend or when someone sets the time."""
    return world.now().timestamp() - monotonic_seconds()
