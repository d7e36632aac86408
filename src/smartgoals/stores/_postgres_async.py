"""The storage in a PostgreSQL database, for code that awaits.

The plans are those of :mod:`smartgoals.stores._postgres`; only how they are run is another.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from smartgoals.stores import _postgres_plans, _postgres_tables, _sql, _sql_writes
from smartgoals.stores._async_backend import AsyncBackend
from smartgoals.stores._backend import Capability
from smartgoals.stores._postgres_errors import (
    DRIVER_ERRORS,
    crowded,
    failed,
    of_another_loop,
    outdated,
    unreachable,
)
from smartgoals.stores._postgres_plans import Pause, Plan, Step, native, translated
from smartgoals.stores._postgres_pool import (
    NOBODY,
    PATIENCE_SECONDS,
    Idle,
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

__all__ = ["AsyncPostgresBackend", "open_backend_async"]

T = TypeVar("T")
_Connection = psycopg.AsyncConnection[tuple[Any, ...]]


class AsyncPostgresBackend(AsyncBackend):
    """Rows in a schema of a PostgreSQL database.

    Args:
        address: Where it is.
    """

    capabilities = frozenset({Capability.DURABLE, Capability.SHARED})

    def __init__(self, address: Address) -> None:
        """Connect to nothing yet."""
        self._address = address
        self._seats = asyncio.BoundedSemaphore(address.pool)
        self._idle: Idle[_Connection] = Idle()
        self._is_current = False
        self._loop: asyncio.AbstractEventLoop | None = None

    async def open(self) -> None:
        """Connect once, and make the tables if they are not there.

        Raises:
            StoreError: If it cannot be reached or is not ours, or was written by a newer version.
        """
        self._loop = asyncio.get_running_loop()
        plan = _postgres_tables.open_schema(self._address.schema)
        self._is_current = await self._done(NOBODY, plan)

    def __repr__(self) -> str:
        """Show the kind of backend only: the rest tells where it is, and for whom."""
        return "<AsyncPostgresBackend>"

    async def put(self, tenant: str, batch: Batch) -> None:
        """Write a batch, or nothing of it."""
        with self._idle.writing(tenant) as is_busy:
            await self._run(tenant, _postgres_plans.put(tenant, batch, is_busy=is_busy))

    async def goal(self, tenant: str, goal_id: str, version: int | None) -> GoalRow | None:
        """Return a write of a goal, the latest for None; None if there is no such write."""
        return await self._run(tenant, _postgres_plans.goal(tenant, goal_id, version))

    async def history(self, tenant: str, goal_id: str, after: int, limit: int) -> list[GoalRow]:
        """Return the writes of a goal whose version is above *after*, in order."""
        return await self._read(tenant, partial(_sql.history, tenant, goal_id, after, limit))

    async def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        """Return goals, sorted by what the query says and then by id."""
        return await self._read(tenant, partial(_sql.find, tenant, query, after, limit))

    async def journal(self, tenant: str, subject: str) -> JournalRows:
        """Return the journal of a person."""
        return await self._read(tenant, partial(_sql.journal, tenant, subject))

    async def changes(self, tenant: str, after: int, limit: int) -> list[ChangeRow]:
        """Return the changes whose position is above *after*, in order."""
        return await self._read(tenant, partial(_sql.changes, tenant, after, limit))

    async def subjects(self, tenant: str, after: str, limit: int) -> list[SubjectRow]:
        """Return persons of whom anything is stored, held or erased, in order of their ids."""
        return await self._read(tenant, partial(_sql.subjects, tenant, after, limit))

    async def hold(self, tenant: str, subject: str, reason: str | None) -> None:
        """Put a person under a legal hold, or release them where there is no reason."""
        await self._write(tenant, partial(_sql_writes.hold, tenant, subject, reason))

    async def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        """Destroy everything of a person but that it was done."""
        return await self._write(tenant, partial(_sql_writes.erase, tenant, subject, reason, at))

    async def migrate(self) -> None:
        """Bring the tables to those that this version writes."""
        await self._done(NOBODY, _postgres_tables.migrate())
        self._is_current = await self._done(NOBODY, _postgres_tables.check_schema())

    async def close(self) -> None:
        """Close all connections; closing twice does nothing."""
        self._idle.close()

    async def _read(self, tenant: str, make: Callable[[], SqlPlan[T]]) -> T:
        return await self._run(tenant, _postgres_plans.read(make))

    async def _write(self, tenant: str, make: Callable[[], SqlPlan[T]]) -> T:
        return await self._run(tenant, _postgres_plans.written(tenant, make))

    async def _run(self, tenant: str, plan: Plan[T]) -> T:
        """Run a plan, if the tables are those that this version knows."""
        if not self._is_current:
            # Another process may have migrated them since.
            self._is_current = await self._done(NOBODY, _postgres_tables.check_schema())
            if not self._is_current:
                raise outdated()
        return await self._done(tenant, plan)

    async def _done(self, tenant: str, plan: Plan[T]) -> T:
        """Run a plan on a connection that is bound to a tenant."""
        connection = await self._taken(tenant)
        try:
            return await self._steps(connection, plan)
        except DRIVER_ERRORS as error:
            failure = failed(error, is_lost=connection.closed)
        finally:
            self._idle.push(tenant, connection)
            self._seats.release()
        # Not within the handler: the error there may hold what a document says.
        raise failure

    async def _steps(self, connection: _Connection, plan: Plan[T]) -> T:
        try:
            step = next(plan)
            while True:
                answer: Rows | psycopg.Error
                try:
                    answer = await self._rows(connection, step)
                except psycopg.Error as error:
                    answer = error
                # Not thrown within the handler: what a plan raises then has another reason.
                step = plan.send(answer)
        except StopIteration as done:
            result: T = done.value
            return result

    async def _rows(self, connection: _Connection, step: Step) -> Rows:
        """Do one step, and return its rows."""
        if isinstance(step, Pause):
            await asyncio.sleep(step.seconds)
            return ()
        if isinstance(step, Statement) and step.is_many:
            async with connection.cursor() as cursor:
                await cursor.executemany(translated(step.sql), step.parameters)
            return ()
        # What has no parameters is no work to plan.
        prepare = None if step.parameters else False
        answer = await connection.execute(*native(step), prepare=prepare)
        return await answer.fetchall() if answer.rownumber is not None else ()

    async def _taken(self, tenant: str) -> _Connection:
        """Return a connection that nobody else uses, bound to a tenant."""
        self._idle.check_open()
        if asyncio.get_running_loop() is not self._loop:
            raise of_another_loop()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._seats.acquire()
        except TimeoutError:
            is_crowded = True
        else:
            is_crowded = False
        if is_crowded:
            raise crowded()
        try:
            # Who waited may have waited for the end.
            self._idle.check_open()
            return await self._bound(tenant)
        except DRIVER_ERRORS as error:
            failure = unreachable(error)
        except BaseException:
            self._seats.release()
            raise
        self._seats.release()
        raise failure

    async def _bound(self, tenant: str) -> _Connection:
        while (found := self._idle.pop(tenant)) is not None:
            bound, connection = found
            if bound == tenant:
                return connection
            # Nothing was asked yet, so one that is dead is no failure.
            with suppress(*DRIVER_ERRORS):
                return await self._bind(connection, tenant)
        return await self._bind(await self._connected(), tenant)

    async def _bind(self, connection: _Connection, tenant: str) -> _Connection:
        try:
            await connection.execute(*native(binding(tenant)))
        except BaseException:
            connection.pgconn.finish()
            raise
        return connection

    async def _connected(self) -> _Connection:
        connection = await psycopg.AsyncConnection.connect(
            autocommit=True, **self._address.parameters
        )
        try:
            check_encoding(connection)
            await connection.execute(*native(beginning(self._address.schema)))
        except BaseException:
            connection.pgconn.finish()
            raise
        return connection


async def open_backend_async(url: str) -> AsyncPostgresBackend:
    """Return the storage in the schema that the URL names; its tables are made at need."""
    backend = AsyncPostgresBackend(read_url(url))
    await backend.open()
    return backend
