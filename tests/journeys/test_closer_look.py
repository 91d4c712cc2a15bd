"""What Drive was silent about is asked for once, after the verdict, and reaches the Sheet without a mail for advice."""

import io
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from googleapiclient.http import MediaIoBaseUpload

from drive_sync import closer_store, mirror_store, store
from drive_sync.closer_look import look_closer
from drive_sync.facts import FOLDER, SHORTCUT, Contents, KnownFolder
from drive_sync.media.probe import Probe, Reader
from drive_sync.open_questions import DOCUMENT
from gmail_reports.letters.letter import Kind
from service.demo.people import TU
from service.demo.play import SCHOOL_ACCOUNT
from service.looks import watched_of
from tests.journeys.school import NAME, School, once_each
from tests.unit import media_samples as make

_UNSEEN = "application/octet-stream"
"""What a phone's browser says of a file at times: Drive reads nothing in it then."""

_EVENT = f"{NAME}_Khai giảng năm học mới"
_FILES = {
    "IMG_1.jpg": (make.jpeg_of("plain"), "image/jpeg"),
    "IMG_2.jpg": (make.jpeg_of("copy"), "image/jpeg"),
    "IMG_3.jpg": (make.photo(1), "image/jpeg"),
    "IMG_4.jpg": (make.jpeg_of("blurred"), "image/jpeg"),
    "VID_1.mp4": (make.film(1280, 720, 12), _UNSEEN),
}


def _put(school: School, name: str, files: dict[str, tuple[bytes, str]], **facts: Any) -> str:
    drive = school.people._drive(TU)
    body = {"name": name, "mimeType": FOLDER, "parents": [school.people.root], **facts}
    folder = str(drive.files().create(body=body, fields="id").execute()["id"])
    for file_name, content in files.items():
        _add(school, folder, file_name, *content)
    return folder


def _add(school: School, folder: str, name: str, data: bytes, mime_type: str) -> str:
    media = MediaIoBaseUpload(io.BytesIO(data), mimetype=mime_type, resumable=len(data) > 0)
    body = {"name": name, "parents": [folder]}
    files = school.people._drive(TU).files()
    return str(files.create(body=body, media_body=media, fields="id").execute()["id"])


def _drive_calls(school: School) -> Counter[str]:
    """What Drive was asked so far, thumbnails too."""
    calls = school.google.calls.items()
    return Counter({one: count for one, count in calls if one.startswith("drive.") or one == "thumbnail"})


def _known(school: School, folder: str) -> KnownFolder:
    with school.world.engine.connect() as connection:
        return store.known_folders(connection, school.id)[folder]


def _codes(school: School, folder: str) -> set[str]:
    with school.world.engine.connect() as connection:
        return {one.code for one in store.open_findings(connection, school.id).get(folder, ())}


def _facts(school: School, folder: str) -> dict[str, closer_store.CloserLook]:
    with school.world.engine.connect() as connection:
        files = mirror_store.children(connection, folder)
        looks = closer_store.looks_into(connection, files)
    return {file.name: looks[file.id] for file in files if file.id in looks}


def _settled(school: School, files: dict[str, tuple[bytes, str]], name: str = _EVENT, **facts: Any) -> str:
    """A folder that a teacher has filled and the program has judged, Drive having had its two hours for a film."""
    school.tick("2023-10-02 08:00")
    folder = _put(school, name, files, **facts)
    school.ticks("2023-10-02 08:05", "2023-10-02 10:06")
    return folder


def test_advice_and_facts_reach_the_sheet_and_an_idle_look_costs_nothing_more(school: School) -> None:
    school.tick("2023-10-02 08:00")
    folder = _put(school, _EVENT, _FILES, description="Địa điểm: sân trường")
    school.tick("2023-10-02 08:05")
    before = _drive_calls(school)
    school.tick("2023-10-02 10:06")
    spent = _drive_calls(school) - before
    assert (spent["drive.files.list"], spent["thumbnail"]) == (1, 4)
    assert set(spent) == {"drive.changes.list", "drive.files.list", "drive.files.get", "thumbnail"}
    assert _codes(school, folder) >= {"P221", "P222", "V304"}
    row = school.row("Theo dõi", "Thư mục", _EVENT)
    assert row["Kết quả"] == "Đạt"
    assert "mờ, ví dụ IMG_4.jpg" in row["Cần bổ sung"]
    assert "VID_1.mp4 dài 12 giây" in row["Cần bổ sung"]
    assert "Ở đâu: sân trường (mô tả)" in row["Thẻ sự kiện"]
    before = _drive_calls(school)
    for _ in range(5):
        school.later(minutes=5)
    assert _drive_calls(school) - before == {"drive.changes.list": 5}


