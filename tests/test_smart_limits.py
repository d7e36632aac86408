from __future__ import annotations

import datetime as dt

import attrs
import pytest

from smartgoals import (
    ActionPlan,
    Quantity,
    Recurrence,
    Step,
    check_smart,
    read_goal,
)
from smartgoals.smart import (
    DEFAULT_RULES,
    Criterion,
    Verdict,
)

MONDAY = dt.date(2025, 2, 3)
RULE = next(rule for rule in DEFAULT_RULES if rule.code == "A005")
SURE = " 9/10 sure."


def rings(checked):
    """Return whether A005 is among the findings."""
    return any(finding.code == "A005" for finding in check_smart(checked, on=MONDAY).all_findings)


def reach(checked):
    return check_smart(checked, on=MONDAY).verdict(Criterion.ACHIEVABLE)


def drafted(text):
    return read_goal(text, on=MONDAY)


def goal_of(text):
    return drafted(text).goal(id="g-1", subject="c-17")


def planned(text, dose, *, recurrence=None):
    """Make a goal whose plan holds what the sentence leaves out."""
    step = Step(
        id="s-1", action="do it", dose=dose, recurrence=recurrence or Recurrence.daily(start=MONDAY)
    )
    return attrs.evolve(goal_of(text), plan=ActionPlan(steps=[step]))


SLEPT = [
    "I will sleep 2 hours every night until 1 March.",
    "I will sleep 3 hours each night before work for 4 weeks.",
    "Sleep only 3 hours a night until 1 March.",
    "I will get 3 hours of sleep every night until 1 March.",
    "I will sleep for 20 hours a day for 2 weeks.",
]
EATEN = [
    "I will eat 600 kcal each day for 4 weeks.",
    "I will cut my intake to 400 kcal a day until 1 June.",
    "I will reduce my food to 500 kcal a day for 6 weeks.",
    "From Monday I will eat 600 kcal a day for 4 weeks.",
    "I will eat 200 kcal three times a day for 4 weeks.",
    "I will eat less than 600 calories a day until 1 March.",
    "I will eat 2000 kJ a day for 4 weeks.",
]
WEIGHED = [
    "I will go from 70 kg to 60 kg in 3 weeks.",
    "I will lose half my body weight by 1 April.",
    "I will gain 20 kg in 2 weeks.",
    "Starting 1 March I will lose 6 kg in 4 weeks.",
    "From 1 March I will lose 6 kg by 29 March.",
    "I will gain weight from 50 kg to 65 kg in 4 weeks.",
    "I will lose up to 3 kg a week until 1 June.",
]
DRUNK = [
    "I will drink 3 gallons of water every day for 4 weeks.",
    "I will drink 12 pints of water every day for 4 weeks.",
    "I will drink 40 glasses of water every day for 4 weeks.",
]
MOVED = [
    "I will work out for 4 hours twice a day for 4 weeks.",
    "I will run 100 miles every day until June.",
    "I will do 8 hours of training every day until June.",
    "I will walk 30 km twice a day for 4 weeks.",
]
TAKEN = [
    "I will take 8 g of paracetamol a day for 4 weeks.",
    "I will take 4 paracetamol tablets 4 times a day for 4 weeks.",
    "I will take 5 sleeping pills every night for 4 weeks.",
    "I will drink 2 bottles of vodka every day for 4 weeks.",
    "I will drink 6 beers every day for 4 weeks.",
    "I will drink 3 litres of wine a week for 4 weeks.",
    "I will drink 30 units of alcohol a week for 4 weeks.",
]


class TestBeyond:
    @pytest.mark.parametrize("made", [drafted, goal_of])
    @pytest.mark.parametrize("text", [*SLEPT, *EATEN, *WEIGHED, *DRUNK, *MOVED, *TAKEN])
    def test_confidence_makes_no_amount_safe(self, text, made):
        """Neither as a sentence nor as a goal."""
        checked = made(text + SURE)

        assert rings(checked)
        assert Verdict.NOT_MET is reach(checked)

    def test_every_hour_is_every_hour_awake(self):
        """A litre an hour is sixteen a day."""
        assert rings(drafted("I will drink 1 litre of water every hour for 4 weeks."))


