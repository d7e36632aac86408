from __future__ import annotations

import datetime as dt
import math
import random
from fractions import Fraction
from statistics import median

import attrs
import pytest
from hypothesis import HealthCheck, Phase, assume, example, find, given, settings
from hypothesis import strategies as st

from smartgoals.entries import Noted, Rated, RatingKind, Voided
from smartgoals.errors import InvalidValueError
from smartgoals.goals import ClosingReason, Goal, Lifecycle, LifecycleChange
from smartgoals.journal import Journal
from smartgoals.scoring import (
    AttainmentBasis,
    VerbalRating,
    attainment,
    equal_weights_table,
    gas_t_score,
    level_for_analysis,
    rating_differences,
)
from smartgoals.targets import AttainmentScale

CLOSE = 1e-9
ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=2_000,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
MONDAY = dt.date(2025, 2, 3)
PRIVATE = "what nobody else should read"
HUGE = 10**400
NO_NUMBERS = [math.nan, math.inf, -math.inf, HUGE, None, "0", True, 1j, [0]]


def day(number):
    return MONDAY + dt.timedelta(days=number)


def at(number):
    return dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC) + dt.timedelta(minutes=number)


def name_of(law):
    return law.__name__


# T of numbers.


@attrs.frozen
class Asked:
    levels: list
    weights: list
    rho: float


LEVELS = st.integers(-2, 2) | st.floats(-2, 2)
WEIGHTS = st.integers(0, 9) | st.floats(0, 1e300) | st.floats(0, 9)


@st.composite
def asked(draw):
    size = draw(st.integers(1, 6))
    weights = draw(st.lists(WEIGHTS, min_size=size, max_size=size))
    assume(any(weights))
    levels = draw(st.lists(LEVELS, min_size=size, max_size=size))
    return Asked(levels, weights, draw(st.sampled_from([0, 0.3, 1]) | st.floats(0, 1)))


def t_of(rule, question, **changes):
    question = attrs.evolve(question, **changes)
    return rule(question.levels, question.weights, question.rho)


def right(levels, weights, rho):
    return gas_t_score(levels, weights=weights, rho=rho)


def exact_variance(question):
    """Return the variance of the sum of weighted levels: every pair of goals for itself."""
    weights = [Fraction(weight) for weight in question.weights]
    rho = Fraction(question.rho)
    return sum(
        one * other * (1 if place == other_place else rho)
        for place, one in enumerate(weights)
        for other_place, other in enumerate(weights)
    )


def t_is_the_sum_over_its_own_deviation(rule, question):
    pairs = zip(question.weights, question.levels, strict=True)
    total = sum(Fraction(weight) * Fraction(level) for weight, level in pairs)
    expected = 100 * total**2 / exact_variance(question)
    found = Fraction(t_of(rule, question) - 50)
    return abs(found) - math.sqrt(expected) < CLOSE and found * total >= -CLOSE * abs(total)


def order_of_goals_changes_nothing(rule, question):
    pairs = list(zip(question.levels, question.weights, strict=True))
    random.Random(len(pairs)).shuffle(pairs)  # noqa: S311  # any order will do
    levels, weights = zip(*pairs, strict=True)
    return t_of(rule, question) == t_of(rule, question, levels=levels, weights=weights)


def only_the_ratio_of_weights_counts(rule, question):
    heavier = [weight * 7 for weight in question.weights]
    return math.isclose(t_of(rule, question), t_of(rule, question, weights=heavier), abs_tol=CLOSE)


def goal_without_weight_changes_nothing(rule, question):
    more = attrs.evolve(question, levels=[*question.levels, -2], weights=[*question.weights, 0])
    return math.isclose(t_of(rule, question), t_of(rule, more), abs_tol=CLOSE)


def everything_as_expected_is_fifty(rule, question):
    return t_of(rule, question, levels=[0] * len(question.levels)) == 50


def worse_is_better_seen_in_a_mirror(rule, question):
    turned = [-level for level in question.levels]
    both = t_of(rule, question) + t_of(rule, question, levels=turned)
    return math.isclose(both, 100, abs_tol=CLOSE)


def t_stays_within_its_bounds(rule, question):
    top = t_of(right, question, levels=[2] * len(question.levels))
    return 100 - top - CLOSE <= t_of(rule, question) <= top + CLOSE


def higher_level_never_lowers_t(rule, question):
    better = [min(level + 1, 2) for level in question.levels]
    return t_of(rule, question) <= t_of(rule, question, levels=better) + CLOSE


def goal_that_did_not_work_out_never_raises_a_good_t(rule, question):
    more = attrs.evolve(question, levels=[*question.levels, -2], weights=[*question.weights, 1.0])
    before = t_of(right, question)
    return before < 50 or t_of(rule, more) <= before + CLOSE


def sum_of_plain_weights(levels, weights, rho):
    """Take a formula that misses a square, as misprinted ones do."""
    total = sum(weight * level for weight, level in zip(levels, weights, strict=True))
    whole = sum(weights)
    return 50 + 10 * total / math.sqrt((1 - rho) * whole + rho * whole * whole)


def without_the_worst(levels, weights, rho):
    kept = [pair for pair in zip(levels, weights, strict=True) if pair[0] > -2 and pair[1] > 0]
    return right(*map(list, zip(*(kept or [(0, 1)]), strict=True)), rho)


