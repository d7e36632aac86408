"""A rule in English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from smartgoals.recurrence._days import Frequency, NthWeekday, Weekday

if TYPE_CHECKING:
    from smartgoals.recurrence._rule import Recurrence

__all__ = ["said"]

_NOUNS = {
    Frequency.DAILY: "day",
    Frequency.WEEKLY: "week",
    Frequency.MONTHLY: "month",
    Frequency.YEARLY: "year",
}
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_TIMES = {1: "once", 2: "twice"}
_PLACES = {
    -2: "second-to-last",
    -1: "last",
    1: "first",
    2: "second",
    3: "third",
    4: "fourth",
    5: "fifth",
}
_WORKDAYS = tuple(Weekday)[:5]
_MOST_LISTED = 3
_SHORTEST_MONTH = 28
_CLAMPED = {(28, 29), (28, 29, 30), (28, 29, 30, 31)}


def said(rule: Recurrence) -> str:
    """Return the rule in English."""
    details = [_days(rule)]
    if rule.at:
        details[0] += f" at {_and([_clock(time) for time in rule.at])}"
    if _is_clamped(rule):
        details.append("or its last day")
    elif rule.frequency is Frequency.DAILY:
        if rule.interval > 1 and (kind := _kind(rule)):
            details.append(f"if that is {kind}")
    elif rule.weekdays or rule.nth_weekdays:
        if rule.month_days and not rule.set_positions:
            details.append(f"if that is {_numbered(rule.month_days, 'or')} of the month")
    elif not rule.set_positions and any(abs(day) > _SHORTEST_MONTH for day in rule.month_days):
        details.append("where there is one")
    if rule.count is not None:
        details.append(_counted(rule, rule.count))
    if rule.until is not None:
        details.append(f"through {(rule.until - dt.timedelta(days=1)).isoformat()}")
    if len(rule.exceptions) > _MOST_LISTED:
        details.append(f"except on {len(rule.exceptions)} days")
    elif rule.exceptions:
        details.append(f"except on {_and([day.isoformat() for day in rule.exceptions])}")
    if rule.week_start is not Weekday.MONDAY and rule.weekdays and _has_weeks(rule):
        details.append(f"in weeks that start on {_name(rule.week_start)}")
    if rule.day_start != dt.time():
        details.append(f"in days that start at {_clock(rule.day_start)}")
    return ", ".join(details)


def _has_weeks(rule: Recurrence) -> bool:
    return rule.frequency is Frequency.WEEKLY and (rule.interval > 1 or bool(rule.set_positions))


def _counted(rule: Recurrence, count: int) -> str:
    if not rule.has_fixed_days:
        return f"for {_amount(count * rule.interval, _NOUNS[rule.frequency])}"
    if rule.times_per_window > 1:
        # Of two doses a day, "10 times" would be five days.
        return f"on {_amount(count, 'day')}"
    return _TIMES.get(count, f"{count} times")


def _days(rule: Recurrence) -> str:
    often = _TIMES.get(rule.times, f"{rule.times} times")
    each = "" if rule.times == 1 else f"{often} "
    if rule.frequency is Frequency.ONCE:
        return f"{each}on {rule.start.isoformat()}"
    noun = _NOUNS[rule.frequency]
    if rule.is_from_completion:
        until = "" if rule.latest is None else f"{rule.interval} to "
        return f"{each}{until}{_amount(rule.latest or rule.interval, noun)} after the last time"
    if rule.frequency is Frequency.DAILY:
        return _daily(rule, each, often)
    if not rule.has_fixed_days:
        return (
            f"{often} a {noun}" if rule.interval == 1 else f"{often} every {rule.interval} {noun}s"
        )
    return each + _within(rule)


def _daily(rule: Recurrence, each: str, often: str) -> str:
    kind = _kind(rule)
    if rule.interval > 1:
        return f"{each}every {rule.interval} days{_in_months(rule)}"
    days = "every day" if rule.times == 1 else f"{often} a day"
    return days + (f" that is {kind}" if kind else "") + _in_months(rule)


def _kind(rule: Recurrence) -> str:
    """Say what a day of a daily rule has to be."""
    kinds = []
    if rule.weekdays:
        kinds.append(_listed([f"a {_name(day)}" for day in rule.weekdays], "or"))
    if rule.month_days:
        kinds.append(f"{_numbered(rule.month_days, 'or')} of the month")
    return " and ".join(kinds)


def _within(rule: Recurrence) -> str:
    """Say which days of a week, a month or a year it is."""
    nth = _nth(rule.interval)
    if rule.frequency is Frequency.WEEKLY:
        each = " of each week" if rule.set_positions else ""
        period = f" of every {nth} week" if rule.interval > 1 else each
        return _on(rule) + period + _in_months(rule)
    if rule.frequency is Frequency.MONTHLY:
        if rule.interval > 1:
            return f"{_on(rule)} of every {nth} month{_in_months(rule)}"
        return f"{_on(rule)} of {_months(rule) or 'each month'}"
    year = f"every {nth} year" if rule.interval > 1 else "every year"
    days = _named(rule)
    # Days of the month belong to months also in a year; a weekday may be one of the whole year.
    is_of_month = rule.month_days and not (rule.weekdays or rule.nth_weekdays)
    if months := _months(rule) or ("each month" if is_of_month else ""):
        days = f"{days} of {months}"
    if rule.set_positions:
        return f"{year} on {_and(_places(rule))} of all these days: {days}"
    if rule.weekdays:
        return days if rule.interval == 1 else f"{year} {days}"
    return f"{year} on {days}"


def _on(rule: Recurrence) -> str:
    """Say which days of a period, and which of those."""
    if _is_clamped(rule):
        whole = rule.month_days[: len(rule.set_positions) - 1]
        return f"on {_numbered((*whole, rule.month_days[-1]))}"
    days = _named(rule)
    if not rule.set_positions:
        return days if rule.weekdays else f"on {days}"
    if rule.weekdays == _WORKDAYS and not (rule.nth_weekdays or rule.month_days):
        return f"on {_and([f'{place} weekday' for place in _places(rule)])}"
    return f"on {_and(_places(rule))} of {days},"


def _places(rule: Recurrence) -> list[str]:
    return [f"the {_place(place)}" for place in rule.set_positions]


def _named(rule: Recurrence) -> str:
    named = [f"every {_name(day)}" for day in rule.weekdays[:1]]
    named += [_name(day) for day in rule.weekdays[1:]]
    named += [_nth_day(day) for day in rule.nth_weekdays]
    if not named:
        return _numbered(rule.month_days)
    if rule.month_days and rule.set_positions:
        return f"{_and(named)} that is {_numbered(rule.month_days, 'or')}"
    return _and(named)


def _is_clamped(rule: Recurrence) -> bool:
    """Return whether it is what :meth:`Recurrence.monthly` makes of a day that some months lack."""
    few = len(rule.set_positions) - 1
    return (
        rule.frequency is Frequency.MONTHLY
        and not (rule.weekdays or rule.nth_weekdays)
        and rule.set_positions == (*range(1, few + 1), -1)
        and rule.month_days[few:] in _CLAMPED
    )


def _in_months(rule: Recurrence) -> str:
    return f" in {_months(rule)}" if rule.months else ""


def _months(rule: Recurrence) -> str:
    return _and([_MONTHS[month - 1] for month in rule.months]) if rule.months else ""


def _name(day: Weekday) -> str:
    return day.name.title()


def _nth_day(day: NthWeekday) -> str:
    return f"the {_place(day.n)} {_name(day.weekday)}"


def _numbered(days: Sequence[int], word: str = "and") -> str:
    if all(day > 0 for day in days):
        return f"the {_listed([_nth(day) for day in days], word)}"
    named = [f"the {_nth(day)}" if day > 0 else f"the {_place(day)} day" for day in days]
    return _listed(named, word)


def _place(number: int) -> str:
    if number in _PLACES:
        return _PLACES[number]
    return _nth(number) if number > 0 else f"{_nth(-number)}-to-last"


def _clock(time: dt.time) -> str:
    return time.isoformat("seconds" if time.second else "minutes")


def _amount(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _and(names: Sequence[str]) -> str:
    return _listed(names, "and")


def _listed(names: Sequence[str], word: str) -> str:
    *most, last = names
    return f"{', '.join(most)} {word} {last}" if most else last


def _nth(number: int) -> str:
    ending = (
        "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{ending}"
