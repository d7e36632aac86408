"""The strategies of smartgoals.testing for measures and what is known about questionnaires."""

# ruff: noqa: A002  # parameters are called as the fields are

from __future__ import annotations

import math
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from smartgoals.measures import (
    Band,
    ChangeKind,
    ChangeThreshold,
    Comparison,
    CriticalItem,
    Cutoff,
    Direction,
    Instrument,
    ItemKey,
    ItemMethod,
    Licence,
    LicenceStatus,
    Measure,
    MeasureKind,
    Quantity,
    Toward,
    Unit,
)
from smartgoals.measures._units import UNITS
from smartgoals.testing._basics import ABOVE_ZERO, NUMBERS, ids, maybe, said, several, texts

__all__ = [
    "bands",
    "change_thresholds",
    "critical_items",
    "cutoffs",
    "instruments",
    "item_keys",
    "licences",
    "measures",
    "quantities",
    "units",
]

# Whole numbers have 64 bits; half of that, as everywhere in this kit.
_MOST = 2**62 - 1
_ENDS: SearchStrategy[list[float]] = st.lists(NUMBERS, min_size=2, max_size=2, unique=True).map(
    sorted
)
_ANNOTATIONS = st.text(
    st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="{}"),
    min_size=1,
    max_size=64,
)


def units(*, annotation: SearchStrategy[str] | None = None) -> SearchStrategy[Unit]:
    """Make units.

    Args:
        annotation: The words of annotations, without their braces; 1 to 64 printable ASCII
            characters without blanks and braces if left out.

    Returns:
        Strategy for the units of the table, and for annotations such as ``{page}``.

    Example:
        >>> from hypothesis import given, strategies as st
        >>> from smartgoals.testing import units
        >>> @given(units(annotation=st.just("page")))
        ... def test_unit_is_shown(unit):
        ...     assert str(unit) != "{...}"
        >>> test_unit_is_shown()
    """
    words = _ANNOTATIONS if annotation is None else annotation
    codes = st.sampled_from(sorted(UNITS)) | words.map(lambda word: f"{{{word}}}")
    return codes.map(lambda code: Unit(code=code))


def quantities(
    *, value: SearchStrategy[float] | None = None, unit: SearchStrategy[Unit] | None = None
) -> SearchStrategy[Quantity]:
    """Make numbers with a unit.

    Args:
        value: The numbers; every finite float if left out.
        unit: The units.

    Returns:
        Strategy for quantities.

    Example:
        >>> from hypothesis import given, strategies as st
        >>> from smartgoals.testing import quantities
        >>> @given(quantities(value=st.integers(1, 9)))
        ... def test_dose_is_a_number(dose):
        ...     assert 1.0 <= dose.value <= 9.0
        >>> test_dose_is_a_number()
    """
    return st.builds(
        Quantity,
        value=NUMBERS if value is None else value,
        unit=units() if unit is None else unit,
    )


def change_thresholds() -> SearchStrategy[ChangeThreshold]:
    """Make thresholds of change.

    Returns:
        Strategy for thresholds of any size, verified or not; what they say of their source is any
        text that is not blank.

    Example:
        >>> from hypothesis import given
        >>> from smartgoals.testing import change_thresholds
        >>> @given(change_thresholds())
        ... def test_change_is_above_zero(threshold):
        ...     assert threshold.points > 0
        >>> test_change_is_above_zero()
    """
    return st.builds(
        ChangeThreshold,
        points=ABOVE_ZERO,
        kind=st.sampled_from(ChangeKind),
        source=said(texts()),
        toward=maybe(st.sampled_from(Toward)),
        confidence=maybe(st.floats(0, 1, exclude_min=True, exclude_max=True)),
        population=texts(),
        is_verified=st.booleans(),
    )


def cutoffs(*, value: SearchStrategy[float] | None = None) -> SearchStrategy[Cutoff]:
    """Make cut-offs.

    Args:
        value: The totals from which on they hold.

    Returns:
        Strategy for cut-offs on either side of any total, verified or not.

    Example:
        >>> from hypothesis import given
        >>> from smartgoals.testing import cutoffs
        >>> @given(cutoffs())
        ... def test_cutoff_says_who_published_it(cutoff):
        ...     assert cutoff.source.strip()
        >>> test_cutoff_says_who_published_it()
    """
    return st.builds(
        Cutoff,
        value=NUMBERS if value is None else value,
        comparison=st.sampled_from(Comparison),
        meaning=said(texts()),
        source=said(texts()),
        population=texts(),
        is_verified=st.booleans(),
    )


