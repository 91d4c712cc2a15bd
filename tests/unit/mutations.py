"""Broken files without end: bytes changed, cut out, repeated, cut short, numbers made huge; each from its own seed."""

import random
from functools import cache

from PIL import Image

from tests.unit import media_samples as make

_HUGE = (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x00\x00\x00\x00", b"\x80\x00\x00\x00", b"\x00\x00\x00\x01")


@cache
def _small(format_: str) -> bytes:
    image: Image.Image = make.drawing(1, (640, 480))
    return make.encoded(image, format_, **({"exif": make.camera_exif(place=True)} if format_ == "JPEG" else {}))


KINDS = (
    ("a.jpg", lambda: _small("JPEG")),
    ("b.jpg", lambda: make.encoded(make.drawing(1, (640, 480)), "JPEG", progressive=True)),
    ("a.png", lambda: _small("PNG")),
    ("a.webp", lambda: _small("WEBP")),
    ("a.gif", lambda: _small("GIF")),
    ("a.heic", make.heic),
    ("a.dng", make.dng),
    ("a.mp4", lambda: make.film(320, 180, 10)),
    ("a.mov", lambda: make.film(320, 180, 10, "mov")),
    ("a.mkv", lambda: make.film(320, 180, 10, "matroska")),
    ("a.avi", lambda: make.film(320, 180, 10, "avi", "mpeg4")),
)


def mutation(seed: int) -> tuple[str, bytes]:
    """A file name and its broken contents."""
    chance = random.Random(seed)
    name, good = KINDS[seed % len(KINDS)]
    data = bytearray(good())
    for _ in range(chance.randrange(1, 12)):
        # headers decide what a parser does: most harm is done there
        reach = len(data) if chance.random() < 0.3 else min(len(data), 2048)
        at = chance.randrange(max(1, reach))
        kind = chance.randrange(6)
        if kind == 0:
            data[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            data[at : at + 4] = chance.choice(_HUGE)
        elif kind == 2:
            del data[at : at + chance.randrange(1, 64)]
        elif kind == 3:
            data[at:at] = data[at : at + chance.randrange(1, 256)]
        elif kind == 4:
            data[at : at + 16] = chance.randbytes(16)
        else:
            del data[max(16, chance.randrange(len(data) + 1)) :]
    return name, bytes(data)
