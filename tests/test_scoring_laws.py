from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smartgoals import Goal, InvalidValueError, Journal, progress
from smartgoals.scoring import ChangeCategory, weighted
from smartgoals.testing import (
    LawBrokenError,
    LawHoldsError,
    RuleUnderTest,
    Scene,
    built_in_rules,
    scoring_laws,
)

TABLE = json.loads((Path(__file__).parent / "data" / "scoring" / "laws.json").read_text("utf-8"))
LAWS = {law.id: law for law in scoring_laws()}
# What a broken rule breaks besides: what its sound twin does not keep either, in each world.
OF_ITS_TWIN = {
    "targets": {"L13", "L14", "L19"},
    "outcomes": {"L08", "L14", "L16"},
    "attainment": {"L07", "L13", "L14", "L16", "L17", "L19"},
    "change": {"L14"},
}
# What cannot be broken alone: whoever adds up over time gives back on the way back.
WITH_IT = {"L19": {"L13"}}
ENOUGH = 300
A_FEW = 20
SCENE = Scene(
    goals=(Goal(id="g-1", subject="c-17", statement="I will walk."),),
    journal=Journal(subject="c-17"),
    on=dt.date(2025, 2, 3),
)


def excepting(law, reason="for a test"):
    return next(each for each in scoring_laws(except_for={law: reason}) if each.id == law)


def is_broken_by(rule, law, examples):
    try:
        law.check(rule, examples=examples)
    except LawBrokenError:
        return True
    return False


class TestTable:
    def test_ids_names_and_statements_are_those_of_the_table(self):
        """The table is what other implementations are compared by."""
        expected = [(law["id"], law["name"], law["statement"]) for law in TABLE["laws"]]

        assert expected == [(law.id, law.name, law.statement) for law in scoring_laws()]

    def test_law_says_what_it_is(self):
        """So that a failing test says what to look at."""
        assert str(LAWS["L06"]) == (
            "L06 weight_scale: multiplying all weights by k>0 changes nothing"
        )


class TestBuiltIn:
    @pytest.mark.parametrize("law", LAWS)
    @pytest.mark.parametrize("built_in", built_in_rules(), ids=str)
    def test_rule_keeps_every_law_but_those_it_names(self, built_in, law):
        """And each law that it names is one that it does break."""
        laws = {each.id: each for each in scoring_laws(except_for=built_in.except_for)}

        assert laws[law].is_about(built_in.rule) == laws[law].check(built_in.rule)

    @pytest.mark.parametrize("law", LAWS)
    def test_every_law_is_about_a_rule_of_ours(self, law):
        """A law about nothing says nothing."""
        assert any(LAWS[law].is_about(built_in.rule) for built_in in built_in_rules())


class TestBroken:
    @pytest.mark.parametrize("law", LAWS)
    def test_law_catches_its_broken_rule_and_other_laws_do_not(self, law):
        """A law that nothing can break says nothing."""
        rule = LAWS[law].broken
        besides = OF_ITS_TWIN.get(rule.world.name, set()) | WITH_IT.get(law, set())
        others = [other for other in LAWS.values() if other.id not in {law, *besides}]

        assert is_broken_by(rule, LAWS[law], ENOUGH)
        assert [] == [other.id for other in others if is_broken_by(rule, other, A_FEW)]


def constant(goal, journal, *, on):
    return 0.5


constant.range = (0, 1)


