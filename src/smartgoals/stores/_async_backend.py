"""What a storage has to do to become a store for code that awaits."""

from __future__ import annotations

from abc import ABC, abstractmethod

from smartgoals.stores._backend import Capability
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

__all__ = ["AsyncBackend"]


class AsyncBackend(ABC):
    """Rows of many tenants, in one storage that is awaited.

    Each method takes, does, returns and raises what the method of that name of
    :class:`~smartgoals.stores.Backend` does. It may be called by several tasks of one event loop
    at once, and where a task is cancelled, what it wrote is there as a whole or not at all.
    """

    capabilities: frozenset[Capability] = frozenset()
    """What it promises beyond what each has to do."""

    @abstractmethod
    async def put(self, tenant: str, batch: Batch) -> None:
        """Write a batch, or nothing of it."""

    @abstractmethod
    async def goal(self, tenant: str, goal_id: str, version: int | None) -> GoalRow | None:
        """Return a write of a goal, the latest for None; None if there is no such write."""

    @abstractmethod
    async def history(self, tenant: str, goal_id: str, after: int, limit: int) -> list[GoalRow]:
        """Return the writes of a goal whose version is above *after*, in order, at most *limit*."""

    @abstractmethod
    async def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        """Return goals, sorted by what the query says and then by id, at most *limit*."""

    @abstractmethod
    async def journal(self, tenant: str, subject: str) -> JournalRows:
        """Return the journal of a person."""

    @abstractmethod
    async def changes(self, tenant: str, after: int, limit: int) -> list[ChangeRow]:
        """Return the changes whose position is above *after*, in order, at most *limit*."""

    @abstractmethod
    async def subjects(self, tenant: str, after: str, limit: int) -> list[SubjectRow]:
        """Return persons of whom anything is stored, held or erased, in order of their ids."""

    @abstractmethod
    async def hold(self, tenant: str, subject: str, reason: str | None) -> None:
        """Put a person under a legal hold, or release them where there is no reason."""

    @abstractmethod
    async def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        """Destroy everything of a person but that it was done."""

    async def scrub(self) -> bool:
        """Overwrite what was destroyed before, and return whether nothing is left."""
        return False

    async def migrate(self) -> None:  # noqa: B027  # most have one schema, and nothing to do
        """Bring the storage to the schema that this version writes."""

    @abstractmethod
    async def close(self) -> None:
        """Let go of the storage; closing twice does nothing."""
