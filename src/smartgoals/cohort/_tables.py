"""The tables of a cohort, made from goals and journals."""

from __future__ import annotations

import datetime as dt
import sys
from calendar import timegm
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from typing import Any, Generic, TypeVar

import attrs

from smartgoals._values import refuse
from smartgoals._versions import in_force
from smartgoals.cohort._narwhals import frame_of, nw
from smartgoals.cohort._schema import SCHEMAS, ColumnKind, check_columns
from smartgoals.entries import RatingKind
from smartgoals.errors import InvalidValueError, MissingExtraError
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.scoring import Part, PartKind, progress
from smartgoals.scoring._due import due_of
from smartgoals.scoring._evidence import Evidence
from smartgoals.scoring._progress import check_judgement, first_of
from smartgoals.scoring._ratings import agreed_goals, ratings_of
from smartgoals.targets import Target

__all__ = ["Rows", "Tables", "batches", "data_frames", "read", "tables"]

F = TypeVar("F")
T = TypeVar("T")
Rows = dict[str, list[tuple[Any, ...]]]

_KEYS = {"goals": "goal_key", "targets": "target_key"}
_EVERY = 1000


@attrs.frozen(kw_only=True, eq=False)
class Tables(Generic[F]):
    """The tables of a cohort, all of one kind of data frame.

    The columns of each are in :data:`SCHEMAS`; others may stand beside them, and stay in what is
    made of the goals. A function needs those tables that it says.

    Args:
        goals: One row for each goal.
        targets: One row for each target in force.
        measurements: One row for each value of a target.
        milestones: One row for each milestone in force.
        step_outcomes: One row for each window of a step.
        ratings: One row for each rating of a goal.
        check_ids: Whether keys are looked through for one that comes twice. Where frames are lazy
            that is a query of its own; leave it out for what :func:`tables` or :func:`export` made,
            which have looked.

    Raises:
        InvalidValueError: If a column is missing or of another kind, or a key comes twice.
    """

    goals: F
    targets: F | None = None
    measurements: F | None = None
    milestones: F | None = None
    step_outcomes: F | None = None
    ratings: F | None = None
    check_ids: bool = True

    def __attrs_post_init__(self) -> None:
        """Check the columns and the keys."""
        for name, frame in self._given():
            check_columns(name, nw.from_native(frame))
        if self.check_ids:
            for name, key in _KEYS.items():
                if getattr(self, name) is not None:
                    _check_keys(name, key, frame_of(getattr(self, name)))

    def __repr__(self) -> str:
        """Name the tables and say nothing of what is in them."""
        return f"Tables({', '.join(name for name, _ in self._given())})"

    def _given(self) -> Iterator[tuple[str, F]]:
        for name in SCHEMAS:
            frame = getattr(self, name)
            if frame is not None:
                yield name, frame

    def map(self, function: Callable[[F], T]) -> Tables[T]:
        """Return the tables as another kind of data frame.

        Args:
            function: What makes one frame of another, such as ``lambda frame: frame.lazy()``.
        """
        return Tables(
            **{name: function(frame) for name, frame in self._given()}, check_ids=self.check_ids
        )

    def need(self, name: str) -> Any:
        """Return a table as a frame of narwhals to compute with.

        Raises:
            InvalidValueError: If it was not given.
        """
        frame = getattr(self, name)
        if frame is None:
            raise InvalidValueError(f"{name} is needed here and was not given", field=name)
        return frame_of(frame)


def _check_keys(table: str, key: str, frame: Any) -> None:
    counts = frame.select(nw.col(key).n_unique().alias("keys"), nw.col(key).len().alias("rows"))
    if isinstance(counts, nw.LazyFrame):
        counts = counts.collect()
    # Of no row at all DuckDB counts null.
    if (counts["keys"][0] or 0) != counts["rows"][0]:
        raise InvalidValueError(f"{table}: a {key} comes twice", field=key)


