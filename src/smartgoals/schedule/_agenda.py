"""What is due now, what comes, and when to look again: pulled by the host, never pushed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator

import attrs

from smartgoals._time import instant
from smartgoals._values import as_tuple, refuse
from smartgoals.goals import ClosingReason, Goal
from smartgoals.journal import Journal
from smartgoals.schedule._asking import Ask, Frame
from smartgoals.schedule._asks import asks_of
from smartgoals.schedule._dated_tasks import milestones, review_of, reviews
from smartgoals.schedule._lifecycle import last_change
from smartgoals.schedule._local import LocalTime, moment_of
from smartgoals.schedule._review import WorkingDay
from smartgoals.schedule._step_tasks import lines_of, measures_with_review
from smartgoals.schedule._task import Phase, Task
from smartgoals.treatment import TreatmentPlan

__all__ = ["Items", "asks_in", "checked", "due", "stop_of", "tasks_in", "upcoming"]

Items = tuple[Goal | TreatmentPlan, ...]


def upcoming(
    goals: Iterable[Goal | TreatmentPlan],
    journal: Journal,
    *,
    start: dt.datetime,
    end: dt.datetime,
    zone: str | None = None,
    is_working_day: WorkingDay | None = None,
) -> tuple[Task, ...]:
    """Return what there is to do in [*start*, *end*), as far as it is known at *start*.

    That is everything that can be done, or is late, at some moment of the range: steps,
    measurements, milestones and the next review, without what was done, missed or excused already.
    Of what comes later it is assumed that nothing is recorded, so of a step that is asked for some
    time after the last time there is one.

    Args:
        goals: The goals of one person, and their treatment plans, of which only the review is
            asked for; each id once.
        journal: The journal of that person.
        start: The first moment, aware of its zone. What was recorded about later days is ignored;
            absences, pauses and sessions that lie ahead are plans, and count.
        end: The first moment after the range.
        zone: The client's zone by its IANA name; None for that of *start*.
        is_working_day: Which days a review may fall on; handed on to
            :func:`~smartgoals.schedule.next_review`.

    Returns:
        The tasks in the order in which they are due, then of their keys, each with its phase at
        *start*.

    Raises:
        InvalidValueError: If a moment has no zone, *end* is not after *start*, *zone* is none, the
            journal or a goal is another person's, or an id comes twice.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import ActionPlan, Goal, Journal, Recurrence, Step, Weekday
        >>> from smartgoals.schedule import upcoming
        >>> gym = Recurrence.weekly(Weekday.MONDAY, Weekday.THURSDAY, start=dt.date(2025, 2, 3))
        >>> plan = ActionPlan(steps=[Step(id="gym", action="go to the gym", recurrence=gym)])
        >>> goal = Goal(id="g-1", subject="c-17", statement="I will train.", plan=plan)
        >>> start = dt.datetime(2025, 2, 3, 8, tzinfo=dt.UTC)
        >>> for task in upcoming([goal], Journal(subject="c-17"), start=start,
        ...                      end=start + dt.timedelta(days=6), zone="Europe/Berlin"):
        ...     print(task)
        step gym: due since 2025-02-03 00:00; planned for 2025-02-03
        step gym: from 2025-02-06 00:00; planned for 2025-02-06
    """
    first, last = moment_of(start, "start"), instant(moment_of(end, "end"), in_utc=True)
    now = instant(first, in_utc=True)
    if last <= now:
        refuse("end", "after start", end)
    items = checked(goals, journal)
    frame = Frame(
        journal=journal,
        local=LocalTime(first, zone),
        now=now,
        end=last,
        is_working_day=is_working_day,
    )
    return tasks_in(items, frame)


def due(
    goals: Iterable[Goal | TreatmentPlan],
    journal: Journal,
    *,
    now: dt.datetime,
    zone: str | None = None,
    is_working_day: WorkingDay | None = None,
) -> tuple[Task, ...]:
    """Return what can or has to be done now and was not: what is open, due, late or overdue.

    Args:
        goals: As for :func:`upcoming`.
        journal: The journal of that person.
        now: The moment, aware of its zone. What was recorded about later days is ignored.
        zone: The client's zone by its IANA name; None for that of *now*.
        is_working_day: As for :func:`upcoming`.

    Returns:
        The tasks in the order in which they are due, then of their keys. Each has a ``send_key``,
        so that a host that asks often sends each message once; see :doc:`/how-to/remind`.

    Raises:
        InvalidValueError: As for :func:`upcoming`.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import EVERY_TWO_WEEKS, Goal, Journal
        >>> from smartgoals.schedule import due
        >>> goal = Goal(
        ...     id="g-1", subject="c-17", statement="I will walk.", review=EVERY_TWO_WEEKS,
        ...     start=dt.date(2025, 2, 3),
        ... )
        >>> for day in (3, 12, 17, 18):
        ...     now = dt.datetime(2025, 2, day, 12, tzinfo=dt.UTC)
        ...     print([str(task.phase) for task in due([goal], Journal(subject="c-17"), now=now)])
        []
        ['open']
        ['due']
        ['late']
    """
    first = moment_of(now, "now")
    items = checked(goals, journal)
    frame = Frame(
        journal=journal,
        local=LocalTime(first, zone),
        now=instant(first, in_utc=True),
        is_working_day=is_working_day,
    )
    return tasks_in(items, frame)


def checked(goals: Iterable[Goal | TreatmentPlan], journal: Journal) -> Items:
    """Return the goals and treatment plans, each once and all of the journal's subject."""
    items: Items = as_tuple(goals)
    if not isinstance(journal, Journal):
        refuse("journal", "a Journal", journal)
    for item in items:
        if not isinstance(item, Goal | TreatmentPlan):
            refuse("goals", "Goal and TreatmentPlan items only", item)
        if item.subject != journal.subject:
            refuse("goals", "of the journal's own subject", item)
    if len({item.id for item in items}) < len(items):
        refuse("goals", "given once each", items)
    return items


