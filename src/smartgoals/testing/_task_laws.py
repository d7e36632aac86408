"""The laws of what is due: what each compares, and whether an agenda keeps it there."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections import Counter
from collections.abc import Callable

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from smartgoals.entries import Done
from smartgoals.goals import ClosingReason, Goal
from smartgoals.schedule import Phase, Task, TaskKind, TaskReasonCode
from smartgoals.testing._agenda import Agenda, change_after, coming, due_at, in_utc, phases_at
from smartgoals.testing._scenes import Scenes
from smartgoals.testing._search import Keeps
from smartgoals.testing._task_scenes import TaskScene, scenes
from smartgoals.testing._wall_scenes import DAYS, time_of, wall_scenes

__all__ = ["TASK_LAWS"]

# Moments are whole microseconds: between this one and the next there is none.
_TICK = dt.timedelta(microseconds=1)
_HOUR, _DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
# Where nothing changes for a year it is a moment at which to look again.
_FAR = dt.timedelta(days=360)


def _starts(task: Task) -> list[dt.datetime]:
    return [in_utc(moment) for moment in (task.opens, task.due, task.late, task.overdue)]


def _are_in_order(agenda: Agenda, scene: TaskScene) -> bool:
    found = coming(agenda, scene)
    order = [(in_utc(task.due), task.key) for task in found]
    return (
        all(_starts(task) == sorted(_starts(task)) for task in found)
        and all(task.phase_at(scene.start) is task.phase for task in found)
        and order == sorted(order)
        and len({task.key for task in found}) == len(found)
    )


def _is_what_comes_now(agenda: Agenda, scene: TaskScene) -> bool:
    found = coming(agenda, scene, scene.start + _TICK)
    can_be_done = tuple(task for task in found if task.phase >= Phase.OPEN)
    return due_at(agenda, scene, scene.start) == can_be_done


def _changes_then_and_not_before(agenda: Agenda, scene: TaskScene) -> bool:
    start, before = scene.start, phases_at(agenda, scene, scene.start)
    until = change_after(agenda, scene, start)
    if until is None:
        return phases_at(agenda, scene, scene.end) == before
    then = in_utc(until)
    if then <= start:
        return False
    between = [scene.end, start + _HOUR, start + (then - start) / 2, then - _TICK]
    is_same = all(phases_at(agenda, scene, time) == before for time in between if time < then)
    is_far = then - start > _FAR
    return is_same and (is_far or phases_at(agenda, scene, then) != before)


def _may_move(scene: TaskScene, task: Task) -> bool:
    """Return whether a task waits for a review that the course can move, whoever records what."""
    adapts = {goal.id for goal in scene.goals if goal.review and goal.review.minimum_days}
    is_bound = task.kind is TaskKind.REVIEW or any(
        reason.code is TaskReasonCode.WITH_REVIEW for reason in task.reasons
    )
    return is_bound and not adapts.isdisjoint(task.goals)


def _begins_anew(scene: TaskScene, task: Task) -> bool:
    """Return whether the plan of what waits to be done again is changed after the scene's day."""
    return any(
        step.id == task.about and step.start is not None and step.start > scene.day
        for goal in scene.goals
        for step in goal.plan.steps
        if step.recurrence is not None and step.recurrence.is_from_completion
    )


def _only_go_up(agenda: Agenda, scene: TaskScene) -> bool:
    before = {task.key: task for task in due_at(agenda, scene, scene.start)}
    return all(
        task.phase >= before[task.key].phase
        for task in due_at(agenda, scene, scene.end)
        # Two goals may share a task for a while, and the earlier of them end. A review that comes
        # stays, while what is asked for before it can go away again, with the day that it is for.
        # What waits under a plan is due anew under the next.
        if task.key in before
        and not _begins_anew(scene, task)
        and task.goals == before[task.key].goals
        and (task.kind is TaskKind.REVIEW or not _may_move(scene, task))
    )


def _are_foreseen(agenda: Agenda, scene: TaskScene) -> bool:
    found = {task.key: task for task in coming(agenda, scene, scene.end + _TICK)}

    def is_foreseen(task: Task) -> bool:
        known = found.get(task.key)
        if known is None:
            return _may_move(scene, task)
        is_another = task.goals != known.goals or _begins_anew(scene, task)
        return is_another or _may_move(scene, task) or known.phase_at(scene.end) is task.phase

    return all(is_foreseen(task) for task in due_at(agenda, scene, scene.end))


def _are_called_the_same(agenda: Agenda, scene: TaskScene) -> bool:
    here, there, longer = (
        {(task.kind, task.about, task.day, task.time, task.key) for task in found}
        for found in (
            coming(agenda, scene),
            coming(agenda, scene, zone="UTC"),
            coming(agenda, scene, scene.end + 2 * _DAY),
        )
    )
    named = Counter(key for *_, key in here | there | longer)
    return all(count == 1 for count in named.values()) and here <= longer


