"""The clauses about the storage itself: text, handles, closing and opening again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from smartgoals.entries import Noted, Redacted
from smartgoals.errors import ErasedError, LegalHoldError, StoreError
from smartgoals.plans import EVERY_TWO_WEEKS
from smartgoals.stores import Capability, Store
from smartgoals.testing._store_clauses import (
    MONDAY,
    Clauses,
    Ground,
    all_changes,
    all_found,
    all_writes,
    done,
    goal_of,
    refused,
    same,
)

__all__ = ["STORAGE_CLAUSES"]

STORAGE_CLAUSES = Clauses()

# From each plane that has characters, and those that a database may take for an end or a quote.
_TEXT = (
    "\0 \t\r\n\x1b \x7f\x85\u2028 ' '' \" ` \\ \\0 %s ? :a $1 -- ; {} [] "
    "e\N{COMBINING ACUTE ACCENT} \N{RIGHT-TO-LEFT MARK} \N{REPLACEMENT CHARACTER} \uffff "
    "\N{GRINNING FACE} \U00020000 \U000e0001 \U000f0000 \U0010ffff "
)


@STORAGE_CLAUSES.add("C61", "any text comes back as it was: every plane, controls and quotes")
def any_text(ground: Ground) -> None:
    store = ground.store()
    goal = goal_of(statement=_TEXT, reason=_TEXT * 2_000, extensions={_TEXT: _TEXT})
    (note,) = store.record("c-1", Noted(text=_TEXT, id="e-1", day=MONDAY))
    store.save(goal)
    same("the goal", goal, store.get("g-1"))
    same("the entry", (note,), store.journal("c-1").entries)
    same("its text", _TEXT, note.text)


@STORAGE_CLAUSES.add(
    "C62", "what one handle on a storage writes the others see at once", needs=Capability.SHARED
)
def handles(ground: Ground) -> None:
    opened = ground.storage()
    one, other = opened(), opened()
    goal = one.save(goal_of(), done("e-1"))
    same("get()", goal, other.get("g-1"))
    other.save(other.get("g-1").started(day=MONDAY), done("e-2"))
    same("the versions", [1, 2], [write.version for write in all_writes(one, "g-1")])
    same("the entries", ["e-1", "e-2"], [entry.id for entry in one.journal("c-1")])
    seen = [change.id for change in all_changes(one)]
    same("the changes", ["g-1", "e-1", "g-1", "e-2"], seen)
    one.erase("c-1", reason="request-1")
    refused(ErasedError, "an entry of who was erased", other.record, "c-1", done("e-3"))
    one.close()
    same("goals that are found", [], all_found(other))


@STORAGE_CLAUSES.add(
    "C63",
    "a storage that is opened again has everything that was written",
    needs=Capability.DURABLE,
)
def opened_again(ground: Ground) -> None:
    opened = ground.storage()
    with opened() as store:
        store.save(goal_of(review=EVERY_TWO_WEEKS, start=MONDAY), done("e-1"), author="t-1")
        store.save(store.get("g-1").started(day=MONDAY), op_id="op-1")
        store.save(goal_of("g-2", "c-2"), done("e-1"))
        store.record("c-1", done("e-2"))
        store.record("c-1", Redacted(entry="e-2", id="e-3", day=MONDAY))
        store.record("c-1", Redacted(entry="e-4", id="e-5", day=MONDAY))
        store.project_reviews("c-1", on=MONDAY)
        store.hold("c-2", reason="case-1")
        store.erase("c-3", reason="request-1")
        store.tenant("other").save(goal_of())
        page = store.changes(limit=2)
        before = _everything(store)
    with opened() as store:
        same("what is stored", before, _everything(store))
        same("the changes after a token", 7, len(store.changes(after=page.next)))
        same("what was redacted", (), store.record("c-1", done("e-2"), done("e-4")))
        refused(LegalHoldError, "erase()", store.erase, "c-2", reason="request-2")
        refused(ErasedError, "an entry of who was erased", store.record, "c-3", done())
        again = store.save(store.get("g-1", version=1).started(day=MONDAY), op_id="op-1")
        same("an operation that is tried again", 2, again.version)
        same("goals of another tenant", 1, len(all_found(store.tenant("other"))))
        store.save(store.get("g-1").paused(day=MONDAY))
        same("the last change", ("g-1", 3), _last_change(store))


def _everything(store: Store) -> list[Any]:
    return [
        all_found(store),
        all_found(store, review_by=MONDAY.replace(year=2026)),
        all_writes(store, "g-1"),
        store.journal("c-1"),
        store.journal("c-2"),
        all_changes(store),
        list(store.subjects()),
    ]


def _last_change(store: Store) -> tuple[str, int | None]:
    change = all_changes(store)[-1]
    return change.id, change.version


@STORAGE_CLAUSES.add(
    "C64", "closing twice does nothing, and a closed store answers as before or with a StoreError"
)
def closed(ground: Ground) -> None:
    store = ground.store()
    store.save(goal_of())
    store.close()
    store.close()
    asks: list[Callable[[], object]] = [
        lambda: store.get("g-1"),
        lambda: store.save(goal_of("g-2")),
        store.find,
        lambda: store.history("g-1"),
        lambda: store.record("c-1", done()),
        lambda: store.journal("c-1"),
        store.changes,
        store.subjects,
        lambda: store.hold("c-1", reason="case-1"),
        lambda: store.release("c-1"),
        lambda: store.erase("c-1", reason="request-1"),
        store.migrate,
    ]
    for ask in asks:
        # Any other error is the check's to tell.
        with suppress(StoreError):
            ask()
