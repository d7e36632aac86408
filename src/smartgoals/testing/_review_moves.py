"""The laws of what moves a review date: a rule that never moves one keeps all the others."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from smartgoals.entries import (
    Course,
    Decision,
    Measured,
    Postponed,
    Reviewed,
    SessionBooked,
    SessionCancelled,
)
from smartgoals.plans import ReviewPolicy
from smartgoals.testing._review_laws import date_of
from smartgoals.testing._review_scenes import REVIEWED, ReviewScene, number_of
from smartgoals.testing._scenes import Scenes, day
from smartgoals.testing._search import Keeps

__all__ = ["MOVES"]

_AT = 30
_USUAL = 20
_NARROW = 6
_HALF = Fraction(1, 2)


_POLICY = ReviewPolicy(base_days=_USUAL, shorter_by=_HALF)


def _policy(**fields: Any) -> ReviewPolicy:
    return attrs.evolve(_POLICY, **fields)


def _reviewed(number: int, course: Course = Course.UNKNOWN) -> Reviewed:
    return Reviewed(goal=REVIEWED, decision=Decision.CONTINUE, day=day(number), course=course)


def _asked(rule: Any, scene: ReviewScene) -> int:
    found = date_of(rule, scene.goal, scene.journal, on=scene.day)
    return -1 if found.day is None else number_of(found.day)


@st.composite
def _seen_worse(draw: DrawFn) -> tuple[ReviewScene, ...]:
    least = draw(st.integers(1, _USUAL - 1))
    course = draw(st.sampled_from([Course.WORSENING, Course.OFF_COURSE]))
    policy = _policy(minimum_days=least)
    return (ReviewScene(policy=policy, entries=(_reviewed(_AT, course),), on=_AT),)


def _is_sooner_than_usual(rule: Any, scene: ReviewScene) -> bool:
    return _AT < _asked(rule, scene) < _AT + _USUAL


@st.composite
def _seen_met(draw: DrawFn) -> tuple[ReviewScene, ...]:
    after = draw(st.integers(1, 3))
    policy = _policy(maximum_days=_USUAL * draw(st.integers(2, 4)), longer_after=after)
    met = [_reviewed(_AT - number, Course.MET) for number in range(after)]
    return (ReviewScene(policy=policy, entries=tuple(met), on=_AT),)


def _is_later_than_usual(rule: Any, scene: ReviewScene) -> bool:
    return _asked(rule, scene) > _AT + _USUAL


@st.composite
def _worse_now(draw: DrawFn) -> tuple[ReviewScene, ...]:
    least = draw(st.integers(1, _USUAL - 2))
    on = draw(st.integers(0, _USUAL - 2))
    worse = Measured(measure="gad7", value=21, day=day(on))
    scene = ReviewScene(
        policy=_policy(minimum_days=least), entries=(worse,), on=on, has_target=True
    )
    return (scene,)


def _is_at_once(rule: Any, scene: ReviewScene) -> bool:
    least = 0 if scene.policy is None else scene.policy.minimum_days or 0
    return _asked(rule, scene) == max(least, scene.on)


@st.composite
def _put_off(draw: DrawFn) -> tuple[ReviewScene, ...]:
    to = draw(st.integers(_USUAL, 3 * _USUAL))
    said = Postponed(goal=REVIEWED, day=day(0), to=day(to))
    return (ReviewScene(policy=_policy(), entries=(said,)),)


def _is_when_it_was_put_off_to(rule: Any, scene: ReviewScene) -> bool:
    told = [entry.to for entry in scene.entries if isinstance(entry, Postponed)]
    return [day(_asked(rule, scene))] == told


@st.composite
def _booked(draw: DrawFn) -> tuple[ReviewScene, ...]:
    number = draw(st.integers(1, 2 * _USUAL))
    policy = _policy(session_window_days=draw(st.integers(1, _NARROW)))
    booked = SessionBooked(session="s-1", day=day(number))
    return (ReviewScene(policy=policy, entries=(booked,)),)


def _is_at_a_near_session(rule: Any, scene: ReviewScene) -> bool:
    window = 0 if scene.policy is None else scene.policy.session_window_days
    number = number_of(scene.entries[0].day)
    return _asked(rule, scene) == (number if abs(number - _USUAL) <= window else _USUAL)


@st.composite
def _cancelled(draw: DrawFn) -> tuple[ReviewScene, ...]:
    on = draw(st.integers(0, _USUAL))
    policy = _policy(session_window_days=_NARROW, each_session=draw(st.booleans()))
    booked = SessionBooked(session="s-1", day=day(draw(st.integers(_USUAL - 3, _USUAL + 3))))
    gone = SessionCancelled(session="s-1", day=day(on))
    scene = ReviewScene(policy=policy, on=on)
    return scene, scene.with_entries(booked, gone)


@st.composite
def _resumed(draw: DrawFn) -> tuple[ReviewScene, ...]:
    paused = draw(st.integers(0, 2 * _USUAL))
    resumed = paused + draw(st.integers(0, _USUAL))
    course = draw(st.sampled_from(list(Course)))
    scene = ReviewScene(
        policy=_policy(minimum_days=5, maximum_days=3 * _USUAL),
        entries=(_reviewed(0, course),) * draw(st.integers(0, 1)),
        on=resumed + draw(st.integers(0, _USUAL)),
    )
    return scene, attrs.evolve(scene, paused=paused, resumed=resumed)


def _are_on_one_day(rule: Any, *alike: ReviewScene) -> bool:
    return len({_asked(rule, scene) for scene in alike}) == 1


MOVES: dict[str, tuple[Callable[[], Scenes], Keeps]] = {
    "S26": (_seen_worse, _is_sooner_than_usual),
    "S27": (_seen_met, _is_later_than_usual),
    "S28": (_worse_now, _is_at_once),
    "S29": (_put_off, _is_when_it_was_put_off_to),
    "S30": (_booked, _is_at_a_near_session),
    "S31": (_cancelled, _are_on_one_day),
    "S32": (_resumed, _are_on_one_day),
}
