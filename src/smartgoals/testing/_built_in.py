"""Our own rules, and which laws they do not keep, with the reason."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from typing import cast

import attrs

from smartgoals.goals import Goal
from smartgoals.instruments import instrument
from smartgoals.journal import Journal
from smartgoals.measures import ChangeKind, Direction
from smartgoals.scoring import (
    ChangeCategory,
    ChangeMethod,
    ChangeNorms,
    ClinicalChange,
    CutoffKind,
    GoalBasedOutcome,
    NormRule,
    ProgressRule,
    ReliableChange,
    adherence,
    attainment,
    clinical_change,
    clopper_pearson,
    goal_outcomes,
    habit_strength,
    jeffreys,
    mean_of_last,
    measured_change,
    minimum,
    progress,
    streak,
    weighted,
    wilson,
)
from smartgoals.testing._laws import RuleUnderTest
from smartgoals.testing._rated_scenes import ATTAINMENT, CHANGE, OUTCOMES
from smartgoals.testing._scenes import INTERVALS, LIMITS, STEPS, World

__all__ = ["BuiltInRule", "built_in_rules"]


@attrs.frozen(kw_only=True)
class BuiltInRule:
    """One of our own rules.

    Args:
        name: What it is called.
        rule: The rule.
        except_for: The ids of the laws that it does not keep, each with the reason.
    """

    name: str
    rule: RuleUnderTest
    except_for: Mapping[str, str]

    def __str__(self) -> str:
        """Say its name."""
        return self.name


def built_in_rules() -> tuple[BuiltInRule, ...]:
    """Return our own rules, each with the laws that it does not keep.

    Example:
        >>> from smartgoals.testing import built_in_rules, scoring_laws
        >>> adherence = next(each for each in built_in_rules() if each.name == "adherence, lower")
        >>> any(law.check(adherence.rule, examples=10) for law in scoring_laws())
        True
    """
    return (
        *_progress_rules(),
        *_step_rules(),
        *_attainment_rules(),
        _goal_based_outcomes(),
        *_change_rules(),
        *_intervals(),
    )


_RATIO = "it is a ratio to the way from the baseline to the target, and the way changes"
_LATEST = "it reads the latest value, and leaving out a bad one raises it; staleness is told beside"
_MEAN = "it reads the mean of the last values, and the latest alone may have gone the other way"
_TWICE = "it reads the mean of the last values, and a value that is recorded twice is two of them"
_LEAST = "only the part that is least far counts"
_NEVER_ONE = "it nears 1 and never gets there"


def _progress_rules() -> list[BuiltInRule]:
    of_latest = {"L13": _RATIO, "L14": _LATEST, "L19": _RATIO}
    of_mean = {**of_latest, "L10": _MEAN, "L11": _TWICE}

    def raw(goal: Goal, journal: Journal, /, *, on: dt.date) -> float | None:
        return progress(goal, journal, on=on).raw

    unclamped = RuleUnderTest(score=raw, range=(-math.inf, math.inf), zero=0.0, top=1.0)
    return [
        _of_progress("progress", weighted(), of_latest),
        BuiltInRule(name="progress, raw", rule=unclamped, except_for=of_latest),
        _of_progress("progress, mean of last three", weighted(mean_of_last(3)), of_mean),
        _of_progress("progress, minimum", minimum(), {**of_latest, "L12": _LEAST}),
        _of_progress(
            "progress, minimum of the mean of last three",
            minimum(mean_of_last(3)),
            {**of_mean, "L12": _LEAST},
        ),
    ]


def _of_progress(name: str, rule: ProgressRule, except_for: dict[str, str]) -> BuiltInRule:
    def display(goal: Goal, journal: Journal, /, *, on: dt.date) -> str:
        return str(progress(goal, journal, on=on, rule=rule)).splitlines()[0]

    return BuiltInRule(
        name=name,
        rule=RuleUnderTest(score=rule, range=rule.range, display=display),
        except_for=except_for,
    )


def _step_rules() -> list[BuiltInRule]:
    def lower(goal: Goal, journal: Journal, /, *, on: dt.date, of: str = "walk") -> float | None:
        return adherence(goal, journal, on=on, of=of).lower

    def upper(goal: Goal, journal: Journal, /, *, on: dt.date) -> float | None:
        return adherence(goal, journal, on=on).upper

    def of_known(goal: Goal, journal: Journal, /, *, on: dt.date) -> float | None:
        return adherence(goal, journal, on=on).of_known

    def strength(goal: Goal, journal: Journal, /, *, on: dt.date) -> float | None:
        return habit_strength(goal, journal, on=on, of="walk").strength

    def in_a_row(goal: Goal, journal: Journal, /, *, on: dt.date) -> float:
        return streak(goal, journal, on=on).current

    best = "what is unknown counts as done: it says what may be at the most"
    known = "it is a share of what is known, and leaving out a miss raises it"
    nearing = {"L08": _NEVER_ONE}
    windows = "it counts windows, and two weeks are one window of twice in two weeks"
    endless = "there is always a longer one"
    return [
        _of_steps("adherence, lower", lower, {}),
        _of_steps("adherence, upper", upper, {"L14": best}),
        _of_steps("adherence, of what is known", of_known, {"L14": known}),
        _of_steps("adherence to a limit, lower", lower, {}, world=LIMITS),
        _of_steps("habit strength", strength, nearing),
        _of_steps("habit strength of a limit", strength, nearing, world=LIMITS),
        _of_steps("streak", in_a_row, {"L08": endless, "L23": windows}, most=math.inf),
    ]


def _of_steps(
    name: str,
    score: Callable[..., float | None],
    except_for: dict[str, str],
    *,
    world: World = STEPS,
    most: float = 1.0,
) -> BuiltInRule:
    rule = RuleUnderTest(score=score, range=(0.0, most), world=world)
    return BuiltInRule(name=name, rule=rule, except_for=except_for)


_RATER = "t-2"


def _attainment_rules() -> list[BuiltInRule]:
    stands = "it says where the goals stand, and not what has changed"
    baseline = "goals at their baseline stand below what was expected"
    dropped = "it is of the latest ratings, and without a bad one an earlier counts"
    many = "T is made for goals that hang together, and more of them move it further"
    harder = "a goal that did not come off lowers T the more, the harder it was rated"
    expected = "what comes as expected is no change of a fixed size"
    bound = 20 / math.sqrt(0.3)

    def rule(name: str, *, is_change: bool, is_weighted: bool) -> BuiltInRule:
        def score(goals: tuple[Goal, ...], journal: Journal, /, *, on: dt.date) -> float | None:
            seen = attainment(goals, journal, on=on, rater=_RATER, weighted=is_weighted)
            return seen.change if is_change else seen.t_score

        def verdict(
            goals: tuple[Goal, ...], journal: Journal, /, *, on: dt.date
        ) -> ChangeCategory | None:
            change = attainment(goals, journal, on=on, rater=_RATER, weighted=is_weighted).change
            if not change:
                return None if change is None else ChangeCategory.UNCHANGED
            return ChangeCategory.IMPROVED if change > 0 else ChangeCategory.DETERIORATED

        zero = 0.0 if is_change else 50.0
        under = RuleUnderTest(
            score=score,
            range=(-2 * bound, 2 * bound) if is_change else (50 - bound, 50 + bound),
            world=ATTAINMENT,
            zero=zero,
            top=50.0,
            verdict=verdict,
        )
        except_for = {"L14": dropped, "L16": many, "L17": many}
        except_for |= (
            {"L03": "the baseline cannot be turned round", "L08": expected}
            if is_change
            else {"L07": baseline, "L13": stands, "L19": stands}
        )
        if is_weighted:
            except_for["L27"] = harder
        else:
            except_for["L18"] = "without weights there is none of 0"
        return BuiltInRule(name=name, rule=under, except_for=except_for)

    return [
        rule("goal attainment, T", is_change=False, is_weighted=True),
        rule("goal attainment, T unweighted", is_change=False, is_weighted=False),
        rule("goal attainment, change of T", is_change=True, is_weighted=True),
    ]


def _goal_based_outcomes() -> BuiltInRule:
    published = instrument("gbo").thresholds
    threshold = next(each for each in published if each.kind is ChangeKind.RELIABLE)

    def seen(goals: tuple[Goal, ...], journal: Journal, on: dt.date) -> GoalBasedOutcome:
        return goal_outcomes(goals, journal, on=on, rater=_RATER, threshold=threshold).whole

    def score(goals: tuple[Goal, ...], journal: Journal, /, *, on: dt.date) -> float | None:
        return seen(goals, journal, on).mean_change

    def verdict(
        goals: tuple[Goal, ...], journal: Journal, /, *, on: dt.date
    ) -> ChangeCategory | None:
        return seen(goals, journal, on).category

    def ceiling(goals: tuple[Goal, ...], journal: Journal, /, *, on: dt.date) -> tuple[bool, bool]:
        whole = seen(goals, journal, on)
        is_so = whole.mean_first is not None and whole.mean_first + threshold.points > _MOST_RATED
        return whole.is_at_ceiling, is_so

    rule = RuleUnderTest(
        score=score,
        range=(-10.0, 10.0),
        world=OUTCOMES,
        zero=0.0,
        top=10.0,
        verdict=verdict,
        ceiling=ceiling,
    )
    dropped = "it is a mean over the goals that were rated twice, and of their latest ratings"
    same = "each goal counts as one, and there are no weights to split"
    room = "it is the room that there was above the first rating"
    return BuiltInRule(
        name="goal-based outcomes",
        rule=rule,
        except_for={"L08": room, "L14": dropped, "L16": same},
    )


_MOST_RATED = 10
_SD, _BETWEEN = 7.5, 20.0


def _norms(goal: Goal) -> ChangeNorms:
    """Return norms in the numbers that the goal's score is told in."""
    sign, factor, shift = (float(goal.extensions[key]) for key in ("sign", "factor", "shift"))
    measure = goal.targets[0].aim.measure
    return ChangeNorms(
        mean_clinical=sign * shift,
        sd_clinical=factor * _SD,
        mean_functional=sign * (factor * _BETWEEN + shift),
        sd_functional=factor * _SD,
        reliability=0.8,
        reliability_after=0.8,
        mean_after=sign * (factor * _BETWEEN + shift),
        sd_after=factor * _SD,
        correlation=0.5,
        confidence=0.95,
        direction=Direction.UP if sign > 0 else Direction.DOWN,
        least=measure.least if measure else None,
        most=measure.most if measure else None,
        source="norms of the laws",
        population="nobody",
    )


