"""Files: what they say about themselves, where they are, who may do what."""

import io
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from googleapiclient.errors import HttpError
from PIL import Image

from service.local_google import LocalGoogle
from tests.local_google.conftest import SCHOOL, STRANGER, TEACHER, Clock, folder, jpeg, media, share, upload


def reason(error: HttpError) -> str:
    return str(error.error_details[0]["reason"])


def test_without_fields_a_file_tells_four_things(drive: Any) -> None:
    made = drive.files().create(body={"name": "Khai giảng"}).execute()
    assert set(made) == {"kind", "id", "name", "mimeType"}


def test_about_without_fields_is_refused(drive: Any) -> None:
    with pytest.raises(HttpError) as refused:
        drive.about().get().execute()
    assert refused.value.status_code == 400
    assert reason(refused.value) == "required"


def test_a_photo_shows_what_its_camera_wrote(drive: Any) -> None:
    photo = jpeg(640, 480, exif_271="Canon", exif_272="EOS 90D", exif_36867="2023:09:05 07:31:00", exif_274=6)
    file_id = upload(drive, "IMG_1.JPG", photo)
    found = drive.files().get(fileId=file_id, fields="imageMediaMetadata,size,md5Checksum").execute()
    assert found["size"] == str(len(photo))
    assert len(found["md5Checksum"]) == 32
    assert found["imageMediaMetadata"] == {
        "width": 640,
        "height": 480,
        "rotation": 1,
        "cameraMake": "Canon",
        "cameraModel": "EOS 90D",
        "time": "2023:09:05 07:31:00",
    }


def test_a_broken_photo_is_taken_without_metadata(drive: Any) -> None:
    file_id = upload(drive, "IMG_1.JPG", b"\xff\xd8 not a picture")
    found = drive.files().get(fileId=file_id, fields="id,imageMediaMetadata,hasThumbnail").execute()
    assert found == {"id": file_id, "hasThumbnail": False}


def test_names_are_kept_as_they_are_and_need_not_be_unique(drive: Any) -> None:
    home = folder(drive, "Ảnh")
    for name in ("Hoạt động", "Hoa\u0323t đo\u0302\u0323ng", "Hoạt động"):
        folder(drive, name, home)
    found = drive.files().list(q=f"'{home}' in parents", orderBy="createdTime").execute()["files"]
    assert sorted(len(item["name"]) for item in found) == [9, 9, 12]


def test_the_camera_may_set_a_modified_time_before_the_creation(drive: Any) -> None:
    body = {"name": "a.jpg", "modifiedTime": "2023-08-30T05:00:00.000Z"}
    made = drive.files().create(body=body, fields="createdTime,modifiedTime").execute()
    assert made == {"createdTime": "2023-09-05T01:00:00.000Z", "modifiedTime": "2023-08-30T05:00:00.000Z"}


def test_folders_and_spreadsheets_have_no_size(drive: Any) -> None:
    for kind in ("folder", "spreadsheet"):
        body = {"name": "x", "mimeType": f"application/vnd.google-apps.{kind}"}
        made = drive.files().create(body=body, fields="*").execute()
        assert not {"size", "md5Checksum"} & set(made)


def test_bytes_come_back_whole_and_in_ranges(drive: Any, google: LocalGoogle) -> None:
    data = bytes(range(256)) * 100
    file_id = upload(drive, "x.bin", data, mime_type="application/octet-stream")
    assert drive.files().get_media(fileId=file_id).execute() == data
    request = urllib.request.Request(
        f"{google.root_url}drive/v3/files/{file_id}?alt=media",
        headers={"Authorization": f"Bearer {google.access_token(SCHOOL)}", "Range": "bytes=10-19"},
    )
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 206
        assert answer.headers["Content-Range"] == f"bytes 10-19/{len(data)}"
        assert answer.read() == data[10:20]


def test_a_thumbnail_is_a_small_jpeg_for_those_who_see_the_file(drive: Any, google: LocalGoogle) -> None:
    file_id = upload(drive, "a.jpg", jpeg(800, 600))
    link = drive.files().get(fileId=file_id, fields="thumbnailLink").execute()["thumbnailLink"]
    headers = {"Authorization": f"Bearer {google.access_token(SCHOOL)}"}
    with urllib.request.urlopen(urllib.request.Request(link, headers=headers)) as answer:
        assert Image.open(io.BytesIO(answer.read())).size == (220, 165)
    stranger = {"Authorization": f"Bearer {google.access_token(STRANGER)}"}
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(link, headers=stranger))
    assert refused.value.code == 404
    refused.value.close()


def test_metadata_scope_gives_no_thumbnail(drive: Any, connect: Callable[..., Any]) -> None:
    file_id = upload(drive, "a.jpg", jpeg())
    scopes = ("https://www.googleapis.com/auth/drive.metadata.readonly",)
    narrow = connect("drive.v3", SCHOOL, scopes=scopes)
    found = narrow.files().get(fileId=file_id, fields="hasThumbnail,thumbnailLink").execute()
    assert found == {"hasThumbnail": True}


