"""What has one day of its own: milestones, and the next review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from smartgoals.goals import Goal
from smartgoals.schedule._asking import DAYS_BEFORE, OVERDUE_DAYS, Ask, Frame, spans_of, without
from smartgoals.schedule._local import shifted
from smartgoals.schedule._review import next_review
from smartgoals.schedule._review_date import ReviewDate
from smartgoals.schedule._step_tasks import asked_days
from smartgoals.schedule._task import TaskKind, TaskReason, TaskReasonCode
from smartgoals.scoring._parts import PartKind
from smartgoals.scoring._progress import progress
from smartgoals.treatment import TreatmentPlan

__all__ = ["milestones", "review_of", "reviews"]


def milestones(goal: Goal, frame: Frame) -> Iterator[Ask]:
    """Yield the milestones of a goal that have a day and are not reached."""
    at = frame.local.at
    stop, free = asked_days(goal, frame, None)
    found: list[Ask] = []
    for milestone in goal.milestones:
        day = milestone.due
        if day is None:
            continue
        begin = shifted(day, -DAYS_BEFORE)
        begin = max(begin, milestone.start or begin)
        asked = without((begin, max(begin, min(stop, milestone.until or stop))), free)
        ask = Ask(
            kind=TaskKind.MILESTONE,
            about=milestone.id,
            goals=(goal.id,),
            day=day,
            opens=at(min(begin, day)),
            due=at(day),
            late=at(shifted(day, 1)),
            overdue=at(shifted(day, 1 + OVERDUE_DAYS)),
            spans=spans_of(asked, frame),
            reasons=(TaskReason(code=TaskReasonCode.BY, day=day),),
            occurrence=day.isoformat(),
        )
        if frame.is_asked_about(ask.spans):
            found.append(ask)
    # How far a goal came is worth computing only where it decides something.
    parts = progress(goal, frame.journal, on=frame.day).parts if found else ()
    reached = {part.id for part in parts if part.kind is PartKind.MILESTONE and part.is_met}
    return (ask for ask in found if ask.about not in reached)


def review_of(item: Goal | TreatmentPlan, frame: Frame) -> ReviewDate:
    """Return when a goal or a treatment plan is looked at next."""
    return next_review(item, frame.journal, on=frame.day, is_working_day=frame.is_working_day)


def reviews(item: Goal | TreatmentPlan, review: ReviewDate, frame: Frame) -> Iterator[Ask]:
    """Yield the next review, if there is one.

    Those after it depend on what it finds.
    """
    if review.day is None:
        return
    at, day = frame.local.at, review.day
    begin = min(review.earliest or day, day)
    stop = _end_of(item, frame)
    late = at(shifted(day, 1))
    overdue = at(shifted(day, 1 + OVERDUE_DAYS))
    if review.latest is not None:
        overdue = max(late, min(overdue, at(shifted(review.latest, 1))))
    yield Ask(
        kind=TaskKind.REVIEW,
        about=item.id,
        goals=(item.id,) if isinstance(item, Goal) else item.goals,
        day=day,
        opens=at(begin),
        due=at(day),
        late=late,
        overdue=overdue,
        spans=spans_of([(begin, stop)] if begin < stop else [], frame),
        reasons=review.reasons,
        # Counted from the same day it is the same review, wherever it is moved.
        occurrence=(review.reasons[0].day or day).isoformat(),
    )


def _end_of(item: Goal | TreatmentPlan, frame: Frame) -> dt.date:
    """Return the first day on which it is no longer looked at."""
    if not isinstance(item, Goal):
        return min(item.until or dt.date.max, frame.stop)
    ends = [
        change.day
        for change in item.lifecycle_history
        if change.status.is_closed and change.day is not None and change.day > frame.day
    ]
    return min([*ends, frame.stop])
