"""A disk that forgets what was not synchronised when the power goes, under SQLite.

Loaded by :mod:`smartgoals.testing._power_cut` alone, since it needs apsw.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, cast

import apsw
import attrs

from smartgoals.stores._sqlite import SqliteBackend

__all__ = ["BackendOnDisk", "Disk"]

# What a disk writes whole or not at all.
_SECTOR = 512
_LOG_PAGES = 30
_names = count()


@attrs.define
class _File:
    """A file: what is on the disk, and what everybody reads who asks before the power goes."""

    kept: bytearray | None
    """None while it is not in the folder on the disk."""
    now: bytearray
    unsynchronised: set[int] = attrs.field(factory=set)
    """The sectors that were written since."""

    def write(self, data: bytes, offset: int) -> None:
        end = offset + len(data)
        if len(self.now) < end:
            # What was never written is zero, and lies in sectors that nobody wrote.
            self.now.extend(bytes(end - len(self.now)))
        self.now[offset:end] = data
        self.unsynchronised.update(range(offset // _SECTOR, (end - 1) // _SECTOR + 1))

    def synchronise(self) -> None:
        self.kept = bytearray(self.now)
        self.unsynchronised.clear()

    def left(self, chance: random.Random) -> bytes | None:
        """Return what is there after the power went: any of what was not synchronised."""
        if self.kept is None and chance.random() < 0.5:  # noqa: PLR2004  # one of two
            return None
        kept = self.kept or bytearray()
        size = chance.choice([len(kept), len(self.now)])
        left = bytearray(kept[:size].ljust(size, b"\0"))
        share = chance.choice([0.0, 0.5, 1.0, chance.random()])
        for sector in sorted(self.unsynchronised):
            place = slice(sector * _SECTOR, min((sector + 1) * _SECTOR, size))
            if place.start < size and chance.random() < share:
                left[place] = self.now[place].ljust(place.stop - place.start, b"\0")
        return bytes(left)


class Disk:
    """A disk in which a write stays only once it was synchronised.

    Args:
        folder: Where its files are, until the power goes.
        chance: What is kept of the rest.
        life: How many writes, truncations, deletions and synchronisations it lives through.
        is_honest: Whether it synchronises when it says so.
    """

    def __init__(
        self, folder: Path, chance: random.Random, *, life: int, is_honest: bool = True
    ) -> None:
        """Begin with what is in the folder."""
        self._chance = chance
        self._life = life
        self._is_honest = is_honest
        self._files: dict[str, _File] = {}
        self._deleted: dict[str, _File] = {}
        self._left: dict[str, bytes] | None = None
        for path in folder.iterdir():
            content = bytearray(path.read_bytes())
            self._files[path.name] = _File(kept=content, now=bytearray(content))
        self._vfs = _Vfs(f"smartgoals-{next(_names)}", self)

    @property
    def vfs(self) -> str:
        """The name by which SQLite knows it."""
        return self._vfs.name

    @property
    def is_dead(self) -> bool:
        """Whether the power has gone."""
        return self._left is not None

    def close(self) -> None:
        """Let SQLite forget it."""
        self._vfs.unregister()

    def leave(self, folder: Path) -> None:
        """Write what is left after the power went to a folder."""
        for name, content in (self._left or {}).items():
            (folder / name).write_bytes(content)

    def opened(self, name: str) -> None:
        """Take a file in, which may be new."""
        self._files.setdefault(name, _File(kept=None, now=bytearray()))

    def write(self, name: str, data: bytes, offset: int) -> None:
        """Write, which may be the last that was done."""
        self._files[name].write(data, offset)
        self._age()

    def truncate(self, name: str, size: int) -> None:
        """Cut off the end of a file."""
        del self._files[name].now[size:]
        self._age()

    def synchronise(self, name: str) -> None:
        """Keep what was written to a file."""
        self._age()
        if not self._is_honest:
            return
        if self._files[name].kept is None:
            # SQLite synchronises the folder with a file that it made.
            self._deleted.clear()
        self._files[name].synchronise()

    def delete(self, name: str, *, is_synchronised: bool) -> None:
        """Take a file out of the folder."""
        file = self._files.pop(name, None)
        if file is not None and not is_synchronised:
            self._deleted[name] = file
        self._age()

    def _age(self) -> None:
        self._life -= 1
        if self._life == 0:
            left = {name: file.left(self._chance) for name, file in self._files.items()}
            for name, file in self._deleted.items():
                # It may still be there, unless another one of its name is.
                if left.get(name) is None and self._chance.random() < 0.5:  # noqa: PLR2004  # one of two
                    left[name] = file.left(self._chance)
            self._left = {name: content for name, content in left.items() if content is not None}
        if self.is_dead:
            raise apsw.IOError("the power is gone")


class _Vfs(apsw.VFS):
    """Do what SQLite does on this system, and tell the disk."""

    def __init__(self, name: str, disk: Disk) -> None:
        super().__init__(name, base="")
        self.name = name
        self._disk = disk

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802  # the name that SQLite gives it
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        if path is None:
            # What sorts and undoes within one statement is gone with it anyway.
            return apsw.VFSFile("", name, flags)
        return _VfsFile(name, flags, Path(path).name, self._disk)

    def excepthook(self, *_: Any) -> None:  # type: ignore[override]  # whatever is handed over
        """Say nothing of a power that SQLite cannot tell its caller is gone."""

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: FBT001, N802  # as above
        self._disk.delete(Path(filename).name, is_synchronised=syncdir)
        super().xDelete(filename, syncdir)


class _VfsFile(apsw.VFSFile):
    def __init__(
        self, path: str | apsw.URIFilename | None, flags: list[int], name: str, disk: Disk
    ) -> None:
        super().__init__("", path, flags)
        self._name = name
        self._disk = disk
        disk.opened(name)

    def excepthook(self, *_: Any) -> None:  # type: ignore[override]  # as above
        """As above."""

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802  # as above
        self._disk.write(self._name, data, offset)
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802  # as above
        self._disk.truncate(self._name, newsize)
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: ARG002, N802  # as above
        # The real disk is not waited for: what it keeps is not the question.
        self._disk.synchronise(self._name)


class BackendOnDisk(SqliteBackend):
    """The SQLite backend, with its statements and settings, on a disk of which the power goes.

    Args:
        path: Where the file is.
        disk: What writes go through.
    """

    def __init__(self, path: Path, disk: Disk) -> None:
        """Open the file."""
        self._disk = disk
        super().__init__(path)
        # Sooner than it would be, so that a cut falls into copying the log as well.
        self._log._most_pages = _LOG_PAGES  # noqa: SLF001  # its own

    def _connected(self, path: str) -> sqlite3.Connection:
        run = _Connection(path, self._disk.vfs)
        run.execute("PRAGMA wal_autocheckpoint=0")
        # It has all that the backend asks of a connection.
        return cast(sqlite3.Connection, run)


class _Connection:
    """A connection of apsw with the face of one of the standard library."""

    def __init__(self, path: str, vfs: str) -> None:
        with _errors_of_sqlite3():
            self._apsw = apsw.Connection(path, vfs=vfs)

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> _Rows:
        with _errors_of_sqlite3():
            return _Rows(list(self._apsw.execute(sql, parameters)))

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> None:
        with _errors_of_sqlite3():
            self._apsw.executemany(sql, parameters)

    def close(self) -> None:
        # The standard library says nothing either where the last checkpoint fails.
        with suppress(apsw.Error):
            self._apsw.close()


class _Rows:
    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        self._rows = rows

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._rows[0] if self._rows else None

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self._rows


@contextmanager
def _errors_of_sqlite3() -> Iterator[None]:
    try:
        yield
    except apsw.Error as error:
        raised = sqlite3.OperationalError("apsw failed")
        raised.sqlite_errorcode = getattr(error, "extendedresult", 0)
        raise raised from error
