"""Files as strangers send them: whatever they hold, an answer comes in time and the memory stays small."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from drive_sync.facts import Contents
from drive_sync.media.media_facts import UNREAD
from drive_sync.media.probe import Bounds, InMemory, Probe
from tests.unit import media_samples as make
from tests.unit.children import dies, forges, hangs, wants_everything
from tests.unit.mutations import KINDS, mutation

MOST_MEMORY = 300 * 2**20


@pytest.fixture(scope="module")
def probe():
    with Probe() as probe:
        yield probe


@dataclass
class Sparse:
    """A file of a size that no memory holds, with a beginning and then nothing."""

    size: int
    beginning: bytes = b""
    read_so_far: int = 0

    def read(self, offset, length):
        self.read_so_far += length
        return self.beginning[offset : offset + length].ljust(length, b"\0")


def peak_memory(probe):
    """The most that the child ever held, in bytes; only Linux tells."""
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux tells")
    status = Path(f"/proc/{probe.child_id}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def _facts(probe, name, data, *, pixels=True):
    return probe.facts(name, InMemory(data), pixels=pixels)


def test_a_phones_photo_tells_its_size_camera_and_time(probe):
    seen = _facts(probe, "a.jpg", make.photo(1))
    assert (seen.contents, seen.format, seen.width, seen.height) == (Contents.MEDIA, "jpeg", 4000, 3000)
    assert (seen.camera, seen.taken_at, seen.signs) == ("samsung SM-A546E", "2023:09:05 07:16:00", ())
    assert seen.look is not None


def test_gps_is_told_in_degrees(probe):
    assert _facts(probe, "a.jpg", make.jpeg_of("place")).place == pytest.approx((21.4, 103.25))


def test_what_messengers_leave_in_a_header_is_told(probe):
    assert _facts(probe, "a.jpg", make.zalo()).signs == ("q75",)
    assert _facts(probe, "a.jpg", make.facebook()).signs == ("FBMD", "progressive", "q78")


def test_a_heic_tells_its_size_camera_and_time_without_being_decoded(probe):
    seen = _facts(probe, "a.heic", make.heic())
    assert (seen.format, seen.width, seen.height, seen.camera) == ("heic", 4032, 3024, "Apple iPhone 12")
    assert seen.taken_at == "2023:09:05 07:15:00"
    assert seen.look is None


def test_a_raw_tells_its_camera_and_not_the_size_of_its_preview(probe):
    seen = _facts(probe, "a.dng", make.dng())
    assert (seen.format, seen.width, seen.camera) == ("raw", None, "NIKON CORPORATION NIKON D750")


def test_a_film_tells_its_size_length_codec_and_rotation(probe):
    seen = _facts(probe, "a.mp4", make.turned(make.film(seconds=12), 90))
    assert (seen.format, seen.width, seen.height, seen.seconds) == ("mp4", 1280, 720, 12.0)
    assert (seen.codec, seen.rotation) == ("AVC", 90)


def test_an_original_on_drive_is_not_read_whole(probe):
    photo = make.photo(1)
    reader = Sparse(len(photo), photo)
    assert probe.facts("a.jpg", reader, pixels=False).camera == "samsung SM-A546E"
    assert reader.read_so_far < len(photo) / 2


def test_a_film_of_two_gigabytes_of_nothing_costs_some_megabytes(probe):
    reader = Sparse(2 * 2**30)
    assert probe.facts("a.mp4", reader, pixels=True).contents is Contents.UNREAD
    assert reader.read_so_far <= Bounds().bytes_read


def test_a_film_whose_index_lies_behind_two_gigabytes_is_not_read_through(probe):
    begin = make.film()[:64]
    reader = Sparse(2 * 2**30, begin)
    assert probe.facts("a.mp4", reader, pixels=True).contents is Contents.UNREAD
    assert reader.read_so_far <= Bounds().bytes_read


@pytest.mark.parametrize("side", [9_000, 15_000, 60_000])
def test_a_picture_that_claims_to_be_huge_is_not_unpacked(probe, side):
    bomb = make.bomb_png(side, side)
    assert _facts(probe, "a.png", bomb).look is None
    assert peak_memory(probe) < MOST_MEMORY


@pytest.mark.parametrize("name", ["a.jpg", "a.heic", "a.mp4", "a.mov"])
@pytest.mark.parametrize("data", [make.WEB_PAGE, b"%PDF-1.7\n%\xe2\xe3", b"MZ\x90\x00" + bytes(90)])
def test_a_file_that_lies_about_its_type_is_foreign(probe, name, data):
    assert _facts(probe, name, data).contents is Contents.FOREIGN


def test_a_photo_named_as_a_film_is_told_as_what_it_is(probe):
    assert _facts(probe, "a.mp4", make.zalo()).format == "jpeg"
    assert _facts(probe, "a.jpg", make.film(320, 180, 10)).format == "mp4"


@pytest.mark.parametrize("part", [0.01, 0.3, 0.9])
@pytest.mark.parametrize(("name", "good"), KINDS, ids=[name for name, _ in KINDS])
def test_a_file_cut_short_is_never_called_foreign(probe, name, good, part):
    data = good()
    assert _facts(probe, name, data[: int(len(data) * part)]).contents is not Contents.FOREIGN


def test_hundreds_of_broken_files_are_answered_by_one_child(probe):
    started = probe.started
    seen = [_facts(probe, *mutation(seed)) for seed in range(220)]
    assert {one.contents for one in seen} <= set(Contents)
    assert len({one.contents for one in seen}) > 1
    assert probe.started <= started + 2
    assert peak_memory(probe) < MOST_MEMORY


def test_a_child_that_hangs_is_ended_in_time_and_the_next_file_gets_another():
    with Probe(Bounds(seconds=0.5), serve=hangs) as probe:
        began = time.monotonic()
        assert _facts(probe, "a.jpg", b"x") == UNREAD
        assert _facts(probe, "b.jpg", b"x") == UNREAD
        assert time.monotonic() - began < 30
        assert probe.started == 2


def test_a_child_that_dies_is_replaced():
    with Probe(serve=dies) as probe:
        assert _facts(probe, "a.jpg", b"x") == UNREAD
        assert _facts(probe, "b.jpg", b"x") == UNREAD
        assert probe.started == 2


@pytest.mark.parametrize("serve", [wants_everything, forges])
def test_a_child_that_was_taken_over_gets_and_says_nothing_it_should_not(serve):
    reader = Sparse(2 * 2**30)
    with Probe(serve=serve) as probe:
        assert probe.facts("a.jpg", reader, pixels=True) == UNREAD
    assert reader.read_so_far == 0


def test_bytes_that_cannot_be_had_are_not_read():
    class Refused:
        size = 1000

        def read(self, *_range):
            raise OSError("refused")

    with Probe() as probe:
        assert probe.facts("a.jpg", Refused(), pixels=True) == UNREAD
        assert _facts(probe, "a.jpg", make.zalo()).contents is Contents.MEDIA


def test_an_empty_file_is_not_read(probe):
    assert _facts(probe, "a.jpg", b"").contents is Contents.UNREAD


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_child_may_not_hold_more_than_its_memory():
    from tests.unit.children import hoards

    with Probe(serve=hoards) as probe:
        assert _facts(probe, "a.jpg", b"x").contents is Contents.UNREAD
        assert probe.started == 1
