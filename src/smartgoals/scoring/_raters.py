"""Compare what several raters recorded of the same thing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import combinations

import attrs

from smartgoals._values import as_tuple, plain, refuse
from smartgoals.journal import Journal
from smartgoals.measures import Measure
from smartgoals.scoring._evidence import same_language
from smartgoals.scoring._measured_change import Period, Reading

__all__ = ["RaterDifference", "rater_differences"]


@attrs.frozen(kw_only=True)
class RaterDifference:
    """How far apart two raters see the same thing; a finding, and no error of either.

    Args:
        measures: Ids of the two measures.
        readings: The latest value of each.
        difference: The first less the second, in their unit; None if they were asked in two
            languages.
    """

    measures: tuple[str, str]
    readings: tuple[Reading, Reading]
    difference: float | None

    def __str__(self) -> str:
        """Say who saw what, and how far apart that is."""
        (one, two), (seen, other) = self.measures, self.readings
        said = (
            "asked in two languages"
            if self.difference is None
            else f"{plain(abs(self.difference))} apart"
        )
        return f"{one} {seen}; {two} {other}: {said}"


def rater_differences(
    measures: Iterable[Measure], journal: Journal, *, on: dt.date, since: dt.date
) -> tuple[RaterDifference, ...]:
    """Return how far apart the raters of one thing are, each pair once.

    What a mother sees and what a teacher sees are two answers. That they differ is worth talking
    about, and their mean would be what neither of them saw.

    Args:
        measures: The measures of the raters; all with one unit, range and direction.
        journal: The journal of the person.
        on: The date of judgement.
        since: The first day whose values count, so that an old rating is not held against a new
            one.

    Returns:
        The difference of the latest values for each pair of which both are known, in the order of
        *measures*.

    Raises:
        InvalidValueError: If the measures have different scales, or one comes twice.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Direction, Journal, Measure, Measured, MeasureKind
        >>> from smartgoals.scoring import rater_differences
        >>> mother, teacher = (
        ...     Measure(id=f"worry-{who}", kind=MeasureKind.RATING, unit="{score}",
        ...             direction=Direction.DOWN, least=0, most=10)
        ...     for who in ("mother", "teacher")
        ... )
        >>> day, at = dt.date(2025, 2, 3), dt.datetime(2025, 2, 3, 8, tzinfo=dt.UTC)
        >>> journal = Journal(subject="c-17", entries=[
        ...     Measured(measure="worry-mother", value=8, day=day, id="e-1", recorded_at=at),
        ...     Measured(measure="worry-teacher", value=5, day=day, id="e-2", recorded_at=at)])
        >>> print(*rater_differences([mother, teacher], journal, on=day, since=day))
        worry-mother 8 on 2025-02-03; worry-teacher 5 on 2025-02-03: 3 apart
    """
    measures = as_tuple(measures)
    latest: list[tuple[str, Reading, str | None]] = []
    for measure in measures:
        period = Period(measure=measure, journal=journal, since=since, on=on)
        readings, spoken, _ = period.readings(None)
        if _scale(measure) != _scale(measures[0]):
            refuse("measures", "of one unit, range and direction", measures)
        if readings:
            latest.append((measure.id, readings[-1], spoken))
    if len({measure.id for measure in measures}) < len(measures):
        refuse("measures", "each once", measures)
    return tuple(
        RaterDifference(
            measures=(one, two),
            readings=(seen, other),
            difference=seen.value - other.value if same_language(spoken, heard) else None,
        )
        for (one, seen, spoken), (two, other, heard) in combinations(latest, 2)
    )


def _scale(measure: Measure) -> tuple[object, ...]:
    return measure.unit, measure.least, measure.most, measure.direction
