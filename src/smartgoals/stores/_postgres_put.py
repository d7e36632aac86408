"""A whole batch in one statement: what fits is written, and anything else is left as it was.

All of the statement sees one moment. It takes the turn of the tenant only if nobody had it since
that moment, and only if the batch fits; and each table is given its rows only where the turn was
taken. A turn is never behind the last change, so what it went up by are the places of the changes.
No table is written twice, for not every database can do that in one statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from smartgoals.stores._rows import Batch
from smartgoals.stores._sql_writes import head_row, terms_of

__all__ = ["WholePut", "whole_put"]


class WholePut(NamedTuple):
    """The statement. Its one row says whether the batch was written, or else whether it fits."""

    sql: bytes
    parameters: dict[str, Any]


_GOAL = {
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
}
_ENTRY = {"subject": "text", "id": "text", "about": "text", "document": "text"}


def whole_put(tenant: str, batch: Batch) -> WholePut | None:
    """Return the statement for a batch, or None where one is not enough.

    A batch that does not fit may still be right, where what a goal is found by changes; or it is
    refused, for a reason that other statements find.
    """
    goals = [
        (*row, *head_row(tenant, row.id, row.subject, row.version, keys)[4:])
        for row, keys in batch.goals
    ]
    entries = [
        (write.subject, row.id, row.about, row.document)
        for write in batch.journals
        for row in write.entries
    ]
    if (
        batch.reviews
        or not (goals or entries)
        or len({row.id for row, _ in batch.goals}) < len(goals)
        or any(
            write.destroys or write.position is not None or not write.entries
            for write in batch.journals
        )
    ):
        return None
    people = {goal[1] for goal in goals} | {entry[0] for entry in entries}
    # One value, as most of them have, is not worth an array.
    is_one = len(goals) < 2 and len(people) == 1  # noqa: PLR2004  # at most one
    parameters = {
        "tenant": tenant,
        "count": len(goals) + len(entries),
        "people": min(people) if is_one else list(people),
        **_parameters("goal", _GOAL, goals),
        **_parameters("entry", _ENTRY, entries),
    }
    terms = [
        (row.id, term) for row, keys in batch.goals if row.version == 1 for term in terms_of(keys)
    ]
    if terms:
        parameters["term_goals"], parameters["terms"] = map(list, zip(*terms, strict=True))
    if goals and entries and not is_one:
        parameters["goals"] = [goal[0] for goal in goals]
        parameters["sayers"] = [entry[0] for entry in entries]
    text = _text(min(len(goals), 2), min(len(entries), 2), bool(terms), is_one)
    return WholePut(text, parameters)


def _parameters(
    name: str, columns: dict[str, str], rows: Sequence[tuple[Any, ...]]
) -> dict[str, Any]:
    if not rows:
        return {}
    values = rows[0] if len(rows) == 1 else map(list, zip(*rows, strict=True))
    return {f"{name}_{column}": value for column, value in zip(columns, values, strict=True)}


@lru_cache(maxsize=36)
def _text(
    goals: int,
    entries: int,
    has_terms: bool,  # noqa: FBT001  # each is a part of the key of the cache
    is_one: bool,  # noqa: FBT001
) -> bytes:
    people = "= %(people)s::text" if is_one else "= ANY(%(people)s::text[])"
    given, checks, writes = [], [_IS_NOBODY_ERASED.format(people=people)], []
    if goals:
        given.append(_given("goal", _GOAL, is_one=goals == 1))
        checks.append(_GOALS_FIT)
        writes += [_PUT_HEADS, _PUT_VERSIONS]
    if has_terms:
        writes.append(_PUT_TERMS)
    if entries:
        given.append(_given("entry", _ENTRY, is_one=entries == 1))
        checks += [_ENTRIES_FIT, _NONE_IS_REDACTED]
        writes.append(_PUT_ENTRIES.format(last=_after_goals(goals)))
        if goals:
            checks.append(_NOTHING_TO_FORGET_OF_ONE if is_one else _NOTHING_TO_FORGET)
        else:
            writes.append(_FORGET_REVIEWS.format(people=people))
    writes.append(_put_changes(goals, entries))
    numbered = [f"write{number} AS ({write})" for number, write in enumerate(writes)]
    fits = " AND ".join(checks)
    parts = ", ".join([*given, _TURNED.format(fits=fits), *numbered])
    return f"WITH {parts} {_ANSWER.format(fits=fits)}".encode()


def _given(name: str, columns: dict[str, str], *, is_one: bool) -> str:
    names = ", ".join(columns)
    each = [(f"%({name}_{column})s", kind) for column, kind in columns.items()]
    if is_one:
        values = ", ".join(f"{mark}::{kind}" for mark, kind in each)
        return f"{name} ({names}, place) AS (VALUES ({values}, 1))"
    arrays = ", ".join(f"{mark[:-1]}b::{kind}[]" for mark, kind in each)
    return f"{name} ({names}, place) AS (SELECT * FROM unnest({arrays}) WITH ORDINALITY)"  # noqa: S608


def _after_goals(goals: int) -> str:
    return "turned.last + (SELECT count(*) FROM goal)" if goals else "turned.last"


def _put_changes(goals: int, entries: int) -> str:
    parts = []
    if goals:
        parts.append(_CHANGED_GOALS)
    if entries:
        parts.append(_CHANGED_ENTRIES.format(last=_after_goals(goals)))
    return f"INSERT INTO changes {' UNION ALL '.join(parts)}"  # constants


# Where somebody else has the turn, this waits, and looks again at the row as that one left it.
_TURNED = (
    "turned AS (UPDATE turns SET turn = turns.turn + %(count)s::bigint "
    "WHERE turns.tenant = %(tenant)s AND turns.turn = "
    "(SELECT seen.turn FROM turns AS seen WHERE seen.tenant = %(tenant)s) AND {fits} "
    "RETURNING turns.turn - %(count)s::bigint AS last)"
)
_ANSWER = (
    "SELECT EXISTS (SELECT 1 FROM turned), "
    "CASE WHEN EXISTS (SELECT 1 FROM turned) THEN TRUE ELSE {fits} END"
)

_IS_NOBODY_ERASED = (
    "NOT EXISTS (SELECT 1 FROM marks WHERE tenant = %(tenant)s "
    "AND subject {people} AND erased IS NOT NULL)"
)
# Each row is looked for by its whole key, also where PostgreSQL takes a table for empty that was so
# when it made its plan: a LIMIT cannot be joined in another way.
_GOALS_FIT = (
    "NOT EXISTS (SELECT 1 FROM goal LEFT JOIN LATERAL (SELECT version, subject, terms FROM goals "
    "WHERE tenant = %(tenant)s AND goals.id = goal.id LIMIT 1) AS stored ON true "
    "WHERE goal.version <> coalesce(stored.version, 0) + 1 "
    "OR stored.subject <> goal.subject OR stored.terms <> goal.terms)"
)
_ENTRIES_FIT = (
    "NOT EXISTS (SELECT 1 FROM entry CROSS JOIN LATERAL (SELECT 1 FROM entries "
    "WHERE tenant = %(tenant)s AND entries.subject = entry.subject AND entries.id = entry.id "
    "LIMIT 1) AS stored)"
)
_NONE_IS_REDACTED = (
    "NOT EXISTS (SELECT 1 FROM entry CROSS JOIN LATERAL (SELECT 1 FROM entries "
    "WHERE tenant = %(tenant)s AND entries.subject = entry.subject "
    "AND entries.about IN (entry.id, entry.about) AND entries.redacts = 1 LIMIT 1) AS stored)"
)
# The goals that are written forget their reviews with that.
_NOTHING_TO_FORGET = (
    "NOT EXISTS (SELECT 1 FROM goals WHERE tenant = %(tenant)s "
    "AND subject = ANY(%(sayers)s::text[]) AND review_on IS NOT NULL "
    "AND id <> ALL(%(goals)s::text[]))"
)
_NOTHING_TO_FORGET_OF_ONE = (
    "NOT EXISTS (SELECT 1 FROM goals WHERE tenant = %(tenant)s "
    "AND subject = %(people)s::text AND review_on IS NOT NULL AND id <> %(goal_id)s::text)"
)
_PUT_HEADS = (
    "INSERT INTO goals SELECT %(tenant)s, id, subject, version, lifecycle, due, terms, "
    "is_reviewed, review_day FROM turned, goal ON CONFLICT (tenant, id) DO UPDATE SET "
    "version = excluded.version, lifecycle = excluded.lifecycle, due = excluded.due, "
    "is_reviewed = excluded.is_reviewed, review_day = excluded.review_day, "
    "review_policy = NULL, review_on = NULL"
)
_PUT_VERSIONS = (
    "INSERT INTO versions SELECT %(tenant)s, id, version, subject, at, author, op_id, "
    "turned.last + place, document FROM turned, goal"
)
_PUT_TERMS = (
    "INSERT INTO terms SELECT %(tenant)s, of_goal.term, of_goal.id FROM turned, "
    "unnest(%(terms)s::text[], %(term_goals)s::text[]) AS of_goal (term, id)"
)
_PUT_ENTRIES = (
    "INSERT INTO entries SELECT %(tenant)s, subject, id, about, 0, {last} + place, document "
    "FROM turned, entry"
)
_FORGET_REVIEWS = (
    "UPDATE goals SET review_day = CASE WHEN is_reviewed = 1 THEN '' END, "
    "review_policy = NULL, review_on = NULL FROM turned WHERE goals.tenant = %(tenant)s "
    "AND goals.subject {people} AND goals.review_on IS NOT NULL"
)
_CHANGED_GOALS = (
    "SELECT %(tenant)s::text, turned.last + place, subject, 'goal', id, version FROM turned, goal"
)
_CHANGED_ENTRIES = (
    "SELECT %(tenant)s::text, {last} + place, subject, 'entry', id, NULL::bigint FROM turned, entry"
)
