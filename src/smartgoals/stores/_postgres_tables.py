"""The tables of a PostgreSQL schema: how they are made, and how older ones become these.

They keep to what CockroachDB, YugabyteDB and Citus do as well: every key begins with the tenant,
nothing counts by itself, and each statement that makes something stands alone.
"""

from __future__ import annotations

from collections import defaultdict

from smartgoals._time import format_instant, now
from smartgoals.errors import StoreError
from smartgoals.stores._postgres_plans import Plan, pause_after, told, transaction
from smartgoals.stores._psycopg import errors
from smartgoals.stores._sql import TELLING, Statement

__all__ = ["TABLES", "check_schema", "migrate", "open_schema"]

# Ids are compared byte by byte, as everywhere else; a database may sort by the rules of a language.
_ID = 'TEXT COLLATE "C" NOT NULL'
_OPTIONAL = 'TEXT COLLATE "C"'
_NUMBER = "BIGINT NOT NULL"
# The columns of each table, the key first. Plans give values without names: the order counts.
TABLES = {
    # Made first and filled last: where others of these are without it, they are somebody else's.
    "migrations": ("number", {"number": _NUMBER, "at": "TEXT NOT NULL"}),
    # One row a tenant, which every write locks: what is written is written in turn.
    "turns": ("tenant", {"tenant": _ID, "turn": _NUMBER}),
    "goals": (
        "tenant, id",
        {
            "tenant": _ID,
            "id": _ID,
            "subject": _ID,
            "version": _NUMBER,
            "lifecycle": _ID,
            "due": _OPTIONAL,
            "terms": _ID,
            "is_reviewed": _NUMBER,
            "review_day": _OPTIONAL,
            "review_policy": "TEXT",
            "review_on": "TEXT",
        },
    ),
    "versions": (
        "tenant, id, version",
        {
            "tenant": _ID,
            "id": _ID,
            "version": _NUMBER,
            "subject": _ID,
            "at": "TEXT NOT NULL",
            "author": "TEXT",
            "op_id": "TEXT",
            "position": _NUMBER,
            "document": "TEXT NOT NULL",
        },
    ),
    "terms": ("tenant, term, id", {"tenant": _ID, "term": _ID, "id": _ID}),
    "entries": (
        "tenant, subject, id",
        {
            "tenant": _ID,
            "subject": _ID,
            "id": _ID,
            "about": _OPTIONAL,
            "redacts": _NUMBER,
            "position": _NUMBER,
            "document": "TEXT NOT NULL",
        },
    ),
    "removed": (
        "tenant, subject, position",
        {"tenant": _ID, "subject": _ID, "position": _NUMBER, "id": _ID},
    ),
    "marks": (
        "tenant, subject",
        {
            "tenant": _ID,
            "subject": _ID,
            "held": "TEXT",
            "erased": "TEXT",
            "reason": "TEXT",
            "goals": "BIGINT",
            "writes": "BIGINT",
            "entries": "BIGINT",
            "position": "BIGINT",
        },
    ),
}
_INDEXES = (
    "goals_subject ON goals (tenant, subject, id)",
    "goals_lifecycle ON goals (tenant, lifecycle, id)",
    "goals_due ON goals (tenant, due, id) WHERE due IS NOT NULL",
    "goals_review ON goals (tenant, review_day, id) WHERE review_day IS NOT NULL",
    "entries_redacting ON entries (tenant, subject, about) WHERE redacts = 1",
)
# Forced, so that it binds the owner of the tables too. Who is bound to no tenant sees nothing.
_SECURITY = (
    "ALTER TABLE {} ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE {} FORCE ROW LEVEL SECURITY",
    (
        "CREATE POLICY of_its_tenant ON {} "
        "USING (tenant = current_setting('smartgoals.tenant', true)) "
        "WITH CHECK (tenant = current_setting('smartgoals.tenant', true))"
    ),
)
_HAS_SCHEMA = "SELECT 1 FROM pg_namespace WHERE nspname = ?"
_FOUND = (
    "SELECT table_name, column_name FROM information_schema.columns "
    "WHERE table_schema = ? AND table_name = ANY(?)"
)
# Both columns, so that a table of that name of somebody else is told from ours.
_LATEST = "SELECT max(number), max(at) FROM migrations"
# It waits for whoever is at it, and the next statement sees what that one did.
_LOCK = "SELECT number FROM migrations FOR UPDATE"
_NOTE = "INSERT INTO migrations VALUES (?, ?) ON CONFLICT (number) DO NOTHING"

