import pytest

from drive_sync.media.provenance import Provenance, provenance
from tests.builders import a_photo

_CAMERA = {"camera": "samsung SM-A546E", "width": 4000, "height": 3000, "size": 5_000_000}


def test_a_cameras_own_photo_is_original():
    assert provenance(a_photo(**_CAMERA)).provenance is Provenance.ORIGINAL


def test_a_photo_of_which_nothing_is_known_is_uncertain():
    evidence = provenance(a_photo())
    assert (evidence.provenance, evidence.reasons) == (Provenance.UNCERTAIN, ())


@pytest.mark.parametrize(
    ("name", "app"),
    [
        ("z4661234567890_0123456789abcdef0123456789abcdef.jpg", "Zalo"),
        ("FB_IMG_1693872000000.jpg", "Facebook"),
        ("376543210_1234567890123_1234567890123_n.jpg", "Facebook"),
        ("received_1234567890123.jpeg", "Messenger"),
        ("IMG-20230905-WA0001.jpg", "WhatsApp"),
        ("WhatsApp Image 2023-09-05.jpg", "WhatsApp"),
        ("Screenshot_20230905.png", "screenshot"),
        ("Ảnh chụp màn hình 1.png", "screenshot"),
    ],
)
def test_the_name_an_app_gives_is_telling(name, app):
    evidence = provenance(a_photo(name, width=1280, height=960))
    assert evidence.provenance is Provenance.RECOMPRESSED
    assert evidence.reasons[0] == app


@pytest.mark.parametrize(
    "name", ["IMG_20230905_071500.jpg", "DSC_0001.JPG", "zebra_1.jpg", "n.jpg", "IMG-1.jpg", "ảnh 1.jpg"]
)
def test_an_ordinary_name_says_nothing(name):
    assert provenance(a_photo(name)).reasons == ()


def test_a_small_photo_without_a_camera_is_only_suspected():
    evidence = provenance(a_photo(width=1280, height=960))
    assert (evidence.provenance, evidence.reasons) == (Provenance.LIKELY_RECOMPRESSED, ("1280x960",))


def test_a_size_that_apps_use_alone_is_not_enough():
    assert provenance(a_photo(width=2048, height=1536)).provenance is Provenance.UNCERTAIN


def test_a_camera_outweighs_a_name_that_looks_like_an_apps():
    renamed = a_photo("z4661234567890_0123456789abcdef0123456789abcdef.jpg", **_CAMERA)
    assert provenance(renamed).provenance is Provenance.UNCERTAIN


def test_a_strongly_squeezed_photo_weighs_less_than_a_camera():
    squeezed = a_photo(**(_CAMERA | {"size": 400_000}))
    evidence = provenance(squeezed)
    assert (evidence.provenance, evidence.reasons) == (
        Provenance.LIKELY_ORIGINAL,
        ("samsung SM-A546E", "< 1 bit/px"),
    )


def test_heic_and_raw_come_from_a_camera():
    assert provenance(a_photo("IMG_0001.HEIC")).provenance is Provenance.ORIGINAL
    assert provenance(a_photo("DSC_0001.NEF")).reasons == ("NEF",)
    assert provenance(a_photo("IMG_0001.HEIC", format="jpeg")).reasons == ()


def test_facebooks_mark_in_the_header_is_decisive_whatever_the_name():
    evidence = provenance(a_photo(width=2048, height=1536, signs=("FBMD", "progressive")))
    assert (evidence.provenance, evidence.reasons[0]) == (Provenance.RECOMPRESSED, "Facebook (FBMD)")


def test_a_library_table_without_a_camera_is_a_sign_and_with_one_is_none():
    assert provenance(a_photo(width=4000, height=3000, signs=("q80",))).reasons == ("JPEG q80",)
    assert provenance(a_photo(**_CAMERA, signs=("q80",))).reasons == ("samsung SM-A546E",)
    assert provenance(a_photo(width=4000, height=3000, signs=("q95",))).reasons == ()


def test_an_editor_weighs_little():
    assert provenance(a_photo(**_CAMERA, signs=("Snapseed 2.0",))).provenance is Provenance.LIKELY_ORIGINAL
