"""The days of a rule, as numbers.

A month has one of 28 shapes (its first weekday and its length) and a year one of 14, so what a rule
makes of a shape is found once and looked up from then on. Whatever is asked for, the search begins
in the period that holds it, never at the anchor.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import accumulate, chain
from math import lcm
from typing import TYPE_CHECKING, TypeAlias

from smartgoals.recurrence._days import Frequency

if TYPE_CHECKING:
    from smartgoals.recurrence._rule import Recurrence

__all__ = ["END", "Pattern", "pattern_of"]

Pattern: TypeAlias = Callable[[int, int], Iterator[int]]
"""Yields every day in [first, stop), in order; a day is a proleptic Gregorian ordinal."""

END = dt.date.max.toordinal() + 1

# The calendar repeats after 400 years, which are whole weeks. A rule that named no day in so many
# periods in a row has met every shape there is, and never will.
_YEARS = 400
_CYCLE = 146_097


class _Shapes(dict[int, tuple[int, ...]]):
    """What a rule makes of each shape, found when it is first asked for: days after the first."""

    def __init__(self, rule: Recurrence, find: Callable[[Recurrence, int], set[int]]) -> None:
        super().__init__()
        self._find = partial(find, rule)
        self._positions = rule.set_positions

    def __missing__(self, shape: int) -> tuple[int, ...]:
        self[shape] = found = _picked(self._find(shape), self._positions)
        return found


def pattern_of(rule: Recurrence) -> Pattern:
    """Return the days that a rule with fixed days names, from its anchor on and without an end."""
    anchor = rule.start
    if rule.frequency is Frequency.ONCE:
        return partial(_once, anchor.toordinal())
    if rule.frequency is Frequency.DAILY:
        if rule.months or rule.month_days or rule.weekdays:
            every_month = partial(_months, 0, 1, _Shapes(rule, _of_a_month), rule.months)
            return partial(_every_so_many, every_month, anchor.toordinal(), rule.interval)
        return partial(_daily, anchor.toordinal(), rule.interval)
    if rule.frequency is Frequency.WEEKLY:
        into = (anchor.weekday() - rule.week_start.position) % 7
        week = sorted((day.position - rule.week_start.position) % 7 for day in rule.weekdays)
        if rule.months and _picked(week, rule.set_positions):
            return partial(_weeks_in, rule, anchor.toordinal() - into, week)
        offsets = _picked(week, rule.set_positions)
        return partial(_weeks, anchor.toordinal() - into, 7 * rule.interval, offsets)
    if rule.frequency is Frequency.MONTHLY:
        number, shapes = _month_number(anchor), _Shapes(rule, _of_a_month)
        return partial(_months, number, rule.interval, shapes, rule.months)
    return partial(_years, anchor.year - 1, rule.interval, _Shapes(rule, _of_a_year))


def _once(day: int, first: int, stop: int) -> Iterator[int]:
    return iter(range(day, day + 1) if first <= day < stop else range(0))


def _daily(anchor: int, step: int, first: int, stop: int) -> Iterator[int]:
    return iter(range(first + (anchor - first) % step, stop, step))


def _every_so_many(
    days: Pattern, anchor: int, interval: int, first: int, stop: int
) -> Iterator[int]:
    # After so many days both the calendar and the interval are where they were.
    round_trip = lcm(_CYCLE, interval)
    last = first + round_trip
    for day in days(first, stop):
        if (day - anchor) % interval == 0:
            last = day + round_trip
            yield day
        elif day >= last:
            return


def _weeks(base: int, step: int, offsets: tuple[int, ...], first: int, stop: int) -> Iterator[int]:
    week = base + (first - base) // step * step
    # Whoever asks for the next day finds it in one of the first two weeks.
    for start in (week, week + step):
        for offset in offsets:
            if first <= (day := start + offset) < stop:
                yield day
    # Whoever goes on gets all the Mondays beside all the Thursdays, and then a week cut short.
    rows = [range(week + 2 * step + offset, stop, step) for offset in offsets]
    yield from chain.from_iterable(zip(*rows, strict=False))
    if rows:
        last = week + (2 + len(rows[-1])) * step
        yield from (day for offset in offsets if (day := last + offset) < stop)


def _weeks_in(rule: Recurrence, base: int, week: list[int], first: int, stop: int) -> Iterator[int]:
    known: dict[tuple[int, int], tuple[int, ...]] = {}
    step = 7 * rule.interval
    for start in range(base + (first - base) // step * step, stop, step):
        shape = _month_and_rest(start)
        if (offsets := known.get(shape)) is None:
            month, rest = shape
            inside = [
                day for day in week if (month if day < rest else month % 12 + 1) in rule.months
            ]
            known[shape] = offsets = _picked(inside, rule.set_positions)
        for offset in offsets:
            if first <= (day := start + offset) < stop:
                yield day


def _months(  # noqa: PLR0917  # all but the last two are given once, by pattern_of()
    anchor: int, step: int, shapes: _Shapes, months: tuple[int, ...], first: int, stop: int
) -> Iterator[int]:
    firsts, shape_of = _calendar_months()
    number = _month_number(dt.date.fromordinal(first))
    number -= (number - anchor) % step
    cycle, number = divmod(number, _YEARS * 12)
    idle = 0
    for base in range(cycle * _CYCLE, stop, _CYCLE):
        for month in range(number, _YEARS * 12, step):
            start = base + firsts[month]
            if start >= stop:
                return
            if months and month % 12 + 1 not in months:
                idle += 1
            elif days := shapes[shape_of[month]]:
                idle = 0
                for offset in days:
                    if first <= (day := start + offset) < stop:
                        yield day
            else:
                idle += 1
            if idle > _YEARS * 12:
                return
        number = (number - _YEARS * 12) % step


def _years(anchor: int, step: int, shapes: _Shapes, first: int, stop: int) -> Iterator[int]:
    firsts, shape_of = _calendar_years()
    number = dt.date.fromordinal(first).year - 1
    idle = 0
    for index in range(number - (number - anchor) % step, 9999, step):
        cycle, year = divmod(index, _YEARS)
        start = firsts[year] + cycle * _CYCLE
        if start >= stop or idle > _YEARS:
            return
        idle += 1
        for offset in shapes[shape_of[year]]:
            idle = 0
            if first <= (day := start + offset) < stop:
                yield day


def _month_and_rest(day: int) -> tuple[int, int]:
    """Return the month of the first day of a week, and how many days of the week lie in it."""
    if day < 1:
        # The first week of year 1 begins before the calendar does, in a December.
        return 12, 1 - day
    date = dt.date.fromordinal(day)
    rest = _lengths(is_leap=_is_leap(date.year))[date.month - 1] - date.day + 1
    return date.month, min(rest, 7)


def _month_number(day: dt.date) -> int:
    """Return how many months of the calendar lie before the one of *day*."""
    return (day.year - 1) * 12 + day.month - 1


@cache
def _calendar_months() -> tuple[list[int], list[int]]:
    """Return the first day and the shape of each month in 400 years."""
    lengths = [length for year in range(_YEARS) for length in _lengths(is_leap=_is_leap(year + 1))]
    firsts = list(accumulate(lengths[:-1], initial=1))
    return firsts, [_shape(first, length) for first, length in zip(firsts, lengths, strict=True)]


@cache
def _calendar_years() -> tuple[list[int], list[int]]:
    """Return the first day and the shape of each year in 400 years."""
    firsts, _ = _calendar_months()
    starts = firsts[::12]
    return starts, [_year_shape(start, _is_leap(year + 1)) for year, start in enumerate(starts)]


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _lengths(*, is_leap: bool) -> tuple[int, ...]:
    return (31, 28 + is_leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _shape(first: int, length: int) -> int:
    return (first - 1) % 7 * 4 + length - 28


def _year_shape(first: int, is_leap: bool) -> int:  # noqa: FBT001  # one of the two parts of a shape
    return (first - 1) % 7 * 2 + is_leap


def _of_a_month(rule: Recurrence, shape: int) -> set[int]:
    weekday, more = divmod(shape, 4)
    return _in_month(rule, weekday, 28 + more)


def _of_a_year(rule: Recurrence, shape: int) -> set[int]:
    weekday, leap = divmod(shape, 2)
    lengths = _lengths(is_leap=bool(leap))
    *firsts, length = accumulate(lengths, initial=0)
    days = set(range(length))
    if rule.months:
        days = {
            firsts[month - 1] + day
            for month in rule.months
            for day in _in_month(rule, (weekday + firsts[month - 1]) % 7, lengths[month - 1])
        }
    else:
        # Only here does an n-th weekday count within the year: RFC 5545, BYDAY, note 2.
        if rule.month_days:
            days = {
                first + day
                for first, month in zip(firsts, lengths, strict=True)
                for day in _month_days(rule, month)
            }
        if rule.weekdays or rule.nth_weekdays:
            days &= _weekdays(rule, weekday, length)
    return days


def _in_month(rule: Recurrence, weekday: int, length: int) -> set[int]:
    """Return the days that the rule names in a month that begins on *weekday*."""
    days = _month_days(rule, length) if rule.month_days else set(range(length))
    if rule.weekdays or rule.nth_weekdays:
        days &= _weekdays(rule, weekday, length)
    return days


def _month_days(rule: Recurrence, length: int) -> set[int]:
    return {
        day - 1 if day > 0 else length + day for day in rule.month_days if -length <= day <= length
    }


def _weekdays(rule: Recurrence, weekday: int, length: int) -> set[int]:
    """Return the days of *length* that begin on *weekday* which have the rule's weekdays."""
    days = {
        day for named in rule.weekdays for day in range((named.position - weekday) % 7, length, 7)
    }
    for nth in rule.nth_weekdays:
        all_of_them = range((nth.weekday.position - weekday) % 7, length, 7)
        if -len(all_of_them) <= (at := nth.n - 1 if nth.n > 0 else nth.n) < len(all_of_them):
            days.add(all_of_them[at])
    return days


def _picked(days: Iterable[int], positions: tuple[int, ...]) -> tuple[int, ...]:
    """Return the days in order, or of them the ones that stand at the rule's positions."""
    ordered = sorted(days)
    if not positions:
        return tuple(ordered)
    places = {place - 1 if place > 0 else len(ordered) + place for place in positions}
    return tuple(ordered[place] for place in sorted(places) if 0 <= place < len(ordered))
