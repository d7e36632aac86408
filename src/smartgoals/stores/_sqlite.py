"""The storage in one SQLite file: the embedded default.

A committed write survives a power cut (WAL with full synchronisation), writers queue instead of
failing (BEGIN IMMEDIATE), and what is redacted or erased is overwritten on the disk (secure_delete,
then the log is emptied).
"""

from __future__ import annotations

import os
import sqlite3
import time
import weakref
from contextlib import suppress
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

__all__ = ["SqliteBackend", "open_backend"]

T = TypeVar("T")

_BUSY_SECONDS = 30.0
_PAUSE_SECONDS = 0.01
_PATIENCE_SECONDS = 1.0
_LOG_BYTES = 4_000_000
_LOG_HEAD_BYTES = 32
_FRAME_HEAD_BYTES = 24
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

    def __init__(self, path: Path) -> None:
        """Open the file."""
        # The log lies beside the file itself, not beside a link to it.
        self._path = os.path.realpath(path)
        self._log = f"{self._path}-wal"
        self._pid = os.getpid()
        self._lock = RLock()
        self._most_log_bytes = _LOG_BYTES
        try:
            _create_file(path)
            self._connection = _connected(self._path)
        except (sqlite3.Error, OSError) as error:
            raise _failed("opened", error) from error
        self._connections = [self._connection]
        # Closed with the last use, also where an app never says so.
        self._finalizer = weakref.finalize(self, _close, self._connections, self._pid)
        try:
            self._prepare()
        except BaseException as error:
            self._finalizer()
            if isinstance(error, sqlite3.Error | OSError) and not isinstance(error, StoreError):
                raise _failed("opened", error) from error
            raise

    def __repr__(self) -> str:
        """Show the kind of backend only: a path may name a person."""
        return "<SqliteBackend>"

    def _prepare(self) -> None:
        run = self._connection
        _log_ahead(run)
        for pragma in (
            "synchronous=FULL",
            "secure_delete=ON",
            # Up to 3.51.2, SQLite may damage the file where a checkpoint runs while another
            # connection begins the log anew. So none comes by itself, see `_copy_log`.
            "wal_autocheckpoint=0",
            # The first write of a log that begins anew also cuts off what is left of the old one.
            "journal_size_limit=0",
        ):
            run.execute(f"PRAGMA {pragma}")
        (self._page_bytes,) = run.execute("PRAGMA page_size").fetchone()
        self._schema = _schema(run)
        if self._schema == 0:
            run.execute("BEGIN IMMEDIATE")
            try:
                # Somebody else may have been first.
                if _schema(run) == 0:
                    _migrations.create(run)
                run.execute("COMMIT")
            except BaseException:
                _roll_back(run)
                raise
            self._schema = _schema(run)
        if self._schema > _migrations.SCHEMA:
            raise StoreError("the file was written by a newer version of smartgoals")
        # What a crash left in the log may be what was destroyed.
        self._has_leftovers = self._log_bytes() > 0
        if self._has_leftovers:
            self._empty_log(seconds=0)

    def put(self, tenant: str, batch: Batch) -> None:
        """Write a batch, or nothing of it."""
        self._write(
            _sql_writes.put(tenant, batch),
            destroys=any(write.removed for write in batch.journals),
        )

    def goal(self, tenant: str, goal_id: str, version: int | None) -> GoalRow | None:
        """Return a write of a goal, the latest for None; None if there is no such write."""
        return self._read(_sql.goal(tenant, goal_id, version))

    def history(self, tenant: str, goal_id: str, after: int, limit: int) -> list[GoalRow]:
        """Return the writes of a goal whose version is above *after*, in order."""
        return self._read(_sql.history(tenant, goal_id, after, limit))

    def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        """Return goals, sorted by what the query says and then by id."""
        return self._read(_sql.find(tenant, query, after, limit, hints=True))

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
        with self._lock:
            row = self._write(_sql_writes.erase(tenant, subject, reason, at), destroys=True)
            return row._replace(is_scrubbed=not self._has_leftovers)

    def migrate(self) -> None:
        """Bring the file to the schema that this version writes, in one transaction."""
        self._check_process()
        with self._lock:
            try:
                if _schema(self._connection) < _migrations.SCHEMA:
                    self._migrate()
                self._schema = _schema(self._connection)
            except sqlite3.Error as error:
                raise _failed("written", error) from error
            if self._schema > _migrations.SCHEMA:
                raise StoreError("the file was written by a newer version of smartgoals")

    def _migrate(self) -> None:
        run = self._connection
        run.execute("BEGIN IMMEDIATE")
        try:
            _migrations.migrate(run)
            run.execute("COMMIT")
        except BaseException:
            _roll_back(run)
            raise
        self._empty_log(seconds=_PATIENCE_SECONDS)

    def close(self) -> None:
        """Close the file; closing twice does nothing."""
        if os.getpid() == self._pid:
            with self._lock:
                self._finalizer()

    def _read(self, plan: _sql.Plan[T]) -> T:
        """Run the statements of a plan; each sees one state of the file."""
        self._check_process()
        with self._lock:
            self._check_schema()
            try:
                return _run(self._connection, plan)
            except sqlite3.Error as error:
                raise _failed("read", error) from error

    def _write(self, plan: _sql.Plan[T], *, destroys: bool = False) -> T:
        """Run a plan in one transaction: all of it is written, or nothing."""
        self._check_process()
        with self._lock:
            self._check_schema()
            run = self._connection
            try:
                run.execute("BEGIN IMMEDIATE")
                try:
                    answer = _run(run, plan)
                    run.execute("COMMIT")
                except BaseException:
                    _roll_back(run)
                    raise
            except sqlite3.Error as error:
                raise _failed("written", error) from error
            if destroys:
                self._empty_log(seconds=_PATIENCE_SECONDS)
            elif self._has_leftovers:
                self._empty_log(seconds=0)
            elif self._log_bytes() > self._most_log_bytes:
                self._shorten_log()
            return answer

    def _check_process(self) -> None:
        # Before the lock, which another thread may have held when the process was forked.
        if os.getpid() != self._pid:
            raise StoreError(
                "the SQLite file was opened before this process was forked; open it in each process"
            )

    def _check_schema(self) -> None:
        if self._schema < _migrations.SCHEMA:
            try:
                # Another process may have migrated it since.
                self._schema = _schema(self._connection)
            except sqlite3.Error as error:
                raise _failed("read", error) from error
            if self._schema < _migrations.SCHEMA:
                raise StoreError(
                    "the file was written by an older version of smartgoals; "
                    "make a copy of it and call migrate()"
                )

    def _log_bytes(self) -> int:
        try:
            # Asked with every write, where a Path takes several times as long.
            return os.stat(self._log).st_size  # noqa: PTH116
        except OSError:
            return 0

    def _shorten_log(self) -> None:
        """Copy what was committed into the file, so that the log can begin anew."""
        is_copied = False
        # What was written is written: a log that cannot be copied now is no write that failed.
        with suppress(sqlite3.Error):
            is_copied = self._copy_log()
        # Somebody who reads an older state keeps the log, and nobody looks again at once.
        self._most_log_bytes = _LOG_BYTES if is_copied else self._log_bytes() + _LOG_BYTES

    def _copy_log(self) -> bool:
        """Run a checkpoint while nobody writes, and return whether all of the log was copied.

        A connection cannot run one in its own transaction. So one connection keeps all writers
        out, in every process, and another runs it. As every process does so, there are never two
        at once, and no log begins anew meanwhile.
        """
        if len(self._connections) == 1:
            self._connections.append(_connected(self._path))
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            (is_busy, frames, copied) = (
                self._connections[1].execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            )
        finally:
            _roll_back(self._connection)
        return bool(not is_busy and frames == copied)

    def _empty_log(self, *, seconds: float) -> None:
        """Empty the log, which may still hold what was destroyed.

        Somebody who reads an older state keeps the log. Then it is tried again for some seconds,
        with every write, and when the file is opened.
        """
        self._has_leftovers = True
        deadline = time.monotonic() + seconds
        with suppress(sqlite3.Error):
            while not (self._copy_log() and self._begin_log()):
                if time.monotonic() >= deadline:
                    return
                time.sleep(_PAUSE_SECONDS)
            self._has_leftovers = False

    def _begin_log(self) -> bool:
        """Write something of no meaning, and return whether it is now all that the log holds.

        A checkpoint that empties the log itself would do without a writer's lock if it waited for
        it in vain.
        """
        run = self._connection
        run.execute("BEGIN IMMEDIATE")
        try:
            run.execute(f"PRAGMA user_version={_schema(run)}")
            run.execute("COMMIT")
        except BaseException:
            _roll_back(run)
            raise
        return self._log_bytes() <= _LOG_HEAD_BYTES + _FRAME_HEAD_BYTES + self._page_bytes


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


