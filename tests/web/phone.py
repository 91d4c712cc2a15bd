"""A phone of 360 px, as a real browser lays letters out for it; what a letter must not do when it is opened."""

import html
import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

WIDTH = 360
_AT_ONCE = 40
_STYLE = f"width:{WIDTH}px;height:30000px;border:0"  # high enough for no scroll bar
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
_ACTS = re.compile(r"<script|<img|<link|<style|<iframe|<object|\ssrc=|url\(|@import|\son\w+=")


def browser() -> str | None:
    """The command of a Chromium, None when there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def widths_on_a_phone(command: str, folder: Path, pages: Mapping[str, str]) -> dict[str, int]:
    """How wide each page (title → HTML) lays itself out in a window of 360 px, as Chromium says."""
    measured: dict[str, int] = {}
    titles = list(pages)
    for first in range(0, len(titles), _AT_ONCE):
        measured |= _measured(command, folder, {one: pages[one] for one in titles[first : first + _AT_ONCE]})
    return measured


def acts_when_opened(page: str) -> bool:
    """Whether a letter runs or fetches anything; the picture of progress travels in the mail itself."""
    return bool(_ACTS.search(page.replace('<img src="cid:progress"', "")))


def _measured(command: str, folder: Path, pages: Mapping[str, str]) -> dict[str, int]:
    frames = [
        f'<iframe title="{html.escape(title)}" style="{_STYLE}" srcdoc="{html.escape(page)}"></iframe>'
        for title, page in pages.items()
    ]
    page = folder / "letters.html"
    page.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{''.join(frames)}{_MEASURE}", encoding="utf-8")
    options = ["--headless", "--disable-gpu", "--no-sandbox", f"--user-data-dir={folder / 'profile'}", "--dump-dom"]
    asked = [command, *options, page.as_uri()]
    seen = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8", timeout=120, check=True).stdout
    (answer,) = re.findall(r"<pre>(.*?)</pre>", seen, re.DOTALL)
    measured: dict[str, int] = json.loads(html.unescape(answer))
    return measured
