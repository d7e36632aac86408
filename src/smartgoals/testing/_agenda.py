"""What an app plugs in if it decides itself what is due, and how the laws ask it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import attrs

from smartgoals._time import instant
from smartgoals._values import refuse
from smartgoals.schedule import Phase, Task, due, next_change, upcoming
from smartgoals.testing._task_scenes import TaskScene

__all__ = [
    "Agenda",
    "change_after",
    "coming",
    "due_at",
    "in_utc",
    "phases_at",
    "told_of_agenda",
]


def _is_function(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if not callable(value):
        refuse(attribute.name, f"a function like smartgoals.schedule.{attribute.name}", value)


@attrs.frozen(kw_only=True)
class Agenda:
    """What decides what is due and when to look again: ours, or an app's own.

    An app that decides only some of it itself plugs in that, and is proven together with ours.

    Args:
        due: A function of ``(goals, journal, *, now, zone)`` that returns
            :class:`~smartgoals.schedule.Task` values, as :func:`~smartgoals.schedule.due` does.
        upcoming: A function of ``(goals, journal, *, start, end, zone)`` that returns such values,
            as :func:`~smartgoals.schedule.upcoming` does.
        next_change: A function of ``(goals, journal, *, after, zone)`` that returns a moment or
            None, as :func:`~smartgoals.schedule.next_change` does.

    Raises:
        InvalidValueError: If one is no function.

    Example:
        >>> import datetime as dt
        >>> from smartgoals.testing import Agenda, schedule_laws
        >>> def tomorrow(goals, journal, *, after, zone):
        ...     return after + dt.timedelta(days=1)
        >>> agenda = Agenda(next_change=tomorrow)
        >>> sum(law.is_about(agenda) for law in schedule_laws())
        9
    """

    due: Callable[..., Sequence[Task]] = attrs.field(default=due, validator=_is_function)
    upcoming: Callable[..., Sequence[Task]] = attrs.field(default=upcoming, validator=_is_function)
    next_change: Callable[..., dt.datetime | None] = attrs.field(
        default=next_change, validator=_is_function
    )


def told_of_agenda(agenda: Agenda, scene: TaskScene) -> str:
    """Say what a scene is and what the agenda answers."""
    until = change_after(agenda, scene, scene.start)
    lines = [
        repr(scene),
        f"due: {_listed(due_at(agenda, scene, scene.start))}",
        f"upcoming: {_listed(coming(agenda, scene))}",
        f"next change: {'none' if until is None else until.isoformat(' ')}",
    ]
    return "\n    ".join(lines)


def _listed(tasks: Sequence[Task]) -> str:
    return " | ".join(map(str, tasks)) or "nothing"


def in_utc(moment: dt.datetime) -> dt.datetime:
    """Return a moment in UTC, where later is larger: clocks go back."""
    return instant(moment, in_utc=True)


def due_at(agenda: Agenda, scene: TaskScene, moment: dt.datetime) -> tuple[Task, ...]:
    """Return what is due at a moment."""
    return tuple(agenda.due(scene.goals, scene.journal, now=moment, zone=scene.zone))


def phases_at(agenda: Agenda, scene: TaskScene, moment: dt.datetime) -> set[tuple[str, Phase]]:
    """Return what a host sees change: which tasks are due at a moment, each in its phase."""
    return {(task.key, task.phase) for task in due_at(agenda, scene, moment)}


def coming(
    agenda: Agenda, scene: TaskScene, end: dt.datetime | None = None, zone: str | None = None
) -> tuple[Task, ...]:
    """Return what comes until *end*, in *zone*; those of the scene if left out."""
    asked = {"start": scene.start, "end": end or scene.end, "zone": zone or scene.zone}
    return tuple(agenda.upcoming(scene.goals, scene.journal, **asked))


def change_after(agenda: Agenda, scene: TaskScene, after: dt.datetime) -> dt.datetime | None:
    """Return when what is due changes after a moment."""
    return agenda.next_change(scene.goals, scene.journal, after=after, zone=scene.zone)
