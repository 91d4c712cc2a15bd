"""Real media for the demo: photos with a camera's EXIF, photos as Zalo leaves them, short films.

The same arguments give the same photo, byte by byte. Needs the extra `demo` (PyAV).
"""

import hashlib
import io
import random
from datetime import datetime
from typing import Literal

from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

from gmail_reports.deadlines import ZONE
from service.demo.scenes import Shot, scene

PHOTO_SIZE = (4000, 3000)
ZALO_SIZE = (1280, 960)
_FRAMES_PER_SECOND = 2
_ZALO_QUALITY = 75
# Rising evenly with the frequency: cameras have tables of their own, messengers leave those of libjpeg.
_CAMERA_TABLES = [[base + step * (place // 8 + place % 8) for place in range(64)] for base, step in ((4, 3), (6, 5))]


def photo(
    seed: int,
    *,
    title: str,
    shot: Shot,
    taken_at: datetime,
    camera: tuple[str, str] = ("samsung", "SM-A546E"),
) -> bytes:
    """A 12-megapixel JPEG as a phone makes it, with EXIF; `taken_at` is written in Vietnamese local time."""
    exif = _camera_exif(random.Random(seed), taken_at, camera)  # noqa: S311 - the same seed, the same photo
    return _jpeg(scene(seed, title, shot, PHOTO_SIZE), qtables=_CAMERA_TABLES, exif=exif)


def zalo_photo(seed: int, *, title: str, shot: Shot) -> bytes:
    """The same picture after a way through Zalo: 1280 pixels on the long side, no EXIF."""
    return _jpeg(scene(seed, title, shot, ZALO_SIZE), quality=_ZALO_QUALITY)


def zalo_name(data: bytes) -> str:
    """The name that Zalo would give to these bytes: `z<13 digits>_<md5>.jpg`."""
    digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
    return f"z4{int(digest, 16) % 10**12:012}_{digest}.jpg"


def video(
    *,
    seconds: int,
    width: int = 1280,
    height: int = 720,
    container: Literal["mp4", "mov"] = "mp4",
    seed: int = 0,
) -> bytes:
    """A film across the school yard: H.264, 2 frames a second, no sound; sizes in pixels, both even."""
    import av  # noqa: PLC0415 - heavy, and only the demo needs it

    wide = scene(seed, "Chào mừng", "wide", (width * 9 // 8, height))
    count = seconds * _FRAMES_PER_SECOND
    file = io.BytesIO()
    with av.open(file, "w", format=container) as film:
        stream = film.add_stream("libx264", rate=_FRAMES_PER_SECOND, options={"preset": "ultrafast", "crf": "32"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for number in range(count):
            left = min(2 * number, wide.width - width)  # whole pixels, also of the halved colours: a small file
            frame = av.VideoFrame.from_image(wide.crop((left, 0, left + width, height)))
            film.mux(stream.encode(frame))
        film.mux(stream.encode())
    return file.getvalue()


def _jpeg(image: Image.Image, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", subsampling="4:2:0", **options)
    return file.getvalue()


def _camera_exif(chance: random.Random, taken_at: datetime, camera: tuple[str, str]) -> Image.Exif:
    base = ExifTags.Base
    sub: dict[int, object] = {}
    local = taken_at.astimezone(ZONE)
    written = f"{local:%Y:%m:%d %H:%M:%S}"
    sub[base.ExposureTime] = IFDRational(1, chance.choice((60, 100, 125, 250, 500)))
    sub[base.FNumber] = IFDRational(18, 10)
    sub[base.ISOSpeedRatings] = chance.choice((50, 64, 100, 160, 200))
    sub[base.FocalLength] = IFDRational(554, 100)
    sub[base.DateTimeOriginal] = sub[base.DateTimeDigitized] = written
    sub[base.OffsetTimeOriginal] = f"{local:%z}"[:3] + ":" + f"{local:%z}"[3:]
    sub[base.ExifImageWidth], sub[base.ExifImageHeight] = PHOTO_SIZE
    exif = Image.Exif()
    exif[base.Make], exif[base.Model] = camera
    exif[base.DateTime], exif[base.Orientation] = written, 1
    exif.get_ifd(ExifTags.IFD.Exif).update(sub)
    return exif
