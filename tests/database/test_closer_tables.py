"""What was seen of files, which folders wait to be looked at, how roots are shared: kept on both databases."""

from dataclasses import replace
from datetime import timedelta

from drive_sync import closer_store, mirror_store, store
from drive_sync.closer_store import RootSharing
from drive_sync.facts import Contents, KnownFolder, Look, Sharing
from drive_sync.media.media_facts import UNREAD, MediaFacts
from drive_sync.mirror import Change, Feed, apply
from drive_sync.open_questions import CloserLook, version_of
from tests.builders import SOME_MORNING, a_file, a_folder

_FEED = Feed("truyenthong.punhi@gmail.com")
_SHARP = MediaFacts(Contents.UNOPENED, look=Look(2**255 + 5, 812.25, 240))


def _a_look(file, **facts):
    return CloserLook(file.id, version_of(file), SOME_MORNING, **facts)


def _a_folder(folder_id, **facts):
    return KnownFolder(
        "pu-nhi", folder_id, "root", folder_id, None, SOME_MORNING, SOME_MORNING, "people", "facts", **facts
    )


def test_a_look_comes_back_for_the_version_that_was_looked_at(engine):
    photo, film = a_file("photo"), a_file("film")
    looks = {"photo": _a_look(photo, facts=_SHARP), "film": _a_look(film, failures=2, facts=UNREAD)}
    with engine.begin() as connection:
        for look in looks.values():
            closer_store.save_look(connection, look)
        assert closer_store.looks_into(connection, [photo, film]) == looks
        changed = replace(photo, md5="another")
        assert closer_store.looks_into(connection, [changed, film]) == {"film": looks["film"]}
        closer_store.save_look(connection, _a_look(changed, description="where: sân trường"))
        assert closer_store.looks_into(connection, [changed])["photo"].description == "where: sân trường"
        assert closer_store.looks_into(connection, [photo]) == {}


def test_more_files_than_one_statement_takes_come_back(engine):
    files = [a_file(f"{number:04}") for number in range(1201)]
    with engine.begin() as connection:
        for file in files[::600]:
            closer_store.save_look(connection, _a_look(file))
        assert len(closer_store.looks_into(connection, files)) == 3


def test_what_was_seen_of_a_file_goes_with_it(engine):
    photo = a_file("photo")
    with engine.begin() as connection:
        for changes in ((Change("photo", photo),), (Change("photo", None),)):
            before = mirror_store.seen(connection, ["photo"])
            mirror_store.save(connection, _FEED, 1, before, apply(before, _FEED.name, changes), changes)
            if changes[0].file is not None:
                closer_store.save_look(connection, _a_look(photo, facts=_SHARP))
                assert closer_store.looks_into(connection, [photo])
        assert closer_store.looks_into(connection, [photo]) == {}


def test_folders_have_their_turn_by_how_long_they_wait(engine):
    later = SOME_MORNING + timedelta(hours=1)
    folders = [
        _a_folder("second", closer_look_at=SOME_MORNING),
        _a_folder("first", closer_look_at=SOME_MORNING - timedelta(days=1)),
        _a_folder("tomorrow", closer_look_at=later),
        _a_folder("gone", closer_look_at=SOME_MORNING, gone_at=SOME_MORNING),
        _a_folder("judged before this was built", judged_mark="facts"),
        replace(_a_folder("elsewhere", closer_look_at=SOME_MORNING), school="na-son"),
    ]
    with engine.begin() as connection:
        store.save_folders(connection, folders)
        assert store.folders_for_a_closer_look(connection, "pu-nhi", SOME_MORNING) == ["first", "second"]
        assert store.folders_for_a_closer_look(connection, "pu-nhi", later) == ["first", "second", "tomorrow"]


def test_a_folder_that_is_to_be_judged_again_waits_for_nothing_else(engine):
    with engine.begin() as connection:
        store.save_folders(connection, [_a_folder("event", judged_mark="facts", closer_look_at=SOME_MORNING)])
        assert not store.has_waiting_folder(connection, "pu-nhi", SOME_MORNING)
        store.judge_again(connection, "pu-nhi", "event")
        assert store.has_waiting_folder(connection, "pu-nhi", SOME_MORNING)
        assert store.folders_for_a_closer_look(connection, "pu-nhi", SOME_MORNING) == []


def test_how_a_root_is_shared_is_kept_for_each_school(engine):
    shared = RootSharing("pgd@example.gov.vn", Sharing.SHARED, SOME_MORNING, 7)
    unknown = RootSharing("pgd@example.gov.vn", None, SOME_MORNING)
    with engine.begin() as connection:
        closer_store.save_sharing(connection, "pu-nhi", "one", shared)
        closer_store.save_sharing(connection, "pu-nhi", "two", unknown)
        closer_store.save_sharing(connection, "na-son", "one", unknown)
        assert closer_store.sharing_of_roots(connection, "pu-nhi") == {"one": shared, "two": unknown}
        assert closer_store.sharing_seen(connection, "pu-nhi", ["one", "two", "new"]) == {"one": Sharing.SHARED}
        assert closer_store.sharing_seen(connection, "pu-nhi", ["two"]) == {}


def test_only_another_version_of_a_root_is_worth_another_question(engine):
    shared = RootSharing("pgd@example.gov.vn", Sharing.SHARED, SOME_MORNING, 7)
    with engine.begin() as connection:
        closer_store.save_sharing(connection, "pu-nhi", "root", shared)
        told = [a_folder("root", version=7), a_folder("event", version=9)]
        closer_store.note_changed_roots(connection, told, {"root"})
        assert closer_store.sharing_of_roots(connection, "pu-nhi")["root"] == shared
        closer_store.note_changed_roots(connection, [a_folder("root", version=8)], {"root"})
        assert closer_store.sharing_of_roots(connection, "pu-nhi")["root"].changed