def _change_rules() -> list[BuiltInRule]:
    dropped = "it compares with the latest score, and without a bad one an earlier counts"
    regresses = "it expects scores far from the mean to come nearer by themselves"
    expected = {"L07": regresses, "L09": regresses, "L10": regresses, "L19": regresses}
    return [
        _of_method(ChangeMethod.JT, {"L14": dropped}),
        *(
            _of_method(method, {"L13": regresses, "L14": dropped, **expected})
            for method in (ChangeMethod.EN, ChangeMethod.GLN, ChangeMethod.NK, ChangeMethod.HA)
        ),
    ]


def _of_method(method: ChangeMethod, except_for: dict[str, str]) -> BuiltInRule:
    def seen(goal: Goal, journal: Journal, on: dt.date) -> ClinicalChange | None:
        target = goal.targets[0]
        rule = NormRule(norms=_norms(goal), method=method, cutoff=CutoffKind.C)
        assert target.aim.measure is not None  # noqa: S101  # a goal of the laws has one
        found = measured_change(
            target.aim.measure, journal, on=on, rule=rule, baseline=target.baseline
        )
        assert not isinstance(found.change, ReliableChange)  # noqa: S101  # that is the other rule
        return cast("ClinicalChange | None", found.change)

    def told(goal: Goal, journal: Journal, on: dt.date) -> ClinicalChange:
        # The scenes that ask for more than a number have two scores.
        return cast("ClinicalChange", seen(goal, journal, on))

    def score(goal: Goal, journal: Journal, /, *, on: dt.date) -> float | None:
        change = seen(goal, journal, on)
        return None if change is None else change.index * change.norms.sign

    def verdict(goal: Goal, journal: Journal, /, *, on: dt.date) -> ChangeCategory | None:
        change = seen(goal, journal, on)
        return None if change is None else change.category

    def ceiling(goal: Goal, journal: Journal, /, *, on: dt.date) -> tuple[bool, bool]:
        change = told(goal, journal, on)
        best = clinical_change(
            change.before,
            cast("float", change.norms.most),
            norms=change.norms,
            method=method,
            cutoff=None,
        )
        return not change.can_show_better, not best.is_better

    def provenance(goal: Goal, journal: Journal, /, *, on: dt.date) -> tuple[object, ...]:
        change = told(goal, journal, on)
        return change.method, change.better_points, change.source, change.confidence

    rule = RuleUnderTest(
        score=score,
        range=(-math.inf, math.inf),
        world=CHANGE,
        zero=0.0,
        verdict=verdict,
        ceiling=ceiling,
        provenance=provenance,
    )
    return BuiltInRule(name=f"clinical change, {method}", rule=rule, except_for=except_for)


def _intervals() -> list[BuiltInRule]:
    return [
        BuiltInRule(
            name=f"interval, {interval.__name__}",
            rule=RuleUnderTest(score=interval, range=(0.0, 1.0), world=INTERVALS),
            except_for={},
        )
        for interval in (wilson, jeffreys, clopper_pearson)
    ]
