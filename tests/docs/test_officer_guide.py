from pathlib import Path

import pytest

from drive_sync.text import fold
from gmail_reports.sheet.tabs import TABS

_FOLDER = Path(__file__).parents[2] / "docs" / "vi"
_GUIDE = (_FOLDER / "huong-dan-can-bo.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.name)
def test_the_guide_shows_every_tab_and_names_every_choice(tab):
    _, _, section = _GUIDE.partition(f"\n## {tab.name}")
    section = section.partition("\n## ")[0]
    picture = _FOLDER / f"bang-{fold(tab.name).replace(' ', '-')}.png"
    assert f"]({picture.name})" in section
    assert picture.stat().st_size <= 150 * 1024
    choices = [choice for column in tab.columns for choice in column.choices if column.header == "Quyết định"]
    assert [choice for choice in choices if choice not in section] == []
