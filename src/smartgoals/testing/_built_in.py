"""Our own rules, and which laws they do not keep, with the reason."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping

import attrs

from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.scoring import (
    ProgressRule,
    adherence,
    habit_strength,
    mean_of_last,
    minimum,
    progress,
    streak,
    weighted,
)
from smartgoals.testing._laws import RuleUnderTest
from smartgoals.testing._scenes import LIMITS, STEPS, World

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
    return (*_progress_rules(), *_step_rules())


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
        return str(progress(goal, journal, on=on, rule=rule))

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
