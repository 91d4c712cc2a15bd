import pytest

from drive_sync.facts import SHORTCUT
from drive_sync.folders import event_folder, place
from tests.builders import PU_NHI, a_file, a_film, a_folder, an_event, drive, the_root


def _ids(placed):
    return {folder_id: sorted(file.id for file in there.files) for folder_id, there in placed.items()}


def test_a_folder_under_the_root_is_an_event_with_its_files():
    assert _ids(place(drive(the_root(), a_folder("event"), a_file("one")), ["root"])) == {"event": ["one"]}


def test_a_container_only_groups_the_events_in_it():
    files = drive(
        the_root(),
        a_folder("year", name="Năm học 2023-2024"),
        a_folder("month", parent="year", name="Tháng 9"),
        a_folder("event", parent="month"),
        a_file("one"),
    )
    assert _ids(place(files, ["root"])) == {"event": ["one"]}


def test_folders_inside_an_event_are_its_parts():
    files = drive(
        the_root(),
        a_folder("event"),
        a_folder("wide", parent="event", name="1_ToanCanh"),
        a_file("one", parent="wide"),
        a_folder("month", parent="event", name="Tháng 9"),
        a_file("two", parent="month"),
    )
    assert _ids(place(files, ["root"])) == {"event": ["month", "one", "two", "wide"]}


def test_an_empty_folder_is_an_event_too():
    assert _ids(place(drive(the_root(), a_folder("event")), ["root"])) == {"event": []}


def test_loose_files_and_unwatched_folders_are_no_events():
    files = drive(the_root(), a_file("loose", parent="root"), a_folder("elsewhere", parent="another"))
    assert place(files, ["root"]) == {}


def test_each_event_knows_its_root():
    files = drive(the_root("one"), the_root("two"), a_folder("a", parent="one"), a_folder("b", parent="two"))
    assert {key: there.root for key, there in place(files, ["one", "two"]).items()} == {
        "a": "one",
        "b": "two",
    }


def test_a_folder_under_two_roots_belongs_to_the_first_named():
    files = drive(
        the_root("outer"),
        a_folder("inner", parent="outer", name="Tháng 9"),
        a_folder("event", parent="inner"),
    )
    assert place(files, ["inner", "outer"])["event"].root == "inner"
    assert place(files, ["outer", "inner"])["event"].root == "outer"


@pytest.mark.parametrize("name", [".tmp.driveupload", ".tmp.drivedownload"])
def test_leftovers_of_drive_for_desktop_are_no_event(name):
    assert place(drive(the_root(), a_folder("leftover", name=name)), ["root"]) == {}


def test_binned_files_do_not_count():
    files = drive(the_root(), a_folder("event"), a_file("one", trashed=True), a_file("two"))
    assert _ids(place(files, ["root"])) == {"event": ["two"]}


def test_a_binned_container_takes_its_events_along():
    month = a_folder("month", name="Tháng 9", trashed=True)
    assert place(drive(the_root(), month, a_folder("event", parent="month"), a_file()), ["root"]) == {}


def test_a_binned_part_takes_its_files_along():
    files = drive(
        the_root(),
        a_folder("event"),
        a_folder("part", parent="event", trashed=True),
        a_file("one", parent="part"),
    )
    assert _ids(place(files, ["root"])) == {"event": []}


def test_folders_that_hold_each_other_end_the_search():
    files = drive(
        a_folder("root", parent="b", name="Truyền thông"),
        a_folder("a", parent="root", name="Tháng 9"),
        a_folder("b", parent="a", name="Tháng 10"),
        a_folder("c", parent="c"),
    )
    assert place(files, ["root"]) == {}


def test_an_event_that_holds_its_own_root_ends_the_search():
    files = drive(a_folder("root", parent="event"), a_folder("event"), a_file("one"))
    assert "one" in _ids(place(files, ["root"]))["event"]


def test_a_shortcut_is_not_counted_as_the_photo_it_points_to():
    shortcut = a_file("shortcut", mime_type=SHORTCUT)
    assert _ids(place(drive(the_root(), a_folder("event"), shortcut), ["root"])) == {"event": []}


def test_media_are_sorted_by_what_drive_says_they_are():
    other = a_file("plan", name="kế hoạch.docx", mime_type="application/msword")
    seen = event_folder(an_event(a_file("one"), a_film("film"), other, a_folder("part", parent="event")), PU_NHI)
    assert [photo.file_id for photo in seen.photos] == ["one"]
    assert [video.file_id for video in seen.videos] == ["film"]
    assert seen.others == ("kế hoạch.docx",)


def test_a_hostile_file_name_is_text_on_one_line():
    name = "a\nBcc: b@c\x1b[31m.jpg"
    seen = event_folder(
        an_event(a_file("one", name=name), a_film(name=name), a_file("x", name=name, mime_type="x/y")), PU_NHI
    )
    assert {seen.photos[0].name, seen.videos[0].name, seen.others[0]} == {"a Bcc: b@c [31m.jpg"}


def test_the_name_is_understood_in_the_drive_of_its_school():
    assert event_folder(an_event(name="Khai giảng_Pu Nhi"), PU_NHI).event_name.school == PU_NHI.name


def test_the_uploader_is_who_owns_most_files_not_who_made_the_folder():
    files = [a_file("one", owner="le@x"), a_file("two", owner="le@x"), a_file("three", owner="tu@x")]
    assert event_folder(an_event(*files), PU_NHI).uploader == "le@x"


def test_an_empty_folder_was_uploaded_by_its_owner():
    there = place(drive(the_root(), a_folder("event", owner="school@x")), ["root"])["event"]
    assert event_folder(there, PU_NHI).uploader == "school@x"


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (720, 1280)])
def test_a_turned_film_has_the_same_short_side(width, height):
    (video,) = event_folder(an_event(a_film(width=width, height=height)), PU_NHI).videos
    assert video.short_side == 720


def test_the_short_side_is_unknown_while_drive_has_not_read_the_film():
    (video,) = event_folder(an_event(a_film(width=None, height=None)), PU_NHI).videos
    assert video.short_side is None


def test_a_file_knows_the_sub_folder_it_lies_in():
    part = a_folder("part", parent="event", name="1_ToanCanh")
    seen = event_folder(an_event(a_file("one"), part, a_file("two", parent="part"), a_film(parent="part")), PU_NHI)
    assert [(photo.file_id, photo.part) for photo in seen.photos] == [("one", ""), ("two", "1_ToanCanh")]
    assert seen.videos[0].part == "1_ToanCanh"


def test_the_moving_half_of_a_live_photo_is_no_film():
    photo = a_file("one", name="IMG_0001.HEIC", mime_type="image/heif")
    half = a_film("half", name="IMG_0001.MOV", mime_type="video/quicktime", seconds=2.8)
    film = a_film("film", name="IMG_0002.MOV", mime_type="video/quicktime", seconds=40.0)
    seen = event_folder(an_event(photo, half, film), PU_NHI)
    assert ([one.file_id for one in seen.photos], [one.file_id for one in seen.videos]) == (["one"], ["film"])


def test_a_photo_of_a_kind_that_drive_does_not_name_is_a_photo():
    raw = a_file("raw", name="DSC_0001.NEF", mime_type="application/octet-stream", width=None, height=None)
    assert [photo.file_id for photo in event_folder(an_event(raw), PU_NHI).photos] == ["raw"]
