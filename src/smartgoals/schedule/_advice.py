"""What is advised about a person's open goals; advice, and never a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

import attrs

from smartgoals.notices import Notice
from smartgoals.schedule._interval import NEEDS_A_LOOK
from smartgoals.schedule._minutes import minutes_in, silent_in, together
from smartgoals.schedule._momentum import Momentum
from smartgoals.schedule._places import FocusPlace, Ranked, listed
from smartgoals.schedule._rulers import RulerRating
from smartgoals.schedule._urgency import Urgency, UrgencyCode

__all__ = ["FocusAdvice", "FocusAdviceCode", "advice_on"]

# Ours: an app that forbids a fourth goal annoys, and one that says nothing lets people drown.
_ENOUGH_GOALS = 3
# Source: Gutnick et al. 2014, Brief Action Planning; below it a step is made smaller.
_SURE = 7


class FocusAdviceCode(StrEnum):
    """What is advised."""

    BEGIN_WITH = "begin-with"
    """Begin with this goal."""
    ALL_REACHED = "all-reached"
    """All open goals are reached."""
    BUILD_ON = "build-on"
    """Another goal is moving, and what works there may help here."""
    SMALLER_STEP = "smaller-step"
    """The person is not yet sure to manage the goal to begin with."""
    FEW_AT_ONCE = "few-at-once"
    """More goals are open than most people work on at once, and some of them can wait."""
    OVER_CAPACITY = "over-capacity"
    """The plans ask for more time than the person has."""
    UNKNOWN_TIME = "unknown-time"
    """Some steps do not say how long they take."""
    AS_PLANNED = "as-planned"
    """Nothing speaks against going on as planned."""


@attrs.frozen(kw_only=True)
class FocusAdvice:
    """One piece of advice; it forbids nothing and takes no goal away.

    Args:
        code: Which.
        goals: Ids of the goals that it speaks of: the one to begin with, the one to build on and
            the one that it may help, or in order of rank those that can wait, or those that fit
            into the person's time.
        count: How many goals are open, or how many steps do not say how long they take.
        minutes: The minutes a week that the plans ask for.
        capacity: The minutes a week that the person has.
        confidence: How sure the person is.
    """

    code: FocusAdviceCode
    goals: tuple[str, ...] = ()
    count: int | None = None
    minutes: int | None = None
    capacity: int | None = None
    confidence: RulerRating | None = None

    def __str__(self) -> str:
        """Say it in English, without a client's words."""
        goals = listed(*self.goals)
        match self.code:
            case FocusAdviceCode.BEGIN_WITH:
                return f"begin with {goals}"
            case FocusAdviceCode.ALL_REACHED:
                return "all open goals are reached; choose together what comes next"
            case FocusAdviceCode.BUILD_ON:
                moving, other = self.goals
                return f"{moving} is moving; what works there may help with {other}"
            case FocusAdviceCode.SMALLER_STEP:
                return (
                    f"confidence is {self.confidence}; a smaller step, or a plan for what gets in "
                    "the way, may help"
                )
            case FocusAdviceCode.FEW_AT_ONCE:
                return (
                    f"{self.count} goals are open; up to {_ENOUGH_GOALS} at once are enough, and "
                    f"{goals} can wait"
                )
            case FocusAdviceCode.OVER_CAPACITY:
                minutes = f"{self.minutes} minutes a week, and there are {self.capacity}"
                asked = f"the plans ask for {minutes}"
                if not self.goals:
                    return f"{asked}; shorter or rarer steps would fit"
                fit = f"{goals} fit{'s' if len(self.goals) == 1 else ''}"
                return f"{asked}; {fit}{', as far as steps say' if self.count else ''}"
            case FocusAdviceCode.UNKNOWN_TIME:
                if self.count == 1:
                    return "1 step does not say how long it takes"
                return f"{self.count} steps do not say how long they take"
            case _:
                # FocusAdviceCode.AS_PLANNED, the last there is.
                return "nothing speaks against going on as planned"


