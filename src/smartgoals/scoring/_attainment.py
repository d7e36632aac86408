"""Goal attainment scaling: T of Kiresuk and Sherman, and what has to stand beside it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from enum import StrEnum
from statistics import median

import attrs

from smartgoals._values import as_number, as_tuple, plain, refuse
from smartgoals.entries import RatingKind
from smartgoals.goals import Goal, Lifecycle
from smartgoals.journal import Journal
from smartgoals.scoring._ratings import agreed_goals, check_rater, ratings_of

__all__ = [
    "Attainment",
    "AttainmentBasis",
    "AttainmentPart",
    "VerbalRating",
    "attainment",
    "equal_weights_table",
    "gas_t_score",
    "level_for_analysis",
]

_MEAN, _SPREAD = 50.0, 10.0
_LOWEST, _HIGHEST = -2, 2
_SOME_FUNCTION, _NO_WORSE = -1, -2
# Below this share of the sum of squares a variance is what rounding left of nothing.
_LEAST_VARIANCE = 1e-9
_MOST_GOALS = 100


class VerbalRating(StrEnum):
    """What a goal came to, in the words of GAS-Light.

    Source:
        The baselines and -0.5 are of Turner-Stokes & Williams 2010, Clinical Rehabilitation 24,
        PMID 20026573. The other numbers are from memory of the GAS-Light leaflet of King's College
        London and wait to be checked there.

    Example:
        >>> from smartgoals.scoring import VerbalRating, level_for_analysis
        >>> level = VerbalRating.PARTIALLY_ACHIEVED.level(baseline=-1)
        >>> level, level_for_analysis(level)
        (-0.5, -1)
        >>> VerbalRating("no change").level(baseline=-2)
        -2.0
    """

    MUCH_BETTER = "much better"
    LITTLE_BETTER = "a little better"
    AS_EXPECTED = "as expected"
    PARTIALLY_ACHIEVED = "partially achieved"
    NO_CHANGE = "no change"
    WORSE = "worse"

    def level(self, *, baseline: int) -> float:
        """Return the level to record, from -2 to 2.

        Args:
            baseline: The level at which the goal started: -1 or -2.

        Raises:
            InvalidValueError: If *baseline* is neither, or if it is -2 and the goal is said to
                be worse: -2 says that no worse state was plausible.
        """
        if baseline not in (_SOME_FUNCTION, _NO_WORSE):
            refuse("baseline", "-1 or -2", baseline)
        match self:
            case VerbalRating.MUCH_BETTER:
                return 2.0
            case VerbalRating.LITTLE_BETTER:
                return 1.0
            case VerbalRating.AS_EXPECTED:
                return 0.0
            case VerbalRating.PARTIALLY_ACHIEVED:
                return -0.5 if baseline == _SOME_FUNCTION else -1.0
            case VerbalRating.NO_CHANGE:
                return float(baseline)
            case _:
                # VerbalRating.WORSE, the last there is.
                if baseline == _NO_WORSE:
                    refuse("baseline", "-1 where it got worse", baseline)
                return -2.0


def level_for_analysis(level: float) -> int:
    """Return the whole level that a recorded one is analysed as: the one that was reached.

    GAS-Light records -0.5 for what was partially achieved from -1, and analyses it as -1. Other
    levels between two whole ones are rounded down in the same way: if -0.5 alone were, -0.6 would
    be analysed as more than -0.5.

    Args:
        level: The level as recorded, from -2 to 2.

    Returns:
        A whole number from -2 to 2.

    Raises:
        InvalidValueError: If *level* is no number in that range.

    Source:
        For -0.5, Turner-Stokes & Williams 2010, Clinical Rehabilitation 24, PMID 20026573; for
        the others the rule is ours.

    Example:
        >>> from smartgoals.scoring import level_for_analysis
        >>> [level_for_analysis(level) for level in (-2, -0.5, 0, 1.5)]
        [-2, -1, 0, 1]
    """
    return math.floor(_level("level", level))


def gas_t_score(
    levels: Iterable[float], *, weights: Iterable[float] | None = None, rho: float = 0.3
) -> float:
    """Return T of goal attainment scaling: 50 if everything came as expected.

    With the weights w and the levels x it is
    50 + 10 Σwx / sqrt((1 - rho) Σw² + rho (Σw)²). The root is the standard deviation of Σwx for
    levels with standard deviation 1, of which any two correlate by *rho*; on these assumptions
    T has mean 50 and standard deviation 10.

    What to know before showing it to anybody:

    * It is no percentage. With equal weights and *rho* 0.3 it stays within 50 ± 36.515.
    * What all goals at -1 come to depends on how many they are: 40.00 for one, 37.60 for two,
      34.92 for five. Compare only with T of the same goals.
    * Dropping a goal that did not work out raises it: levels 0 and -2 give 37.60, 0 alone gives 50.
    * Weighting by difficulty has a perverse effect: levels 0 and -2 give 37.60, and 32.53 if the
      second goal was rated three times as hard.
    * The levels are ranks, and T takes their distances for equal. :func:`attainment` gives the
      median and the levels themselves with it.

    Args:
        levels: The level of each goal, from -2 to 2; in any order. They are taken as they are, also
            between two whole ones: see :func:`level_for_analysis`.
        weights: The weight of each goal, in the same order: 0 or more, usually importance times
            difficulty, each from 0 to 3. None for equal weights. A goal of weight 0 changes
            nothing, and only the ratio of weights counts.
        rho: How much any two levels are taken to correlate, from -1 to 1.

    Returns:
        T; within 50 ± 20 Σw / sqrt((1 - rho) Σw² + rho (Σw)²).

    Raises:
        InvalidValueError: If there is no level, if one is outside of the range or no finite
            number, if there are not as many weights as levels, if one is below 0 or all are 0, or
            if *rho* leaves no variance to divide by.

    Source:
        Kiresuk & Sherman 1968, Community Mental Health Journal 4:443-453,
        doi:10.1007/BF01530764. The formulas printed in Turner-Stokes 2009, Clinical Rehabilitation
        23:362-370, doi:10.1177/0269215508101742, are wrong on pages 364 and 367; its erratum has
        this one. On ranks taken for distances: Tennant 2007, Disability and Rehabilitation
        29:1583-1588, doi:10.1080/09638280701618828; Krasny-Pacini et al. 2016, Archives of Physical
        Medicine and Rehabilitation 97:157-170, doi:10.1016/j.apmr.2015.08.424.

    Example:
        >>> from smartgoals.scoring import gas_t_score
        >>> gas_t_score([0, 0, 0])
        50.0
        >>> round(gas_t_score([0, -2]), 2), round(gas_t_score([0, -2], weights=[1, 3]), 2)
        (37.6, 32.53)
    """
    reached = [_level("levels", level) for level in as_tuple(levels)]
    if not reached:
        refuse("levels", "at least one level", 0)
    given = [1.0] * len(reached) if weights is None else list(map(_weight, as_tuple(weights)))
    if len(given) != len(reached):
        refuse("weights", f"as many as there are levels, {len(reached)}", len(given))
    each = _coefficients(given, _correlation(rho))
    return _MEAN + math.fsum(one * level for one, level in zip(each, reached, strict=True))


def equal_weights_table(goals: int, *, rho: float = 0.3) -> dict[int, float]:
    """Return T for every sum of levels that equally weighted goals can have.

    With equal weights T depends on the sum of the levels alone, so this is the table to print.

    Args:
        goals: How many goals there are, from 1 to 100.
        rho: As for :func:`gas_t_score`.

    Returns:
        T by the sum of levels, from -2 for each goal to 2 for each.

    Raises:
        InvalidValueError: If *goals* is outside of the range, or *rho* leaves no variance.

    Source:
        As for :func:`gas_t_score`.

    Example:
        >>> from smartgoals.scoring import equal_weights_table
        >>> {levels: round(t, 2) for levels, t in equal_weights_table(1).items()}
        {-2: 30.0, -1: 40.0, 0: 50.0, 1: 60.0, 2: 70.0}
        >>> round(equal_weights_table(5)[-5], 2)
        34.92
    """
    if type(goals) is not int or not 1 <= goals <= _MOST_GOALS:
        refuse("goals", f"a whole number from 1 to {_MOST_GOALS}", goals)
    each = _coefficients([1.0] * goals, _correlation(rho))[0]
    sums = range(_LOWEST * goals, _HIGHEST * goals + 1)
    return {levels: _MEAN + each * levels for levels in sums}


def _coefficients(weights: Sequence[float], rho: float) -> list[float]:
    """Return how much T rises with one level of each goal."""
    largest = max(weights)
    if largest == 0:
        refuse("weights", "above 0 for at least one goal", 0)
    # Over the largest first: the square of a finite weight need not be finite.
    scaled = [weight / largest for weight in weights]
    squares = math.fsum(weight * weight for weight in scaled)
    variance = (1 - rho) * squares + rho * math.fsum(scaled) ** 2
    if variance <= _LEAST_VARIANCE * squares:
        refuse("rho", "such that the goals together still vary", rho)
    each = _SPREAD / math.sqrt(variance)
    return [each * weight for weight in scaled]


def _level(field: str, level: float) -> float:
    number = as_number(level)
    if not isinstance(number, float) or not _LOWEST <= number <= _HIGHEST:
        refuse(field, f"from {_LOWEST} to {_HIGHEST}", level)
    return number


def _weight(weight: float) -> float:
    number = as_number(weight)
    if not isinstance(number, float) or not 0 <= number < math.inf:
        refuse("weights", "finite numbers of 0 or more", weight)
    return number


def _correlation(rho: float) -> float:
    number = as_number(rho)
    if not isinstance(number, float) or not -1 <= number <= 1:
        refuse("rho", "a correlation from -1 to 1", rho)
    return number


class AttainmentBasis(StrEnum):
    """Where the level of a goal comes from."""

    RATED = "rated"
    """The rater's latest rating."""
    BASELINE = "baseline"
    """It was cancelled and never rated, and is taken to be where it started."""
    UNKNOWN = "unknown"
    """Not rated yet."""


