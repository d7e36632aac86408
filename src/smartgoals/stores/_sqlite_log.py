"""The log of an SQLite file: when it is copied into the file, and when it is emptied.

Up to 3.51.2, SQLite may damage a file where one connection runs a checkpoint while another writes
the first page of a log that begins anew. So no connection runs one by itself, and this module runs
them only while it keeps every writer out, in every process.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

__all__ = ["BUSY_SECONDS", "Log", "Transaction", "connected"]

BUSY_SECONDS = 30.0
_PAUSE_SECONDS = 0.01

# SQLite's file format, section 4: a head, then frames, each with a head and a page. The two salts
# in the head of the log are in the head of each frame that was written since it began anew.
_HEAD_BYTES = 32
_HEAD_SALTS = slice(16, 24)
_FRAME_HEAD_BYTES = 24
_FRAME_SALTS = slice(8, 16)
# A longer log is copied in fewer steps, for a page that was written many times is copied once.
_MOST_PAGES = 4_000
# About 32 MB, which takes about a second.
_MOST_COMPACTED_PAGES = 8_000
_LOOKS_EVERY = 100


def connected(path: str) -> sqlite3.Connection:
    """Return a connection that begins no transaction and runs no checkpoint by itself."""
    run = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
    run.execute("PRAGMA wal_autocheckpoint=0")
    # What is sorted is not left in a file of the system.
    run.execute("PRAGMA temp_store=MEMORY")
    return run


class Transaction:
    """A write transaction, as a context: all of it is written, or nothing.

    Args:
        run: The connection.
    """

    def __init__(self, run: sqlite3.Connection) -> None:
        """Begin nothing yet."""
        self._run = run

    def __enter__(self) -> None:
        """Wait for the lock of the writer, and take it."""
        try:
            self._run.execute("BEGIN IMMEDIATE")
        except BaseException:
            # A signal may come while it waits, and be seen when the lock is taken.
            self._roll_back()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Commit, or take all back where anything was raised."""
        try:
            if kind is None:
                self._run.execute("COMMIT")
                return
        except BaseException:
            self._roll_back()
            raise
        self._roll_back()

    def _roll_back(self) -> None:
        # A full disk takes the transaction back by itself.
        with suppress(sqlite3.Error):
            self._run.execute("ROLLBACK")


