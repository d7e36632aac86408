"""Goal attainment scaling and goal-based outcomes of a cohort."""

from __future__ import annotations

from typing import Any, TypeVar

from smartgoals._values import refuse
from smartgoals.cohort._narwhals import any_of, latest_by, nw, run, when
from smartgoals.cohort._tables import Tables
from smartgoals.measures import ChangeThreshold
from smartgoals.scoring import ChangeCategory
from smartgoals.scoring._attainment import _LEAST_VARIANCE, _correlation
from smartgoals.scoring._outcomes import _check_number, _points

__all__ = ["attainment", "goal_based_outcomes"]

F = TypeVar("F")

_LEVELS = (-2, -1, 0, 1, 2)
_MEAN, _SPREAD = 50.0, 10.0
_MOST = 10.0
_ROUNDING = 1e-9
# Nothing happened that early.
_NEVER = -1e18


def attainment(tables: Tables[F], *, rho: float = 0.3, weighted: bool = True) -> F:
    """Return T of each person by each rater: what :func:`smartgoals.scoring.attainment` says.

    Read there what T is not: no percentage, and only T of the same goals compares. Its mean over
    people says little where they have different numbers of goals.

    Args:
        tables: A cohort with goals and ratings.
        rho: How much any two levels are taken to correlate, from -1 to 1.
        weighted: False to give all goals the weight 1.

    Returns:
        One row for each person and each rater who rated the attainment of a goal that was agreed,
        in no order.

        * ``subject``, ``rater``.
        * ``goals``: how many goals count; ``unknown``: of them not rated yet; ``cancelled``: of
          them cancelled, which stay counted.
        * ``t_score``, ``lowest_t``, ``highest_t``, ``unweighted_t``, ``baseline_t``, ``change``,
          ``median_level``, ``expected_share``: as in :class:`smartgoals.scoring.Attainment`. T is
          null too where *rho* leaves no variance to divide by.

    Raises:
        InvalidValueError: If a table is missing, or *rho* is out of range.

    Source:
        As for :func:`smartgoals.scoring.gas_t_score`.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Goal, Journal, Rated, RatingKind
        >>> from smartgoals.cohort import attainment, tables
        >>> day = dt.date(2025, 5, 5)
        >>> walk = Goal(id="walk", subject="c-17", statement="I will walk to the park.")
        >>> rated = Rated(goal="walk", kind=RatingKind.ATTAINMENT, value=1, rater="t-2", day=day)
        >>> at = dt.datetime(2025, 5, 5, 9, tzinfo=dt.UTC)
        >>> journal = Journal(subject="c-17", entries=[rated.stamped(id="e-1", at=at)])
        >>> attainment(tables([(walk, journal)], on=day)).select("rater", "t_score").rows()
        [('t-2', 60.0)]
    """
    rho = _correlation(rho)
    if not isinstance(weighted, bool):
        refuse("weighted", "True or False", weighted)
    return run(  # type: ignore[no-any-return]
        tables.goals, lambda: _attainment(tables, rho, is_weighted=weighted)
    )


def _rated(tables: Tables[Any], kind: str) -> Any:
    """Return the ratings of one kind of goals that were agreed, with the person."""
    agreed = tables.need("goals").filter(nw.col("is_agreed")).select("goal_key", "subject")
    ratings = tables.need("ratings").filter((nw.col("kind") == kind) & ~nw.col("value").is_null())
    return ratings.join(agreed, on="goal_key", how="inner")


