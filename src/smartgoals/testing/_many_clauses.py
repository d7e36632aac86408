"""The clauses about much: more than a page has, and more than a statement may hold."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from smartgoals.goals import Goal
from smartgoals.stores import Store, Write
from smartgoals.testing._store_clauses import (
    MONDAY,
    Clauses,
    Ground,
    all_changes,
    all_found,
    all_writes,
    created,
    done,
    goal_of,
    pages,
    same,
)

__all__ = ["MANY_CLAUSES"]

MANY_CLAUSES = Clauses()

# More than the longest page, than what a store reads at once, and than the thousand that
# databases like to stop at. Their text sorts in another order than their numbers do.
_MANY = range(1, 1_101)
_PAGE = 1_000


def _all_there(what: str, expected: Sequence[object], actual: Sequence[object]) -> None:
    """Check first how many there are: a list of a thousand tells nobody what is missing."""
    same(f"the number of {what}", len(expected), len(actual))
    same(what, expected, actual)


def _changed(store: Store) -> list[tuple[str, int | None]]:
    return [(change.id, change.version) for change in all_changes(store, limit=_PAGE)]


@MANY_CLAUSES.add("C70", "of very many goals of a person none is left out, nor when all is erased")
def many_goals(ground: Ground) -> None:
    store = ground.store()
    names = [f"g-{number}" for number in _MANY]
    created(store, *[goal_of(name, due=MONDAY) for name in names])
    created(store, goal_of("g-0", "c-2"))
    for asked in ({"subject": "c-1"}, {"due_by": MONDAY}):
        found = [one.goal.id for one in all_found(store, limit=_PAGE, **asked)]
        _all_there("goals that are found", sorted(names), found)
    _all_there("changes", [*((name, 1) for name in names), ("g-0", 1)], _changed(store))
    exported = [line for line in store.export("c-1") if '"goal":' in line]
    same("the number of goals of an export", len(names), len(exported))
    receipt = store.erase("c-1", reason="request-1")
    same("what was erased", (len(names), len(names)), (receipt.goals, receipt.writes))
    same("what is left", ["g-0"], [one.goal.id for one in all_found(store)])
    same("the changes that are left", [("g-0", 1), ("c-1", None)], _changed(store))


@MANY_CLAUSES.add("C71", "of very many persons none is left out")
def many_persons(ground: Ground) -> None:
    store = ground.store()
    names = [f"c-{number}" for number in _MANY]
    created(store, *[goal_of(f"g-{name}", name) for name in names])
    for limit in (100, _PAGE):
        listed = [one.id for page in pages(store.subjects, limit=limit) for one in page]
        _all_there("subjects", sorted(names), listed)


@MANY_CLAUSES.add("C72", "of very many entries none is left out, and their order stays")
def many_entries(ground: Ground) -> None:
    store = ground.store()
    names = [f"e-{number}" for number in _MANY]
    store.record("c-1", *map(done, names))
    journal = store.journal("c-1")
    _all_there("entries", names, [str(entry.id) for entry in journal])
    _all_there("changes", [(name, None) for name in names], _changed(store))
    exported = [line for line in store.export("c-1") if line.startswith('{"entry"')]
    same("the number of entries of an export", len(names), len(exported))
    same("what is recorded again", journal.entries, store.record("c-1", *map(done, names)))
    same("what is erased", len(names), store.erase("c-1", reason="request-1").entries)


@MANY_CLAUSES.add("C73", "of very many versions none is left out, and they are told as numbers are")
def many_versions(ground: Ground) -> None:
    source, target = ground.store(), ground.store()

    def revised(number: int) -> Goal:
        return attrs.evolve(goal_of(), revision=number)

    half = len(_MANY) // 2
    for numbers in (_MANY[:9], _MANY[9:half], _MANY[half:]):
        source.put(*[Write(goal=revised(number), expect=number - 1) for number in numbers])
        same("the latest version", numbers[-1], source.get("g-1").version)
    for version in (9, 10, 11, 99, 100, 101, 1_000):
        same("a version", revised(version), source.get("g-1", version=version))
    target.import_(source.export("c-1"))
    for store in (source, target):
        told = [one.version for one in all_writes(store, "g-1", limit=_PAGE)]
        _all_there("versions", list(_MANY), told)
        _all_there("changes", [("g-1", number) for number in _MANY], _changed(store))
        (found,) = store.find()
        same("the goal that is found", len(_MANY), found.goal.version)
    same("what is erased", len(_MANY), source.erase("c-1", reason="request-1").writes)
