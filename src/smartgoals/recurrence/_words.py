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
    elif not rule.set_positions and any(abs(day) > _SHORTEST_MONTH for day in rule.month_days):
        details.append("where there is one")
    if rule.count is not None:
        noun = "time" if rule.has_fixed_days else _NOUNS[rule.frequency]
        details.append(("" if rule.has_fixed_days else "for ") + _amount(rule.count, noun))
    if rule.until is not None:
        details.append(f"through {(rule.until - dt.timedelta(days=1)).isoformat()}")
    if len(rule.exceptions) > _MOST_LISTED:
        details.append(f"except on {len(rule.exceptions)} days")
    elif rule.exceptions:
        details.append(f"except on {_and([day.isoformat() for day in rule.exceptions])}")
    if rule.week_start is not Weekday.MONDAY and rule.frequency is Frequency.WEEKLY:
        details.append(f"in weeks that start on {_name(rule.week_start)}")
    if rule.day_start != dt.time():
        details.append(f"in days that start at {_clock(rule.day_start)}")
    return ", ".join(details)


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
    if rule.weekdays or rule.month_days:
        kinds = (
            [_listed([f"a {_name(day)}" for day in rule.weekdays], "or")] if rule.weekdays else []
        )
        kinds += [_numbered(rule.month_days, "or")] if rule.month_days else []
        kind = f" that is {' and '.join(kinds)}"
    else:
        kind = ""
    if rule.interval > 1:
        days = f"{each}every {rule.interval} days"
    else:
        days = "every day" if rule.times == 1 else f"{often} a day"
    return days + kind + _in_months(rule)


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
    days = f"{_on(rule)} of {_months(rule)}" if rule.months else _on(rule).rstrip(",")
    if rule.interval > 1:
        return f"every {nth} year {days}"
    return days if days.startswith("every") else f"every year {days}"


def _on(rule: Recurrence) -> str:
    weekdays = [f"every {_name(day)}" for day in rule.weekdays[:1]]
    weekdays += [_name(day) for day in rule.weekdays[1:]]
    named = weekdays + [_nth_day(day) for day in rule.nth_weekdays]
    if _is_clamped(rule):
        whole = rule.month_days[: len(rule.set_positions) - 1]
        return f"on {_numbered((*whole, rule.month_days[-1]))}"
    if not named:
        days = _numbered(rule.month_days)
    elif rule.month_days:
        days = f"{_and(named)} that is {_numbered(rule.month_days, 'or')}"
    else:
        days = _and(named)
    if not rule.set_positions:
        return days if weekdays else f"on {days}"
    places = [_place(place) for place in rule.set_positions]
    if rule.weekdays == _WORKDAYS and len(named) == len(_WORKDAYS) and not rule.month_days:
        return f"on {_and([f'the {place} weekday' for place in places])}"
    return f"on {_and([f'the {place}' for place in places])} of {days},"


def _is_clamped(rule: Recurrence) -> bool:
    """Return whether it is what :meth:`Recurrence.monthly` makes of a day that some months lack."""
    few = len(rule.set_positions) - 1
    return (
        not (rule.weekdays or rule.nth_weekdays)
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
