"""A rule for review dates that breaks each law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import cycle, pairwise
from typing import Any, TypeAlias

import attrs

from smartgoals.entries import Course, Entry, Measured, Postponed, Reviewed, SessionCancelled
from smartgoals.goals import Goal, Lifecycle
from smartgoals.journal import Journal
from smartgoals.plans import EVERY_TWO_WEEKS, ReviewPolicy
from smartgoals.schedule import ReviewDate, next_review
from smartgoals.testing._review_laws import ReviewRule

__all__ = ["BROKEN"]

_FAR = 365
Dates: TypeAlias = Callable[[ReviewDate, Journal, dt.date], dt.date | None]


def _with_policy(change: Callable[[ReviewPolicy], ReviewPolicy]) -> ReviewRule:
    """Return the rule with something else than what was agreed."""

    def rule(goal: Any, journal: Journal, /, *, on: dt.date, **others: Any) -> ReviewDate:
        policy = None if goal.review is None else change(goal.review)
        return next_review(goal, journal, on=on, policy=policy, **others)

    return rule


def _without(field: str, value: Any = None) -> ReviewRule:
    return _with_policy(lambda policy: attrs.evolve(policy, **{field: value}))


def _with_journal(change: Callable[[Entry], Entry | None]) -> ReviewRule:
    """Return the rule with another reading of what happened."""

    def rule(goal: Any, journal: Journal, /, *, on: dt.date, **others: Any) -> ReviewDate:
        kept = [changed for entry in journal if (changed := change(entry)) is not None]
        read = Journal(subject=journal.subject, entries=kept)
        return next_review(goal, read, on=on, **others)

    return rule


def _with_day(change: Dates) -> ReviewRule:
    """Return the rule with another day."""

    def rule(goal: Any, journal: Journal, /, *, on: dt.date, **others: Any) -> ReviewDate:
        found = next_review(goal, journal, on=on, **others)
        return attrs.evolve(found, day=found.day and change(found, journal, on))

    return rule


def _moody() -> ReviewRule:
    moods: Iterator[int] = cycle([0, 1])
    return _with_day(lambda found, *_: found.day and found.day + dt.timedelta(days=next(moods)))


def _patience(found: ReviewDate, journal: Journal, on: dt.date) -> dt.date | None:
    """Wait longest where it goes worst: who struggles is left in peace."""
    reviews = [entry for entry in journal.about(found.goal, Reviewed) if entry.day <= on]
    is_hard = bool(reviews) and reviews[-1].course is Course.WORSENING
    return found.day and found.day + dt.timedelta(days=_FAR if is_hard else 0)


def _obedience(found: ReviewDate, journal: Journal, on: dt.date) -> dt.date | None:
    told = [entry.to for entry in journal.about(found.goal, Postponed) if entry.day <= on]
    return told[-1] if told else found.day


def _ignoring_holidays(goal: Any, journal: Journal, /, *, on: dt.date, **_: Any) -> ReviewDate:
    return next_review(goal, journal, on=on)


def _as_met(entry: Entry) -> Entry:
    """Take no news for good news."""
    if isinstance(entry, Reviewed) and entry.course is Course.UNKNOWN:
        return attrs.evolve(entry, course=Course.MET)
    return entry


def _foreseeing(goal: Any, journal: Journal, /, *, on: dt.date, **others: Any) -> ReviewDate:
    return next_review(goal, journal, on=on + dt.timedelta(days=_FAR), **others)


def _not_reviewed(entry: Entry) -> Entry | None:
    return None if isinstance(entry, Reviewed) else entry


def _excused_until_further_notice(found: ReviewDate, _: Journal, __: dt.date) -> dt.date | None:
    return found.day and found.day + dt.timedelta(days=_FAR if found.is_excused else 0)


def _silent(goal: Any, journal: Journal, /, *, on: dt.date, **others: Any) -> ReviewDate:
    """Say what is to be seen at once when it is looked at again."""
    found = next_review(goal, journal, on=on, **others)
    is_due = found.day is not None and found.day <= on
    return found if is_due else attrs.evolve(found, notices=())


def _endless(goal: Any, journal: Journal, /, *, on: dt.date, **others: Any) -> ReviewDate:
    if not isinstance(goal, Goal):
        return next_review(attrs.evolve(goal, until=None), journal, on=on, **others)
    history = [change for change in goal.lifecycle_history if not change.status.is_closed]
    return next_review(attrs.evolve(goal, lifecycle_history=history), journal, on=on, **others)


def _by_default(goal: Any, journal: Journal, /, *, on: dt.date, **others: Any) -> ReviewDate:
    return next_review(goal, journal, on=on, policy=goal.review or EVERY_TWO_WEEKS, **others)


def _never(entry_kind: type[Entry]) -> ReviewRule:
    """Return the rule that has never heard of a kind of entry."""
    return _with_journal(lambda entry: None if isinstance(entry, entry_kind) else entry)


def _anew(goal: Any, journal: Journal, /, *, on: dt.date, **others: Any) -> ReviewDate:
    """Count anew from the day on which a goal was taken up again."""
    resumed = [
        later.day
        for earlier, later in pairwise(getattr(goal, "lifecycle_history", ()))
        if earlier.status is Lifecycle.ON_HOLD and later.status is Lifecycle.ACTIVE
    ]
    if resumed:
        goal = attrs.evolve(goal, start=max(goal.start, *resumed))
    return next_review(goal, journal, on=on, **others)


BROKEN: dict[str, ReviewRule] = {
    "S01": _without("maximum_days"),
    "S02": _without("minimum_days"),
    "S03": _moody(),
    "S04": _with_day(_patience),
    "S05": _with_day(_obedience),
    "S06": _without("most_postponements"),
    "S07": _ignoring_holidays,
    "S08": _with_journal(_as_met),
    "S09": _without("longer_after", 1),
    "S10": _foreseeing,
    "S11": _with_journal(_not_reviewed),
    "S12": _with_day(_excused_until_further_notice),
    "S13": _silent,
    "S14": _endless,
    "S15": _with_day(lambda found, _, on: found.day and max(found.day, on)),
    "S16": _by_default,
    "S26": _without("shorter_by", 1),
    "S27": _without("longer_by", 1),
    "S28": _never(Measured),
    "S29": _never(Postponed),
    "S30": _without("session_window_days", _FAR),
    "S31": _never(SessionCancelled),
    "S32": _anew,
}
