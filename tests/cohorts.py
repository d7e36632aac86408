"""Cohorts to compare: small, with all that makes judging hard, and what is said of one by one."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from itertools import groupby
from typing import Any

import attrs
from hypothesis import strategies as st

from smartgoals import (
    Absent,
    ActionPlan,
    Aim,
    Corrected,
    Direction,
    Done,
    Frequency,
    Goal,
    Journal,
    KeyArea,
    Lifecycle,
    LifecycleChange,
    Measure,
    Measured,
    MeasureKind,
    Milestone,
    MilestoneReached,
    Missed,
    Rated,
    RatingKind,
    Recurrence,
    Skipped,
    Step,
    Target,
    Voided,
    instrument,
    scoring,
)
from smartgoals import cohort as frames
from smartgoals.measures import ChangeKind
from smartgoals.scoring import goal_outcomes
from smartgoals.targets import AttainmentScale

FIRST = dt.date(2025, 2, 3)
ON = FIRST + dt.timedelta(days=20)
AT = dt.datetime(2025, 2, 3, 8, tzinfo=dt.UTC)
SLEEP = Measure(id="sleep", kind=MeasureKind.DURATION, unit="h", direction=Direction.UP, least=0)
MOOD = Measure(
    id="mood", kind=MeasureKind.RATING, unit="1", direction=Direction.DOWN, least=0, most=10
)
STEPS = ("walk", "breathe")
RATERS = ("t-1", "c-1")
(GBO,) = [each for each in instrument("gbo").thresholds if each.kind is ChangeKind.RELIABLE]

number = st.integers(0, 40).map(lambda value: value / 4) | st.floats(0, 10)
day = st.integers(-3, 25).map(lambda number: FIRST + dt.timedelta(days=number))
weight = st.sampled_from([1.0, 2.0, 0.3, 1e-12, 1e12]) | st.floats(0.01, 5)


@st.composite
def aims(draw) -> Aim:
    measure = draw(st.sampled_from([SLEEP, MOOD]))
    match draw(st.integers(0, 6)):
        case 0:
            return Aim.at_least(draw(st.floats(1, 9)), measure)
        case 1:
            return Aim.at_most(draw(st.floats(1, 9)), measure)
        case 2:
            return Aim.above(draw(st.integers(1, 9)), measure)
        case 3:
            return Aim.between(draw(st.floats(1, 4)), draw(st.floats(5, 9)), measure)
        case 4:
            return Aim.maintain(measure, low=draw(st.integers(1, 5)))
        case 5:
            return Aim.at_least(draw(st.integers(1, 20)), SLEEP, per=Frequency.WEEKLY)
        case _:
            return Aim.done(draw(st.integers(1, 6)), out_of=draw(st.integers(6, 20)), step=STEPS[0])


@st.composite
def targets(draw, name: str) -> list[Target]:
    aim = draw(aims())
    baseline = None
    if aim.measure is not None and not aim.is_held and draw(st.booleans()):
        short = draw(number)
        baseline = None if aim.is_met_by(short) else short
    one = Target(id=name, aim=aim, baseline=baseline, weight=draw(weight))
    if not draw(st.booleans()):
        return [one]
    # From some day on it asks for something else.
    changed = FIRST + dt.timedelta(days=draw(st.integers(1, 22)))
    later = Target(id=name, aim=aim, baseline=baseline, weight=draw(weight), start=changed)
    return [Target(id=name, aim=aim, weight=draw(weight), until=changed), later]


@st.composite
def goals(draw, subject: str, name: str) -> Goal:
    made = [
        version
        for index in range(draw(st.integers(0, 3)))
        for version in draw(targets(f"t{index}"))
    ]
    milestones = [
        Milestone(id=f"m{index}", name="one", weight=draw(st.sampled_from([0.0, 1.0, 2.5])))
        for index in range(draw(st.integers(0, 2)))
    ]
    scale = None
    if draw(st.booleans()):
        scale = AttainmentScale(
            expected="as agreed",
            day=draw(day),
            baseline=draw(st.sampled_from([None, -1, -2])),
            importance=draw(st.integers(0, 3)),
            difficulty=draw(st.integers(1, 3)),
        )
    goal = Goal(
        id=name,
        subject=subject,
        statement="I will do it.",
        start=FIRST,
        key_areas=[KeyArea(code=code) for code in draw(st.sampled_from([(), ("sleep",)]))],
        targets=made,
        milestones=milestones,
        attainment=scale,
        plan=ActionPlan(
            steps=[
                Step(id=step, action=step, recurrence=Recurrence.daily(start=FIRST))
                for step in STEPS
            ]
        ),
    )
    since = draw(day)
    changes = [LifecycleChange(status=status, day=since) for status in draw(st.sampled_from(ENDS))]
    return attrs.evolve(goal, lifecycle_history=[*goal.lifecycle_history, *changes])


ENDS = (
    (),
    (Lifecycle.ACCEPTED, Lifecycle.ACTIVE, Lifecycle.CANCELLED),
    (Lifecycle.REJECTED,),
    (Lifecycle.ENTERED_IN_ERROR,),
)


@st.composite
def happenings(draw, names: list[str]) -> Any:
    about = {"day": draw(day)}
    match draw(st.integers(0, 8)):
        case 0 | 1 | 2:
            unit = draw(st.sampled_from([None, "min", "kg"]))
            measure = draw(st.sampled_from(["sleep", "mood"]))
            language = draw(st.sampled_from([None, None, "en", "es"]))
            return Measured(
                measure=measure, value=draw(number), unit=unit, language=language, **about
            )
        case 3:
            return Done(step=draw(st.sampled_from(STEPS)), **about)
        case 4:
            return draw(st.sampled_from([Missed, Skipped]))(
                step=draw(st.sampled_from(STEPS)), **about
            )
        case 5:
            return MilestoneReached(milestone=draw(st.sampled_from(["m0", "m1"])), **about)
        case 6:
            return Absent(until=about["day"] + dt.timedelta(days=3), **about)
        case 7:
            kind, most = RatingKind.OUTCOME, st.integers(0, 10)
        case _:
            kind, most = RatingKind.ATTAINMENT, st.sampled_from([-2, -1, -0.5, 0, 1, 2])
    moment = st.sampled_from([None, AT, AT + dt.timedelta(hours=3)])
    return Rated(
        goal=draw(st.sampled_from(names)),
        kind=kind,
        value=draw(most),
        rater=draw(st.sampled_from(RATERS)),
        occurred_at=draw(moment),
        **about,
    )


@st.composite
def people(draw) -> list[tuple[Goal, Journal]]:
    made = []
    for subject in [f"c-{index}" for index in range(draw(st.integers(0, 3)))]:
        names = [f"g{index}" for index in range(draw(st.integers(1, 3)))]
        entries: list[Any] = []
        for index, entry in enumerate(draw(st.lists(happenings(names), max_size=25))):
            stamped = entry.stamped(id=f"e{index}", at=AT)
            entries.append(stamped)
            if draw(st.integers(0, 9)) == 0:
                other = Voided(entry=stamped.id, day=stamped.day)
                if isinstance(entry, Measured):
                    other = Corrected(
                        day=stamped.day,
                        replacement=Measured(
                            measure=entry.measure, value=draw(number), day=entry.day
                        ).stamped(id=stamped.id, at=AT),
                    )
                entries.append(other.stamped(id=f"x{index}", at=AT + dt.timedelta(hours=1)))
        journal = Journal(subject=subject, entries=entries)
        made += [(draw(goals(subject, name)), journal) for name in names]
    return made


def rows_of(native: Any) -> list[dict[str, Any]]:
    """Return the rows of any frame, with None for what is null."""
    import narwhals.stable.v2 as nw

    frame = nw.from_native(native)
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect()
    return [
        {name: None if value is None or value != value else value for name, value in row.items()}  # noqa: PLR0124  # NaN
        for row in frame.to_arrow().to_pylist()
    ]


def agree(found: Any, expected: Any) -> bool:
    """Return whether numbers agree to 1e-12 and all else exactly."""
    if isinstance(expected, float) and isinstance(found, int | float):
        return math.isclose(found, expected, rel_tol=1e-12, abs_tol=1e-12)
    return bool(found == expected)


Kept = dict[Any, dict[str, Any]]


def said_of_progress(given: list[tuple[Goal, Journal]]) -> Kept:
    found = {}
    for goal, journal in given:
        told = scoring.progress(goal, journal, on=ON)
        found[goal.subject, goal.id] = {
            name: getattr(told, name) for name in ("value", "raw", "evidence_share", "is_achieved")
        }
    return found


ADHERENCE = ("done", "missed", "unknown", "excused", "extra", "value", "of_known", "lower", "upper")


def said_of_adherence(given: list[tuple[Goal, Journal]]) -> Kept:
    found = {}
    for goal, journal in given:
        told = scoring.adherence(goal, journal, on=ON)
        for part in told.parts:
            if part.due or part.excused or part.extra:
                low, high = part.interval()
                found[goal.subject, goal.id, part.id] = {
                    **{name: getattr(part, name) for name in ADHERENCE},
                    "interval_low": low,
                    "interval_high": high,
                }
    return found


ATTAINMENT = ("t_score", "lowest_t", "highest_t", "unweighted_t", "baseline_t", "change")


def by_subject(given: list[tuple[Goal, Journal]]) -> list[tuple[Journal, list[Goal]]]:
    return [
        (journals[0][1], [goal for goal, _ in journals])
        for _, group in groupby(given, key=lambda pair: pair[0].subject)
        for journals in [list(group)]
    ]


def said_of_attainment(given: list[tuple[Goal, Journal]]) -> Kept:
    found = {}
    for journal, all_goals in by_subject(given):
        for rater in RATERS:
            told = scoring.attainment(all_goals, journal, on=ON, rater=rater)
            if not any(part.entry for part in told.parts):
                continue
            found[journal.subject, rater] = {
                **{name: getattr(told, name) for name in ATTAINMENT},
                "median_level": told.median_level,
                "expected_share": told.expected_share,
                "unknown": len(told.unknown),
                "goals": len(told.parts) - len(told.uncounted),
            }
    return found


OUTCOMES = ("mean_first", "mean_latest", "mean_change", "category", "is_at_ceiling", "is_at_floor")


def said_of_outcomes(given: list[tuple[Goal, Journal]]) -> Kept:
    found = {}
    for journal, all_goals in by_subject(given):
        for rater in RATERS:
            told = goal_outcomes(all_goals, journal, on=ON, rater=rater, threshold=GBO).whole
            if told.goals:
                found[journal.subject, rater] = {
                    **{name: getattr(told, name) for name in OUTCOMES},
                    "paired": told.paired,
                    "goals": told.goals,
                }
    return found


def by_goal(rows: list[dict[str, Any]]) -> Kept:
    return {(row["subject"], row["goal"]): row for row in rows}


def by_step(rows: list[dict[str, Any]]) -> Kept:
    return {(row["subject"], row["goal"], row["step"]): row for row in rows}


def by_rater(rows: list[dict[str, Any]]) -> Kept:
    return {(row["subject"], row["rater"]): row for row in rows}


def adherence_by_step(tables: Any) -> Any:
    return frames.adherence(tables, by=["subject", "goal", "step"])


def gbo(tables: Any) -> Any:
    return frames.goal_based_outcomes(tables, threshold=GBO)


Rule = Callable[[Any], Any]
LAWS: dict[str, tuple[Rule, Callable[[list[dict[str, Any]]], Kept], Any]] = {
    "progress": (frames.progress, by_goal, said_of_progress),
    "adherence": (adherence_by_step, by_step, said_of_adherence),
    "attainment": (frames.attainment, by_rater, said_of_attainment),
    "outcomes": (gbo, by_rater, said_of_outcomes),
}


def check(
    name: str,
    given: list[tuple[Goal, Journal]],
    convert: Callable[[Any], Any],
    rule: Rule | None = None,
) -> None:
    """Check that a function over frames says of each row what the one for one person says."""
    function, keyed, said = LAWS[name]
    tables = frames.tables(given, on=ON).map(convert)
    rows = rows_of((rule or function)(tables))
    found, expected = keyed(rows), said(given)
    assert len(found) == len(rows)
    assert found.keys() == expected.keys()
    for key, wanted in expected.items():
        for column, value in wanted.items():
            assert agree(found[key][column], value), (key, column, found[key][column], value)
