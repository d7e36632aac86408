"""Goals that ask for something, and what may be recorded of them in the weeks of a first day."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from smartgoals.entries import (
    Absent,
    Decision,
    Done,
    Entry,
    Measured,
    MilestoneReached,
    Missed,
    Postponed,
    Reviewed,
    SessionBooked,
    Skipped,
)
from smartgoals.goals import ClosingReason, Goal
from smartgoals.measures import Direction, Instrument, Measure, MeasureKind
from smartgoals.plans import ActionPlan, ReviewPolicy, Step
from smartgoals.recurrence import Frequency, Recurrence, Weekday
from smartgoals.targets import Aim, Milestone, Target
from smartgoals.testing._recurrences import recurrences
from smartgoals.testing._scenes import SUBJECT

__all__ = ["entries", "goals"]

# Not the catalogue's, for that says of no least interval.
_GAD7 = Instrument(
    id="gad7", name="GAD-7", least=0, most=21, direction=Direction.DOWN, least_interval_days=7
).measure()
_WALKED = Measure(
    id="walked", kind=MeasureKind.DURATION, unit="min", direction=Direction.UP, least=0
)
_SHARED = "shared"
_WORD = "x"


def _days(least: int, most: int) -> SearchStrategy[dt.timedelta]:
    return st.integers(least, most).map(lambda number: dt.timedelta(days=number))


# Made once: making a strategy takes longer than drawing from it.
_BOOLEANS = st.booleans()
_FEW = st.integers(1, 4)
_MORE = st.none() | st.integers(1, 3)
_CLOCK = st.sampled_from([dt.time(9), dt.time(12), dt.time(0, 15), dt.time(2, 30), dt.time(23, 45)])
_TIMES: SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "at": st.lists(_CLOCK, max_size=3),
        "day_start": st.sampled_from([dt.time(), dt.time(), dt.time(3)]),
    }
)
_WEEKDAYS = st.lists(st.sampled_from(Weekday), min_size=1, max_size=3)
_PERIODS = st.sampled_from([Frequency.WEEKLY, Frequency.MONTHLY])
_STARTS = _days(-3, 6)
_ENDS = st.none() | _days(1, 20)


@st.composite
def _daily(draw: DrawFn, start: dt.date) -> Recurrence:
    return _ended(draw, Recurrence.daily(start=start, every=draw(_FEW), **draw(_TIMES)))


@st.composite
def _weekly(draw: DrawFn, start: dt.date) -> Recurrence:
    return _ended(draw, Recurrence.weekly(*draw(_WEEKDAYS), start=start, **draw(_TIMES)))


def _ended(draw: DrawFn, rule: Recurrence) -> Recurrence:
    after = draw(_ENDS)
    return rule if after is None else attrs.evolve(rule, until=rule.start + after)


@st.composite
def _once(draw: DrawFn, start: dt.date) -> Recurrence:
    return Recurrence.once(start, **draw(_TIMES))


@st.composite
def _often(draw: DrawFn, start: dt.date) -> Recurrence:
    return Recurrence(start=start, frequency=Frequency.DAILY, times=draw(_FEW))


@st.composite
def _open(draw: DrawFn, start: dt.date) -> Recurrence:
    return Recurrence.times_per(draw(_FEW), draw(_PERIODS), start=start)


@st.composite
def _after_the_last(draw: DrawFn, start: dt.date) -> Recurrence:
    every, more = draw(_FEW), draw(_MORE)
    return Recurrence.from_completion(every, start=start, latest=more and every + more)


def _any(start: dt.date) -> SearchStrategy[Recurrence]:
    return recurrences(start=st.just(start))


_KINDS = st.sampled_from([_daily, _weekly, _once, _often, _open, _after_the_last, _any])


def _rule(draw: DrawFn, first: dt.date) -> Recurrence:
    return draw(draw(_KINDS)(first + draw(_STARTS)))


_CHANGES = st.none() | _days(2, 12)


def _plan(draw: DrawFn, first: dt.date, name: str) -> ActionPlan:
    step = Step(id=_step(name), action=_WORD, recurrence=_rule(draw, first))
    steps = [step]
    after = draw(_CHANGES)
    if after is not None:
        rule = step.recurrence if draw(_BOOLEANS) else _rule(draw, first)
        steps = [
            attrs.evolve(step, until=first + after),
            attrs.evolve(step, start=first + after, recurrence=rule),
        ]
    if draw(_BOOLEANS):
        steps.append(Step(id=_SHARED, action=_WORD, recurrence=_rule(draw, first)))
    return ActionPlan(steps=steps)


def _step(goal: str) -> str:
    return f"{goal}-a"


_CALM, _WALK = Aim.at_most(4, _GAD7), Aim.at_least(30, _WALKED)
_WEEK, _LONG_WEEK = (Aim.at_least(n, _WALKED, per=Frequency.WEEKLY) for n in (60, 90))
_AIMED_AT = st.lists(st.sampled_from([_CALM, _WALK, _LONG_WEEK, None]), max_size=2)
_BEGUN = st.none() | _days(0, 9)


def _targets(draw: DrawFn, first: dt.date, name: str) -> list[Target]:
    return [
        Target(
            id=f"{name}-t{number}",
            aim=aim or _done(name),
            recurrence=_rule(draw, first) if aim and draw(_BOOLEANS) else None,
            start=_shifted(first, draw(_BEGUN)),
        )
        for number, aim in enumerate(draw(_AIMED_AT))
    ]


def _done(goal: str) -> Aim:
    return Aim.done(2, out_of=9, step=_step(goal))


def _shifted(first: dt.date, days: dt.timedelta | None) -> dt.date | None:
    return None if days is None else first + days


_REACHED = st.sampled_from(
    [lambda _: None, lambda _: _CALM, lambda _: _WALK, lambda _: _WEEK, _done]
)
_BY = _days(0, 20)


def _milestones(draw: DrawFn, first: dt.date, name: str) -> list[Milestone]:
    if not draw(_BOOLEANS):
        return []
    aim = draw(_REACHED)(name)
    return [Milestone(id=f"{name}-m0", name=_WORD, due=first + draw(_BY), aim=aim)]


_REVIEWS = st.none() | st.builds(
    ReviewPolicy,
    base_days=st.integers(5, 9),
    minimum_days=st.none() | st.integers(1, 5),
    maximum_days=st.none() | st.integers(9, 14),
    session_window_days=st.integers(0, 2),
)
_BEGINS = st.none() | _days(-3, 3)
_DUE = st.none() | _days(4, 30)
_MOVES = st.lists(_days(0, 25), max_size=3)
_REASONS = st.sampled_from([None, ClosingReason.CHOICE, ClosingReason.DIED])


@st.composite
def goals(draw: DrawFn, *, first: dt.date, name: str) -> Goal:
    """Make goals with a plan, targets, milestones, reviews and a lifecycle.

    Args:
        draw: Hypothesis hands it over.
        first: The day in whose weeks it all lies.
        name: The id of the goal; those of its parts begin with it.
    """
    goal = Goal(
        id=name,
        subject=SUBJECT,
        statement=_WORD,
        start=_shifted(first, draw(_BEGINS)),
        due=_shifted(first, draw(_DUE)),
        plan=_plan(draw, first, name),
        targets=_targets(draw, first, name),
        milestones=_milestones(draw, first, name),
        review=draw(_REVIEWS),
    )
    for number, after in enumerate(sorted(draw(_MOVES))):
        goal = _moved(goal, number, first + after, draw(_REASONS))
    return goal


def _moved(goal: Goal, number: int, day: dt.date, reason: ClosingReason | None) -> Goal:
    """Return a goal that is started, then put on hold, and then goes on or ends."""
    if number == 0:
        return goal.started(day=day)
    if number == 1:
        return goal.paused(day=day)
    return goal.resumed(day=day) if reason is None else goal.closed(reason, day=day)


_RECORDED = _days(-2, 25)
_LASTING = _days(1, 9)
_OCCURRED = st.none() | _CLOCK


@st.composite
def entries(draw: DrawFn, *, first: dt.date, zone: str, name: str) -> Entry:
    """Make entries about a goal and its parts.

    Args:
        draw: Hypothesis hands it over.
        first: The day in whose weeks they lie.
        zone: Where the person is.
        name: The id of the goal.
    """
    day = first + draw(_RECORDED)
    other = day + draw(_LASTING)
    time = draw(_OCCURRED)
    at = None if time is None else dt.datetime.combine(day, time, zoneinfo.ZoneInfo(zone))
    step = _SHARED if draw(_BOOLEANS) else _step(name)
    kinds: list[Entry] = [
        Done(step=step, day=day, occurred_at=at),
        Done(step=step, day=day, part=0.5),
        Missed(step=step, day=day),
        Skipped(step=step, day=day, occurred_at=at),
        Measured(measure=_GAD7.id, value=4, day=day),
        Measured(measure=_WALKED.id, value=20, day=day, occurred_at=at),
        MilestoneReached(milestone=f"{name}-m0", day=day),
        Absent(day=day, until=other),
        Reviewed(goal=name, decision=Decision.CONTINUE, day=day),
        Postponed(goal=name, day=day, to=other),
        SessionBooked(session="s-1", day=day),
    ]
    return draw(st.sampled_from(kinds))
