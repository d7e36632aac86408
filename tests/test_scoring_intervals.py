from __future__ import annotations

import math
import re

import pytest
from hypothesis import example, find, given
from hypothesis import strategies as st

from smartgoals import InvalidValueError
from smartgoals.scoring import clopper_pearson, jeffreys, wilson
from smartgoals.scoring._intervals import beta_quantile, beta_share
from smartgoals.scoring._normal import z_of
from tests.test_scoring import ONLY_FIND, name_of

RULES = [wilson, jeffreys, clopper_pearson]
CLOSE = 1e-12
CONFIDENCES = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 1 - 1e-9]) | st.floats(0.01, 0.999)


@st.composite
def counts(draw):
    """Make how often something was done of how often it was due, in whole or in part."""
    due = draw(st.integers(1, 400) | st.sampled_from([1_000, 123_456]))
    if draw(st.booleans()):
        return float(draw(st.integers(0, due))), float(due)
    return due * draw(st.integers(0, 1_000)) / 1_000, float(due)


# The laws of every interval for a share. Each returns whether the rule keeps it.


def lies_within_the_shares(rule, done, due, confidence):
    low, high = rule(done, due, confidence=confidence)
    return 0 <= low < high <= 1


def other_side_is_the_mirror(rule, done, due, confidence):
    low, high = rule(done, due, confidence=confidence)
    mirrored = rule(due - done, due, confidence=confidence)
    return math.isclose(low, 1 - mirrored[1], abs_tol=1e-9) and math.isclose(
        high, 1 - mirrored[0], abs_tol=1e-9
    )


def more_evidence_never_widens(rule, done, due, confidence):
    low, high = rule(done, due, confidence=confidence)
    twice = rule(2 * done, 2 * due, confidence=confidence)
    return twice[1] - twice[0] <= high - low + CLOSE


def more_confidence_never_narrows(rule, done, due, confidence):
    low, high = rule(done, due, confidence=confidence)
    surer = rule(done, due, confidence=(1 + confidence) / 2)
    return surer[0] <= low + CLOSE and high <= surer[1] + CLOSE


def more_done_never_lowers(rule, done, due, confidence):
    low, high = rule(done, due, confidence=confidence)
    more = rule((done + due) / 2, due, confidence=confidence)
    return low <= more[0] + CLOSE and high <= more[1] + CLOSE


def ends_are_reached_at_the_ends(rule, done, due, confidence):
    low, _ = rule(0, due, confidence=confidence)
    _, high = rule(due, due, confidence=confidence)
    return (low, high) == (0, 1)


LAWS = [
    lies_within_the_shares,
    other_side_is_the_mirror,
    more_evidence_never_widens,
    more_confidence_never_narrows,
    more_done_never_lowers,
    ends_are_reached_at_the_ends,
]


def simple(done, due, *, confidence=0.95):
    """Return the interval of the school book, which leaves [0, 1] and closes at both ends."""
    share, half = done / due, z_of(confidence) * math.sqrt(done * (due - done) / due**3)
    return share - half, share + half


def padded(done, due, *, confidence=0.95):
    low, high = wilson(done, due, confidence=confidence)
    return max(low - due / 1e6, 0), min(high + due / 1e6, 1)


BROKEN = {
    lies_within_the_shares: simple,
    other_side_is_the_mirror: lambda k, n, confidence: wilson(k / 2, n, confidence=confidence),
    more_evidence_never_widens: padded,
    more_confidence_never_narrows: lambda k, n, confidence: wilson(
        k, n, confidence=1.001 - confidence
    ),
    more_done_never_lowers: lambda k, n, confidence: wilson(n - k, n, confidence=confidence),
    ends_are_reached_at_the_ends: lambda k, n, confidence: wilson(
        (k + n) / 3, n, confidence=confidence
    ),
}


class TestLaws:
    @pytest.mark.parametrize("rule", RULES)
    @given(counts(), CONFIDENCES)
    @example((0.0, 1.0), 0.95)
    @example((0.001, 1.0), 0.5)
    def test_every_interval_keeps_every_law(self, rule, count, confidence):
        """Whatever was done of whatever was due, the interval is one that can be explained."""
        broken = [name_of(law) for law in LAWS if not law(rule, *count, confidence)]

        assert [] == broken

    @pytest.mark.parametrize("law", LAWS, ids=name_of)
    def test_law_catches_a_broken_rule(self, law):
        """A law that nothing breaks says nothing."""
        found = find(
            st.tuples(counts(), CONFIDENCES),
            lambda drawn: not law(BROKEN[law], *drawn[0], drawn[1]),
            settings=ONLY_FIND,
        )

        assert found

    @given(counts(), CONFIDENCES)
    def test_wilson_holds_the_share_that_was_seen(self, count, confidence):
        """Rounding does not push it out either."""
        done, due = count
        low, high = wilson(done, due, confidence=confidence)

        assert low <= done / due <= high

    @given(st.integers(1, 2_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
    def test_clopper_pearson_is_wider_than_jeffreys(self, count):
        """It is exact by being careful."""
        narrow, wide = jeffreys(*count), clopper_pearson(*count)

        assert wide[0] <= narrow[0] + CLOSE
        assert narrow[1] <= wide[1] + CLOSE


class TestPublished:
    @pytest.mark.parametrize(
        ("done", "due", "low", "high"),
        [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ],
    )
    def test_wilson_has_the_numbers_of_newcombe(self, done, due, low, high):
        """The four examples of Newcombe 1998 by his method 3."""

        assert (low, high) == pytest.approx(wilson(done, due), abs=5e-5)

    @pytest.mark.parametrize(
        ("done", "low", "high"), [(0, 0.0, 0.3085), (5, 0.1871, 0.8129), (10, 0.6915, 1.0)]
    )
    def test_clopper_pearson_has_the_numbers_of_the_tables(self, done, low, high):
        """Exact limits for ten occasions."""

        assert (low, high) == pytest.approx(clopper_pearson(done, 10), abs=5e-5)

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            (wilson, (0.453509157, 0.882786214)),
            (jeffreys, (0.454748858, 0.89497144)),
            (clopper_pearson, (0.418964743, 0.916110682)),
        ],
    )
    def test_ten_of_fourteen_by_three_rules(self, rule, expected):
        """Three rules, three answers: the name of the rule belongs to the number."""

        assert expected == pytest.approx(rule(10, 14), abs=1e-9)


