"""How soon a goal asks for attention, and why."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from smartgoals._versions import in_force
from smartgoals.entries import Course
from smartgoals.goals import Goal, Priority
from smartgoals.journal import Journal
from smartgoals.schedule._review import next_review
from smartgoals.scoring._achievement import Achievement

__all__ = ["Urgency", "UrgencyCode", "UrgencyReason", "urgency_of"]

# Ours: as long as between two reviews of the usual policy, so that one still comes before the day.
_NEAR_DAYS = 14


class Urgency(StrEnum):
    """How soon a goal asks for attention, the most urgent first."""

    AT_ONCE = "at-once"
    """There is a notice, or it is getting harder."""
    SOON = "soon"
    """It has a high priority, its day is near or has passed, or its review is overdue."""
    USUAL = "usual"
    """A medium priority, or nobody said."""
    LATER = "later"
    """A low priority."""
    REACHED = "reached"
    """It is reached: it is kept up, or looked at together."""


class UrgencyCode(StrEnum):
    """Why a goal is as urgent as it is."""

    NOTICE = "notice"
    """A person has to see something at once."""
    WORSENING = "worsening"
    """Its course is getting harder."""
    DUE_PASSED = "due-passed"
    """The day by which has passed."""
    DUE_SOON = "due-soon"
    """The day by which is today or within two weeks."""
    REVIEW_OVERDUE = "review-overdue"
    """The day of its review has passed, and nothing excuses it."""
    HIGH_PRIORITY = "high-priority"
    MEDIUM_PRIORITY = "medium-priority"
    UNKNOWN_PRIORITY = "unknown-priority"
    """Nobody gave it a priority."""
    LOW_PRIORITY = "low-priority"
    REACHED = "reached"
    """All that it asks for is reached."""


_URGENCY = {
    UrgencyCode.NOTICE: Urgency.AT_ONCE,
    UrgencyCode.WORSENING: Urgency.AT_ONCE,
    UrgencyCode.DUE_PASSED: Urgency.SOON,
    UrgencyCode.DUE_SOON: Urgency.SOON,
    UrgencyCode.REVIEW_OVERDUE: Urgency.SOON,
    UrgencyCode.HIGH_PRIORITY: Urgency.SOON,
    UrgencyCode.MEDIUM_PRIORITY: Urgency.USUAL,
    UrgencyCode.UNKNOWN_PRIORITY: Urgency.USUAL,
    UrgencyCode.LOW_PRIORITY: Urgency.LATER,
    UrgencyCode.REACHED: Urgency.REACHED,
}
_WORDS = {
    UrgencyCode.NOTICE: "there is a notice",
    UrgencyCode.WORSENING: "getting harder lately",
    UrgencyCode.DUE_PASSED: "its day was {day}",
    UrgencyCode.DUE_SOON: "its day is {day}",
    UrgencyCode.REVIEW_OVERDUE: "a review was due on {day}",
    UrgencyCode.HIGH_PRIORITY: "high priority",
    UrgencyCode.MEDIUM_PRIORITY: "medium priority",
    UrgencyCode.UNKNOWN_PRIORITY: "priority unknown",
    UrgencyCode.LOW_PRIORITY: "low priority",
    UrgencyCode.REACHED: "reached",
}
_OF_PRIORITY = {
    Priority.HIGH: UrgencyCode.HIGH_PRIORITY,
    Priority.MEDIUM: UrgencyCode.MEDIUM_PRIORITY,
    Priority.LOW: UrgencyCode.LOW_PRIORITY,
    None: UrgencyCode.UNKNOWN_PRIORITY,
}


@attrs.frozen(kw_only=True)
class UrgencyReason:
    """One reason for the urgency of a goal.

    Args:
        code: Which.
        day: The day that it speaks of; None if it speaks of none.
    """

    code: UrgencyCode
    day: dt.date | None = None

    @property
    def urgency(self) -> Urgency:
        """How urgent this reason alone makes a goal."""
        return _URGENCY[self.code]

    def __str__(self) -> str:
        """Say it in English."""
        return _WORDS[self.code].format(day=self.day)


def urgency_of(goal: Goal, journal: Journal, seen: Achievement) -> tuple[UrgencyReason, ...]:
    """Return why *goal* is as urgent as it is, what decides first; at least one reason.

    Args:
        goal: The goal; open on the date of judgement.
        journal: The journal of the goal's subject.
        seen: How the goal is going, with the date of judgement.
    """
    on = seen.on
    reasons = []
    if seen.notices:
        reasons.append(UrgencyReason(code=UrgencyCode.NOTICE))
    if seen.course is Course.MET:
        # Its day, its priority and its review ask for nothing more to be done.
        return (*reasons, UrgencyReason(code=UrgencyCode.REACHED))
    if seen.course is Course.WORSENING:
        reasons.append(UrgencyReason(code=UrgencyCode.WORSENING))
    day = _due(goal, seen)
    if day is not None and (day - on).days <= _NEAR_DAYS:
        code = UrgencyCode.DUE_PASSED if day < on else UrgencyCode.DUE_SOON
        reasons.append(UrgencyReason(code=code, day=day))
    if goal.review is not None:
        review = next_review(goal, journal, on=on)
        # Nobody is to blame for a day that passes while they are away.
        if review.is_overdue and not review.is_excused:
            reasons.append(UrgencyReason(code=UrgencyCode.REVIEW_OVERDUE, day=review.day))
    reasons.append(UrgencyReason(code=_OF_PRIORITY[goal.priority]))
    return tuple(reasons)


def _due(goal: Goal, seen: Achievement) -> dt.date | None:
    """Return the first day by which something of the goal is still to be reached."""
    targets = zip(in_force(goal.targets, seen.on), seen.parts, strict=True)
    days = [target.due for target, part in targets if not part.basis.is_met]
    return min((day for day in (goal.due, *days) if day is not None), default=None)
