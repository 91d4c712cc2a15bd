"""docs/reliability.md: each long run writes its own section, when RELIABILITY names the file."""

import os
import platform
import re
from pathlib import Path

HEAD = """\
# Reliability

Written by `make faults`: every section by the run it tells of. A short slice of each runs with all other tests.
"""


def write_section(title: str, lines: list[str]) -> None:
    """Puts a section in place of the one with the same title; nothing when no page is asked for."""
    if "RELIABILITY" not in os.environ:
        return
    page = Path(os.environ["RELIABILITY"])
    text = page.read_text(encoding="utf-8") if page.exists() else HEAD
    machine = f"Machine: {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}."
    section = "\n".join([f"## {title}", "", *lines, "", machine, ""])
    before = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    kept = [part.rstrip("\n") + "\n" for part in before if not part.startswith(f"## {title}\n")]
    head, *sections = kept
    page.write_text("\n".join([head, *sorted([*sections, section])]), encoding="utf-8")
