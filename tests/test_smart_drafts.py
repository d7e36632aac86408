"""What a sentence asks for: from when on, how much at most, and how sure somebody is of it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import Goal, check_smart, read_goal
from smartgoals.smart import ComponentKind, Criterion, Verdict

ON = dt.date(2025, 2, 3)


def goal_of(text):
    return read_goal(text, on=ON).goal(id="g-1", subject="c-17")


class TestStart:
    @pytest.mark.parametrize(
        ("text", "start", "due", "times"),
        [
            ("Starting next Monday I will walk daily for 2 weeks.", "02-10", "02-24", 14),
            ("From next Monday, I will walk daily for 4 weeks.", "02-10", "03-10", 28),
            ("Tomorrow I start to walk daily for 30 days.", "02-04", "03-06", 30),
            ("Starting on 1 March I will walk daily for 4 weeks.", "03-01", "03-29", 28),
            ("I will walk every day for 2 weeks from March 1.", "03-01", "03-15", 14),
            ("Start on 2025-03-01: walk daily for 4 weeks.", "03-01", "03-29", 28),
            ("I will walk daily for 2 weeks, starting the 10th.", "02-10", "02-24", 14),
            ("From today I will walk every day for 3 weeks.", "02-03", "02-24", 21),
            ("From 10 March to 24 March I will walk daily.", "03-10", "03-24", 15),
            ("After my operation on 1 April I will walk daily for 6 weeks.", "04-01", "05-13", 42),
        ],
    )
    def test_day_to_begin_on_is_no_deadline(self, text, start, due, times):
        """Spans count from it, and so does what is to be done."""
        goal = goal_of(text)

        assert [f"2025-{day}" for day in (start, due)] == [str(goal.start), str(goal.due)]
        assert goal.start == goal.plan.steps[0].recurrence.start
        assert f"done {times} of {times} times" == str(goal.targets[0].aim)

    @pytest.mark.parametrize(
        ("text", "due"),
        [
            ("I will walk every Wednesday for six weeks from today.", "2025-03-17"),
            ("I will walk daily, three months long.", "2025-05-03"),
            ("Ten weeks of walking.", "2025-04-14"),
            ("Ten weeks of rest.", "None"),
            ("Finish the jigsaw over the weekend.", "2025-02-09"),
            ("Walk Sunday through Thursday.", "None"),
        ],
    )
    def test_end_is_where_it_was_meant(self, text, due):
        """A span however it is put; days of the week are none."""
        assert due == str(read_goal(text, on=ON).due)

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("Get Theo to do up his own shoelaces by June.", ""),
            ("Send five pitch emails to editors you know.", ""),
            ("Get up at 7 to feel better.", "to feel better"),
            ("Walk 5 km to improve my mood.", "to improve my mood"),
        ],
    )
    def test_reason_is_what_it_is_for(self, text, reason):
        """Whom somebody gets to do it, or sends it to, is no reason."""
        assert reason == read_goal(text, on=ON).words(ComponentKind.REASON)

    @pytest.mark.parametrize(
        "text",
        [
            "I will study from Monday to Friday.",
            "I will walk daily until the holidays start on 18 July.",
            "From 20 January on I have walked daily.",
            "I will walk daily from 31 February.",
            "Since my fall on 20 January I walk daily.",
        ],
    )
    def test_what_is_no_start_is_none(self, text):
        """Days of the week, an event, what has passed, a day that there is not."""
        draft = read_goal(text, on=ON)

        assert draft.component(ComponentKind.START) is None
        assert ON == draft.start

    @pytest.mark.parametrize(
        "text",
        [
            "Starting next Monday I will walk daily for 2 weeks.",
            "Tomorrow I start to walk daily for 30 days.",
            "From 1 March I will walk daily for 4 weeks.",
        ],
    )
    def test_goal_agrees_with_its_own_sentence(self, text):
        """What "next Monday" was is the goal's start, whenever the sentence is read again."""
        report = check_smart(goal_of(text), on=ON)

        assert "T009" not in {finding.code for finding in report.all_findings}

    def test_goal_that_leaves_its_start_to_the_sentence_agrees_with_it(self):
        """Four weeks from the first of March end on the 29th, whenever it is read."""
        goal = Goal(
            id="g",
            subject="s",
            statement="Starting 1 March I will walk daily for 4 weeks.",
            due=dt.date(2025, 3, 29),
        )

        assert "T009" not in {finding.code for finding in check_smart(goal, on=ON).all_findings}

    @given(st.integers(0, 300), st.integers(1, 20))
    def test_span_is_as_long_wherever_it_begins(self, ahead, weeks):
        """A law: the start moves the end, and not the number of times."""
        day = ON + dt.timedelta(days=ahead)
        text = f"From {day.isoformat()} I will walk daily for {weeks} weeks."

        goal = goal_of(text)

        assert (day, day + dt.timedelta(weeks=weeks)) == (goal.start, goal.due)
        assert f"done {7 * weeks} of {7 * weeks} times" == str(goal.targets[0].aim)