class TestOrdinary:
    @pytest.mark.parametrize(
        "text",
        [
            "I will nap for 20 minutes every day for 4 weeks.",
            "I will take a 2 hour nap every afternoon until 1 March.",
            "I will sleep 2 hours every afternoon for 4 weeks.",
            "I will sleep for 2 hours after lunch every day for 4 weeks.",
            "I will sleep 2 hours more each night for 4 weeks.",
            "I will sleep an extra 2 hours each night for 4 weeks.",
            "I will sleep at least 3 hours every night for 4 weeks.",
            "I will go to bed 2 hours before midnight every night.",
            "I will go to bed 2 hours earlier every night.",
            "I will study for 3 hours a day and sleep better for 4 weeks.",
            "I will sleep 8 hours a night and exercise for 1 hour a day.",
            "I will read in bed for 2 hours every night.",
            "I will stop using screens 2 hours before sleep every night for 4 weeks.",
        ],
    )
    @pytest.mark.parametrize("made", [drafted, goal_of])
    def test_hours_around_the_night_are_no_short_night(self, text, made):
        """Naps, bedtimes and what comes on top."""
        assert not rings(made(text))

    @pytest.mark.parametrize(
        "text",
        [
            "I will eat a 300 kcal snack twice a day for 4 weeks.",
            "I will eat 300 kcal snack twice a day for 4 weeks.",
            "Eat 300 kcal more every day for 4 weeks.",
            "Eat 300 kcal less every day for 4 weeks.",
            "Eat an extra 300 kcal a day for 4 weeks.",
            "I will eat 400 kcal at breakfast every day for 4 weeks.",
            "I will cut 300 kcal a day for 4 weeks.",
            "I will burn 300 kcal every day for 4 weeks.",
            "I will reduce my intake by 500 kcal a day for 4 weeks.",
            "I will eat 8000 kJ a day for 4 weeks.",
            "I will eat 300 kcal three times a day for 4 weeks.",
        ],
    )
    @pytest.mark.parametrize("made", [drafted, goal_of])
    def test_part_of_a_diet_is_not_all_of_it(self, text, made):
        """Neither a meal nor a change."""
        assert not rings(made(text))

    @pytest.mark.parametrize(
        "text",
        [
            "Get my weight up to 52 kg by 1 June.",
            "Bring my weight back up to 55 kg in 4 weeks",
            "My weight should come up to 50 kg by 1 March",
            "I will gain 2 kg in 8 weeks.",
            "I will gain 5 kg of grip strength in 2 weeks.",
            "I will go from 70 kg to 68 kg in 3 weeks.",
            "I will go from 40 kg to 60 kg on the leg press in 3 weeks.",
            "I will lose half my body weight in 2 years.",
            "I will get up at 7 every day and lose 1 kg in 2 weeks.",
        ],
    )
    @pytest.mark.parametrize("made", [drafted, goal_of])
    def test_rise_is_no_loss_and_a_slow_change_no_fast_one(self, text, made):
        """Nobody knows the weight that is risen from."""
        assert not rings(made(text))

    @pytest.mark.parametrize(
        "text",
        [
            "I will drink 8 glasses of water every day for 4 weeks.",
            "I will drink 2 pints of water every day for 4 weeks.",
            "I will drink 500 ml of water every hour while I run.",
            "I will stretch for 5 minutes every hour.",
            "I will work out for 1 hour twice a day for 4 weeks.",
            "I will run 3 miles every day until June.",
            "I will run 100 km every month until June.",
            "I will walk at most 60 km every day for 4 weeks.",
            "I will drive 100 miles every day until June.",
        ],
    )
    def test_other_amounts_of_water_and_sport_are_for_people_to_judge(self, text):
        """The limits are far away."""
        assert not rings(drafted(text))

    @pytest.mark.parametrize(
        "text",
        [
            "I will take 2 paracetamol tablets four times a day for 4 weeks.",
            "I will take 500 mg of metformin twice a day for 4 weeks.",
            "I will take 2 g of paracetamol every Friday.",
            "I will take 4 sleeping pills less every night for 4 weeks, down from 5.",
            "I will take 1 sleeping pill every night for 4 weeks.",
            "I will stop taking 5 sleeping pills every night.",
            "I will drink 1 pint of beer every Friday for 4 weeks.",
            "I will drink 1 unit of alcohol a week for 4 weeks.",
            "I will walk 20 units every day.",
            "I will drink 2 cups of wine every day for 4 weeks.",
            "I will drink 2 bottles of water every day for 4 weeks.",
            "I will drink no more than 3 glasses of wine a day for 4 weeks.",
            "I will cut down from 2 bottles of vodka a day to 1 bottle a day for 4 weeks.",
            "I will cut down to 3 cans of lager every day for 4 weeks.",
        ],
    )
    def test_less_than_before_and_what_is_usual_is_left_alone(self, text):
        """To drink less is not warned for what is left."""
        assert not rings(drafted(text))


class TestFields:
    @pytest.mark.parametrize(
        ("text", "dose", "expected"),
        [
            ("I will sleep well.", Quantity(value=3, unit="h"), True),
            ("I will sleep well.", Quantity(value=8, unit="h"), False),
            ("I will eat well.", Quantity(value=600, unit="kcal"), True),
            ("I will eat well.", Quantity(value=2_000, unit="kJ"), True),
            ("I will drink vodka.", Quantity(value=2, unit="{bottle}"), False),
            ("I will drink water.", Quantity(value=30, unit="{glass}"), True),
        ],
    )
    def test_dose_of_a_plan_is_judged_like_a_number_of_the_sentence(self, text, dose, expected):
        """The sentence says what it is of."""
        assert expected == rings(planned(text, dose))

    def test_plan_that_says_the_same_is_judged_by_the_words_around_it(self):
        """At least three hours is not three hours."""
        text = "I will sleep at least 3 hours every night."

        assert not rings(planned(text, Quantity(value=3, unit="h")))
        assert rings(planned(text, Quantity(value=2, unit="h")))

    def test_limits_say_where_they_come_from(self):
        """Each is an option, and is named in the source."""
        assert {"sleep_hours_most", "kcal_a_day_least", "kg_gained_a_week_most"} <= set(
            RULE.options
        )
        assert "NG246" in RULE.source
