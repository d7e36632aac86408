"""What is known of groups of a cohort, and no more than may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from smartgoals.cohort._adherence import checked_by, grouped
from smartgoals.cohort._change import checked_least, shown
from smartgoals.cohort._narwhals import any_of, frame_of, nw, run, when
from smartgoals.cohort._progress import progress
from smartgoals.cohort._tables import Tables

__all__ = ["summary"]

F = TypeVar("F")

_LEAST = 11


def summary(tables: Tables[F], *, by: Sequence[str] = ("key_area",), least: int = _LEAST) -> F:
    """Return how far the goals of each group came.

    .. warning::
        Groups differ in who is in them: how ill people were, what they could do, how hard the goals
        were that they set themselves. A difference between services, therapists or areas is no
        effect of any of them, and this is no ranking. Who sets easier goals has a higher mean.

    Args:
        tables: A cohort with goals, targets, measurements and milestones.
        by: The columns of the goals that make a group; the first key area of each if left out.
        least: The smallest number above 0 that is shown, 1 or more. Where fewer people are in a
            group, or fewer goals are known, what is said of them is null.

    Returns:
        One row for each group, in no order, with the columns of *by* and these.

        * ``subjects``, ``goals``: how many people and how many of their goals that were agreed;
          ``cancelled``: of those goals cancelled, which stay counted; ``known``: those with a
          value; ``achieved``: those whose targets are all met.
        * ``evidence_share``: the mean of the shares of which something is known.
        * ``mean_value``: the mean value of those that are known.

        A total that is shown beside all groups but one gives that one away: show no totals.

    Raises:
        InvalidValueError: If a table or a column is missing, or *least* is no whole number of at
            least 1.

    Source:
        The default: the cell size policy of the Centers for Medicare & Medicaid Services, by which
        no number from 1 to 10 is shown.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Goal, Journal, KeyArea
        >>> from smartgoals.cohort import summary, tables
        >>> people = [
        ...     (Goal(id=f"g-{n}", subject=f"c-{n}", statement="I will sleep more.",
        ...           key_areas=[KeyArea(code="sleep")]), Journal(subject=f"c-{n}"))
        ...     for n in range(12)]
        >>> cohort = tables(people, on=dt.date(2025, 2, 10))
        >>> summary(cohort).select("key_area", "subjects", "known", "mean_value").rows()
        [('sleep', 12, 0, None)]
    """
    names, least = checked_by(by), checked_least(least)
    native: Any = progress(tables)

    def compute() -> Any:
        rows = grouped(frame_of(native), names).filter(nw.col("is_agreed"))
        value = nw.col("value")
        rows = rows.select(
            *names,
            "subject",
            nw.lit(1).alias("goals"),
            any_of(nw.col("lifecycle") == "cancelled").cast(nw.Int64).alias("cancelled"),
            any_of(~value.is_null()).cast(nw.Int64).alias("known"),
            any_of(nw.col("is_achieved")).cast(nw.Int64).alias("achieved"),
            "evidence_share",
            value.fill_null(0.0).alias("mean_value"),
        )
        counts = ("goals", "cancelled", "known", "achieved")
        sums = rows.group_by(*names).agg(
            nw.col("subject").n_unique().alias("subjects"),
            *(nw.col(name).sum() for name in (*counts, "evidence_share", "mean_value")),
        )
        people, goals, known = map(nw.col, ("subjects", "goals", "known"))
        is_shown = people >= least
        return sums.with_columns(
            when(is_shown, nw.col("evidence_share") / goals).alias("evidence_share"),
            when(
                is_shown & (known >= least),
                nw.col("mean_value") / when(known > 0, known, nw.lit(1)),
            ).alias("mean_value"),
        ).select(
            *names,
            when(is_shown, people).alias("subjects"),
            *(when(is_shown, shown(nw.col(name), least)).alias(name) for name in counts),
            "evidence_share",
            "mean_value",
        )

    return run(tables.goals, compute)  # type: ignore[no-any-return]
