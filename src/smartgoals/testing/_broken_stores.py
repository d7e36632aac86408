"""Stores that break the contract, each in one way that real stores do."""

# each says as a class what is wrong with it

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import MappingProxyType

from smartgoals.errors import SmartGoalsError
from smartgoals.stores import (
    Backend,
    Batch,
    ChangeRow,
    FoundRow,
    GoalRow,
    GoalWrite,
    Query,
    Store,
)
from smartgoals.stores._memory import MemoryBackend
from smartgoals.testing import _broken_backends as others
from smartgoals.testing import _broken_encryption as encryption
from smartgoals.testing import _broken_rows as rows
from smartgoals.testing._store_clauses import Fresh, Opener

__all__ = ["BROKEN", "broken_stores", "fresh_of"]


def fresh_of(backend: Callable[[], Backend], store: type[Store] = Store) -> Fresh:
    """Return what makes a new backend each time, and a store that is opened on it again."""

    def fresh() -> Opener:
        opened = store(backend())
        return lambda: opened

    return fresh


class LastWriteWins(MemoryBackend):
    """Take each write for the next one, whatever it was made from."""

    def put(self, tenant: str, batch: Batch) -> None:
        latest: dict[str, int] = {}
        goals = []
        with self._lock:
            for row, keys in batch.goals:
                stored = self.goal(tenant, row.id, None)
                version = latest.get(row.id, stored.version if stored else 0) + 1
                latest[row.id] = version
                goals.append(GoalWrite(row._replace(version=version), keys))
            super().put(tenant, batch._replace(goals=tuple(goals)))


class AckEarly(MemoryBackend):
    """Say that a write is done, and do it when the next one comes."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[tuple[str, Batch]] = []

    def put(self, tenant: str, batch: Batch) -> None:
        with self._lock:
            for waiting in self._waiting:
                with suppress(SmartGoalsError):
                    super().put(*waiting)
            self._waiting = [(tenant, batch)]


class LeakyTenant(MemoryBackend):
    """Look for a goal by its id alone, where the tenant has none of that id."""

    def goal(self, tenant: str, goal_id: str, version: int | None) -> GoalRow | None:
        rows = (super(LeakyTenant, self).goal(one, goal_id, version) for one in self._tenants)
        return super().goal(tenant, goal_id, version) or next(filter(None, rows), None)


class DroppyFeed(MemoryBackend):
    """Show some changes only to who asks a second time, as a number drawn before the commit does.

    Who has gone on from the one after it never sees it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._late: set[tuple[str, int]] = set()

    def changes(self, tenant: str, after: int, limit: int) -> list[ChangeRow]:
        rows = super().changes(tenant, after, limit)
        shown = [
            row
            for row in rows
            if row.position % _EACH_THIRD or (tenant, row.position) in self._late
        ]
        self._late |= {(tenant, row.position) for row in rows}
        return shown


_EACH_THIRD = 3


class OffsetPager(MemoryBackend):
    """Go on behind so many goals, whichever they are by now."""

    def __init__(self) -> None:
        super().__init__()
        self._offsets: dict[tuple[str, Query, tuple[str, str]], int] = {}

    def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        start = 0 if after is None else self._offsets.get((tenant, query, after), 0)
        rows = super().find(tenant, query, None, start + limit)[start:]
        if len(rows) == limit:
            # One more was asked for than goes on the page: the next page begins with it.
            last = rows[-2]
            self._offsets[tenant, query, (last.key, last.row.id)] = start + limit - 1
        return rows


class EraseForgetsHistory(MemoryBackend):
    """Leave the versions of a goal where they are, and erase only what is there now."""

    def __init__(self) -> None:
        super().__init__()
        self._left: defaultdict[tuple[str, str], list[GoalRow]] = defaultdict(list)

    def put(self, tenant: str, batch: Batch) -> None:
        super().put(tenant, batch)
        for row, _ in batch.goals:
            self._left[tenant, row.id].append(row)

    def goal(self, tenant: str, goal_id: str, version: int | None) -> GoalRow | None:
        if version is None:
            return super().goal(tenant, goal_id, version)
        left = [row for row in self._left[tenant, goal_id] if row.version == version]
        return left[0] if left else None

    def history(self, tenant: str, goal_id: str, after: int, limit: int) -> list[GoalRow]:
        return [row for row in self._left[tenant, goal_id] if row.version > after][:limit]


_NAMED: Mapping[str, type[MemoryBackend]] = MappingProxyType(
    {
        "ack early": AckEarly,
        "droppy feed": DroppyFeed,
        "erase forgets history": EraseForgetsHistory,
        "last write wins": LastWriteWins,
        "leaky tenant": LeakyTenant,
        "offset pager": OffsetPager,
    }
)


