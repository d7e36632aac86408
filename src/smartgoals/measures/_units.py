"""Units by their UCUM code, and numbers with one."""

from __future__ import annotations

import math
from fractions import Fraction

import attrs

from smartgoals._values import as_number, is_number, is_text, plain, refuse
from smartgoals.errors import UnitMismatchError

__all__ = ["UNITS", "Quantity", "Unit", "as_optional_unit", "as_unit"]

# UCUM code -> (what it measures, exact size in that dimension's base unit).
# Source: UCUM 2.1, tables 3 to 6 and the customary units; a pound is 0.45359237 kg and a mile
# 1609.344 m by the international agreement of 1959, a thermochemical calorie is 4.184 J.
_POUND = Fraction(45359237, 100_000)
UNITS: dict[str, tuple[str, Fraction]] = {
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
        if self.code not in UNITS and not _is_annotation(self.code):
            refuse(
                "unit",
                "a known UCUM code or an annotation",
                self.code,
                instead="write {word} to count something, for instance {page}",
            )

    def __str__(self) -> str:
        """Return the code; an annotation that is somebody's own word shows as ``{...}``."""
        inner = self.code[1:-1]
        if self.code in UNITS or inner in _COMMON or inner.removesuffix("s") in _COMMON:
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
        mine, theirs = UNITS.get(self.code), UNITS.get(to.code)
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
