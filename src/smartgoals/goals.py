"""What was agreed: the goal, whose it is, and where the agreement stands.

A :class:`Goal` is a definition and never holds what happened; that is the journal's. It changes by
methods that return a new goal, and each of them checks that the change is possible. Its lifecycle
follows FHIR's goal-status; :data:`TRANSITIONS` is the whole table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import attrs

from smartgoals._values import (
    EMPTY,
    as_tuple,
    frozen_json,
    is_day,
    is_each,
    is_each_id,
    is_id,
    is_in,
    is_int,
    is_text,
    is_words,
    refuse,
)
from smartgoals._versions import check_versions, in_force, open_versions
from smartgoals.entries import Decision, Reviewed
from smartgoals.errors import IllegalTransitionError
from smartgoals.plans import ActionPlan, ReviewPolicy, Step
from smartgoals.targets import Aim, AttainmentScale, Milestone, Target

__all__ = [
    "TRANSITIONS",
    "Acceptance",
    "AcceptanceKind",
    "AcceptanceStatus",
    "ClosingReason",
    "Goal",
    "KeyArea",
    "Lifecycle",
    "LifecycleChange",
    "Party",
    "Priority",
    "Relation",
    "RelationKind",
    "Role",
    "Sensitivity",
]


class Lifecycle(StrEnum):
    """Where the agreement stands: FHIR's goal-status."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered-in-error"
    REJECTED = "rejected"

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is asked of anybody."""
        return self in _CLOSED


_CLOSED = frozenset(
    {
        Lifecycle.COMPLETED,
        Lifecycle.CANCELLED,
        Lifecycle.ENTERED_IN_ERROR,
        Lifecycle.REJECTED,
    }
)

TRANSITIONS: Mapping[Lifecycle, tuple[Lifecycle, ...]] = MappingProxyType(
    {
        Lifecycle.PROPOSED: (
            Lifecycle.PLANNED,
            Lifecycle.ACCEPTED,
            Lifecycle.ACTIVE,
            Lifecycle.REJECTED,
            Lifecycle.CANCELLED,
            Lifecycle.ENTERED_IN_ERROR,
        ),
        Lifecycle.PLANNED: (
            Lifecycle.ACCEPTED,
            Lifecycle.ACTIVE,
            Lifecycle.ON_HOLD,
            Lifecycle.REJECTED,
            Lifecycle.CANCELLED,
            Lifecycle.ENTERED_IN_ERROR,
        ),
        Lifecycle.ACCEPTED: (
            Lifecycle.ACTIVE,
            Lifecycle.ON_HOLD,
            Lifecycle.CANCELLED,
            Lifecycle.ENTERED_IN_ERROR,
        ),
        Lifecycle.ACTIVE: (
            Lifecycle.ON_HOLD,
            Lifecycle.COMPLETED,
            Lifecycle.CANCELLED,
            Lifecycle.ENTERED_IN_ERROR,
        ),
        Lifecycle.ON_HOLD: (
            Lifecycle.ACTIVE,
            Lifecycle.COMPLETED,
            Lifecycle.CANCELLED,
            Lifecycle.ENTERED_IN_ERROR,
        ),
        # People come back to goals: a relapse reopens one that was reached, a change of heart one
        # that was given up.
        Lifecycle.COMPLETED: (Lifecycle.ACTIVE, Lifecycle.ENTERED_IN_ERROR),
        Lifecycle.CANCELLED: (Lifecycle.ACTIVE, Lifecycle.ENTERED_IN_ERROR),
        Lifecycle.REJECTED: (Lifecycle.PROPOSED, Lifecycle.ENTERED_IN_ERROR),
        Lifecycle.ENTERED_IN_ERROR: (),
    }
)
"""From each lifecycle status, the statuses that can follow."""


class ClosingReason(StrEnum):
    """Why a goal ended."""

    ACHIEVED = "achieved"
    CHOICE = "choice"
    """The person decided to end it."""
    REPLACED = "replaced"
    """Another goal took its place."""
    TRANSFERRED = "transferred"
    """The person went on with somebody else."""
    NOT_ATTAINABLE = "not-attainable"
    """Somebody found that it cannot be reached."""
    DIED = "died"
    LOST_CONTACT = "lost-contact"

    @property
    def lifecycle(self) -> Lifecycle:
        """What a goal becomes that ends for this reason."""
        is_achieved = self is ClosingReason.ACHIEVED
        return Lifecycle.COMPLETED if is_achieved else Lifecycle.CANCELLED


@attrs.frozen(kw_only=True)
class LifecycleChange:
    """One dated change of where the agreement stands.

    Args:
        status: What it became.
        day: When.
        reason: Why, in words.
        closing: Why a goal ended, as a code.
    """

    status: Lifecycle = attrs.field(validator=is_in(Lifecycle))
    day: dt.date | None = attrs.field(default=None, validator=is_day)
    reason: str = attrs.field(default="", repr=False, validator=is_text)
    closing: ClosingReason | None = attrs.field(default=None, validator=is_in(ClosingReason))

    def __attrs_post_init__(self) -> None:
        """Check that only an end has a closing reason."""
        if self.closing is not None and self.closing.lifecycle is not self.status:
            refuse(
                "closing", f"left out, or a reason for which a goal is {self.status}", self.closing
            )


class Role(StrEnum):
    """What a party is to the client."""

    CLIENT = "client"
    GUARDIAN = "guardian"
    THERAPIST = "therapist"
    PARTNER = "partner"
    CAREGIVER = "caregiver"
    SUPERVISOR = "supervisor"


@attrs.frozen(kw_only=True)
class Party:
    """Somebody who has a part in a goal.

    Args:
        id: Their id.
        role: What they are to the client.
        name: What they are called.
    """

    id: str = attrs.field(validator=is_id)
    role: Role = attrs.field(validator=is_in(Role))
    name: str = attrs.field(default="", repr=False, validator=is_text)


class AcceptanceKind(StrEnum):
    """What an acceptance is in law."""

    CONSENT = "consent"
    """Agreement by somebody who may give it."""
    ASSENT = "assent"
    """Agreement of a minor, or of anybody whose guardian consents; never a consent."""


class AcceptanceStatus(StrEnum):
    """What a party said: FHIR's goal-acceptance-status."""

    AGREE = "agree"
    DISAGREE = "disagree"
    PENDING = "pending"


