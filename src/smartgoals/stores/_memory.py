"""The store in memory: the reference that others are compared with."""

from __future__ import annotations

from threading import RLock

import attrs

from smartgoals._time import now
from smartgoals.entries import Redacted
from smartgoals.errors import UnknownStoreError
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.stores._contract import (
    E,
    Store,
    Stored,
    check_goal,
    check_id,
    check_save,
    check_version,
    not_found,
    says_of,
    to_record,
    with_redactions,
)

__all__ = ["MemoryStore", "open_url"]


@attrs.define
class _Shelves:
    """What all tenants of one store share; every key begins with the tenant."""

    goals: dict[tuple[str, str], tuple[Stored, ...]] = attrs.field(factory=dict)
    journals: dict[tuple[str, str], Journal] = attrs.field(factory=dict)
    lock: RLock = attrs.field(factory=RLock)


class MemoryStore(Store):
    """A store that is gone with the process."""

    def __init__(self, *, tenant: str, shelves: _Shelves | None = None) -> None:
        """Begin empty, or share the shelves of another handle."""
        self._tenant = tenant
        self._shelves = _Shelves() if shelves is None else shelves

    def __repr__(self) -> str:
        """Show the kind of store only."""
        return "<MemoryStore>"

    def save(self, goal: Goal) -> Goal:
        """Create a goal, or replace the version that was loaded."""
        check_goal(goal)
        with self._shelves.lock:
            key = (self._tenant, goal.id)
            writes = self._shelves.goals.get(key, ())
            version = check_save(goal, writes[-1].goal if writes else None)
            saved = attrs.evolve(goal, version=version)
            stored = Stored(goal=saved, version=version, at=now())
            self._shelves.goals[key] = (*writes, stored)
            return saved

    def get(self, goal_id: str, *, version: int | None = None) -> Goal:
        """Return a goal."""
        check_version(version)
        writes = self.history(goal_id)
        if version is None:
            return writes[-1].goal
        if version > len(writes):
            raise not_found("version")
        return writes[version - 1].goal

    def history(self, goal_id: str) -> tuple[Stored, ...]:
        """Return every write of a goal, the first one first."""
        check_id("goal_id", goal_id)
        writes = self._shelves.goals.get((self._tenant, goal_id))
        if writes is None:
            raise not_found("goal")
        return writes

    def record(self, subject: str, *entries: E, author: str | None = None) -> tuple[E, ...]:
        """Add entries to a person's journal: all of them, or none, in the order given."""
        with self._shelves.lock:
            journal = self.journal(subject)
            at = now()
            new, recorded = to_record(
                entries,
                at=at,
                author=author,
                stored={entry.id: entry for entry in journal if entry.id is not None},
                redacted=[entry.entry for entry in journal if isinstance(entry, Redacted)],
            )
            there = (*journal, *new)

            def said_of(entry_id: str) -> list[str]:
                return [one.id for one in there if one.id and says_of(one) == entry_id]

            self._shelves.journals[self._tenant, subject] = journal.with_entries(
                *with_redactions(new, at=at, said_of=said_of)
            )
            return recorded

    def journal(self, subject: str) -> Journal:
        """Return a person's journal; empty if nothing was recorded."""
        check_id("subject", subject)
        found = self._shelves.journals.get((self._tenant, subject))
        return Journal(subject=subject) if found is None else found

    def tenant(self, name: str) -> MemoryStore:
        """Return a handle for another tenant on the same storage."""
        check_id("tenant", name)
        return MemoryStore(tenant=name, shelves=self._shelves)

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""


def open_url(url: str, *, tenant: str) -> MemoryStore:
    """Return an empty store."""
    if url != "memory:":
        raise UnknownStoreError("the URL of the store in memory is memory: and nothing more")
    return MemoryStore(tenant=tenant)