def _are_done_with(agenda: Agenda, scene: TaskScene) -> bool:
    for task in due_at(agenda, scene, scene.start):
        if task.kind is not TaskKind.STEP or task.times > 1 or len(task.goals) > 1:
            continue
        noted = Done(step=task.about, day=min(task.day, scene.day), occurred_at=task.opens)
        after = attrs.evolve(scene, entries=(*scene.entries, noted))
        if task.key in {other.key for other in due_at(agenda, after, scene.start)}:
            return False
    return True


def _is_empty(agenda: Agenda, scene: TaskScene) -> bool:
    return (
        not due_at(agenda, scene, scene.start) and change_after(agenda, scene, scene.start) is None
    )


def _is_at_its_time(agenda: Agenda, scene: TaskScene) -> bool:
    """Return whether each day has its tasks, at the time that the plan names."""
    zone = zoneinfo.ZoneInfo(scene.zone)
    found = coming(agenda, scene)
    seen = Counter((task.about, task.day) for task in found)
    expected = _planned(scene, zone)
    for task in found:
        if _starts(task) != sorted(_starts(task)) or seen[task.about, task.day] > 1:
            return False
        wanted = expected.pop((task.about, task.day), None)
        if wanted is None:
            continue
        planned = dt.datetime.combine(task.day, task.time or dt.time())
        exists = _shown(wanted.astimezone(zone)) == planned
        if in_utc(task.due) != wanted or exists is not (_shown(task.due) == planned):
            return False
    return not expected


def _planned(scene: TaskScene, zone: zoneinfo.ZoneInfo) -> dict[tuple[str, dt.date], dt.datetime]:
    """Return when each step is due on each day."""
    planned = {}
    for step in scene.goals[0].plan.steps:
        for number in range(DAYS):
            day = scene.first + number * _DAY
            # Through UTC: that reads a time which does not exist with the offset before the gap.
            moment, after = (
                dt.datetime.combine(date, time_of(step), zone).astimezone(dt.UTC)
                for date in (day, day + _DAY)
            )
            # A day that the clocks leave out is done on the day after, with the tasks of that.
            if moment != after:
                planned[step.id, day] = moment
    return planned


def _shown(moment: dt.datetime) -> dt.datetime:
    """Return what clocks show."""
    return dt.datetime.combine(moment.date(), moment.time())


@st.composite
def _foreseeable(draw: DrawFn) -> TaskScene:
    scene = draw(_KNOWN)
    # When a pause is over a review is counted anew, and is another one.
    goals = tuple(_without_moves(goal, scene.day - _DAY) for goal in scene.goals)
    return attrs.evolve(scene, goals=goals)


def _without_moves(goal: Goal, day: dt.date) -> Goal:
    """Return a goal without what became of it from a day on."""
    kept = [change for change in goal.lifecycle_history if change.day is None or change.day < day]
    return attrs.evolve(goal, lifecycle_history=kept)


# A day of the client that starts in the small hours goes on for a while after the day of the end.
_DAYS_BEFORE = st.integers(1, 30)


@st.composite
def _ended(draw: DrawFn) -> TaskScene:
    scene = draw(scenes())
    day = scene.day - draw(_DAYS_BEFORE) * _DAY
    reason = draw(st.sampled_from([ClosingReason.CHOICE, ClosingReason.DIED]))
    goals = [
        attrs.evolve(goal, lifecycle_history=goal.lifecycle_history[:1])
        .started(day=day)
        .closed(reason, day=day)
        for goal in scene.goals
    ]
    return attrs.evolve(scene, goals=tuple(goals))


def _alone(made: Callable[[], SearchStrategy[TaskScene]]) -> Callable[[], Scenes]:
    return lambda: made().map(lambda scene: (scene,))


_KNOWN = scenes().map(TaskScene.as_known)
_KNOWN_EVERYWHERE = scenes().map(TaskScene.as_known_everywhere)

TASK_LAWS: dict[str, tuple[Callable[[], Scenes], Keeps]] = {
    "S17": (_alone(scenes), _are_in_order),
    "S18": (_alone(scenes), _is_what_comes_now),
    "S19": (_alone(scenes), _changes_then_and_not_before),
    "S20": (_alone(lambda: _KNOWN), _only_go_up),
    "S21": (_alone(_foreseeable), _are_foreseen),
    "S22": (_alone(lambda: _KNOWN_EVERYWHERE), _are_called_the_same),
    "S23": (_alone(scenes), _are_done_with),
    "S24": (_alone(_ended), _is_empty),
    "S25": (_alone(wall_scenes), _is_at_its_time),
}