def test_a_folder_of_ten_photos_costs_one_call_more_thumbnails_apart_and_no_byte_of_them(school: School) -> None:
    school.tick("2023-10-02 08:00")
    folder = school.upload(TU, _EVENT, 10)
    school.tick("2023-10-02 08:05")
    before = _drive_calls(school)
    school.tick("2023-10-02 08:40")
    spent = _drive_calls(school) - before
    del spent["drive.changes.list"]
    assert spent == {"drive.files.list": 1, "thumbnail": 10}
    assert len(_facts(school, folder)) == 10


def test_photos_behind_shortcuts_are_looked_at_where_they_lie(school: School) -> None:
    archive = _put(school, "Kho ảnh", {name: _FILES[name] for name in list(_FILES)[1:4]}, parents=["root"])
    drive = school.people._drive(TU)
    body = {"type": "user", "role": "reader", "emailAddress": SCHOOL_ACCOUNT}
    asked = drive.files().list(q=f"'{archive}' in parents", fields="files(id,name)").execute()["files"]
    for photo in asked:  # each by itself: nobody of ours sees the folder they lie in
        drive.permissions().create(fileId=photo["id"], body=body, sendNotificationEmail=False, fields="id").execute()
    school.tick("2023-10-02 08:00")
    folder = _put(school, _EVENT, {})
    for photo in asked:
        details = {"shortcutDetails": {"targetId": photo["id"]}, "mimeType": SHORTCUT}
        drive.files().create(body={"name": photo["name"], "parents": [folder], **details}, fields="id").execute()
    school.tick("2023-10-02 08:05")
    before = _drive_calls(school)
    school.tick("2023-10-02 10:06")
    spent = _drive_calls(school) - before
    del spent["drive.changes.list"]
    assert spent == {"drive.files.get": 3, "thumbnail": 3}
    assert (_known(school, folder).verdict, _codes(school, folder) & {"F403", "P222"}) == ("accepted", {"F403", "P222"})
    before = _drive_calls(school)
    school.later(minutes=5)
    assert _drive_calls(school) - before == {"drive.changes.list": 1}


def test_advice_changes_neither_the_round_nor_the_mail(school: School) -> None:
    folder = _settled(school, _FILES)
    known = _known(school, folder)
    assert (known.verdict, known.round, known.closer_look_at) == ("accepted", 1, None)
    school.ticks("2023-10-03 08:00", "2023-10-04 08:00")
    keys = [one for one in school.sent_keys() if folder in one]
    assert once_each(keys)
    assert not any(letter.planned.about.get("blocking") for letter in school.letters(Kind.FEEDBACK))


def test_a_film_that_is_too_small_by_its_own_bytes_is_told(school: School) -> None:
    photos = {f"IMG_{one}.jpg": (make.photo(one), "image/jpeg") for one in range(1, 4)}
    folder = _settled(school, photos | {"VID_1.mp4": (make.film(640, 360), _UNSEEN)})
    assert _known(school, folder).verdict == "needs-work"
    assert "V302" in _codes(school, folder)


def test_one_photo_more_asks_about_that_photo_alone(school: School) -> None:
    folder = _settled(school, _FILES)
    _add(school, folder, "IMG_5.jpg", make.jpeg_of("dark"), "image/jpeg")
    school.tick("2023-10-02 10:15")
    before = _drive_calls(school)
    school.tick("2023-10-02 12:20")
    spent = _drive_calls(school) - before
    assert (spent["thumbnail"], spent["drive.files.list"], spent["drive.files.get"]) == (1, 1, 0)
    assert "P223" in _codes(school, folder)


