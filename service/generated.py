"""The files that are written from the code: `make docs` writes them, `make check` tells which are stale."""

import sys
from collections.abc import Callable
from pathlib import Path

from service.config_pages import config_example, config_page
from service.rule_pages import rules_page

_ROOT = Path(__file__).parent.parent

GENERATED: tuple[tuple[str, Callable[[], str]], ...] = (
    ("docs/rules.md", rules_page),
    ("docs/config.md", config_page),
    ("config.example.toml", config_example),
)


def stale() -> list[str]:
    """The generated files that differ from what the code would write now."""
    return [name for name, write in GENERATED if _read(name) != write()]


def write_all() -> None:
    """Writes every generated file."""
    for name, write in GENERATED:
        (_ROOT / name).write_text(write(), encoding="utf-8", newline="\n")


def _read(name: str) -> str:
    path = _ROOT / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    if "--check" not in sys.argv:
        write_all()
    elif names := stale():
        sys.exit(f"Stale: {', '.join(names)}. Run: make docs")
