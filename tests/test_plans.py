from __future__ import annotations

import datetime as dt
import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartgoals.errors import InvalidValueError
from smartgoals.measures import Quantity
from smartgoals.plans import (
    DEPRESSION_FOLLOW_UP,
    EVERY_SESSION,
    EVERY_TWO_WEEKS,
    EVERY_WEEK,
    PCO_FOLLOW_UP,
    PLAN_REVIEW_90_DAYS,
    PLAN_REVIEW_180_DAYS,
    REVIEW_POLICIES,
    ActionPlan,
    ReviewPolicy,
    Step,
)
from smartgoals.testing import action_plans, days, steps

SOME = settings(max_examples=max(10, settings().max_examples // 4))
DAY = dt.date(2025, 2, 3)
# Which version holds does not depend on what is done.
WALK = st.just(Step(id="walk", action="walk"))


class TestStep:
    @pytest.mark.parametrize("field", ["dose", "baseline"])
    def test_nobody_does_less_than_nothing(self, field):
        """An amount of doing is 0 or more."""
        with pytest.raises(InvalidValueError, match=f"{field} must be 0 or more, got -1.0"):
            Step(id="walk", action="walk", **{field: Quantity(value=-1, unit="min")})

    @given(days(), days())
    def test_version_holds_at_least_one_day(self, start, until):
        """One that ends when it begins never held."""
        try:
            made = Step(id="walk", action="walk", start=start, until=until).until
        except InvalidValueError as error:
            made = error.field

        assert (until if until > start else "until") == made

    def test_version_says_on_which_days_it_holds(self):
        """Its first day is one of them, the day of its end is not."""
        step = Step(id="walk", action="walk", start=DAY, until=dt.date(2025, 2, 7))
        around = [dt.date(2025, 2, number) for number in range(2, 9)]

        assert around[1:5] == [day for day in around if step.holds_on(day)]

    @SOME
    @given(steps())
    def test_free_text_is_not_shown(self, step):
        """A repr holds the parts that are no text."""
        shown = repr(step)

        assert shown.startswith("Step(id=")
        assert [] == [name for name in ("action", "strategy", "cue") if f" {name}=" in shown]


class TestActionPlan:
    @given(action_plans(step=WALK), days())
    def test_plan_of_a_day_is_one_version_of_each_step(self, plan, day):
        """Nobody has to choose between two doses of one step."""
        on_day = plan.on(day)
        names = [step.id for step in on_day]

        assert len(set(names)) == len(names)
        assert [step for step in plan.steps if step in on_day] == list(on_day)

    @given(action_plans(step=WALK, id=st.sampled_from(["walk", "breathe"])))
    def test_step_has_all_its_versions_in_order(self, plan):
        """The history of a dose reads from the first to the last."""
        for name in ("walk", "breathe"):
            versions = plan.step(name)

            assert {step for step in plan.steps if step.id == name} == set(versions)
            assert all(
                earlier.until <= later.start for earlier, later in itertools.pairwise(versions)
            )

    @given(action_plans(step=WALK))
    def test_unknown_step_has_no_versions(self, plan):
        """Asking for a step that was never planned is no error."""
        assert () == plan.step("a step with an id of its own")

    def test_two_versions_of_one_step_on_one_day_are_refused(self):
        """A step that is agreed twice is agreed on two doses."""
        walk = Step(id="walk", action="walk")

        with pytest.raises(
            InvalidValueError, match="steps must be one version of each id"
        ) as caught:
            ActionPlan(steps=[walk, walk])

        assert "steps" == caught.value.field


class TestReviewPolicy:
    @given(*[st.integers(1, 3_660)] * 3)
    def test_usual_interval_lies_between_the_limits(self, minimum, base, maximum):
        """A policy whose limits exclude its own interval would never be kept."""
        try:
            made = ReviewPolicy(
                base_days=base, minimum_days=minimum, maximum_days=maximum
            ).base_days
        except InvalidValueError as error:
            made = error.field

        expected = base
        if minimum > base:
            expected = "minimum_days"
        elif maximum < base:
            expected = "maximum_days"

        assert expected == made

    @pytest.mark.parametrize(
        ("policy", "words"),
        [
            (ReviewPolicy(base_days=1), "every day"),
            (ReviewPolicy(base_days=10), "every 10 days"),
            (EVERY_WEEK, "every 7 days, at least 3, at most 14, at a session within 3 days"),
            (EVERY_TWO_WEEKS, "every 14 days, at least 7, at most 28, at a session within 3 days"),
        ],
        ids=str,
    )
    def test_policy_reads_as_one_would_say_it(self, policy, words):
        """Client and therapist agree on it in words."""
        assert words == str(policy)

    def test_policy_at_each_session_says_so(self):
        """The interval is for the time without one."""
        assert str(EVERY_SESSION) == (
            "at each session, without one every 7 days, at most 28, never longer"
        )

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"session_window_days": 1}, "at a session within 1 day"),
            ({"most_postponements": 0}, "never put off"),
            ({"most_postponements": 1}, "put off once at most"),
            ({"most_postponements": 2}, "put off twice at most"),
            ({"most_postponements": 3}, "put off 3 times at most"),
            ({"shorter_by": "3/4"}, "shorter by 3/4"),
            ({"shorter_by": 1}, "never shorter"),
            ({"longer_by": 2}, "longer by 2"),
            ({"longer_after": 3}, "longer after 3 good reviews"),
        ],
        ids=str,
    )
    def test_what_is_not_usual_is_said(self, fields, words):
        """Two policies that differ read differently."""
        assert f"every 14 days, {words}" == str(ReviewPolicy(base_days=14, **fields))

    @pytest.mark.parametrize("written", [Fraction(3, 2), "3/2", "6/4"])
    def test_fraction_is_exact_however_it_is_written(self, written):
        """One and a half."""
        assert Fraction(3, 2) == ReviewPolicy(base_days=14, longer_by=written).longer_by

    @pytest.mark.parametrize(
        "wrong",
        [1.5, True, None, "", "x", "3/", "/2", "1/0", "-3/2", "3/2/1", "\u0663/2", "12345/12000"],
        ids=repr,
    )
    def test_what_is_no_fraction_is_refused(self, wrong):
        """Neither is a decimal: it is seldom what it says."""
        with pytest.raises(InvalidValueError, match="longer_by must be a fraction"):
            ReviewPolicy(base_days=14, longer_by=wrong)

    @pytest.mark.parametrize("wrong", [11, "0", "1/2", Fraction(10_001, 10_000)], ids=repr)
    def test_what_is_no_such_fraction_is_refused(self, wrong):
        """Longer is from 1 to 10 times, in numbers of four digits."""
        with pytest.raises(InvalidValueError, match="longer_by must be a fraction") as caught:
            ReviewPolicy(base_days=14, longer_by=wrong)

        assert "longer_by" == caught.value.field

    @pytest.mark.parametrize("wrong", ["0", "3/2", 2])
    def test_shorter_is_never_longer(self, wrong):
        """Nor nothing at all."""
        with pytest.raises(InvalidValueError, match="shorter_by"):
            ReviewPolicy(base_days=14, shorter_by=wrong)


class TestReviewPolicies:
    def test_no_policy_that_ships_is_taken_for_verified_without_a_source(self):
        """What is ours says nothing about a source; what is another's names it."""
        assert all(policy.source for policy in REVIEW_POLICIES.values() if policy.is_verified)
        assert {EVERY_WEEK, EVERY_TWO_WEEKS} == {
            policy for policy in REVIEW_POLICIES.values() if not policy.source
        }

    def test_unverified_policies_are_known_as_such(self):
        """They say so themselves."""
        assert {"every-week", "every-two-weeks", "after-remission"} == {
            name for name, policy in REVIEW_POLICIES.items() if not policy.is_verified
        }

    @pytest.mark.parametrize(
        ("policy", "days"),
        [
            (PLAN_REVIEW_90_DAYS, (90, None, 90)),
            (PLAN_REVIEW_180_DAYS, (180, None, 180)),
            (PCO_FOLLOW_UP, (14, 14, 26 * 7)),
            (DEPRESSION_FOLLOW_UP, (5 * 7, 5 * 7, 12 * 7)),
        ],
    )
    def test_numbers_are_those_of_their_sources(self, policy, days):
        """Weeks are seven days."""
        assert days == (policy.base_days, policy.minimum_days, policy.maximum_days)