@attrs.frozen(kw_only=True)
class AttainmentPart:
    """What one goal adds to T, and from which evidence.

    Args:
        goal: Id of the goal.
        basis: Where the level comes from.
        weight: Importance times difficulty, from 0 to 9; 1 where nobody weighted.
        level: The level that is analysed, from -2 to 2; None if it is unknown.
        recorded: The rating as it was recorded; None if there is none.
        baseline: The level at which it started, -1 or -2; None if nobody said.
        contribution: What it adds to T, in points; those of all parts sum to T less 50. None if the
            level is unknown, or no goal counts.
        day: The day of the rating.
        entry: Id of the entry that was used.
        unusable: Ids of ratings that are older than the goal's scale, and so about another one.
    """

    goal: str
    basis: AttainmentBasis
    weight: int
    level: int | None = None
    recorded: float | None = None
    baseline: int | None = None
    contribution: float | None = None
    day: dt.date | None = None
    entry: str | None = None
    unusable: tuple[str, ...] = ()

    @property
    def is_counted(self) -> bool:
        """Whether it has a weight."""
        return self.weight > 0

    def __str__(self) -> str:
        """Say what is known in English, without a client's words."""
        start = "" if self.baseline is None else f", from {self.baseline}"
        weight = f"weight {self.weight}" if self.is_counted else "weight 0, so it does not count"
        older = len(self.unusable)
        unused = f"; {older} older than the scale" if older else ""
        return f"{self.goal}: {self._seen()}{start}, {weight}{unused}"

    def _seen(self) -> str:
        if self.level is None:
            return "not rated yet"
        seen = f"level {self.level}"
        if self.basis is AttainmentBasis.BASELINE:
            return f"{seen}, where it started: it ended without a rating"
        is_between = self.recorded is not None and self.recorded != self.level
        return f"{seen}, rated {self.recorded:g}" if is_between else seen


