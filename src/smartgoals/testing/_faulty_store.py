"""A store that fails now and then, for the tests of an app."""

from __future__ import annotations

import random
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from smartgoals._values import refuse
from smartgoals.errors import TransientStoreError
from smartgoals.stores import (
    Backend,
    Batch,
    ChangeRow,
    ErasureRow,
    FoundRow,
    GoalRow,
    JournalRows,
    Query,
    Store,
    SubjectRow,
)
from smartgoals.testing._wrapped_backend import WrappedBackend

__all__ = ["FaultyStore"]

T = TypeVar("T")

# The same before and after: nobody can tell.
_HALF = 0.5
_SAYS = "no answer came; it was done or not, so try again with the same op_id"


class FaultyStore(Store):
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
        if type(seed) is not int:
            refuse("seed", "a whole number", seed)
        if not isinstance(rate, int | float) or not 0 <= rate <= 1:
            refuse("rate", "a number from 0 to 1", rate)
        self._faulty = _FaultyBackend(store.backend, seed=seed, rate=rate)
        super().__init__(self._faulty, tenant=store._tenant)  # noqa: SLF001  # of the same class

    @property
    def failures(self) -> int:
        """How many calls failed so far, on the handles of all tenants: a test needs some."""
        return self._faulty.failures

    @property
    def lost(self) -> int:
        """How many of these were done all the same, so that only the answer got lost."""
        return self._faulty.lost


class _FaultyBackend(WrappedBackend):
    def __init__(self, backend: Backend, *, seed: int, rate: float) -> None:
        super().__init__(backend)
        self._random = random.Random(seed)  # noqa: S311  # the same each time is what it is for
        self._rate = rate
        self._lock = Lock()
        self.failures = 0
        self.lost = 0

    def _draw(self) -> tuple[bool, bool]:
        """Return whether the next call fails, and whether it does so after all."""
        with self._lock:
            fails, is_late = self._random.random() < self._rate, self._random.random() < _HALF
            self.failures += fails
            return fails, is_late

    def _read(self, ask: Callable[..., T], *arguments: object) -> T:
        fails, _ = self._draw()
        if fails:
            raise TransientStoreError(_SAYS)
        return ask(*arguments)

    def _write(self, ask: Callable[..., T], *arguments: object) -> T:
        fails, is_late = self._draw()
        if fails and not is_late:
            raise TransientStoreError(_SAYS)
        answer = ask(*arguments)
        if fails:
            with self._lock:
                self.lost += 1
            raise TransientStoreError(_SAYS)
        return answer

    def put(self, tenant: str, batch: Batch) -> None:
        self._write(super().put, tenant, batch)

    def hold(self, tenant: str, subject: str, reason: str | None) -> None:
        self._write(super().hold, tenant, subject, reason)

    def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        return self._write(super().erase, tenant, subject, reason, at)

    def goal(self, tenant: str, goal_id: str, version: int | None) -> GoalRow | None:
        return self._read(super().goal, tenant, goal_id, version)

    def history(self, tenant: str, goal_id: str, after: int, limit: int) -> list[GoalRow]:
        return self._read(super().history, tenant, goal_id, after, limit)

    def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        return self._read(super().find, tenant, query, after, limit)

    def journal(self, tenant: str, subject: str) -> JournalRows:
        return self._read(super().journal, tenant, subject)

    def changes(self, tenant: str, after: int, limit: int) -> list[ChangeRow]:
        return self._read(super().changes, tenant, after, limit)

    def subjects(self, tenant: str, after: str, limit: int) -> list[SubjectRow]:
        return self._read(super().subjects, tenant, after, limit)
