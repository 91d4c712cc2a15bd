"""The demo on a terminal: a progress bar while the autumn passes, then a timeline to enjoy."""

from collections.abc import Callable, Iterable
from itertools import groupby

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text as Line

from drive_sync.text import one_line
from drive_sync.wording import Language, Text
from gmail_reports.deadlines import ZONE
from service.demo.story import FIRST_DAY, LAST_DAY
from service.demo.timeline import Moment

_STYLE = {"person": "bold", "verdict": "dim", "plan": "green", "letter": "cyan"}
_SIGN = {"person": "•", "verdict": "◦", "plan": "✓", "letter": "✉"}
_DAYS = Text("Hai,Ba,Tư,Năm,Sáu,Bảy,CN", "Mon,Tue,Wed,Thu,Fri,Sat,Sun")
_PASSING = Text("Mùa thu ở Pu Nhi, {day}", "Autumn at Pu Nhi, {day}")


def with_progress(language: Language, work: Callable[[Callable[[float], None]], list[Moment]]) -> list[Moment]:
    """The result of some work that tells how far it is, shown as a bar with the demo's date."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=1.0)

        def show(done: float) -> None:
            day = FIRST_DAY + (LAST_DAY - FIRST_DAY) * done
            progress.update(task, completed=done, description=_PASSING.say(language, day=f"{day:%d/%m/%Y}"))

        return work(show)


def show_timeline(timeline: Iterable[Moment], language: Language) -> None:
    """Prints the moments day by day; foreign text is made safe for the terminal."""
    console = Console(highlight=False)
    weekdays = _DAYS.say(language).split(",")
    for day, moments in groupby(timeline, key=lambda moment: moment.at.astimezone(ZONE).date()):
        console.print(Line(f"\n{weekdays[day.weekday()]} {day:%d/%m/%Y}", style="bold yellow"))
        for moment in moments:
            line = Line(f"  {moment.at.astimezone(ZONE):%H:%M}  {_SIGN[moment.kind]} ")
            line.append(one_line(moment.text), style=_STYLE[moment.kind])
            console.print(line)
