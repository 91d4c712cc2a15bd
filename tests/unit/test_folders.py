import pytest
from hypothesis import given
from hypothesis import strategies as st

from drive_sync.event_folders import event_folder
from drive_sync.facts import FOLDER, Contents
from drive_sync.folders import Borders, place, place_one
from drive_sync.grouping import only_groups
from drive_sync.media.media_facts import MediaFacts, needs_opening, with_facts
from drive_sync.rules.photos import distinct_photos
from drive_sync.trees import lives
from tests.builders import PU_NHI, a_file, a_film, a_folder, a_shortcut, an_event, drive, events, the_root


def _ids(placed):
    return {folder_id: sorted(file.id for file in there.files) for folder_id, there in placed.items()}


def test_a_folder_under_the_root_is_an_event_with_its_files():
    assert _ids(events(drive(the_root(), a_folder("event"), a_file("one")))) == {"event": ["one"]}


def test_a_container_only_groups_the_events_in_it():
    files = drive(
        the_root(),
        a_folder("year", name="Năm học 2023-2024"),
        a_folder("month", parent="year", name="Tháng 9"),
        a_folder("event", parent="month"),
        a_file("one"),
    )
    assert _ids(events(files)) == {"event": ["one"]}


def _groups(name, *inside):
    top = a_folder("top", name=name)
    folders = [a_folder(str(number), parent="top", name=one) for number, one in enumerate(inside)]
    return only_groups(top, drive(the_root(), top, *folders), (PU_NHI,))


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Hoạt động", ["Khai giảng", "Trung thu", "20-11"]),
        ("Hoạt động", ["Khai giảng"]),
        ("Hoạt động", ["Văn nghệ", "Lao động"]),
        ("Pu Nhi_Hoạt động", ["Khai giảng"]),
        ("PTDTBT THCS Pu Nhi", ["Khai giảng", "Ảnh"]),
        ("New folder", ["Pu Nhi_Lao động"]),
        ("Đ.c Tú", ["Trung thu"]),
        ("Giao lưu", ["Khai giảng", "Trung thu"]),
        ("Giao lưu", ["PTDTBT THCS Pu Nhi_Lao động"]),
    ],
)
def test_a_folder_of_folders_groups_the_events_that_they_name(name, inside):
    assert _groups(name, *inside)


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Hoạt động", []),
        ("Hoạt động", ["Ảnh", "Video", "1_ToanCanh", "Tư liệu"]),
        ("Hoạt động", ["Lớp 6A", "Buổi sáng"]),
        ("Giao lưu", ["Khai giảng", "Ảnh khai giảng"]),
        ("Giao lưu bóng đá", ["Văn nghệ", "Dã ngoại"]),
        ("Giao lưu bóng đá", ["Pu Nhi_đội bóng", "Lớp 6A"]),
        ("Khai giảng", ["Trung thu", "20-11"]),
        ("Pu Nhi_Liên hoan", ["Trung thu", "20-11"]),
        ("test", ["Khai giảng", "Trung thu"]),
    ],
)
def test_a_folder_that_may_be_one_event_is_one_event(name, inside):
    assert not _groups(name, *inside)


def test_what_lies_in_months_and_general_folders_is_looked_into():
    files = drive(
        the_root(),
        a_folder("all", name="Truyền thông"),
        a_folder("month", parent="all", name="Tháng 9"),
        a_folder("activities", parent="month", name="Hoạt động"),
        a_folder("event", parent="activities"),
        a_file("one"),
    )
    assert _ids(events(files)) == {"event": ["one"]}


def test_a_photo_put_into_a_folder_of_events_lies_loose_and_takes_none_away():
    group, event = a_folder("group", name="Hoạt động"), a_folder("event", parent="group")
    files = drive(the_root(), group, event, a_file("one"), a_file("beside", parent="group"))
    placed = {there.folder.id: there for there in place(files, Borders(("root",)))}
    assert _ids(placed) == {"group": ["beside"], "event": ["one"]}
    assert placed["group"].loose


def test_folders_inside_an_event_are_its_parts():
    files = drive(
        the_root(),
        a_folder("event"),
        a_folder("wide", parent="event", name="1_ToanCanh"),
        a_file("one", parent="wide"),
        a_folder("month", parent="event", name="Tháng 9"),
        a_file("two", parent="month"),
    )
    assert _ids(events(files)) == {"event": ["month", "one", "two", "wide"]}


