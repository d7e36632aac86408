from __future__ import annotations

import datetime as dt
import math

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, reject, settings
from hypothesis import strategies as st

from smartgoals import (
    ChangeKind,
    ChangeThreshold,
    Corrected,
    Direction,
    Instrument,
    InvalidValueError,
    Journal,
    Measure,
    Measured,
    MeasureKind,
    NoticeKind,
    Toward,
    Voided,
    dumps,
    instrument,
    loads,
)
from smartgoals.measures import Comparison, Cutoff
from smartgoals.notices import NoticeSource
from smartgoals.scoring import (
    ChangeCategory,
    ChangeMethod,
    ChangeNorms,
    CutoffKind,
    LeftOutReason,
    NormRule,
    ReliableChange,
    ThresholdRule,
    clinical_change,
    measured_change,
    rater_differences,
    reliable_change,
)

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
UP, DOWN = Direction.UP, Direction.DOWN
JT = ChangeMethod.JT
RANKS = {category: rank for rank, category in enumerate(reversed(ChangeCategory))}
# As Jacobson and Truax print them.
PAPER = ChangeNorms(
    mean_clinical=40,
    sd_clinical=7.5,
    mean_functional=60,
    sd_functional=7.5,
    reliability=0.80,
    confidence=0.95,
    direction=UP,
    source="Jacobson & Truax 1991, worked example",
)
AFTER = {"reliability_after": 0.7, "mean_after": 50, "sd_after": 8, "correlation": 0.3}


def norms_of(**fields):
    return attrs.evolve(PAPER, **fields)


def changed(before, after, *, norms=PAPER, method=JT, cutoff=None):
    return clinical_change(before, after, norms=norms, method=method, cutoff=cutoff)


# Norms, and two scores that lie in their range.


@attrs.frozen
class Asked:
    """Everything that a judgement by norms is asked with."""

    before: float
    after: float
    norms: ChangeNorms
    method: ChangeMethod
    cutoff: CutoffKind | None


def judged(asked):
    return clinical_change(
        asked.before, asked.after, norms=asked.norms, method=asked.method, cutoff=asked.cutoff
    )


HALVES = st.integers(2, 30).map(lambda number: number / 2)
SCORES = st.integers(0, 40).map(float) | st.floats(0, 40)
RELIABILITIES = st.sampled_from([0.0, 0.3, 0.6, 0.8, 0.9, 0.97]) | st.floats(0, 0.99)


METHODS = st.sampled_from(ChangeMethod)


@st.composite
def judgements(draw, method=METHODS):
    low, high = sorted(draw(st.lists(st.integers(0, 40), min_size=2, max_size=2, unique=True)))
    direction = draw(st.sampled_from(Direction))
    clinical, functional = (low, high) if direction is UP else (high, low)
    asked = Asked(
        before=draw(SCORES),
        after=draw(SCORES),
        norms=ChangeNorms(
            mean_clinical=clinical,
            sd_clinical=draw(HALVES),
            mean_functional=functional,
            sd_functional=draw(HALVES),
            reliability=draw(RELIABILITIES),
            reliability_after=draw(RELIABILITIES),
            mean_after=draw(SCORES),
            sd_after=draw(HALVES),
            correlation=draw(st.floats(-1, 0.9)),
            confidence=draw(st.sampled_from([0.5, 0.68, 0.9, 0.95, 0.99])),
            direction=direction,
            source="a made-up study",
            least=0,
            most=40,
        ),
        method=draw(method),
        cutoff=draw(st.none() | st.sampled_from(CutoffKind)),
    )
    # Where the error explains everything there are no true scores to judge by.
    refusal = InvalidValueError if asked.method is ChangeMethod.HA else ()
    try:
        judged(asked)
    except refusal:
        reject()
    return asked


JT_ONLY = judgements(method=st.just(JT))


# The laws of every rule that judges a change. Each returns whether the rule keeps it.


def moved(asked, scale, shift):
    """Return the same judgement where every score is *scale* times as much, and *shift* more."""

    def of(number):
        return number * scale + shift

    means = ("mean_clinical", "mean_functional", "mean_after")
    spreads = ("sd_clinical", "sd_functional", "sd_after")
    norms = asked.norms
    ends = sorted([of(norms.least), of(norms.most)])
    turned = {UP: DOWN, DOWN: UP}[norms.direction]
    return attrs.evolve(
        asked,
        before=of(asked.before),
        after=of(asked.after),
        norms=attrs.evolve(
            norms,
            **{name: of(getattr(norms, name)) for name in means},
            **{name: abs(scale) * getattr(norms, name) for name in spreads},
            least=ends[0],
            most=ends[1],
            direction=turned if scale < 0 else norms.direction,
        ),
    )


def is_close(one, two):
    return math.isclose(one, two, rel_tol=CLOSE, abs_tol=CLOSE)


def is_on_an_edge(asked):
    """Return whether rounding may decide, so that two ways to write it may differ."""
    seen = judged(asked)
    scores = () if seen.cutoff is None else (asked.before, asked.after)
    is_near = is_close(abs(seen.index), seen.critical_value) or any(
        is_close(score, seen.cutoff) for score in scores
    )
    if is_near or seen.cutoff is None or asked.method is not ChangeMethod.HA:
        return is_near
    # By Hageman and Arrindell the functional range begins where the error ends.
    norms = asked.norms
    true_share = 1 - (seen.sem / norms.sd_after) ** 2
    true_score = norms.mean_after + (asked.after - norms.mean_after) * true_share
    distance = norms.sign * (true_score - seen.cutoff)
    return is_close(distance, seen.critical_value * math.sqrt(true_share) * seen.sem)


def mirrored_scores_have_the_mirrored_index(rule, asked):
    one, other = rule(asked), rule(moved(asked, -1, 0))
    names = ("category", "points", "better_points", "worse_points", "can_show_better")
    return one.index == -other.index and all(
        getattr(one, name) == getattr(other, name) for name in names
    )


def another_unit_changes_nothing(rule, asked):
    one, other = rule(asked), rule(moved(asked, 2.5, 7))
    return math.isclose(one.index, other.index, rel_tol=1e-6, abs_tol=1e-6) and (
        is_on_an_edge(asked) or one.category is other.category
    )


def better_scores_are_never_called_worse(rule, asked):
    sign = asked.norms.sign
    ranks = [
        RANKS[rule(attrs.evolve(asked, after=after)).category]
        for after in sorted({0.0, asked.before, asked.after, 40.0}, key=lambda x: sign * x)
    ]
    return ranks == sorted(ranks)


