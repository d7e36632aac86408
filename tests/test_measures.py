from __future__ import annotations

import math
import sys
from fractions import Fraction

import attrs
import pytest
from hypothesis import HealthCheck, Phase, assume, find, given, settings
from hypothesis import strategies as st

from smartgoals.errors import InvalidValueError, UnitMismatchError
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
    Unit,
)
from smartgoals.measures._units import UNITS
from smartgoals.testing import (
    bands,
    critical_items,
    cutoffs,
    instruments,
    item_keys,
    measures,
    quantities,
    units,
)
from smartgoals.testing._basics import NUMBERS

ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=1_000,
    database=None,
    suppress_health_check=list(HealthCheck),
)
KNOWN = units().filter(lambda unit: unit.code in UNITS)


@st.composite
def of_one_dimension(draw, number):
    """Make several units that measure the same thing."""
    dimension = draw(st.sampled_from(sorted({dimension for dimension, _ in UNITS.values()})))
    codes = [code for code, (measured, _) in UNITS.items() if measured == dimension]
    return [Unit(code=draw(st.sampled_from(codes))) for _ in range(number)]


def comes_back(value, unit, other, convert):
    """Return whether a number is the same again within the last place of its precision."""
    there = convert(value, unit, other)
    # Below the smallest normal number each float has fewer digits than there are to keep.
    assume(value == 0 or sys.float_info.min <= abs(there))
    return abs(convert(there, other, unit) - value) <= math.ulp(value)


def is_exact(value, unit, other, convert):
    return float(Fraction(value) * unit.factor(to=other)) == convert(value, unit, other)


def rounded_once(value, unit, other):
    return unit.convert(value, to=other)


class TestConversion:
    @given(of_one_dimension(2), st.floats(1e-280, 1e280), st.sampled_from([-1, 0, 1]))
    def test_number_comes_back_within_one_ulp(self, both, size, sign):
        """An hour in minutes is an hour again, not the sum of two roundings of factors."""
        assert comes_back(sign * size, *both, rounded_once)

    def test_law_catches_a_number_that_is_rounded_for_show(self):
        """What is shown is not what is kept."""

        def rounded_for_show(value, unit, other):
            return round(unit.convert(value, to=other), 6)

        asked = st.tuples(of_one_dimension(2), st.floats(1, 1e6))

        assert find(
            asked, lambda a: not comes_back(a[1], *a[0], rounded_for_show), settings=ONLY_FIND
        )

    @given(of_one_dimension(2), st.floats(-1e280, 1e280))
    def test_number_is_the_exact_one_rounded_once(self, both, value):
        """No rounding but the last one happens."""
        assert is_exact(value, *both, rounded_once)

    def test_law_catches_a_factor_that_is_a_float(self):
        """A factor that is rounded first loses a digit on the way."""

        def rounded_thrice(value, unit, other):
            return value * float(UNITS[unit.code][1]) / float(UNITS[other.code][1])

        asked = st.tuples(of_one_dimension(2), st.floats(1, 1e6))

        assert find(asked, lambda a: not is_exact(a[1], *a[0], rounded_thrice), settings=ONLY_FIND)

    @given(of_one_dimension(3))
    def test_factors_are_exact(self, three):
        """There and back is one, and a detour is no detour."""
        one, two, other = three

        assert 1 == one.factor(to=two) * two.factor(to=one)
        assert one.factor(to=other) == one.factor(to=two) * two.factor(to=other)

    @given(units(), units())
    def test_units_of_different_things_do_not_convert(self, unit, other):
        """No number turns steps into kilometres."""
        same = unit.code == other.code or (
            {unit.code, other.code} <= UNITS.keys() and UNITS[unit.code][0] == UNITS[other.code][0]
        )
        try:
            converts = unit.factor(to=other) > 0
        except UnitMismatchError as error:
            converts = str(error) != f"{unit} and {other} measure different things"

        assert same == converts

    @pytest.mark.parametrize(
        ("value", "unit", "wanted", "expected"),
        [
            (1.5, "h", "min", 90.0),
            (1, "[mi_i]", "km", 1.609344),
            (160, "[lb_av]", "kg", 72.5747792),
            (16, "[oz_av]", "[lb_av]", 1.0),
            (1, "[oz_av]", "g", 28.349523125),
            (1, "kg", "ug", 1e9),
            (1, "mg", "ug", 1e3),
            (8, "[foz_us]", "[cup_us]", 1.0),
            (1, "[cup_us]", "mL", 236.5882365),
            (1, "L", "dL", 10.0),
            (1, "[ft_i]", "[in_i]", 12.0),
            (1, "[mi_i]", "[yd_i]", 1760.0),
            (1, "m", "mm", 1e3),
            (1, "m", "cm", 1e2),
            (36, "km/h", "m/s", 10.0),
            (1, "/min", "/h", 60.0),
            (50, "%", "1", 0.5),
            (3, "/wk", "/d", 3 / 7),
            (1, "wk", "d", 7.0),
            (1, "kcal", "kJ", 4.184),
        ],
    )
    def test_units_have_the_sizes_that_they_are_agreed_to_have(self, value, unit, wanted, expected):
        """The numbers are those of UCUM."""
        assert expected == Unit(code=unit).convert(value, to=Unit(code=wanted))

    @pytest.mark.parametrize(
        "bad", [math.nan, math.inf, -math.inf, 10**400, "1.5", "words", None, 1j, True], ids=repr
    )
    def test_number_that_is_none_is_refused(self, bad):
        """Text is not read as a number, not even where it could be."""
        with pytest.raises(InvalidValueError, match="value must be a finite number"):
            Unit(code="h").convert(bad, to=Unit(code="min"))

    def test_number_too_large_in_the_unit_wanted_is_refused(self):
        """Nothing becomes infinite on the way."""
        with pytest.raises(InvalidValueError, match="also in the unit wanted"):
            Unit(code="wk").convert(sys.float_info.max, to=Unit(code="s"))


