"""The laws of review dates: what each compares, and whether a rule keeps it there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Protocol

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from smartgoals._values import refuse
from smartgoals.entries import (
    Absent,
    Course,
    Decision,
    Measured,
    Postponed,
    Reviewed,
    SessionBooked,
    SessionCancelled,
)
from smartgoals.journal import Journal
from smartgoals.schedule import ReviewDate
from smartgoals.testing._review_scenes import REVIEWED, ReviewScene, number_of, policies, scenes
from smartgoals.testing._scenes import Scenes, day
from smartgoals.testing._search import Keeps

__all__ = ["REVIEW_LAWS", "ReviewRule", "date_of", "told_of_date"]


class ReviewRule(Protocol):
    """What says when to look again, as :func:`~smartgoals.schedule.next_review` does.

    It is also given *is_working_day* where a law speaks of working days.
    """

    def __call__(
        self, goal: Any, journal: Journal, /, *, on: dt.date, **others: Any
    ) -> ReviewDate: ...


def told_of_date(rule: ReviewRule, scene: ReviewScene) -> str:
    """Say what a scene is and which date the rule gives."""
    return f"{scene!r} gives {_date(rule, scene)}"


def _date(rule: ReviewRule, scene: ReviewScene, on: int | None = None) -> ReviewDate:
    moment = scene.day if on is None else day(on)
    others: dict[str, Any] = {}
    if scene.closed_days:
        others["is_working_day"] = scene.is_working_day
    return date_of(rule, scene.goal, scene.journal, on=moment, **others)


def date_of(
    rule: ReviewRule, goal: Any, journal: Journal, *, on: dt.date, **others: Any
) -> ReviewDate:
    """Return what a rule says, once it is known to be a date.

    Raises:
        InvalidValueError: If it returns something else.
    """
    found = rule(goal, journal, on=on, **others)
    if not isinstance(found, ReviewDate):
        refuse("rule", "a function that returns a ReviewDate", found)
    return found


def _day(rule: ReviewRule, scene: ReviewScene, on: int | None = None) -> int:
    """Return the number of the day; these scenes always have one."""
    found = _date(rule, scene, on).day
    return -1 if found is None else number_of(found)


def _last(scene: ReviewScene) -> int:
    """Return the number of the day of the last review, or of the start."""
    reviewed = [entry for entry in scene.entries if isinstance(entry, Reviewed)]
    numbers = [number_of(entry.day) for entry in reviewed]
    return max([0, *(number for number in numbers if number <= scene.on)])


def _is_in_time(rule: ReviewRule, scene: ReviewScene) -> bool:
    policy = scene.policy
    most = None if policy is None else policy.maximum_days
    return most is None or 0 <= _day(rule, scene) <= _last(scene) + most


def _is_not_too_soon(rule: ReviewRule, scene: ReviewScene) -> bool:
    least = None if scene.policy is None else scene.policy.minimum_days
    return _day(rule, scene) >= _last(scene) + (least or 1)


def _are_equal(rule: ReviewRule, *alike: ReviewScene) -> bool:
    first, *others = [_date(rule, scene) for scene in (*alike, *alike)]
    return all(other == first for other in others)


def _is_not_later(rule: ReviewRule, better: ReviewScene, worse: ReviewScene) -> bool:
    return _day(rule, worse) <= _day(rule, better)


def _is_put_off(rule: ReviewRule, before: ReviewScene, after: ReviewScene) -> bool:
    return _day(rule, before) <= _day(rule, after) and _is_in_time(rule, after)


def _are_on_one_day(rule: ReviewRule, *alike: ReviewScene) -> bool:
    return len({_day(rule, scene) for scene in alike}) == 1


def _is_worked_on(rule: ReviewRule, scene: ReviewScene) -> bool:
    found = _date(rule, scene)
    if found.day is None or found.earliest is None:
        return False
    last = found.latest or found.day + dt.timedelta(days=7)
    span = range(found.earliest.toordinal(), last.toordinal() + 1)
    has_one = any(scene.is_working_day(dt.date.fromordinal(number)) for number in span)
    return not has_one or scene.is_working_day(found.day)


def _is_usual_at_most(rule: ReviewRule, scene: ReviewScene) -> bool:
    usual = 0 if scene.policy is None else scene.policy.base_days
    return _day(rule, scene) <= _last(scene) + usual


def _is_after_the_last(rule: ReviewRule, scene: ReviewScene) -> bool:
    return _day(rule, scene) > scene.on


def _goes_on(rule: ReviewRule, free: ReviewScene, excused: ReviewScene) -> bool:
    return _day(rule, free) == _day(rule, excused) and _date(rule, excused).is_excused


def _is_noticed(rule: ReviewRule, scene: ReviewScene) -> bool:
    return bool(_date(rule, scene).notices)


def _has_no_date(rule: ReviewRule, scene: ReviewScene) -> bool:
    return _date(rule, scene).day is None


def _stays(rule: ReviewRule, scene: ReviewScene, later: ReviewScene) -> bool:
    now, then = _date(rule, scene), _date(rule, later)
    if now.day is None or then.day is None or now.is_overdue is not (now.day < scene.day):
        return False
    return now.day > scene.day or (then.day == now.day and then.is_overdue)


@st.composite
def _handed_over(draw: DrawFn) -> tuple[ReviewScene, ...]:
    scene = draw(scenes())
    order = tuple(draw(st.permutations(range(len(scene.entries)))))
    return scene, attrs.evolve(scene, order=order)


@st.composite
def _worse(draw: DrawFn) -> tuple[ReviewScene, ...]:
    scene = draw(scenes(limits=draw(st.sampled_from([True, True, None]))))
    number = draw(st.integers(0, scene.on))
    courses = (Course.WORSENING, Course.OFF_COURSE, Course.UNKNOWN, Course.ON_COURSE, Course.MET)
    low, high = sorted(draw(st.lists(st.integers(0, 4), min_size=2, max_size=2, unique=True)))
    # Written down before all others, so that both lives have the same ones in the same places.
    return tuple(
        attrs.evolve(scene, entries=(_reviewed(number, courses[place]), *scene.entries))
        for place in (high, low)
    )


def _reviewed(number: int, course: Course) -> Reviewed:
    return Reviewed(goal=REVIEWED, decision=Decision.CONTINUE, day=day(number), course=course)


def _put_off(number: int, days: int) -> Postponed:
    return Postponed(goal=REVIEWED, day=day(number), to=day(number + days))


_DAYS_AHEAD = st.integers(1, 60)


@st.composite
def _postponed(draw: DrawFn) -> tuple[ReviewScene, ...]:
    scene = draw(scenes()).without(Postponed)
    policy = scene.policy and attrs.evolve(
        scene.policy, most_postponements=scene.policy.most_postponements or None
    )
    scene = attrs.evolve(scene, policy=policy)
    return scene, scene.with_entries(_put_off(scene.on, draw(_DAYS_AHEAD)))


@st.composite
def _postponed_again(draw: DrawFn) -> tuple[ReviewScene, ...]:
    scene = draw(scenes()).without(Postponed)
    days = draw(st.lists(_DAYS_AHEAD, min_size=1, max_size=4))
    policy = attrs.evolve(draw(policies()), most_postponements=len(days) - 1)
    told = [_put_off(scene.on, number) for number in days]
    scene = attrs.evolve(scene, policy=policy)
    return scene.with_entries(*told[:-1]), scene.with_entries(*told)


def _calm(scene: ReviewScene) -> ReviewScene:
    """Return a life in which nothing but the interval moves a review."""
    return scene.without(Postponed, SessionBooked, SessionCancelled)


@st.composite
def _without_sessions(draw: DrawFn) -> tuple[ReviewScene, ...]:
    # On the day of a session somebody is there, whatever day it is.
    return (draw(scenes(has_holidays=True)).without(SessionBooked, SessionCancelled),)


_NOT_MET = [course for course in Course if course is not Course.MET]


@st.composite
def _never_met(draw: DrawFn) -> tuple[ReviewScene, ...]:
    scene = draw(scenes(courses=_NOT_MET, limits=True))
    return (_calm(attrs.evolve(scene, has_target=False)),)


@st.composite
def _seldom_met(draw: DrawFn) -> tuple[ReviewScene, ...]:
    (scene,) = draw(_never_met())
    policy = attrs.evolve(draw(policies(limits=True)), longer_after=draw(st.integers(2, 3)))
    scene = attrs.evolve(scene, policy=policy)
    return (scene.with_entries(_reviewed(scene.on, Course.MET)),)


@st.composite
def _known(draw: DrawFn) -> tuple[ReviewScene, ...]:
    scene = draw(scenes())
    # What is planned is known before its day.
    kept = tuple(
        entry
        for entry in scene.entries
        if number_of(entry.day) <= scene.on or isinstance(entry, SessionBooked | Absent)
    )
    ahead = tuple(entry for entry in scene.entries if entry not in kept)
    # What is ahead comes last, so that both lives call what they share by the same ids.
    return tuple(attrs.evolve(scene, entries=entries) for entries in (kept + ahead, kept))


@st.composite
def _just_reviewed(draw: DrawFn) -> tuple[ReviewScene, ...]:
    scene = draw(scenes())
    course = draw(st.sampled_from(list(Course)))
    return (scene.with_entries(_reviewed(scene.on, course)),)


@st.composite
def _excused(draw: DrawFn) -> tuple[ReviewScene, ...]:
    scene = draw(scenes())
    if scene.is_plan or draw(st.booleans()):
        away = Absent(day=day(0), until=day(10_000))
        return scene, scene.with_entries(away)
    return scene, attrs.evolve(scene, paused=draw(st.integers(0, scene.on)))


@st.composite
def _worsened(draw: DrawFn) -> tuple[ReviewScene, ...]:
    scene = draw(scenes()).without(Measured)
    policy = draw(st.sampled_from([None, scene.policy]))
    scene = attrs.evolve(
        scene,
        policy=policy,
        is_plan=False,
        has_target=True,
        closed=draw(st.sampled_from([None, scene.on])),
    )
    return (scene.with_entries(Measured(measure="gad7", value=21, day=scene.day)),)


@st.composite
def _ended(draw: DrawFn) -> tuple[ReviewScene, ...]:
    scene = draw(scenes())
    on = max(scene.on, 1)
    return (attrs.evolve(scene, on=on, closed=draw(st.integers(1, on))),)


@st.composite
def _later(draw: DrawFn) -> tuple[ReviewScene, ...]:
    _, scene = draw(_known())
    return scene, attrs.evolve(scene, on=scene.on + draw(_DAYS_AHEAD))


def _alone(scene: ReviewScene) -> tuple[ReviewScene, ...]:
    return (scene,)


REVIEW_LAWS: dict[str, tuple[Callable[[], Scenes], Keeps]] = {
    "S01": (lambda: scenes(limits=True).map(_alone), _is_in_time),
    "S02": (lambda: scenes().map(_alone), _is_not_too_soon),
    "S03": (_handed_over, _are_equal),
    "S04": (_worse, _is_not_later),
    "S05": (_postponed, _is_put_off),
    "S06": (_postponed_again, _are_on_one_day),
    "S07": (_without_sessions, _is_worked_on),
    "S08": (_never_met, _is_usual_at_most),
    "S09": (_seldom_met, _is_usual_at_most),
    "S10": (_known, _are_equal),
    "S11": (_just_reviewed, _is_after_the_last),
    "S12": (_excused, _goes_on),
    "S13": (_worsened, _is_noticed),
    "S14": (_ended, _has_no_date),
    "S15": (_later, _stays),
    "S16": (
        lambda: scenes().map(lambda scene: (attrs.evolve(scene, policy=None),)),
        _has_no_date,
    ),
}
