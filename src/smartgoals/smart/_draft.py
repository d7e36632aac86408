"""What was found in a sentence, and the goal that it makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import attrs

from smartgoals._values import as_tuple, is_day, is_each, is_in, is_int, refuse
from smartgoals.errors import SmartGoalsError
from smartgoals.goals import Goal
from smartgoals.instruments import instrument
from smartgoals.measures import Direction, Instrument, Measure, MeasureKind, Quantity
from smartgoals.notices import Notice
from smartgoals.plans import ActionPlan, Step
from smartgoals.recurrence import Recurrence
from smartgoals.smart._kind import DraftKind
from smartgoals.smart._parts import (
    Amount,
    Cadence,
    Comparator,
    Component,
    ComponentKind,
    Horizon,
)
from smartgoals.smart._reader._words import Words, words_of
from smartgoals.targets import Aim, Target

__all__ = ["MAX_CHARACTERS", "Draft", "DraftKind"]

MAX_CHARACTERS = 2_000
"""How much of a text is read unless the caller says otherwise."""


def words_in(draft: Draft) -> Words:
    """Return the words of what was read; the reader's own, where it made the draft."""
    kept: Words | None = draft._words  # noqa: SLF001  # of the class below
    return words_of(draft.text[: draft.limit]) if kept is None else kept


