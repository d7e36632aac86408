from __future__ import annotations

import datetime as dt
import math

import attrs
import pytest
from hypothesis import HealthCheck, Phase, assume, example, find, given, settings
from hypothesis import strategies as st

from smartgoals.errors import InvalidValueError
from smartgoals.measures import Direction, Measure, MeasureKind
from smartgoals.recurrence import Frequency, Recurrence
from smartgoals.targets import Aim, AttainmentScale, Milestone, Target
from smartgoals.testing import aims, attainment_scales, measures, targets
from smartgoals.testing._basics import NUMBERS

ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=1_000,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def measure(least=None, most=None):
    return Measure(
        id="sleep",
        kind=MeasureKind.DURATION,
        unit="h",
        direction=Direction.UP,
        least=least,
        most=most,
    )


ANY = measure()
SUMMED = measure(least=0)
WEEKLY = Frequency.WEEKLY


def values_near(aim):
    """Return the values at which being met can change, and the ends of what is possible."""
    ends = [aim.low, aim.high]
    if aim.measure is not None:
        ends += [aim.measure.least, aim.measure.most]
    known = [end for end in ends if end is not None]
    near = [math.nextafter(end, way) for end in known for way in (-math.inf, math.inf)]
    # Without a bound there is always something further out.
    return sorted({*known, *near, -math.inf, math.inf})


def is_gap(aim, value, gap):
    """Return whether the gap says where each of some values lies."""
    for one in filter(math.isfinite, (value, *values_near(aim))):
        is_at_a_bound = one in {aim.low, aim.high}
        is_short = not (aim.is_met_by(one) or is_at_a_bound)
        way = gap(aim, one)
        is_band = aim.low is not None and aim.high is not None
        if (way > 0) != is_short or (is_at_a_bound and way != 0) or (is_band and way < 0):
            return False
    return True


