"""The ledger of letters: the database, not the code, forbids the second of anything."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import timedelta
from threading import Barrier

import pytest

from gmail_reports import store
from gmail_reports.letters.letter import UNFINISHED, Kind, Letter, PlannedLetter, Recipient, State
from tests.builders import SOME_MORNING

_KEY = "report:pu-nhi:2023-10"
_LATER = SOME_MORNING + timedelta(hours=1)
_RECIPIENT = Recipient("tu@example.edu.vn", "Lò Văn Tú", "thầy")


def _a_planned(key=_KEY, kind=Kind.REPORT, *, due_at=SOME_MORNING, **facts):
    return PlannedLetter(key, kind, _RECIPIENT, due_at, **facts)


def _plan(engine, *planned, school="pu-nhi"):
    return [store.plan(engine, school, one, SOME_MORNING) for one in planned]


def _letter(engine, key=_KEY):
    with engine.connect() as connection:
        return store.letter(connection, key)


def _told(engine, school="pu-nhi"):
    with engine.connect() as connection:
        return store.told(connection, school)


def _reported(engine, school="pu-nhi"):
    with engine.connect() as connection:
        return store.reported_in(connection, school)


def _something(field, place):
    """A value for a field of a letter, different from its default and from its neighbours'."""
    if field.type is bool:
        return not field.default
    return f"{field.name} {place}" if field.type in {str, str | None} else SOME_MORNING + timedelta(minutes=place)


def _racing(*calls):
    """What calls answer that start at the same instant, each in its own thread."""
    together = Barrier(len(calls))

    def run(call):
        together.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_a_planned_letter_comes_back_as_it_was_planned(engine):
    about = {"folder": {"name": "=IMPORTXML(“x”)", "photos": 2}, "problems": [{"code": "P201", "data": {"count": 2}}]}
    planned = _a_planned("feedback:pu-nhi:event:1", Kind.FEEDBACK, about=about, thread="event", month="2023-10")
    assert _plan(engine, planned) == [True]
    assert _letter(engine, planned.key) == Letter(planned)
    assert _letter(engine, "report:pu-nhi:1999-01") is None


def test_everything_written_to_a_letter_comes_back(engine):
    _plan(engine, _a_planned())
    columns = [field for field in fields(Letter) if field.name not in {"planned", "state"}]
    progress = {field.name: _something(field, place) for place, field in enumerate(columns)}
    assert store.change(engine, _KEY, [State.PLANNED], state=State.SENT, **progress)
    assert _letter(engine) == Letter(_a_planned(), State.SENT, **progress)


def test_the_second_letter_of_a_key_is_refused_and_the_first_stays_as_it_is(engine):
    first = _a_planned(month="2023-10")
    assert _plan(engine, first, replace(first, to=Recipient("someone@else.vn"))) == [True, False]
    assert _letter(engine).planned == first


def test_a_letter_that_was_refused_tells_no_notices(engine):
    asked = _a_planned("question:pu-nhi:2023-09-06", Kind.QUESTION, notices=("question:II.1", "question:II.2"))
    again = replace(asked, notices=("question:VII.1",))
    assert _plan(engine, asked, again) == [True, False]
    assert _told(engine) == {"question:II.1", "question:II.2"}


def test_a_notice_that_was_told_before_stays_with_the_letter_that_told_it(engine):
    first = _a_planned("question:pu-nhi:2023-09-06", Kind.QUESTION, notices=("question:II.1",))
    second = _a_planned("question:pu-nhi:2023-09-07", Kind.QUESTION, notices=("question:II.1", "question:II.2"))
    assert _plan(engine, first, second) == [True, True]
    assert _told(engine) == {"question:II.1", "question:II.2"}
    assert _told(engine, "na-son") == set()


def test_of_two_that_plan_the_same_letter_at_once_one_does(engine):
    planned = _a_planned(notices=("one",))
    answers = _racing(*[lambda: store.plan(engine, "pu-nhi", planned, SOME_MORNING)] * 4)
    assert sorted(answers) == [False, False, False, True]
    assert _told(engine) == {"one"}


def test_letters_come_in_the_order_they_are_due_and_school_by_school(engine):
    late = _a_planned("report:pu-nhi:2023-10", due_at=_LATER)
    early, same_day = _a_planned("report:pu-nhi:2023-09"), _a_planned("preview:pu-nhi:2023-09", Kind.PREVIEW)
    _plan(engine, late, early, same_day)
    _plan(engine, _a_planned("report:na-son:2023-09"), school="na-son")
    with engine.connect() as connection:
        assert [one.key for one in store.letters_of(connection, "pu-nhi")] == [same_day.key, early.key, late.key]
        assert [one.key for one in store.letters_of(connection, "na-son")] == ["report:na-son:2023-09"]


