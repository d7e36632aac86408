"""Let many processes write to one storage at once, and look whether anything got lost."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from multiprocessing.connection import Connection

import attrs

from smartgoals._values import refuse
from smartgoals.entries import Done, Redacted, Voided
from smartgoals.goals import Goal
from smartgoals.stores import Capability, Change, Store, Write
from smartgoals.testing._child import Child, opened
from smartgoals.testing._search import LawBrokenError
from smartgoals.testing._store_clauses import Fresh, Opener
from smartgoals.testing._store_script import everything

__all__ = ["ConcurrencyReport", "concurrency_check"]

_DAY = dt.date(2025, 2, 3)
# Few, so that everybody wants the same.
_HOT = ("hot-0", "hot-1", "hot-2")
_SUBJECT = "c-hot"
_COUNT = "count"
# Entries that all want to redact or to void, and at about the same time.
_NOTED = "c-noted"
_NOTES = 50
_PAGE = 1_000


@attrs.frozen(kw_only=True)
class ConcurrencyReport:
    """What many processes did to one storage at once, without a loss.

    Args:
        processes: How many they were.
        seconds: For how long.
        edits: How many times they counted on in one of three goals.
        entries: How many entries they recorded in one of three journals.
        goals: How many goals they created.
    """

    processes: int
    seconds: float
    edits: int
    entries: int
    goals: int

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"{self.processes} processes for {self.seconds:g} s: {self.edits:,} edits of "
            f"{len(_HOT)} goals, {self.entries:,} entries in {len(_HOT)} journals, "
            f"{self.goals:,} goals created; 0 lost, 0 twice, 0 refused"
        )


def concurrency_check(
    fresh: Fresh, *, processes: int = 8, seconds: float = 2.0, seed: int = 0
) -> ConcurrencyReport:
    """Let processes write to one storage at once, and check that everything is there once.

    They count on in the same few goals, record in the same few journals, create goals, and redact
    entries that others void meanwhile; this process follows the feed. In the end each number has to
    be what was counted and each write of a goal one more than the one before; every entry and every
    goal that was answered has to be there once; of what was redacted nothing is there; and who
    followed the feed has to have seen all of it, in its order. Nobody may have met an error: who is
    not first waits, and asks again.

    Args:
        fresh: Makes an empty storage that promises to be
            :attr:`~smartgoals.stores.Capability.SHARED`; its opener is sent to other processes.
        processes: How many write, from 2.
        seconds: For how long, above 0.
        seed: What each of them does next is worked out from it; who is first is up to the machine.

    Returns:
        What happened, in numbers.

    Raises:
        LawBrokenError: If anything is lost, there twice or out of order, or somebody was refused.
        InvalidValueError: If *fresh* makes no such storages, or a number is not what it must be.

    Example:
        >>> import tempfile
        >>> from functools import partial
        >>> from smartgoals import open_store
        >>> from smartgoals.testing import concurrency_check
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     opener = partial(open_store, f"sqlite:///{folder}/goals.db")
        ...     report = concurrency_check(lambda: opener, processes=2, seconds=0.2)
        >>> report.edits + report.entries + report.goals > 0
        True
    """
    if type(processes) is not int or processes < 2:  # noqa: PLR2004  # one is never first
        refuse("processes", "a whole number from 2", processes)
    if not isinstance(seconds, int | float) or not seconds > 0:
        refuse("seconds", "a number above 0", seconds)
    opener = opened(fresh, Capability.SHARED)
    with opener() as store:
        for goal_id in _HOT:
            goal = Goal(id=goal_id, subject=_SUBJECT, statement="I will walk.")
            store.save(attrs.evolve(goal, extensions={_COUNT: 0}))
        notes = [Done(step="walk", day=_DAY, id=f"n-{number}") for number in range(_NOTES)]
        store.record(_NOTED, *notes)
        tallies, followed = _let_them_write(opener, store, processes, seconds, seed)
        wrong = [*_wrong(store, tallies, followed)]
    if wrong:
        raise LawBrokenError(f"{'; '.join(wrong)}; {processes} processes, seed {seed}")
    return ConcurrencyReport(
        processes=processes,
        seconds=seconds,
        edits=sum(sum(tally.edits.values()) for tally in tallies),
        entries=sum(len(tally.entries) for tally in tallies),
        goals=sum(len(tally.goals) for tally in tallies),
    )


@attrs.define
class _Tally:
    """What a process was told that it did."""

    edits: Counter[str] = attrs.field(factory=Counter)
    entries: set[tuple[str, str]] = attrs.field(factory=set)
    goals: set[str] = attrs.field(factory=set)
    redacted: set[str] = attrs.field(factory=set)


def _let_them_write(
    opener: Opener, store: Store, processes: int, seconds: float, seed: int
) -> tuple[list[_Tally], list[Change]]:
    """Let them write, and return what each did, and what was seen of the feed meanwhile."""
    children = [Child(write, opener, seed, number, seconds) for number in range(processes)]
    try:
        for child in children:
            child.heard()
        for child in children:
            child.send("go")
        followed: list[Change] = []
        token, stop = None, time.monotonic() + seconds
        while time.monotonic() < stop:
            page = store.changes(after=token, limit=_PAGE)
            followed += page
            token = page.next
        tallies = [child.heard() for child in children]
        # What came since: the last page of it is empty.
        while page := store.changes(after=token, limit=_PAGE):
            followed += page
            token = page.next
    finally:
        for child in children:
            child.close()
    return tallies, followed


def write(pipe: Connection, opener: Opener, seed: int, number: int, seconds: float) -> None:
    """Write for some time as soon as that is allowed, and say what was done.

    Args:
        pipe: Where to hear that it is, and to say it.
        opener: Opens the storage.
        seed: What the writes are worked out from.
        number: Which of the processes it is; 0 redacts what the others void.
        seconds: For how long.
    """
    chance = random.Random(f"{seed}-{number}")  # noqa: S311  # the same each time is what it is for
    tally = _Tally()
    # All open it at once as well: a storage may have to be made ready by who is first.
    with opener() as store:
        pipe.send("ready")
        pipe.recv()
        start, turn = time.monotonic(), 0
        while (share := (time.monotonic() - start) / seconds) < 1:
            turn += 1
            name = f"{number}-{turn}"
            what = chance.random()
            if what < 0.4:  # noqa: PLR2004  # two of five
                note = f"n-{int(share * _NOTES)}"
                if number == 0:
                    store.record(_NOTED, Redacted(entry=note, day=_DAY), op_id=name)
                    tally.redacted.add(note)
                else:
                    store.record(_NOTED, Voided(entry=note, day=_DAY), op_id=name)
            elif what < 0.7:  # noqa: PLR2004  # three of ten
                goal_id = chance.choice(_HOT)
                store.edit(goal_id, _counted_on, op_id=name)
                tally.edits[goal_id] += 1
            elif what < 0.85:  # noqa: PLR2004  # three of twenty
                subject = chance.choice(_HOT)
                store.record(subject, Done(step=name, day=_DAY), op_id=name)
                tally.entries.add((subject, name))
            else:
                goal = Goal(id=f"g-{name}", subject=_SUBJECT, statement="I will walk.")
                entry = Done(step=name, day=_DAY)
                store.put(Write(goal=goal, expect=0, entries=(entry,)), op_id=name)
                tally.goals.add(goal.id)
                tally.entries.add((_SUBJECT, name))
    pipe.send(tally)


def _counted_on(goal: Goal) -> Goal:
    return attrs.evolve(goal, extensions={_COUNT: goal.extensions[_COUNT] + 1})


def _wrong(store: Store, tallies: Sequence[_Tally], followed: list[Change]) -> Iterator[str]:
    """Yield what is not as it should be."""
    feed = list(everything(store.changes))
    if followed != feed:
        yield "who followed the feed saw something else than is in it now"
    written = []
    for goal_id in _HOT:
        history = list(everything(partial(store.history, goal_id)))
        edits = sum(tally.edits[goal_id] for tally in tallies)
        counts = [stored.goal.extensions[_COUNT] for stored in history]
        if counts != list(range(edits + 1)):
            yield f"{goal_id} was counted on {edits} times, and stands at {counts[-1]}"
        if [stored.version for stored in history] != list(range(1, len(history) + 1)):
            yield f"the versions of {goal_id} have gaps"
        written += [(goal_id, stored.version) for stored in history]
    goals = {goal_id for tally in tallies for goal_id in tally.goals}
    found = {one.goal.id for one in everything(partial(store.find, subject=_SUBJECT))}
    if found != goals.union(_HOT):
        yield f"{len(goals)} goals were created, and {len(found) - len(_HOT)} are there"
    written += [(goal_id, 1) for goal_id in goals]
    entries = Counter(entry for tally in tallies for entry in tally.entries)
    recorded = Counter(
        (subject, entry.step)
        for subject in (*_HOT, _SUBJECT)
        for entry in store.journal(subject).entries
        if isinstance(entry, Done)
    )
    if recorded != entries:
        yield f"{entries.total()} entries were recorded, and {recorded.total()} are there"
    redacted = {note for tally in tallies for note in tally.redacted}
    # A journal leaves it out by itself, and the storage has to be without it.
    rows = store.backend.journal(store._tenant, _NOTED).rows  # noqa: SLF001  # whoever opened it
    left = [row for row in rows if not row.redacts and redacted.intersection([row.id, row.about])]
    if left:
        yield f"{len(left)} entries are there that are, or are about, what was redacted"
    told = Counter((change.id, change.version) for change in feed if change.version is not None)
    if told != Counter(written):
        yield f"the feed tells of {told.total()} writes of goals, and there are {len(written)}"
