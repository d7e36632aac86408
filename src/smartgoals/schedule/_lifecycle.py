"""How the agreement on a goal stood at the end of a day: whether it had ended, and how."""

from __future__ import annotations

import datetime as dt

from smartgoals.goals import ClosingReason, Goal, LifecycleChange

__all__ = ["closed_change", "has_died", "last_change", "last_day"]


def last_change(goal: Goal, on: dt.date) -> LifecycleChange | None:
    """Return the last change by the end of *on*; None if the first came later.

    The first may have no day, and held from the beginning then.
    """
    last = None
    for change in goal.lifecycle_history:
        if change.day is None or change.day <= on:
            last = change
    return last


def closed_change(goal: Goal, on: dt.date) -> LifecycleChange | None:
    """Return how a goal was closed, as it stood at the end of *on*; None if it was open."""
    last = last_change(goal, on)
    return last if last is not None and last.status.is_closed else None


def has_died(goal: Goal, on: dt.date) -> bool:
    """Return whether a goal says, as it stood at the end of *on*, that the person has died."""
    last = last_change(goal, on)
    return last is not None and last.closing is ClosingReason.DIED


def last_day(goal: Goal, on: dt.date) -> dt.date:
    """Return the last day up to *on* whose evidence is the goal's own: that of its end, if it has.

    What is done after the end was done for something else.
    """
    closed = closed_change(goal, on)
    return on if closed is None or closed.day is None else closed.day
