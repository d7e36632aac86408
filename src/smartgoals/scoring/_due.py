"""What was due, and what became of it: the ground of adherence, streaks and habits."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from itertools import islice

import attrs

from smartgoals._values import refuse
from smartgoals._versions import first_day, versions_of
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.recurrence import Frequency, Recurrence
from smartgoals.scoring._evidence import Evidence, next_day, periods
from smartgoals.scoring._occasions import (
    Occasion,
    Stretch,
    closed_stretches,
    merged,
    occasions,
    shared_days,
)
from smartgoals.targets import Target

__all__ = ["Due", "due_of", "per_day"]

# The mean month and year of the Gregorian calendar.
_DAYS_IN = {
    Frequency.DAILY: 1.0,
    Frequency.WEEKLY: 7.0,
    Frequency.MONTHLY: 365.2425 / 12,
    Frequency.YEARLY: 365.2425,
}
# Of a rule with many parts so many days are counted to know how often it asks.
_ENOUGH = 100


@attrs.frozen(kw_only=True)
class Due:
    """One window of a step, or one period of a limit, and what became of it.

    Args:
        start: Its first day.
        until: The first day that is no longer part of it.
        asked: How often it was asked for after what was excused; 0 if nothing was.
        done: How much of that was done.
        missed: How much of it somebody said was not done.
        excused: How many times were not asked for after all.
        extra: How much was done that was not asked for.
        is_over: Whether nothing can be added to it any more.
        per_day: How often a day it is asked for on average, by its rule.
        entries: Ids of its entries.
    """

    start: dt.date
    until: dt.date
    asked: int
    done: float
    missed: float
    excused: int
    extra: float
    is_over: bool
    per_day: float
    entries: tuple[str, ...]

    @property
    def unknown(self) -> float:
        """How much nobody said anything about, once it is over."""
        return max(self.asked - self.done - self.missed, 0.0) if self.is_over else 0.0

    @property
    def is_kept(self) -> bool:
        """Whether all that was asked for was done."""
        return 0 < self.asked <= self.done


def due_of(
    goal: Goal, journal: Journal, *, on: dt.date, since: dt.date | None, of: str | None
) -> Iterator[tuple[str, list[Due]]]:
    """Yield the id of each step or limit, and what was due of it in order of days.

    Raises:
        InvalidValueError: If *of* is neither a step with a recurrence nor a target that adds up a
            measure over periods.
    """
    evidence = Evidence(goal=goal, journal=journal, on=on)
    steps = list(dict.fromkeys(step.id for step in goal.plan.steps if step.recurrence is not None))
    if of is None:
        for step in steps:
            yield step, _of_step(evidence, step, since)
    elif of in steps:
        yield of, _of_step(evidence, of, since)
    else:
        versions = versions_of(goal.targets, of)
        if not versions or not all(version.aim.per for version in versions):
            refuse(
                "of",
                "the id of a step with a recurrence, or of a target whose aim has a period",
                of,
            )
        yield of, _of_limit(evidence, versions, since)


def _of_step(evidence: Evidence, step: str, since: dt.date | None) -> list[Due]:
    goal, on = evidence.goal, evidence.on
    first = first_day(goal.plan.steps, step) or goal.first_day or dt.date.min
    until, free = _asked(evidence)
    found = occasions(
        goal,
        step,
        evidence.journal,
        on=on,
        first=max(first, since or first),
        until=min(until, next_day(on)),
        free=free,
    )
    rates = [
        (version.start or dt.date.min, per_day(version.recurrence))
        for version in goal.plan.step(step)
        if version.recurrence is not None
    ]
    return [
        _due(
            occasion,
            is_over=min(occasion.until, until) <= on,
            # A window can begin before the change that made it.
            per_day=next((r for start, r in reversed(rates) if start < occasion.until), 1.0),
        )
        for occasion in found
    ]


def _asked(evidence: Evidence) -> tuple[dt.date, list[Stretch]]:
    """Return the first day from which on nothing is asked any more, and the days free before it."""
    until = evidence.goal.due or dt.date.max
    ended = closed_stretches(evidence.goal, on=evidence.on)
    if ended and ended[-1][1] == dt.date.max:
        until = min(until, ended.pop()[0])
    return until, merged([*evidence.free, *ended])


def _due(occasion: Occasion, *, is_over: bool, per_day: float) -> Due:
    counted = occasion.counted
    asked = occasion.asked if occasion.is_planned else 0
    done = min(counted, float(asked))
    excused = min(occasion.excused, asked - math.ceil(done)) if asked else 0
    asked -= excused
    # Who says that half of it was done says of the other half that it was not.
    half = math.ceil(done) - done if is_over else 0.0
    return Due(
        start=occasion.start,
        until=occasion.until,
        asked=asked,
        done=done,
        missed=min(asked - done, occasion.missed + half),
        excused=excused,
        extra=counted - done,
        is_over=is_over,
        per_day=per_day,
        entries=tuple(occasion.entries),
    )


def per_day(rule: Recurrence) -> float:
    """Return how often a day a rule asks on average, whatever its exceptions and its end."""
    if not rule.has_fixed_days:
        return rule.times_per_window / (_DAYS_IN[rule.frequency] * rule.interval)
    if rule.frequency is Frequency.WEEKLY and not (rule.months or rule.set_positions):
        return rule.times_per_window * len(rule.weekdays) / (7 * rule.interval)
    if rule.frequency is Frequency.DAILY and not (
        rule.months or rule.month_days or rule.weekdays or rule.set_positions
    ):
        return rule.times_per_window / rule.interval
    endless = attrs.evolve(rule, until=None, count=None, exceptions=())
    days = list(islice(endless.occurrences(), _ENOUGH))
    span = (days[-1] - days[0]).days if days else 0
    return rule.times_per_window * (len(days) - 1) / span if span else float(rule.times_per_window)


def _of_limit(evidence: Evidence, versions: tuple[Target, ...], since: dt.date | None) -> list[Due]:
    goal, on = evidence.goal, evidence.on
    first = versions[0].start or goal.first_day or dt.date.min
    until, free = _asked(evidence)
    found: list[Due] = []
    for version in versions:
        aim = version.aim
        totals = {total.window.start: total for total in evidence.totals(aim, first=first)}
        begin = max(first, since or first, version.start or first)
        if begin == dt.date.min:
            # Nobody said when it began: with the first value, then.
            begin = min(totals, default=dt.date.max)
        end = min(until, next_day(on), version.until or dt.date.max, version.due or dt.date.max)
        if end <= begin:
            continue
        for window in periods(aim, first).windows(begin, end):
            total = totals.get(window.start)
            is_away = 2 * shared_days((window.start, window.until), free) >= window.days
            is_over = min(window.until, until) <= on
            is_good = total is not None and total.is_settled and aim.is_met_by(total.value)
            is_missed = total is not None and total.is_settled and not is_good
            is_asked = is_good or not is_away
            found.append(
                Due(
                    start=window.start,
                    until=window.until,
                    asked=int(is_asked),
                    done=float(is_good),
                    missed=float(is_missed and is_asked),
                    excused=int(not is_asked),
                    extra=0.0,
                    is_over=is_over,
                    per_day=1 / window.days,
                    entries=() if total is None else total.entries,
                )
            )
    return found
