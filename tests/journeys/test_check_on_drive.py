"""`tintruong check` on a folder of the local Google: the officer looks before the watcher has come to it."""

import io
import json

import pytest
from click.testing import CliRunner
from googleapiclient.http import MediaIoBaseUpload

from drive_sync.facts import FOLDER, SHORTCUT
from service.cli.main import main
from service.config_pages import config_example
from service.demo.people import TU
from service.demo.play import SCHOOL_ACCOUNT, SUPERIOR
from tests.unit import media_samples as make

SCHOOL = "PTDTBT THCS Pu Nhi"


class Desk:
    """The officer's desk: a configuration that points at the local Google, and folders on its Drive."""

    def __init__(self, town, path):
        self.town = town
        self.path = path / "config.toml"
        state = town.world.config.state_dir.as_posix()
        text = config_example().replace('root_url = ""', f'root_url = "{town.google.root_url}"')
        text = text.replace('state_dir = "state"', f'state_dir = "{state}"')
        self.path.write_text(text, encoding="utf-8")

    def folder(self, name, files, parent=None, **facts):
        drive = self.town.people._drive(TU)
        body = {"name": name, "mimeType": FOLDER, "parents": [parent or self.town.people.root], **facts}
        folder = drive.files().create(body=body, fields="id").execute()["id"]
        for file_name, (data, mime_type) in files.items():
            media = MediaIoBaseUpload(io.BytesIO(data), mimetype=mime_type, resumable=len(data) > 0)
            drive.files().create(body={"name": file_name, "parents": [folder]}, media_body=media).execute()
        return folder

    def check(self, *arguments):
        result = CliRunner().invoke(main, ["--config", str(self.path), "check", "--json", *arguments])
        assert result.exit_code in {0, 1}, result.output
        return json.loads(result.stdout)

    def inside(self, folder):
        files = self.town.people._drive(TU).files().list(q=f"'{folder}' in parents", fields="files(id)").execute()
        return [file["id"] for file in files["files"]]

    def shortcut(self, folder, target):
        body = {"name": "Lối tắt.jpg", "mimeType": SHORTCUT, "parents": [folder]}
        body["shortcutDetails"] = {"targetId": target}
        self.town.people._drive(TU).files().create(body=body, fields="id").execute()

    def change(self, file_id, **body):
        self.town.people._drive(TU).files().update(fileId=file_id, body=body, fields="id").execute()

    def share(self, folder=None, **permission):
        """The teacher shares a folder, or the school its root."""
        people = self.town.people
        drive = people._drive(TU) if folder else people._connection(SCHOOL_ACCOUNT).drive()
        body = {"role": "reader", **permission}
        drive.permissions().create(
            fileId=folder or people.root, body=body, sendNotificationEmail=False, fields="id"
        ).execute()


@pytest.fixture
def desk(town, tmp_path):
    return Desk(town, tmp_path)


def _photos(count):
    return {f"IMG_{at}.jpg": (make.photo(at), "image/jpeg") for at in range(1, count + 1)}


def _codes(entry):
    return {one["code"] for one in entry["findings"] if one["code"][0] != "N" or one["severity"] == "blocking"}


def test_a_folder_is_judged_by_its_link_or_by_its_id(desk):
    folder = desk.folder(f"{SCHOOL}_Khai giảng", _photos(3))
    for target in (folder, f"https://drive.google.com/drive/u/0/folders/{folder}?usp=sharing"):
        (entry,) = desk.check(target)
        assert (entry["folder"], entry["verdict"]) == (f"https://drive.google.com/drive/folders/{folder}", "accepted")


def test_a_root_gives_an_entry_for_each_event_in_it(desk):
    month = desk.folder("Tháng 9", {})
    first = desk.folder(f"{SCHOOL}_Khai giảng", _photos(3), parent=month)
    second = desk.folder("Thư mục không có tiêu đề", _photos(1))
    told = {entry["folder"].rpartition("/")[2]: entry for entry in desk.check(desk.town.people.root)}
    assert told.keys() == {first, second}
    assert _codes(told[second]) - {"S401"} == {"N101", "P201"}


def test_a_film_that_google_has_not_read_is_read_by_its_ranges(desk):
    files = {**_photos(3), "a.mp4": (make.film(640, 360), "video/mp4"), "b.mkv": (b"\x1aE\xdf\xa3" * 99, "video/mp4")}
    (entry,) = desk.check(desk.folder(f"{SCHOOL}_Khai giảng", files))
    assert {"V302", "V308"} <= _codes(entry)


