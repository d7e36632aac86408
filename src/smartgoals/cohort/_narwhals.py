"""The layer over data frames, imported in one place, with the one thing that it cannot say."""

from __future__ import annotations

from typing import Any

from smartgoals.errors import MissingExtraError

try:
    import narwhals
    import narwhals.stable.v2 as nw

    from smartgoals.cohort import _spark
except ImportError:
    raise MissingExtraError('cohorts need narwhals; pip install "smartgoals[cohort]"') from None

__all__ = ["any_of", "at_most", "frame_of", "largest", "latest_by", "nw", "ratio", "run", "when"]


def run(native: Any, compute: Any) -> Any:
    """Return what *compute* makes of lazy frames, of the kind of *native*.

    Polars in memory is computed by its streaming engine, which takes a quarter of the time.
    """
    made = compute()
    if not isinstance(nw.from_native(native), nw.DataFrame):
        return made.to_native()
    if isinstance(made, nw.LazyFrame):
        made = made.collect(engine="streaming")
    return made.to_native()


def frame_of(native: Any) -> Any:
    """Return the frame of narwhals to compute with: lazy where the engine is best so."""
    frame = nw.from_native(native)
    is_eager_polars = isinstance(frame, nw.DataFrame) and frame.implementation.is_polars()
    return frame.lazy() if is_eager_polars else frame


def latest_by(
    frame: Any, keys: list[str], *, value: str, last: str, first: str | None = None
) -> Any:
    """Return, for each of *keys*, the last and perhaps the first *value* by position, and how many.

    Args:
        frame: A frame with the keys, the value and ``position``.
        keys: What makes a group.
        value: The column that is read.
        last: The name of the column for the last of it.
        first: The name of the column for the first of it; None to leave it out.
    """
    is_spark = frame.implementation.is_pyspark() or frame.implementation.is_pyspark_connect()
    found = _spark.latest_by if is_spark else _latest_by
    return found(frame, keys, value=value, last=last, first=first)


def _latest_by(frame: Any, keys: list[str], *, value: str, last: str, first: str | None) -> Any:
    wanted = [narwhals.Expr.last(nw.col(value), order_by="position").alias(last)]
    if first is not None:
        wanted.append(narwhals.Expr.first(nw.col(value), order_by="position").alias(first))
    return frame.group_by(*keys).agg(*wanted, nw.len().alias("observations"))


def largest(one: Any, other: Any) -> Any:
    """Return the larger of two expressions, neither of which is null."""
    return nw.when(one > other).then(one).otherwise(other)


def any_of(flag: Any) -> Any:
    """Return a flag as a number that can be summed; null counts as no."""
    return nw.when(flag).then(nw.lit(1.0)).otherwise(nw.lit(0.0))


def at_most(value: Any, most: float) -> Any:
    """Return an expression, or *most* where it is more; null where it is null."""
    return nw.when(value > most).then(nw.lit(most)).otherwise(value)


def when(question: Any, yes: Any, no: Any = None) -> Any:
    """Return one expression or the other; null if there is no other."""
    return nw.when(question).then(yes).otherwise(nw.lit(None) if no is None else no)


def ratio(part: Any, whole: Any) -> Any:
    """Return a part of a whole; null where the whole is 0, for some engines fail at that."""
    return when(whole > 0, part / when(whole > 0, whole, nw.lit(1.0)))
