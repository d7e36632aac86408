"""What will be done, with what, and when it is looked at again.

An :class:`ActionPlan` holds :class:`Step` values. A step holds in ``[start, until)``. Changing it
closes that version and opens the next under the same id, so that the journal's entries keep
pointing at it and the past stays as it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import attrs

from smartgoals._values import (
    EMPTY,
    as_tuple,
    check_period,
    frozen_json,
    is_day,
    is_each,
    is_id,
    is_in,
    is_int,
    is_text,
    is_words,
    refuse,
)
from smartgoals._versions import check_versions, holds_on, in_force, versions_of
from smartgoals.measures import Quantity
from smartgoals.recurrence import Recurrence

__all__ = [
    "AFTER_REMISSION",
    "DEPRESSION_FOLLOW_UP",
    "EVERY_SESSION",
    "EVERY_TWO_WEEKS",
    "EVERY_WEEK",
    "PCO_FOLLOW_UP",
    "PLAN_REVIEW_90_DAYS",
    "PLAN_REVIEW_180_DAYS",
    "REVIEW_POLICIES",
    "ActionPlan",
    "Resource",
    "ReviewPolicy",
    "Step",
    "StepKind",
]


class StepKind(StrEnum):
    """What sort of doing a step is."""

    TECHNIQUE = "technique"
    """Something learned and practised: deep breathing, reframing a thought."""
    HOMEWORK = "homework"
    """Set in a session, brought to the next: a thought record, an exposure."""
    LIFESTYLE = "lifestyle"
    """A change of daily life: a walk, a bedtime."""
    SESSION = "session"
    """Done with a professional."""
    OTHER = "other"


@attrs.frozen(kw_only=True)
class Resource:
    """Something or somebody that helps: an app, a book, a room, a friend.

    Args:
        name: What it is.
        link: Where it is found; any text, for instance a web address.
    """

    name: str = attrs.field(repr=False, validator=is_words)
    link: str = attrs.field(default="", repr=False, validator=is_text)


@attrs.frozen(kw_only=True)
class Step:
    """One thing that a person will do.

    Args:
        id: What entries call it; unique for the subject, and the same for all its versions.
        action: What will be done.
        kind: What sort of doing it is.
        strategy: The strategy or intervention that it belongs to.
        responsible: Id of the party who does it; None for the client.
        dose: How much each time, such as ten minutes.
        baseline: How much the person does each time already, before the plan begins.
        recurrence: On which days; None where that is left open.
        cue: When and where: the situation that sets it off.
        resources: What helps.
        start: First day on which this version holds; None for as long as the goal.
        until: First day on which it no longer holds; None for no end.
        extensions: What an app adds: plain data, kept through every round trip.

    Raises:
        InvalidValueError: If a field is not what it must be, if *until* is not after *start*, or if
            *dose* or *baseline* is negative.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Quantity, Recurrence, Step, StepKind
        >>> breathe = Step(
        ...     id="breathe", action="deep breathing", kind=StepKind.TECHNIQUE,
        ...     dose=Quantity(value=10, unit="min"),
        ...     recurrence=Recurrence.daily(start=dt.date(2025, 2, 3)),
        ... )
        >>> print(breathe.recurrence)
        every day
    """

    id: str = attrs.field(validator=is_id)
    action: str = attrs.field(repr=False, validator=is_words)
    kind: StepKind = attrs.field(default=StepKind.OTHER, validator=is_in(StepKind))
    strategy: str = attrs.field(default="", repr=False, validator=is_text)
    responsible: str | None = attrs.field(default=None, validator=is_id)
    dose: Quantity | None = attrs.field(default=None, validator=is_in(Quantity))
    baseline: Quantity | None = attrs.field(default=None, validator=is_in(Quantity))
    recurrence: Recurrence | None = attrs.field(default=None, validator=is_in(Recurrence))
    cue: str = attrs.field(default="", repr=False, validator=is_text)
    resources: tuple[Resource, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each(Resource)
    )
    start: dt.date | None = attrs.field(default=None, validator=is_day)
    until: dt.date | None = attrs.field(default=None, validator=is_day)
    extensions: Mapping[str, Any] = attrs.field(
        default=EMPTY, converter=frozen_json, repr=False, hash=False
    )

    def __attrs_post_init__(self) -> None:
        """Check the period and the amounts."""
        check_period(self.start, self.until)
        for field, quantity in (("dose", self.dose), ("baseline", self.baseline)):
            if quantity is not None and quantity.value < 0:
                refuse(field, "0 or more", quantity.value)

    def holds_on(self, day: dt.date) -> bool:
        """Return whether this version holds on *day*."""
        return holds_on(self, day)


@attrs.frozen(kw_only=True)
class ActionPlan:
    """The steps of a goal.

    Args:
        steps: All versions of all steps; versions of one step never overlap.

    Raises:
        InvalidValueError: If two versions of one step overlap.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import ActionPlan, Step
        >>> plan = ActionPlan(steps=[Step(id="walk", action="walk", until=dt.date(2025, 3, 1))])
        >>> [len(plan.on(dt.date(2025, month, 1))) for month in (2, 3)]
        [1, 0]
    """

    steps: tuple[Step, ...] = attrs.field(default=(), converter=as_tuple, validator=is_each(Step))

    def __attrs_post_init__(self) -> None:
        """Check that each step has one version a day."""
        check_versions("steps", self.steps)

    def on(self, day: dt.date) -> tuple[Step, ...]:
        """Return the steps in force on *day*."""
        return in_force(self.steps, day)

    def step(self, id: str) -> tuple[Step, ...]:  # noqa: A002  # the field's name
        """Return all versions of one step, the earliest first; none if there is no such step."""
        return versions_of(self.steps, id)


# Halved at once, and lengthened by half after two in a row: fast down and slowly up. Ours.
_USUAL_PACE = Fraction(1, 2), Fraction(3, 2), 2
# So that what comes from outside cannot make an interval of more digits than a day can have.
_MOST_DIGITS = 4


def _as_fraction(value: object) -> object:
    """Return the exact fraction that a number or a text such as ``3/2`` says."""
    if isinstance(value, str):
        with suppress(ValueError):
            return read_fraction(value)
    return Fraction(value) if type(value) is int else value


def read_fraction(text: str) -> Fraction:
    """Read a fraction of whole numbers, such as ``3/2``.

    Raises:
        ValueError: If it is none, or has a number of more than four digits.
    """
    parts = text.split("/")
    if not all(part.isascii() and part.isdigit() and len(part) <= _MOST_DIGITS for part in parts):
        raise ValueError
    above, below = map(int, parts if len(parts) > 1 else [*parts, "1"])
    if not below:
        raise ValueError
    return Fraction(above, below)


def _is_fraction(
    least: Fraction, most: Fraction
) -> Callable[[object, attrs.Attribute[Fraction], Fraction], None]:
    def check(_: object, attribute: attrs.Attribute[Fraction], value: Fraction) -> None:
        if not isinstance(value, Fraction) or not least <= value <= most:
            refuse(
                attribute.name,
                f"a fraction from {least} to {most}",
                value,
                instead=f'write it as text, such as "{(least + most) / 2}"',
            )
        if max(value.numerator, value.denominator) >= 10**_MOST_DIGITS:
            refuse(attribute.name, f"a fraction of numbers below {10**_MOST_DIGITS:,}", value)

    return check


@attrs.frozen(kw_only=True)
class ReviewPolicy:
    """How often a goal, or a treatment plan, is looked at again.

    The limits say how far an interval may adapt to how the goal goes. While it is off course the
    next interval is *shorter_by* times the last, down to *minimum_days*; when it is getting worse
    it is *minimum_days* at once. After *longer_after* reviews in a row at which the goal was met,
    or on course with its measures in their functional range, each further interval is *longer_by*
    times the last, up to *maximum_days*. Without a limit on one side nothing adapts on that side.

    Args:
        base_days: The usual interval in days.
        minimum_days: The shortest interval in days; None for one day, and intervals that are never
            shortened.
        maximum_days: The longest interval in days, whatever else moves a review; None for no
            limit, and intervals that are never lengthened.
        session_window_days: A session booked up to so many days before or after the usual day
            becomes the day of the review.
        each_session: True to take the first session that is booked after the last review, however
            near; the interval is for the time without one.
        shorter_by: By what an interval is multiplied while the goal is off course, above 0 up to
            1; 1 to shorten for nothing, not even what is getting worse.
        longer_by: By what it is multiplied while all goes well, from 1 to 10; 1 never to lengthen.
        longer_after: After how many such reviews in a row, at least 1.
        most_postponements: How often a review can be put off; None for no limit but the longest
            interval.
        source: Who asks for it, and for whom; empty where nobody but the two of them does.
        is_verified: True once somebody has read the numbers in their source.

    Raises:
        InvalidValueError: If not ``minimum_days <= base_days <= maximum_days``, or if a field is
            not what it must be.

    Example:
        >>> from smartgoals import ReviewPolicy
        >>> policy = ReviewPolicy(base_days=14, minimum_days=7, maximum_days=28, longer_by="3/2")
        >>> print(policy)
        every 14 days, at least 7, at most 28
        >>> policy.longer_by
        Fraction(3, 2)
    """

    base_days: int = attrs.field(validator=is_int(1, 3_660))
    minimum_days: int | None = attrs.field(default=None, validator=is_int(1, 3_660))
    maximum_days: int | None = attrs.field(default=None, validator=is_int(1, 3_660))
    session_window_days: int = attrs.field(default=0, validator=is_int(0, 366))
    each_session: bool = attrs.field(default=False, validator=is_in(bool))
    shorter_by: Fraction = attrs.field(
        default=_USUAL_PACE[0],
        converter=_as_fraction,
        validator=_is_fraction(Fraction(1, 100), Fraction(1)),
    )
    longer_by: Fraction = attrs.field(
        default=_USUAL_PACE[1],
        converter=_as_fraction,
        validator=_is_fraction(Fraction(1), Fraction(10)),
    )
    longer_after: int = attrs.field(default=_USUAL_PACE[2], validator=is_int(1, 100))
    most_postponements: int | None = attrs.field(default=None, validator=is_int(0, 100))
    source: str = attrs.field(default="", validator=is_text)
    is_verified: bool = attrs.field(default=False, validator=is_in(bool))

    def __attrs_post_init__(self) -> None:
        """Check the order."""
        if self.minimum_days is not None and self.minimum_days > self.base_days:
            refuse("minimum_days", f"at most base_days, {self.base_days}", self.minimum_days)
        if self.maximum_days is not None and self.maximum_days < self.base_days:
            refuse("maximum_days", f"at least base_days, {self.base_days}", self.maximum_days)

    def __str__(self) -> str:
        """Say the policy in English."""
        parts = ["every day" if self.base_days == 1 else f"every {self.base_days} days"]
        if self.each_session:
            parts = ["at each session", f"without one {parts[0]}"]
        if self.minimum_days is not None:
            parts.append(f"at least {self.minimum_days}")
        if self.maximum_days is not None:
            parts.append(f"at most {self.maximum_days}")
        if self.session_window_days:
            parts.append(f"at a session within {_days(self.session_window_days)}")
        if self.most_postponements is not None:
            most = self.most_postponements
            parts.append(f"put off {_times(most)} at most" if most else "never put off")
        shorter, longer, after = _USUAL_PACE
        if self.shorter_by != shorter:
            by = "never shorter" if self.shorter_by == 1 else f"shorter by {self.shorter_by}"
            parts.append(by)
        if self.longer_by != longer:
            by = "never longer" if self.longer_by == 1 else f"longer by {self.longer_by}"
            parts.append(by)
        if self.longer_after != after:
            parts.append(f"longer after {self.longer_after} good reviews")
        return ", ".join(parts)


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


EVERY_SESSION = ReviewPolicy(
    base_days=7,
    maximum_days=28,
    each_session=True,
    longer_by=1,
    source="NHS Talking Therapies, service standards: standard measures session by session; "
    "the days without a session are ours",
    is_verified=True,
)
"""At each session, and after a week where none is booked."""

# Ours, not a standard: no guideline that we read gives one interval for all therapy goals.
EVERY_WEEK = ReviewPolicy(base_days=7, minimum_days=3, maximum_days=14, session_window_days=3)
"""Every week, at the session where one is booked."""

EVERY_TWO_WEEKS = ReviewPolicy(base_days=14, minimum_days=7, maximum_days=28, session_window_days=3)
"""Every two weeks, moved by up to three days to meet a session, never later than four weeks."""

PLAN_REVIEW_90_DAYS = ReviewPolicy(
    base_days=90,
    maximum_days=90,
    session_window_days=14,
    source="Maine CCBHC treatment plan requirements, 2025: for children, every 90 calendar days",
    is_verified=True,
)
"""A treatment plan's review within 90 days, at a session of the last two weeks if there is one."""