def broken_stores() -> dict[str, Fresh]:
    """Return stores that break the contract in ways that are often seen, by what they do.

    They show what the clauses and the machine catch, and an app can try its own tests on them: a
    test that passes on a store whose last write wins does not ask who wrote in between.

    Returns:
        What makes them, as a check takes it.

    Example:
        >>> from smartgoals import Goal
        >>> from smartgoals.testing import broken_stores
        >>> store = broken_stores()["last write wins"]()()
        >>> goal = Goal(id="g-1", subject="c-17", statement="I will walk.")
        >>> _ = [store.save(goal) for _ in range(2)]
        >>> [write.version for write in store.history("g-1")]
        [1, 2]
    """
    return {name: fresh_of(backend) for name, backend in _NAMED.items()}


def _never_the_same() -> Opener:
    return lambda: Store(others.ForgetsOnClosing())


BROKEN: Mapping[str, Fresh] = MappingProxyType(
    {
        number: fresh_of(backend)
        for number, backend in {
            "C01": others.WritesNothing,
            "C02": others.Upserts,
            "C03": others.WritesOnce,
            "C04": LastWriteWins,
            "C05": others.TakesAnyLater,
            "C06": AckEarly,
            "C07": others.OneByOne,
            "C08": others.SortsBatches,
            "C09": others.OneByOne,
            "C10": others.ForgetsOperations,
            "C11": others.OperationIsEnough,
            "C12": others.OnlyTheLatest,
            "C13": others.NewestFirst,
            "C14": others.ForgetsAuthors,
            "C15": others.ChangesHands,
            "C16": LastWriteWins,
            "C17": others.ForgetsOperations,
            "C18": others.KnownFieldsOnly,
            "C19": others.WholeSeconds,
            "C20": others.EntriesOverwritten,
            "C21": others.OwnEntryIds,
            "C22": others.KnownEntriesIgnored,
            "C23": others.NoRemarks,
            "C24": others.DestroysNothing,
            "C25": others.TakesInAgain,
            "C26": others.TakesInAgain,
            "C27": others.OneJournal,
            "C28": others.OneByOne,
            "C29": others.KnownFieldsOnly,
            "C30": others.IgnoresLifecycle,
            "C31": others.FirstOfTwo,
            "C32": others.SortsById,
            "C33": others.FindsAsCreated,
            "C34": others.NoTieBreaker,
            "C35": OffsetPager,
            "C37": others.MissesTheUnknown,
            "C38": others.StoresNoReviews,
            "C39": others.ReviewsStay,
            "C40": others.ReviewsGo,
            "C41": others.EntriesFirst,
            "C42": others.FirstCommitted,
            "C43": DroppyFeed,
            "C44": others.KeepsTheChanges,
            "C45": others.NobodyWithoutGoals,
            "C46": LeakyTenant,
            "C47": others.OneGoalOfAnId,
            "C48": others.LooseIds,
            "C49": others.ErasesTheJournal,
            "C50": EraseForgetsHistory,
            "C51": others.CountsGoals,
            "C52": others.NewReceipts,
            "C53": others.LeavesNoMark,
            "C54": others.ErasesEverywhere,
            "C55": others.ErasesInSpiteOfHolds,
            "C56": others.NeverReleases,
            "C57": others.OwnClock,
            "C58": others.EntriesOverwritten,
            "C59": others.OneByOne,
            "C60": others.NobodyWithoutGoals,
            "C61": others.ThreeByteText,
            "C64": others.BreaksWhenClosed,
            "C65": rows.IgnoresPositions,
            "C66": rows.CountsEntries,
            "C67": rows.AnyReview,
            "C68": rows.TakesInWhatIsSaid,
            "C69": rows.NoReviewStays,
            "C70": rows.Capped,
            "C71": rows.Capped,
            "C72": rows.Capped,
            "C73": rows.VersionsAsText,
            "C74": rows.OneHead,
            "C75": rows.ErasesTerms,
            "C76": rows.ForgetsPlaces,
            "C77": rows.RedactsRedactions,
            "C78": encryption.OnlyPromises,
            "C79": encryption.OnlyPromises,
            "C80": encryption.ForgetsVersions,
            "C81": encryption.KeepsTheKey,
        }.items()
    }
    | {
        "C36": fresh_of(MemoryBackend, others.AnyCursor),
        "C62": _never_the_same,
        "C63": _never_the_same,
    }
)
