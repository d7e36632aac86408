"""What the parts of a sentence mean."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from smartgoals._values import (
    as_number,
    as_optional_number,
    is_day,
    is_id,
    is_in,
    is_int,
    is_number,
    is_text,
    plain,
    refuse,
)
from smartgoals.errors import InvalidValueError
from smartgoals.measures import Quantity, Unit
from smartgoals.recurrence import Frequency, Recurrence

__all__ = [
    "Amount",
    "Cadence",
    "Comparator",
    "Component",
    "ComponentKind",
    "Horizon",
    "HorizonKind",
    "Person",
]


class ComponentKind(StrEnum):
    """What a part of a sentence says."""

    DOER = "doer"
    """Who will do it."""
    BEHAVIOUR = "behaviour"
    """What will be done: the verb with what belongs to it."""
    QUANTITY = "quantity"
    """How much, or how many of how many; a target or a baseline."""
    DURATION = "duration"
    """How long each time."""
    FREQUENCY = "frequency"
    """How often."""
    START = "start"
    """From when on."""
    HORIZON = "horizon"
    """Until when."""
    REASON = "reason"
    """What for."""
    CUE = "cue"
    """When and where it begins: a situation, a time of day."""
    CONFIDENCE = "confidence"
    """How sure the person is, from 0 to 10."""


class Comparator(StrEnum):
    """How the number in a sentence is meant."""

    EQ = "eq"
    """That number."""
    GE = "ge"
    """At least."""
    LE = "le"
    """At most."""
    GT = "gt"
    """More than."""
    LT = "lt"
    """Less than."""
    APPROX = "approx"
    """About."""
    BY = "by"
    """A change by that much."""
    RANGE = "range"
    """Between two numbers."""


class Person(StrEnum):
    """Who will do it."""

    SPEAKER = "speaker"
    """I, we; and where nobody is named."""
    LISTENER = "listener"
    """You."""
    CLIENT = "client"
    """The client, patient, student or resident, or a name."""
    OTHER = "other"
    """Somebody else: my partner, the school."""


class HorizonKind(StrEnum):
    """How a sentence says when it ends."""

    DATE = "date"
    """By or until a day."""
    SPAN = "span"
    """For or within so many days, weeks, months or years."""
    EVENT = "event"
    """Until something happens whose day is not said."""
    SEASON = "season"
    """A season or a time of the year without a day of its own."""


@attrs.frozen(kw_only=True)
class Amount:
    """A number of something, as a sentence says it.

    Args:
        value: The number; the lower one of a range. Not below 0.
        most: The upper one of a range; None if there is no range.
        out_of: The number that it is out of, as in "4 out of 5"; None if there is none.
        unit: What is counted: a code such as ``min``, ``km`` or ``%``, else the noun in the
            singular; empty if none is named.
        comparator: How the number is meant.
        is_baseline: True for where somebody starts, as in "from 15", rather than an aim.
        instrument: Id of the questionnaire whose score it is; None if there is none, or the name
            does not say which version.

    Raises:
        InvalidValueError: If *value* is below 0, or *most* is below *value*.

    Example:
        >>> from smartgoals.smart import Amount, Comparator
        >>> print(Amount(value=2, unit="glass", comparator=Comparator.LE))
        at most 2 glass
    """

    value: float = attrs.field(converter=as_number, validator=is_number)
    most: float | None = attrs.field(
        default=None, converter=as_optional_number, validator=is_number
    )
    out_of: float | None = attrs.field(
        default=None, converter=as_optional_number, validator=is_number
    )
    # A noun of the sentence may be private.
    unit: str = attrs.field(default="", repr=False, validator=is_text)
    comparator: Comparator = attrs.field(default=Comparator.EQ, validator=is_in(Comparator))
    is_baseline: bool = attrs.field(default=False, validator=is_in(bool))
    instrument: str | None = attrs.field(default=None, validator=is_id)

    def __attrs_post_init__(self) -> None:
        """Check the order of the numbers."""
        if self.value < 0:
            refuse("value", "0 or more", self.value)
        if self.most is not None and self.most < self.value:
            refuse("most", "value or more", self.most)

    @property
    def quantity(self) -> Quantity | None:
        """The number with its unit; the lower one of a range. None where no unit is named."""
        return None if not self.unit else Quantity(value=self.value, unit=_unit(self.unit))

    def __str__(self) -> str:
        """Read as comparator, number and unit; a baseline begins with "from"."""
        number = plain(self.value)
        if self.most is not None:
            number += f" to {plain(self.most)}"
        if self.out_of is not None:
            number += f" of {plain(self.out_of)}"
        before = "from " if self.is_baseline else ""
        return f"{before}{_WORDS.get(self.comparator, '')}{number} {self.unit}".rstrip()


_WORDS = {
    Comparator.GE: "at least ",
    Comparator.LE: "at most ",
    Comparator.GT: "more than ",
    Comparator.LT: "less than ",
    Comparator.APPROX: "about ",
    Comparator.BY: "by ",
}
# The words of sentences for units that have a code.
_CODES = {
    "mile": "[mi_i]",
    "foot": "[ft_i]",
    "yard": "[yd_i]",
    "inch": "[in_i]",
    "lb": "[lb_av]",
    "litre": "L",
    "calorie": "kcal",
    "ml": "mL",
    "metre": "m",
    "mcg": "ug",
    "point": "{point}",
}


def _unit(word: str) -> Unit:
    """Return the unit that a word names, or the annotation that counts such things."""
    try:
        return Unit(code=_CODES.get(word, word))
    except InvalidValueError:
        noun = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in word)
        return Unit(code=f"{{{noun[:64]}}}")


@attrs.frozen(kw_only=True)
class Cadence:
    """How often, as a sentence says it.

    Args:
        times: How many times in a period; the lower one of a range. At least 1.
        most: The upper one of a range; None if there is no range.
        every: How many of *period* make one; 2 and weeks for "a fortnight".
        period: Days, weeks, months or years; None for hours of a day.
        comparator: How the number is meant.
        recurrence: The rule that a plan can follow; None if the period is shorter than a day.
        is_on_calendar: Whether days of the calendar are named, as in "every Tuesday".

    Example:
        >>> import datetime as dt
        >>> from smartgoals import read_goal
        >>> from smartgoals.smart import ComponentKind
        >>> draft = read_goal("Walk 3 to 4 times a week.", on=dt.date(2025, 2, 3))
        >>> cadence = draft.component(ComponentKind.FREQUENCY).value
        >>> cadence.times, cadence.most, str(cadence.period)
        (3, 4, 'weekly')
    """

    times: int = attrs.field(validator=is_int(1))
    most: int | None = attrs.field(default=None, validator=is_int(1))
    every: int = attrs.field(default=1, validator=is_int(1))
    period: Frequency | None = attrs.field(default=None, validator=is_in(Frequency))
    comparator: Comparator = attrs.field(default=Comparator.EQ, validator=is_in(Comparator))
    recurrence: Recurrence | None = attrs.field(default=None, validator=is_in(Recurrence))
    is_on_calendar: bool = attrs.field(default=False, validator=is_in(bool))

    def __str__(self) -> str:
        """Say the rule in English."""
        return str(self.recurrence or "several times a day")


@attrs.frozen(kw_only=True)
class Horizon:
    """Until when, as a sentence says it.

    Args:
        kind: How it is said.
        due: The day by which; the first day after a span, as in "for 30 days". None for an event
            or a season whose day is not said.
        other: The other day that an ambiguous date may be; None if it is clear.
        is_through: Whether *due* itself is still part of it: "until 31 March" asks for the 31st
            too, "for 30 days" ends before the day that is named.
        months: How many months a span has; 0 if it is not said in months or years.
        days: How many days a span has, beside its months.
    """

    kind: HorizonKind = attrs.field(validator=is_in(HorizonKind))
    due: dt.date | None = attrs.field(default=None, validator=is_day)
    other: dt.date | None = attrs.field(default=None, validator=is_day)
    is_through: bool = attrs.field(default=True, validator=is_in(bool))
    months: int = attrs.field(default=0, validator=is_int(0))
    days: int = attrs.field(default=0, validator=is_int(0))

    def __str__(self) -> str:
        """Say the day, or how it is said."""
        return f"no day yet ({self.kind})" if self.due is None else self.due.isoformat()


@attrs.frozen(kw_only=True)
class Component:
    """One part of a sentence and what it means.

    Args:
        kind: What it says.
        start: Where it begins in the text, in characters from 0.
        end: Where it ends; *end* itself is not part of it.
        value: What it means: an :class:`Amount`, a :class:`Cadence`, a :class:`Horizon`, a
            :class:`Person`, a clock time for a cue, a day for a start, a whole number for a
            confidence; None where only the words say it.

    Raises:
        InvalidValueError: If the span is empty.
    """

    kind: ComponentKind = attrs.field(validator=is_in(ComponentKind))
    start: int = attrs.field(validator=is_int(0))
    end: int = attrs.field(validator=is_int(1))
    value: Amount | Cadence | Horizon | Person | dt.time | dt.date | int | None = None

    def __attrs_post_init__(self) -> None:
        """Check the span."""
        if self.end <= self.start:
            refuse("end", f"above start, {self.start}", self.end)