@attrs.frozen(kw_only=True)
class Acceptance:
    """What one party said to one revision of a goal.

    Args:
        by: Id of the party.
        day: When.
        revision: The revision they spoke about; at least 1.
        status: What they said.
        kind: Whether it is a consent or an assent.
    """

    by: str = attrs.field(validator=is_id)
    day: dt.date = attrs.field(validator=is_day)
    revision: int = attrs.field(default=1, validator=is_int(1))
    status: AcceptanceStatus = attrs.field(
        default=AcceptanceStatus.AGREE, validator=is_in(AcceptanceStatus)
    )
    kind: AcceptanceKind = attrs.field(
        default=AcceptanceKind.CONSENT, validator=is_in(AcceptanceKind)
    )


@attrs.frozen(kw_only=True)
class KeyArea:
    """An area of life that client and therapist chose to work on.

    Args:
        code: A short code, such as ``sleep``.
        name: What they call it.
    """

    code: str = attrs.field(validator=is_id)
    name: str = attrs.field(default="", repr=False, validator=is_text)


class Priority(StrEnum):
    """How urgent a goal is: FHIR's goal-priority."""

    HIGH = "high-priority"
    MEDIUM = "medium-priority"
    LOW = "low-priority"


class RelationKind(StrEnum):
    """How two goals belong together."""

    PART_OF = "part-of"
    """This goal is a part of the other."""
    REPLACES = "replaces"
    """This goal took the other's place."""
    SHARED_WITH = "shared-with"
    """The other is the same goal, as another person holds it: a partner, a family."""


@attrs.frozen(kw_only=True)
class Relation:
    """How this goal belongs to another.

    Args:
        kind: How.
        goal: Id of the other goal.
    """

    kind: RelationKind = attrs.field(validator=is_in(RelationKind))
    goal: str = attrs.field(validator=is_id)


class Sensitivity(StrEnum):
    """What makes a goal's content sensitive; codes of HL7's ActCode.

    Source:
        HL7 Terminology, http://terminology.hl7.org/CodeSystem/v3-ActCode,
        information sensitivity policies.
    """

    MENTAL_HEALTH = "MH"
    PSYCHOTHERAPY = "PSYTHPN"
    SUBSTANCE_USE = "SUD"
    SEXUAL_HEALTH = "SEX"
    ABUSE = "SDV"
    HIV = "HIV"


