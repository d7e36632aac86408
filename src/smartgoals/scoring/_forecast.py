"""When a target is reached if it goes on like this, and what pace would do.

A forecast is a straight line drawn on. Its earliest and latest day allow for how uncertain the
slope is, and for nothing else: not for the next illness, and not for what a change of plan may do.
"""

from __future__ import annotations

import datetime as dt
import math
from enum import StrEnum
from fractions import Fraction

import attrs

from smartgoals._values import as_number, as_tuple, refuse
from smartgoals.journal import Journal
from smartgoals.measures import Direction, Measure
from smartgoals.scoring._slopes import Line, finite, theil_sen
from smartgoals.scoring._trend import (
    about,
    amount,
    check_day,
    line_through,
    looked_at,
    seen_on,
    within,
)
from smartgoals.targets import Aim, Target

__all__ = ["Forecast", "ForecastStatus", "Projection", "forecast", "project"]


# A slope is rounded once, so what is worked out from it may miss by some of its last digits.
_ROUNDED = Fraction(1, 10**12)


class ForecastStatus(StrEnum):
    """Where the line through the values leads."""

    REACHED = "reached"
    """The line is at the target already."""
    ON_COURSE = "on_course"
    """The line leads to the target, and so do both limits of its slope."""
    UNCERTAIN = "uncertain"
    """The line leads to the target, but one limit of its slope does not: no last day can be named.

    The values fit a way to the target, and they fit no way there too; more of them will tell. It
    speaks of what is known and is no judgement of the person.
    """
    FLAT = "flat"
    """The line is level, and not at the target."""
    MOVING_AWAY = "moving_away"
    """The line leads away from the target."""
    INSUFFICIENT_DATA = "insufficient_data"
    """There are values of fewer than three different days."""


@attrs.frozen(kw_only=True)
class Projection:
    """What :func:`project` says.

    Args:
        status: Where the line leads.
        level: Where the line is now; None without enough data, as the three slopes are.
        slope: The change in one unit of time.
        low: The lower limit of the slope.
        high: The upper limit of the slope.
        when: The time at which the line is at the target; None if it does not lead there.
        earliest: The same by the limit of the slope that leads there soonest.
        latest: The same by the other limit.
    """

    status: ForecastStatus
    level: float | None = None
    slope: float | None = None
    low: float | None = None
    high: float | None = None
    when: float | None = None
    earliest: float | None = None
    latest: float | None = None


def project(
    times: tuple[float, ...] | list[float],
    values: tuple[float, ...] | list[float],
    *,
    target: float,
    direction: Direction,
    now: float,
    is_strict: bool = False,
    confidence: float = 0.8,
) -> Projection:
    """Return when the line through some values is at *target*.

    The line is that of :func:`theil_sen`. It is at the target after the gap that is left *now*,
    divided by the slope; the limits of the slope say the earliest and the latest time.

    Args:
        times: When the values were seen: n finite numbers, in any order.
        values: n finite numbers.
        target: The value to come to.
        direction: UP if values of at least *target* are good, DOWN if those of at most *target*
            are.
        now: The time of judgement; no answer lies before it.
        is_strict: True if *target* itself is not good enough. The line is then there just after
            *when*.
        confidence: How often the limits of the slope are to hold the true one, above 0 and below 1.

    Returns:
        Times in the unit of *times*; None for a limit that does not lead to the target, or only
        beyond the largest number.

    Raises:
        InvalidValueError: If an argument is not what it must be.

    Source:
        The rule is ours; :doc:`/explanation/trend` argues it.

    Example:
        >>> from smartgoals import Direction
        >>> from smartgoals.scoring import project
        >>> seen = project([0, 7, 14, 21], [20, 18, 16, 14], target=4, direction=Direction.DOWN,
        ...     now=21)
        >>> seen.status.value, seen.when
        ('on_course', 56.0)
    """
    target, now = _number("target", target), _number("now", now)
    if not isinstance(direction, Direction):
        refuse("direction", "a Direction", direction)
    line = theil_sen(times, values, confidence=confidence)
    if line is None or not line.is_enough:
        return Projection(status=ForecastStatus.INSUFFICIENT_DATA)
    is_up = direction is Direction.UP
    way = _way(
        line,
        Fraction(now),
        low=target if is_up else None,
        high=None if is_up else target,
        is_strict=is_strict,
    )
    when, earliest, latest = (_after(now, left) for left in (way.line, way.fast, way.slow))
    status = way.status
    if status is ForecastStatus.ON_COURSE and latest is None:
        # Only beyond the numbers there are, which is no time to tell.
        status = ForecastStatus.UNCERTAIN
    return Projection(
        status=status,
        level=finite(way.level),
        slope=line.slope,
        low=line.low,
        high=line.high,
        when=when,
        earliest=earliest,
        latest=latest,
    )