def points_say_from_where_it_is_reliable(rule, asked):
    seen = rule(asked)
    is_better = seen.points > seen.better_points
    is_worse = seen.points < -seen.worse_points
    return (
        is_close(abs(seen.index), seen.critical_value)
        or is_close(seen.points, seen.better_points)
        or is_close(-seen.points, seen.worse_points)
        or (seen.is_better, seen.is_worse) == (is_better, is_worse)
    )


def what_cannot_be_shown_is_said(rule, asked):
    seen = rule(asked)
    norms = asked.norms
    ends = (norms.least, norms.most) if norms.direction is UP else (norms.most, norms.least)
    worst, best = (judged(attrs.evolve(asked, after=end)) for end in ends)
    return (seen.can_show_better, seen.can_show_worse) == (best.is_better, worst.is_worse)


def ranges_are_left_and_entered(rule, asked):
    seen = rule(asked)
    if seen.cutoff is None:
        return seen.category not in {ChangeCategory.RECOVERED, ChangeCategory.HARMED}
    sign = asked.norms.sign
    before, after = (sign * (score - seen.cutoff) for score in (asked.before, asked.after))
    if seen.category is ChangeCategory.RECOVERED:
        return before < 0 < after
    # By Hageman and Arrindell who may be functional still counts as clinical.
    edge = math.inf if asked.method is ChangeMethod.HA else 0
    return seen.category is not ChangeCategory.HARMED or (before > 0 and after < edge)


def more_confidence_is_never_less_strict(rule, asked):
    strict = attrs.evolve(asked, norms=attrs.evolve(asked.norms, confidence=0.995))
    return rule(asked).category is not ChangeCategory.UNCHANGED or (
        rule(strict).category is ChangeCategory.UNCHANGED
    )


def verdict_says_who_says_so(rule, asked):
    seen = rule(asked)
    return (seen.source, seen.confidence, seen.population) == (
        asked.norms.source,
        asked.norms.confidence,
        asked.norms.population,
    ) and asked.norms.source in str(seen)


LAWS = [
    mirrored_scores_have_the_mirrored_index,
    another_unit_changes_nothing,
    better_scores_are_never_called_worse,
    points_say_from_where_it_is_reliable,
    what_cannot_be_shown_is_said,
    ranges_are_left_and_entered,
    more_confidence_is_never_less_strict,
    verdict_says_who_says_so,
]


# By Jacobson and Truax alone: the other methods move the score that no change would bring.


def swapping_the_scores_turns_the_change_round(rule, asked):
    one = rule(asked)
    other = rule(attrs.evolve(asked, before=asked.after, after=asked.before))
    return (one.index, one.is_better, one.is_worse) == (
        -other.index,
        other.is_worse,
        other.is_better,
    )


def same_score_is_unchanged(rule, asked):
    seen = rule(attrs.evolve(asked, after=asked.before))
    return seen.category is ChangeCategory.UNCHANGED and seen.index == 0


def label_follows_the_score(rule, asked):
    seen = rule(asked)
    return (seen.points > 0 or not seen.is_better) and (seen.points < 0 or not seen.is_worse)


LAWS_OF_JT = [
    swapping_the_scores_turns_the_change_round,
    same_score_is_unchanged,
    label_follows_the_score,
]


def but(**changes):
    """Return a rule that is right but for some fields, computed from what is right."""

    def rule(asked):
        seen = judged(asked)
        return attrs.evolve(seen, **{name: make(seen) for name, make in changes.items()})

    return rule


def by(method):
    return lambda asked: judged(attrs.evolve(asked, method=method))


def whichever_way(seen):
    is_reliable = abs(seen.index) > seen.critical_value
    return ChangeCategory.IMPROVED if is_reliable else ChangeCategory.UNCHANGED


def higher_is_better(seen):
    return ChangeCategory.IMPROVED if seen.index > seen.critical_value else seen.category


def wherever_it_began(seen):
    return ChangeCategory.RECOVERED if seen.is_better and seen.cutoff else seen.category


def as_if_doubtful(seen):
    return ChangeCategory.UNCHANGED if seen.confidence < 0.9 else seen.category


BROKEN = {
    mirrored_scores_have_the_mirrored_index: but(category=higher_is_better),
    another_unit_changes_nothing: but(index=lambda seen: seen.after - seen.before),
    better_scores_are_never_called_worse: but(category=whichever_way),
    points_say_from_where_it_is_reliable: but(better_points=lambda seen: 2 * seen.better_points),
    what_cannot_be_shown_is_said: but(can_show_better=lambda _: True),
    ranges_are_left_and_entered: but(category=wherever_it_began),
    more_confidence_is_never_less_strict: but(category=as_if_doubtful),
    verdict_says_who_says_so: but(confidence=lambda _: 0.95),
    swapping_the_scores_turns_the_change_round: but(
        index=lambda seen: seen.index / (1 + seen.before)
    ),
    same_score_is_unchanged: by(ChangeMethod.EN),
    label_follows_the_score: by(ChangeMethod.GLN),
}


class TestLawsOfNorms:
    @given(judgements())
    @settings(suppress_health_check=[HealthCheck.filter_too_much])
    def test_every_method_keeps_the_laws(self, asked):
        """They hold for whatever norms and scores there are."""
        broken = [law.__name__ for law in LAWS if not law(judged, asked)]

        assert [] == broken

    @given(JT_ONLY)
    def test_jacobson_and_truax_keep_the_laws_of_no_change(self, asked):
        """Their index counts from the earlier score itself."""
        broken = [law.__name__ for law in LAWS_OF_JT if not law(judged, asked)]

        assert [] == broken

    @pytest.mark.parametrize(("law", "rule"), BROKEN.items(), ids=lambda it: it.__name__)
    def test_law_catches_a_broken_rule(self, law, rule):
        """A law that nothing breaks says nothing."""
        cases = JT_ONLY if law in LAWS_OF_JT else judgements()

        assert find(cases, lambda asked: not law(rule, asked), settings=ONLY_FIND)

    @pytest.mark.parametrize("method", ChangeMethod)
    def test_rounding_is_an_excuse_on_an_edge_alone(self, method):
        """Elsewhere another unit may not change the verdict, whatever the method."""
        asked = Asked(
            before=30.0, after=52.0, norms=norms_of(**AFTER), method=method, cutoff=CutoffKind.C
        )

        assert not is_on_an_edge(asked)

    def test_no_law_is_without_its_broken_rule(self):
        """Whoever adds a law shows what it catches."""
        assert BROKEN.keys() == {*LAWS, *LAWS_OF_JT}

    @pytest.mark.parametrize("method", [method for method in ChangeMethod if method is not JT])
    def test_other_methods_may_call_no_change_a_change(self, method):
        """They expect a return to the mean, or what the group did; hence JT is the plain choice."""
        cases = judgements(method=st.just(method))

        assert find(
            cases, lambda asked: not same_score_is_unchanged(judged, asked), settings=ONLY_FIND
        )

    @given(JT_ONLY, SCORES)
    def test_changes_add_up_and_their_names_do_not(self, asked, between):
        """Twice a little is more than a little."""
        whole = judged(asked).index
        one = judged(attrs.evolve(asked, after=between)).index
        other = judged(attrs.evolve(asked, before=between)).index

        assert math.isclose(whole, one + other, rel_tol=CLOSE, abs_tol=1e-6)


