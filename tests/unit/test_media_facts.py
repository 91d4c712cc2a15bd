from drive_sync.facts import Contents, Look
from drive_sync.media.media_facts import UNREAD, MediaFacts, needs_opening, with_facts
from drive_sync.rules import RULES, Limits, findings_of
from drive_sync.rules.examples import folder, photo, video


def _codes(event):
    return [one.code for one in findings_of(RULES, event, Limits())]


def test_what_drive_has_read_needs_no_opening():
    assert not needs_opening(photo(1))
    assert needs_opening(photo(1, width=None))
    assert not needs_opening(photo(1, width=None, size=0))


def test_drives_word_comes_first_and_ours_where_it_is_silent():
    event = folder(photos=(photo(1, height=None),))
    seen = MediaFacts(Contents.MEDIA, "jpeg", width=1, height=3000, camera="x", place=(21.0, 103.0))
    (one,) = with_facts(event, {"photo1": seen}).photos
    assert (one.width, one.height, one.camera, one.place) == (4000, 3000, "samsung SM-A546E", (21.0, 103.0))


def test_a_film_named_as_a_photo_is_judged_as_a_film():
    event = folder(photos=(photo(1, "a.jpg"), photo(2), photo(3)))
    seen = MediaFacts(Contents.MEDIA, "mp4", width=640, height=360, seconds=40.0, codec="AVC")
    assert _codes(with_facts(event, {"photo1": seen})) == ["P201", "V302", "V312"]


def test_a_photo_named_as_a_film_counts_as_a_photo():
    event = folder(photos=(photo(1), photo(2)), videos=(video("a.mp4", width=None, height=None),))
    seen = MediaFacts(Contents.MEDIA, "jpeg", width=4000, height=3000)
    assert _codes(with_facts(event, {"video1": seen})) == ["P207"]


def test_a_renamed_page_stays_where_its_name_put_it_and_blocks():
    event = folder(photos=(photo(1), photo(2), photo(3), photo(4)))
    assert _codes(with_facts(event, {"photo1": MediaFacts(Contents.FOREIGN, "html")})) == ["P204"]


def test_a_film_nobody_could_read_is_only_mentioned():
    event = folder(videos=(video(width=None, height=None, seconds=None),))
    assert _codes(with_facts(event, {"video1": UNREAD})) == ["V308"]


def test_a_look_at_a_thumbnail_changes_nothing_else():
    event = folder(photos=(photo(1, "bia.png"), photo(2), photo(3)))
    seen = MediaFacts(Contents.UNOPENED, look=Look(5, 900.0, 20))
    assert _codes(with_facts(event, {"photo1": seen})) == ["P223"]


def test_an_event_that_nobody_opened_stays_as_it_is():
    event = folder(videos=(video(),))
    assert with_facts(event, {}) == event
