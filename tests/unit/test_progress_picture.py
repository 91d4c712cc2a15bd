from collections import Counter
from io import BytesIO

from PIL import Image, ImageColor

from gmail_reports.documents.progress_picture import SectionBar, progress_picture
from gmail_reports.progress import STATE_COLOUR, ItemState


def _opened(*sections):
    return Image.open(BytesIO(progress_picture(sections)))


def _amounts(picture):
    """How many pixels each state's colour fills."""
    pixels = Counter(picture.convert("RGB").get_flattened_data())
    return {state: pixels[ImageColor.getrgb(colour)] for state, colour in STATE_COLOUR.items()}


def test_every_state_has_a_colour_of_its_own():
    assert set(STATE_COLOUR) == set(ItemState)
    assert len(set(STATE_COLOUR.values())) == len(STATE_COLOUR)


def test_an_items_field_is_as_wide_as_every_others_in_its_section():
    amounts = _amounts(
        _opened(SectionBar("II", (ItemState.OVERDUE, ItemState.DONE, ItemState.DONE, ItemState.NOT_DUE)))
    )
    assert amounts[ItemState.OVERDUE] == amounts[ItemState.NOT_DUE] > 0
    assert amounts[ItemState.DONE] == 2 * amounts[ItemState.OVERDUE]
    assert amounts[ItemState.TO_CONFIRM] == 0


def test_what_is_done_stands_at_the_left():
    picture = _opened(SectionBar("I", (ItemState.OVERDUE, ItemState.DONE))).convert("RGB")
    middle = picture.height // 2
    assert picture.getpixel((60, middle)) == ImageColor.getrgb(STATE_COLOUR[ItemState.DONE])
    assert picture.getpixel((480, middle)) == ImageColor.getrgb(STATE_COLOUR[ItemState.OVERDUE])


def test_it_grows_with_the_sections_and_stays_small_enough_for_a_mail():
    seven = [SectionBar("VII", (ItemState.IN_PROGRESS,) * 40)] * 7
    assert _opened(*seven).size == (560, 210)
    assert len(progress_picture(seven)) < 10_000


def test_a_plan_without_sections_is_an_empty_picture():
    assert _opened().size == (560, 30)
    assert _opened(SectionBar("I", ())).size == (560, 30)
