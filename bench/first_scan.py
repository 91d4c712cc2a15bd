"""How many calls a first look at a Drive of 100,000 files costs, also when it is broken off in the middle.

python bench/first_scan.py [FILES]
"""

import json
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from drive_sync import mirror_store
from service.accounts import save_token
from service.config_pages import EXAMPLE
from service.local_google import LocalGoogle
from service.local_google.tree import FOLDER, File, Permission
from service.looks import Looks
from service.world import World

_ACCOUNT = EXAMPLE.schools[0].accounts[0]


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder, LocalGoogle() as google:
        google.add_user(_ACCOUNT)
        root = _fill(google, number)
        state = Path(folder)
        save_token(state, _ACCOUNT, json.dumps(google.authorized_user(_ACCOUNT)))
        access = EXAMPLE.google.model_copy(update={"root_url": google.root_url})
        school = EXAMPLE.schools[0].model_copy(update={"roots": (root,)})
        config = EXAMPLE.model_copy(update={"state_dir": state, "google": access, "schools": (school,)})
        google.faults.add("drive.files.list", "403 dailyLimitExceeded", after=number // 2000)
        world, begun = World.of(config), time.perf_counter()
        for look in ("broken off", "gone on"):
            failure = Looks(world).look(_ACCOUNT)
            print(f"{look}: {_calls(google)}" + (f" ({failure})" if failure else ""))
        with world.engine.connect() as connection:
            known = sum(1 for _ in mirror_store.files(connection, google._dispatcher.state.tree.files))  # noqa: SLF001
        print(f"{known} files known after {time.perf_counter() - begun:.0f} s, {google.calls.total()} calls in all")
        world.close()


def _fill(google: LocalGoogle, number: int) -> str:
    state, now = google._dispatcher.state, datetime.now(UTC)  # noqa: SLF001 - a hundred thousand uploads take hours
    user = state.user(_ACCOUNT)
    root, parent = "", user.root_id
    for at in range(number):
        is_folder = at % 11 == 0
        owner = Permission(user.permission_id, "user", "owner", _ACCOUNT)
        file_id, kind = state.new_id(33, "1"), FOLDER if is_folder else "image/jpeg"
        above = user.root_id if at == 0 else root if is_folder else parent
        file = File(file_id, f"{at}", kind, _ACCOUNT, above, now, now, _ACCOUNT, {owner.id: owner})
        state.tree.add(file, now)
        parent = file_id if is_folder else parent
        root = file_id if at == 0 else root
    return root


def _calls(google: LocalGoogle) -> str:
    return ", ".join(f"{method} {count}" for method, count in Counter(google.calls).items())


if __name__ == "__main__":
    main()
