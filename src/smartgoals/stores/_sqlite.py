"""The store in one SQLite file: the embedded default.

A committed write survives a power cut (WAL with full synchronisation), writers queue instead of
failing (BEGIN IMMEDIATE), and what is redacted is overwritten on the disk (secure_delete, then a
checkpoint that empties the log).
"""

from __future__ import annotations

import os
import sqlite3
import time
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import TypeVar
from urllib.parse import unquote

import attrs

from smartgoals._time import format_instant, now, parse_instant
from smartgoals.codec import dumps, loads
from smartgoals.entries import Entry, Redacted
from smartgoals.errors import DecodeError, StoreError, UnknownStoreError
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.stores._contract import (
    E,
    Store,
    Stored,
    check_goal,
    check_id,
    check_save,
    check_version,
    not_found,
    says_of,
    to_record,
    with_redactions,
)

__all__ = ["SqliteStore", "open_url"]

T = TypeVar("T")

SCHEMA = 1
_BUSY_SECONDS = 30.0
_PAUSE_SECONDS = 0.01
_PATIENCE_MS = 1_000
_OWNER_ONLY = 0o600

# Every key begins with the tenant. An entry keeps what it is about in a column of its own only
# where that is another entry, so that a redaction finds all that has to go.
_TABLES = """
CREATE TABLE goals (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    subject TEXT NOT NULL,
    at TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (tenant, id, version)
) STRICT;
CREATE TABLE entries (
    tenant TEXT NOT NULL,
    subject TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT,
    document TEXT NOT NULL,
    PRIMARY KEY (tenant, subject, id)
) STRICT;
CREATE INDEX entries_about ON entries (tenant, subject, about) WHERE about IS NOT NULL;
"""


class _Database:
    """One connection, shared by the handles of all tenants and guarded by one lock."""

    def __init__(self, path: Path) -> None:
        self._lock = RLock()
        self._has_leftovers = True
        with _store_errors("opened"):
            _create(path)
            self._connection = sqlite3.connect(
                path, isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS
            )
        # Closed with the last handle, also where an app never says so.
        self._finalizer = weakref.finalize(self, self._connection.close)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def _prepare(self) -> None:
        with _store_errors("opened"):
            self._log_ahead()
            for pragma in ("synchronous=FULL", "secure_delete=ON"):
                self._connection.execute(f"PRAGMA {pragma}")
        with self.transaction() as run:
            (schema,) = run.execute("PRAGMA user_version").fetchone()
            if schema > SCHEMA:
                raise StoreError("the file was written by a newer version of smartgoals")
            if schema == 0:
                for statement in filter(str.strip, _TABLES.split(";")):
                    run.execute(statement)
                run.execute(f"PRAGMA user_version={SCHEMA}")

    def _log_ahead(self) -> None:
        # For this one lock SQLite does not queue: who opens a new file second has to ask again.
        deadline = time.monotonic() + _BUSY_SECONDS
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not is_busy or time.monotonic() > deadline:
                    raise
                time.sleep(_PAUSE_SECONDS)
            else:
                return

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write all of it, or nothing."""
        with self._lock, _store_errors("written"):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # A full disk takes the transaction back by itself, and a commit may fail too.
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise
            if self._has_leftovers:
                self._empty_log(wait_ms=0)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read; one statement sees one state."""
        with self._lock, _store_errors("read"):
            yield self._connection

    def forget(self) -> None:
        """Empty the log, which may still hold what was deleted.

        Somebody who is reading keeps the log alive. Then it is tried again with every write, and
        when the file is opened.
        """
        with self._lock, _store_errors("written"):
            self._empty_log(wait_ms=_PATIENCE_MS)

    def _empty_log(self, *, wait_ms: int) -> None:
        self._has_leftovers = True
        # What was written is written: a log that cannot be emptied now must not look like a write
        # that failed, nor leave the next one without its patience.
        with suppress(sqlite3.Error):
            self._connection.execute(f"PRAGMA busy_timeout={wait_ms}")
            (is_busy, _, _) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._has_leftovers = bool(is_busy)
        self._connection.execute(f"PRAGMA busy_timeout={int(_BUSY_SECONDS * 1000)}")

    def close(self) -> None:
        with self._lock:
            self._finalizer()


@contextmanager
def _store_errors(what: str) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        if isinstance(error, StoreError):
            raise
        raise StoreError(f"the SQLite file could not be {what}; see the cause") from error