PLAN_REVIEW_180_DAYS = ReviewPolicy(
    base_days=180,
    maximum_days=180,
    session_window_days=14,
    source="Maine CCBHC treatment plan requirements, 2025: for adults, at least every 180 days",
    is_verified=True,
)
"""The same within 180 days."""

PCO_FOLLOW_UP = ReviewPolicy(
    base_days=14,
    minimum_days=14,
    maximum_days=182,
    session_window_days=7,
    source="HL7 Person-Centered Outcomes 1.0.0, measure logic: a follow-up lies 2 to 26 weeks "
    "after the start; that it begins at 2 weeks and lengthens while all goes well is ours",
    is_verified=True,
)
"""From two weeks on, and never later than 26 weeks."""

DEPRESSION_FOLLOW_UP = ReviewPolicy(
    base_days=35,
    minimum_days=35,
    maximum_days=84,
    session_window_days=7,
    source="UK Quality and Outcomes Framework in 2009, as in Moore et al. 2012, PMC3361126: a "
    "PHQ-9 after 5 to 12 weeks of treatment; that later ones follow alike is ours",
    is_verified=True,
)
"""From five weeks on, and never later than twelve."""

AFTER_REMISSION = ReviewPolicy(
    base_days=182,
    maximum_days=182,
    session_window_days=14,
    source="NICE NG222: about every six months in the prevention of relapse",
)
"""About every six months. Nobody here has read the number in its source yet."""

REVIEW_POLICIES: Mapping[str, ReviewPolicy] = MappingProxyType(
    {
        "every-session": EVERY_SESSION,
        "every-week": EVERY_WEEK,
        "every-two-weeks": EVERY_TWO_WEEKS,
        "plan-review-90-days": PLAN_REVIEW_90_DAYS,
        "plan-review-180-days": PLAN_REVIEW_180_DAYS,
        "pco-follow-up": PCO_FOLLOW_UP,
        "depression-follow-up": DEPRESSION_FOLLOW_UP,
        "after-remission": AFTER_REMISSION,
    }
)
"""The policies that ship, by name. None of them is *the* rule; each says who asks for it."""
