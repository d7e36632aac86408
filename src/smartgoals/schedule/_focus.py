"""One goal at a time: which of a person's goals to begin with, and why that one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import attrs

from smartgoals._values import refuse
from smartgoals.goals import Goal, Lifecycle
from smartgoals.journal import Journal
from smartgoals.notices import Notice
from smartgoals.schedule._advice import FocusAdvice, advice_on
from smartgoals.schedule._lifecycle import has_died
from smartgoals.schedule._minutes import minutes_in, silent_in, together
from smartgoals.schedule._places import FocusPlace, ranked
from smartgoals.schedule._urgency import Urgency
from smartgoals.scoring._achievement import Achievement, achievement
from smartgoals.scoring._ratings import agreed_goals
from smartgoals.treatment import Assessment

__all__ = ["Focus", "focus"]


@attrs.frozen(kw_only=True)
class Focus:
    """Which goal to begin with, the places of all that are open, and what is advised.

    Args:
        on: The date of judgement.
        places: All open goals that have begun, the one to begin with first.
        resting: Ids of the goals on hold, sorted.
        advice: What is advised; nothing if no goal is open.
        minutes: The minutes a week that the plans ask for together, as far as their steps say; a
            step that goals share counts once. None if no step says any.
        silent_steps: How many steps do not say how long they take.
        capacity: The minutes a week that the person has; None if nobody said.
        notices: What a person has to see at once, whatever becomes of the goals.
    """

    on: dt.date
    places: tuple[FocusPlace, ...] = ()
    resting: tuple[str, ...] = ()
    advice: tuple[FocusAdvice, ...] = ()
    minutes: int | None = None
    silent_steps: int = 0
    capacity: int | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def first(self) -> str | None:
        """Id of the goal to begin with; None if nothing is open, or all that is open is reached."""
        if not self.places or self.places[0].urgency is Urgency.REACHED:
            return None
        return self.places[0].goal

    def __str__(self) -> str:
        """Say it in English: notices, the goal to begin with, the places, the other advice."""
        head, *others = map(str, self.advice) if self.advice else ["no goal is open"]
        lines = [f"notice: {notice}" for notice in self.notices]
        lines.append(f"{self.on.isoformat()}: {head}")
        lines += [f"  {number}. {place}" for number, place in enumerate(self.places, start=1)]
        if self.resting:
            lines.append(f"  on hold: {', '.join(self.resting)}")
        return "\n".join([*lines, *(f"  {other}" for other in others)])


def focus(
    goals: Iterable[Goal], journal: Journal, *, on: dt.date, assessment: Assessment | None = None
) -> Focus:
    """Return which of a person's *goals* to begin with, and the place of each that is open.

    The most urgent comes first. Among those that are as urgent it is the one that matters most,
    then one that is moving, for a success carries on, then the one that asks for the fewest
    minutes a week, then the one that began first. What nobody said stands in the middle. Of what
    is urgent at once it does not count whether it moves: what got harder is not put last for it.

    All of it is advice: nothing is forbidden, and every open goal keeps its place. Goals on hold
    are told apart; what has ended, or begins later, has no place. If the person has died nothing
    is asked, and what is left are the notices.

    Args:
        goals: The goals of one person, each once, in any order.
        journal: That person's journal.
        on: The date of judgement. What happened later is ignored; a session that is booked for
            later is a plan, and counts for a review.
        assessment: What was found about the person, for the time they have; one of a later day is
            ignored.

    Returns:
        The places with what decided them, and advice. Notices are those of all goals, also of those
        that are on hold or have ended, but not of goals that were rejected or entered in error.

    Raises:
        InvalidValueError: If a goal comes twice, if a goal, the journal or the assessment is
            another person's, or if *on* is no date.

    Source:
        The order and its numbers are ours, see :doc:`/explanation/focus`; that a confidence below 7
        asks for a smaller step is Gutnick et al. 2014, Brief Action Planning.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import ActionPlan, Assessment, Goal, Journal, Priority, Quantity
        >>> from smartgoals import Recurrence, Step
        >>> from smartgoals.schedule import focus
        >>> monday = dt.date(2025, 2, 3)
        >>> def goal_of(name, minutes, **fields):
        ...     step = Step(
        ...         id=f"{name}-step", action="practise", dose=Quantity(value=minutes, unit="min"),
        ...         recurrence=Recurrence.daily(start=monday),
        ...     )
        ...     return Goal(id=name, subject="c-17", statement="I will practise.", start=monday,
        ...                 plan=ActionPlan(steps=[step]), **fields)
        >>> goals = [
        ...     goal_of("walk", 20, importance=9),
        ...     goal_of("sleep", 10, importance=6, priority=Priority.HIGH),
        ... ]
        >>> time = Assessment(subject="c-17", day=monday, minutes_a_week=120)
        >>> print(focus(goals, Journal(subject="c-17"), on=monday, assessment=time))
        2025-02-03: begin with sleep
          1. sleep: soon, high priority; importance 6 of 10; not known whether it moves; 70 minutes
             a week
          2. walk: in its turn, priority unknown; importance 9 of 10; not known whether it moves;
             140 minutes a week
          the plans ask for 210 minutes a week, and there are 120; sleep fits
    """
    agreed, _ = agreed_goals(goals, journal, on)
    capacity = _capacity(assessment, journal, on)
    seen = {goal.id: achievement(goal, journal, on=on) for goal in agreed}
    if any(has_died(goal, on) for goal in agreed):
        return Focus(on=on, notices=_notices(sorted(seen), seen))
    standing = {goal.id: goal.lifecycle_on(on) for goal in agreed}
    order = sorted(
        (
            ranked(goal, journal, seen[goal.id])
            for goal in agreed
            if standing[goal.id] is not Lifecycle.ON_HOLD
            and not standing[goal.id].is_closed
            and (goal.start is None or goal.start <= on)
        ),
        key=lambda one: one.rank,
    )
    places = tuple(one.place for one in order)
    asked = together(one.asked for one in order)
    # The order in which goals are given says nothing, so notices follow the ranks, then the ids.
    notices = _notices([*(place.goal for place in places), *sorted(seen)], seen)
    return Focus(
        on=on,
        places=places,
        resting=tuple(sorted(name for name in seen if standing[name] is Lifecycle.ON_HOLD)),
        advice=advice_on(order, capacity=capacity, notices=notices),
        minutes=minutes_in(asked),
        silent_steps=silent_in(asked),
        capacity=capacity,
        notices=notices,
    )


def _capacity(assessment: Assessment | None, journal: Journal, on: dt.date) -> int | None:
    """Return the minutes a week that the person has; None if nobody said by the end of *on*."""
    if assessment is None:
        return None
    if not isinstance(assessment, Assessment) or assessment.subject != journal.subject:
        refuse("assessment", "the Assessment of the goals' own subject", assessment)
    return assessment.minutes_a_week if assessment.day <= on else None


def _notices(names: Iterable[str], seen: Mapping[str, Achievement]) -> tuple[Notice, ...]:
    """Return what each goal shows, in this order; what several show is told once."""
    return tuple(dict.fromkeys(notice for name in names for notice in seen[name].notices))
