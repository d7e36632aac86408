"""What there is to celebrate: what was newly reached, by what was recorded or what people said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

import attrs

from smartgoals._values import as_tuple
from smartgoals._versions import in_force, versions_of
from smartgoals.goals import ClosingReason, Goal, LifecycleChange
from smartgoals.journal import Journal
from smartgoals.scoring._adherence import adherence
from smartgoals.scoring._habit import streak
from smartgoals.scoring._parts import Part, PartKind, Progress
from smartgoals.scoring._progress import progress

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
        name: What a milestone is called, in their words.
        celebration: How they wanted to celebrate it, in their words.
    """

    kind: CelebrationKind
    goal: str
    id: str
    day: dt.date | None = None
    count: int | None = None
    entries: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
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
) -> tuple[Celebration, ...]:
    """Return what was newly reached from *since* through *on*.

    New is what is there now and was not before. What ended in between is looked at on its last
    day, so that a milestone is not forgotten because the plan went on without it.

    Args:
        goal: The goal.
        journal: The journal of its subject.
        since: The first day.
        on: The last day, and no later than the end of the goal.
        before: The day that it is compared with; None if there is no such day.
        closed: How the goal was closed in these days; None if it was not.
        streaks: Whether streaks are wanted.
    """
    found = []
    if closed is not None and closed.closing is ClosingReason.ACHIEVED:
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
        if part is not None and key not in was
    ]
    if streaks:
        found += _streaks(goal, journal, now=on, before=before)
    return tuple(found)


_Key = tuple[PartKind, str]


def _reached(goal: Goal, journal: Journal, seen: Progress) -> Iterator[_Key]:
    for part in seen.parts:
        if part.is_met and _is_earned(goal, journal, part, seen.on):
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


def _is_earned(goal: Goal, journal: Journal, part: Part, on: dt.date) -> bool:
    """Return whether what is to be held was held to its end, and none of it is unknown."""
    if part.kind is not PartKind.TARGET or part.aim is None or not part.aim.is_held:
        return True
    (target,) = (target for target in in_force(goal.targets, on) if target.id == part.id)
    if target.due is None and goal.due is None:
        # What has no end is never over: its first good day is no reason to say that it is reached.
        return False
    if part.aim.per is None:
        return True
    # Where an earlier version had no periods nobody can look at them one by one.
    return _is_limit(goal, part.id) and not adherence(goal, journal, on=on, of=part.id).unknown


def _is_limit(goal: Goal, target: str) -> bool:
    return all(version.aim.per is not None for version in versions_of(goal.targets, target))


def _celebration(goal: Goal, part: Part, day: dt.date) -> Celebration:
    milestones = in_force(goal.milestones, day) if part.kind is PartKind.MILESTONE else ()
    said = next((milestone for milestone in milestones if milestone.id == part.id), None)
    return Celebration(
        kind=CelebrationKind(part.kind),
        goal=goal.id,
        id=part.id,
        day=part.day,
        entries=part.entries,
        name="" if said is None else said.name,
        celebration="" if said is None else said.celebration,
    )


def _streaks(
    goal: Goal, journal: Journal, *, now: dt.date, before: dt.date | None
) -> Iterator[Celebration]:
    """Yield the streaks that grew: what nobody asked for in these days lengthens none."""
    steps = [step.id for step in goal.plan.steps if step.recurrence is not None]
    limits = [target.id for target in goal.targets if _is_limit(goal, target.id)]
    for name in dict.fromkeys([*steps, *limits]):
        seen = streak(goal, journal, on=now, of=name)
        was = None if before is None else streak(goal, journal, on=before, of=name)
        has_grown = was is None or was.start != seen.start or was.current < seen.current
        if has_grown and seen.current >= _LEAST_STREAK:
            yield Celebration(
                kind=CelebrationKind.STREAK,
                goal=goal.id,
                id=name,
                day=seen.start,
                count=seen.current,
            )