class TestPublishedNumbers:
    @pytest.mark.parametrize(
        ("kind", "cutoff", "category"),
        [("a", 55, "improved"), ("b", 45, "recovered"), ("c", 50, "improved")],
    )
    def test_example_of_jacobson_and_truax(self, kind, cutoff, category):
        """32.5 to 47.5 is reliable, and functional by b alone."""
        seen = changed(32.5, 47.5, cutoff=CutoffKind(kind))

        assert (cutoff, category) == (seen.cutoff, seen.category)
        assert (3.35, 4.74, 3.16) == tuple(
            round(number, 2) for number in (seen.sem, seen.s_diff, seen.index)
        )

    def test_cutoff_b_takes_the_functional_spread(self):
        """With the clinical one it would be 14; where both are the same nobody sees it."""
        norms = norms_of(mean_clinical=18, sd_clinical=7, mean_functional=28, sd_functional=6)

        assert 16 == norms.cutoff(CutoffKind.B)

    @pytest.mark.parametrize(("confidence", "points"), [(0.90, 5.66), (0.95, 6.75)])
    def test_points_belong_to_a_confidence(self, confidence, points):
        """The 6 of the CORE-10 is a number of 90 %; at 95 % it would be 7."""
        norms = norms_of(sd_clinical=7.7, reliability=0.90, confidence=confidence)

        assert points == round(norms.minimum_reliable_change, 2)

    def test_cutoff_of_the_core10(self):
        """It is published as 11, which is the next whole score."""
        norms = norms_of(
            mean_clinical=19.7,
            sd_clinical=7.7,
            mean_functional=4.7,
            sd_functional=4.8,
            direction=DOWN,
        )

        assert math.isclose(10.46, norms.cutoff(CutoffKind.C))

    @pytest.mark.parametrize(("method", "critical"), [("JT", 1.960), ("HA", 1.645)])
    def test_hageman_and_arrindell_test_on_one_side(self, method, critical):
        """So that the same confidence asks for less."""
        assert critical == round(PAPER.critical_value(ChangeMethod(method)), 3)

    @pytest.mark.parametrize("confidence", [0.5, math.nextafter(1, 0)])
    def test_critical_value_is_finite_for_every_confidence(self, confidence):
        """Next to 1 as well."""
        norms = norms_of(confidence=confidence)

        assert all(0 <= norms.critical_value(method) < 10 for method in ChangeMethod)


class TestCategories:
    @pytest.mark.parametrize(
        ("before", "after", "category"),
        [
            (40, 60, "recovered"),
            (30, 45, "improved"),
            (55, 70, "improved"),
            (40, 45, "unchanged"),
            (45, 30, "deteriorated"),
            (70, 55, "deteriorated"),
            (60, 40, "harmed"),
            (40, 50, "improved"),
            (50, 60, "improved"),
            (50, 40, "deteriorated"),
            (60, 50, "deteriorated"),
        ],
    )
    @pytest.mark.parametrize("direction", Direction)
    def test_category_says_where_from_and_where_to(self, direction, before, after, category):
        """A score on the cut-off, 50, is in neither range."""
        if direction is DOWN:
            before, after = 100 - before, 100 - after
        means = (40, 60) if direction is UP else (60, 40)
        norms = norms_of(mean_clinical=means[0], mean_functional=means[1], direction=direction)

        assert category == changed(before, after, norms=norms, cutoff=CutoffKind.C).category

    def test_change_of_just_the_minimum_is_not_reliable(self):
        """Only what is more is: the comparison is strict."""
        norms = norms_of(sd_clinical=0.7071067811865475, reliability=0, confidence=0.9)
        limit = norms.critical_value(JT)
        seen = [changed(0, after, norms=norms) for after in (limit, math.nextafter(limit, 9))]

        assert 1 == norms.s_diff
        assert ["unchanged", "improved"] == [each.category for each in seen]

    def test_functional_needs_more_than_the_error_for_hageman_and_arrindell(self):
        """A little beyond the cut-off may still be chance."""
        norms = norms_of(**AFTER)
        seen = [
            changed(30, after, norms=norms, method=ChangeMethod.HA, cutoff=CutoffKind.C)
            for after in (52, 65)
        ]

        assert ["improved", "recovered"] == [each.category for each in seen]

    @pytest.mark.parametrize(
        ("field", "methods"),
        [
            ("mean_clinical", {"EN", "GLN", "NK", "HA"}),
            ("reliability_after", {"NK"}),
            ("mean_after", {"HA"}),
            ("sd_after", {"HA"}),
            ("correlation", {"HA"}),
        ],
    )
    def test_method_asks_for_what_it_needs_by_name(self, field, methods):
        """And for nothing else."""
        norms = norms_of(**(AFTER | {field: None}))
        for method in set(ChangeMethod) - methods:
            changed(40, 50, norms=norms, method=method)
        for method in methods:
            with pytest.raises(InvalidValueError, match=rf"^{field} must be given for {method}"):
                changed(40, 50, norms=norms, method=ChangeMethod(method))

    @pytest.mark.parametrize(
        ("kind", "field"),
        [
            ("a", "mean_clinical"),
            ("b", "mean_functional"),
            ("b", "sd_functional"),
            ("c", "mean_clinical"),
            ("c", "sd_functional"),
        ],
    )
    def test_cutoff_asks_for_what_it_needs_by_name(self, kind, field):
        """A change can be reliable without any of it."""
        norms = norms_of(**{field: None})

        assert "improved" == changed(30, 45, norms=norms).category
        with pytest.raises(InvalidValueError, match=rf"^{field} must be given for cut-off {kind}"):
            changed(30, 45, norms=norms, cutoff=CutoffKind(kind))


