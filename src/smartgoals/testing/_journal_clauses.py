"""The clauses about journals: what is recorded, and what is destroyed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import attrs

from smartgoals._time import now
from smartgoals.entries import Corrected, Entry, Noted, Redacted, Voided
from smartgoals.errors import ConflictError, InvalidValueError
from smartgoals.journal import Journal
from smartgoals.stores import Store, Write
from smartgoals.testing._journals import journals
from smartgoals.testing._store_clauses import (
    MONDAY,
    Clauses,
    Ground,
    all_changes,
    done,
    for_any,
    goal_of,
    is_true,
    refused,
    same,
)

__all__ = ["JOURNAL_CLAUSES"]

_NOON = dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC)
_MARK = "nobody is to read this again"

JOURNAL_CLAUSES = Clauses()


def _ids(entries: Iterable[Entry]) -> list[str | None]:
    return [entry.id for entry in entries]


def _corrected(name: str, entry: Entry, **fields: Any) -> Corrected:
    return Corrected(replacement=attrs.evolve(entry, **fields), id=name, day=MONDAY)


def _redacted(name: str, entry: str) -> Redacted:
    return Redacted(entry=entry, id=name, day=MONDAY)


def _noted(name: str, *, about: str | None = None) -> Noted:
    return Noted(text=_MARK, topic=about, id=name, day=MONDAY)


def _holds_only(store: Store, subject: str, entries: Iterable[str]) -> None:
    """Check which entries are there, in the journal and in what is really stored."""
    journal = store.journal(subject)
    there = [entry.id for entry in journal if not isinstance(entry, Redacted)]
    same("the entries", sorted(entries), sorted(map(str, there)))
    # What a journal leaves out may still be stored; an export holds what is.
    lines = [line for line in store.export(subject) if line.startswith('{"entry"')]
    same("the entries of an export", len(journal), len(lines))
    is_true("nothing destroyed is in an export", seen=not any(_MARK in line for line in lines))


@JOURNAL_CLAUSES.add(
    "C19", "entries come back in the order in which they were recorded, with id, moment and author"
)
def record(ground: Ground) -> None:
    store = ground.store()
    before = now()
    first = store.record("c-1", *[done(f"e-{n}") for n in (3, 1, 2)], author="t-1")
    second = store.record("c-1", done(author="t-2"), done(recorded_at=_NOON), author="t-1")
    after = now() + dt.timedelta(milliseconds=1)
    journal = store.journal("c-1")
    same("the journal", (second[1], *first, second[0]), journal.entries)
    same("the ids given", ["e-3", "e-1", "e-2"], _ids(first))
    same("the authors", ["t-1", "t-1", "t-1", "t-1", "t-2"], [one.author for one in journal])
    stamped = [one.recorded_at for one in journal.entries[1:]]
    is_true(
        "a moment lies in its call",
        seen=all(moment is not None and before <= moment <= after for moment in stamped),
    )
    same("an empty journal", Journal(subject="c-2"), store.journal("c-2"))


@JOURNAL_CLAUSES.add(
    "C20", "an entry that is there already adds nothing, and the answer is the first one"
)
def record_once(ground: Ground) -> None:
    store = ground.store()
    first = store.record("c-1", done("e-1"))
    same("the answer", first, store.record("c-1", done("e-1")))
    second = store.record("c-1", done("e-2"), done("e-1"), done("e-2"))
    same("the answer with another", ["e-2", "e-1"], _ids(second))
    same("the journal", [*first, second[0]], list(store.journal("c-1")))
    same("the changes", ["e-1", "e-2"], [change.id for change in all_changes(store)])


@JOURNAL_CLAUSES.add(
    "C21", "entries without ids are recorded once for one op_id, and others are refused under it"
)
def record_operation(ground: Ground) -> None:
    store = ground.store()
    entries = [done(), done(), done(day=MONDAY + dt.timedelta(days=1))]
    first = store.record("c-1", *entries, op_id="op-1")
    same("the number of ids", 3, len(set(_ids(first))))
    store.record("c-1", done())
    same("the answer again", first, store.record("c-1", *entries, op_id="op-1"))
    same("the number of entries", 4, len(store.journal("c-1")))
    for said, others in (
        ("another entry", [*entries[:2], done(part=0.5)]),
        ("one more entry", [*entries, done()]),
        ("one entry less", entries[:2]),
    ):
        refused(InvalidValueError, said, store.record, "c-1", *others, op_id="op-1")
    same("the number of entries then", 4, len(store.journal("c-1")))
    store.record("c-2", *entries, op_id="op-1")
    same("the number of those of another person", 3, len(store.journal("c-2")))


@JOURNAL_CLAUSES.add(
    "C22", "another entry under an id that is there is refused, and nothing of that call is written"
)
def entry_never_changes(ground: Ground) -> None:
    store = ground.store()
    first = store.record("c-1", done("e-1"))
    seen = store.changes().next
    other = done("e-1", part=0.5)
    refused(InvalidValueError, "another entry", store.record, "c-1", done("e-2"), other)
    same("the journal", first, store.journal("c-1").entries)
    same("the changes", [], list(store.changes(after=seen)))


@JOURNAL_CLAUSES.add("C23", "corrections and voids take effect, and the journal keeps them all")
def amended(ground: Ground) -> None:
    store = ground.store()
    first, _ = store.record("c-1", done("e-1"), done("e-2"))
    better = _corrected("e-3", first, part=0.5)
    store.record("c-1", better)
    store.record("c-1", Voided(entry="e-2", id="e-4", day=MONDAY))
    journal = store.journal("c-1")
    same("the journal", ["e-1", "e-2", "e-3", "e-4"], _ids(journal))
    same("what counts", (attrs.evolve(first, part=0.5),), journal.current)


@JOURNAL_CLAUSES.add("C24", "a redaction destroys the entry and all that was said about it")
def redacted(ground: Ground) -> None:
    store = ground.store()
    (first,) = store.record("c-1", _noted("e-1"))
    store.record(
        "c-1",
        _corrected("e-2", first, day=MONDAY + dt.timedelta(days=1)),
        _noted("e-3", about="e-1"),
        Voided(entry="e-1", reason=_MARK, id="e-4", day=MONDAY),
        _noted("e-5", about="e-3"),
        done("e-6"),
    )
    same("the answer", ["e-7"], _ids(store.record("c-1", _redacted("e-7", "e-1"))))
    _holds_only(store, "c-1", ["e-6"])


@JOURNAL_CLAUSES.add("C25", "a redaction wins, whichever comes first, and in one call too")
def redacted_first(ground: Ground) -> None:
    store = ground.store()
    store.record("c-1", _redacted("e-1", "e-2"))
    same("the answer", (), store.record("c-1", _noted("e-2"), _noted("e-3", about="e-2")))
    together = store.record("c-1", _noted("e-5"), _redacted("e-6", "e-5"))
    same("the answer to one call", ["e-6"], _ids(together))
    store.save(goal_of(), _noted("e-8"), _redacted("e-7", "e-8"))
    _holds_only(store, "c-1", [])


@JOURNAL_CLAUSES.add("C26", "what was redacted is never taken in again, by an import neither")
def redacted_for_ever(ground: Ground) -> None:
    store = ground.store()
    store.record("c-1", _noted("e-1"), done("e-2"))
    lines = list(store.export("c-1"))
    store.record("c-1", _redacted("e-3", "e-1"))
    seen = store.changes().next
    store.import_(lines)
    store.save(goal_of(), _noted("e-1"), _noted("e-4", about="e-1"))
    # Each by itself: one that comes with others is not looked for as one that comes alone.
    store.record("c-1", _noted("e-1"))
    store.record("c-1", _noted("e-5", about="e-1"))
    _holds_only(store, "c-1", ["e-2"])
    told = {change.id for change in store.changes(after=seen)}
    same("the changes of what is not taken in", set(), told & {"e-1", "e-4", "e-5"})


@JOURNAL_CLAUSES.add("C27", "each person has a journal of their own")
def journals_apart(ground: Ground) -> None:
    store = ground.store()
    one = store.record("c-1", done("e-1"), _noted("e-2"))
    other = store.record("c-2", done("e-1", part=0.5))
    store.record("c-2", _redacted("e-3", "e-2"))
    same("the one", one, store.journal("c-1").entries)
    same("the other", [*_ids(other), "e-3"], _ids(store.journal("c-2")))


@JOURNAL_CLAUSES.add("C28", "entries of several persons are written together, or none of them")
def journals_together(ground: Ground) -> None:
    store = ground.store()
    store.record("c-2", done("e-1"))
    both = [
        Write(goal=goal_of("g-1", "c-1"), expect=0, entries=[done("e-1")]),
        Write(goal=goal_of("g-2", "c-2"), expect=0, entries=[done("e-1", part=0.5)]),
    ]
    refused(InvalidValueError, "another entry of the second", store.put, *both)
    same("the entries of the first", (), store.journal("c-1").entries)
    store.save(goal_of("g-2", "c-2"))
    both[1] = attrs.evolve(both[1], entries=[done("e-2")])
    refused(ConflictError, "a goal of the second that exists", store.put, *both)
    same("the entries of the first", (), store.journal("c-1").entries)
    store.put(both[0], attrs.evolve(both[1], expect=1))
    same("the entries of both", ["e-1"], _ids(store.journal("c-1")))
    same("the entries of both", ["e-1", "e-2"], _ids(store.journal("c-2")))


@JOURNAL_CLAUSES.add("C29", "any journal comes back equal, whatever is in it")
def any_journal(ground: Ground) -> None:
    for_any(ground.store(), journals(), _comes_back)


def _comes_back(store: Store, journal: Journal) -> None:
    store.record(journal.subject, *journal)
    same("the journal", journal, store.journal(journal.subject))


@JOURNAL_CLAUSES.add("C77", "a redaction stays, also where another redacts it, whichever is first")
def redaction_redacted(ground: Ground) -> None:
    store = ground.store()
    one, other = _redacted("e-1", "e-3"), _redacted("e-2", "e-1")
    store.record("c-1", other, one)
    store.record("c-2", one)
    store.record("c-2", other)
    store.record("c-3", other)
    store.record("c-3", one)
    for subject in ("c-1", "c-2", "c-3"):
        there = sorted(map(str, _ids(store.journal(subject))))
        same("the redactions", ["e-1", "e-2"], there)
        same("what they destroy", (), store.record(subject, _noted("e-3")))
