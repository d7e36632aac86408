"""The clauses about a store that encrypts: what it refuses, and what its rows must not tell."""

from __future__ import annotations

from typing import Any

from smartgoals.entries import Noted
from smartgoals.errors import InvalidValueError, StoreError
from smartgoals.goals import KeyArea
from smartgoals.plans import EVERY_TWO_WEEKS, ActionPlan, Step
from smartgoals.stores import (
    Backend,
    Batch,
    Capability,
    GoalRow,
    GoalWrite,
    JournalWrite,
    Query,
    SearchKeys,
    Store,
)
from smartgoals.testing._store_clauses import (
    MONDAY,
    ClauseBrokenError,
    Clauses,
    Ground,
    goal_of,
    is_true,
    refused,
    same,
)

__all__ = ["ENCRYPTION_CLAUSES", "beneath"]

_TENANT = "t-1"
_SAID = "nobody-else-reads-this"

ENCRYPTION_CLAUSES = Clauses()


def beneath(store: Store, name: str = "backend") -> Backend:
    """Return where a store that encrypts keeps its sealed rows, or else its *key_backend*."""
    kept = getattr(store.backend, name, None)
    if not isinstance(kept, Backend):
        raise ClauseBrokenError(f"expected that a backend that encrypts has another as its {name}")
    return kept


@ENCRYPTION_CLAUSES.add(
    "C78",
    "where key areas and parties are encrypted, looking for them is refused, and finds not nothing",
    needs=Capability.ENCRYPTS,
)
def encrypted_find(ground: Ground) -> None:
    store = ground.store()
    step = Step(id="walk", action="walk", responsible="t-1")
    store.save(goal_of(key_areas=[KeyArea(code="sleep")], plan=ActionPlan(steps=[step])))
    asked: tuple[dict[str, Any], ...] = (
        {"key_area": "sleep"},
        {"responsible": "t-1"},
        {"key_area": "sleep", "subject": "c-9"},
    )
    for one in asked:
        error = refused(InvalidValueError, f"find({', '.join(one)})", store.find, **one)
        same("the field", next(iter(one)), error.field)
    same("what is found by the person", 1, len(store.find(subject="c-1")))


@ENCRYPTION_CLAUSES.add(
    "C79",
    "where a store encrypts, nothing of what people say is in its rows, nor in what they are found "
    "by",
    needs=Capability.ENCRYPTS,
)
def encrypted_rows(ground: Ground) -> None:
    store = ground.store().tenant(_TENANT)
    rows = beneath(store)
    goal = goal_of(
        statement=_SAID,
        start=MONDAY,
        review=EVERY_TWO_WEEKS,
        key_areas=[KeyArea(code=_SAID)],
        plan=ActionPlan(steps=[Step(id="walk", action=_SAID, responsible=_SAID)]),
    )
    store.save(goal, Noted(text=_SAID, id="e-1", day=MONDAY))
    store.save(store.get("g-1").started(day=MONDAY))
    store.project_reviews("c-1", on=MONDAY)
    (found,) = rows.find(_TENANT, Query(subject="c-1"), None, 2)
    kept = [
        *(row.document for row in rows.history(_TENANT, "g-1", 0, 3)),
        *(row.document for row in rows.journal(_TENANT, "c-1").rows),
        found.review_policy or "",
    ]
    same("the number of documents", 4, len(kept))
    for document in kept:
        is_true("no document tells what was said", seen=_SAID not in document)
        # All documents have names of fields in quotes; what is sealed has none.
        is_true("no document is JSON", seen='"' not in document)
    for query in (Query(area=_SAID), Query(party=_SAID)):
        same("what is found in the rows", [], rows.find(_TENANT, query, None, 2))


@ENCRYPTION_CLAUSES.add(
    "C80",
    "where a store encrypts, a document in the place of another is an error, and is not read",
    needs=Capability.ENCRYPTS,
)
def encrypted_places(ground: Ground) -> None:
    store = ground.store().tenant(_TENANT)
    rows = beneath(store)
    goal = store.save(goal_of(), Noted(text=_SAID, id="e-1", day=MONDAY))
    store.save(goal.started(day=MONDAY))
    store.save(goal_of("g-2", "c-2"))
    (first,) = rows.history(_TENANT, "g-1", 0, 1)

    def moved(tenant: str = _TENANT, **place: Any) -> GoalRow:
        row = first._replace(**place)
        keys = SearchKeys("proposed", due=None, areas=(), parties=(), is_reviewed=False)
        rows.put(tenant, Batch(goals=(GoalWrite(row, keys),)))
        return row

    store.tenant("other").save(goal_of("g-9"))
    wrong = {
        "what a goal was before, as what it is": (store, moved(version=3)),
        "a goal as another of the same person": (store, moved(id="g-3")),
        "a goal as that of another person": (store, moved(id="g-2", subject="c-2", version=2)),
        "a goal of another tenant": (store.tenant("other"), moved("other")),
    }
    for what, (one, row) in wrong.items():
        refused(StoreError, what, one.get, row.id)
    (entry,) = rows.journal(_TENANT, "c-1").rows
    write = JournalWrite("c-1", (entry._replace(id="e-2"),))
    rows.put(_TENANT, Batch(journals=(write,)))
    refused(StoreError, "an entry as another", store.journal, "c-1")
