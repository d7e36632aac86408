"""What a backend that encrypts does, step by step, and without doing any of it.

Each method of :class:`Sealing` is a plan: a generator that yields what to ask of the storage of the
rows, of the storage of the keys, or of the key ring, is sent the answer, and returns the result. So
there is one text for every way to run it.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from smartgoals._values import refuse
from smartgoals.errors import ErasedError, StaleError
from smartgoals.stores._data_keys import Ask, DataKeys, Plan, Whom, missing, told
from smartgoals.stores._rows import (
    Batch,
    ErasureRow,
    FoundRow,
    GoalRow,
    GoalWrite,
    JournalRows,
    JournalWrite,
    Query,
    ReviewRow,
    SearchKeys,
)
from smartgoals.stores._sealed import (
    damaged,
    opened_entry,
    opened_found,
    opened_goal,
    sealed_entry,
    sealed_goal,
    sealed_review,
)

__all__ = ["Sealing"]


class Sealing:
    """The plans of a backend that encrypts.

    Args:
        cached: Of how many persons the keys are kept open at most.
    """

    def __init__(self, *, cached: int) -> None:
        """Begin without any key."""
        self._keys = DataKeys(cached=cached)

    def put(self, tenant: str, batch: Batch) -> Plan[None]:
        """Seal a batch and write it."""
        # A goal that is written for two persons is for the rows to refuse, and not in the clear.
        people = {row.subject for row, _ in batch.goals}
        people.update(write.subject for write in batch.journals if write.entries)
        owners = {}
        if batch.reviews:
            owners = yield from _owners(tenant, batch)
            people.update(owners.values())
        keys = self._keys.known(tenant, people)
        if len(keys) < len(people):
            keys = yield from self._keys.made(tenant, sorted(people))
        goals = [
            GoalWrite(sealed_goal(keys[row.subject], tenant, row), _in_the_clear(found_by))
            for row, found_by in batch.goals
        ]
        journals = [_sealed_journal(keys, tenant, write) for write in batch.journals]
        reviews = [_sealed_review(keys, tenant, owners, one) for one in batch.reviews]
        sealed = Batch(tuple(goals), tuple(journals), tuple(reviews))
        told((yield Ask(Whom.ROWS, "put", (tenant, sealed))))

    def goal(self, tenant: str, goal_id: str, version: int | None) -> Plan[GoalRow | None]:
        """Return a write of a goal, opened; None where its key was erased, too."""
        row: GoalRow | None = told((yield Ask(Whom.ROWS, "goal", (tenant, goal_id, version))))
        if row is None:
            return None
        if row.id != goal_id or version not in {None, row.version}:
            raise damaged()
        key = self._keys.one_known(tenant, row.subject)
        if key is None:
            key = yield from self._key_of(tenant, row.subject)
        return None if key is None else opened_goal(key, tenant, row)

    def history(self, tenant: str, goal_id: str, after: int, limit: int) -> Plan[list[GoalRow]]:
        """Return the writes of a goal, opened; none where its key was erased."""
        rows: list[GoalRow] = told(
            (yield Ask(Whom.ROWS, "history", (tenant, goal_id, after, limit)))
        )
        for number, row in enumerate(rows, after + 1):
            if (row.id, row.version) != (goal_id, number):
                raise damaged()
        keys = yield from self._keys_of(tenant, {row.subject for row in rows})
        return [opened_goal(keys[row.subject], tenant, row) for row in rows if row.subject in keys]

    def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> Plan[list[FoundRow]]:
        """Return goals, opened; those of which the key was erased are passed over."""
        for field, asked in (("key_area", query.area), ("responsible", query.party)):
            if asked is not None:
                refuse(
                    field,
                    "left out, since the store encrypts what it would have to look for",
                    asked,
                    instead="find by subject, lifecycle or due day, and look at what is found",
                )
        opened: list[FoundRow] = []
        while True:
            # The whole each time: a few rows at a time would be thousands of questions where
            # thousands were erased.
            rows: list[FoundRow] = told(
                (yield Ask(Whom.ROWS, "find", (tenant, query, after, limit)))
            )
            people = {found.row.subject for found in rows}
            if query.subject is not None and not people <= {query.subject}:
                raise damaged()
            keys = yield from self._keys_of(tenant, people)
            there = [found for found in rows if found.row.subject in keys]
            opened += [
                opened_found(keys[found.row.subject], tenant, found)
                for found in there[: limit - len(opened)]
            ]
            if len(rows) < limit or len(opened) == limit:
                return opened
            after = rows[-1].key, rows[-1].row.id

    def journal(self, tenant: str, subject: str) -> Plan[JournalRows]:
        """Return the journal of a person, opened."""
        there: JournalRows = told((yield Ask(Whom.ROWS, "journal", (tenant, subject))))
        # Also where nothing is there, for somebody who was erased has no empty journal.
        key = yield from self._keys.of(tenant, subject)
        if key is None:
            if there.rows:
                raise missing()
            return there
        return JournalRows(
            there.position, [opened_entry(key, tenant, subject, row) for row in there.rows]
        )

    def erase(self, tenant: str, subject: str, reason: str, at: str) -> Plan[ErasureRow]:
        """Destroy the rows of a person, and then the key.

        The rows first, for they may be under a legal hold. Whoever is stopped in between erases
        again, and the key goes then.
        """
        row: ErasureRow = told((yield Ask(Whom.ROWS, "erase", (tenant, subject, reason, at))))
        key = yield from self._keys.erase(tenant, subject, reason, at)
        return row._replace(is_scrubbed=row.is_scrubbed and key.is_scrubbed)

    def rewrap(self, tenant: str) -> Plan[int]:
        """Wrap the keys of a tenant with the current key of the ring, and return how many."""
        return self._keys.rewrap(tenant)

    def _keys_of(self, tenant: str, subjects: set[str]) -> Plan[dict[str, AESGCM]]:
        """Return the keys of persons of whom there are rows, without those that were erased."""
        keys = self._keys.known(tenant, subjects)
        for subject in sorted(subjects - keys.keys()):
            key = yield from self._key_of(tenant, subject)
            if key is not None:
                keys[subject] = key
        return keys

    def _key_of(self, tenant: str, subject: str) -> Plan[AESGCM | None]:
        """Return the key of a person of whom there are rows; None if it was erased."""
        try:
            key = yield from self._keys.of(tenant, subject)
        except ErasedError:
            return None
        if key is None:
            raise missing()
        return key


def _owners(tenant: str, batch: Batch) -> Plan[dict[str, str]]:
    """Return whose the goals are of which there are reviews, and those that are written."""
    owners = {row.id: row.subject for row, _ in batch.goals}
    for review in batch.reviews:
        if review.goal_id not in owners:
            goal: GoalRow | None = told(
                (yield Ask(Whom.ROWS, "goal", (tenant, review.goal_id, None)))
            )
            if goal is None:
                raise StaleError("the goal was written since")
            owners[review.goal_id] = goal.subject
    return owners


def _in_the_clear(keys: SearchKeys) -> SearchKeys:
    """Return what a goal is found by without codes and parties, which somebody said as well."""
    return SearchKeys(keys.lifecycle, keys.due, (), (), keys.is_reviewed)


def _sealed_journal(keys: dict[str, AESGCM], tenant: str, write: JournalWrite) -> JournalWrite:
    subject = write.subject
    entries = tuple(sealed_entry(keys[subject], tenant, subject, row) for row in write.entries)
    return write._replace(entries=entries)


def _sealed_review(
    keys: dict[str, AESGCM], tenant: str, owners: dict[str, str], review: ReviewRow
) -> ReviewRow:
    subject = owners[review.goal_id]
    return sealed_review(keys[subject], tenant, subject, review)