class TestAim:
    @given(aims(), NUMBERS)
    def test_value_meets_an_aim_between_its_bounds(self, aim, value):
        """A strict bound is not good enough itself."""
        low = -math.inf if aim.low is None else aim.low
        high = math.inf if aim.high is None else aim.high

        for one in filter(math.isfinite, (value, *values_near(aim))):
            expected = low < one < high if aim.is_strict else low <= one <= high

            assert expected == aim.is_met_by(one)

    @given(aims())
    def test_aim_can_be_met_and_can_be_missed(self, aim):
        """An aim that says nothing about its measure is none."""
        possible = [value for value in values_near(aim) if aim.measure is None or aim.takes(value)]
        # Between two neighbouring floats there is nothing to find.
        assume(not aim.is_strict or aim.low is None or aim.high is None)

        assert {True, False} == {aim.is_met_by(value) for value in possible}

    def test_law_catches_an_aim_whose_strict_bound_is_good_enough(self):
        """A strict bound is where the two readings differ."""

        def generous(aim):
            return [value for value in values_near(aim) if aim.is_met_by(value)] == [
                value
                for value in values_near(aim)
                if (aim.low is None or aim.low <= value) and (aim.high is None or value <= aim.high)
            ]

        assert find(aims(), lambda aim: not generous(aim), settings=ONLY_FIND).is_strict

    @given(aims(), NUMBERS)
    def test_gap_is_the_way_to_the_nearest_bound(self, aim, value):
        """It is 0 at a bound, above 0 short of it, and below 0 beyond the only one."""
        assert is_gap(aim, value, Aim.gap)

    @pytest.mark.parametrize(
        ("aim", "gaps"),
        [
            (Aim.at_least(7, ANY), [2.0, 0.0, -1.0]),
            (Aim.at_most(7, ANY), [-2.0, 0.0, 1.0]),
            (Aim.between(6, 7, ANY), [1.0, 0.0, 1.0]),
        ],
        ids=["at least", "at most", "between"],
    )
    def test_gap_has_the_size_of_the_way(self, aim, gaps):
        """Five, seven and eight hours of sleep are two short, there, and one beyond."""
        assert gaps == [aim.gap(value) for value in (5, 7, 8)]

    def test_law_catches_a_gap_that_knows_one_way_only(self):
        """A weight can be missed from both sides."""

        def one_way(aim, value):
            return (aim.low or 0.0) - value

        assert find(
            st.tuples(aims(), NUMBERS),
            lambda case: not is_gap(*case, one_way),
            settings=ONLY_FIND,
        )

    @pytest.mark.parametrize(
        ("aim", "met", "missed", "words"),
        [
            (Aim.at_least(7, ANY), [7, 8], [6.5], "at least 7 h"),
            (Aim.at_most(7, ANY), [7, 6.5], [8], "at most 7 h"),
            (Aim.above(7, ANY), [7.1], [7, 6], "above 7 h"),
            (Aim.below(7, ANY), [6.9], [7, 8], "below 7 h"),
            (Aim.between(6, 7, ANY), [6, 6.5, 7], [5.9, 7.1], "between 6 and 7 h"),
            (Aim.between(7, 7, ANY), [7], [6.9, 7.1], "between 7 and 7 h"),
            (Aim.zero(ANY), [0], [0.1, -0.1], "at none"),
            (Aim.zero(measure(least=0)), [0], [0.1], "at none"),
            (Aim.zero(measure(least=0, most=9)), [0], [0.1], "at none"),
            (Aim.maintain(ANY, low=6), [6], [5], "stay at least 6 h"),
            (Aim.maintain(ANY, low=6, high=9), [9], [10], "stay between 6 and 9 h"),
            (Aim.done(20, out_of=30, step="walk"), [20, 30], [19], "done 20 of 30 times"),
        ],
        ids=range(12),
    )
    def test_named_aims_mean_what_they_say(self, aim, met, missed, words):
        """The constructor, the words and the judgement are one."""
        assert [True] * len(met) == [aim.is_met_by(value) for value in met]
        assert [False] * len(missed) == [aim.is_met_by(value) for value in missed]
        assert words == str(aim)

    @pytest.mark.parametrize(
        ("build", "field"),
        [
            (lambda: Aim(low=1), "measure"),
            (lambda: Aim(measure=ANY, step="walk", low=1, out_of=2), "measure"),
            (lambda: Aim(measure=ANY), "low"),
            (lambda: Aim.maintain(ANY), "low"),
            (lambda: Aim.between(2, 1, ANY), "high"),
            (lambda: Aim(measure=ANY, low=1, high=1, is_strict=True), "high"),
            (lambda: Aim(measure=ANY, low=1, out_of=2), "out_of"),
            (lambda: Aim.at_least(-1, measure(least=0)), "low"),
            (lambda: Aim.at_most(10, measure(most=9)), "high"),
            (lambda: Aim.above(9, measure(most=9)), "low"),
            (lambda: Aim.below(0, measure(least=0)), "high"),
            (lambda: Aim.at_least(0, measure(least=0)), "low"),
            (lambda: Aim.at_most(9, measure(most=9)), "high"),
            (lambda: Aim.between(0, 9, measure(least=0, most=9)), "high"),
            (lambda: Aim(step="walk", low=1), "out_of"),
            (lambda: Aim.done(3, out_of=2, step="walk"), "out_of"),
            (lambda: Aim.done(0, out_of=2, step="walk"), "low"),
            (lambda: Aim.done(1.5, out_of=2, step="walk"), "low"),
            (lambda: Aim(step="walk", high=1, out_of=2), "low"),
            (lambda: Aim(step="walk", low=1, high=2, out_of=2), "low"),
            (lambda: Aim(step="walk", low=1, out_of=2, is_strict=True), "low"),
            (lambda: Aim(step="walk", low=1, out_of=2, is_held=True), "low"),
        ],
        ids=range(22),
    )
    def test_aim_that_nobody_can_meet_or_miss_is_refused(self, build, field):
        """What is refused is named by its field."""
        with pytest.raises(InvalidValueError) as caught:
            build()

        assert field == caught.value.field

    @pytest.mark.parametrize(
        ("per", "words"),
        [
            (Frequency.DAILY, "at most 7 h a day"),
            (Frequency.WEEKLY, "at most 7 h a week"),
            (Frequency.MONTHLY, "at most 7 h a month"),
            (Frequency.YEARLY, "at most 7 h a year"),
        ],
    )
    def test_period_is_part_of_an_aim_and_of_its_words(self, per, words):
        """Seven hours a day are not seven hours a year."""
        assert words == str(Aim.at_most(7, measure(least=0), per=per))

    @pytest.mark.parametrize(
        ("aim", "words"),
        [
            (Aim.at_least(7, SUMMED, per=WEEKLY), "at least 7 h a week"),
            (Aim.above(7, SUMMED, per=WEEKLY), "above 7 h a week"),
            (Aim.below(7, SUMMED, per=WEEKLY), "below 7 h a week"),
            (Aim.between(6, 7, SUMMED, per=WEEKLY), "between 6 and 7 h a week"),
            (Aim.zero(SUMMED, per=WEEKLY), "at none a week"),
            (Aim.maintain(SUMMED, low=6, per=WEEKLY), "at least 6 h a week"),
            (Aim(measure=SUMMED, low=6, per=WEEKLY), "at least 6 h a week, once"),
        ],
        ids=str,
    )
    def test_every_named_aim_of_a_measure_can_have_a_period(self, aim, words):
        """What is good enough may be a sum."""
        assert (words, WEEKLY) == (str(aim), aim.per)

    def test_sum_may_pass_what_one_value_cannot(self):
        """A day has 24 hours, and a week has more of them."""
        a_day = measure(least=0, most=24)
        aim = Aim.at_least(56, a_day, per=WEEKLY)

        assert (True, False) == (aim.takes(1e9), aim.takes(-1))
        assert (True, False) == tuple(
            Aim.done(2, out_of=3, step="walk").takes(value) for value in (0, -1)
        )
        once = attrs.evolve(aim, is_held=False)
        assert 20 == Target(id="t-1", aim=once, baseline=20).baseline
        assert Aim.above(24, a_day, per=WEEKLY).is_met_by(25)
        with pytest.raises(InvalidValueError):
            Aim.at_least(56, a_day)

    @pytest.mark.parametrize(
        "build",
        [
            lambda: Aim.at_least(7, SUMMED, per=Frequency.ONCE),
            lambda: Aim(step="walk", low=1, out_of=2, per=WEEKLY),
            lambda: Aim.at_least(7, measure(), per=WEEKLY),
            lambda: Aim.at_least(7, measure(least=-1), per=WEEKLY),
            lambda: Aim.at_least(7, attrs.evolve(SUMMED, kind=MeasureKind.RATING), per=WEEKLY),
            lambda: Aim.at_least(7, SUMMED, per="weekly"),
        ],
        ids=["once", "step", "no least", "below 0", "rating", "text"],
    )
    def test_what_cannot_be_added_up_has_no_period(self, build):
        """A sum of ratings says nothing, and one that can shrink takes back what was reached."""
        with pytest.raises(InvalidValueError) as caught:
            build()

        assert "per" == caught.value.field

    def test_bounds_inside_of_the_range_are_taken(self):
        """One possible value that is good enough, or one that is not, is enough."""
        zero_to_nine = measure(least=0, most=9)

        assert Aim.above(0, zero_to_nine).is_met_by(1)
        assert Aim.below(9, zero_to_nine).is_met_by(8)
        assert Aim(measure=zero_to_nine, low=0, high=9, is_strict=True).is_met_by(5)


