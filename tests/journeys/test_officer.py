"""What the officer decides in the Sheet, and what a person does to the draft in Gmail."""

import base64
from email.message import EmailMessage

from drive_sync.text import fold
from gmail_reports.letters.letter import State
from gmail_reports.notices.reasons import HELD_BY_OFFICER, WAITS_FOR_ADDRESS
from service.demo.people import LE, OFFICER, TU
from service.demo.play import SCHOOL_ACCOUNT, SUPERIOR
from tests.journeys.town import Town, header

REPORT = "report:pu-nhi:2023-09"
COMPLETE = "PTDTBT THCS Pu Nhi_Khai giảng"


def _september(town: Town) -> None:
    """Until the evening before the send day, the recipient confirmed."""
    town.at(5, 9, "08:00")
    town.confirm_recipient("9/2023")
    town.at(11, 9, "09:00")
    town.at(13, 9, "20:00")


def test_nothing_goes_to_an_address_that_nobody_confirmed(town: Town) -> None:
    town.at(5, 9, "08:00")
    town.at(14, 9, "08:00")
    town.at(15, 9, "08:00")
    assert town.google.mailbox(SUPERIOR) == []
    assert town.letters()[REPORT].reason == f"{WAITS_FOR_ADDRESS} {SUPERIOR}"
    assert WAITS_FOR_ADDRESS in town.cell("Báo cáo", "Kỳ", "9/2023", "Trạng thái")


def test_a_report_confirmed_too_late_is_sent_late_and_says_so(town: Town) -> None:
    town.at(5, 9, "08:00")
    town.at(14, 9, "08:00")
    town.confirm_recipient("9/2023")
    town.at(18, 9, "10:00")
    (mail,) = town.google.mailbox(SUPERIOR)
    assert "muộn" in mail.message.get_body(("plain",)).get_content()


def test_a_report_held_in_the_sheet_waits_and_goes_when_it_is_taken_back(town: Town) -> None:
    _september(town)
    town.people.write("Báo cáo", "Kỳ", "9/2023", "Quyết định", "Giữ lại")
    town.at(14, 9, "08:00")
    assert town.letters()[REPORT].reason == HELD_BY_OFFICER
    assert town.sent("report") == []
    town.people.write("Báo cáo", "Kỳ", "9/2023", "Quyết định", "")
    town.at(14, 9, "09:00")
    assert len(town.google.mailbox(SUPERIOR)) == 1


def test_send_now_sends_before_the_day_and_only_once(town: Town) -> None:
    _september(town)
    town.people.write("Báo cáo", "Kỳ", "9/2023", "Quyết định", "Gửi ngay")
    town.at(13, 9, "20:05")
    town.at(14, 9, "08:00")
    assert len(town.google.mailbox(SUPERIOR)) == 1


def test_a_report_that_went_by_hand_another_way_is_not_sent(town: Town) -> None:
    _september(town)
    town.people.write("Báo cáo", "Kỳ", "9/2023", "Quyết định", "Đã gửi tay")
    town.at(14, 9, "08:00")
    assert town.letters()[REPORT].state is State.SENT_BY_HAND
    assert town.google.mailbox(SUPERIOR) == []


def test_a_draft_that_a_person_edited_is_sent_as_they_left_it(town: Town) -> None:
    _september(town)
    drafts = town.world.connection(SCHOOL_ACCOUNT).gmail().users().drafts()
    letter = town.letters()[REPORT]
    message = EmailMessage()
    message["To"], message["Subject"] = SUPERIOR, "Báo cáo tháng 9, bản đã ký"
    message.set_content("Kèm bản quét.")
    raw = base64.urlsafe_b64encode(message.as_bytes()).decode()
    body = {"message": {"raw": raw, "threadId": letter.thread_id}}
    drafts.update(userId="me", id=letter.draft_id, body=body).execute()
    town.upload(TU, COMPLETE, 3)
    town.at(13, 9, "21:00")
    town.at(14, 9, "08:00")
    (mail,) = town.google.mailbox(SUPERIOR)
    assert mail.message["Subject"] == "Báo cáo tháng 9, bản đã ký"
    assert town.letters()[REPORT].state is State.SENT


def test_a_draft_that_a_person_sent_is_recorded_and_never_sent_again(town: Town) -> None:
    _september(town)
    drafts = town.world.connection(SCHOOL_ACCOUNT).gmail().users().drafts()
    drafts.send(userId="me", body={"id": town.letters()[REPORT].draft_id}).execute()
    town.at(14, 9, "08:00")
    town.at(14, 9, "09:00")
    assert len(town.google.mailbox(SUPERIOR)) == 1
    assert town.letters()[REPORT].state is State.SENT_BY_HAND