class TestUnit:
    @pytest.mark.parametrize(
        "code",
        [
            "",
            "minutes",
            "{",
            "{}",
            "}",
            "{two words}",
            "{a}b}",
            "{ä}",
            "{\t}",
            "{" + "a" * 65 + "}",
        ],
    )
    def test_code_that_is_neither_known_nor_an_annotation_is_refused(self, code):
        """A unit that is misspelt would convert to nothing."""
        with pytest.raises(InvalidValueError) as caught:
            Unit(code=code)

        assert "unit" == caught.value.field
        assert "write {word} to count something, for instance {page}" in str(caught.value)

    @given(KNOWN)
    def test_known_unit_shows_its_code(self, unit):
        """The codes of the table are nobody's words."""
        assert (unit.code, f"Unit(code={unit.code!r})") == (str(unit), repr(unit))

    @pytest.mark.parametrize(
        ("code", "shown", "label"),
        [
            ("{page}", "{page}", "page"),
            ("{pages}", "{pages}", "pages"),
            ("{cigarettes-from-my-ex}", "{...}", ""),
            ("[lb_av]", "[lb_av]", "lb"),
            ("mm[Hg]", "mm[Hg]", "mmHg"),
            ("km", "km", "km"),
            ("1", "1", ""),
            ("%", "%", "%"),
        ],
    )
    def test_unit_shows_what_is_nobodys_own_word(self, code, shown, label):
        """An annotation may be somebody's own word, and then it stays with them."""
        unit = Unit(code=code)

        assert (shown, label) == (str(unit), unit.label)


