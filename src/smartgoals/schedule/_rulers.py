"""Where somebody stands on a ruler from 0 to 10: how important a goal is, how sure they are."""

from __future__ import annotations

import datetime as dt

import attrs

from smartgoals._values import plain
from smartgoals.entries import Rated, RatingKind
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.scoring._ratings import ratings_of

__all__ = ["RulerRating", "confidence_of", "importance_of"]


@attrs.frozen(kw_only=True)
class RulerRating:
    """A place on a ruler from 0 to 10, and whose word it is.

    Args:
        value: From 0 to 10.
        rater: Id of who rated; None if it was agreed with the goal.
        day: The day that a rating is about; None if it was agreed with the goal.
        is_own: Whether it is the person's own word; what was agreed with the goal is.
    """

    value: float
    rater: str | None = None
    day: dt.date | None = None
    is_own: bool = True

    def __str__(self) -> str:
        """Say it in English; another's word with the id of who said it."""
        whose = "" if self.is_own else f" as {self.rater} sees it"
        return f"{plain(self.value)} of 10{whose}"


def importance_of(goal: Goal, journal: Journal, *, on: dt.date) -> RulerRating | None:
    """Return how much *goal* matters to the person, as known by the end of *on*."""
    return _rating(goal, journal, on, RatingKind.IMPORTANCE, goal.importance)


def confidence_of(goal: Goal, journal: Journal, *, on: dt.date) -> RulerRating | None:
    """Return how sure the person is to manage *goal*, as known by the end of *on*."""
    return _rating(goal, journal, on, RatingKind.CONFIDENCE, goal.confidence)


def _rating(
    goal: Goal, journal: Journal, on: dt.date, kind: RatingKind, agreed: int | None
) -> RulerRating | None:
    """Return the person's latest word, else what was agreed, else another's latest word.

    What somebody else thinks that it means to a person never outweighs what that person said.
    """
    own, _ = ratings_of(goal, journal, on=on, kind=kind, rater=goal.subject)
    if own:
        return _rated(own[-1], is_own=True)
    if agreed is not None:
        return RulerRating(value=float(agreed))
    others, _ = ratings_of(goal, journal, on=on, kind=kind)
    return _rated(others[-1], is_own=False) if others else None


def _rated(entry: Rated, *, is_own: bool) -> RulerRating:
    return RulerRating(value=entry.value, rater=entry.rater, day=entry.day, is_own=is_own)
