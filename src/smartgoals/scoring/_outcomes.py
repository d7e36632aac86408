"""Goal-based outcomes: how much closer to being reached the client's goals are."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable

import attrs

from smartgoals._values import as_number, as_tuple, plain, refuse
from smartgoals.entries import Rated, RatingKind
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.measures import ChangeKind, ChangeThreshold
from smartgoals.notices import Notice, NoticeKind, NoticeSource
from smartgoals.scoring._category import ChangeCategory
from smartgoals.scoring._ratings import agreed_goals, check_rater, ratings_of

__all__ = [
    "GoalBasedOutcome",
    "GoalOutcomes",
    "OutcomePart",
    "goal_based_outcome",
    "goal_outcomes",
]

_LEAST, _MOST = 0.0, 10.0
# 3.8 less 1.35 is a little less than 2.45 in floating point, and is 2.45 all the same.
_ROUNDING = 1e-9


@attrs.frozen(kw_only=True)
class GoalBasedOutcome:
    """What several goals came to together.

    Args:
        goals: How many goals were given.
        paired: How many of them have both a first and a latest rating; all else is about these.
        changes: The latest rating less the first of each paired goal, from -10 to 10, in order.
        mean_first: Mean of the first ratings, from 0 to 10; None if nothing is paired.
        mean_latest: Mean of the latest ratings.
        mean_change: Mean of *changes*, from -10 to 10.
        category: Improved, unchanged or deteriorated by *threshold*; None if nothing is paired.
        threshold: The change that counts, with its source.
        is_at_ceiling: Whether the first ratings were too high for a rise of that size to show.
        is_at_floor: Whether they were too low for a fall of that size to show.
    """

    goals: int
    paired: int
    changes: tuple[float, ...]
    mean_first: float | None
    mean_latest: float | None
    mean_change: float | None
    category: ChangeCategory | None
    threshold: ChangeThreshold
    is_at_ceiling: bool
    is_at_floor: bool

    def __str__(self) -> str:
        """Say it in English."""
        if self.mean_change is None or self.category is None:
            return "no change to tell yet, for no goal was rated twice"
        points = plain(self.threshold.points)
        goals = "1 goal" if self.goals == 1 else f"{self.paired} of {self.goals} goals"
        told = f"mean change {_signed(self.mean_change)} over {goals}"
        is_unchanged = self.category is ChangeCategory.UNCHANGED
        if is_unchanged and self.is_at_ceiling and self.mean_change >= 0:
            return f"{told}; it started too high for a rise of {points} to show"
        if is_unchanged and self.is_at_floor and self.mean_change <= 0:
            return f"{told}; it started too low for a fall of {points} to show"
        is_worse = self.category is ChangeCategory.DETERIORATED
        became = "further away than at the start" if is_worse else self.category
        return f"{told}; {became} ({self.threshold.kind} change of {points})"


@attrs.frozen(kw_only=True)
class OutcomePart:
    """How one goal was rated at first and at last.

    Args:
        goal: Id of the goal.
        first: The first rating, from 0 to 10; None if there is none.
        latest: The latest rating, of another moment; None if there is none.
        change: *latest* less *first*, from -10 to 10; None unless both are known.
        first_day: The day of the first rating.
        latest_day: The day of the latest rating.
        first_entry: Id of the entry with the first rating.
        latest_entry: Id of the entry with the latest rating.
        is_at_ceiling: Whether from the first rating a rise by the threshold cannot show.
        is_at_floor: Whether from the first rating a fall by the threshold cannot show.
    """

    goal: str
    first: float | None = None
    latest: float | None = None
    change: float | None = None
    first_day: dt.date | None = None
    latest_day: dt.date | None = None
    first_entry: str | None = None
    latest_entry: str | None = None
    is_at_ceiling: bool = False
    is_at_floor: bool = False

    @property
    def is_paired(self) -> bool:
        """Whether there are two ratings to compare."""
        return self.change is not None

    def __str__(self) -> str:
        """Say what is known in English, without a client's words."""
        if self.first is None:
            return f"{self.goal}: not rated yet"
        if self.latest is None or self.change is None:
            return f"{self.goal}: first rated {plain(self.first)}, not rated again yet"
        told = f"{self.goal}: from {plain(self.first)} to {plain(self.latest)}"
        is_rise = self.change >= 0 and self.is_at_ceiling
        high = "; it started too high for such a rise to show" if is_rise else ""
        return f"{told}, change {_signed(self.change)}{high}"