def tasks_in(items: Items, frame: Frame) -> tuple[Task, ...]:
    """Return the tasks of the moments that are asked about, in order."""
    grouped: defaultdict[Hashable, list[Ask]] = defaultdict(list)
    for ask in asks_in(items, frame):
        grouped[ask.kind, ask.about, ask.shared or ask.occurrence].append(ask)
    asks = [_joined(same) for same in grouped.values()]
    made = [(ask.due, _task(ask, frame)) for ask in asks]
    return tuple(task for _, task in sorted(made, key=lambda pair: (pair[0], pair[1].key)))


def asks_in(items: Items, frame: Frame) -> Iterator[Ask]:
    """Yield what each goal and plan asks for in these moments, as though it were alone."""
    stop = stop_of(items, frame)
    if stop <= frame.day:
        # Nobody is to get a message about somebody who has died.
        return
    frame = attrs.evolve(frame, stop=stop)
    for item in items:
        for ask in _asks_of(item, frame):
            if frame.is_asked_about(ask.spans):
                yield ask


def _asks_of(item: Goal | TreatmentPlan, frame: Frame) -> Iterator[Ask]:
    review = review_of(item, frame)
    yield from reviews(item, review, frame)
    if isinstance(item, Goal):
        yield from measures_with_review(item, review, frame)
        yield from milestones(item, frame)
        for line in lines_of(item, frame):
            yield from asks_of(line, frame)


def stop_of(items: Items, frame: Frame) -> dt.date:
    """Return the first day from which on a goal says that the person has died; the last for never.

    A goal that was taken up again after that was closed by mistake.
    """
    days = []
    for item in items:
        if not isinstance(item, Goal):
            continue
        changes = item.lifecycle_history
        ahead = [change for change in changes if change.day and change.day > frame.day]
        days += [
            change.day or dt.date.min
            for change in (last_change(item, frame.day), *ahead)
            if change is not None and change.closing is ClosingReason.DIED
        ]
    return min(days, default=dt.date.max)


def _joined(asks: Collection[Ask]) -> Ask:
    """Return one ask for all that are met by doing one thing; the earliest time holds."""
    first, *others = sorted(asks, key=lambda ask: ask.occurrence)
    if not others:
        return first
    return attrs.evolve(
        first,
        goals=tuple(dict.fromkeys(goal for ask in asks for goal in ask.goals)),
        opens=min(ask.opens for ask in asks),
        due=min(ask.due for ask in asks),
        late=min(ask.late for ask in asks),
        overdue=min(ask.overdue for ask in asks),
        times=max(ask.times for ask in asks),
        spans=tuple(span for ask in asks for span in ask.spans),
        reasons=tuple(dict.fromkeys(reason for ask in asks for reason in ask.reasons)),
    )


def _task(ask: Ask, frame: Frame) -> Task:
    local = frame.local.local
    ends = [until for _, until in ask.spans]
    last = None if None in ends else max(until for until in ends if until is not None)
    starts = (ask.opens, ask.due, ask.late, ask.overdue)
    return Task(
        kind=ask.kind,
        subject=frame.journal.subject,
        about=ask.about,
        goals=ask.goals,
        day=ask.day,
        time=ask.time,
        opens=local(ask.opens),
        due=local(ask.due),
        late=local(ask.late),
        overdue=local(ask.overdue),
        until=None if last is None else local(last),
        phase=Phase(sum(start <= frame.now for start in starts)),
        times=ask.times,
        reasons=ask.reasons,
        occurrence=ask.occurrence,
    )
