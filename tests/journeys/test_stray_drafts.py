"""Drafts of ours that no letter needs any more: a person could send one by mistake, so they are taken away."""

import base64
from email.message import EmailMessage

from gmail_reports.letters.gmail_client import REFERENCE_HEADER
from tests.journeys.school import School


def _leave_draft(school: School, key: str) -> str:
    """A draft in the school's Gmail that carries a letter's key, as a creation that was never answered leaves it."""
    message = EmailMessage()
    message["To"], message["Subject"] = "office@example.com", "Báo cáo"
    if key:
        message[REFERENCE_HEADER] = key
    message.set_content("nội dung")
    raw = base64.urlsafe_b64encode(message.as_bytes()).decode("ascii")
    return str(school.drafts.create(userId="me", body={"message": {"raw": raw}}).execute()["id"])


def test_a_twin_of_a_draft_is_gone_the_next_day_and_all_other_drafts_stay(confirmed: School) -> None:
    confirmed.tick("2023-10-05 09:00")
    ours = confirmed.draft_ids()
    twin = _leave_draft(confirmed, "report:pu-nhi:2023-10")
    others = [_leave_draft(confirmed, key) for key in ("", "report:another-school:2023-10")]
    confirmed.tick("2023-10-05 17:00")
    assert twin in confirmed.draft_ids()
    confirmed.tick("2023-10-06 07:00")
    assert sorted(confirmed.draft_ids()) == sorted([*ours, *others])


def test_the_draft_of_a_report_that_went_by_hand_cannot_be_sent_by_mistake(confirmed: School) -> None:
    confirmed.tick("2023-10-05 09:00")
    assert len(confirmed.draft_ids()) == 1
    confirmed.decide("Đã gửi tay")
    confirmed.ticks("2023-10-05 09:05", "2023-10-06 07:00")
    assert confirmed.draft_ids() == []
    assert confirmed.reports() == []


def test_a_draft_that_a_person_edited_is_never_taken_away(confirmed: School) -> None:
    confirmed.tick("2023-10-05 09:00")
    (draft,) = confirmed.draft_ids()
    confirmed.edit_draft(draft, "Tôi viết lại")
    confirmed.decide("Đã gửi tay")
    confirmed.ticks("2023-10-05 09:05", "2023-10-06 07:00", "2023-10-09 07:00")
    assert confirmed.draft_ids() == [draft]


def test_a_look_that_failed_is_taken_again_at_the_next_tick(confirmed: School) -> None:
    confirmed.tick("2023-10-05 09:00")
    twin = _leave_draft(confirmed, "report:pu-nhi:2023-10")
    confirmed.google.faults.add(method="gmail.users.drafts.list", kind="403 dailyLimitExceeded", times=1)
    confirmed.tick("2023-10-06 07:00")
    assert twin in confirmed.draft_ids()
    confirmed.tick("2023-10-06 07:05")
    assert twin not in confirmed.draft_ids()
