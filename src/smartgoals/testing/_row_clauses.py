"""The clauses about rows: what a backend checks, since a store may not have looked before."""

from __future__ import annotations

import datetime as dt

from smartgoals.codec import dumps
from smartgoals.entries import Entry, Noted, Redacted
from smartgoals.errors import StaleError
from smartgoals.plans import EVERY_TWO_WEEKS
from smartgoals.stores import (
    Backend,
    Batch,
    EntryRow,
    GoalRow,
    GoalWrite,
    JournalWrite,
    ReviewRow,
    SearchKeys,
    Store,
)
from smartgoals.testing._store_clauses import (
    MONDAY,
    Clauses,
    Ground,
    all_changes,
    all_found,
    created,
    done,
    goal_of,
    is_true,
    refused,
    same,
)

__all__ = ["ROW_CLAUSES"]

_TENANT = "t-1"
_NOON = dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC)

ROW_CLAUSES = Clauses()


def _both(ground: Ground) -> tuple[Store, Backend]:
    """Return a store of a tenant whose name is known, and where its rows are kept."""
    store = ground.store().tenant(_TENANT)
    return store, store.backend


def _row(name: str, *, about: str | None = None) -> EntryRow:
    entry: Entry = done(name)
    if about is not None:
        entry = Noted(text="it went well", topic=about, id=name, day=MONDAY)
    document = dumps(entry.stamped(id=name, at=_NOON))
    return EntryRow(id=name, about=about, redacts=False, document=document)


def _redaction(name: str, about: str) -> EntryRow:
    entry = Redacted(entry=about, id=name, day=MONDAY).stamped(id=name, at=_NOON)
    return EntryRow(id=name, about=about, redacts=True, document=dumps(entry))


def _goal(name: str) -> GoalWrite:
    goal = goal_of(name)
    at = "2025-02-03T12:00:00Z"
    row = GoalRow(name, goal.subject, 1, at=at, author=None, op_id=None, document=dumps(goal))
    keys = SearchKeys(str(goal.lifecycle), due=None, areas=(), parties=(), is_reviewed=False)
    return GoalWrite(row, keys)


def _written(backend: Backend, *rows: EntryRow, removed: tuple[str, ...] = ()) -> None:
    backend.put(_TENANT, Batch(journals=(JournalWrite("c-1", rows, removed),)))


def _ids(store: Store, subject: str = "c-1") -> list[str]:
    return sorted(str(entry.id) for entry in store.journal(subject))


@ROW_CLAUSES.add(
    "C65", "a write for a journal as it no longer stands is refused, and all that comes with it"
)
def stale_journal(ground: Ground) -> None:
    store, backend = _both(ground)
    _written(backend, _row("e-1"))
    first = backend.journal(_TENANT, "c-1").position
    _written(backend, _row("e-2"))
    second = backend.journal(_TENANT, "c-1").position
    seen = all_changes(store)
    write = JournalWrite("c-1", (_row("e-3"),), removed=("e-1",))
    for position in (0, first, second + 1):
        stale = write._replace(position=position)
        another = JournalWrite("c-2", (_row("e-1"),), position=0)
        batch = Batch(goals=(_goal("g-1"),), journals=(another, stale))
        refused(StaleError, "a journal that has moved on", backend.put, _TENANT, batch)
    same("the entries", ["e-1", "e-2"], _ids(store))
    same("the entries of another", [], _ids(store, "c-2"))
    same("goals that are found", [], all_found(store))
    same("the changes", seen, all_changes(store))
    backend.put(_TENANT, Batch(journals=(another, write._replace(position=second))))
    same("the entries", (["e-2", "e-3"], ["e-1"]), (_ids(store), _ids(store, "c-2")))