class TestHostileNumbers:
    @pytest.mark.parametrize(
        ("field", "number"),
        [
            ("reliability", 1),
            ("reliability", 1.1),
            ("reliability", -0.8),
            ("reliability", math.nan),
            ("reliability_after", 1),
            ("sd_clinical", 0),
            ("sd_clinical", -1),
            ("sd_clinical", math.inf),
            ("sd_clinical", 5e-324),
            ("sd_functional", 0),
            ("sd_after", 0),
            ("mean_functional", 40),
            ("mean_functional", 30),
            ("mean_functional", "60"),
            ("confidence", 0.49),
            ("confidence", 1),
            ("confidence", None),
            ("correlation", 1.1),
            ("direction", "up or down"),
            ("source", " "),
            ("language", ""),
            ("most", -1),
        ],
    )
    def test_norms_that_cannot_be_are_refused(self, field, number):
        """The error names the field."""
        with pytest.raises(InvalidValueError) as caught:
            norms_of(least=0, **{field: number})

        assert field == caught.value.field

    def test_error_that_is_not_finite_is_refused(self):
        """Two errors together may be too large where one is not."""
        with pytest.raises(InvalidValueError, match=r"^sd_clinical must be one whose error"):
            norms_of(sd_clinical=1.7e308, reliability=0)

    @pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, "12", None, True, 10**400])
    @pytest.mark.parametrize("field", ["before", "after"])
    def test_score_that_is_no_number_is_refused(self, field, number):
        """By both rules."""
        given = {"before": 1, "after": 2, field: number}
        gad7 = instrument("gad7")
        with pytest.raises(InvalidValueError, match=rf"^{field} must be"):
            changed(**given)
        with pytest.raises(InvalidValueError, match=rf"^{field} must be"):
            reliable_change(**given, measure=gad7.measure(), threshold=gad7.thresholds[0])

    @pytest.mark.parametrize("number", [-0.5, 21.5])
    def test_score_out_of_range_is_refused(self, number):
        """Of another version, most likely."""
        with pytest.raises(InvalidValueError, match=r"^after must be in the range"):
            changed(10, number, norms=norms_of(least=0, most=21))

    @pytest.mark.parametrize(
        ("fields", "before", "after"),
        [({}, -1e308, 1e308), ({}, 0, 1.1e300), ({"sd_clinical": 1e-300}, 0, 1e299)],
    )
    def test_change_too_large_to_be_reckoned_with_is_refused(self, fields, before, after):
        """No result is infinite."""
        with pytest.raises(InvalidValueError, match=r"^after must be near enough"):
            changed(before, after, norms=norms_of(**fields))

    @pytest.mark.parametrize(
        ("fields", "kind"),
        [
            ({"mean_clinical": 1e308, "mean_functional": 1.2e308, "sd_clinical": 1e308}, "a"),
            ({"mean_functional": -1e308, "sd_functional": 1e308, "mean_clinical": None}, "b"),
            ({"mean_clinical": -1.7e308, "mean_functional": 1.7e308}, "c"),
        ],
    )
    def test_cutoff_too_large_to_be_reckoned_with_is_refused(self, fields, kind):
        """No result is infinite."""
        with pytest.raises(InvalidValueError, match=r"^cutoff must be small enough"):
            norms_of(**fields).cutoff(CutoffKind(kind))

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"correlation": 0.9}, "correlation"),
            ({"sd_after": 3.3}, "sd_after"),
            ({"sd_functional": 3}, "sd_functional"),
            ({"mean_after": 1.7e308, "correlation": 0.8}, "before"),
            ({"sd_after": 1e308, "sd_clinical": 1e-5, "correlation": 1}, "correlation"),
        ],
    )
    def test_hageman_and_arrindell_need_true_scores(self, fields, field):
        """Where the error explains everything there is nothing to judge by."""
        norms = norms_of(**(AFTER | {"correlation": 0} | fields))
        with pytest.raises(InvalidValueError) as caught:
            changed(30, 50, norms=norms, method=ChangeMethod.HA, cutoff=CutoffKind.C)

        assert field == caught.value.field

    def test_error_too_small_to_be_reckoned_with_is_refused(self):
        """Nothing is divided by 0."""
        norms = norms_of(
            sd_clinical=5e-324, reliability=0.1, reliability_after=math.nextafter(1, 0)
        )
        with pytest.raises(InvalidValueError, match=r"^sd_clinical must be large enough"):
            changed(40, 50, norms=norms, method=ChangeMethod.NK)

    @pytest.mark.parametrize(
        ("field", "value"), [("norms", None), ("method", "JT?"), ("cutoff", "c?")]
    )
    def test_rule_is_never_guessed(self, field, value):
        """There is no default for what a verdict rests on."""
        asked = {"norms": PAPER, "method": JT, "cutoff": None, field: value}
        with pytest.raises(InvalidValueError, match=rf"^{field} must be"):
            clinical_change(30, 40, **asked)
        with pytest.raises(TypeError):
            clinical_change(30, 40, **{name: asked[name] for name in asked if name != field})


# Published thresholds.


def threshold(points, kind=ChangeKind.RELIABLE, **fields):
    return ChangeThreshold(points=points, kind=kind, source="a made-up study", **fields)


def scale(direction=DOWN, **fields):
    asked = {"id": "scale", "kind": MeasureKind.AMOUNT, "unit": "{secret}", "name": PRIVATE}
    return Measure(**asked | {"direction": direction, "least": 0, "most": 40} | fields)


def cutoff(value, comparison=Comparison.AT_LEAST):
    return Cutoff(value=value, comparison=comparison, meaning="caseness", source="somebody")


def by_points(before, after, points=6, measure=None, **fields):
    return reliable_change(
        before, after, measure=measure or scale(), threshold=threshold(points), **fields
    )


TENTHS = st.integers(0, 400).map(lambda number: number / 10)


@st.composite
def published(draw):
    """Make scores, a direction, and the points for better and worse."""
    return {
        "before": draw(TENTHS),
        "after": draw(TENTHS),
        "measure": scale(draw(st.sampled_from(Direction))),
        "threshold": threshold(draw(st.integers(1, 200)) / 10, toward=Toward.BETTER),
        "worse": draw(st.none() | st.integers(1, 200).map(lambda tenths: threshold(tenths / 10))),
    }


def other_way(measure):
    return {UP: DOWN, DOWN: UP}[measure.direction]


def mirrored_scores_have_the_same_category(rule, asked):
    mirrored = asked | {
        "before": 40 - asked["before"],
        "after": 40 - asked["after"],
        "measure": scale(other_way(asked["measure"])),
    }
    # Halves of tenths are exact enough only where they are written the same.
    mirrored["before"], mirrored["after"] = (
        round(mirrored[name], 1) for name in ("before", "after")
    )
    one, other = rule(**asked), rule(**mirrored)
    return (one.category, one.points, one.can_show_better, one.can_show_worse) == (
        other.category,
        other.points,
        other.can_show_better,
        other.can_show_worse,
    )


