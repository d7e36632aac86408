"""Whether a goal is moving: by its course, and by what was done lately."""

from __future__ import annotations

import datetime as dt
import math
from enum import StrEnum

from smartgoals.entries import Course
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.scoring._adherence import Adherence, adherence

__all__ = ["Momentum", "momentum_of", "recent_adherence"]

# Ours, both: two weeks hold some occasions of most plans, and half is what A008 of the SMART check
# asks for too.
_RECENT_DAYS = 14
_HALF = 0.5


class Momentum(StrEnum):
    """Whether a goal is moving, what moves first."""

    MOVING = "moving"
    """It is on course or reached, or half or more of what was due lately was done."""
    UNKNOWN = "unknown"
    """Too little is known."""
    STILL = "still"
    """Nothing shows that it moves, and something shows that it does not."""


def recent_adherence(goal: Goal, journal: Journal, *, on: dt.date) -> Adherence:
    """Return how much of what was due in the last two weeks was done."""
    # The first day that there is has no day before it.
    since = dt.date.fromordinal(max(1, on.toordinal() - _RECENT_DAYS + 1))
    return adherence(goal, journal, on=on, since=since)


def momentum_of(course: Course, recent: Adherence) -> Momentum:
    """Return whether a goal moves that takes this course, and of which this was done lately.

    Any sign that it moves is enough. What is unknown is no sign of either, and neither is what was
    excused: an absence takes no momentum away.
    """
    is_done = recent.lower is not None and recent.lower >= _HALF
    if is_done or course in {Course.ON_COURSE, Course.MET}:
        return Momentum.MOVING
    # What was excused stays in the whole: otherwise a single miss before a holiday would be all.
    asked = math.fsum([recent.due, recent.excused])
    is_left = recent.missed > _HALF * asked
    if is_left or course in {Course.OFF_COURSE, Course.WORSENING}:
        return Momentum.STILL
    return Momentum.UNKNOWN