def bands(*, total: SearchStrategy[float] | None = None) -> SearchStrategy[Band]:
    """Make named ranges of totals.

    Args:
        total: Where they begin and end.

    Returns:
        Strategy for bands of one total or more.

    Example:
        >>> from hypothesis import given
        >>> from smartgoals.testing import bands
        >>> @given(bands())
        ... def test_band_holds_both_its_ends(band):
        ...     assert band.holds(band.least) and band.holds(band.most)
        >>> test_band_holds_both_its_ends()
    """
    totals = NUMBERS if total is None else total
    return st.builds(
        lambda ends, **fields: Band(least=min(ends), most=max(ends), **fields),
        st.tuples(totals, totals),
        label=said(texts()),
        source=said(texts()),
        is_verified=st.booleans(),
    )


def critical_items(*, item: SearchStrategy[int] | None = None) -> SearchStrategy[CriticalItem]:
    """Make questions whose answers are looked at whatever the total.

    Args:
        item: Their numbers.

    Returns:
        Strategy for critical items with any limit.

    Example:
        >>> from hypothesis import given, strategies as st
        >>> from smartgoals.testing import critical_items
        >>> @given(critical_items(item=st.integers(1, 9)))
        ... def test_item_is_on_the_form(asked):
        ...     assert 1 <= asked.item <= 9
        >>> test_item_is_on_the_form()
    """
    return st.builds(
        CriticalItem,
        item=st.integers(1, _MOST) if item is None else item,
        about=said(texts()),
        source=said(texts()),
        above=st.just(0.0) | NUMBERS,
        is_verified=st.booleans(),
    )


def licences(*, status: SearchStrategy[LicenceStatus] | None = None) -> SearchStrategy[Licence]:
    """Make terms of use.

    Args:
        status: Who may use it.

    Returns:
        Strategy for licences of every status, verified or not.

    Example:
        >>> from hypothesis import given, strategies as st
        >>> from smartgoals import LicenceStatus
        >>> from smartgoals.testing import licences
        >>> @given(licences(status=st.just(LicenceStatus.FREE)))
        ... def test_what_is_free_may_be_scored(licence):
        ...     assert licence.allows_scoring
        >>> test_what_is_free_may_be_scored()
    """
    return st.builds(
        Licence,
        status=st.sampled_from(LicenceStatus) if status is None else status,
        source=said(texts()),
        note=texts(),
        is_verified=st.booleans(),
    )


def item_keys(
    *,
    answer: SearchStrategy[float] | None = None,
    item: SearchStrategy[int] | None = None,
    factor: SearchStrategy[float] | None = None,
) -> SearchStrategy[ItemKey]:
    """Make keys: how answers make a total.

    Args:
        answer: The lowest and the highest answer; there have to be two.
        item: Numbers of the items.
        factor: By what the sum or mean is multiplied.

    Returns:
        Strategy for keys of one to ten items, some of them reversed, whose totals may be too large
        for a number.

    Example:
        >>> from hypothesis import given, strategies as st
        >>> from smartgoals.testing import item_keys
        >>> @given(item_keys(answer=st.integers(0, 4)))
        ... def test_answer_is_not_below_zero(key):
        ...     assert key.least >= 0
        >>> test_answer_is_not_below_zero()
    """
    ends = st.lists(NUMBERS if answer is None else answer, min_size=2, max_size=2, unique=True)
    numbers = st.integers(1, 12) | st.integers(1, _MOST) if item is None else item
    forms = st.lists(numbers, unique=True, min_size=1, max_size=10)
    factors = ABOVE_ZERO if factor is None else factor

    @st.composite
    def drawn(draw: DrawFn) -> ItemKey:
        least, most = sorted(draw(ends))
        asked = draw(forms)
        return ItemKey(
            least=least,
            most=most,
            items=asked,
            source=draw(said(texts())),
            reversed_items=draw(st.lists(st.sampled_from(asked), unique=True)),
            method=draw(st.sampled_from(ItemMethod)),
            factor=draw(factors),
            most_missing=draw(st.integers(0, len(asked) - 1)),
            is_continuous=draw(st.booleans()),
            note=draw(texts()),
            is_verified=draw(st.booleans()),
        )

    return drawn()