class TestTarget:
    def test_measure_is_taken_on_days_of_its_own(self):
        """A step that is counted has a recurrence already."""
        rule = Recurrence.daily(start=dt.date(2025, 2, 3))
        taken = Target(id="t-1", aim=Aim.at_least(5, ANY), recurrence=rule)

        assert (rule, None) == (
            taken.recurrence,
            Target(id="t-1", aim=taken.aim).recurrence,
        )
        with pytest.raises(InvalidValueError, match="the step has a recurrence of its own"):
            Target(id="t-1", aim=Aim.done(2, out_of=3, step="walk"), recurrence=rule)
        with pytest.raises(InvalidValueError, match="recurrence must be a Recurrence"):
            Target(id="t-1", aim=taken.aim, recurrence="daily")

    @given(targets())
    def test_only_a_measure_is_taken(self, target):
        """The strategy makes them with and without."""
        assert target.recurrence is None or target.aim.measure is not None

    @pytest.mark.parametrize("is_taken", [True, False])
    def test_strategy_makes_targets_with_and_without_days(self, is_taken):
        """Both are seen by every law of targets."""
        assert find(
            targets(), lambda made: (made.recurrence is not None) == is_taken, settings=ONLY_FIND
        )

    @given(targets())
    @example(Target(id="t-1", aim=Aim.at_least(5, measure(least=0, most=9)), baseline=1))
    def test_baseline_is_a_possible_value_short_of_the_aim(self, target):
        """There is a way to go, or there is no baseline."""
        if target.baseline is not None:
            assert target.aim.takes(target.baseline)
            assert not target.aim.is_met_by(target.baseline)

    @given(aims(measure=measures()), NUMBERS)
    def test_baseline_is_taken_just_where_there_is_a_way_to_go(self, aim, value):
        """The rule is one for all aims and all values."""
        is_short = not aim.is_held and aim.takes(value) and not aim.is_met_by(value)
        try:
            made = Target(id="t-1", aim=aim, baseline=value).baseline
        except InvalidValueError as error:
            made = error.field

        assert (value if is_short else "baseline") == made

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"weight": 0}, "leave the target out instead"),
            ({"weight": -1}, "leave the target out instead"),
            ({"baseline_entry": "e-1"}, "baseline must be given where baseline_entry is"),
            ({"baseline": 7}, "to hold a value steady use Aim.maintain"),
            ({"start": dt.date(2025, 2, 3), "until": dt.date(2025, 2, 3)}, "until must be after"),
        ],
        ids=str,
    )
    def test_target_that_cannot_count_is_refused_with_a_way_out(self, fields, words):
        """The message says what to do instead."""
        with pytest.raises(InvalidValueError, match=words):
            Target(id="t-1", aim=Aim.at_least(7, ANY), **fields)

    def test_count_has_no_baseline(self):
        """Nothing was done before the plan began."""
        with pytest.raises(InvalidValueError, match="left out where the aim is counted or held"):
            Target(id="t-1", aim=Aim.done(2, out_of=3, step="walk"), baseline=1)

    def test_target_reads_as_aim_and_baseline(self):
        """A client sees where they come from."""
        target = Target(id="t-1", aim=Aim.at_least(7, ANY), baseline=5.5)

        assert ["at least 7 h, from 5.5", "at least 7 h"] == [
            str(target),
            str(attrs.evolve(target, baseline=None)),
        ]


