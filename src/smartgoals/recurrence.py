"""On which days something is due.

A :class:`Recurrence` is a rule and its anchor. It asks for a number of occurrences within each of
a row of *windows*: a fixed day is a window of one day, and "three times a week" is a window of
seven days that leaves the days open. Each window is computed from the anchor, never from the one
before, so nothing drifts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import StrEnum

import attrs

from smartgoals._time import add_months
from smartgoals._values import as_tuple, is_day, is_in, is_int, refuse

__all__ = ["Frequency", "Recurrence", "Weekday", "Window"]

_DAY = dt.timedelta(days=1)


class Frequency(StrEnum):
    """The period of a recurrence."""

    ONCE = "once"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Weekday(StrEnum):
    """A day of the week by its RFC 5545 name."""

    MONDAY = "MO"
    TUESDAY = "TU"
    WEDNESDAY = "WE"
    THURSDAY = "TH"
    FRIDAY = "FR"
    SATURDAY = "SA"
    SUNDAY = "SU"

    @property
    def position(self) -> int:
        """Days after Monday, 0 to 6, as :meth:`datetime.date.weekday` counts."""
        return _WEEK.index(self)


_WEEK = tuple(Weekday)


def _as_weekdays(days: Iterable[Weekday]) -> tuple[Weekday, ...]:
    days = as_tuple(days)
    for day in days:
        if not isinstance(day, Weekday):
            refuse("weekdays", "Weekday items only", day)
    return tuple(sorted(set(days), key=_WEEK.index))


@attrs.frozen(kw_only=True)
class Window:
    """Days within which something is asked for a number of times.

    Args:
        start: First day.
        until: First day that is no longer part of it.
        times: How often, at least 1.

    Example:
        >>> import datetime as dt
        >>> from smartgoals.recurrence import Window
        >>> Window(start=dt.date(2025, 2, 3), until=dt.date(2025, 2, 10), times=3).days
        7
    """

    start: dt.date = attrs.field(validator=is_day)
    until: dt.date = attrs.field(validator=is_day)
    times: int = attrs.field(default=1, validator=is_int(1))

    def __attrs_post_init__(self) -> None:
        """Check that it holds a day."""
        if self.until <= self.start:
            refuse("until", f"after start, {self.start.isoformat()}", self.until)

    @property
    def days(self) -> int:
        """Number of days in it."""
        return (self.until - self.start).days


@attrs.frozen(kw_only=True)
class Recurrence:
    """A rule that says on which days something is due, from its anchor on.

    The named constructors are the usual way in: :meth:`once`, :meth:`daily`, :meth:`weekly` and
    :meth:`times_per`.

    Args:
        start: The anchor: the first day the rule is about.
        frequency: Its period.
        interval: Every so many periods, at least 1.
        weekdays: Fixed days of the week, for a weekly rule; none leaves the days open.
        times: Occurrences asked for on each fixed day, or in each open period; at least 1.

    Raises:
        InvalidValueError: If weekdays are given for a rule that is not weekly, or an interval
            for something that is due once.

    Example:
        >>> import datetime as dt
        >>> from smartgoals.recurrence import Frequency, Recurrence, Weekday
        >>> monday = dt.date(2025, 2, 3)
        >>> gym = Recurrence.weekly(Weekday.MONDAY, Weekday.THURSDAY, start=monday)
        >>> print(gym)
        every Monday and Thursday
        >>> [day.day for day in gym.occurrences(monday, dt.date(2025, 2, 17))]
        [3, 6, 10, 13]
        >>> print(Recurrence.times_per(3, Frequency.WEEKLY, start=monday))
        3 times a week
    """

    start: dt.date = attrs.field(validator=is_day)
    frequency: Frequency = attrs.field(validator=is_in(Frequency))
    interval: int = attrs.field(default=1, validator=is_int(1, 10_000))
    weekdays: tuple[Weekday, ...] = attrs.field(default=(), converter=_as_weekdays)
    times: int = attrs.field(default=1, validator=is_int(1, 1_000))

    def __attrs_post_init__(self) -> None:
        """Check that the parts go together."""
        if self.weekdays and self.frequency is not Frequency.WEEKLY:
            refuse("weekdays", "left out unless the frequency is weekly", self.frequency)
        if self.frequency is Frequency.ONCE and self.interval != 1:
            refuse("interval", "1 for something that is due once", self.interval)

    @classmethod
    def once(cls, day: dt.date) -> Recurrence:
        """Return the rule for something due on one day."""
        return cls(start=day, frequency=Frequency.ONCE)

    @classmethod
    def daily(cls, *, start: dt.date, every: int = 1) -> Recurrence:
        """Return the rule for every day, or for every so many days from *start*."""
        return cls(start=start, frequency=Frequency.DAILY, interval=every)

    @classmethod
    def weekly(cls, *weekdays: Weekday, start: dt.date, every: int = 1) -> Recurrence:
        """Return the rule for fixed days of the week, or of every so many weeks.

        Weeks are counted from the Monday of the week that holds *start*.

        Raises:
            InvalidValueError: If no weekday is given.
        """
        if not weekdays:
            refuse(
                "weekdays",
                "at least one Weekday",
                None,
                instead="times_per(1, Frequency.WEEKLY, ...) leaves the day open",
            )
        return cls(start=start, frequency=Frequency.WEEKLY, weekdays=weekdays, interval=every)

    @classmethod
    def times_per(cls, times: int, period: Frequency, *, start: dt.date) -> Recurrence:
        """Return the rule for a number of times in each day, week or month, on any days.

        A week is seven days from *start* and a month ends before the same day of the next, or
        before its last day where it is shorter: nobody starts with a broken week.
        """
        return cls(start=start, frequency=period, times=times)

    @property
    def has_fixed_days(self) -> bool:
        """Whether the rule names its days, rather than leaving them open in a period."""
        return self.frequency in {Frequency.ONCE, Frequency.DAILY} or bool(self.weekdays)

    def windows(self, start: dt.date, until: dt.date) -> Iterator[Window]:
        """Yield the windows that begin in [*start*, *until*), in order.

        Adjoining ranges share no window and lose none.

        Args:
            start: First day of the range.
            until: First day after it.
        """
        for first, after in self._spans(max(start, self.start)):
            if first >= until:
                return
            yield Window(start=first, until=after, times=self.times)

    def window_of(self, day: dt.date) -> Window | None:
        """Return the window that holds *day*; None where nothing is asked for on it."""
        reach = _REACH[self.frequency] if not self.weekdays else 0
        earliest = dt.date.fromordinal(max(1, day.toordinal() - reach))
        for first, after in self._spans(max(earliest, self.start)):
            if first > day:
                break
            if day < after:
                return Window(start=first, until=after, times=self.times)
        return None

    def occurrences(self, start: dt.date, until: dt.date) -> Iterator[dt.date]:
        """Yield each fixed day in [*start*, *until*), in order.

        A rule that leaves its days open has none; see :meth:`windows`.
        """
        if self.has_fixed_days:
            for window in self.windows(start, until):
                yield window.start

    def _spans(self, start: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
        """Yield first day and day after of every window that begins on *start* or later."""
        try:
            yield from self._endless_spans(start)
        except OverflowError:
            return

    def _endless_spans(self, start: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
        if self.frequency is Frequency.ONCE:
            if start <= self.start:
                yield self.start, self.start + _DAY
        elif self.frequency is Frequency.MONTHLY:
            months = (start.year - self.start.year) * 12 + start.month - self.start.month
            index = max(0, months // self.interval - 1)
            while True:
                first = add_months(self.start, index * self.interval)
                if first >= start:
                    yield first, add_months(self.start, index * self.interval + 1)
                index += 1
        elif self.weekdays:
            monday = self.start - self.start.weekday() * _DAY
            length = 7 * self.interval
            index = max(0, (start - monday).days // length)
            while True:
                for weekday in self.weekdays:
                    day = monday + (index * length + weekday.position) * _DAY
                    if day >= start:
                        yield day, day + _DAY
                index += 1
        else:
            days = 1 if self.frequency is Frequency.DAILY else 7
            length = days * self.interval
            index = -((self.start - start).days // length)
            while True:
                first = self.start + index * length * _DAY
                yield first, first + days * _DAY
                index += 1

    def __str__(self) -> str:
        """Say the rule in English."""
        often = _TIMES.get(self.times, f"{self.times} times")
        if self.frequency is Frequency.ONCE:
            day = f"on {self.start.isoformat()}"
            return day if self.times == 1 else f"{often} {day}"
        noun = _NOUNS[self.frequency]
        if self.weekdays:
            names = _and([day.name.title() for day in self.weekdays])
            each = "" if self.times == 1 else f"{often} "
            return f"{each}every {names}" + (
                f" of every {_ordinal(self.interval)} week" if self.interval > 1 else ""
            )
        if self.interval > 1:
            return f"{often} every {self.interval} {noun}s"
        return "every day" if (noun, self.times) == ("day", 1) else f"{often} a {noun}"


# How many days before its last one a window can begin.
_REACH = {Frequency.ONCE: 0, Frequency.DAILY: 0, Frequency.WEEKLY: 6, Frequency.MONTHLY: 30}
_NOUNS = {Frequency.DAILY: "day", Frequency.WEEKLY: "week", Frequency.MONTHLY: "month"}
_TIMES = {1: "once", 2: "twice"}


def _and(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _ordinal(number: int) -> str:
    ending = (
        "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{ending}"
