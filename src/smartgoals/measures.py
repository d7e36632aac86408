"""What is observed, in which unit, and which way is better.

A :class:`Measure` is what a client or a clinician watches: minutes walked, nights slept through,
the total of a questionnaire. Units are a small table from UCUM, the code that FHIR uses; their
factors are exact fractions, so a converted number is rounded once.
"""

from __future__ import annotations

import math
from enum import StrEnum
from fractions import Fraction

import attrs

from smartgoals._values import (
    as_number,
    as_optional_number,
    as_tuple,
    is_each,
    is_id,
    is_in,
    is_int,
    is_number,
    is_text,
    is_words,
    plain,
    refuse,
)
from smartgoals.errors import UnitMismatchError

__all__ = [
    "ChangeKind",
    "ChangeThreshold",
    "Direction",
    "Instrument",
    "Measure",
    "MeasureKind",
    "Quantity",
    "Toward",
    "Unit",
]

# UCUM code -> (what it measures, exact size in that dimension's base unit).
# Source: UCUM 2.1, tables 3 to 6 and the customary units; a pound is 0.45359237 kg and a mile
# 1609.344 m by the international agreement of 1959, a thermochemical calorie is 4.184 J.
_POUND = Fraction(45359237, 100_000)
_UNITS: dict[str, tuple[str, Fraction]] = {
    "1": ("number", Fraction(1)),
    "%": ("number", Fraction(1, 100)),
    "s": ("time", Fraction(1)),
    "min": ("time", Fraction(60)),
    "h": ("time", Fraction(3600)),
    "d": ("time", Fraction(86400)),
    "wk": ("time", Fraction(604800)),
    "mm": ("length", Fraction(1, 1000)),
    "cm": ("length", Fraction(1, 100)),
    "m": ("length", Fraction(1)),
    "km": ("length", Fraction(1000)),
    "[in_i]": ("length", Fraction(254, 10000)),
    "[ft_i]": ("length", Fraction(3048, 10000)),
    "[yd_i]": ("length", Fraction(9144, 10000)),
    "[mi_i]": ("length", Fraction(1609344, 1000)),
    "ug": ("mass", Fraction(1, 1_000_000)),
    "mg": ("mass", Fraction(1, 1000)),
    "g": ("mass", Fraction(1)),
    "kg": ("mass", Fraction(1000)),
    "[oz_av]": ("mass", _POUND / 16),
    "[lb_av]": ("mass", _POUND),
    "mL": ("volume", Fraction(1, 1000)),
    "dL": ("volume", Fraction(1, 10)),
    "L": ("volume", Fraction(1)),
    "[foz_us]": ("volume", Fraction(295735295625, 10**13)),
    "[cup_us]": ("volume", 8 * Fraction(295735295625, 10**13)),
    "J": ("energy", Fraction(1)),
    "kJ": ("energy", Fraction(1000)),
    "kcal": ("energy", Fraction(4184)),
    "/min": ("rate", Fraction(1, 60)),
    "/h": ("rate", Fraction(1, 3600)),
    "/d": ("rate", Fraction(1, 86400)),
    "/wk": ("rate", Fraction(1, 604800)),
    "m/s": ("speed", Fraction(1)),
    "km/h": ("speed", Fraction(1000, 3600)),
    "mm[Hg]": ("pressure", Fraction(1)),
}
_NAMES = {
    "[in_i]": "in",
    "[ft_i]": "ft",
    "[yd_i]": "yd",
    "[mi_i]": "mi",
    "[oz_av]": "oz",
    "[lb_av]": "lb",
    "[foz_us]": "fl oz",
    "[cup_us]": "cup",
    "ug": "µg",
    "mm[Hg]": "mmHg",
    "1": "",
}
# Counted things that goals often name. Any other annotation is somebody's own and is not shown.
_COMMON = frozenset(
    "attack bout call chapter cigarette cup day drink episode exercise glass hour lap level meal "
    "message minute month night page panic-attack person piece portion push-up repetition score "
    "serving session set step task time unit urge week word".split()
)
_MAX_ANNOTATION = 64


def _is_annotation(code: str) -> bool:
    inner = code[1:-1]
    return (
        code[:1] == "{"
        and code[-1:] == "}"
        and 0 < len(inner) <= _MAX_ANNOTATION
        and inner.isascii()
        and inner.isprintable()
        and not set(inner) & set("{} ")
    )