LAWS = {
    t_is_the_sum_over_its_own_deviation: lambda x, w, rho: right(x, w, 1 - rho),
    order_of_goals_changes_nothing: lambda x, w, rho: right(x, sorted(w), rho),
    only_the_ratio_of_weights_counts: sum_of_plain_weights,
    goal_without_weight_changes_nothing: lambda x, w, rho: right(x, [v or 1 for v in w], rho),
    everything_as_expected_is_fifty: lambda x, w, rho: right(x, w, rho) + 1e-6,
    worse_is_better_seen_in_a_mirror: lambda x, w, rho: max(right(x, w, rho), 30),
    t_stays_within_its_bounds: lambda x, w, rho: 50 + 2 * (right(x, w, rho) - 50),
    higher_level_never_lowers_t: lambda x, w, rho: right([v if v < 1 else 0 for v in x], w, rho),
    goal_that_did_not_work_out_never_raises_a_good_t: without_the_worst,
}


class TestT:
    @given(asked())
    @example(Asked([2, -2, 1], [1e300, 1e300, 5e-324], 0.3))
    def test_t_keeps_every_law(self, question):
        """The name of each law says the rule."""
        broken = [law.__name__ for law in LAWS if not law(right, question)]

        assert [] == broken

    @pytest.mark.parametrize("law", LAWS, ids=name_of)
    def test_law_catches_a_rule_that_breaks_it(self, law):
        """A law that nothing can break says nothing."""
        assert find(asked(), lambda question: not law(LAWS[law], question), settings=ONLY_FIND)

    @pytest.mark.parametrize(
        ("levels", "published"),
        [
            ([-1] * 5, 34.9),
            ([-1] * 4, 35.5),
            ([-2, -1, -1, -1], 31.9),
            ([-2] * 4, 21.0),
            ([-2] * 5, 19.8),
            ([-2] * 3, 22.6),
            ([0] * 4, 50.0),
        ],
        ids=str,
    )
    def test_published_medians_and_quartiles_are_attained(self, levels, published):
        """Turner-Stokes & Williams 2010 report them of 243 patients with 1 to 6 goals."""
        assert published == round(gas_t_score(levels), 1)

    @pytest.mark.parametrize(("weight", "t"), [(1, 37.60), (3, 32.53), (9, 30.75)])
    def test_weight_of_a_hard_goal_that_did_not_work_out_lowers_t(self, weight, t):
        """King's College London calls it perverse, and made GAS-Light."""
        assert t == round(gas_t_score([0, -2], weights=[1, weight]), 2)

    def test_dropping_what_did_not_work_out_raises_t(self):
        """The number alone does not show how it was come by."""
        assert [37.6, 50] == [round(gas_t_score(levels), 2) for levels in ([0, -2], [0])]

    @pytest.mark.parametrize(("goals", "t"), [(1, 40.0), (2, 37.60), (5, 34.92)])
    def test_t_at_the_start_depends_on_the_number_of_goals(self, goals, t):
        """So before and after compare for the same goals alone."""
        assert t == round(gas_t_score([-1] * goals), 2)

    @given(st.integers(1, 60), st.sampled_from([-2, 2]))
    def test_t_is_no_percentage(self, goals, level):
        """With equal weights it stays within 50 ± 36.515, however many goals there are."""
        assert abs(gas_t_score([level] * goals) - 50) < 36.515

    @pytest.mark.parametrize("level", [*NO_NUMBERS, 2.1, -3])
    def test_level_that_does_not_exist_is_refused(self, level):
        """No number comes of no number."""
        with pytest.raises(InvalidValueError, match="levels must be from -2 to 2"):
            gas_t_score([0, level])
        with pytest.raises(InvalidValueError, match="level must be from -2 to 2"):
            level_for_analysis(level)

    @pytest.mark.parametrize("weight", [*NO_NUMBERS, -1, -1e-300])
    def test_weight_that_does_not_exist_is_refused(self, weight):
        """A goal counts, or does not; it never counts backwards."""
        with pytest.raises(InvalidValueError, match="weights must be finite numbers of 0 or more"):
            gas_t_score([0, 0], weights=[1, weight])

    @pytest.mark.parametrize("rho", [*NO_NUMBERS, 1.01, -1.01])
    def test_what_is_no_correlation_is_refused(self, rho):
        """Beyond 1 nothing correlates."""
        with pytest.raises(InvalidValueError, match="rho must be a correlation from -1 to 1"):
            gas_t_score([0], rho=rho)
        with pytest.raises(InvalidValueError, match="rho must be a correlation from -1 to 1"):
            attainment([], Journal(subject="c-17"), on=MONDAY, rater="t-2", rho=rho)

    @pytest.mark.parametrize(
        ("levels", "rho"),
        [
            ([0] * 4, -0.5),
            ([0] * 4, -1 / 3),
            ([0] * 2, -1),
            ([2] * 9, -0.125),
            ([1] * 3, 1e-12 - 0.5),
        ],
    )
    def test_goals_that_cannot_vary_together_are_refused(self, levels, rho):
        """Not all of many things can be opposites of one another."""
        with pytest.raises(InvalidValueError, match="rho must be such that the goals together"):
            gas_t_score(levels, rho=rho)

    def test_correlation_may_be_below_zero_where_it_can(self):
        """Two goals can compete: the more of one, the less of the other."""
        assert 50 + 30 / math.sqrt(2.5 - 2.0) == pytest.approx(
            gas_t_score([2, 1], weights=[1, 1], rho=-0.75), abs=CLOSE
        )
        assert 70 == gas_t_score([2], rho=-1)

    @pytest.mark.parametrize(
        ("levels", "weights", "field"),
        [
            ([], None, "levels"),
            ([], [], "levels"),
            ([0, 0], [0, 0], "weights"),
            ([0, 0], [1], "weights"),
            ([0], [1, 1], "weights"),
            ("00", None, "items"),
            (0, None, "items"),
            ([0], 1, "items"),
        ],
    )
    def test_what_has_no_score_is_refused(self, levels, weights, field):
        """Nothing divided by nothing is not fifty."""
        with pytest.raises(InvalidValueError) as caught:
            gas_t_score(levels, weights=weights)

        assert field == caught.value.field

    @pytest.mark.parametrize("weight", [1e308, 5e-324])
    def test_weights_may_be_huge_or_tiny(self, weight):
        """Only their ratio counts."""
        assert gas_t_score([1, -2, 0]) == gas_t_score([1, -2, 0], weights=[weight] * 3)

    def test_levels_may_come_from_anything_that_can_be_walked_through(self):
        """They are read once."""
        assert gas_t_score([1, 2], weights=[3, 4]) == gas_t_score(
            (level for level in (1, 2)), weights=iter([3, 4])
        )


