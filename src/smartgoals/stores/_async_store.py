"""Goals and journals of one tenant, for code that awaits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from smartgoals._values import refuse
from smartgoals.entries import Entry
from smartgoals.errors import SmartGoalsError
from smartgoals.goals import Goal, Lifecycle
from smartgoals.journal import Journal
from smartgoals.stores import _requests
from smartgoals.stores._actions import Action, Ask
from smartgoals.stores._answers import (
    Change,
    Found,
    Page,
    Receipt,
    Stored,
    StoredSubject,
    Write,
)
from smartgoals.stores._arguments import check_id
from smartgoals.stores._async_backend import AsyncBackend
from smartgoals.stores._backend import Capability

if TYPE_CHECKING:
    from smartgoals.schedule import ReviewDate

__all__ = ["AsyncStore"]

T = TypeVar("T")
E = TypeVar("E", bound=Entry)


class AsyncStore:
    """A :class:`Store` whose methods are awaited.

    Each method takes, does, returns and raises what that of :class:`Store` does, with the storage
    left to other tasks meanwhile. Use it with ``async with``, or await :meth:`close`.

    What differs:

    * A task may be cancelled while it waits. What it was writing is there as a whole or not at
      all, and nobody can tell which: try again with the same *op_id*.
    * It belongs to the event loop that it was opened on. Several tasks may use it at once.
    * The function given to :meth:`edit` is a plain one, and :meth:`export` gives a plain iterator
      once it was awaited: by then everything is read.
    * Reading and writing documents is work of the processor, and done on the loop: for a page of a
      hundred goals some milliseconds. Ask for small pages where others wait.

    Args:
        backend: Where the rows are kept; :func:`open_store_async` finds it by a URL. A
            :class:`ThreadedBackend` makes one of a :class:`Backend`.
        tenant: Opaque id of the tenant.

    Raises:
        InvalidValueError: If *backend* is none, or *tenant* is no id.

    Example:
        >>> import asyncio
        >>> from smartgoals import Goal, open_store_async
        >>> async def main():
        ...     async with await open_store_async("memory:") as store:
        ...         goal = Goal(id="g-1", subject="c-17", statement="I will walk.")
        ...         goal = await store.save(goal, op_id="op-1")
        ...         return goal.version
        >>> asyncio.run(main())
        1
    """

    def __init__(self, backend: AsyncBackend, *, tenant: str = "default") -> None:
        """Bind a backend to a tenant."""
        if not isinstance(backend, AsyncBackend):
            refuse("backend", "an AsyncBackend, such as a ThreadedBackend", backend)
        check_id("tenant", tenant)
        self._backend = backend
        self._tenant = tenant

    def __repr__(self) -> str:
        """Show the kind of backend only: a place or a tenant may name a person."""
        return f"<AsyncStore on {type(self._backend).__name__}>"

    @property
    def backend(self) -> AsyncBackend:
        """Where the rows are kept, for all tenants."""
        return self._backend

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the backend promises beyond what each has to do."""
        return self._backend.capabilities

    def tenant(self, name: str) -> AsyncStore:
        """Return a handle for another tenant, as :meth:`Store.tenant`."""
        return AsyncStore(self._backend, tenant=name)

    async def save(
        self,
        goal: Goal,
        *entries: Entry,
        author: str | None = None,
        op_id: str | None = None,
    ) -> Goal:
        """Create a goal, or replace the version that was loaded, as :meth:`Store.save`."""
        return await self._run(_requests.save(goal, entries, author=author, op_id=op_id))

    async def put(
        self, *writes: Write, author: str | None = None, op_id: str | None = None
    ) -> tuple[Stored, ...]:
        """Write several goals: all of them, or none, as :meth:`Store.put`."""
        return await self._run(_requests.put(writes, author=author, op_id=op_id))

    async def edit(
        self,
        goal_id: str,
        change: Callable[[Goal], Goal],
        *,
        author: str | None = None,
        op_id: str | None = None,
    ) -> Goal:
        """Change a goal as it stands now, as :meth:`Store.edit`; *change* awaits nothing."""
        return await self._run(_requests.edit(goal_id, change, author=author, op_id=op_id))

    async def get(self, goal_id: str, *, version: int | None = None) -> Goal:
        """Return a goal, as :meth:`Store.get`."""
        return await self._run(_requests.get(goal_id, version=version))

    async def history(
        self, goal_id: str, *, after: str | None = None, limit: int = 100
    ) -> Page[Stored]:
        """Return the writes of a goal, as :meth:`Store.history`."""
        return await self._run(_requests.history(self._tenant, goal_id, after=after, limit=limit))

    async def find(
        self,
        *,
        subject: str | None = None,
        lifecycle: Lifecycle | Iterable[Lifecycle] | None = None,
        key_area: str | None = None,
        responsible: str | None = None,
        due_from: dt.date | None = None,
        due_by: dt.date | None = None,
        review_by: dt.date | None = None,
        after: str | None = None,
        limit: int = 100,
    ) -> Page[Found]:
        """Return the goals of which everything that is given holds, as :meth:`Store.find`."""
        return await self._run(
            _requests.find(
                self._tenant,
                subject=subject,
                lifecycle=lifecycle,
                key_area=key_area,
                responsible=responsible,
                due_from=due_from,
                due_by=due_by,
                review_by=review_by,
                after=after,
                limit=limit,
            )
        )

    async def project_reviews(
        self,
        subject: str,
        *,
        on: dt.date,
        is_working_day: Callable[[dt.date], bool] | None = None,
    ) -> dict[str, ReviewDate]:
        """Compute and store the review dates of a person, as :meth:`Store.project_reviews`."""
        return await self._run(
            _requests.project_reviews(subject, on=on, is_working_day=is_working_day)
        )

    async def record(
        self,
        subject: str,
        *entries: E,
        author: str | None = None,
        op_id: str | None = None,
    ) -> tuple[E, ...]:
        """Add entries to a person's journal, as :meth:`Store.record`."""
        return await self._run(_requests.record(subject, entries, author=author, op_id=op_id))

    async def journal(self, subject: str) -> Journal:
        """Return a person's journal, as :meth:`Store.journal`."""
        return await self._run(_requests.journal(subject))

    async def changes(self, *, after: str | None = None, limit: int = 100) -> Page[Change]:
        """Return what was written, in the order of writing, as :meth:`Store.changes`."""
        return await self._run(_requests.changes(self._tenant, after=after, limit=limit))

    async def subjects(self, *, after: str | None = None, limit: int = 100) -> Page[StoredSubject]:
        """Return everybody of whom something is stored, as :meth:`Store.subjects`."""
        return await self._run(_requests.subjects(self._tenant, after=after, limit=limit))

    async def hold(self, subject: str, *, reason: str) -> None:
        """Put a person under a legal hold, as :meth:`Store.hold`."""
        await self._run(_requests.hold(subject, reason=reason))

    async def release(self, subject: str) -> None:
        """End the legal hold of a person, as :meth:`Store.release`."""
        await self._run(_requests.release(subject))

    async def erase(self, subject: str, *, reason: str) -> Receipt:
        """Destroy everything of a person, as :meth:`Store.erase`."""
        return await self._run(_requests.erase(subject, reason=reason))

    async def export(self, subject: str) -> Iterator[str]:
        """Return everything of a person as JSON Lines, as :meth:`Store.export`."""
        return iter(await self._run(_requests.export(subject)))

    async def import_(self, lines: Iterable[str]) -> str:
        """Take in what :meth:`export` gave out, as :meth:`Store.import_`."""
        return await self._run(_requests.take_in(lines))

    async def scrub(self) -> bool:
        """Overwrite what was redacted or erased before, as :meth:`Store.scrub`."""
        return await self._backend.scrub()

    async def migrate(self) -> None:
        """Bring the storage to the schema of this version, as :meth:`Store.migrate`."""
        await self._backend.migrate()

    async def close(self) -> None:
        """Let go of the storage, for all tenants, as :meth:`Store.close`."""
        await self._backend.close()

    async def __aenter__(self) -> Self:
        """Return the store."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the store."""
        await self.close()

    async def _run(self, action: Action[T]) -> T:
        """Carry out what an action asks for, and return its result."""
        # Loaded by whoever awaits; an app that does not never waits for it.
        from asyncio import sleep

        try:
            step = next(action)
            while True:
                if isinstance(step, Ask):
                    ask = getattr(self._backend, step.method)
                    try:
                        answer = await ask(self._tenant, *step.arguments)
                    except SmartGoalsError as error:
                        step = action.throw(error)
                        continue
                    step = action.send(answer)
                else:
                    await sleep(step.seconds())
                    step = next(action)
        except StopIteration as done:
            result: T = done.value
            return result
