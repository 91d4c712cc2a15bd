"""Every letter on a phone of 360 px: no sideways scrolling, measured by a real browser, all letters in one run."""

import html
import json
import re
import shutil
import subprocess
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from drive_sync.wording import Language
from gmail_reports.letters.letter import Kind, Letter
from gmail_reports.letters.rendering import render
from tests.journeys.test_golden_letters import LETTER_OF
from tests.unit.pictures import a_house

_WIDTH = 360
_UNBROKEN = "Khai_giang_nam_hoc_moi_" * 9
_STYLE = f"width:{_WIDTH}px;height:30000px;border:0"  # high enough for no scroll bar
_CONTROL = "a page that is too wide"
_MEASURE = """
<script>
addEventListener("load", () => {
  const widths = {};
  for (const frame of document.querySelectorAll("iframe"))
    widths[frame.title] = frame.contentDocument.documentElement.scrollWidth;
  document.body.innerHTML = "";
  const answer = document.body.appendChild(document.createElement("pre"));
  answer.textContent = JSON.stringify(widths);
});
</script>
"""


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The HTML of every letter in both languages, and of one about a folder whose name has no place to break."""
    found = {}
    for kind, write in LETTER_OF.items():
        school, planned = write()
        for language in Language:
            found[f"{kind}.{language}"] = _html(Letter(planned), language, school)
    school, planned = LETTER_OF[Kind.FEEDBACK]()
    folder = planned.about["folder"] | {"name": _UNBROKEN}
    found["unbroken"] = _html(Letter(replace(planned, about={**planned.about, "folder": folder})), Language.VI, school)
    return found


def _html(letter, language, school):
    message = message_from_bytes(render(letter, a_house(language), school).compose(), policy=policy.default)
    return message.get_body(("html",)).get_content()


@pytest.fixture(scope="module")
def widths(pages, tmp_path_factory) -> dict[str, int]:
    """How wide each letter lays itself out in a window of 360 px, as Chromium says."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("not run: no Chromium")
    folder = tmp_path_factory.mktemp("phone")
    control = {_CONTROL: f"<!DOCTYPE html><p style='white-space:nowrap'>{_UNBROKEN}</p>"}
    return _measured(browser, folder, pages | control)


def _measured(browser: str, folder: Path, pages: dict[str, str]) -> dict[str, int]:
    frames = [
        f'<iframe title="{title}" style="{_STYLE}" srcdoc="{html.escape(page)}"></iframe>'
        for title, page in pages.items()
    ]
    page = folder / "letters.html"
    page.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{''.join(frames)}{_MEASURE}", encoding="utf-8")
    options = ["--headless", "--disable-gpu", "--no-sandbox", f"--user-data-dir={folder / 'profile'}", "--dump-dom"]
    command = [browser, *options, page.as_uri()]
    seen = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=True).stdout
    (answer,) = re.findall(r"<pre>(.*?)</pre>", seen, re.DOTALL)
    measured: dict[str, int] = json.loads(html.unescape(answer))
    return measured


def test_every_letter_fits_a_phone_without_sideways_scrolling(pages, widths):
    assert {title: widths[title] for title in pages if widths[title] != _WIDTH} == {}


def test_the_measure_sees_a_page_that_is_too_wide(widths):
    assert widths[_CONTROL] > _WIDTH


def test_no_letter_runs_anything_or_fetches_anything(pages):
    for page in pages.values():
        page = page.replace('<img src="cid:progress"', "")  # noqa: PLW2901 - it travels in the mail itself
        assert not re.search(r"<script|<img|<link|<style|<iframe|<object|\ssrc=|url\(|@import|\son\w+=", page)