@pytest.mark.parametrize("state", State)
def test_only_letters_that_are_not_sent_and_not_given_up_are_unfinished(engine, state):
    _plan(engine, _a_planned())
    store.change(engine, _KEY, [State.PLANNED], state=state)
    with engine.connect() as connection:
        assert bool(store.unfinished(connection, "pu-nhi")) is (state in UNFINISHED)
        assert store.unfinished(connection, "na-son") == []


def test_a_letter_is_changed_only_from_a_state_that_was_expected(engine):
    _plan(engine, _a_planned(), _a_planned("report:pu-nhi:2023-11"))
    assert not store.change(engine, _KEY, [State.DRAFTED, State.HELD], reason="too early")
    assert store.change(engine, _KEY, [State.PLANNED, State.DRAFTED], state=State.HELD, reason="cán bộ chọn Giữ lại")
    assert not store.change(engine, _KEY, UNFINISHED, state=State.SENT)
    assert not store.change(engine, "report:pu-nhi:1999-01", list(State), state=State.SENT)
    assert (_letter(engine).state, _letter(engine).reason) == (State.HELD, "cán bộ chọn Giữ lại")
    assert _letter(engine, "report:pu-nhi:2023-11").state is State.PLANNED


def test_of_two_that_claim_a_letter_at_once_one_gets_it(engine):
    _plan(engine, _a_planned())
    answers = _racing(*[lambda: store.change(engine, _KEY, [State.PLANNED], state=State.HELD)] * 4)
    assert sorted(answers) == [False, False, False, True]


def test_the_first_draft_written_down_is_the_letters_draft(engine):
    _plan(engine, _a_planned())
    assert store.agree_on_draft(engine, _KEY, "draft 1", "message 1", "thread 1") == "draft 1"
    assert store.agree_on_draft(engine, _KEY, "draft 2", "message 2", "thread 2") == "draft 1"
    letter = _letter(engine)
    assert (letter.state, letter.draft_id) == (State.DRAFTED, "draft 1")
    assert (letter.draft_message_id, letter.thread_id) == ("message 1", "thread 1")


def test_a_letter_that_was_set_back_keeps_the_draft_it_has(engine):
    _plan(engine, _a_planned())
    store.change(engine, _KEY, [State.PLANNED], draft_id="draft 1")
    assert store.agree_on_draft(engine, _KEY, "draft 2", "message 2", "thread 2") == "draft 1"


def test_two_that_made_a_draft_at_once_agree_on_one(engine):
    for round_of_race in range(10):
        key = f"report:pu-nhi:round-{round_of_race}"
        _plan(engine, _a_planned(key))
        one, two = _racing(
            lambda key=key: store.agree_on_draft(engine, key, "one", "message of one", "thread of one"),
            lambda key=key: store.agree_on_draft(engine, key, "two", "message of two", "thread of two"),
        )
        letter = _letter(engine, key)
        assert one == two == letter.draft_id
        assert (letter.draft_message_id, letter.thread_id) == (f"message of {one}", f"thread of {one}")


@pytest.mark.parametrize("state", [State.HELD, State.CANCELLED, State.SENT_BY_HAND])
def test_a_letter_that_a_person_stopped_takes_no_draft(engine, state):
    _plan(engine, _a_planned())
    store.change(engine, _KEY, [State.PLANNED], state=state)
    assert store.agree_on_draft(engine, _KEY, "draft", "message", "thread") != "draft"
    assert (_letter(engine).state, _letter(engine).draft_id) == (state, None)


def _with_draft(engine, key=_KEY):
    _plan(engine, _a_planned(key))
    store.agree_on_draft(engine, key, f"draft of {key}", "message", "thread")


def test_an_attempt_to_send_is_written_down_with_the_evidence_it_takes(engine):
    _with_draft(engine)
    assert store.begin_sending(engine, "pu-nhi", _KEY, ["a", "b"], _LATER)
    assert (_letter(engine).state, _letter(engine).attempted_at) == (State.SENDING, _LATER)
    assert _reported(engine) == {"a": _KEY, "b": _KEY}


def test_an_attempt_that_was_interrupted_may_begin_again_and_takes_nothing_twice(engine):
    _with_draft(engine)
    assert store.begin_sending(engine, "pu-nhi", _KEY, ["a"], SOME_MORNING)
    assert store.begin_sending(engine, "pu-nhi", _KEY, ["a", "b"], _LATER)
    assert _reported(engine) == {"a": _KEY, "b": _KEY}


@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFTED, State.SENDING}))
def test_a_letter_that_is_not_ours_to_send_takes_no_evidence(engine, state):
    _with_draft(engine)
    store.change(engine, _KEY, [State.DRAFTED], state=state)
    assert not store.begin_sending(engine, "pu-nhi", _KEY, ["a"], _LATER)
    assert _reported(engine) == {}
    assert _letter(engine).attempted_at is None


