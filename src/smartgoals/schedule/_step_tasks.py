"""What the steps of a plan and the measures of targets ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from smartgoals._versions import first_day
from smartgoals.entries import Done, Measured
from smartgoals.goals import Goal
from smartgoals.measures import Measure
from smartgoals.plans import Step
from smartgoals.recurrence import Recurrence
from smartgoals.schedule._asking import (
    DAYS_BEFORE,
    OVERDUE_DAYS,
    Ask,
    Frame,
    spans_of,
    without,
)
from smartgoals.schedule._local import shifted
from smartgoals.schedule._review_date import ReviewDate
from smartgoals.schedule._task import TaskKind, TaskReason, TaskReasonCode
from smartgoals.schedule._windows import Line
from smartgoals.scoring._due import asked_until
from smartgoals.scoring._evidence import Evidence, periods
from smartgoals.scoring._occasions import Happened, Stretch, merged
from smartgoals.scoring._progress import first_of
from smartgoals.targets import Target

__all__ = ["asked_days", "lines_of", "measures_with_review"]


def lines_of(goal: Goal, frame: Frame) -> Iterator[Line]:
    """Yield the steps of a goal's plan, and the measures that have days or periods of their own."""
    for line in (*_steps(goal, frame), *_measures(goal, frame)):
        # A version that has ended asks for nothing, and neither does one that never begins.
        if line.first < line.stop and frame.day <= line.stop:
            yield line


def _steps(goal: Goal, frame: Frame) -> Iterator[Line]:
    stop, free = asked_days(goal, frame, goal.due)
    known: dict[str, list[Happened]] = {}
    for version in goal.plan.steps:
        if version.recurrence is None:
            continue
        entries = known.get(version.id)
        if entries is None:
            known[version.id] = entries = [
                entry
                for entry in frame.journal.about(version.id)
                if isinstance(entry, Happened) and entry.day <= frame.day
            ]
        first = first_day(goal.plan.steps, version.id) or goal.first_day or dt.date.min
        yield Line(
            kind=TaskKind.STEP,
            about=version.id,
            goal=goal.id,
            version=version,
            rule=version.recurrence,
            entries=entries,
            first=max(first, version.start or first),
            stop=min(stop, version.until or stop),
            free=free,
            held_back=free,
        )


def _measures(goal: Goal, frame: Frame) -> Iterator[Line]:
    taken: dict[str, list[Done]] = {}
    for target in goal.targets:
        measure = target.aim.measure
        rule = days_of(target, goal)
        if measure is None or rule is None:
            continue
        if measure.id not in taken:
            taken[measure.id] = _taken(measure, frame)
        entries = taken[measure.id]
        stop, free = asked_days(goal, frame, target.due or goal.due)
        first = first_of(target, goal)
        yield Line(
            kind=TaskKind.MEASUREMENT,
            about=measure.id,
            goal=goal.id,
            rule=rule,
            version=Step(
                id=measure.id,
                action=str(TaskKind.MEASUREMENT),
                recurrence=rule,
                start=target.start,
                until=target.until,
            ),
            entries=entries,
            first=max(first, target.start or first),
            stop=min(stop, target.until or stop),
            free=free,
            held_back=_held_back(measure, [entry.day for entry in entries], free),
        )


def days_of(target: Target, goal: Goal) -> Recurrence | None:
    """Return when a target's measure is taken; None if that is for each review."""
    if target.recurrence is not None or target.aim.per is None:
        return target.recurrence
    # Any value of a period is enough: how many there are to add up only the person knows.
    return periods(target.aim, first_of(target, goal))


def _taken(measure: Measure, frame: Frame) -> list[Done]:
    """Return the values of a measure as what they are to a plan: something that was done."""
    return [
        Done(step=measure.id, day=entry.day, id=entry.id, occurred_at=entry.occurred_at)
        for entry in frame.journal.about(measure.id, Measured)
        if entry.day <= frame.day
    ]


def asked_days(goal: Goal, frame: Frame, due: dt.date | None) -> tuple[dt.date, list[Stretch]]:
    """Return the first day from which on nothing is asked, and the days free before it.

    What is agreed beforehand is known: an absence, a pause or an end that lie ahead.
    """
    stop, free = asked_until(Evidence(goal=goal, journal=frame.journal, on=dt.date.max), due)
    return min(stop, frame.stop), free


def _held_back(measure: Measure, days: Sequence[dt.date], free: Sequence[Stretch]) -> list[Stretch]:
    """Return the free days with those on which it is too soon to ask the same again."""
    least = 0 if measure.instrument is None else measure.instrument.least_interval_days or 0
    if not days or least < 2:  # noqa: PLR2004  # a day after, which is the next day anyway
        return list(free)
    return merged([*free, (shifted(days[-1], 1), shifted(days[-1], least))])


def measures_with_review(goal: Goal, review: ReviewDate, frame: Frame) -> Iterator[Ask]:
    """Yield the measurements of a goal's targets that are taken for its next review."""
    day, anchor = review.day, review.reasons[0].day
    if day is None or anchor is None:
        return
    # What was measured for the last review is not the value for the next.
    first = max(shifted(day, -DAYS_BEFORE), shifted(anchor, 1))
    stop, free = asked_days(goal, frame, None)
    for target in goal.targets:
        measure = target.aim.measure
        if measure is None or days_of(target, goal) is not None:
            continue
        taken = [entry.day for entry in _taken(measure, frame)]
        held_back = _held_back(measure, taken, free)
        is_soon_enough = without((day, shifted(day, 1)), _held_back(measure, taken, ()))
        begin = max(first, target.start or first)
        asked = without((begin, max(begin, min(stop, target.until or stop))), held_back)
        if not asked or not is_soon_enough or (taken and taken[-1] >= first):
            continue
        at = frame.local.at
        opens = at(asked[0][0])
        due = max(opens, at(day))
        yield Ask(
            kind=TaskKind.MEASUREMENT,
            about=measure.id,
            goals=(goal.id,),
            day=day,
            opens=opens,
            due=due,
            late=max(due, at(shifted(day, 1))),
            overdue=max(due, at(shifted(day, 1 + OVERDUE_DAYS))),
            spans=spans_of(asked, frame),
            reasons=(TaskReason(code=TaskReasonCode.WITH_REVIEW, day=day),),
            occurrence=f"{anchor.isoformat()}/{goal.id}",
            shared=("review", at(day)),
        )
