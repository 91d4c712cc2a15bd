"""Every Google method the program calls × every fault × a death at every commit: each letter goes exactly once.

`make faults` fills the whole table and writes it to docs/reliability.md; a slice of it runs with all other tests.
"""

import os
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from tests.faults.eve import Eve, make_eve, morning
from tests.faults.reliability import write_section

METHODS = (
    "drive.about.get",
    "drive.changes.list",
    "drive.changes.getStartPageToken",
    "drive.files.list",
    "sheets.spreadsheets.values.batchGetByDataFilter",
    "sheets.spreadsheets.values.batchUpdate",
    "gmail.users.drafts.create",
    "gmail.users.drafts.update",
    "gmail.users.drafts.send",
    "gmail.users.drafts.get",
    "gmail.users.drafts.list",
    "gmail.users.drafts.delete",
    "gmail.users.threads.get",
    "gmail.users.messages.get",
    "gmail.users.messages.list",
    "oauth2.token",
)
FAULTS = (
    "401",
    "403 rateLimitExceeded",
    "403 userRateLimitExceeded",
    "404",
    "429",
    "500",
    "503",
    "drop_before",
    "drop_after_effect",
    "cut_body",
    "not_json",
    "expired_token",
    "clock_skew",
    "stall",
)
CALLED_AFTER = {
    "drive.changes.getStartPageToken": ("drive.changes.list", "404"),
    "drive.files.list": ("drive.changes.list", "404"),
    "gmail.users.drafts.list": ("gmail.users.drafts.create", "not_json"),
    "gmail.users.messages.list": ("gmail.users.drafts.create", "503"),
    "gmail.users.threads.get": ("gmail.users.drafts.send", "drop_after_effect"),
    "oauth2.token": ("drive.changes.list", "expired_token"),
}
"""Methods of no good morning: these are called only after another call has failed in this way."""

COMMITS = 60
"""More than a tick of the send day makes; deaths after its last commit change nothing."""

TOLD = """\
One school on the morning of a send day: a report whose draft must be renewed, feedback, a thank-you in an old thread.
In each cell one call of the method fails once in that way, alone and together with the program dying before its commits
(one in {every} of them, from the first to the last); then the program is started anew. Methods of no good morning
(`threads.get`, say) fail after another call has failed first. A cell says how many runs it holds and, in brackets, in
how many of them the fault was met. A run passes when every letter stands in Sent exactly once.
Command: `EVERY={every} make faults` (`tests/faults/test_fault_table.py`).
"""

SLICE = (
    ("gmail.users.drafts.send", "drop_after_effect", None),
    ("gmail.users.drafts.send", "drop_before", 9),
    ("gmail.users.drafts.send", "503", 14),
    ("gmail.users.drafts.send", "not_json", None),
    ("gmail.users.drafts.create", "drop_after_effect", None),
    ("gmail.users.drafts.create", "cut_body", 12),
    ("gmail.users.drafts.update", "drop_after_effect", 7),
    ("gmail.users.drafts.get", "404", None),
    ("gmail.users.messages.get", "500", 16),
    ("drive.changes.list", "404", 3),
    ("sheets.spreadsheets.values.batchUpdate", "drop_after_effect", None),
    ("oauth2.token", "503", None),
    ("oauth2.token", "not_json", None),
    ("gmail.users.threads.get", "cut_body", 10),
)


@pytest.fixture(scope="module")
def eve(tmp_path_factory: pytest.TempPathFactory) -> Eve:
    return make_eve(tmp_path_factory.mktemp("eve"))


@pytest.fixture(scope="module")
def wanted(eve: Eve, tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    """The letters that are sent when nothing fails."""
    return good_day(eve, tmp_path_factory.mktemp("good") / "cell")


def good_day(eve: Eve, folder: Path) -> Counter[str]:
    """What is sent when nothing fails."""
    with morning(eve, folder) as day:
        day.begin()
        day.go_on()
        return Counter(day.sent())


def cell(eve: Eve, folder: Path, method: str, fault: str, death: int | None) -> tuple[Counter[str], bool, bool]:
    """What was sent in one cell, whether the fault was met, and whether the program died."""
    with morning(eve, folder) as day:
        if method in CALLED_AFTER:
            day.google.faults.add(*CALLED_AFTER[method])
        seconds = {"seconds": 1.5} if fault == "stall" else {}
        skew = {"skew": timedelta(hours=2)} if fault == "clock_skew" else {}
        day.google.faults.add(method=method, kind=fault, times=1, **seconds, **skew)
        died = day.begin(die_at_commit=death) == death
        day.go_on()
        met = all(one.method != method for one in day.google.faults.unspent())
        refused = [line for line in day.google.refusals if "our own" in line]
        assert refused == []
        return Counter(day.sent()), met, died


def test_on_a_good_day_report_feedback_and_thanks_go_once(wanted: Counter[str]) -> None:
    assert Counter(key.split(":")[0] for key in wanted) == {
        "question": 1,
        "preview": 1,
        "summary": 3,
        "report": 1,
        "feedback": 2,
        "thank-you": 2,
    }
    assert set(wanted.values()) == {1}


@pytest.mark.parametrize(("method", "fault", "death"), SLICE)
def test_a_slice_of_the_table(
    eve: Eve, wanted: Counter[str], tmp_path: Path, method: str, fault: str, death: int | None
) -> None:
    sent, _, _ = cell(eve, tmp_path / "cell", method, fault, death)
    assert sent == wanted


@pytest.mark.faults
def test_the_whole_table_loses_no_letter_and_sends_none_twice(eve: Eve, wanted: Counter[str], tmp_path: Path) -> None:
    every = int(os.environ.get("EVERY", "3"))
    lines = [
        *TOLD.format(every=every).splitlines(),
        "",
        f"| method | {' | '.join(FAULTS)} |",
        f"|---|{'---|' * len(FAULTS)}",
    ]
    runs = failures = 0
    for method in METHODS:
        row = []
        for fault in FAULTS:
            met_in = count = 0
            deaths: list[int | None] = [None]
            if fault != "stall":
                deaths += list(range(0, COMMITS, every))
            for death in deaths:
                sent, met, died = cell(eve, tmp_path / "cell", method, fault, death)
                count += 1
                met_in += met
                failures += sent != wanted
                if sent != wanted:
                    print(f"\n{method} {fault} {death}: twice {sent - wanted}, lost {wanted - sent}")
                if death is not None and not died:
                    break  # the tick had no more commits to die at
            row.append(f"{count} ({met_in})")
            runs += count
        lines.append(f"| `{method.removeprefix('gmail.users.')}` | {' | '.join(row)} |")
        print(f"\n{lines[-1]}", flush=True)
    lines += ["", f"**{runs} runs, {failures} with a letter lost or sent twice.**"]
    write_section("Every call × every fault × a death at every commit", lines)
    assert failures == 0