@attrs.frozen(kw_only=True, repr=False)
class Unit:
    """A unit of measurement by its UCUM code.

    An annotation in braces, such as ``{step}`` or ``{score}``, counts one thing and converts to
    nothing else.

    Args:
        code: A code of the table, such as ``min``, ``km``, ``%``, or an annotation of 1 to 64
            ASCII characters without spaces.

    Raises:
        InvalidValueError: If the code is neither.

    Source:
        The Unified Code for Units of Measure (UCUM), https://ucum.org/ucum.

    Example:
        >>> from smartgoals.measures import Unit
        >>> Unit(code="h").convert(1.5, to=Unit(code="min"))
        90.0
        >>> Unit(code="{step}").convert(1, to=Unit(code="{score}"))
        Traceback (most recent call last):
            ...
        smartgoals.errors.UnitMismatchError: {step} and {score} measure different things
    """

    code: str = attrs.field(validator=is_text)

    def __attrs_post_init__(self) -> None:
        """Check that the code is known or an annotation."""
        if self.code not in _UNITS and not _is_annotation(self.code):
            refuse(
                "unit",
                "a known UCUM code or an annotation",
                self.code,
                instead="write {word} to count something, for instance {page}",
            )

    def __str__(self) -> str:
        """Return the code; an annotation that is somebody's own word shows as ``{...}``."""
        inner = self.code[1:-1]
        if self.code in _UNITS or inner in _COMMON or inner.removesuffix("s") in _COMMON:
            return self.code
        return "{...}"

    def __repr__(self) -> str:
        """Show the code as :meth:`__str__` does."""
        return f"Unit(code={str(self)!r})"

    @property
    def label(self) -> str:
        """The unit as a reader knows it: ``lb`` for ``[lb_av]``, ``page`` for ``{page}``."""
        shown = str(self)
        return "" if shown == "{...}" else _NAMES.get(shown, shown).strip("{}")

    def amount(self, value: float) -> str:
        """Return *value* with this unit as a reader writes it: ``2 drinks``, ``10 min``, ``7``.

        A score and a bare number stand for themselves, and so does a unit that is somebody's own
        word.

        Example:
            >>> from smartgoals.measures import Unit
            >>> Unit(code="{glass}").amount(8), Unit(code="{score}").amount(9)
            ('8 glasses', '9')
        """
        label = self.label
        if self.code[:1] == "{":
            if label == "score":
                label = ""
            elif label and value != 1 and not label.endswith("s"):
                label += "s"
            elif label.endswith("ss") and value != 1:
                label += "es"
        return f"{plain(value)} {label}".rstrip()

    def factor(self, *, to: Unit) -> Fraction:
        """Return the exact number of *to* that one of this unit is.

        Raises:
            UnitMismatchError: If the two measure different things.
        """
        if self.code == to.code:
            return Fraction(1)
        mine, theirs = _UNITS.get(self.code), _UNITS.get(to.code)
        if mine is None or theirs is None or mine[0] != theirs[0]:
            raise UnitMismatchError(f"{self} and {to} measure different things")
        return mine[1] / theirs[1]

    def convert(self, value: float, *, to: Unit) -> float:
        """Return *value* of this unit in the unit *to*, rounded once.

        Args:
            value: A finite number.
            to: The unit wanted.

        Raises:
            UnitMismatchError: If the two measure different things.
            InvalidValueError: If *value* is not finite, or too large in the unit *to*.
        """
        factor = self.factor(to=to)
        number = as_number(value)
        # Checked first: a fraction would read text, and quote it where it cannot.
        if isinstance(number, float) and math.isfinite(number):
            try:
                return float(Fraction(number) * factor)
            except OverflowError:
                pass
        return refuse("value", "a finite number, also in the unit wanted", value)


def as_unit(value: Unit | str) -> Unit:
    return value if isinstance(value, Unit) else Unit(code=value)


def as_optional_unit(value: Unit | str | None) -> Unit | None:
    return None if value is None else as_unit(value)