def test_a_draft_that_a_person_deleted_waits_for_a_word_and_goes_on_send_now(town: Town) -> None:
    _september(town)
    drafts = town.world.connection(SCHOOL_ACCOUNT).gmail().users().drafts()
    drafts.delete(userId="me", id=town.letters()[REPORT].draft_id).execute()
    for clock in ("08:00", "08:15", "08:20"):
        town.at(14, 9, clock)
    assert town.google.mailbox(SUPERIOR) == []
    assert "xoá" in town.cell("Báo cáo", "Kỳ", "9/2023", "Trạng thái")
    town.people.write("Báo cáo", "Kỳ", "9/2023", "Quyết định", "Gửi ngay")
    town.at(14, 9, "09:00")
    assert len(town.google.mailbox(SUPERIOR)) == 1


def test_a_folder_the_officer_accepts_is_thanked_for_and_reported(town: Town) -> None:
    _september(town)
    folder = town.upload(LE, "PTDTBT THCS Pu Nhi_Trung thu", 2)
    town.at(13, 9, "20:30")
    town.at(13, 9, "21:10")
    link = f"https://drive.google.com/drive/folders/{folder}"
    town.people.write("Theo dõi", "Đường dẫn", link, "Quyết định", "Chấp nhận")
    town.at(14, 9, "08:00")
    assert folder in str(town.letters()[REPORT].planned.about["report"]["events"])
    town.at(14, 9, "10:00")
    assert [header(mail).split(":")[0] for mail in town.google.mailbox(LE.email)] == ["thank-you"]


def test_a_folder_the_officer_skips_is_met_with_silence(town: Town) -> None:
    _september(town)
    folder = town.upload(LE, "PTDTBT THCS Pu Nhi_Trung thu", 3)
    town.at(13, 9, "20:30")
    town.at(13, 9, "21:10")
    link = f"https://drive.google.com/drive/folders/{folder}"
    town.people.write("Theo dõi", "Đường dẫn", link, "Quyết định", "Bỏ qua")
    town.at(14, 9, "08:00")
    town.at(14, 9, "12:00")
    assert town.letters()[REPORT].planned.about["report"]["events"] == []
    assert town.google.mailbox(LE.email) == []


def test_the_nine_recycled_dates_are_one_question_and_nothing_is_overdue_before_the_answer(town: Town) -> None:
    for day in (5, 6, 7, 8, 11):
        town.at(day, 9, "08:00")
    (question,) = town.google.mailbox(OFFICER.email)[:1]
    assert sum(header(mail).startswith("question") for mail in town.google.mailbox(OFFICER.email)) == 1
    text = question.message.get_body(("plain",)).get_content()
    assert "9/12 nội dung có thời gian trước tháng 9/2023" in text
    assert [
        code for code in ("I.1", "III.1", "IV.1", "V.1", "V.2", "VI.1", "VI.2", "VII.1", "VII.2") if code not in text
    ] == []
    codes = [letter.item.code for letter in town.at(12, 9, "08:00").picture.items]
    assert len(codes) == 12
    assert "Quá hạn" not in [town.cell("Phụ lục 1", "Mã", code, "Trạng thái") for code in codes]


def test_an_answer_works_at_the_next_tick_and_is_not_asked_again(town: Town) -> None:
    town.at(5, 9, "08:00")
    town.people.write("Phụ lục 1", "Mã", "VII.2", "Thời gian đã xác nhận", "Đúng")
    town.people.write("Phụ lục 1", "Mã", "I.1", "Thời gian đã xác nhận", "3/2024")
    town.at(6, 9, "08:00")
    assert town.cell("Phụ lục 1", "Mã", "VII.2", "Thời gian hiểu là") == "9/2023"
    assert town.cell("Phụ lục 1", "Mã", "VII.2", "Trạng thái") == "Đang thực hiện"
    assert town.cell("Phụ lục 1", "Mã", "I.1", "Thời gian hiểu là") == "3/2024"
    town.at(7, 9, "08:00")
    assert sum(header(mail).startswith("question") for mail in town.google.mailbox(OFFICER.email)) == 1
    assert fold(town.cell("Phụ lục 1", "Mã", "I.1", "Ghi chú hệ thống")) == ""
