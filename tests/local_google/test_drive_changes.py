"""The feed of changes."""

import contextlib
import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from service.local_google import LocalGoogle
from tests.local_google.conftest import SCHOOL, TEACHER, Clock, folder, jpeg, share, upload


def start(drive: Any) -> str:
    return str(drive.changes().getStartPageToken().execute()["startPageToken"])


def read(drive: Any, token: str, **options: Any) -> tuple[list[Any], str, list[int]]:
    """All changes since the token, the token for next time, and the sizes of the pages."""
    changes: list[Any] = []
    sizes: list[int] = []
    asked = "nextPageToken,newStartPageToken,changes(fileId,removed,time,file(name,trashed))"
    while True:
        page = drive.changes().list(pageToken=token, fields=asked, **options).execute()
        assert ("nextPageToken" in page) != ("newStartPageToken" in page)
        changes += page["changes"]
        sizes.append(len(page["changes"]))
        if "newStartPageToken" in page:
            return changes, page["newStartPageToken"], sizes
        token = page["nextPageToken"]


def test_a_file_changed_twice_comes_once_as_it_is_now(drive: Any) -> None:
    token = start(drive)
    home = folder(drive, "old name")
    drive.files().update(fileId=home, body={"name": "new name"}).execute()
    changes, token, _ = read(drive, token)
    assert [change["file"]["name"] for change in changes] == ["new name"]
    assert read(drive, token)[0] == []


def test_tokens_have_gaps(drive: Any) -> None:
    tokens = []
    for number in range(6):
        folder(drive, str(number))
        tokens.append(int(start(drive)))
    steps = {after - before for before, after in pairwise(tokens)}
    assert min(steps) > 0
    assert max(steps) > 1


def test_any_page_size_gives_the_same_changes_and_some_pages_are_empty(drive: Any, connect: Callable[..., Any]) -> None:
    token = start(drive)
    teacher = connect("drive.v3", TEACHER)
    for number in range(20):
        folder(drive, f"mine {number}")
        folder(teacher, f"private {number}")
    whole = read(drive, token, pageSize=1000)[0]
    assert len(whole) == 20
    changes, _, sizes = read(drive, token, pageSize=2)
    assert changes == whole
    assert 0 in sizes[:-1]


@pytest.mark.parametrize("seed", range(4))
def test_reading_the_feed_in_any_steps_ends_with_what_a_list_shows(
    google: LocalGoogle, connect: Callable[..., Any], seed: int
) -> None:
    google.descendant_entries = True  # without them a folder must be listed anew
    chance = random.Random(seed)
    users = [SCHOOL, TEACHER]
    drives = {email: connect("drive.v3", email) for email in users}
    tokens = {email: start(drives[email]) for email in users}
    mirrors: dict[str, set[str]] = {email: set() for email in users}

    def act(drive: Any, other: str) -> None:
        mine = drive.files().list(q="'me' in owners and trashed = false", fields="files(id,mimeType,parents)")
        files = mine.execute()["files"]
        folders = [item["id"] for item in files if item["mimeType"].endswith("folder")]
        chosen = chance.choice(files)["id"] if files else ""
        kind = chance.choice(["make", "make", "rename", "move", "trash", "delete", "share", "unshare"])
        api = drive.files()
        if kind == "make" or not chosen:
            folder(drive, "x", *chance.sample(folders, min(len(folders), 1)))
        elif kind == "rename":
            api.update(fileId=chosen, body={"name": "y"}).execute()
        elif kind == "move":
            old = api.get(fileId=chosen, fields="parents").execute()["parents"][0]
            api.update(fileId=chosen, addParents="root", removeParents=old).execute()
        elif kind == "trash":
            api.update(fileId=chosen, body={"trashed": True}).execute()
        elif kind == "delete":
            api.delete(fileId=chosen).execute()
        elif kind == "share":
            share(drive, chosen, other)
        else:
            grants = drive.permissions().list(fileId=chosen).execute()["permissions"]
            for grant in [item for item in grants if item["role"] == "writer"]:
                with contextlib.suppress(HttpError):  # an inherited one stays
                    drive.permissions().delete(fileId=chosen, permissionId=grant["id"]).execute()

    for step in range(40):
        email = chance.choice(users)
        act(drives[email], TEACHER if email == SCHOOL else SCHOOL)
        for reader in users if step == 39 else chance.sample(users, 1):
            changes, tokens[reader], _ = read(drives[reader], tokens[reader], pageSize=chance.choice([1, 3, 99]))
            for change in changes:
                change_set = mirrors[reader].discard if change["removed"] else mirrors[reader].add
                change_set(change["fileId"])
    for email in users:
        listed = drives[email].files().list(pageSize=1000, fields="files(id)").execute()["files"]
        assert mirrors[email] == {item["id"] for item in listed}


