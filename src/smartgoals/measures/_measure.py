"""What is observed: a measure, and the questionnaire whose total it may be."""

from __future__ import annotations

import math
from collections.abc import Iterable
from enum import StrEnum

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
    refuse,
)
from smartgoals.measures._facts import (
    Band,
    ChangeThreshold,
    CriticalItem,
    Cutoff,
    Direction,
    ItemKey,
    Licence,
)
from smartgoals.measures._units import Unit, as_unit

__all__ = ["Instrument", "Measure", "MeasureKind"]


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


@attrs.frozen(kw_only=True)
class Instrument:
    """The facts about a questionnaire; never its wording.

    Args:
        id: Its name with the version, such as ``gad7``: two versions are two instruments.
        name: What people call it.
        least: Lowest possible total.
        most: Highest possible total; above *least*.
        direction: Which way is better.
        items: Number of items on the form; None if it is not fixed.
        recall_days: How many days back its questions ask; None if they ask about now.
        least_interval_days: The shortest sensible time between two uses; not the same thing as
            *recall_days*, for the PHQ-9 asks about two weeks and is given every week.
        loinc: LOINC code of the total.
        thresholds: Published changes that mean something.
        source: Who published the instrument.
        names: What else people call it, such as ``PHQ-9``; several versions can share one.
        construct: What it measures.
        key: How its answers make the total; None where that is not known here, or is more than
            adding.
        cutoffs: Published totals from which on people differ from others.
        bands: Ranges of totals that their authors named; those of several sources can overlap.
        critical_items: Questions whose answer is looked at whatever the total. One that counts
            must be answered for a total, and its limit lies among the answers of the key.
        licence: On which terms it may be used; None where the app knows that itself.
        panel_loinc: LOINC code of the whole form, which is easily mistaken for that of the total.

    Raises:
        InvalidValueError: If *most* is not above *least*, if the key makes another range of totals,
            if a cut-off, a band or an item lies outside of the instrument, or if every answer to a
            critical item that counts needs a look, or none does.

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
    names: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, validator=is_each(str))
    construct: str = attrs.field(default="", validator=is_text)
    key: ItemKey | None = attrs.field(default=None, validator=is_in(ItemKey))
    cutoffs: tuple[Cutoff, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each(Cutoff)
    )
    bands: tuple[Band, ...] = attrs.field(default=(), converter=as_tuple, validator=is_each(Band))
    critical_items: tuple[CriticalItem, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each(CriticalItem)
    )
    licence: Licence | None = attrs.field(default=None, validator=is_in(Licence))
    panel_loinc: str | None = attrs.field(default=None, validator=is_id)

    def __attrs_post_init__(self) -> None:
        """Check that all facts are about totals and items that there are."""
        if self.most <= self.least:
            refuse("most", f"above least, {self.least:g}", self.most)
        if not all(map(self._holds, [cutoff.value for cutoff in self.cutoffs])):
            refuse("cutoffs", self._span(), self.cutoffs)
        if not all(self._holds(band.least) and self._holds(band.most) for band in self.bands):
            refuse("bands", self._span(), self.bands)
        critical = [asked.item for asked in self.critical_items]
        if len(set(critical)) < len(critical):
            refuse("critical_items", "each item once", self.critical_items)
        if not self._has(critical):
            refuse("critical_items", f"among the {self.items} items", self.critical_items)
        if self.key is not None:
            if not self._has(self.key.items):
                refuse("key", f"one of the {self.items} items", self.key)
            # A factor such as 0.1 is no exact number, so the ends are compared as far as it goes.
            if not all(map(_is_close, self.key.range, (self.least, self.most))):
                refuse("key", f"one whose totals go from {self.least:g} to {self.most:g}", self.key)
            self._check_limits(self.key)

    def _check_limits(self, key: ItemKey) -> None:
        # An alarm that never rings is as bad as none, and one that always rings is soon unheard.
        for asked in self.critical_items:
            if asked.item in key.items and not key.least <= asked.above < key.most:
                refuse(
                    "critical_items",
                    f"ones with above from {key.least:g} to less than {key.most:g}, for some "
                    "answers need a look and some do not",
                    asked.above,
                    instead=f"set above of item {asked.item} to the most that an answer counts "
                    "without needing a look",
                )

    def _holds(self, total: float) -> bool:
        return self.least <= total <= self.most

    def _span(self) -> str:
        return f"within the totals, {self.least:g} to {self.most:g}"

    def _has(self, items: Iterable[int]) -> bool:
        return self.items is None or all(item <= self.items for item in items)

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


def _is_close(one: float, two: float) -> bool:
    return math.isclose(one, two, rel_tol=1e-9, abs_tol=1e-9)


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
