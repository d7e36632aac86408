"""The clauses about finding goals, and about when they are to be reviewed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import product
from typing import Any

import attrs

from smartgoals.errors import InvalidValueError
from smartgoals.goals import ClosingReason, Goal, KeyArea, Lifecycle
from smartgoals.plans import EVERY_TWO_WEEKS, ActionPlan, Step
from smartgoals.stores import Store, StoredReview
from smartgoals.testing._store_clauses import (
    MONDAY,
    Clauses,
    Ground,
    all_found,
    created,
    done,
    goal_of,
    may_be_asked,
    pages,
    refused,
    same,
)

__all__ = ["FIND_CLAUSES"]

_DAY = dt.timedelta(days=1)
_WEEK = 7 * _DAY
_ENDED = ClosingReason.CHOICE

FIND_CLAUSES = Clauses()


def _population() -> list[Goal]:
    """Return goals that differ in all that a goal is found by; several share each."""
    made = []
    for number in range(24):
        areas = [
            KeyArea(code=code) for code, each in (("sleep", 2), ("work", 3)) if number % each == 0
        ]
        steps = [
            Step(id=who, action="walk", responsible=who)
            for who, each in (("c-1", 2), ("t-1", 4))
            if number % each < each // 2
        ]
        goal = goal_of(
            f"g-{number * 7 % 24:02}",
            f"c-{number % 3}",
            key_areas=areas,
            plan=ActionPlan(steps=steps),
            due=None if number % 5 == 0 else MONDAY + (number % 4) * _DAY,
        )
        if number % 2:
            goal = goal.started(day=MONDAY)
        if number % 6 == 1:
            goal = goal.completed(day=MONDAY)
        made.append(goal)
    return made


_QUESTIONS: dict[str, tuple[list[Any], Callable[[Goal, Any], bool]]] = {
    "subject": (["c-1", "c-9"], lambda goal, asked: goal.subject == asked),
    "lifecycle": (
        [Lifecycle.ACTIVE, (Lifecycle.COMPLETED, Lifecycle.PROPOSED)],
        lambda goal, asked: goal.lifecycle in ((asked,) if isinstance(asked, str) else asked),
    ),
    "key_area": (
        ["sleep", "work", "slee"],
        lambda goal, asked: asked in {area.code for area in goal.key_areas},
    ),
    "responsible": (
        ["t-1", "nobody"],
        lambda goal, asked: asked in {step.responsible for step in goal.plan.steps},
    ),
    "due_from": ([MONDAY + _DAY], lambda goal, asked: goal.due is not None and goal.due >= asked),
    "due_by": (
        [MONDAY, MONDAY + 2 * _DAY],
        lambda goal, asked: goal.due is not None and goal.due <= asked,
    ),
}


def _wanted(goals: list[Goal], **asked: Any) -> list[str]:
    """Return the ids of the goals that are to be found, in order."""
    found = [
        goal
        for goal in goals
        if all(_QUESTIONS[name][1](goal, value) for name, value in asked.items())
    ]
    by_due = "due_from" in asked or "due_by" in asked
    return [goal.id for goal in sorted(found, key=lambda goal: (str(goal.due) * by_due, goal.id))]


def _ids(store: Store, *, limit: int = 100, **asked: Any) -> list[str]:
    return [found.goal.id for found in all_found(store, limit=limit, **asked)]


def _told(**asked: Any) -> str:
    return f"find({', '.join(asked)})"


@FIND_CLAUSES.add("C30", "goals are found by each thing that can be asked for, by id")
def find_by_each(ground: Ground) -> None:
    store, goals = ground.store(), _population()
    created(store, *goals)
    same("find()", _wanted(goals), _ids(store))
    for name, (values, _) in _QUESTIONS.items():
        if not name.startswith("due") and may_be_asked(store, [name]):
            for value in values:
                asked = {name: value}
                same(_told(**asked), _wanted(goals, **asked), _ids(store, **asked))


@FIND_CLAUSES.add("C31", "goals are found by several things at once: all of them hold")
def find_by_all(ground: Ground) -> None:
    store, goals = ground.store(), _population()
    created(store, *goals)
    for values in product(*([None, values[0]] for values, _ in _QUESTIONS.values())):
        asked = {
            name: value for name, value in zip(_QUESTIONS, values, strict=True) if value is not None
        }
        if may_be_asked(store, asked):
            same(_told(**asked), _wanted(goals, **asked), _ids(store, **asked))


@FIND_CLAUSES.add("C32", "goals that are due are found in order of the day, then by id")
def find_by_due(ground: Ground) -> None:
    store, goals = ground.store(), _population()
    created(store, *goals)
    for first in (None, MONDAY + _DAY):
        for last in (None, MONDAY, MONDAY + 2 * _DAY):
            days = {"due_from": first, "due_by": last}
            asked: dict[str, Any] = {name: day for name, day in days.items() if day is not None}
            same(_told(**asked), _wanted(goals, **asked), _ids(store, **asked))


@FIND_CLAUSES.add("C33", "a goal is found as it is now, and no longer as it was")
def find_the_latest(ground: Ground) -> None:
    store = ground.store()
    goal = store.save(goal_of(key_areas=[KeyArea(code="sleep")], due=MONDAY))
    changed = attrs.evolve(goal, key_areas=[KeyArea(code="work")], due=MONDAY + _WEEK)
    latest = store.save(changed.started(day=MONDAY))
    before = ({"key_area": "sleep"}, {"due_by": MONDAY}, {"lifecycle": Lifecycle.PROPOSED})
    for asked in before:
        if may_be_asked(store, asked):
            same(_told(**asked), [], _ids(store, **asked))
    now: dict[str, Any] = {"due_from": MONDAY + _WEEK, "lifecycle": Lifecycle.ACTIVE}
    if may_be_asked(store, ["key_area"]):
        now["key_area"] = "work"
    (found,) = store.find(**now)
    same("the goal", (latest, 2), (found.goal, found.goal.version))


@FIND_CLAUSES.add("C34", "page by page each goal comes exactly once, and in the same order")
def find_page_by_page(ground: Ground) -> None:
    store, goals = ground.store(), _population()
    created(store, *goals)
    questions: tuple[dict[str, Any], ...] = (
        {},
        {"due_from": MONDAY},
        {"subject": "c-1"},
        {"key_area": "work"},
    )
    for asked in (one for one in questions if may_be_asked(store, one)):
        expected = _wanted(goals, **asked)
        for limit in (1, 5, len(expected)):
            told = list(pages(store.find, limit=limit, **asked))
            same(_told(**asked), expected, [found.goal.id for page in told for found in page])
            same("the number of pages", -(-len(expected) // limit), len(told))


@FIND_CLAUSES.add(
    "C35",
    "what is written or erased between two pages neither repeats nor skips what was there before",
)
def find_while_writing(ground: Ground) -> None:
    store = ground.store()
    created(store, *[goal_of(f"g-{number}", due=MONDAY) for number in (2, 4, 6, 8)])
    created(store, goal_of("g-1", "c-2", due=MONDAY), goal_of("g-5", "c-3", due=MONDAY))
    first = store.find(due_by=MONDAY, limit=2)
    same("the first page", ["g-1", "g-2"], [found.goal.id for found in first])
    created(store, goal_of("g-0", due=MONDAY))
    second = store.find(due_by=MONDAY, limit=1, after=first.next)
    same("the second page", ["g-4"], [found.goal.id for found in second])
    store.erase("c-2", reason="request-1")
    third = store.find(due_by=MONDAY, limit=1, after=second.next)
    same("the third page", ["g-5"], [found.goal.id for found in third])
    store.erase("c-3", reason="request-2")
    created(store, goal_of("g-7", due=MONDAY))
    last = store.find(due_by=MONDAY, limit=9, after=third.next)
    same("the last page", ["g-6", "g-7", "g-8"], [found.goal.id for found in last])


@FIND_CLAUSES.add("C36", "a cursor belongs to its question and its tenant, and to no other")
def cursors(ground: Ground) -> None:
    store = ground.store()
    other = store.tenant("other")
    for one in (store, other):
        created(one, goal_of("g-1"), goal_of("g-2"), goal_of("g-3", "c-2"))
        one.save(one.get("g-1").started(day=MONDAY))
    asks: dict[str, Callable[..., Any]] = {
        "find()": lambda at: store.find(limit=1, after=at),
        "find(subject)": lambda at: store.find(subject="c-1", limit=1, after=at),
        "find() of another tenant": lambda at: other.find(limit=1, after=at),
        "history()": lambda at: store.history("g-1", limit=1, after=at),
        "history() of another tenant": lambda at: other.history("g-1", limit=1, after=at),
        "changes()": lambda at: store.changes(limit=1, after=at),
        "changes() of another tenant": lambda at: other.changes(limit=1, after=at),
        "subjects()": lambda at: store.subjects(limit=1, after=at),
        "subjects() of another tenant": lambda at: other.subjects(limit=1, after=at),
    }
    cursors_of = {name: ask(None).next for name, ask in asks.items()}
    for asked, ask in asks.items():
        for given, cursor in cursors_of.items():
            if given != asked:
                what = f"a cursor of {given} that is given to {asked}"
                refused(InvalidValueError, what, ask, cursor)
        refused(InvalidValueError, f"text that {asked} never gave out", ask, "next")


def _reviewed(name: str = "g-1", subject: str = "c-1", **fields: Any) -> Goal:
    return goal_of(name, subject, start=MONDAY, review=EVERY_TWO_WEEKS, **fields)


def _known(store: Store, day: dt.date = MONDAY + 4 * _WEEK) -> dict[str, dt.date | None]:
    """Return the goals to be reviewed by a day, each with the day that is known of it."""
    return {
        found.goal.id: None if found.review is None else found.review.day
        for found in all_found(store, review_by=day)
    }


@FIND_CLAUSES.add(
    "C37", "a goal that is reviewed, and was never computed, is found before all others on any day"
)
def unknown_review(ground: Ground) -> None:
    store = ground.store()
    created(store, _reviewed("g-1"), _reviewed("g-3", "c-2"), _reviewed("g-2", "c-2"))
    created(store, goal_of("g-4"))
    created(store, _reviewed("g-5").closed(_ENDED, day=MONDAY))
    store.project_reviews("c-1", on=MONDAY)
    same("long before", ["g-2", "g-3"], _ids(store, review_by=dt.date.min))
    same("long after", ["g-2", "g-3", "g-1"], _ids(store, review_by=dt.date.max))
    for limit in (1, 2):
        told = _ids(store, review_by=dt.date.max, limit=limit)
        same("page by page", ["g-2", "g-3", "g-1"], told)


@FIND_CLAUSES.add("C38", "a goal whose review was computed is found from that day on, by the day")
def known_review(ground: Ground) -> None:
    store = ground.store()
    late = _reviewed("g-1", "c-2")
    created(store, attrs.evolve(late, start=MONDAY + _WEEK), _reviewed("g-2"), _reviewed("g-3"))
    dates = store.project_reviews("c-1", on=MONDAY) | store.project_reviews("c-2", on=MONDAY)
    days = {name: date.day for name, date in sorted(dates.items())}
    first, last = MONDAY + 2 * _WEEK, MONDAY + 3 * _WEEK
    same("the days computed", (last, first, first), tuple(days.values()))
    same("the day before", {}, _known(store, first - _DAY))
    same("on the day", ["g-2", "g-3"], list(_known(store, first)))
    same("on the last day", ["g-2", "g-3", "g-1"], list(_known(store, last)))
    (found,) = store.find(subject="c-2", review_by=last)
    told = StoredReview(day=last, policy=EVERY_TWO_WEEKS, on=MONDAY)
    same("what is stored", told, found.review)


@FIND_CLAUSES.add(
    "C39", "a review day is unknown again when its goal or any entry of the person is written"
)
def review_unknown_again(ground: Ground) -> None:
    store = ground.store()
    created(store, _reviewed("g-1"), _reviewed("g-2"), goal_of("g-0"))

    def known() -> list[str]:
        there = [name for name, day in _known(store).items() if day is not None]
        # One that is unknown is found on any day, and not only from the day that it had.
        unknown = [name for name in ("g-1", "g-2") if name not in there]
        same("what is found on any day", unknown, _ids(store, review_by=dt.date.min))
        return there

    store.project_reviews("c-1", on=MONDAY)
    same("what is known", ["g-1", "g-2"], known())
    store.save(store.get("g-1").started(day=MONDAY))
    same("what is known after a goal was written", ["g-2"], known())
    store.project_reviews("c-1", on=MONDAY)
    store.record("c-1", done("e-1"))
    same("what is known after an entry", [], known())
    store.project_reviews("c-1", on=MONDAY)
    store.save(goal_of("g-3"), done("e-2"))
    same("what is known after an entry that came with another goal", [], known())
    same("what is found", ["g-1", "g-2"], list(_known(store)))


@FIND_CLAUSES.add("C40", "a review day stays known, whatever is written of another person")
def review_stays_known(ground: Ground) -> None:
    store = ground.store()
    created(store, _reviewed("g-1"), _reviewed("g-2", "c-2"))
    dates = store.project_reviews("c-1", on=MONDAY)
    store.save(store.get("g-2").started(day=MONDAY), done("e-1"))
    store.tenant("other").save(_reviewed("g-1"), done("e-1"))
    store.erase("c-2", reason="request-1")
    store.hold("c-1", reason="case-1")
    same("what is known", {"g-1": dates["g-1"].day}, _known(store))