@attrs.frozen(kw_only=True)
class Quantity:
    """A number with its unit, such as a dose of ten minutes.

    Args:
        value: A finite number.
        unit: Its unit; a code is taken too.

    Example:
        >>> from smartgoals.measures import Quantity
        >>> print(Quantity(value=10, unit="min"))
        10 min
    """

    value: float = attrs.field(converter=as_number, validator=is_number)
    unit: Unit = attrs.field(converter=as_unit)

    def __str__(self) -> str:
        """Read as number and unit."""
        return self.unit.amount(self.value)

    def to(self, unit: Unit | str) -> Quantity:
        """Return the same quantity in another unit.

        Raises:
            UnitMismatchError: If *unit* measures something else.
        """
        wanted = as_unit(unit)
        return Quantity(value=self.unit.convert(self.value, to=wanted), unit=wanted)


class Direction(StrEnum):
    """Which way a measure has to move to be better."""

    UP = "up"
    """More is better: steps, hours slept."""
    DOWN = "down"
    """Less is better: a symptom score, drinks."""


class MeasureKind(StrEnum):
    """What sort of thing is observed."""

    COUNT = "count"
    """How many: steps, pages, panic attacks."""
    DURATION = "duration"
    """How long."""
    AMOUNT = "amount"
    """How much of something that is not counted: weight, distance, glasses of water."""
    RATING = "rating"
    """A person's own rating on a scale."""
    INSTRUMENT = "instrument"
    """The total of a questionnaire."""
    YES_NO = "yes-no"
    """Whether it is so: 1 or 0."""


class Toward(StrEnum):
    """The way of a change."""

    BETTER = "better"
    """In the measure's direction."""
    WORSE = "worse"
    """Against it."""


class ChangeKind(StrEnum):
    """What a change of that size means."""

    RELIABLE = "reliable"
    """More than the unreliability of the measure explains."""
    IMPORTANT = "important"
    """As much as people notice: the minimal important difference."""


@attrs.frozen(kw_only=True)
class ChangeThreshold:
    """How many points of change mean something, for whom, and who says so.

    The number belongs to an instrument *and* a population *and* a confidence: published values for
    one questionnaire differ by half. There is no default; a threshold says where it comes from.

    Args:
        points: Change in points of the total; above 0.
        kind: Whether the change is reliable, or important to people.
        toward: The way it holds for, or None for both ways.
        confidence: Confidence of a reliable change in (0, 1), such as 0.95; None if not given.
        population: In whom it was found.
        source: Who published it.
        is_verified: True once somebody has read the number in its source.

    Example:
        >>> from smartgoals.measures import ChangeKind, ChangeThreshold
        >>> six = ChangeThreshold(
        ...     points=6, kind=ChangeKind.RELIABLE, source="Bischoff et al. 2020"
        ... )
        >>> six.points
        6.0
    """

    points: float = attrs.field(converter=as_number, validator=is_number)
    kind: ChangeKind = attrs.field(validator=is_in(ChangeKind))
    source: str = attrs.field(validator=is_words)
    toward: Toward | None = attrs.field(default=None, validator=is_in(Toward))
    confidence: float | None = attrs.field(
        default=None, converter=as_optional_number, validator=is_number
    )
    population: str = attrs.field(default="", validator=is_text)
    is_verified: bool = attrs.field(default=False, validator=is_in(bool))

    def __attrs_post_init__(self) -> None:
        """Check the ranges."""
        if self.points <= 0:
            refuse("points", "above 0", self.points)
        if self.confidence is not None and not 0 < self.confidence < 1:
            refuse("confidence", "between 0 and 1", self.confidence)