def with_words(draft: Draft, words: Words) -> Draft:
    """Leave the words with a draft that was just made, so that no check splits the text again."""
    object.__setattr__(draft, "_words", words)
    return draft


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
        components: What was found, in the order of the text. A quantity, a duration or a
            frequency may lie within the behaviour, as in "walk 10,000 steps" and "the weekly call";
            other parts do not overlap.
        notices: What a person has to see at once, found in the whole text.
        limit: How many characters were read, at most.

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
    limit: int = attrs.field(default=MAX_CHARACTERS, validator=is_int(1))
    # The reader leaves its words here, so that a check need not split the text again.
    _words: Words | None = attrs.field(default=None, init=False, eq=False, repr=False)

    @property
    def is_truncated(self) -> bool:
        """Whether the text is longer than what was read."""
        return len(self.text) > self.limit

    def component(self, kind: ComponentKind) -> Component | None:
        """Return the first part of a kind.

        Args:
            kind: Which kind.

        Returns:
            The part; None if there is none.
        """
        return next((found for found in self.components if found.kind is kind), None)

    def each(self, kind: ComponentKind) -> tuple[Component, ...]:
        """Return every part of a kind.

        Args:
            kind: Which kind.

        Returns:
            The parts, in the order of the text.
        """
        return tuple(found for found in self.components if found.kind is kind)

    def words(self, kind: ComponentKind) -> str:
        """Return the person's own words of the first part of a kind.

        Args:
            kind: Which kind.

        Returns:
            The words as they stand in the text; empty if there is no such part.
        """
        found = self.component(kind)
        return "" if found is None else self.text[found.start : found.end]

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """Every quantity and duration that is an aim, in the order of the text."""
        return tuple(
            found.value
            for found in self.components
            if isinstance(found.value, Amount) and not found.value.is_baseline
        )

    @property
    def dose(self) -> Quantity | None:
        """How much or how long each time; None if only a limit, a change or nothing is said."""
        baselines = self._baselines
        return next(
            (
                found.quantity
                for found in self.amounts
                if _is_dose(found) and found.unit not in baselines
            ),
            None,
        )

    @property
    def _baselines(self) -> dict[str, float]:
        """Where somebody starts, by unit."""
        found = [part.value for part in self.components]
        return {
            one.unit: one.value
            for one in reversed(found)
            if isinstance(one, Amount) and one.is_baseline
        }

    @property
    def cadence(self) -> Cadence | None:
        """How often, in the words' own terms."""
        found = self.component(ComponentKind.FREQUENCY)
        return found.value if found is not None and isinstance(found.value, Cadence) else None

    @property
    def start(self) -> dt.date:
        """The day to begin on; the day of reading unless the sentence names another."""
        found = self.component(ComponentKind.START)
        day = None if found is None else found.value
        return day if isinstance(day, dt.date) else self.on

    @property
    def recurrence(self) -> Recurrence | None:
        """How often, as a rule that a plan can follow from the start on."""
        rule = None if self.cadence is None else self.cadence.recurrence
        if rule is None or rule.start == self.start:
            return rule
        return attrs.evolve(rule, start=self.start)

    @property
    def horizon(self) -> Horizon | None:
        """Until when, in the words' own terms; one with a day goes before one without."""
        found = [part.value for part in self.components if isinstance(part.value, Horizon)]
        return next((one for one in found if one.due is not None), found[0] if found else None)

    @property
    def due(self) -> dt.date | None:
        """The day by which, or the first day after a span such as "the next 30 days"."""
        return None if self.horizon is None else self.horizon.due

    @property
    def confidence(self) -> int | None:
        """How sure the person says they are, from 0 to 10."""
        found = self.component(ComponentKind.CONFIDENCE)
        return found.value if found is not None and isinstance(found.value, int) else None

    def goal(self, *, id: str, subject: str, **fields: Any) -> Goal:  # noqa: A002  # the field's name
        """Return the goal that the sentence makes.

        What will be done becomes one step with dose, recurrence and cue. A frequency with a day to
        end on makes a target, "done n of n times", that the step's entries feed. An amount to come
        down to, to stay below, or of a questionnaire makes a target on a measure, with the baseline
        where the sentence names one. All ids begin with the goal's, so that they are unique among
        the person's goals; the measure of a questionnaire has the questionnaire's own. Where the
        text speaks of a risk, neither a step nor a target is made of it.

        Args:
            id: Id of the goal.
            subject: Opaque id of the person.
            **fields: Other fields of the goal; they win over what the sentence says.

        Returns:
            The goal, proposed and not agreed to by anybody yet.

        Raises:
            InvalidValueError: If the text is empty or not valid Unicode, or a field is not what
                it must be.
            TypeError: If a goal has no field of that name.

        Example:
            >>> import datetime as dt
            >>> from smartgoals import read_goal
            >>> day = dt.date(2025, 2, 3)
            >>> draft = read_goal("I will walk every day for 2 weeks.", on=day)
            >>> goal = draft.goal(id="g-1", subject="c-17")
            >>> goal.plan.steps[0].id, str(goal.targets[0].aim), goal.due.isoformat()
            ('g-1:step', 'done 14 of 14 times', '2025-02-17')
            >>> draft = read_goal("Lower my PHQ-9 score from 15 to under 8 by 1 May.", on=day)
            >>> print(draft.goal(id="g-2", subject="c-17").targets[0])
            below 8, from 15
        """
        found: dict[str, Any] = {
            "statement": self.text,
            "reason": self.words(ComponentKind.REASON),
            "confidence": self.confidence,
            "start": self.start,
            "due": self.due if self.due is None or self.due >= self.start else None,
        }
        if self.notices:
            # What may speak of a risk is looked at by somebody before anything is planned of it.
            return Goal(id=id, subject=subject, **{**found, **fields})
        step = self._step(f"{id}:step")
        targets = list(self._measured(id))
        if step is not None:
            found["plan"] = ActionPlan(steps=(step,))
            occasions = self._occasions()
            if occasions:
                aim = Aim.done(occasions, out_of=occasions, step=step.id)
                targets.append(Target(id=f"{id}:count", aim=aim))
        found["targets"] = targets
        return Goal(id=id, subject=subject, **{**found, **fields})

    def _step(self, step_id: str) -> Step | None:
        action = self.words(ComponentKind.BEHAVIOUR)
        if not action:
            return None
        return Step(
            id=step_id,
            action=action,
            dose=self.dose,
            recurrence=None if self._is_limit else self.recurrence,
            cue=self.words(ComponentKind.CUE),
        )

    @property
    def _is_limit(self) -> bool:
        """Whether it asks for less or for a change: then nothing is to be done so many times."""
        asked = [found.comparator for found in self.amounts]
        if self.cadence is not None:
            asked.append(self.cadence.comparator)
        baselines = self._baselines
        return any(comparator in _NOT_DOSES for comparator in asked) or any(
            found.value < baselines.get(found.unit, 0) for found in self.amounts
        )

    def _occasions(self) -> int:
        """Return how many occurrences fit between the day to begin on and the horizon."""
        horizon, due = self.horizon, self.due
        if self.recurrence is None or self._is_limit or horizon is None or due is None:
            return 0
        if horizon.is_through and due < dt.date.max:
            due += dt.timedelta(days=1)
        windows = self.recurrence.windows(self.start, due)
        return sum(window.times for window in windows if window.until <= due)

    def _measured(self, goal_id: str) -> Iterator[Target]:
        """Yield a target for each amount that is to be measured rather than done."""
        baselines = self._baselines
        for number, amount in enumerate(self.amounts):
            before = baselines.get(amount.unit)
            if amount.comparator is Comparator.BY or not amount.unit or amount.out_of is not None:
                continue
            if before is None and amount.instrument is None and amount.comparator not in _LIMITS:
                continue
            try:
                measure = _measure_of(amount, before, f"{goal_id}:measure-{number + 1}")
                aim = _aim_of(amount, measure)
                yield Target(id=f"{goal_id}:target-{number + 1}", aim=aim, baseline=before)
            except SmartGoalsError:
                # Out of the questionnaire's range, or met already: the sentence keeps it.
                continue


