"""A rule that breaks each law, and no other that its sound twin keeps, as far as that can be."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from typing import TypeAlias

import attrs

from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.scoring import Adherence, ChangeCategory, Part, adherence, minimum, progress
from smartgoals.testing._built_in import built_in_rules
from smartgoals.testing._laws import RuleUnderTest
from smartgoals.testing._scenes import INTERVALS, STEPS

__all__ = ["BROKEN"]

Score: TypeAlias = float | None
PartScore: TypeAlias = Callable[[Part, list[Part]], float]
Verdict: TypeAlias = Callable[[float], ChangeCategory]

# Some scenes weigh more, and some less.
_HEAVY = 8


def _parts(goal: Goal, journal: Journal, on: dt.date) -> list[Part]:
    return [part for part in progress(goal, journal, on=on).parts if part.share > 0]


def _mean(made_of: PartScore, *, ahead: int = 0) -> RuleUnderTest:
    """Return the weighted mean of what *made_of* makes of each part."""

    def score(goal: Goal, journal: Journal, /, *, on: dt.date) -> Score:
        parts = _parts(goal, journal, on + dt.timedelta(days=ahead))
        if not any(part.is_known for part in parts):
            return None
        return math.fsum(part.share * made_of(part, parts) for part in parts)

    return RuleUnderTest(score=score, range=(0.0, 1.0), verdict=_verdict(_by_sign))


def _value(part: Part, _: list[Part]) -> float:
    return part.value or 0.0


def _verdict(called: Verdict) -> Callable[..., ChangeCategory | None]:
    def verdict(goal: Goal, journal: Journal, /, *, on: dt.date) -> ChangeCategory | None:
        raw = progress(goal, journal, on=on).raw
        return None if raw is None else called(raw)

    return verdict


def _by_sign(raw: float) -> ChangeCategory:
    if raw > 0:
        return ChangeCategory.IMPROVED
    return ChangeCategory.DETERIORATED if raw < 0 else ChangeCategory.UNCHANGED


def _named(called: Verdict) -> RuleUnderTest:
    sound = _mean(_value)
    return RuleUnderTest(score=sound.score, range=sound.range, verdict=_verdict(called))


def _bound(part: Part) -> float:
    bound = part.aim and (part.aim.high if part.aim.low is None else part.aim.low)
    return bound or 0.0


def _raw(goal: Goal, journal: Journal, /, *, on: dt.date) -> Score:
    return progress(goal, journal, on=on).raw


def _bumpy(part: Part, _: list[Part]) -> float:
    value = part.value or 0.0
    return value if value in {0.0, 1.0} else 1 - value


def _easier_upwards(part: Part, _: list[Part]) -> float:
    is_down = part.aim is not None and part.aim.low is None
    return (part.value or 0.0) ** (2 if is_down else 1)


def _easier_around_nought(part: Part, _: list[Part]) -> float:
    is_on_one_side = _sign(part.baseline or 0.0) == _sign(_bound(part))
    return (part.value or 0.0) ** (2 if is_on_one_side else 1)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _first(goal: Goal, journal: Journal, /, *, on: dt.date) -> Score:
    return _parts(goal, journal, on)[0].value


def _heavy_are_counted_by_the_day(goal: Goal, journal: Journal, /, *, on: dt.date) -> Score:
    parts = _parts(goal, journal, on)
    if not any(part.is_known for part in parts):
        return None
    is_heavy = math.fsum(target.weight for target in goal.targets) > _HEAVY
    weights = [
        part.share * (2 if is_heavy and part.day and part.day.toordinal() % 2 else 1)
        for part in parts
    ]
    earned = [weight * (part.value or 0.0) for weight, part in zip(weights, parts, strict=True)]
    return math.fsum(earned) / math.fsum(weights)


def _never_from_nothing(part: Part, _: list[Part]) -> float:
    return 0.1 + 0.9 * (part.value or 0.0)


def _never_quite(part: Part, _: list[Part]) -> float:
    return 0.9 * (part.value or 0.0)


def _by_records(part: Part, _: list[Part]) -> float:
    return (part.value or 0.0) ** part.observations


def _unweighted(goal: Goal, journal: Journal, /, *, on: dt.date) -> Score:
    parts = _parts(goal, journal, on)
    if not any(part.is_known for part in parts):
        return None
    return math.fsum(part.value or 0.0 for part in parts) / len(parts)


def _worse_together(part: Part, parts: list[Part]) -> float:
    ways = {(each.baseline, _bound(each)) for each in parts}
    return (part.value or 0.0) ** (2 if len(ways) > 1 else 1)


def _counts_what_has_no_weight(goal: Goal, journal: Journal, /, *, on: dt.date) -> Score:
    parts = progress(goal, journal, on=on).parts
    if not any(part.is_known for part in parts if part.share > 0):
        return None
    weights = [part.share or 0.5 for part in parts]
    earned = [weight * (part.value or 0.0) for weight, part in zip(weights, parts, strict=True)]
    return math.fsum(earned) / math.fsum(weights)


def _by_todays_date(part: Part, _: list[Part]) -> float:
    value, today = part.value or 0.0, dt.date.today()  # noqa: DTZ011  # it is what the law is about
    return value - 0.001 * (today.toordinal() % 3) * value * (1 - value)


def _by_squares(part: Part, _: list[Part]) -> float:
    if part.baseline is None or part.observed is None:
        return 0.0
    whole = _bound(part) - part.baseline
    square = whole * whole
    share = (part.observed - part.baseline) * whole / square if square else math.nan
    return share if math.isnan(share) else min(max(share, 0.0), 1.0)


def _of_steps(score: Callable[[Adherence, Goal], Score]) -> RuleUnderTest:
    def rule(goal: Goal, journal: Journal, /, *, on: dt.date) -> Score:
        return score(adherence(goal, journal, on=on), goal)

    return RuleUnderTest(score=rule, range=(0.0, 1.0), world=STEPS)


def _excuses_are_misses(seen: Adherence, _: Goal) -> Score:
    due = seen.due + seen.excused
    return seen.done / due if due else None


def _by_length_of_period(seen: Adherence, goal: Goal) -> Score:
    rule = goal.plan.steps[0].recurrence
    return None if seen.lower is None or rule is None else seen.lower**rule.interval


def _wider_and_wider(_: float, due: float) -> tuple[float, float]:
    return 0.0, min(1.0, due / 1_000)


def _rounded(goal: Goal, journal: Journal, /, *, on: dt.date) -> str:
    value = progress(goal, journal, on=on).value
    return "unknown" if value is None else f"{round(value * 100)} % of the way"


def _plain(score: Callable[..., Score]) -> RuleUnderTest:
    return RuleUnderTest(score=score, range=(0.0, 1.0), verdict=_verdict(_by_sign))


_SOUND = {built_in.name: built_in.rule for built_in in built_in_rules()}
_OUTCOMES = _SOUND["goal-based outcomes"]
_CHANGE = _SOUND["clinical change, JT"]


def _by_parts_of_outcomes(goals: tuple[Goal, ...], journal: Journal, /, *, on: dt.date) -> Score:
    changes = [_OUTCOMES.score((goal,), journal, on=on) for goal in goals]
    paired = [change * abs(change) / 10 for change in changes if change is not None]
    return math.fsum(paired) / len(paired) if paired else None


def _harms_count_half(goal: Goal, journal: Journal, /, *, on: dt.date) -> Score:
    index: Score = _CHANGE.score(goal, journal, on=on)
    return index if index is None or index > 0 else index / 2


def _from_nobody(goal: Goal, journal: Journal, /, *, on: dt.date) -> tuple[object, ...]:
    assert _CHANGE.provenance is not None  # noqa: S101  # it has one
    return (*_CHANGE.provenance(goal, journal, on=on), "")


def _never_at_ceiling(
    goals: tuple[Goal, ...], journal: Journal, /, *, on: dt.date
) -> tuple[bool, bool]:
    assert _OUTCOMES.ceiling is not None  # noqa: S101  # it has one
    return False, _OUTCOMES.ceiling(goals, journal, on=on)[1]


BROKEN: dict[str, RuleUnderTest] = {
    "L01": _plain(_raw),
    "L02": _mean(_bumpy),
    "L03": _mean(_easier_upwards),
    "L04": _mean(_easier_around_nought),
    "L05": _plain(_first),
    "L06": _plain(_heavy_are_counted_by_the_day),
    "L07": _mean(_never_from_nothing),
    "L08": _mean(_never_quite),
    "L09": _named(lambda raw: _by_sign(raw) if raw else ChangeCategory.IMPROVED),
    "L10": _named(lambda raw: ChangeCategory.IMPROVED if raw else ChangeCategory.UNCHANGED),
    "L11": _mean(_by_records),
    "L12": _plain(minimum()),
    "L13": attrs.evolve(_OUTCOMES, score=_by_parts_of_outcomes),
    "L14": _of_steps(lambda seen, _: seen.of_known),
    "L15": _of_steps(_excuses_are_misses),
    "L16": _plain(_unweighted),
    "L17": _mean(_worse_together),
    "L18": _plain(_counts_what_has_no_weight),
    "L19": attrs.evolve(_CHANGE, score=_harms_count_half),
    "L20": _mean(_value, ahead=365),
    "L21": _mean(_by_todays_date),
    "L22": _mean(_by_squares),
    "L23": _of_steps(_by_length_of_period),
    "L24": RuleUnderTest(score=_wider_and_wider, range=(0.0, 1.0), world=INTERVALS),
    "L25": RuleUnderTest(score=_mean(_value).score, range=(0.0, 1.0), display=_rounded),
    "L26": attrs.evolve(_CHANGE, provenance=_from_nobody),
    "L27": _SOUND["goal attainment, T"],
    "L28": attrs.evolve(_OUTCOMES, ceiling=_never_at_ceiling),
}
