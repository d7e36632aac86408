"""What will be done, with what, and when it is looked at again.

An :class:`ActionPlan` holds :class:`Step` values. A step holds in ``[start, until)``. Changing it
closes that version and opens the next under the same id, so that the journal's entries keep
pointing at it and the past stays as it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
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
    "EVERY_TWO_WEEKS",
    "EVERY_WEEK",
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


@attrs.frozen(kw_only=True)
class ReviewPolicy:
    """How often a goal is looked at again.

    Args:
        base_days: The usual interval in days.
        minimum_days: The shortest interval in days; None for one day.
        maximum_days: The longest interval in days, whatever else moves a review; None for no
            limit.
        session_window_days: A session booked up to so many days before or after the usual day
            becomes the day of the review.

    Raises:
        InvalidValueError: If not ``minimum_days <= base_days <= maximum_days``.

    Example:
        >>> from smartgoals import ReviewPolicy
        >>> print(ReviewPolicy(base_days=14, maximum_days=28))
        every 14 days, at most 28
    """

    base_days: int = attrs.field(validator=is_int(1, 3_660))
    minimum_days: int | None = attrs.field(default=None, validator=is_int(1, 3_660))
    maximum_days: int | None = attrs.field(default=None, validator=is_int(1, 3_660))
    session_window_days: int = attrs.field(default=0, validator=is_int(0, 366))

    def __attrs_post_init__(self) -> None:
        """Check the order."""
        if self.minimum_days is not None and self.minimum_days > self.base_days:
            refuse("minimum_days", f"at most base_days, {self.base_days}", self.minimum_days)
        if self.maximum_days is not None and self.maximum_days < self.base_days:
            refuse("maximum_days", f"at least base_days, {self.base_days}", self.maximum_days)

    def __str__(self) -> str:
        """Say the policy in English."""
        parts = ["every day" if self.base_days == 1 else f"every {self.base_days} days"]
        if self.minimum_days is not None:
            parts.append(f"at least {self.minimum_days}")
        if self.maximum_days is not None:
            parts.append(f"at most {self.maximum_days}")
        return ", ".join(parts)


# Ours, not a standard: no guideline that we read gives one interval for all therapy goals.
EVERY_TWO_WEEKS = ReviewPolicy(base_days=14, minimum_days=7, maximum_days=28, session_window_days=3)
"""Every two weeks, moved by up to three days to meet a session, never later than four weeks."""

EVERY_WEEK = ReviewPolicy(base_days=7, minimum_days=1, maximum_days=14, session_window_days=3)
"""Every week, at the session where one is booked."""