def _number(field: str, given: float) -> float:
    number = as_number(given)
    if type(number) is not float or not math.isfinite(number):
        refuse(field, "a finite number", number)
    return number


def _after(now: float, left: Fraction | None) -> float | None:
    if left is None:
        return None
    try:
        return float(Fraction(now) + left)
    except OverflowError:
        return None


@attrs.frozen(kw_only=True)
class _Way:
    """How long it is until the line, and each limit of its slope, is at the nearest good value."""

    status: ForecastStatus
    level: Fraction
    bound: Fraction | None = None
    line: Fraction | None = None
    fast: Fraction | None = None
    slow: Fraction | None = None


def _way(
    line: Line, now: Fraction, *, low: float | None, high: float | None, is_strict: bool
) -> _Way:
    level = _exact(line, now, low, high)
    if low is not None and (level < low or (is_strict and level == low)):
        bound, sign = Fraction(low), 1
    elif high is not None and (level > high or (is_strict and level == high)):
        bound, sign = Fraction(high), -1
    else:
        there = Fraction()
        return _Way(status=ForecastStatus.REACHED, level=level, line=there, fast=there, slow=there)
    gap = (bound - level) * sign
    towards, one, other = (Fraction(slope) * sign for slope in (line.slope, line.low, line.high))
    slow = _time(gap, min(one, other))
    if towards == 0:
        status = ForecastStatus.FLAT
    elif towards < 0:
        status = ForecastStatus.MOVING_AWAY
    else:
        status = ForecastStatus.UNCERTAIN if slow is None else ForecastStatus.ON_COURSE
    return _Way(
        status=status,
        level=level,
        bound=bound,
        line=_time(gap, towards),
        fast=_time(gap, max(one, other)),
        slow=slow,
    )


def _exact(line: Line, now: Fraction, *bounds: float | None) -> Fraction:
    """Return where the line is; at a bound that it misses by no more than its slope is rounded."""
    level = line.exactly_at(now)
    for bound in bounds:
        if bound is not None:
            size = abs(level) + abs(Fraction(line.middle_value)) + abs(Fraction(bound))
            if abs(level - Fraction(bound)) <= size * _ROUNDED:
                return Fraction(bound)
    return level


def _time(gap: Fraction, pace: Fraction) -> Fraction | None:
    return gap / pace if pace > 0 else None


