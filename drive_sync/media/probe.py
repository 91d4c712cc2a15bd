"""The facts of a photo or film that Drive did not give, read from its own bytes by a child process with limits.

The child is started once and reused; one that hangs, dies or asks for too much is ended, the file is "not read", and
the next file gets a new child. Spawned, never forked, so that it is the same on Windows; there the memory is not
limited, the time is.
"""

import json
import multiprocessing
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from time import monotonic
from types import TracebackType
from typing import Any, Protocol, Self

from drive_sync.media.media_facts import UNREAD, MediaFacts, facts_in


class Reader(Protocol):
    """The bytes of a file, from wherever it lies."""

    @property
    def size(self) -> int:
        """How many bytes it has."""
        ...

    def read(self, offset: int, length: int) -> bytes:
        """A range of its bytes; fewer where it ends.

        Raises:
            OSError: it could not be read.
        """
        ...


@dataclass(frozen=True, slots=True)
class InMemory:
    """A file that is at hand already, such as a thumbnail."""

    data: bytes

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.data)

    def read(self, offset: int, length: int) -> bytes:
        """A range of its bytes."""
        return self.data[offset : offset + length]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one file may cost: seconds of the child's own time, and bytes read from the file and held in memory."""

    seconds: float = 10.0
    bytes_read: int = 32 * 2**20
    memory: int = 192 * 2**20
    start_seconds: float = 60.0


_LARGEST_RANGE, _LARGEST_MESSAGE = 2**20, 2**16


class _Ended(Exception):
    """The child did not answer, or not as agreed."""


class Probe:
    """A child that reads files, one after another, whoever asks; it starts with the first. Use it in a `with`."""

    def __init__(self, bounds: Bounds | None = None, serve: Callable[[Connection, int], None] | None = None) -> None:
        self._bounds = bounds or Bounds()
        self._serve = serve
        self._child: tuple[Any, Connection] | None = None
        self._lock = threading.Lock()
        self.started = 0
        """How many children were needed so far."""

    @property
    def child_id(self) -> int | None:
        """The process id of the child, None while there is none."""
        return self._child[0].pid if self._child else None

    def facts(self, name: str, reader: Reader, *, pixels: bool) -> MediaFacts:
        """What the bytes of a file tell; `UNREAD` when they tell nothing, take too long or cannot be had.

        Args:
            name: its name; only the ending matters.
            reader: its bytes.
            pixels: whether a photo may be decoded to see how it looks. That reads all of it: from a disk, or a
                thumbnail, never an original on Drive.
        """
        with self._lock:
            return self._facts(name, reader, pixels=pixels)

    def _facts(self, name: str, reader: Reader, *, pixels: bool) -> MediaFacts:
        question = {"name": name, "size": reader.size, "budget": self._bounds.bytes_read, "pixels": pixels}
        try:
            connection = self._connection()
            connection.send_bytes(json.dumps(question).encode())
            return facts_in(self._answer(connection, reader))
        except (_Ended, EOFError, OSError, ValueError, KeyError, TypeError):
            self.close()
            return UNREAD

    def _answer(self, connection: Connection, reader: Reader) -> dict[str, Any]:
        """The child's facts, after sending the ranges it asks for."""
        time_left, bytes_left = self._bounds.seconds, self._bounds.bytes_read
        while True:
            began = monotonic()
            if not connection.poll(max(0.0, time_left)):
                raise _Ended
            message = json.loads(connection.recv_bytes(_LARGEST_MESSAGE))
            time_left -= monotonic() - began
            if "facts" in message:
                return dict(message["facts"])
            offset, length = (int(number) for number in message["read"])
            bytes_left -= length
            if offset < 0 or not 0 < length <= _LARGEST_RANGE or bytes_left < 0:
                raise _Ended
            connection.send_bytes(reader.read(offset, length))

    def _connection(self) -> Connection:
        if self._child is None:
            from drive_sync.media.probe_child import serve  # noqa: PLC0415 - only a name to start the child with

            spawn = multiprocessing.get_context("spawn")
            ours, theirs = spawn.Pipe()
            arguments = (theirs, self._bounds.memory)
            process = spawn.Process(target=self._serve or serve, args=arguments, daemon=True)
            process.start()
            theirs.close()
            self._child = process, ours
            self.started += 1
            if not ours.poll(self._bounds.start_seconds):
                raise _Ended
            ours.recv_bytes(_LARGEST_MESSAGE)
        return self._child[1]

    def close(self) -> None:
        """Ends the child, if there is one."""
        if self._child is not None:
            process, connection = self._child
            self._child = None
            connection.close()
            with suppress(OSError):
                process.kill()
            process.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
