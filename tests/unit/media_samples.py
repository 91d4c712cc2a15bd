"""Files of every kind that lands in such folders, made when a test needs them: nothing binary is kept anywhere."""

import io
import random
import struct
import zipfile
from datetime import datetime
from fractions import Fraction
from functools import cache

import av
from PIL import ExifTags, Image, ImageDraw, ImageFilter

from gmail_reports.deadlines import ZONE
from service.demo import media as demo_media

MORNING = datetime(2023, 9, 5, 7, 15, tzinfo=ZONE)
_SHOTS = ("wide", "speaker", "close")


@cache
def photo(number: int) -> bytes:
    """A phone's original of 12 megapixels; each number is another scene, a minute later."""
    taken_at = MORNING.replace(minute=15 + number)
    return demo_media.photo(number, title=f"Khai giảng {number}", shot=_SHOTS[number % 3], taken_at=taken_at)


@cache
def drawing(seed: int = 1, size: tuple[int, int] = (1600, 1200)) -> Image.Image:
    """A picture of many shapes, sharp and bright."""
    chance = random.Random(seed)
    image = Image.new("RGB", size, tuple(chance.randrange(90, 200) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _ in range(200):
        x, y, reach = chance.randrange(size[0]), chance.randrange(size[1]), chance.randrange(10, 200)
        shape = draw.ellipse if chance.random() < 0.5 else draw.rectangle
        shape((x, y, x + reach, y + reach), fill=tuple(chance.randrange(256) for _ in range(3)))
    return image


def camera_exif(*, place: bool = False) -> Image.Exif:
    """The tags of a phone; `place` adds the GPS of Pu Nhi."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Apple", "iPhone 12"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"{MORNING:%Y:%m:%d %H:%M:%S}"
    if place:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", (21.0, 24.0, 0.0)
        gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = "E", (103.0, 15.0, 0.0)
    return exif


def encoded(image: Image.Image, format_: str, **options: object) -> bytes:
    """A picture as a file of a format of Pillow's."""
    file = io.BytesIO()
    image.save(file, format_, **options)
    return file.getvalue()


@cache
def jpeg_of(kind: str) -> bytes:
    """A JPEG with a camera's EXIF that is `blurred`, `dark`, a `place` with GPS, a `copy` or `plain`."""
    image = drawing(7, (2400, 1800))
    if kind == "blurred":
        image = image.filter(ImageFilter.GaussianBlur(14))
    if kind == "dark":
        image = image.point(lambda value: value // 8)
    if kind == "copy":
        image = image.point(lambda value: min(255, value + 6))
    return encoded(image, "JPEG", quality=94, exif=camera_exif(place=kind == "place"))


@cache
def zalo() -> bytes:
    """A photo that went through Zalo."""
    return demo_media.zalo_photo(5, title="Khai giảng", shot="wide")


@cache
def facebook() -> bytes:
    """A photo that went through Facebook: progressive, with its FBMD mark, 2048 pixels wide."""
    data = encoded(drawing(3, (2048, 1536)), "JPEG", quality=78, progressive=True)
    mark = b"\x1c\x02\x28\x00\x18FBMD0a000a70010000000000"
    resources = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(mark)) + mark
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(resources) + 2) + resources + data[2:]


@cache
def heic(number: int = 1) -> bytes:
    """A HEIC as an iPhone writes it, its picture packed by x265: 4032x3024 by its header, EXIF in its own item."""
    picture = _picture_in(film(256 + 16 * number, 192, 3, codec="libx265"))
    exif = b"\x00\x00\x00\x06Exif\x00\x00" + camera_exif().tobytes().removeprefix(b"Exif\x00\x00")
    return _heif(picture, exif, (4032, 3024))


def _box(kind: bytes, *contents: bytes) -> bytes:
    data = b"".join(contents)
    return struct.pack(">I", len(data) + 8) + kind + data


def _picture_in(data: bytes) -> bytes:
    """What an mp4 holds in its `mdat`: the packed pictures."""
    begin = data.index(b"mdat") + 4
    length = struct.unpack(">I", data[begin - 8 : begin - 4])[0] - 8
    return data[begin : begin + length]


def _heif(picture: bytes, exif: bytes, size: tuple[int, int]) -> bytes:
    """The boxes of ISO/IEC 23008-12: `meta` with two items, their places, the size; then `mdat`."""
    full = bytes(4)
    ftyp = _box(b"ftyp", b"heic", full, b"mif1heic")
    items = [_box(b"infe", b"\x02\0\0\0", struct.pack(">HH", at, 0), kind, b"\0") for at, kind in _ITEMS]
    head = (
        _box(b"hdlr", full, full, b"pict", bytes(12), b"\0"),
        _box(b"pitm", full, struct.pack(">H", 1)),
        _box(b"iinf", full, struct.pack(">H", len(items)), *items),
        _box(
            b"iprp",
            _box(b"ipco", _box(b"ispe", full, struct.pack(">II", *size))),
            _box(b"ipma", full, struct.pack(">IHBB", 1, 1, 1, 0x81)),
        ),
    )

    def meta(begin: int) -> bytes:
        places = b"".join(
            struct.pack(">HHHII", at, 0, 1, offset, len(data))
            for at, offset, data in ((1, begin, picture), (2, begin + len(picture), exif))
        )
        return _box(b"meta", full, *head, _box(b"iloc", full, b"\x44\x00", struct.pack(">H", 2), places))

    begin = len(ftyp) + len(meta(0)) + 8
    return ftyp + meta(begin) + _box(b"mdat", picture, exif)


_ITEMS = ((1, b"hvc1"), (2, b"Exif"))


@cache
def dng() -> bytes:
    """The outside of a RAW: TIFF tags of a camera around a small preview."""
    tags = {271: "NIKON CORPORATION", 272: "NIKON D750", 306: f"{MORNING:%Y:%m:%d %H:%M:%S}"}
    return encoded(drawing(2, (320, 240)), "TIFF", tiffinfo=tags)


@cache
def film(
    width: int = 1280,
    height: int = 720,
    seconds: int = 35,
    container: str = "mp4",
    codec: str = "libx264",
) -> bytes:
    """A film of a frame every ten seconds, in any container and codec of FFmpeg's."""
    file = io.BytesIO()
    with av.open(file, "w", format=container) as made:
        stream = made.add_stream(codec, rate=1)
        if codec.startswith("libx26"):
            stream.options = {"preset": "ultrafast", "crf": "40"}
        if codec == "libx265":
            # No B-frames: between frames so far apart x265 makes up decoding times that mp4 sometimes can't take.
            stream.options |= {"x265-params": "log-level=none:bframes=0"}
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.time_base = Fraction(1, 1)
        frame = av.VideoFrame.from_image(drawing(9, (320, 180)).resize((width, height)))
        for at in (*range(0, seconds - 1, 10), seconds - 1):
            frame.pts = at
            made.mux(stream.encode(frame))
        made.mux(stream.encode())
    return file.getvalue()


def turned(data: bytes, degrees: int) -> bytes:
    """The same mp4 with a note that players must turn it (the matrix of its `tkhd` box)."""
    cosine, sine = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}[degrees]
    one = 1 << 16
    matrix = struct.pack(">9i", cosine * one, sine * one, 0, -sine * one, cosine * one, 0, 0, 0, 1 << 30)
    begin = data.index(b"tkhd") + 4 + 40
    return data[:begin] + matrix + data[begin + 36 :]


@cache
def archive() -> bytes:
    """A ZIP with a photo in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("IMG_0001.jpg", zalo())
    return file.getvalue()


@cache
def paper(text: str) -> bytes:
    """A .docx with these lines."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("word/document.xml", f"<w:document><w:body>{paragraphs}</w:body></w:document>")
    return file.getvalue()


def bomb_png(width: int = 9000, height: int = 9000) -> bytes:
    """A few hundred bytes that claim to be 81 million pixels."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    import zlib

    chunks = [header, b"IDAT" + zlib.compress(bytes(100_000)), b"IEND"]
    packed = (struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


WEB_PAGE = b"<!DOCTYPE html><html><head><title>Dang nhap</title></head><body>Ban can dang nhap.</body></html>"
