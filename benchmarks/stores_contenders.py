"""Our backend, and what people would write themselves: one table with three indices.

By hand or with an ORM, that one checks no version, keeps no history, and tells no changes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

import sqlalchemy
from sqlalchemy import event, orm

from benchmarks.stores_growth import set_pragma
from smartgoals.stores._rows import Batch, GoalWrite
from smartgoals.stores._sqlite import open_backend

TENANT = "clinic-1"

_TABLE = """
CREATE TABLE goals (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    subject TEXT NOT NULL,
    version INTEGER NOT NULL,
    at TEXT NOT NULL,
    author TEXT,
    op_id TEXT,
    document TEXT NOT NULL,
    lifecycle TEXT NOT NULL,
    due TEXT,
    PRIMARY KEY (tenant, id)
) STRICT;
CREATE INDEX goals_subject ON goals (tenant, subject, id);
CREATE INDEX goals_lifecycle ON goals (tenant, lifecycle, id);
CREATE INDEX goals_due ON goals (tenant, due, id);
"""
# Ours has as much.
_SAME_CACHE = "PRAGMA cache_size=-32000"
_INSERT = "INSERT INTO goals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_UPDATE = (
    "UPDATE goals SET version = ?, at = ?, author = ?, op_id = ?, document = ?, lifecycle = ?, "
    "due = ? WHERE tenant = ? AND id = ?"
)
_SELECT = (
    "SELECT id, subject, version, at, author, op_id, document FROM goals "
    "WHERE tenant = ? AND id = ?"
)


class Raw:
    """The module sqlite3, one statement a call."""

    def __init__(self, path: Path, synchronous: str) -> None:
        """Make the table."""
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute(f"PRAGMA synchronous={synchronous}")
        self._connection.execute(_SAME_CACHE)
        self._connection.executescript(_TABLE)

    def create(self, write: GoalWrite) -> None:
        """Add a goal."""
        self._connection.execute(_INSERT, _inserted(write))

    def replace(self, write: GoalWrite) -> None:
        """Overwrite a goal."""
        self._connection.execute(_UPDATE, _updated(write))

    def create_all(self, writes: Iterable[GoalWrite]) -> None:
        """Add goals in one transaction."""
        self._connection.execute("BEGIN")
        self._connection.executemany(_INSERT, map(_inserted, writes))
        self._connection.execute("COMMIT")

    def replace_all(self, writes: Iterable[GoalWrite]) -> None:
        """Overwrite goals in one transaction."""
        self._connection.execute("BEGIN")
        self._connection.executemany(_UPDATE, map(_updated, writes))
        self._connection.execute("COMMIT")

    def get(self, goal_id: str) -> Any:
        """Return the row of a goal."""
        return self._connection.execute(_SELECT, (TENANT, goal_id)).fetchone()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _inserted(write: GoalWrite) -> tuple[Any, ...]:
    row, keys = write
    return (TENANT, *row, keys.lifecycle, keys.due)


def _updated(write: GoalWrite) -> tuple[Any, ...]:
    row, keys = write
    return (*row[2:], keys.lifecycle, keys.due, TENANT, row.id)


class _Base(orm.DeclarativeBase):
    """What the mapped class is registered with."""


class _Goal(_Base):
    """The same table as a mapped class."""

    __tablename__ = "goals"
    __table_args__ = (
        sqlalchemy.Index("goals_subject", "tenant", "subject", "id"),
        sqlalchemy.Index("goals_lifecycle", "tenant", "lifecycle", "id"),
        sqlalchemy.Index("goals_due", "tenant", "due", "id"),
    )
    tenant: orm.Mapped[str] = orm.mapped_column(primary_key=True)
    id: orm.Mapped[str] = orm.mapped_column(primary_key=True)
    subject: orm.Mapped[str]
    version: orm.Mapped[int]
    at: orm.Mapped[str]
    author: orm.Mapped[str | None]
    op_id: orm.Mapped[str | None]
    document: orm.Mapped[str]
    lifecycle: orm.Mapped[str]
    due: orm.Mapped[str | None]


class Orm:
    """SQLAlchemy's ORM, one session a call."""

    def __init__(self, path: Path, synchronous: str) -> None:
        """Make the table."""
        self._engine = sqlalchemy.create_engine(f"sqlite:///{path}")

        def prepare(connection: Any, _: Any) -> None:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(f"PRAGMA synchronous={synchronous}")
            connection.execute(_SAME_CACHE)

        event.listen(self._engine, "connect", prepare)
        _Base.metadata.create_all(self._engine)

    def create(self, write: GoalWrite) -> None:
        """Add a goal."""
        self.create_all([write])

    def replace(self, write: GoalWrite) -> None:
        """Overwrite a goal."""
        self.replace_all([write])

    def create_all(self, writes: Iterable[GoalWrite]) -> None:
        """Add goals in one transaction."""
        with orm.Session(self._engine) as session:
            session.add_all(
                _Goal(tenant=TENANT, **row._asdict(), lifecycle=keys.lifecycle, due=keys.due)
                for row, keys in writes
            )
            session.commit()

    def replace_all(self, writes: Iterable[GoalWrite]) -> None:
        """Overwrite goals in one transaction."""
        with orm.Session(self._engine) as session:
            for row, keys in writes:
                stored = session.get_one(_Goal, (TENANT, row.id))
                stored.version = row.version
                stored.at = row.at
                stored.author = row.author
                stored.op_id = row.op_id
                stored.document = row.document
                stored.lifecycle = keys.lifecycle
                stored.due = keys.due
            session.commit()

    def get(self, goal_id: str) -> Any:
        """Return a goal, read by a session that has seen none."""
        with orm.Session(self._engine) as session:
            return session.get(_Goal, (TENANT, goal_id))

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()


class Ours:
    """The backend of the SQLite store."""

    def __init__(self, path: Path, synchronous: str) -> None:
        """Make the file."""
        self._backend = open_backend(f"sqlite:///{path}")
        set_pragma(self._backend, "synchronous", synchronous)

    def create(self, write: GoalWrite) -> None:
        """Add a goal."""
        self._backend.put(TENANT, Batch(goals=(write,)))

    def replace(self, write: GoalWrite) -> None:
        """Write a goal again."""
        self._backend.put(TENANT, Batch(goals=(write,)))

    def create_all(self, writes: Iterable[GoalWrite]) -> None:
        """Add goals in one batch."""
        self._backend.put(TENANT, Batch(goals=tuple(writes)))

    def replace_all(self, writes: Iterable[GoalWrite]) -> None:
        """Write goals again in one batch."""
        self._backend.put(TENANT, Batch(goals=tuple(writes)))

    def get(self, goal_id: str) -> Any:
        """Return the row of a goal."""
        return self._backend.goal(TENANT, goal_id, None)

    def close(self) -> None:
        """Close the file."""
        self._backend.close()


Contender: TypeAlias = Raw | Orm | Ours
