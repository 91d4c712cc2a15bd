"""The daemon's work with a clock from a file: the process that the kill test starts, kills and starts again.

python kill_nine_worker.py CONFIG.toml CLOCK.txt DONE.txt
"""

import sys
import time
from datetime import datetime
from pathlib import Path

from service.config_file import load
from service.engine import ThreadEngine
from service.tick import tick
from service.world import World


def main() -> None:
    config_file, clock, done = (Path(argument) for argument in sys.argv[1:])

    def now() -> datetime:
        return datetime.fromisoformat(clock.read_text())

    world = World.of(load(config_file), now)
    engine = ThreadEngine(lambda school: tick(world, school) and None)
    finished = ""
    print("ready", flush=True)
    while True:
        moment = clock.read_text()
        if moment != finished:
            for started in engine.submit(school.id for school in world.config.schools):
                started.result()
            finished = moment
            done.write_text(moment)
        time.sleep(0.005)


if __name__ == "__main__":
    main()
