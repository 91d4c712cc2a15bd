"""The table of alerts: what stands in a school's way, each told once."""

from datetime import UTC, timedelta

import pytest

from service.alerts import keep_alerts, open_alerts
from service.troubles import Trouble, TroubleKind
from tests.builders import SOME_MORNING

_DEAD = Trouble(TroubleKind.NO_ACCESS, "school@gmail.com", "Google không còn cho phép truy cập.")
_WEAK = Trouble(TroubleKind.GOOGLE_FAILS, "school@gmail.com", "Không nhận được trả lời của Google.")
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


class Operator:
    """Somebody at the other end of the channel; `reached` is whether messages arrive."""

    def __init__(self):
        self.reached = True
        self.heard = []

    def __call__(self, title, sentence):
        if self.reached:
            self.heard.append((title, sentence))
        return self.reached


@pytest.fixture
def operator():
    return Operator()


def _open(engine, school="pu-nhi"):
    with engine.connect() as connection:
        return open_alerts(connection, school)


def test_a_trouble_is_told_once_while_it_lasts(engine, operator):
    for tick in range(5):
        keep_alerts(engine, "pu-nhi", [_DEAD], SOME_MORNING + tick * _HOUR, operator)
    assert operator.heard == [("Tin Trường - pu-nhi", _DEAD.sentence)]
    assert _open(engine) == [(SOME_MORNING, _DEAD.sentence)]
    assert _open(engine)[0][0].tzinfo is UTC


def test_a_trouble_that_comes_back_is_told_again(engine, operator):
    for tick, met in enumerate(([_DEAD], [], [_DEAD])):
        keep_alerts(engine, "pu-nhi", met, SOME_MORNING + tick * _HOUR, operator)
    assert len(operator.heard) == 2
    assert _open(engine) == [(SOME_MORNING + 2 * _HOUR, _DEAD.sentence)]


def test_what_is_over_is_no_longer_shown(engine, operator):
    keep_alerts(engine, "pu-nhi", [_DEAD], SOME_MORNING, operator)
    keep_alerts(engine, "pu-nhi", [], SOME_MORNING + _HOUR, operator)
    assert _open(engine) == []


def test_what_could_not_be_told_is_tried_again(engine, operator):
    operator.reached = False
    assert keep_alerts(engine, "pu-nhi", [_DEAD], SOME_MORNING, operator) == []
    operator.reached = True
    assert keep_alerts(engine, "pu-nhi", [_DEAD], SOME_MORNING + _MINUTE, operator) == [_DEAD]
    assert len(operator.heard) == 1


def test_a_weak_network_is_told_only_when_it_lasts(engine, operator):
    for moment, count in ((0 * _HOUR, 0), (6 * _HOUR - _MINUTE, 0), (6 * _HOUR, 1), (7 * _HOUR, 1)):
        keep_alerts(engine, "pu-nhi", [_WEAK], SOME_MORNING + moment, operator)
        assert len(operator.heard) == count


def test_the_same_trouble_of_two_accounts_or_schools_is_two(engine, operator):
    other = Trouble(_DEAD.kind, "other@gmail.com", "Google không còn cho phép other@gmail.com.")
    keep_alerts(engine, "pu-nhi", [_DEAD, other], SOME_MORNING, operator)
    keep_alerts(engine, "na-son", [_DEAD], SOME_MORNING, operator)
    keep_alerts(engine, "pu-nhi", [other], SOME_MORNING + _HOUR, operator)
    assert len(operator.heard) == 3
    assert (_open(engine), _open(engine, "na-son")) == (
        [(SOME_MORNING, other.sentence)],
        [(SOME_MORNING, _DEAD.sentence)],
    )
