"""What can be written into a journal.

An *entry* is one thing that happened, or one thing that somebody says about another entry. It is
written with its domain fields alone; id, recorded time and author are stamped by a store, or by
hand with :meth:`Entry.stamped`.

Four things are kept apart: not recorded (no entry), excused (:class:`Skipped`, :class:`Absent`),
missed (:class:`Missed`) and zero (:class:`Measured` with value 0).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self, SupportsIndex, cast

import attrs

from smartgoals._time import DateTime, format_instant, parse_instant
from smartgoals._values import (
    EMPTY,
    as_instant,
    as_number,
    as_tuple,
    as_utc,
    frozen_json,
    is_day,
    is_each,
    is_each_id,
    is_id,
    is_in,
    is_number,
    is_text,
    refuse,
)
from smartgoals.errors import InvalidValueError
from smartgoals.measures import Unit, as_optional_unit

__all__ = [
    "Absent",
    "ChangeRequested",
    "Corrected",
    "Course",
    "Decision",
    "Done",
    "Entry",
    "Measured",
    "MilestoneReached",
    "Missed",
    "NoteKind",
    "Noted",
    "Postponed",
    "Rated",
    "RatingKind",
    "Redacted",
    "Reviewed",
    "SessionBooked",
    "SessionCancelled",
    "SessionHeld",
    "Skipped",
    "Voided",
]


class RatingKind(StrEnum):
    """What somebody rated."""

    ATTAINMENT = "attainment"
    """How far the goal came, from -2 (much less than expected) to +2 (much more)."""
    CONFIDENCE = "confidence"
    """How sure they are to manage, from 0 to 10."""
    IMPORTANCE = "importance"
    """How much it matters to them, from 0 to 10."""
    OUTCOME = "outcome"
    """How close the goal is to being reached, from 0 (not at all) to 10 (reached)."""


_RATING_RANGE = {
    RatingKind.ATTAINMENT: (-2.0, 2.0),
    RatingKind.CONFIDENCE: (0.0, 10.0),
    RatingKind.IMPORTANCE: (0.0, 10.0),
    RatingKind.OUTCOME: (0.0, 10.0),
}


class NoteKind(StrEnum):
    """Who a note is for.

    The last three never leave through an exporter unless they are named.
    """

    PROGRESS = "progress"
    """The clinician's record of the work."""
    SHARED = "shared-with-client"
    """Written for the client to read."""
    CLINICIAN = "clinician-only"
    """For the clinician."""
    PSYCHOTHERAPY = "psychotherapy"
    """Psychotherapy notes, kept apart from the record (45 CFR 164.501)."""
    SUBSTANCE_USE = "substance-use-counselling"
    """Notes of substance-use counselling (42 CFR 2.11)."""

    @property
    def is_protected(self) -> bool:
        """Whether it leaves only when it is named."""
        return self not in {NoteKind.PROGRESS, NoteKind.SHARED}


class Course(StrEnum):
    """How a goal is going, for a review."""

    UNKNOWN = "unknown"
    WORSENING = "worsening"
    OFF_COURSE = "off-course"
    ON_COURSE = "on-course"
    MET = "met"


class Decision(StrEnum):
    """What a review decided."""

    CONTINUE = "continue"
    """Go on as agreed."""
    ADJUST = "adjust"
    """Change what was agreed; the next revision."""
    REPLACE = "replace"
    """Close this goal; another takes its place."""
    PAUSE = "pause"
    """Put it on hold."""
    COMPLETE = "complete"
    """It is achieved."""
    STOP = "stop"
    """Close it without another."""


def _as_written(moment: DateTime | None) -> str | None:
    return None if moment is None else format_instant(moment)