@attrs.frozen(kw_only=True)
class Goal:
    """What a client and a therapist agreed to work towards.

    Args:
        id: Its id.
        subject: Opaque id of the person whose goal it is; never a name.
        statement: The goal in one sentence, in the person's words.
        reason: Why it matters to them.
        values: What matters to the person that it serves, in their words, such as family.
        key_areas: The areas of life it belongs to.
        addresses: Ids of the problems or concerns that it answers to.
        expected_outcome: What is expected to come of it.
        priority: How urgent it is.
        importance: How much it matters to the person, from 0 to 10.
        confidence: How sure the person is to manage it, from 0 to 10.
        targets: All versions of all targets; all targets must be met for the goal to be achieved.
        milestones: All versions of all milestones.
        attainment: What each level of goal attainment scaling means for it; None if it is not
            rated in that way.
        plan: What will be done.
        review: How often it is looked at again; None for no fixed review.
        start: The day it begins.
        due: The day by which; not before *start*.
        continuous: True if it is to be kept up once it is reached.
        revision: How often it was agreed anew; 1 at first.
        acceptances: What each party said to each revision.
        lifecycle_history: Where the agreement stood and stands, in order of days.
        relations: How it belongs to other goals.
        sensitivity: What makes its content sensitive.
        language: The language of its texts as a BCP 47 tag.
        extensions: What an app adds: plain data, kept through every round trip.
        version: The write that this value was loaded from, counted by a store; None if it was
            never stored. It is not part of what was agreed: two goals that differ only in this
            are equal.

    Raises:
        InvalidValueError: If a field is not what it must be, if a day is out of order, or if two
            versions of one target or milestone overlap.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Goal, Lifecycle
        >>> goal = Goal(id="g-1", subject="c-17", statement="I will walk every morning.")
        >>> goal.lifecycle
        <Lifecycle.PROPOSED: 'proposed'>
        >>> day = dt.date(2025, 2, 3)
        >>> goal = goal.accepted(by="c-17", day=day).started(day=day)
        >>> str(goal.lifecycle)
        'active'
    """

    id: str = attrs.field(validator=is_id)
    subject: str = attrs.field(validator=is_id)
    statement: str = attrs.field(repr=False, validator=is_words)
    reason: str = attrs.field(default="", repr=False, validator=is_text)
    values: tuple[str, ...] = attrs.field(
        default=(), converter=as_tuple, repr=False, validator=is_each(str)
    )
    key_areas: tuple[KeyArea, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each(KeyArea)
    )
    addresses: tuple[str, ...] = attrs.field(
        default=(), converter=as_tuple, repr=False, validator=is_each_id
    )
    expected_outcome: str = attrs.field(default="", repr=False, validator=is_text)
    priority: Priority | None = attrs.field(default=None, validator=is_in(Priority))
    importance: int | None = attrs.field(default=None, validator=is_int(0, 10))
    confidence: int | None = attrs.field(default=None, validator=is_int(0, 10))
    targets: tuple[Target, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each(Target)
    )
    milestones: tuple[Milestone, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each(Milestone)
    )
    attainment: AttainmentScale | None = attrs.field(default=None, validator=is_in(AttainmentScale))
    plan: ActionPlan = attrs.field(default=ActionPlan(), validator=is_in(ActionPlan))
    review: ReviewPolicy | None = attrs.field(default=None, validator=is_in(ReviewPolicy))
    start: dt.date | None = attrs.field(default=None, validator=is_day)
    due: dt.date | None = attrs.field(default=None, validator=is_day)
    continuous: bool = attrs.field(default=False, validator=is_in(bool))
    revision: int = attrs.field(default=1, validator=is_int(1))
    acceptances: tuple[Acceptance, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each(Acceptance)
    )
    lifecycle_history: tuple[LifecycleChange, ...] = attrs.field(
        default=(LifecycleChange(status=Lifecycle.PROPOSED),),
        converter=as_tuple,
        validator=is_each(LifecycleChange),
    )
    relations: tuple[Relation, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each(Relation)
    )
    sensitivity: tuple[Sensitivity, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each(Sensitivity)
    )
    language: str = attrs.field(default="en", validator=is_id)
    extensions: Mapping[str, Any] = attrs.field(
        default=EMPTY, converter=frozen_json, repr=False, hash=False
    )
    version: int | None = attrs.field(default=None, validator=is_int(1), eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Check what several fields say together."""
        if self.start is not None and self.due is not None and self.due < self.start:
            refuse("due", f"on or after start, {self.start.isoformat()}", self.due)
        if any(acceptance.revision > self.revision for acceptance in self.acceptances):
            refuse("acceptances", f"about revisions up to {self.revision}", len(self.acceptances))
        check_versions("targets", self.targets)
        check_versions("milestones", self.milestones)
        self._check_history()

    def _check_history(self) -> None:
        if not self.lifecycle_history:
            refuse("lifecycle_history", "at least one change", 0)
        for earlier, later in pairwise(self.lifecycle_history):
            _check_transition(earlier.status, later.status)
            if later.day is None or (earlier.day is not None and later.day < earlier.day):
                refuse("lifecycle_history", "dated, in order of days", later.day)

    @property
    def lifecycle(self) -> Lifecycle:
        """Where the agreement stands now."""
        return self.lifecycle_history[-1].status

    def lifecycle_on(self, day: dt.date) -> Lifecycle:
        """Return where the agreement stood at the end of *day*."""
        status = self.lifecycle_history[0].status
        for change in self.lifecycle_history[1:]:
            if change.day is not None and change.day <= day:
                status = change.status
        return status

    @property
    def first_day(self) -> dt.date | None:
        """The day it began: its start, or else the day on which it first became active."""
        if self.start is not None:
            return self.start
        return next(
            (
                change.day
                for change in self.lifecycle_history
                if change.status is Lifecycle.ACTIVE and change.day is not None
            ),
            None,
        )

    @property
    def closing(self) -> ClosingReason | None:
        """Why it ended, as a code; None while it is open, or if nobody said."""
        return self.lifecycle_history[-1].closing

    def answer_of(self, party: str) -> Acceptance | None:
        """Return the last thing that *party* said to this revision; None if they said nothing."""
        said = [
            acceptance
            for acceptance in self.acceptances
            if acceptance.by == party and acceptance.revision == self.revision
        ]
        # Of two answers on one day the one given later counts: the first of equal days is taken.
        return max(reversed(said), key=lambda acceptance: acceptance.day) if said else None

    def is_accepted_by(self, party: str) -> bool:
        """Return whether *party* agrees to this revision, be it a consent or an assent."""
        answer = self.answer_of(party)
        return answer is not None and answer.status is AcceptanceStatus.AGREE

    def accepted(
        self, *, by: str, day: dt.date, kind: AcceptanceKind = AcceptanceKind.CONSENT
    ) -> Goal:
        """Return the goal with a party's agreement to this revision.

        A consent also moves a goal that is proposed or planned to accepted; an assent does not.

        Args:
            by: Id of the party.
            day: When.
            kind: Whether it is a consent or an assent.

        Raises:
            IllegalTransitionError: If the goal is closed.
        """
        goal = self._answered(by=by, day=day, status=AcceptanceStatus.AGREE, kind=kind)
        waiting = self.lifecycle in {Lifecycle.PROPOSED, Lifecycle.PLANNED}
        if waiting and kind is AcceptanceKind.CONSENT:
            return goal.moved(Lifecycle.ACCEPTED, day=day)
        return goal

    def declined(
        self, *, by: str, day: dt.date, kind: AcceptanceKind = AcceptanceKind.CONSENT
    ) -> Goal:
        """Return the goal with a party's disagreement to this revision; it stays where it is.

        What follows from a "no" is for people to decide: :meth:`moved` takes the goal to rejected
        or cancelled.

        Args:
            by: Id of the party.
            day: When.
            kind: Whether it was their consent or their assent that was asked for.

        Raises:
            IllegalTransitionError: If the goal is closed.
        """
        return self._answered(by=by, day=day, status=AcceptanceStatus.DISAGREE, kind=kind)

    def _answered(
        self, *, by: str, day: dt.date, status: AcceptanceStatus, kind: AcceptanceKind
    ) -> Goal:
        if self.lifecycle.is_closed:
            raise _illegal(self.lifecycle, Lifecycle.ACCEPTED)
        answer = Acceptance(by=by, day=day, revision=self.revision, status=status, kind=kind)
        return attrs.evolve(self, acceptances=(*self.acceptances, answer))

    def moved(
        self,
        to: Lifecycle,
        *,
        day: dt.date,
        reason: str = "",
        closing: ClosingReason | None = None,
    ) -> Goal:
        """Return the goal in another lifecycle status.

        The named methods below are the usual way; this one reaches every status of the table.

        Args:
            to: The status.
            day: When; not before the last change.
            reason: Why, in words.
            closing: Why it ended, as a code.

        Raises:
            IllegalTransitionError: If :data:`TRANSITIONS` does not allow it.
            InvalidValueError: If *day* is before the last change.
        """
        if not isinstance(to, Lifecycle):
            # The error of an illegal transition names what was wanted, and this may be anything.
            refuse("to", "a Lifecycle", to)
        _check_transition(self.lifecycle, to)
        change = LifecycleChange(status=to, day=day, reason=reason, closing=closing)
        return attrs.evolve(self, lifecycle_history=(*self.lifecycle_history, change))

    def started(self, *, day: dt.date) -> Goal:
        """Return the goal as active."""
        return self.moved(Lifecycle.ACTIVE, day=day)

    def paused(self, *, day: dt.date, reason: str = "") -> Goal:
        """Return the goal as on hold."""
        return self.moved(Lifecycle.ON_HOLD, day=day, reason=reason)

    def resumed(self, *, day: dt.date, reason: str = "") -> Goal:
        """Return the goal as active again, after a pause or after it was closed."""
        return self.moved(Lifecycle.ACTIVE, day=day, reason=reason)

    def completed(self, *, day: dt.date) -> Goal:
        """Return the goal as completed because it was achieved."""
        return self.closed(ClosingReason.ACHIEVED, day=day)

    def closed(self, why: ClosingReason, *, day: dt.date, reason: str = "") -> Goal:
        """Return the goal as ended.

        One that was achieved is completed; every other reason cancels it, and it stays counted.

        Args:
            why: The reason as a code.
            day: When.
            reason: The reason in words.

        Raises:
            IllegalTransitionError: If it is closed already, or achieved before it was active.
        """
        if not isinstance(why, ClosingReason):
            refuse("why", "a ClosingReason", why)
        return self.moved(why.lifecycle, day=day, reason=reason, closing=why)

    def revised(
        self,
        *,
        day: dt.date,
        steps: Iterable[Step] = (),
        targets: Iterable[Target] = (),
        milestones: Iterable[Milestone] = (),
        ended: Iterable[str] = (),
        **fields: Any,
    ) -> Goal:
        """Return the next revision of the goal; what held before *day* stays as it was.

        A step, target or milestone with the id of one that holds closes that version on *day* and
        opens the next; with a new id it is added from *day* on. A target that brings no baseline
        keeps the one that it had, and a count goes on counting: to count anew, end the target and
        give the next one an id of its own. What each party accepted stays with the revision they
        accepted.

        Only steps, targets and milestones have versions. The other fields are replaced, and what
        they were is in the store's history of the goal.

        Args:
            day: The first day of the new agreement.
            steps: Steps to change or add.
            targets: Targets to change or add.
            milestones: Milestones to change or add.
            ended: Ids of steps, targets and milestones that end without another version.
            **fields: New values of other fields of the goal, such as *statement*, *due* or
                *review*.

        Raises:
            InvalidValueError: If *ended* names what the goal does not have or what is changed
                too, if something changed has a version that begins after *day* already, or if
                *fields* holds what a revision cannot change.
            IllegalTransitionError: If the goal is closed.

        Example:
            >>> import attrs
            >>> import datetime as dt
            >>> from smartgoals import ActionPlan, Goal, Quantity, Step
            >>> walk = Step(id="walk", action="walk", dose=Quantity(value=10, unit="min"))
            >>> plan = ActionPlan(steps=[walk])
            >>> goal = Goal(id="g-1", subject="c-17", statement="I will walk.", plan=plan)
            >>> longer = attrs.evolve(walk, dose=Quantity(value=15, unit="min"))
            >>> revised = goal.revised(day=dt.date(2025, 3, 5), steps=[longer])
            >>> [str(step.dose) for step in revised.plan.on(dt.date(2025, 3, 4))]
            ['10 min']
            >>> [str(step.dose) for step in revised.plan.on(dt.date(2025, 3, 5))]
            ['15 min']
        """
        if self.lifecycle.is_closed:
            raise _illegal(self.lifecycle, Lifecycle.ACTIVE)
        if wrong := set(fields) - _REVISABLE:
            refuse(
                "fields",
                f"among {', '.join(sorted(_REVISABLE))}",
                len(wrong),
                instead="id, subject and history never change; the rest has arguments of its own",
            )
        ended = as_tuple(ended)
        steps, targets, milestones = as_tuple(steps), as_tuple(targets), as_tuple(milestones)
        if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
            refuse("day", "a datetime.date", day)
        known = {step.id for step in self.plan.steps}
        known.update(target.id for target in self.targets)
        known.update(milestone.id for milestone in self.milestones)
        if not known.issuperset(ended):
            refuse("ended", "ids of this goal's steps, targets or milestones", len(ended))
        kept = tuple(self._with_baseline(target, day) for target in targets)
        return attrs.evolve(
            self,
            plan=ActionPlan(steps=open_versions(self.plan.steps, steps, ended, day=day)),
            targets=open_versions(self.targets, kept, ended, day=day),
            milestones=open_versions(self.milestones, milestones, ended, day=day),
            revision=self.revision + 1,
            **fields,
        )

    def _with_baseline(self, target: Target, day: dt.date) -> Target:
        measure = target.aim.measure
        if target.baseline is not None or measure is None or target.aim.is_held:
            return target
        for held in in_force(self.targets, day):
            if held.id == target.id and _is_counted_alike(held.aim, target.aim):
                return attrs.evolve(
                    target, baseline=held.baseline, baseline_entry=held.baseline_entry
                )
        return target

    def after(self, review: Reviewed, /, **changes: Any) -> Goal:
        """Return the goal as a review decided.

        Args:
            review: The review of this goal.
            **changes: What :meth:`revised` takes, for the decision to adjust.

        Returns:
            The same goal if it goes on as agreed; the next revision if it was adjusted; on hold,
            completed or cancelled otherwise.

        Raises:
            InvalidValueError: If the review is about another goal, or *changes* come without the
                decision to adjust.
            IllegalTransitionError: If the goal cannot become what was decided.

        Example:
            >>> import datetime as dt
            >>> from smartgoals import Decision, Goal, Reviewed
            >>> day = dt.date(2025, 3, 5)
            >>> goal = Goal(id="g-1", subject="c-17", statement="I will walk.").started(day=day)
            >>> str(goal.after(Reviewed(goal="g-1", decision=Decision.PAUSE, day=day)).lifecycle)
            'on-hold'
        """
        if not isinstance(review, Reviewed) or review.goal != self.id:
            refuse("review", "a review of this goal", review)
        if changes and review.decision is not Decision.ADJUST:
            refuse("changes", "left out unless the review decided to adjust", review.decision)
        match review.decision:
            case Decision.CONTINUE:
                return self
            case Decision.ADJUST:
                return self.revised(day=review.day, **changes)
            case Decision.PAUSE:
                return self.paused(day=review.day)
            case Decision.COMPLETE:
                return self.completed(day=review.day)
            case Decision.REPLACE:
                return self.closed(ClosingReason.REPLACED, day=review.day)
            case _:
                # Decision.STOP, the last there is.
                return self.closed(ClosingReason.CHOICE, day=review.day)


def _is_counted_alike(one: Aim, two: Aim) -> bool:
    """Return whether a value means the same to both; a new name or source changes nothing."""
    before, after = one.measure, two.measure
    if before is None or after is None:
        return False
    return (before.id, before.unit, before.direction, one.per) == (
        after.id,
        after.unit,
        after.direction,
        two.per,
    )


_REVISABLE = frozenset(
    {
        "statement",
        "reason",
        "key_areas",
        "addresses",
        "expected_outcome",
        "priority",
        "importance",
        "confidence",
        "attainment",
        "review",
        "due",
        "continuous",
        "relations",
        "sensitivity",
        "language",
        "extensions",
    }
)


def _check_transition(current: Lifecycle, wanted: Lifecycle) -> None:
    if wanted not in TRANSITIONS[current]:
        raise _illegal(current, wanted)


def _illegal(current: Lifecycle, wanted: Lifecycle) -> IllegalTransitionError:
    return IllegalTransitionError(
        current=current,
        wanted=wanted,
        allowed=tuple(str(status) for status in TRANSITIONS[current]),
    )
