"""A runner of school ticks: at least once when asked, never twice at once for one school.

Losing or repeating a tick is harmless: what is due is asked of our own tables every time. A runner with the
same `submit` can stand on many machines.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor

log = logging.getLogger(__name__)


class ThreadEngine:
    """Ticks in a pool of threads of this process.

    Args:
        run: one school's tick; an error in it is logged and stops nothing else.
        workers: how many schools at once.
    """

    def __init__(self, run: Callable[[str], None], workers: int = 4) -> None:
        self._run = run
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="school")
        self._busy: set[str] = set()
        self._lock = threading.Lock()

    def submit(self, schools: Iterable[str]) -> list[Future[None]]:
        """Starts the ticks of these schools; one that is still running is not started again."""
        started = []
        for school in schools:
            with self._lock:
                if school in self._busy:
                    continue
                self._busy.add(school)
            started.append(self._pool.submit(self._one, school))
        return started

    def stop(self) -> None:
        """Waits for the ticks that run and starts no more."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _one(self, school: str) -> None:
        try:
            self._run(school)
        except Exception:
            log.exception("tick failed", extra={"action": "tick-failed", "school": school})
        finally:
            with self._lock:
                self._busy.discard(school)
