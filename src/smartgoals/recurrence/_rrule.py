"""A rule as the text of RFC 5545, both ways."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn, cast

from smartgoals._time import (
    Zone,
    after_gap,
    instant,
    wall_clock,
    wall_time,
    zone_named,
)
from smartgoals._values import as_tuple
from smartgoals.errors import InvalidValueError, UnsupportedRuleError
from smartgoals.recurrence._days import WEEK, Frequency, NthWeekday, Weekday

if TYPE_CHECKING:
    from smartgoals.recurrence._rule import Recurrence

__all__ = ["read_rrule", "write_rrule"]

_DAY = dt.timedelta(days=1)
_LONGEST = 2_000
_WEEKS = 53
# Calendars write the last moment that they know for a rule that goes on.
_NO_END = dt.date(9999, 12, 30)
_FREQUENCIES = {each.name: each for each in Frequency if each is not Frequency.ONCE}
# The part of the text that says each field of a rule.
_PARTS = {
    "interval": "INTERVAL",
    "weekdays": "BYDAY",
    "nth_weekdays": "BYDAY",
    "month_days": "BYMONTHDAY",
    "months": "BYMONTH",
    "set_positions": "BYSETPOS",
    "week_start": "WKST",
    "count": "COUNT",
    "until": "UNTIL",
    "exceptions": "EXDATE",
    "at": "DTSTART",
    "start": "DTSTART",
}
_READ = {*_PARTS.values(), "FREQ", "BYHOUR", "BYMINUTE", "BYSECOND"} - {"DTSTART", "EXDATE"}
# What RFC 5545 and RFC 7529 know beside that.
_NOT_READ = {"BYWEEKNO", "BYYEARDAY", "RSCALE", "SKIP"}
_WEEKDAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_PREFIX = re.compile("^rrule:", re.IGNORECASE | re.ASCII)
_INTEGER = re.compile(r"[+-]?[0-9]{1,10}")
_MOMENT = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z?))?")


def read_rrule(
    kind: type[Recurrence], rrule: str, start: dt.date, exceptions: Iterable[dt.date]
) -> Recurrence:
    """Return the rule that a text says; see :meth:`Recurrence.from_rrule`."""
    parts = _parts_of(rrule)
    if not isinstance(start, dt.date):
        raise InvalidValueError(
            "start must be the date, or date and time, of DTSTART", field="start"
        )
    at = _times(parts, start)
    fields: dict[str, Any] = {
        "start": _day(start),
        "frequency": _frequency(parts),
        "interval": 1 if (interval := _one(parts, "INTERVAL")) is None else interval,
        "count": _count(parts, at),
        "at": at,
        "exceptions": _exceptions(exceptions, start, at),
        "week_start": _week_start(parts),
        **_days_of(parts),
    }
    _fill(fields)
    problem: UnsupportedRuleError
    try:
        rule = kind(**fields)
        if "UNTIL" in parts:
            rule = kind(**fields, until=_until(parts["UNTIL"], _zone(start), rule))
    except InvalidValueError as error:
        problem = UnsupportedRuleError(_PARTS[error.field], f"one that goes with the rest: {error}")
    else:
        _check_first_day(rule, start)
        return rule
    raise problem


def _day(value: dt.date) -> dt.date:
    # The date of a pendulum value would be one of pendulum's.
    return dt.date(value.year, value.month, value.day)


def _parts_of(rrule: str) -> dict[str, str]:
    if not isinstance(rrule, str) or len(rrule) > _LONGEST:
        _refuse("RRULE", f"text of at most {_LONGEST:,} characters")
    parts: dict[str, str] = {}
    for part in _PREFIX.sub("", rrule.strip()).split(";"):
        name, equals, value = part.partition("=")
        # Some letters of other scripts have a capital of ours.
        name = name.upper() if name.isascii() else ""
        if name in _NOT_READ:
            _refuse(name, "left out: smartgoals does not read it")
        if name not in _READ or not equals:
            _refuse("RRULE", "parts of RFC 5545 such as FREQ=WEEKLY, with ; between them")
        if name in parts:
            _refuse(name, "given once")
        if not value.isascii():
            _refuse(name, "written in ASCII")
        parts[name] = value.upper()
    if "COUNT" in parts and "UNTIL" in parts:
        _refuse("COUNT", "left out where UNTIL is given")
    if "BYSETPOS" in parts and not parts.keys() & {"BYDAY", "BYMONTHDAY", "BYMONTH"}:
        _refuse("BYSETPOS", "given with BYDAY, BYMONTHDAY or BYMONTH")
    return parts


def _frequency(parts: dict[str, str]) -> Frequency:
    found = _FREQUENCIES.get(parts.get("FREQ", ""))
    return found or _refuse("FREQ", "DAILY, WEEKLY, MONTHLY or YEARLY")


def _exceptions(values: Iterable[dt.date], start: dt.date, at: list[dt.time]) -> list[dt.date]:
    """Return the days that EXDATE leaves out; a moment at which nothing is due leaves out none."""
    days: list[dt.date] = []
    times: dict[dt.date, set[dt.time]] = {}
    for value in as_tuple(values):
        if not at or not isinstance(value, dt.datetime):
            days.append(_day(value) if isinstance(value, dt.date) else value)
            continue
        for day, time in _due_at(value, start, at):
            times.setdefault(day, set()).add(time)
    for day, found in times.items():
        if found >= set(at):
            days.append(day)
        elif found & set(at):
            _refuse("EXDATE", "all times of a day or none: no day is cut short")
    return days


def _due_at(
    value: dt.datetime, start: dt.date, at: list[dt.time]
) -> Iterator[tuple[dt.date, dt.time]]:
    """Yield the day and the wall time that a moment of EXDATE means."""
    if value.tzinfo is None:
        yield _day(value), wall_time(value)
        return
    zone = _zone(start)
    if zone is None:
        _refuse("EXDATE", "in the start's own time, or the start aware of its zone")
    # Nothing is due where the calendar ends.
    with suppress(OverflowError, InvalidValueError):
        moment = instant(value, in_utc=True)
        today = _day(moment)
        # Zones lie a day apart at most, and over a gap at midnight a moment is in the next day.
        for day in (today + days * _DAY for days in (-2, -1, 0, 1)):
            yield from ((day, time) for time in at if _due(day, time, zone) == moment)


def _week_start(parts: dict[str, str]) -> Weekday:
    found = parts.get("WKST", Weekday.MONDAY)
    return Weekday(found) if found in WEEK else _refuse("WKST", "a day such as MO or SU")


def _days_of(parts: dict[str, str]) -> dict[str, Any]:
    weekdays: list[Weekday] = []
    nth_weekdays: list[NthWeekday] = []
    for item in _items(parts, "BYDAY"):
        match = _WEEKDAY.fullmatch(item)
        number, weekday = match.groups() if match else ("0", "MO")
        if number is None:
            weekdays.append(Weekday(weekday))
        elif 1 <= abs(int(number)) <= _WEEKS:
            nth_weekdays.append(NthWeekday(n=int(number), weekday=Weekday(weekday)))
        else:
            _refuse("BYDAY", "days such as MO, 1FR or -1SU, with commas between them")
    return {
        "weekdays": weekdays,
        "nth_weekdays": nth_weekdays,
        "month_days": _numbers(parts, "BYMONTHDAY"),
        "months": _numbers(parts, "BYMONTH"),
        "set_positions": _positions(parts),
    }


def _positions(parts: dict[str, str]) -> list[int]:
    positions = _numbers(parts, "BYSETPOS")
    # A day is the first and the last one of its day, which says nothing.
    return [] if parts["FREQ"] == "DAILY" and {1, -1} & set(positions) else positions


def _items(parts: dict[str, str], name: str) -> list[str]:
    return parts[name].split(",") if name in parts else []


def _numbers(parts: dict[str, str], name: str) -> list[int]:
    items = _items(parts, name)
    if not all(_INTEGER.fullmatch(item) for item in items):
        _refuse(name, "whole numbers, with commas between them")
    return [int(item) for item in items]


def _one(parts: dict[str, str], name: str) -> int | None:
    numbers = _numbers(parts, name)
    if len(numbers) > 1:
        _refuse(name, "one whole number")
    return numbers[0] if numbers else None


def _times(parts: dict[str, str], start: dt.date) -> list[dt.time]:
    """Return the wall times: that of the start, or the hours and minutes that the rule names."""
    hours, minutes = _numbers(parts, "BYHOUR"), _numbers(parts, "BYMINUTE")
    if not isinstance(start, dt.datetime):
        for part in ("BYHOUR", "BYMINUTE", "BYSECOND"):
            if part in parts:
                _refuse(part, "left out where the start is a day")
        return []
    if _numbers(parts, "BYSECOND") not in ([], [start.second]):
        _refuse("BYSECOND", "left out, or the second of the start")
    if not set(hours) <= set(range(24)):
        _refuse("BYHOUR", "hours from 0 to 23")
    if not set(minutes) <= set(range(60)):
        _refuse("BYMINUTE", "minutes from 0 to 59")
    times = {
        dt.time(hour, minute, start.second)
        for hour in hours or [start.hour]
        for minute in minutes or [start.minute]
    }
    if len(times) > 1 and "BYSETPOS" in parts:
        _refuse("BYSETPOS", "left out where a day has several times")
    return sorted(times)


def _count(parts: dict[str, str], at: list[dt.time]) -> int | None:
    """Return how many days a COUNT makes: it counts each time of a day."""
    count, a_day = _one(parts, "COUNT"), max(1, len(at))
    if count is not None and count % a_day:
        _refuse("COUNT", f"a multiple of the {a_day} times a day: no day is cut short")
    return None if count is None else count // a_day


def _fill(fields: dict[str, Any]) -> None:
    """Take from the start what RFC 5545 takes from DTSTART."""
    if fields["weekdays"] or fields["nth_weekdays"] or fields["month_days"]:
        return
    start, frequency = fields["start"], fields["frequency"]
    if frequency is Frequency.WEEKLY:
        fields["weekdays"] = [WEEK[start.weekday()]]
    elif frequency is not Frequency.DAILY:
        fields["month_days"] = [start.day]
        if frequency is Frequency.YEARLY and not fields["months"]:
            fields["months"] = [start.month]


def _until(text: str, zone: Zone | None, rule: Recurrence) -> dt.date | None:
    """Return the first day after UNTIL, which is the last moment that counts; None for no end."""
    last, time, is_utc = _moment(text)
    if is_utc and (zone is None or not rule.at):
        _refuse("UNTIL", "in the start's own time, or the start aware of its zone")
    if time is not None and rule.at:
        last = _last_day(dt.datetime.combine(last, time), zone if is_utc else None, rule)
    return None if last >= _NO_END else last + _DAY


def _last_day(ends: dt.datetime, zone: Zone | None, rule: Recurrence) -> dt.date:
    """Return the last day whose times come by *ends*: wall time, or UTC where a zone is given."""
    day = ends.date()
    if day >= _NO_END:
        return day
    if zone is not None:
        # Somewhere it is already tomorrow.
        ends, day = instant(ends.replace(tzinfo=dt.UTC)), day + _DAY
    with suppress(OverflowError, InvalidValueError):
        while min(times := [_due(day, time, zone) for time in rule.at]) > ends:
            day -= _DAY
        if max(times) > ends and rule.window_of(day) is not None:
            _refuse("UNTIL", "before or after all times of its day: no day is cut short")
        return day
    return _refuse("UNTIL", "a moment of the calendar after the start")


def _due(day: dt.date, time: dt.time, zone: Zone | None) -> dt.datetime:
    """Return the moment in UTC; the wall time where there is no zone."""
    if zone is None:
        return dt.datetime.combine(day, time)
    # Moments of one zone compare by what the clocks show, which is not when they are.
    return instant(wall_clock(time, zone)(day) or after_gap(day, time, zone), in_utc=True)


def _moment(text: str) -> tuple[dt.date, dt.time | None, bool]:
    match = _MOMENT.fullmatch(text)
    if match is not None:
        day, time, mark = match.groups()
        with suppress(ValueError):
            read = None if time is None else dt.time.fromisoformat(time)
            return dt.date.fromisoformat(day), read, bool(mark)
    return _refuse("UNTIL", "a day such as 20251224, or a moment such as 20251224T080000Z")


def _zone(start: dt.date) -> Zone | None:
    if not isinstance(start, dt.datetime) or start.utcoffset() is None:
        return None
    # A fixed offset answers as a zone does.
    return cast(Zone, instant(start).tzinfo)


def _check_first_day(rule: Recurrence, start: dt.date) -> None:
    if (
        isinstance(start, dt.datetime)
        and rule.at[0] < start.time().replace(microsecond=0)
        and rule.window_of(rule.start) is not None
    ):
        _refuse("BYHOUR", "no earlier than the start: no day is cut short")


def _refuse(part: str, expected: str) -> NoReturn:
    raise UnsupportedRuleError(part, expected)


def write_rrule(rule: Recurrence, zone: str | None) -> str | None:
    """Return the text that says a rule, or None; see :meth:`Recurrence.to_rrule`."""
    place = None if zone is None else zone_named(zone)
    hours, minutes, seconds = (
        sorted({getattr(time, unit) for time in rule.at}) for unit in ("hour", "minute", "second")
    )
    a_day = max(1, len(rule.at))
    is_grid = len(hours) * len(minutes) == len(rule.at) and len(seconds) <= 1
    if (
        rule.frequency is Frequency.ONCE
        or not rule.has_fixed_days
        or rule.times > 1
        or rule.day_start != dt.time()
        or (a_day > 1 and (rule.set_positions or not is_grid))
    ):
        return None
    until = None if rule.until is None else _end(rule, rule.until - _DAY, place)
    if until == "":
        return None
    nth = (f"{day.n}{day.weekday}" for day in rule.nth_weekdays)
    parts = {
        "FREQ": rule.frequency.name,
        "INTERVAL": rule.interval if rule.interval > 1 else None,
        "COUNT": rule.count and rule.count * a_day,
        "UNTIL": until,
        "BYMONTH": _listed(rule.months),
        "BYMONTHDAY": _listed(rule.month_days),
        "BYDAY": _listed([*rule.weekdays, *nth]),
        "BYHOUR": _listed(hours) if len(hours) > 1 else None,
        "BYMINUTE": _listed(minutes) if len(minutes) > 1 else None,
        "BYSETPOS": _listed(rule.set_positions),
        "WKST": rule.week_start if rule.week_start is not Weekday.MONDAY else None,
    }
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def _listed(items: Iterable[object]) -> str:
    return ",".join(map(str, items))


def _end(rule: Recurrence, last: dt.date, zone: Zone | None) -> str:
    """Return the UNTIL of a rule whose last day this is; nothing where no moment says it."""
    if not rule.at:
        return _basic(last)
    with suppress(InvalidValueError, UnsupportedRuleError):
        ends = max(_due(last, time, zone) for time in rule.at)
        mark = "" if zone is None else "Z"
        text = _basic(dt.datetime.combine(ends.date(), wall_time(ends))) + mark
        # A day that a zone skips happens together with the next one.
        if _until(text, zone, rule) == rule.until:
            return text
    return ""


def _basic(value: dt.date) -> str:
    return value.isoformat().replace("-", "").replace(":", "")
