"""A directory on disk told like a folder on Drive, so that the same rules judge it before anybody uploads it.

Ids are paths from the directory on, with "/"; the directory itself is ".". What a teacher does not see is left out:
hidden files, Windows' own, what is no ordinary file (a pipe would never end).
"""

import hashlib
import os
import stat
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from drive_sync.facts import FOLDER, DriveFile, Sharing
from drive_sync.media.media_types import Kind, format_of, kind_of, mime_type, mime_type_of
from drive_sync.media.probe import Reader

ROOT = "."
_HEAD = 512
_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "icon\r"})


class OpenFile:
    """An open file as ranges."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self.size = size

    def read(self, offset: int, length: int) -> bytes:
        """A range of its bytes."""
        self._file.seek(offset)
        return self._file.read(length)


class LocalFolder:
    """A directory and all that lies in it.

    Raises:
        OSError: the directory itself cannot be read.
    """

    on_disk = True

    def __init__(self, path: Path) -> None:
        self.path = path
        self.unreadable: set[str] = set()
        """Ids of sub-folders that may not be opened: what lies in them is unknown."""
        os.scandir(path).close()
        self.files: dict[str, DriveFile] = {file.id: file for file in self._walk()}
        for ids in self._alike():
            self.files |= {one: _with_md5(self.files[one], path / one) for one in ids}

    def where(self, file_id: str) -> str:
        """Where a person finds it."""
        return str(self.path / file_id) if file_id != ROOT else str(self.path)

    def description(self, _folder_id: str) -> str:
        """Nothing: a directory has no description of its own."""
        return ""

    def sharing(self, _folder_id: str) -> Sharing | None:
        """Unknown: a directory is shared with nobody yet."""
        return None

    def thumbnail(self, _file_id: str) -> bytes | None:
        """None: the file itself is at hand."""
        return None

    @contextmanager
    def opened(self, file_id: str) -> Iterator[Reader]:
        """The bytes of a file.

        Raises:
            OSError: it may not be read.
        """
        with (self.path / file_id).open("rb") as file:
            yield OpenFile(file, os.fstat(file.fileno()).st_size)

    def _walk(self) -> Iterator[DriveFile]:
        yield DriveFile(ROOT, self.path.resolve().name, FOLDER)
        for directory, parts, names in os.walk(self.path, onerror=self._note_unreadable):
            parent = self._id(Path(directory))
            parts[:] = sorted(part for part in parts if _is_shown(part) and not (Path(directory) / part).is_symlink())
            for part in parts:
                yield DriveFile(self._id(Path(directory) / part), part, FOLDER, parent)
            for name in sorted(filter(_is_shown, names)):
                size = _size_of(Path(directory) / name)
                if size is not None:
                    file_id = self._id(Path(directory) / name)
                    yield DriveFile(file_id, name, self._mime_type(name, file_id), parent, size=size)

    def _mime_type(self, name: str, file_id: str) -> str:
        """What the ending of a name means; a name that says nothing ("IMG_0001") leaves the word to the first bytes."""
        if kind_of(name) is not Kind.OTHER:
            return mime_type(name)
        try:
            with (self.path / file_id).open("rb") as file:
                return mime_type_of(format_of(file.read(_HEAD)))
        except OSError:
            return ""

    def _id(self, path: Path) -> str:
        return path.relative_to(self.path).as_posix()

    def _note_unreadable(self, error: OSError) -> None:
        self.unreadable.add(self._id(Path(error.filename)))

    def _alike(self) -> Iterator[list[str]]:
        """Photos of one size, several at a time: only they can be the same photo twice."""
        by_size: dict[int, list[str]] = defaultdict(list)
        for file in self.files.values():
            if file.size and kind_of(file.name, file.mime_type) is Kind.PHOTO:
                by_size[file.size].append(file.id)
        return (ids for ids in by_size.values() if len(ids) > 1)


def _is_shown(name: str) -> bool:
    return not name.startswith((".", "~$")) and name.lower() not in _OF_THE_SYSTEM


def _size_of(path: Path) -> int | None:
    """The size of an ordinary file; None for a pipe, a device or a link to nowhere."""
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_size if stat.S_ISREG(seen.st_mode) else None


def _with_md5(file: DriveFile, path: Path) -> DriveFile:
    try:
        with path.open("rb") as opened:
            digest = hashlib.file_digest(opened, lambda: hashlib.md5(usedforsecurity=False))
    except OSError:
        return file
    return replace(file, md5=digest.hexdigest())
