"""Rows in memory: the reference that other backends are compared with."""

from __future__ import annotations

from threading import RLock

import attrs

from smartgoals.errors import (
    ErasedError,
    LegalHoldError,
    StaleError,
    UnknownStoreError,
)
from smartgoals.stores._backend import Backend
from smartgoals.stores._rows import (
    UNKNOWN,
    Batch,
    ChangeRow,
    EntryRow,
    ErasureRow,
    FoundRow,
    GoalRow,
    GoalWrite,
    JournalRows,
    JournalWrite,
    Query,
    ReviewRow,
    SearchKeys,
    SubjectRow,
)

__all__ = ["MemoryBackend", "open_backend"]


@attrs.define
class _Shelf:
    """A goal: all its writes, what it is found by, and when it is to be reviewed."""

    writes: list[GoalRow]
    keys: SearchKeys
    review: ReviewRow | None = None

    @property
    def review_day(self) -> str | None:
        if self.review is not None:
            return self.review.day
        return UNKNOWN if self.keys.is_reviewed else None

    def found(self, query: Query) -> FoundRow:
        policy, on = (self.review.policy, self.review.on) if self.review else (None, None)
        key = query.key(self.keys, self.review_day)
        return FoundRow(key, self.writes[-1], self.review_day, policy, on)


@attrs.define
class _Person:
    """A person: which goals, the journal, and whether it may be destroyed, or was."""

    goals: set[str] = attrs.field(factory=set)
    position: int = 0
    entries: dict[str, EntryRow] = attrs.field(factory=dict)
    held: str | None = None
    erasure: ErasureRow | None = None

    @property
    def is_known(self) -> bool:
        return bool(self.goals or self.entries or self.held is not None or self.erasure)


@attrs.define
class _Tenant:
    goals: dict[str, _Shelf] = attrs.field(factory=dict)
    people: dict[str, _Person] = attrs.field(factory=dict)
    changes: list[ChangeRow] = attrs.field(factory=list)
    position: int = 0

    def person(self, subject: str) -> _Person:
        """Return what is kept of a person who was not erased."""
        found = self.people.get(subject, _Person())
        if found.erasure is not None:
            raise ErasedError(subject=subject, at=found.erasure.at)
        return found

    def write_journal(self, write: JournalWrite) -> None:
        """Add and remove entries; what was computed from the journal holds no longer."""
        person = self.people.setdefault(write.subject, _Person())
        for row in write.entries:
            person.entries[row.id] = row
            person.position += 1
            self.tell(write.subject, "entry", row.id)
        for entry_id in write.removed:
            person.entries.pop(entry_id, None)
        if write.entries:
            for goal_id in person.goals:
                self.goals[goal_id].review = None

    def tell(self, subject: str, kind: str, name: str, version: int | None = None) -> None:
        self.position += 1
        self.changes.append(ChangeRow(self.position, subject, kind, name, version))


