"""How somebody does against what is usual at this point of a treatment.

Curves of expected values belong to those who made them, and many may not be copied. So none is
built in: the app brings the curve that it may use, and says whose it is.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

import attrs

from smartgoals._values import (
    as_number,
    as_tuple,
    is_each,
    is_in,
    is_int,
    is_number,
    is_words,
    refuse,
)
from smartgoals.entries import SessionHeld
from smartgoals.journal import Journal
from smartgoals.measures import Direction, Measure
from smartgoals.scoring._normal import STANDARD
from smartgoals.scoring._slopes import finite
from smartgoals.scoring._trend import about, amount, check_day, looked_at
from smartgoals.targets import Aim

__all__ = [
    "CoursePoint",
    "CourseUnit",
    "ExpectedCourse",
    "Standing",
    "TrackBand",
    "dose_response",
    "on_track",
    "standing",
]

# The ends of the middle 68 % and 80 % of a normal variable: 16 % and 10 % do worse.
_YELLOW, _RED = STANDARD.inv_cdf(0.16), STANDARD.inv_cdf(0.10)
# Half of the patients are better after 8 sessions, and three quarters after 26.
_HALF, _THREE_QUARTERS = 8, 26
_PER_DECADE = STANDARD.inv_cdf(0.75) / (math.log10(_THREE_QUARTERS) - math.log10(_HALF))


class TrackBand(StrEnum):
    """How a value stands against the expected one."""

    WHITE = "white"
    """In the functional range, wherever it was expected."""
    GREEN = "green"
    """As expected, or better."""
    YELLOW = "yellow"
    """Behind what 84 % reach at this point: below the middle 68 %."""
    RED = "red"
    """Behind what 90 % reach at this point: below the middle 80 %."""


_SAID = {
    TrackBand.WHITE: "in the functional range",
    TrackBand.GREEN: "about where most people are at this point",
    TrackBand.YELLOW: "slower than for most people; worth a look together",
    TrackBand.RED: "much slower than for most people; a good time to ask what would help",
}


def standing(value: float, *, expected: float, sd: float, direction: Direction) -> float:
    """Return how many standard deviations *value* is better than expected; below 0 it is worse.

    Args:
        value: The value that was seen.
        expected: The value that is usual at this point.
        sd: The standard deviation around it; above 0.
        direction: Which way is better.

    Returns:
        A finite number.

    Raises:
        InvalidValueError: If a number is not finite, or *sd* is not above 0.

    Example:
        >>> from smartgoals import Direction
        >>> from smartgoals.scoring import standing
        >>> standing(82, expected=70, sd=12, direction=Direction.DOWN)
        -1.0
    """
    numbers = {"value": as_number(value), "expected": as_number(expected), "sd": as_number(sd)}
    for field, number in numbers.items():
        if type(number) is not float or not math.isfinite(number):
            refuse(field, "a finite number", number)
    if numbers["sd"] <= 0:
        refuse("sd", "above 0", numbers["sd"])
    if not isinstance(direction, Direction):
        refuse("direction", "a Direction", direction)
    ahead = Fraction(numbers["value"]) - Fraction(numbers["expected"])
    better = ahead if direction is Direction.UP else -ahead
    return finite(better / Fraction(numbers["sd"]))


def on_track(
    value: float,
    *,
    expected: float,
    sd: float,
    direction: Direction,
    is_functional: bool = False,
) -> TrackBand:
    """Return how *value* stands against the expected one.

    Args:
        value: The value that was seen.
        expected: The value that is usual at this point, from the caller's own curve.
        sd: The standard deviation around it; above 0.
        direction: Which way is better.
        is_functional: Whether *value* lies in the functional range.

    Returns:
        White in the functional range; else red where fewer than 10 % do worse, yellow where fewer
        than 16 % do, and green.

    Raises:
        InvalidValueError: If a number is not finite, or *sd* is not above 0.

    Source:
        The bands of Finch, Lambert & Schaalje 2001, Clin Psychol Psychother 8:231-242, from memory:
        two-sided tolerance of 68 % and 80 % around the expected value.

    Example:
        >>> from smartgoals import Direction
        >>> from smartgoals.scoring import on_track
        >>> on_track(86, expected=70, sd=12, direction=Direction.DOWN).value
        'red'
    """
    z = standing(value, expected=expected, sd=sd, direction=direction)
    if is_functional:
        return TrackBand.WHITE
    if z < _RED:
        return TrackBand.RED
    return TrackBand.YELLOW if z < _YELLOW else TrackBand.GREEN


def dose_response(sessions: float) -> float:
    """Return which share of patients is better after so many *sessions*, on the whole.

    It is about groups from the beginnings of psychotherapy research, and says nothing about one
    person. Use it to see whether an expected course is of a usual size.

    Args:
        sessions: How many sessions; above 0.

    Returns:
        A share within [0, 1].

    Raises:
        InvalidValueError: If *sessions* is not above 0, or not finite.

    Source:
        Howard, Kopta, Krause & Orlinsky 1986, doi:10.1037/0003-066X.41.2.159, from memory: the
        share grows as a probit of the logarithm of sessions, 50 % after 8 and 75 % after 26.

    Example:
        >>> from smartgoals.scoring import dose_response
        >>> [round(dose_response(sessions), 2) for sessions in (1, 8, 26, 52)]
        [0.12, 0.5, 0.75, 0.86]
    """
    number = as_number(sessions)
    if type(number) is not float or not 0 < number < math.inf:
        refuse("sessions", "a finite number above 0", number)
    return STANDARD.cdf(_PER_DECADE * (math.log10(number) - math.log10(_HALF)))


class CourseUnit(StrEnum):
    """What an expected course counts."""

    DAY = "day"
    """Days since the start, which is day 0."""
    SESSION = "session"
    """Sessions held since the start; 0 is before the first."""


@attrs.frozen(kw_only=True)
class CoursePoint:
    """What is usual at one point of a treatment.

    Args:
        at: Which day or session; 0 or more.
        expected: The expected value, in the measure's unit.
        sd: The standard deviation around it; above 0.

    Raises:
        InvalidValueError: If a field is not what it must be.
    """

    at: int = attrs.field(validator=is_int(0))
    expected: float = attrs.field(converter=as_number, validator=is_number)
    sd: float = attrs.field(converter=as_number, validator=is_number)

    def __attrs_post_init__(self) -> None:
        """Check the spread."""
        if self.sd <= 0:
            refuse("sd", "above 0", self.sd)


@attrs.frozen(kw_only=True)
class Standing:
    """What :meth:`ExpectedCourse.judge` says.

    Args:
        measure: What was measured.
        on: The date of judgement.
        unit: What the course counts.
        band: How the value stands; None if there is none, or the course says nothing there.
        z: How many standard deviations it is better than expected, below 0 if worse; None as
            *band* is.
        value: The latest usable value; None if there is none.
        day: Its day; None if there is none.
        entry: Id of its entry; None if there is none.
        at: Which day or session that was; None if there is no value.
        point: What the course expects there; None if it says nothing.
        source: Whose course it is.
    """

    measure: Measure
    on: dt.date
    unit: CourseUnit
    band: TrackBand | None = None
    z: float | None = None
    value: float | None = None
    day: dt.date | None = None
    entry: str | None = None
    at: int | None = None
    point: CoursePoint | None = None
    source: str = ""

    def __str__(self) -> str:
        """Say it in English, without a client's words."""
        return f"{self.on.isoformat()}: {self._said()}"

    def _said(self) -> str:
        if self.value is None:
            return "nothing recorded yet"
        seen = f"{amount(self.measure, self.value)} at {self.unit} {self.at}"
        if self.band is None or self.point is None:
            return f"{seen}; the expected course says nothing about this point"
        usual = f"usual are {about(self.point.expected):g} give or take {about(self.point.sd):g}"
        return f"{_SAID[self.band]}; {seen}, {usual}"