class TestQuantity:
    @given(quantities())
    def test_quantity_in_its_own_unit_is_the_same(self, quantity):
        """Asking for the unit that is there changes nothing."""
        assert quantity == quantity.to(quantity.unit)

    @pytest.mark.parametrize(
        ("quantity", "shown"),
        [
            (Quantity(value=10, unit="min"), "10 min"),
            (Quantity(value=0.5, unit="[mi_i]"), "0.5 mi"),
            (Quantity(value=3, unit="1"), "3"),
            (Quantity(value=3, unit="{own-word}"), "3"),
        ],
        ids=range(4),
    )
    def test_quantity_reads_as_number_and_unit(self, quantity, shown):
        """A client reads it as they would say it."""
        assert shown == str(quantity)

    @pytest.mark.parametrize(
        ("code", "one", "two"),
        [
            ("{drink}", "1 drink", "2 drinks"),
            ("{glass}", "1 glass", "2 glasses"),
            ("{pages}", "1 pages", "2 pages"),
            ("{score}", "1", "2"),
            ("{own-word}", "1", "2"),
            ("min", "1 min", "2 min"),
            ("%", "1 %", "2 %"),
        ],
    )
    def test_counted_things_come_in_plural(self, code, one, two):
        """A client reads their own goal in their own grammar."""
        unit = Unit(code=code)

        assert (one, two) == (unit.amount(1), unit.amount(2))

    @pytest.mark.parametrize(
        ("value", "shown"),
        [(-0.0, "0"), (7.0, "7"), (1234567.5, "1234567.5"), (0.1, "0.1")],
        ids=str,
    )
    def test_number_is_written_as_a_reader_would(self, value, shown):
        """No digit that matters is lost, and none is added."""
        assert shown == Unit(code="1").amount(value)

    def test_quantity_converts_by_the_code_of_a_unit(self):
        """A code is enough wherever a unit is wanted."""
        assert Quantity(value=90, unit="min") == Quantity(value=1.5, unit="h").to("min")


class TestChangeThreshold:
    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"points": 0}, "points"),
            ({"points": -1}, "points"),
            ({"confidence": 0}, "confidence"),
            ({"confidence": 1}, "confidence"),
            ({"source": " "}, "source"),
        ],
        ids=str,
    )
    def test_threshold_without_size_or_source_is_refused(self, fields, field):
        """A number that nobody answers for decides nothing about a person."""
        complete = {
            "points": 6,
            "kind": ChangeKind.RELIABLE,
            "source": "a study",
            "confidence": 0.95,
        }

        with pytest.raises(InvalidValueError) as caught:
            ChangeThreshold(**complete | fields)

        assert field == caught.value.field


def sides_agree(cutoff, total, holds):
    """Return whether a total is on one side of a number exactly where it is not on the other."""
    other = {">=": "<", ">": "<=", "<=": ">", "<": ">="}[cutoff.comparison]
    opposite = attrs.evolve(cutoff, comparison=Comparison(other))
    return holds(cutoff, total) != holds(opposite, total)


def ends_belong(cutoff, holds):
    """Return whether the number itself is on the side that its sign says."""
    return holds(cutoff, cutoff.value) == cutoff.comparison.endswith("=")


class TestCutoff:
    @given(cutoffs(), NUMBERS)
    def test_total_is_on_one_side_of_a_number(self, cutoff, total):
        """Nobody is between a caseness and its absence."""
        assert sides_agree(cutoff, total, Cutoff.holds)
        assert ends_belong(cutoff, Cutoff.holds)

    def test_laws_catch_a_number_that_is_on_no_side(self):
        """A total of exactly 10 is what cut-offs are misread about."""

        def strictly(cutoff, total):
            up = cutoff.comparison in {Comparison.AT_LEAST, Comparison.ABOVE}
            return total > cutoff.value if up else total < cutoff.value

        assert find(cutoffs(), lambda one: not ends_belong(one, strictly), settings=ONLY_FIND)
        assert find(
            cutoffs(), lambda one: not sides_agree(one, one.value, strictly), settings=ONLY_FIND
        )

    @given(cutoffs(), NUMBERS)
    def test_cutoff_holds_for_totals_on_its_side(self, cutoff, total):
        """More than the number is above it."""
        if total > cutoff.value:
            assert cutoff.holds(total) == (cutoff.comparison in {">=", ">"})

    def test_cutoff_reads_as_side_number_and_meaning(self):
        """A clinician reads it as in the paper."""
        made = Cutoff(value=10, comparison=Comparison.AT_LEAST, meaning="probable", source="us")

        assert ">= 10: probable" == str(made)