def _create(path: Path) -> None:
    """Make a new file that its owner alone may read; SQLite gives its log the same rights."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY))
    if path.exists() and path.stat().st_size == 0:
        # An empty file that lay there already may have been made for everybody.
        path.chmod(_OWNER_ONLY)


class SqliteStore(Store):
    """A store in one SQLite file."""

    def __init__(self, *, tenant: str, database: _Database) -> None:
        """Bind a tenant to a database."""
        self._tenant = tenant
        self._database = database

    def __repr__(self) -> str:
        """Show the kind of store only: a path may name a person."""
        return "<SqliteStore>"

    def save(self, goal: Goal) -> Goal:
        """Create a goal, or replace the version that was loaded."""
        check_goal(goal)
        with self._database.transaction() as run:
            version = check_save(goal, self._latest(run, goal.id))
            run.execute(
                "INSERT INTO goals VALUES (?, ?, ?, ?, ?, ?)",
                (
                    self._tenant,
                    goal.id,
                    version,
                    goal.subject,
                    format_instant(now()),
                    dumps(goal),
                ),
            )
        return attrs.evolve(goal, version=version)

    def _latest(self, run: sqlite3.Connection, goal_id: str) -> Goal | None:
        row = run.execute(
            "SELECT version, document FROM goals WHERE tenant = ? AND id = ? "
            "ORDER BY version DESC LIMIT 1",
            (self._tenant, goal_id),
        ).fetchone()
        return None if row is None else _goal(*row)

    def get(self, goal_id: str, *, version: int | None = None) -> Goal:
        """Return a goal."""
        check_id("goal_id", goal_id)
        check_version(version)
        with self._database.reading() as run:
            if version is None:
                found = self._latest(run, goal_id)
            else:
                row = run.execute(
                    "SELECT version, document FROM goals "
                    "WHERE tenant = ? AND id = ? AND version = ?",
                    (self._tenant, goal_id, version),
                ).fetchone()
                found = None if row is None else _goal(*row)
        if found is None:
            raise not_found("goal" if version is None else "version")
        return found

    def history(self, goal_id: str) -> tuple[Stored, ...]:
        """Return every write of a goal, the first one first."""
        check_id("goal_id", goal_id)
        with self._database.reading() as run:
            rows = run.execute(
                "SELECT version, document, at FROM goals WHERE tenant = ? AND id = ? "
                "ORDER BY version",
                (self._tenant, goal_id),
            ).fetchall()
        if not rows:
            raise not_found("goal")
        return tuple(
            Stored(goal=_goal(version, document), version=version, at=parse_instant(at))
            for version, document, at in rows
        )

    def record(self, subject: str, *entries: E, author: str | None = None) -> tuple[E, ...]:
        """Add entries to a person's journal: all of them, or none, in the order given."""
        check_id("subject", subject)
        owner = (self._tenant, subject)
        with self._database.transaction() as run:
            at = now()
            new, recorded = to_record(
                entries,
                at=at,
                author=author,
                stored=self._stored(run, subject, entries),
                redacted=self._redacted(run, subject),
            )

            def said_of(entry_id: str) -> list[str]:
                rows = run.execute(
                    "SELECT id FROM entries WHERE tenant = ? AND subject = ? AND about = ? "
                    "AND kind <> 'Redacted'",
                    (*owner, entry_id),
                )
                return [said for (said,) in rows]

            self._insert(run, subject, new)
            redactions = with_redactions(new, at=at, said_of=said_of)[len(new) :]
            self._insert(run, subject, redactions)
            redacted = [one.entry for one in (*new, *redactions) if isinstance(one, Redacted)]
            run.executemany(
                "DELETE FROM entries WHERE tenant = ? AND subject = ? AND id = ? "
                "AND kind <> 'Redacted'",
                [(*owner, entry_id) for entry_id in redacted],
            )
        if redacted:
            self._database.forget()
        return recorded

    def _insert(self, run: sqlite3.Connection, subject: str, entries: Iterable[Entry]) -> None:
        run.executemany(
            "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)",
            [
                (
                    self._tenant,
                    subject,
                    entry.id,
                    type(entry).__name__,
                    entry.entry if isinstance(entry, Redacted) else says_of(entry),
                    dumps(entry),
                )
                for entry in entries
            ],
        )

    def _stored(
        self, run: sqlite3.Connection, subject: str, entries: tuple[Entry, ...]
    ) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for entry_id in {entry.id for entry in entries if isinstance(entry, Entry) and entry.id}:
            row = run.execute(
                "SELECT document FROM entries WHERE tenant = ? AND subject = ? AND id = ?",
                (self._tenant, subject, entry_id),
            ).fetchone()
            if row is not None:
                found[entry_id] = _decoded(row[0], Entry)
        return found

    def _redacted(self, run: sqlite3.Connection, subject: str) -> set[str]:
        rows = run.execute(
            "SELECT about FROM entries WHERE tenant = ? AND subject = ? AND about IS NOT NULL "
            "AND kind = 'Redacted'",
            (self._tenant, subject),
        )
        return {about for (about,) in rows}

    def journal(self, subject: str) -> Journal:
        """Return a person's journal; empty if nothing was recorded."""
        check_id("subject", subject)
        with self._database.reading() as run:
            rows = run.execute(
                "SELECT document FROM entries WHERE tenant = ? AND subject = ?",
                (self._tenant, subject),
            ).fetchall()
        return Journal(
            subject=subject, entries=tuple(_decoded(document, Entry) for (document,) in rows)
        )

    def tenant(self, name: str) -> SqliteStore:
        """Return a handle for another tenant on the same file."""
        check_id("tenant", name)
        return SqliteStore(tenant=name, database=self._database)

    def close(self) -> None:
        """Close the file, for all tenants; closing twice does nothing."""
        self._database.close()


def _goal(version: int, document: str) -> Goal:
    return attrs.evolve(_decoded(document, Goal), version=version)


def _decoded(document: str, kind: type[T]) -> T:
    try:
        return loads(document, kind)
    except DecodeError as error:
        raise StoreError("a stored document is damaged; see the cause") from error


def open_url(url: str, *, tenant: str) -> SqliteStore:
    """Return the store in the file that the URL names; it is made if it is not there."""
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
    return SqliteStore(tenant=tenant, database=_Database(Path(name).absolute()))