def instruments(
    *,
    id: SearchStrategy[str] | None = None,
    key: SearchStrategy[ItemKey | None] | None = None,
) -> SearchStrategy[Instrument]:
    """Make questionnaires.

    Args:
        id: Their ids.
        key: How their answers make the total; with and without one if left out.

    Returns:
        Strategy for instruments with any range of totals.

    Example:
        >>> from hypothesis import given
        >>> from smartgoals.testing import instruments
        >>> @given(instruments())
        ... def test_total_has_a_range(instrument):
        ...     assert instrument.least < instrument.most
        >>> test_total_has_a_range()
    """
    keys = _KEYS if key is None else key
    facts = st.fixed_dictionaries(
        {
            "id": ids() if id is None else id,
            "name": said(texts()),
            "direction": st.sampled_from(Direction),
            "recall_days": maybe(st.integers(0, _MOST)),
            "least_interval_days": maybe(st.integers(0, _MOST)),
            "loinc": maybe(ids()),
            "thresholds": several(change_thresholds()),
            "source": texts(),
            "names": several(texts()),
            "construct": texts(),
            "licence": maybe(licences()),
            "panel_loinc": maybe(ids()),
        }
    )

    @st.composite
    def drawn(draw: DrawFn) -> Instrument:
        counted = draw(keys.filter(_makes_totals))
        least, most = draw(_ENDS) if counted is None else counted.range
        totals = st.floats(least, most)
        items = draw(maybe(st.integers(max(counted.items, default=1) if counted else 1, _MOST)))
        asked = critical_items(item=st.integers(1, 12 if items is None else min(items, _MOST)))
        return Instrument(
            least=least,
            most=most,
            items=items,
            key=counted,
            cutoffs=draw(several(cutoffs(value=totals))),
            bands=draw(several(bands(total=totals))),
            critical_items=[
                _with_limit(draw, one, counted)
                for one in draw(st.lists(asked, max_size=2, unique_by=lambda one: one.item))
            ],
            **draw(facts),
        )

    return drawn()


def _with_limit(draw: DrawFn, asked: CriticalItem, key: ItemKey | None) -> CriticalItem:
    if key is None or asked.item not in key.items or key.least <= asked.above < key.most:
        return asked
    # Above the limit there is an answer that needs a look, and up to it one that does not.
    return attrs.evolve(asked, above=draw(st.floats(key.least, key.most, exclude_max=True)))


# Answers and factors are small in life; any will do where they make totals that are numbers.
_KEYS = maybe(
    item_keys(
        answer=st.integers(-9, 9).map(float) | NUMBERS,
        factor=st.sampled_from([0.5, 1.0, 2.0, 10.0]) | ABOVE_ZERO,
    )
)


def _makes_totals(key: ItemKey | None) -> bool:
    if key is None:
        return True
    least, most = key.range
    return math.isfinite(least) and math.isfinite(most) and least < most


def measures(
    *,
    id: SearchStrategy[str] | None = None,
    unit: SearchStrategy[Unit] | None = None,
    kind: SearchStrategy[MeasureKind] | None = None,
    text: SearchStrategy[str] | None = None,
) -> SearchStrategy[Measure]:
    """Make measures.

    Args:
        id: Their ids.
        unit: Their units; a total has its own.
        kind: What sort of thing they observe.
        text: Their names.

    Returns:
        Strategy for measures with and without bounds; an instrument's total has its instrument.

    Example:
        >>> from hypothesis import given, strategies as st
        >>> from smartgoals import MeasureKind
        >>> from smartgoals.testing import measures
        >>> @given(measures(kind=st.just(MeasureKind.YES_NO)))
        ... def test_yes_and_no_are_one_and_zero(measure):
        ...     assert (measure.least, measure.most) == (0, 1)
        >>> test_yes_and_no_are_one_and_zero()
    """
    kinds = st.sampled_from(MeasureKind) if kind is None else kind
    fields = {
        "id": ids() if id is None else id,
        "unit": units() if unit is None else unit,
        "direction": st.sampled_from(Direction),
        "name": texts() if text is None else text,
    }
    shared = st.fixed_dictionaries(fields)
    bounded = st.tuples(_ENDS, st.booleans(), st.booleans())
    asked = instruments()

    @st.composite
    def drawn(draw: DrawFn) -> Measure:
        observed = draw(kinds)
        fields: dict[str, Any] = draw(shared)
        if observed is MeasureKind.INSTRUMENT:
            # Unit, direction and range of a total are those of its instrument.
            total = draw(asked).measure()
            return attrs.evolve(total, id=fields["id"], name=fields["name"])
        (least, most), has_least, has_most = draw(bounded)
        if observed is MeasureKind.YES_NO:
            (least, most), has_least, has_most = (0, 1), True, True
        return Measure(
            kind=observed,
            least=least if has_least else None,
            most=most if has_most else None,
            **fields,
        )

    return drawn()
