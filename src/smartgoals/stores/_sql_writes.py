"""Writes to an SQL database, as plain statements; each plan is run in one write transaction.

What a backend has to check is checked here, before anything is written, in the order in which
:class:`~smartgoals.stores._memory.MemoryBackend` does it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from smartgoals.errors import ErasedError, LegalHoldError, StaleError
from smartgoals.stores._rows import (
    UNKNOWN,
    Batch,
    ErasureRow,
    GoalWrite,
    JournalWrite,
    ReviewRow,
    SearchKeys,
)
from smartgoals.stores._sql import (
    LAST_POSITION,
    Plan,
    Statement,
    area_term,
    last_position_of,
    party_term,
)

__all__ = ["erase", "head_row", "hold", "put", "terms_of"]

# One question for all that a goal has to be checked against.
_STANDING = (
    "SELECT goals.version, goals.subject, goals.lifecycle, goals.due, goals.review_day, "  # noqa: S608  # constants
    f"goals.terms, marks.erased, ({LAST_POSITION}) "
    "FROM (SELECT 1) AS one "
    "LEFT JOIN goals ON goals.tenant = ? AND goals.id = ? "
    "LEFT JOIN marks ON marks.tenant = ? AND marks.subject = ?"
)
_MARK = "SELECT held, erased FROM marks WHERE tenant = ? AND subject = ?"
_JOURNAL_POSITION = "SELECT max(position) FROM entries WHERE tenant = ? AND subject = ?"
_HAS_ENTRY = "SELECT 1 FROM entries WHERE tenant = ? AND subject = ? AND id = ?"
_IS_REDACTED = (
    "SELECT 1 FROM entries WHERE tenant = ? AND subject = ? AND about IN (?, ?) AND redacts = 1"
)
_HEAD_VERSION = "SELECT version FROM goals WHERE tenant = ? AND id = ?"

_PUT_VERSION = "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_PUT_HEAD = "INSERT INTO goals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)"
_MOVE_HEAD = (
    "UPDATE goals SET version = ?, terms = ?, is_reviewed = ?, review_policy = NULL, "
    "review_on = NULL WHERE tenant = ? AND id = ?"
)
# SQLite writes the index of each column that is set, also where it is set to what it was.
_MOVE_LIFECYCLE = "UPDATE goals SET lifecycle = ? WHERE tenant = ? AND id = ?"
_MOVE_DUE = "UPDATE goals SET due = ? WHERE tenant = ? AND id = ?"
_MOVE_REVIEW_DAY = "UPDATE goals SET review_day = ? WHERE tenant = ? AND id = ?"
_PUT_ENTRY = "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)"
_PUT_TERM = "INSERT INTO terms VALUES (?, ?, ?)"
_DELETE_TERM = "DELETE FROM terms WHERE tenant = ? AND term = ? AND id = ?"
_KEEP_PLACE = (
    "INSERT INTO removed SELECT tenant, subject, position, id FROM entries "
    "WHERE tenant = ? AND subject = ? AND id = ?"
)
_DELETE_ENTRY = "DELETE FROM entries WHERE tenant = ? AND subject = ? AND id = ?"
_FORGET_REVIEWS = (
    "UPDATE goals SET review_day = CASE WHEN is_reviewed = 1 THEN '' END, "
    "review_policy = NULL, review_on = NULL "
    "WHERE tenant = ? AND subject = ? AND review_on IS NOT NULL"
)
_PUT_REVIEW = (
    "UPDATE goals SET review_day = ?, review_policy = ?, review_on = ? WHERE tenant = ? AND id = ?"
)


class _Found(NamedTuple):
    """What a goal is found by as it is stored."""

    lifecycle: str
    due: str | None
    review_day: str | None
    terms: str


def put(tenant: str, batch: Batch) -> Plan[None]:
    """Write a batch."""
    stored, position = yield from _check_goals(tenant, batch.goals)
    for write in batch.journals:
        yield from _check_journal(tenant, write)
    for review in batch.reviews:
        yield from _check_review(tenant, review)
    if batch.goals:
        yield from _put_goals(tenant, batch.goals, stored, position)
        position += len(batch.goals)
    elif batch.journals:
        ((last,),) = yield Statement(LAST_POSITION, last_position_of(tenant))
        position = last or 0
    for write in batch.journals:
        yield from _put_journal(tenant, write, position)
        position += len(write.entries)
    if batch.reviews:
        yield Statement(
            _PUT_REVIEW,
            [(one.day, one.policy, one.on, tenant, one.goal_id) for one in batch.reviews],
            is_many=True,
        )


def _check_goals(
    tenant: str, writes: tuple[GoalWrite, ...]
) -> Plan[tuple[dict[str, _Found | None], int]]:
    """Check that each goal follows the one before it, in the storage or in the batch.

    Returns:
        What the goals are found by as they are stored, None for a new goal; and the position of
        the last change, if there is a goal to write.
    """
    last: int | None = None
    stored: dict[str, _Found | None] = {}
    latest: dict[str, tuple[int, str]] = {}
    for row, _ in writes:
        ((version, subject, *found, erased, last),) = yield Statement(
            _STANDING,
            (*last_position_of(tenant), tenant, row.id, tenant, row.subject),
        )
        if erased is not None:
            raise ErasedError(subject=row.subject, at=erased)
        if row.id not in latest:
            latest[row.id] = (version or 0, subject or "")
            stored[row.id] = None if version is None else _Found._make(found)
        row.check_follows(*latest[row.id])
        latest[row.id] = (row.version, row.subject)
    return stored, last or 0


def _check_journal(tenant: str, write: JournalWrite) -> Plan[None]:
    owner = (tenant, write.subject)
    marks = yield Statement(_MARK, owner)
    if marks:
        ((held, erased),) = marks
        if erased is not None:
            raise ErasedError(subject=write.subject, at=erased)
        if write.destroys:
            raise LegalHoldError(reason=held)
    if write.position is not None:
        ((position,),) = yield Statement(_JOURNAL_POSITION, owner)
        if write.position != (position or 0):
            raise StaleError("the journal has moved on")
    for row in write.entries:
        if (yield Statement(_HAS_ENTRY, (*owner, row.id))):
            raise StaleError("an entry has this id already")
        if row.redacts:
            continue
        if (yield Statement(_IS_REDACTED, (*owner, row.id, row.about))):
            raise StaleError("it was redacted")


def _check_review(tenant: str, review: ReviewRow) -> Plan[None]:
    rows = yield Statement(_HEAD_VERSION, (tenant, review.goal_id))
    if rows != [(review.version,)]:
        raise StaleError("the goal was written since")


def _put_goals(
    tenant: str, writes: tuple[GoalWrite, ...], stored: dict[str, _Found | None], position: int
) -> Plan[None]:
    heads = {
        row.id: head_row(tenant, row.id, row.subject, row.version, keys) for row, keys in writes
    }
    new = [head for goal_id, head in heads.items() if stored[goal_id] is None]
    if new:
        yield Statement(_PUT_HEAD, new, is_many=True)
    moved = [(before, heads[goal_id]) for goal_id, before in stored.items() if before is not None]
    if moved:
        yield from _move_heads(tenant, moved)
    yield Statement(
        _PUT_VERSION,
        [
            (
                tenant,
                row.id,
                row.version,
                row.subject,
                row.at,
                row.author,
                row.op_id,
                place,
                row.document,
            )
            for place, (row, _) in enumerate(writes, position + 1)
        ],
        is_many=True,
    )
    changed = [
        (goal_id, before, heads[goal_id][6])
        for goal_id, found in stored.items()
        if heads[goal_id][6] != (before := _NONE if found is None else found.terms)
    ]
    if changed:
        gone = [
            (tenant, term, goal_id)
            for goal_id, before, after in changed
            for term in _missing(before, after)
        ]
        come = [
            (tenant, term, goal_id)
            for goal_id, before, after in changed
            for term in _missing(after, before)
        ]
        yield Statement(_DELETE_TERM, gone, is_many=True)
        yield Statement(_PUT_TERM, come, is_many=True)


def _move_heads(tenant: str, moved: list[tuple[_Found, tuple[Any, ...]]]) -> Plan[None]:
    """Bring what goals are found by from what it was to what it is."""
    yield Statement(
        _MOVE_HEAD,
        [(head[3], head[6], head[7], tenant, head[1]) for _, head in moved],
        is_many=True,
    )
    for statement, before, after in (
        (_MOVE_LIFECYCLE, 0, 4),
        (_MOVE_DUE, 1, 5),
        (_MOVE_REVIEW_DAY, 2, 8),
    ):
        other = [
            (head[after], tenant, head[1]) for found, head in moved if found[before] != head[after]
        ]
        if other:
            yield Statement(statement, other, is_many=True)


_NONE = "[]"


def head_row(
    tenant: str, goal_id: str, subject: str, version: int, keys: SearchKeys
) -> tuple[Any, ...]:
    """Return the columns of a goal as it was just written."""
    return (
        tenant,
        goal_id,
        subject,
        version,
        keys.lifecycle,
        keys.due,
        json.dumps(terms_of(keys)) if keys.areas or keys.parties else _NONE,
        int(keys.is_reviewed),
        UNKNOWN if keys.is_reviewed else None,
    )


def terms_of(keys: SearchKeys) -> list[str]:
    """Return what stands for a goal in the index of terms."""
    return [*map(area_term, keys.areas), *map(party_term, keys.parties)]


def _missing(terms: str, other: str) -> Iterator[str]:
    """Yield those of some terms that are not among the others."""
    there = set(json.loads(other))
    return (term for term in json.loads(terms) if term not in there)


def _put_journal(tenant: str, write: JournalWrite, position: int) -> Plan[None]:
    owner = (tenant, write.subject)
    if write.entries:
        yield Statement(
            _PUT_ENTRY,
            [
                (*owner, row.id, row.about, int(row.redacts), place, row.document)
                for place, row in enumerate(write.entries, position + 1)
            ],
            is_many=True,
        )
        yield Statement(_FORGET_REVIEWS, owner)
    if write.removed:
        removed = [(*owner, entry_id) for entry_id in write.removed]
        # The change that told of the entry stays.
        yield Statement(_KEEP_PLACE, removed, is_many=True)
        yield Statement(_DELETE_ENTRY, removed, is_many=True)


_PUT_HOLD = (
    "INSERT INTO marks (tenant, subject, held) VALUES (?, ?, ?) "
    "ON CONFLICT (tenant, subject) DO UPDATE SET held = excluded.held"
)
_DELETE_MARK = "DELETE FROM marks WHERE tenant = ? AND subject = ?"


def hold(tenant: str, subject: str, reason: str | None) -> Plan[None]:
    """Put a person under a legal hold, or release them."""
    owner = (tenant, subject)
    marks = yield Statement(_MARK, owner)
    if marks and marks[0][1] is not None:
        raise ErasedError(subject=subject, at=marks[0][1])
    if reason is None:
        yield Statement(_DELETE_MARK, owner)
    else:
        yield Statement(_PUT_HOLD, (*owner, reason))


_ERASURE = (
    "SELECT held, erased, reason, goals, writes, entries FROM marks "
    "WHERE tenant = ? AND subject = ?"
)
_GOALS_OF = "SELECT id, version, terms FROM goals WHERE tenant = ? AND subject = ?"
_COUNT_ENTRIES = "SELECT count(*) FROM entries WHERE tenant = ? AND subject = ?"
_DELETE_VERSIONS = "DELETE FROM versions WHERE tenant = ? AND id = ?"
_DELETE_OF = (
    "DELETE FROM goals WHERE tenant = ? AND subject = ?",
    "DELETE FROM entries WHERE tenant = ? AND subject = ?",
    "DELETE FROM removed WHERE tenant = ? AND subject = ?",
)
_PUT_ERASURE = "INSERT INTO marks VALUES (?, ?, NULL, ?, ?, ?, ?, ?, ?)"


def erase(tenant: str, subject: str, reason: str, at: str) -> Plan[ErasureRow]:
    """Destroy everything of a person but that it was done."""
    owner = (tenant, subject)
    marks = yield Statement(_ERASURE, owner)
    if marks:
        ((held, *told),) = marks
        if held is not None:
            raise LegalHoldError(reason=held)
        return ErasureRow._make((*told, False))
    goals = yield Statement(_GOALS_OF, owner)
    ((entries,),) = yield Statement(_COUNT_ENTRIES, owner)
    ((last,),) = yield Statement(LAST_POSITION, last_position_of(tenant))
    terms = [(tenant, term, name) for name, _, terms in goals for term in json.loads(terms)]
    yield Statement(_DELETE_TERM, terms, is_many=True)
    yield Statement(_DELETE_VERSIONS, [(tenant, name) for name, _, _ in goals], is_many=True)
    for delete in _DELETE_OF:
        yield Statement(delete, owner)
    # Versions have no gaps, so the latest one is the number of the writes.
    writes = sum(version for _, version, _ in goals)
    # It comes behind all that went, so no position is ever used twice.
    place = (last or 0) + 1
    yield Statement(_PUT_ERASURE, (*owner, at, reason, len(goals), writes, entries, place))
    return ErasureRow(at, reason, len(goals), writes, entries, is_scrubbed=False)