@attrs.frozen(kw_only=True)
class Entry:
    """What all entries have; an entry is always one of the kinds below.

    Args:
        day: The local day that it is about.
        id: Its id; None until it is stamped.
        recorded_at: When it was written down, kept in UTC; None until it is stamped.
        author: Id of the party who wrote it; None if nobody says.
        occurred_at: The moment that it is about, with the zone the person was in.
        extensions: What an app adds: plain data, kept through every round trip.

    Raises:
        InvalidValueError: If a field is not what it must be, or a bare :class:`Entry` is made.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Done
        >>> entry = Done(step="breathe", day=dt.date(2025, 2, 3))
        >>> entry.is_stamped
        False
        >>> at = dt.datetime(2025, 2, 3, 7, 15, tzinfo=dt.UTC)
        >>> entry.stamped(id="e-1", at=at).id
        'e-1'
    """

    day: dt.date = attrs.field(validator=is_day)
    id: str | None = attrs.field(default=None, validator=is_id)
    recorded_at: DateTime | None = attrs.field(default=None, converter=as_utc)
    author: str | None = attrs.field(default=None, validator=is_id)
    # Python takes two equal wall times of one zone for one moment, and two zones for the same data.
    occurred_at: DateTime | None = attrs.field(default=None, converter=as_instant, eq=_as_written)
    extensions: Mapping[str, Any] = attrs.field(
        default=EMPTY, converter=frozen_json, repr=False, hash=False
    )

    def __attrs_post_init__(self) -> None:
        """Refuse an entry of no kind."""
        if type(self) is Entry:
            raise InvalidValueError(
                "an entry is one of the kinds in smartgoals.entries, such as Done, and never bare",
                field="entry",
            )

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[Any, ...]:
        """Keep through pickling which of two equal wall times is meant: pendulum does not."""
        if self.occurred_at is None or self.occurred_at.fold == 0:
            return super().__reduce_ex__(protocol)
        return _at, (attrs.evolve(self, occurred_at=None), format_instant(self.occurred_at))

    @property
    def is_stamped(self) -> bool:
        """Whether it has the id and the recorded time that a journal needs."""
        return self.id is not None and self.recorded_at is not None

    def stamped(self, *, id: str, at: dt.datetime, author: str | None = None) -> Self:  # noqa: A002  # the field's name
        """Return the entry with what it still lacks of id, recorded time and author.

        What it has already is kept: stamping twice changes nothing.
        """
        return attrs.evolve(
            self,
            id=self.id if self.id is not None else id,
            recorded_at=self.recorded_at if self.recorded_at is not None else at,
            author=self.author if self.author is not None else author,
        )

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of what it is about: a measure, step, milestone, goal, session or entry.

        None of them for the whole person.
        """
        return ()


def _at(entry: Entry, moment: str) -> Entry:
    return attrs.evolve(entry, occurred_at=parse_instant(moment))


def _as_id(entry: Entry | str | None) -> str:
    # The field's validator refuses None, and says how.
    return cast(str, entry.id) if isinstance(entry, Entry) else cast(str, entry)


@attrs.frozen(kw_only=True)
class Measured(Entry):
    """A measure had a value.

    Args:
        measure: Id of the measure.
        value: The number; finite.
        unit: Its unit, a code is taken too; None for the measure's own.
        language: The language in which it was asked, as a BCP 47 tag; None if nobody says. Values
            of two languages are never compared.

    What another person observes, a parent or a teacher, is another measure: raters are never mixed
    in one number.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Measured
        >>> Measured(measure="gad7", value=12, day=dt.date(2025, 2, 17)).value
        12.0
    """

    measure: str = attrs.field(validator=is_id)
    value: float = attrs.field(converter=as_number, validator=is_number)
    unit: Unit | None = attrs.field(
        default=None,
        converter=as_optional_unit,
        validator=is_in(Unit),
    )
    language: str | None = attrs.field(default=None, validator=is_id)

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of what it is about."""
        return (self.measure,)


@attrs.frozen(kw_only=True)
class Done(Entry):
    """A step was done, wholly or in part.

    Args:
        step: Id of the step.
        part: How much of it, above 0 up to 1.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Done
        >>> Done(step="breathe", part=0.5, day=dt.date(2025, 2, 3)).part
        0.5
    """

    step: str = attrs.field(validator=is_id)
    part: float = attrs.field(default=1.0, converter=as_number, validator=is_number)

    def __attrs_post_init__(self) -> None:
        """Check the range."""
        if not 0 < self.part <= 1:
            refuse("part", "above 0 and at most 1", self.part, instead="nothing done is Missed")

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of what it is about."""
        return (self.step,)


@attrs.frozen(kw_only=True)
class Missed(Entry):
    """A step was due and was not done.

    Args:
        step: Id of the step.
    """

    step: str = attrs.field(validator=is_id)

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of what it is about."""
        return (self.step,)


