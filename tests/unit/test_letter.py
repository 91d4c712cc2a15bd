import pytest

from gmail_reports.letters.letter import (
    UNFINISHED,
    Draft,
    Kind,
    Seen,
    State,
    Step,
    feedback_key,
    is_waste,
    monthly_key,
    next_step,
    question_key,
    thank_you_key,
)
from tests.builders import SOME_MORNING, a_letter

_ATTEMPTED, _NOT_YET = SOME_MORNING, None
_IN_SENT, _AS_DRAFT = {"sent_message_id": "sent"}, {"draft_message_id": "message"}


@pytest.mark.parametrize(
    ("attempted_at", "seen", "step"),
    [
        (_NOT_YET, _AS_DRAFT, Step.SEND),
        (_ATTEMPTED, _AS_DRAFT, Step.SEND),
        (_NOT_YET, _IN_SENT, Step.RECORD_SENT_BY_HAND),
        (_ATTEMPTED, _IN_SENT, Step.RECORD_SENT),
        (_NOT_YET, _IN_SENT | _AS_DRAFT, Step.RECORD_SENT_BY_HAND),
        (_ATTEMPTED, _IN_SENT | _AS_DRAFT, Step.RECORD_SENT),
        (_NOT_YET, {}, Step.ASK_ABOUT_DELETED_DRAFT),
        (_ATTEMPTED, {}, Step.SAY_UNSURE),
    ],
    ids=[
        "the draft waits",
        "the attempt did not reach Gmail",
        "a person sent it",
        "our attempt arrived",
        "a person sent a copy",
        "our attempt arrived, the list of drafts lags",
        "a person deleted it",
        "nobody can know",
    ],
)
def test_what_gmail_shows_decides_the_next_step(attempted_at, seen, step):
    assert next_step(a_letter(attempted_at=attempted_at), Seen(**seen)) is step


@pytest.mark.parametrize("attempted_at", [_NOT_YET, _ATTEMPTED])
@pytest.mark.parametrize("seen", [_IN_SENT, _IN_SENT | _AS_DRAFT, {}])
def test_nothing_is_sent_that_lies_in_sent_or_has_no_draft(attempted_at, seen):
    assert next_step(a_letter(attempted_at=attempted_at), Seen(**seen)) is not Step.SEND


def test_a_draft_that_a_person_reworded_is_sent_as_they_left_it():
    assert next_step(a_letter(edited_by_hand=True), Seen(draft_message_id="their message")) is Step.SEND


def test_what_is_finished_is_not_taken_up_again():
    finished = set(State) - UNFINISHED
    assert finished == {State.SENT, State.HELD, State.CANCELLED, State.SENT_BY_HAND, State.UNSURE}


def test_a_key_is_made_of_facts():
    assert monthly_key(Kind.REPORT, "pu-nhi", "2023-10") == "report:pu-nhi:2023-10"
    assert monthly_key(Kind.PREVIEW, "pu-nhi", "2023-10") == "preview:pu-nhi:2023-10"
    assert feedback_key("pu-nhi", "folder", 2) == "feedback:pu-nhi:folder:2"
    assert thank_you_key("pu-nhi", "folder", 3) == "thank-you:pu-nhi:folder:3"
    assert question_key("pu-nhi", "2023-09-06") == "question:pu-nhi:2023-09-06"


def test_a_folder_that_was_mended_and_broken_again_is_written_about_again():
    assert feedback_key("pu-nhi", "folder", 1) != feedback_key("pu-nhi", "folder", 2)


_OURS = {"draft_id": "draft", "draft_message_id": "message"}


@pytest.mark.parametrize(
    ("letter", "draft", "waste"),
    [
        ({"state": State.DRAFTED, **_OURS}, "draft", False),
        ({"state": State.DRAFTED, **_OURS}, "twin", True),
        ({"state": State.SENT, **_OURS}, "twin", True),
        ({"state": State.PLANNED, "draft_id": None}, "never written down", False),
        ({"state": State.SENT_BY_HAND, "draft_id": None}, "never written down", True),
        ({"state": State.CANCELLED, **_OURS}, "draft", True),
        ({"state": State.SENT_BY_HAND, **_OURS}, "draft", True),
        ({"state": State.SENT_BY_HAND, **_OURS, "edited_by_hand": True}, "draft", False),
        ({"state": State.SENT_BY_HAND, **_OURS, "draft_message_id": "their message"}, "draft", False),
        ({"state": State.HELD, **_OURS}, "draft", False),
    ],
)
def test_a_draft_is_waste_when_no_letter_needs_it_and_nobody_touched_it(letter, draft, waste):
    assert is_waste(a_letter(**letter), Draft(draft, "message", "thread")) is waste
