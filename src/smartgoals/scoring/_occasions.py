"""The occasions of a step: what each asked for, and what was recorded of it.

A plan asks for a step some times in a window of days. What the journal says of the step is put into
these windows; progress, adherence, streaks and habits are all read from them.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import TypeAlias

import attrs

from smartgoals.entries import Done, Missed, Skipped
from smartgoals.goals import Goal, Lifecycle
from smartgoals.journal import Journal
from smartgoals.plans import Step
from smartgoals.recurrence import Recurrence

__all__ = [
    "Happened",
    "Occasion",
    "Stretch",
    "closed_stretches",
    "filled",
    "free_stretches",
    "merged",
    "occasions",
    "shared_days",
    "spans_of",
]

Stretch: TypeAlias = tuple[dt.date, dt.date]
"""Some days: the first, and the first that no longer counts."""

Happened: TypeAlias = Done | Missed | Skipped

_DAY = dt.timedelta(days=1)


@attrs.define
class Occasion:
    """One window of a step, or one entry where nothing was asked.

    Args:
        start: Its first day.
        until: The first day that is no longer part of it.
        times: How often it asks.
        rule: What asks for it; None for what was done of one's own accord.
        holds: Those of its days on which this version of the step holds; None for all.
        away: On how many of these days nothing was asked.
    """

    start: dt.date
    until: dt.date
    times: int
    rule: Recurrence | None = None
    holds: Stretch | None = None
    away: int = 0
    parts: list[float] = attrs.field(factory=list)
    missed: int = 0
    skipped: int = 0
    entries: list[str] = attrs.field(factory=list)

    @property
    def counted(self) -> float:
        """How much was done, and never more than all of it: two devices record one walk."""
        if not self.parts:
            return 0.0
        # Ten tenths are a whole, in whatever order: hence the exact sum.
        return min(math.fsum(self.parts), self.times)

    @property
    def begin(self) -> dt.date:
        """The first day on which something can be put into it."""
        return self.start if self.holds is None else self.holds[0]

    @property
    def end(self) -> dt.date:
        """The first day on which nothing can be added to it any more."""
        return self.until if self.holds is None else self.holds[1]

    @property
    def asked(self) -> int:
        """How often it is asked for in the days on which this version of the step holds."""
        return self.times if self.holds is None else self._of(self._days)

    @property
    def free(self) -> int:
        """How many times it need not be done: skipped, or the share of the days away."""
        if not self.away:
            return self.skipped
        return self.skipped + self.asked - self._of(self._days - self.away)

    @property
    def excused(self) -> int:
        """How many times of those that were not done are not asked for after all."""
        return min(int(self.times - self.counted), self.free)

    @property
    def left(self) -> int:
        """How many times it is still asked for: neither done, nor missed, nor excused.

        What was begun is not asked for again.
        """
        asked = 0 if self.rule is None else self.asked
        begun = math.ceil(min(self.counted, asked))
        return max(0, asked - begun - self.free - self.missed)

    @property
    def _days(self) -> int:
        start, end = self.holds or (self.start, self.until)
        return (end - start).days

    def _of(self, days: int) -> int:
        """Return how many times fall to so many of its days; of a half, in the person's favour."""
        whole = (self.until - self.start).days
        return -((whole - 2 * self.times * days) // (2 * whole))

    def record(self, entry: Happened, *, is_asked: bool) -> None:
        """Put an entry into it."""
        self.entries.append(entry.id or "")
        match entry:
            case Done():
                self.parts.append(entry.part)
            case Missed():
                self.missed += 1
            case _:
                self.skipped += is_asked


def occasions(
    goal: Goal,
    step: str,
    journal: Journal,
    *,
    on: dt.date,
    first: dt.date,
    until: dt.date,
    free: Sequence[Stretch],
    ended: dt.date = dt.date.max,
) -> list[Occasion]:
    """Return the occasions of a step in order of their days, with what was recorded up to *on*.

    Args:
        goal: The goal whose plan may have the step.
        step: The step's id.
        journal: The journal of the goal's subject.
        on: The last day whose entries count.
        first: The first day that counts.
        until: The first day from which on nothing is asked; what is done then counts all the same.
        free: The days on which nothing is asked, as disjoint stretches in order.
        ended: The first day on which the plan no longer holds: a window that it cuts asks for its
            share.
    """
    recorded = journal.about(step)
    done = [entry.day for entry in recorded if isinstance(entry, Done) and entry.day <= on]
    entries = [
        entry for entry in recorded if isinstance(entry, Happened) and first <= entry.day <= on
    ]
    planned: list[Occasion] = []
    others: dict[object, Occasion] = {}
    for version in goal.plan.step(step):
        asked, entries = filled(
            version, entries, others, done, first=first, until=until, free=free, ended=ended
        )
        planned += asked
    for entry in entries:
        _alone(others, entry.id, entry.day).record(entry, is_asked=entry.day < until)
    # A window may begin before the change that made it, and comes after what was before that.
    return sorted([*planned, *others.values()], key=attrgetter("begin"))


def filled(
    version: Step,
    entries: Iterable[Happened],
    others: dict[object, Occasion],
    done: Sequence[dt.date],
    *,
    first: dt.date,
    until: dt.date,
    free: Sequence[Stretch],
    ended: dt.date = dt.date.max,
) -> tuple[list[Occasion], list[Happened]]:
    """Return what one version of a step asks for with what was recorded of it, and what is left.

    Args:
        version: The version.
        entries: What was recorded of the step, in order of days.
        others: The occasions that were not planned, to which more may be added.
        done: The days on which the step was done.
        first: As for :func:`occasions`, and so are the rest.
        until: The first day from which on nothing is asked.
        free: The days on which nothing is asked.
        ended: The first day on which the plan no longer holds.

    Returns:
        The occasions that are planned, in order, and the entries about days of other versions.
    """
    asked = list(_planned(version, done, first=first, until=until, free=free, ended=ended))
    starts = [occasion.start for occasion in asked]
    left: list[Happened] = []
    for entry in entries:
        if not version.holds_on(entry.day):
            left.append(entry)
            continue
        index = bisect_right(starts, entry.day) - 1
        latest = asked[index] if index >= 0 else None
        occasion, is_asked = _occasion_of(version, latest, others, entry)
        occasion.record(entry, is_asked=is_asked and entry.day < until)
    return asked, left


def _planned(
    version: Step,
    done: Sequence[dt.date],
    *,
    first: dt.date,
    until: dt.date,
    free: Sequence[Stretch],
    ended: dt.date,
) -> Iterator[Occasion]:
    """Yield what a version of a step asks for, from the window that holds its first day on."""
    rule = version.recurrence
    first = max(first, version.start or first)
    until = min(until, version.until or until)
    if rule is None or until <= first:
        return
    stop = min(ended, version.until or ended)
    times = rule.times_per_window
    for span in chain(_begun(rule, done, first), spans_of(rule, first, until, done)):
        start, end = span
        is_whole = first <= start and end <= stop
        holds = span if is_whole else (max(start, first), min(end, stop))
        yield Occasion(
            start=start,
            until=end,
            times=times,
            rule=rule,
            holds=None if is_whole else holds,
            away=shared_days(holds, free) if free else 0,
        )


def spans_of(
    rule: Recurrence, first: dt.date, until: dt.date, done: Sequence[dt.date]
) -> Iterator[Stretch]:
    """Return the days of each window that begins in [*first*, *until*), in order."""
    if rule.has_fixed_days:
        # A day is a window of its own, and told more quickly as a day.
        return ((day, day + _DAY) for day in rule.occurrences(first, until))
    windows = rule.windows(first, until, done=done)
    return ((window.start, window.until) for window in windows)


def _begun(rule: Recurrence, done: Sequence[dt.date], first: dt.date) -> list[Stretch]:
    """Return the days of the window that began before *first* and holds it, if there is one."""
    if rule.is_from_completion:
        begun = list(rule.windows(None, first, done=done))[-1:]
    else:
        begun = [window for window in [rule.window_of(first)] if window is not None]
    return [(w.start, w.until) for w in begun if w.start < first < w.until]


def _occasion_of(
    version: Step, latest: Occasion | None, others: dict[object, Occasion], entry: Happened
) -> tuple[Occasion, bool]:
    """Return which occasion an entry belongs to, and whether anything was asked for on its day.

    Args:
        version: The version of the step in force on that day.
        latest: The latest planned occasion that had begun by then.
        others: The occasions that were not planned, to which one may be added.
        entry: The entry.
    """
    rule = version.recurrence
    if rule is None:
        return _alone(others, entry.id, entry.day), True
    if latest is not None:
        # What is due some time after the last time, and not by a last day, stays one thing to do.
        waits = rule.is_from_completion and rule.latest is None and latest.counted < latest.times
        if entry.day < latest.until or waits:
            return latest, True
    window = rule.window_of(entry.day)
    # A changed step opens occasions of its own, so the version is part of the name.
    if window is None:
        # Done on another day than planned: that day is an occasion of its own.
        key = version.start, entry.day
        return _alone(others, key, entry.day, rule.times_per_window), False
    occasion = others.get((version.start, window.start))
    if occasion is None:
        occasion = Occasion(
            start=window.start,
            until=window.until,
            times=window.times,
        )
        others[version.start, window.start] = occasion
    return occasion, True


def _alone(others: dict[object, Occasion], key: object, day: dt.date, times: int = 1) -> Occasion:
    # The last day that there is has no day after it, and is a day all the same.
    start = min(day, dt.date.max - _DAY)
    alone = Occasion(start=start, until=start + _DAY, times=times)
    return others.setdefault(key, alone)


def free_stretches(goal: Goal, journal: Journal, *, on: dt.date) -> list[Stretch]:
    """Return the days on which nothing is asked: an absence, or the goal is on hold.

    Who is still ill often says so in another entry, so stretches that touch are one.
    """
    absent = [(away.day, away.until) for away in journal.absences if away.day <= on]
    return merged([*absent, *_stretches(goal, on, {Lifecycle.ON_HOLD})])


def closed_stretches(goal: Goal, *, on: dt.date) -> list[Stretch]:
    """Return the days on which the goal had ended; the last has no end unless it was reopened."""
    closed = frozenset(status for status in Lifecycle if status.is_closed)
    # One that was completed may turn out to have been entered in error: it ended once.
    return merged(_stretches(goal, on, closed))


def _stretches(goal: Goal, on: dt.date, statuses: Collection[Lifecycle]) -> list[Stretch]:
    changes = [
        (change.day, change.status)
        for change in goal.lifecycle_history
        if change.day is not None and change.day <= on
    ]
    ends = [day for day, _ in changes[1:]] + [dt.date.max]
    return [
        (day, until)
        for (day, status), until in zip(changes, ends, strict=False)
        if status in statuses and day < until
    ]


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return disjoint stretches in order that hold the same days."""
    joined: list[Stretch] = []
    for start, until in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(until, joined[-1][1])
        else:
            joined.append((start, until))
    return joined


def shared_days(days: Stretch, stretches: Sequence[Stretch]) -> int:
    """Return how many of *days* lie in disjoint *stretches* that are in order."""
    start, until = days
    shared = 0
    for index in range(bisect_right(stretches, start, key=_end), len(stretches)):
        first, stop = stretches[index]
        if first >= until:
            break
        shared += (min(stop, until) - max(first, start)).days
    return shared


def _end(stretch: Stretch) -> dt.date:
    return stretch[1]