@attrs.frozen(kw_only=True)
class Skipped(Entry):
    """One occurrence of a step was excused.

    Args:
        step: Id of the step.
        reason: Why, in the client's words.
    """

    step: str = attrs.field(validator=is_id)
    reason: str = attrs.field(default="", repr=False, validator=is_text)

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of what it is about."""
        return (self.step,)


@attrs.frozen(kw_only=True)
class MilestoneReached(Entry):
    """Somebody says that a milestone is reached.

    Args:
        milestone: Id of the milestone.
    """

    milestone: str = attrs.field(validator=is_id)

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of what it is about."""
        return (self.milestone,)


@attrs.frozen(kw_only=True)
class Rated(Entry):
    """Somebody rated a goal.

    Args:
        goal: Id of the goal.
        kind: What they rated.
        value: The rating; -2 to 2 for attainment, 0 to 10 otherwise.
        rater: Id of the party who rated. Ratings of different raters are never mixed.
    """

    goal: str = attrs.field(validator=is_id)
    kind: RatingKind = attrs.field(validator=is_in(RatingKind))
    value: float = attrs.field(converter=as_number, validator=is_number)
    rater: str = attrs.field(validator=is_id)

    def __attrs_post_init__(self) -> None:
        """Check the range."""
        least, most = _RATING_RANGE[self.kind]
        if not least <= self.value <= most:
            refuse("value", f"from {least:g} to {most:g} for {self.kind}", self.value)

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of what it is about."""
        return (self.goal,)


@attrs.frozen(kw_only=True)
class Noted(Entry):
    """Something was written down.

    Args:
        text: The note.
        kind: Who it is for.
        topic: Id of what it is about; None for the person.
    """

    text: str = attrs.field(repr=False, validator=is_text)
    kind: NoteKind = attrs.field(default=NoteKind.PROGRESS, validator=is_in(NoteKind))
    topic: str | None = attrs.field(default=None, validator=is_id)

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of what it is about."""
        return () if self.topic is None else (self.topic,)


@attrs.frozen(kw_only=True)
class Absent(Entry):
    """Days on which nothing is asked: ill, travelling, on holiday.

    Args:
        day: The first of the days.
        until: The first day on which things are asked again.
        reason: Why, in the client's words.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Absent
        >>> week = Absent(day=dt.date(2025, 2, 10), until=dt.date(2025, 2, 17), reason="flu")
        >>> week.covers(dt.date(2025, 2, 16)), week.covers(dt.date(2025, 2, 17))
        (True, False)
    """

    until: dt.date = attrs.field(validator=is_day)
    reason: str = attrs.field(default="", repr=False, validator=is_text)

    def __attrs_post_init__(self) -> None:
        """Check that it holds a day."""
        if self.until <= self.day:
            refuse("until", f"after the first day, {self.day.isoformat()}", self.until)

    def covers(self, day: dt.date) -> bool:
        """Return whether nothing is asked on *day*."""
        return self.day <= day < self.until


@attrs.frozen(kw_only=True)
class Reviewed(Entry):
    """Client and therapist looked at a goal, or at a treatment plan, and decided.

    Args:
        goal: Id of the goal or the treatment plan.
        decision: What they decided.
        participants: Ids of the parties who took part.
        worked: What worked.
        did_not_work: What did not.
        course: How it was going, as they saw it then.
        requests: What anybody asked for.
    """

    goal: str = attrs.field(validator=is_id)
    decision: Decision = attrs.field(validator=is_in(Decision))
    participants: tuple[str, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each_id
    )
    worked: str = attrs.field(default="", repr=False, validator=is_text)
    did_not_work: str = attrs.field(default="", repr=False, validator=is_text)
    course: Course = attrs.field(default=Course.UNKNOWN, validator=is_in(Course))
    requests: tuple[str, ...] = attrs.field(
        default=(), converter=as_tuple, repr=False, validator=is_each(str)
    )

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of what it is about."""
        return (self.goal,)


@attrs.frozen(kw_only=True)
class Postponed(Entry):
    """A review was put off.

    Args:
        goal: Id of the goal or the treatment plan.
        to: The day it was put off to; after *day*.
        reason: Why.
    """

    goal: str = attrs.field(validator=is_id)
    to: dt.date = attrs.field(validator=is_day)
    reason: str = attrs.field(default="", repr=False, validator=is_text)

    def __attrs_post_init__(self) -> None:
        """Check that it is put off."""
        if self.to <= self.day:
            refuse("to", f"after the day of postponing, {self.day.isoformat()}", self.to)

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of what it is about."""
        return (self.goal,)


