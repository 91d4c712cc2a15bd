from datetime import timedelta

import pytest

from drive_sync.event_card import event_card, needed_of
from drive_sync.event_folders import event_folder
from drive_sync.facts import Contents, Look
from drive_sync.media.media_facts import MediaFacts, as_json, facts_in
from drive_sync.open_questions import DOCUMENT, Ask, CloserLook, due_at, open_questions, version_of
from drive_sync.wording import Language
from tests.builders import PU_NHI, SOME_MORNING, a_file, a_film, an_event

_SILENT = {"width": None, "height": None, "seconds": None}


def _asked(*files, looks=()):
    """What is asked for of each file, by its id."""
    event = event_folder(an_event(*files), PU_NHI)
    questions = open_questions(event, files, {one.file_id: one for one in looks})
    return {one.file.id: set(one.asks) for one in questions}


def _seen(file, **facts):
    return CloserLook(file.id, version_of(file), SOME_MORNING, **facts)


def test_a_photo_that_drive_has_read_is_asked_for_its_picture_only():
    assert _asked(a_file()) == {"photo": {Ask.THUMBNAIL}}


def test_a_film_that_drive_has_read_is_asked_for_nothing():
    assert _asked(a_film()) == {}


def test_what_drive_is_silent_about_is_read_by_ranges():
    silent = a_film(**_SILENT), a_file(**_SILENT)
    assert _asked(*silent) == {"film": {Ask.RANGES}, "photo": {Ask.RANGES, Ask.THUMBNAIL}}


def test_an_empty_file_is_asked_for_nothing():
    assert (
        _asked(a_file(size=0, **_SILENT), a_film(size=0, **_SILENT), a_file("note.txt", name="note.txt", size=0)) == {}
    )


@pytest.mark.parametrize(
    ("facts", "read"),
    [
        ({"name": "mô tả.txt", "mime_type": "text/plain", "size": 300}, True),
        ({"name": "mô tả.docx", "mime_type": "application/octet-stream", "size": 20_000}, True),
        ({"name": "Mô tả", "mime_type": DOCUMENT, "size": None, "md5": None}, True),
        ({"name": "sách.docx", "mime_type": "application/octet-stream", "size": 50 * 2**20}, False),
        ({"name": "giáo án.pdf", "mime_type": "application/pdf", "size": 300}, False),
    ],
)
def test_small_papers_are_read_and_nothing_else(facts, read):
    assert _asked(a_file("paper", width=None, height=None, **facts)) == ({"paper": {Ask.TEXT}} if read else {})


def test_no_more_papers_are_read_than_a_description_needs():
    papers = [a_file(f"{one}", name=f"{one}.txt", mime_type="text/plain", size=9, width=None) for one in range(20)]
    assert len(_asked(*papers)) == 3


def test_what_was_answered_is_never_asked_again_and_another_version_is():
    before, after = a_file(md5="before"), a_file(md5="after")
    looks = [_seen(before)]
    assert _asked(before, looks=looks) == {}
    assert version_of(after) != looks[0].contents


def test_a_google_document_is_known_by_its_version():
    document = a_file(mime_type=DOCUMENT, md5=None, version=7)
    assert version_of(document) == "7"


def test_a_refusal_is_asked_again_a_day_later_and_no_more_than_three_times():
    photo = a_file()
    event = event_folder(an_event(photo), PU_NHI)

    def questions(failures):
        return open_questions(event, [photo], {"photo": _seen(photo, failures=failures)})

    tomorrow = SOME_MORNING + timedelta(days=1)
    assert [due_at(questions(failures), SOME_MORNING) for failures in (0, 1, 2, 3)] == [None, tomorrow, tomorrow, None]
    (again,) = questions(1)
    assert [again.is_due(moment) for moment in (SOME_MORNING, tomorrow)] == [False, True]


def test_what_may_be_asked_at_once_decides_when_a_folder_is_due():
    first, second = a_file("first"), a_file("second")
    event = event_folder(an_event(first, second), PU_NHI)
    questions = open_questions(event, [first, second], {"first": _seen(first, failures=1)})
    assert due_at(questions, SOME_MORNING) == SOME_MORNING
    assert due_at((), SOME_MORNING) is None


@pytest.mark.parametrize(
    "facts",
    [
        MediaFacts(Contents.UNOPENED),
        MediaFacts(Contents.UNREAD),
        MediaFacts(Contents.MEDIA, "mp4", 1280, 720, seconds=0.0, codec="HEVC", rotation=90),
        MediaFacts(
            Contents.MEDIA,
            "jpeg",
            4000,
            3000,
            "Apple iPhone 12",
            "2023:09:05 07:15:00",
            (21.4, 103.25),
            ("FBMD", "q75"),
            Look(2**256 - 1, None, 200),
        ),
    ],
)
def test_facts_come_back_from_json_as_they_were(facts):
    assert facts_in(as_json(facts)) == facts


@pytest.mark.parametrize(
    "description",
    [
        "Địa điểm: sân trường\nThành phần: toàn trường\nĐiện thoại: 0912345678",
        "Lễ khai giảng ngày 5/9/2023, 320 học sinh và 30 giáo viên dự.\nẢnh do thầy Tú chụp.",
        "How many: 12\nWho: lớp 8A",
        "",
    ],
)
def test_what_is_kept_of_a_description_fills_the_card_as_the_whole_of_it(description):
    event = event_folder(an_event(a_file()), PU_NHI)
    kept = needed_of(description)
    assert event_card(event, Language.VI, description=kept) == event_card(event, Language.VI, description=description)
    assert "0912345678" not in kept
    assert needed_of(kept) == kept
