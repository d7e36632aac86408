"""What rows go through where a backend looks at too little, or counts what it should not."""

# each says as a class what is wrong with it

from __future__ import annotations

from smartgoals.stores import (
    Batch,
    ChangeRow,
    ErasureRow,
    FoundRow,
    GoalRow,
    JournalRows,
    Query,
    SubjectRow,
)
from smartgoals.stores._memory import MemoryBackend

_CAP = 1_000


class IgnoresPositions(MemoryBackend):
    """Do not look where a journal stands."""

    def put(self, tenant: str, batch: Batch) -> None:
        journals = tuple(write._replace(position=None) for write in batch.journals)
        super().put(tenant, batch._replace(journals=journals))


class CountsEntries(MemoryBackend):
    """Take the number of entries for the position of a journal."""

    def put(self, tenant: str, batch: Batch) -> None:
        with self._lock:
            super().put(tenant, batch)
            for write in batch.journals:
                person = self._tenant(tenant).person(write.subject)
                person.position = len(person.entries)


class AnyReview(MemoryBackend):
    """Do not look from which version a review day was computed."""

    def put(self, tenant: str, batch: Batch) -> None:
        with self._lock:
            goals = self._tenant(tenant).goals
            reviews = tuple(
                review._replace(version=goals[review.goal_id].writes[-1].version)
                for review in batch.reviews
                if review.goal_id in goals
            )
            super().put(tenant, batch._replace(reviews=reviews))


class TakesInWhatIsSaid(MemoryBackend):
    """Look whether an entry was redacted, and not whether it is about one that was."""

    def put(self, tenant: str, batch: Batch) -> None:
        with self._lock:
            journals = tuple(
                write._replace(
                    entries=tuple(
                        row if row.redacts else row._replace(about=None) for row in write.entries
                    )
                )
                for write in batch.journals
            )
            super().put(tenant, batch._replace(journals=journals))
            for write in batch.journals:
                entries = self._tenant(tenant).person(write.subject).entries
                entries.update({row.id: row for row in write.entries})


class NoReviewStays(MemoryBackend):
    """Keep for ever that no review of a goal comes."""

    def put(self, tenant: str, batch: Batch) -> None:
        with self._lock:
            shelves = self._tenant(tenant).goals.values()
            before = [(shelf, shelf.review) for shelf in shelves]
            super().put(tenant, batch)
            for shelf, review in before:
                if review is not None and review.day is None:
                    shelf.review = shelf.review or review


class Capped(MemoryBackend):
    """Answer with a thousand rows at most, whatever is asked for."""

    def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        return super().find(tenant, query, after, min(limit, _CAP))

    def journal(self, tenant: str, subject: str) -> JournalRows:
        position, rows = super().journal(tenant, subject)
        return JournalRows(position, rows[:_CAP])

    def subjects(self, tenant: str, after: str, limit: int) -> list[SubjectRow]:
        return super().subjects(tenant, after, min(limit, _CAP))


class VersionsAsText(MemoryBackend):
    """Keep the numbers of versions as text, and sort them as text."""

    def history(self, tenant: str, goal_id: str, after: int, limit: int) -> list[GoalRow]:
        rows = super().history(tenant, goal_id, after, after + limit + _CAP)
        return sorted(rows, key=lambda row: str(row.version))[:limit]


class OneHead(MemoryBackend):
    """Change what a goal is found by for each tenant that has a goal of its id."""

    def put(self, tenant: str, batch: Batch) -> None:
        with self._lock:
            super().put(tenant, batch)
            for row, keys in batch.goals:
                shelves = (one.goals.get(row.id) for one in self._tenants.values())
                for shelf in filter(None, shelves):
                    shelf.keys = keys


class ErasesTerms(MemoryBackend):
    """Erase what goals are found by for each tenant that has goals of their ids."""

    def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        with self._lock:
            gone = set(self._tenant(tenant).person(subject).goals)
            row = super().erase(tenant, subject, reason, at)
            for shelves in self._tenants.values():
                for name in gone & set(shelves.goals):
                    shelf = shelves.goals[name]
                    shelf.keys = shelf.keys._replace(areas=(), parties=())
            return row


class ForgetsPlaces(MemoryBackend):
    """Look for the changes of a person by the entries that are left of them."""

    def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        with self._lock:
            left = set(self._tenant(tenant).person(subject).entries)
            missed: list[ChangeRow] = [
                change
                for change in self._tenant(tenant).changes
                if change.subject == subject and change.kind == "entry" and change.id not in left
            ]
            row = super().erase(tenant, subject, reason, at)
            shelves = self._tenant(tenant)
            shelves.changes = sorted([*missed, *shelves.changes])
            return row


class RedactsRedactions(MemoryBackend):
    """Destroy what a redaction names, also where that is a redaction."""

    def put(self, tenant: str, batch: Batch) -> None:
        with self._lock:
            super().put(tenant, batch)
            for write in batch.journals:
                entries = self._tenant(tenant).person(write.subject).entries
                for row in [row for row in entries.values() if row.redacts]:
                    entries.pop(row.about or "", None)
