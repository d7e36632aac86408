"""What is asked about, and what is asked for: tasks before they are told to anybody."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Sequence
from functools import cached_property
from typing import TypeAlias

import attrs

from smartgoals._time import DateTime
from smartgoals.journal import Journal
from smartgoals.schedule._local import LocalTime, shifted
from smartgoals.schedule._review import WorkingDay
from smartgoals.schedule._review_date import Reason
from smartgoals.schedule._task import TaskKind, TaskReason
from smartgoals.scoring._occasions import Stretch

__all__ = [
    "DAYS_BEFORE",
    "OVERDUE_DAYS",
    "Ask",
    "Frame",
    "Span",
    "from_free",
    "spans_of",
    "without",
]

# Ours: a weekend passes before anybody is asked why. No study that we read gives a number.
OVERDUE_DAYS = 3
# Ours: a week is long enough to sit down with a questionnaire, and short enough to mean now.
DAYS_BEFORE = 7

Span: TypeAlias = tuple[DateTime, DateTime | None]
"""The moment from which on something is asked, and the first at which it no longer is, in UTC."""


@attrs.frozen(kw_only=True)
class Frame:
    """What is asked about: whose tasks, where, from which moment on and up to which.

    Args:
        journal: The journal of the subject.
        local: The clocks where the client is.
        now: The moment whose knowledge counts, in UTC.
        end: The first moment that is not asked about, in UTC; None for *now* alone.
        stop: The first day on which the person has died; the last that there is for none.
        is_working_day: Handed on to what computes reviews.
    """

    journal: Journal
    local: LocalTime
    now: DateTime
    end: DateTime | None = None
    stop: dt.date = dt.date.max
    is_working_day: WorkingDay | None = None

    @cached_property
    def day(self) -> dt.date:
        """The day whose knowledge counts."""
        return self.local.day_at(self.now)

    @cached_property
    def last_day(self) -> dt.date:
        """The last day that is asked about, or the one after it."""
        return shifted(self.local.day_at(self.now if self.end is None else self.end), 1)

    def is_asked_about(self, spans: Sequence[Span]) -> bool:
        """Return whether something is asked in some moment that is asked about."""
        return any(
            (start <= self.now if self.end is None else start < self.end)
            and (until is None or self.now < until)
            and (until is None or start < until)
            for start, until in spans
        )


@attrs.frozen(kw_only=True)
class Ask:
    """One thing to do before it is told to anybody; all moments in UTC.

    Args:
        spans: When it is asked for: not on free days between.
        shared: What it has in common with those that are one with it; None for its occurrence.

    The rest is as for :class:`~smartgoals.schedule.Task`.
    """

    kind: TaskKind
    about: str
    goals: tuple[str, ...]
    day: dt.date
    time: dt.time | None = None
    opens: DateTime
    due: DateTime
    late: DateTime
    overdue: DateTime
    spans: tuple[Span, ...]
    times: int = 1
    reasons: tuple[Reason | TaskReason, ...] = ()
    occurrence: str
    shared: Hashable = None


def spans_of(days: Iterable[Stretch], frame: Frame) -> tuple[Span, ...]:
    """Return from when to when stretches of days last, by the calendar."""
    at = frame.local.at
    return tuple((at(begin), None if until == dt.date.max else at(until)) for begin, until in days)


def without(days: Stretch, free: Sequence[Stretch]) -> list[Stretch]:
    """Return what is left of *days* without disjoint stretches that are in order."""
    begin, until = days
    left: list[Stretch] = []
    for index in range(bisect_right(free, begin, key=_until), len(free)):
        start, stop = free[index]
        if start >= until:
            break
        if begin < start:
            left.append((begin, start))
        begin = stop
    if begin < until:
        left.append((begin, until))
    return left


def from_free(day: dt.date, free: Sequence[Stretch]) -> dt.date | None:
    """Return the first free day from *day* on, None for none."""
    index = bisect_right(free, day, key=_until)
    return max(free[index][0], day) if index < len(free) else None


def _until(stretch: Stretch) -> dt.date:
    return stretch[1]
