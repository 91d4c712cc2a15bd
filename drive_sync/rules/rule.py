"""A rule of Appendix 2 as one object: from it come the finding, the mail line, the documentation and the test.

Finding and wording are separate: `check` yields `Problem`s that hold data, never a sentence; the sentences
stand in the rule, in both languages, with the same placeholders.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from drive_sync.facts import EventFolder, Finding, Severity
from drive_sync.wording import Text


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers the rules compare with, from Appendix 2 or measured (each says which).

    Photos; pixels of a video's short side (section 4); seconds of a film, with some grace around "30s tới 1'"; and for
    the advice about thumbnails, measured on labelled photos: the variance of the Laplacian at 640 pixels below which
    a photo looks blurred, the brightness (0-255) below which nearly all of it is dark, and how many of 256 bits two
    photos may differ in and still be nearly the same.
    """

    least_photos: int = 3
    least_video_side: int = 720
    most_video_side: int = 1080
    shortest_video: int = 28
    longest_video: int = 65
    least_sharpness: float = 50.0
    least_brightness: int = 60
    most_different_bits: int = 24


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault, as data for the rule's sentences; `file_id` and `file` when it is one file's."""

    data: Mapping[str, str | int] = field(default_factory=dict)
    file_id: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One fault that can be found, and how to speak of it.

    `code` and `name` never change and never return; `clause` cites Appendix 2 ("PL2.3" = section 3).
    `message` says what, `why` the clause in plain words, `fix` the way out. `good` and `bad` are folders
    that show it, used as tests and in the documentation.
    """

    code: str
    name: str
    clause: str
    severity: Severity
    title: Text
    message: Text
    why: Text
    fix: Text
    good: tuple[EventFolder, ...]
    bad: tuple[EventFolder, ...]
    check: Callable[[EventFolder, Limits], Iterator[Problem]]


def findings_of(rules: tuple[Rule, ...], folder: EventFolder, limits: Limits) -> tuple[Finding, ...]:
    """What the rules find in a folder, in their order."""
    return tuple(
        Finding(rule.code, rule.severity, problem.file_id, problem.file, problem.data)
        for rule in rules
        for problem in rule.check(folder, limits)
    )
