"""Days around the changes of clocks, in every zone that there is, with plans for their hours."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Sequence
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from smartgoals._time import zone_named
from smartgoals.errors import InvalidValueError
from smartgoals.goals import Goal
from smartgoals.plans import ActionPlan, Step
from smartgoals.recurrence import Recurrence
from smartgoals.testing._scenes import SUBJECT
from smartgoals.testing._task_scenes import PLACES, TaskScene

__all__ = [
    "DAYS",
    "Change",
    "changes_in",
    "time_of",
    "times_around",
    "wall_scene",
    "wall_scenes",
    "zones",
]

DAYS = 5
"""So many days of a plan are looked at."""
_FIRST, _LAST = (dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (2011, 2026))
# Ramadan in Morocco is the shortest time for which clocks are changed.
_APART = dt.timedelta(days=8)
_MINUTE = dt.timedelta(minutes=1)
_NINE = dt.time(9)

Change = tuple[dt.datetime, dt.timedelta]
"""When clocks change, in UTC, and by how much."""


@cache
def zones() -> tuple[str, ...]:
    """Return the names of all zones."""
    return tuple(filter(_is_zone, sorted(zoneinfo.available_timezones())))


def _is_zone(name: str) -> bool:
    try:
        zone_named(name)
    except InvalidValueError:
        return False
    return True


@cache
def changes_in(name: str) -> tuple[Change, ...]:
    """Return when clocks change in a zone: of the changes of each size the latest."""
    zone = zoneinfo.ZoneInfo(name)
    found: dict[dt.timedelta, dt.datetime] = {}
    moment = _FIRST
    while moment < _LAST:
        after = moment + _APART
        jump = _offset(after, zone) - _offset(moment, zone)
        if jump:
            found[jump] = _changed(moment, after, zone)
        moment = after
    return tuple((change, jump) for jump, change in found.items())


def _offset(moment: dt.datetime, zone: zoneinfo.ZoneInfo) -> dt.timedelta:
    return moment.astimezone(zone).utcoffset() or dt.timedelta()


def _changed(low: dt.datetime, high: dt.datetime, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    before = _offset(low, zone)
    while high - low > _MINUTE:
        middle = low + (high - low) / 2
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    return high.replace(second=0, microsecond=0)


def times_around(change: Change, name: str) -> list[dt.time]:
    """Return what clocks show shortly before they change, when they do, and in what they skip."""
    moment, jump = change
    there = moment.astimezone(zoneinfo.ZoneInfo(name))
    near = [there + minutes * _MINUTE for minutes in (-90, -30, 0)]
    times = {shown.time().replace(second=0) for shown in (*near, there - jump / 2)}
    return sorted({*times, dt.time()})


def wall_scene(name: str, first: dt.date, times: Iterable[dt.time | None]) -> TaskScene:
    """Return a plan that asks for something every day, asked about for a week.

    Args:
        name: Where.
        first: The first day of the plan.
        times: At what times; None for any time of the day.
    """
    steps = [
        Step(
            id="day" if time is None else f"at-{time:%H%M}",
            action="x",
            recurrence=Recurrence.daily(start=first, at=[] if time is None else [time]),
        )
        for time in times
    ]
    goal = Goal(id="g-1", subject=SUBJECT, statement="x", plan=ActionPlan(steps=steps))
    return TaskScene(goals=(goal,), zone=name, first=first, hours=-24, length=7 * 24)


def time_of(step: Step) -> dt.time:
    """Return the time of day for which a step is planned."""
    at = step.recurrence.at if step.recurrence else ()
    return at[0] if at else dt.time()


_WELL_KNOWN = st.sampled_from([name for name, _ in PLACES])
_BEFORE = st.integers(1, DAYS - 2)
_ANY_DAY = st.dates(_FIRST.date(), _LAST.date())


@st.composite
def wall_scenes(draw: DrawFn) -> TaskScene:
    """Make plans for the days around a change of clocks; in zones without one, for any days.

    Args:
        draw: Hypothesis hands it over.
    """
    # Half of all zones have had no change for years.
    name = draw(_WELL_KNOWN | st.sampled_from(zones()))
    changes = changes_in(name)
    if not changes:
        return wall_scene(name, draw(_ANY_DAY), draw(_some([_NINE])))
    change = draw(st.sampled_from(changes))
    there = change[0].astimezone(zoneinfo.ZoneInfo(name)).date()
    times = draw(_some([_NINE, *times_around(change, name)]))
    return wall_scene(name, there - dt.timedelta(days=draw(_BEFORE)), times)


def _some(times: Sequence[dt.time]) -> SearchStrategy[list[dt.time | None]]:
    return st.lists(st.sampled_from([None, *times]), min_size=1, max_size=3, unique=True)
