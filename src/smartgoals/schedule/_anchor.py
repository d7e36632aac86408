"""What a review date is counted from, and the sessions that may take it."""

from __future__ import annotations

import datetime as dt
from operator import attrgetter

import attrs

from smartgoals.entries import Postponed, Reviewed, SessionBooked
from smartgoals.goals import Goal, Lifecycle
from smartgoals.journal import Journal
from smartgoals.schedule._review_date import ReasonCode
from smartgoals.treatment import TreatmentPlan

__all__ = ["Anchor", "anchor_of", "booked_days", "put_off_since"]


@attrs.frozen(kw_only=True)
class Anchor:
    """The day that an interval runs from.

    Args:
        day: The day.
        code: What happened on it.
        since: The first day whose reviews count; those before a goal was taken up again do not.
        recorded_at: When it was written down, if an entry says it.
    """

    day: dt.date
    code: ReasonCode
    since: dt.date = dt.date.min
    recorded_at: dt.datetime | None = None


def anchor_of(goal: Goal | TreatmentPlan, journal: Journal, on: dt.date) -> Anchor | None:
    """Return the last review, resumption or start up to *on*."""
    begun = _begun(goal, on)
    since = begun.day if begun and begun.code is ReasonCode.AFTER_RESUMPTION else dt.date.min
    reviews = [entry for entry in journal.about(goal.id, Reviewed) if entry.day <= on]
    last = reviews[-1] if reviews else None
    # Of the same day the review counts: it says more than a start.
    if last is None or (begun is not None and begun.day > last.day):
        return begun
    return Anchor(
        day=last.day,
        code=ReasonCode.AFTER_REVIEW,
        since=since,
        recorded_at=last.recorded_at,
    )


def _begun(goal: Goal | TreatmentPlan, on: dt.date) -> Anchor | None:
    """Return when the goal was last taken up again by *on*, or else its start."""
    if isinstance(goal, TreatmentPlan):
        return Anchor(day=goal.start, code=ReasonCode.AFTER_START)
    begun = None
    if goal.start is not None:
        begun = Anchor(day=goal.start, code=ReasonCode.AFTER_START)
    history = goal.lifecycle_history
    for earlier, change in zip((None, *history), history, strict=False):
        day = change.day
        if change.status is not Lifecycle.ACTIVE or day is None or day > on:
            continue
        if earlier and earlier.status.is_closed:
            # A pause stops no clock; what had ended begins anew.
            again = Anchor(day=day, code=ReasonCode.AFTER_RESUMPTION, since=day)
            # A goal can be taken up again before the day that was agreed as its start.
            begun = again if begun is None or day >= begun.day else begun
        elif begun is None:
            begun = Anchor(day=day, code=ReasonCode.AFTER_START)
    return begun


def put_off_since(anchor: Anchor, goal: str, journal: Journal, on: dt.date) -> list[Postponed]:
    """Return the postponements since the last review, in the order in which they were recorded."""
    found = [
        entry
        for entry in journal.about(goal, Postponed)
        if anchor.day <= entry.day <= on and not _is_before(entry, anchor)
    ]
    return sorted(found, key=attrgetter("recorded_at", "id"))


def _is_before(entry: Postponed, anchor: Anchor) -> bool:
    """Return whether it was put off before the review that then took place on the same day."""
    if entry.day != anchor.day or entry.recorded_at is None or anchor.recorded_at is None:
        return False
    return entry.recorded_at < anchor.recorded_at


def booked_days(journal: Journal, on: dt.date) -> set[dt.date]:
    """Return the days of the sessions that still stand; the last word on each session holds."""
    booked: dict[str, dt.date] = {}
    for entry in journal.bookings:
        if isinstance(entry, SessionBooked):
            booked[entry.session] = entry.day
        elif entry.day <= on:
            booked.pop(entry.session, None)
    return set(booked.values())