def tenths_decide(rule, asked):
    """A model that counts tenths, which are whole numbers."""
    before, after, better = (
        round(10 * number)
        for number in (asked["before"], asked["after"], asked["threshold"].points)
    )
    gain = after - before if asked["measure"].direction is UP else before - after
    worse = asked["worse"] and round(10 * asked["worse"].points)
    if gain >= better:
        expected = "improved"
    elif worse is None:
        expected = "unchanged" if gain >= 0 else None
    else:
        expected = "deteriorated" if gain <= -worse else "unchanged"
    return expected == rule(**asked).category


def ends_of_the_scale_decide_what_can_be_shown(rule, asked):
    seen = rule(**asked)
    ends = (0, 40) if asked["measure"].direction is UP else (40, 0)
    worst, best = (reliable_change(**asked | {"after": end}) for end in ends)
    return (seen.can_show_better, seen.can_show_worse) == (best.is_better, worst.is_worse)


LAWS_OF_POINTS = [
    mirrored_scores_have_the_same_category,
    tenths_decide,
    ends_of_the_scale_decide_what_can_be_shown,
]


def by_floats(**asked):
    seen = reliable_change(**asked)
    sign = 1 if asked["measure"].direction is UP else -1
    gain = sign * (asked["after"] - asked["before"])
    is_better = gain >= asked["threshold"].points
    return attrs.evolve(
        seen, category=ChangeCategory.IMPROVED if is_better else ChangeCategory.UNCHANGED
    )


BROKEN_POINTS = {
    mirrored_scores_have_the_same_category: lambda **asked: reliable_change(
        **asked | {"measure": scale(DOWN)}
    ),
    tenths_decide: by_floats,
    ends_of_the_scale_decide_what_can_be_shown: lambda **asked: attrs.evolve(
        reliable_change(**asked), can_show_worse=True
    ),
}


class TestThresholds:
    @given(published())
    def test_rule_keeps_its_laws(self, asked):
        """They hold for whatever thresholds and scores there are."""
        broken = [law.__name__ for law in LAWS_OF_POINTS if not law(reliable_change, asked)]

        assert [] == broken

    @pytest.mark.parametrize("law", LAWS_OF_POINTS, ids=lambda law: law.__name__)
    def test_law_catches_a_broken_rule(self, law):
        """A law that nothing breaks says nothing."""
        rule = BROKEN_POINTS[law]

        assert find(published(), lambda asked: not law(rule, asked), settings=ONLY_FIND)

    @pytest.mark.parametrize(
        ("before", "after", "category"),
        [(20, 14, "improved"), (20, 14.1, "unchanged"), (14, 20, "deteriorated")],
    )
    def test_just_as_many_points_are_reliable(self, before, after, category):
        """Published points are rounded up already."""
        assert category == by_points(before, after).category

    def test_scores_are_subtracted_as_they_are_written(self):
        """In floating point 0.3 less 0.1 is less than 0.2."""
        assert "improved" == by_points(0.3, 0.1, points=0.2).category

    @pytest.mark.parametrize(
        ("after", "category"), [(14, "improved"), (20, "unchanged"), (20.5, None), (40, None)]
    )
    def test_threshold_for_better_says_nothing_about_worse(self, after, category):
        """Unknown is not unchanged."""
        six = threshold(6, toward=Toward.BETTER)
        seen = reliable_change(20, after, measure=scale(), threshold=six)

        assert (category, None, False) == (seen.category, seen.worse_points, seen.is_worse)
        assert ("is not known" in str(seen)) is (category is None)
        assert "reliable from 6 points better" in str(seen)

    @pytest.mark.parametrize("toward", [None, Toward.WORSE])
    def test_worse_can_be_another_number(self, toward):
        """As it is in the Edinburgh scale: four better, three worse."""
        three = threshold(3, toward=toward)
        seen = [by_points(20, after, points=4, worse=three) for after in (17, 16, 23, 22)]

        assert ["unchanged", "improved", "deteriorated", "unchanged"] == [
            each.category for each in seen
        ]
        assert "reliable from 4 points better or 3 worse" in str(seen[0])
        assert str(seen[0]).endswith("a made-up study; for worse: a made-up study")

    @pytest.mark.parametrize(
        ("before", "after", "category"),
        [
            (12, 6, "recovered"),
            (16, 10, "improved"),
            (9, 3, "improved"),
            (9, 15, "harmed"),
            (3, 9, "deteriorated"),
            (12, 9, "unchanged"),
        ],
    )
    @pytest.mark.parametrize("direction", Direction)
    def test_published_cutoff_divides_the_ranges(self, direction, before, after, category):
        """Its own comparison says on which side the number itself lies."""
        ten = cutoff(10)
        if direction is UP:
            before, after, ten = 40 - before, 40 - after, cutoff(30, Comparison.AT_MOST)
        seen = by_points(before, after, measure=scale(direction), cutoff=ten)

        assert (category, ten.value) == (seen.category, seen.cutoff)

    @pytest.mark.parametrize(
        ("comparison", "direction"),
        [(">=", UP), (">", UP), ("<=", DOWN), ("<", DOWN)],
    )
    def test_cutoff_on_the_better_side_is_refused(self, comparison, direction):
        """It would turn recovery round."""
        with pytest.raises(InvalidValueError, match=r"^cutoff must be one that holds on the clin"):
            by_points(20, 10, measure=scale(direction), cutoff=cutoff(10, Comparison(comparison)))

    @pytest.mark.parametrize(
        ("field", "value", "expected"),
        [
            ("threshold", None, "a ChangeThreshold"),
            ("threshold", threshold(6, ChangeKind.IMPORTANT), "about reliable change"),
            ("threshold", threshold(6, toward=Toward.WORSE), "one that holds for a change toward"),
            ("worse", 3, "a ChangeThreshold"),
            ("worse", threshold(3, ChangeKind.IMPORTANT), "about reliable change"),
            ("worse", threshold(3, toward=Toward.BETTER), "one that holds for a change toward"),
            ("cutoff", 10, "a Cutoff or None"),
            ("measure", "scale", "a Measure"),
        ],
    )
    def test_number_about_something_else_is_refused(self, field, value, expected):
        """An important change may be smaller than the error."""
        asked = {"measure": scale(), "threshold": threshold(6), field: value}
        with pytest.raises(InvalidValueError, match=rf"^{field} must be {expected}"):
            reliable_change(20, 10, **asked)

    def test_there_is_no_default_threshold(self):
        """Published numbers for one questionnaire differ by half."""
        with pytest.raises(TypeError):
            reliable_change(20, 10, measure=scale())

    def test_measure_without_ends_sets_no_limit(self):
        """There, every change can happen."""
        seen = by_points(20, 21, measure=scale(least=None, most=None))

        assert seen.can_show_better
        assert seen.can_show_worse

    def test_too_large_a_change_is_refused(self):
        """No result is infinite."""
        with pytest.raises(InvalidValueError, match=r"^after must be near enough"):
            by_points(-1e308, 1e308, measure=scale(least=None, most=None))


