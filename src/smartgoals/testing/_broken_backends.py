"""What the rows go through in a store that breaks one clause."""

# each says as a class what is wrong with it

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Any

from smartgoals._time import format_instant, now
from smartgoals.errors import ConflictError, InvalidValueError
from smartgoals.stores import (
    UNKNOWN,
    Batch,
    Capability,
    ChangeRow,
    EntryRow,
    ErasureRow,
    FoundRow,
    GoalRow,
    GoalWrite,
    JournalRows,
    Page,
    Query,
    Store,
    SubjectRow,
)
from smartgoals.stores._memory import MemoryBackend


class _Rewrites(MemoryBackend):
    """Write something else than was asked for."""

    def goal_row(self, row: GoalRow) -> GoalRow:
        return row

    def entry_row(self, row: EntryRow) -> EntryRow:
        return row

    def put(self, tenant: str, batch: Batch) -> None:
        goals = [GoalWrite(self.goal_row(row), keys) for row, keys in batch.goals]
        journals = [
            write._replace(entries=tuple(map(self.entry_row, write.entries)))
            for write in batch.journals
        ]
        super().put(tenant, batch._replace(goals=tuple(goals), journals=tuple(journals)))


class WritesNothing(MemoryBackend):
    """Say that a write is done, and do nothing."""

    def put(self, tenant: str, batch: Batch) -> None:
        pass


class Upserts(MemoryBackend):
    """Begin a goal anew where it is created again."""

    def put(self, tenant: str, batch: Batch) -> None:
        for name in {row.id for row, _ in batch.goals if row.version == 1}:
            self._tenant(tenant).goals.pop(name, None)
        super().put(tenant, batch)


class WritesOnce(MemoryBackend):
    """Take every second write of a goal for a conflict."""

    def put(self, tenant: str, batch: Batch) -> None:
        for row, _ in batch.goals:
            if row.version > 1:
                raise ConflictError(goal_id=row.id, expected=row.version - 1, current=1)
        super().put(tenant, batch)


class TakesAnyLater(_Rewrites):
    """Ask only whether the version is a later one."""

    def put(self, tenant: str, batch: Batch) -> None:
        goals = []
        for row, keys in batch.goals:
            stored = self.goal(tenant, row.id, None)
            version = stored.version if stored else 0
            later = row._replace(version=version + 1) if row.version > version else row
            goals.append(GoalWrite(later, keys))
        super().put(tenant, batch._replace(goals=tuple(goals)))


class OneByOne(MemoryBackend):
    """Write each thing by itself."""

    def put(self, tenant: str, batch: Batch) -> None:
        for goal in batch.goals:
            super().put(tenant, Batch(goals=(goal,)))
        for write in batch.journals:
            super().put(tenant, Batch(journals=(write,), reviews=batch.reviews))


class EntriesFirst(MemoryBackend):
    """Write the journals and then the goals."""

    def put(self, tenant: str, batch: Batch) -> None:
        super().put(tenant, batch._replace(goals=()))
        super().put(tenant, Batch(goals=batch.goals))


class SortsBatches(MemoryBackend):
    """Write goals in the order of their ids."""

    def put(self, tenant: str, batch: Batch) -> None:
        goals = tuple(sorted(batch.goals, key=lambda goal: (goal.row.id, goal.row.version)))
        super().put(tenant, batch._replace(goals=goals))


class ForgetsOperations(_Rewrites):
    """Do not keep which operation wrote a goal."""

    def goal_row(self, row: GoalRow) -> GoalRow:
        return row._replace(op_id=None)


class ForgetsAuthors(_Rewrites):
    """Do not keep who wrote a goal."""

    def goal_row(self, row: GoalRow) -> GoalRow:
        return row._replace(author=None)


class OwnClock(_Rewrites):
    """Take the moment of writing from the storage."""

    def goal_row(self, row: GoalRow) -> GoalRow:
        return row._replace(at=format_instant(now()))