class TestTable:
    @given(st.lists(st.integers(-2, 2), min_size=1, max_size=8), st.sampled_from([0, 0.3, 1]))
    def test_sum_of_levels_is_enough_with_equal_weights(self, levels, rho):
        """So the table holds every case."""
        table = equal_weights_table(len(levels), rho=rho)

        assert gas_t_score(levels, rho=rho) == pytest.approx(table[sum(levels)], abs=CLOSE)
        assert list(range(-2 * len(levels), 2 * len(levels) + 1)) == list(table)

    @pytest.mark.parametrize("goals", [0, -1, 101, 1.0, True, None, "1", HUGE])
    def test_number_of_goals_is_a_number_of_goals(self, goals):
        """A table for thousands is nobody's."""
        with pytest.raises(InvalidValueError, match="goals must be a whole number from 1 to 100"):
            equal_weights_table(goals)

    @pytest.mark.parametrize("rho", [1.2, math.nan, -0.5])
    def test_table_needs_a_variance_too(self, rho):
        """The rule is that of T."""
        with pytest.raises(InvalidValueError, match="rho must be"):
            equal_weights_table(4, rho=rho)


class TestVerbalRating:
    @pytest.mark.parametrize("baseline", [-1, -2])
    def test_better_words_are_never_a_lower_level(self, baseline):
        """The words have an order, and so have the levels."""
        ratings = [rating for rating in VerbalRating if baseline == -1 or rating != "worse"]
        levels = [rating.level(baseline=baseline) for rating in ratings]

        assert sorted(levels, reverse=True) == levels
        assert baseline == VerbalRating.NO_CHANGE.level(baseline=baseline)

    def test_part_of_the_way_is_between_the_start_and_what_was_expected(self):
        """From -2 there is a level for it, and from -1 there is none."""
        partly = VerbalRating.PARTIALLY_ACHIEVED

        assert [-0.5, -1] == [partly.level(baseline=baseline) for baseline in (-1, -2)]

    @pytest.mark.parametrize("baseline", [0, 1, -3, None, "-1", math.nan])
    def test_goal_starts_at_one_of_two_levels(self, baseline):
        """At 0 it would be reached already."""
        with pytest.raises(InvalidValueError, match="baseline must be -1 or -2"):
            VerbalRating.AS_EXPECTED.level(baseline=baseline)

    def test_nothing_is_worse_than_no_worse_state(self):
        """Whoever started at -2 was said to have no plausible worse state."""
        assert -2 == VerbalRating.WORSE.level(baseline=-1)
        with pytest.raises(InvalidValueError, match="baseline must be -1 where it got worse"):
            VerbalRating.WORSE.level(baseline=-2)

    @given(st.floats(-2, 2), st.floats(-2, 2))
    @example(-0.6, -0.5)
    def test_higher_level_is_never_analysed_as_a_lower_one(self, one, other):
        """So -0.5 cannot be the only one that is rounded down."""
        low, high = sorted((one, other))

        assert level_for_analysis(low) <= level_for_analysis(high)

    @given(st.floats(-2, 2))
    def test_level_for_analysis_is_the_one_that_was_reached(self, level):
        """A whole level is analysed as itself."""
        whole = level_for_analysis(level)

        assert whole <= level < whole + 1
        assert type(whole) is int
        assert whole == level_for_analysis(whole)


# T of goals.

RATERS = ["c-17", "t-2"]
DAYS = st.integers(0, 40).map(day)
HISTORIES = [
    [],
    [Lifecycle.ACTIVE],
    [Lifecycle.ACTIVE, Lifecycle.ON_HOLD],
    [Lifecycle.ACTIVE, Lifecycle.COMPLETED],
    [Lifecycle.ACTIVE, Lifecycle.CANCELLED],
    [Lifecycle.ACTIVE, Lifecycle.CANCELLED],
    [Lifecycle.ACTIVE, Lifecycle.CANCELLED, Lifecycle.ACTIVE],
    [Lifecycle.REJECTED],
    [Lifecycle.ACTIVE, Lifecycle.ENTERED_IN_ERROR],
]


@attrs.frozen
class World:
    goals: list
    journal: Journal
    on: dt.date
    rater: str = "t-2"


def scale_of(**fields):
    return AttainmentScale(expected=PRIVATE, **{"day": MONDAY} | fields)


def goal_of(number=1, **fields):
    return Goal(id=f"g-{number}", subject="c-17", statement=PRIVATE, **fields)


def scaled(number=1, **fields):
    return goal_of(number, attainment=scale_of(**fields))


def history(*changes):
    first = LifecycleChange(status=Lifecycle.PROPOSED)
    later = [LifecycleChange(status=status, day=when, reason=PRIVATE) for status, when in changes]
    return [first, *later]


