"""A backend around another, to be changed where it should fail."""

from __future__ import annotations

from smartgoals.stores import (
    Backend,
    Batch,
    ChangeRow,
    ErasureRow,
    FoundRow,
    GoalRow,
    JournalRows,
    Query,
    SubjectRow,
)

__all__ = ["WrappedBackend"]


class WrappedBackend(Backend):
    """Hand everything on to another backend, and promise what that one does.

    Args:
        backend: The other one.
    """

    def __init__(self, backend: Backend) -> None:
        """Wrap it."""
        self._inner = backend
        self.capabilities = backend.capabilities

    def put(self, tenant: str, batch: Batch) -> None:
        """Write a batch, or nothing of it."""
        self._inner.put(tenant, batch)

    def goal(self, tenant: str, goal_id: str, version: int | None) -> GoalRow | None:
        """Return a write of a goal."""
        return self._inner.goal(tenant, goal_id, version)

    def history(self, tenant: str, goal_id: str, after: int, limit: int) -> list[GoalRow]:
        """Return the writes of a goal."""
        return self._inner.history(tenant, goal_id, after, limit)

    def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        """Return goals that are looked for."""
        return self._inner.find(tenant, query, after, limit)

    def journal(self, tenant: str, subject: str) -> JournalRows:
        """Return the journal of a person."""
        return self._inner.journal(tenant, subject)

    def changes(self, tenant: str, after: int, limit: int) -> list[ChangeRow]:
        """Return what was written."""
        return self._inner.changes(tenant, after, limit)

    def subjects(self, tenant: str, after: str, limit: int) -> list[SubjectRow]:
        """Return persons of whom something is stored, or was."""
        return self._inner.subjects(tenant, after, limit)

    def hold(self, tenant: str, subject: str, reason: str | None) -> None:
        """Put a person under a legal hold, or release them."""
        self._inner.hold(tenant, subject, reason)

    def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        """Destroy everything of a person."""
        return self._inner.erase(tenant, subject, reason, at)

    def scrub(self) -> bool:
        """Overwrite what was destroyed before."""
        return self._inner.scrub()

    def migrate(self) -> None:
        """Bring the storage to the schema of this version."""
        self._inner.migrate()

    def close(self) -> None:
        """Let go of the storage."""
        self._inner.close()
