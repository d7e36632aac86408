"""What counts as getting there.

An :class:`Aim` is the set of values that is good enough: at least, at most, below, above, between,
zero, or done so many times out of so many. A :class:`Target` is an aim with the baseline it starts
from and the weight it has; a :class:`Milestone` is a checkpoint on the way. An
:class:`AttainmentScale` says the same in words, for what no measure can tell.
"""

from __future__ import annotations

import datetime as dt

import attrs

from smartgoals._values import (
    as_number,
    as_optional_number,
    check_period,
    is_day,
    is_id,
    is_in,
    is_int,
    is_number,
    is_text,
    is_words,
    plain,
    refuse,
)
from smartgoals.measures import Measure, MeasureKind
from smartgoals.recurrence import Frequency, Recurrence

__all__ = ["Aim", "AttainmentScale", "Milestone", "Target"]

# A sum of ratings or of totals of a questionnaire says nothing that anybody published.
_ADDED_UP = frozenset(
    {MeasureKind.COUNT, MeasureKind.DURATION, MeasureKind.AMOUNT, MeasureKind.YES_NO}
)
_A_PERIOD = {
    Frequency.DAILY: " a day",
    Frequency.WEEKLY: " a week",
    Frequency.MONTHLY: " a month",
    Frequency.YEARLY: " a year",
}


