import hashlib
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from PIL import ExifTags, Image
from pymediainfo import MediaInfo

from drive_sync.media.provenance import Provenance, provenance
from service.demo.media import photo, video, zalo_name, zalo_photo
from tests.builders import a_photo

_SHOTS = ("wide", "speaker", "close")
_TITLE = "Kỷ niệm ngày Nhà giáo Việt Nam 20/11"
_TAKEN = datetime(2023, 11, 20, 0, 15, 30, tzinfo=UTC)


def _photo(seed=1, *, title=_TITLE, shot="wide", taken_at=_TAKEN, **camera):
    return photo(seed, title=title, shot=shot, taken_at=taken_at, **camera)


def _open(data):
    return Image.open(io.BytesIO(data))


@pytest.fixture(scope="module")
def phone_photo():
    return _photo()


@pytest.mark.parametrize("shot", _SHOTS)
def test_a_photo_is_a_jpeg_of_twelve_megapixels(shot):
    data = _photo(shot=shot)
    image = _open(data)
    image.load()
    assert (image.format, image.size) == ("JPEG", (4000, 3000))
    assert 100_000 < len(data) < 2_000_000


def test_the_camera_its_settings_and_the_vietnamese_time_read_back(phone_photo):
    exif = _open(phone_photo).getexif()
    base, sub = ExifTags.Base, exif.get_ifd(ExifTags.IFD.Exif)
    assert (exif[base.Make], exif[base.Model], exif[base.Orientation]) == ("samsung", "SM-A546E", 1)
    assert sub[base.DateTimeOriginal] == exif[base.DateTime] == "2023:11:20 07:15:30"
    assert sub[base.OffsetTimeOriginal] == "+07:00"
    assert (sub[base.ExifImageWidth], sub[base.ExifImageHeight]) == (4000, 3000)
    assert 0 < sub[base.ExposureTime] < 1
    assert sub[base.ISOSpeedRatings] >= 50


def test_another_camera_is_written():
    exif = _open(_photo(camera=("OPPO", "CPH2385"))).getexif()
    assert (exif[ExifTags.Base.Make], exif[ExifTags.Base.Model]) == ("OPPO", "CPH2385")


def test_the_same_arguments_give_the_same_bytes(phone_photo):
    assert _photo() == phone_photo
    assert zalo_photo(1, title=_TITLE, shot="wide") == zalo_photo(1, title=_TITLE, shot="wide")


def test_photos_that_differ_in_anything_are_different_photos(phone_photo):
    others = [
        _photo(2),
        _photo(shot="speaker"),
        _photo(shot="close"),
        _photo(title="Khai giảng"),
        _photo(taken_at=_TAKEN + timedelta(minutes=1)),
    ]
    assert len({hashlib.sha256(data).digest() for data in [phone_photo, *others]}) == 6


@pytest.mark.parametrize("title", ["", "Đố", "Ướm " * 40, "🎉", "x" * 200])
def test_any_title_fits_on_the_backdrop(title):
    assert _open(zalo_photo(1, title=title, shot="speaker")).size == (1280, 960)


def test_a_title_is_written_with_its_accents():
    with_accents, without = (zalo_photo(1, title=title, shot="speaker") for title in ("ĐẠI LỄ", "DAI LE"))
    assert with_accents != without


def test_zalo_leaves_a_small_photo_without_exif():
    image = _open(zalo_photo(1, title=_TITLE, shot="close"))
    assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (1280, 960), {})


def test_zalo_names_a_photo_by_its_contents():
    data = zalo_photo(1, title=_TITLE, shot="close")
    name = zalo_name(data)
    assert re.fullmatch(r"z\d{13}_[0-9a-f]{32}\.jpg", name)
    assert hashlib.md5(data, usedforsecurity=False).hexdigest() in name
    assert zalo_name(data) == name


def test_the_phones_photo_looks_original_and_zalos_does_not(phone_photo):
    own = a_photo(size=len(phone_photo), width=4000, height=3000, camera="samsung SM-A546E")
    zalo = zalo_photo(1, title=_TITLE, shot="wide")
    received = a_photo(zalo_name(zalo), size=len(zalo), width=1280, height=960)
    assert provenance(own).provenance in {Provenance.ORIGINAL, Provenance.LIKELY_ORIGINAL}
    assert provenance(received).provenance is Provenance.RECOMPRESSED


@pytest.mark.parametrize(
    ("width", "height", "seconds"),
    [(1280, 720, 35), (640, 360, 12), (720, 1280, 5)],
    ids=["720p", "small", "upright"],
)
def test_a_film_has_the_size_and_length_asked_for(width, height, seconds):
    data = video(seconds=seconds, width=width, height=height)
    tracks = {track.track_type: track for track in MediaInfo.parse(io.BytesIO(data)).tracks}
    film = tracks["Video"]
    assert (tracks["General"].format, film.format, film.width, film.height) == (
        "MPEG-4",
        "AVC",
        width,
        height,
    )
    assert abs(film.duration - seconds * 1000) <= 500
    assert len(data) < 1_000_000


@pytest.mark.parametrize(("container", "brand"), [("mp4", b"isom"), ("mov", b"qt  ")])
def test_the_container_says_what_it_is(container, brand):
    assert video(seconds=1, container=container)[4:12] == b"ftyp" + brand


def test_films_of_different_seeds_are_different_films():
    assert video(seconds=1, width=320, height=180, seed=1) != video(seconds=1, width=320, height=180, seed=2)
