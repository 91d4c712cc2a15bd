"""The child that opens foreign bytes, inside limits: Pillow for photos, MediaInfo for films.

It sees a file only through the ranges its parent sends, and answers with plain JSON. Whatever a hostile file does to a
parser happens here; `probe.py` ends a child that hangs and starts another.
"""

import io
import json
import os
import re
import signal
import struct
import sys
import warnings
from multiprocessing.connection import Connection
from typing import IO, Any

from PIL import ExifTags, Image
from pymediainfo import MediaInfo

from drive_sync.facts import Contents
from drive_sync.media.likeness import look
from drive_sync.media.media_types import FOREIGN_FORMATS, PHOTO_FORMATS, RAW, ending, format_of
from drive_sync.media.provenance import FACEBOOK_SIGN, PROGRESSIVE_SIGN

_HEAD, _HEADER = 512, 256 * 1024
_MOST_PIXELS = 120_000_000
"""Pillow refuses twice as many; a 9 KB PNG can claim 81 million."""

_MOST_DECODED, _MOST_JPEG, _MOST_PROGRESSIVE = 16_000_000, 240_000_000, 40_000_000
"""Pixels up to which a picture is decoded: JPEG is reduced on the way, a progressive one holds all of it in memory."""

_THUMBNAIL = 640
_HEIC_EXIF = re.compile(rb"Exif\x00\x00(?:MM\x00\*|II\*\x00)")
_HEIC_SIZE = re.compile(rb"ispe\x00\x00\x00\x00(.{8})", re.DOTALL)
_LONGEST_TEXT = 80

Facts = dict[str, Any]


class Ranges(io.RawIOBase):
    """A file that reads the ranges it needs from the parent, until its budget of bytes is spent: then it ends."""

    def __init__(self, parent: Connection, size: int, budget: int) -> None:
        super().__init__()
        self._parent = parent
        self._size = size
        self._left = budget
        self._place = 0

    @property
    def spent(self) -> bool:
        """Whether the file seemed to end only because its budget did."""
        return self._left <= 0

    def readable(self) -> bool:
        """Always: see `io.RawIOBase`, also below."""
        return True

    def seekable(self) -> bool:
        """Always, at no cost."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """The new place, in bytes from the beginning."""
        begin = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._size}[whence]
        self._place = max(0, begin + offset)
        return self._place

    def tell(self) -> int:
        """The place, in bytes from the beginning."""
        return self._place

    def readinto(self, buffer: Any) -> int:
        """How many bytes of the next range were put into the buffer; 0 at the end."""
        length = min(len(buffer), self._size - self._place, self._left)
        if length <= 0:
            return 0
        self._parent.send_bytes(json.dumps({"read": [self._place, length]}).encode())
        data = self._parent.recv_bytes()[:length]
        buffer[: len(data)] = data
        self._place += len(data)
        self._left -= len(data)
        return len(data)


def serve(parent: Connection, memory: int) -> None:
    """Answers one question after another until the parent hangs up.

    Args:
        parent: the other end; a question is `{"name", "size", "budget", "pixels"}`.
        memory: bytes of data that this process may hold, where the system can limit it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, whose end is ours too
    limit(memory)
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    warnings.simplefilter("ignore")
    parent.send_bytes(json.dumps({"ready": True}).encode())
    while True:
        try:
            question = json.loads(parent.recv_bytes())
        except EOFError:
            return
        file = Ranges(parent, question["size"], question["budget"])
        try:
            facts = read(file, question["name"], pixels=question["pixels"])
        except Exception:  # noqa: BLE001 - parsers raise anything on foreign bytes; the bytes are then "not read"
            facts = {"contents": Contents.UNREAD}
        parent.send_bytes(json.dumps({"facts": facts}).encode())


def read(file: Ranges, name: str, *, pixels: bool) -> Facts:
    """The fields of `MediaFacts` for one file; `pixels` says whether a photo may be decoded to see how it looks."""
    head = file.read(_HEAD) or b""
    file.seek(0)
    found = format_of(head)
    if found in FOREIGN_FORMATS:
        return {"contents": Contents.FOREIGN, "format": found}
    if ending(name) in RAW and found in {"tiff", ""}:
        found = "raw"
    if found in {"heic", "avif"}:
        return {"contents": Contents.MEDIA, "format": found} | _boxed_photo(file)
    if found == "raw":
        return {"contents": Contents.MEDIA if head else Contents.UNREAD, "format": found} | _raw_photo(file)
    if found in PHOTO_FORMATS:
        return _photo(file, found, pixels=pixels)
    return _film(file, found)


