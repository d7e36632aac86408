"""A store that fails now and then, for the tests of an app."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from smartgoals._values import refuse
from smartgoals.errors import TransientStoreError
from smartgoals.stores import AsyncBackend, AsyncStore, Backend, Store
from smartgoals.testing._wrapped_backend import WrappedBackend

__all__ = ["AsyncFaultyStore", "FaultyStore"]

# The same before and after: nobody can tell.
_HALF = 0.5
_SAYS = "no answer came; it was done or not, so try again with the same op_id"


class _Faults:
    """Which calls fail.

    Args:
        seed: What it is worked out from.
        rate: The share of calls.
    """

    def __init__(self, *, seed: int, rate: float) -> None:
        if type(seed) is not int:
            refuse("seed", "a whole number", seed)
        if not isinstance(rate, int | float) or not 0 <= rate <= 1:
            refuse("rate", "a number from 0 to 1", rate)
        self._random = random.Random(seed)  # noqa: S311  # the same each time is what it is for
        self._rate = rate
        self._lock = Lock()
        self.failures = 0
        self.lost = 0

    @contextmanager
    def around(self, *, writes: bool) -> Iterator[None]:
        """Fail before what is done within, or behind it where that writes, or not at all."""
        with self._lock:
            fails, is_late = self._random.random() < self._rate, self._random.random() < _HALF
            self.failures += fails
        if fails and not (writes and is_late):
            raise TransientStoreError(_SAYS)
        yield
        if fails:
            with self._lock:
                self.lost += 1
            raise TransientStoreError(_SAYS)


class _Counted:
    """What a test looks at, to know that something failed."""

    _faults: _Faults

    @property
    def failures(self) -> int:
        """How many calls failed so far, on the handles of all tenants: a test needs some."""
        return self._faults.failures

    @property
    def lost(self) -> int:
        """How many of these were done all the same, so that only the answer got lost."""
        return self._faults.lost


class FaultyStore(_Counted, Store):
    """A store that fails now and then, as one does behind a network.

    Some calls raise :class:`~smartgoals.errors.TransientStoreError` before anything was done, and
    some writes after it was done: the answer got lost. An app that tries again with the same
    ``op_id`` does it once either way; one that tries again without does it twice at times, and
    its test can see that.

    Args:
        store: The store that does the work; closing either closes both.
        seed: What the failures are worked out from: the same calls fail each time, where one
            thread makes them.
        rate: The share of calls that fail, from 0 to 1; half of those that write fail after it
            was done.

    Raises:
        InvalidValueError: If *store* is no store, *seed* is no whole number, or *rate* is no such
            share.

    Example:
        >>> from smartgoals import Goal, open_store
        >>> from smartgoals.errors import TransientStoreError
        >>> from smartgoals.testing import FaultyStore
        >>> store = FaultyStore(open_store("memory:"), seed=3, rate=0.5)
        >>> goal, tries = Goal(id="g-1", subject="c-17", statement="I will walk."), 0
        >>> while goal.version is None:
        ...     tries += 1
        ...     try:
        ...         goal = store.save(goal, op_id="op-1")
        ...     except TransientStoreError:
        ...         pass
        >>> goal.version, tries
        (1, 3)
    """

    def __init__(self, store: Store, *, seed: int, rate: float = 0.1) -> None:
        """Wrap a store."""
        if not isinstance(store, Store):
            refuse("store", "a Store", store)
        self._faults = _Faults(seed=seed, rate=rate)
        backend = _FaultyBackend(store.backend, self._faults)
        super().__init__(backend, tenant=store._tenant)  # noqa: SLF001  # of the same class


class AsyncFaultyStore(_Counted, AsyncStore):
    """A store that is awaited and fails now and then, as :class:`FaultyStore` does.

    Args:
        store: The store that does the work; closing either closes both.
        seed: What the failures are worked out from: the same calls fail each time, where one
            task makes them.
        rate: As for :class:`FaultyStore`.

    Raises:
        InvalidValueError: If *store* is no such store, else as for :class:`FaultyStore`.

    Example:
        >>> import asyncio
        >>> from smartgoals import Goal, open_store_async
        >>> from smartgoals.errors import TransientStoreError
        >>> from smartgoals.testing import AsyncFaultyStore
        >>> async def main():
        ...     async with await open_store_async("memory:") as inner:
        ...         store = AsyncFaultyStore(inner, seed=3, rate=0.5)
        ...         goal = Goal(id="g-1", subject="c-17", statement="I will walk.")
        ...         while goal.version is None:
        ...             try:
        ...                 goal = await store.save(goal, op_id="op-1")
        ...             except TransientStoreError:
        ...                 pass
        ...         return goal.version, store.failures
        >>> asyncio.run(main())
        (1, 2)
    """

    def __init__(self, store: AsyncStore, *, seed: int, rate: float = 0.1) -> None:
        """Wrap a store."""
        if not isinstance(store, AsyncStore):
            refuse("store", "an AsyncStore", store)
        self._faults = _Faults(seed=seed, rate=rate)
        backend = _AsyncFaultyBackend(store.backend, self._faults)
        super().__init__(backend, tenant=store._tenant)  # noqa: SLF001  # of the same class


def _waits(name: str, *, writes: bool = False) -> Any:
    """Return a method that asks the backend below, or fails."""

    def ask(self: _FaultyBackend, *arguments: Any) -> Any:
        with self.faults.around(writes=writes):
            return getattr(self._inner, name)(*arguments)

    return ask


def _awaits(name: str, *, writes: bool = False) -> Any:
    """Return a method that awaits the backend below, or fails."""

    async def ask(self: _AsyncFaultyBackend, *arguments: Any) -> Any:
        with self.faults.around(writes=writes):
            return await getattr(self.inner, name)(*arguments)

    return ask


class _FaultyBackend(WrappedBackend):
    def __init__(self, backend: Backend, faults: _Faults) -> None:
        super().__init__(backend)
        self.faults = faults

    put = _waits("put", writes=True)
    hold = _waits("hold", writes=True)
    erase = _waits("erase", writes=True)
    goal = _waits("goal")
    history = _waits("history")
    find = _waits("find")
    journal = _waits("journal")
    changes = _waits("changes")
    subjects = _waits("subjects")


class _AsyncFaultyBackend(AsyncBackend):
    def __init__(self, backend: AsyncBackend, faults: _Faults) -> None:
        self.inner = backend
        self.faults = faults
        self.capabilities = backend.capabilities

    put = _awaits("put", writes=True)
    hold = _awaits("hold", writes=True)
    erase = _awaits("erase", writes=True)
    goal = _awaits("goal")
    history = _awaits("history")
    find = _awaits("find")
    journal = _awaits("journal")
    changes = _awaits("changes")
    subjects = _awaits("subjects")

    async def scrub(self) -> bool:
        return await self.inner.scrub()

    async def migrate(self) -> None:
        await self.inner.migrate()

    async def close(self) -> None:
        await self.inner.close()
