"""The storage in one SQLite file: the embedded default.

A committed write survives a power cut (WAL with full synchronisation), writers queue instead of
failing (BEGIN IMMEDIATE), and what is redacted or erased is overwritten on the disk (secure_delete,
then the file is compacted and the log emptied).
"""

from __future__ import annotations

import os
import sqlite3
import time
import weakref
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import TypeVar
from urllib.parse import unquote

from smartgoals.errors import StoreError, TransientStoreError, UnknownStoreError
from smartgoals.stores import _migrations, _sql, _sql_writes
from smartgoals.stores._backend import Backend, Capability
from smartgoals.stores._rows import (
    Batch,
    ChangeRow,
    ErasureRow,
    FoundRow,
    GoalRow,
    JournalRows,
    Query,
    SubjectRow,
)
from smartgoals.stores._sqlite_log import BUSY_SECONDS, Log, Transaction, connected

__all__ = ["SqliteBackend", "open_backend"]

T = TypeVar("T")

_PAUSE_SECONDS = 0.01
_PATIENCE_SECONDS = 1.0
# Enough for what stands above the leaves of the trees with a million goals, about 15 MB.
_CACHE_KIB = 32_000
_OWNER_ONLY = 0o600
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class SqliteBackend(Backend):
    """Rows in one SQLite file, which several threads and processes may have open.

    Args:
        path: Where the file is; it is made, for its owner alone, if it is not there.

    Raises:
        StoreError: If it cannot be opened, or was written by a newer version.
    """

    capabilities = frozenset({Capability.DURABLE, Capability.SHARED, Capability.SCRUBS})

    # The crash tests run it on another build of SQLite, over a disk of which the power goes.
    _connected = staticmethod(connected)

    def __init__(self, path: Path) -> None:
        """Open the file."""
        self._pid = os.getpid()
        self._lock = RLock()
        # Who reads does not wait for who writes.
        self._reading_lock = RLock()
        self._is_current = False
        with ExitStack() as opened, _wrapped("opened"):
            # The log lies beside the file itself, not beside a link to it.
            self._path = os.path.realpath(path)
            _create_file(Path(self._path))
            self._file = _identity(self._path)
            _check_ancestors(self._file)
            self._connection = self._connected(self._path)
            opened.callback(self._connection.close)
            self._transaction = Transaction(self._connection)
            self._prepare()
            self._reading = self._connected(self._path)
            opened.callback(self._reading.close)
            self._reading.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
            self._log = Log(self._connection, self._path, self._connected)
            opened.callback(self._log.close)
            self._log.tend()
            opened.pop_all()
        _opened.append((*self._file, self._pid))
        # Closed with the last use, also where an app never says so. Not at exit, where threads
        # may still be at it: what was committed is in the log.
        self._finalizer = weakref.finalize(
            self, _close, self._log, [self._reading, self._connection], (*self._file, self._pid)
        )
        self._finalizer.atexit = False

    def __repr__(self) -> str:
        """Show the kind of backend only: a path may name a person."""
        return "<SqliteBackend>"

    def _prepare(self) -> None:
        run = self._connection
        # Looked at first, for nothing of another application's file may be changed.
        _check_ours(run)
        _log_ahead(run)
        run.execute("PRAGMA synchronous=FULL")
        run.execute("PRAGMA secure_delete=ON")
        run.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        if _schema(run) == 0:
            with self._transaction:
                # Somebody else may have been first.
                if _schema(run) == 0:
                    _migrations.create(run)
        self._look_at_schema()

    def _look_at_schema(self) -> None:
        schema = _schema(self._connection)
        if schema > _migrations.SCHEMA:
            raise StoreError("the file was written by a newer version of smartgoals; upgrade it")
        self._is_current = schema == _migrations.SCHEMA

    def put(self, tenant: str, batch: Batch) -> None:
        """Write a batch, or nothing of it."""
        self._write(
            _sql_writes.put(tenant, batch),
            destroys=any(write.removed for write in batch.journals),
        )

    def goal(self, tenant: str, goal_id: str, version: int | None) -> GoalRow | None:
        """Return a write of a goal, the latest for None; None if there is no such write."""
        sql, parameters = _sql.goal(tenant, goal_id, version)
        if os.getpid() != self._pid:
            raise _forked()
        if not self._is_current:
            self._check_schema()
        with self._reading_lock:
            try:
                row = self._reading.execute(sql, parameters).fetchone()
            except sqlite3.Error as error:
                failure = _failed("read", error)
            else:
                return None if row is None else GoalRow._make(row)
        # Not within the handler: the error there may hold what a document says.
        raise failure

    def history(self, tenant: str, goal_id: str, after: int, limit: int) -> list[GoalRow]:
        """Return the writes of a goal whose version is above *after*, in order."""
        return self._read(_sql.history(tenant, goal_id, after, limit))

    def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        """Return goals, sorted by what the query says and then by id."""
        return self._read(_sql.find(tenant, query, after, limit))

    def journal(self, tenant: str, subject: str) -> JournalRows:
        """Return the journal of a person."""
        return self._read(_sql.journal(tenant, subject))

    def changes(self, tenant: str, after: int, limit: int) -> list[ChangeRow]:
        """Return the changes whose position is above *after*, in order."""
        return self._read(_sql.changes(tenant, after, limit))

    def subjects(self, tenant: str, after: str, limit: int) -> list[SubjectRow]:
        """Return persons of whom anything is stored, held or erased, in order of their ids."""
        return self._read(_sql.subjects(tenant, after, limit))

    def hold(self, tenant: str, subject: str, reason: str | None) -> None:
        """Put a person under a legal hold, or release them where there is no reason."""
        self._write(_sql_writes.hold(tenant, subject, reason))

    def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        """Destroy everything of a person but that it was done."""
        row = self._write(_sql_writes.erase(tenant, subject, reason, at), destroys=True)
        return row._replace(is_scrubbed=self._log.is_scrubbed)

    def migrate(self) -> None:
        """Bring the file to the schema that this version writes, in one transaction."""
        if os.getpid() != self._pid:
            raise _forked()
        with self._lock, _wrapped("written"):
            self._look_at_schema()
            if not self._is_current:
                with self._transaction:
                    _migrations.migrate(self._connection)
                    self._log.note()
                self._look_at_schema()
                self._log.scrub(seconds=_PATIENCE_SECONDS)

    def scrub(self) -> bool:
        """Write the file anew, however large it is, and return whether nothing is left."""
        if os.getpid() != self._pid:
            raise _forked()
        with self._lock, _wrapped("written"):
            self._look_at_schema()
            self._log.scrub(seconds=_PATIENCE_SECONDS, is_asked=True)
            return self._log.is_scrubbed

    def close(self) -> None:
        """Close the file; closing twice does nothing."""
        # Another thread may have held the lock when the process was forked.
        if os.getpid() == self._pid:
            with self._lock, self._reading_lock:
                self._finalizer()

    def _read(self, plan: _sql.Plan[T]) -> T:
        """Run the statements of a plan; each sees one state of the file."""
        if os.getpid() != self._pid:
            raise _forked()
        # Before the lock, for who closes takes that of the writer first.
        if not self._is_current:
            self._check_schema()
        with self._reading_lock:
            try:
                return _run(self._reading, plan)
            except sqlite3.Error as error:
                failure = _failed("read", error)
        raise failure

    def _write(self, plan: _sql.Plan[T], *, destroys: bool = False) -> T:
        """Run a plan in one transaction: all of it is written, or nothing."""
        if os.getpid() != self._pid:
            raise _forked()
        with self._lock, _wrapped("written"):
            if not self._is_current:
                self._check_schema()
            if _identity(self._path) != self._file:
                raise StoreError("the SQLite file was taken away or replaced; open the store again")
            with self._transaction:
                before = self._changed() if destroys else 0
                answer = _run(self._connection, plan)
                # Erasing again destroys nothing more.
                destroys = destroys and self._changed() > before
                if destroys:
                    self._log.note()
            if destroys:
                self._log.scrub(seconds=_PATIENCE_SECONDS)
            else:
                self._log.tend()
            return answer

    def _changed(self) -> int:
        """Return how many rows this connection has written in all."""
        (rows,) = self._connection.execute("SELECT total_changes()").fetchone()
        return int(rows)

    def _check_schema(self) -> None:
        with self._lock, _wrapped("read"):
            # Another process may have migrated it since.
            self._look_at_schema()
        if not self._is_current:
            raise StoreError(
                "the file was written by an older version of smartgoals; "
                "make a copy of it and call migrate()"
            )