class TestBand:
    @given(bands(), NUMBERS)
    def test_band_holds_what_lies_between_its_ends(self, band, total):
        """Both ends belong to it."""
        assert (band.least <= total <= band.most) == band.holds(total)
        assert band.holds(band.least)
        assert band.holds(band.most)

    def test_band_without_totals_is_refused(self):
        """One total is enough."""
        assert "3 to 3: mild" == str(Band(least=3, most=3, label="mild", source="us"))

        with pytest.raises(InvalidValueError, match="most must be at least least, 3, got 2"):
            Band(least=3, most=2, label="mild", source="us")


class TestLicence:
    @pytest.mark.parametrize("status", LicenceStatus)
    def test_scoring_is_allowed_where_it_depends_on_nobody(self, status):
        """Whoever has to ask, register or earn nothing knows that alone."""
        allowed = {"free", "free-with-terms", "free-no-derivatives"}

        assert (status in allowed) == Licence(status=status, source="the form").allows_scoring


KEY = {"least": 0, "most": 4, "items": [1, 2, 3], "source": "us"}


class TestItemKey:
    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"most": 0}, "most"),
            ({"least": 5}, "most"),
            ({"items": []}, "items"),
            ({"items": [1, 2, 1]}, "items"),
            ({"items": [0, 1]}, "items"),
            ({"items": [1, None]}, "items"),
            ({"items": [1, True]}, "items"),
            ({"items": [1.0]}, "items"),
            ({"items": 3}, "items"),
            ({"reversed_items": [4]}, "reversed_items"),
            ({"reversed_items": [2, 2]}, "reversed_items"),
            ({"factor": 0}, "factor"),
            ({"factor": -2}, "factor"),
            ({"most_missing": 3}, "most_missing"),
            ({"most_missing": -1}, "most_missing"),
            ({"source": ""}, "source"),
            ({"method": "sum"}, "method"),
        ],
        ids=str,
    )
    def test_key_whose_parts_do_not_go_together_is_refused(self, fields, field):
        """What cannot be counted is found where it is written, not where it is used."""
        with pytest.raises(InvalidValueError) as caught:
            ItemKey(**KEY | fields)

        assert field == caught.value.field

    @pytest.mark.parametrize(
        ("fields", "ends"),
        [
            ({}, (0, 12)),
            ({"factor": 2}, (0, 24)),
            ({"method": ItemMethod.MEAN, "factor": 10}, (0, 40)),
            ({"least": 1}, (3, 12)),
            ({"reversed_items": [1]}, (0, 12)),
        ],
        ids=str,
    )
    def test_range_is_that_of_the_totals(self, fields, ends):
        """A sum grows with the items, and a mean does not."""
        assert ends == ItemKey(**KEY | fields).range

    @given(item_keys(), st.randoms(use_true_random=False))
    def test_items_are_kept_in_the_order_of_the_form(self, key, random):
        """A list of answers has that order, whoever wrote the key in another."""
        items, turned = list(key.items), list(key.reversed_items)
        random.shuffle(items)
        random.shuffle(turned)

        assert key == attrs.evolve(key, items=items, reversed_items=turned)
        assert (sorted(items), sorted(turned)) == (list(key.items), list(key.reversed_items))

    @given(item_keys(), NUMBERS | st.sampled_from([math.nan, math.inf, -math.inf]))
    def test_answer_is_one_of_those_on_the_form(self, key, answer):
        """Between two answers there is none, but on a line."""
        inside = key.least <= answer <= key.most

        assert key.takes(answer) == (inside and (key.is_continuous or answer.is_integer()))