class MemoryBackend(Backend):
    """A storage that is gone with the process."""

    def __init__(self) -> None:
        """Begin empty."""
        self._tenants: dict[str, _Tenant] = {}
        self._lock = RLock()

    def _tenant(self, name: str) -> _Tenant:
        return self._tenants.get(name, _Tenant())

    def put(self, tenant: str, batch: Batch) -> None:
        """Write a batch, or nothing of it."""
        with self._lock:
            shelves = self._tenants.setdefault(tenant, _Tenant())
            # All that can be wrong is looked for before anything is written.
            _check_goals(shelves, batch.goals)
            for write in batch.journals:
                _check_journal(shelves.person(write.subject), write)
            for review in batch.reviews:
                shelf = shelves.goals.get(review.goal_id)
                if shelf is None or shelf.writes[-1].version != review.version:
                    raise StaleError("the goal was written since")
            for goal, keys in batch.goals:
                shelves.people.setdefault(goal.subject, _Person()).goals.add(goal.id)
                before = shelves.goals.get(goal.id)
                writes = [] if before is None else before.writes
                shelves.goals[goal.id] = _Shelf([*writes, goal], keys)
                shelves.tell(goal.subject, "goal", goal.id, goal.version)
            for write in batch.journals:
                shelves.write_journal(write)
            for review in batch.reviews:
                shelves.goals[review.goal_id].review = review

    def goal(self, tenant: str, goal_id: str, version: int | None) -> GoalRow | None:
        """Return a write of a goal, the latest for None; None if there is no such write."""
        with self._lock:
            shelf = self._tenant(tenant).goals.get(goal_id)
            if shelf is None:
                return None
            if version is None:
                return shelf.writes[-1]
            return shelf.writes[version - 1] if version <= len(shelf.writes) else None

    def history(self, tenant: str, goal_id: str, after: int, limit: int) -> list[GoalRow]:
        """Return the writes of a goal whose version is above *after*, in order."""
        with self._lock:
            shelf = self._tenant(tenant).goals.get(goal_id)
            return [] if shelf is None else shelf.writes[after : after + limit]

    def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        """Return goals, sorted by what the query says and then by id."""
        with self._lock:
            found = [
                shelf.found(query)
                for shelf in self._tenant(tenant).goals.values()
                if query.matches(shelf.writes[-1].subject, shelf.keys, shelf.review_day)
            ]
        found.sort(key=_place)
        return [row for row in found if after is None or _place(row) > after][:limit]

    def journal(self, tenant: str, subject: str) -> JournalRows:
        """Return the journal of a person."""
        with self._lock:
            person = self._tenant(tenant).person(subject)
            return JournalRows(person.position, list(person.entries.values()))

    def changes(self, tenant: str, after: int, limit: int) -> list[ChangeRow]:
        """Return the changes whose position is above *after*, in order."""
        with self._lock:
            changes = self._tenant(tenant).changes
            return [change for change in changes if change.position > after][:limit]

    def subjects(self, tenant: str, after: str, limit: int) -> list[SubjectRow]:
        """Return persons of whom anything is stored, held or erased, in order of their ids."""
        with self._lock:
            people = self._tenant(tenant).people
            return [
                _subject_row(subject, people[subject])
                for subject in sorted(people)
                if subject > after and people[subject].is_known
            ][:limit]

    def hold(self, tenant: str, subject: str, reason: str | None) -> None:
        """Put a person under a legal hold, or release them where there is no reason."""
        with self._lock:
            shelves = self._tenants.setdefault(tenant, _Tenant())
            person = shelves.person(subject)
            person.held = reason
            shelves.people[subject] = person

    def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        """Destroy everything of a person but that it was done."""
        with self._lock:
            shelves = self._tenants.setdefault(tenant, _Tenant())
            person = shelves.people.get(subject, _Person())
            if person.erasure is not None:
                return person.erasure
            if person.held is not None:
                raise LegalHoldError(reason=person.held)
            gone = [shelves.goals.pop(goal_id) for goal_id in person.goals]
            row = ErasureRow(
                at=at,
                reason=reason,
                goals=len(gone),
                writes=sum(len(shelf.writes) for shelf in gone),
                entries=len(person.entries),
                is_scrubbed=False,
            )
            shelves.people[subject] = _Person(erasure=row)
            shelves.changes = [one for one in shelves.changes if one.subject != subject]
            shelves.tell(subject, "erased", subject)
            return row

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""


def _place(found: FoundRow) -> tuple[str, str]:
    return found.key, found.row.id


def _subject_row(subject: str, person: _Person) -> SubjectRow:
    erasure = person.erasure
    if erasure is None:
        return SubjectRow(subject, person.held, None)
    return SubjectRow(subject, None, erasure.at, erasure.reason)


def _check_goals(shelves: _Tenant, writes: tuple[GoalWrite, ...]) -> None:
    """Check that each goal follows the one before it, in the storage or in the batch."""
    latest: dict[str, tuple[int, str]] = {}
    for row, _ in writes:
        shelves.person(row.subject)
        if row.id not in latest and row.id in shelves.goals:
            stored = shelves.goals[row.id].writes[-1]
            latest[row.id] = (stored.version, stored.subject)
        row.check_follows(*latest.get(row.id, (0, "")))
        latest[row.id] = (row.version, row.subject)


def _check_journal(person: _Person, write: JournalWrite) -> None:
    is_redacting = write.removed or any(row.redacts for row in write.entries)
    if is_redacting and person.held is not None:
        raise LegalHoldError(reason=person.held)
    if write.position not in {None, person.position}:
        raise StaleError("the journal has moved on")
    gone = {row.about for row in person.entries.values() if row.redacts}
    for row in write.entries:
        if row.id in person.entries:
            raise StaleError("an entry has this id already")
        if not row.redacts and (row.id in gone or row.about in gone):
            raise StaleError("it was redacted")


def open_backend(url: str) -> MemoryBackend:
    """Return an empty storage."""
    if url != "memory:":
        raise UnknownStoreError("the URL of the store in memory is memory: and nothing more")
    return MemoryBackend()
