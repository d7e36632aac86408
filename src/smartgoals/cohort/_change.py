"""Reliable change of a cohort."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from smartgoals._values import refuse
from smartgoals.cohort._adherence import checked_by, grouped
from smartgoals.cohort._narwhals import any_of, frame_of, nw, run, when
from smartgoals.cohort._progress import latest_values
from smartgoals.cohort._tables import Tables
from smartgoals.errors import InvalidValueError
from smartgoals.measures import ChangeThreshold, Comparison, Cutoff, Direction, Measure
from smartgoals.scoring import ChangeCategory
from smartgoals.scoring import reliable_change as of_one

__all__ = ["change_counts", "pairs", "reliable_change"]

F = TypeVar("F")

# 10.3 less 4.3 is a little more than 6 in floating point, and 6 to whoever reads the form.
_ROUNDING = 1e-9
_LEAST = 11


def pairs(tables: Tables[F], *, measure: Measure) -> F:
    """Return where each target of a measure started and where it is, for :func:`reliable_change`.

    Args:
        tables: A cohort with goals, targets and measurements.
        measure: What was measured.

    Returns:
        The goals with such a target, in no order, with ``target``, ``before``, which is the
        baseline, and ``after``, which is the latest value; each null if nobody said.

    Raises:
        InvalidValueError: If a table is missing.
    """
    if not isinstance(measure, Measure):
        refuse("measure", "a Measure", measure)

    def compute() -> Any:
        found = latest_values(tables, ["goal_key", "target", "measure", "baseline"])
        found = found.filter(nw.col("measure") == measure.id)
        found = found.select(
            "goal_key",
            "target",
            nw.col("baseline").cast(nw.Float64).alias("before"),
            nw.col("latest").cast(nw.Float64).alias("after"),
        )
        return tables.need("goals").join(found, on="goal_key", how="inner")

    return run(tables.goals, compute)  # type: ignore[no-any-return]


def reliable_change(
    frame: F,
    *,
    measure: Measure,
    threshold: ChangeThreshold,
    worse: ChangeThreshold | None = None,
    cutoff: Cutoff | None = None,
) -> F:
    """Return what became of each person: what :func:`smartgoals.scoring.reliable_change` says.

    Args:
        frame: A frame with the columns ``before`` and ``after``, numbers or null, and any others;
            :func:`pairs` makes one.
        measure: What was measured; it says which way is better, and how far scores go.
        threshold: How many points better are a reliable change.
        worse: How many points worse are one, where that is another number.
        cutoff: A published cut-off on the clinical side; None to ask about reliable change alone.

    Returns:
        The frame with ``points``, above 0 if it is better, and ``category``. Both are null where a
        score is null or not in the range of the measure; the category is also null where it is
        worse and nobody says how much worse is reliable. Differences of less than 1e-9 are taken
        for rounding.

    Raises:
        InvalidValueError: If a column is missing or no number, or for the thresholds and the
            cut-off as for one person.

    Example:
        >>> import polars as pl
        >>> from smartgoals import instrument
        >>> from smartgoals.cohort import reliable_change
        >>> gad7 = instrument("gad7")
        >>> scores = pl.DataFrame({"before": [15, 12, 9], "after": [6, 11, None]})
        >>> reliable_change(
        ...     scores, measure=gad7.measure(), threshold=gad7.thresholds[0],
        ...     cutoff=gad7.cutoffs[0],
        ... )["category"].to_list()
        ['recovered', 'unchanged', None]
    """
    checked = _checked(measure, threshold, worse, cutoff)
    return run(frame, lambda: _categories(frame_of(frame), measure, cutoff, *checked))  # type: ignore[no-any-return]


def _checked(
    measure: Measure,
    threshold: ChangeThreshold,
    worse: ChangeThreshold | None,
    cutoff: Cutoff | None,
) -> tuple[float, float | None]:
    """Return how many points better and worse are reliable, checked by the rule for one person."""
    score = 0.0
    if isinstance(measure, Measure):
        score = next((end for end in (measure.least, measure.most) if end is not None), 0.0)
    told = of_one(score, score, measure=measure, threshold=threshold, worse=worse, cutoff=cutoff)
    return told.better_points, told.worse_points


def _categories(
    frame: Any, measure: Measure, cutoff: Cutoff | None, better: float, worse: float | None
) -> Any:
    schema = frame.collect_schema()
    for name in ("before", "after"):
        if name not in schema or not schema[name].is_numeric():
            raise InvalidValueError(f"{name}: expected a column of numbers", field=name)
    before, after = nw.col("before"), nw.col("after")
    is_known = ~before.is_null() & ~after.is_null()
    for score in (before, after):
        if measure.least is not None:
            is_known &= score >= measure.least
        if measure.most is not None:
            is_known &= score <= measure.most
    points = after - before if measure.direction is Direction.UP else before - after
    frame = frame.with_columns(when(is_known, points).alias("points"))
    gain = nw.col("points")
    improved, harmed = _names(cutoff)
    if worse is None:
        rest = when(gain >= -_ROUNDING, nw.lit(ChangeCategory.UNCHANGED.value))
    else:
        rest = when(gain <= _ROUNDING - worse, harmed, nw.lit(ChangeCategory.UNCHANGED.value))
    category = when(~gain.is_null(), when(gain >= better - _ROUNDING, improved, rest))
    return frame.with_columns(category.alias("category"))


def _names(cutoff: Cutoff | None) -> tuple[Any, Any]:
    """Return what a reliable change for the better and for the worse are called."""
    improved, deteriorated = ChangeCategory.IMPROVED.value, ChangeCategory.DETERIORATED.value
    if cutoff is None:
        return nw.lit(improved), nw.lit(deteriorated)
    was, now = (_is_clinical(cutoff, nw.col(name)) for name in ("before", "after"))
    return (
        when(was & ~now, nw.lit(ChangeCategory.RECOVERED.value), nw.lit(improved)),
        when(now & ~was, nw.lit(ChangeCategory.HARMED.value), nw.lit(deteriorated)),
    )


def _is_clinical(cutoff: Cutoff, score: Any) -> Any:
    match cutoff.comparison:
        case Comparison.AT_LEAST:
            return score >= cutoff.value
        case Comparison.ABOVE:
            return score > cutoff.value
        case Comparison.AT_MOST:
            return score <= cutoff.value
        case _:
            return score < cutoff.value


def change_counts(frame: F, *, by: Sequence[str], least: int = _LEAST) -> F:
    """Return how many of each group came to which category.

    Groups differ in who is in them: read the warning at :func:`summary`.

    Args:
        frame: What :func:`reliable_change` returned.
        by: The columns that make a group.
        least: The smallest number above 0 that is shown, 1 or more; smaller ones are null.

    Returns:
        One row for each group, in no order, with the columns of *by*, ``rows``, one for each
        :class:`~smartgoals.scoring.ChangeCategory`, and ``unknown``.

    Raises:
        InvalidValueError: If a column is missing, or *least* is no whole number of at least 1.

    Source:
        The default: the cell size policy of the Centers for Medicare & Medicaid Services, by which
        no number from 1 to 10 is shown.
    """
    names, least = checked_by(by), checked_least(least)

    def compute() -> Any:
        rows = grouped(frame_of(frame), [*names, "category"])
        category = nw.col("category")
        told = rows.select(
            *names,
            nw.lit(1).alias("rows"),
            *(
                any_of(category == each.value).cast(nw.Int64).alias(each.value)
                for each in ChangeCategory
            ),
            any_of(category.is_null()).cast(nw.Int64).alias("unknown"),
        )
        counts = ["rows", *(each.value for each in ChangeCategory), "unknown"]
        sums = told.group_by(*names).agg(*(nw.col(name).sum() for name in counts))
        return sums.with_columns(*(shown(nw.col(name), least) for name in counts))

    return run(frame, compute)  # type: ignore[no-any-return]


def checked_least(least: int) -> int:
    """Return the smallest number that is shown."""
    if type(least) is not int or least < 1:
        refuse("least", "a whole number of at least 1", least)
    return least


def shown(count: Any, least: int) -> Any:
    """Return a count, or null if it is above 0 and small enough to point at somebody."""
    return nw.when((count == 0) | (count >= least)).then(count).otherwise(nw.lit(None))