@attrs.frozen(kw_only=True)
class Aim:
    """The values of a measure, or the count of a step, that are good enough.

    The named constructors are the usual way in: :meth:`at_least`, :meth:`at_most`, :meth:`above`,
    :meth:`below`, :meth:`between`, :meth:`zero`, :meth:`maintain` and :meth:`done`.

    Args:
        measure: What is observed; None if a step is counted.
        step: Id of the step that is counted; None if a measure is observed.
        low: The lowest good value; None if there is none.
        high: The highest good value; None if there is none.
        is_strict: True if *low* and *high* themselves are not good enough yet.
        out_of: For a step, the number of occasions there are.
        is_held: True to stay there all along, rather than to arrive there.
        per: The period over which the values of a measure are added up, such as a week of 150
            minutes; None to take each value as it is. Only counts, durations, amounts and yes-no
            measures, of values that are never below 0, can be added up. The named constructors
            mean each such period by it, so what they make is held; to come up to a weekly sum
            once, from a baseline, write ``Aim(measure=..., low=150, per=Frequency.WEEKLY)``.

    Raises:
        InvalidValueError: If no value, or every value, would be good enough; if it is about
            neither or both of a measure and a step; if it lies outside the measure's range; or if
            what is added up over a period cannot be.

    Example:
        >>> from smartgoals import Aim, Direction, Measure, MeasureKind
        >>> sleep = Measure(id="sleep", kind=MeasureKind.DURATION, unit="h", direction=Direction.UP)
        >>> aim = Aim.at_least(7, sleep)
        >>> aim.is_met_by(7), aim.is_met_by(6.5)
        (True, False)
        >>> print(Aim.done(20, out_of=30, step="breathe"))
        done 20 of 30 times
        >>> from smartgoals import Frequency
        >>> walked = Measure(
        ...     id="walked", kind=MeasureKind.DURATION, unit="min", direction=Direction.UP, least=0
        ... )
        >>> print(Aim.at_least(150, walked, per=Frequency.WEEKLY))
        at least 150 min a week
    """

    measure: Measure | None = attrs.field(default=None, validator=is_in(Measure))
    step: str | None = attrs.field(default=None, validator=is_id)
    low: float | None = attrs.field(default=None, converter=as_optional_number, validator=is_number)
    high: float | None = attrs.field(
        default=None, converter=as_optional_number, validator=is_number
    )
    is_strict: bool = attrs.field(default=False, validator=is_in(bool))
    out_of: int | None = attrs.field(default=None, validator=is_int(1))
    is_held: bool = attrs.field(default=False, validator=is_in(bool))
    per: Frequency | None = attrs.field(default=None, validator=is_in(Frequency))

    def __attrs_post_init__(self) -> None:
        """Check that it can be met, and can be missed."""
        if (self.measure is None) == (self.step is None):
            refuse("measure", "given exactly when no step is", self.measure)
        if self.low is None and self.high is None:
            refuse("low", "given, or high", None)
        if (
            self.low is not None
            and self.high is not None
            and (self.high < self.low or (self.is_strict and self.high == self.low))
        ):
            refuse("high", f"above low, {self.low:g}", self.high)
        if self.step is not None:
            self._check_count()
        elif self.out_of is not None:
            refuse("out_of", "left out unless a step is counted", self.out_of)
        if self.per is not None:
            self._check_period()
        if self.measure is not None:
            self._check_range(self.measure)

    def _check_period(self) -> None:
        if self.per is Frequency.ONCE:
            refuse("per", "a day, a week, a month or a year", self.per)
        measure = self.measure
        if measure is None or measure.kind not in _ADDED_UP:
            refuse(
                "per", "left out unless a count, duration, amount or yes-no is added up", self.per
            )
        if measure.least is None or measure.least < 0:
            # A sum that can shrink again would take back what a period had reached.
            refuse(
                "per", "left out unless the measure's least value is given, and 0 or more", self.per
            )

    def _check_count(self) -> None:
        if self.low is None or self.high is not None or self.is_strict or self.is_held:
            refuse("low", "the only bound of a count; Aim.done() sets it", self.low)
        if self.low < 1 or self.low != int(self.low):
            refuse("low", "a whole number of at least 1", self.low)
        if self.out_of is None or self.low > self.out_of:
            refuse("out_of", f"at least the number to be done, {self.low:g}", self.out_of)

    def _check_range(self, measure: Measure) -> None:
        for field, bound in (("low", self.low), ("high", self.high)):
            if bound is not None and not self.takes(bound):
                refuse(field, "in the measure's own range", bound)
        most = measure.most if self.per is None else None
        if self.is_strict and (
            (self.low is not None and self.low == most)
            or (self.high is not None and self.high == measure.least)
        ):
            refuse("low" if self.high is None else "high", "inside the measure's range", None)
        is_low_certain = self.low is None or (
            measure.least is not None and self.is_met_by(measure.least)
        )
        is_high_certain = self.high is None or (most is not None and self.is_met_by(most))
        if is_low_certain and is_high_certain:
            refuse(
                "low" if self.high is None else "high",
                "a bound that some value of the measure misses",
                self.low if self.high is None else self.high,
            )

    def takes(self, value: float) -> bool:
        """Return whether *value* is possible: in the measure's range, or a sum of such values.

        What a step can count is possible too.
        """
        if self.measure is None:
            return value >= 0
        if self.per is None:
            return self.measure.holds(value)
        return self.measure.least is None or value >= self.measure.least

    @classmethod
    def at_least(cls, value: float, measure: Measure, *, per: Frequency | None = None) -> Aim:
        """Return the aim to reach *value* or more."""
        return cls(measure=measure, low=value, per=per, is_held=per is not None)

    @classmethod
    def at_most(cls, value: float, measure: Measure, *, per: Frequency | None = None) -> Aim:
        """Return the aim to come down to *value* or less."""
        return cls(measure=measure, high=value, per=per, is_held=per is not None)

    @classmethod
    def above(cls, value: float, measure: Measure, *, per: Frequency | None = None) -> Aim:
        """Return the aim to pass *value*."""
        return cls(measure=measure, low=value, is_strict=True, per=per, is_held=per is not None)

    @classmethod
    def below(cls, value: float, measure: Measure, *, per: Frequency | None = None) -> Aim:
        """Return the aim to come below *value*."""
        return cls(measure=measure, high=value, is_strict=True, per=per, is_held=per is not None)

    @classmethod
    def between(
        cls, low: float, high: float, measure: Measure, *, per: Frequency | None = None
    ) -> Aim:
        """Return the aim to come into the range from *low* to *high*, both good."""
        return cls(measure=measure, low=low, high=high, per=per, is_held=per is not None)

    @classmethod
    def zero(cls, measure: Measure, *, per: Frequency | None = None) -> Aim:
        """Return the aim to come down to none at all."""
        low = None if measure.least == 0 else 0
        return cls(measure=measure, low=low, high=0, per=per, is_held=per is not None)

    @classmethod
    def maintain(
        cls,
        measure: Measure,
        *,
        low: float | None = None,
        high: float | None = None,
        per: Frequency | None = None,
    ) -> Aim:
        """Return the aim to stay at or above *low* and at or below *high*, all along."""
        return cls(measure=measure, low=low, high=high, is_held=True, per=per)

    @classmethod
    def done(cls, times: int, *, out_of: int, step: str) -> Aim:
        """Return the aim to do a step *times* out of the *out_of* occasions that there are."""
        return cls(step=step, low=times, out_of=out_of)

    def is_met_by(self, value: float) -> bool:
        """Return whether *value*, in the measure's unit or as a count, is good enough."""
        if self.is_strict:
            return (self.low is None or value > self.low) and (
                self.high is None or value < self.high
            )
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def gap(self, value: float) -> float:
        """Return how far *value* is from the nearest bound, in the measure's unit or as a count.

        Above 0 it is still to go, 0 at the bound. Beyond the only bound it is below 0: by how much
        the aim is passed. Between two bounds there is nothing to pass, so it is 0.
        """
        if self.low is None:
            return value - (self.high or 0.0)
        if self.high is None:
            return self.low - value
        return max(self.low - value, value - self.high, 0.0)

    def __str__(self) -> str:
        """Say the aim in English; a measure goes by its unit, for its name may be private."""
        if self.out_of is not None and self.low is not None:
            return f"done {plain(self.low)} of {self.out_of} times"
        each = "" if self.per is None else _A_PERIOD[self.per]
        # "A day" alone says that it is every day.
        stay = "stay " if self.is_held and not each else ""
        if each and not self.is_held:
            each = f"{each}, once"
        if self.high == 0 and self.low in {0, None} and not self.is_strict:
            return f"{stay}at none{each}"
        if self.low is None:
            side = "below" if self.is_strict else "at most"
            return f"{stay}{side} {self._amount(self.high)}{each}"
        if self.high is None:
            side = "above" if self.is_strict else "at least"
            return f"{stay}{side} {self._amount(self.low)}{each}"
        return f"{stay}between {plain(self.low)} and {self._amount(self.high)}{each}"

    def _amount(self, value: float | None) -> str:
        # A bound that is shown is given, and so is the measure of one that is not counted.
        return "" if value is None or self.measure is None else self.measure.unit.amount(value)


