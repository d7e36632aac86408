"""Any backend for code that awaits: on a thread of its own, one call after the other."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self, TypeVar

from smartgoals._values import refuse
from smartgoals.errors import StoreError
from smartgoals.stores._async_backend import AsyncBackend
from smartgoals.stores._backend import Backend, Capability
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

# An app that does not await never loads them.
if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["ThreadedBackend"]

T = TypeVar("T")


class ThreadedBackend(AsyncBackend):
    """A backend that waits, made one that is awaited.

    Its calls are made on one thread of its own, one after the other. Where a task is cancelled, a
    call that waits for its turn is never made, and one that was begun goes on to its end; calls
    that come later wait for it.

    Args:
        backend: The backend; closing either closes both.

    Raises:
        InvalidValueError: If *backend* is none.

    Example:
        >>> import asyncio
        >>> from smartgoals.stores import AsyncStore, MemoryBackend, ThreadedBackend
        >>> async def main():
        ...     async with AsyncStore(ThreadedBackend(MemoryBackend())) as store:
        ...         return list(await store.subjects())
        >>> asyncio.run(main())
        []
    """

    def __init__(self, backend: Backend) -> None:
        """Make a place for the thread, which starts with the first call."""
        if not isinstance(backend, Backend):
            refuse("backend", "a Backend", backend)
        self.capabilities: frozenset[Capability] = backend.capabilities
        self._backend = backend
        self._calls = _Calls()

    @classmethod
    async def opened(cls, opener: Callable[[], Backend]) -> Self:
        """Return a backend that is opened on its thread, where it blocks nobody.

        Args:
            opener: Opens it. If the task is cancelled meanwhile, what was opened is closed.

        Raises:
            InvalidValueError: If *opener* returns no backend; else what it raises.
        """
        calls = _Calls()
        opening = calls.begin(opener)
        try:
            threaded = cls(await _answer(opening))
        except BaseException:
            # Nobody gets what was opened, or is just being opened.
            calls.begin(_close_unused, opening)
            calls.end()
            raise
        threaded._calls = calls
        return threaded

    def __repr__(self) -> str:
        """Show the kind of backend only: a path may name a person."""
        return f"<ThreadedBackend of {type(self._backend).__name__}>"

    async def put(self, tenant: str, batch: Batch) -> None:
        """Write a batch, or nothing of it."""
        await self._call(self._backend.put, tenant, batch)

    async def goal(self, tenant: str, goal_id: str, version: int | None) -> GoalRow | None:
        """Return a write of a goal, the latest for None; None if there is no such write."""
        return await self._call(self._backend.goal, tenant, goal_id, version)

    async def history(self, tenant: str, goal_id: str, after: int, limit: int) -> list[GoalRow]:
        """Return the writes of a goal whose version is above *after*, in order."""
        return await self._call(self._backend.history, tenant, goal_id, after, limit)

    async def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        """Return goals, sorted by what the query says and then by id."""
        return await self._call(self._backend.find, tenant, query, after, limit)

    async def journal(self, tenant: str, subject: str) -> JournalRows:
        """Return the journal of a person."""
        return await self._call(self._backend.journal, tenant, subject)

    async def changes(self, tenant: str, after: int, limit: int) -> list[ChangeRow]:
        """Return the changes whose position is above *after*, in order."""
        return await self._call(self._backend.changes, tenant, after, limit)

    async def subjects(self, tenant: str, after: str, limit: int) -> list[SubjectRow]:
        """Return persons of whom anything is stored, held or erased, in order of their ids."""
        return await self._call(self._backend.subjects, tenant, after, limit)

    async def hold(self, tenant: str, subject: str, reason: str | None) -> None:
        """Put a person under a legal hold, or release them where there is no reason."""
        await self._call(self._backend.hold, tenant, subject, reason)

    async def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        """Destroy everything of a person but that it was done."""
        return await self._call(self._backend.erase, tenant, subject, reason, at)

    async def scrub(self) -> bool:
        """Overwrite what was destroyed before, and return whether nothing is left."""
        return await self._call(self._backend.scrub)

    async def migrate(self) -> None:
        """Bring the storage to the schema that this version writes."""
        await self._call(self._backend.migrate)

    async def close(self) -> None:
        """Close the backend behind the calls that wait, and end the thread.

        It is closed also where the task is cancelled. Closing twice does nothing.
        """
        await self._calls.close(self._backend.close)

    async def _call(self, ask: Callable[..., T], *arguments: Any) -> T:
        return await _answer(self._calls.begin(ask, *arguments))


class _Calls:
    """The thread on which the calls are made."""

    def __init__(self) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._pid = os.getpid()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="smartgoals")
        self._closing: Future[None] | None = None

    def begin(self, ask: Callable[..., T], *arguments: Any) -> Future[T]:
        """Make a call as soon as those before it are done."""
        if os.getpid() != self._pid:
            # It would wait for ever: only the thread that forks comes along.
            raise StoreError(
                "the store was opened before this process was forked; open it in each process"
            )
        try:
            return self._thread.submit(ask, *arguments)
        except RuntimeError:
            # Or the interpreter is shutting down, and has ended the thread.
            raise StoreError("the store is closed") from None

    async def close(self, close: Callable[[], None]) -> None:
        """Make the last call, and wait for the thread to end."""
        import asyncio

        if os.getpid() != self._pid:
            return
        if self._closing is None:
            self._closing = self.begin(close)
            self.end()
        # Shielded, for a call that is cancelled before its turn is never made.
        await asyncio.shield(asyncio.wrap_future(self._closing))
        self._thread.shutdown()

    def end(self) -> None:
        """Let the thread end behind the last call, without waiting for it."""
        self._thread.shutdown(wait=False)


async def _answer(call: Future[T]) -> T:
    import asyncio

    try:
        return await asyncio.wrap_future(call)
    finally:
        # An error would keep alive what keeps it alive.
        del call


def _close_unused(opening: Future[Backend]) -> None:
    if not opening.cancelled() and opening.exception() is None:
        backend = opening.result()
        if isinstance(backend, Backend):
            backend.close()