def _attainment(tables: Tables[Any], rho: float, *, is_weighted: bool) -> Any:
    ratings = _rated(tables, "attainment")
    latest = latest_by(ratings, ["goal_key", "rater"], value="value", last="latest").drop(
        "observations"
    )
    raters = ratings.select("subject", "rater").unique()
    goals = tables.need("goals").filter(nw.col("is_agreed"))
    parts = raters.join(goals, on="subject", how="inner").join(
        latest, on=["goal_key", "rater"], how="left"
    )
    is_scaled = ~nw.col("attainment_weight").is_null()
    parts = parts.filter(is_scaled | ~nw.col("latest").is_null())
    is_cancelled = nw.col("lifecycle") == "cancelled"
    weight = nw.col("attainment_weight").fill_null(1.0) if is_weighted else nw.lit(1.0)
    level = when(
        nw.col("latest").is_null(),
        when(is_cancelled, nw.col("attainment_baseline")),
        nw.col("latest").floor(),
    )
    parts = parts.select(
        "subject",
        "rater",
        weight.cast(nw.Float64).alias("weight"),
        level.cast(nw.Float64).alias("level"),
        nw.col("attainment_baseline").cast(nw.Float64).alias("baseline"),
        any_of(is_cancelled).alias("cancelled"),
    )
    w, level, start = map(nw.col, ("weight", "level", "baseline"))
    counts = any_of(w > 0)
    parts = parts.select(
        "subject",
        "rater",
        w,
        (w * w).alias("squares"),
        counts.alias("goals"),
        (counts * any_of(level.is_null())).alias("unknown"),
        (counts * nw.col("cancelled")).alias("cancelled"),
        (w * level.fill_null(0.0)).alias("levels"),
        (w * level.fill_null(-2.0)).alias("lowest"),
        (w * level.fill_null(2.0)).alias("highest"),
        nw.lit(1.0).alias("all"),
        any_of(level.is_null()).alias("all_unknown"),
        level.fill_null(0.0).alias("all_levels"),
        (counts * any_of(start.is_null())).alias("without_start"),
        (w * start.fill_null(0.0)).alias("starts"),
        *((counts * any_of(level <= most)).alias(f"up_to_{most}") for most in _LEVELS[:-1]),
    )
    names = [name for name in parts.collect_schema().names() if name not in {"subject", "rater"}]
    sums = parts.group_by("subject", "rater").agg(*(nw.col(name).sum() for name in names))
    return _told(sums, rho)


def _told(sums: Any, rho: float) -> Any:
    goals, unknown = nw.col("goals"), nw.col("unknown")
    is_known = (unknown == 0) & (goals > 0)

    def t_of(levels: str, weights: str = "weight", squares: str = "squares") -> Any:
        weight, square = nw.col(weights), nw.col(squares)
        variance = (1 - rho) * square + rho * weight * weight
        does_vary = (variance > _LEAST_VARIANCE * square) & (square > 0)
        return when(
            does_vary,
            _MEAN + _SPREAD * nw.col(levels) / when(does_vary, variance, nw.lit(1.0)).sqrt(),
        )

    # The level of the goal in the middle is -2 and one more for each level that it is above.
    middle = [
        sum(
            (any_of(nw.col(f"up_to_{level}") < place) for level in _LEVELS[:-1]),
            start=nw.lit(-2.0),
        )
        for place in (((goals + 1) / 2).floor(), (goals / 2).floor() + 1)
    ]
    t_score, baseline_t = when(is_known, t_of("levels")), t_of("starts")
    told = sums.with_columns(
        t_score.alias("t_score"),
        t_of("lowest").alias("lowest_t"),
        t_of("highest").alias("highest_t"),
        when(nw.col("all_unknown") == 0, t_of("all_levels", "all", "all")).alias("unweighted_t"),
        when((nw.col("without_start") == 0) & (goals > 0), baseline_t).alias("baseline_t"),
        when(is_known, (middle[0] + middle[1]) / 2).alias("median_level"),
        when(is_known, (goals - nw.col("up_to_-1")) / when(goals > 0, goals, nw.lit(1.0))).alias(
            "expected_share"
        ),
    ).with_columns((nw.col("t_score") - nw.col("baseline_t")).alias("change"))
    return told.select(
        "subject",
        "rater",
        *(nw.col(name).cast(nw.Int64) for name in ("goals", "unknown", "cancelled")),
        *("t_score", "lowest_t", "highest_t", "unweighted_t", "baseline_t", "change"),
        *("median_level", "expected_share"),
    )