class OperationIsEnough(MemoryBackend):
    """Take any write of an operation that is known for one that was done."""

    def put(self, tenant: str, batch: Batch) -> None:
        with self._lock:
            known = {
                row.op_id for shelf in self._tenant(tenant).goals.values() for row in shelf.writes
            }
            if any(row.op_id is not None and row.op_id in known for row, _ in batch.goals):
                return
            super().put(tenant, batch)


class OnlyTheLatest(MemoryBackend):
    """Keep no older version."""

    def goal(self, tenant: str, goal_id: str, version: int | None) -> GoalRow | None:  # noqa: ARG002
        return super().goal(tenant, goal_id, None)


class NewestFirst(MemoryBackend):
    """Tell a history from its end."""

    def history(self, tenant: str, goal_id: str, after: int, limit: int) -> list[GoalRow]:
        return super().history(tenant, goal_id, after, limit)[::-1]


class ChangesHands(MemoryBackend):
    """Do not look whose goal it was."""

    def put(self, tenant: str, batch: Batch) -> None:
        for row, _ in batch.goals:
            shelf = self._tenant(tenant).goals.get(row.id)
            if shelf is not None:
                shelf.writes[-1] = shelf.writes[-1]._replace(subject=row.subject)
        super().put(tenant, batch)


class KnownFieldsOnly(_Rewrites):
    """Keep a column for each field, and none for what an app adds."""

    def goal_row(self, row: GoalRow) -> GoalRow:
        return row._replace(document=_without_extensions(row.document))

    def entry_row(self, row: EntryRow) -> EntryRow:
        return row._replace(document=_without_extensions(row.document))


def _without_extensions(document: str) -> str:
    return json.dumps(
        {name: value for name, value in json.loads(document).items() if name != "extensions"}
    )


class ThreeByteText(_Rewrites):
    """Keep the characters of the first plane."""

    def goal_row(self, row: GoalRow) -> GoalRow:
        return row._replace(document=re.sub("[\U00010000-\U0010ffff]", "?", row.document))


class WholeSeconds(_Rewrites):
    """Keep moments without what is less than a second."""

    def entry_row(self, row: EntryRow) -> EntryRow:
        cut = re.sub(r'("recorded_at":"[^".Z]*)\.\d+Z', r"\1Z", row.document)
        return row._replace(document=cut)


class EntriesOverwritten(MemoryBackend):
    """Let the last entry of an id win."""

    def put(self, tenant: str, batch: Batch) -> None:
        with self._lock:
            for write in batch.journals:
                entries = self._tenant(tenant).person(write.subject).entries
                for row in write.entries:
                    entries.pop(row.id, None)
            super().put(tenant, batch)


