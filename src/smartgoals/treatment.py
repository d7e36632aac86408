"""What a goal stands in: the assessment before it and the treatment plan around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import attrs

from smartgoals._values import (
    EMPTY,
    as_tuple,
    check_period,
    frozen_json,
    is_day,
    is_each,
    is_each_id,
    is_id,
    is_in,
    is_int,
    is_text,
    is_words,
    refuse,
)
from smartgoals.goals import Party
from smartgoals.plans import ReviewPolicy

__all__ = ["Assessment", "Problem", "TreatmentPlan"]


@attrs.frozen(kw_only=True)
class Assessment:
    """What client and therapist found when they looked together.

    Args:
        subject: Opaque id of the person.
        day: When.
        concerns: What troubles them.
        history: What was before.
        challenges: What stands in the way.
        aspirations: What they hope for.
        strengths: What they can build on.
        limitations: What has to be reckoned with.
        resources: Who and what helps.
        minutes_a_week: How much time they have for their goals; None if nobody asked.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Assessment
        >>> found = Assessment(
        ...     subject="c-17", day=dt.date(2025, 2, 3), strengths=["keeps appointments"],
        ...     minutes_a_week=120,
        ... )
        >>> found
        Assessment(subject='c-17', day=datetime.date(2025, 2, 3), minutes_a_week=120)
    """

    subject: str = attrs.field(validator=is_id)
    day: dt.date = attrs.field(validator=is_day)
    concerns: tuple[str, ...] = attrs.field(
        default=(), converter=as_tuple, repr=False, validator=is_each(str)
    )
    history: str = attrs.field(default="", repr=False, validator=is_text)
    challenges: tuple[str, ...] = attrs.field(
        default=(), converter=as_tuple, repr=False, validator=is_each(str)
    )
    aspirations: tuple[str, ...] = attrs.field(
        default=(), converter=as_tuple, repr=False, validator=is_each(str)
    )
    strengths: tuple[str, ...] = attrs.field(
        default=(), converter=as_tuple, repr=False, validator=is_each(str)
    )
    limitations: tuple[str, ...] = attrs.field(
        default=(), converter=as_tuple, repr=False, validator=is_each(str)
    )
    resources: tuple[str, ...] = attrs.field(
        default=(), converter=as_tuple, repr=False, validator=is_each(str)
    )
    minutes_a_week: int | None = attrs.field(default=None, validator=is_int(0, 10_080))


@attrs.frozen(kw_only=True)
class Problem:
    """A problem or need that a treatment plan answers to.

    Args:
        id: What a goal's *addresses* calls it.
        name: What it is.
        code: Its code in a classification, such as ``F41.1``.
    """

    id: str = attrs.field(validator=is_id)
    name: str = attrs.field(repr=False, validator=is_words)
    code: str | None = attrs.field(default=None, repr=False, validator=is_id)


@attrs.frozen(kw_only=True)
class TreatmentPlan:
    """The problems, the goals and the people of one course of treatment.

    This is what payers ask for and what a 90-day review looks at.

    Args:
        id: Its id.
        subject: Opaque id of the person.
        problems: What it answers to; each id once.
        goals: Ids of its goals; each once.
        parties: Who has a part in it; each id once.
        review: How often it is looked at again; None for no fixed review.
        start: Its first day.
        until: The first day after it; None while that is open.
        extensions: What an app adds: plain data, kept through every round trip.

    Raises:
        InvalidValueError: If an id comes twice, or *until* is not after *start*.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Party, Role, TreatmentPlan
        >>> plan = TreatmentPlan(
        ...     id="p-1", subject="c-17", goals=["g-1"], start=dt.date(2025, 2, 3),
        ...     parties=[Party(id="c-17", role=Role.CLIENT), Party(id="t-2", role=Role.THERAPIST)],
        ... )
        >>> [str(party.role) for party in plan.parties]
        ['client', 'therapist']
    """

    id: str = attrs.field(validator=is_id)
    subject: str = attrs.field(validator=is_id)
    start: dt.date = attrs.field(validator=is_day)
    until: dt.date | None = attrs.field(default=None, validator=is_day)
    problems: tuple[Problem, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each(Problem)
    )
    goals: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, validator=is_each_id)
    parties: tuple[Party, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each(Party)
    )
    review: ReviewPolicy | None = attrs.field(default=None, validator=is_in(ReviewPolicy))
    extensions: Mapping[str, Any] = attrs.field(
        default=EMPTY, converter=frozen_json, repr=False, hash=False
    )

    def __attrs_post_init__(self) -> None:
        """Check the period and that each id comes once."""
        check_period(self.start, self.until)
        for field, ids in (
            ("problems", [problem.id for problem in self.problems]),
            ("goals", self.goals),
            ("parties", [party.id for party in self.parties]),
        ):
            if len(set(ids)) < len(ids):
                refuse(field, "given once each", len(ids))