def _connected(path: str) -> sqlite3.Connection:
    return sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS
    )


def _close(connections: list[sqlite3.Connection], pid: int) -> None:
    if os.getpid() != pid:
        # A connection may not even be closed in a process that was forked from its own.
        _of_parents.append(connections)
        return
    for connection in reversed(connections):
        connection.close()


_of_parents: list[list[sqlite3.Connection]] = []


def _create_file(path: Path) -> None:
    """Make a new file that its owner alone may read; SQLite gives its log the same rights."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY))
    if path.exists() and path.stat().st_size == 0:
        # An empty file that lay there already may have been made for everybody.
        path.chmod(_OWNER_ONLY)


def _log_ahead(run: sqlite3.Connection) -> None:
    # For this one lock SQLite does not queue: who opens a new file second has to ask again.
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            run.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if not _is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _schema(run: sqlite3.Connection) -> int:
    (schema,) = run.execute("PRAGMA user_version").fetchone()
    return int(schema)


def _roll_back(run: sqlite3.Connection) -> None:
    # A full disk takes the transaction back by itself, and a commit may fail too.
    with suppress(sqlite3.Error):
        run.execute("ROLLBACK")


def _is_busy(error: Exception) -> bool:
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF in _BUSY


def _failed(what: str, error: Exception) -> StoreError:
    if _is_busy(error):
        return TransientStoreError(
            f"the SQLite file could not be {what}, for somebody else is at it; try again"
        )
    return StoreError(f"the SQLite file could not be {what}; see the cause")


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
    # Absolute, for SQLite reads some relative names as more than a name.
    return SqliteBackend(Path(name).absolute())