def test_an_empty_folder_is_an_event_too():
    assert _ids(events(drive(the_root(), a_folder("event")))) == {"event": []}


def test_loose_files_and_unwatched_folders_are_no_events():
    files = drive(the_root(), a_file("loose", parent="root"), a_folder("elsewhere", parent="another"))
    assert events(files) == {}


def test_each_event_knows_its_root():
    files = drive(the_root("one"), the_root("two"), a_folder("a", parent="one"), a_folder("b", parent="two"))
    assert {key: there.root for key, there in events(files, "one", "two").items()} == {
        "a": "one",
        "b": "two",
    }


def test_a_root_inside_another_is_its_own_and_nothing_counts_twice():
    files = drive(
        the_root("outer"),
        a_folder("event", parent="outer"),
        a_file("one"),
        a_folder("inner", parent="outer", name="Đội"),
        a_folder("deep", parent="event", name="Công đoàn"),
        a_folder("march", parent="inner"),
        a_file("two", parent="march"),
        a_folder("april", parent="deep"),
        a_file("three", parent="april"),
    )
    for roots in (("outer", "inner", "deep"), ("deep", "inner", "outer")):
        placed = events(files, *roots)
        assert _ids(placed) == {"event": ["one"], "march": ["two"], "april": ["three"]}
        assert {key: there.root for key, there in placed.items()} == {
            "event": "outer",
            "march": "inner",
            "april": "deep",
        }


def test_what_lies_below_another_schools_root_is_theirs():
    files = drive(the_root(), a_folder("theirs"), a_folder("event", parent="theirs"), a_file("one"))
    assert events(files, "root", others=frozenset({"theirs"})) == {}
    assert place_one(files, "event", Borders(("root",), frozenset({"theirs"}))) is None


@pytest.mark.parametrize("name", [".tmp.driveupload", ".tmp.drivedownload"])
def test_leftovers_of_drive_for_desktop_are_no_event(name):
    assert events(drive(the_root(), a_folder("leftover", name=name))) == {}


def test_binned_files_do_not_count():
    files = drive(the_root(), a_folder("event"), a_file("one", trashed=True), a_file("two"))
    assert _ids(events(files)) == {"event": ["two"]}


def test_a_binned_container_takes_its_events_along():
    month = a_folder("month", name="Tháng 9", trashed=True)
    assert events(drive(the_root(), month, a_folder("event", parent="month"), a_file())) == {}


def test_a_binned_part_takes_its_files_along():
    files = drive(
        the_root(),
        a_folder("event"),
        a_folder("part", parent="event", trashed=True),
        a_file("one", parent="part"),
    )
    assert _ids(events(files)) == {"event": []}


def test_folders_that_hold_each_other_end_the_search():
    files = drive(
        a_folder("root", parent="b", name="Truyền thông"),
        a_folder("a", parent="root", name="Tháng 9"),
        a_folder("b", parent="a", name="Tháng 10"),
        a_folder("c", parent="c"),
    )
    assert events(files) == {}


def test_an_event_that_holds_its_own_root_ends_the_search():
    files = drive(a_folder("root", parent="event"), a_folder("event"), a_file("one"))
    assert "one" in _ids(events(files))["event"]


def _with_shortcuts(*files):
    """The event folder "event" on a Drive with these files, and with a folder "archive" that nobody watches."""
    archive = a_folder("archive", parent=None, name="Kho ảnh")
    there = events(drive(the_root(), a_folder("event"), archive, *files))["event"]
    return event_folder(there, PU_NHI)


def test_a_shortcut_counts_as_the_photo_or_film_it_leads_to_with_its_facts():
    photo, film = a_file("photo", parent="archive", camera="samsung"), a_film("film", parent="archive", seconds=45.0)
    leading = a_shortcut("one", "photo", name="Ảnh\n1.jpg"), a_shortcut("two", "film", name="Phim.mp4")
    seen = _with_shortcuts(photo, film, *leading)
    (shown,), (played,) = seen.photos, seen.videos
    assert (shown.file_id, shown.name, shown.md5, shown.size) == ("photo", "Ảnh 1.jpg", photo.md5, photo.size)
    assert (shown.width, shown.camera) == (4000, "samsung")
    assert (played.file_id, played.name, played.seconds, played.short_side) == ("film", "Phim.mp4", 45.0, 720)
    assert (seen.followed, seen.shortcuts, seen.others) == (("Ảnh 1.jpg", "Phim.mp4"), (), ())