FACTS = {
    "key": ItemKey(least=0, most=3, items=range(1, 8), source="us"),
    "cutoffs": [Cutoff(value=10, comparison=Comparison.AT_LEAST, meaning="m", source="us")],
    "bands": [Band(least=0, most=21, label="all", source="us")],
    "critical_items": [CriticalItem(item=7, about="a", source="us")],
}


class TestInstrument:
    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"key": ItemKey(least=0, most=3, items=range(1, 9), source="us")}, "key"),
            ({"key": ItemKey(least=0, most=3, items=range(2, 9), source="us")}, "key"),
            ({"key": ItemKey(least=0, most=3, items=range(1, 7), source="us")}, "key"),
            ({"key": ItemKey(least=1, most=3, items=range(1, 8), source="us")}, "key"),
            ({"key": ItemKey(least=0, most=1e308, items=range(1, 8), source="us")}, "key"),
            ({"cutoffs": [attrs.evolve(FACTS["cutoffs"][0], value=22)]}, "cutoffs"),
            ({"cutoffs": [attrs.evolve(FACTS["cutoffs"][0], value=-1)]}, "cutoffs"),
            ({"bands": [attrs.evolve(FACTS["bands"][0], most=22)]}, "bands"),
            ({"bands": [attrs.evolve(FACTS["bands"][0], least=-1)]}, "bands"),
            (
                {"critical_items": [attrs.evolve(FACTS["critical_items"][0], item=8)]},
                "critical_items",
            ),
            ({"critical_items": FACTS["critical_items"] * 2}, "critical_items"),
            ({"names": [3]}, "names"),
        ],
        ids=range(12),
    )
    def test_fact_about_what_is_not_there_is_refused(self, fields, field):
        """A cut-off that no total reaches and an item that no form has are misprints."""
        gad7 = Instrument(
            id="gad7", name="GAD-7", least=0, most=21, items=7, direction=Direction.DOWN, **FACTS
        )

        with pytest.raises(InvalidValueError) as caught:
            attrs.evolve(gad7, **fields)

        assert field == caught.value.field

    def test_factor_that_is_no_exact_number_makes_the_range(self):
        """Three times a tenth is what somebody writes as 0.3."""
        key = ItemKey(least=0, most=1, items=[1, 2, 3], factor=0.1, source="us")

        made = Instrument(id="i", name="I", least=0, most=0.3, direction=Direction.UP, key=key)

        assert made.most != key.range[1]

    @given(instruments())
    def test_instrument_with_any_facts_has_them_in_range(self, instrument):
        """What the strategies make is what the constructor takes."""
        ends = (instrument.least, instrument.most)

        assert all(ends[0] <= cutoff.value <= ends[1] for cutoff in instrument.cutoffs)
        assert instrument.key is None or instrument.key.range == ends

    @given(instruments())
    def test_critical_item_that_counts_can_ring_and_can_be_quiet(self, instrument):
        """One that never rings is none, and one that always rings is soon unheard."""
        counted = [] if instrument.key is None else instrument.key.items

        assert all(
            instrument.key.least <= asked.above < instrument.key.most
            for asked in instrument.critical_items
            if asked.item in counted
        )

    @pytest.mark.parametrize("above", [-0.5, 3, 4])
    @pytest.mark.parametrize("turned", [[], [7]], ids=str)
    def test_limit_that_every_answer_or_none_exceeds_is_refused(self, above, turned):
        """What to set is said, with the item."""
        asked = attrs.evolve(FACTS["critical_items"][0], above=above)
        key = attrs.evolve(FACTS["key"], reversed_items=turned)
        fields = {"id": "i", "name": "I", "least": 0, "direction": Direction.DOWN}

        with pytest.raises(InvalidValueError, match="set above of item 7 to the most") as caught:
            Instrument(most=21, key=key, critical_items=[asked], **fields)

        assert "critical_items" == caught.value.field
        assert "above from 0 to less than 3" in str(caught.value)
        assert f"got {float(above)}" in str(caught.value)

    def test_limit_of_an_item_that_does_not_count_is_free(self):
        """Its answers are not those of the key."""
        asked = CriticalItem(item=8, about="a", source="us", above=9)
        made = Instrument(
            id="i",
            name="I",
            least=0,
            most=21,
            direction=Direction.DOWN,
            key=FACTS["key"],
            critical_items=[asked],
        )

        assert (asked,) == made.critical_items

    @given(critical_items())
    def test_critical_item_is_on_a_form_of_unknown_length(self, asked):
        """Where the number of items is not fixed, any may be there."""
        made = Instrument(
            id="i", name="I", least=0, most=1, direction=Direction.UP, critical_items=[asked]
        )

        assert (asked,) == made.critical_items


