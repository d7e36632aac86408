"""The windows of a rule that leaves its days open, or counts from completion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

from smartgoals._time import add_months
from smartgoals.recurrence._days import Frequency

if TYPE_CHECKING:
    from smartgoals.recurrence._rule import Recurrence

__all__ = ["LONGEST", "Span", "later", "open_periods", "since_completion"]

_DAY = dt.timedelta(days=1)
# How long an open period can be, in days.
LONGEST = {Frequency.WEEKLY: 7, Frequency.MONTHLY: 31, Frequency.YEARLY: 366}

Span: TypeAlias = tuple[dt.date, dt.date]
"""The first day of a window, and the day after it."""


def open_periods(rule: Recurrence, first: dt.date) -> Iterator[Span]:
    """Yield the periods of a rule with open days, from one that begins by *first* on."""
    start = rule.start
    if rule.frequency is Frequency.WEEKLY:
        periods = (first - start).days // 7
    else:
        months = (first.year - start.year) * 12 + first.month - start.month - 1
        periods = months // (1 if rule.frequency is Frequency.MONTHLY else 12)
    known = max(0, periods // rule.interval)
    for index in count(known) if rule.count is None else range(known, rule.count):
        # From the anchor each time, and as long as it takes: once in 2 weeks has 2 weeks.
        number = index * rule.interval
        yield later(rule, start, number), later(rule, start, number + rule.interval)


def since_completion(rule: Recurrence, done: Iterable[dt.date]) -> Iterator[Span]:
    """Yield the windows of a rule that counts from completion, done on these days."""
    latest = rule.interval if rule.latest is None else rule.latest
    span = rule.start, later(rule, rule.start, latest - rule.interval) + _DAY
    for day in sorted({day for day in done if day >= rule.start}):
        if span[0] <= day:
            yield span
        # Done before its window opened, it is done: that window never opens.
        span = later(rule, day, rule.interval), later(rule, day, latest) + _DAY
    yield span


def later(rule: Recurrence, day: dt.date, periods: int) -> dt.date:
    """Return the day so many periods of the rule later.

    Raises:
        OverflowError: If there is no such day.
    """
    if rule.frequency is Frequency.MONTHLY:
        return add_months(day, periods)
    if rule.frequency is Frequency.YEARLY:
        return add_months(day, 12 * periods)
    return day + (7 if rule.frequency is Frequency.WEEKLY else 1) * periods * _DAY
