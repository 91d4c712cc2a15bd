"""Are two photos nearly the same, is one blurred or dark? Told from a thumbnail's pixels; only ever advice.

Measured on labelled photos (media.md of the design papers): of 990 pairs of different photos none differed in fewer
than 99 of 256 bits; the sharpness threshold finds 98 % of photos blurred by two pixels and no sharp one, but only few
that were shaken. Nothing is recognised: no faces, no texts.
"""

from collections.abc import Iterable
from operator import mul

from PIL import Image, ImageFilter

from drive_sync.facts import Look, Photo

_BITS_A_SIDE = 16
_MEASURED_AT = 640
"""Pixels of the long side at which the threshold for sharpness was measured."""

_TOO_SMALL = 480
"""Below this long side a thumbnail has lost what sharpness would be measured by."""

_TILES_A_SIDE = 6
_LEAST_TILE = 8
"""Pixels of a tile's side; a strip that is narrower says nothing."""

_SHARPEST = 0.9
"""A photo is as sharp as its sharpest parts: backgrounds are often out of focus on purpose."""

_BRIGHTEST = 0.95
_MIDDLE = 128
# 4 times the middle less its neighbours; the offset keeps the sign. It saturates at ±127, far above what blur leaves.
_LAPLACIAN = ImageFilter.Kernel((3, 3), (0, -1, 0, -1, 4, -1, 0, -1, 0), scale=1, offset=_MIDDLE)


def look(thumbnail: Image.Image) -> Look:
    """How a thumbnail looks; best of 640 pixels or more, any mode."""
    grey = thumbnail.convert("L")
    long_side = max(grey.size)
    if long_side > _MEASURED_AT:
        grey.thumbnail((_MEASURED_AT, _MEASURED_AT))
    is_large = long_side >= _TOO_SMALL and min(grey.size) >= _LEAST_TILE * _TILES_A_SIDE
    return Look(_fingerprint(grey), _sharpness(grey) if is_large else None, _brightness(grey))


def different_bits(one: Look, other: Look) -> int:
    """In how many of 256 bits two looks differ."""
    return (one.fingerprint ^ other.fingerprint).bit_count()


def near_duplicates(photos: Iterable[Photo], most_bits: int) -> list[tuple[Photo, Photo]]:
    """Each photo that is nearly the same as an earlier one, with that one; equal bytes are no pair of two."""
    kept: list[tuple[Photo, Look]] = []
    pairs = []
    for photo in photos:
        if photo.look is None or not _has_contrast(photo.look):
            continue
        twin = next((one for one, seen in kept if different_bits(seen, photo.look) <= most_bits), None)
        if twin is None:
            kept.append((photo, photo.look))
        elif twin.md5 is None or twin.md5 != photo.md5:
            pairs.append((photo, twin))
    return pairs


def _has_contrast(seen: Look) -> bool:
    """Whether a fingerprint says anything: a bare wall, or a picture of one colour, has none of its own."""
    ones = seen.fingerprint.bit_count()
    return 0 < ones < _BITS_A_SIDE * _BITS_A_SIDE


def _fingerprint(grey: Image.Image) -> int:
    """The difference hash: 16 rows of 16 bits, each saying whether it gets lighter to the right."""
    small = grey.resize((_BITS_A_SIDE + 1, _BITS_A_SIDE), Image.Resampling.LANCZOS).tobytes()
    bits = 0
    for row in range(_BITS_A_SIDE):
        begin = row * (_BITS_A_SIDE + 1)
        for place in range(begin, begin + _BITS_A_SIDE):
            bits = bits << 1 | (small[place + 1] > small[place])
    return bits


def _sharpness(grey: Image.Image) -> float:
    """The variance of the Laplacian in the tile that is sharper than nine of ten."""
    edges = grey.filter(_LAPLACIAN).crop((1, 1, grey.width - 1, grey.height - 1))
    width, height = edges.width // _TILES_A_SIDE, edges.height // _TILES_A_SIDE
    tiles = sorted(
        _variance(edges.crop((left, top, left + width, top + height)).histogram())
        for top in range(0, edges.height - height + 1, height)
        for left in range(0, edges.width - width + 1, width)
    )
    return tiles[int(_SHARPEST * (len(tiles) - 1))]


_VALUES = [value - _MIDDLE for value in range(256)]
_SQUARES = [value * value for value in _VALUES]


def _variance(histogram: list[int]) -> float:
    """The variance of grey values, from how often each occurs (ImageStat takes twice as long)."""
    count = sum(histogram)
    mean: float = sum(map(mul, histogram, _VALUES)) / count
    mean_square: float = sum(map(mul, histogram, _SQUARES)) / count
    return mean_square - mean * mean


def _brightness(grey: Image.Image) -> int:
    """The brightness (0-255) that only one pixel of twenty exceeds."""
    left = _BRIGHTEST * grey.width * grey.height
    for brightness, count in enumerate(grey.histogram()):
        left -= count
        if left <= 0:
            return brightness
    return 255