def advice_on(
    ranked: Sequence[Ranked], *, capacity: int | None, notices: Sequence[Notice]
) -> tuple[FocusAdvice, ...]:
    """Return what is advised about goals in order of rank: the first, what helps it, then all.

    Args:
        ranked: The places; without any there is no advice.
        capacity: The minutes a week that the person has; None if nobody said.
        notices: What a person has to see at once, in whichever goal.
    """
    if not ranked:
        return ()
    places = [one.place for one in ranked]
    first = places[0]
    all_together = tuple(_on_all(ranked, capacity))
    if first.urgency is Urgency.REACHED:
        return (FocusAdvice(code=FocusAdviceCode.ALL_REACHED), *all_together)
    advice = (
        FocusAdvice(code=FocusAdviceCode.BEGIN_WITH, goals=(first.goal,)),
        *_on_the_first(places),
        *all_together,
    )
    is_fine = {one.code for one in advice} <= _FINE and all(map(_goes_as_planned, places))
    if notices or not is_fine:
        return advice
    return (*advice, FocusAdvice(code=FocusAdviceCode.AS_PLANNED))


_FINE = {FocusAdviceCode.BEGIN_WITH, FocusAdviceCode.BUILD_ON}
_WORTH_A_TALK = {UrgencyCode.DUE_PASSED, UrgencyCode.REVIEW_OVERDUE}


def _goes_as_planned(place: FocusPlace) -> bool:
    """Return whether nothing about a goal is worth a talk, wherever it stands."""
    return (
        place.course not in NEEDS_A_LOOK
        and place.momentum is not Momentum.STILL
        and _WORTH_A_TALK.isdisjoint(reason.code for reason in place.reasons)
    )


def _on_the_first(places: Sequence[FocusPlace]) -> Iterator[FocusAdvice]:
    """Yield what may help with the goal to begin with; what is good comes first."""
    first, *others = places
    moving = (place.goal for place in others if place.momentum is Momentum.MOVING)
    other = next(moving, None)
    if other is not None and first.momentum is not Momentum.MOVING:
        yield FocusAdvice(code=FocusAdviceCode.BUILD_ON, goals=(other, first.goal))
    if first.confidence is not None and first.confidence.value < _SURE:
        yield FocusAdvice(code=FocusAdviceCode.SMALLER_STEP, confidence=first.confidence)


def _on_all(ranked: Sequence[Ranked], capacity: int | None) -> Iterator[FocusAdvice]:
    """Yield what to look at in all goals together."""
    asking = [one.place for one in ranked if one.place.urgency is not Urgency.REACHED]
    # What is urgent at once does not wait, however many goals there are.
    waiting = [p.goal for p in asking[_ENOUGH_GOALS:] if p.urgency is not Urgency.AT_ONCE]
    if waiting:
        yield FocusAdvice(code=FocusAdviceCode.FEW_AT_ONCE, goals=tuple(waiting), count=len(asking))
    asked = together(one.asked for one in ranked)
    minutes, silent = minutes_in(asked), silent_in(asked)
    if capacity is not None and minutes is not None and minutes > capacity:
        yield FocusAdvice(
            code=FocusAdviceCode.OVER_CAPACITY,
            goals=_fitting(ranked, capacity),
            count=silent,
            minutes=minutes,
            capacity=capacity,
        )
    if silent:
        yield FocusAdvice(code=FocusAdviceCode.UNKNOWN_TIME, count=silent)


def _fitting(ranked: Sequence[Ranked], capacity: int) -> tuple[str, ...]:
    """Return the goals that fit, taken in order of rank; one that does not is passed over."""
    taken: list[Ranked] = []
    for one in ranked:
        minutes = minutes_in(together(other.asked for other in (*taken, one)))
        if minutes is None or minutes <= capacity:
            taken.append(one)
    return tuple(one.place.goal for one in taken)
