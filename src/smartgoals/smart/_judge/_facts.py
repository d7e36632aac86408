"""What a rule may look at: the sentence as it was read, and the fields of the goal."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cached_property
from operator import itemgetter
from types import MappingProxyType
from typing import Any

import attrs

from smartgoals._versions import in_force
from smartgoals.errors import InvalidValueError
from smartgoals.goals import Goal
from smartgoals.measures import MeasureKind, Quantity
from smartgoals.measures._units import UNITS
from smartgoals.plans import Step
from smartgoals.recurrence import Recurrence
from smartgoals.smart._draft import Draft, DraftKind, words_in
from smartgoals.smart._judge import _lexicon as lexicon
from smartgoals.smart._judge._acts import Act, ActKind, act_of
from smartgoals.smart._judge._reasons import ReasonKind, kinds_of, reasons_in
from smartgoals.smart._parts import (
    Amount,
    Comparator,
    Component,
    ComponentKind,
    Horizon,
    HorizonKind,
    Person,
)
from smartgoals.smart._reader._notation import CLASSES, Pattern
from smartgoals.smart._reader._words import Words
from smartgoals.targets import Target
from smartgoals.treatment import Assessment

__all__ = ["Facts", "in_unit", "times_a_day"]

_STOP = CLASSES["STOP"]


def in_unit(quantity: Quantity, unit: str) -> float | None:
    """Return the number of *unit* in a quantity; None if it measures something else."""
    code = quantity.unit.code
    if code == unit:
        return quantity.value
    # Asked many times of many units, most of which measure something else.
    mine, theirs = UNITS.get(code), UNITS.get(unit)
    if mine is None or theirs is None or mine[0] != theirs[0]:
        return None
    try:
        return quantity.to(unit).value
    except InvalidValueError:
        return None


_START, _END = itemgetter(0), itemgetter(1)
_WEEKS = 4
_DENIALS = frozenset("not never won't don't can't no".split())
_NEAR = 4


def times_a_day(recurrence: Recurrence, on: dt.date) -> float:
    """Return how often a day a rule asks, over the four weeks from *on*, or from its start."""
    start = max(on, recurrence.start)
    until = start + dt.timedelta(weeks=_WEEKS)
    return sum(window.times for window in recurrence.windows(start, until)) / (7 * _WEEKS)


# Not slotted: what many rules ask is worked out once and kept in the instance.
@attrs.frozen(kw_only=True, slots=False)
class Facts:
    """What a rule may look at.

    Fields win over the sentence where both speak.

    Args:
        draft: The sentence as it was read.
        goal: The goal; None if only a draft is checked.
        on: The date of judgement.
        assessment: What was found about the person; None if nobody looked.
        past_adherence: The shares of the last periods that were done, from 0 to 1, newest last.
    """

    draft: Draft
    goal: Goal | None
    on: dt.date
    assessment: Assessment | None = None
    past_adherence: tuple[float, ...] = ()

    def __getstate__(self) -> dict[str, Any]:
        # What was worked out is keyed by ids of patterns, which another process does not share.
        return {field.name: getattr(self, field.name) for field in attrs.fields(Facts)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    @cached_property
    def is_read(self) -> bool:
        """Whether the sentence could be read as a goal."""
        return self.draft.kind is DraftKind.GOAL

    @cached_property
    def words(self) -> Words:
        """The words of what was read."""
        return words_in(self.draft)

    @cached_property
    def _possible(self) -> frozenset[int]:
        """The ids of the patterns that may stand in the text, for their words do."""
        return lexicon.possible(self.words.codes)

    @cached_property
    def parts(self) -> Mapping[ComponentKind, tuple[Component, ...]]:
        """What was found in the sentence, by kind."""
        found: dict[ComponentKind, list[Component]] = {}
        for component in self.draft.components:
            found.setdefault(component.kind, []).append(component)
        return MappingProxyType({kind: tuple(parts) for kind, parts in found.items()})

    def has(self, kind: ComponentKind) -> bool:
        """Return whether the sentence has that part."""
        return kind in self.parts

    @cached_property
    def codes(self) -> str:
        """One letter for each word, with those of the reasons blotted out."""
        codes = self.words.codes
        for component in self.parts.get(ComponentKind.REASON, ()):
            start, end = self.places(component)
            codes = codes[:start] + _STOP * (end - start) + codes[end:]
        return codes

    @cached_property
    def region(self) -> tuple[int, int]:
        """The words of the sentences that hold what will be done; all of them if there are none."""
        behaviours = self.parts.get(ComponentKind.BEHAVIOUR)
        if not behaviours:
            return 0, len(self.codes)
        start = self.places(behaviours[0])[0]
        end = self.places(behaviours[-1])[1]
        after = self.words.codes.find(_STOP, end)
        return (
            self.words.codes.rfind(_STOP, 0, start) + 1,
            len(self.codes) if after < 0 else after,
        )

    def places(self, part: Component) -> tuple[int, int]:
        """Return the range of the words of a part."""
        spans = self.words.spans
        return bisect_right(spans, part.start, key=_END), bisect_left(spans, part.end, key=_START)

    @cached_property
    def _found(self) -> dict[tuple[int, str], tuple[int, int] | None]:
        """What was looked for already, for many rules ask the same."""
        return {}

    def find(self, known: Pattern) -> tuple[int, int] | None:
        """Return where *known* stands in the sentences of the goal, outside of its reasons."""
        return self._look(known, "goal", self.codes, *self.region)

    def find_in_act(self, known: Pattern) -> tuple[int, int] | None:
        """Return where *known* stands in what will be done, or close before it."""
        behaviours = self.parts.get(ComponentKind.BEHAVIOUR)
        if not behaviours:
            return None
        start, end = self.region
        first = max(start, self.places(behaviours[0])[0] - _NEAR)
        return self._look(known, "act", self.codes, first, end)

    def says(self, known: Pattern) -> bool:
        """Return whether *known* stands anywhere in the text, reasons and stories included."""
        codes = self.words.codes
        return self._look(known, "text", codes, 0, len(codes)) is not None

    def _look(
        self, known: Pattern, where: str, codes: str, start: int, end: int
    ) -> tuple[int, int] | None:
        place = id(known)
        if place in lexicon.KNOWN and place not in self._possible:
            return None
        asked = (place, where)
        if asked not in self._found:
            found = known.search(codes, start, end)
            self._found[asked] = None if found is None else found.span()
        return self._found[asked]

    def place(self, found: tuple[int, int]) -> tuple[int, int]:
        """Return where words stand in the text, in characters."""
        return self.words.span(*found)

    @cached_property
    def act(self) -> Act | None:
        """What sort of doing it is; None if the sentence names none."""
        behaviours = self.parts.get(ComponentKind.BEHAVIOUR)
        if not behaviours or not self.is_read:
            return None
        start, end = self.places(behaviours[0])
        if start == end:
            return None
        if start and self.words.plain[start - 1] in _DENIALS:
            start -= 1
        is_counted = any(kind in self.parts for kind in _COUNTING) or any(
            isinstance(cue.value, dt.time) for cue in self.parts.get(ComponentKind.CUE, ())
        )
        act = act_of(
            self.words, self.codes, start, end, is_counted=is_counted, possible=self._possible
        )
        if ComponentKind.CUE in self.parts and not act.is_anchored:
            act = attrs.evolve(act, is_anchored=True)
        return act

    @property
    def is_avoided(self) -> bool:
        """Whether it is something to leave off."""
        return self.act is not None and self.act.is_avoided

    @property
    def is_avoided_state(self) -> bool:
        """Whether it is a quality to leave off: "stop being angry all the time"."""
        return self.is_avoided and self.act is not None and self.act.kind is not ActKind.CONCRETE

    @property
    def is_harmful(self) -> bool:
        """Whether it is about drink, drugs, harm or violence, of which no amount is suggested."""
        return self.find(lexicon.NOT_PERFECTIONISM) is not None

    @cached_property
    def is_others(self) -> bool:
        """Whether somebody else would have to do it."""
        return any(
            component.value is Person.OTHER for component in self.parts.get(ComponentKind.DOER, ())
        )

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps in force."""
        return () if self.goal is None else self.goal.plan.on(self.on)

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """The targets in force."""
        return () if self.goal is None else in_force(self.goal.targets, self.on)

    @cached_property
    def amounts(self) -> tuple[Component, ...]:
        """The quantities and durations of the sentence that are aims."""
        return tuple(
            component
            for kind in (ComponentKind.QUANTITY, ComponentKind.DURATION)
            for component in self.parts.get(kind, ())
            if isinstance(component.value, Amount) and not component.value.is_baseline
        )

    @cached_property
    def baselines(self) -> tuple[Amount, ...]:
        """The numbers of the sentence from which somebody starts."""
        return tuple(
            component.value
            for kind in (ComponentKind.QUANTITY, ComponentKind.DURATION)
            for component in self.parts.get(kind, ())
            if isinstance(component.value, Amount) and component.value.is_baseline
        )

    @cached_property
    def unscaled(self) -> Component | None:
        """A number on a feeling whose scale is not named; None if there is none."""
        if not self.amounts or self.act is None:
            return None
        for component in self.amounts:
            amount = component.value
            if (
                isinstance(amount, Amount)
                and amount.unit in _SCALELESS
                and amount.out_of is None
                and amount.instrument is None
                and self.find(lexicon.FEELING_SCALE) is not None
                and not self.says(lexicon.BACKED)
            ):
                return component
        return None

    @property
    def has_level(self) -> bool:
        """Whether the sentence gives a number that says when it is reached."""
        return any(component is not self.unscaled for component in self.amounts)

    @property
    def has_clock(self) -> bool:
        """Whether a clock time says when, or until when on a day."""
        act = self.act
        return (act is None or act.kind is not ActKind.OUTCOME) and any(
            isinstance(component.value, dt.time)
            for component in self.parts.get(ComponentKind.CUE, ())
        )

    @cached_property
    def is_planned(self) -> bool:
        """Whether the plan says how often or how much."""
        return any(step.recurrence is not None or step.dose is not None for step in self.steps)

    @cached_property
    def has_rhythm(self) -> bool:
        """Whether it says how often, in the sentence or in the plan."""
        return ComponentKind.FREQUENCY in self.parts or any(
            step.recurrence is not None for step in self.steps
        )

    @property
    def is_reviewed(self) -> bool:
        """Whether the goal says how often it is looked at again."""
        return self.goal is not None and self.goal.review is not None

    @property
    def is_zero(self) -> bool:
        """Whether it is to leave off something that can be counted, down to none."""
        act = self.act
        return (
            act is not None
            and act.is_avoided
            and act.kind is ActKind.CONCRETE
            and not self.is_others
        )

    @cached_property
    def is_one_off(self) -> bool:
        """Whether it is one thing that is done once, such as a call."""
        return (
            self.act is not None
            and (self.act.is_one_off or self._has_deadline)
            and not self.is_others
            and not self._is_repeated
        )

    @property
    def _has_deadline(self) -> bool:
        """Whether a concrete act is to be done by a day, rather than until one."""
        act = self.act
        if act is None or act.is_avoided or act.kind is not ActKind.CONCRETE:
            return False
        if self.find_in_act(lexicon.MORE_OF_IT) is not None:
            return False
        return any(
            isinstance(part.value, Horizon)
            and part.value.kind is not HorizonKind.SPAN
            and lexicon.DEADLINE.match(self.codes, self.places(part)[0])
            for part in self.parts.get(ComponentKind.HORIZON, ())
        )

    @cached_property
    def _is_repeated(self) -> bool:
        """Whether it comes back with a situation, or as often as somebody can."""
        if self.find(lexicon.VAGUE_FREQUENCY) is not None or self.find(lexicon.OFTENER):
            return True
        cues = self.parts.get(ComponentKind.CUE, ())
        return any(lexicon.WHENEVER.match(self.codes, self.places(cue)[0]) for cue in cues)

    @cached_property
    def measured_by(self) -> tuple[str, ...]:
        """What can be counted or ticked off: names of parts and fields."""
        found = []
        if self.is_read:
            kinds = {part.kind for part in self.amounts if part is not self.unscaled}
            found += [str(kind) for kind in _AMOUNTS if kind in kinds]
            if ComponentKind.FREQUENCY in self.parts:
                found.append("frequency")
            if self.has_clock:
                found.append("clock time")
            if not found and self.is_one_off:
                found.append("one thing to do")
            if not found and self.is_zero:
                found.append("down to none")
            if not found and self.find_in_act(lexicon.LEVEL_OF_HELP) is not None:
                found.append("level of help")
        if self.targets:
            found.append("targets")
        if self.is_planned:
            found.append("plan")
        return tuple(found)

    @cached_property
    def due(self) -> dt.date | None:
        """The day by which; the goal's own goes before the sentence's."""
        if self.goal is not None:
            if self.goal.due is not None:
                return self.goal.due
            ends = [target.due for target in self.targets if target.due is not None]
            if ends:
                return max(ends)
        return self.draft.due if self.is_read else None

    @cached_property
    def confidence(self) -> int | None:
        """How sure the person is, from 0 to 10; the goal's own goes before the sentence's."""
        if self.goal is not None and self.goal.confidence is not None:
            return self.goal.confidence
        return self.draft.confidence if self.is_read else None

    @cached_property
    def values(self) -> tuple[str, ...]:
        """What the person values, as linked to the goal."""
        if self.goal is None:
            return ()
        return tuple(value for value in self.goal.values if value.strip())

    @cached_property
    def reasons(self) -> Mapping[ReasonKind, tuple[int, int] | None]:
        """The kinds of reason that are given, and where; None for where in a field.

        A reason that was typed in goes before those of the sentence. That somebody does not care
        is heard wherever it is said.
        """
        found: dict[ReasonKind, tuple[int, int] | None] = {}
        if self.is_read:
            found = reasons_in(self.words, self.parts.get(ComponentKind.REASON, ()), self._possible)
        if self.goal is not None and self.goal.reason.strip():
            said = {kind: place for kind, place in found.items() if kind is ReasonKind.DISOWNED}
            found = dict.fromkeys(kinds_of(self.goal.reason)) | said
        return MappingProxyType(found)

    @cached_property
    def ratios(self) -> tuple[tuple[float, float], ...]:
        """Each step from what is done already to what is asked for, as two numbers of one unit.

        Symptom scores, ratings, weights and ranges of motion do not grow by doing more.
        """
        found = [*self._ratios_of_steps(), *self._ratios_of_targets()]
        if not found and self.is_read:
            found += self._ratios_of_text()
        return tuple(found)

    def _ratios_of_steps(self) -> list[tuple[float, float]]:
        found = []
        for step in self.steps:
            if step.dose is None or step.baseline is None or step.baseline.value <= 0:
                continue
            before = in_unit(step.baseline, step.dose.unit.code)
            if before:
                found.append((before, step.dose.value))
        return found

    def _ratios_of_targets(self) -> list[tuple[float, float]]:
        found: list[tuple[float, float]] = []
        for target in self.targets:
            measure = target.aim.measure
            level = target.aim.low if target.aim.high is None else target.aim.high
            if (
                measure is None
                or level is None
                or target.baseline is None
                or target.baseline <= 0
                or level <= 0
                or measure.kind not in _DONE_BY_DOING
                or not _grows_by_doing(measure.unit.code)
            ):
                continue
            before = target.baseline
            for way in sorted(self._levels_on_the_way(measure.id), reverse=level < before):
                if min(before, level) < way < max(before, level):
                    found.append((before, way))
                    before = way
            found.append((before, level))
        return found

    def _levels_on_the_way(self, measure: str) -> list[float]:
        assert self.goal is not None  # noqa: S101  # there are targets only where there is a goal
        aims = [milestone.aim for milestone in in_force(self.goal.milestones, self.on)]
        levels = [
            aim.low if aim.high is None else aim.high
            for aim in aims
            if aim is not None and aim.measure is not None and aim.measure.id == measure
        ]
        return [level for level in levels if level is not None]

    def _ratios_of_text(self) -> list[tuple[float, float]]:
        starts = {
            (before.unit, before.out_of): before.value
            for before in reversed(self.baselines)
            if before.value > 0 and before.instrument is None and _grows_by_doing(before.unit)
        }
        for component in self.amounts if starts else ():
            after = component.value
            if (
                isinstance(after, Amount)
                and (after.unit, after.out_of) in starts
                and after.value > 0
                and after.comparator is not Comparator.BY
                and after.instrument is None
                and not self._is_a_score(component)
            ):
                return [(starts[after.unit, after.out_of], after.most or after.value)]
        return []

    def _is_a_score(self, component: Component) -> bool:
        shown = self.draft.text[component.start : component.end]
        if "/" in shown:
            return True
        behaviours = self.parts.get(ComponentKind.BEHAVIOUR)
        if not behaviours:
            return self.find(lexicon.SCORED) is not None
        # Not what is said later: "... until I see the pain team".
        start = self.places(behaviours[0])[0]
        end = max(self.places(part)[1] for part in (behaviours[0], component))
        return self._look(lexicon.SCORED, "what is done", self.codes, start, end) is not None


_AMOUNTS = (ComponentKind.QUANTITY, ComponentKind.DURATION)
_COUNTING = (
    ComponentKind.QUANTITY,
    ComponentKind.DURATION,
    ComponentKind.FREQUENCY,
)
_SCALELESS = frozenset({"", "%", "point", "{point}", "percent"})
_DONE_BY_DOING = frozenset({MeasureKind.COUNT, MeasureKind.DURATION, MeasureKind.AMOUNT})
_NOT_BY_DOING = frozenset(
    "% kg g lb [lb_av] stone st pound kilo kilogram degree deg point {point} {score} /10 /100 "
    "score bmi "
    "suds hba1c mmhg mm[hg] mmol mmol/l [oz_av] ug rating percent bpm celsius {degree} {rating} "
    "level {level} centimetre cm mm inch [in_i]".split()
)


def _grows_by_doing(unit: str) -> bool:
    """Return whether more of it comes from doing more, as with minutes or steps.

    A name of an instrument has a figure in it or is written in capitals.
    """
    code = unit.lower()
    is_name = any(letter.isdigit() for letter in code) or (unit.isupper() and len(unit) > 1)
    return bool(unit) and code not in _NOT_BY_DOING and not is_name
