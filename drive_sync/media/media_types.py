"""What kind of file is it: a photo, a film, a packed archive, a description, or something else?

Drive's MIME type decides, and where it says nothing ("application/octet-stream") the ending of the name; the first
bytes, where somebody has read them, outweigh both.
"""

from enum import StrEnum


class Kind(StrEnum):
    """The kinds that the rules tell apart."""

    PHOTO = "photo"
    VIDEO = "video"
    ARCHIVE = "archive"
    DESCRIPTION = "description"
    OTHER = "other"


_MIME_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "jfif": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "avif": "image/avif",
    "heic": "image/heif",
    "heif": "image/heif",
    "dng": "image/x-adobe-dng",
    "cr2": "image/x-canon-cr2",
    "cr3": "image/x-canon-cr3",
    "nef": "image/x-nikon-nef",
    "arw": "image/x-sony-arw",
    "raf": "image/x-fuji-raf",
    "orf": "image/x-olympus-orf",
    "rw2": "image/x-panasonic-rw2",
    "mp4": "video/mp4",
    "m4v": "video/x-m4v",
    "mov": "video/quicktime",
    "3gp": "video/3gpp",
    "avi": "video/x-msvideo",
    "mkv": "video/x-matroska",
    "webm": "video/webm",
    "wmv": "video/x-ms-wmv",
    "flv": "video/x-flv",
    "mts": "video/mp2t",
    "m2ts": "video/mp2t",
    "mpg": "video/mpeg",
    "mpeg": "video/mpeg",
    "zip": "application/zip",
    "rar": "application/vnd.rar",
    "7z": "application/x-7z-compressed",
    "txt": "text/plain",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "pdf": "application/pdf",
}
RAW = frozenset({"dng", "cr2", "cr3", "nef", "arw", "raf", "orf", "rw2"})
"""Endings of what a camera's sensor saw, undeveloped: an original by nature."""

_FORMATS = {
    "heif": "heic",
    "quicktime": "mov",
    "x-m4v": "m4v",
    "3gpp": "3gp",
    "x-matroska": "mkv",
    "webm": "mkv",
    "x-msvideo": "avi",
    "x-ms-wmv": "wmv",
    "mp2t": "mts",
}
"""Where a MIME type's own word is not ours."""

_ARCHIVES = frozenset({"zip", "rar", "7z"})
_DESCRIPTIONS = frozenset({"txt", "docx", "doc", "pdf"})
_SAYS_NOTHING = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_GOOGLE_PAPER = "application/vnd.google-apps."


def ending(name: str) -> str:
    """The ending of a file name in small letters, without its dot; empty when there is none."""
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def mime_type(name: str, declared: str = "") -> str:
    """The MIME type of a file: the declared one, or what its ending means when nothing useful was declared."""
    return _MIME_TYPES.get(ending(name), declared) if declared in _SAYS_NOTHING else declared


def format_named(name: str) -> str:
    """The format that the ending of a name promises ("a.JFIF" → "jpeg"); empty when it promises none we know."""
    subtype = _MIME_TYPES.get(ending(name), "").partition("/")[2]
    return "raw" if ending(name) in RAW else _FORMATS.get(subtype, subtype.removeprefix("x-"))


def kind_of(name: str, declared: str = "") -> Kind:
    """The kind of a file by its name and declared MIME type.

    A file named .jpg but declared text is believed to be the photo its name says: only its bytes can tell.
    """
    named = _MIME_TYPES.get(ending(name), "") if declared.startswith(("text/", "application/")) else ""
    for told in (mime_type(name, declared), named):
        if told.startswith("image/"):
            return Kind.PHOTO
        if told.startswith("video/"):
            return Kind.VIDEO
        if told.startswith(_GOOGLE_PAPER):
            return Kind.DESCRIPTION
    if ending(name) in _ARCHIVES:
        return Kind.ARCHIVE
    return Kind.DESCRIPTION if ending(name) in _DESCRIPTIONS else Kind.OTHER