class TestMeasure:
    @given(instruments())
    def test_measure_of_an_instrument_is_its_total(self, instrument):
        """The total has the range, the direction and the id of its questionnaire."""
        total = instrument.measure()

        assert total.instrument is instrument
        assert (instrument.id, instrument.name, instrument.direction) == (
            total.id,
            total.name,
            total.direction,
        )
        assert (instrument.least, instrument.most) == (total.least, total.most)
        assert (MeasureKind.INSTRUMENT, "{score}") == (total.kind, total.unit.code)

    @given(measures(), NUMBERS)
    def test_measure_holds_what_lies_between_its_bounds(self, measure, value):
        """A bound belongs to the range; a missing bound is none."""
        least = -math.inf if measure.least is None else measure.least
        most = math.inf if measure.most is None else measure.most

        assert (least <= value <= most) == measure.holds(value)
        assert all(measure.holds(end) for end in (least, most) if math.isfinite(end))

    @pytest.mark.parametrize(("least", "most"), [(1, 1), (2, 1)])
    def test_range_without_values_is_refused(self, least, most):
        """A measure has at least two values, or there is nothing to watch."""
        for build in (
            lambda: Measure(
                id="m",
                kind=MeasureKind.COUNT,
                unit="1",
                direction=Direction.UP,
                least=least,
                most=most,
            ),
            lambda: Instrument(id="i", name="I", least=least, most=most, direction=Direction.UP),
        ):
            with pytest.raises(InvalidValueError, match=f"most must be above least, {least}"):
                build()

    @pytest.mark.parametrize("ends", [(None, None), (0, None), (0, 2)], ids=str)
    def test_yes_and_no_are_one_and_zero(self, ends):
        """Every app means the same by a yes."""
        with pytest.raises(InvalidValueError, match="most must be 1, with least 0, for a yes-no"):
            Measure(
                id="m",
                kind=MeasureKind.YES_NO,
                unit="1",
                direction=Direction.UP,
                least=ends[0],
                most=ends[1],
            )

    @pytest.mark.parametrize(
        "wrong",
        [{"unit": "1"}, {"direction": Direction.UP}, {"least": 1}, {"most": None}],
        ids=str,
    )
    def test_total_has_the_unit_direction_and_range_of_its_instrument(self, wrong):
        """Two accounts of one questionnaire would contradict each other."""
        gad7 = Instrument(id="gad7", name="GAD-7", least=0, most=21, direction=Direction.DOWN)

        with pytest.raises(InvalidValueError) as caught:
            attrs.evolve(gad7.measure(), **wrong)

        assert "instrument" == caught.value.field

    def test_total_has_its_instrument_and_nothing_else_has(self):
        """A total without its questionnaire could be of any version."""
        gad7 = Instrument(id="gad7", name="GAD-7", least=0, most=21, direction=Direction.DOWN)

        for kind, instrument in ((MeasureKind.INSTRUMENT, None), (MeasureKind.COUNT, gad7)):
            with pytest.raises(InvalidValueError, match="instrument must be given exactly when"):
                Measure(id="m", kind=kind, unit="1", direction=Direction.UP, instrument=instrument)