def test_folders_from_before_the_start_are_never_looked_at_closer(school: School) -> None:
    drive = school.people._drive(TU)
    body = {"name": _EVENT, "mimeType": FOLDER, "parents": [school.people.root], "createdTime": "2023-09-05T01:00:00Z"}
    folder = drive.files().create(body=body, fields="id").execute()["id"]
    for name, content in _FILES.items():
        _add(school, folder, name, *content)
    school.tick("2023-10-02 08:05")
    before = _drive_calls(school)
    school.ticks("2023-10-02 10:06", "2023-10-02 10:11", "2023-10-04 10:06")
    assert _known(school, folder).before_start
    assert (_drive_calls(school) - before)["thumbnail"] == 0
    assert _facts(school, folder) == {}


def test_what_google_refuses_is_asked_for_again_on_later_days_and_not_for_ever(school: School) -> None:
    school.google.faults.add("thumbnail", "403 insufficientFilePermissions", times=3)
    folder = _settled(school, {"IMG_1.jpg": _FILES["IMG_4.jpg"]})
    assert _known(school, folder).judged_at is not None
    school.ticks("2023-10-03 10:00", "2023-10-03 10:10", "2023-10-03 10:15", "2023-10-04 10:05")
    assert [one.failures for one in _facts(school, folder).values()] == [2]
    school.ticks("2023-10-04 10:15", "2023-10-04 10:20")
    assert [one.failures for one in _facts(school, folder).values()] == [3]
    before = _drive_calls(school)
    school.ticks("2023-10-06 11:00", "2023-10-07 11:00")
    assert (_drive_calls(school) - before)["thumbnail"] == 0
    assert _known(school, folder).closer_look_at is None


def test_a_film_whose_bytes_are_refused_stays_unread_until_they_are_given(school: School) -> None:
    school.google.faults.add("drive.files.get", "403 insufficientFilePermissions")
    photos = {f"IMG_{one}.jpg": (make.photo(one), "image/jpeg") for one in range(1, 4)}
    folder = _settled(school, photos | {"VID_1.mp4": (make.film(1280, 720, 12), _UNSEEN)})
    assert _known(school, folder).verdict == "accepted"
    assert "V308" in _codes(school, folder)
    school.tick("2023-10-03 10:10")
    assert "V304" in _codes(school, folder)
    assert "V308" not in _codes(school, folder)


def test_when_google_does_not_listen_the_verdict_stands_and_the_rest_waits_for_its_turn(school: School) -> None:
    school.google.faults.add("thumbnail", "403 dailyLimitExceeded")
    folder = _settled(school, _FILES)
    assert _known(school, folder).verdict == "accepted"
    school.later(minutes=5)
    facts = _facts(school, folder)
    assert {name: one.failures for name, one in facts.items() if one.failures} == {"IMG_1.jpg": 1}
    assert facts.keys() == _FILES.keys()


class _Killed(Exception):
    """The program ends here."""


