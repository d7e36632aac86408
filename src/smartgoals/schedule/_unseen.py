"""What a notice rests on, and whether anybody has looked at it since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import cast

from smartgoals.entries import Entry, Measured, Reviewed
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.scoring._achievement import Achievement

__all__ = ["is_unseen", "shown_by"]


def shown_by(seen: Iterable[Achievement], journal: Journal) -> dict[str, Measured]:
    """Return the values that notices rest on, by the ids of their entries."""
    names = {name for each in seen for notice in each.notices for name in notice.entries}
    return {
        entry.id: entry
        for entry in (journal.current if names else ())
        if isinstance(entry, Measured) and entry.id is not None and entry.id in names
    }


def is_unseen(
    goal: Goal, journal: Journal, values: Iterable[Measured], since: dt.date, on: dt.date
) -> bool:
    """Return whether a notice of a goal that ended before has still to be seen: no end silences it.

    It has while a value of it is of these days or was recorded since, or no review looked at it.
    """
    reviews = [entry for entry in journal.about(goal.id, Reviewed) if entry.day <= on]
    return any(
        value.day >= since
        or _recorded_at(value).date() >= since
        or not any(_has_looked_at(review, value) for review in reviews)
        for value in values
    )


def _has_looked_at(review: Reviewed, value: Measured) -> bool:
    return value.day <= review.day and _recorded_at(value) <= _recorded_at(review)


def _recorded_at(entry: Entry) -> dt.datetime:
    # A journal holds stamped entries only.
    return cast(dt.datetime, entry.recorded_at)