class TestText:
    def test_change_by_norms_reads_well(self):
        """Verdict first, then the rule, its limits, and who says so."""
        norms = norms_of(least=0, most=55, population="adults")

        assert [
            "48 to 33: reliably worse",
            "  JT index -3.16; reliable beyond 9.3 points; cut-off 50 (c)",
            "  from here no score is so good that it could be called reliably better",
            "  95 % confidence; adults; Jacobson & Truax 1991, worked example",
        ] == str(changed(48, 33, norms=norms, cutoff=CutoffKind.C)).splitlines()

    def test_expected_score_is_told_where_it_is_another(self):
        """Somebody who stays where a return was expected is better off than expected."""
        seen = changed(75, 75, norms=norms_of(reliability=0.5), method=ChangeMethod.EN)

        assert (
            "  EN index 3.3; from an expected 57.5, reliable beyond 67.89 for better "
            "and 47.11 for worse" == str(seen).splitlines()[1]
        )

    def test_change_by_points_reads_well(self):
        """Without what nobody said."""
        assert [
            "12 to 6: reliably better, and now in the functional range",
            "  reliable from 6 points; cut-off 10",
            "  a made-up study",
        ] == str(by_points(12, 6, cutoff=cutoff(10))).splitlines()

    def test_what_no_score_could_show_is_said(self):
        """At the worst end nothing can get worse."""
        assert "no score is called reliably worse, whatever happens" in str(by_points(38, 39))

    @pytest.mark.parametrize(("category"), ChangeCategory)
    def test_words_are_kind(self, category):
        """A client may read them."""
        shown = str(attrs.evolve(by_points(20, 20), category=category))

        assert not {"failed", "harmed", "deteriorated", "not met"} & set(shown.split())


# What was recorded.


def day(number):
    return MONDAY + dt.timedelta(days=number)


def at(number):
    return dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC) + dt.timedelta(minutes=number)


def measured(value, number=0, measure="scale", **fields):
    return Measured(measure=measure, value=value, day=day(number), **fields)


def journal_of(*entries):
    return Journal(
        subject="c-17",
        entries=[entry.stamped(id=f"e-{n}", at=at(n)) for n, entry in enumerate(entries)],
    )


SIX = ThresholdRule(threshold=threshold(6))


def seen_in(*entries, number=60, since=MONDAY, measure=None, rule=SIX, **fields):
    return measured_change(
        measure or scale(), journal_of(*entries), on=day(number), since=since, rule=rule, **fields
    )


TONGUES = st.sampled_from([None, "de", "de", "EN", "en"])


@st.composite
def recorded(draw):
    entries = draw(
        st.lists(
            st.builds(
                measured,
                st.integers(-2, 42),
                st.integers(0, 20),
                measure=st.sampled_from(["scale", "scale", "other"]),
                language=TONGUES,
                occurred_at=st.integers(0, 10**6).map(at),
            ),
            max_size=6,
            unique_by=lambda entry: entry.occurred_at,
        )
    )
    return {
        "journal": journal_of(*entries),
        "on": day(draw(st.integers(0, 20))),
        "since": day(draw(st.integers(0, 20))),
        "baseline": draw(st.none() | st.integers(0, 40)),
    }


def look(rule, asked, **changes):
    return rule(scale(), rule=SIX, **asked | changes)


def later_days_change_nothing(rule, asked):
    until_then = [entry for entry in asked["journal"] if entry.day <= asked["on"]]
    journal = Journal(subject="c-17", entries=until_then)
    return look(rule, asked) == look(rule, asked, journal=journal)


def order_of_recording_changes_nothing(rule, asked):
    turned = [
        attrs.evolve(entry, recorded_at=at(999 - number))
        for number, entry in enumerate(asked["journal"])
    ]
    left, right = (
        look(rule, asked, journal=Journal(subject="c-17", entries=entries))
        for entries in (list(asked["journal"]), turned)
    )
    return left == right


def languages_are_never_mixed(rule, asked):
    seen = look(rule, asked)
    tongues = {entry.id: entry.language for entry in asked["journal"]}
    used = {
        (tongues[reading.entry] or "").lower()
        for reading in (seen.before, seen.after)
        if reading and reading.entry
    }
    return len(used) <= 1


def every_value_is_used_or_named(rule, asked):
    seen = look(rule, asked)
    looked_at = {
        entry.id: entry
        for entry in asked["journal"]
        if entry.measure == "scale" and asked["since"] <= entry.day <= asked["on"]
    }
    named = [left.entry for left in seen.left_out]
    kept = [entry for id_, entry in looked_at.items() if id_ not in named]
    return (
        len(set(named)) == len(named)
        and set(named) <= looked_at.keys()
        and all(scale().holds(entry.value) for entry in kept)
        and (seen.before is not None) == bool(kept or asked["baseline"] is not None)
    )


def notice_rings_exactly_for_a_reliable_worsening(rule, asked):
    seen = look(rule, asked)
    got_worse = (
        seen.before is not None
        and seen.after is not None
        and seen.after.value - seen.before.value >= SIX.threshold.points
    )
    tongues = {(entry.language or "").lower() for entry in asked["journal"]}
    # Where several were spoken, another one may ring as well.
    rings_for_others = len(tongues) > 1
    return bool(seen.notices) >= got_worse if rings_for_others else bool(seen.notices) == got_worse


def nothing_private_is_shown(rule, asked):
    shown = str(look(rule, asked))
    return not any(word in shown for word in (PRIVATE, "secret"))


LAWS_OF_RECORDS = [
    later_days_change_nothing,
    order_of_recording_changes_nothing,
    languages_are_never_mixed,
    every_value_is_used_or_named,
    notice_rings_exactly_for_a_reliable_worsening,
    nothing_private_is_shown,
]


def as_recorded(measure, journal, **asked):
    """Take the entries in the order in which they were written down."""
    entries = [attrs.evolve(entry, day=asked["since"]) for entry in journal]
    entries = [attrs.evolve(entry, occurred_at=None) for entry in entries]
    return measured_change(measure, Journal(subject="c-17", entries=entries), **asked)


