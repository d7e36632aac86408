"""Facts about a questionnaire's numbers, each with who published it."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import attrs

from smartgoals._values import (
    as_number,
    as_optional_number,
    as_tuple,
    is_each_int,
    is_in,
    is_int,
    is_number,
    is_text,
    is_words,
    plain,
    refuse,
)

__all__ = [
    "Band",
    "ChangeKind",
    "ChangeThreshold",
    "Comparison",
    "CriticalItem",
    "Cutoff",
    "Direction",
    "ItemKey",
    "ItemMethod",
    "Licence",
    "LicenceStatus",
    "Toward",
]


class Direction(StrEnum):
    """Which way a measure has to move to be better."""

    UP = "up"
    """More is better: steps, hours slept."""
    DOWN = "down"
    """Less is better: a symptom score, drinks."""


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


class Comparison(StrEnum):
    """On which side of a number a total has to lie."""

    AT_LEAST = ">="
    """The number or more."""
    ABOVE = ">"
    """More than the number."""
    AT_MOST = "<="
    """The number or less."""
    BELOW = "<"
    """Less than the number."""


_COMPARE = {
    Comparison.AT_LEAST: operator.ge,
    Comparison.ABOVE: operator.gt,
    Comparison.AT_MOST: operator.le,
    Comparison.BELOW: operator.lt,
}


@attrs.frozen(kw_only=True)
class Cutoff:
    """A total from which on people differ from others, in whom, and who says so.

    A cut-off screens; it diagnoses nobody. Published ones for one questionnaire differ, and each
    was found in somebody.

    Args:
        value: The total.
        comparison: On which side of *value* it holds.
        meaning: What it is taken to show.
        source: Who published it.
        population: In whom it was found; empty if not given.
        is_verified: True once somebody has read the number in its source.

    Example:
        >>> from smartgoals.measures import Comparison, Cutoff
        >>> ten = Cutoff(
        ...     value=10, comparison=Comparison.AT_LEAST, meaning="probable generalised anxiety",
        ...     source="Spitzer et al. 2006",
        ... )
        >>> ten.holds(10), ten.holds(9)
        (True, False)
        >>> print(ten)
        >= 10: probable generalised anxiety
    """

    value: float = attrs.field(converter=as_number, validator=is_number)
    comparison: Comparison = attrs.field(validator=is_in(Comparison))
    meaning: str = attrs.field(validator=is_words)
    source: str = attrs.field(validator=is_words)
    population: str = attrs.field(default="", validator=is_text)
    is_verified: bool = attrs.field(default=False, validator=is_in(bool))

    def __str__(self) -> str:
        """Read as side, number and meaning."""
        return f"{self.comparison} {plain(self.value)}: {self.meaning}"

    def holds(self, total: float) -> bool:
        """Return whether *total* lies on its side."""
        return bool(_COMPARE[self.comparison](total, self.value))


@attrs.frozen(kw_only=True)
class Band:
    """A range of totals that its authors give a name.

    Args:
        least: Lowest total in it.
        most: Highest total in it; *most* is part of it, and it can be *least*.
        label: The name.
        source: Who published it.
        is_verified: True once somebody has read the numbers in their source.

    Raises:
        InvalidValueError: If *most* is below *least*.

    Example:
        >>> from smartgoals.measures import Band
        >>> mild = Band(least=5, most=9, label="mild", source="Kroenke et al. 2001")
        >>> mild.holds(9), mild.holds(9.5)
        (True, False)
        >>> print(mild)
        5 to 9: mild
    """

    least: float = attrs.field(converter=as_number, validator=is_number)
    most: float = attrs.field(converter=as_number, validator=is_number)
    label: str = attrs.field(validator=is_words)
    source: str = attrs.field(validator=is_words)
    is_verified: bool = attrs.field(default=False, validator=is_in(bool))

    def __attrs_post_init__(self) -> None:
        """Check that there is a total in it."""
        if self.most < self.least:
            refuse("most", f"at least least, {self.least:g}", self.most)

    def __str__(self) -> str:
        """Read as range and name."""
        return f"{plain(self.least)} to {plain(self.most)}: {self.label}"

    def holds(self, total: float) -> bool:
        """Return whether *total* lies in it.

        Totals are whole numbers to those who name bands. One that makes up for missing answers can
        lie between two bands, and is then in none.
        """
        return self.least <= total <= self.most


@attrs.frozen(kw_only=True)
class CriticalItem:
    """A question whose answer is looked at whatever the total.

    Args:
        item: Its number on the form, from 1.
        about: Two or three words of what it asks about; never the words of the form.
        source: Who says that it is critical.
        above: The most that an answer counts without needing a look; for an item that the key
            reverses, after reversing. Where the item counts, one of its answers lies above it,
            and one does not.
        is_verified: True once somebody has read in its source that it is this item.

    Example:
        >>> from smartgoals.measures import CriticalItem
        >>> ninth = CriticalItem(item=9, about="suicidal thoughts", source="Kroenke et al. 2001")
        >>> ninth.above
        0.0
    """

    item: int = attrs.field(validator=is_int(1))
    about: str = attrs.field(validator=is_words)
    source: str = attrs.field(validator=is_words)
    above: float = attrs.field(default=0.0, converter=as_number, validator=is_number)
    is_verified: bool = attrs.field(default=False, validator=is_in(bool))


class LicenceStatus(StrEnum):
    """Who may use a questionnaire."""

    FREE = "free"
    """Everybody."""
    FREE_WITH_TERMS = "free-with-terms"
    """Everybody who keeps to the terms, such as a notice."""
    FREE_NO_DERIVATIVES = "free-no-derivatives"
    """Everybody, unchanged."""
    FREE_NONCOMMERCIAL = "free-noncommercial"
    """Those who earn nothing by it."""
    PERMISSION = "permission"
    """Those whom the owner has permitted it."""
    REGISTRATION = "registration"
    """Those who have registered with the owner."""
    RESTRICTED = "restricted"
    """Those who have a licence."""


_FOR_EVERYBODY = frozenset(
    {LicenceStatus.FREE, LicenceStatus.FREE_WITH_TERMS, LicenceStatus.FREE_NO_DERIVATIVES}
)


@attrs.frozen(kw_only=True)
class Licence:
    """On which terms a questionnaire may be used, as far as we could find out.

    It is no legal advice, and terms change: ask the owner.

    Args:
        status: Who may use it.
        note: What else there is to know.
        source: Who says so.
        is_verified: True once somebody has read the terms in their source.

    Example:
        >>> from smartgoals.measures import Licence, LicenceStatus
        >>> Licence(status=LicenceStatus.FREE_NONCOMMERCIAL, source="the form").allows_scoring
        False
    """

    status: LicenceStatus = attrs.field(validator=is_in(LicenceStatus))
    source: str = attrs.field(validator=is_words)
    note: str = attrs.field(default="", validator=is_text)
    is_verified: bool = attrs.field(default=False, validator=is_in(bool))

    @property
    def allows_scoring(self) -> bool:
        """Whether everybody may count its answers; otherwise the app says that it is licensed."""
        return self.status in _FOR_EVERYBODY


class ItemMethod(StrEnum):
    """How answers make a total."""

    SUM = "sum"
    """They are added."""
    MEAN = "mean"
    """They are added and divided by their number."""


def _in_form_order(items: Iterable[Any]) -> tuple[Any, ...]:
    numbers = as_tuple(items)
    # What is no number is refused next, and may not even compare.
    return tuple(sorted(numbers)) if all(type(item) is int for item in numbers) else numbers


@attrs.frozen(kw_only=True)
class ItemKey:
    """How the answers to a questionnaire make its total.

    Args:
        least: Lowest answer to an item.
        most: Highest answer; above *least*.
        items: The numbers, on the form, of the items that count, in any order; kept in that of the
            form, in which a list of answers is given. A part of a questionnaire has fewer than the
            form.
        source: Who published it.
        reversed_items: Those of *items* whose answers count the other way round: *least* as *most*.
        method: Whether answers are added or averaged.
        factor: By what the sum or mean is multiplied; above 0.
        most_missing: How many answers may be missing. The mean of the others then stands for each,
            but never for a critical item; 0 where the authors allow none.
        is_continuous: Whether an answer can lie between two whole numbers, as a mark on a line.
        note: How answers have to be given, where that is easily mistaken.
        is_verified: True once somebody has read it in its source.

    Raises:
        InvalidValueError: If *most* is not above *least*, if there are no items or one comes twice,
            if an item is reversed that does not count, or if all answers may be missing.

    Example:
        >>> from smartgoals.measures import ItemKey
        >>> who5 = ItemKey(least=0, most=5, items=range(1, 6), factor=4, source="Topp et al. 2015")
        >>> who5.range
        (0.0, 100.0)
    """

    least: float = attrs.field(converter=as_number, validator=is_number)
    most: float = attrs.field(converter=as_number, validator=is_number)
    items: tuple[int, ...] = attrs.field(converter=_in_form_order, validator=is_each_int(1))
    source: str = attrs.field(validator=is_words)
    reversed_items: tuple[int, ...] = attrs.field(
        default=(), converter=_in_form_order, validator=is_each_int(1)
    )
    method: ItemMethod = attrs.field(default=ItemMethod.SUM, validator=is_in(ItemMethod))
    factor: float = attrs.field(default=1.0, converter=as_number, validator=is_number)
    most_missing: int = attrs.field(default=0, validator=is_int(0))
    is_continuous: bool = attrs.field(default=False, validator=is_in(bool))
    note: str = attrs.field(default="", validator=is_text)
    is_verified: bool = attrs.field(default=False, validator=is_in(bool))

    def __attrs_post_init__(self) -> None:
        """Check that the parts go together."""
        if self.most <= self.least:
            refuse("most", f"above least, {self.least:g}", self.most)
        if not self.items or len(set(self.items)) < len(self.items):
            refuse("items", "one item or more, each once", self.items)
        if not set(self.reversed_items) <= set(self.items):
            refuse("reversed_items", "among the items", self.reversed_items)
        if len(set(self.reversed_items)) < len(self.reversed_items):
            refuse("reversed_items", "each item once", self.reversed_items)
        if self.factor <= 0:
            refuse("factor", "above 0", self.factor)
        if self.most_missing >= len(self.items):
            refuse("most_missing", f"below the {len(self.items)} items", self.most_missing)

    @property
    def range(self) -> tuple[float, float]:
        """The lowest and the highest total that it makes."""
        count = len(self.items) if self.method is ItemMethod.SUM else 1
        return self.least * count * self.factor, self.most * count * self.factor

    def takes(self, answer: float) -> bool:
        """Return whether *answer* is one that an item can have."""
        is_possible = math.isfinite(answer) and self.least <= answer <= self.most
        return is_possible and (self.is_continuous or answer == int(answer))