def rated(value, number=30, goal=1, rater="t-2", **fields):
    kind = fields.pop("kind", RatingKind.ATTAINMENT)
    return Rated(goal=f"g-{goal}", kind=kind, value=value, rater=rater, day=day(number), **fields)


def journal_of(*entries):
    """Stamp entries in the order in which they come."""
    return Journal(
        subject="c-17",
        entries=[entry.stamped(id=f"e-{n}", at=at(n)) for n, entry in enumerate(entries)],
    )


def judged(goals, *entries, on=40, rater="t-2", **options):
    return attainment(goals, journal_of(*entries), on=day(on), rater=rater, **options)


SCALES = st.builds(
    AttainmentScale,
    expected=st.just(PRIVATE),
    day=st.sampled_from([MONDAY, MONDAY, day(20)]),
    baseline=st.sampled_from([-1, -1, -2, None]),
    importance=st.integers(0, 3),
    difficulty=st.integers(1, 3),
)


@st.composite
def worlds(draw):
    goals = []
    for number in range(draw(st.integers(0, 4))):
        statuses = draw(st.sampled_from(HISTORIES))
        days = sorted(draw(st.lists(DAYS, min_size=len(statuses), max_size=len(statuses))))
        goals.append(
            goal_of(
                number,
                attainment=draw(SCALES | SCALES | st.none()),
                lifecycle_history=history(*zip(statuses, days, strict=True)),
            )
        )
    entries = []
    for moment in draw(st.lists(st.integers(0, 10**6), max_size=8, unique=True)):
        if draw(st.integers(0, 9)) == 0:
            entries.append(Noted(text=PRIVATE, topic="g-1", day=draw(DAYS), occurred_at=at(moment)))
            continue
        kind = draw(st.sampled_from([RatingKind.ATTAINMENT] * 4 + list(RatingKind)))
        value = draw(st.sampled_from([-2, -1, -0.5, 0, 1, 2] if kind == "attainment" else [0, 9]))
        entries.append(
            Rated(
                goal=f"g-{draw(st.integers(0, 3))}",
                kind=kind,
                value=value,
                rater=draw(st.sampled_from(RATERS)),
                day=draw(DAYS),
                occurred_at=at(moment),
            )
        )
    return World(goals=goals, journal=journal_of(*entries), on=draw(DAYS | st.just(day(40))))


def seen_by(rule, world, **changes):
    world = attrs.evolve(world, **changes)
    return rule(world.goals, world.journal, on=world.on, rater=world.rater)


def numbers_of(seen):
    return [
        seen.t_score,
        seen.lowest_t,
        seen.highest_t,
        seen.unweighted_t,
        seen.baseline_t,
        seen.change,
        seen.median_level,
        seen.expected_share,
    ]


def are_close(one, other):
    return all(
        left == right or (None not in {left, right} and abs(left - right) <= CLOSE)
        for left, right in zip(numbers_of(one), numbers_of(other), strict=True)
    )


def counted(seen):
    return [part for part in seen.parts if part.weight > 0]


def contributions_sum_to_t(rule, world):
    seen = seen_by(rule, world)
    if seen.t_score is None:
        return all((part.contribution is None) == (part.level is None) for part in counted(seen))
    return abs(math.fsum(part.contribution or 0 for part in seen.parts) + 50 - seen.t_score) < CLOSE


def t_is_that_of_the_levels_that_count(rule, world):
    seen = seen_by(rule, world)
    parts = counted(seen)
    if not parts or any(part.level is None for part in parts):
        return seen.t_score is None
    t = gas_t_score([part.level for part in parts], weights=[part.weight for part in parts])
    return seen.t_score is not None and abs(seen.t_score - t) < CLOSE


def unknown_goals_leave_bounds_and_no_t(rule, world):
    seen = seen_by(rule, world)
    if not counted(seen):
        return (None, None, None) == (seen.t_score, seen.lowest_t, seen.highest_t)
    if any(part.level is None for part in counted(seen)):
        return seen.t_score is None and seen.lowest_t < seen.highest_t
    return seen.lowest_t == seen.t_score == seen.highest_t


def whatever_the_unknown_come_to_lies_within_the_bounds(rule, world):
    seen = seen_by(rule, world)
    for level in (-2, -1, 0, 2):
        more = [
            Rated(
                goal=part.goal,
                kind=RatingKind.ATTAINMENT,
                value=level,
                rater=world.rater,
                day=world.on,
                id=f"x-{part.goal}",
                recorded_at=at(0),
            )
            for part in seen.unknown
        ]
        then = seen_by(attainment, world, journal=world.journal.with_entries(*more)).t_score
        if then is not None and not seen.lowest_t - CLOSE <= then <= seen.highest_t + CLOSE:
            return False
    return True


def order_of_the_goals_is_no_matter(rule, world):
    one, other = seen_by(rule, world), seen_by(rule, world, goals=world.goals[::-1])
    return are_close(one, other) and one.parts == other.parts[::-1]


def other_raters_have_no_say(rule, world):
    kept = [entry for entry in world.journal if getattr(entry, "rater", "") != "c-17"]
    alone = seen_by(rule, world, journal=Journal(subject="c-17", entries=kept))
    return seen_by(rule, world) == alone


def later_days_change_nothing(rule, world):
    kept = [entry for entry in world.journal if entry.day <= world.on]
    known = seen_by(rule, world, journal=Journal(subject="c-17", entries=kept))
    return seen_by(rule, world) == known


