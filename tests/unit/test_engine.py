import logging
import threading

import pytest

from service.engine import ThreadEngine


class Ticks:
    """The ticks of schools: they last until they are let go, and remember who ran beside whom."""

    def __init__(self):
        self.begun = []
        self.at_once = {}
        self.most_at_once = 0
        self._lock = threading.Lock()
        self.may_end = threading.Event()
        self.running = threading.Semaphore(0)

    def __call__(self, school):
        with self._lock:
            self.begun.append(school)
            self.at_once[school] = self.at_once.get(school, 0) + 1
            self.most_at_once = max(self.most_at_once, *self.at_once.values())
        self.running.release()
        assert self.may_end.wait(timeout=10)
        with self._lock:
            self.at_once[school] -= 1


@pytest.fixture
def ticks():
    return Ticks()


@pytest.fixture
def engine(ticks):
    made = ThreadEngine(ticks, workers=4)
    yield made
    ticks.may_end.set()
    made.stop()


def _wait_for(started):
    for one in started:
        one.result(timeout=10)


def test_a_school_that_is_still_running_is_not_started_again(engine, ticks):
    started = engine.submit(["pu-nhi"])
    assert ticks.running.acquire(timeout=10)
    assert engine.submit(["pu-nhi", "pu-nhi"]) == []
    ticks.may_end.set()
    _wait_for(started)
    assert ticks.begun == ["pu-nhi"]


def test_a_school_named_twice_in_one_breath_runs_once(engine, ticks):
    started = engine.submit(["pu-nhi", "pu-nhi"])
    assert len(started) == 1
    ticks.may_end.set()
    _wait_for(started)
    assert ticks.begun == ["pu-nhi"]


def test_other_schools_run_meanwhile(engine, ticks):
    started = engine.submit(["pu-nhi"])
    assert ticks.running.acquire(timeout=10)
    started += engine.submit(["pu-nhi", "na-son"])
    assert ticks.running.acquire(timeout=10)
    ticks.may_end.set()
    _wait_for(started)
    assert sorted(ticks.begun) == ["na-son", "pu-nhi"]


def test_a_school_that_is_done_can_run_again(engine, ticks):
    ticks.may_end.set()
    for _ in range(3):
        _wait_for(engine.submit(["pu-nhi"]))
    assert ticks.begun == ["pu-nhi"] * 3


def test_never_two_ticks_of_one_school_whoever_submits(engine, ticks):
    ticks.may_end.set()
    started = []

    def submit_often():
        for _ in range(200):
            started.extend(engine.submit(["pu-nhi", "na-son"]))

    threads = [threading.Thread(target=submit_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    _wait_for(started)
    assert ticks.most_at_once == 1
    assert len(ticks.begun) == len(started) >= 2


def test_an_error_in_one_school_stops_nothing_else_and_is_logged(caplog):
    ran = []

    def run(school):
        ran.append(school)
        if school == "broken":
            raise RuntimeError("a bug of ours")

    engine = ThreadEngine(run, workers=1)
    with caplog.at_level(logging.ERROR):
        _wait_for(engine.submit(["broken", "pu-nhi"]))
        _wait_for(engine.submit(["broken"]))
    engine.stop()
    assert ran == ["broken", "pu-nhi", "broken"]
    failures = [record for record in caplog.records if record.action == "tick-failed"]
    assert [record.school for record in failures] == ["broken", "broken"]
    assert all("a bug of ours" in record.exc_text for record in failures)


def test_stopping_waits_for_what_runs_and_starts_nothing_more():
    ticks = Ticks()
    engine = ThreadEngine(ticks, workers=1)
    running, waiting = engine.submit(["pu-nhi", "na-son"])
    assert ticks.running.acquire(timeout=10)
    stopper = threading.Thread(target=engine.stop)
    stopper.start()
    stopper.join(timeout=0.05)
    assert stopper.is_alive()
    ticks.may_end.set()
    stopper.join(timeout=10)
    assert running.done()
    assert waiting.cancelled()
    assert ticks.begun == ["pu-nhi"]
