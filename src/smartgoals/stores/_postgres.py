"""The storage in a PostgreSQL database, for many processes on many machines.

What a call wrote survives a crash of the server (synchronous_commit), writers of one tenant queue
at one row, and row-level security keeps tenants apart where a query would not.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from smartgoals.stores import _postgres_plans, _postgres_tables, _sql, _sql_writes
from smartgoals.stores._backend import Backend, Capability
from smartgoals.stores._postgres_errors import (
    DRIVER_ERRORS,
    crowded,
    failed,
    outdated,
    unreachable,
)
from smartgoals.stores._postgres_plans import Pause, Plan, Step, native, translated
from smartgoals.stores._postgres_pool import (
    NOBODY,
    PATIENCE_SECONDS,
    Idle,
    Seats,
    beginning,
    binding,
    check_encoding,
)
from smartgoals.stores._postgres_url import Address, read_url
from smartgoals.stores._psycopg import psycopg
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
from smartgoals.stores._sql import Plan as SqlPlan
from smartgoals.stores._sql import Rows, Statement

__all__ = ["PostgresBackend", "open_backend"]

T = TypeVar("T")
_Connection = psycopg.Connection[tuple[Any, ...]]


class PostgresBackend(Backend):
    """Rows in a schema of a PostgreSQL database.

    Args:
        address: Where it is; the tables are made if they are not there.

    Raises:
        StoreError: If it cannot be reached or is not ours, or was written by a newer version.
    """

    capabilities = frozenset({Capability.DURABLE, Capability.SHARED})

    def __init__(self, address: Address) -> None:
        """Connect once, and look at the tables."""
        self._address = address
        self._seats = Seats(address.pool)
        self._idle: Idle[_Connection] = Idle()
        self._is_current = False
        self._is_current = self._done(NOBODY, _postgres_tables.open_schema(address.schema))

    def __repr__(self) -> str:
        """Show the kind of backend only: the rest tells where it is, and for whom."""
        return "<PostgresBackend>"

    def put(self, tenant: str, batch: Batch) -> None:
        """Write a batch, or nothing of it."""
        with self._idle.writing(tenant) as is_busy:
            self._run(tenant, _postgres_plans.put(tenant, batch, is_busy=is_busy))

    def goal(self, tenant: str, goal_id: str, version: int | None) -> GoalRow | None:
        """Return a write of a goal, the latest for None; None if there is no such write."""
        return self._run(tenant, _postgres_plans.goal(tenant, goal_id, version))

    def history(self, tenant: str, goal_id: str, after: int, limit: int) -> list[GoalRow]:
        """Return the writes of a goal whose version is above *after*, in order."""
        return self._read(tenant, partial(_sql.history, tenant, goal_id, after, limit))

    def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        """Return goals, sorted by what the query says and then by id."""
        return self._read(tenant, partial(_sql.find, tenant, query, after, limit))

    def journal(self, tenant: str, subject: str) -> JournalRows:
        """Return the journal of a person."""
        return self._read(tenant, partial(_sql.journal, tenant, subject))

    def changes(self, tenant: str, after: int, limit: int) -> list[ChangeRow]:
        """Return the changes whose position is above *after*, in order."""
        return self._read(tenant, partial(_sql.changes, tenant, after, limit))

    def subjects(self, tenant: str, after: str, limit: int) -> list[SubjectRow]:
        """Return persons of whom anything is stored, held or erased, in order of their ids."""
        return self._read(tenant, partial(_sql.subjects, tenant, after, limit))

    def hold(self, tenant: str, subject: str, reason: str | None) -> None:
        """Put a person under a legal hold, or release them where there is no reason."""
        self._write(tenant, partial(_sql_writes.hold, tenant, subject, reason))

    def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        """Destroy everything of a person but that it was done."""
        return self._write(tenant, partial(_sql_writes.erase, tenant, subject, reason, at))

    def migrate(self) -> None:
        """Bring the tables to those that this version writes."""
        self._done(NOBODY, _postgres_tables.migrate())
        self._is_current = self._done(NOBODY, _postgres_tables.check_schema())

    def close(self) -> None:
        """Close all connections; closing twice does nothing."""
        self._idle.close()

    def _read(self, tenant: str, make: Callable[[], SqlPlan[T]]) -> T:
        return self._run(tenant, _postgres_plans.read(make))

    def _write(self, tenant: str, make: Callable[[], SqlPlan[T]]) -> T:
        return self._run(tenant, _postgres_plans.written(tenant, make))

    def _run(self, tenant: str, plan: Plan[T]) -> T:
        """Run a plan, if the tables are those that this version knows."""
        if not self._is_current:
            # Another process may have migrated them since.
            self._is_current = self._done(NOBODY, _postgres_tables.check_schema())
            if not self._is_current:
                raise outdated()
        return self._done(tenant, plan)

    def _done(self, tenant: str, plan: Plan[T]) -> T:
        """Run a plan on a connection that is bound to a tenant."""
        connection = self._taken(tenant)
        try:
            return self._steps(connection, plan)
        except DRIVER_ERRORS as error:
            failure = failed(error, is_lost=connection.closed)
        finally:
            self._idle.push(tenant, connection)
            self._seats.give()
        # Not within the handler: the error there may hold what a document says.
        raise failure

    def _steps(self, connection: _Connection, plan: Plan[T]) -> T:
        try:
            step = next(plan)
            while True:
                answer: Rows | psycopg.Error
                try:
                    answer = self._rows(connection, step)
                except psycopg.Error as error:
                    answer = error
                # Not thrown within the handler: what a plan raises then has another reason.
                step = plan.send(answer)
        except StopIteration as done:
            result: T = done.value
            return result

    def _rows(self, connection: _Connection, step: Step) -> Rows:
        """Do one step, and return its rows."""
        if isinstance(step, Pause):
            time.sleep(step.seconds)
            return ()
        if isinstance(step, Statement) and step.is_many:
            with connection.cursor() as cursor:
                cursor.executemany(translated(step.sql), step.parameters)
            return ()
        # What has no parameters is no work to plan.
        prepare = None if step.parameters else False
        answer = connection.execute(*native(step), prepare=prepare)
        return answer.fetchall() if answer.rownumber is not None else ()

    def _taken(self, tenant: str) -> _Connection:
        """Return a connection that nobody else uses, bound to a tenant."""
        self._idle.check_open()
        if not self._seats.take(PATIENCE_SECONDS):
            raise crowded()
        try:
            # Who waited may have waited for the end.
            self._idle.check_open()
            return self._bound(tenant)
        except DRIVER_ERRORS as error:
            failure = unreachable(error)
        except BaseException:
            self._seats.give()
            raise
        self._seats.give()
        raise failure

    def _bound(self, tenant: str) -> _Connection:
        while (found := self._idle.pop(tenant)) is not None:
            bound, connection = found
            if bound == tenant:
                return connection
            # Nothing was asked yet, so one that is dead is no failure.
            with suppress(*DRIVER_ERRORS):
                return self._bind(connection, tenant)
        return self._bind(self._connected(), tenant)

    def _bind(self, connection: _Connection, tenant: str) -> _Connection:
        try:
            connection.execute(*native(binding(tenant)))
        except BaseException:
            connection.pgconn.finish()
            raise
        return connection

    def _connected(self) -> _Connection:
        connection = psycopg.connect(autocommit=True, **self._address.parameters)
        try:
            check_encoding(connection)
            connection.execute(*native(beginning(self._address.schema)))
        except BaseException:
            connection.pgconn.finish()
            raise
        return connection


def open_backend(url: str) -> PostgresBackend:
    """Return the storage in the schema that the URL names; its tables are made at need."""
    return PostgresBackend(read_url(url))