def other_kinds_of_entries_change_nothing(rule, world):
    kept = [e for e in world.journal if getattr(e, "kind", "") == RatingKind.ATTAINMENT]
    alone = seen_by(rule, world, journal=Journal(subject="c-17", entries=kept))
    return seen_by(rule, world) == alone


def ending_a_goal_never_takes_it_out(rule, world):
    """A goal that is given up has its level still, or lies where it may have lain before."""
    active = [
        attrs.evolve(goal, lifecycle_history=history((Lifecycle.ACTIVE, MONDAY)))
        for goal in world.goals
    ]
    ended = [goal.closed(ClosingReason.CHOICE, day=MONDAY) for goal in active]
    before, after = (seen_by(rule, world, goals=goals) for goals in (active, ended))
    if after.t_score is None:
        return before.t_score is None
    lies_within = before.lowest_t - CLOSE <= after.t_score <= before.highest_t + CLOSE
    return lies_within and len(before.parts) == len(after.parts)


def goal_that_does_not_count_changes_no_score(rule, world):
    more = [*world.goals, scaled(9, importance=0)]
    one, other = seen_by(rule, world), seen_by(rule, world, goals=more)
    same = [(one.t_score, other.t_score), (one.baseline_t, other.baseline_t)]
    same += [(one.median_level, other.median_level), (one.lowest_t, other.lowest_t)]
    return all(left == right for left, right in same)


def every_goal_is_told_once(rule, world):
    seen = seen_by(rule, world)
    told = [*(part.goal for part in seen.parts), *seen.left_out]
    return sorted(told) == sorted(goal.id for goal in world.goals)


def median_and_share_are_of_the_levels(rule, world):
    seen = seen_by(rule, world)
    levels = [part.level for part in counted(seen)]
    if not levels or None in levels:
        return seen.median_level is None and seen.expected_share is None
    share = sum(level >= 0 for level in levels) / len(levels)
    return (seen.median_level, seen.expected_share) == (median(levels), share)


def change_is_from_the_baseline_of_the_same_goals(rule, world):
    seen = seen_by(rule, world)
    starts = [part.baseline for part in counted(seen)]
    if not starts or None in starts:
        return seen.baseline_t is None and seen.change is None
    t = gas_t_score(starts, weights=[part.weight for part in counted(seen)])
    if seen.t_score is None:
        return abs(seen.baseline_t - t) < CLOSE and seen.change is None
    return abs(seen.change - (seen.t_score - t)) < CLOSE


def what_is_used_is_named(rule, world):
    seen = seen_by(rule, world)
    ratings = {entry.id: entry for entry in world.journal}
    return all(
        (part.entry is not None) == (part.basis is AttainmentBasis.RATED) == (part.day is not None)
        and (part.entry is None or ratings[part.entry].value == part.recorded)
        and all(ratings[name].day < MONDAY + dt.timedelta(days=20) for name in part.unusable)
        and (part.basis is AttainmentBasis.UNKNOWN) == (part.level is None)
        for part in seen.parts
    )


def nothing_private_is_shown(rule, world):
    seen = seen_by(rule, world)
    return not any(PRIVATE in shown for shown in (str(seen), repr(seen), *map(str, seen.parts)))


def changed(**changes):
    """Return a rule that is right but for some fields, computed from what is right."""

    def rule(goals, journal, *, on, rater):
        seen = attainment(goals, journal, on=on, rater=rater)
        return attrs.evolve(seen, **{name: make(seen) for name, make in changes.items()})

    return rule


def misreading(read):
    """Return a rule that reads the journal wrongly."""
    return lambda goals, journal, *, on, rater: attainment(
        goals, Journal(subject="c-17", entries=map(read, journal)), on=on, rater=rater
    )


def as_rating(entry):
    return attrs.evolve(entry, rater="t-2") if isinstance(entry, Rated) else entry


def as_attainment(entry):
    if not isinstance(entry, Rated) or entry.kind == "attainment":
        return entry
    return attrs.evolve(entry, kind=RatingKind.ATTAINMENT, value=0)


def known_only(goals, journal, *, on, rater):
    seen = attainment(goals, journal, on=on, rater=rater)
    known = {part.goal for part in seen.parts if part.level is not None}
    return attainment([g for g in goals if g.id in known], journal, on=on, rater=rater)


def open_only(goals, journal, *, on, rater):
    kept = [goal for goal in goals if not goal.lifecycle_on(on).is_closed]
    return attainment(kept, journal, on=on, rater=rater)


def by_the_first(goals, journal, *, on, rater):
    seen = attainment(goals, journal, on=on, rater=rater)
    return attrs.evolve(seen, t_score=seen.t_score and 50.0 + 10 * (seen.parts[0].level or 0))


def chatty(goals, journal, *, on, rater):
    seen = attainment(goals, journal, on=on, rater=rater)
    return attrs.evolve(
        seen, parts=tuple(attrs.evolve(part, goal=goals[0].statement) for part in seen.parts)
    )


