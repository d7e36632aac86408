"""Backends that promise to encrypt, and do not do all that this takes."""

from __future__ import annotations

from smartgoals.stores import (
    Backend,
    Batch,
    Capability,
    EntryRow,
    FoundRow,
    GoalRow,
    GoalWrite,
    JournalRows,
    MemoryBackend,
    Query,
)
from smartgoals.testing._wrapped_backend import WrappedBackend

__all__ = ["OnlyPromises", "ReadsAnywhere"]


class OnlyPromises(WrappedBackend):
    """Hand on everything as it is."""

    def __init__(self) -> None:
        super().__init__(MemoryBackend())
        self.capabilities = self.capabilities | {Capability.ENCRYPTS}

    @property
    def backend(self) -> Backend:
        return self._inner


class ReadsAnywhere(OnlyPromises):
    """Hide what a document says, and open it wherever it stands."""

    def put(self, tenant: str, batch: Batch) -> None:
        goals = tuple(
            GoalWrite(_turned(row), keys._replace(areas=(), parties=()))
            for row, keys in batch.goals
        )
        journals = tuple(
            write._replace(entries=tuple(map(_turned_entry, write.entries)))
            for write in batch.journals
        )
        super().put(tenant, batch._replace(goals=goals, journals=journals))

    def goal(self, tenant: str, goal_id: str, version: int | None) -> GoalRow | None:
        row = super().goal(tenant, goal_id, version)
        return None if row is None else _turned(row)

    def history(self, tenant: str, goal_id: str, after: int, limit: int) -> list[GoalRow]:
        return list(map(_turned, super().history(tenant, goal_id, after, limit)))

    def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        found = super().find(tenant, query, after, limit)
        return [one._replace(row=_turned(one.row)) for one in found]

    def journal(self, tenant: str, subject: str) -> JournalRows:
        there = super().journal(tenant, subject)
        return there._replace(rows=list(map(_turned_entry, there.rows)))


def _turned(row: GoalRow) -> GoalRow:
    return row._replace(document=row.document[::-1])


def _turned_entry(row: EntryRow) -> EntryRow:
    return row._replace(document=row.document[::-1])