@attrs.frozen(kw_only=True)
class Forecast:
    """What :func:`forecast` says.

    Args:
        target: Id of the target.
        aim: What counts as getting there.
        on: The date of judgement.
        status: Where the line leads.
        level: Where the line is on *on*, within the measure's range; None without enough data, as
            the three slopes are.
        slope: The change a day, in the measure's unit.
        low: The lower limit of the slope.
        high: The upper limit of the slope.
        confidence: How often such limits hold the true slope, above 0 and below 1.
        day: The first day on which the line is at the target, never before *on*; None if it does
            not lead there, or not within the calendar.
        earliest: The same by the limit of the slope that leads there soonest.
        latest: The same by the other limit.
        due: The day by which; None if nobody agreed on one.
        pace: The change a day that leads from *level* to the nearest good value by *due*: below 0
            where the value has to come down, 0 where it is reached. None without *due*, from *due*
            on, and where nobody can say from where.
        values: How many values were used.
        days: On how many different days they were measured.
        last: The day of the last of them; None if there is none.
        entries: Ids of the entries that were used, in order.
        unusable: Ids of entries that could not be used: in a unit that does not convert, or outside
            of the measure's range.
    """

    target: str
    aim: Aim
    on: dt.date
    status: ForecastStatus
    level: float | None = None
    slope: float | None = None
    low: float | None = None
    high: float | None = None
    confidence: float
    day: dt.date | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    due: dt.date | None = None
    pace: float | None = None
    values: int
    days: int
    last: dt.date | None = None
    entries: tuple[str, ...] = attrs.field(converter=as_tuple)
    unusable: tuple[str, ...] = attrs.field(converter=as_tuple)

    @property
    def pace_per_week(self) -> float | None:
        """The *pace* of a week."""
        return None if self.pace is None else finite(Fraction(self.pace) * 7)

    @property
    def is_due_passed(self) -> bool:
        """Whether the day by which lies before the date of judgement."""
        return self.due is not None and self.due < self.on

    @property
    def is_in_time(self) -> bool | None:
        """Whether the line is at the target by the day that was agreed; None if nobody can say."""
        if self.due is None or self.status is ForecastStatus.INSUFFICIENT_DATA:
            return None
        return self.day is not None and self.day <= self.due

    def __str__(self) -> str:
        """Say it in English, without a client's words."""
        lines = [f"{self.on.isoformat()}: {self._course()}"]
        if self.level is not None and self.aim.measure is not None:
            lines.append(f"  {self.aim}; about {amount(self.aim.measure, self.level)} now")
        if self.status not in {ForecastStatus.REACHED, ForecastStatus.INSUFFICIENT_DATA}:
            lines += self._due()
        lines.append(f"  from {seen_on(self.values, self.days)}{self._limits()}")
        return "\n".join(lines)

    def _course(self) -> str:
        day, earliest, latest = (
            "" if each is None else each.isoformat()
            for each in (self.day, self.earliest, self.latest)
        )
        match self.status:
            case ForecastStatus.REACHED:
                return "there already, as far as the line says"
            case ForecastStatus.ON_COURSE:
                return f"on course, there about {day}, between {earliest} and {latest}"
            case ForecastStatus.UNCERTAIN:
                there = f", perhaps there about {day}" if day else ""
                soonest = f", {earliest} at the earliest" if earliest else ""
                return f"on the way{there}{soonest}; more values will tell"
            case ForecastStatus.FLAT:
                return "holding steady, so no day can be named; what would be one small step?"
            case ForecastStatus.MOVING_AWAY:
                return "moving away for now, so no day can be named; what would help?"
            case _:
                return "not enough information yet; three different days make a start"

    def _due(self) -> list[str]:
        if self.due is None:
            return []
        due = self.due.isoformat()
        if self.due < self.on:
            return [f"  the agreed day, {due}, has passed; a new one can be agreed"]
        if self.due == self.on:
            return ["  the agreed day is today"]
        if self.pace is None or self.aim.measure is None:
            return []
        daily, weekly = (
            amount(self.aim.measure, abs(each)) for each in (self.pace, self.pace_per_week or 0.0)
        )
        way = "down" if self.pace < 0 else "up"
        return [f"  to be there by {due}: {way} {daily} a day, {weekly} a week"]

    def _limits(self) -> str:
        if self.level is None:
            return ""
        share = about(self.confidence * 100)
        return f", the last on {self.last}; days allow for the slope alone, at {share:g} %"


