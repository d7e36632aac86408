"""An agenda that breaks each law of what is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeAlias

import attrs

from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.schedule import Phase, Task, due, upcoming
from smartgoals.testing._agenda import Agenda, in_utc

__all__ = ["BROKEN"]

_NOON = 12
Tasks: TypeAlias = Sequence[Task]


def _backwards(goals: Any, journal: Journal, **asked: Any) -> Tasks:
    return upcoming(goals, journal, **asked)[::-1]


def _never_late(goals: Any, journal: Journal, **asked: Any) -> Tasks:
    """Forget that what is over and still open is late."""
    return [
        attrs.evolve(task, phase=min(task.phase, Phase.DUE))
        for task in due(goals, journal, **asked)
    ]


def _half_a_day_on(_: Any, __: Journal, *, after: dt.datetime, **___: Any) -> dt.datetime:
    """Look again at noon and at midnight, as a cron job does."""
    return after + dt.timedelta(hours=_NOON)


def _calmer_after_noon(goals: Any, journal: Journal, *, now: dt.datetime, **others: Any) -> Tasks:
    """Call late what is asked for in the morning, and due what is asked for in the evening."""
    phase = Phase.LATE if now.hour < _NOON else Phase.DUE
    found = due(goals, journal, now=now, **others)
    return [attrs.evolve(task, phase=phase) for task in found]


def _only_what_opens(goals: Any, journal: Journal, *, start: dt.datetime, **others: Any) -> Tasks:
    """Leave out what is late already, as most agendas do."""
    found = upcoming(goals, journal, start=start, **others)
    return [task for task in found if in_utc(task.opens) >= in_utc(start)]


def _named_when_asked(goals: Any, journal: Journal, *, start: dt.datetime, **others: Any) -> Tasks:
    """Name what is to be done by the day on which it was asked for."""
    found = upcoming(goals, journal, start=start, **others)
    return [attrs.evolve(task, occurrence=str(start.date())) for task in found]


def _forgetful(goals: Any, journal: Journal, **asked: Any) -> Tasks:
    """Go on asking for what was done."""
    return due(goals, Journal(subject=journal.subject), **asked)


def _endless(goals: tuple[Goal, ...], journal: Journal, **asked: Any) -> Tasks:
    """Go on asking for what has ended."""
    going_on = [attrs.evolve(goal, lifecycle_history=goal.lifecycle_history[:1]) for goal in goals]
    return due(going_on, journal, **asked)


def _counting_hours(goals: Any, journal: Journal, **asked: Any) -> Tasks:
    """Count 24 hours from nine o'clock to nine o'clock, also on the two days that differ."""
    found = upcoming(goals, journal, **asked)
    first: dict[str, Task] = {task.about: task for task in reversed(found)}
    return [
        attrs.evolve(task, due=first[task.about].due + (task.day - first[task.about].day))
        for task in found
    ]


BROKEN: dict[str, Agenda] = {
    "S17": Agenda(upcoming=_backwards),
    "S18": Agenda(due=_never_late),
    "S19": Agenda(next_change=_half_a_day_on),
    "S20": Agenda(due=_calmer_after_noon),
    "S21": Agenda(upcoming=_only_what_opens),
    "S22": Agenda(upcoming=_named_when_asked),
    "S23": Agenda(due=_forgetful),
    "S24": Agenda(due=_endless),
    "S25": Agenda(upcoming=_counting_hours),
}