def tables(
    given: Iterable[tuple[Goal, Journal]],
    *,
    on: dt.date,
    update: Callable[[int], object] | None = None,
) -> Tables[Any]:
    """Return the tables of a cohort on a day, as Polars data frames.

    What takes a calendar or a unit is settled here, by the same code as for one goal: which
    versions are in force on *on*, which entries were corrected, values in the measure's unit, sums
    over periods, windows of steps and what was excused. What is left is arithmetic over rows. For
    another date of judgement, make the tables again.

    Args:
        given: Goals, each with the journal of its subject.
        on: The date of judgement.
        update: Called with a number of goals whenever that many more are done, as ``tqdm.update``
            wants it.

    Returns:
        All six tables.

    Raises:
        InvalidValueError: If a goal comes twice, if a journal is another person's, or if *on* is
            no date.
        MissingExtraError: If Polars is not installed.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Aim, Direction, Goal, Journal, Measure, Measured, MeasureKind
        >>> from smartgoals import Target
        >>> from smartgoals.cohort import progress, tables
        >>> sleep = Measure(id="sleep", kind=MeasureKind.DURATION, unit="h", direction=Direction.UP)
        >>> goal = Goal(
        ...     id="g-1", subject="c-17", statement="I will sleep seven hours.",
        ...     targets=[Target(id="hours", aim=Aim.at_least(7, sleep), baseline=5)],
        ... )
        >>> at = dt.datetime(2025, 2, 10, 8, tzinfo=dt.UTC)
        >>> journal = Journal(subject="c-17", entries=[
        ...     Measured(measure="sleep", value=6, day=at.date(), id="e-1", recorded_at=at)])
        >>> cohort = tables([(goal, journal)], on=dt.date(2025, 2, 10))
        >>> progress(cohort).select("subject", "goal", "value").rows()
        [('c-17', 'g-1', 0.5)]
    """
    rows: Rows = {name: [] for name in SCHEMAS}
    for batch in batches(given, on=on, size=_EVERY, update=update):
        for name, more in batch.items():
            rows[name] += more
    return Tables(**data_frames(rows))


def read(frame_of_table: Callable[[str], F | None], *, check_ids: bool = False) -> Tables[F]:
    """Return the tables that a function reads, one by one.

    Args:
        frame_of_table: Given the name of a table, returns its frame, or None to leave it out.
        check_ids: As for :class:`Tables`; what :func:`export` wrote needs no look.

    Raises:
        InvalidValueError: As for :class:`Tables`.

    Example:
        >>> import datetime as dt
        >>> from smartgoals.cohort import read, tables
        >>> made = tables([], on=dt.date(2025, 2, 10))
        >>> read(lambda name: getattr(made, name).lazy())
        Tables(goals, targets, measurements, milestones, step_outcomes, ratings)
    """
    frames: dict[str, Any] = {name: frame_of_table(name) for name in SCHEMAS}
    return Tables(**frames, check_ids=check_ids)


def batches(
    given: Iterable[tuple[Goal, Journal]],
    *,
    on: dt.date,
    size: int,
    update: Callable[[int], object] | None,
) -> Iterator[Rows]:
    """Yield the rows of so many goals at a time, and refuse a goal that comes twice."""
    if update is not None and not callable(update):
        refuse("update", "a function of a number, or None", update)
    seen: set[int] = set()
    pairs = iter(given)
    while batch := list(islice(pairs, size)):
        rows: Rows = {name: [] for name in SCHEMAS}
        for goal, journal in batch:
            check_judgement(goal, journal, on)
            key = _key(goal.subject, goal.id)
            if key in seen:
                refuse("goals", "each given once", goal.id)
            seen.add(key)
            _add(rows, key, goal, journal, on)
        yield rows
        if update is not None:
            update(len(batch))


def data_frames(rows: Rows) -> dict[str, Any]:
    """Return the rows of each table as a Polars data frame."""
    try:
        import polars as pl
    except ImportError:
        raise MissingExtraError(
            'making tables needs Polars; pip install "smartgoals[cohort]"'
        ) from None
    kinds = {
        ColumnKind.TEXT: pl.String,
        ColumnKind.KEY: pl.Int64,
        ColumnKind.NUMBER: pl.Float64,
        ColumnKind.DAY: pl.Date,
        ColumnKind.FLAG: pl.Boolean,
    }
    return {
        name: pl.DataFrame(
            rows[name],
            schema={column.name: kinds[column.kind] for column in columns},
            orient="row",
        )
        for name, columns in SCHEMAS.items()
    }