@attrs.frozen(kw_only=True)
class GoalOutcomes:
    """Goal-based outcomes of one rater, with the ratings that they come from.

    They are never averaged into a :class:`~smartgoals.scoring.Progress`.

    Args:
        on: The date of judgement.
        rater: Id of the party whose ratings these are.
        whole: What the goals that were rated came to together.
        parts: The goals that were agreed, in the order given.
        left_out: Ids of goals that were never agreed, or were entered in error.
        notices: What a person has to see at once.
    """

    on: dt.date
    rater: str
    whole: GoalBasedOutcome
    parts: tuple[OutcomePart, ...]
    left_out: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()

    def __str__(self) -> str:
        """Say it in English: notices, the whole, the goals; no client's words."""
        # A notice comes before any number.
        lines = [f"notice: {notice}" for notice in self.notices]
        lines.append(f"{self.on.isoformat()}, rated by {self.rater}: {self.whole}")
        lines += [f"  {part}" for part in self.parts]
        lines += [f"  {goal}: left out" for goal in self.left_out]
        return "\n".join(lines)


def goal_based_outcome(
    pairs: Iterable[tuple[float | None, float | None]],
    *,
    threshold: ChangeThreshold,
    most_goals: int | None = 3,
) -> GoalBasedOutcome:
    """Return what pairs of a first and a latest rating come to.

    The composite is the mean of the changes of those goals that have both ratings. It is never the
    mean of all latest ratings less the mean of all first ones: those may be of different goals.

    Args:
        pairs: For each goal the first and the latest rating, from 0 to 10; None where there is
            none.
        threshold: The change that counts, both ways; a mean change of its points or more is
            improved or deteriorated. There is no default: the published 2.45 of the tool is in
            ``instrument("gbo").thresholds``, with its source.
        most_goals: How many goals there may be; None for any number, which the published threshold
            is not about.

    Returns:
        The composite, with how many goals it is about.

    Raises:
        InvalidValueError: If a rating is outside of the range or no finite number, if there are
            more goals than *most_goals*, or if *threshold* holds for one way only.

    Source:
        The tool: Law & Jacob, Goals and Goal Based Outcomes. Composite and threshold:
        Edbrooke-Childs et al. 2015, Child and Adolescent Mental Health 20:142-148,
        doi:10.1111/camh.12107. That a start may be too high for a change to show is arithmetic.

    Example:
        >>> from smartgoals import ChangeKind, instrument
        >>> from smartgoals.scoring import goal_based_outcome
        >>> (reliable,) = [threshold for threshold in instrument("gbo").thresholds
        ...                if threshold.kind is ChangeKind.RELIABLE]
        >>> print(goal_based_outcome([(2, 5), (4, 6), (3, None)], threshold=reliable))
        mean change +2.5 over 2 of 3 goals; improved (reliable change of 2.45)
        >>> print(goal_based_outcome([(8, 10)], threshold=reliable))
        mean change +2 over 1 goal; it started too high for a rise of 2.45 to show
    """
    points = _points(threshold)
    given = [_pair(pair) for pair in as_tuple(pairs)]
    _check_number(len(given), most_goals)
    paired = [
        (first, latest) for first, latest in given if first is not None and latest is not None
    ]
    changes = tuple(latest - first for first, latest in paired)
    mean_first = _mean([first for first, _ in paired])
    mean_change = _mean(changes)
    return GoalBasedOutcome(
        goals=len(given),
        paired=len(paired),
        changes=changes,
        mean_first=mean_first,
        mean_latest=_mean([latest for _, latest in paired]),
        mean_change=mean_change,
        category=None if mean_change is None else _category(mean_change, points),
        threshold=threshold,
        is_at_ceiling=_is_at_ceiling(mean_first, points),
        is_at_floor=_is_at_floor(mean_first, points),
    )


def goal_outcomes(
    goals: Iterable[Goal],
    journal: Journal,
    *,
    on: dt.date,
    rater: str,
    threshold: ChangeThreshold,
    most_goals: int | None = 3,
) -> GoalOutcomes:
    """Return goal-based outcomes by one rater's ratings up to the end of *on*.

    A goal is paired if the rater rated how close it is (:attr:`RatingKind.OUTCOME
    <smartgoals.entries.RatingKind.OUTCOME>`) at two different moments: the first and the latest
    count, whatever lies between them. Goals stay in when they are cancelled or completed; those
    that were rejected on *on*, or entered in error, are left out.

    A composite that deteriorated by a reliable change is a notice too.

    Args:
        goals: The goals, each once.
        journal: The journal of the goals' subject.
        on: The date of judgement.
        rater: Id of the party whose ratings count.
        threshold: The change that counts, both ways, as for :func:`goal_based_outcome`.
        most_goals: How many goals may be rated; None for any number.

    Returns:
        The composite with its parts.

    Raises:
        InvalidValueError: If a goal comes twice or is another person's, if *on* is no date or
            *rater* no id, if more goals are rated than *most_goals*, or if *threshold* holds for
            one way only.

    Source:
        As for :func:`goal_based_outcome`.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import ChangeKind, Goal, Journal, Rated, RatingKind, instrument
        >>> from smartgoals.scoring import goal_outcomes
        >>> (reliable,) = [threshold for threshold in instrument("gbo").thresholds
        ...                if threshold.kind is ChangeKind.RELIABLE]
        >>> goal = Goal(id="friends", subject="c-17", statement="I will meet friends.")
        >>> days = [dt.date(2025, 2, 3), dt.date(2025, 5, 5)]
        >>> journal = Journal(subject="c-17", entries=[
        ...     Rated(goal="friends", kind=RatingKind.OUTCOME, value=value, rater="c-17", day=day,
        ...           id=f"e-{value}", recorded_at=dt.datetime(2025, 5, 5, 9, tzinfo=dt.UTC))
        ...     for value, day in zip([3, 7], days)])
        >>> print(goal_outcomes([goal], journal, on=days[1], rater="c-17", threshold=reliable))
        2025-05-05, rated by c-17: mean change +4 over 1 goal; improved (reliable change of 2.45)
          friends: from 3 to 7, change +4
    """
    check_rater(rater)
    points = _points(threshold)
    agreed, left_out = agreed_goals(goals, journal, on)
    parts = tuple(
        _part(
            goal, ratings_of(goal, journal, on=on, kind=RatingKind.OUTCOME, rater=rater)[0], points
        )
        for goal in agreed
    )
    rated = [(part.first, part.latest) for part in parts if part.first is not None]
    whole = goal_based_outcome(rated, threshold=threshold, most_goals=most_goals)
    return GoalOutcomes(
        on=on,
        rater=rater,
        whole=whole,
        parts=parts,
        left_out=left_out,
        notices=_notices(whole, parts),
    )