def test_a_file_moves_and_has_one_parent(drive: Any) -> None:
    old, new = folder(drive, "old"), folder(drive, "new")
    file_id = folder(drive, "x", old)
    with pytest.raises(HttpError) as refused:
        drive.files().update(fileId=file_id, addParents=new).execute()
    assert reason(refused.value) == "cannotAddParent"
    moved = drive.files().update(fileId=file_id, addParents=new, removeParents=old, fields="parents").execute()
    assert moved == {"parents": [new]}
    assert drive.files().list(q=f"'{old}' in parents").execute()["files"] == []


def test_a_folder_does_not_go_into_itself(drive: Any) -> None:
    outer = folder(drive, "outer")
    inner = folder(drive, "inner", outer)
    root = drive.files().get(fileId="root").execute()["id"]
    with pytest.raises(HttpError) as refused:
        drive.files().update(fileId=outer, addParents=inner, removeParents=root).execute()
    assert refused.value.status_code == 403


def test_about_counts_what_lies_in_the_trash(drive: Any) -> None:
    home = folder(drive, "x")
    upload(drive, "kept.bin", b"12", mime_type="application/octet-stream")
    upload(drive, "gone.bin", b"12345", home, mime_type="application/octet-stream")
    drive.files().update(fileId=home, body={"trashed": True}).execute()
    quota = drive.about().get(fields="storageQuota").execute()["storageQuota"]
    assert (quota["usage"], quota["usageInDriveTrash"]) == ("7", "5")


def test_what_lies_in_a_trashed_folder_is_trashed_too(drive: Any) -> None:
    home = folder(drive, "home")
    inner = folder(drive, "inner", home)
    drive.files().update(fileId=home, body={"trashed": True}).execute()
    found = drive.files().get(fileId=inner, fields="trashed,explicitlyTrashed").execute()
    assert found == {"trashed": True, "explicitlyTrashed": False}
    drive.files().emptyTrash().execute()
    with pytest.raises(HttpError) as gone:
        drive.files().get(fileId=inner).execute()
    assert gone.value.status_code == 404


def test_sharing_a_folder_shows_everything_below_but_not_what_is_above(drive: Any, connect: Callable[..., Any]) -> None:
    home = folder(drive, "home")
    shared = folder(drive, "shared", home)
    photo = upload(drive, "a.jpg", jpeg(), shared)
    share(drive, shared, TEACHER, "reader")
    teacher = connect("drive.v3", TEACHER)
    found = {item["id"] for item in teacher.files().list().execute()["files"]}
    assert found == {shared, photo}
    seen = teacher.files().get(fileId=shared, fields="parents,ownedByMe,capabilities").execute()
    assert "parents" not in seen
    assert not seen["ownedByMe"]
    assert not seen["capabilities"]["canEdit"]
    with pytest.raises(HttpError) as refused:
        teacher.files().update(fileId=photo, body={"name": "b.jpg"}).execute()
    assert reason(refused.value) == "insufficientFilePermissions"
    with pytest.raises(HttpError) as hidden:
        teacher.files().get(fileId=home).execute()
    assert hidden.value.status_code == 404


def test_the_owner_of_a_shared_folder_sees_what_others_upload_into_it(drive: Any, connect: Callable[..., Any]) -> None:
    home = folder(drive, "home")
    share(drive, home, TEACHER)
    photo = upload(connect("drive.v3", TEACHER), "a.jpg", jpeg(), home)
    asked = "owners(emailAddress),lastModifyingUser(emailAddress),shared"
    found = drive.files().get(fileId=photo, fields=asked).execute()
    assert found == {
        "owners": [{"emailAddress": TEACHER}],
        "lastModifyingUser": {"emailAddress": TEACHER},
        "shared": True,
    }
    with pytest.raises(HttpError) as refused:
        drive.files().delete(fileId=photo).execute()
    assert refused.value.status_code == 403


def test_taking_back_a_share_hides_the_folder(drive: Any, connect: Callable[..., Any]) -> None:
    home = folder(drive, "home")
    permission = share(drive, home, TEACHER)
    listed = drive.permissions().list(fileId=home, fields="permissions(role)").execute()
    assert listed == {"permissions": [{"role": "owner"}, {"role": "writer"}]}
    drive.permissions().delete(fileId=home, permissionId=permission).execute()
    assert connect("drive.v3", TEACHER).files().list().execute()["files"] == []


def test_anyone_with_the_link_reads_but_does_not_find(drive: Any, connect: Callable[..., Any]) -> None:
    photo = upload(drive, "a.jpg", jpeg())
    drive.permissions().create(fileId=photo, body={"type": "anyone", "role": "reader"}).execute()
    stranger = connect("drive.v3", STRANGER)
    assert stranger.files().get(fileId=photo).execute()["id"] == photo
    assert stranger.files().list().execute()["files"] == []