class TestAtMost:
    @pytest.mark.parametrize(
        "text",
        [
            "I will never take more than 4 tablets a day for 2 weeks.",
            "I will take max 2 tablets a day for 2 weeks.",
            "I will drink max 1.5 litres a day for 4 weeks.",
            "I will not drink more than 2 glasses of wine a day until Easter.",
            "I won't exercise for more than 30 minutes a day for 4 weeks.",
            "I won't check my weight more than once a week until May.",
            "I will lose no more than 1 kg a week until June.",
            "I will smoke 5 fewer cigarettes each day until 1 March.",
            "I will drink 2 less beers a night until 1 March.",
            "I will reduce my screen time by 2 hours a day by March.",
        ],
    )
    def test_limit_and_change_are_nothing_to_do_each_time(self, text):
        """Whoever takes none has kept it, and a dose of it would be dangerous."""
        goal = goal_of(text)

        assert [(None, None)] == [(step.dose, step.recurrence) for step in goal.plan.steps]
        assert not any("times" in str(target.aim) for target in goal.targets)

    @pytest.mark.parametrize(
        ("text", "dose"),
        [
            ("I will not give up, and walk more than 20 minutes a day.", "20 min"),
            ("I will walk for more than 20 minutes a day.", "20 min"),
            ("Work up to 30 minutes of walking.", "30 min"),
        ],
    )
    def test_more_than_is_no_limit_where_nobody_denies_it(self, text, dose):
        """The denial belongs to the clause before, or there is none."""
        assert dose == str(read_goal(text, on=ON).dose)

    @pytest.mark.parametrize(
        ("text", "target"),
        [
            ("Get my weight up to 52 kg by 1 June.", []),
            ("Bring my weight back up to 55 kg in 12 weeks.", []),
            ("I want to gain weight up to 52 kg by 1 June.", []),
            ("Get my weight from 48 kg up to 52 kg by 1 June.", ["at least 52 kg, from 48"]),
            ("Drink up to 2 coffees.", ["at most 2"]),
        ],
    )
    def test_rise_up_to_a_level_is_no_limit(self, text, target):
        """Somebody who recovers from not eating is not told to stay below."""
        assert target == list(map(str, goal_of(text).targets))


class TestConfidence:
    @pytest.mark.parametrize(
        "text",
        [
            "I'm 100% sure I'll fail but I will walk daily for 2 weeks.",
            "I'm 90% sure this is impossible, but I will run 10 km every day.",
            "I'm not 9/10 sure I can walk daily.",
            "My therapist is 9/10 sure. I will walk daily for 2 weeks.",
        ],
    )
    def test_doubt_and_somebody_else_are_no_confidence(self, text):
        """It says nothing of how sure the person is that it will go well."""
        draft = read_goal(text, on=ON)

        assert draft.confidence is None
        assert Verdict.CANNOT_TELL is check_smart(draft, on=ON).verdict(Criterion.ACHIEVABLE)

    @pytest.mark.parametrize(
        "text",
        [
            "I'm 9/10 sure I can walk daily.",
            "I will walk daily (honestly like 9/10 that i'll do it).",
            "I will walk daily. Confidence 9/10.",
        ],
    )
    def test_own_confidence_is_heard(self, text):
        """However it is said."""
        assert 9 == read_goal(text, on=ON).confidence


def test_nothing_is_planned_of_what_may_speak_of_a_risk():
    """The sentence is kept; no step and no count is made of it."""
    text = "I will cut myself every day for 4 weeks to feel better."

    goal = goal_of(text)

    assert text == goal.statement
    assert ((), ()) == (goal.plan.steps, goal.targets)
    assert check_smart(goal, on=ON).notices
