import pytest
from hypothesis import given
from hypothesis import strategies as st

from drive_sync.media.media_types import (
    FOREIGN_FORMATS,
    PHOTO_FORMATS,
    VIDEO_FORMATS,
    Kind,
    format_named,
    format_of,
    is_live_photo,
    kind_of,
)

_FTYP = b"\x00\x00\x00\x20ftyp"


@pytest.mark.parametrize(
    ("name", "declared", "kind"),
    [
        ("a.jpg", "image/jpeg", Kind.PHOTO),
        ("IMG_0001.HEIC", "application/octet-stream", Kind.PHOTO),
        ("DSC_0001.NEF", "", Kind.PHOTO),
        ("a.jfif", "", Kind.PHOTO),
        ("no ending", "image/heif", Kind.PHOTO),
        ("a.jpg", "text/html", Kind.PHOTO),
        ("a.MOV", "video/quicktime", Kind.VIDEO),
        ("a.mkv", "application/octet-stream", Kind.VIDEO),
        ("a.mp4", "application/zip", Kind.VIDEO),
        ("a.zip", "application/zip", Kind.ARCHIVE),
        ("a.rar", "application/octet-stream", Kind.ARCHIVE),
        ("a.docx", "application/octet-stream", Kind.DESCRIPTION),
        ("a.jpg", "application/vnd.google-apps.document", Kind.DESCRIPTION),
        ("a", "", Kind.OTHER),
        ("a.jpg.exe", "", Kind.OTHER),
    ],
)
def test_the_type_decides_and_where_it_says_nothing_the_ending(name, declared, kind):
    assert kind_of(name, declared) is kind


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b"\xff\xd8\xff\xe1\x00\x18Exif", "jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00", "png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        (b"RIFF\x00\x00\x00\x00AVI LIST", "avi"),
        (_FTYP + b"heic", "heic"),
        (_FTYP + b"mif1", "heic"),
        (_FTYP + b"avif", "avif"),
        (_FTYP + b"isom", "mp4"),
        (_FTYP + b"mp42", "mp4"),
        (_FTYP + b"qt  ", "mov"),
        (_FTYP + b"3gp4", "3gp"),
        (b"\x1aE\xdf\xa3\x93B\x82\x88matroska", "mkv"),
        ((b"\x47" + bytes(187)) * 3, "mts"),
        (b"PK\x03\x04" + bytes(60), "zip"),
        (b"%PDF-1.7\n", "pdf"),
        (b"<!DOCTYPE html><html><body>Access denied", "html"),
        ("Ảnh này là của lớp 6A, chụp sáng nay.".encode(), "text"),
        ("Ảnh chụp sáng nay ở sân trường: ả".encode()[:-1], "text"),
        (b"not a photo", "text"),
        (bytes(512), ""),
        (b"", ""),
        (b"\x01\x02\x03\x04" * 20, ""),
    ],
)
def test_the_first_bytes_show_the_format(head, found):
    assert format_of(head) == found


@given(st.binary(max_size=600))
def test_any_bytes_have_a_format_we_know_or_none(head):
    assert format_of(head) in {*PHOTO_FORMATS, *VIDEO_FORMATS, *FOREIGN_FORMATS, ""}


@pytest.mark.parametrize(
    ("name", "promised"),
    [("a.JPG", "jpeg"), ("a.jfif", "jpeg"), ("a.heif", "heic"), ("a.DNG", "raw"), ("a.mov", "mov"), ("a.mp4", "mp4")],
)
def test_an_ending_promises_a_format(name, promised):
    assert format_named(name) == promised


@pytest.mark.parametrize(
    ("film", "seconds", "is_one"),
    [
        ("IMG_0001.MOV", 2.9, True),
        ("img_0001.mov", None, True),
        ("IMG_0001.MOV", 45.0, False),
        ("IMG_0002.MOV", 2.9, False),
        ("IMG_0001.mp4", 2.9, False),
    ],
)
def test_the_moving_half_of_a_live_photo_is_known_by_its_photo(film, seconds, is_one):
    assert is_live_photo(film, seconds, frozenset({"img_0001"})) is is_one
