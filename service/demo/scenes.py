"""The pictures of the demo: a school yard in the hills, a red backdrop with the event's title, rows of small figures.

Drawn from simple shapes, so no real pupil is ever shown (Law 91/2025/QH15).
"""

import random
import textwrap
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

Shot = Literal["wide", "speaker", "close"]
Colour = tuple[int, int, int]
Point = tuple[float, float]

_RED, _GOLD, _WHITE, _BLACK = (200, 30, 34), (255, 214, 40), (246, 246, 240), (38, 32, 30)
_WOOD, _GREEN, _SAND, _WALL = (128, 78, 40), (70, 128, 62), (214, 190, 150), (244, 222, 150)
_SKIN: tuple[Colour, ...] = ((232, 188, 148), (220, 170, 128), (205, 152, 112))
_CLOTHES: tuple[Colour, ...] = (
    _WHITE,
    _WHITE,
    _WHITE,
    (40, 74, 140),
    (30, 30, 60),
    (150, 40, 110),
    (30, 110, 100),
)


@dataclass(frozen=True, slots=True)
class _Canvas:
    """A picture to draw on; places and sizes are hundredths of its height, from the top left corner."""

    draw: ImageDraw.ImageDraw
    unit: float
    right: float

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        self.draw.rectangle([self.unit * side for side in (left, top, right, bottom)], fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        middle, reach = (x * self.unit, y * self.unit), radius * self.unit
        self.draw.ellipse([middle[0] - reach, middle[1] - reach, middle[0] + reach, middle[1] + reach], fill=colour)

    def shape(self, points: list[Point], colour: Colour) -> None:
        self.draw.polygon([(x * self.unit, y * self.unit) for x, y in points], fill=colour)

    def line(self, points: list[Point], thickness: float, colour: Colour) -> None:
        scaled = [(x * self.unit, y * self.unit) for x, y in points]
        self.draw.line(scaled, fill=colour, width=max(1, round(thickness * self.unit)), joint="curve")


def scene(seed: int, title: str, shot: Shot, size: tuple[int, int]) -> Image.Image:
    """A picture of an event with this title, width and height in pixels; the same arguments give the same picture."""
    image = Image.new("RGB", size, (150 + seed % 30, 195 + seed % 20, 235))
    unit = size[1] / 100
    canvas = _Canvas(ImageDraw.Draw(image), unit, size[0] / unit)
    chance = random.Random(f"{seed} {shot}")  # noqa: S311 - the same seed, the same picture
    {"wide": _school_yard, "speaker": _stage, "close": _faces}[shot](canvas, chance, title)
    return image


def _school_yard(canvas: _Canvas, chance: random.Random, title: str) -> None:
    """Toàn cảnh: hills, the school with its backdrop, the flag, the whole school in rows."""
    right = canvas.right
    for colour, height in (((120, 160, 150), 24), ((86, 138, 92), 16)):
        ridge = [(place * right / 8, 44 - height * chance.uniform(0.4, 1)) for place in range(9)]
        canvas.shape([(0, 60), *ridge, (right, 60)], colour)
    canvas.box(0, 52, right, 100, _SAND)
    left, end = right * 0.1, right * 0.9
    canvas.box(left, 30, end, 58, _WALL)
    canvas.shape([(left - 3, 30), (left + 4, 22), (end - 4, 22), (end + 3, 30)], (170, 60, 44))
    for place in range(8):
        x = left + 3 + place * (end - left - 6) / 8
        canvas.box(x, 49, x + 6, 56, (70, 110, 140))
    _backdrop(canvas, title, left + 8, 31.5, end - 8, 47)
    pole = right * chance.uniform(0.03, 0.07)
    canvas.line([(pole, 8), (pole, 60)], 0.5, (230, 230, 230))
    canvas.box(pole, 8, pole + 12, 16, _RED)
    _star(canvas, pole + 6, 12, 3)
    for row in range(6):
        scale, foot = 0.55 + row * 0.12, 66 + row * row * 0.9 + row * 2.4
        for place in range(18):
            _pupil(canvas, chance, right * (place + 0.6 + 0.3 * (row % 2)) / 18.5, foot, scale)


def _stage(canvas: _Canvas, chance: random.Random, title: str) -> None:
    """Phát biểu: a speaker at the lectern before the backdrop, the first rows from behind."""
    right = canvas.right
    canvas.box(0, 0, right, 100, (96, 22, 30))
    for place in range(0, int(right), 6):
        canvas.box(place, 0, place + 2, 74, (112, 28, 36))
    _backdrop(canvas, title, right * 0.12, 8, right * 0.88, 46)
    canvas.box(0, 74, right, 100, _WOOD)
    x = right * chance.uniform(0.3, 0.7)
    _pupil(canvas, chance, x, 80, 2.9, scarf=False)
    canvas.shape([(x - 7, 62), (x + 7, 62), (x + 5.5, 82), (x - 5.5, 82)], (150, 96, 52))
    for place in range(5):
        canvas.disc(x - 5 + place * 2.5, 61.5, 1.5, chance.choice((_RED, _GOLD, _WHITE, (230, 110, 150))))
    for place in range(9):
        head = right * (place + 0.5) / 9 + chance.uniform(-1, 1)
        canvas.box(head - 6, 93, head + 6, 100, chance.choice(_CLOTHES))
        canvas.disc(head, 88, 5, _BLACK)


def _faces(canvas: _Canvas, chance: random.Random, title: str) -> None:
    """Cận cảnh: a few listeners near by, the backdrop behind them."""
    right = canvas.right
    canvas.box(0, 60, right, 100, _GREEN)
    _backdrop(canvas, title, right * 0.05, 3, right * 0.95, 30)
    for count, foot, scale in ((6, 92, 4.0), (4, 118, 6.4)):
        for place in range(count):
            _pupil(canvas, chance, right * (place + chance.uniform(0.4, 0.6)) / count, foot, scale)


def _pupil(canvas: _Canvas, chance: random.Random, x: float, foot: float, scale: float, *, scarf: bool = True) -> None:
    shirt, skin = chance.choice(_CLOTHES), chance.choice(_SKIN)
    canvas.box(x - scale, foot - 4 * scale, x + scale, foot, (36, 44, 84))
    canvas.box(x - 1.6 * scale, foot - 7.5 * scale, x + 1.6 * scale, foot - 3.5 * scale, shirt)
    canvas.disc(x, foot - 9.2 * scale, 1.7 * scale, _BLACK)
    canvas.disc(x, foot - 8.8 * scale, 1.45 * scale, skin)
    if scarf:
        neck = foot - 7.5 * scale
        canvas.shape([(x - scale, neck), (x + scale, neck), (x, neck + 1.8 * scale)], _RED)


def _backdrop(canvas: _Canvas, title: str, left: float, top: float, right: float, bottom: float) -> None:
    """The phông: red, with a star and the title of the event in as many lines as it needs."""
    canvas.box(left - 0.6, top - 0.6, right + 0.6, bottom + 0.6, _GOLD)
    canvas.box(left, top, right, bottom, _RED)
    height = bottom - top
    _star(canvas, left + height * 0.3, top + height / 2, height * 0.2)
    left += height * 0.6
    lines, size = _largest_setting(title.upper(), (right - left) * 0.94, height * 0.86)
    for number, line in enumerate(lines):
        middle = top + height / 2 + (number - (len(lines) - 1) / 2) * size * _LINE_HEIGHT
        _write(canvas, line, (left + right) / 2, middle + size * 0.36, size)


def _largest_setting(text: str, width: float, height: float) -> tuple[list[str], float]:
    """The lines of a text, and the font size, with which it fills a space best."""
    em = _font(100)
    settings = []
    for count in range(1, 5):
        lines = textwrap.wrap(text, width=max(1, -(-len(text) // count) + 2)) or [""]
        widest = max(em.getlength(_bare(line)) for line in lines) / 100 or 1
        settings.append((min(height / len(lines) / _LINE_HEIGHT, width / widest), lines))
    size, lines = max(settings, key=lambda setting: setting[0])
    return lines, size


def _star(canvas: _Canvas, x: float, y: float, radius: float) -> None:
    corners = [(0, -1), (0.22, -0.31), (0.95, -0.31), (0.36, 0.12), (0.59, 0.81), (0, 0.38)]
    whole = corners + [(-across, down) for across, down in reversed(corners[1:5])]
    canvas.shape([(x + across * radius, y + down * radius) for across, down in whole], _GOLD)


_MARKS: dict[str, list[Point]] = {
    "\N{COMBINING ACUTE ACCENT}": [(-0.06, -0.84), (0.1, -0.97)],
    "\N{COMBINING GRAVE ACCENT}": [(-0.1, -0.97), (0.06, -0.84)],
    "\N{COMBINING HOOK ABOVE}": [(-0.05, -0.98), (0.06, -0.97), (0.05, -0.91), (0, -0.84)],
    "\N{COMBINING TILDE}": [(-0.14, -0.86), (-0.05, -0.93), (0.05, -0.87), (0.14, -0.94)],
    "\N{COMBINING CIRCUMFLEX ACCENT}": [(-0.16, -0.78), (0, -0.9), (0.16, -0.78)],
    "\N{COMBINING BREVE}": [(-0.14, -0.9), (-0.07, -0.81), (0.07, -0.81), (0.14, -0.9)],
    "\N{COMBINING HORN}": [(0.2, -0.62), (0.34, -0.66), (0.34, -0.8)],
    "\N{COMBINING DOT BELOW}": [(-0.03, 0.14), (0.03, 0.14)],
}
"""Vietnamese accents as strokes around a capital, in font sizes from the middle of its foot.

Pillow's own font, the only one that is everywhere, has none of them.
"""

_LINE_HEIGHT = 1.45
_CARRIERS = frozenset("\N{COMBINING CIRCUMFLEX ACCENT}\N{COMBINING BREVE}")


def _write(canvas: _Canvas, line: str, x: float, foot: float, size: float) -> None:
    """Writes a line of capitals, centred on `x`, standing on `foot`."""
    font = _font(max(4, round(size * canvas.unit)))
    letters = [unicodedata.normalize("NFD", letter) for letter in unicodedata.normalize("NFC", line)]
    bare = _bare(line)
    place = x - sum(font.getlength(letter) for letter in bare) / canvas.unit / 2
    for letter, shown in zip(letters, bare, strict=True):
        width = font.getlength(shown) / canvas.unit
        canvas.draw.text((place * canvas.unit, foot * canvas.unit), shown, font=font, fill=_GOLD, anchor="ls")
        middle = place + width / 2
        if letter[0] == "Đ":
            canvas.line([(place - 0.02 * size, foot - 0.36 * size), (middle, foot - 0.36 * size)], size * 0.07, _GOLD)
        carried = bool(_CARRIERS & set(letter))
        for mark in letter[1:]:
            is_second = carried and mark not in _CARRIERS and "BELOW" not in unicodedata.name(mark)
            lift = 0.14 if is_second else 0.0
            stroke = [(middle + across * size, foot + (down - lift) * size) for across, down in _MARKS.get(mark, [])]
            if stroke:
                canvas.line(stroke, size * 0.06, _GOLD)
        place += width


def _bare(line: str) -> str:
    """The letters of a line without their accents."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in unicodedata.normalize("NFC", line)).replace(
        "Đ", "D"
    )


@cache
def _font(pixels: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(pixels)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow without FreeType cannot write titles. Reinstall it: pip install --upgrade pillow")
    return font