@attrs.frozen(kw_only=True)
class Attainment:
    """T of several goals by one rater, with what has to be read beside it.

    T is no percentage, its levels are ranks, and only T of the same goals compares: see
    :func:`gas_t_score`. It is never averaged into a :class:`~smartgoals.scoring.Progress`.

    Args:
        on: The date of judgement.
        rater: Id of the party whose ratings these are.
        rho: How much any two levels are taken to correlate.
        is_weighted: Whether importance and difficulty count.
        t_score: T; None while a goal that counts is unknown, or if none counts.
        lowest_t: T if every unknown goal came to -2; *t_score* if none is unknown. None if no goal
            counts.
        highest_t: T if every unknown goal came to +2.
        unweighted_t: T with all weights 1, those of 0 included; None while a goal is unknown.
        baseline_t: T of the levels at which the goals started; None unless every goal that counts
            has one.
        change: *t_score* less *baseline_t*; None unless both are known.
        median_level: The median of the levels that count, from -2 to 2; None while one is unknown.
        expected_share: The share of the goals that count at level 0 or above, within [0, 1]; None
            while one is unknown.
        parts: The goals that were agreed, in the order given.
        left_out: Ids of goals that were never agreed or were entered in error, and of those that
            have neither a scale nor a rating by this rater.
    """

    on: dt.date
    rater: str
    rho: float
    is_weighted: bool
    t_score: float | None
    lowest_t: float | None
    highest_t: float | None
    unweighted_t: float | None
    baseline_t: float | None
    change: float | None
    median_level: float | None
    expected_share: float | None
    parts: tuple[AttainmentPart, ...]
    left_out: tuple[str, ...]

    @property
    def unknown(self) -> tuple[AttainmentPart, ...]:
        """The goals that count and are not rated yet."""
        return tuple(part for part in self.parts if part.is_counted and part.level is None)

    @property
    def uncounted(self) -> tuple[AttainmentPart, ...]:
        """The goals of weight 0: their importance or difficulty was rated 0."""
        return tuple(part for part in self.parts if not part.is_counted)

    def __str__(self) -> str:
        """Say it in English: T, what stands beside it, the goals; no client's words."""
        lines = [f"{self.on.isoformat()}, rated by {self.rater}: {self._whole()}"]
        beside = []
        if self.unweighted_t is not None:
            beside.append(f"T with equal weights {self.unweighted_t:.1f}")
        if self.median_level is not None:
            counted = [part.level for part in self.parts if part.is_counted]
            good = sum(level is not None and level >= 0 for level in counted)
            beside.append(f"median level {plain(self.median_level)}")
            beside.append(f"{good} of {len(counted)} as expected or better")
        if beside:
            lines.append(f"  {', '.join(beside)}")
        lines += [f"  {part}" for part in self.parts]
        lines += [f"  {goal}: left out" for goal in self.left_out]
        return "\n".join(lines)

    def _whole(self) -> str:
        if self.lowest_t is None or self.highest_t is None:
            return "no goal to count"
        if self.t_score is None:
            open_goals = len(self.unknown)
            rest = "1 goal is" if open_goals == 1 else f"{open_goals} goals are"
            return f"T from {self.lowest_t:.1f} to {self.highest_t:.1f}, as {rest} not rated yet"
        start = ""
        if self.change is not None and self.baseline_t is not None:
            start = f", from {self.baseline_t:.1f}, change {self.change:+.1f}"
        return f"T {self.t_score:.1f}{start}; 50 is as expected, and T is no percentage"


