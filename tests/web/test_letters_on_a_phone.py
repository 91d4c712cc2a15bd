"""Every kind of letter on a phone of 360 px: no sideways scrolling, measured by a real browser, all in one run.

The letters of the simulated weeks, and of the whole year, are opened in `tests/journeys/test_school_year.py`.
"""

from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from drive_sync.wording import Language
from gmail_reports.letters.letter import Kind, Letter
from gmail_reports.letters.rendering import render
from tests.journeys.test_golden_letters import LETTER_OF
from tests.unit.pictures import a_house
from tests.web.phone import WIDTH, acts_when_opened, browser, widths_on_a_phone

_UNBROKEN = "Khai_giang_nam_hoc_moi_" * 9
_CONTROL = "a page that is too wide"


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The HTML of every letter in both languages, and of one about a folder whose name has no place to break."""
    found = {}
    for name, write in LETTER_OF.items():
        school, planned = write()
        for language in Language:
            found[f"{name}.{language}"] = _html(Letter(planned), language, school)
    school, planned = LETTER_OF[Kind.FEEDBACK]()
    folder = planned.about["folder"] | {"name": _UNBROKEN}
    found["unbroken"] = _html(Letter(replace(planned, about={**planned.about, "folder": folder})), Language.VI, school)
    return found


def _html(letter, language, school):
    message = message_from_bytes(render(letter, a_house(language), school).compose(), policy=policy.default)
    return message.get_body(("html",)).get_content()


@pytest.fixture(scope="module")
def widths(pages, tmp_path_factory) -> dict[str, int]:
    """How wide each letter lays itself out, and a page that is too wide beside them."""
    command = browser()
    if command is None:
        pytest.skip("not run: no Chromium")
    control = {_CONTROL: f"<!DOCTYPE html><p style='white-space:nowrap'>{_UNBROKEN}</p>"}
    return widths_on_a_phone(command, tmp_path_factory.mktemp("phone"), pages | control)


def test_every_letter_fits_a_phone_without_sideways_scrolling(pages, widths):
    assert {title: widths[title] for title in pages if widths[title] != WIDTH} == {}


def test_the_measure_sees_a_page_that_is_too_wide(widths):
    assert widths[_CONTROL] > WIDTH


def test_no_letter_runs_anything_or_fetches_anything(pages):
    assert [title for title, page in pages.items() if acts_when_opened(page)] == []


@pytest.mark.parametrize(
    "page", ["<script>", "<img src='https://x.vn/1.png'>", "<p onclick='a()'>", "<a style='x:url(a)'>"]
)
def test_a_letter_that_acts_would_be_seen(page):
    assert acts_when_opened(page)
