"""The place of a goal among a person's others, with all that decided it."""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias

import attrs

from smartgoals.entries import Course
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.notices import Notice
from smartgoals.schedule._minutes import Asked, asked_of, minutes_in, silent_in
from smartgoals.schedule._momentum import Momentum, momentum_of, recent_adherence
from smartgoals.schedule._rulers import RulerRating, confidence_of, importance_of
from smartgoals.schedule._urgency import Urgency, UrgencyReason, urgency_of
from smartgoals.scoring._achievement import Achievement
from smartgoals.scoring._adherence import Adherence

__all__ = ["FocusPlace", "Ranked", "listed", "ranked"]

# Ours: where nobody said, a goal stands among the others and neither before nor behind all.
_MIDDLE_IMPORTANCE = 5.0
_MIDDLE_MINUTES = 60

_MOST_URGENT_FIRST = list(Urgency)
_MOVING_FIRST = list(Momentum)
_URGENT = {
    Urgency.AT_ONCE: "at once, ",
    Urgency.SOON: "soon, ",
    Urgency.USUAL: "in its turn, ",
    Urgency.LATER: "later, ",
    Urgency.REACHED: "",
}
_MOVING = {
    Momentum.MOVING: "moving",
    Momentum.UNKNOWN: "not known whether it moves",
    Momentum.STILL: "still for now",
}


@attrs.frozen(kw_only=True)
class FocusPlace:
    """One open goal with all that decided its place.

    Args:
        goal: Id of the goal.
        reasons: Why it is as urgent as it is; at least one.
        course: How it is going.
        importance: How much it matters; None if nobody said.
        momentum: Whether it is moving.
        recent: How much of what was due in the last two weeks was done.
        minutes: The minutes a week that its plan asks of the person, as far as its steps say; None
            if none says any, and 0 only if nothing is asked.
        silent_steps: How many of its steps do not say how long they take.
        confidence: How sure the person is to manage it; None if nobody said.
        notices: What a person has to see at once.
    """

    goal: str
    reasons: tuple[UrgencyReason, ...]
    course: Course
    importance: RulerRating | None
    momentum: Momentum
    recent: Adherence
    minutes: int | None
    silent_steps: int = 0
    confidence: RulerRating | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def urgency(self) -> Urgency:
        """How soon it asks for attention: what the most urgent of its reasons says."""
        return min((reason.urgency for reason in self.reasons), key=_MOST_URGENT_FIRST.index)

    def __str__(self) -> str:
        """Say what decided, in the order in which it did."""
        why = listed(*(str(each) for each in self.reasons if each.urgency is self.urgency))
        importance = "unknown" if self.importance is None else self.importance
        return (
            f"{self.goal}: {_URGENT[self.urgency]}{why}; importance {importance}; "
            f"{_MOVING[self.momentum]}; {self._time}"
        )

    @property
    def _time(self) -> str:
        times = []
        if self.minutes is not None:
            times.append(f"{self.minutes} minute{'' if self.minutes == 1 else 's'} a week")
        if self.silent_steps:
            steps = f"{self.silent_steps} step{'' if self.silent_steps == 1 else 's'}"
            times.append(f"{steps} of unknown length")
        return listed(*times) or "no steps yet"


def listed(*names: str) -> str:
    """Return names as a sentence lists them; empty text if there are none."""
    *others, last = names or ("",)
    return f"{', '.join(others)} and {last}" if others else last


_Rank: TypeAlias = tuple[int, float, int, int, dt.date, str]


@attrs.frozen(kw_only=True)
class Ranked:
    """A place, what it is sorted by, and what each of its steps asks for."""

    place: FocusPlace
    rank: _Rank
    asked: Asked


def ranked(goal: Goal, journal: Journal, seen: Achievement) -> Ranked:
    """Return the place of an open goal.

    Args:
        goal: The goal.
        journal: The journal of the goal's subject.
        seen: How the goal is going, with the date of judgement.
    """
    on = seen.on
    asked = asked_of(goal, on=on)
    recent = recent_adherence(goal, journal, on=on)
    place = FocusPlace(
        goal=goal.id,
        reasons=urgency_of(goal, journal, seen),
        course=seen.course,
        importance=importance_of(goal, journal, on=on),
        momentum=momentum_of(seen.course, recent),
        recent=recent,
        minutes=minutes_in(asked),
        silent_steps=silent_in(asked),
        confidence=confidence_of(goal, journal, on=on),
        notices=seen.notices,
    )
    return Ranked(place=place, rank=_rank(place, goal.start or on), asked=asked)


def _rank(place: FocusPlace, start: dt.date) -> _Rank:
    """Return what a place is sorted by: one thing after the other, and never a sum of them."""
    is_at_once = place.urgency is Urgency.AT_ONCE
    minutes = place.minutes
    if minutes is None or place.silent_steps:
        minutes = max(minutes or 0, _MIDDLE_MINUTES)
    return (
        _MOST_URGENT_FIRST.index(place.urgency),
        -(_MIDDLE_IMPORTANCE if place.importance is None else place.importance.value),
        # What turns to worsening loses its momentum, and must not lose its place by that.
        0 if is_at_once else _MOVING_FIRST.index(place.momentum),
        minutes,
        start,
        place.goal,
    )