def _photo(file: Ranges, found: str, *, pixels: bool) -> Facts:
    buffered = io.BufferedReader(file, _HEADER // 4)
    with Image.open(buffered) as image:
        facts: Facts = {"contents": Contents.MEDIA, "format": found, "width": image.width, "height": image.height}
        if image.format != "PNG" or "exif" in image.info:  # else Pillow would decode a PNG to look for it at its end
            facts |= _exif(image.getexif())
        facts["signs"] = [*_signs(image, buffered), *facts.pop("software", [])]
        if pixels and _may_decode(image):
            image.draft("L", (_THUMBNAIL, _THUMBNAIL))
            try:
                seen = look(image)
            except OSError:  # cut short: what the header told stays true
                return facts if file.spent else facts | {"contents": Contents.UNREAD}
            except MemoryError:  # too large for us; nothing is wrong with it
                return facts
            facts["look"] = [str(seen.fingerprint), seen.sharpness, seen.brightness]
    return facts


def _may_decode(image: Image.Image) -> bool:
    if image.format not in {"JPEG", "MPO"}:
        most = _MOST_DECODED
    else:
        most = _MOST_PROGRESSIVE if image.info.get("progressive") else _MOST_JPEG
    return image.width * image.height <= most


def _signs(image: Image.Image, buffered: IO[bytes]) -> list[str]:
    """What a JPEG's header tells of its making."""
    if image.format not in {"JPEG", "MPO"}:
        return []
    place = buffered.tell()
    buffered.seek(0)
    signs = [FACEBOOK_SIGN] if b"FBMD" in buffered.read(_HEADER // 4) else []
    buffered.seek(place)
    if image.info.get("progressive"):
        signs.append(PROGRESSIVE_SIGN)
    tables = getattr(image, "quantization", {})
    quality = _LIBJPEG.get(tuple(sorted(tables.get(0, ()))))
    return [*signs, f"q{quality}"] if quality else signs


# The luminance table of ITU T.81, annex K.1, row by row.
_LUMINANCE = (
    *(16, 11, 10, 16, 24, 40, 51, 61),
    *(12, 12, 14, 19, 26, 58, 60, 55),
    *(14, 13, 16, 24, 40, 57, 69, 56),
    *(14, 17, 22, 29, 51, 87, 80, 62),
    *(18, 22, 37, 56, 68, 109, 103, 77),
    *(24, 35, 55, 64, 81, 104, 113, 92),
    *(49, 64, 78, 87, 103, 121, 120, 101),
    *(72, 92, 95, 98, 112, 100, 103, 99),
)


def _scaled(quality: int) -> tuple[int, ...]:
    """The values, sorted, of the table that libjpeg makes for a quality from 1 to 100; files differ in their order."""
    percent = 5000 // quality if quality < 50 else 200 - 2 * quality  # noqa: PLR2004 - libjpeg's own formula
    return tuple(sorted(min(255, max(1, (value * percent + 50) // 100)) for value in _LUMINANCE))


_LIBJPEG = {_scaled(quality): quality for quality in range(1, 101)}


def _exif(exif: Image.Exif) -> Facts:
    base = ExifTags.Base
    sub = exif.get_ifd(ExifTags.IFD.Exif)
    facts: Facts = {}
    if camera := " ".join(filter(None, (_text(exif.get(base.Make)), _text(exif.get(base.Model))))):
        facts["camera"] = camera
    if taken := _text(sub.get(base.DateTimeOriginal) or exif.get(base.DateTime)):
        facts["taken_at"] = taken
    if software := _text(exif.get(base.Software)):
        facts["software"] = [software]
    if place := _place(exif.get_ifd(ExifTags.IFD.GPSInfo)):
        facts["place"] = place
    return facts


def _place(gps: dict[int, Any]) -> list[float] | None:
    """Degrees north and east; None when not given, or given as nonsense."""
    try:
        north, east = (
            sum(float(part) / 60**power for power, part in enumerate(gps[tag]))
            for tag in (ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude)
        )
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    north = -north if gps.get(ExifTags.GPS.GPSLatitudeRef) == "S" else north
    east = -east if gps.get(ExifTags.GPS.GPSLongitudeRef) == "W" else east
    is_on_earth = abs(north) <= 90 and abs(east) <= 180 and (north, east) != (0, 0)  # noqa: PLR2004 - degrees
    return [north, east] if is_on_earth else None


def _text(value: Any) -> str:
    return str(value).strip("\0 ")[:_LONGEST_TEXT] if isinstance(value, str) else ""


def _boxed_photo(file: Ranges) -> Facts:
    """A HEIC's size and EXIF from its first part, without decoding: the largest `ispe` box is the whole picture."""
    header = b"".join(iter(lambda: file.read(_HEADER // 4) if file.tell() < _HEADER else b"", b""))
    facts: Facts = {}
    sizes = [struct.unpack(">II", size) for size in _HEIC_SIZE.findall(header)]
    if sizes:
        facts["width"], facts["height"] = max(sizes, key=lambda size: size[0] * size[1])
    if match := _HEIC_EXIF.search(header):
        exif = Image.Exif()
        exif.load(header[match.start() :])
        facts |= _exif(exif)
        facts["signs"] = facts.pop("software", [])
    return facts


def _raw_photo(file: Ranges) -> Facts:
    """A RAW's camera and time; its first picture is only a preview, so its size is not told."""
    try:
        with Image.open(io.BufferedReader(file, _HEADER // 4)) as image:
            facts = _exif(image.getexif())
    except Exception:  # noqa: BLE001 - most RAW formats are not Pillow's; an original all the same
        return {}
    facts["signs"] = facts.pop("software", [])
    return facts


def _film(file: Ranges, found: str) -> Facts:
    """What MediaInfo reads from a film's header (`parse_speed=0`: 0.5 MB of a film of 45 MB, `moov` first or last)."""
    parsed = MediaInfo.parse(file, parse_speed=0)
    general = next(iter(parsed.general_tracks), None)
    if not found and general is not None and general.format:
        found = {"MPEG-4": "mp4", "QuickTime": "mov"}.get(general.format, str(general.format).lower()[:_LONGEST_TEXT])
    track = next((one for one in parsed.video_tracks if one.width and one.height), None)
    if track is None:
        return {"contents": Contents.UNREAD, "format": found}
    milliseconds = track.duration or (general.duration if general is not None else None)
    return {
        "contents": Contents.MEDIA,
        "format": found,
        "width": int(track.width),
        "height": int(track.height),
        "seconds": float(milliseconds) / 1000 if milliseconds else None,
        "codec": str(track.format or "")[:_LONGEST_TEXT],
        "rotation": round(float(track.rotation or 0)) % 360,
    }


def limit(memory: int) -> None:
    """No more data than this, no talk on the terminal: MediaInfo and libjpeg write to it on broken files."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.__stderr__.fileno() if sys.__stderr__ else 2)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
