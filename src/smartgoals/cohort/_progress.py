"""How far each goal of a cohort came."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from typing import Any, TypeVar

from smartgoals.cohort._narwhals import any_of, at_most, largest, latest_by, nw, run, when
from smartgoals.cohort._tables import Tables

__all__ = ["latest_values", "progress"]

F = TypeVar("F")

_ALMOST = math.nextafter(1.0, 0.0)
_MOST = 1e300
_USED = (
    *("goal_key", "weight", "baseline", "low", "high", "is_strict"),
    *("done", "required", "is_open"),
)


def progress(tables: Tables[F]) -> F:
    """Return how far each goal came: what :func:`smartgoals.scoring.progress` says of it.

    Args:
        tables: A cohort with goals, targets, measurements and milestones.

    Returns:
        The goals, with these columns beside theirs; in no order.

        * ``value``: the weighted mean of the parts, within [0, 1]; null if nothing is known.
        * ``raw``: the same of the ways covered, beyond both ends as they come.
        * ``evidence_share``: the share of the weights of which something is known.
        * ``is_achieved``: whether all targets are met; false if there are none.

    Raises:
        InvalidValueError: If a table is missing.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Goal, Journal
        >>> from smartgoals.cohort import progress, tables
        >>> goal = Goal(id="g-1", subject="c-17", statement="I will sleep seven hours.")
        >>> cohort = tables([(goal, Journal(subject="c-17"))], on=dt.date(2025, 2, 10))
        >>> progress(cohort).select("value", "evidence_share", "is_achieved").rows()
        [(None, 0.0, False)]
    """
    return run(tables.goals, lambda: _progress(tables))  # type: ignore[no-any-return]


def latest_values(tables: Tables[Any], columns: Sequence[str]) -> Any:
    """Return *columns* of the targets and their latest value, as a frame of narwhals."""
    values = tables.need("measurements").filter(~nw.col("value").is_null())
    found = latest_by(values, ["target_key"], value="value", last="latest")
    # Only what is used: on the way through a join each column costs.
    targets = tables.need("targets").select("target_key", *columns)
    return targets.join(found.select("target_key", "latest"), on="target_key", how="left")


def _progress(tables: Tables[Any]) -> Any:
    parts = nw.concat([_targets(tables), _milestones(tables)], how="vertical")
    names = ["weight", "known", "value", "raw", "parts", "parts_known", "parts_met"]
    names += ["targets", "targets_met"]
    whole = parts.group_by("goal_key").agg(*(nw.col(name).sum() for name in names))
    found = whole.select(
        "goal_key",
        when(
            nw.col("parts_known") > 0,
            when(
                nw.col("parts_met") == nw.col("parts"),
                nw.lit(1.0),
                at_most(nw.col("value") / nw.col("weight"), _ALMOST),
            ),
        ).alias("value"),
        when(nw.col("parts_known") > 0, nw.col("raw") / nw.col("weight")).alias("raw"),
        when(
            nw.col("parts_known") == nw.col("parts"),
            nw.lit(1.0),
            at_most(nw.col("known") / nw.col("weight"), _ALMOST),
        ).alias("evidence_share"),
        ((nw.col("targets") > 0) & (nw.col("targets_met") == nw.col("targets"))).alias(
            "is_achieved"
        ),
    )
    return (
        tables.need("goals")
        .join(found, on="goal_key", how="left")
        .with_columns(
            nw.col("evidence_share").fill_null(0.0),
            nw.col("is_achieved").fill_null(value=False),
        )
    )


def _targets(tables: Tables[Any]) -> Any:
    low, high, latest, baseline = map(nw.col, ("low", "high", "latest", "baseline"))
    is_strict, required = nw.col("is_strict"), nw.col("required")
    is_above = when(low.is_null(), nw.lit(value=True), when(is_strict, latest > low, latest >= low))
    is_below = when(
        high.is_null(), nw.lit(value=True), when(is_strict, latest < high, latest <= high)
    )
    is_counted, is_seen = ~required.is_null(), ~latest.is_null()
    whole, left = _gap(baseline), _gap(latest)
    # Nothing to divide by: the baseline stood on a bound, or beyond every number.
    has_way = (whole > 0) & (whole <= sys.float_info.max)
    way = (whole - left) / when(has_way, whole, nw.lit(1.0))
    read = latest_values(tables, _USED).with_columns(
        (is_seen & is_above & is_below).fill_null(value=False).alias("is_good")
    )
    is_good = nw.col("is_good")
    measured = when(
        baseline.is_null(),
        when(is_good, nw.lit(1.0)),
        when(has_way, at_most(largest(way, nw.lit(-_MOST)), _MOST), any_of(is_good)),
    )
    safe = when(is_counted, required, nw.lit(1.0))
    raw = when(is_counted, nw.col("done") / safe, when(is_seen, measured))
    read = read.with_columns(raw.alias("raw"))
    is_met = when(is_counted, (nw.col("raw") >= 1) & ~nw.col("is_open"), is_good)
    read = read.with_columns(is_met.fill_null(value=False).alias("is_met"))
    value = when(
        nw.col("is_met"), nw.lit(1.0), at_most(largest(nw.col("raw"), nw.lit(0.0)), _ALMOST)
    )
    return _parts(read.with_columns(value.alias("value")), is_target=1.0)


def _milestones(tables: Tables[Any]) -> Any:
    value = nw.col("value")
    read = tables.need("milestones").with_columns(
        value.alias("raw"), (value >= 1).fill_null(value=False).alias("is_met")
    )
    return _parts(read.filter(nw.col("weight") > 0), is_target=0.0)


def _parts(read: Any, *, is_target: float) -> Any:
    weight, value, raw = map(nw.col, ("weight", "value", "raw"))
    is_known, is_met = ~raw.is_null(), any_of(nw.col("is_met"))
    return read.select(
        "goal_key",
        weight.cast(nw.Float64).alias("weight"),
        (weight * any_of(is_known)).alias("known"),
        when(is_known, weight * value, nw.lit(0.0)).alias("value"),
        when(is_known, weight * raw, nw.lit(0.0)).alias("raw"),
        nw.lit(1.0).alias("parts"),
        any_of(is_known).alias("parts_known"),
        is_met.alias("parts_met"),
        nw.lit(is_target).alias("targets"),
        (is_met * is_target).alias("targets_met"),
    )


def _gap(value: Any) -> Any:
    """Return how far *value* is from the nearest bound, as :meth:`smartgoals.Aim.gap` does."""
    low, high = nw.col("low"), nw.col("high")
    both = largest(largest(low - value, value - high), nw.lit(0.0))
    return when(low.is_null(), value - high, when(high.is_null(), low - value, both))