def attainment(
    goals: Iterable[Goal],
    journal: Journal,
    *,
    on: dt.date,
    rater: str,
    rho: float = 0.3,
    weighted: bool = True,
) -> Attainment:
    """Return T of *goals* by one rater's latest ratings up to the end of *on*.

    Each goal counts with the weight and the baseline of its
    :class:`~smartgoals.targets.AttainmentScale`. A goal without a scale that was rated all the same
    has weight 1 and no baseline. Ratings from before the day of the scale are about another scale
    and are listed as unusable; ratings between two levels are analysed as
    :func:`level_for_analysis` says.

    A goal that was cancelled stays counted: dropping what did not work out would raise T. It has
    its latest rating, or without any the level at which it started. Any other goal without a rating
    is unknown; then there is no single T, but the bounds that the unknown goals allow.

    Goals that were rejected on *on*, or entered in error, were never agreed and are left out.

    Args:
        goals: The goals that were scaled together, each once; leave none of them out.
        journal: The journal of the goals' subject.
        on: The date of judgement.
        rater: Id of the party whose ratings count.
        rho: How much any two levels are taken to correlate, from -1 to 1.
        weighted: False to give all goals the weight 1.

    Returns:
        T with its parts, bounds, median and shares.

    Raises:
        InvalidValueError: If a goal comes twice or is another person's, if *on* is no date or
            *rater* no id, or if *rho* leaves no variance to divide by, with or without weights.

    Source:
        T as for :func:`gas_t_score`. The median and the share at 0 or above answer Tennant 2007 and
        Krasny-Pacini et al. 2016, who hold that the levels are ranks. Cancelled and unknown goals:
        the rule is ours; :doc:`/explanation/attainment` argues it.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Goal, Journal, Rated, RatingKind
        >>> from smartgoals.scoring import attainment
        >>> from smartgoals.targets import AttainmentScale
        >>> agreed, day = dt.date(2025, 2, 3), dt.date(2025, 5, 5)
        >>> walk = Goal(id="walk", subject="c-17", statement="I will walk to the park.",
        ...     attainment=AttainmentScale(
        ...         expected="walks there twice a week", day=agreed, baseline=-1, importance=3))
        >>> cook = Goal(id="cook", subject="c-17", statement="I will cook dinner.",
        ...     attainment=AttainmentScale(
        ...         expected="cooks three times a week", day=agreed, baseline=-2))
        >>> journal = Journal(subject="c-17", entries=[
        ...     Rated(goal="walk", kind=RatingKind.ATTAINMENT, value=1, rater="t-2", day=day,
        ...           id="e-1", recorded_at=dt.datetime(2025, 5, 5, 9, tzinfo=dt.UTC))])
        >>> print(attainment([walk, cook], journal, on=day, rater="t-2"))
        2025-05-05, rated by t-2: T from 52.9 to 64.6, as 1 goal is not rated yet
          walk: level 1, from -1, weight 3
          cook: not rated yet, from -2, weight 1
    """
    check_rater(rater)
    rho = _correlation(rho)
    if not isinstance(weighted, bool):
        refuse("weighted", "True or False", weighted)
    agreed, never_agreed = agreed_goals(goals, journal, on)
    seen = [_seen(goal, journal, on=on, rater=rater, is_weighted=weighted) for goal in agreed]
    parts = [part for part in seen if part is not None]
    unscaled = [goal.id for goal, part in zip(agreed, seen, strict=True) if part is None]
    weights = [part.weight for part in parts]
    if any(weights):
        each = _coefficients(weights, rho)
        parts = [
            part if part.level is None else attrs.evolve(part, contribution=one * part.level)
            for one, part in zip(each, parts, strict=True)
        ]
    levels = [part.level for part in parts]
    t_score = _t(levels, weights, rho)
    baseline_t = _t([part.baseline for part in parts], weights, rho)
    counted = [level for level, weight in zip(levels, weights, strict=True) if weight > 0]
    known = [level for level in counted if level is not None]
    is_known = bool(counted) and len(known) == len(counted)
    return Attainment(
        on=on,
        rater=rater,
        rho=rho,
        is_weighted=weighted,
        t_score=t_score,
        lowest_t=_t([_LOWEST if level is None else level for level in levels], weights, rho),
        highest_t=_t([_HIGHEST if level is None else level for level in levels], weights, rho),
        unweighted_t=_t(levels, [1] * len(levels), rho),
        baseline_t=baseline_t,
        change=None if t_score is None or baseline_t is None else t_score - baseline_t,
        median_level=float(median(known)) if is_known else None,
        expected_share=sum(level >= 0 for level in known) / len(known) if is_known else None,
        parts=tuple(parts),
        left_out=(*never_agreed, *unscaled),
    )