_LIMITS = (Comparator.LE, Comparator.LT)
_NOT_DOSES = (*_LIMITS, Comparator.BY)
_TIME_UNITS = ("s", "min", "h")
# What somebody weighs or can bend is a level, and nothing to do each time.
_LEVELS = ("kg", "lb", "stone", "degree")


def _is_dose(amount: Amount) -> bool:
    """Return whether an amount is something to do each time: no limit, change, share or score."""
    if (
        amount.comparator in _NOT_DOSES
        or amount.out_of is not None
        or amount.instrument is not None
    ):
        return False
    return (
        amount.quantity is not None
        and amount.value > 0
        and amount.unit[:1] not in {"%", "/"}
        and amount.unit not in _LEVELS
    )


def _measure_of(amount: Amount, before: float | None, measure_id: str) -> Measure:
    if amount.instrument is not None:
        known: Instrument = instrument(amount.instrument)
        return known.measure()
    is_down = amount.comparator in _LIMITS if before is None else amount.value < before
    quantity = amount.quantity
    kind = MeasureKind.DURATION if amount.unit in _TIME_UNITS else MeasureKind.AMOUNT
    if amount.unit.startswith("/"):
        kind = MeasureKind.RATING
    return Measure(
        id=measure_id,
        kind=kind,
        unit="{score}" if quantity is None or kind is MeasureKind.RATING else quantity.unit,
        direction=Direction.DOWN if is_down else Direction.UP,
        least=0,
        most=float(amount.unit[1:]) if kind is MeasureKind.RATING else None,
    )


def _aim_of(amount: Amount, measure: Measure) -> Aim:
    if amount.most is not None:
        return Aim.between(amount.value, amount.most, measure)
    if amount.comparator is Comparator.LT:
        return Aim.below(amount.value, measure)
    if amount.comparator is Comparator.GT:
        return Aim.above(amount.value, measure)
    if amount.comparator is Comparator.LE or measure.direction is Direction.DOWN:
        return Aim.zero(measure) if amount.value == 0 else Aim.at_most(amount.value, measure)
    return Aim.at_least(amount.value, measure)