def _key(*names: str) -> int:
    """Return a key that is the same on every machine, whatever else is in the cohort."""
    # Lengths keep apart what would read alike in one piece.
    told = "".join(f"{len(name)}:{name}" for name in names).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(told, digest_size=8).digest(), "big") >> 1


def _add(rows: Rows, key: int, goal: Goal, journal: Journal, on: dt.date) -> None:
    agreed, _ = agreed_goals([goal], journal, on)
    scale, lifecycle = goal.attainment, goal.lifecycle_on(on)
    rows["goals"].append(
        (
            key,
            goal.subject,
            goal.id,
            goal.key_areas[0].code if goal.key_areas else None,
            lifecycle.value,
            bool(agreed),
            None if scale is None else float(scale.weight),
            None if scale is None or scale.baseline is None else float(scale.baseline),
        )
    )
    _add_parts(rows, key, goal, journal, on)
    for step, windows in due_of(goal, journal, on=on, since=None, of=None):
        rows["step_outcomes"] += [
            (key, step, w.start, w.until, w.done, w.missed, w.unknown, w.excused, w.extra)
            for w in windows
            if w.asked or w.excused or w.extra
        ]
    for kind in (RatingKind.ATTAINMENT, RatingKind.OUTCOME):
        said, _ = ratings_of(goal, journal, on=on, kind=kind)
        rows["ratings"] += [
            (key, kind.value, one.rater, one.day, _microseconds(one.occurred_at), place, one.value)
            for place, one in enumerate(said)
        ]


def _add_parts(rows: Rows, key: int, goal: Goal, journal: Journal, on: dt.date) -> None:
    targets, milestones = in_force(goal.targets, on), in_force(goal.milestones, on)
    most = max([*(t.weight for t in targets), *(m.weight for m in milestones)], default=0.0)

    def share(weight: float) -> float:
        # What has a weight keeps one, however small beside the others.
        return max(weight / most, sys.float_info.min) if weight else 0.0

    evidence = Evidence(goal=goal, journal=journal, on=on)
    is_latest = all(t.aim.measure is not None and not t.aim.is_held for t in targets)
    seen: dict[tuple[PartKind, str], Part] = {}
    if milestones or not is_latest:
        seen = {(part.kind, part.id): part for part in progress(goal, journal, on=on).parts}
    for target in targets:
        aim = target.aim
        done = required = None
        is_open = False
        if aim.measure is not None and not aim.is_held:
            _add_values(rows, _key(goal.subject, goal.id, target.id), target, evidence)
        else:
            part = seen[PartKind.TARGET, target.id]
            if part.is_known and aim.is_held:
                required = float(part.observations)
                done = float(round((part.observed or 0.0) * required))
                due = target.due or goal.due
                is_open = due is not None and on < due
            elif part.is_known:
                done, required = part.observed, float(part.required or 0)
        rows["targets"].append(
            (
                _key(goal.subject, goal.id, target.id),
                key,
                target.id,
                None if aim.measure is None else aim.measure.id,
                share(target.weight),
                target.baseline,
                aim.low,
                aim.high,
                aim.is_strict,
                done,
                required,
                is_open,
            )
        )
    rows["milestones"] += [
        (key, each.id, share(each.weight), seen[PartKind.MILESTONE, each.id].value)
        for each in milestones
    ]


def _add_values(rows: Rows, key: int, target: Target, evidence: Evidence) -> None:
    seen = evidence.observations(
        target.aim,
        first=first_of(target, evidence.goal),
        baseline_entry=target.baseline_entry,
    )
    start = seen.days[0] if seen.days else dt.date.min
    rows["measurements"] += [
        (key, day, (day - start).days, place, value)
        for place, (day, value) in enumerate(zip(seen.days, seen.values, strict=True))
    ]


def _microseconds(moment: dt.datetime | None) -> float | None:
    if moment is None:
        return None
    return float(timegm(moment.utctimetuple()) * 1_000_000 + moment.microsecond)