def _part(goal: Goal, said: tuple[Rated, ...], points: float) -> OutcomePart:
    if not said:
        return OutcomePart(goal=goal.id)
    first = said[0]
    part = OutcomePart(
        goal=goal.id,
        first=first.value,
        first_day=first.day,
        first_entry=first.id,
        is_at_ceiling=_is_at_ceiling(first.value, points),
        is_at_floor=_is_at_floor(first.value, points),
    )
    latest = said[-1]
    # Two devices may record one rating, and that is no change.
    if (latest.day, latest.occurred_at, latest.value) == (
        first.day,
        first.occurred_at,
        first.value,
    ):
        return part
    return attrs.evolve(
        part,
        latest=latest.value,
        change=latest.value - first.value,
        latest_day=latest.day,
        latest_entry=latest.id,
    )


def _notices(whole: GoalBasedOutcome, parts: tuple[OutcomePart, ...]) -> tuple[Notice, ...]:
    is_worse = whole.category is ChangeCategory.DETERIORATED
    if not is_worse or whole.threshold.kind is not ChangeKind.RELIABLE:
        return ()
    return (
        Notice(
            kind=NoticeKind.RELIABLE_WORSENING,
            source=NoticeSource.MEASURE,
            entries=[part.latest_entry for part in parts if part.latest_entry is not None],
        ),
    )


def _points(threshold: ChangeThreshold) -> float:
    if not isinstance(threshold, ChangeThreshold):
        refuse(
            "threshold",
            "a ChangeThreshold",
            threshold,
            instead='the published ones are in instrument("gbo").thresholds',
        )
    if threshold.toward is not None:
        refuse("threshold", "one that holds both ways", threshold.toward)
    return threshold.points


def _check_number(goals: int, most_goals: int | None) -> None:
    if most_goals is None:
        return
    if type(most_goals) is not int or most_goals < 1:
        refuse("most_goals", "a whole number of at least 1, or None", most_goals)
    if goals > most_goals:
        refuse(
            "goals",
            f"at most {most_goals} that are rated",
            goals,
            instead="choose those that were agreed for this outcome",
        )


def _pair(pair: tuple[float | None, float | None]) -> tuple[float | None, float | None]:
    both = as_tuple(pair)
    if len(both) != 2:  # noqa: PLR2004  # a pair
        refuse("pairs", "pairs of a first and a latest rating", both)
    return _rating(both[0]), _rating(both[1])


def _rating(value: float | None) -> float | None:
    if value is None:
        return None
    number = as_number(value)
    if not isinstance(number, float) or not _LEAST <= number <= _MOST:
        refuse("pairs", f"ratings from {plain(_LEAST)} to {plain(_MOST)}", value)
    return number


def _mean(values: Iterable[float]) -> float | None:
    numbers = tuple(values)
    return math.fsum(numbers) / len(numbers) if numbers else None


def _category(change: float, points: float) -> ChangeCategory:
    if abs(change) < points - _ROUNDING:
        return ChangeCategory.UNCHANGED
    return ChangeCategory.IMPROVED if change > 0 else ChangeCategory.DETERIORATED


def _is_at_ceiling(first: float | None, points: float) -> bool:
    return first is not None and _MOST - first < points - _ROUNDING


def _is_at_floor(first: float | None, points: float) -> bool:
    return first is not None and first - _LEAST < points - _ROUNDING


def _signed(change: float) -> str:
    # Thirds have no last digit.
    text = plain(round(change, 2))
    return f"+{text}" if change > 0 else text
