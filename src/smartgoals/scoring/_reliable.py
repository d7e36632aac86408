"""Judge a change by a published number of points."""

from __future__ import annotations

from fractions import Fraction

import attrs

from smartgoals._values import refuse
from smartgoals.measures import (
    ChangeKind,
    ChangeThreshold,
    Comparison,
    Cutoff,
    Direction,
    Measure,
    Toward,
)
from smartgoals.scoring._category import ChangeCategory
from smartgoals.scoring._change import (
    Change,
    as_written,
    category_of,
    checked_score,
    points_between,
)

__all__ = ["ReliableChange", "reliable_change"]


@attrs.frozen(kw_only=True)
class ReliableChange(Change):
    """What :func:`reliable_change` found.

    Here a change is reliable *from* the points *on*, for published points are rounded up.

    Args:
        threshold: By what it was judged whether the score is better.
        worse: By what it was judged whether it is worse; None if nobody says.
    """

    threshold: ChangeThreshold
    worse: ChangeThreshold | None

    def _provenance(self) -> str:
        if self.worse is None or self.worse is self.threshold:
            return super()._provenance()
        return f"{super()._provenance()}; for worse: {self.worse.source}"


def reliable_change(
    before: float,
    after: float,
    *,
    measure: Measure,
    threshold: ChangeThreshold,
    worse: ChangeThreshold | None = None,
    cutoff: Cutoff | None = None,
) -> ReliableChange:
    """Judge a change by a published number of points.

    There is no default threshold: published numbers for one questionnaire differ by half, and
    whoever takes one answers for its population and its confidence.

    Args:
        before: The earlier score, in the range of the measure.
        after: The later score, in the same range.
        measure: What was measured; it says which way is better, and how far scores go.
        threshold: How many points better are a reliable change. One that holds both ways says how
            many worse are one, too.
        worse: How many points worse are a reliable change, where that is another number, or where
            *threshold* does not say.
        cutoff: A published cut-off that holds on the clinical side, such as "10 or more" where
            less is better; None to ask about reliable change alone.

    Returns:
        The category with everything that led to it. A change of just as many points is reliable,
        for published points are rounded up; scores are subtracted as they are written, so that
        10.3 is 6 more than 4.3. If the score is worse and nobody says how much worse is reliable,
        the category is None.

    Raises:
        InvalidValueError: If a score is no finite number or out of range, if a threshold is not
            about reliable change or holds for the other way, or if the cut-off holds on the better
            side.

    Example:
        >>> from smartgoals import instrument
        >>> from smartgoals.measures import ChangeKind
        >>> from smartgoals.scoring import reliable_change
        >>> gad7 = instrument("gad7")
        >>> four, six = (each for each in gad7.thresholds if each.kind is ChangeKind.RELIABLE)
        >>> ten = gad7.cutoffs[0]
        >>> [
        ...     str(reliable_change(
        ...         12, 7, measure=gad7.measure(), threshold=threshold, cutoff=ten
        ...     ).category)
        ...     for threshold in (four, six)
        ... ]
        ['recovered', 'unchanged']
    """
    if not isinstance(measure, Measure):
        refuse("measure", "a Measure", measure)
    _check_threshold("threshold", threshold, Toward.BETTER)
    if worse is not None:
        _check_threshold("worse", worse, Toward.WORSE)
    elif threshold.toward is None:
        worse = threshold
    before, after = (
        checked_score(field, score, measure.least, measure.most)
        for field, score in (("before", before), ("after", after))
    )
    sign = 1 if measure.direction is Direction.UP else -1
    points = points_between(sign, before, after)

    def gained(score: float) -> Fraction:
        return sign * (as_written(score) - as_written(before))

    gain = gained(after)
    limit = as_written(threshold.points)
    worse_limit = None if worse is None else as_written(worse.points)
    category: ChangeCategory | None = None
    if worse_limit is not None or gain >= 0:
        category = category_of(
            is_better=gain >= limit, is_worse=worse_limit is not None and gain <= -worse_limit
        )
    if cutoff is not None:
        was, now = _is_clinical(cutoff, measure, before), _is_clinical(cutoff, measure, after)
        if category is ChangeCategory.IMPROVED and was and not now:
            category = ChangeCategory.RECOVERED
        elif category is ChangeCategory.DETERIORATED and now and not was:
            category = ChangeCategory.HARMED
    best, worst = (measure.most, measure.least)[::sign]
    return ReliableChange(
        before=before,
        after=after,
        points=points,
        category=category,
        better_points=threshold.points,
        worse_points=None if worse is None else worse.points,
        can_show_better=best is None or gained(best) >= limit,
        can_show_worse=worse_limit is not None and (worst is None or gained(worst) <= -worse_limit),
        cutoff=None if cutoff is None else cutoff.value,
        confidence=threshold.confidence,
        population=threshold.population,
        source=threshold.source,
        threshold=threshold,
        worse=worse,
    )


def _check_threshold(field: str, threshold: ChangeThreshold, toward: Toward) -> None:
    if not isinstance(threshold, ChangeThreshold):
        refuse(field, "a ChangeThreshold", threshold)
    if threshold.kind is not ChangeKind.RELIABLE:
        refuse(
            field,
            "about reliable change",
            threshold.kind,
            instead="an important change can be smaller than the error of the score",
        )
    if threshold.toward is not None and threshold.toward is not toward:
        refuse(field, f"one that holds for a change towards {toward}", threshold.toward)


def _is_clinical(cutoff: Cutoff, measure: Measure, score: float) -> bool:
    if not isinstance(cutoff, Cutoff):
        refuse("cutoff", "a Cutoff or None", cutoff)
    is_high = cutoff.comparison in {Comparison.AT_LEAST, Comparison.ABOVE}
    if is_high is (measure.direction is Direction.UP):
        refuse("cutoff", "one that holds on the clinical side", cutoff.comparison)
    return cutoff.holds(score)