class TestCheck:
    def test_function_with_a_range_is_a_rule(self):
        """What an app author writes."""
        assert LAWS["L01"].check(constant)

        with pytest.raises(LawBrokenError, match="L08 target_one"):
            LAWS["L08"].check(constant)

    def test_exception_that_is_none_is_an_error(self):
        """It would be a warning about nothing."""
        assert excepting("L08").check(constant)

        with pytest.raises(LawHoldsError, match="L01 is excepted, and the rule kept it"):
            excepting("L01").check(constant)

    def test_exception_of_a_law_about_something_else_is_an_error(self):
        """A skipped day says nothing about a rule of measures."""
        assert not LAWS["L15"].check(constant)

        with pytest.raises(LawHoldsError, match="L15 is excepted, and says nothing"):
            excepting("L15").check(constant)

    def test_error_of_the_rule_itself_is_shown(self):
        """A rule that fails has not broken a law."""

        def failing(goal, journal, *, on):
            raise ZeroDivisionError

        failing.range = (0, 1)

        for law in (LAWS["L01"], excepting("L01")):
            with pytest.raises(ZeroDivisionError):
                law.check(failing)

    @pytest.mark.parametrize("bounds", [(), (1,), (1, 0), ("a", "b"), (None, None), [0, 1]])
    def test_range_is_two_numbers_in_order(self, bounds):
        """Else nothing would lie within it, or nobody knows."""
        rule = partial(constant)
        rule.range = bounds

        with pytest.raises(InvalidValueError, match=r"rule\.range = \(0, 1\)"):
            LAWS["L01"].check(rule)

    @pytest.mark.parametrize("law", ["L12", "L13", "L17", "L19"])
    def test_rule_that_knows_nothing_breaks_no_comparison(self, law):
        """Unknown and unknown are equal; unknown and a number are not."""
        unknown = RuleUnderTest(score=lambda goal, journal, *, on: None, range=(0, 1))
        partly = RuleUnderTest(
            score=lambda goal, journal, *, on: 0.5 if journal.entries[0].value > 0 else None,
            range=(0, 1),
        )

        assert LAWS[law].check(unknown, examples=2)
        with contextlib.suppress(LawBrokenError):
            LAWS[law].check(partly)

    def test_law_can_be_checked_within_another_search(self):
        """A test of a family of rules draws the rule."""

        @settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.nested_given])
        @given(st.floats(0, 1))
        def every_constant_is_within_its_range(number):
            def rule(goal, journal, *, on):
                return number

            rule.range = (0, 1)
            LAWS["L01"].check(rule, examples=2)

        every_constant_is_within_its_range()

    @pytest.mark.parametrize("shown", ["100 %", "100%", "almost\nhello 100.0 %", "120 %"])
    def test_display_shows_all_only_if_it_is(self, shown):
        """However it is written."""
        rule = RuleUnderTest(
            score=constant, range=(0, 1), display=lambda goal, journal, *, on: shown
        )

        with pytest.raises(LawBrokenError, match="L25"):
            LAWS["L25"].check(rule, examples=2)

    @pytest.mark.parametrize("rule", [None, progress, lambda goal, journal, *, on: 1, "text"])
    def test_what_is_no_rule_is_refused(self, rule):
        """Without a range nobody knows what the number means."""
        with pytest.raises(InvalidValueError, match=r"rule\.range = \(0, 1\)"):
            LAWS["L01"].check(rule)

    @pytest.mark.parametrize(
        "except_for", [{"L99": "why"}, {"L01": " "}, {"L01": None}, ["L01"], {1: "why"}]
    )
    def test_exception_names_a_law_and_a_reason(self, except_for):
        """A typing error would except nothing."""
        with pytest.raises(InvalidValueError, match="except_for must be"):
            scoring_laws(except_for=except_for)

    def test_number_of_examples_is_the_profiles_or_the_callers(self):
        """A long search is a setting, and not another test."""
        seen = []

        def counted(goal, journal, *, on):
            seen.append(on)
            return 0.0

        counted.range = (0, 1)
        LAWS["L01"].check(counted, examples=7)

        assert 7 == len(seen)

    @pytest.mark.parametrize("before", [None, "Europe/Vienna"])
    def test_zone_is_put_back(self, before, monkeypatch):
        """The law about zones changes the process for a moment."""
        if before is None:
            monkeypatch.delenv("TZ", raising=False)
        else:
            monkeypatch.setenv("TZ", before)

        LAWS["L21"].check(weighted(), examples=3)

        assert before == os.environ.get("TZ")

    def test_scene_tells_what_is_in_it(self):
        """A person has to see in it why the law is broken."""
        with pytest.raises(LawBrokenError) as caught:
            LAWS["L08"].check(constant, examples=20)

        assert re.fullmatch(
            r"L08 target_one: .*; broken within the range 0 to 1 by\n"
            r"  <a from -?[\d.]+ to -?[\d.]+, weight [\d.]+: -?[\d.]+ on day \d+, on 2025-03-05> "
            r"gives 0\.5",
            str(caught.value),
        )

    def test_numbers_tell_what_they_are(self):
        """A law of intervals has no scene."""
        with pytest.raises(LawBrokenError, match=r"L24 .*; broken with \d+, \d+, \d+"):
            LAWS["L24"].check(LAWS["L24"].broken)

    def test_rule_without_words_calls_more_than_nothing_better(self):
        """And less worse; unknown is neither."""
        scores = iter([0.5, -0.5, 0.5, -0.5, None, None])
        rule = RuleUnderTest(
            score=lambda goal, journal, *, on: next(scores), range=(-1, 1), zero=0.0
        )

        assert [True, False] == [rule.is_called_better(SCENE) for _ in range(2)]
        assert [False, True] == [rule.is_called_worse(SCENE) for _ in range(2)]
        assert not rule.is_called_better(SCENE)
        assert not rule.is_called_worse(SCENE)

    def test_rule_with_words_is_taken_by_them(self):
        """Its number may mean something else."""
        rule = RuleUnderTest(
            score=constant,
            range=(0, 1),
            verdict=lambda goal, journal, *, on: ChangeCategory.DETERIORATED,
        )

        assert (False, True) == (rule.is_called_better(SCENE), rule.is_called_worse(SCENE))