def test_evidence_stands_in_one_report_for_good(engine):
    november = "report:pu-nhi:2023-11"
    _with_draft(engine)
    _with_draft(engine, november)
    store.begin_sending(engine, "pu-nhi", _KEY, ["a"], SOME_MORNING)
    store.begin_sending(engine, "pu-nhi", november, ["a", "b"], _LATER)
    assert _reported(engine) == {"a": _KEY, "b": november}
    assert _reported(engine, "na-son") == {}


def test_two_reports_that_take_the_same_evidence_at_once_do_not_both_get_it(engine):
    keys = ["report:pu-nhi:2023-10", "report:pu-nhi:2023-11"]
    for key in keys:
        _with_draft(engine, key)
    _racing(*[lambda key=key: store.begin_sending(engine, "pu-nhi", key, ["a", "b"], _LATER) for key in keys])
    assert set(_reported(engine)) == {"a", "b"}
    assert set(_reported(engine).values()) <= set(keys)


def test_the_choice_in_a_months_row_confirms_one_address_once(engine):
    first, later = "phuongthcs6279@gmail.com", "vhxh@example.gov.vn"
    assert store.confirm_address(engine, "pu-nhi", first, "2023-10", SOME_MORNING)
    assert not store.confirm_address(engine, "pu-nhi", first, "2023-10", _LATER)
    assert not store.confirm_address(engine, "pu-nhi", later, "2023-10", _LATER)
    with engine.connect() as connection:
        assert store.confirmed(connection, "pu-nhi") == {first}


def test_a_new_address_is_confirmed_in_the_row_of_another_month(engine):
    first, later = "phuongthcs6279@gmail.com", "vhxh@example.gov.vn"
    store.confirm_address(engine, "pu-nhi", first, "2023-10", SOME_MORNING)
    assert store.confirm_address(engine, "pu-nhi", later, "2023-11", _LATER)
    assert not store.confirm_address(engine, "pu-nhi", first, "2023-12", _LATER)
    with engine.connect() as connection:
        assert store.confirmed(connection, "pu-nhi") == {first, later}
        assert store.confirmed(connection, "na-son") == set()


def test_a_folders_thread_begins_with_the_first_mail_that_was_sent_about_it(engine):
    kind = Kind.FEEDBACK
    letters = [_a_planned(f"feedback:pu-nhi:event:{number}", kind, thread="event") for number in (1, 2, 3)]
    _plan(engine, *letters, _a_planned("feedback:pu-nhi:another:1", kind, thread="another"))
    for key, state, sent_at in (
        (letters[0].key, State.CANCELLED, None),
        (letters[1].key, State.SENT, _LATER),
        (letters[2].key, State.SENT, _LATER + timedelta(days=1)),
        ("feedback:pu-nhi:another:1", State.SENT, SOME_MORNING),
    ):
        store.change(engine, key, [State.PLANNED], state=state, sent_at=sent_at)
    with engine.connect() as connection:
        assert store.first_in_thread(connection, "pu-nhi", "event").key == letters[1].key
        assert store.first_in_thread(connection, "pu-nhi", "nothing") is None
        assert store.first_in_thread(connection, "na-son", "event") is None


def test_what_only_waits_begins_no_thread(engine):
    _plan(engine, _a_planned("feedback:pu-nhi:event:1", Kind.FEEDBACK, thread="event"))
    with engine.connect() as connection:
        assert store.first_in_thread(connection, "pu-nhi", "event") is None


def _drafted(engine):
    _plan(engine, _a_planned())
    store.agree_on_draft(engine, _KEY, "draft", "message 1", "thread")


def test_of_two_that_renew_a_draft_one_begins(engine):
    _drafted(engine)
    assert store.begin_renewing(engine, _KEY, "message 1")
    assert not store.begin_renewing(engine, _KEY, "message 1")
    store.end_renewing(engine, _KEY, "message 2", content_mark="new")
    assert _letter(engine).draft_message_id == "message 2"
    assert _letter(engine).content_mark == "new"


def test_a_draft_renewed_by_two_at_once_stays_in_doubt(engine):
    _drafted(engine)
    assert store.begin_renewing(engine, _KEY, "message 1")
    assert store.begin_renewing(engine, _KEY, None)  # the first seemed to have died
    store.end_renewing(engine, _KEY, "message 2")
    store.end_renewing(engine, _KEY, "message 3")
    assert _letter(engine).draft_message_id is None


def test_the_day_of_the_last_look_for_stray_drafts_is_remembered(engine):
    with engine.connect() as connection:
        assert store.swept_on(connection, "pu-nhi") is None
    for day in ("2023-10-12", "2023-10-13"):
        store.save_swept(engine, "pu-nhi", day)
    with engine.connect() as connection:
        assert store.swept_on(connection, "pu-nhi") == "2023-10-13"