class OwnEntryIds(_Rewrites):
    """Number the entries itself."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0

    def entry_row(self, row: EntryRow) -> EntryRow:
        self._count += 1
        return row._replace(id=f"{self._count:06}")


class KnownEntriesIgnored(MemoryBackend):
    """Do nothing about an entry whose id is there, as ON CONFLICT DO NOTHING does."""

    def put(self, tenant: str, batch: Batch) -> None:
        with self._lock:
            journals = []
            for write in batch.journals:
                known = self._tenant(tenant).person(write.subject).entries
                new = tuple(row for row in write.entries if row.id not in known)
                journals.append(write._replace(entries=new))
            super().put(tenant, batch._replace(journals=tuple(journals)))


class NoRemarks(MemoryBackend):
    """Keep what happened, and not what is said about it."""

    def put(self, tenant: str, batch: Batch) -> None:
        journals = [
            write._replace(
                entries=tuple(row for row in write.entries if row.redacts or row.about is None)
            )
            for write in batch.journals
        ]
        super().put(tenant, batch._replace(journals=tuple(journals)))


class DestroysNothing(MemoryBackend):
    """Write a redaction down, and leave what it names where it is."""

    def put(self, tenant: str, batch: Batch) -> None:
        journals = tuple(write._replace(removed=()) for write in batch.journals)
        super().put(tenant, batch._replace(journals=journals))


class TakesInAgain(MemoryBackend):
    """Do not look whether an entry was redacted."""

    def put(self, tenant: str, batch: Batch) -> None:
        with self._lock:
            people = [self._tenant(tenant).person(write.subject) for write in batch.journals]
            before = [dict(person.entries) for person in people]
            for person in people:
                for row in person.entries.values():
                    person.entries[row.id] = row._replace(redacts=False)
            try:
                super().put(tenant, batch)
            finally:
                for person, rows in zip(people, before, strict=True):
                    person.entries.update(
                        {name: row for name, row in rows.items() if name in person.entries}
                    )


class OneJournal(MemoryBackend):
    """Look for entries by tenant, and not by person."""

    def journal(self, tenant: str, subject: str) -> JournalRows:
        position, _ = super().journal(tenant, subject)
        people = self._tenant(tenant).people.values()
        return JournalRows(position, [row for one in people for row in one.entries.values()])


class IgnoresLifecycle(MemoryBackend):
    """Find goals wherever their agreement stands."""

    def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        return super().find(tenant, query._replace(lifecycles=()), after, limit)


class FirstOfTwo(MemoryBackend):
    """Ask for the key area or else for the party, and not for both."""

    def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        one = query if query.area is None else query._replace(party=None)
        return super().find(tenant, one, after, limit)


class SortsById(MemoryBackend):
    """Find goals in the order of their ids, whatever was asked for."""

    def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        return sorted(super().find(tenant, query, after, limit), key=lambda found: found.row.id)


class FindsAsCreated(MemoryBackend):
    """Find a goal by what it was when it was created."""

    def put(self, tenant: str, batch: Batch) -> None:
        stored = self._tenant(tenant).goals
        goals = tuple(
            GoalWrite(row, stored[row.id].keys if row.id in stored else keys)
            for row, keys in batch.goals
        )
        super().put(tenant, batch._replace(goals=goals))


class NoTieBreaker(MemoryBackend):
    """Go on behind the day of the last goal, and skip the others of that day."""

    def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        if after is None or not query.order:
            return super().find(tenant, query, after, limit)
        return super().find(tenant, query, (after[0], chr(0x10FFFF)), limit)


class AnyCursor(Store):
    """Begin at the beginning where a cursor does not fit."""

    def find(self, *, after: str | None = None, **asked: Any) -> Page[Any]:
        try:
            return super().find(after=after, **asked)
        except InvalidValueError:
            return super().find(**asked)


class MissesTheUnknown(MemoryBackend):
    """Find the goals whose review day is known."""

    def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        rows = super().find(tenant, query, after, limit)
        return [row for row in rows if query.review_by is None or row.review_day != UNKNOWN]


class StoresNoReviews(MemoryBackend):
    """Do not keep what was computed."""

    def put(self, tenant: str, batch: Batch) -> None:
        super().put(tenant, batch._replace(reviews=()))


class ReviewsStay(MemoryBackend):
    """Keep a review day, whatever is recorded after it was computed."""

    def put(self, tenant: str, batch: Batch) -> None:
        with self._lock:
            shelves = self._tenant(tenant).goals.values()
            before = [(shelf, shelf.review) for shelf in shelves if shelf.review is not None]
            super().put(tenant, batch)
            for shelf, review in before:
                shelf.review = shelf.review or review


class ReviewsGo(MemoryBackend):
    """Forget the review days of all, whoever an entry is about."""

    def put(self, tenant: str, batch: Batch) -> None:
        with self._lock:
            super().put(tenant, batch)
            if any(write.entries for write in batch.journals):
                for shelf in self._tenant(tenant).goals.values():
                    shelf.review = None


class FirstCommitted(MemoryBackend):
    """Begin the pages of the changes one too late."""

    def changes(self, tenant: str, after: int, limit: int) -> list[ChangeRow]:
        return super().changes(tenant, after + 1 if after else 0, limit)


class KeepsTheChanges(MemoryBackend):
    """Erase a person, and not what was told of them."""

    def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        with self._lock:
            told = list(self._tenant(tenant).changes)
            row = super().erase(tenant, subject, reason, at)
            tenants = self._tenant(tenant)
            tenants.changes = sorted({*told, *tenants.changes})
            return row


class NobodyWithoutGoals(MemoryBackend):
    """List the persons who have a goal."""

    def subjects(self, tenant: str, after: str, limit: int) -> list[SubjectRow]:
        people = self._tenant(tenant).people
        rows = super().subjects(tenant, after, len(people) + 1)
        return [row for row in rows if people[row.subject].goals][:limit]


class OneGoalOfAnId(MemoryBackend):
    """Let no two tenants have a goal of one id."""

    def put(self, tenant: str, batch: Batch) -> None:
        for row, _ in batch.goals:
            if any(row.id in self._tenant(one).goals for one in self._tenants if one != tenant):
                raise ConflictError(goal_id=row.id, expected=None, current=1)
        super().put(tenant, batch)


class LooseIds(MemoryBackend):
    """Take ids for equal that a database may compare as equal."""

    def goal(self, tenant: str, goal_id: str, version: int | None) -> GoalRow | None:
        alike = [one for one in self._tenant(tenant).goals if _loose(one) == _loose(goal_id)]
        return super().goal(tenant, alike[0] if alike else goal_id, version)


def _loose(name: str) -> str:
    return name.casefold().rstrip()


class ErasesTheJournal(MemoryBackend):
    """Erase what was recorded, and leave the goals."""

    def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        with self._lock:
            tenants = self._tenant(tenant)
            goals = dict(tenants.goals)
            row = super().erase(tenant, subject, reason, at)
            tenants.goals |= goals
            return row


class CountsGoals(MemoryBackend):
    """Count the goals where the writes are to be counted."""

    def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        row = super().erase(tenant, subject, reason, at)
        return row._replace(writes=row.goals)


class NewReceipts(MemoryBackend):
    """Write a new receipt each time."""

    def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        return super().erase(tenant, subject, reason, at)._replace(at=at, reason=reason)


class LeavesNoMark(MemoryBackend):
    """Erase also that a person was erased."""

    def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        with self._lock:
            row = super().erase(tenant, subject, reason, at)
            del self._tenants[tenant].people[subject]
            return row


class ErasesEverywhere(MemoryBackend):
    """Erase a person for all tenants."""

    def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        for other in [one for one in self._tenants if one != tenant]:
            super().erase(other, subject, reason, at)
        return super().erase(tenant, subject, reason, at)


class ErasesInSpiteOfHolds(MemoryBackend):
    """Write down a legal hold, and erase all the same."""

    def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        with self._lock:
            with suppress(KeyError):
                self._tenant(tenant).people[subject].held = None
            return super().erase(tenant, subject, reason, at)


class NeverReleases(MemoryBackend):
    """Keep every legal hold for ever."""

    def hold(self, tenant: str, subject: str, reason: str | None) -> None:
        if reason is not None:
            super().hold(tenant, subject, reason)


class ForgetsOnClosing(MemoryBackend):
    """Promise to keep what was written, and keep it in the process."""

    capabilities = frozenset({Capability.DURABLE, Capability.SHARED})


class BreaksWhenClosed(MemoryBackend):
    """Let the error of the driver through after closing."""

    def __init__(self) -> None:
        super().__init__()
        self._is_closed = False

    def put(self, tenant: str, batch: Batch) -> None:
        if self._is_closed:
            raise RuntimeError("the connection is closed")
        super().put(tenant, batch)

    def close(self) -> None:
        self._is_closed = True
