"""What there is to celebrate: what was newly reached, by what was recorded or what people said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import TypeAlias

import attrs

from smartgoals._values import as_tuple
from smartgoals._versions import in_force
from smartgoals.goals import ClosingReason, Goal, LifecycleChange
from smartgoals.journal import Journal
from smartgoals.schedule._earned import earned_streak, is_earned, is_limit
from smartgoals.scoring._parts import Part, PartKind, Progress
from smartgoals.scoring._progress import progress
from smartgoals.targets import Aim

__all__ = ["Celebration", "CelebrationKind", "celebrations"]

_DAY = dt.timedelta(days=1)
# Ours: one is not yet in a row.
_LEAST_STREAK = 2


class CelebrationKind(StrEnum):
    """What there is to celebrate."""

    GOAL = "goal"
    """People closed the goal as achieved."""
    MILESTONE = "milestone"
    """A milestone is newly reached."""
    TARGET = "target"
    """A target is newly met."""
    STREAK = "streak"
    """Something was done as asked once more in a row."""


@attrs.frozen(kw_only=True)
class Celebration:
    """Something that was newly reached.

    Args:
        kind: What.
        goal: Id of the goal.
        id: Id of the goal, milestone, target or step.
        day: The day on which it was reached; for a target the latest that shows it, for a streak
            its first.
        count: For a streak, how many in a row; None otherwise.
        entries: Ids of the entries that show it; none where people said so by closing the goal.
        aim: What was to be reached, of a target; None otherwise.
        name: What a milestone is called, in their words.
        celebration: How they wanted to celebrate it, in their words.
    """

    kind: CelebrationKind
    goal: str
    id: str
    day: dt.date | None = None
    count: int | None = None
    entries: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    aim: Aim | None = None
    name: str = attrs.field(default="", repr=False)
    celebration: str = attrs.field(default="", repr=False)

    def __str__(self) -> str:
        """Say it in English, without a client's words."""
        name = self.id.removeprefix(f"{self.goal}:")
        when = "" if self.day is None else self.day.isoformat()
        match self.kind:
            case CelebrationKind.STREAK:
                return f"{name}: {self.count} in a row since {when}"
            case CelebrationKind.TARGET:
                return f"target {name}: reached, as {when} shows"
            case _:
                return f"{self.kind} {name}: reached on {when}"


def celebrations(
    goal: Goal,
    journal: Journal,
    *,
    since: dt.date,
    on: dt.date,
    before: dt.date | None,
    closed: LifecycleChange | None,
    streaks: bool,
    is_harder: bool,
    harder: Collection[str],
) -> tuple[Celebration, ...]:
    """Return what was newly reached from *since* through *on*.

    New is what is there now and was not before. What ended in between is looked at on its last
    day, so that a milestone is not forgotten because the plan went on without it. What rests on a
    measure that got harder is no reason to celebrate, nor is the end of a goal that did.

    Args:
        goal: The goal.
        journal: The journal of its subject.
        since: The first day.
        on: The last day, and no later than the end of the goal.
        before: The day that it is compared with; None if there is no such day.
        closed: How the goal was closed in these days; None if it was not.
        streaks: Whether streaks are wanted.
        is_harder: Whether there is a notice about the goal.
        harder: Ids of the measures that a notice is about.
    """
    found = []
    if closed is not None and closed.closing is ClosingReason.ACHIEVED and not is_harder:
        found.append(
            Celebration(kind=CelebrationKind.GOAL, goal=goal.id, id=goal.id, day=closed.day)
        )
    was = (
        set()
        if before is None
        else set(_reached(goal, journal, progress(goal, journal, on=before)))
    )
    found += [
        _celebration(goal, part, day)
        for key, (day, part) in _latest(goal, journal, since=since, on=on).items()
        if part is not None and key not in was and not _is_about(part.aim, harder)
    ]
    if streaks:
        found += _streaks(goal, journal, now=on, before=before, harder=harder)
    return tuple(found)


_Key: TypeAlias = tuple[PartKind, str]


def _is_about(aim: Aim | None, measures: Collection[str]) -> bool:
    return aim is not None and aim.measure is not None and aim.measure.id in measures


def _reached(goal: Goal, journal: Journal, seen: Progress) -> Iterator[_Key]:
    for part in seen.parts:
        if part.is_met and is_earned(goal, journal, part, on=seen.on):
            yield part.kind, part.id


def _latest(
    goal: Goal, journal: Journal, *, since: dt.date, on: dt.date
) -> dict[_Key, tuple[dt.date, Part | None]]:
    """Return each part with the last day on which it held, targets first; None if not reached."""
    ends = [target.until for target in goal.targets]
    ends += [milestone.until for milestone in goal.milestones]
    last_days = {until - _DAY for until in ends if until is not None and since < until <= on}
    found: dict[_Key, tuple[dt.date, Part | None]] = {}
    for day in sorted(last_days | {on}, reverse=True):
        seen = progress(goal, journal, on=day)
        reached = set(_reached(goal, journal, seen))
        for part in seen.parts:
            key = part.kind, part.id
            found.setdefault(key, (day, part if key in reached else None))
    return found


def _celebration(goal: Goal, part: Part, day: dt.date) -> Celebration:
    milestones = in_force(goal.milestones, day) if part.kind is PartKind.MILESTONE else ()
    said = next((milestone for milestone in milestones if milestone.id == part.id), None)
    return Celebration(
        kind=CelebrationKind(part.kind),
        goal=goal.id,
        id=part.id,
        day=part.day,
        entries=part.entries,
        aim=part.aim if part.kind is PartKind.TARGET else None,
        name="" if said is None else said.name,
        celebration="" if said is None else said.celebration,
    )


def _streaks(
    goal: Goal,
    journal: Journal,
    *,
    now: dt.date,
    before: dt.date | None,
    harder: Collection[str],
) -> Iterator[Celebration]:
    """Yield the streaks that grew: what nobody asked for in these days lengthens none."""
    steps = [step.id for step in goal.plan.steps if step.recurrence is not None]
    limits = [
        target.id
        for target in goal.targets
        if is_limit(goal, target.id) and not _is_about(target.aim, harder)
    ]
    for name in dict.fromkeys([*steps, *limits]):
        seen = earned_streak(goal, journal, on=now, of=name)
        was = None if before is None else earned_streak(goal, journal, on=before, of=name)
        if seen is None or seen.current < _LEAST_STREAK:
            continue
        if was is None or was.start != seen.start or was.current < seen.current:
            yield Celebration(
                kind=CelebrationKind.STREAK,
                goal=goal.id,
                id=name,
                day=seen.start,
                count=seen.current,
            )