def test_deleted_files_are_told_by_their_id_alone(drive: Any) -> None:
    home = folder(drive, "x")
    token = start(drive)
    drive.files().delete(fileId=home).execute()
    (change,) = read(drive, token)[0]
    assert (change["fileId"], change["removed"]) == (home, True)
    assert "file" not in change
    assert read(drive, token, includeRemoved=False)[0] == []


def test_trash_is_no_removal_and_children_get_no_entry(drive: Any) -> None:
    home = folder(drive, "home")
    upload(drive, "a.jpg", jpeg(), home)
    token = start(drive)
    drive.files().update(fileId=home, body={"trashed": True}).execute()
    (change,) = read(drive, token)[0]
    assert change["removed"] is False
    assert change["file"] == {"name": "home", "trashed": True}


def test_children_get_entries_in_a_world_that_gives_them(google: LocalGoogle, drive: Any) -> None:
    google.descendant_entries = True
    home = folder(drive, "home")
    photo = upload(drive, "a.jpg", jpeg(), home)
    token = start(drive)
    drive.files().update(fileId=home, body={"trashed": True}).execute()
    assert {change["fileId"] for change in read(drive, token)[0]} == {home, photo}


def test_losing_access_is_a_removal_and_getting_it_a_change(drive: Any, connect: Callable[..., Any]) -> None:
    teacher = connect("drive.v3", TEACHER)
    home = folder(drive, "home")
    token = start(teacher)
    permission = share(drive, home, TEACHER)
    changes, token, _ = read(teacher, token)
    assert [(change["fileId"], change["removed"]) for change in changes] == [(home, False)]
    drive.permissions().delete(fileId=home, permissionId=permission).execute()
    changes, token, _ = read(teacher, token)
    assert [(change["fileId"], change["removed"]) for change in changes] == [(home, True)]


def test_a_file_moved_out_of_a_shared_folder_is_gone_for_the_others(drive: Any, connect: Callable[..., Any]) -> None:
    teacher = connect("drive.v3", TEACHER)
    home = folder(drive, "home")
    photo = upload(drive, "a.jpg", jpeg(), home)
    share(drive, home, TEACHER)
    token = start(teacher)
    drive.files().update(fileId=photo, addParents="root", removeParents=home).execute()
    (change,) = read(teacher, token)[0]
    assert (change["fileId"], change["removed"]) == (photo, True)


def test_looking_at_a_file_makes_an_entry_for_the_looker_only(
    google: LocalGoogle, drive: Any, connect: Callable[..., Any]
) -> None:
    teacher = connect("drive.v3", TEACHER)
    home = folder(drive, "home")
    share(drive, home, TEACHER)
    mine, his = start(drive), start(teacher)
    google.view(home, SCHOOL)
    assert len(read(drive, mine)[0]) == 1
    assert read(teacher, his)[0] == []


def test_a_processed_video_comes_again_at_the_time_it_was_ready(drive: Any, clock: Clock, video: bytes) -> None:
    file_id = upload(drive, "a.mp4", video, mime_type="video/mp4")
    token = start(drive)
    clock.pass_by(minutes=4)
    assert read(drive, token)[0] == []
    clock.pass_by(minutes=60)
    (change,) = read(drive, token)[0]
    assert change["fileId"] == file_id
    assert change["time"] == "2023-09-05T01:05:00.000Z"


def test_writing_into_a_spreadsheet_is_a_change_of_its_file(drive: Any, sheets: Any) -> None:
    made = sheets.spreadsheets().create(body={}).execute()
    token = start(drive)
    sheets.spreadsheets().values().clear(spreadsheetId=made["spreadsheetId"], range="A1").execute()
    assert [change["fileId"] for change in read(drive, token)[0]] == [made["spreadsheetId"]]


@pytest.mark.parametrize("token", ["abc", "-1", "99999999"])
def test_a_token_nobody_gave_is_refused(drive: Any, token: str) -> None:
    with pytest.raises(HttpError) as refused:
        read(drive, token)
    assert refused.value.status_code == 400