def _in_order(points: Sequence[CoursePoint]) -> tuple[CoursePoint, ...]:
    given = as_tuple(points)
    # What is no point is refused by the validator, which can name it.
    return tuple(sorted(given, key=lambda point: getattr(point, "at", 0)))


@attrs.frozen(kw_only=True)
class ExpectedCourse:
    """What is usual at each point of a treatment, as the caller's own source has it.

    Args:
        measure: What is measured.
        points: The expected values, each point once; at least one, in any order.
        unit: Whether points are days or sessions.
        source: Whose course it is, and from what.
        is_interpolated: True if between two points expected value and standard deviation lie on
            straight lines. By default the course says nothing there; before the first and after
            the last point it never does.

    Raises:
        InvalidValueError: If there are no points, two for one day or session, or no source.

    Example:
        >>> from smartgoals.instruments import instrument
        >>> from smartgoals.scoring import CoursePoint, CourseUnit, ExpectedCourse
        >>> course = ExpectedCourse(
        ...     measure=instrument("phq9").measure(),
        ...     unit=CourseUnit.SESSION,
        ...     source="our own clinic",
        ...     points=[CoursePoint(at=1, expected=15, sd=5), CoursePoint(at=5, expected=11, sd=5)],
        ...     is_interpolated=True,
        ... )
        >>> course.at(3).expected, course.at(6)
        (13.0, None)
    """

    measure: Measure = attrs.field(validator=is_in(Measure))
    points: tuple[CoursePoint, ...] = attrs.field(
        converter=_in_order, validator=is_each(CoursePoint)
    )
    unit: CourseUnit = attrs.field(validator=is_in(CourseUnit))
    source: str = attrs.field(validator=is_words)
    is_interpolated: bool = attrs.field(default=False, validator=is_in(bool))

    def __attrs_post_init__(self) -> None:
        """Check that each point is there once."""
        if not self.points:
            refuse("points", "at least one point", self.points)
        if any(one.at == other.at for one, other in pairwise(self.points)):
            refuse("points", f"one for each {self.unit}", self.points)

    def at(self, at: int) -> CoursePoint | None:
        """Return what is expected at a day or session; None where the course says nothing.

        Args:
            at: Which day or session.
        """
        for point in self.points:
            if point.at == at:
                return point
        if not self.is_interpolated:
            return None
        for one, other in pairwise(self.points):
            if one.at < at < other.at:
                share = Fraction(at - one.at, other.at - one.at)
                return CoursePoint(
                    at=at,
                    expected=_between(one.expected, other.expected, share),
                    sd=_between(one.sd, other.sd, share),
                )
        return None

    def judge(
        self,
        journal: Journal,
        *,
        on: dt.date,
        start: dt.date,
        functional: Aim | None = None,
    ) -> Standing:
        """Return how the latest value up to the end of *on* stands against the course.

        Args:
            journal: The journal of one person.
            on: The date of judgement; later entries do not count.
            start: The first day of the treatment: day 0, and the first on which a session counts.
            functional: Which values are functional, as an aim on the course's measure; None if
                nobody can say.

        Returns:
            The band with the value and the point that it was compared with.

        Raises:
            InvalidValueError: If an argument is not what it must be.
        """
        check_day("start", start)
        if functional is not None and (
            not isinstance(functional, Aim)
            or functional.measure is None
            or functional.measure.id != self.measure.id
        ):
            refuse("functional", "an Aim on the measure of the course", functional)
        seen = looked_at(self.measure, journal, on=on, since=start)
        found = Standing(measure=self.measure, on=on, unit=self.unit, source=self.source)
        if not seen.values:
            return found
        value, day = seen.values[-1], seen.days[-1]
        at = (day - start).days
        if self.unit is CourseUnit.SESSION:
            at = _sessions(journal, start, day)
        found = attrs.evolve(found, value=value, day=day, entry=seen.entries[-1], at=at)
        point = self.at(at)
        if point is None:
            return found
        place = {"expected": point.expected, "sd": point.sd}
        direction = self.measure.direction
        is_functional = functional is not None and functional.is_met_by(value)
        return attrs.evolve(
            found,
            band=on_track(value, **place, direction=direction, is_functional=is_functional),
            z=standing(value, **place, direction=direction),
            point=point,
        )


def _between(one: float, other: float, share: Fraction) -> float:
    return float(Fraction(one) + (Fraction(other) - Fraction(one)) * share)


def _sessions(journal: Journal, first: dt.date, last: dt.date) -> int:
    """Return how many sessions were held; one that was recorded twice was held once."""
    held = (entry for entry in journal.current if isinstance(entry, SessionHeld))
    return len({entry.session for entry in held if first <= entry.day <= last})