def goal_based_outcomes(
    tables: Tables[F], *, threshold: ChangeThreshold, most_goals: int | None = 3
) -> F:
    """Return how much closer each person's goals came, by each rater.

    It says what :func:`smartgoals.scoring.goal_outcomes` says, but for its Notices: a reliable
    worsening has to be seen at once, and not in a report about many.

    Args:
        tables: A cohort with goals and ratings.
        threshold: The change that counts, both ways.
        most_goals: How many goals may be rated; None for any number.

    Returns:
        One row for each person and each rater who rated how close a goal that was agreed is, in no
        order.

        * ``subject``, ``rater``.
        * ``goals``: how many goals were rated; ``paired``: of them at two moments.
        * ``mean_first``, ``mean_latest``, ``mean_change``, ``category``: as in
          :class:`smartgoals.scoring.GoalBasedOutcome`, of those that are paired; null where
          more than *most_goals* were rated.
        * ``is_at_ceiling``, ``is_at_floor``: whether they started too high or too low for such a
          change to show.

    Raises:
        InvalidValueError: If a table is missing, or *threshold* holds for one way only.

    Source:
        As for :func:`smartgoals.scoring.goal_based_outcome`.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import ChangeKind, Goal, Journal, Rated, RatingKind, instrument
        >>> from smartgoals.cohort import goal_based_outcomes, tables
        >>> (reliable,) = [threshold for threshold in instrument("gbo").thresholds
        ...                if threshold.kind is ChangeKind.RELIABLE]
        >>> goal = Goal(id="friends", subject="c-17", statement="I will meet friends.")
        >>> days = [dt.date(2025, 2, 3), dt.date(2025, 5, 5)]
        >>> journal = Journal(subject="c-17", entries=[
        ...     Rated(goal="friends", kind=RatingKind.OUTCOME, value=value, rater="c-17", day=day,
        ...           id=f"e-{value}", recorded_at=dt.datetime(2025, 5, 5, 9, tzinfo=dt.UTC))
        ...     for value, day in zip([3, 7], days)])
        >>> seen = goal_based_outcomes(tables([(goal, journal)], on=days[1]), threshold=reliable)
        >>> seen.select("paired", "mean_change", "category").rows()
        [(1, 4.0, 'improved')]
    """
    points = _points(threshold)
    _check_number(0, most_goals)
    return run(  # type: ignore[no-any-return]
        tables.goals, lambda: _outcomes(tables, points, most_goals)
    )


def _outcomes(tables: Tables[Any], points: float, most_goals: int | None) -> Any:
    ratings = _rated(tables, "outcome")
    keys = ["goal_key", "subject", "rater"]
    # The place of the first and the last, for a rating is a value, a day and perhaps a moment.
    ends = latest_by(
        ratings.with_columns(nw.col("position").alias("place")),
        keys,
        value="place",
        last="last",
        first="first",
    ).select(*keys, "first", "last")
    said = ratings.select(
        "goal_key",
        "rater",
        "position",
        nw.col("value").cast(nw.Float64),
        "day",
        nw.col("occurred_at").cast(nw.Float64).fill_null(_NEVER),
    )
    on = ["goal_key", "rater"]
    pairs = ends.join(
        said.rename({"value": "before", "day": "first_day", "occurred_at": "first_moment"}),
        left_on=[*on, "first"],
        right_on=[*on, "position"],
        how="inner",
    ).join(said, left_on=[*on, "last"], right_on=[*on, "position"], how="inner")
    before, after = nw.col("before"), nw.col("value")
    # Two devices may record one rating, and that is no change.
    is_paired = ~(
        (nw.col("first_day") == nw.col("day"))
        & (nw.col("first_moment") == nw.col("occurred_at"))
        & (before == after)
    )
    one = any_of(is_paired)
    sums = (
        pairs.select(
            "subject",
            "rater",
            nw.lit(1.0).alias("goals"),
            one.alias("paired"),
            (one * before).alias("first"),
            (one * after).alias("latest"),
            (one * (after - before)).alias("change"),
        )
        .group_by("subject", "rater")
        .agg(*(nw.col(name).sum() for name in ("goals", "paired", "first", "latest", "change")))
    )
    count = nw.col("paired")
    is_told = count > 0
    if most_goals is not None:
        is_told &= nw.col("goals") <= most_goals
    safe = when(is_told, count, nw.lit(1.0))
    sums = sums.with_columns(
        when(is_told, nw.col("first") / safe).alias("mean_first"),
        when(is_told, nw.col("latest") / safe).alias("mean_latest"),
        when(is_told, nw.col("change") / safe).alias("mean_change"),
    )
    first, change = nw.col("mean_first"), nw.col("mean_change")
    least = points - _ROUNDING
    return sums.select(
        "subject",
        "rater",
        nw.col("goals").cast(nw.Int64),
        count.cast(nw.Int64),
        "mean_first",
        "mean_latest",
        "mean_change",
        when(
            ~change.is_null(),
            when(
                change >= least,
                nw.lit(ChangeCategory.IMPROVED.value),
                when(
                    change <= -least,
                    nw.lit(ChangeCategory.DETERIORATED.value),
                    nw.lit(ChangeCategory.UNCHANGED.value),
                ),
            ),
        ).alias("category"),
        (_MOST - first < least).fill_null(value=False).alias("is_at_ceiling"),
        (first < least).fill_null(value=False).alias("is_at_floor"),
    )
