"""Does a photo look original or recompressed? Evidence from its name, Drive's metadata and, if opened, its header.

Thresholds are measured on labelled photos (media.md of the design papers) and only ever lead to advice: a
Google Photos copy can't be told, and a teacher is never accused.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from drive_sync.facts import Photo
from drive_sync.media.media_types import RAW, ending


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


_NAMED_BY_AN_APP = re.compile(
    r"(?P<Zalo>z\d{11,14}_[0-9a-f]{32})"
    r"|(?P<Facebook>FB_IMG_\d{13}|\d{6,}_\d{8,}_\d{8,}_[no]\b)"
    r"|(?P<Messenger>received_\d{10,})"
    r"|(?P<WhatsApp>IMG-\d{8}-WA\d{4}|WhatsApp Image )"
    r"|(?P<Viber>viber_image|IMG-[0-9a-f]{32}-V)"
    r"|(?P<Telegram>photo_\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d)"
    r"|(?P<screenshot>screenshot|screen shot|ảnh chụp màn hình|chụp màn hình)",
    re.IGNORECASE,
)
_ORIGINAL_ENDINGS = RAW | {"heic", "heif"}
_ORIGINAL_FORMATS = frozenset({"raw", "heic"})
"""Apps pass on JPEG or WebP; what is still HEIC or RAW comes from the camera."""

_SIZES_OF_APPS = frozenset({1280, 1600, 2048, 2560})
"""Long sides to which messengers shrink, in pixels."""

_SMALL_PHOTO = 2_000_000
"""Pixels; no phone camera of the last ten years makes fewer."""

FACEBOOK_SIGN, PROGRESSIVE_SIGN = "FBMD", "progressive"
_LIBJPEG_SIGN = re.compile(r"q(\d+)")
_GOOD_QUALITY = 90
_EDITED = re.compile(r"photoshop|lightroom|snapseed|picsart|canva|gimp|meitu|facebook|instagram", re.IGNORECASE)

_STEPS = (
    (4, Provenance.ORIGINAL),
    (1, Provenance.LIKELY_ORIGINAL),
    (-2, Provenance.UNCERTAIN),
    (-4, Provenance.LIKELY_RECOMPRESSED),
)
_COMPRESSED = (Provenance.LIKELY_RECOMPRESSED, Provenance.RECOMPRESSED)


def provenance(photo: Photo) -> Evidence:
    """Where on the scale a photo stands, from what is known of it."""
    weighed = _weighed(photo)
    strongest = sorted(weighed, key=lambda pair: -abs(pair[0]))
    return Evidence(_step(weighed), tuple(reason for _, reason in strongest))


def seems_recompressed(photo: Photo) -> bool:
    """Whether a photo stands low enough on the scale to speak of it."""
    return _step(_weighed(photo)) in _COMPRESSED


def _weighed(photo: Photo) -> list[tuple[int, str]]:
    return [*_of_the_name(photo), *_of_the_metadata(photo), *_of_the_header(photo)]


def _step(weighed: list[tuple[int, str]]) -> Provenance:
    score = sum([weight for weight, _ in weighed])
    for least, step in _STEPS:
        if score >= least:
            return step
    return Provenance.RECOMPRESSED


def _of_the_name(photo: Photo) -> list[tuple[int, str]]:
    match = _NAMED_BY_AN_APP.match(photo.name)
    return [(-5, match.lastgroup or "")] if match else []


def _of_the_metadata(photo: Photo) -> list[tuple[int, str]]:
    weighed = []
    if photo.camera:
        weighed.append((4, photo.camera))
    undeveloped = photo.format in _ORIGINAL_FORMATS or (not photo.format and ending(photo.name) in _ORIGINAL_ENDINGS)
    if undeveloped:
        weighed.append((4, (photo.format or ending(photo.name)).upper()))
    if photo.width and photo.height:
        if photo.width * photo.height < _SMALL_PHOTO:
            weighed.append((-3, f"{photo.width}x{photo.height}"))
        elif max(photo.width, photo.height) in _SIZES_OF_APPS:
            weighed.append((-2, f"{photo.width}x{photo.height}"))
        if photo.size and not undeveloped and photo.size * 8 < photo.width * photo.height:
            weighed.append((-1, "< 1 bit/px"))
    return weighed


def _of_the_header(photo: Photo) -> list[tuple[int, str]]:
    weighed = []
    for sign in photo.signs:
        quality = _LIBJPEG_SIGN.fullmatch(sign)
        if sign == FACEBOOK_SIGN:
            weighed.append((-5, "Facebook (FBMD)"))
        elif sign == PROGRESSIVE_SIGN:
            weighed.append((-2, "progressive JPEG"))
        elif quality and int(quality[1]) < _GOOD_QUALITY and not photo.camera:
            weighed.append((-2, f"JPEG {sign}"))
        elif _EDITED.search(sign):
            weighed.append((-1, sign))
    return weighed