class _MortalProbe(Probe):
    """A probe in whose hands the program is killed: what it was about to tell is written nowhere."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.left = after

    def facts(self, name: str, reader: Reader, *, pixels: bool) -> Any:
        if self.left == 0:
            raise _Killed
        self.left -= 1
        return super().facts(name, reader, pixels=pixels)


@pytest.mark.parametrize("after", range(5))
def test_a_kill_between_asking_and_writing_loses_nothing_and_asks_nothing_twice(school: School, after: int) -> None:
    untouched = school.world.probe
    with _MortalProbe(after) as probe:
        school.world.probe = probe
        with pytest.raises(_Killed):
            _settled(school, _FILES)
    school.world.probe = untouched
    (folder,) = [one["Thư mục"] for one in school.rows("Theo dõi")] or [_EVENT]
    assert folder == _EVENT
    school.restart()
    before = _drive_calls(school)
    school.later(minutes=5)
    spent = _drive_calls(school) - before
    with school.world.engine.connect() as connection:
        (known,) = store.known_folders(connection, school.id).values()
    assert len(_facts(school, known.folder_id)) == len(_FILES)
    assert spent["thumbnail"] == max(4 - after, 0)
    assert (known.round, known.closer_look_at) == (1, None)
    assert _codes(school, known.folder_id) >= {"P221", "P222", "V304"}


def test_photos_that_cannot_be_read_are_the_officers_to_decide_and_nobody_is_thanked(school: School) -> None:
    _settled(school, {f"IMG_{one}.jpg": (bytes([one]) * 5_000, "image/jpeg") for one in range(1, 4)})
    row = school.row("Theo dõi", "Thư mục", _EVENT)
    assert row["Kết quả"] == "Chưa rõ"
    assert "Chưa đọc được trọn 3 ảnh" in row["Cần bổ sung"]
    school.ticks("2023-10-03 08:00", "2023-10-04 08:00")
    assert school.sent(Kind.FEEDBACK) == school.sent(Kind.THANK_YOU) == []
    school.people.write("Theo dõi", "Thư mục", _EVENT, "Quyết định", "Chấp nhận")
    school.ticks("2023-10-04 08:05", "2023-10-04 08:10")
    assert school.row("Theo dõi", "Thư mục", _EVENT)["Kết quả"] == "Đạt"
    assert len(school.sent(Kind.THANK_YOU)) == 1


def test_many_files_have_their_turn_look_by_look(school: School) -> None:
    school.tick("2023-10-02 08:00")
    folder = school.upload(TU, _EVENT, 5)
    school.tick("2023-10-02 08:05")
    watched = watched_of(school.world.config)[school.id]
    drives = {SCHOOL_ACCOUNT: school.world.connection(SCHOOL_ACCOUNT).drive}
    school.clock.turn_to(school.clock() + timedelta(hours=1))
    school.google.faults.add("thumbnail", "403 dailyLimitExceeded")
    school.tick()
    with Probe() as probe:
        assert look_closer(school.world.engine, watched, drives, probe, school.clock(), most=3) == [folder]
    assert len(_facts(school, folder)) == 4
    school.later(minutes=5)
    assert len(_facts(school, folder)) == 5


def test_a_small_paper_beside_the_photos_fills_the_card_and_only_its_answers_are_kept(school: School) -> None:
    paper = "Địa điểm: nhà đa năng\nThành phần: toàn trường\nSố điện thoại thầy Tú: 0912345678".encode()
    photos = {f"IMG_{one}.jpg": (make.photo(one), "image/jpeg") for one in range(1, 4)}
    folder = _settled(school, photos | {"mo ta.txt": (paper, "text/plain")})
    assert "Ở đâu: nhà đa năng (mô tả)" in school.row("Theo dõi", "Thư mục", _EVENT)["Thẻ sự kiện"]
    kept = _facts(school, folder)["mo ta.txt"]
    assert kept.facts.contents is Contents.UNOPENED
    assert "nhà đa năng" in kept.description
    assert "0912345678" not in kept.description


def test_a_google_document_beside_the_photos_is_read_as_text_and_once(school: School) -> None:
    photos = {f"IMG_{one}.jpg": (make.photo(one), "image/jpeg") for one in range(1, 4)}
    folder = _put(school, _EVENT, photos)
    text = "Địa điểm: sân vận động xã".encode()
    media = MediaIoBaseUpload(io.BytesIO(text), mimetype="text/plain")
    body = {"name": "Mô tả", "parents": [folder], "mimeType": DOCUMENT}
    school.people._drive(TU).files().create(body=body, media_body=media).execute()
    school.ticks("2023-10-02 08:05", "2023-10-02 08:40", "2023-10-02 08:45")
    assert "sân vận động xã (mô tả)" in school.row("Theo dõi", "Thư mục", _EVENT)["Thẻ sự kiện"]
    assert _drive_calls(school)["drive.files.export"] == 1


def test_a_description_that_is_written_later_reaches_the_card(school: School) -> None:
    folder = _settled(school, _FILES)
    drive = school.people._drive(TU)
    drive.files().update(fileId=folder, body={"description": "Địa điểm: sân vận động"}).execute()
    before = _drive_calls(school)
    school.later(minutes=5)
    assert "sân vận động" in school.row("Theo dõi", "Thư mục", _EVENT)["Thẻ sự kiện"]
    assert (_drive_calls(school) - before)["thumbnail"] == 0
