"""The `q` of files.list, its order and its pages."""

from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.local_google.conftest import Clock, folder, jpeg, upload


def names(drive: Any, q: str, **options: Any) -> list[str]:
    found = drive.files().list(q=q, fields="files(name)", **options).execute()["files"]
    return [item["name"] for item in found]


@pytest.fixture
def shelf(drive: Any, clock: Clock) -> str:
    home = folder(drive, "Kho")
    clock.pass_by(days=1)
    upload(drive, "Khai giảng.jpg", jpeg(), home)
    upload(drive, "O'Brien.jpg", jpeg(), home)
    clock.pass_by(days=1)
    folder(drive, "Ảnh khai giảng", home)
    starred = upload(drive, "x.txt", b"x", home, mime_type="text/plain")
    drive.files().update(fileId=starred, body={"starred": True}).execute()
    return home


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("name = 'Khai giảng.jpg'", {"Khai giảng.jpg"}),
        ('name="Khai giảng.jpg"', {"Khai giảng.jpg"}),
        ("name contains 'khai'", {"Khai giảng.jpg", "Ảnh khai giảng"}),
        ("name contains 'hai'", set()),
        ("name = 'O\\'Brien.jpg'", {"O'Brien.jpg"}),
        ("mimeType contains 'image/'", {"Khai giảng.jpg", "O'Brien.jpg"}),
        ("mimeType != 'image/jpeg'", {"Ảnh khai giảng", "x.txt", "Kho"}),
        ("starred = true", {"x.txt"}),
        ("'HOME' in parents and not name contains 'khai'", {"O'Brien.jpg", "x.txt"}),
        ("'HOME' in parents and (name = 'x.txt' or starred = false)", None),
        ("createdTime > '2023-09-06T12:00:00'", {"Ảnh khai giảng", "x.txt"}),
        ("modifiedTime <= '2023-09-05T01:00:00.000Z'", {"Kho"}),
        ("'school@gmail.com' in owners and name = 'x.txt'", {"x.txt"}),
        ("sharedWithMe", set()),
        ("'root' in parents", {"Kho"}),
        ("trashed = true", set()),
    ],
)
def test_a_query_finds(drive: Any, shelf: str, q: str, found: set[str] | None) -> None:
    everything = {"Khai giảng.jpg", "O'Brien.jpg", "Ảnh khai giảng", "x.txt"}
    result = names(drive, q.replace("HOME", shelf))
    assert len(result) == len(set(result))
    assert set(result) == (everything if found is None else found)


@pytest.mark.parametrize(
    "q",
    [
        "name = x",
        "name contains",
        "nam = 'x'",
        "trashed = 'true'",
        "(name = 'x'",
        "name = 'x' AND trashed = false",
        "name ~ 'x'",
        "createdTime > 'yesterday'",
    ],
)
def test_a_query_google_would_not_understand_is_refused(drive: Any, q: str) -> None:
    with pytest.raises(HttpError) as refused:
        names(drive, q)
    assert refused.value.status_code == 400
    detail = refused.value.error_details[0]
    assert (detail["reason"], detail["location"]) == ("invalid", "q")


def test_results_come_in_the_order_asked_for(drive: Any, shelf: str) -> None:
    found = names(drive, f"'{shelf}' in parents", orderBy="folder,name desc")
    assert found == ["Ảnh khai giảng", "x.txt", "O'Brien.jpg", "Khai giảng.jpg"]
    with pytest.raises(HttpError):
        names(drive, f"'{shelf}' in parents", orderBy="colour")


@pytest.mark.parametrize(
    "order",
    [
        "createdTime",
        "folder",
        "modifiedByMeTime",
        "modifiedTime",
        "name",
        "name_natural",
        "quotaBytesUsed",
        "recency",
        "sharedWithMeTime",
        "starred",
        "viewedByMeTime",
    ],
)
def test_any_order_of_google_s_gives_the_same_files(drive: Any, shelf: str, order: str) -> None:
    found = names(drive, f"'{shelf}' in parents", orderBy=f"{order} desc")
    assert len(found) == 4


def test_pages_neither_repeat_nor_skip(drive: Any) -> None:
    home = folder(drive, "home")
    for number in range(25):
        folder(drive, f"{number:02}", home)
    found: list[str] = []
    request = drive.files().list(q=f"'{home}' in parents", orderBy="name", pageSize=10)
    pages = 0
    while request is not None:
        answer = request.execute()
        found += [item["name"] for item in answer["files"]]
        pages += 1
        request = drive.files().list_next(request, answer)
    assert found == [f"{number:02}" for number in range(25)]
    assert pages == 3


def test_a_list_page_token_nobody_gave_is_refused(drive: Any) -> None:
    with pytest.raises(HttpError) as refused:
        drive.files().list(pageToken="~x!10").execute()
    assert refused.value.status_code == 400