@ROW_CLAUSES.add(
    "C66", "the position of a journal grows with every write, however many entries that removes"
)
def journal_position(ground: Ground) -> None:
    store, backend = _both(ground)
    positions = [backend.journal(_TENANT, "c-1").position]
    for rows, removed in (
        ([_row(f"e-{number}") for number in range(6)], ()),
        ([_row("e-6")], ()),
        ([_redaction("r-1", "e-1")], ("e-1",)),
        # What is written last goes first, and then all the rest.
        ([_redaction("r-2", "e-6")], ("e-6", "e-5")),
        ([_redaction("r-3", "e-0")], ("e-0", "e-2", "e-3", "e-4")),
    ):
        _written(backend, *rows, removed=removed)
        positions.append(backend.journal(_TENANT, "c-1").position)
        for earlier in positions[:-1]:
            late = JournalWrite("c-1", (_row("e-9"),), position=earlier)
            call = (backend.put, _TENANT, Batch(journals=(late,)))
            refused(StaleError, "a journal that has moved on", *call)
    same("the position of an empty journal", 0, positions[0])
    is_true("each position is above the one before", seen=positions == sorted(set(positions)))
    same("the entries", ["r-1", "r-2", "r-3"], _ids(store))


def _review(name: str, version: int, day: dt.date | None = MONDAY) -> ReviewRow:
    told = None if day is None else day.isoformat()
    return ReviewRow(name, version, told, dumps(EVERY_TWO_WEEKS), MONDAY.isoformat())


def _known(store: Store) -> dict[str, bool]:
    """Return the goals that are found by any review day, each with whether it is known."""
    return {one.goal.id: one.review is not None for one in all_found(store, review_by=dt.date.max)}


@ROW_CLAUSES.add(
    "C67", "a review day that was computed from another version than the latest is refused"
)
def stale_review(ground: Ground) -> None:
    store, backend = _both(ground)
    created(store, *[goal_of(name, review=EVERY_TWO_WEEKS) for name in ("g-1", "g-2")])
    store.save(store.get("g-1").started(day=MONDAY))
    for stale in (_review("g-1", 1), _review("g-1", 3), _review("g-3", 1)):
        batch = Batch(reviews=(_review("g-2", 1), stale))
        refused(StaleError, "a review day of another version", backend.put, _TENANT, batch)
    same("what is known", {"g-1": False, "g-2": False}, _known(store))
    backend.put(_TENANT, Batch(reviews=(_review("g-2", 1), _review("g-1", 2))))
    same("what is known", {"g-1": True, "g-2": True}, _known(store))


@ROW_CLAUSES.add(
    "C68",
    "an entry whose id is there, one that was redacted, and one about such a one are each refused",
)
def refused_entries(ground: Ground) -> None:
    store, backend = _both(ground)
    _written(backend, _row("e-1"), _redaction("r-1", "e-2"))
    for row in (
        _row("e-1"),
        _redaction("e-1", "e-9"),
        _redaction("r-1", "e-2"),
        _row("e-2"),
        _row("e-3", about="e-2"),
    ):
        refused(StaleError, "an entry that cannot be added", _written, backend, _row("e-4"), row)
    same("the entries", ["e-1", "r-1"], _ids(store))
    _written(backend, _redaction("r-2", "e-2"), _redaction("e-2", "r-1"))
    same("the entries with more redactions", ["e-1", "e-2", "r-1", "r-2"], _ids(store))
    backend.put(_TENANT, Batch(journals=(JournalWrite("c-2", (_row("e-3", about="e-2"),)),)))
    same("the entries of another", ["e-3"], _ids(store, "c-2"))


@ROW_CLAUSES.add(
    "C69", "that no review of a goal comes is unknown again too, when anything is written"
)
def no_review(ground: Ground) -> None:
    store, backend = _both(ground)
    created(store, *[goal_of(name, review=EVERY_TWO_WEEKS) for name in ("g-1", "g-2")])
    none_comes = _review("g-1", 1, None), _review("g-2", 1, None)
    backend.put(_TENANT, Batch(reviews=none_comes))
    same("goals of which no review comes", {}, _known(store))
    _written(backend, _row("e-1"))
    same("goals after an entry", {"g-1": False, "g-2": False}, _known(store))
    backend.put(_TENANT, Batch(reviews=none_comes))
    store.save(store.get("g-1").started(day=MONDAY))
    same("goals after one was written", {"g-1": False}, _known(store))
