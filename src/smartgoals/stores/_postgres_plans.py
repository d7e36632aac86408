"""How a PostgreSQL store goes about it, step by step, and without doing any of it.

A plan yields what is to be done on one connection, and is sent the rows, or the error of the
driver. So there is one text for every way to wait.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Generator
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias, TypeVar

from smartgoals.errors import SmartGoalsError, TransientStoreError
from smartgoals.stores import _sql, _sql_writes
from smartgoals.stores._postgres_put import WholePut, whole_put
from smartgoals.stores._psycopg import errors, psycopg
from smartgoals.stores._rows import Batch, GoalRow
from smartgoals.stores._sql import Plan as SqlPlan
from smartgoals.stores._sql import Rows, Statement

__all__ = [
    "Pause",
    "Plan",
    "Step",
    "answered",
    "goal",
    "native",
    "pause_after",
    "put",
    "read",
    "repeated",
    "told",
    "transaction",
    "translated",
    "written",
]

T = TypeVar("T")


class Pause(NamedTuple):
    """A moment to wait before it is tried again."""

    seconds: float


def pause_after(attempt: int) -> Pause:
    """Return how long to wait after so many attempts, counted from 0."""
    # At random, so that those who met do not meet again.
    return Pause(random.uniform(0, min(_LONGEST_PAUSE, 0.001 * 2**attempt)))  # noqa: S311  # no secret


Step: TypeAlias = Statement | WholePut | Pause
Answer: TypeAlias = Rows | psycopg.Error
Plan: TypeAlias = Generator[Step, Answer, T]

_BEGIN = Statement("BEGIN", ())
_COMMIT = Statement("COMMIT", ())
_ROLLBACK = Statement("ROLLBACK", ())
# The row of a tenant is locked before anything is looked at, so each statement after this one sees
# what every writer before did, and nobody writes until this one is through. It goes up by more than
# the number of changes that may come.
_TURN = (
    "INSERT INTO turns (tenant, turn) VALUES (?, ?) "
    "ON CONFLICT (tenant) DO UPDATE SET turn = turns.turn + excluded.turn"
)
# The last is of the driver, which may take a statement for prepared that was sent behind a failure.
_AGAIN = (
    errors.SerializationFailure,
    errors.DeadlockDetected,
    errors.InvalidSqlStatementName,
)
_ATTEMPTS = 50
_LONGEST_PAUSE = 0.1


@lru_cache(maxsize=512)
def translated(sql: str) -> bytes:
    """Return a statement with the marks of psycopg for its parameters."""
    return sql.replace("?", "%s").encode()


def native(statement: Statement | WholePut) -> tuple[bytes, Any]:
    """Return a statement and its parameters as psycopg takes them."""
    if isinstance(statement, Statement):
        return translated(statement.sql), statement.parameters
    return statement.sql, statement.parameters


def told(answer: Answer) -> Rows:
    """Return the rows of an answer, or raise the error that it is."""
    if isinstance(answer, psycopg.Error):
        raise answer
    return answer


def answered(plan: SqlPlan[T]) -> Plan[T]:
    """Run a plan that is sent rows only."""
    try:
        step = next(plan)
        while True:
            step = plan.send(told((yield step)))
    except StopIteration as done:
        answer: T = done.value
        return answer


def goal(tenant: str, goal_id: str, version: int | None) -> Plan[GoalRow | None]:
    """Return a write of a goal, the latest for None; None if there is no such write."""
    return (yield from repeated(lambda: _goal(tenant, goal_id, version)))


def _goal(tenant: str, goal_id: str, version: int | None) -> Plan[GoalRow | None]:
    rows = told((yield Statement(*_sql.goal(tenant, goal_id, version))))
    return GoalRow._make(rows[0]) if rows else None


def transaction(plan: Plan[T]) -> Plan[T]:
    """Run a plan in a transaction: all of it is done, or nothing."""
    told((yield _BEGIN))
    try:
        answer: T = yield from plan
    except SmartGoalsError:
        told((yield _ROLLBACK))
        raise
    told((yield _COMMIT))
    return answer


def repeated(make: Callable[[], Plan[T]]) -> Plan[T]:
    """Run a plan until no other transaction is in its way.

    Args:
        make: Makes the plan anew for each attempt.

    Raises:
        TransientStoreError: If that takes too many attempts.
    """
    for attempt in range(_ATTEMPTS):
        try:
            return (yield from make())
        except _AGAIN:
            pass
        told((yield _ROLLBACK))
        yield pause_after(attempt)
    raise TransientStoreError("others write the same all the time; try again")


def read(make: Callable[[], SqlPlan[T]]) -> Plan[T]:
    """Run a plan that only looks, until no other transaction is in its way."""
    return (yield from repeated(lambda: answered(make())))


def written(tenant: str, make: Callable[[], SqlPlan[T]]) -> Plan[T]:
    """Run a plan that tells of one change at most, in the turn of its tenant."""
    return (yield from repeated(lambda: transaction(_in_turn(tenant, answered(make()), changes=1))))


def _in_turn(tenant: str, plan: Plan[T], *, changes: int = 0) -> Plan[T]:
    told((yield Statement(_TURN, (tenant, changes + 1))))
    return (yield from plan)


def put(tenant: str, batch: Batch, *, is_busy: bool) -> Plan[None]:
    """Write a batch: in one statement where that is enough.

    Args:
        tenant: Whose.
        batch: What.
        is_busy: Whether others write for the same tenant just now.
    """
    return (yield from repeated(lambda: _put(tenant, batch, is_busy=is_busy)))


def _put(tenant: str, batch: Batch, *, is_busy: bool) -> Plan[None]:
    changes = len(batch.goals) + sum(len(write.entries) for write in batch.journals)
    whole = whole_put(tenant, batch)
    if whole is not None:
        try:
            if not is_busy and told((yield whole)):
                return
            # It does not fit, or somebody else was first, or it is a new tenant.
            steps = _whole_or_steps(whole, tenant, batch)
            yield from transaction(_in_turn(tenant, steps, changes=changes))
        except errors.UniqueViolation:
            # Of somebody who keeps to no turns; what it means is found out step by step.
            pass
        else:
            return
        told((yield _ROLLBACK))
    steps = answered(_sql_writes.put(tenant, batch))
    yield from transaction(_in_turn(tenant, steps, changes=changes))


def _whole_or_steps(whole: WholePut, tenant: str, batch: Batch) -> Plan[None]:
    if not told((yield whole)):
        yield from answered(_sql_writes.put(tenant, batch))
