"""When to look again: the first moment at which what is due changes by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import chain

import attrs

from smartgoals._time import DateTime, instant
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.schedule._agenda import Items, asks_in, checked, stop_of, tasks_in
from smartgoals.schedule._asking import Ask, Frame
from smartgoals.schedule._asks import asks_of
from smartgoals.schedule._dated_tasks import milestones, review_of, reviews
from smartgoals.schedule._local import LocalTime, moment_of, shifted
from smartgoals.schedule._review import WorkingDay
from smartgoals.schedule._review_date import ReviewDate
from smartgoals.schedule._step_tasks import asked_days, lines_of, measures_with_review
from smartgoals.schedule._task import Phase
from smartgoals.schedule._windows import Line
from smartgoals.scoring._evidence import periods
from smartgoals.treatment import TreatmentPlan

__all__ = ["next_change"]

# So far ahead it is looked, further only if there is nothing nearer: most find it tomorrow.
_REACHES = (2, 16, 128)
_A_YEAR = 366


def next_change(
    goals: Iterable[Goal | TreatmentPlan],
    journal: Journal,
    *,
    after: dt.datetime,
    zone: str | None = None,
    is_working_day: WorkingDay | None = None,
) -> DateTime | None:
    """Return the first moment after *after* at which what is due changes, if nothing is recorded.

    Until then :func:`due` returns the same tasks in the same phases, so a host can sleep until
    then, or until something is recorded.

    Args:
        goals: As for :func:`upcoming`.
        journal: The journal of that person.
        after: The moment, aware of its zone.
        zone: The client's zone by its IANA name; None for that of *after*.
        is_working_day: As for :func:`upcoming`.

    Returns:
        The moment, in the client's zone; None if nothing will change any more. Where nothing
        changes for a year it is a moment at which to look again.

    Raises:
        InvalidValueError: As for :func:`upcoming`.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import ActionPlan, Goal, Journal, Recurrence, Step
        >>> from smartgoals.schedule import next_change
        >>> rule = Recurrence.daily(start=dt.date(2025, 2, 3), at=[dt.time(8), dt.time(20)])
        >>> plan = ActionPlan(steps=[Step(id="dose", action="take the dose", recurrence=rule)])
        >>> goal = Goal(id="g-1", subject="c-17", statement="I will take it.", plan=plan)
        >>> after = dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC)
        >>> print(next_change([goal], Journal(subject="c-17"), after=after, zone="Europe/Berlin"))
        2025-02-03 20:00:00+01:00
    """
    first = moment_of(after, "after")
    items = checked(goals, journal)
    frame = Frame(
        journal=journal,
        local=LocalTime(first, zone),
        now=instant(first, in_utc=True),
        is_working_day=is_working_day,
    )
    limit = frame.local.at(shifted(frame.day, _A_YEAR))
    before = _state(items, frame)
    while (moment := _next_moment(items, frame, limit)) is not None:
        frame = attrs.evolve(frame, now=moment)
        if _state(items, frame) != before:
            return frame.local.local(moment)
    goes_on = limit > frame.now and _goes_on(items, frame, limit)
    return frame.local.local(limit) if goes_on else None


def _state(items: Items, frame: Frame) -> set[tuple[str, Phase]]:
    return {(task.key, task.phase) for task in tasks_in(items, frame)}


def _next_moment(items: Items, frame: Frame, limit: DateTime) -> DateTime | None:
    """Return the first moment before *limit* at which something may change, None for none."""
    local, day = frame.local, frame.day
    known = [local.at(known) for known in _days_of_note(items, frame)]
    ends = {min(local.at(shifted(day, reach)), limit) for reach in _REACHES} | {limit}
    # At the end of the calendar there is nothing to look at.
    for end in sorted(end for end in ends if end > frame.now):
        asks = asks_in(items, attrs.evolve(frame, end=end))
        moments = [*chain.from_iterable(map(_edges, asks)), *known]
        nearest = min((m for m in moments if frame.now < m < end), default=end)
        nearest = min([nearest, *_reviews_that_move(items, frame, nearest)])
        if nearest < end:
            return nearest
    return None


def _reviews_that_move(items: Items, frame: Frame, until: DateTime) -> Iterator[DateTime]:
    """Yield when a review is moved before *until*, because the course is judged anew each day."""
    last = frame.local.day_at(until)
    for item in items:
        review = review_of(item, frame)
        if review.day is None:
            continue
        known = _limits(review)
        for number in range(frame.day.toordinal() + 1, last.toordinal() + 1):
            moment = frame.local.at(dt.date.fromordinal(number))
            if _limits(review_of(item, attrs.evolve(frame, now=moment))) != known:
                yield moment
                break


def _limits(review: ReviewDate) -> tuple[dt.date | None, ...]:
    return review.reasons[0].day, review.earliest, review.day, review.latest


def _edges(ask: Ask) -> Iterator[DateTime]:
    """Yield the moments at which a task may change its phase, come or go."""
    yield from (ask.opens, ask.due, ask.late, ask.overdue)
    for start, until in ask.spans:
        yield start
        if until is not None:
            yield until


def _days_of_note(items: Items, frame: Frame) -> set[dt.date]:
    """Return the days ahead from which on something is known, or holds, that did not before.

    What a plan asks for is known beforehand, with its absences and pauses; these are the rest.
    """
    days: set[dt.date | None] = set()
    for item in items:
        if not isinstance(item, Goal):
            days |= {item.start, item.until}
            continue
        days |= {change.day for change in item.lifecycle_history}
        if item.lifecycle_on(frame.day).is_closed:
            continue
        for milestone in item.milestones:
            days |= {milestone.start, milestone.until}
        days |= set(_judged_again(item, frame))
    if not all(isinstance(item, Goal) and item.lifecycle_on(frame.day).is_closed for item in items):
        days |= {entry.day for entry in frame.journal.current}
    return {day for day in days if day is not None and day > frame.day}


def _judged_again(goal: Goal, frame: Frame) -> Iterator[dt.date]:
    """Yield the days on which a milestone may turn out to be reached without another entry."""
    last = shifted(frame.day, _A_YEAR)
    _, free = asked_days(goal, frame, None)
    for milestone in goal.milestones:
        aim = milestone.aim
        if aim is None or milestone.due is None:
            continue
        if aim.per is not None:
            first = milestone.start or goal.first_day or dt.date.min
            # A week is settled once it is over.
            yield from (
                window.start for window in periods(aim, first).windows(shifted(frame.day, 1), last)
            )
        if aim.step is not None:
            # A day off takes one off what is required.
            for start, until in free:
                begin, stop = max(start, frame.day), min(until, last)
                yield from (shifted(begin, days) for days in range(1, (stop - begin).days + 1))


def _goes_on(items: Items, frame: Frame, limit: DateTime) -> bool:
    """Return whether anything may still change from *limit* on."""
    if stop_of(items, frame) <= frame.day:
        return False
    if any(frame.local.at(day) >= limit for day in _days_of_note(items, frame)):
        return True
    # What has one day of its own is not searched for, however far it lies ahead.
    far = attrs.evolve(frame, end=frame.local.at(dt.date.max))
    for item in items:
        review = review_of(item, far)
        asks = [*reviews(item, review, far)]
        lines: list[Line] = []
        if isinstance(item, Goal):
            asks += [*measures_with_review(item, review, far), *milestones(item, far)]
            lines = list(lines_of(item, far))
        if any(_asks_after(line, far, limit) for line in lines):
            return True
        if any(edge >= limit for ask in asks for edge in _edges(ask)):
            return True
    return False


def _asks_after(line: Line, frame: Frame, limit: DateTime) -> bool:
    """Return whether a line asks for something that begins or changes from *limit* on."""
    if line.rule.is_from_completion:
        return any(edge >= limit for ask in asks_of(line, frame) for edge in _edges(ask))
    following = line.rule.next_after(shifted(frame.local.day_at(limit), -1))
    return following is not None and following < line.stop
