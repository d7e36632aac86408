"""The next review: the policy's interval, moved by what happened, clamped last."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from smartgoals.entries import (
    Entry,
    Postponed,
    Reviewed,
    SessionBooked,
    SessionCancelled,
)
from smartgoals.goals import Goal, Lifecycle
from smartgoals.journal import Journal
from smartgoals.plans import ReviewPolicy
from smartgoals.scoring._progress import check_judgement

__all__ = ["Reason", "ReasonCode", "ReviewDate", "next_review"]


class ReasonCode(StrEnum):
    """Why a review is when it is, or why there is none."""

    AFTER_START = "after-start"
    """The usual interval after the goal began: there was no review yet."""
    AFTER_RESUMPTION = "after-resumption"
    """The usual interval after the goal became active again."""
    AFTER_REVIEW = "after-review"
    """The usual interval after the last review."""
    POSTPONED = "postponed"
    """Put off by agreement."""
    SESSION = "session"
    """Moved to the nearest session that is booked."""
    NOT_AFTER = "not-after"
    """The longest interval pulls it forward."""
    OVERDUE = "overdue"
    """Its day has passed, and no review was recorded."""
    ON_HOLD = "on-hold"
    """The goal is on hold; the interval goes on."""
    NO_POLICY = "no-policy"
    """Nobody agreed how often."""
    NO_START = "no-start"
    """The goal has no first day to count from."""
    CLOSED = "closed"
    """The goal has ended."""


_WORDS = {
    ReasonCode.AFTER_START: "{days} after the start on {day}",
    ReasonCode.AFTER_RESUMPTION: "{days} after it was taken up again on {day}",
    ReasonCode.AFTER_REVIEW: "{days} after the review on {day}",
    ReasonCode.POSTPONED: "put off to {day}",
    ReasonCode.SESSION: "moved to the session on {day}",
    ReasonCode.NOT_AFTER: "brought forward to {day}, at most {days} after",
    ReasonCode.OVERDUE: "overdue since {day}",
    ReasonCode.ON_HOLD: "the goal is on hold; its reviews go on",
    ReasonCode.NO_POLICY: "no review policy was agreed",
    ReasonCode.NO_START: "the goal has no start yet",
    ReasonCode.CLOSED: "the goal has ended",
}


@attrs.frozen(kw_only=True)
class Reason:
    """One reason for a review date.

    Args:
        code: Which.
        day: The day that it speaks of.
        days: The number of days that it speaks of.
    """

    code: ReasonCode
    day: dt.date | None = None
    days: int | None = None

    def __str__(self) -> str:
        """Say it in English."""
        days = "1 day" if self.days == 1 else f"{self.days} days"
        return _WORDS[self.code].format(day=self.day, days=days)


@attrs.frozen(kw_only=True)
class ReviewDate:
    """When a goal is looked at again, with the reasons in the order in which they took effect.

    Args:
        goal: Id of the goal.
        day: The day; None if there is none.
        earliest: The first day that the policy allows; None if there is no date.
        latest: The last day that the policy allows; None if it sets no limit.
        reasons: Why then, or why never.
    """

    goal: str
    day: dt.date | None
    reasons: tuple[Reason, ...]
    earliest: dt.date | None = None
    latest: dt.date | None = None

    @property
    def is_overdue(self) -> bool:
        """Whether its day had passed on the date of judgement."""
        return any(reason.code is ReasonCode.OVERDUE for reason in self.reasons)

    def __str__(self) -> str:
        """Say date and reasons in English."""
        when = "no review" if self.day is None else f"review on {self.day.isoformat()}"
        return f"{when}: {'; '.join(str(reason) for reason in self.reasons)}"


def next_review(
    goal: Goal, journal: Journal, *, on: dt.date, policy: ReviewPolicy | None = None
) -> ReviewDate:
    """Return when *goal* is looked at again, and why then.

    The policy's usual interval runs from the last review, or from the start. A postponement moves
    it, a booked session near it takes it, and the shortest and longest intervals have the last
    word. A review whose day has passed stays due until one is recorded.

    Args:
        goal: The goal.
        journal: The journal of the goal's subject.
        on: The date of judgement. What happened later is ignored; a session that is booked for
            later is a plan, and counts.
        policy: How often; the goal's own if None.

    Returns:
        The date with its reasons; no policy, no date.

    Raises:
        InvalidValueError: If the journal is another person's, or *on* is no date.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import EVERY_TWO_WEEKS, Goal, Journal, SessionBooked, next_review
        >>> goal = Goal(
        ...     id="g-1", subject="c-17", statement="I will walk.", review=EVERY_TWO_WEEKS,
        ...     start=dt.date(2025, 2, 3),
        ... )
        >>> print(next_review(goal, Journal(subject="c-17"), on=dt.date(2025, 2, 3)))
        review on 2025-02-17: 14 days after the start on 2025-02-03
        >>> at = dt.datetime(2025, 2, 3, 8, tzinfo=dt.UTC)
        >>> booked = SessionBooked(session="s-2", day=dt.date(2025, 2, 19))
        >>> journal = Journal(subject="c-17", entries=[booked.stamped(id="e-1", at=at)])
        >>> print(next_review(goal, journal, on=dt.date(2025, 2, 3)).day)
        2025-02-19
    """
    check_judgement(goal, journal, on)
    policy = policy or goal.review
    status = goal.lifecycle_on(on)
    if status.is_closed:
        return _none(goal, ReasonCode.CLOSED)
    if policy is None:
        return _none(goal, ReasonCode.NO_POLICY)
    anchor = _anchor(goal, journal, on)
    if anchor is None:
        return _none(goal, ReasonCode.NO_START)
    last = anchor.day
    earliest = _days_after(last, policy.minimum_days or 1)
    latest = None if policy.maximum_days is None else _days_after(last, policy.maximum_days)
    day = _days_after(last, policy.base_days)
    reasons = [Reason(code=anchor.code, day=last, days=policy.base_days)]
    put_off = _put_off_to(goal, journal, anchor, on)
    # A postponement never brings a review forward.
    if put_off is not None and put_off > day:
        day = put_off
        reasons.append(Reason(code=ReasonCode.POSTPONED, day=day))
    near = [
        booked
        for booked in _booked(journal, on)
        if abs((booked - day).days) <= policy.session_window_days
        and earliest <= booked <= (latest or booked)
    ]
    if near and day not in near:
        # The nearest, and of two the earlier: people should not wait longer for want of a rule.
        day = min(near, key=lambda booked: (abs((booked - day).days), booked))
        reasons.append(Reason(code=ReasonCode.SESSION, day=day))
    if latest is not None and day > latest:
        day = latest
        reasons.append(Reason(code=ReasonCode.NOT_AFTER, day=day, days=policy.maximum_days))
    if status is Lifecycle.ON_HOLD:
        reasons.append(Reason(code=ReasonCode.ON_HOLD))
    if day < on:
        reasons.append(Reason(code=ReasonCode.OVERDUE, day=day))
    return ReviewDate(
        goal=goal.id, day=day, earliest=earliest, latest=latest, reasons=tuple(reasons)
    )


def _none(goal: Goal, code: ReasonCode) -> ReviewDate:
    return ReviewDate(goal=goal.id, day=None, reasons=(Reason(code=code),))


def _days_after(day: dt.date, days: int) -> dt.date:
    """Return the day that many days later, or the last day that there is."""
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))


@attrs.frozen(kw_only=True)
class _Anchor:
    """The day that an interval runs from, and when it was recorded if an entry says it."""

    day: dt.date
    code: ReasonCode
    recorded_at: dt.datetime | None = None


def _anchor(goal: Goal, journal: Journal, on: dt.date) -> _Anchor | None:
    """Return the last review, resumption or start up to *on*."""
    anchors: list[_Anchor] = []
    if goal.start is not None:
        anchors.append(_Anchor(day=goal.start, code=ReasonCode.AFTER_START))
    history = goal.lifecycle_history
    for earlier, change in zip((None, *history), history, strict=False):
        if change.status is not Lifecycle.ACTIVE or change.day is None or change.day > on:
            continue
        if earlier and (earlier.status is Lifecycle.ON_HOLD or earlier.status.is_closed):
            anchors.append(_Anchor(day=change.day, code=ReasonCode.AFTER_RESUMPTION))
        elif goal.start is None:
            anchors.append(_Anchor(day=change.day, code=ReasonCode.AFTER_START))
    anchors.extend(
        _Anchor(day=entry.day, code=ReasonCode.AFTER_REVIEW, recorded_at=entry.recorded_at)
        for entry in journal.about(goal.id, Reviewed)
        if entry.day <= on
    )
    # Of the same day the later in this list: a review says more than a start.
    return max(reversed(anchors), key=lambda anchor: anchor.day, default=None)


def _put_off_to(goal: Goal, journal: Journal, anchor: _Anchor, on: dt.date) -> dt.date | None:
    """Return the day of the last postponement since the last review."""
    days = [
        entry.to
        for entry in journal.about(goal.id, Postponed)
        if anchor.day <= entry.day <= on and not _is_before(entry, anchor)
    ]
    return days[-1] if days else None


def _is_before(entry: Postponed, anchor: _Anchor) -> bool:
    """Return whether it was put off before the review that then took place on the same day."""
    if entry.day != anchor.day or entry.recorded_at is None or anchor.recorded_at is None:
        return False
    return entry.recorded_at < anchor.recorded_at


def _booked(journal: Journal, on: dt.date) -> list[dt.date]:
    """Return the days of the sessions that still stand; the last word on each session holds."""
    booked: dict[str, dt.date] = {}
    for entry in sorted(journal.current, key=_recorded):
        match entry:
            case SessionBooked():
                booked[entry.session] = entry.day
            case SessionCancelled() if entry.day <= on:
                booked.pop(entry.session, None)
            case _:
                pass
    return list(booked.values())


def _recorded(entry: Entry) -> tuple[object, ...]:
    return entry.recorded_at, entry.id
