"""Bytes of files: kept once per content, and what Google reads out of them.

Pillow reads the EXIF of images, MediaInfo the headers of videos, once per content.
https://developers.google.com/workspace/drive/api/reference/rest/v3/files (imageMediaMetadata)
"""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from service.local_google.errors import Json

TEXTS = {271: "cameraMake", 272: "cameraModel", 306: "time", 36867: "time"}  # EXIF tag → imageMediaMetadata field
EXIF_IFD = 0x8769
QUARTER_TURNS = {3: 2, 4: 2, 5: 1, 6: 1, 7: 3, 8: 3}  # EXIF orientation → clockwise quarters


@dataclass(frozen=True)
class Content:
    """The bytes of a file version and what is known about them."""

    sha256: str
    sha1: str
    md5: str
    size: int
    mime_type: str
    image: Json | None = None
    video: Json | None = None


class Blobs:
    """A folder with one file per content, named by its SHA-256."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._known: dict[tuple[str, str], Content] = {}

    def path(self, content: Content) -> Path:
        """Where the bytes lie."""
        return self.folder / content.sha256

    def add(self, data: bytes, mime_type: str) -> Content:
        """Keep the bytes; read them once, however often they are uploaded."""
        digest = hashlib.sha256(data).hexdigest()
        if known := self._known.get((digest, mime_type)):
            return known
        path = self.folder / digest
        if not path.exists():
            partial = path.with_suffix(".partial")
            partial.write_bytes(data)
            partial.replace(path)
        content = Content(
            digest,
            hashlib.sha1(data, usedforsecurity=False).hexdigest(),
            hashlib.md5(data, usedforsecurity=False).hexdigest(),
            len(data),
            mime_type,
            _read(image_metadata, path) if mime_type.startswith("image/") else None,
            _read(video_metadata, path) if mime_type.startswith("video/") else None,
        )
        self._known[digest, mime_type] = content
        return content


def _read(reader: Callable[[Path], Json], path: Path) -> Json | None:
    """Metadata "if available": a broken picture has none, its upload succeeds all the same."""
    try:
        return reader(path) or None
    except Exception:  # Pillow and MediaInfo raise anything on broken bytes
        return None


def image_metadata(path: Path) -> Json:
    """The imageMediaMetadata of the picture in this file: sizes, turn, camera, time."""
    from PIL import Image

    with Image.open(path) as image:
        base = image.getexif()
        exif = {**base, **base.get_ifd(EXIF_IFD)}
        found: Json = {"width": image.width, "height": image.height}
    found["rotation"] = QUARTER_TURNS.get(exif.get(274, 1), 0)
    texts = [(name, str(exif.get(tag, "")).strip("\0 ")) for tag, name in TEXTS.items()]
    return found | {name: text for name, text in texts if text}


def video_metadata(path: Path) -> Json:
    """The videoMediaMetadata of the film in this file; {} if it has no picture."""
    from pymediainfo import MediaInfo

    for track in MediaInfo.parse(path).video_tracks:
        return {
            "width": int(track.width),
            "height": int(track.height),
            "durationMillis": str(round(float(track.duration or 0))),
        }
    return {}


def thumbnail(path: Path, mime_type: str, side: int) -> bytes:
    """A JPEG no larger than `side`; of a film a grey frame with its length unknown to it."""
    from PIL import Image, ImageDraw, ImageOps

    if mime_type.startswith("image/"):
        with Image.open(path) as image:
            picture = ImageOps.exif_transpose(image).convert("RGB")
    else:
        picture = Image.new("RGB", (1280, 720), "#303030")
        ImageDraw.Draw(picture).polygon([(560, 260), (560, 460), (740, 360)], fill="white")
    picture.thumbnail((side, side))
    output = io.BytesIO()
    picture.save(output, "JPEG", quality=80)
    return output.getvalue()