GOAL_LAWS = {
    contributions_sum_to_t: changed(
        parts=lambda seen: tuple(attrs.evolve(p, contribution=p.level) for p in seen.parts)
    ),
    t_is_that_of_the_levels_that_count: changed(t_score=lambda seen: seen.unweighted_t),
    unknown_goals_leave_bounds_and_no_t: changed(t_score=lambda seen: seen.lowest_t),
    whatever_the_unknown_come_to_lies_within_the_bounds: changed(
        lowest_t=lambda seen: seen.lowest_t and (seen.lowest_t + seen.highest_t) / 2
    ),
    order_of_the_goals_is_no_matter: by_the_first,
    other_raters_have_no_say: misreading(as_rating),
    later_days_change_nothing: lambda goals, journal, *, on, rater: attainment(
        goals, journal, on=day(90), rater=rater
    ),
    other_kinds_of_entries_change_nothing: misreading(as_attainment),
    ending_a_goal_never_takes_it_out: open_only,
    goal_that_does_not_count_changes_no_score: lambda goals, journal, *, on, rater: attainment(
        goals, journal, on=on, rater=rater, weighted=False
    ),
    every_goal_is_told_once: known_only,
    median_and_share_are_of_the_levels: changed(
        expected_share=lambda seen: (
            seen.expected_share and sum((p.level or 0) > 0 for p in seen.parts) / len(seen.parts)
        )
    ),
    change_is_from_the_baseline_of_the_same_goals: changed(
        change=lambda seen: seen.t_score and seen.t_score - 40
    ),
    what_is_used_is_named: changed(
        parts=lambda seen: tuple(attrs.evolve(p, entry=None) for p in seen.parts)
    ),
    nothing_private_is_shown: chatty,
}


class TestLaws:
    @given(worlds())
    def test_attainment_keeps_every_law(self, world):
        """The name of each law says the rule."""
        broken = [law.__name__ for law in GOAL_LAWS if not law(attainment, world)]

        assert [] == broken

    @pytest.mark.parametrize("law", GOAL_LAWS, ids=name_of)
    def test_law_catches_a_rule_that_breaks_it(self, law):
        """A law that nothing can break says nothing."""
        rule = GOAL_LAWS[law]

        assert find(worlds(), lambda world: not law(rule, world), settings=ONLY_FIND)


class TestRated:
    def test_latest_rating_counts(self):
        """Of one day the one recorded later counts."""
        seen = judged([scaled()], rated(2, 10), rated(-1, 30), rated(1, 30), rated(0, 20))
        (part,) = seen.parts

        assert (1, 1.0, day(30), "e-2") == (part.level, part.recorded, part.day, part.entry)
        assert 60 == seen.t_score

    def test_what_was_taken_back_does_not_count(self):
        """A void takes a rating out."""
        entries = journal_of(rated(-1, 20), rated(2, 30), Voided(entry="e-1", day=day(31)))
        seen = attainment([scaled()], entries, on=day(40), rater="t-2")

        assert 40 == seen.t_score

    def test_rating_from_before_the_scale_is_about_another_one(self):
        """What -1 meant then is not what it means now."""
        old = rated(2, 9)
        seen = judged([scaled(day=day(10))], old, rated(0, 10))
        earlier = judged([scaled(day=day(10))], old)

        assert (50, ("e-0",)) == (seen.t_score, seen.parts[0].unusable)
        assert (None, 30, 70) == (earlier.t_score, earlier.lowest_t, earlier.highest_t)
        assert "g-1: not rated yet, weight 1; 1 older than the scale" == str(earlier.parts[0])

    def test_level_between_two_is_analysed_as_gas_light_says(self):
        """What was recorded stays to be seen."""
        (part,) = judged([scaled(baseline=-1)], rated(-0.5)).parts

        assert (-1, -0.5) == (part.level, part.recorded)
        assert "g-1: level -1, rated -0.5, from -1, weight 1" == str(part)

    def test_goal_without_a_scale_counts_if_it_was_rated(self):
        """It has weight 1, and where it started nobody said."""
        seen = judged([goal_of(1), scaled(2, baseline=-1)], rated(1), rated(1, goal=2))

        assert gas_t_score([1, 1]) == pytest.approx(seen.t_score, abs=CLOSE)
        assert (1, None) == (seen.parts[0].weight, seen.parts[0].baseline)
        assert (None, None) == (seen.baseline_t, seen.change)

    def test_goal_without_scale_and_rating_is_left_out_and_named(self):
        """It is followed in another way."""
        seen = judged([goal_of(1), scaled(2)], rated(0, goal=2), rated(1, rater="c-17"))

        assert (50, ("g-1",)) == (seen.t_score, seen.left_out)
        assert "  g-1: left out" == str(seen).splitlines()[-1]

    @pytest.mark.parametrize("status", [Lifecycle.REJECTED, Lifecycle.ENTERED_IN_ERROR])
    def test_what_was_never_agreed_is_left_out(self, status):
        """A mistake is no goal of anybody."""
        never = attrs.evolve(scaled(2), lifecycle_history=history((status, day(5))))
        seen = judged([scaled(1), never], rated(0), rated(-2, goal=2))

        assert (50, ("g-2",)) == (seen.t_score, seen.left_out)

    def test_mistake_was_one_all_along(self):
        """A rejection is known from its day on, and an error for all days."""
        error, rejected = (
            attrs.evolve(scaled(), lifecycle_history=history((status, day(50))))
            for status in (Lifecycle.ENTERED_IN_ERROR, Lifecycle.REJECTED)
        )

        assert [(), ("g-1",)] == [judged([goal], rated(0)).left_out for goal in (rejected, error)]


def ended(goal, number=20):
    changes = history((Lifecycle.ACTIVE, MONDAY), (Lifecycle.CANCELLED, day(number)))
    return attrs.evolve(goal, lifecycle_history=changes)