class Log:
    """The log of one open file.

    Args:
        run: The connection that writes, with its lock held by whoever calls.
        path: Where the file is, without links.
        connect: What opens another connection to it.
    """

    def __init__(
        self, run: sqlite3.Connection, path: str, connect: Callable[[str], sqlite3.Connection]
    ) -> None:
        """Look at the log as it was left."""
        (page_bytes,) = run.execute("PRAGMA page_size").fetchone()
        self._run = run
        self._path = path
        self._connect = connect
        self._transaction = Transaction(run)
        self._frame_bytes: int = _FRAME_HEAD_BYTES + page_bytes
        self._most_pages = _MOST_PAGES
        self._copier: sqlite3.Connection | None = None
        # It is there from now on, and the same one until the file is closed.
        self._file = Path(f"{path}-wal").open("rb", buffering=0)  # noqa: SIM115
        # An older schema has no such table.
        knows = run.execute("SELECT 1 FROM sqlite_master WHERE name = 'unscrubbed'").fetchone()
        self._known = self._destructions() if knows else 0
        self._is_compact = self._known == 0
        # A crash may have left what was destroyed.
        self._has_leftovers = self._bytes() > 0 or not self._is_compact
        self._writes = 0

    @property
    def is_scrubbed(self) -> bool:
        """Whether nothing that was destroyed is left in the file or in its log."""
        return self._is_compact and not self._has_leftovers

    def close(self) -> None:
        """Let go of it, after a last try to empty it where something may be left."""
        if self._has_leftovers:
            self._scrub(seconds=0)
        if self._copier is not None:
            self._copier.close()
        self._file.close()

    def tend(self) -> None:
        """Do after a write what is due: empty the log, or copy it if it is long.

        What was written is written: where this fails, no write did, and it is tried again.
        """
        self._writes += 1
        if self._writes % _LOOKS_EVERY == 0:
            self._look_at_others()
        if self._has_leftovers:
            self._scrub(seconds=0)
        elif self._is_long():
            frames, is_copied = 0, False
            with suppress(sqlite3.Error):
                frames, is_copied = self._copy()
            # Somebody who reads an older state keeps the log, and nobody looks again at once.
            self._most_pages = _MOST_PAGES if is_copied else frames + _MOST_PAGES

    def _look_at_others(self) -> None:
        """See whether another process destroyed something, and went before all of it was gone."""
        with suppress(sqlite3.Error):
            if self._destructions() > self._known:
                self._is_compact, self._has_leftovers = False, True

    def note(self) -> None:
        """Keep in the file that something is destroyed in this transaction, lest a crash forget."""
        self._run.execute("INSERT INTO unscrubbed DEFAULT VALUES")

    def _destructions(self) -> int:
        """Return the number of the last destruction of which bytes may be left; 0 for none."""
        (last,) = self._run.execute("SELECT coalesce(max(number), 0) FROM unscrubbed").fetchone()
        return int(last)

    def scrub(self, *, seconds: float, is_asked: bool = False) -> None:
        """Overwrite what was destroyed, in the file and in the log.

        Somebody who reads an older state keeps the log. Then it is tried again for some seconds,
        with every write, and when the file is opened.

        Args:
            seconds: For how long.
            is_asked: Whether it may take as long as it takes, also where the file is large.
        """
        self._is_compact = False
        self._scrub(seconds=seconds, is_asked=is_asked)

    def _scrub(self, *, seconds: float, is_asked: bool = False) -> None:
        self._has_leftovers = True
        deadline = time.monotonic() + seconds
        with suppress(sqlite3.Error):
            # What another process destroys from now on is not overwritten by this.
            self._known = self._destructions()
            if not self._is_compact:
                self._compact(is_asked=is_asked)
            while not (self._copy()[1] and self._begin_anew()):
                if time.monotonic() >= deadline:
                    return
                time.sleep(_PAUSE_SECONDS)
            self._has_leftovers = False
            if self._is_compact:
                self._run.execute("DELETE FROM unscrubbed WHERE number <= ?", (self._known,))

    def _compact(self, *, is_asked: bool) -> None:
        """Write the file anew from what is left, unless that would take long.

        SQLite overwrites what it deletes, but not the copies that it left in the free part of a
        page when it moved rows to another one.
        """
        (pages,) = self._run.execute("PRAGMA page_count").fetchone()
        is_small = pages <= _MOST_COMPACTED_PAGES
        if is_asked or is_small:
            if not is_small:
                # Only what stays is written to it, and it may be more than fits into memory.
                self._run.execute("PRAGMA temp_store=FILE")
            try:
                self._run.execute("VACUUM")
            finally:
                self._run.execute("PRAGMA temp_store=MEMORY")
            self._is_compact = True

    def _copy(self) -> tuple[int, bool]:
        """Run a checkpoint while nobody writes.

        A connection cannot run one in its own transaction, so another one does.

        Returns:
            The number of pages in the log, and whether all were copied.
        """
        if self._copier is None:
            self._copier = self._connect(self._path)
        with self._transaction:
            (is_busy, pages, copied) = self._copier.execute(
                "PRAGMA wal_checkpoint(PASSIVE)"
            ).fetchone()
        return pages, not is_busy and pages == copied

    def _begin_anew(self) -> bool:
        """Write something of no meaning, and return whether it is now all that the log holds.

        A checkpoint that empties the log by itself goes on without the lock of the writer where it
        waited for it in vain.
        """
        self._run.execute("PRAGMA journal_size_limit=0")
        try:
            with self._transaction:
                (schema,) = self._run.execute("PRAGMA user_version").fetchone()
                self._run.execute(f"PRAGMA user_version={schema}")
        finally:
            # A log that keeps its length is faster to write.
            self._run.execute("PRAGMA journal_size_limit=-1")
        return self._bytes() <= _HEAD_BYTES + self._frame_bytes

    def _is_long(self) -> bool:
        """Return whether the last page that it may have was written since it began anew."""
        file = self._file
        file.seek(0)
        head = file.read(_HEAD_BYTES)
        file.seek(_HEAD_BYTES + (self._most_pages - 1) * self._frame_bytes)
        frame = file.read(_FRAME_HEAD_BYTES)
        return len(frame) == _FRAME_HEAD_BYTES and head[_HEAD_SALTS] == frame[_FRAME_SALTS]

    def _bytes(self) -> int:
        return self._file.seek(0, os.SEEK_END)
