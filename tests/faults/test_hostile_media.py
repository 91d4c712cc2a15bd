"""Ten thousand broken photos and films through one probe: no crash, no hang, small memory."""

import time

import pytest

from drive_sync.facts import Contents
from drive_sync.media.probe import Bounds, InMemory, Probe
from tests.unit.mutations import mutation
from tests.unit.test_probe import MOST_MEMORY, peak_memory

_MUTATIONS = 10_000

pytestmark = pytest.mark.faults


def test_ten_thousand_broken_files():
    slowest, peak, outcomes = 0.0, 0, dict.fromkeys(Contents, 0)
    began = time.monotonic()
    with Probe() as probe:
        for seed in range(_MUTATIONS):
            name, data = mutation(seed)
            before = time.monotonic()
            outcomes[probe.facts(name, InMemory(data), pixels=True).contents] += 1
            slowest = max(slowest, time.monotonic() - before)
            if seed % 100 == 0 and probe.child_id:
                peak = max(peak, peak_memory(probe))
        print(
            f"{_MUTATIONS} broken files in {time.monotonic() - began:.0f} s, slowest {slowest:.2f} s, "
            f"memory {peak // 2**20} MB, children {probe.started}, {dict(outcomes)}"
        )
    assert slowest < Bounds().seconds + Bounds().start_seconds
    assert peak < MOST_MEMORY
    assert min(outcomes[Contents.MEDIA], outcomes[Contents.UNREAD]) > 0