def forecast(
    target: Target,
    journal: Journal,
    *,
    on: dt.date,
    since: dt.date | None = None,
    due: dt.date | None = None,
    confidence: float = 0.8,
) -> Forecast:
    """Return when *target* is reached if it goes on like this, as far as *journal* knows.

    The line is that of :func:`trend`. Days are whole: the first on which the line is at the target,
    or beyond it where the target itself is not good enough. Of a range it is the nearer end that
    counts. It is a line drawn on: earliest and latest day allow for how uncertain its slope is, and
    for nothing else.

    A line that was short of the target on the day of the last value, and only has come there since,
    is uncertain and not reached: nobody has measured it.

    Args:
        target: What is to be reached; about a measure.
        journal: The journal of the goal's subject.
        on: The date of judgement; later entries do not count.
        since: The first day that counts; None for all there are. Where the aim adds values up over
            periods, they begin on it.
        due: The day by which where the target has none of its own, such as the goal's.
        confidence: How often the limits of the slope are to hold the true one, above 0 and below 1.

    Returns:
        The day with its limits, and the pace that would lead there by the day that was agreed.

    Raises:
        InvalidValueError: If the target counts a step, or another argument is not what it must be.

    Source:
        The rule is ours; :doc:`/explanation/trend` argues it.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Aim, Journal, Measured, Target
        >>> from smartgoals.instruments import instrument
        >>> from smartgoals.scoring import forecast
        >>> at = dt.datetime(2025, 2, 3, 8, tzinfo=dt.UTC)
        >>> journal = Journal(subject="c-17", entries=[
        ...     Measured(measure="phq9", value=value, day=at.date() + dt.timedelta(weeks=week),
        ...         id=f"e-{week}", recorded_at=at)
        ...     for week, value in enumerate([19, 17, 18, 14, 15, 12, 12, 9])])
        >>> aim = Aim.at_most(4, instrument("phq9").measure())
        >>> target = Target(id="mood", aim=aim, due=dt.date(2025, 5, 5))
        >>> print(forecast(target, journal, on=dt.date(2025, 3, 24)))
        2025-03-24: on course, there about 2025-04-21, between 2025-04-19 and 2025-05-02
          at most 4; about 9.55 now
          to be there by 2025-05-05: down 0.132 a day, 0.925 a week
          from 8 values on 8 days, the last on 2025-03-24; days allow for the slope alone, at 80 %
    """
    if not isinstance(target, Target):
        refuse("target", "a Target", target)
    aim = target.aim
    if aim.measure is None:
        refuse("target", "about a measure", target, instead="progress() tells how a count goes")
    if due is not None:
        check_day("due", due)
    seen = looked_at(aim.measure, journal, on=on, since=since, aim=aim)
    line = line_through(seen, confidence)
    found = Forecast(
        target=target.id,
        aim=aim,
        on=on,
        status=ForecastStatus.INSUFFICIENT_DATA,
        confidence=confidence,
        due=target.due or due,
        values=len(seen.values),
        days=len(set(seen.days)),
        last=max(seen.days, default=None),
        entries=seen.entries,
        unusable=seen.unusable,
    )
    return found if line is None else _drawn_on(found, line, max(seen.days), aim.measure)


def _drawn_on(found: Forecast, line: Line, last: dt.date, measure: Measure) -> Forecast:
    aim, on = found.aim, found.on
    now, then = (
        _way(line, Fraction(day.toordinal()), low=aim.low, high=aim.high, is_strict=aim.is_strict)
        for day in (on, last)
    )
    level = within(measure, finite(now.level))
    # Whatever is there already is not past anything; it is there today.
    is_past = aim.is_strict and now.status is not ForecastStatus.REACHED
    day, earliest, latest = (
        _day(on, left, is_past=is_past) for left in (now.line, now.fast, now.slow)
    )
    status = now.status
    if status is ForecastStatus.REACHED and then.status is not ForecastStatus.REACHED:
        status, latest = ForecastStatus.UNCERTAIN, None
    elif status is ForecastStatus.ON_COURSE and latest is None:
        # Only beyond the calendar, which is no day to name.
        status = ForecastStatus.UNCERTAIN
    return attrs.evolve(
        found,
        status=status,
        level=level,
        slope=line.slope,
        low=line.low,
        high=line.high,
        day=day,
        earliest=earliest,
        latest=latest,
        pace=0.0 if status is ForecastStatus.REACHED else _pace(found, level, now.bound),
    )


def _day(on: dt.date, left: Fraction | None, *, is_past: bool) -> dt.date | None:
    """Return the first whole day on which the line is there, or past it."""
    if left is None:
        return None
    whole = round(left)
    if abs(left - whole) <= (whole + 1) * _ROUNDED:
        left = Fraction(whole)
    number = on.toordinal() + (math.floor(left) + 1 if is_past else math.ceil(left))
    return dt.date.fromordinal(number) if number <= dt.date.max.toordinal() else None


def _pace(found: Forecast, level: float, bound: Fraction | None) -> float | None:
    if bound is None or found.due is None or found.due <= found.on:
        return None
    return finite((bound - Fraction(level)) / (found.due - found.on).days)