def in_any_language(measure, journal, **asked):
    entries = [attrs.evolve(entry, language=None) for entry in journal]
    return measured_change(measure, Journal(subject="c-17", entries=entries), **asked)


def so(**changes):
    return lambda *args, **asked: attrs.evolve(measured_change(*args, **asked), **changes)


BROKEN_RECORDS = {
    later_days_change_nothing: lambda *args, **asked: measured_change(
        *args, **asked | {"on": day(99)}
    ),
    order_of_recording_changes_nothing: as_recorded,
    languages_are_never_mixed: in_any_language,
    every_value_is_used_or_named: so(left_out=()),
    notice_rings_exactly_for_a_reliable_worsening: so(notices=()),
    nothing_private_is_shown: lambda measure, *args, **asked: attrs.evolve(
        measured_change(measure, *args, **asked), measure=measure.name
    ),
}


class TestMeasuredChange:
    @given(recorded())
    def test_rule_keeps_its_laws(self, asked):
        """They hold for whatever was recorded."""
        broken = [law.__name__ for law in LAWS_OF_RECORDS if not law(measured_change, asked)]

        assert [] == broken

    @pytest.mark.parametrize("law", LAWS_OF_RECORDS, ids=lambda law: law.__name__)
    def test_law_catches_a_broken_rule(self, law):
        """A law that nothing breaks says nothing."""
        rule = BROKEN_RECORDS[law]

        assert find(recorded(), lambda asked: not law(rule, asked), settings=ONLY_FIND)

    def test_first_and_latest_value_are_compared(self):
        """With the ids of their entries."""
        seen = seen_in(measured(30, 1), measured(10, 3), measured(20, 5), measured(5, 61))

        assert (30, day(1), "e-0") == attrs.astuple(seen.before)
        assert (20, day(5), "e-2") == attrs.astuple(seen.after)
        assert (ReliableChange, 10) == (type(seen.change), seen.change.points)

    def test_period_begins_where_the_caller_says(self):
        """What was before does not count."""
        seen = seen_in(measured(30, 1), measured(20, 3), measured(10, 5), since=day(2))

        assert (20, 10) == (seen.before.value, seen.after.value)

    def test_baseline_can_be_handed_over(self):
        """Then one value is enough, whenever it was."""
        seen = seen_in(measured(12, 3), since=None, baseline=20)

        assert (20, None, None) == attrs.astuple(seen.before)
        assert ("e-0", "improved") == (seen.after.entry, seen.change.category)
        assert None is seen_in(measured(12, 3), baseline=20, since=day(4)).change

    def test_baseline_is_never_guessed(self):
        """The caller says which."""
        with pytest.raises(InvalidValueError, match=r"^since must be given, or baseline"):
            seen_in(measured(30), since=None)

    @pytest.mark.parametrize(
        ("entries", "said"),
        [
            ([], "nothing recorded yet"),
            ([measured(30)], "one value so far, 30 on 2025-02-03"),
        ],
    )
    def test_one_value_is_no_change(self, entries, said):
        """A change has two ends."""
        seen = seen_in(*entries)

        assert (None, ()) == (seen.change, seen.notices)
        assert f"2025-04-04: scale: {said}" == str(seen)

    def test_baseline_alone_is_one_value(self):
        """It says where it started, and not where it is."""
        assert str(seen_in(baseline=20)).endswith("one value so far, 20")

    def test_what_counts_now_counts(self):
        """A corrected value is the one that is meant, and a voided one is none."""
        right = attrs.evolve(measured(10, 5), id="e-1", recorded_at=at(1))
        seen = seen_in(
            measured(30, 1),
            measured(40, 5),
            measured(35, 9),
            Corrected(replacement=right, day=day(6)),
            Voided(entry="e-2", day=day(9)),
        )

        assert (30, 10) == (seen.before.value, seen.after.value)

    def test_units_are_converted(self):
        """And what does not convert, or cannot be, is named."""
        hours = scale(UP, unit="h", most=24)
        seen = seen_in(
            measured(120, 1, unit="min"),
            measured(9, 2),
            measured(3, 3, unit="km"),
            measured(25, 4),
            measure=hours,
        )

        assert (2, 9) == (seen.before.value, seen.after.value)
        assert [("e-2", "unusable"), ("e-3", "unusable")] == [
            (left.entry, left.reason) for left in seen.left_out
        ]
        assert "  left out: 2 in a unit or a range that is not the measure's" in str(seen)

    @pytest.mark.parametrize(
        ("language", "used"),
        [(None, ("e-0", "e-3")), ("EN", ("e-0", "e-3")), ("de", ("e-1", "e-2")), ("fr", None)],
    )
    def test_one_language_is_compared(self, language, used):
        """That of the latest value where nobody asks for another."""
        seen = seen_in(
            measured(30, 1, language="en"),
            measured(20, 2, language="de"),
            measured(10, 3, language="de"),
            measured(25, 4, language="En"),
            measured(5, 3),
            language=language,
        )

        assert used == (seen.change and (seen.before.entry, seen.after.entry))
        assert {LeftOutReason.OTHER_LANGUAGE} == {left.reason for left in seen.left_out}

    @pytest.mark.parametrize(("language", "rings"), [(None, ["e-0", "e-1"]), ("es", [])])
    def test_other_language_takes_no_warning_back(self, language, rings):
        """Unless somebody asks for that language alone."""
        seen = seen_in(
            measured(5, 1, language="en"),
            measured(20, 2, language="en"),
            measured(4, 3, language="es"),
            language=language,
        )

        assert rings == [entry for notice in seen.notices for entry in notice.entries]

    def test_norms_are_of_one_language(self):
        """Values in another are not judged by them."""
        rule = NormRule(
            norms=norms_of(language="de", direction=DOWN, mean_clinical=70), method=JT, cutoff=None
        )
        seen = seen_in(
            measured(40, 1, language="de"),
            measured(20, 2, language="de"),
            measured(40, 3, language="en"),
            rule=rule,
        )

        assert ("de", "improved") == (seen.language, seen.change.category)

    def test_language_survives_a_round_trip(self):
        """It is part of what was recorded."""
        entry = measured(30, language="de-AT")

        assert entry == loads(dumps(entry), Measured)
        assert "language" not in dumps(measured(30))

    def test_worsening_is_a_notice_that_names_its_entries(self):
        """It stands before everything else."""
        seen = seen_in(measured(10, 1), measured(20, 5))
        (notice,) = seen.notices

        assert (NoticeKind.RELIABLE_WORSENING, NoticeSource.MEASURE, ("e-0", "e-1")) == (
            notice.kind,
            notice.source,
            notice.entries,
        )
        assert str(seen).startswith("notice: reliable-worsening in a measure: see entry e-0, ")
        assert ("e-0",) == seen_in(measured(20, 1), baseline=10).notices[0].entries

    def test_same_score_rings_no_notice_whatever_a_method_calls_it(self):
        """A notice says that the measure got worse, so it has to."""
        norms = norms_of(direction=DOWN, mean_clinical=30, mean_functional=10, sd_clinical=4)
        rule = NormRule(norms=norms, method=ChangeMethod.EN, cutoff=None)
        seen = seen_in(measured(40, 1), measured(40, 5), rule=rule)

        assert ("unchanged", ()) == (seen.change.category, seen.notices)
        far = NormRule(
            norms=attrs.evolve(norms, mean_clinical=10, mean_functional=1, reliability=0.5),
            method=ChangeMethod.EN,
            cutoff=None,
        )
        seen = seen_in(measured(40, 1), measured(40, 5), rule=far)

        assert (True, ()) == (seen.change.is_worse, seen.notices)


