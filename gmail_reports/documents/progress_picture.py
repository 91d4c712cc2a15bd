"""A small picture of how far the plan is: one bar for each section, one field of it for each item.

It holds no words but section numbers and counts, so it reads the same in every language and needs no font of its
own; the mail beside it says what the colours mean. Never a photo: pupils' faces do not belong in a mail.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from gmail_reports.progress import STATE_COLOUR, ItemState

_WIDTH, _ROW, _BAR = 560, 30, 20
_NUMBER_WIDTH, _COUNT_WIDTH, _GAP = 44, 64, 2
_INK = "#1f2933"


@dataclass(frozen=True, slots=True)
class SectionBar:
    """A section of the plan by its Roman number, with the state of each of its items."""

    numeral: str
    states: tuple[ItemState, ...]


def progress_picture(sections: Sequence[SectionBar]) -> bytes:
    """The bars of these sections as the bytes of a PNG, 560 pixels wide and 30 high for each section."""
    picture = Image.new("RGB", (_WIDTH, _ROW * max(len(sections), 1)), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(15)
    for row, section in enumerate(sections):
        top = row * _ROW + (_ROW - _BAR) // 2
        draw.text((0, top), section.numeral, font=font, fill=_INK)
        _bar(draw, section.states, top)
        done = sum(state is ItemState.DONE for state in section.states)
        draw.text((_WIDTH - _COUNT_WIDTH + 10, top), f"{done}/{len(section.states)}", font=font, fill=_INK)
    written = BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def _bar(draw: ImageDraw.ImageDraw, states: Sequence[ItemState], top: int) -> None:
    """One field for each item, in the order of the states, so that what is done stands together at the left."""
    if not states:
        return
    field = (_WIDTH - _NUMBER_WIDTH - _COUNT_WIDTH) / len(states)
    order = list(STATE_COLOUR)
    for place, state in enumerate(sorted(states, key=order.index)):
        left = _NUMBER_WIDTH + place * field
        draw.rectangle((left, top, left + field - _GAP, top + _BAR - 1), fill=STATE_COLOUR[state])
