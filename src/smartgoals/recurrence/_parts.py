"""What a rule checks of its parts, each for itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import attrs

from smartgoals._values import as_tuple, refuse
from smartgoals.recurrence._days import NthWeekday, Weekday

__all__ = [
    "as_days",
    "as_nth_weekdays",
    "as_numbers",
    "as_times",
    "as_weekdays",
    "check_day",
    "check_range",
    "is_each_place",
    "is_time",
]

_MOST_TIMES = 1_000


def as_weekdays(days: Iterable[Weekday]) -> tuple[Weekday, ...]:
    days = as_tuple(days)
    for day in days:
        if not isinstance(day, Weekday):
            refuse("weekdays", "Weekday items only", day)
    return tuple(sorted(set(days), key=lambda day: day.position))


def as_nth_weekdays(days: Iterable[NthWeekday]) -> tuple[NthWeekday, ...]:
    days = as_tuple(days)
    for day in days:
        if not isinstance(day, NthWeekday):
            refuse("nth_weekdays", "NthWeekday items only", day)
    return tuple(sorted(set(days), key=lambda day: (day.n < 0, day.n, day.weekday.position)))


def as_days(days: Iterable[dt.date], field: str = "exceptions") -> tuple[dt.date, ...]:
    days = as_tuple(days)
    for day in days:
        if not is_only_a_day(day):
            refuse(field, "datetime.date items only", day)
    return tuple(sorted(set(days)))


def check_day(field: str, day: object) -> None:
    """Refuse what is no day; a date and time is one too much."""
    if not is_only_a_day(day):
        refuse(field, "a datetime.date", day)


def check_range(start: object, until: object) -> None:
    """Refuse an end of a range that is given and is no day."""
    if start is not None:
        check_day("start", start)
    if until is not None:
        check_day("until", until)


def is_only_a_day(value: object) -> bool:
    return type(value) is dt.date or (
        isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    )


def as_times(times: Iterable[dt.time]) -> tuple[dt.time, ...]:
    times = as_tuple(times)
    for time in times:
        if not isinstance(time, dt.time) or time.tzinfo is not None or time.microsecond:
            refuse("at", "wall times to the second, without a zone", time)
    if len(times) > _MOST_TIMES:
        refuse("at", f"{_MOST_TIMES:,} wall times at most", times)
    return tuple(sorted({time.replace(fold=0) for time in times}))


def as_numbers(numbers: Iterable[int]) -> tuple[int, ...]:
    """Put the numbers in order, those that count backwards last."""
    numbers = as_tuple(numbers)
    if not all(type(number) is int for number in numbers):
        # Left as it is for the validator, which knows the field's name.
        return numbers
    return tuple(sorted(set(numbers), key=lambda number: (number < 0, number)))


def is_each_place(
    most: int, *, backwards: bool
) -> Callable[[object, attrs.Attribute[Any], tuple[Any, ...]], None]:
    def check(_: object, attribute: attrs.Attribute[Any], value: tuple[Any, ...]) -> None:
        for number in value:
            counted = abs(number) if backwards and type(number) is int else number
            if type(number) is not int or not 1 <= counted <= most:
                either = " or backwards from -1" if backwards else ""
                refuse(attribute.name, f"whole numbers from 1 to {most}{either}", number)

    return check


def is_time(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, dt.time) or value.tzinfo is not None or value.microsecond:
        refuse(attribute.name, "a wall time to the second, without a zone", value)