class TestBeta:
    @pytest.mark.parametrize(
        ("x", "a", "b", "expected"),
        [
            (0.3, 1.0, 1.0, 0.3),
            (0.3, 2.0, 1.0, 0.09),
            (0.3, 1.0, 3.0, 1 - 0.7**3),
            (0.25, 0.5, 0.5, 1 / 3),
            (0.9, 0.5, 0.5, 2 / math.pi * math.asin(math.sqrt(0.9))),
        ],
    )
    def test_share_is_that_of_the_closed_form(self, x, a, b, expected):
        """Some Beta distributions can be written down."""

        assert expected == pytest.approx(beta_share(x, a, b), abs=1e-14)

    @given(st.floats(1e-9, 0.999), st.floats(0.5, 1e6), st.floats(0.5, 1e6))
    @example(0.025, 0.5, 1e6)
    @example(5e-17, 0.5, 0.5)
    def test_quantile_leads_back(self, share, a, b):
        """A quantile is the number below which that share lies."""
        x = beta_quantile(share, a, b)
        below = beta_share(x - 1e-9, a, b) if x > 1e-9 else 0
        above = beta_share(x + 1e-9, a, b) if x < 1 - 1e-9 else 1

        assert below - 1e-8 <= share <= above + 1e-8

    def test_million_occasions_are_within_reach(self):
        """There both rules agree with each other."""

        assert wilson(300_000, 1e6) == pytest.approx(jeffreys(300_000, 1e6), abs=1e-6)


class TestEdges:
    @pytest.mark.parametrize("rule", RULES)
    def test_nothing_due_says_nothing(self, rule):
        """Not 0 %, not 100 %: anything is possible."""

        assert (0, 1) == rule(0, 0)

    def test_wilson_takes_any_finite_number(self):
        """There is no product that would be too large for a number."""

        assert (0.5, 0.5) == pytest.approx(wilson(8e307, 1.6e308))

    @pytest.mark.parametrize("rule", RULES)
    def test_part_of_a_time_counts_as_a_part(self, rule):
        """Half of the exercise lies between none and all of it."""
        none, half, all_of_it = rule(0, 1), rule(0.5, 1), rule(1, 1)

        assert none[0] <= half[0] <= all_of_it[0]
        assert none[1] <= half[1] <= all_of_it[1]

    @pytest.mark.parametrize("rule", RULES)
    @pytest.mark.parametrize(
        ("done", "due", "said"),
        [
            (3, 2, "done must be at most what was due, 2, got 3.0"),
            (-1, 2, "done must be a finite number of at least 0, got -1.0"),
            (0, -1, "due must be a finite number of at least 0, got -1.0"),
            (math.nan, 2, "done must be a finite number of at least 0, got nan"),
            (1, math.inf, "due must be a finite number of at least 0, got inf"),
            (10**400, 2, "done must be a finite number of at least 0, got inf"),
            (True, 2, "done must be a finite number of at least 0, got True"),
            ("one", 2, "done must be a finite number of at least 0, got text of 3 characters"),
            (None, 2, "done must be a finite number of at least 0, got None"),
        ],
    )
    def test_what_cannot_be_is_refused(self, rule, done, due, said):
        """More cannot be done than all of it."""
        with pytest.raises(InvalidValueError, match=f"^{re.escape(said)}"):
            rule(done, due)

    @pytest.mark.parametrize("rule", RULES)
    @pytest.mark.parametrize("confidence", [0, 1, 95, -0.1, math.nan, "0.95", None, True])
    def test_confidence_is_a_share(self, rule, confidence):
        """Ninety-five is no chance."""
        with pytest.raises(InvalidValueError, match=r"^confidence must be above 0 and below 1"):
            rule(1, 2, confidence=confidence)

    @pytest.mark.parametrize("rule", [jeffreys, clopper_pearson])
    def test_more_than_a_million_is_for_wilson(self, rule):
        """What would take long is said to."""
        with pytest.raises(InvalidValueError, match=r"^due must be at most 1,000,000"):
            rule(0, 1e6 + 1)

    @pytest.mark.parametrize("confidence", [5e-324, 1e-9, math.nextafter(1, 0)])
    @pytest.mark.parametrize("rule", RULES)
    def test_any_confidence_has_an_answer(self, rule, confidence):
        """Nearly none and nearly certain are numbers too."""
        low, high = rule(3, 7, confidence=confidence)

        assert 0 <= low <= high <= 1
