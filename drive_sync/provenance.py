"""Does a photo look original or recompressed? Evidence from its name and from Drive's metadata.

Thresholds are measured on labelled photos (media.md of the design papers) and only ever lead to advice: a
Google Photos copy can't be told, and a teacher is never accused.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from drive_sync.facts import Photo


class Provenance(StrEnum):
    """The five-step scale, from the camera's own file to certainly recompressed."""

    ORIGINAL = "original"
    LIKELY_ORIGINAL = "likely-original"
    UNCERTAIN = "uncertain"
    LIKELY_RECOMPRESSED = "likely-recompressed"
    RECOMPRESSED = "recompressed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The step on the scale and its reasons, most telling first, as names and numbers of no language."""

    provenance: Provenance
    reasons: tuple[str, ...]


_NAMES_OF_APPS = (
    ("Zalo", re.compile(r"z\d{11,14}_[0-9a-f]{32}", re.IGNORECASE)),
    ("Facebook", re.compile(r"FB_IMG_\d{13}|\d{6,}_\d{8,}_\d{8,}_[no]\b", re.IGNORECASE)),
    ("Messenger", re.compile(r"received_\d{10,}", re.IGNORECASE)),
    ("WhatsApp", re.compile(r"IMG-\d{8}-WA\d{4}|WhatsApp Image ", re.IGNORECASE)),
    ("screenshot", re.compile(r"screenshot|screen shot|ảnh chụp màn hình", re.IGNORECASE)),
)
_SIZES_OF_APPS = frozenset({1280, 1600, 2048, 2560})
"""Long sides to which messengers shrink, in pixels."""

_SMALL_PHOTO = 2_000_000
"""Pixels; no phone camera of the last ten years makes fewer."""

_STEPS = (
    (4, Provenance.ORIGINAL),
    (1, Provenance.LIKELY_ORIGINAL),
    (-2, Provenance.UNCERTAIN),
    (-4, Provenance.LIKELY_RECOMPRESSED),
)


def provenance(photo: Photo) -> Evidence:
    """Where on the scale a photo stands, from what is known without opening it."""
    weighed: list[tuple[int, str]] = []
    for app, pattern in _NAMES_OF_APPS:
        if pattern.match(photo.name):
            weighed.append((-5, app))
            break
    if photo.camera:
        weighed.append((4, photo.camera))
    if photo.width and photo.height:
        if photo.width * photo.height < _SMALL_PHOTO:
            weighed.append((-3, f"{photo.width}x{photo.height}"))
        elif max(photo.width, photo.height) in _SIZES_OF_APPS:
            weighed.append((-2, f"{photo.width}x{photo.height}"))
        if photo.size and photo.size * 8 < photo.width * photo.height:
            weighed.append((-1, "< 1 bit/px"))
    score = sum(weight for weight, _ in weighed)
    step = next((step for least, step in _STEPS if score >= least), Provenance.RECOMPRESSED)
    strongest = sorted(weighed, key=lambda pair: -abs(pair[0]))
    return Evidence(step, tuple(reason for _, reason in strongest))
