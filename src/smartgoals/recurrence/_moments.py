"""The moments at which the days of a rule are due, in a zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import chain, islice
from typing import TypeAlias

from smartgoals._time import (
    Clock,
    DateTime,
    Zone,
    after_gap,
    at_once,
    in_zone,
    instant,
    wall_clock,
    wall_time,
    without_changes,
    zone_named,
)
from smartgoals._values import refuse
from smartgoals.recurrence._days import Gap

__all__ = ["MIDNIGHT", "Clocks", "clocks_of", "local_day", "moments_of", "that_exist"]

MIDNIGHT = dt.time()
_MOST_AT_ONCE = 64

Clocks: TypeAlias = list[tuple[bool, dt.time, Clock]]
"""Each wall time of a day in order: whether it is in the night after, the time, what finds it."""


def clocks_of(at: tuple[dt.time, ...], day_start: dt.time, zone: Zone) -> Clocks:
    """Return the wall times of a day that starts at *day_start*."""
    clocks = [(time < day_start, time, wall_clock(time, zone)) for time in at]
    return sorted(clocks, key=lambda clock: clock[:2])


def that_exist(days: Iterator[int], clocks: Clocks, zone: Zone) -> Iterator[int]:
    """Yield the days on which the clocks show one of the times."""
    for batch in _batches(days):
        if _are_ordinary(batch, clocks, zone):
            yield from batch
        else:
            yield from (day for day in batch if _on(day, clocks, zone, Gap.SKIP)[0])


def moments_of(
    days: Iterator[int], clocks: Clocks, zone: Zone, gap: Gap, *, until: DateTime | None, sure: int
) -> Iterator[DateTime]:
    """Yield the moments of the days, in order, that lie before *until*.

    Args:
        days: The days, as numbers and in order.
        clocks: The wall times of each.
        zone: The zone of the wall times.
        gap: What becomes of a time that the clocks skip.
        until: The end, in UTC; None for none.
        sure: The moments of days before this one lie before *until*.
    """
    waiting: list[DateTime] = []
    for batch in _batches(days):
        if not waiting and batch[-1] < sure and _are_ordinary(batch, clocks, zone):
            columns = [at_once(_dates(batch, late), time, zone) for late, time, _ in clocks]
            yield from chain.from_iterable(zip(*columns, strict=True))
            continue
        for day in batch:
            moments, has_jumped = _on(day, clocks, zone, gap)
            if waiting or has_jumped:
                # What jumped may meet, or pass, what comes next.
                moments = sorted({*waiting, *moments})
                waiting = moments if has_jumped else []
            if not has_jumped:
                yield from _before(until, moments)
    yield from _before(until, waiting)


def _batches(days: Iterator[int]) -> Iterator[list[int]]:
    """Yield the days, a few at once: who asks for one waits for one, who goes on gets more."""
    size = 1
    while batch := list(islice(days, size)):
        yield batch
        size = min(2 * size, _MOST_AT_ONCE)


def _are_ordinary(batch: list[int], clocks: Clocks, zone: Zone) -> bool:
    """Return whether no clocks change at the times of these days."""
    return all(without_changes(_dates(batch, late), time, zone) for late, time, _ in clocks)


def _dates(batch: list[int], is_late: bool) -> list[dt.date]:  # noqa: FBT001  # the first of a clock
    return list(map(dt.date.fromordinal, [day + 1 for day in batch] if is_late else batch))


def _on(day: int, clocks: Clocks, zone: Zone, gap: Gap) -> tuple[list[DateTime], bool]:
    """Return the moments of one day, and whether one of them jumped over a gap."""
    moments: list[DateTime] = []
    has_jumped = False
    for is_late, time, clock in clocks:
        date = dt.date.fromordinal(day + is_late)
        moment = clock(date)
        if moment is not None:
            moments.append(moment)
        elif gap is Gap.SHIFT:
            moments.append(after_gap(date, time, zone))
            has_jumped = True
    return moments, has_jumped


def _before(until: DateTime | None, moments: list[DateTime]) -> Iterator[DateTime]:
    return (moment for moment in moments if until is None or moment < until)


def local_day(
    moment: dt.datetime, *, zone: str | None = None, day_start: dt.time = MIDNIGHT
) -> dt.date:
    """Return the day that a moment counts for, where the client is.

    Args:
        moment: A date and time, aware of its zone.
        zone: The client's zone by its IANA name; None for the moment's own.
        day_start: When a day starts for the client. Before it, it is still the day before.

    Raises:
        InvalidValueError: If *moment* has no zone, or the zone is unknown.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import local_day
        >>> late = dt.datetime(2025, 2, 4, 0, 30, tzinfo=dt.UTC)
        >>> print(local_day(late, zone="Europe/Berlin", day_start=dt.time(3)))
        2025-02-03
    """
    if not isinstance(day_start, dt.time) or day_start.tzinfo is not None:
        refuse("day_start", "a wall time without a zone", day_start)
    local = instant(moment) if zone is None else in_zone(instant(moment), zone_named(zone))
    number = dt.date(local.year, local.month, local.day).toordinal()
    # There is no day before the first of the calendar.
    return dt.date.fromordinal(max(1, number - (wall_time(local) < day_start)))