def _run(connection: sqlite3.Connection, plan: _sql.Plan[T]) -> T:
    try:
        sql, parameters, is_many = next(plan)
        while True:
            if is_many:
                connection.executemany(sql, parameters)
                rows = []
            else:
                rows = connection.execute(sql, parameters).fetchall()
            sql, parameters, is_many = plan.send(rows)
    except StopIteration as done:
        answer: T = done.value
        return answer


# Device, file and process of all that is open here, or was in the process that this one was forked
# from: SQLite would take the locks of that one for its own, and the first to close would throw
# away the log under the other.
_opened: list[tuple[int, int, int]] = []
_of_parents: list[tuple[Log, list[sqlite3.Connection]]] = []


def _identity(path: str) -> tuple[int, int]:
    """Return what tells a file from others, whatever its name."""
    try:
        # Asked with every write, where a Path takes several times as long.
        told = os.stat(path)  # noqa: PTH116
    except FileNotFoundError:
        return (0, 0)
    return told.st_dev, told.st_ino


def _check_ancestors(file: tuple[int, int]) -> None:
    pid = os.getpid()
    if any((device, node) == file and owner != pid for device, node, owner in _opened):
        raise _forked()


def _close(log: Log, connections: list[sqlite3.Connection], whose: tuple[int, int, int]) -> None:
    if os.getpid() == whose[2]:
        log.close()
        for connection in connections:
            connection.close()
        _opened.remove(whose)
    else:
        # It may not even be closed in a process that was forked from its own.
        _of_parents.append((log, connections))