def test_storage_ends_where_the_limit_is(google: LocalGoogle, connect: Callable[..., Any]) -> None:
    google.add_user("small@gmail.com", storage_limit=1000)
    small = connect("drive.v3", "small@gmail.com")
    upload(small, "a", b"x" * 900, mime_type="text/plain")
    with pytest.raises(HttpError) as full:
        upload(small, "b", b"x" * 101, mime_type="text/plain")
    assert reason(full.value) == "storageQuotaExceeded"
    quota = small.about().get(fields="storageQuota").execute()["storageQuota"]
    assert (quota["limit"], quota["usage"]) == ("1000", "900")


def test_a_copy_is_a_file_of_its_own(drive: Any) -> None:
    photo = upload(drive, "a.jpg", jpeg())
    copy = drive.files().copy(fileId=photo, fields="id,name,md5Checksum").execute()
    assert copy["id"] != photo
    assert copy["name"] == "Copy of a.jpg"
    first = drive.files().get(fileId=photo, fields="md5Checksum").execute()
    assert copy["md5Checksum"] == first["md5Checksum"]


def test_a_shortcut_names_its_target(drive: Any) -> None:
    target = folder(drive, "home")
    body = {
        "name": "lối tắt",
        "mimeType": "application/vnd.google-apps.shortcut",
        "shortcutDetails": {"targetId": target},
    }
    made = drive.files().create(body=body, fields="shortcutDetails").execute()
    assert made["shortcutDetails"]["targetMimeType"] == "application/vnd.google-apps.folder"
    (listed,) = drive.files().list(q="name = 'lối tắt'", fields="files(shortcutDetails(targetId))").execute()["files"]
    assert listed == {"shortcutDetails": {"targetId": target}}


def test_an_id_taken_beforehand_is_good_once(drive: Any) -> None:
    (file_id,) = drive.files().generateIds(count=1).execute()["ids"]
    assert drive.files().create(body={"id": file_id}).execute()["id"] == file_id
    with pytest.raises(HttpError) as taken:
        drive.files().create(body={"id": file_id}).execute()
    assert taken.value.status_code == 409


def test_a_video_shows_its_size_only_after_processing(drive: Any, clock: Clock, video: bytes) -> None:
    file_id = upload(drive, "a.mp4", video, mime_type="video/mp4")
    ask = drive.files().get(fileId=file_id, fields="videoMediaMetadata")
    assert ask.execute() == {}
    clock.pass_by(minutes=5)
    found = ask.execute()["videoMediaMetadata"]
    assert (found["width"], found["height"]) == (320, 240)
    assert int(found["durationMillis"]) > 0


def test_a_spreadsheet_leaves_as_xlsx_with_text_as_text(drive: Any, sheets: Any) -> None:
    made = sheets.spreadsheets().create(body={"properties": {"title": "Theo dõi"}}).execute()
    values = [["Thư mục", "Số"], ['=IMPORTXML("http://x")', 5]]
    sheets.spreadsheets().values().update(
        spreadsheetId=made["spreadsheetId"], range="A1", valueInputOption="RAW", body={"values": values}
    ).execute()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    data = drive.files().export(fileId=made["spreadsheetId"], mimeType=kind).execute()
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet["A2"].value == '=IMPORTXML("http://x")'
    assert sheet["A2"].data_type == "s"
    assert sheet["B2"].value == 5
    text = drive.files().export(fileId=made["spreadsheetId"], mimeType="text/csv").execute()
    assert text.decode().splitlines()[0] == "Thư mục,Số"


def test_new_bytes_replace_the_old_ones(drive: Any) -> None:
    photo = upload(drive, "a.jpg", jpeg(color="red"))
    before = drive.files().get(fileId=photo, fields="md5Checksum").execute()
    drive.files().update(fileId=photo, media_body=media(jpeg(color="blue"))).execute()
    assert drive.files().get(fileId=photo, fields="md5Checksum").execute() != before


def test_a_shared_drive_is_hidden_from_those_who_do_not_ask_for_it(google: LocalGoogle, drive: Any) -> None:
    drive_id = google.add_shared_drive("Trường", {SCHOOL: "organizer"})
    body = {"name": "x", "parents": [drive_id]}
    made = drive.files().create(body=body, supportsAllDrives=True, fields="id,driveId").execute()
    assert made["driveId"] == drive_id
    assert drive.files().list().execute()["files"] == []
    everything = drive.files().list(includeItemsFromAllDrives=True, supportsAllDrives=True)
    assert [item["id"] for item in everything.execute()["files"]] == [made["id"]]
    with pytest.raises(HttpError):
        drive.files().get(fileId=made["id"]).execute()
    assert drive.drives().list().execute()["drives"][0]["name"] == "Trường"