@attrs.frozen(kw_only=True)
class Target:
    """An aim, where it starts from and how much it counts.

    A goal is achieved when all its targets are met; its progress is their weighted mean.

    Args:
        id: Its id; the same for all its versions.
        aim: What counts as getting there.
        baseline: The value before the work began, in the measure's unit. It is never guessed from
            the journal: without one, the way covered so far is unknown until the aim is met.
        baseline_entry: Id of the entry that the baseline came from.
        weight: How much it counts among the goal's targets and milestones; above 0.
        due: The day by which; None for the goal's own.
        start: First day on which this version holds; None for as long as the goal.
        until: First day on which it no longer holds; None for no end.
        recurrence: On which days its measure is taken; None to take it at each review, or once in
            each period of an aim that has one.

    Raises:
        InvalidValueError: If *baseline* meets the aim already, or is given for an aim that is
            counted or held; if *recurrence* is given for an aim that counts a step.

    Example:
        >>> from smartgoals import Aim, Direction, Measure, MeasureKind, Target
        >>> sleep = Measure(id="sleep", kind=MeasureKind.DURATION, unit="h", direction=Direction.UP)
        >>> print(Target(id="t-1", aim=Aim.at_least(7, sleep), baseline=5.5))
        at least 7 h, from 5.5
    """

    id: str = attrs.field(validator=is_id)
    aim: Aim = attrs.field(validator=is_in(Aim))
    baseline: float | None = attrs.field(
        default=None, converter=as_optional_number, validator=is_number
    )
    baseline_entry: str | None = attrs.field(default=None, validator=is_id)
    weight: float = attrs.field(default=1.0, converter=as_number, validator=is_number)
    due: dt.date | None = attrs.field(default=None, validator=is_day)
    start: dt.date | None = attrs.field(default=None, validator=is_day)
    until: dt.date | None = attrs.field(default=None, validator=is_day)
    recurrence: Recurrence | None = attrs.field(default=None, validator=is_in(Recurrence))

    def __attrs_post_init__(self) -> None:
        """Check the weight, the period and that there is a way to go."""
        if self.weight <= 0:
            refuse("weight", "above 0", self.weight, instead="leave the target out instead")
        check_period(self.start, self.until)
        if self.recurrence is not None and self.aim.measure is None:
            refuse(
                "recurrence",
                "left out where a step is counted",
                self.recurrence,
                instead="the step has a recurrence of its own",
            )
        if self.baseline_entry is not None and self.baseline is None:
            refuse("baseline", "given where baseline_entry is", None)
        if self.baseline is None:
            return
        if self.aim.measure is None or self.aim.is_held:
            refuse(
                "baseline",
                "left out where the aim is counted or held",
                self.baseline,
                instead="what is to be reached once, from a baseline, is an Aim with is_held=False",
            )
        if not self.aim.takes(self.baseline):
            refuse("baseline", "in the measure's own range", self.baseline)
        if self.aim.is_met_by(self.baseline):
            refuse(
                "baseline",
                "short of the aim",
                self.baseline,
                instead="to hold a value steady use Aim.maintain()",
            )

    def __str__(self) -> str:
        """Say aim and baseline in English."""
        return (
            str(self.aim) if self.baseline is None else f"{self.aim}, from {plain(self.baseline)}"
        )


