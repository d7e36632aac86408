"""What may be praised: what was recorded, and never what silence leaves open."""

from __future__ import annotations

import datetime as dt

from smartgoals._versions import in_force, versions_of
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.scoring._due import Due, due_of
from smartgoals.scoring._habit import Streak, streak
from smartgoals.scoring._parts import Part, PartKind
from smartgoals.scoring._progress import first_of

__all__ = ["earned_streak", "has_gaps", "is_earned", "is_limit"]


def is_limit(goal: Goal, target: str) -> bool:
    """Return whether all versions of a target add up a measure period by period."""
    return all(version.aim.per is not None for version in versions_of(goal.targets, target))


def is_earned(goal: Goal, journal: Journal, part: Part, *, on: dt.date) -> bool:
    """Return whether what a part has reached by the end of *on* was seen.

    What is to be held has to be held to its end. Of a limit period by period none may be unknown,
    and the latest that has begun needs a value: who writes nothing down any more kept nothing yet.
    """
    aim = part.aim
    if part.kind is not PartKind.TARGET or aim is None:
        return True
    (target,) = (target for target in in_force(goal.targets, on) if target.id == part.id)
    if aim.is_held and target.due is None and goal.due is None:
        # What has no end is never over: its first good day is no reason to say that it is reached.
        return False
    if aim.per is None or (aim.high is None and not aim.is_held):
        # A sum that is enough once is its own evidence.
        return True
    if first_of(target, goal) == dt.date.min or not is_limit(goal, part.id):
        # Where nobody said when it began, or an earlier version had no periods, nobody can look at
        # them one by one.
        return False
    periods = _periods(goal, journal, part.id, on, since=None)
    return _has_latest(periods) and not any(period.unknown for period in periods)


def earned_streak(goal: Goal, journal: Journal, *, on: dt.date, of: str) -> Streak | None:
    """Return the streak of a step or a limit; None of a limit whose latest period has no value."""
    is_step = any(step.id == of and step.recurrence is not None for step in goal.plan.steps)
    if not is_step and not _has_latest(_periods(goal, journal, of, on, since=None)):
        return None
    return streak(goal, journal, on=on, of=of)


def has_gaps(goal: Goal, journal: Journal, *, since: dt.date, on: dt.date) -> bool:
    """Return whether a limit in force has a gap in its record from *since* through *on*.

    That is a period that is unknown, or a last one without a value where its time is over.
    """
    for target in in_force(goal.targets, on):
        if target.aim.per is None or not is_limit(goal, target.id):
            continue
        periods = _periods(goal, journal, target.id, on, since=since)
        due = target.due or goal.due
        if any(period.unknown for period in periods):
            return True
        if due is not None and due <= on and periods and not _has_latest(periods):
            return True
    return False


def _periods(
    goal: Goal, journal: Journal, target: str, on: dt.date, *, since: dt.date | None
) -> list[Due]:
    ((_, periods),) = due_of(goal, journal, on=on, since=since, of=target)
    return periods


def _has_latest(periods: list[Due]) -> bool:
    return bool(periods) and bool(periods[-1].entries)