def test_a_shortcut_without_an_ending_takes_the_name_of_what_it_leads_to():
    seen = _with_shortcuts(a_file("photo", parent="archive"), a_shortcut("one", "photo", name="Ảnh toàn cảnh"))
    assert [photo.name for photo in seen.photos] == ["photo.jpg"]
    assert seen.followed == ("Ảnh toàn cảnh",)


def test_a_photo_lies_in_the_part_that_its_shortcut_lies_in():
    part = a_folder("part", parent="event", name="1_ToanCanh")
    elsewhere = a_folder("other part", parent="archive", name="3_CanCanh")
    photo = a_file("photo", parent="other part")
    seen = _with_shortcuts(part, elsewhere, photo, a_shortcut("one", "photo", parent="part"))
    assert [photo.part for photo in seen.photos] == ["1_ToanCanh"]


def test_a_photo_counts_once_however_many_shortcuts_lead_to_it():
    photo, here = a_file("photo", parent="archive"), a_file("here")
    leading = [a_shortcut(name, "photo") for name in ("one", "two")]
    seen = _with_shortcuts(photo, here, *leading, a_shortcut("three", "here"))
    assert sorted(photo.file_id for photo in seen.photos) == ["here", "photo"]
    assert len(seen.followed) == 3


def test_a_copy_of_what_a_shortcut_leads_to_is_the_same_photo():
    photo, copy = a_file("photo", parent="archive"), a_file("copy", md5="md5 of photo")
    assert distinct_photos(_with_shortcuts(photo, copy, a_shortcut("one", "photo")).photos) == 1


@pytest.mark.parametrize(
    "elsewhere",
    [
        [],
        [a_file("target", parent="archive", trashed=True)],
        [a_folder("bin", parent="archive", trashed=True), a_file("target", parent="bin")],
        [a_file("target", parent="archive", name="Kế hoạch.docx", mime_type="application/msword")],
        [a_folder("target", parent="archive"), a_file("inside", parent="target")],
        [a_shortcut("target", "photo", parent="archive"), a_file("photo", parent="archive")],
    ],
    ids=["not seen", "binned", "in a binned folder", "no photo", "a folder", "another shortcut"],
)
def test_a_shortcut_that_leads_to_no_photo_or_film_we_see_is_told_and_not_counted(elsewhere):
    seen = _with_shortcuts(*elsewhere, a_shortcut("one", "target", name="Ảnh toàn cảnh"))
    assert (seen.photos, seen.videos, seen.others) == ((), (), ())
    assert (seen.shortcuts, seen.followed) == (("Ảnh toàn cảnh",), ())


def test_a_shortcut_of_which_nothing_is_known_is_told_and_not_counted():
    seen = _with_shortcuts(a_shortcut("one", None))
    assert (seen.photos, seen.shortcuts) == ((), ("one.jpg",))


@pytest.mark.parametrize("above", ["event", "root", "archive"])
def test_shortcuts_to_folders_lead_in_no_circle(above):
    seen = _with_shortcuts(a_shortcut("one", above), a_shortcut("back", "event", parent="archive"), a_file())
    assert ([photo.file_id for photo in seen.photos], seen.shortcuts) == (["photo"], ("one.jpg",))


def test_who_made_the_shortcuts_is_the_uploader_whoever_owns_the_photos():
    photos = [a_file(name, parent="archive", owner="kho@example.edu.vn") for name in ("a", "b", "c")]
    leading = [a_shortcut(f"to {photo.id}", photo.id) for photo in photos]
    assert _with_shortcuts(*photos, *leading, a_file("own")).uploader == "le@example.edu.vn"


def test_a_loose_shortcut_is_one_loose_file():
    tree = drive(the_root(), a_shortcut("one", "photo", parent="root"), a_file("photo", parent="elsewhere"))
    (loose,) = place(tree, Borders(("root",)))
    assert place_one(tree, "root", Borders(("root",))) == loose
    seen = event_folder(loose, PU_NHI)
    assert (seen.loose, [photo.name for photo in seen.photos], seen.shortcuts) == (True, ["one.jpg"], ())


def test_an_archive_is_told_and_its_photos_are_not_guessed():
    archive = a_file("zip", name="anh khai giang.ZIP", mime_type="application/x-zip-compressed")
    seen = event_folder(an_event(archive), PU_NHI)
    assert (seen.photos, seen.archives, seen.others) == ((), ("anh khai giang.ZIP",), ("anh khai giang.ZIP",))