@attrs.frozen(kw_only=True)
class Milestone:
    """A checkpoint on the way.

    Args:
        id: Its id; the same for all its versions.
        name: What is reached.
        aim: The values that say that it is reached. None if only somebody can say so, with a
            :class:`~smartgoals.entries.MilestoneReached` entry; such an entry always counts.
        due: The day by which.
        celebration: How to celebrate.
        weight: How much it counts in the goal's progress; 0, the default, marks the way without
            counting what the targets count already.
        start: First day on which this version holds; None for as long as the goal.
        until: First day on which it no longer holds; None for no end.

    Raises:
        InvalidValueError: If a field is not what it must be, or *aim* is one to be held.

    Example:
        >>> from smartgoals import Aim, Milestone
        >>> ten = Milestone(
        ...     id="ten", name="Ten mornings", aim=Aim.done(10, out_of=30, step="breathe"),
        ...     celebration="a walk by the river",
        ... )
        >>> print(ten.aim)
        done 10 of 30 times
    """

    id: str = attrs.field(validator=is_id)
    name: str = attrs.field(repr=False, validator=is_words)
    aim: Aim | None = attrs.field(default=None, validator=is_in(Aim))
    due: dt.date | None = attrs.field(default=None, validator=is_day)
    celebration: str = attrs.field(default="", repr=False, validator=is_text)
    weight: float = attrs.field(default=0.0, converter=as_number, validator=is_number)
    start: dt.date | None = attrs.field(default=None, validator=is_day)
    until: dt.date | None = attrs.field(default=None, validator=is_day)

    def __attrs_post_init__(self) -> None:
        """Check the weight, the period and the aim."""
        if self.weight < 0:
            refuse("weight", "0 or more", self.weight)
        check_period(self.start, self.until)
        # The first good week of a sum by the week is a checkpoint all the same.
        if self.aim is not None and self.aim.is_held and self.aim.per is None:
            refuse("aim", "one that is reached once", None, instead="make a target of what is held")


_MOST_WEIGHT = 3
_LEVELS = {-2: "much_less", -1: "less", 0: "expected", 1: "more", 2: "much_more"}


