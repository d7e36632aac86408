"""Who rated a goal, and how: raters are kept apart, and where they differ is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from smartgoals._values import as_tuple, plain, refuse
from smartgoals.entries import Rated, RatingKind
from smartgoals.goals import Goal, Lifecycle
from smartgoals.journal import Journal
from smartgoals.scoring._progress import check_judgement

__all__ = [
    "RaterRating",
    "RatingDifference",
    "agreed_goals",
    "check_rater",
    "rating_differences",
    "ratings_of",
]


@attrs.frozen(kw_only=True)
class RaterRating:
    """The latest that one rater said about one goal.

    Args:
        rater: Id of the party who rated.
        value: The rating as it was recorded.
        day: The day it is about.
        entry: Id of the entry.
    """

    rater: str
    value: float
    day: dt.date
    entry: str

    def __str__(self) -> str:
        """Say who, what and when."""
        return f"{self.rater} {plain(self.value)} on {self.day.isoformat()}"


@attrs.frozen(kw_only=True)
class RatingDifference:
    """Raters who see one goal differently; something to talk about, and no fault of anybody.

    Args:
        goal: Id of the goal.
        kind: What they rated.
        ratings: The latest rating of each rater, in order of their ids; at least two.
    """

    goal: str
    kind: RatingKind
    ratings: tuple[RaterRating, ...]

    @property
    def spread(self) -> float:
        """The largest rating less the smallest, in points of the scale; above 0."""
        values = [rating.value for rating in self.ratings]
        return max(values) - min(values)

    def __str__(self) -> str:
        """Say who sees it how, without a client's words."""
        said = ", ".join(map(str, self.ratings))
        return f"{self.goal}: {self.kind} is seen differently by {plain(self.spread)}: {said}"


def rating_differences(
    goals: Iterable[Goal], journal: Journal, *, on: dt.date, kind: RatingKind
) -> tuple[RatingDifference, ...]:
    """Return the goals whose raters differ in their latest ratings up to the end of *on*.

    Ratings of different raters are never mixed into one number, so this is where they meet.
    Goals that were rejected or entered in error are passed over, and so are ratings of attainment
    from before the day of the goal's :class:`~smartgoals.targets.AttainmentScale`.

    Args:
        goals: The goals, each once.
        journal: The journal of the goals' subject.
        on: The date of judgement.
        kind: The kind of rating that is compared.

    Returns:
        One difference for each goal about which at least two raters said different things, in the
        order of *goals*.

    Raises:
        InvalidValueError: If a goal comes twice or is another person's, if *on* is no date, or
            *kind* no kind of rating.

    Source:
        The rule is ours; :doc:`/explanation/attainment` argues it.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Goal, Journal, Rated, RatingKind
        >>> from smartgoals.scoring import rating_differences
        >>> goal = Goal(id="g-1", subject="c-17", statement="I will walk to the park.")
        >>> day, at = dt.date(2025, 5, 5), dt.datetime(2025, 5, 5, 9, tzinfo=dt.UTC)
        >>> journal = Journal(subject="c-17", entries=[
        ...     Rated(goal="g-1", kind=RatingKind.ATTAINMENT, value=value, rater=rater, day=day,
        ...           id=f"e-{rater}", recorded_at=at)
        ...     for rater, value in [("t-2", 0), ("c-17", -1)]])
        >>> for found in rating_differences([goal], journal, on=day, kind=RatingKind.ATTAINMENT):
        ...     print(found)
        g-1: attainment is seen differently by 1: c-17 -1 on 2025-05-05, t-2 0 on 2025-05-05
    """
    if not isinstance(kind, RatingKind):
        refuse("kind", "a RatingKind", kind)
    agreed, _ = agreed_goals(goals, journal, on)
    found = []
    for goal in agreed:
        latest: dict[str, RaterRating] = {}
        for entry in ratings_of(goal, journal, on=on, kind=kind)[0]:
            latest[entry.rater] = RaterRating(
                rater=entry.rater, value=entry.value, day=entry.day, entry=entry.id or ""
            )
        if len({rating.value for rating in latest.values()}) > 1:
            ratings = tuple(latest[rater] for rater in sorted(latest))
            found.append(RatingDifference(goal=goal.id, kind=kind, ratings=ratings))
    return tuple(found)


def agreed_goals(
    goals: Iterable[Goal], journal: Journal, on: dt.date
) -> tuple[tuple[Goal, ...], tuple[str, ...]]:
    """Return the goals that were agreed, and the ids of those that never were."""
    given = as_tuple(goals)
    if not isinstance(journal, Journal):
        refuse("journal", "the journal of the goals' own subject", journal)
    if not isinstance(on, dt.date) or isinstance(on, dt.datetime):
        refuse("on", "a datetime.date", on)
    for goal in given:
        check_judgement(goal, journal, on)
    if len({goal.id for goal in given}) < len(given):
        refuse("goals", "each given once", given)
    return (
        tuple(goal for goal in given if _is_agreed(goal, on)),
        tuple(goal.id for goal in given if not _is_agreed(goal, on)),
    )


def _is_agreed(goal: Goal, on: dt.date) -> bool:
    # That it was an error is known now, and holds for every day before.
    return (
        goal.lifecycle is not Lifecycle.ENTERED_IN_ERROR
        and goal.lifecycle_on(on) is not Lifecycle.REJECTED
    )


def check_rater(rater: str) -> None:
    """Check that *rater* can be somebody's id."""
    if not isinstance(rater, str) or not rater:
        refuse("rater", "the id of a party", rater)


def ratings_of(
    goal: Goal, journal: Journal, *, on: dt.date, kind: RatingKind, rater: str | None = None
) -> tuple[tuple[Rated, ...], tuple[str, ...]]:
    """Return the ratings up to *on* in order of happening, and the ids of those of another scale.

    With *rater* they are those of one rater alone.
    """
    said = tuple(
        entry
        for entry in journal.about(goal.id, Rated)
        if entry.kind is kind and entry.day <= on and rater in {None, entry.rater}
    )
    if kind is not RatingKind.ATTAINMENT or goal.attainment is None:
        return said, ()
    first = goal.attainment.day
    return (
        tuple(entry for entry in said if entry.day >= first),
        tuple(entry.id or "" for entry in said if entry.day < first),
    )
