"""`tintruong demo`: a school's autumn on the local Google, with the clock turned by hand.

Nothing here decides anything: teachers act through Google, and the very ticks of the daemon do the rest. Only
the root URL, the tokens and the clock differ from a real school.
"""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

from drive_sync.wording import Language
from gmail_reports import store
from gmail_reports.deadlines import ZONE
from gmail_reports.sheet.beginning import create_sheet
from gmail_reports.sheet.client import SheetClient
from gmail_reports.times.when import SchoolYear
from service.accounts import save_token
from service.config import Config
from service.config_pages import EXAMPLE
from service.demo.clock import TurnedClock
from service.demo.output import write_output
from service.demo.people import People
from service.demo.story import FIRST_DAY, LAST_DAY, STORY
from service.demo.timeline import Moment, Observer
from service.local_google import LocalGoogle
from service.tick import Ticked, tick
from service.world import World

SCHOOL_ACCOUNT = EXAMPLE.schools[0].accounts[0]
SUPERIOR = EXAMPLE.schools[0].superior_on(FIRST_DAY).address
_MARK = ".tintruong-demo"
_HOURS = (7, 8, 14, 20)
_SEEN, _JUST_SETTLED = timedelta(minutes=5), timedelta(minutes=40)
"""After somebody acted, the daemon looks when it would look, not only at the full hour."""


class NotADemoFolder(Exception):
    """The output folder holds something else; nothing was touched."""


@dataclass
class Stage:
    """Everything the demo runs on: the local Google, the clock, the people and our own world."""

    google: LocalGoogle
    clock: TurnedClock
    people: People
    world: World

    def tick(self) -> Ticked:
        """One tick of the daemon at the clock's time."""
        return tick(self.world, self.world.config.schools[0].id)

    def close(self) -> None:
        """Ends all connections."""
        self.people.close()
        self.world.close()


def set_stage(google: LocalGoogle, clock: TurnedClock, state_dir: Path, language: Language = Language.VI) -> Stage:
    """A school with its accounts, its watched folder and the plan of the seed imported into its Sheet."""
    for account in (SCHOOL_ACCOUNT, SUPERIOR):
        google.add_user(account)
    save_token(state_dir, SCHOOL_ACCOUNT, json.dumps(google.authorized_user(SCHOOL_ACCOUNT)))
    people = People(google, clock, SCHOOL_ACCOUNT)
    world = World.of(demo_config(google.root_url, people.root, state_dir, language), clock)
    school = world.config.schools[0]
    people.spreadsheet = create_sheet(
        world.engine,
        SheetClient(SCHOOL_ACCOUNT, world.connection(SCHOOL_ACCOUNT).sheets),
        school.id,
        f"Truyền thông {school.school_year} - {school.name}",
        SchoolYear.parse(school.school_year),
        appendix_1(),
    )
    people.share_sheet()
    return Stage(google, clock, people, world)


def demo_config(root_url: str, root: str, state_dir: Path, language: Language) -> Config:
    """The configuration of the plan's own school, as in `config.example.toml`, pointed at the local Google."""
    google = EXAMPLE.google.model_copy(update={"root_url": root_url})
    school = EXAMPLE.schools[0].model_copy(update={"roots": (root,)})
    return EXAMPLE.model_copy(
        update={"state_dir": state_dir, "language": language, "google": google, "schools": (school,)}
    )


def appendix_1() -> list[list[str]]:
    """The seed's Appendix 1, cell by cell."""
    text = files("service.demo").joinpath("appendix1.csv").read_text(encoding="utf-8-sig")
    return list(csv.reader(text.splitlines(keepends=True)))


def _moments_to_tick() -> Iterator[datetime]:
    """The hours of each day at which the demo looks; a daemon looks every few minutes, with the same result."""
    day = FIRST_DAY
    while day <= LAST_DAY:
        yield from (datetime(day.year, day.month, day.day, hour, tzinfo=ZONE) for hour in _HOURS)
        day += timedelta(days=1)


def play(out: Path, language: Language, progress: Callable[[float], None]) -> list[Moment]:
    """Plays the whole autumn and leaves its papers in a folder; the timeline.

    Args:
        out: the folder; made, or cleared when an earlier demo made it.
        language: of letters and timeline.
        progress: is told how far the autumn has come, from 0 to 1.

    Raises:
        NotADemoFolder: the folder exists and is not a demo's.
    """
    with played(out, language, progress) as (_, timeline):
        return timeline


@contextmanager
def played(out: Path, language: Language, progress: Callable[[float], None]) -> Iterator[tuple[Stage, list[Moment]]]:
    """The autumn as `play` leaves it, with its stage still standing: one may look at it, or let it go on.

    Raises:
        NotADemoFolder: the folder exists and is not a demo's.
    """
    _clear(out)
    clock = TurnedClock(datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, 7, tzinfo=ZONE))
    with LocalGoogle(clock) as google:
        stage = set_stage(google, clock, out / "state", language)
        try:
            timeline = _autumn(stage, language, progress)
            if google.refusals:
                raise RuntimeError(f"the local Google refused: {google.refusals[:3]}")
            write_output(out, stage.world, google, stage.people.export_sheet(), timeline)
            yield stage, timeline
        finally:
            stage.close()


def _autumn(stage: Stage, language: Language, progress: Callable[[float], None]) -> list[Moment]:
    observer = Observer(language)
    timeline: list[Moment] = []
    scenes = {scene.at: scene for scene in STORY}
    looks = (at + after for at in scenes for after in (_SEEN, _JUST_SETTLED))
    ticks = {*_moments_to_tick(), *looks}
    everything = sorted(ticks | scenes.keys())
    for place, moment in enumerate(everything):
        stage.clock.turn_to(moment)
        if moment in scenes:
            scene = scenes[moment]
            scene.act(stage.people)
            timeline.append(Moment(moment, "person", f"{scene.who} {scene.said.say(language)}"))
        if moment in ticks:
            ticked = stage.tick()
            if ticked.troubles:
                raise RuntimeError("; ".join(ticked.troubles))
            with stage.world.engine.connect() as connection:
                letters = store.letters_of(connection, ticked.school)
            timeline += observer.notice(ticked.picture, letters, moment)
        progress((place + 1) / len(everything))
    return timeline


def _clear(out: Path) -> None:
    if out.exists() and any(out.iterdir()) and not (out / _MARK).exists():
        raise NotADemoFolder(
            f"{out} đã có nội dung khác. Chọn thư mục khác bằng --out. (Not empty: choose another with --out.)"
        )
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    (out / _MARK).write_text("tintruong demo\n", encoding="utf-8")