def _seen(
    goal: Goal, journal: Journal, *, on: dt.date, rater: str, is_weighted: bool
) -> AttainmentPart | None:
    """Return the part of one goal; None if nobody scaled it and the rater did not rate it."""
    scale = goal.attainment
    said, older = ratings_of(goal, journal, on=on, kind=RatingKind.ATTAINMENT, rater=rater)
    if scale is None and not said:
        return None
    part = AttainmentPart(
        goal=goal.id,
        basis=AttainmentBasis.UNKNOWN,
        weight=scale.weight if scale is not None and is_weighted else 1,
        baseline=None if scale is None else scale.baseline,
        unusable=older,
    )
    if said:
        latest = said[-1]
        return attrs.evolve(
            part,
            basis=AttainmentBasis.RATED,
            level=level_for_analysis(latest.value),
            recorded=latest.value,
            day=latest.day,
            entry=latest.id,
        )
    if goal.lifecycle_on(on) is Lifecycle.CANCELLED and part.baseline is not None:
        return attrs.evolve(part, basis=AttainmentBasis.BASELINE, level=part.baseline)
    return part


def _t(levels: Sequence[int | None], weights: Sequence[int], rho: float) -> float | None:
    """Return T; None while a level that counts is unknown, or if none counts."""
    counted = [(level, w) for level, w in zip(levels, weights, strict=True) if w > 0]
    known = [level for level, _ in counted if level is not None]
    if not counted or len(known) < len(counted):
        return None
    return gas_t_score(known, weights=[weight for _, weight in counted], rho=rho)
