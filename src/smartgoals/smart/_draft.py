"""What was found in a sentence, and the goal that it makes."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

import attrs

from smartgoals._values import as_tuple, is_day, is_each, is_in, is_int, refuse
from smartgoals.goals import Goal
from smartgoals.measures import Quantity
from smartgoals.notices import Notice
from smartgoals.plans import ActionPlan, Step
from smartgoals.recurrence import Recurrence
from smartgoals.targets import Aim, Target

__all__ = ["Component", "ComponentKind", "Draft", "DraftKind"]


# "Until 31 March" asks for the 31st too; "for 30 days" ends before the day that is named.
_THROUGH = ("by", "until", "till", "up to")


class ComponentKind(StrEnum):
    """What a part of a sentence says."""

    BEHAVIOUR = "behaviour"
    """What will be done."""
    DOSE = "dose"
    """How much or how long each time."""
    FREQUENCY = "frequency"
    """How often."""
    HORIZON = "horizon"
    """Until when."""
    REASON = "reason"
    """What for."""
    CONFIDENCE = "confidence"
    """How sure the person is, from 0 to 10."""


class DraftKind(StrEnum):
    """What sort of text was read."""

    GOAL = "goal"
    """A sentence in Latin letters, read as a goal."""
    EMPTY = "empty"
    """No letter and no digit."""
    UNREADABLE = "unreadable"
    """Mostly in letters that this reader does not know."""


@attrs.frozen(kw_only=True)
class Component:
    """One part of a sentence and what it means.

    Args:
        kind: What it says.
        start: Where it begins in the text, in characters from 0.
        end: Where it ends; *end* itself is not part of it.
        value: What it means: a quantity, a recurrence, the day of a horizon, a whole number for
            a confidence; None where only the words say it.
    """

    kind: ComponentKind = attrs.field(validator=is_in(ComponentKind))
    start: int = attrs.field(validator=is_int(0))
    end: int = attrs.field(validator=is_int(1))
    value: Quantity | Recurrence | dt.date | int | None = None

    def __attrs_post_init__(self) -> None:
        """Check the span."""
        if self.end <= self.start:
            refuse("end", f"above start, {self.start}", self.end)


def _is_any_text(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    # Also what cannot be written as UTF-8: a draft says what was given.
    if not isinstance(value, str):
        refuse(attribute.name, "text", value)


@attrs.frozen(kw_only=True)
class Draft:
    """What was found in a sentence on a day.

    Args:
        text: The sentence as it was given; never shown in a repr.
        on: The day it was read, which "the next 30 days" counts from.
        kind: What sort of text it is.
        components: What was found, in the order of the text; they never overlap.
        notices: What a person has to see at once, found in the whole text.
        is_truncated: Whether the text was longer than what is read.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import read_goal
        >>> draft = read_goal("I will walk for 20 minutes every day.", on=dt.date(2025, 2, 3))
        >>> print(draft.dose, "|", draft.recurrence)
        20 min | every day
    """

    text: str = attrs.field(repr=False, validator=_is_any_text)
    on: dt.date = attrs.field(validator=is_day)
    kind: DraftKind = attrs.field(validator=is_in(DraftKind))
    components: tuple[Component, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each(Component)
    )
    notices: tuple[Notice, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each(Notice)
    )
    is_truncated: bool = attrs.field(default=False, validator=is_in(bool))

    def component(self, kind: ComponentKind) -> Component | None:
        """Return the first part of that kind; None if there is none."""
        return next((found for found in self.components if found.kind is kind), None)

    def words(self, kind: ComponentKind) -> str:
        """Return the person's own words of that part; empty if there is none."""
        found = self.component(kind)
        return "" if found is None else self.text[found.start : found.end]

    def _value(self, kind: ComponentKind) -> Any:
        found = self.component(kind)
        return None if found is None else found.value

    @property
    def dose(self) -> Quantity | None:
        """How much or how long each time."""
        dose: Quantity | None = self._value(ComponentKind.DOSE)
        return dose

    @property
    def recurrence(self) -> Recurrence | None:
        """How often."""
        recurrence: Recurrence | None = self._value(ComponentKind.FREQUENCY)
        return recurrence

    @property
    def due(self) -> dt.date | None:
        """The day by which, or the first day after a span such as "the next 30 days"."""
        due: dt.date | None = self._value(ComponentKind.HORIZON)
        return due

    @property
    def confidence(self) -> int | None:
        """How sure the person says they are, from 0 to 10."""
        confidence: int | None = self._value(ComponentKind.CONFIDENCE)
        return confidence

    def goal(self, *, id: str, subject: str, **fields: Any) -> Goal:  # noqa: A002  # the field's name
        """Return the goal that the sentence makes.

        What will be done becomes one step, with dose and recurrence. A frequency with a horizon
        also makes a target, "done n of n times", that the step's entries feed. Their ids begin
        with the goal's, so that they are unique among the person's goals.

        Args:
            id: Id of the goal.
            subject: Opaque id of the person.
            **fields: Other fields of the goal; they win over what the sentence says.

        Raises:
            InvalidValueError: If the text is empty or not valid Unicode, or a field is not what
                it must be.

        Example:
            >>> import datetime as dt
            >>> from smartgoals import read_goal
            >>> draft = read_goal("I will walk every day for 2 weeks.", on=dt.date(2025, 2, 3))
            >>> goal = draft.goal(id="g-1", subject="c-17")
            >>> goal.plan.steps[0].id, str(goal.targets[0].aim), goal.due.isoformat()
            ('g-1:step', 'done 14 of 14 times', '2025-02-17')
        """
        found: dict[str, Any] = {
            "statement": self.text,
            "reason": self.words(ComponentKind.REASON),
            "confidence": self.confidence,
            "start": self.on,
            "due": self.due if self.due is None or self.due >= self.on else None,
        }
        step = self._step(f"{id}:step")
        if step is not None:
            found["plan"] = ActionPlan(steps=(step,))
            occasions = self._occasions()
            if occasions:
                aim = Aim.done(occasions, out_of=occasions, step=step.id)
                found["targets"] = (Target(id=f"{id}:count", aim=aim),)
        return Goal(id=id, subject=subject, **{**found, **fields})

    def _step(self, step_id: str) -> Step | None:
        action = self.words(ComponentKind.BEHAVIOUR)
        if not action:
            return None
        return Step(id=step_id, action=action, dose=self.dose, recurrence=self.recurrence)

    def _occasions(self) -> int:
        """Return how many occurrences fit between the day of reading and the horizon."""
        if self.recurrence is None or self.due is None or self.due == dt.date.max:
            return 0
        until = self.due
        if self.words(ComponentKind.HORIZON).lower().startswith(_THROUGH):
            until += dt.timedelta(days=1)
        windows = self.recurrence.windows(self.on, until)
        return sum(window.times for window in windows if window.until <= until)
