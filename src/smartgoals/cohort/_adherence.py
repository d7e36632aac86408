"""How much of what was due was done, in a cohort."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from smartgoals._values import as_tuple, refuse
from smartgoals.cohort._narwhals import at_most, largest, nw, ratio, run, when
from smartgoals.cohort._tables import Tables
from smartgoals.scoring._normal import z_of

__all__ = ["adherence", "checked_by"]

F = TypeVar("F")

_SUMS = ("done", "missed", "unknown", "excused", "extra")


def adherence(
    tables: Tables[F], *, by: Sequence[str] = ("goal_key",), confidence: float = 0.95
) -> F:
    """Return how much of what was due was done: what :func:`smartgoals.scoring.adherence` says.

    Args:
        tables: A cohort with goals and step outcomes.
        by: The columns of the goals or of the step outcomes that make a group; each goal by
            itself if left out. ``("goal_key", "step")`` tells steps apart. What is added up over
            people says nothing of any one of them.
        confidence: How often the interval holds the truth, above 0 and below 1.

    Returns:
        One row for each group of which something was due or excused, in no order, with the columns
        of *by* and these.

        * ``done``, ``missed``, ``unknown``, ``excused``, ``extra``: the sums.
        * ``value``: done over due, within [0, 1]; null if nothing was due or some is unknown.
        * ``of_known``: done over what is known; null if nothing is.
        * ``lower``, ``upper``: done over due as if all that is unknown was missed, or was done.
        * ``interval_low``, ``interval_high``: Wilson's interval for what is known; 0 to 1 if
          nothing is. Over people it is too narrow, for the days of one person are alike.

    Raises:
        InvalidValueError: If a table or a column is missing, or *confidence* is out of range.

    Source:
        The interval: :func:`smartgoals.scoring.wilson`.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import ActionPlan, Done, Goal, Journal, Recurrence, Step
        >>> from smartgoals.cohort import adherence, tables
        >>> monday = dt.date(2025, 2, 3)
        >>> walk = Step(id="walk", action="walk", recurrence=Recurrence.daily(start=monday))
        >>> goal = Goal(id="g-1", subject="c-17", statement="I will walk daily.", start=monday,
        ...             plan=ActionPlan(steps=[walk]))
        >>> at = dt.datetime(2025, 2, 3, 20, tzinfo=dt.UTC)
        >>> done = Done(step="walk", day=monday).stamped(id="e-1", at=at)
        >>> cohort = tables([(goal, Journal(subject="c-17", entries=[done]))],
        ...                 on=dt.date(2025, 2, 5))
        >>> adherence(cohort).select("done", "unknown", "lower", "upper").rows()
        [(1.0, 1.0, 0.5, 1.0)]
    """
    names = checked_by(by)
    z = z_of(confidence)
    return run(tables.goals, lambda: _adherence(tables, names, z))  # type: ignore[no-any-return]


def checked_by(by: Sequence[str]) -> list[str]:
    """Return the names of columns that make a group."""
    names = [] if isinstance(by, str) else list(as_tuple(by))
    if not names or not all(isinstance(name, str) for name in names):
        refuse("by", "at least one name of a column, in a list", by)
    return names


def grouped(frame: Any, names: Sequence[str]) -> Any:
    """Return *frame*, if it has the columns that make a group."""
    missing = sorted(set(names) - set(frame.collect_schema().names()))
    if missing:
        refuse("by", "names of columns that are there", ", ".join(missing))
    return frame


def _adherence(tables: Tables[Any], by: list[str], z: float) -> Any:
    rows = tables.need("step_outcomes")
    if by != ["goal_key"]:
        rows = rows.join(tables.need("goals"), on="goal_key", how="inner")
    sums = grouped(rows, by).group_by(*by).agg(*(nw.col(name).sum() for name in _SUMS))
    done, missed, unknown = map(nw.col, ("done", "missed", "unknown"))
    known = done + missed
    due = known + unknown
    sums = sums.with_columns(known.alias("_known"), due.alias("_due"))
    known, due = nw.col("_known"), nw.col("_due")
    lower = at_most(ratio(done, due), 1.0)
    share, square = at_most(ratio(done, known), 1.0), z * z
    # As for one goal: the product of done and what was not done need not be finite.
    half = z * (done * ratio(missed, known) + square / 4).sqrt()
    middle, whole = done + square / 2, known + square
    low = largest((middle - half) / whole, nw.lit(0.0))
    low = when(low > share, share, low)
    high = at_most((middle + half) / whole, 1.0)
    high = when(high < share, share, high)
    return sums.with_columns(
        when(unknown > 0, nw.lit(None), lower).alias("value"),
        share.alias("of_known"),
        lower.alias("lower"),
        at_most(ratio(done + unknown, due), 1.0).alias("upper"),
        when(done > 0, low, nw.lit(0.0)).alias("interval_low"),
        when((missed > 0) & (known > 0), high, nw.lit(1.0)).alias("interval_high"),
    ).drop("_known", "_due")
