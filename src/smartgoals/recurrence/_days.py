"""The words that a rule is made of."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from smartgoals._values import is_day, is_in, is_int, refuse

__all__ = ["WEEK", "Frequency", "Gap", "NthWeekday", "Weekday", "Window"]


class Frequency(StrEnum):
    """The period of a recurrence."""

    ONCE = "once"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


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
        return WEEK.index(self)

    def nth(self, n: int) -> NthWeekday:
        """Return the *n*-th such day of a month or a year; -1 is the last one.

        Example:
            >>> from smartgoals import Weekday
            >>> Weekday.FRIDAY.nth(-1)
            NthWeekday(n=-1, weekday=<Weekday.FRIDAY: 'FR'>)
        """
        return NthWeekday(n=n, weekday=self)


WEEK = tuple(Weekday)


class Gap(StrEnum):
    """What becomes of a wall time that the clocks skip."""

    SHIFT = "shift"
    """It happens as much later as the clocks jump: RFC 5545, section 3.3.5."""
    SKIP = "skip"
    """It does not happen, and is not counted: RFC 5545, section 3.3.10."""


def is_not_zero(_: object, attribute: attrs.Attribute[int], value: int) -> None:
    if value == 0:
        refuse(attribute.name, "counted from 1, or from -1 backwards", value)


@attrs.frozen(kw_only=True)
class NthWeekday:
    """Such as the first Friday, or the second Monday from the end.

    Args:
        n: Counted from 1, or backwards from -1; 53 at most either way.
        weekday: The day of the week.

    Raises:
        InvalidValueError: If *n* is 0 or further than 53.
    """

    n: int = attrs.field(validator=[is_int(-53, 53), is_not_zero])
    weekday: Weekday = attrs.field(validator=is_in(Weekday))


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
