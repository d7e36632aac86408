"""The clauses about the writes of a goal."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import attrs

from smartgoals._time import now
from smartgoals.errors import ConflictError, InvalidValueError, NotFoundError
from smartgoals.goals import Goal
from smartgoals.stores import Store, Stored, Write
from smartgoals.testing._store_clauses import (
    MONDAY,
    Clauses,
    Ground,
    all_changes,
    all_found,
    all_writes,
    done,
    for_any,
    goal_of,
    is_true,
    pages,
    refused,
    same,
)
from smartgoals.testing._strategies import goals

__all__ = ["GOAL_CLAUSES"]

_THREADS = 8
_ROUNDS = 3
_PATIENCE_SECONDS = 10.0

GOAL_CLAUSES = Clauses()


def _told(goal: Goal) -> tuple[Goal, int | None]:
    """Return what two goals are compared by: they are equal whatever version they are."""
    return goal, goal.version


def _nothing_is_there(store: Store) -> None:
    same("goals that are found", [], all_found(store))
    same("changes", [], all_changes(store))


@GOAL_CLAUSES.add("C01", "a goal that no store gave out is created: it comes back as version 1")
def create(ground: Ground) -> None:
    store = ground.store()
    goal = goal_of(extensions={"app": [1, 2.5, None]})
    same("what save() returns", (goal, 1), _told(store.save(goal)))
    same("what get() returns", (goal, 1), _told(store.get("g-1")))


@GOAL_CLAUSES.add("C02", "a goal that exists is not created again, and stays as it was")
def create_once(ground: Ground) -> None:
    store = ground.store()
    store.save(goal_of())
    again = goal_of(statement="I will run.")
    error = refused(ConflictError, "creating it again", store.save, again)
    same("what the error tells", ("g-1", None, 1), (error.goal_id, error.expected, error.current))
    same("the goal", (goal_of(), 1), _told(store.get("g-1")))


@GOAL_CLAUSES.add("C03", "a goal replaces the version that it came from, and is the next")
def replace(ground: Ground) -> None:
    store = ground.store()
    second = store.save(store.save(goal_of()).started(day=MONDAY))
    third = store.save(store.get("g-1").paused(day=MONDAY))
    same("what save() returns", (2, 3), (second.version, third.version))
    same("what get() returns", _told(third), _told(store.get("g-1")))


@GOAL_CLAUSES.add(
    "C04", "a goal that was written since replaces nothing, and the error tells what is there"
)
def conflict(ground: Ground) -> None:
    store = ground.store()
    mine = store.save(goal_of())
    theirs = store.save(mine.started(day=MONDAY))
    error = refused(ConflictError, "a write that came too late", store.save, mine)
    same("what the error tells", ("g-1", 1, 2), (error.goal_id, error.expected, error.current))
    same("the goal", _told(theirs), _told(store.get("g-1")))
    same("the number of writes", 2, len(all_writes(store, "g-1")))


@GOAL_CLAUSES.add("C05", "a version that never was cannot be replaced")
def no_such_version(ground: Ground) -> None:
    store = ground.store()
    for current in (None, 1):
        ahead = Write(goal=goal_of(), expect=7)
        error = refused(ConflictError, "replacing version 7", store.put, ahead)
        same("what the error tells", (7, current), (error.expected, error.current))
        if current is None:
            _nothing_is_there(store)
            store.save(goal_of())
    same("the number of writes", 1, len(all_writes(store, "g-1")))


@GOAL_CLAUSES.add("C06", "when a write has returned, every question sees it")
def visible(ground: Ground) -> None:
    store = ground.store()
    other = store.tenant("default")
    goal = store.save(goal_of(), done("e-1"))
    for asked in (other, store):
        same("get()", _told(goal), _told(asked.get("g-1")))
        same("history()", [1], [one.version for one in asked.history("g-1")])
        same("find()", ["g-1"], [found.goal.id for found in asked.find()])
        same("journal()", ["e-1"], [entry.id for entry in asked.journal("c-1")])
        same("changes()", ["g-1", "e-1"], [change.id for change in asked.changes()])
        same("subjects()", ["c-1"], [subject.id for subject in asked.subjects()])


@GOAL_CLAUSES.add(
    "C07", "of several writes one conflict leaves nothing of any: no goal, no entry, no change"
)
def together(ground: Ground) -> None:
    store = ground.store()
    store.save(goal_of("g-9", "c-9"))
    seen = store.changes().next
    writes = [Write(goal=goal_of(f"g-{n}"), expect=0, entries=[done(f"e-{n}")]) for n in range(3)]
    late = Write(goal=goal_of("g-9", "c-9"), expect=0)
    refused(ConflictError, "a conflict in the last of several", store.put, *writes, late)
    same("goals that are found", ["g-9"], [found.goal.id for found in all_found(store)])
    same("changes", [], list(store.changes(after=seen)))
    same("entries", (), store.journal("c-1").entries)
    for n in range(3):
        refused(NotFoundError, "the history of what was not written", store.history, f"g-{n}")


@GOAL_CLAUSES.add("C08", "the writes of one call are done in the order given, of one goal too")
def in_order(ground: Ground) -> None:
    store = ground.store()
    first = goal_of("g-2")
    answer = store.put(
        Write(goal=first, expect=0),
        Write(goal=goal_of("g-1"), expect=0),
        Write(goal=first.started(day=MONDAY), expect=1),
    )
    told = [("g-2", 1), ("g-1", 1), ("g-2", 2)]
    same("the answer", told, [(one.goal.id, one.version) for one in answer])
    same("the changes", told, [(one.id, one.version) for one in all_changes(store)])
    same("the history", [answer[0], answer[2]], all_writes(store, "g-2"))


@GOAL_CLAUSES.add("C09", "a goal and its entries are written together, or neither is")
def with_entries(ground: Ground) -> None:
    store = ground.store()
    store.record("c-1", done("e-1"))
    seen = store.changes().next
    other = done("e-1", part=0.5)
    refused(InvalidValueError, "another entry of that id", store.save, goal_of(), other)
    refused(NotFoundError, "the goal that came with it", store.get, "g-1")
    store.save(goal_of(), done("e-2"))
    refused(ConflictError, "a goal that exists", store.save, goal_of(), done("e-3"))
    same("the entries", ["e-1", "e-2"], [entry.id for entry in store.journal("c-1")])
    same("the changes", ["g-1", "e-2"], [one.id for one in store.changes(after=seen)])


@GOAL_CLAUSES.add(
    "C10",
    "what is tried again with the same op_id is done once and has the same answer, also when "
    "others wrote since",
)
def same_operation(ground: Ground) -> None:
    store = ground.store()
    writes = [
        Write(goal=goal_of("g-1"), expect=0, entries=[done()]),
        Write(goal=goal_of("g-2"), expect=0),
    ]
    first = store.put(*writes, author="t-1", op_id="op-1")
    same("the answer at once", first, store.put(*writes, author="t-1", op_id="op-1"))
    store.save(store.get("g-1").started(day=MONDAY), op_id="op-2")
    same("the answer later", first, store.put(*writes, author="t-1", op_id="op-1"))
    same("the number of writes", 2, len(all_writes(store, "g-1")))
    same("the number of entries", 1, len(store.journal("c-1")))
    same("the number of changes", 4, len(all_changes(store)))
    two = [Write(goal=goal_of("g-3"), expect=number) for number in range(2)]
    first = store.put(*two, op_id="op-3")
    same("the answer to two writes of a goal", first, store.put(*two, op_id="op-3"))


@GOAL_CLAUSES.add("C11", "other content under the same op_id is refused")
def other_content(ground: Ground) -> None:
    store = ground.store()
    store.save(goal_of(), op_id="op-1")
    other = goal_of(statement="I will run.")
    two = [Write(goal=one, expect=0) for one in (goal_of("g-2"), goal_of())]
    seen = store.changes().next
    refused(InvalidValueError, "another goal", store.save, other, op_id="op-1")
    refused(InvalidValueError, "one more goal", store.put, *two, op_id="op-1")
    refused(InvalidValueError, "one more entry", store.save, goal_of(), done(), op_id="op-1")
    refused(ConflictError, "another operation", store.save, goal_of(), op_id="op-2")
    store.save(goal_of("g-3"), done(), op_id="op-3")
    refused(InvalidValueError, "one entry less", store.save, goal_of("g-3"), op_id="op-3")
    same("the goal", (goal_of(), 1), _told(store.get("g-1")))
    same("the number of changes", 2, len(store.changes(after=seen)))


@GOAL_CLAUSES.add("C12", "every version of a goal can be read as it was written, and no other")
def any_version(ground: Ground) -> None:
    store = ground.store()
    written = [store.save(goal_of())]
    written += [store.save(written[0].started(day=MONDAY))]
    written += [store.save(written[1].paused(day=MONDAY))]
    for goal in written:
        same("get(version=)", _told(goal), _told(store.get("g-1", version=goal.version)))
    refused(NotFoundError, "a version that is not there yet", store.get, "g-1", version=4)
    refused(NotFoundError, "a version of nothing", store.get, "g-2", version=1)


@GOAL_CLAUSES.add("C13", "the history has every write once and in order, page by page too")
def history(ground: Ground) -> None:
    store = ground.store()
    goal = goal_of()
    written: list[Stored] = []
    for revision in range(1, 6):
        write = Write(goal=attrs.evolve(goal, revision=revision), expect=revision - 1)
        written += store.put(write)
    for limit in (1, 2, 5, 6):
        told = list(pages(store.history, "g-1", limit=limit))
        same("the history", written, [one for page in told for one in page])
        same("the number of pages", -(-5 // limit), len(told))
    refused(NotFoundError, "the history of nothing", store.history, "g-2")


@GOAL_CLAUSES.add("C14", "the history tells when and by whom each write was done")
def moments_and_authors(ground: Ground) -> None:
    store = ground.store()
    before = now()
    written: list[Stored] = []
    for version, author in enumerate(["t-1", None, "c-1"]):
        goal = goal_of(statement=f"I will walk {version} miles.")
        written += store.put(Write(goal=goal, expect=version), author=author)
    after = now()
    same("the history", written, all_writes(store, "g-1"))
    same("the authors", ["t-1", None, "c-1"], [one.author for one in written])
    is_true("a moment lies in its call", seen=all(before <= one.at <= after for one in written))


@GOAL_CLAUSES.add("C15", "a goal never changes hands")
def own_subject(ground: Ground) -> None:
    store = ground.store()
    goal = store.save(goal_of())
    theirs = attrs.evolve(goal, subject="c-2")
    refused(InvalidValueError, "a goal for another person", store.save, theirs)
    same("the goal", _told(goal), _told(store.get("g-1")))
    same("goals of the other", [], all_found(store, subject="c-2"))


@GOAL_CLAUSES.add("C16", "of edits by several threads at once none is lost")
def edits_at_once(ground: Ground) -> None:
    store = ground.store()
    store.save(goal_of(values=[]))
    # All have read before any writes: otherwise only the scheduler would say what is tried.
    start = threading.Barrier(_THREADS)

    def edited(thread: int) -> None:
        for number in range(_ROUNDS):
            store.edit("g-1", _with_value(f"{thread}.{number}", None if number else start))

    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(edited, range(_THREADS)))
    all_of_them = {f"{thread}.{number}" for thread in range(_THREADS) for number in range(_ROUNDS)}
    same("what was added", all_of_them, set(store.get("g-1").values))
    versions = [one.version for one in all_writes(store, "g-1")]
    same("the history", list(range(1, len(all_of_them) + 2)), versions)


def _with_value(value: str, start: threading.Barrier | None) -> Callable[[Goal], Goal]:
    waits = [] if start is None else [start]
    asks = threading.get_ident()

    def change(goal: Goal) -> Goal:
        # On the thread of a loop it would keep the others from reading, and they need no help.
        if waits and threading.get_ident() == asks:
            with suppress(threading.BrokenBarrierError):
                waits.pop().wait(_PATIENCE_SECONDS)
        return attrs.evolve(goal, values=(*goal.values, value))

    return change


@GOAL_CLAUSES.add(
    "C17", "an edit is done once for one op_id, and one that changes nothing writes nothing"
)
def edit_once(ground: Ground) -> None:
    store = ground.store()
    store.save(goal_of(values=[]))
    added = _with_value("rest", None)
    first = store.edit("g-1", added, op_id="op-1")
    store.edit("g-1", _with_value("sleep", None))
    same("the answer again", _told(first), _told(store.edit("g-1", added, op_id="op-1")))
    same("what was added", ("rest", "sleep"), store.get("g-1").values)
    same("an equal one", 3, store.edit("g-1", lambda goal: goal).version)
    same("the number of writes", 3, len(all_writes(store, "g-1")))
    refused(NotFoundError, "an edit of nothing", store.edit, "g-2", added)


@GOAL_CLAUSES.add("C18", "any goal comes back equal, whatever is in it")
def any_goal(ground: Ground) -> None:
    for_any(ground.store(), goals(), _comes_back)


def _comes_back(store: Store, drawn: Goal) -> None:
    goal = attrs.evolve(drawn, version=None)
    store.save(goal)
    same("get()", (goal, 1), _told(store.get(goal.id)))
    same("find()", [goal], [found.goal for found in store.find(subject=goal.subject)])