class TestEnded:
    def test_goal_that_was_given_up_keeps_its_rating(self):
        """Without it T would rise from 37.60 to 50."""
        seen = judged([scaled(1), ended(scaled(2))], rated(0), rated(-2, 10, goal=2))

        assert 37.6 == round(seen.t_score, 2)

    def test_goal_that_was_given_up_and_never_rated_is_where_it_started(self):
        """And the part says so."""
        seen = judged([scaled(1), ended(scaled(2, baseline=-2))], rated(0))

        assert 37.6 == round(seen.t_score, 2)
        assert AttainmentBasis.BASELINE is seen.parts[1].basis
        assert (
            "g-2: level -2, where it started: it ended without a rating, from -2, weight 1"
            == str(seen.parts[1])
        )

    def test_start_that_nobody_set_is_not_made_up(self):
        """Then it is unknown, as an open goal is."""
        seen = judged([scaled(1), ended(scaled(2))], rated(0))

        assert (None, 1) == (seen.t_score, len(seen.unknown))

    def test_goal_that_ends_later_is_open_on_the_day(self):
        """Today's knowledge is judged as of that day."""
        assert judged([ended(scaled(baseline=-1), 41)]).t_score is None
        assert 40 == judged([ended(scaled(baseline=-1), 40)]).t_score

    def test_goal_that_was_reached_is_not_rated_by_itself(self):
        """How far it came is for a person to say."""
        done = attrs.evolve(
            scaled(baseline=-1),
            lifecycle_history=history((Lifecycle.ACTIVE, MONDAY), (Lifecycle.COMPLETED, day(9))),
        )

        assert judged([done]).t_score is None


class TestWeights:
    def test_weighted_and_unweighted_stand_side_by_side(self):
        """The perverse effect of difficulty shows in their difference."""
        goals = [scaled(1, baseline=-1), scaled(2, baseline=-2, difficulty=3)]
        seen = judged(goals, rated(0), rated(-2, goal=2))

        assert (32.53, 37.6) == (round(seen.t_score, 2), round(seen.unweighted_t, 2))
        assert (29.62, 2.91) == (round(seen.baseline_t, 2), round(seen.change, 2))

    def test_weights_can_be_left_aside(self):
        """Then a goal of weight 0 counts too."""
        goals = [scaled(1, importance=3), scaled(2, importance=0)]
        entries = rated(1), rated(-1, goal=2)
        plain, seen = (judged(goals, *entries, weighted=flag) for flag in (False, True))

        assert (50, 50, 0) == (plain.t_score, plain.unweighted_t, len(plain.uncounted))
        assert (60, ["g-2"]) == (seen.t_score, [part.goal for part in seen.uncounted])
        assert "g-2: level -1, weight 0, so it does not count" == str(seen.parts[1])
        assert (False, True) == (plain.is_weighted, seen.is_weighted)

    def test_goal_that_does_not_count_may_stay_unknown(self):
        """T is known, and T with equal weights is not."""
        seen = judged([scaled(1), scaled(2, importance=0)], rated(0))

        assert (50, None, ()) == (seen.t_score, seen.unweighted_t, seen.unknown)
        assert "median level 0, 1 of 1 as expected or better" == str(seen).splitlines()[1].strip()

    @pytest.mark.parametrize("goals", [[], [goal_of()], [scaled(importance=0)]], ids=range(3))
    def test_where_nothing_counts_there_is_no_score(self, goals):
        """A judgement of nothing is no error."""
        seen = judged(goals)

        assert [None] * 8 == numbers_of(seen)
        assert "2025-03-15, rated by t-2: no goal to count" == str(seen).splitlines()[0]

    def test_correlation_is_that_of_the_caller(self):
        """With 1, T is the mean of the levels."""
        goals = [scaled(1), scaled(2, importance=3)]
        entries = rated(1), rated(0, goal=2)

        assert 52.5 == judged(goals, *entries, rho=1).t_score
        with pytest.raises(InvalidValueError, match="rho must be such that"):
            judged([*goals, scaled(3)], rho=-0.9)


class TestRanks:
    def test_median_and_share_take_no_distances(self):
        """What was expected is reached at 0 already."""
        goals = [scaled(number, importance=number) for number in range(1, 4)] + [scaled(4)]
        levels = [2, 0, -2, -1]
        seen = judged(goals, *(rated(level, goal=n) for n, level in enumerate(levels, 1)))

        assert (-0.5, 0.5) == (seen.median_level, seen.expected_share)
        assert levels == [part.level for part in seen.parts]

    def test_one_level_far_out_does_not_move_the_median(self):
        """A mean would be 0.67."""
        goals = [scaled(number) for number in range(3)]
        seen = judged(goals, *(rated(level, goal=n) for n, level in enumerate([0, 2, 0])))

        assert (0, 1) == (seen.median_level, seen.expected_share)


class TestText:
    def test_score_reads_with_what_belongs_to_it(self):
        """T never stands alone."""
        goals = [scaled(1, baseline=-1, importance=2), scaled(2, baseline=-2), scaled(3)]
        seen = judged(goals[:2], rated(1), rated(-1, goal=2))
        whole = judged(goals, rated(1), rated(0, goal=2), rated(0, goal=3))
        bounds = judged(goals, rated(1))

        known = "50 is as expected, and T is no percentage"

        assert [
            f"2025-03-15, rated by t-2: T 54.0, from 33.9, change +20.1; {known}",
            "  T with equal weights 50.0, median level 0, 1 of 2 as expected or better",
            "  g-1: level 1, from -1, weight 2",
            "  g-2: level -1, from -2, weight 1",
        ] == str(seen).splitlines()
        assert f"T 56.7; {known}" in str(whole)
        assert "T from 43.3 to 70.0, as 2 goals are not rated yet" in str(bounds)
        assert 3 + 1 == len(str(bounds).splitlines())


GOALS = [scaled(1)]
JOURNAL = Journal(subject="c-17")


