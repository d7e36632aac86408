"""Questions to an SQL database, as plain statements: nothing here touches one.

A plan is a generator that yields a statement, is sent its rows, and returns the answer. So one
text serves every database that knows the tables, and every way to wait for it.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias, TypeVar

from smartgoals.errors import ErasedError
from smartgoals.stores._rows import (
    ChangeRow,
    EntryRow,
    FoundRow,
    GoalRow,
    JournalRows,
    Query,
    SubjectRow,
)

__all__ = [
    "LAST_POSITION",
    "TELLING",
    "Plan",
    "Rows",
    "Statement",
    "area_term",
    "changes",
    "find",
    "goal",
    "history",
    "journal",
    "last_position_of",
    "party_term",
    "subjects",
]

T = TypeVar("T")
Rows: TypeAlias = Sequence[tuple[Any, ...]]


class Statement(NamedTuple):
    """One statement, with ``?`` for each parameter."""

    sql: str
    parameters: Sequence[Any]
    """The parameters; a row of them for each time that it is run, where it is run many times."""
    is_many: bool = False
    """Whether it is run once for each row of parameters; then it has no answer."""


Plan: TypeAlias = Generator[Statement, Rows, T]


def area_term(code: str) -> str:
    """Return what a goal with this key area is found by."""
    return f"area:{code}"


def party_term(party: str) -> str:
    """Return what a goal of which this party does a step is found by."""
    return f"party:{party}"


_WRITE = "id, subject, version, at, author, op_id, document"
_LATEST = (
    f"SELECT {_WRITE} FROM versions WHERE tenant = ? AND id = ? "  # noqa: S608  # constants
    "ORDER BY version DESC LIMIT 1"
)
_VERSION = f"SELECT {_WRITE} FROM versions WHERE tenant = ? AND id = ? AND version = ?"  # noqa: S608
_HISTORY = (
    f"SELECT {_WRITE} FROM versions WHERE tenant = ? AND id = ? AND version > ? "  # noqa: S608
    "ORDER BY version LIMIT ?"
)


def goal(tenant: str, goal_id: str, version: int | None) -> tuple[str, tuple[str | int, ...]]:
    """Return the question for a write of a goal; its row, if there is one, is a GoalRow.

    It is no plan, for nothing is asked more often, and a plan takes half as long as the answer.
    """
    if version is None:
        return _LATEST, (tenant, goal_id)
    return _VERSION, (tenant, goal_id, version)


def history(tenant: str, goal_id: str, after: int, limit: int) -> Plan[list[GoalRow]]:
    """Return the writes of a goal, in order."""
    rows = yield Statement(_HISTORY, (tenant, goal_id, after, limit))
    return list(map(GoalRow._make, rows))


_ENTRIES = (
    "SELECT position, id, about, redacts, document FROM entries WHERE tenant = ? AND subject = ?"
)
_ERASED = "SELECT erased FROM marks WHERE tenant = ? AND subject = ? AND erased IS NOT NULL"


def journal(tenant: str, subject: str) -> Plan[JournalRows]:
    """Return the journal of a person."""
    rows = yield Statement(_ENTRIES, (tenant, subject))
    # Asked second: who is not erased now was not erased either when the entries were read.
    erased = yield Statement(_ERASED, (tenant, subject))
    if erased:
        raise ErasedError(subject=subject, at=erased[0][0])
    return JournalRows(
        position=max((row[0] for row in rows), default=0),
        rows=[
            EntryRow(entry_id, about, bool(redacts), document)
            for _, entry_id, about, redacts, document in rows
        ],
    )


# The rows that were written tell of themselves. One that is gone but was told leaves its place.
TELLING = {
    "versions": "'goal' AS kind, id, version",
    "entries": "'entry', id, CAST(NULL AS BIGINT)",
    "removed": "'entry', id, CAST(NULL AS BIGINT)",
    "marks": "'erased', subject, CAST(NULL AS BIGINT)",
}
"""The tables that tell of changes, and what of; each has an index by tenant and position."""

# Each gives a page in order, and these are merged.
_CHANGES = " UNION ALL ".join(
    f"SELECT * FROM (SELECT position, subject, {told} FROM {table} "  # noqa: S608  # constants
    "WHERE tenant = ? AND position > ? ORDER BY position LIMIT ?) AS part"
    for table, told in TELLING.items()
)
_PAGE_OF_CHANGES = f"{_CHANGES} ORDER BY position LIMIT ?"
_LATEST_CHANGES = " UNION ALL ".join(
    f"SELECT max(position) AS position FROM {table} WHERE tenant = ?"  # noqa: S608
    for table in TELLING
)
LAST_POSITION = f"SELECT max(position) FROM ({_LATEST_CHANGES}) AS latest"  # noqa: S608
"""The question for where the last change stands, None if there is none."""


def last_position_of(tenant: str) -> tuple[str, ...]:
    """Return the parameters of the question for where the last change of a tenant stands."""
    return (tenant,) * len(TELLING)


def changes(tenant: str, after: int, limit: int) -> Plan[list[ChangeRow]]:
    """Return the changes, in order."""
    page = (tenant, after, limit)
    rows = yield Statement(_PAGE_OF_CHANGES, (*page * len(TELLING), limit))
    return list(map(ChangeRow._make, rows))


# Each step seeks the next person in three indexes, however many rows each person has.
_NEXT = (
    "SELECT min(subject) AS subject FROM ("
    "SELECT min(subject) AS subject FROM goals WHERE tenant = ? AND subject > {0} UNION ALL "
    "SELECT min(subject) FROM entries WHERE tenant = ? AND subject > {0} UNION ALL "
    "SELECT min(subject) FROM marks WHERE tenant = ? AND subject > {0}) AS candidates"
)
# Counted on the way, for a database may join in any order, and only what it has can be sorted.
_SUBJECTS = (
    f"WITH RECURSIVE people (subject, place) AS (SELECT subject, 1 FROM ({_NEXT.format('?')}) "  # noqa: S608
    f"AS first UNION ALL SELECT ({_NEXT.format('people.subject')}), people.place + 1 FROM people "
    "WHERE people.subject IS NOT NULL AND people.place < ?) "
    "SELECT people.subject, marks.held, marks.erased, marks.reason FROM people "
    "LEFT JOIN marks ON marks.tenant = ? AND marks.subject = people.subject "
    "WHERE people.subject IS NOT NULL ORDER BY people.subject"
)


def subjects(tenant: str, after: str, limit: int) -> Plan[list[SubjectRow]]:
    """Return persons of whom anything is stored, held or erased, in order of their ids."""
    first = (tenant, after) * 3
    rows = yield Statement(_SUBJECTS, (*first, tenant, tenant, tenant, limit, tenant))
    return list(map(SubjectRow._make, rows))


_SORT = {"review": "g.review_day", "due": "g.due", "": "''"}
_HAS_TERM = (
    "EXISTS (SELECT 1 FROM terms AS h WHERE h.tenant = g.tenant AND h.term = ? AND h.id = g.id)"
)
_GOALS = "goals AS g"
# The order of this join is the order of the text.
_BY_TERM = "terms AS t CROSS JOIN goals AS g"


def find(
    tenant: str, query: Query, after: tuple[str, str] | None, limit: int
) -> Plan[list[FoundRow]]:
    """Return goals, sorted by what the query says and then by id.

    One index leads, and the rest of the query looks at what it gives. A person has few goals and
    a party a caseload, so they lead where they are given, and what they give is sorted. All other
    indexes lead in the order of the answer, so that a page costs the same however many goals there
    are. Documents are read for the page alone.
    """
    is_by_lifecycle = query.lifecycles and query == Query(lifecycles=query.lifecycles)
    page = _merged if is_by_lifecycle else _led
    sql, parameters = page(tenant, query, after, limit)
    rows = yield Statement(
        "SELECT g.place, v.id, v.subject, v.version, v.at, v.author, v.op_id, v.document, "  # noqa: S608  # constants
        f"g.review_day, g.review_policy, g.review_on FROM ({sql}) AS g "
        "JOIN versions AS v ON v.tenant = ? AND v.id = g.id AND v.version = g.version",
        (*parameters, tenant),
    )
    return [
        FoundRow(row[0], GoalRow._make(row[1:8]), *row[8:])
        for row in sorted(rows, key=itemgetter(0, 1))
    ]


def _select(order: str, source: str) -> str:
    return (
        f"SELECT g.id, g.version, {_SORT[order]} AS place, g.review_day, g.review_policy, "  # noqa: S608  # constants
        f"g.review_on FROM {source} WHERE g.tenant = ? AND"
    )


def _merged(
    tenant: str, query: Query, after: tuple[str, str] | None, limit: int
) -> tuple[str, tuple[Any, ...]]:
    """Return the statement for a page of the goals of some lifecycles.

    Each lifecycle gives a page in order, and these are merged; in one go, all goals of all these
    lifecycles would be sorted.
    """
    _, last = after or ("", "")
    select = f"{_select('', _GOALS)} g.lifecycle = ? AND g.id > ? ORDER BY g.id LIMIT ?"
    parts = " UNION ALL ".join([f"SELECT * FROM ({select}) AS part"] * len(query.lifecycles))  # noqa: S608
    given = [value for one in query.lifecycles for value in (tenant, one, last, limit)]
    return f"SELECT * FROM ({parts}) AS parts ORDER BY id LIMIT ?", (*given, limit)  # noqa: S608


def _led(
    tenant: str, query: Query, after: tuple[str, str] | None, limit: int
) -> tuple[str, tuple[Any, ...]]:
    """Return the statement for a page, in which the index that fits leads."""
    source, name = _GOALS, "g.id"
    place = _SORT[query.order]
    conditions: list[tuple[str, tuple[Any, ...]]] = []
    terms = [party_term(query.party)] if query.party is not None else []
    terms += [area_term(query.area)] if query.area is not None else []
    if query.subject is not None:
        conditions.append(("g.subject = ?", (query.subject,)))
    elif query.party is not None or (query.area is not None and not query.order):
        source, name = _BY_TERM, "t.id"
        conditions.append(("t.tenant = g.tenant AND t.id = g.id", ()))
        conditions.append(("t.tenant = ? AND t.term = ?", (tenant, terms.pop(0))))
    conditions += [(_HAS_TERM, (term,)) for term in terms]
    if query.lifecycles:
        marks = ", ".join("?" * len(query.lifecycles))
        conditions.append((f"g.lifecycle IN ({marks})", query.lifecycles))
    begin = after or ("", "")
    if query.order == "due" and query.due_from is not None:
        # Of two lower bounds an index takes one. No id is empty, so this is that day or later.
        begin = max(begin, (query.due_from, ""))
    elif query.due_from is not None:
        conditions.append(("g.due >= ?", (query.due_from,)))
    if query.due_by is not None:
        conditions.append(("g.due <= ?", (query.due_by,)))
    if query.review_by is not None:
        conditions.append(("g.review_day <= ?", (query.review_by,)))
    if query.order:
        # That it is in the index has to be said in the words of the index.
        conditions.append((f"{place} IS NOT NULL AND ({place}, g.id) > (?, ?)", begin))
    else:
        conditions.append((f"{name} > ?", begin[1:]))
    where = " AND ".join(condition for condition, _ in conditions)
    sort = f"{place}, g.id" if query.order else name
    given = [value for _, values in conditions for value in values]
    return (
        f"{_select(query.order, source)} {where} ORDER BY {sort} LIMIT ?",
        (tenant, *given, limit),
    )
