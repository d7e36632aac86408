"""Storages that lose something in a crash, among many writers or in their bytes.

Each is caught by one of the checks: proof that the check says something.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Queue
from threading import Thread

from smartgoals.errors import ConflictError, SmartGoalsError
from smartgoals.stores import (
    Backend,
    Batch,
    ChangeRow,
    GoalRow,
    GoalWrite,
    JournalRows,
    Store,
    open_store,
)
from smartgoals.stores._sqlite import SqliteBackend
from smartgoals.testing._wrapped_backend import WrappedBackend

__all__ = [
    "AnswersEarly",
    "CountsOnTop",
    "ForgetsOperations",
    "ForgetsPositions",
    "KeepsBytes",
    "KeepsCopies",
    "KeepsLog",
    "SkipsChanges",
    "WritesInTwo",
    "open_broken",
]


class AnswersEarly(WrappedBackend):
    """Say that it is written, and write it a moment later."""

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self._waiting: Queue[tuple[str, Batch]] = Queue()
        Thread(target=self._write, daemon=True).start()

    def _write(self) -> None:
        while True:
            tenant, batch = self._waiting.get()
            with suppress(SmartGoalsError):
                super().put(tenant, batch)
            self._waiting.task_done()

    def put(self, tenant: str, batch: Batch) -> None:
        self._waiting.put((tenant, batch))

    def journal(self, tenant: str, subject: str) -> JournalRows:
        # While it runs nobody can tell.
        self._waiting.join()
        return super().journal(tenant, subject)

    def close(self) -> None:
        self._waiting.join()
        super().close()


class WritesInTwo(WrappedBackend):
    """Write the goals, and then the entries that belong to them."""

    def put(self, tenant: str, batch: Batch) -> None:
        if batch.goals and batch.journals:
            super().put(tenant, batch._replace(journals=()))
            batch = batch._replace(goals=())
        super().put(tenant, batch)


class ForgetsOperations(WrappedBackend):
    """Do not keep which operation wrote a goal."""

    def put(self, tenant: str, batch: Batch) -> None:
        goals = tuple(one._replace(row=one.row._replace(op_id=None)) for one in batch.goals)
        super().put(tenant, batch._replace(goals=goals))


class CountsOnTop(WrappedBackend):
    """Put each write on top of what is there by then, whatever it was made from."""

    def put(self, tenant: str, batch: Batch) -> None:
        while True:
            with suppress(ConflictError):
                return super().put(tenant, batch._replace(goals=self._on_top(tenant, batch.goals)))

    def _on_top(self, tenant: str, goals: tuple[GoalWrite, ...]) -> tuple[GoalWrite, ...]:
        moved = []
        for row, keys in goals:
            stored: GoalRow | None = self.goal(tenant, row.id, None)
            version = row.version if stored is None else stored.version + 1
            moved.append(GoalWrite(row._replace(version=version), keys))
        return tuple(moved)


class ForgetsPositions(WrappedBackend):
    """Write to a journal what was worked out from an older state of it."""

    def put(self, tenant: str, batch: Batch) -> None:
        journals = tuple(one._replace(position=None) for one in batch.journals)
        super().put(tenant, batch._replace(journals=journals))


class SkipsChanges(WrappedBackend):
    """Leave out the last change but one: its writer was slower than the next."""

    def changes(self, tenant: str, after: int, limit: int) -> list[ChangeRow]:
        rows = super().changes(tenant, after, limit)
        return [*rows[:-2], *rows[-1:]]


class KeepsCopies(SqliteBackend):
    """Overwrite what is deleted, and leave copies where rows were before they were moved."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._log._compact = _do_nothing  # type: ignore[method-assign]  # noqa: SLF001  # on purpose


class KeepsBytes(KeepsCopies):
    """Delete rows, and leave their bytes in free pages of the file."""

    def _prepare(self) -> None:
        super()._prepare()
        self._connection.execute("PRAGMA secure_delete=OFF")


class KeepsLog(SqliteBackend):
    """Overwrite what is deleted in the file, and leave it in the log."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._log.scrub = _do_nothing  # type: ignore[method-assign]  # on purpose


def _do_nothing(**_: object) -> None:
    pass


def open_broken(break_it: Callable[[Backend], Backend], url: str) -> Store:
    """Open a store that is broken in one way."""
    return Store(break_it(open_store(url).backend))