def test_the_parts_are_the_folders_directly_in_the_event():
    files = drive(the_root(), a_folder("event"), a_folder("b", parent="event", name="Ảnh"), a_folder("c", parent="b"))
    assert event_folder(events(files)["event"], PU_NHI).parts == ("Ảnh",)


def test_files_outside_any_event_are_shown_by_the_folder_that_holds_them():
    files = drive(
        the_root(),
        a_file("in the root", parent="root"),
        a_file("plan", parent="root", mime_type="application/vnd.google-apps.spreadsheet"),
        a_file("binned", parent="root", trashed=True),
        a_folder("month", name="Tháng 9"),
        a_file("in the month", parent="month"),
        a_file("zip", parent="month", name="anh.zip", mime_type="application/zip"),
        a_folder("event", parent="month"),
        a_file("in the event"),
    )
    loose = {there.folder.id: there for there in place(files, Borders(("root",))) if there.loose}
    assert _ids(loose) == {"root": ["in the root"], "month": ["in the month", "zip"]}
    assert event_folder(loose["month"], PU_NHI).loose


def test_half_files_of_drive_for_desktop_do_not_count_inside_an_event_either():
    leftover = a_folder("leftover", parent="event", name=".tmp.driveupload")
    files = drive(the_root(), a_folder("event"), leftover, a_file("half", parent="leftover"), a_file("one"))
    assert _ids(events(files)) == {"event": ["one"]}
    assert place_one(files, "leftover", Borders(("root",))) is None


def test_a_file_lives_only_where_nothing_above_it_lies_in_the_bin():
    files = drive(the_root(trashed=True), a_folder("month", name="Tháng 9"), a_folder("event", parent="month"))
    assert not lives(files, "event")
    assert not lives(files, "nobody knows it")
    assert lives(drive(the_root(), a_folder("event")), "event")
    assert list(place(files, Borders(("root",)))) == []


_NAMES = st.sampled_from(["Khai giảng", "Tháng 9", "Ảnh", "Hoạt động", "Giao lưu", "Trung thu", ".tmp.driveupload"])
_PLACES = st.sampled_from([None, "a", "b", "c", "d", "e", "f"])


@st.composite
def _trees(draw):
    folders = [
        a_folder(file_id, parent=draw(_PLACES), name=draw(_NAMES), trashed=draw(st.integers(0, 9)) == 0)
        for file_id in "abcdef"
    ]
    photos = [a_file(str(number), parent=draw(_PLACES)) for number in range(draw(st.integers(0, 5)))]
    return drive(*folders, *photos)


@given(_trees(), st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3, unique=True))
def test_looking_at_one_folder_finds_what_looking_at_everything_finds(tree, roots):
    borders = Borders(tuple(roots))
    everything = {there.folder.id: there for there in place(tree, borders)}
    found = [there for one in "abcdef" if (there := place_one(tree, one, borders)) is not None]
    assert {there.folder.id: there for there in found} == everything
    assert all(everything[there.folder.id] == there for there in found)


@given(_trees(), st.permutations("abcdef"), st.integers(1, 3))
def test_no_file_lies_in_two_event_folders(tree, order, number):
    placed = place(tree, Borders(tuple(order[:number])))
    files = [file.id for there in placed for file in there.files if file.mime_type != FOLDER]
    assert len(files) == len(set(files))


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
    there = events(drive(the_root(), a_folder("event", owner="school@x")))["event"]
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


@pytest.mark.parametrize(("seconds", "films"), [(2.8, []), (40.0, ["half"]), (None, [])])
def test_a_film_beside_a_photo_of_its_name_is_told_apart_by_its_length_once_somebody_knows_it(seconds, films):
    photo = a_file("one", name="IMG_0001.HEIC", mime_type="image/heif")
    half = a_film("half", name="IMG_0001.MOV", mime_type="video/quicktime", width=None, height=None, seconds=None)
    event = event_folder(an_event(photo, half), PU_NHI)
    assert [needs_opening(one) for one in event.videos] == [True]
    facts = {"half": MediaFacts(Contents.MEDIA, "mov", seconds=seconds)} if seconds else {}
    assert [one.file_id for one in with_facts(event, facts).videos] == films


def test_a_photo_of_a_kind_that_drive_does_not_name_is_a_photo():
    raw = a_file("raw", name="DSC_0001.NEF", mime_type="application/octet-stream", width=None, height=None)
    assert [photo.file_id for photo in event_folder(an_event(raw), PU_NHI).photos] == ["raw"]
