"""A whole batch in one statement: what fits is written, and anything else is left as it was.

All of the statement sees one moment. It takes the turn of the tenant only if nobody had it since
that moment, and only if the batch fits; and each table is given its rows only where the turn was
taken. A turn is never behind the last change, so what it went up by are the places of the changes.
No table is written twice, for not every database can do that in one statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, NamedTuple

from smartgoals.stores._rows import Batch
from smartgoals.stores._sql_writes import head_row, terms_of

__all__ = ["WholePut", "whole_put"]


class WholePut(NamedTuple):
    """The statement. It has a row where the batch was written, and none where it was not."""

    sql: bytes
    parameters: dict[str, Any]


_COLUMNS = {
    "goal": {
        "place": "bigint",
        "id": "text",
        "subject": "text",
        "version": "bigint",
        "at": "text",
        "author": "text",
        "op_id": "text",
        "document": "text",
        "lifecycle": "text",
        "due": "text",
        "terms": "text",
        "is_reviewed": "bigint",
        "review_day": "text",
    },
    "term": {"term": "text", "id": "text"},
    "entry": {
        "place": "bigint",
        "subject": "text",
        "id": "text",
        "about": "text",
        "document": "text",
    },
}
"""What rows are given of each kind, and the types of their columns."""


def whole_put(tenant: str, batch: Batch) -> WholePut | None:
    """Return the statement for a batch, or None where one is not enough.

    A batch that does not fit may still be right, where what a goal is found by changes; or it is
    refused, for a reason that other statements find.
    """
    said = [(write.subject, row) for write in batch.journals for row in write.entries]
    if (
        batch.reviews
        or not (batch.goals or said)
        or len({row.id for row, _ in batch.goals}) < len(batch.goals)
        or any(
            write.destroys or write.position is not None or not write.entries
            for write in batch.journals
        )
    ):
        return None
    given: dict[str, list[tuple[Any, ...]]] = {
        "goal": [
            (place, *row, *head_row(tenant, row.id, row.subject, row.version, keys)[4:])
            for place, (row, keys) in enumerate(batch.goals, 1)
        ],
        "term": [
            (term, row.id)
            for row, keys in batch.goals
            if row.version == 1
            for term in terms_of(keys)
        ],
        "entry": [
            (place, subject, row.id, row.about, row.document)
            for place, (subject, row) in enumerate(said, len(batch.goals) + 1)
        ],
    }
    parameters: dict[str, Any] = {"tenant": tenant, "count": len(batch.goals) + len(said)}
    shape = []
    for kind, rows in given.items():
        if rows:
            shape.append((kind, len(rows) == 1))
            values = rows[0] if len(rows) == 1 else map(list, zip(*rows, strict=True))
            parameters |= zip(_names(kind), values, strict=True)
    return WholePut(_text(tuple(shape)), parameters)


@lru_cache
def _names(kind: str) -> tuple[str, ...]:
    return tuple(f"{kind}_{column}" for column in _COLUMNS[kind])


@lru_cache
def _text(shape: tuple[tuple[str, bool], ...]) -> bytes:
    """Return the statement for rows of these kinds; with each, whether it is one row only."""
    tables, fits, writes = [], [], []
    rows = {}
    for kind, is_one in shape:
        rows[kind] = _one(kind) if is_one else _many(kind)
        checks = _CHECKS[kind]
        if kind == "entry" and "goal" in rows:
            checks = [*checks, _NOTHING_TO_FORGET]
        fits += checks if is_one else [_all_of(kind, checks)]
        writes += _WRITES[kind]
        if not is_one:
            tables.append(_table(kind))
    if "goal" not in rows:
        writes.append(_FORGET_REVIEWS)
    turned = _TURNED.replace("{fits}", " AND ".join(fits))
    numbered = [f"write{number} AS ({write})" for number, write in enumerate(writes)]
    text = f"WITH {', '.join([*tables, turned, *numbered])} SELECT 1 FROM turned"  # noqa: S608  # constants
    names = {"tenant": "%(tenant)s::text", "count": "%(count)s::bigint"}
    return text.format(**names, **rows).encode()


def _all_of(kind: str, checks: Sequence[str]) -> str:
    """Return the check that each of many rows keeps these."""
    return f"NOT EXISTS (SELECT 1 FROM {kind} WHERE NOT ({' AND '.join(checks)}))"  # noqa: S608


def _one(kind: str) -> SimpleNamespace:
    """Return what the columns of one row are called: each is a parameter."""
    names = {column: f"%({kind}_{column})s::{type_}" for column, type_ in _COLUMNS[kind].items()}
    every = {column: f"ARRAY[{name}]" for column, name in names.items()}
    return SimpleNamespace(**names, every=SimpleNamespace(**every), beside="")


def _many(kind: str) -> SimpleNamespace:
    """Return what the columns of many rows are called: each is a column of a table."""
    names = {column: f"{kind}.{column}" for column in _COLUMNS[kind]}
    return SimpleNamespace(**names, every=SimpleNamespace(**_arrays(kind)), beside=f", {kind}")


def _table(kind: str) -> str:
    """Return the table of many rows."""
    arrays = ", ".join(_arrays(kind).values())
    return f"{kind} ({', '.join(_COLUMNS[kind])}) AS (SELECT * FROM unnest({arrays}))"  # noqa: S608


def _arrays(kind: str) -> dict[str, str]:
    """Return what holds a column of many rows: each is a parameter."""
    return {column: f"%({kind}_{column})b::{type_}[]" for column, type_ in _COLUMNS[kind].items()}


# Where somebody else has the turn, this waits, and looks again at the row as that one left it.
_TURNED = (
    "turned AS (UPDATE turns SET turn = turns.turn + {count} WHERE turns.tenant = {tenant} "
    "AND turns.turn = (SELECT seen.turn FROM turns AS seen WHERE seen.tenant = {tenant}) "
    "AND {fits} RETURNING turns.turn - {count} AS last)"
)
# What is looked for is told as one value, so that PostgreSQL looks by the whole key, also where it
# takes a table for empty that was so when it made its plan.
_NOT_ERASED = (
    "(SELECT erased FROM marks WHERE marks.tenant = {{tenant}} "
    "AND marks.subject = {{{}.subject}}) IS NULL"
)
_FOLLOWS = (
    "coalesce((SELECT goals.version = {goal.version} - 1 AND goals.subject = {goal.subject} "
    "AND goals.terms = {goal.terms} FROM goals WHERE goals.tenant = {tenant} "
    "AND goals.id = {goal.id}), {goal.version} = 1)"
)
_IS_NEW = (
    "(SELECT count(*) FROM entries WHERE entries.tenant = {tenant} "
    "AND entries.subject = {entry.subject} AND entries.id = {entry.id}) = 0"
)
_NOT_REDACTED = (
    "(SELECT count(*) FROM entries WHERE entries.tenant = {tenant} "
    "AND entries.subject = {entry.subject} "
    "AND entries.about IN ({entry.id}, {entry.about}) AND entries.redacts = 1) = 0"
)
# The goals that are written forget their reviews with that.
_NOTHING_TO_FORGET = (
    "(SELECT count(*) FROM goals WHERE goals.tenant = {tenant} "
    "AND goals.subject = {entry.subject} AND goals.review_on IS NOT NULL "
    "AND goals.id <> ALL({goal.every.id})) = 0"
)
_PUT_HEAD = (
    "INSERT INTO goals SELECT {tenant}, {goal.id}, {goal.subject}, {goal.version}, "
    "{goal.lifecycle}, {goal.due}, {goal.terms}, {goal.is_reviewed}, {goal.review_day} "
    "FROM turned{goal.beside} ON CONFLICT (tenant, id) DO UPDATE SET "
    "version = excluded.version, lifecycle = excluded.lifecycle, due = excluded.due, "
    "is_reviewed = excluded.is_reviewed, review_day = excluded.review_day, "
    "review_policy = NULL, review_on = NULL"
)
_PUT_VERSION = (
    "INSERT INTO versions SELECT {tenant}, {goal.id}, {goal.version}, {goal.subject}, "
    "{goal.at}, {goal.author}, {goal.op_id}, turned.last + {goal.place}, {goal.document} "
    "FROM turned{goal.beside}"
)
_PUT_TERM = "INSERT INTO terms SELECT {tenant}, {term.term}, {term.id} FROM turned{term.beside}"
_PUT_ENTRY = (
    "INSERT INTO entries SELECT {tenant}, {entry.subject}, {entry.id}, {entry.about}, 0, "
    "turned.last + {entry.place}, {entry.document} FROM turned{entry.beside}"
)
_FORGET_REVIEWS = (
    "UPDATE goals SET review_day = CASE WHEN is_reviewed = 1 THEN '' END, "
    "review_policy = NULL, review_on = NULL FROM turned WHERE goals.tenant = {tenant} "
    "AND goals.subject = ANY({entry.every.subject}) AND goals.review_on IS NOT NULL"
)
_CHECKS = {
    "goal": [_NOT_ERASED.format("goal"), _FOLLOWS],
    # What a goal is found by goes with the goal.
    "term": ["true"],
    "entry": [_NOT_ERASED.format("entry"), _IS_NEW, _NOT_REDACTED],
}
_WRITES = {"goal": [_PUT_HEAD, _PUT_VERSION], "term": [_PUT_TERM], "entry": [_PUT_ENTRY]}