def _create_file(path: Path) -> None:
    """Make a new file that its owner alone may read; SQLite gives its log the same rights."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY))
    if path.exists() and path.stat().st_size == 0:
        # An empty file that lay there already may have been made for everybody.
        path.chmod(_OWNER_ONLY)


def _log_ahead(run: sqlite3.Connection) -> None:
    # For this one lock SQLite does not queue: who opens a new file second has to ask again.
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            run.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if not _is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _check_ours(run: sqlite3.Connection) -> None:
    """Check that a file is empty or one of ours."""
    tables = {name for (name,) in run.execute("SELECT name FROM sqlite_master").fetchall()}
    (mark,) = run.execute("PRAGMA application_id").fetchone()
    is_old = _schema(run) == 1 and {"goals", "entries", "entries_about"} <= tables
    if tables and mark != _migrations.APPLICATION and not is_old:
        raise StoreError("the file is an SQLite file of another application")


def _schema(run: sqlite3.Connection) -> int:
    (schema,) = run.execute("PRAGMA user_version").fetchone()
    return int(schema)


def _is_busy(error: Exception) -> bool:
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF in _BUSY


def _failed(what: str, error: Exception) -> StoreError:
    """Return what to raise, with the error of the driver as its cause, less what it may tell."""
    if _is_busy(error):
        failure: StoreError = TransientStoreError(
            f"the SQLite file could not be {what}, for somebody else is at it; try again"
        )
        failure.__cause__ = error
    elif isinstance(error, sqlite3.ProgrammingError):
        failure = StoreError("the store is closed")
        failure.__cause__ = error
    elif isinstance(error, OSError):
        # The operating system names the path.
        failure = StoreError(f"the SQLite file could not be {what}; see the cause")
        failure.__cause__ = OSError(error.errno, error.strerror)
    elif "decode" in str(error):
        # Python tells what it could not decode.
        failure = StoreError("a stored document is damaged: it is no valid Unicode text")
    else:
        failure = StoreError(f"the SQLite file could not be {what}; see the cause")
        failure.__cause__ = error
    return failure


@contextmanager
def _wrapped(what: str) -> Iterator[None]:
    try:
        yield
    except StoreError:
        raise
    except (sqlite3.Error, OSError) as error:
        failure = _failed(what, error)
    else:
        return
    # Not within the handler: the error there may hold a path, or what a document says.
    raise failure


def _forked() -> StoreError:
    return StoreError(
        "the SQLite file was opened before this process was forked, so SQLite would lose writes; "
        "close the store before you fork, or start processes by spawn or forkserver"
    )


def open_backend(url: str) -> SqliteBackend:
    """Return the storage in the file that the URL names; it is made if it is not there."""
    scheme, _, path = url.partition("///")
    try:
        name = unquote(path, errors="strict")
        os.fsencode(name)
    except UnicodeError:
        name = ""
    # SQLite takes :memory: for a file that is gone with the process.
    if scheme != "sqlite:" or not name or "?" in path or "\0" in name or name == ":memory:":
        raise UnknownStoreError(
            "the URL of an SQLite store is sqlite:///name.db, or sqlite:////folder/name.db, "
            "without options; memory: keeps nothing"
        )
    return SqliteBackend(Path(name))