@attrs.frozen(kw_only=True)
class _Session(Entry):
    session: str = attrs.field(validator=is_id)

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of what it is about."""
        return (self.session,)


@attrs.frozen(kw_only=True)
class SessionBooked(_Session):
    """A session is planned.

    Args:
        session: The host's own id of the session.
        day: The day of the session. Booking the same session again moves it.
    """


@attrs.frozen(kw_only=True)
class SessionHeld(_Session):
    """A session took place.

    Args:
        session: The host's own id of the session.
        day: The day it took place.
    """


@attrs.frozen(kw_only=True)
class SessionCancelled(_Session):
    """A session will not take place.

    Args:
        session: The host's own id of the session.
        day: The day it was cancelled.
    """


@attrs.frozen(kw_only=True)
class ChangeRequested(Entry):
    """Somebody wants the goal changed.

    Args:
        goal: Id of the goal.
        request: What they would like.
    """

    goal: str = attrs.field(validator=is_id)
    request: str = attrs.field(repr=False, validator=is_text)

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of what it is about."""
        return (self.goal,)


@attrs.frozen(kw_only=True)
class Corrected(Entry):
    """An earlier entry should have read otherwise.

    Args:
        replacement: The whole entry as it should have read, under the id of the one it corrects.

    Raises:
        InvalidValueError: If *replacement* is not stamped, or is itself a correction, a void or
            a redaction.

    Example:
        >>> import attrs
        >>> import datetime as dt
        >>> from smartgoals import Corrected, Measured
        >>> at = dt.datetime(2025, 2, 17, 9, 0, tzinfo=dt.UTC)
        >>> wrong = Measured(measure="gad7", value=21, day=dt.date(2025, 2, 17))
        >>> wrong = wrong.stamped(id="e-7", at=at)
        >>> fix = Corrected(replacement=attrs.evolve(wrong, value=12), day=dt.date(2025, 2, 18))
        >>> fix.entry
        'e-7'
    """

    replacement: Entry = attrs.field(validator=is_in(Entry))

    def __attrs_post_init__(self) -> None:
        """Check what stands in for the earlier entry."""
        if isinstance(self.replacement, Corrected | Voided | Redacted):
            refuse("replacement", "an entry that says what happened", self.replacement)
        if not self.replacement.is_stamped:
            refuse(
                "replacement",
                "stamped like the entry it corrects",
                self.replacement,
                instead="attrs.evolve(entry_from_the_journal, ...) keeps its id",
            )

    @property
    def entry(self) -> str:
        """Id of the entry that it corrects."""
        return self.replacement.id or ""

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of what it is about."""
        return (self.entry,)


@attrs.frozen(kw_only=True)
class Voided(Entry):
    """An earlier entry does not count, and stays readable.

    Voiding a correction brings back what it corrected.

    Args:
        entry: The entry, or its id.
        reason: Why.
    """

    entry: str = attrs.field(converter=_as_id, validator=is_id)
    reason: str = attrs.field(default="", repr=False, validator=is_text)

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of what it is about."""
        return (self.entry,)


@attrs.frozen(kw_only=True)
class Redacted(Entry):
    """An earlier entry is destroyed, with all that was ever said of it.

    It wins over every copy that a later merge brings, and cannot be taken back.

    Args:
        entry: The entry, or its id.
    """

    entry: str = attrs.field(converter=_as_id, validator=is_id)

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of what it is about."""
        return (self.entry,)
