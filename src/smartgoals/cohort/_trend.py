"""Which way the values of each target of a cohort go."""

from __future__ import annotations

from typing import Any, TypeVar

from smartgoals.cohort._narwhals import nw, run, when
from smartgoals.cohort._tables import Tables

__all__ = ["trend"]

F = TypeVar("F")


def trend(tables: Tables[F]) -> F:
    """Return the line of least squares through the values of each target.

    For one person :func:`smartgoals.scoring.trend` is the better line: one odd day hardly moves it,
    and it has limits. This one takes one pass over the rows of many.

    Args:
        tables: A cohort with goals, targets and measurements.

    Returns:
        The targets, in no order, with these columns beside theirs.

        * ``observations``: how many values there are.
        * ``slope``: the change a day, in the measure's unit; null for fewer than three days.
        * ``start``: where the line is on the day of the first value; null with it.

    Raises:
        InvalidValueError: If a table is missing.

    Source:
        Least squares; that three days are the fewest is the rule of
        :func:`smartgoals.scoring.trend`.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Aim, Direction, Goal, Journal, Measure, Measured, MeasureKind
        >>> from smartgoals import Target
        >>> from smartgoals.cohort import tables, trend
        >>> sleep = Measure(id="sleep", kind=MeasureKind.DURATION, unit="h", direction=Direction.UP)
        >>> goal = Goal(
        ...     id="g-1", subject="c-17", statement="I will sleep seven hours.",
        ...     targets=[Target(id="hours", aim=Aim.at_least(7, sleep), baseline=5)],
        ... )
        >>> at = dt.datetime(2025, 2, 10, 8, tzinfo=dt.UTC)
        >>> journal = Journal(subject="c-17", entries=[
        ...     Measured(measure="sleep", value=5 + day / 2, day=dt.date(2025, 2, 10 + day),
        ...              id=f"e-{day}", recorded_at=at) for day in range(3)])
        >>> cohort = tables([(goal, journal)], on=dt.date(2025, 2, 20))
        >>> trend(cohort).select("target", "slope", "start").rows()
        [('hours', 0.5, 5.0)]
    """
    return run(tables.goals, lambda: _trend(tables))  # type: ignore[no-any-return]


def _trend(tables: Tables[Any]) -> Any:
    x, y = nw.col("elapsed"), nw.col("value")
    rows = tables.need("measurements").filter(~y.is_null())
    # Days are whole numbers, so their sums are exact.
    sums = (
        rows.select(
            "target_key",
            x.cast(nw.Float64).alias("x"),
            (x * x).cast(nw.Float64).alias("xx"),
            (x * y).cast(nw.Float64).alias("xy"),
            y.cast(nw.Float64).alias("y"),
        )
        .group_by("target_key")
        .agg(
            *(nw.col(name).sum() for name in ("x", "xx", "xy", "y")),
            nw.col("x").min().alias("low"),
            nw.col("x").max().alias("high"),
            nw.len().alias("observations"),
        )
    )
    count = nw.col("observations").cast(nw.Float64)
    low, high = nw.col("low"), nw.col("high")
    # Above 0 if a day lies between the first and the last; to count different days is slow.
    is_enough = (low + high) * nw.col("x") - nw.col("xx") - count * low * high > 0
    spread = count * nw.col("xx") - nw.col("x") * nw.col("x")
    slope = (count * nw.col("xy") - nw.col("x") * nw.col("y")) / when(
        is_enough, spread, nw.lit(1.0)
    )
    told = sums.with_columns(when(is_enough, slope).alias("slope")).with_columns(
        ((nw.col("y") - nw.col("slope") * nw.col("x")) / count).alias("start")
    )
    told = told.select("target_key", "observations", "slope", "start")
    return (
        tables.need("targets")
        .join(told, on="target_key", how="left")
        .with_columns(nw.col("observations").fill_null(0))
    )
