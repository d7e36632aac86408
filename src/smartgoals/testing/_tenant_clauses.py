"""The clauses about tenants, who share a storage and nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from smartgoals.entries import Redacted
from smartgoals.errors import NotFoundError
from smartgoals.goals import Goal, KeyArea, Lifecycle
from smartgoals.plans import EVERY_TWO_WEEKS, ActionPlan, Step
from smartgoals.stores import Store
from smartgoals.testing._store_clauses import (
    MONDAY,
    Clauses,
    Ground,
    all_changes,
    all_found,
    all_writes,
    done,
    goal_of,
    may_be_asked,
    refused,
    same,
)

__all__ = ["TENANT_CLAUSES"]

_NEXT_YEAR = MONDAY.replace(year=2026)

TENANT_CLAUSES = Clauses()


def _everything(store: Store, goal: Goal) -> list[Any]:
    """Return all that a tenant can see of a person and a goal."""
    return [
        all_found(store),
        all_found(store, review_by=_NEXT_YEAR),
        all_writes(store, goal.id),
        store.get(goal.id),
        store.get(goal.id, version=1),
        store.journal(goal.subject),
        all_changes(store),
        list(store.subjects()),
        list(store.export(goal.subject)),
    ]


@TENANT_CLAUSES.add("C46", "what one tenant has no other can see, whatever it asks for")
def tenants_see_nothing(ground: Ground) -> None:
    store = ground.store()
    other = store.tenant("other")
    goal = goal_of(review=EVERY_TWO_WEEKS, start=MONDAY, due=MONDAY)
    first = store.save(goal, done("e-1"))
    store.save(first.started(day=MONDAY))
    for version in (None, 1, 2):
        refused(NotFoundError, "get() by another tenant", other.get, "g-1", version=version)
    refused(NotFoundError, "history() by another tenant", other.history, "g-1")
    edit = (other.edit, "g-1", lambda goal: goal.started(day=MONDAY))
    refused(NotFoundError, "edit() by another tenant", *edit)
    for asked in ({}, {"subject": "c-1"}, {"due_by": MONDAY}, {"review_by": MONDAY}):
        same("find() by another tenant", [], all_found(other, **asked))
    same("journal() by another tenant", (), other.journal("c-1").entries)
    same("changes() by another tenant", [], all_changes(other))
    same("subjects() by another tenant", [], list(other.subjects()))
    same("reviews computed by another tenant", {}, other.project_reviews("c-1", on=MONDAY))
    same("export() by another tenant", 1, len(list(other.export("c-1"))))
    other.erase("c-1", reason="request-1")
    same("the goal", 2, store.get("g-1").version)


@TENANT_CLAUSES.add(
    "C47", "two tenants may use the same ids, and neither changes what the other has"
)
def tenants_share_ids(ground: Ground) -> None:
    store = ground.store()
    other = store.tenant("other")
    goal = goal_of(review=EVERY_TWO_WEEKS, start=MONDAY)
    mine = store.save(goal, done("e-1"))
    store.project_reviews("c-1", on=MONDAY)
    before = _everything(store, goal)
    theirs = other.save(goal_of(subject="c-2", statement="I will run."), done("e-1", part=0.5))
    other.save(theirs.started(day=MONDAY))
    other.record("c-1", done("e-1", part=0.25), Redacted(entry="e-2", id="e-3", day=MONDAY))
    other.project_reviews("c-1", on=MONDAY)
    other.hold("c-1", reason="case-1")
    same("what the one has", before, _everything(store, goal))
    same("the goal of the other", (2, "c-2"), (other.get("g-1").version, other.get("g-1").subject))
    same("the next version of the one", 2, store.save(mine.started(day=MONDAY)).version)
    store.erase("c-1", reason="request-1")
    same("the entries of the other", ["e-1", "e-3"], [one.id for one in other.journal("c-1")])
    other.release("c-1")
    same("what the other erases", 2, other.erase("c-1", reason="request-2").entries)


def _found_by(area: str, party: str, due: dt.date) -> dict[str, Any]:
    """Return the fields that a goal is found by."""
    step = Step(id="walk", action="walk", responsible=party)
    return {
        "key_areas": [KeyArea(code=area), KeyArea(code="home")],
        "plan": ActionPlan(steps=[step]),
        "due": due,
    }


_BEFORE = _found_by("sleep", "t-1", MONDAY)
_AFTER = _found_by("work", "t-2", _NEXT_YEAR)
_QUESTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"subject": "c-1"},
    *({"key_area": code} for code in ("sleep", "work", "home")),
    *({"responsible": party} for party in ("t-1", "t-2")),
    *({"lifecycle": one} for one in (Lifecycle.PROPOSED, Lifecycle.ACTIVE)),
    {"due_by": MONDAY},
    {"due_from": _NEXT_YEAR},
    *({"review_by": day} for day in (dt.date.min, _NEXT_YEAR)),
)


def _found(store: Store) -> list[Any]:
    """Return what is found by each question, with the versions that goals cannot be told by."""
    return [
        (asked, [(one, one.goal.version) for one in all_found(store, **asked)])
        for asked in _QUESTIONS
        if may_be_asked(store, asked)
    ]


def _two_alike(ground: Ground) -> tuple[Store, Store]:
    """Return the stores of two tenants who have the same goal of the same person."""
    store = ground.store()
    two = store, store.tenant("other")
    for one in two:
        one.save(goal_of(review=EVERY_TWO_WEEKS, start=MONDAY, **_BEFORE))
        one.project_reviews("c-1", on=MONDAY)
    return two


@TENANT_CLAUSES.add(
    "C74", "where two tenants have a goal of one id, each is found as it is, whatever the other is"
)
def tenants_find_apart(ground: Ground) -> None:
    store, other = _two_alike(ground)
    for one, another in ((store, other), (other, store)):
        before = _found(another)
        one.save(attrs.evolve(one.get("g-1"), **_AFTER).started(day=MONDAY))
        same("what the other finds after a goal was changed", before, _found(another))
        one.project_reviews("c-1", on=MONDAY + dt.timedelta(days=1))
        same("what the other finds after reviews were computed", before, _found(another))
        one.record("c-1", done())
        same("what the other finds after an entry", before, _found(another))


@TENANT_CLAUSES.add(
    "C75", "what one tenant erases the other still finds, by all that it is found by"
)
def tenants_erase_apart(ground: Ground) -> None:
    store, other = _two_alike(ground)
    before = _found(other)
    store.erase("c-1", reason="request-1")
    same("what the other finds", before, _found(other))
    same("what the one finds", [], [one for _, found in _found(store) for one in found])
