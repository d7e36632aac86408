"""When a goal is looked at again, as a value with its reasons."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from smartgoals._values import refuse
from smartgoals.entries import Course
from smartgoals.notices import Notice

__all__ = ["EXCUSES", "Reason", "ReasonCode", "ReviewDate"]


class ReasonCode(StrEnum):
    """Why a review is when it is, or why there is none."""

    AFTER_START = "after-start"
    """The usual interval after it began: there was no review yet."""
    AFTER_RESUMPTION = "after-resumption"
    """The usual interval after the goal, which had ended, was taken up again."""
    AFTER_REVIEW = "after-review"
    """The usual interval after the last review."""
    SOONER = "sooner"
    """The interval is shorter than usual, for the way the goal goes."""
    LATER = "later"
    """The interval is longer than usual, for all has gone well for some time."""
    POSTPONED = "postponed"
    """Put off by agreement."""
    PUT_OFF_ENOUGH = "put-off-enough"
    """It was put off more often than was agreed; only as many count."""
    SESSION = "session"
    """Moved to a session that is booked."""
    NOT_BEFORE = "not-before"
    """The shortest interval holds it back."""
    NOT_AFTER = "not-after"
    """The longest interval pulls it forward."""
    INSTRUMENT = "instrument"
    """A questionnaire is not given again any sooner."""
    OVERLAP = "overlap"
    """A questionnaire will ask about days that its last answer was about too."""
    WORKING_DAY = "working-day"
    """Moved to the next working day within the limits, or else to the one before."""
    OVERDUE = "overdue"
    """Its day has passed, and no review was recorded."""
    ON_HOLD = "on-hold"
    """The goal is on hold: the interval goes on, and nobody is to blame for a day that passes."""
    AWAY = "away"
    """The person is away: the interval goes on, and nobody is to blame for a day that passes."""
    NO_POLICY = "no-policy"
    """Nobody agreed how often."""
    NO_START = "no-start"
    """The goal has no first day to count from."""
    CLOSED = "closed"
    """It has ended."""


_WORDS = {
    ReasonCode.AFTER_START: "{days} after the start on {day}",
    ReasonCode.AFTER_RESUMPTION: "{days} after it was taken up again on {day}",
    ReasonCode.AFTER_REVIEW: "{days} after the review on {day}",
    ReasonCode.SOONER: "sooner, after {days}: {course}",
    ReasonCode.LATER: "later, after {days}: it had gone well for some time",
    ReasonCode.POSTPONED: "put off to {day}",
    ReasonCode.PUT_OFF_ENOUGH: "put off as often as was agreed",
    ReasonCode.SESSION: "moved to the session on {day}",
    ReasonCode.NOT_BEFORE: "not before {day}, at least {days} after",
    ReasonCode.NOT_AFTER: "brought forward to {day}, at most {days} after",
    ReasonCode.INSTRUMENT: "not before {day}, {days} after the last answers to a questionnaire",
    ReasonCode.OVERLAP: "a questionnaire asks about {days} that it asked about on {day} too",
    ReasonCode.WORKING_DAY: "moved to the working day {day}",
    ReasonCode.OVERDUE: "overdue since {day}",
    ReasonCode.ON_HOLD: "on hold, and reviews go on",
    ReasonCode.AWAY: "away until {day}, and reviews go on",
    ReasonCode.NO_POLICY: "no review policy was agreed",
    ReasonCode.NO_START: "the goal has no start yet",
    ReasonCode.CLOSED: "it has ended",
}
_COURSE = {
    None: "it goes back once all has gone well for some time",
    Course.WORSENING: "it got harder lately",
    Course.OFF_COURSE: "worth another look together",
}
EXCUSES = {ReasonCode.ON_HOLD, ReasonCode.AWAY}


@attrs.frozen(kw_only=True)
class Reason:
    """One reason for a review date.

    Args:
        code: Which.
        day: The day that it speaks of.
        days: The number of days that it speaks of.
        course: How the goal goes, where that is the reason; worsening or off course.

    Raises:
        InvalidValueError: If *course* is another one.
    """

    code: ReasonCode
    day: dt.date | None = None
    days: int | None = None
    course: Course | None = attrs.field(default=None)

    @course.validator
    def _is_a_reason(self, attribute: attrs.Attribute[Course | None], value: object) -> None:
        if value not in _COURSE:
            refuse(attribute.name, "worsening or off course", value)

    def __str__(self) -> str:
        """Say it in English."""
        days = "1 day" if self.days == 1 else f"{self.days} days"
        return _WORDS[self.code].format(day=self.day, days=days, course=_COURSE[self.course])


@attrs.frozen(kw_only=True)
class ReviewDate:
    """When a goal or a treatment plan is looked at again, with the reasons in order of effect.

    Args:
        goal: Id of the goal or the treatment plan.
        day: The day; None if there is none.
        earliest: The first day that the policy allows; None if there is no date.
        latest: The last day that the policy allows; None if it sets no limit.
        interval_days: The interval that it was counted with; None if there is no date.
        reasons: Why then, or why never.
        notices: What a person has to see at once, whatever the date.
        retest: The day from which on the measure of a reliable worsening can be taken again, to
            see if it lasts; the notice stands until then.
    """

    goal: str
    day: dt.date | None
    reasons: tuple[Reason, ...]
    earliest: dt.date | None = None
    latest: dt.date | None = None
    interval_days: int | None = None
    notices: tuple[Notice, ...] = ()
    retest: dt.date | None = None

    @property
    def is_overdue(self) -> bool:
        """Whether its day had passed on the date of judgement."""
        return any(reason.code is ReasonCode.OVERDUE for reason in self.reasons)

    @property
    def is_excused(self) -> bool:
        """Whether a day that passes is nobody's fault: the goal is on hold, or the person away."""
        return any(reason.code in EXCUSES for reason in self.reasons)

    def __str__(self) -> str:
        """Say notices, date and reasons in English."""
        when = "no review" if self.day is None else f"review on {self.day.isoformat()}"
        lines = [f"notice: {notice}" for notice in self.notices]
        lines.append(f"{when}: {'; '.join(str(reason) for reason in self.reasons)}")
        if self.retest is not None:
            lines.append(f"measure again from {self.retest.isoformat()} on to see if it lasts")
        return "\n".join(lines)
