"""The clauses about erasing, holding, taking along and copying what is stored of a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from smartgoals._time import now, parse_instant
from smartgoals.entries import Noted, Redacted
from smartgoals.errors import (
    ConflictError,
    ErasedError,
    InvalidValueError,
    LegalHoldError,
    NotFoundError,
)
from smartgoals.goals import Goal, KeyArea
from smartgoals.plans import EVERY_TWO_WEEKS
from smartgoals.stores import Store, Write, copy
from smartgoals.testing._store_clauses import (
    MONDAY,
    Clauses,
    Ground,
    all_changes,
    all_found,
    all_writes,
    done,
    goal_of,
    is_true,
    may_be_asked,
    refused,
    same,
)

__all__ = ["ERASURE_CLAUSES"]

_LAST_DAY = MONDAY.replace(year=2026)

ERASURE_CLAUSES = Clauses()


def _rich(subject: str = "c-1", goal: str = "g-1") -> Goal:
    return goal_of(
        goal,
        subject,
        start=MONDAY,
        due=_LAST_DAY,
        review=EVERY_TWO_WEEKS,
        key_areas=[KeyArea(code="sleep")],
        extensions={"app": {"colour": "blue", "sizes": [1, 2.5, None]}},
    )


def _furnish(store: Store, subject: str = "c-1", goal: str = "g-1") -> None:
    """Write two goals of three writes in all, and three entries."""
    first = store.save(_rich(subject, goal), done("e-1"), author="t-1", op_id=f"op-{goal}")
    store.save(goal_of(f"{goal}-b", subject))
    store.save(first.started(day=MONDAY), author="t-2")
    note = Noted(text="it went well", topic="e-1", id="e-2", day=MONDAY, extensions={"app": 1})
    store.record(subject, note, done("e-3"), author="t-1")


def _writes(store: Store, *goals: str) -> list[Any]:
    return [
        (one.goal, one.version, one.at, one.author) for g in goals for one in all_writes(store, g)
    ]


def _kept(store: Store, subject: str = "c-1", goal: str = "g-1") -> list[Any]:
    """Return what is stored of a person, but for changes and reviews."""
    return [
        _writes(store, goal, f"{goal}-b"),
        store.journal(subject),
        [found.goal for found in all_found(store, subject=subject)],
    ]


@ERASURE_CLAUSES.add(
    "C49", "erasing takes a person's goals, versions, entries, changes and reviews"
)
def erase(ground: Ground) -> None:
    store = ground.store()
    _furnish(store)
    store.project_reviews("c-1", on=MONDAY)
    store.erase("c-1", reason="request-1")
    for name in ("g-1", "g-1-b"):
        refused(NotFoundError, "an erased goal", store.get, name)
        refused(NotFoundError, "the first version of an erased goal", store.get, name, version=1)
        refused(NotFoundError, "the history of an erased goal", store.history, name)
    questions: tuple[dict[str, Any], ...] = (
        {},
        {"subject": "c-1"},
        {"key_area": "sleep"},
        {"due_by": _LAST_DAY},
        {"review_by": _LAST_DAY},
    )
    for asked in questions:
        if may_be_asked(store, asked):
            same("find()", [], all_found(store, **asked))
    same("the changes", ["erased"], [str(change.kind) for change in all_changes(store)])


@ERASURE_CLAUSES.add("C50", "nothing of an erased goal comes to light when its id is used again")
def erased_history(ground: Ground) -> None:
    store = ground.store()
    _furnish(store)
    store.project_reviews("c-1", on=MONDAY)
    store.erase("c-1", reason="request-1")
    theirs = store.save(goal_of("g-1", "c-2", review=EVERY_TWO_WEEKS, start=MONDAY))
    same(
        "the history", [(theirs, 1)], [(one.goal, one.version) for one in all_writes(store, "g-1")]
    )
    refused(NotFoundError, "the second version", store.get, "g-1", version=2)
    if may_be_asked(store, ["key_area"]):
        same("by its key area", [], all_found(store, key_area="sleep"))
    (found,) = store.find(review_by=_LAST_DAY)
    same("the review", None, found.review)


@ERASURE_CLAUSES.add("C51", "the receipt counts what was erased, and tells when and why")
def receipt(ground: Ground) -> None:
    store = ground.store()
    _furnish(store)
    _furnish(store, "c-2", "g-2")
    before = now()
    told = store.erase("c-1", reason="request-1")
    same("the counts", (2, 3, 3), (told.goals, told.writes, told.entries))
    same("whom and why", ("c-1", "request-1"), (told.subject, told.reason))
    is_true("the moment lies in the call", seen=before <= told.at <= now())
    nothing = store.erase("c-3", reason="request-2")
    same("the counts of nobody", (0, 0, 0), (nothing.goals, nothing.writes, nothing.entries))


@ERASURE_CLAUSES.add("C52", "erasing again changes nothing, and has the same receipt")
def erase_again(ground: Ground) -> None:
    store = ground.store()
    _furnish(store)
    told = [store.erase("c-1", reason="request-1").at]
    again = store.erase("c-1", reason="request-2")
    same("when and why", (*told, "request-1"), (again.at, again.reason))
    same("the counts", (2, 3, 3), (again.goals, again.writes, again.entries))
    (listed,) = store.subjects()
    same("the subject", (*told, "request-1"), (listed.erased_at, listed.reason))


@ERASURE_CLAUSES.add("C53", "nothing is taken in again of a person who was erased, known or not")
def stays_erased(ground: Ground) -> None:
    store = ground.store()
    _furnish(store)
    lines = list(store.export("c-1"))
    told = store.erase("c-1", reason="request-1")
    store.erase("c-2", reason="request-2")
    for subject in ("c-1", "c-2"):
        for name, call in _calls_about(store, subject).items():
            refused(ErasedError, f"{name} of a person who was erased", call)
    error = refused(ErasedError, "import_() of a person who was erased", store.import_, lines)
    same("the moment", told.at.timestamp(), _moment(error))
    same("goals that are found", [], all_found(store))
    same("the number of changes", 2, len(all_changes(store)))


def _calls_about(store: Store, subject: str) -> dict[str, Callable[[], object]]:
    another = Write(goal=goal_of("g-8", "c-3"), expect=0)
    theirs = Write(goal=goal_of("g-9", subject), expect=0)
    return {
        "save()": lambda: store.save(theirs.goal),
        "put()": lambda: store.put(another, theirs),
        "record()": lambda: store.record(subject, done()),
        "journal()": lambda: store.journal(subject),
        "export()": lambda: store.export(subject),
        "hold()": lambda: store.hold(subject, reason="case-1"),
        "release()": lambda: store.release(subject),
        "project_reviews()": lambda: store.project_reviews(subject, on=MONDAY),
    }


def _moment(error: ErasedError) -> float:
    return parse_instant(error.at).timestamp()


@ERASURE_CLAUSES.add("C54", "what others have stays, whoever was erased, and for whichever tenant")
def others_stay(ground: Ground) -> None:
    store = ground.store()
    other = store.tenant("other")
    for one in (store, other):
        _furnish(one)
        _furnish(one, "c-2", "g-2")
    before = [_kept(store, "c-2", "g-2"), _kept(other), _kept(other, "c-2", "g-2")]
    seen = all_changes(other)
    store.erase("c-1", reason="request-1")
    after = [_kept(store, "c-2", "g-2"), _kept(other), _kept(other, "c-2", "g-2")]
    same("what the others have", before, after)
    same("the changes of the other tenant", seen, all_changes(other))
    rest = [change.subject for change in all_changes(store)]
    same("the changes of the tenant", ["c-2"] * 6 + ["c-1"], rest)


@ERASURE_CLAUSES.add(
    "C55", "of a person under a legal hold nothing is erased or redacted, and nothing is lost"
)
def held(ground: Ground) -> None:
    store = ground.store()
    _furnish(store)
    _furnish(store, "c-2", "g-2")
    store.record("c-1", Redacted(entry="e-5", id="e-6", day=MONDAY))
    store.hold("c-1", reason="case-1")
    before, seen = [_kept(store), _kept(store, "c-2", "g-2")], all_changes(store)
    error = refused(LegalHoldError, "erase()", store.erase, "c-1", reason="request-1")
    same("the reason", "case-1", error.reason)
    redaction = Redacted(entry="e-1", id="e-9", day=MONDAY)
    refused(LegalHoldError, "a redaction", store.record, "c-1", done("e-8"), redaction)
    refused(LegalHoldError, "a redaction with a goal", store.save, goal_of("g-9"), redaction)
    nothing = Redacted(entry="e-7", id="e-9", day=MONDAY)
    refused(LegalHoldError, "a redaction of what is not there", store.record, "c-1", nothing)
    about = Noted(text="it went well", topic="e-5", id="e-7", day=MONDAY)
    refused(LegalHoldError, "a note about what was redacted", store.record, "c-1", about)
    both = [
        Write(goal=goal_of(f"g-8-{subject}", subject), expect=0, entries=[redaction])
        for subject in ("c-2", "c-1")
    ]
    refused(LegalHoldError, "redactions where only the second is held", store.put, *both)
    same("what is stored", before, [_kept(store), _kept(store, "c-2", "g-2")])
    same("the changes", seen, all_changes(store))
    store.record("c-1", done("e-4"))
    store.save(store.get("g-1").paused(day=MONDAY))
    same("what another erases", 2, store.erase("c-2", reason="request-2").goals)
    (listed, _) = store.subjects()
    same("the subject", ("c-1", "case-1"), (listed.id, listed.held))


@ERASURE_CLAUSES.add("C56", "a legal hold that was released holds nothing any more")
def released(ground: Ground) -> None:
    store = ground.store()
    _furnish(store)
    store.hold("c-1", reason="case-1")
    store.hold("c-1", reason="case-2")
    (listed,) = store.subjects()
    same("the reason", "case-2", listed.held)
    store.release("c-1")
    store.release("c-1")
    store.record("c-1", Redacted(entry="e-1", id="e-9", day=MONDAY))
    left = [one.id for one in store.journal("c-1") if not isinstance(one, Redacted)]
    same("the entries", ["e-3"], left)
    same("what is erased", 2, store.erase("c-1", reason="request-1").goals)


@ERASURE_CLAUSES.add("C76", "of who was erased no change tells of what was redacted before")
def redacted_and_erased(ground: Ground) -> None:
    store = ground.store()
    for subject in ("c-1", "c-2"):
        store.record(subject, done("e-1"), Noted(text="so", topic="e-1", id="e-2", day=MONDAY))
        store.record(subject, done("e-3"), Redacted(entry="e-1", id="e-4", day=MONDAY))
    of_other = [change for change in all_changes(store) if change.subject == "c-2"]
    store.erase("c-1", reason="request-1")
    *rest, last = all_changes(store)
    same("the changes of the other", of_other, rest)
    same("the last change", ("erased", "c-1"), (str(last.kind), last.id))


@ERASURE_CLAUSES.add(
    "C57", "what is exported is imported equal: versions, moments, authors, operations, extensions"
)
def round_trip(ground: Ground) -> None:
    source, target = ground.store(), ground.store()
    _furnish(source)
    source.record("c-1", Redacted(entry="e-3", id="e-9", day=MONDAY))
    lines = list(source.export("c-1"))
    same("the answer", "c-1", target.import_(lines))
    same("what is stored", _kept(source), _kept(target))
    same("the lines of an export", lines, list(target.export("c-1")))
    again = target.save(_rich(), op_id="op-g-1")
    same("an operation that is tried again there", (_rich(), 1), (again, again.version))
    third = target.save(target.get("g-1").paused(day=MONDAY))
    same("the next version", 3, third.version)


@ERASURE_CLAUSES.add("C58", "what is imported again adds nothing, and journals are merged")
def import_again(ground: Ground) -> None:
    source, target = ground.store(), ground.store()
    _furnish(source)
    target.record("c-1", done("e-7"))
    target.import_(source.export("c-1"))
    seen = target.changes().next
    target.import_(source.export("c-1"))
    same("the changes", [], list(target.changes(after=seen)))
    merged = ["e-1", "e-2", "e-3", "e-7"]
    same("the entries", merged, sorted(str(one.id) for one in target.journal("c-1")))
    source.save(source.get("g-1").paused(day=MONDAY))
    target.import_(source.export("c-1"))
    same("the changes", [("g-1", 3)], [(one.id, one.version) for one in target.changes(after=seen)])


@ERASURE_CLAUSES.add("C59", "an import is done as a whole, or not at all")
def import_whole(ground: Ground) -> None:
    source = ground.store()
    _furnish(source)
    lines = list(source.export("c-1"))
    spoilt: list[tuple[type[Any], Callable[[Store], object]]] = [
        (ConflictError, lambda store: store.save(goal_of("g-1-b", statement="I will run."))),
        (InvalidValueError, lambda store: store.record("c-1", done("e-3", part=0.5))),
    ]
    for error, spoil in spoilt:
        target = ground.store()
        spoil(target)
        before = (all_found(target), target.journal("c-1"), all_changes(target))
        refused(error, "an import that does not fit", target.import_, lines)
        after = (all_found(target), target.journal("c-1"), all_changes(target))
        same("what is stored", before, after)


@ERASURE_CLAUSES.add("C60", "a copy of a tenant has everybody's goals, entries, holds and erasures")
def copied(ground: Ground) -> None:
    source, target = ground.store(), ground.store()
    _furnish(source)
    source.record("c-2", done("e-1"))
    _furnish(source, "c-3", "g-3")
    source.erase("c-3", reason="request-1")
    source.hold("c-4", reason="case-1")
    for _ in range(2):
        same("the number of persons", 4, copy(source, target))
        same("the subjects", list(source.subjects()), list(target.subjects()))
        same("what is stored of one", _kept(source), _kept(target))
        same("the journal of another", source.journal("c-2"), target.journal("c-2"))
    same("the number of changes", 8, len(all_changes(target)))
