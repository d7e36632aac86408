"""What the journal says about one target or milestone, up to the date of judgement."""

from __future__ import annotations

import datetime as dt
import math
import sys
from collections.abc import Iterable
from functools import cached_property

import attrs

from smartgoals._values import as_tuple
from smartgoals.entries import Done, Measured, Missed, Skipped
from smartgoals.errors import InvalidValueError, UnitMismatchError
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.measures import Measure
from smartgoals.recurrence import Frequency, Recurrence, Window
from smartgoals.scoring._occasions import (
    Stretch,
    closed_stretches,
    free_stretches,
    merged,
    occasions,
    spans_of,
)
from smartgoals.targets import Aim

__all__ = [
    "Count",
    "Evidence",
    "Observations",
    "Total",
    "in_unit_of",
    "may_be_compared",
    "next_day",
    "period_totals",
    "periods",
    "same_language",
    "usable_values",
]


@attrs.frozen(kw_only=True)
class Observations:
    """The usable values of a measure, in its own unit and in order, with the rest named.

    Args:
        values: The values, or what they add up to in each period.
        days: The day of each, or of the last that was added.
        entries: The ids of the entries that each is made of.
        unusable: Ids of entries in a unit that does not convert, or out of range.
    """

    values: tuple[float, ...] = attrs.field(converter=as_tuple)
    days: tuple[dt.date, ...] = attrs.field(converter=as_tuple)
    entries: tuple[tuple[str, ...], ...] = attrs.field(converter=as_tuple)
    unusable: tuple[str, ...] = attrs.field(converter=as_tuple)


def usable_values(
    journal: Journal, measure: Measure, *, first: dt.date, on: dt.date
) -> tuple[list[tuple[float, Measured]], list[str]]:
    """Return what was measured from *first* up to *on*, in the measure's own unit and in order.

    Beside it are the ids of the entries that could not be used: in a unit that does not convert,
    or outside of the measure's range.
    """
    usable: list[tuple[float, Measured]] = []
    unusable: list[str] = []
    for entry in journal.about(measure.id, Measured):
        if first <= entry.day <= on:
            value = in_unit_of(measure, entry)
            if value is None:
                unusable.append(entry.id or "")
            else:
                usable.append((value, entry))
    return usable, unusable


@attrs.frozen(kw_only=True)
class Total:
    """What the values of a period add up to.

    Args:
        window: The period.
        value: The sum.
        day: The day of the last value.
        entries: Ids of the entries.
        is_settled: Whether what may still be added cannot change if it is good enough.
    """

    window: Window
    value: float
    day: dt.date
    entries: tuple[str, ...]
    is_settled: bool


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

    def observations(
        self, aim: Aim, *, first: dt.date, baseline_entry: str | None = None
    ) -> Observations:
        """Return what was observed of an aim's measure from *first* on.

        Where values are added up, that is the sum of each period with a value, as far as it is
        settled. Of values that were asked in several languages those in the language of the
        baseline's entry count, or else in that of the latest.
        """
        usable, others = self._usable(aim, first=first)
        spoken = self._language(aim, baseline_entry) or next(
            (entry.language for _, entry in reversed(usable) if entry.language), None
        )
        kept = [(v, entry) for v, entry in usable if may_be_compared(entry.language, spoken)]
        unusable = others + [
            entry.id or "" for _, entry in usable if not may_be_compared(entry.language, spoken)
        ]
        usable = kept
        if aim.per is None:
            return Observations(
                values=[value for value, _ in usable],
                days=[entry.day for _, entry in usable],
                entries=[(entry.id or "",) for _, entry in usable],
                unusable=unusable,
            )
        totals = [
            total
            for total in period_totals(usable, aim, first=first, on=self.on)
            if total.is_settled
        ]
        return Observations(
            values=[total.value for total in totals],
            days=[total.day for total in totals],
            entries=[total.entries for total in totals],
            unusable=unusable,
        )

    def _language(self, aim: Aim, entry: str | None) -> str | None:
        """Return the language in which the baseline's entry was asked; None if nobody says."""
        if aim.measure is None or entry is None:
            return None
        asked = self.journal.about(aim.measure.id, Measured)
        return next((each.language for each in asked if each.id == entry), None)

    def totals(self, aim: Aim, *, first: dt.date) -> list[Total]:
        """Return the sum of each period of an aim that has a value, in order."""
        return period_totals(self._usable(aim, first=first)[0], aim, first=first, on=self.on)

    def _usable(
        self, aim: Aim, *, first: dt.date
    ) -> tuple[list[tuple[float, Measured]], list[str]]:
        measure = aim.measure
        return (
            ([], [])
            if measure is None
            else usable_values(self.journal, measure, first=first, on=self.on)
        )

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
        """The days on which nothing was asked.

        Those after a goal ended for good are not among them: ending it takes nothing off what was
        agreed.
        """
        ended = [days for days in closed_stretches(self.goal, on=self.on) if days[1] < dt.date.max]
        return merged([*free_stretches(self.goal, self.journal, on=self.on), *ended])

    def _asked_until(
        self, step: str, *, first: dt.date, due: dt.date | None, out_of: int
    ) -> dt.date:
        """Return the first day on which no occasion counts any more."""
        done = [entry.day for entry in self.journal.about(step, Done) if entry.day <= self.on]
        left = out_of
        last = min(due or dt.date.max, next_day(self.on))
        for version in self.goal.plan.step(step):
            if version.recurrence is None:
                continue
            start = max(first, version.start or first)
            until = min(last, version.until or last)
            times = version.recurrence.times_per_window
            for _, end in spans_of(version.recurrence, start, until, done):
                left -= times
                if left <= 0:
                    return min(end, last)
        return last