_BRANDS = {
    b"qt  ": "mov",
    b"heic": "heic",
    b"heix": "heic",
    b"heim": "heic",
    b"hevc": "heic",
    b"mif1": "heic",
    b"msf1": "heic",
    b"avif": "avif",
    b"avis": "avif",
    b"crx ": "raw",
    b"M4V ": "mp4",
}
_SIGNATURES = (
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"GIF8", "gif"),
    (0, b"BM", "bmp"),
    (0, b"II*\x00", "tiff"),
    (0, b"MM\x00*", "tiff"),
    (0, b"IIU\x00", "raw"),
    (0, b"IIRO", "raw"),
    (0, b"FUJIFILM", "raw"),
    (8, b"WEBP", "webp"),
    (8, b"AVI ", "avi"),
    (0, b"\x1aE\xdf\xa3", "mkv"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wmv"),
    (0, b"FLV\x01", "flv"),
    (0, b"\x00\x00\x01\xba", "mpeg"),
    (0, b"\x00\x00\x01\xb3", "mpeg"),
    (4, b"wide", "mov"),
)
PHOTO_FORMATS = frozenset({"jpeg", "png", "gif", "bmp", "tiff", "raw", "webp", "heic", "avif"})
VIDEO_FORMATS = frozenset({"mp4", "mov", "3gp", "avi", "mkv", "wmv", "flv", "mpeg", "mts"})
FOREIGN_FORMATS = frozenset({"zip", "rar", "7z", "pdf", "html", "text", "word", "program", "audio"})
"""Formats that are certainly no photo and no film."""

_FOREIGN_SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "word"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"ID3", "audio"),
    (b"OggS", "audio"),
)
_TRANSPORT_PACKET, _BLU_RAY_PACKET = 188, 192
_SYNC = 0x47


def format_of(head: bytes) -> str:
    """The format that the first bytes of a file show, empty when they show none we know.

    Args:
        head: the first bytes, best 512 of them.
    """
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return "3gp" if brand.startswith((b"3gp", b"3g2")) else _BRANDS.get(brand, "mp4")
    for at, signature, name in _SIGNATURES:
        if head[at : at + len(signature)] == signature:
            return name
    for signature, name in _FOREIGN_SIGNATURES:
        if head.startswith(signature):
            return name
    if _is_transport_stream(head):
        return "mts"
    return _text_in(head)


def mime_type_of(format_: str) -> str:
    """A MIME type for a format that bytes have shown; empty for what is no photo and no film."""
    if format_ in PHOTO_FORMATS:
        return f"image/{format_}"
    return f"video/{format_}" if format_ in VIDEO_FORMATS else ""


def _is_transport_stream(head: bytes) -> bool:
    for first, step in ((0, _TRANSPORT_PACKET), (4, _BLU_RAY_PACKET)):
        syncs = head[first::step]
        if len(syncs) > 1 and all(byte == _SYNC for byte in syncs):
            return True
    return False


def _text_in(head: bytes) -> str:
    """Whether the bytes are plain writing: a page of the web or another text."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml")):
        return "html"
    readable = all(byte >= 32 or byte in b"\t\r\n\f\x1b" for byte in head)  # noqa: PLR2004 - below 32: control codes
    return "text" if head and readable and _is_utf8(head) else ""


def _is_utf8(head: bytes) -> bool:
    """Whether the bytes decode, but for a letter cut in two at their end."""
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.end == len(head) and error.reason == "unexpected end of data"
    return True


def is_live_photo(film_name: str, seconds: float | None, photo_stems: frozenset[str]) -> bool:
    """Whether a film is the moving half of an iPhone's Live Photo: a .mov of at most 4 s beside a photo of its name."""
    return (
        ending(film_name) == "mov"
        and stem(film_name) in photo_stems
        and (seconds is None or seconds <= _LONGEST_LIVE_PHOTO)
    )


_LONGEST_LIVE_PHOTO = 4.0


def stem(name: str) -> str:
    """The name without its ending, in small letters."""
    return name.rpartition(".")[0].strip().lower() if "." in name else name.strip().lower()