def test_a_page_named_as_a_photo_is_known_by_its_bytes(desk):
    files = {**_photos(3), "IMG_9.jpg": (make.WEB_PAGE, "text/html"), "IMG_8.jpg": (b"", "image/jpeg")}
    (entry,) = desk.check(desk.folder(f"{SCHOOL}_Khai giảng", files))
    assert {"P203", "P204"} <= _codes(entry)


def test_looks_come_from_googles_thumbnails(desk):
    files = {
        **_photos(3),
        "a.jpg": (make.jpeg_of("dark"), "image/jpeg"),
        "b.jpg": (make.jpeg_of("blurred"), "image/jpeg"),
    }
    (entry,) = desk.check(desk.folder(f"{SCHOOL}_Khai giảng", files))
    assert {"P222", "P223"} <= _codes(entry)


def test_shortcuts_count_as_the_photos_they_lead_to_while_these_can_be_opened(desk):
    archive = desk.folder("Kho ảnh", _photos(3), parent="root")
    photos = desk.inside(archive)
    desk.share(archive, type="user", emailAddress=SCHOOL_ACCOUNT)
    folder = desk.folder(f"{SCHOOL}_Khai giảng", {})
    for target in (*photos, archive, desk.town.people.root):
        desk.shortcut(folder, target)
    (entry,) = desk.check(folder)
    assert (entry["verdict"], _codes(entry)) == ("accepted", {"F403", "S401"})
    (finding,) = [one for one in entry["findings"] if one["code"] == "F403"]
    assert (finding["severity"], finding["data"]["count"], finding["data"]["counted"]) == ("advice", 5, 3)
    desk.change(photos[0], trashed=True)
    (entry,) = desk.check(folder)
    assert (entry["verdict"], _codes(entry)) == ("needs-work", {"F403", "P201", "S401"})
    desk.change(photos[0], trashed=False)
    assert desk.check(folder)[0]["verdict"] == "accepted"
    desk.change(archive, trashed=True)
    assert desk.check(folder)[0]["verdict"] == "needs-work"


def test_shortcuts_to_photos_that_no_account_of_ours_may_open_are_told_only(desk):
    archive = desk.folder("Ảnh riêng", _photos(3), parent="root")
    folder = desk.folder(f"{SCHOOL}_Khai giảng", {})
    for target in desk.inside(archive):
        desk.shortcut(folder, target)
    (entry,) = desk.check(folder)
    assert (entry["verdict"], _codes(entry)) == ("needs-work", {"F403", "P201", "S401"})


def test_the_looks_of_a_photo_behind_a_shortcut_are_told_too(desk):
    photos = {"IMG_1.jpg": (make.jpeg_of("plain"), "image/jpeg"), "IMG_2.jpg": (make.jpeg_of("blurred"), "image/jpeg")}
    archive = desk.folder("Kho ảnh", photos, parent="root")
    desk.share(archive, type="user", emailAddress=SCHOOL_ACCOUNT)
    folder = desk.folder(f"{SCHOOL}_Khai giảng", _photos(2))
    for target in desk.inside(archive):
        desk.shortcut(folder, target)
    assert "P222" in _codes(desk.check(folder)[0])


def test_the_card_takes_the_folders_own_description(desk):
    folder = desk.folder(f"{SCHOOL}_Khai giảng", _photos(3), description="Địa điểm: sân trường")
    (entry,) = desk.check(folder)
    assert entry["card"]["where"]["value"] == "sân trường"


def test_the_officer_is_told_when_the_superior_office_cannot_open_it(desk):
    folder = desk.folder(f"{SCHOOL}_Khai giảng", _photos(3))
    (before,) = desk.check(folder)
    assert "S401" in _codes(before)
    desk.share(type="anyone")
    assert "S402" in _codes(desk.check(folder)[0])


def test_a_folder_shared_with_the_superior_office_is_fine(desk):
    folder = desk.folder(f"{SCHOOL}_Khai giảng", _photos(3))
    for address in (SUPERIOR, "vhxh.punhi@example.com"):  # the office that is valid today is asked about
        desk.share(type="user", emailAddress=address)
    assert _codes(desk.check(folder)[0]) == set()


def test_a_folder_that_no_account_sees_says_what_to_do(desk):
    result = CliRunner().invoke(main, ["--config", str(desk.path), "check", "1" * 33])
    assert result.exit_code == 2
    assert SCHOOL_ACCOUNT in result.stderr