class TestMilestone:
    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"weight": -0.1}, "weight"),
            ({"aim": Aim.maintain(ANY, low=6)}, "aim"),
            ({"name": "  "}, "name"),
            ({"start": dt.date(2025, 2, 3), "until": dt.date(2025, 2, 2)}, "until"),
        ],
        ids=["weight", "held", "blank", "period"],
    )
    def test_milestone_that_cannot_be_reached_is_refused(self, fields, field):
        """A checkpoint is passed once; what is held all along is a target."""
        with pytest.raises(InvalidValueError) as caught:
            Milestone(**{"id": "m-1", "name": "Ten mornings"} | fields)

        assert field == caught.value.field

    def test_milestone_marks_the_way_without_counting(self):
        """What the targets count already is not counted twice."""
        assert 0 == Milestone(id="m-1", name="Ten mornings").weight


FIVE = {
    "much_less": "stays in bed",
    "less": "gets up",
    "expected": "walks to the corner",
    "more": "walks to the park",
    "much_more": "walks to town",
}


def scale_of(**fields):
    return AttainmentScale(**{**FIVE, "day": dt.date(2025, 2, 3)} | fields)


class TestAttainmentScale:
    def test_each_level_has_its_words(self):
        """What is rated is what was agreed before."""
        scale = scale_of()

        assert list(FIVE.values()) == [scale.description(level) for level in range(-2, 3)]
        assert not scale.is_light

    @pytest.mark.parametrize("level", [-3, 3, 0.0, True, None, "0", math.nan])
    def test_there_are_five_levels(self, level):
        """Between two levels there is nothing that was described."""
        with pytest.raises(InvalidValueError, match="level must be a whole number from -2 to 2"):
            scale_of().description(level)

    def test_what_is_expected_is_enough_for_gas_light(self):
        """It rates in words of its own."""
        scale = AttainmentScale(expected="walks to the corner", day=dt.date(2025, 2, 3))

        assert scale.is_light
        assert "" == scale.description(-2)

    @pytest.mark.parametrize("name", [name for name in FIVE if name != "expected"])
    @pytest.mark.parametrize("words", ["", "  "])
    def test_some_of_the_levels_are_not_enough(self, name, words):
        """A level without words could mean anything afterwards."""
        with pytest.raises(
            InvalidValueError, match="describe all five, or for GAS-Light"
        ) as caught:
            scale_of(**{name: words})

        assert name == caught.value.field

    @pytest.mark.parametrize(
        ("field", "bad"),
        [
            ("expected", " "),
            ("expected", None),
            ("much_less", 3),
            ("day", None),
            ("day", dt.datetime(2025, 2, 3, tzinfo=dt.UTC)),
            ("baseline", 0),
            ("baseline", -3),
            ("baseline", -1.0),
            ("importance", 4),
            ("importance", -1),
            ("importance", None),
            ("difficulty", 1.5),
            ("difficulty", True),
        ],
    )
    def test_what_the_method_does_not_know_is_refused(self, field, bad):
        """A baseline of 0 would be a goal that is reached already."""
        with pytest.raises(InvalidValueError) as caught:
            scale_of(**{field: bad})

        assert field == caught.value.field

    @given(attainment_scales())
    def test_weight_is_importance_times_difficulty(self, scale):
        """Both are 1 where nobody weighted."""
        assert scale.importance * scale.difficulty == scale.weight
        assert 0 <= scale.weight <= 9
        assert 1 == scale_of().weight

    @pytest.mark.parametrize(
        ("scale", "told"),
        [
            (scale_of(baseline=-2), "five levels in words, from -2, importance 1, difficulty 1"),
            (
                AttainmentScale(expected="walks", day=dt.date(2025, 2, 3), difficulty=3),
                "the expected level in words, importance 1, difficulty 3",
            ),
        ],
    )
    def test_scale_reads_without_its_words(self, scale, told):
        """The words are the client's."""
        assert f"{told}, set on 2025-02-03" == str(scale)

    @pytest.mark.parametrize(
        "condition",
        [
            lambda scale: scale.is_light,
            lambda scale: not scale.is_light and scale.baseline == -2,
            lambda scale: scale.baseline is None,
            lambda scale: scale.weight == 0,
            lambda scale: scale.weight == 9,
        ],
        ids=range(5),
    )
    def test_strategy_reaches_every_kind(self, condition):
        """A law over scales is about all of them."""
        assert condition(find(attainment_scales(), condition, settings=ONLY_FIND))
