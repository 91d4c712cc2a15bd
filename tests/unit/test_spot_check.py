"""What somebody means who points at a folder, and a part of it that may not be opened."""

from contextlib import contextmanager
from dataclasses import replace

import pytest

from drive_sync.facts import FOLDER, DriveFile
from drive_sync.folder_on_drive import folder_id_in
from drive_sync.folders import Borders, place
from drive_sync.media.probe import InMemory, Probe
from drive_sync.rules import Limits
from drive_sync.spot_check import check, events_at
from drive_sync.trees import Files
from drive_sync.wording import Language
from tests.builders import NA_SON, PU_NHI, a_file, a_folder


class Shelf:
    """A source whose files hold nothing that anybody opens."""

    on_disk = False

    def __init__(self, *files, unreadable=()):
        self.files = {file.id: file for file in files}
        self.unreadable = set(unreadable)

    def where(self, file_id):
        return file_id

    def description(self, _folder_id):
        return ""

    def sharing(self, _folder_id):
        return None

    def thumbnail(self, _file_id):
        return None

    @contextmanager
    def opened(self, _file_id):
        yield InMemory(b"")


def _events(*files):
    return [placed.folder.id for placed in events_at({file.id: file for file in files}, "root", (PU_NHI, NA_SON))]


def _top(name):
    return DriveFile("root", name, FOLDER)


@pytest.mark.parametrize("name", ["PTDTBT THCS Pu Nhi_Khai giảng", "Khai giảng", "Văn nghệ"])
def test_a_folder_with_photos_of_its_own_is_the_event(name):
    assert _events(_top(name), a_file("one", parent="root"), a_folder("part", name="Lớp 6A")) == ["root"]


@pytest.mark.parametrize("name", ["PTDTBT THCS Pu Nhi_Văn nghệ", "Khai giảng", "TH&THCS Na Son"])
def test_a_folder_that_names_an_event_or_school_is_the_event_whatever_its_parts_are_called(name):
    assert _events(_top(name), a_folder("part", name="Lớp 6A")) == ["root"]


@pytest.mark.parametrize("name", ["Truyền thông", "Tháng 11", "Ảnh của trường"])
def test_a_folder_of_folders_groups_events(name):
    assert _events(_top(name), a_folder("a"), a_folder("b", name="Lao động")) == ["a", "b"]


def test_a_folder_whose_name_nobody_knows_is_an_event_unless_it_is_watched():
    files = {one.id: one for one in (_top("Đội"), a_folder("a"), a_folder("b", name="Lao động"))}
    assert [there.folder.id for there in events_at(files, "root", (PU_NHI,))] == ["root"]
    assert [there.folder.id for there in events_at(files, "root", (PU_NHI,), is_watched=True)] == ["a", "b"]


@pytest.mark.parametrize("name", ["Hoạt động", "Giao lưu", "Tháng 9", "Khai giảng", "Tư liệu", "PTDTBT THCS Pu Nhi"])
@pytest.mark.parametrize("inside", [("Khai giảng", "Trung thu"), ("Ảnh", "Video"), ("Lao động", "Lớp 6A")])
def test_a_folder_that_somebody_points_at_is_understood_as_it_is_under_a_root(name, inside):
    parts = [a_folder(one, name=one) for one in inside]
    photos = [a_file(f"{one}.jpg", parent=one) for one in inside]
    below = {one.id: one for one in (DriveFile("above", "Ảnh", FOLDER), _top(name), *parts, *photos)}
    below["root"] = replace(below["root"], parent="above")
    watched = place(Files(below), Borders(("above",), schools=(PU_NHI, NA_SON)))
    assert _events(_top(name), *parts, *photos) == sorted(there.folder.id for there in watched)


@pytest.mark.parametrize("part", ["Ảnh", "Video", "1_ToanCanh", "Ảnh gốc 2", "DCIM"])
def test_a_folder_of_parts_is_one_event(part):
    assert _events(_top("Văn nghệ"), a_folder("part", name=part)) == ["root"]


def test_an_empty_folder_is_an_event_without_photos():
    assert _events(_top("Văn nghệ")) == ["root"]


def _verdict(shelf):
    (placed,) = events_at(shelf.files, "root", (PU_NHI,))
    with Probe() as probe:
        return check(shelf, placed, (PU_NHI,), probe=probe, limits=Limits(), language=Language.VI).verdict


def test_what_may_lie_in_a_part_that_cannot_be_opened_is_not_missed():
    top, part = _top("PTDTBT THCS Pu Nhi_Khai giảng"), a_folder("part", name="Ảnh")
    assert _verdict(Shelf(top, part)) == "needs-work"
    assert _verdict(Shelf(top, part, unreadable={"part"})) == "unknown"


def test_a_test_folder_is_ignored():
    assert _verdict(Shelf(_top("test"), a_file("one", parent="root"))) == "ignored"


@pytest.mark.parametrize(
    "text",
    [
        "https://drive.google.com/drive/folders/1AbCdEfGhIjKlMnOpQrStUvWxYz012345",
        "https://drive.google.com/drive/u/1/folders/1AbCdEfGhIjKlMnOpQrStUvWxYz012345?usp=sharing",
        "https://drive.google.com/open?id=1AbCdEfGhIjKlMnOpQrStUvWxYz012345",
        "1AbCdEfGhIjKlMnOpQrStUvWxYz012345",
    ],
)
def test_a_link_or_an_id_means_a_folder_on_drive(text):
    assert folder_id_in(text) == "1AbCdEfGhIjKlMnOpQrStUvWxYz012345"


@pytest.mark.parametrize(
    "text", ["Khai giảng", "./set", "C:\\Anh\\Khai giang", "https://example.com/folders/1AbC", "x"]
)
def test_other_texts_mean_none(text):
    assert folder_id_in(text) is None
