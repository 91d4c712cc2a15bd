"""Appendix 2 sentence by sentence: which rules ask for it, or why none does. The sentences lie in `clauses.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from drive_sync.wording import Text


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence of the plan; `reason` says what no rule judges, None where the rules judge all of it."""

    section: int
    text: str
    rules: tuple[str, ...]
    reason: Text | None


@cache
def clauses() -> tuple[Clause, ...]:
    """The sentences of Appendix 2, in the plan's order."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(
        Clause(
            section=one["section"],
            text=one["text"],
            rules=tuple(one.get("rules", ())),
            reason=Text(**one["reason"]) if "reason" in one else None,
        )
        for one in data["clauses"]
    )
