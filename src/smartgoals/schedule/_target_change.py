"""What became of a target in some days: its latest value beside the one before them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from smartgoals._values import as_tuple, plain
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.measures import Unit
from smartgoals.scoring._evidence import Evidence
from smartgoals.scoring._parts import Part, Progress
from smartgoals.scoring._progress import first_of, is_further
from smartgoals.targets import Aim, Target

__all__ = ["TargetChange", "target_change"]


@attrs.frozen(kw_only=True)
class TargetChange:
    """The latest value of a target, and the latest before the first of some days.

    Args:
        id: Id of the target.
        unit: The unit of its values; None for a count.
        latest: The latest value, what a period adds up to, or the count so far; None if there is
            none.
        latest_day: The day of the latest evidence.
        previous: The same as it was before; None if there was none, or if it meant another thing.
        previous_day: The day of that.
        baseline: Where it started; None if nobody said.
        is_met: Whether the target is met now.
        is_nearer: Whether the latest value is nearer to the aim than the one before, or than the
            baseline where there is none before, or more was done; None if one of them is unknown,
            or there is nothing new.
        entries: Ids of the entries of the latest value; of a count, of all that was counted.
        previous_entries: Ids of the entries of the one before.
        unusable: Ids of entries that could not be used.
    """

    id: str
    unit: Unit | None = None
    latest: float | None = None
    latest_day: dt.date | None = None
    previous: float | None = None
    previous_day: dt.date | None = None
    baseline: float | None = None
    is_met: bool = False
    is_nearer: bool | None = None
    entries: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    previous_entries: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    unusable: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)

    @property
    def is_new(self) -> bool:
        """Whether there is evidence that was not there before."""
        return self.entries != self.previous_entries

    @property
    def change(self) -> float | None:
        """The latest value less the one before, in the unit; None if one of them is unknown."""
        if self.latest is None or self.previous is None:
            return None
        return self.latest - self.previous

    @property
    def said(self) -> str:
        """The values alone, from the one before to the latest."""
        if self.latest is None:
            return "nothing recorded yet"
        start = self.baseline if self.previous is None else self.previous
        was = "" if start is None else f"from {self._amount(start)} to "
        return f"{was}{self._amount(self.latest)}"

    def __str__(self) -> str:
        """Say values, days and evidence in English, without a client's words."""
        unused = f"; {len(self.unusable)} could not be used" if self.unusable else ""
        if self.latest is None or self.latest_day is None:
            return f"{self.id}: nothing recorded yet{unused}"
        before = ""
        if not self.is_new:
            before = ", nothing newer"
        elif self.previous is not None:
            day = "" if self.previous_day is None else f" on {self.previous_day.isoformat()}"
            before = f", before {self._amount(self.previous)}{day}"
        elif self.baseline is not None:
            before = f", at the start {self._amount(self.baseline)}"
        seen = f"{self._amount(self.latest)} on {self.latest_day.isoformat()}"
        return f"{self.id}: {seen}{before} ({_see(self.entries)}){unused}"

    def _amount(self, value: float) -> str:
        return f"{plain(value)} done" if self.unit is None else self.unit.amount(value)


def _see(entries: Sequence[str]) -> str:
    return f"entry {entries[0]}" if len(entries) == 1 else f"{len(entries)} entries"


def target_change(
    target: Target,
    goal: Goal,
    journal: Journal,
    *,
    since: dt.date,
    now: Part,
    before: Progress | None,
    on: dt.date,
) -> TargetChange:
    """Return what became of a target from *since* through *on*.

    Args:
        target: The version in force on *on*.
        goal: Its goal.
        journal: The journal of the goal's subject.
        since: The first day.
        now: What a progress on *on* says of it.
        before: The progress on the day before the first; None if there is no such day.
        on: The date of judgement.
    """
    change = TargetChange(
        id=target.id, baseline=target.baseline, is_met=now.is_met, unusable=now.unusable
    )
    if target.aim.measure is None:
        was = () if before is None else before.parts
        return _counted(change, target.aim, now, [part for part in was if part.id == target.id])
    return _measured(change, target, goal, journal, since=since, on=on)


def _counted(change: TargetChange, aim: Aim, now: Part, before: Sequence[Part]) -> TargetChange:
    change = attrs.evolve(change, latest=now.observed, latest_day=now.day, entries=now.entries)
    # A milestone may bear the same id, and an earlier version may have counted something else.
    same = [part for part in before if part.aim is not None and part.aim.step == aim.step]
    if not same:
        return change
    was = same[0]
    change = attrs.evolve(
        change, previous=was.observed, previous_day=was.day, previous_entries=was.entries
    )
    difference = change.change
    is_known = change.is_new and difference is not None
    return attrs.evolve(change, is_nearer=(difference or 0) > 0 if is_known else None)


def _measured(
    change: TargetChange,
    target: Target,
    goal: Goal,
    journal: Journal,
    *,
    since: dt.date,
    on: dt.date,
) -> TargetChange:
    # Of the values that may be compared on the date of judgement: what the day before took for the
    # latest may have been asked in another language.
    seen = Evidence(goal=goal, journal=journal, on=on).observations(
        target.aim, first=first_of(target, goal), baseline_entry=target.baseline_entry
    )
    change = attrs.evolve(
        change, unit=None if target.aim.measure is None else target.aim.measure.unit
    )
    if not seen.values:
        return change
    change = attrs.evolve(
        change, latest=seen.values[-1], latest_day=seen.days[-1], entries=seen.entries[-1]
    )
    earlier = sum(day < since for day in seen.days)
    if earlier:
        change = attrs.evolve(
            change,
            previous=seen.values[earlier - 1],
            previous_day=seen.days[earlier - 1],
            previous_entries=seen.entries[earlier - 1],
        )
    start = change.previous if earlier else target.baseline
    if start is None or earlier == len(seen.values):
        return change
    return attrs.evolve(change, is_nearer=is_further(target.aim, start, seen.values[-1]))
