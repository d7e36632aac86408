"""How often, as FHIR's Timing and as a recurrence of ours.

Only what both can say is turned into the other: a rule such as "the first Friday" has no Timing,
and a Timing "before lunch" no rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from smartgoals.errors import SmartGoalsError
from smartgoals.interop.fhir._datatypes import Json, day_of
from smartgoals.recurrence import Frequency, Recurrence, Weekday

__all__ = ["read_timing", "say_timing"]

_UNITS = {
    "d": Frequency.DAILY,
    "wk": Frequency.WEEKLY,
    "mo": Frequency.MONTHLY,
    "a": Frequency.YEARLY,
}
_CODES = {frequency: code for code, frequency in _UNITS.items()}
_DAYS = dict(zip("mon tue wed thu fri sat sun".split(), Weekday, strict=True))
_NAMES = {day: name for name, day in _DAYS.items()}
_KNOWN = frozenset(
    {"boundsPeriod", "count", "frequency", "period", "periodUnit", "dayOfWeek", "timeOfDay"}
)
_EVERY_FEW = (Frequency.DAILY, True)


def read_timing(timing: Mapping[str, Any], start: dt.date | None) -> Recurrence | None:
    """Return the rule of a Timing, from *start* where it names no first day; None if none."""
    repeat = timing.get("repeat", {})
    first = day_of(repeat.get("boundsPeriod", {}).get("start")) or start
    unit = _UNITS.get(repeat.get("periodUnit"))
    period = repeat.get("period", 1)
    if set(timing) != {"repeat"} or set(repeat) - _KNOWN or first is None or unit is None:
        return None
    times, days, at = (repeat.get(key, ()) for key in ("frequency", "dayOfWeek", "timeOfDay"))
    times = times or 1
    # "3 times a week on Monday, Wednesday and Friday" counts the days that it names.
    named = {1, len(days), len(at), len(days) * len(at)}
    is_odd = (days and unit is not Frequency.WEEKLY) or ((days or at) and times not in named)
    # Twice in two days is not twice on every second day.
    if period != int(period) or is_odd or (unit is Frequency.DAILY and times > 1 < period):
        return None
    last = day_of(repeat.get("boundsPeriod", {}).get("end"))
    try:
        return Recurrence(
            start=first,
            frequency=unit,
            interval=int(period),
            weekdays=tuple(_DAYS[day] for day in days),
            times=1 if days or at else times,
            at=tuple(dt.time.fromisoformat(time.replace(":60", ":59")) for time in at),
            count=repeat.get("count"),
            until=None if last is None else last + dt.timedelta(days=1),
        )
    except (SmartGoalsError, OverflowError):
        # More often than a rule allows, or one that ends before it begins.
        return None


def say_timing(rule: Recurrence) -> Json | None:
    """Return the Timing of a rule; None where FHIR cannot say it."""
    if (
        rule.frequency not in _CODES
        or rule.is_from_completion
        or rule.nth_weekdays
        or rule.month_days
        or rule.months
        or rule.set_positions
        or rule.exceptions
        or (rule.times > 1 and (rule.weekdays or (rule.frequency, rule.interval > 1) == _EVERY_FEW))
    ):
        return None
    bounds = {"start": rule.start.isoformat()}
    if rule.until is not None:
        bounds["end"] = (rule.until - dt.timedelta(days=1)).isoformat()
    repeat: Json = {"boundsPeriod": bounds}
    if rule.count is not None:
        repeat["count"] = rule.count
    repeat |= {"frequency": max(rule.times, len(rule.at)), "period": rule.interval}
    repeat["periodUnit"] = _CODES[rule.frequency]
    if rule.weekdays:
        repeat["dayOfWeek"] = [_NAMES[day] for day in rule.weekdays]
    if rule.at:
        repeat["timeOfDay"] = [time.isoformat("seconds") for time in rule.at]
    return {"repeat": repeat}
