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
from smartgoals.recurrence import Frequency, Recurrence, Window
from smartgoals.scoring._evidence import Evidence, Total, next_day, periods
from smartgoals.scoring._occasions import (
    Occasion,
    Stretch,
    closed_stretches,
    merged,
    occasions,
    shared_days,
)
from smartgoals.targets import Aim, Target

__all__ = ["Due", "asked_until", "due_of", "per_day"]

# The mean month and year of the Gregorian calendar.
_DAYS_IN = {
    Frequency.DAILY: 1.0,
    Frequency.WEEKLY: 7.0,
    Frequency.MONTHLY: 365.2425 / 12,
    Frequency.YEARLY: 365.2425,
}
# Of a rule with many parts so many days are counted to know how often it asks.
_ENOUGH = 100


# Not frozen, which takes longer to make: there is one for each day of years, and none is kept.
@attrs.define(kw_only=True)
class Due:
    """One window of a step, or one period of a limit, and what became of it.

    Args:
        start: The first of its days that counts.
        until: The first day that is no longer part of it.
        asked: How often it was asked for after what was excused; 0 if nothing was.
        done: How much of that was done.
        missed: How much of it somebody said was not done.
        unknown: How much of it nobody said anything about, once it is over.
        excused: How much of it was not asked for after all.
        extra: How much was done that was not asked for.
        is_over: Whether nothing can be added to it any more.
        per_day: How often a day it is asked for on average, by its rule.
        entries: Ids of its entries.
    """

    start: dt.date
    until: dt.date
    asked: float
    done: float
    missed: float
    unknown: float
    excused: float
    extra: float
    is_over: bool
    per_day: float
    entries: tuple[str, ...]

    @property
    def is_kept(self) -> bool:
        """Whether all that was asked for was done, and at least once."""
        return 1 <= self.asked <= self.done


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
    ended, free = asked_until(evidence, goal.due)
    found = occasions(
        goal,
        step,
        evidence.journal,
        on=on,
        first=max(first, since or first),
        until=min(ended, next_day(on)),
        free=free,
        ended=ended,
    )
    # By identity: there are few rules, and a rule is slow to compare.
    rates = {
        id(version.recurrence): per_day(version.recurrence)
        for version in goal.plan.step(step)
        if version.recurrence is not None
    }
    return [
        _due(occasion, on=on, per_day=1.0 if occasion.rule is None else rates[id(occasion.rule)])
        for occasion in found
    ]


def asked_until(evidence: Evidence, due: dt.date | None) -> tuple[dt.date, list[Stretch]]:
    """Return the first day from which on nothing is asked any more, and the days free before it."""
    until = due or dt.date.max
    closed = closed_stretches(evidence.goal, on=evidence.on)
    if closed and closed[-1][1] == dt.date.max:
        until = min(until, closed.pop()[0])
    return until, merged([*evidence.free, *closed])


def _due(occasion: Occasion, *, on: dt.date, per_day: float) -> Due:
    is_over = occasion.end <= on
    counted = occasion.counted
    asked = 0 if occasion.rule is None else occasion.asked
    done = min(counted, float(asked))
    left = asked - done
    free = occasion.free
    missed = unknown = 0.0
    if free >= left:
        # To the part that was done all the same nothing is owed.
        due, excused = done, left
    else:
        due, excused = float(asked - free), float(free)
        # Whole times, for what is rounded must not leave a trace of something unknown.
        begun = math.ceil(done)
        rest = due - begun
        missed = min(occasion.missed, rest)
        if is_over or occasion.missed > rest:
            # Who says that half of it was done says of the other half that it was not.
            missed += begun - done
        if is_over:
            unknown = rest - min(occasion.missed, rest)
    return Due(
        start=occasion.begin,
        until=occasion.until,
        asked=due,
        done=done,
        missed=missed,
        unknown=unknown,
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
    found: list[Due] = []
    for version in versions:
        aim = version.aim
        totals = {total.window.start: total for total in evidence.totals(aim, first=first)}
        begin = max(first, since or first, version.start or first)
        if begin == dt.date.min:
            # Nobody said when it began: with the first value, then.
            begin = min(totals, default=dt.date.max)
        ended, free = asked_until(evidence, version.due or goal.due)
        end = min(ended, next_day(on), version.until or dt.date.max)
        if end <= begin:
            continue
        free = merged([*free, (ended, dt.date.max)])
        for window in periods(aim, first).windows(begin, end):
            is_away = 2 * shared_days((window.start, window.until), free) >= window.days
            found.append(_limit(window, totals.get(window.start), aim, on=on, is_away=is_away))
    return found


def _limit(window: Window, total: Total | None, aim: Aim, *, on: dt.date, is_away: bool) -> Due:
    is_over = window.until <= on
    is_known = total is not None and total.is_settled
    is_good = total is not None and total.is_settled and aim.is_met_by(total.value)
    is_asked = is_good or not is_away
    return Due(
        start=window.start,
        until=window.until,
        asked=float(is_asked),
        done=float(is_good),
        missed=float(is_asked and is_known and not is_good),
        unknown=float(is_asked and is_over and not is_known),
        excused=float(not is_asked),
        extra=0.0,
        is_over=is_over,
        per_day=1 / window.days,
        entries=() if total is None else total.entries,
    )
