"""What a storage has to do to become a store."""

from __future__ import annotations

from abc import ABC, abstractmethod
from enum import StrEnum

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

__all__ = ["Backend", "Capability"]


class Capability(StrEnum):
    """What a backend promises beyond what each has to do."""

    DURABLE = "durable"
    """What was written is there when the storage is opened again, also after a crash."""
    SHARED = "shared"
    """Several processes may have it open at once."""
    SCRUBS = "scrubs"
    """What is redacted or erased is gone from the bytes of the storage."""
    ENCRYPTS = "encrypts"
    """What people say is encrypted, and so are key areas and responsible parties: goals cannot be
    found by these two. Where the sealed rows are kept, the backend shows as its *backend*, so that
    it can be proven."""


class Backend(ABC):
    """Rows of many tenants, in one storage.

    It is asked by a :class:`~smartgoals.stores.Store`, which reads and writes the documents,
    stamps entries, and works out what a redaction destroys. A backend may be called from several
    threads at once.

    Every method raises :class:`~smartgoals.errors.TransientStoreError` where trying again may
    help, and :class:`~smartgoals.errors.StoreError` where the storage fails, with the error of
    the driver as its cause. :doc:`/explanation/stores` lists what is checked.
    """

    capabilities: frozenset[Capability] = frozenset()
    """What it promises beyond what each has to do."""

    @abstractmethod
    def put(self, tenant: str, batch: Batch) -> None:
        """Write a batch, or nothing of it.

        When it returns, all later calls see all of it. Goals are written in the order given. A
        goal that is reviewed gets the review day :data:`~smartgoals.stores.UNKNOWN`, and so does
        every such goal of a person whose journal gets an entry. Each goal and each entry that is
        written is one change, goals first, in the order given.

        Raises:
            ErasedError: If everything of one of the persons was erased.
            ConflictError: If the version of a goal does not follow the one that is stored.
            InvalidValueError: If a goal is stored already as that of another person.
            LegalHoldError: If a journal of a person under a legal hold is written that destroys
                anything, see :attr:`JournalWrite.destroys`.
            StaleError: If the position of a journal is not the one that was given; if an entry
                has an id that is in the journal already; if an entry that is no redaction has an
                id that was redacted, or is about one; or if a review day was computed from another
                version than the one that is stored now.
        """

    @abstractmethod
    def goal(self, tenant: str, goal_id: str, version: int | None) -> GoalRow | None:
        """Return a write of a goal, the latest for None; None if there is no such write."""

    @abstractmethod
    def history(self, tenant: str, goal_id: str, after: int, limit: int) -> list[GoalRow]:
        """Return the writes of a goal whose version is above *after*, in order, at most *limit*."""

    @abstractmethod
    def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        """Return goals, sorted by what the query says and then by id, at most *limit*.

        Args:
            tenant: Whose goals.
            query: Which of them.
            after: The sort key and the id behind which to begin; None for the beginning.
            limit: How many at most.
        """

    @abstractmethod
    def journal(self, tenant: str, subject: str) -> JournalRows:
        """Return the journal of a person.

        Raises:
            ErasedError: If everything of the person was erased.
        """

    @abstractmethod
    def changes(self, tenant: str, after: int, limit: int) -> list[ChangeRow]:
        """Return the changes whose position is above *after*, in order, at most *limit*.

        A change that is given out has every change before it given out already: none turns up
        later at a lower position.
        """

    @abstractmethod
    def subjects(self, tenant: str, after: str, limit: int) -> list[SubjectRow]:
        """Return persons of whom anything is stored, held or erased, in order of their ids.

        Args:
            tenant: Whose.
            after: The id behind which to begin; empty for the beginning.
            limit: How many at most.
        """

    @abstractmethod
    def hold(self, tenant: str, subject: str, reason: str | None) -> None:
        """Put a person under a legal hold, or release them where there is no reason.

        Raises:
            ErasedError: If everything of the person was erased.
        """

    @abstractmethod
    def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        """Destroy everything of a person but that it was done.

        The goals with all their writes, the entries, and the changes go; one change of the kind
        ``erased`` comes. Erasing again changes nothing and returns what the first time did.

        Raises:
            LegalHoldError: If the person is under a legal hold.
        """

    def scrub(self) -> bool:
        """Overwrite what was destroyed before, however long that takes.

        Returns:
            Whether no byte of it is left; by default a backend does not know.
        """
        return False

    def migrate(self) -> None:  # noqa: B027  # most have one schema, and nothing to do
        """Bring the storage to the schema that this version writes; by default there is one."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the storage; closing twice does nothing."""