def next_day(day: dt.date) -> dt.date:
    """Return the day after, or the last day that there is."""
    return min(day, dt.date.max - dt.timedelta(days=1)) + dt.timedelta(days=1)


def in_unit_of(measure: Measure, entry: Measured) -> float | None:
    """Return a value in the measure's unit; None if it has no place in the measure's range."""
    value = entry.value
    if entry.unit is not None and entry.unit != measure.unit:
        try:
            value = entry.unit.convert(value, to=measure.unit)
        except (UnitMismatchError, InvalidValueError):
            # Of another kind, or too large to be written in this unit.
            return None
    return value if measure.holds(value) else None


def period_totals(
    usable: Iterable[tuple[float, Measured]], aim: Aim, *, first: dt.date, on: dt.date
) -> list[Total]:
    """Return what values add up to in each period of an aim; both in order of days."""
    rule = periods(aim, first)
    summed: list[tuple[Window, list[float], list[Measured]]] = []
    window: Window | None = None
    for value, entry in usable:
        # Most belong to the period of the one before.
        if window is None or entry.day >= window.until:
            window = rule.window_of(entry.day)
            if window is None:
                continue
            summed.append((window, [], []))
        summed[-1][1].append(value)
        summed[-1][2].append(entry)
    totals = []
    for period, values, entries in summed:
        value = _sum(values)
        # Values are never below 0, so a sum only grows.
        is_settled = (
            aim.is_met_by(value)
            if aim.high is None
            else value > aim.high or (aim.is_strict and value == aim.high)
        )
        totals.append(
            Total(
                window=period,
                value=value,
                day=entries[-1].day,
                entries=tuple(entry.id or "" for entry in entries),
                is_settled=is_settled or period.until <= on,
            )
        )
    return totals


def same_language(one: str | None, two: str | None) -> bool:
    """Return whether two tags name one language; BCP 47 gives the case of letters no meaning."""
    return (one and one.lower()) == (two and two.lower())


def may_be_compared(one: str | None, two: str | None) -> bool:
    """Return whether nobody says that two values were asked in different languages."""
    return one is None or two is None or same_language(one, two)


def periods(aim: Aim, first: dt.date) -> Recurrence:
    """Return the periods that an aim adds values up over, from *first* on.

    A week is seven days from there. Where nobody said when it began, weeks begin on Mondays and
    months on the first.
    """
    return Recurrence.times_per(1, aim.per or Frequency.DAILY, start=first)


def _sum(values: list[float]) -> float:
    try:
        return math.fsum(values)
    except OverflowError:
        # Beyond every bound that an aim can have.
        return sys.float_info.max
