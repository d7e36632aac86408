"""How many minutes a week a plan asks of a person, as far as its steps say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias

from smartgoals.errors import UnitMismatchError
from smartgoals.goals import Goal
from smartgoals.measures import Quantity, Unit
from smartgoals.plans import Step
from smartgoals.recurrence import Frequency, Recurrence
from smartgoals.scoring._due import per_day

__all__ = ["Asked", "asked_of", "minutes_in", "silent_in", "together"]

Asked: TypeAlias = Mapping[str, Fraction | None]
"""Id of a step, and the minutes a week that it asks for; None if it does not say."""

_WEEK = 7
_MINUTE = Unit(code="min")
# Three times a week is 3/7 a day, and not the nearest float: sixty minutes are to be sixty.
_FINEST = 1_000_000


def asked_of(goal: Goal, *, on: dt.date) -> Asked:
    """Return what each step in force on *on* asks of the person in the week that begins then."""
    return {step.id: _minutes(step, goal, on) for step in goal.plan.on(on)}


def _minutes(step: Step, goal: Goal, on: dt.date) -> Fraction | None:
    is_over = goal.due is not None and goal.due <= on
    if is_over or step.responsible not in {None, goal.subject}:
        # From its day on nothing more is due, and what somebody else sees to takes none of the
        # person's time.
        return Fraction()
    each = _length(step.dose)
    if step.recurrence is None:
        return None
    times = _times_a_week(step.recurrence, on)
    if not times:
        return Fraction()
    return None if each is None else each * times


def _length(dose: Quantity | None) -> Fraction | None:
    """Return the minutes of a dose; None if it is missing or of something else than time."""
    if dose is None:
        return None
    try:
        return Fraction(dose.value) * dose.unit.factor(to=_MINUTE)
    except UnitMismatchError:
        return None


def _times_a_week(rule: Recurrence, on: dt.date) -> Fraction:
    """Return how often a rule asks in the week from *on* on, on average while it goes on."""
    if (rule.start - on).days >= _WEEK or not _goes_on(rule, on):
        return Fraction()
    if rule.frequency is Frequency.ONCE:
        return Fraction(rule.times_per_window)
    return _WEEK * Fraction(per_day(rule)).limit_denominator(_FINEST)


def _goes_on(rule: Recurrence, on: dt.date) -> bool:
    """Return whether a rule asks for something on *on* or later."""
    if rule.is_from_completion:
        return rule.until is None or on < rule.until
    return rule.window_of(on) is not None or rule.next_after(on) is not None


def together(plans: Iterable[Asked]) -> dict[str, Fraction | None]:
    """Return what several plans ask for together: a step that they share is done once.

    Where they differ about a step the longest is taken, and any word is better than none.
    """
    joined: dict[str, Fraction | None] = {}
    for plan in plans:
        for step, minutes in plan.items():
            known = joined.get(step)
            joined[step] = minutes if known is None else max(known, minutes or known)
    return joined


def minutes_in(asked: Asked) -> int | None:
    """Return the whole minutes that are known; None if no step says any."""
    known = [minutes for minutes in asked.values() if minutes is not None]
    return round(sum(known)) if known else None


def silent_in(asked: Asked) -> int:
    """Return how many steps do not say how long they take."""
    return sum(minutes is None for minutes in asked.values())