GAD7 = Instrument(id="gad7", name="GAD-7", least=0, most=21, direction=DOWN)
GAD7_NORMS = norms_of(
    instrument="gad7", mean_clinical=14, mean_functional=4, sd_clinical=4, direction=DOWN
)


class TestRules:
    def test_norms_take_the_range_of_the_measure(self):
        """So that the ends of the scale are known."""
        rule = NormRule(norms=GAD7_NORMS, method=JT, cutoff=CutoffKind.C)
        seen = rule.change(3, 2, measure=GAD7.measure())

        assert (False, True) == (seen.can_show_better, seen.can_show_worse)

    @pytest.mark.parametrize(
        ("fields", "measure"),
        [
            ({"instrument": "gad7-de"}, GAD7.measure()),
            ({}, scale(least=0, most=21)),
            ({"direction": UP, "mean_functional": 20}, GAD7.measure()),
            ({"least": 7}, GAD7.measure()),
            ({"most": 28}, GAD7.measure()),
        ],
        ids=["version", "no questionnaire", "direction", "least", "most"],
    )
    def test_norms_of_something_else_are_refused(self, fields, measure):
        """Versions are never mixed."""
        rule = NormRule(norms=attrs.evolve(GAD7_NORMS, **fields), method=JT, cutoff=None)
        with pytest.raises(InvalidValueError, match=r"^norms must be"):
            rule.change(12, 8, measure=measure)

    @pytest.mark.parametrize(
        ("make", "fields"),
        [
            (NormRule, {"norms": None, "method": JT, "cutoff": None}),
            (NormRule, {"norms": PAPER, "method": "guess", "cutoff": None}),
            (NormRule, {"norms": PAPER, "method": JT, "cutoff": 10}),
            (ThresholdRule, {"threshold": 6}),
            (ThresholdRule, {"threshold": threshold(6), "worse": 3}),
            (ThresholdRule, {"threshold": threshold(6), "cutoff": 10}),
        ],
    )
    def test_rule_of_something_else_is_refused(self, make, fields):
        """When it is made, and not when it is used."""
        with pytest.raises(InvalidValueError):
            make(**fields)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("rule", None),
            ("measure", "scale"),
            ("journal", ()),
            ("on", dt.datetime(2025, 2, 3, tzinfo=dt.UTC)),
            ("since", "2025-02-03"),
            ("baseline", math.nan),
            ("baseline", 41),
            ("language", ""),
        ],
    )
    def test_argument_that_cannot_be_is_refused(self, field, value):
        """The error names it."""
        asked = {
            "measure": scale(),
            "journal": journal_of(),
            "on": MONDAY,
            "since": MONDAY,
            "rule": SIX,
            field: value,
        }
        with pytest.raises(InvalidValueError) as caught:
            measured_change(**asked)

        assert field == caught.value.field

    def test_error_never_holds_a_persons_words(self):
        """Who gave a name for a number still has it to themselves."""
        for wrong in ({"before": PRIVATE, "after": 1}, {"before": 1, "after": PRIVATE}):
            with pytest.raises(InvalidValueError) as caught:
                by_points(**wrong)

            assert PRIVATE not in str(caught.value)


def raters(*names, **fields):
    return [scale(id=f"worry-{name}", **fields) for name in names]


class TestRaters:
    def differences(self, *entries, measures=None, since=MONDAY, number=60):
        measures = measures or raters("mother", "teacher", "self")
        return rater_differences(measures, journal_of(*entries), on=day(number), since=since)

    def test_each_pair_is_told_once(self):
        """In the order of the measures, and without a mean."""
        found = self.differences(
            measured(30, 1, "worry-self"),
            measured(10, 2, "worry-mother"),
            measured(12, 3, "worry-mother"),
            measured(22, 4, "worry-teacher"),
        )

        assert [
            (("worry-mother", "worry-teacher"), -10),
            (("worry-mother", "worry-self"), -18),
            (("worry-teacher", "worry-self"), -8),
        ] == [(each.measures, each.difference) for each in found]
        assert "worry-mother 12 on 2025-02-06; worry-teacher 22 on 2025-02-07: 10 apart" == str(
            found[0]
        )

    def test_who_has_not_said_anything_differs_from_nobody(self):
        """And what was said too long ago, or later, is not held against what is said now."""
        entries = [
            measured(10, 1, "worry-mother"),
            measured(20, 20, "worry-teacher"),
            measured(30, 61, "worry-self"),
        ]

        assert 1 == len(self.differences(*entries))
        assert () == self.differences(*entries, since=day(2))

    def test_two_languages_have_no_difference(self):
        """They are told beside each other all the same."""
        (found,) = self.differences(
            measured(10, 1, "worry-mother", language="de"),
            measured(20, 1, "worry-teacher", language="en"),
        )

        assert None is found.difference
        assert str(found).endswith("asked in two languages")

    @pytest.mark.parametrize(
        "other",
        [scale(UP, id="b"), scale(id="b", most=20), scale(id="b", unit="1"), scale(id="a")],
        ids=["direction", "range", "unit", "same"],
    )
    def test_other_scales_are_refused(self, other):
        """Their difference would mean nothing."""
        with pytest.raises(InvalidValueError, match=r"^measures must be"):
            self.differences(measures=[scale(id="a"), other])

    def test_nobody_differs_from_nobody(self):
        """No measure, no difference."""
        assert () == rater_differences([], journal_of(), on=MONDAY, since=MONDAY)


def test_units_of_the_scale_are_never_shown():
    """An annotation may be a person's own word."""
    assert "secret" not in str(by_points(20, 10))
