"""Ten thousand idle ticks of one school against a local Google in another process: memory, connections, database.

python bench/idle.py [TICKS]     (memory and connections are read from /proc: Linux)
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from service.accounts import save_token
from service.config_pages import EXAMPLE
from service.looks import Looks
from service.tick import tick
from service.world import World

_ACCOUNT = EXAMPLE.schools[0].accounts[0]


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    program = "from service.cli.main import main; main()"
    command = [sys.executable, "-c", program, "local-google", "--user", _ACCOUNT]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603
    try:
        with tempfile.TemporaryDirectory() as folder:
            _idle(number, _said_at_start(server), Path(folder))
    finally:
        server.kill()


def _said_at_start(server: subprocess.Popen[str]) -> dict[str, object]:
    assert server.stdout is not None
    text = ""
    while not text.endswith("\n}\n"):
        text += server.stdout.readline()
    said: dict[str, object] = json.loads(text)
    return said


def _idle(number: int, google: dict[str, object], folder: Path) -> None:
    save_token(folder, _ACCOUNT, json.dumps(google["authorized_user"]))
    access = EXAMPLE.google.model_copy(update={"root_url": google["root_url"]})
    config = EXAMPLE.model_copy(update={"state_dir": folder, "google": access})
    world = World.of(config)
    drive = world.connection(_ACCOUNT).drive()
    body = {"name": "Truyền thông", "mimeType": "application/vnd.google-apps.folder"}
    root = drive.files().create(body=body, fields="id").execute()["id"]
    school = config.schools[0].model_copy(update={"roots": (root,), "start": world.now().date()})
    world.config = config.model_copy(update={"schools": (school,)})
    looks = Looks(world)
    begun = time.perf_counter()
    for done in range(number + 1):
        if done in {100, number // 2, number}:
            size = sum(file.stat().st_size for file in folder.glob("*.sqlite3*"))
            print(
                f"after {done:>6} ticks: {_resident():.1f} MB resident, {_connections()} connections, "
                f"database {size / 1024:.0f} KiB, {(time.perf_counter() - begun) / max(done, 1) * 1000:.1f} ms a tick",
                flush=True,
            )
        looks.begin()
        tick(world, school.id, looks)
    world.close()


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _connections() -> int:
    return sum(str(one.readlink()).startswith("socket:") for one in Path("/proc/self/fd").iterdir() if one.is_symlink())


if __name__ == "__main__":
    main()