@attrs.frozen(kw_only=True)
class AttainmentScale:
    """The five levels of goal attainment scaling, each in words, agreed before treatment.

    Ratings are :class:`~smartgoals.entries.Rated` entries of kind attainment, from -2 to 2. Those
    of days before *day* are about another scale, so :func:`~smartgoals.scoring.attainment` leaves
    them out.

    Args:
        expected: What is expected by the time of review; level 0.
        much_less: Level -2. The four other levels are described together, or all left out for
            GAS-Light, which rates in words of its own: see
            :class:`~smartgoals.scoring.VerbalRating`.
        less: Level -1.
        more: Level 1.
        much_more: Level 2.
        day: The day on which it was agreed.
        baseline: The level at which it started: -1, or -2 where no worse state is plausible. None
            if nobody said; then a change of T is unknown.
        importance: How much it matters to the person, from 0 (not) to 3 (extremely). Leave it at 1
            for no weighting.
        difficulty: How hard it is, from 0 (not) to 3 (extremely). Leave it at 1 for no weighting.

    Raises:
        InvalidValueError: If a field is not what it must be, or only some of the four levels
            beside *expected* are described.

    Source:
        Kiresuk & Sherman 1968, Community Mental Health Journal 4:443-453,
        doi:10.1007/BF01530764; weights and baselines as in Turner-Stokes 2009, Clinical
        Rehabilitation 23:362-370, doi:10.1177/0269215508101742.

    Example:
        >>> import datetime as dt
        >>> from smartgoals.targets import AttainmentScale
        >>> scale = AttainmentScale(
        ...     much_less="stays in bed",
        ...     less="gets up",
        ...     expected="walks to the corner twice a week",
        ...     more="walks to the park twice a week",
        ...     much_more="walks to the park daily",
        ...     day=dt.date(2025, 2, 3),
        ...     baseline=-1,
        ...     importance=3,
        ...     difficulty=2,
        ... )
        >>> scale.weight, scale.description(1)
        (6, 'walks to the park twice a week')
        >>> print(scale)
        five levels in words, from -1, importance 3, difficulty 2, set on 2025-02-03
    """

    expected: str = attrs.field(repr=False, validator=is_words)
    much_less: str = attrs.field(default="", repr=False, validator=is_text)
    less: str = attrs.field(default="", repr=False, validator=is_text)
    more: str = attrs.field(default="", repr=False, validator=is_text)
    much_more: str = attrs.field(default="", repr=False, validator=is_text)
    day: dt.date = attrs.field(validator=is_day)
    baseline: int | None = attrs.field(default=None, validator=is_int(-2, -1))
    importance: int = attrs.field(default=1, validator=is_int(0, _MOST_WEIGHT))
    difficulty: int = attrs.field(default=1, validator=is_int(0, _MOST_WEIGHT))

    def __attrs_post_init__(self) -> None:
        """Check that the levels are described, or that it is GAS-Light."""
        words = {name: getattr(self, name) for name in _LEVELS.values() if name != "expected"}
        missing = [name for name, said in words.items() if not said.strip()]
        if missing and any(words.values()):
            refuse(
                missing[0],
                "described like the other levels",
                words[missing[0]],
                instead="describe all five, or for GAS-Light only what is expected",
            )

    @property
    def is_light(self) -> bool:
        """Whether only the expected level is described, as GAS-Light has it."""
        return not self.much_less

    @property
    def weight(self) -> int:
        """Importance times difficulty, from 0 to 9; a goal of weight 0 does not count."""
        return self.importance * self.difficulty

    def description(self, level: int) -> str:
        """Return what was agreed that *level* means; empty if it is not described.

        Args:
            level: A whole number from -2 to 2.

        Raises:
            InvalidValueError: If it is none of the five.
        """
        if type(level) is not int or level not in _LEVELS:
            refuse("level", "a whole number from -2 to 2", level)
        said: str = getattr(self, _LEVELS[level])
        return said

    def __str__(self) -> str:
        """Say the numbers in English; the words are the client's."""
        levels = "the expected level" if self.is_light else "five levels"
        start = "" if self.baseline is None else f", from {self.baseline}"
        weights = f"importance {self.importance}, difficulty {self.difficulty}"
        return f"{levels} in words{start}, {weights}, set on {self.day.isoformat()}"