@attrs.frozen(kw_only=True)
class Instrument:
    """The facts about a questionnaire; never its wording.

    Args:
        id: Its name with the version, such as ``gad7``: two versions are two instruments.
        name: What people call it.
        least: Lowest possible total.
        most: Highest possible total; above *least*.
        direction: Which way is better.
        items: Number of items; None if it is not fixed.
        recall_days: How many days back its questions ask; None if they ask about now.
        least_interval_days: The shortest sensible time between two uses; not the same thing as
            *recall_days*, for the PHQ-9 asks about two weeks and is given every week.
        loinc: LOINC code of the total.
        thresholds: Published changes that mean something.
        source: Who published the instrument.

    Raises:
        InvalidValueError: If *most* is not above *least*.

    Example:
        >>> from smartgoals.measures import Direction, Instrument
        >>> gad7 = Instrument(
        ...     id="gad7", name="GAD-7", least=0, most=21, direction=Direction.DOWN,
        ...     items=7, recall_days=14, loinc="70274-6",
        ...     source="Spitzer et al. 2006, doi:10.1001/archinte.166.10.1092",
        ... )
        >>> gad7.measure().unit
        Unit(code='{score}')
    """

    id: str = attrs.field(validator=is_id)
    name: str = attrs.field(validator=is_words)
    least: float = attrs.field(converter=as_number, validator=is_number)
    most: float = attrs.field(converter=as_number, validator=is_number)
    direction: Direction = attrs.field(validator=is_in(Direction))
    items: int | None = attrs.field(default=None, validator=is_int(1))
    recall_days: int | None = attrs.field(default=None, validator=is_int(0))
    least_interval_days: int | None = attrs.field(default=None, validator=is_int(0))
    loinc: str | None = attrs.field(default=None, validator=is_id)
    thresholds: tuple[ChangeThreshold, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each(ChangeThreshold)
    )
    source: str = attrs.field(default="", validator=is_text)

    def __attrs_post_init__(self) -> None:
        """Check the range."""
        if self.most <= self.least:
            refuse("most", f"above least, {self.least:g}", self.most)

    def measure(self) -> Measure:
        """Return the measure that is this instrument's total, with its range and direction."""
        return Measure(
            id=self.id,
            name=self.name,
            kind=MeasureKind.INSTRUMENT,
            unit="{score}",
            direction=self.direction,
            least=self.least,
            most=self.most,
            instrument=self,
        )


@attrs.frozen(kw_only=True)
class Measure:
    """What is observed, in which unit, in what range, and which way is better.

    A measure belongs to the person, not to one goal: every goal that watches it is served by the
    same journal entries, through its *id*.

    Args:
        id: What entries call it.
        name: What the client calls it; never shown in a repr.
        kind: What sort of thing it is.
        unit: Its unit; a code is taken too.
        direction: Which way is better.
        least: Lowest possible value; None if there is none.
        most: Highest possible value; None if there is none.
        instrument: The questionnaire whose total it is.

    Raises:
        InvalidValueError: If the range is empty, if a yes-no measure has another range than 0 to 1,
            or if an instrument's total has no instrument.

    Example:
        >>> from smartgoals.measures import Direction, Measure, MeasureKind
        >>> sleep = Measure(
        ...     id="sleep", kind=MeasureKind.DURATION, unit="h", direction=Direction.UP, least=0
        ... )
        >>> sleep.unit.label
        'h'
    """

    id: str = attrs.field(validator=is_id)
    kind: MeasureKind = attrs.field(validator=is_in(MeasureKind))
    unit: Unit = attrs.field(converter=as_unit)
    direction: Direction = attrs.field(validator=is_in(Direction))
    name: str = attrs.field(default="", repr=False, validator=is_text)
    least: float | None = attrs.field(
        default=None, converter=as_optional_number, validator=is_number
    )
    most: float | None = attrs.field(
        default=None, converter=as_optional_number, validator=is_number
    )
    instrument: Instrument | None = attrs.field(default=None, validator=is_in(Instrument))

    def __attrs_post_init__(self) -> None:
        """Check that range and kind go together."""
        if self.least is not None and self.most is not None and self.most <= self.least:
            refuse("most", f"above least, {self.least:g}", self.most)
        if self.kind is MeasureKind.YES_NO and (self.least, self.most) != (0, 1):
            refuse("most", "1, with least 0, for a yes-no measure", self.most)
        if (self.kind is MeasureKind.INSTRUMENT) != (self.instrument is not None):
            refuse(
                "instrument",
                "given exactly when the kind is an instrument's total",
                self.instrument,
                instead="Instrument.measure() makes the measure of its total",
            )
        total = self.instrument
        if total is not None and (self.unit.code, self.direction, self.least, self.most) != (
            "{score}",
            total.direction,
            total.least,
            total.most,
        ):
            refuse("instrument", "one with the measure's own unit, direction and range", total)

    def holds(self, value: float) -> bool:
        """Return whether *value*, in this measure's unit, lies in its possible range."""
        return (self.least is None or value >= self.least) and (
            self.most is None or value <= self.most
        )
