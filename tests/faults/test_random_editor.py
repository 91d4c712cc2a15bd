"""Somebody edits the Sheet at random between our read and our write: nothing of theirs is hit, nothing is lost."""

import os
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from drive_sync.text import fold
from gmail_reports.sheet.tabs import FOLDERS, PLAN
from tests.faults.sheet_editor import Editor, codes_of, desk_at
from tests.unit.pictures import a_known_folder

_SESSIONS_EACH = 10


def _sessions(folder: Path, seed: int) -> None:
    """Some sessions on one Sheet; in each, people edit between read and write, and maybe between two ticks."""
    random = Random(seed)
    with desk_at(folder) as desk:
        editor = Editor(desk, random)
        codes: dict[str, str] = {}
        copied: set[str] = set()
        for session in range(_SESSIONS_EACH):
            desk.folders += [
                a_known_folder(f"new {seed} {session} {number}", f"Mới {seed} {session} {number}")
                for number in range(random.choice((0, 0, 1, 2)))
            ]
            for _ in range(random.choice((0, 0, 1))):
                editor.edit()
            picture = desk.read()
            for _ in range(random.randint(1, 4)):
                editor.edit()
            before = desk.foreign_cells()
            desk.write(picture)
            assert desk.foreign_cells() == before, editor.done
            picture = desk.quiet_ticks()
            said = {
                **{(FOLDERS.name, view.folder.link): view.decision.decision for view in picture.folders},
                **{(PLAN.name, fold(view.item.topic)): view.decision.decision for view in picture.items},
            }
            lost = {key: word for key, word in editor.decided.items() if said.get(key) != word}
            assert lost == {}, editor.done
            shown = codes_of(desk, picture)
            assert max(shown.values()) == 1, (shown, editor.done)
            assert set(shown) == {view.item.code for view in picture.items}
            topics = Counter(fold(view.item.topic) for view in picture.items)
            now = {fold(view.item.topic): view.item.code for view in picture.items}
            copied |= {topic for topic, times in topics.items() if times > 1}
            moved = {topic for topic, code in now.items() if codes.get(topic, code) != code} - copied
            assert moved == set(), editor.done
            codes |= now


@pytest.mark.parametrize("seed", range(5))
def test_an_editor_at_work_between_read_and_write_loses_nothing(tmp_path: Path, seed: int) -> None:
    _sessions(tmp_path, seed)


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(1000, 1000 + int(os.environ.get("EDITORS", "100"))))
def test_a_thousand_sessions_of_an_editor_lose_nothing(tmp_path: Path, seed: int) -> None:
    _sessions(tmp_path, seed)
