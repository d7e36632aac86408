"""What the journal says about one target or milestone, up to the date of judgement."""

from __future__ import annotations

import datetime as dt
import math
from functools import cached_property

import attrs

from smartgoals._values import as_tuple
from smartgoals.entries import Done, Measured, Missed, Skipped
from smartgoals.errors import InvalidValueError, UnitMismatchError
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.measures import Measure
from smartgoals.scoring._occasions import Stretch, free_stretches, occasions

__all__ = ["Count", "Evidence", "Observations"]


@attrs.frozen(kw_only=True)
class Observations:
    """The usable values of a measure, in its own unit and in order, with the rest named."""

    values: tuple[float, ...] = attrs.field(converter=as_tuple)
    days: tuple[dt.date, ...] = attrs.field(converter=as_tuple)
    entries: tuple[str, ...] = attrs.field(converter=as_tuple)
    unusable: tuple[str, ...] = attrs.field(converter=as_tuple)


@attrs.frozen(kw_only=True)
class Count:
    """How often a step was done, and how many of its occasions were excused."""

    done: float
    excused: int
    day: dt.date | None
    entries: tuple[str, ...] = attrs.field(converter=as_tuple)
    is_known: bool


@attrs.frozen(kw_only=True)
class Evidence:
    """A goal and its subject's journal, looked at up to the date of judgement."""

    goal: Goal
    journal: Journal
    on: dt.date

    def observations(self, measure: Measure, *, first: dt.date) -> Observations:
        """Return what was measured from *first* on."""
        values: list[float] = []
        days: list[dt.date] = []
        used: list[str] = []
        unusable: list[str] = []
        for entry in self.journal.about(measure.id, Measured):
            if not first <= entry.day <= self.on:
                continue
            value = _in_unit_of(measure, entry)
            if value is None:
                unusable.append(entry.id or "")
            else:
                values.append(value)
                days.append(entry.day)
                used.append(entry.id or "")
        return Observations(values=values, days=days, entries=used, unusable=unusable)

    def count(self, step: str, *, first: dt.date, due: dt.date | None, out_of: int) -> Count:
        """Return how often *step* was done from *first* on.

        Within a window no more is counted than it asks for. Each occurrence that was skipped, and
        as much of a window as lies in an absence, is excused as far as it was not done all the
        same. From *due* on, and after the first *out_of* occasions, nothing is asked, so
        nothing can be excused.
        """
        found = occasions(
            self.goal,
            step,
            self.journal,
            on=self.on,
            first=first,
            until=self._asked_until(step, first=first, due=due, out_of=out_of),
            free=self.free,
        )
        seen = [
            entry
            for entry in self.journal.about(step)
            if isinstance(entry, Done | Missed | Skipped) and first <= entry.day <= self.on
        ]
        return Count(
            done=math.fsum(occasion.counted for occasion in found),
            excused=sum(occasion.excused for occasion in found),
            day=seen[-1].day if seen else None,
            entries=[entry.id or "" for entry in seen],
            is_known=any(not isinstance(entry, Skipped) for entry in seen),
        )

    @cached_property
    def free(self) -> list[Stretch]:
        """The days on which nothing was asked."""
        return free_stretches(self.goal, self.journal, on=self.on)

    def _asked_until(
        self, step: str, *, first: dt.date, due: dt.date | None, out_of: int
    ) -> dt.date:
        """Return the first day on which no occasion counts any more."""
        done = [entry.day for entry in self.journal.about(step, Done) if entry.day <= self.on]
        left = out_of
        last = min(due or dt.date.max, _next_day(self.on))
        for version in self.goal.plan.step(step):
            if version.recurrence is None:
                continue
            start = max(first, version.start or first)
            until = min(last, version.until or last)
            for window in version.recurrence.windows(start, until, done=done):
                left -= window.times
                if left <= 0:
                    return min(window.until, last)
        return last


def _next_day(day: dt.date) -> dt.date:
    return min(day, dt.date.max - dt.timedelta(days=1)) + dt.timedelta(days=1)


def _in_unit_of(measure: Measure, entry: Measured) -> float | None:
    value = entry.value
    if entry.unit is not None and entry.unit != measure.unit:
        try:
            value = entry.unit.convert(value, to=measure.unit)
        except (UnitMismatchError, InvalidValueError):
            # Of another kind, or too large to be written in this unit.
            return None
    return value if measure.holds(value) else None