# What it is to be second, where many open a new database at once.
_SECOND = (
    errors.DuplicateSchema,
    errors.DuplicateTable,
    errors.DuplicateObject,
    errors.UniqueViolation,
)
# The catalogue was changed by somebody else at the same moment.
_CONCURRENT = (errors.InternalError_, errors.DeadlockDetected, errors.SerializationFailure)
_ATTEMPTS = 20

_FIRST = 1
# Each brings the tables to its number from the one before, in one transaction.
_MIGRATIONS: tuple[tuple[int, tuple[str, ...]], ...] = ()


def _newest() -> int:
    return max([_FIRST, *(number for number, _ in _MIGRATIONS)])


def open_schema(name: str) -> Plan[bool]:
    """Make the tables where there are none.

    Args:
        name: What the schema is called.

    Returns:
        Whether they are those that this version writes; else they have to be migrated.

    Raises:
        StoreError: If a newer version wrote them, or another application.
    """
    if (yield from _number()) is None:
        yield from _create(name)
    return (yield from check_schema())


def check_schema() -> Plan[bool]:
    """Return whether the tables are those that this version writes.

    Raises:
        StoreError: If a newer version wrote them.
    """
    number = (yield from _number()) or 0
    if number > _newest():
        raise StoreError("the database was written by a newer version of smartgoals; upgrade it")
    return number == _newest()


def migrate() -> Plan[None]:
    """Bring the tables to those of this version, one number after the other."""
    for number, statements in _MIGRATIONS:
        yield from transaction(_step(number, statements))


def _step(number: int, statements: tuple[str, ...]) -> Plan[None]:
    told((yield Statement(_LOCK, ())))
    ((latest, _),) = told((yield Statement(_LATEST, ())))
    if latest < number:
        for statement in statements:
            told((yield Statement(statement, ())))
        told((yield Statement(_NOTE, (number, format_instant(now())))))


def _number() -> Plan[int | None]:
    """Return the number of the tables; None if they are not there, or not all of them."""
    try:
        ((number, _),) = told((yield Statement(_LATEST, ())))
    except errors.UndefinedTable:
        return None
    except (errors.UndefinedColumn, errors.UndefinedFunction):
        is_ours = False
    else:
        is_ours = number is None or isinstance(number, int)
    if not is_ours:
        raise _not_ours()
    return number  # type: ignore[no-any-return]  # just looked at


def _create(name: str) -> Plan[None]:
    # Asked first, for who may only use it may not even say that it should be there.
    if not told((yield Statement(_HAS_SCHEMA, (name,)))):
        yield from _make(f'CREATE SCHEMA IF NOT EXISTS "{name}"')
    found = defaultdict(set)
    for table, column in told((yield Statement(_FOUND, (name, list(TABLES))))):
        found[table].add(column)
    is_ours = all(columns == set(TABLES[table][1]) for table, columns in found.items())
    if found and not (is_ours and "migrations" in found):
        raise _not_ours()
    for table, (key, columns) in TABLES.items():
        listed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        yield from _make(f"CREATE TABLE IF NOT EXISTS {table} ({listed}, PRIMARY KEY ({key}))")
    for index in _INDEXES:
        yield from _make(f"CREATE INDEX IF NOT EXISTS {index}")
    for table in TELLING:
        yield from _make(
            f"CREATE UNIQUE INDEX IF NOT EXISTS {table}_position ON {table} (tenant, position)"
        )
    for table, (key, _) in TABLES.items():
        if key.startswith("tenant"):
            for statement in _SECURITY:
                yield from _make(statement.format(table))
    told((yield Statement(_NOTE, (_newest(), format_instant(now())))))


def _make(statement: str) -> Plan[None]:
    """Make something, unless somebody else made it."""
    attempt = 0
    while True:
        try:
            told((yield Statement(statement, ())))
        except _SECOND:
            return
        except _CONCURRENT:
            attempt += 1
            if attempt == _ATTEMPTS:
                raise
        else:
            return
        yield pause_after(attempt)


def _not_ours() -> StoreError:
    return StoreError(
        "the schema has tables of another application with the names of ours; "
        "name another schema in the URL: ?schema=..."
    )
