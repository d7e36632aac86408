"""What the journal says about one target or milestone, up to the date of judgement."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

import attrs

from smartgoals._values import as_tuple
from smartgoals.entries import Done, Measured, Missed, Skipped
from smartgoals.errors import InvalidValueError, UnitMismatchError
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.measures import Measure
from smartgoals.plans import Step
from smartgoals.recurrence import Window

__all__ = ["Count", "Evidence", "Observations", "observations"]


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


@attrs.define
class _Occasion:
    """One window of a step, or one entry where the step has no recurrence."""

    times: int
    parts: list[float] = attrs.field(factory=list)
    skipped: int = 0
    is_absent: bool = False

    @property
    def counted(self) -> float:
        # Two devices may record one occurrence, and nobody does more than all of it.
        # Ten tenths are a whole, in whatever order: hence the exact sum.
        return min(math.fsum(self.parts), self.times)

    @property
    def excused(self) -> int:
        left = int(self.times - self.counted)
        return left if self.is_absent else min(left, self.skipped)


@attrs.frozen(kw_only=True)
class Evidence:
    """A goal and its subject's journal, looked at up to the date of judgement."""

    goal: Goal
    journal: Journal
    on: dt.date

    def observations(self, measure: Measure, *, first: dt.date) -> Observations:
        """Return what was measured from *first* on."""
        return observations(self.journal, measure, first=first, on=self.on)

    def count(self, step: str, *, first: dt.date, due: dt.date | None, out_of: int) -> Count:
        """Return how often *step* was done from *first* on.

        Within a window no more is counted than it asks for. A window that lies wholly in an
        absence, and each occurrence that was skipped, is excused as far as it was not done all
        the same. From *due* on, and after the first *out_of* occasions, nothing is asked, so
        nothing can be excused.
        """
        versions = self.goal.plan.step(step)
        done = [e.day for e in self.journal.about(step, Done) if e.day <= self.on]
        asked_until = self._asked_until(versions, done, first=first, due=due, out_of=out_of)
        occasions: dict[object, _Occasion] = {}
        used: list[str] = []
        last: dt.date | None = None
        is_known = False
        for entry in self.journal.about(step):
            if not isinstance(entry, Done | Missed | Skipped):
                continue
            if not first <= entry.day <= self.on:
                continue
            key, times = _occasion(versions, entry.day, entry.id)
            occasion = occasions.setdefault(key, _Occasion(times))
            if isinstance(entry, Done):
                occasion.parts.append(entry.part)
            elif isinstance(entry, Skipped) and entry.day < asked_until:
                occasion.skipped += 1
            is_known = is_known or not isinstance(entry, Skipped)
            used.append(entry.id or "")
            last = entry.day
        for version, window in self._absent_windows(
            versions, done, first=first, asked_until=asked_until
        ):
            key = (version.start, window.start)
            occasions.setdefault(key, _Occasion(window.times)).is_absent = True
        return Count(
            done=math.fsum(occasion.counted for occasion in occasions.values()),
            excused=sum(occasion.excused for occasion in occasions.values()),
            day=last,
            entries=used,
            is_known=is_known,
        )

    def _asked_until(
        self,
        versions: tuple[Step, ...],
        done: list[dt.date],
        *,
        first: dt.date,
        due: dt.date | None,
        out_of: int,
    ) -> dt.date:
        """Return the first day on which no occasion counts any more."""
        left = out_of
        last = min(due or dt.date.max, _next_day(self.on))
        for version in versions:
            if version.recurrence is None:
                continue
            start = max(first, version.start or first)
            until = min(last, version.until or last)
            for window in version.recurrence.windows(start, until, done=done):
                left -= window.times
                if left <= 0:
                    return min(window.until, last)
        return last

    def _absent_windows(
        self,
        versions: tuple[Step, ...],
        done: list[dt.date],
        *,
        first: dt.date,
        asked_until: dt.date,
    ) -> Iterator[tuple[Step, Window]]:
        for absent_from, absent_until in self._absences():
            for version in versions:
                if version.recurrence is None:
                    continue
                start = max(absent_from, first, version.start or first)
                until = min(absent_until, version.until or absent_until, asked_until)
                for window in version.recurrence.windows(start, until, done=done):
                    if window.until <= absent_until:
                        yield version, window

    def _absences(self) -> list[tuple[dt.date, dt.date]]:
        """Return the stretches of absence; who is still ill often says so in another entry."""
        stretches: list[tuple[dt.date, dt.date]] = []
        for absence in self.journal.absences:
            if absence.day > self.on:
                break
            if stretches and absence.day <= stretches[-1][1]:
                start, until = stretches[-1]
                stretches[-1] = (start, max(until, absence.until))
            else:
                stretches.append((absence.day, absence.until))
        return stretches


def observations(
    journal: Journal, measure: Measure, *, first: dt.date, on: dt.date
) -> Observations:
    """Return what was measured from *first* to *on*."""
    values: list[float] = []
    days: list[dt.date] = []
    used: list[str] = []
    unusable: list[str] = []
    for entry in journal.about(measure.id, Measured):
        if not first <= entry.day <= on:
            continue
        value = _in_unit_of(measure, entry)
        if value is None:
            unusable.append(entry.id or "")
        else:
            values.append(value)
            days.append(entry.day)
            used.append(entry.id or "")
    return Observations(values=values, days=days, entries=used, unusable=unusable)


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


def _occasion(versions: tuple[Step, ...], day: dt.date, entry: str | None) -> tuple[object, int]:
    """Return which occasion of the step something on *day* belongs to, and how much it asks."""
    for version in versions:
        if version.recurrence is not None and version.holds_on(day):
            window = version.recurrence.window_of(day)
            # Made up for on another day: that day is an occasion of its own. A changed step opens
            # occasions of its own too, for its first window may begin before the change.
            times = version.recurrence.times_per_window
            return (version.start, window.start if window else day), times
    return ("entry", entry), 1