class TestMisuse:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"goals": GOALS[0]}, "items"),
            ({"goals": "g-1"}, "items"),
            ({"goals": ["g-1"]}, "goal"),
            ({"goals": GOALS * 2}, "goals"),
            ({"goals": [attrs.evolve(GOALS[0], subject="c-18")]}, "journal"),
            ({"goals": [], "journal": None}, "journal"),
            ({"journal": [PRIVATE]}, "journal"),
            ({"on": "2025-02-03"}, "on"),
            ({"goals": [], "on": at(0)}, "on"),
            ({"on": None}, "on"),
        ],
        ids=range(10),
    )
    @pytest.mark.parametrize(
        "rule",
        [
            lambda goals, journal, on: attainment(goals, journal, on=on, rater="t-2"),
            lambda goals, journal, on: rating_differences(
                goals, journal, on=on, kind=RatingKind.ATTAINMENT
            ),
        ],
        ids=["attainment", "raters"],
    )
    def test_what_cannot_be_judged_is_refused(self, rule, changes, field):
        """And nobody's words are told."""
        with pytest.raises(InvalidValueError) as caught:
            rule(**{"goals": GOALS, "journal": JOURNAL, "on": MONDAY} | changes)

        assert field == caught.value.field
        assert PRIVATE not in str(caught.value)

    @pytest.mark.parametrize("rater", [None, "", 3, ["t-2"]])
    def test_rater_is_somebody(self, rater):
        """Ratings of nobody in particular would be mixed."""
        with pytest.raises(InvalidValueError, match="rater must be the id of a party"):
            attainment(GOALS, JOURNAL, on=MONDAY, rater=rater)

    @pytest.mark.parametrize("weighted", [None, 1, "yes"])
    def test_weighting_is_asked_for_or_not(self, weighted):
        """A weight itself is the scale's."""
        with pytest.raises(InvalidValueError, match="weighted must be True or False"):
            attainment(GOALS, JOURNAL, on=MONDAY, rater="t-2", weighted=weighted)

    @pytest.mark.parametrize("kind", [None, "attainment", PRIVATE])
    def test_kind_of_rating_is_one_of_those_that_are(self, kind):
        """Different kinds have different scales."""
        with pytest.raises(InvalidValueError, match="kind must be a RatingKind"):
            rating_differences(GOALS, JOURNAL, on=MONDAY, kind=kind)


def differences(goals, *entries, on=40, kind=RatingKind.ATTAINMENT):
    return rating_differences(goals, journal_of(*entries), on=day(on), kind=kind)


@st.composite
def kinds(draw):
    return draw(worlds()), draw(st.sampled_from(RatingKind))


def latest_values(world, goal, kind):
    values = {}
    for entry in world.journal.current:
        if (
            isinstance(entry, Rated)
            and (entry.goal, entry.kind) == (goal.id, kind)
            and entry.day <= world.on
            and (kind != "attainment" or not goal.attainment or entry.day >= goal.attainment.day)
        ):
            values[entry.rater] = entry.value
    return values


def raters_who_differ_are_told(rule, world, kind):
    found = rule(world.goals, world.journal, on=world.on, kind=kind)
    agreed = [
        goal
        for goal in world.goals
        if goal.lifecycle != "entered-in-error" and goal.lifecycle_on(world.on) != "rejected"
    ]
    latest = {goal.id: latest_values(world, goal, kind) for goal in agreed}
    expected = {goal: values for goal, values in latest.items() if len({*values.values()}) > 1}
    told = {one.goal: {each.rater: each.value for each in one.ratings} for one in found}
    return told == expected and all(
        one.spread > 0 and PRIVATE not in f"{one}{one!r}" for one in found
    )


class TestRaters:
    @given(kinds())
    def test_raters_who_differ_are_told(self, drawn):
        """Each with the latest that they said, and nobody else."""
        assert raters_who_differ_are_told(rating_differences, *drawn)

    def test_law_catches_a_rule_that_looks_at_all_that_was_ever_said(self):
        """Somebody may change their mind until both agree."""

        def resentful(goals, journal, *, on, kind):
            return rating_differences(goals, journal, on=day(90), kind=kind)

        assert find(
            kinds(),
            lambda drawn: not raters_who_differ_are_told(resentful, *drawn),
            settings=ONLY_FIND,
        )

    def test_difference_tells_who_when_and_how_far(self):
        """It is something to talk about."""
        (found,) = differences(
            [scaled(1), scaled(2)],
            rated(1, 10, rater="m-3"),
            rated(-0.5, 20),
            rated(2, 5),
            rated(0, goal=2),
            rated(0, goal=2, rater="c-17"),
        )

        assert (1.5, ["m-3", "t-2"]) == (found.spread, [one.rater for one in found.ratings])
        assert ["e-0", "e-1"] == [one.entry for one in found.ratings]
        assert str(found) == (
            "g-1: attainment is seen differently by 1.5: "
            "m-3 1 on 2025-02-13, t-2 -0.5 on 2025-02-23"
        )

    def test_rating_of_another_scale_is_no_difference(self):
        """They spoke of different things."""
        goal = scaled(day=day(10))

        assert () == differences([goal], rated(2, 9), rated(-1, 10, rater="c-17"))

    def test_each_kind_is_compared_for_itself(self):
        """Being sure is not being there."""
        entries = [rated(9, kind=RatingKind.OUTCOME), rated(3, 10, kind=RatingKind.CONFIDENCE)]
        entries += [rated(2, kind=RatingKind.OUTCOME, rater="c-17")]
        found = [len(differences([goal_of()], *entries, kind=kind)) for kind in RatingKind]

        assert [0, 0, 0, 1] == found
