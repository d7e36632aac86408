"""How a goal ended: why, what it came to for each rater, and what to keep up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from smartgoals._values import as_tuple
from smartgoals.entries import Rated, RatingKind
from smartgoals.goals import ClosingReason, Goal, Lifecycle, LifecycleChange
from smartgoals.instruments import instrument
from smartgoals.journal import Journal
from smartgoals.measures import ChangeKind
from smartgoals.scoring._achievement import AchievementStatus, achievement
from smartgoals.scoring._attainment import Attainment, attainment
from smartgoals.scoring._outcomes import GoalOutcomes, goal_outcomes
from smartgoals.scoring._ratings import RatingDifference, rating_differences

__all__ = ["Closure", "closure"]

_AN_END = "came to an end on {day}"
_ENDED = {
    ClosingReason.ACHIEVED: "reached on {day}",
    ClosingReason.CHOICE: "brought to an end on {day}, as was decided",
    ClosingReason.REPLACED: "made room for another goal on {day}",
    ClosingReason.TRANSFERRED: "goes on with somebody else since {day}",
}


@attrs.frozen(kw_only=True)
class Closure:
    """How a goal ended, and what stays of it.

    Args:
        goal: Id of the goal.
        day: The day on which it ended.
        lifecycle: What it became.
        why: Why it ended, as a code; None if nobody said.
        status: How far it came by that day.
        reason: Why it ended, in words.
        outcomes: How close to being reached each rater saw it, one value a rater.
        attainments: How each rater rated its attainment, one value a rater.
        differences: Where the raters see it differently.
        keep_up: Ids of the steps in force at the end, if it was reached or is to be kept up.
    """

    goal: str
    day: dt.date
    lifecycle: Lifecycle
    why: ClosingReason | None
    status: AchievementStatus
    reason: str = attrs.field(default="", repr=False)
    outcomes: tuple[GoalOutcomes, ...] = attrs.field(default=(), converter=as_tuple)
    attainments: tuple[Attainment, ...] = attrs.field(default=(), converter=as_tuple)
    differences: tuple[RatingDifference, ...] = attrs.field(default=(), converter=as_tuple)
    keep_up: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)

    @property
    def said(self) -> str:
        """How it ended in words that a client may read."""
        ended = _AN_END if self.why is None else _ENDED.get(self.why, _AN_END)
        return ended.format(day=self.day)

    def __str__(self) -> str:
        """Say it in English: why, how far, each rater, what to keep up; no client's words."""
        why = "" if self.why is None else f" ({self.why})"
        lines = [f"{self.lifecycle} on {self.day.isoformat()}{why}: {self.status}"]
        lines += [
            f"  {told.rater} on the outcome, {part}"
            for told in self.outcomes
            for part in told.parts
        ]
        lines += [
            f"  {told.rater} on attainment, {part}"
            for told in self.attainments
            for part in told.parts
        ]
        lines += [f"  {difference}" for difference in self.differences]
        if self.keep_up:
            lines.append(f"  to keep up: {', '.join(self.keep_up)}")
        return "\n".join(lines)


def closure(
    goal: Goal, journal: Journal, change: LifecycleChange, *, on: dt.date, keeps_up: bool
) -> Closure:
    """Return how a goal ended.

    Args:
        goal: The goal.
        journal: The journal of its subject.
        change: How it was closed, with its day.
        on: The date of judgement: the last ratings are often given after the end.
        keeps_up: Whether there is anybody to keep anything up.
    """
    day = change.day or on
    status = achievement(goal, journal, on=day).status
    stays = goal.continuous or status.parent is AchievementStatus.ACHIEVED
    return Closure(
        goal=goal.id,
        day=day,
        lifecycle=change.status,
        why=change.closing,
        status=status,
        reason=change.reason,
        outcomes=_outcomes(goal, journal, on),
        attainments=[
            attainment([goal], journal, on=on, rater=rater)
            for rater in _raters(goal, journal, on, RatingKind.ATTAINMENT)
        ],
        differences=[
            difference
            for kind in (RatingKind.OUTCOME, RatingKind.ATTAINMENT)
            for difference in rating_differences([goal], journal, on=on, kind=kind)
        ],
        keep_up=[step.id for step in goal.plan.on(day)] if stays and keeps_up else (),
    )


def _outcomes(goal: Goal, journal: Journal, on: dt.date) -> Iterator[GoalOutcomes]:
    (reliable,) = (
        threshold
        for threshold in instrument("gbo").thresholds
        if threshold.kind is ChangeKind.RELIABLE
    )
    for rater in _raters(goal, journal, on, RatingKind.OUTCOME):
        yield goal_outcomes([goal], journal, on=on, rater=rater, threshold=reliable)


def _raters(goal: Goal, journal: Journal, on: dt.date, kind: RatingKind) -> list[str]:
    return sorted(
        {
            entry.rater
            for entry in journal.about(goal.id, Rated)
            if entry.kind is kind and entry.day <= on
        }
    )
