"""Bad days: crashes, dead permissions, a wrong clock, a broken Sheet, a computer that was off, a first install."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from gmail_reports.letters.letter import State
from gmail_reports.sheet import store as sheet_store
from service import daemon
from service.accounts import save_token
from service.demo.people import LE, TU
from service.demo.play import SCHOOL_ACCOUNT, SUPERIOR
from service.status import status_of
from service.tick import tick
from service.troubles import TroubleKind
from service.world import World
from tests.journeys.town import Town, header

COMPLETE = "PTDTBT THCS Pu Nhi_Khai giảng"


class Died(BaseException):
    """The process ends here."""


@contextmanager
def dying_at_commit(world: World, number: int) -> Iterator[list[int]]:
    """The program dies just before its commit with this number; the list counts the commits that came."""
    seen: list[int] = []

    def count(_connection: Any) -> None:
        seen.append(len(seen))
        if len(seen) > number:
            raise Died

    sa.event.listen(world.engine, "commit", count)
    yield seen
    sa.event.remove(world.engine, "commit", count)


def _eve(town: Town) -> None:
    """The evening before the send day: confirmed, one complete folder, one with two photos."""
    town.at(5, 9, "08:00")
    town.confirm_recipient("9/2023")
    town.upload(TU, COMPLETE, 3)
    town.upload(LE, "PTDTBT THCS Pu Nhi_Trung thu", 2)
    town.at(12, 9, "09:00")
    town.at(12, 9, "10:00")


@pytest.mark.parametrize("number", range(0, 26, 4))
def test_killed_at_any_commit_of_the_send_day_and_continued_there_is_one_report(town: Town, number: int) -> None:
    _eve(town)
    town.clock.turn_to(town.clock().replace(day=14, hour=8, minute=0))
    with dying_at_commit(town.world, number), suppress(Died):
        town.tick()
    town.new_world()
    for clock in ("08:05", "08:20", "09:00"):
        town.at(14, 9, clock)
    assert [header(mail) for mail in town.google.mailbox(SUPERIOR)] == ["report:pu-nhi:2023-09"]
    assert town.letters()["report:pu-nhi:2023-09"].state is State.SENT
    keys = [header(mail) for mail in town.sent()]
    assert len(keys) == len(set(keys))


def test_a_week_switched_off_over_the_send_day_gives_one_late_report_with_everything_in_it(town: Town) -> None:
    _eve(town)
    town.at(20, 9, "09:00")
    (mail,) = town.google.mailbox(SUPERIOR)
    letter = town.letters()["report:pu-nhi:2023-09"]
    assert letter.planned.about["report"]["late"] is True
    assert [event["title"] for event in letter.planned.about["report"]["events"]] == ["Khai giảng"]
    assert "muộn" in mail.message.get_body(("plain",)).get_content()


def test_a_computer_off_from_the_10th_to_the_20th_sends_one_late_report_and_nothing_twice(town: Town) -> None:
    _eve(town)
    town.at(14, 9, "08:00")
    town.upload(TU, "PTDTBT THCS Pu Nhi_Ngày hội đọc sách", 3)
    town.at(10, 10, "08:00")
    town.new_world()
    for clock in ("07:30", "08:00", "08:30", "09:00"):
        town.at(20, 10, clock)
    reports = town.google.mailbox(SUPERIOR)
    assert [header(mail) for mail in reports] == ["report:pu-nhi:2023-09", "report:pu-nhi:2023-10"]
    october = town.letters()["report:pu-nhi:2023-10"].planned.about["report"]
    assert october["late"] is True
    assert [event["title"] for event in october["events"]] == ["Ngày hội đọc sách"]
    assert town.letters()["preview:pu-nhi:2023-10"].state in {State.SENT, State.CANCELLED}
    keys = [header(mail) for mail in town.sent()]
    assert len(keys) == len(set(keys))


def test_a_clock_one_month_ahead_plans_and_sends_nothing_and_set_right_all_goes_on(town: Town) -> None:
    _eve(town)
    known = set(town.letters())
    ahead = World.of(town.world.config, lambda: town.clock() + timedelta(days=31))
    town.clock.turn_to(town.clock().replace(day=13, hour=8))
    for _ in range(2):
        assert [trouble.kind for trouble in tick(ahead, "pu-nhi").met] == [TroubleKind.CLOCK_OFF]
        town.clock.turn_to(town.clock() + timedelta(hours=2))
    ahead.close()
    assert set(town.letters()) == known
    assert town.google.mailbox(SUPERIOR) == []
    town.new_world()
    town.at(14, 9, "08:00")
    town.at(14, 9, "08:05")
    (mail,) = town.google.mailbox(SUPERIOR)
    assert header(mail) == "report:pu-nhi:2023-09"
    assert town.letters()["report:pu-nhi:2023-09"].planned.about["report"]["late"] is False


def test_a_clock_set_back_by_an_hour_after_the_report_repeats_nothing(town: Town) -> None:
    _eve(town)
    town.at(14, 9, "08:00")
    sent = [header(mail) for mail in town.sent()]
    for clock in ("07:00", "07:30", "08:00", "08:05"):
        town.at(14, 9, clock)
    assert [header(mail) for mail in town.sent()] == sent
    behind = World.of(town.world.config, lambda: town.clock() - timedelta(hours=1))
    assert TroubleKind.CLOCK_OFF in {trouble.kind for trouble in tick(behind, "pu-nhi").met}
    behind.close()
    assert [header(mail) for mail in town.sent()] == sent


def test_in_february_the_report_goes_before_tet(town: Town) -> None:
    town.at(5, 9, "08:00")
    town.confirm_recipient("9/2023")
    town.at(14, 9, "08:00")
    for month, day, year in ((10, 13, 2023), (11, 14, 2023), (12, 14, 2023), (1, 12, 2024)):
        town.at(day, month, "08:00", year)
    town.at(6, 2, "20:00", 2024)
    assert len(town.google.mailbox(SUPERIOR)) == 5
    town.at(7, 2, "08:00", 2024)
    town.at(14, 2, "08:00", 2024)
    assert header(town.google.mailbox(SUPERIOR)[-1]) == "report:pu-nhi:2024-02"
    assert town.letters()["report:pu-nhi:2024-02"].sent_at == town.clock().replace(day=7)
    assert len(town.google.mailbox(SUPERIOR)) == 6


def test_a_clock_that_is_off_mails_nobody_until_it_is_right(town: Town) -> None:
    _eve(town)
    town.google.faults.add(method="*", kind="clock_skew", times=200, skew=timedelta(hours=-2))
    ticked = town.at(14, 9, "08:00")
    assert [trouble.kind for trouble in ticked.met if trouble.kind is TroubleKind.CLOCK_OFF] == [TroubleKind.CLOCK_OFF]
    assert town.google.mailbox(SUPERIOR) == []
    town.google.faults.clear()
    town.at(14, 9, "08:05")
    assert len(town.google.mailbox(SUPERIOR)) == 1


def test_a_revoked_permission_is_told_once_and_caught_up_after_login(town: Town) -> None:
    told: list[str] = []
    _eve(town)
    town.google.revoke(SCHOOL_ACCOUNT)
    town.world.tell_operator = lambda _title, text: bool(told.append(text) or True)  # type: ignore[method-assign]
    for clock in ("08:00", "08:05", "08:10"):
        ticked = town.at(14, 9, clock)
        assert any(f"tintruong login {SCHOOL_ACCOUNT}" in trouble for trouble in ticked.troubles)
    assert len([text for text in told if "tintruong login" in text]) == 1
    assert len([text for text in told if "Báo cáo 9/2023 đến hạn" in text]) == 1
    assert town.google.mailbox(SUPERIOR) == []
    status = status_of(town.world, town.world.config.schools[0])
    assert any("tintruong login" in sentence for _, sentence in status.alerts)
    save_token(town.world.config.state_dir, SCHOOL_ACCOUNT, json.dumps(town.google.authorized_user(SCHOOL_ACCOUNT)))
    assert town.at(14, 9, "08:15").troubles == ()
    assert len(town.google.mailbox(SUPERIOR)) == 1
    assert status_of(town.world, town.world.config.schools[0]).alerts == ()


def test_drive_away_on_the_send_day_is_said_in_the_report(town: Town) -> None:
    _eve(town)
    town.google.faults.add(method="drive.changes.list", kind="503", times=4)
    town.at(14, 9, "08:00")
    (mail,) = town.google.mailbox(SUPERIOR)
    assert "12/09/2023 10:00" in mail.message.get_body(("plain",)).get_content()


def test_a_deleted_tab_stops_only_itself_and_no_twin_is_made(town: Town) -> None:
    _eve(town)
    with town.world.engine.connect() as connection:
        found = sheet_store.spreadsheet(connection, "pu-nhi", "2023-2024")
    assert found is not None
    spreadsheet, tabs = found
    sheets = town.world.connection(SCHOOL_ACCOUNT).sheets().spreadsheets()
    body = {"requests": [{"deleteSheet": {"sheetId": tabs["Theo dõi"]}}]}
    sheets.batchUpdate(spreadsheetId=spreadsheet, body=body).execute()
    ticked = town.at(13, 9, "09:00")
    assert [trouble.kind for trouble in ticked.met] == [TroubleKind.SHEET_BROKEN]
    assert "Theo dõi" in ticked.troubles[0]
    town.at(14, 9, "08:00")
    titles = [one["properties"]["title"] for one in sheets.get(spreadsheetId=spreadsheet).execute()["sheets"]]
    assert titles == ["Phụ lục 1", "Tin bài", "Báo cáo", "Nhân sự"]
    assert len(town.google.mailbox(SUPERIOR)) == 1


def test_a_vanished_root_closes_nothing_and_mails_nobody(town: Town) -> None:
    _eve(town)
    drive = town.people._connection(SCHOOL_ACCOUNT).drive()
    drive.files().update(fileId=town.people.root, body={"trashed": True}, fields="id").execute()
    before = len(town.sent())
    ticked = town.at(12, 9, "18:00")
    assert [trouble.kind for trouble in ticked.met] == [TroubleKind.FOLDER_VANISHED]
    assert len(ticked.picture.folders) == 2
    assert len(town.sent()) == before


def test_a_root_that_is_empty_at_once_has_a_sentence_of_its_own_and_mails_nobody(town: Town) -> None:
    _eve(town)
    owners = {TU.email: TU, LE.email: LE}
    for view in town.tick().picture.folders:
        drive = town.people._drive(owners[view.folder.uploader or ""])
        drive.files().delete(fileId=view.folder.folder_id).execute()
    before = len(town.sent())
    ticked = town.at(12, 9, "18:00")
    assert [trouble.kind for trouble in ticked.met] == [TroubleKind.FOLDER_EMPTIED]
    assert "vẫn còn" in ticked.troubles[0]
    assert len(ticked.picture.folders) == 2
    assert len(town.sent()) == before


def test_a_daily_limit_of_gmail_is_waited_for_and_nothing_is_lost(town: Town) -> None:
    _eve(town)
    town.google.daily_send_limit = 0
    town.at(14, 9, "08:00")
    town.at(14, 9, "08:05")
    waits = [letter.not_before for letter in town.letters().values() if letter.not_before is not None]
    assert waits == [town.clock().replace(day=15, minute=0), town.clock().replace(day=15)]
    assert town.google.mailbox(SUPERIOR) == []
    town.google.daily_send_limit = 500
    town.clock.turn_to(max(waits) + timedelta(minutes=1))
    town.tick()
    assert len(town.google.mailbox(SUPERIOR)) == 1
    assert len(town.google.mailbox(TU.email)) == 1


def test_two_programs_on_one_ledger_send_one_mail(town: Town) -> None:
    _eve(town)
    town.clock.turn_to(town.clock().replace(day=14, hour=8, minute=0))
    other = World.of(town.world.config, town.clock)
    together = threading.Barrier(2)

    def work(world: World) -> None:
        together.wait()
        tick(world, "pu-nhi")

    threads = [threading.Thread(target=work, args=(world,)) for world in (town.world, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for clock in ("08:05", "08:20"):
        town.at(14, 9, clock)
    other.close()
    assert len(town.google.mailbox(SUPERIOR)) == 1
    keys = [header(mail) for mail in town.sent()]
    assert len(keys) == len(set(keys))


def test_a_second_daemon_on_one_state_folder_refuses_with_a_sentence(town: Town) -> None:
    with (
        daemon.only_one(town.world.config),
        pytest.raises(daemon.AlreadyRunning, match="Đã có một tintruong đang chạy"),
    ):
        daemon.only_one(town.world.config)


def test_the_daemon_ticks_at_once_and_stops_when_asked(town: Town) -> None:
    stop = threading.Event()
    running = threading.Thread(target=daemon.run, args=(town.world, stop))
    running.start()
    deadline = threading.Event()
    for _ in range(100):
        with town.world.engine.connect() as connection:
            if sheet_store.tab_read_at(connection, "pu-nhi", "Báo cáo") is not None:
                break
        deadline.wait(0.1)
    stop.set()
    running.join(40)
    assert not running.is_alive()
    assert town.google.calls["drive.changes.getStartPageToken"] == 1


def test_a_first_install_over_old_folders_shows_them_and_mails_nobody(town: Town) -> None:
    town.clock.turn_to(town.clock().replace(month=8, day=20))
    for number in range(5):
        town.upload(LE, f"PTDTBT THCS Pu Nhi_Hoạt động hè {number}", 1)
    for day in (5, 6, 7, 8):
        town.at(day, 9, "08:00")
        town.at(day, 9, "15:00")
    assert town.google.mailbox(LE.email) == []
    assert len(town.tick().picture.folders) == 5
    assert town.cell("Theo dõi", "Hoạt động", "Hoạt động hè 3", "Kết quả") == "Cần bổ sung"
    assert town.letters()["report:pu-nhi:2023-09"].planned.about["report"]["events"] == []
