"""The tables of an SQLite file, and how older ones become these."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from smartgoals._time import format_instant, now
from smartgoals.codec import loads
from smartgoals.errors import DecodeError, StoreError
from smartgoals.goals import Goal
from smartgoals.stores._actions import goal_write
from smartgoals.stores._sql_writes import head_row, terms_of

__all__ = ["APPLICATION", "SCHEMA", "create", "migrate"]

APPLICATION = int.from_bytes(b"smgo")
"""What tells a file of ours from those of other applications."""

# Every key begins with the tenant. Documents of goals are long, and live where the key is not; all
# other rows are short, and live in their key. `goals` is what goals are found by; `removed` are the
# changes whose entries are gone; `unscrubbed` has a row for each destruction of which bytes may be
# left. What tells of a change has its position among all changes of the tenant. The columns of a
# key come first and in its order: where they do not, integrity_check of SQLite 3.40 finds faults.
_TABLES = """
CREATE TABLE migrations (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL
) STRICT;
CREATE TABLE goals (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    subject TEXT NOT NULL,
    version INTEGER NOT NULL,
    lifecycle TEXT NOT NULL,
    due TEXT,
    terms TEXT NOT NULL,
    is_reviewed INTEGER NOT NULL,
    review_day TEXT,
    review_policy TEXT,
    review_on TEXT,
    PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX goals_subject ON goals (tenant, subject, id);
CREATE INDEX goals_lifecycle ON goals (tenant, lifecycle, id);
CREATE INDEX goals_due ON goals (tenant, due, id) WHERE due IS NOT NULL;
CREATE INDEX goals_review ON goals (tenant, review_day, id) WHERE review_day IS NOT NULL;
CREATE TABLE versions (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    subject TEXT NOT NULL,
    at TEXT NOT NULL,
    author TEXT,
    op_id TEXT,
    position INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (tenant, id, version)
) STRICT;
CREATE UNIQUE INDEX versions_position ON versions (tenant, position);
CREATE TABLE terms (
    tenant TEXT NOT NULL,
    term TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (tenant, term, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE entries (
    tenant TEXT NOT NULL,
    subject TEXT NOT NULL,
    id TEXT NOT NULL,
    about TEXT,
    redacts INTEGER NOT NULL,
    position INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (tenant, subject, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX entries_position ON entries (tenant, position);
CREATE INDEX entries_redacting ON entries (tenant, subject, about) WHERE redacts = 1;
CREATE TABLE removed (
    tenant TEXT NOT NULL,
    subject TEXT NOT NULL,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (tenant, subject, position)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX removed_position ON removed (tenant, position);
CREATE TABLE unscrubbed (
    number INTEGER PRIMARY KEY AUTOINCREMENT
) STRICT;
CREATE TABLE marks (
    tenant TEXT NOT NULL,
    subject TEXT NOT NULL,
    held TEXT,
    erased TEXT,
    reason TEXT,
    goals INTEGER,
    writes INTEGER,
    entries INTEGER,
    position INTEGER,
    PRIMARY KEY (tenant, subject)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX marks_position ON marks (tenant, position);
"""

# SQLite chooses an index by how many rows it expects, and without numbers it looks at all goals of
# a tenant to find those of a person. These are guesses at a large practice; see sqlite_stat1 in the
# documentation of SQLite: all rows, then how many are alike in one column of the key, in two, ...
_NUMBERS = (
    ("goals", "goals", "1000000 100000 1"),
    ("goals", "goals_subject", "1000000 100000 5 1"),
    ("goals", "goals_lifecycle", "1000000 100000 20000 1"),
    ("goals", "goals_due", "1000000 100000 300 1"),
    ("goals", "goals_review", "1000000 100000 300 1"),
    ("versions", "sqlite_autoindex_versions_1", "3000000 300000 3 1"),
    ("versions", "versions_position", "3000000 300000 1"),
    ("terms", "terms", "3000000 300000 100 1"),
    ("entries", "entries", "20000000 2000000 100 1"),
    ("entries", "entries_position", "20000000 2000000 1"),
    ("entries", "entries_redacting", "10000 1000 2 1"),
    ("removed", "removed", "10000 1000 2 1"),
    ("removed", "removed_position", "10000 1000 1"),
    ("marks", "marks", "10000 1000 1"),
    ("marks", "marks_position", "10000 1000 1"),
)


def create(run: sqlite3.Connection) -> None:
    """Make the tables in an empty file, within a transaction."""
    _make_tables(run)
    _note(run, SCHEMA)


def migrate(run: sqlite3.Connection) -> None:
    """Bring a file to the newest schema, within a transaction; do nothing if it is there."""
    (schema,) = run.execute("PRAGMA user_version").fetchone()
    for number, step in _MIGRATIONS:
        if number > schema:
            step(run)
            _note(run, number)


def _note(run: sqlite3.Connection, number: int) -> None:
    # The number in the head of the file is the one that counts: programs of every version look at
    # it. The table says when.
    run.execute("INSERT INTO migrations VALUES (?, ?)", (number, format_instant(now())))
    run.execute(f"PRAGMA user_version={number}")
    run.execute(f"PRAGMA application_id={APPLICATION}")


def _make_tables(run: sqlite3.Connection) -> None:
    for statement in filter(str.strip, _TABLES.split(";")):
        run.execute(statement)
    # Of empty tables it only makes the place for the numbers, and then it reads them.
    run.execute("ANALYZE goals")
    run.executemany("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", _NUMBERS)
    run.execute("ANALYZE sqlite_schema")


def _keep_rows_instead_of_values(run: sqlite3.Connection) -> None:
    """Work out what goals are found by, and number what was written.

    Schema 1 had a row for each write of a goal and for each entry, and nothing beside the
    documents. It did not say which of all was written first, so goals come before entries.
    """
    run.execute("DROP INDEX entries_about")
    run.execute("ALTER TABLE goals RENAME TO old_goals")
    run.execute("ALTER TABLE entries RENAME TO old_entries")
    _make_tables(run)
    positions: defaultdict[str, int] = defaultdict(int)
    run.executemany(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?, NULL, NULL, ?, ?)",
        _numbered(
            run.execute(
                "SELECT tenant, id, version, subject, at, document FROM old_goals ORDER BY rowid"
            ),
            positions,
        ),
    )
    run.executemany(
        "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)",
        _numbered(
            run.execute(
                "SELECT tenant, subject, id, about, kind = 'Redacted', document FROM old_entries "
                "ORDER BY rowid"
            ),
            positions,
        ),
    )
    latest = run.execute("SELECT tenant, max(version), document FROM old_goals GROUP BY tenant, id")
    for tenant, version, document in latest:
        (row, keys) = goal_write(
            _decoded(document), version=version, at=now(), author=None, op_id=None
        )
        run.execute(
            "INSERT INTO goals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
            head_row(tenant, row.id, row.subject, version, keys),
        )
        run.executemany(
            "INSERT INTO terms VALUES (?, ?, ?)",
            [(tenant, term, row.id) for term in terms_of(keys)],
        )
    run.execute("DROP TABLE old_goals")
    run.execute("DROP TABLE old_entries")


def _numbered(
    rows: Iterable[tuple[Any, ...]], positions: defaultdict[str, int]
) -> Iterator[tuple[Any, ...]]:
    """Yield rows with the next position of their tenant before the document, which stands last."""
    for tenant, *others, document in rows:
        positions[tenant] += 1
        yield (tenant, *others, positions[tenant], document)


def _decoded(document: str) -> Goal:
    try:
        return loads(document, Goal)
    except DecodeError as error:
        raise StoreError("a stored document is damaged; see the cause") from error


# Each brings the file to its number from the one before.
_MIGRATIONS: tuple[tuple[int, Callable[[sqlite3.Connection], None]], ...] = (
    (2, _keep_rows_instead_of_values),
)
SCHEMA = _MIGRATIONS[-1][0]
