"""Sentences that are oddly put: each is read, and what it says stays in its place."""

from __future__ import annotations

import datetime as dt

import pytest

from smartgoals import check_smart, read_goal
from smartgoals.smart import ComponentKind, Criterion, Verdict

ON = dt.date(2025, 2, 3)
ACTS = (
    "wash the car and mow the lawn and bake a cake and paint the wall and clean the bath and "
    "walk the dog and call my mum and write a letter and read a book"
)


def words(text, kind):
    draft = read_goal(text, on=ON)
    return [text[part.start : part.end] for part in draft.each(kind)]


def codes(text):
    return {finding.code for finding in check_smart(read_goal(text, on=ON), on=ON).all_findings}


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("I will sort Mum's will by May.", ComponentKind.BEHAVIOUR, ["sort Mum's will"]),
        ("I will send one kind slowly moving message.", ComponentKind.QUANTITY, ["one kind"]),
        ("50. x wk. the", ComponentKind.BEHAVIOUR, []),
        ("I'll revise until my work review.", ComponentKind.HORIZON, ["until my work review"]),
        ("the and standby assistance, by will", ComponentKind.BEHAVIOUR, ["standby assistance"]),
        ("and Sun, 10 February and March ) because", ComponentKind.BEHAVIOUR, ["March"]),
        ("Socialise a few times a will to", ComponentKind.BEHAVIOUR, ["Socialise"]),
        ("walk 2 laps a day, aiming for 3 times a day", ComponentKind.QUANTITY, ["2 laps"]),
        ("10 down steps", ComponentKind.QUANTITY, ["10 down steps"]),
        ("Drink 2 cups of tea per weekday.", ComponentKind.FREQUENCY, ["per weekday"]),
        ("walk of 1 the pm 4 per hour", ComponentKind.FREQUENCY, ["4 per hour"]),
        ("up 1.5 becomes at 0 i'm on up aiming", ComponentKind.QUANTITY, ["1.5 becomes"]),
        ("ask a question out loud in at least once a", ComponentKind.CUE, []),
        ("I will walk so that I sleep, on Mondays", ComponentKind.REASON, ["so that I sleep"]),
    ],
)
def test_part_of_an_odd_sentence_is_where_it_says_so(text, kind, said):
    """Nothing is taken for more than it is."""
    assert said == words(text, kind)


def test_many_acts_are_not_counted_without_end():
    """That there are several is worth a remark, and their number is not."""
    assert 1 < len(words(ACTS, ComponentKind.BEHAVIOUR)) < 1 + ACTS.count(" and ")
    assert "S004" in codes(ACTS)


@pytest.mark.parametrize(
    ("text", "criterion", "verdict"),
    [
        ("Stay sober, one day at a time.", Criterion.SPECIFIC, Verdict.MET),
        ("Be picked for the job by May.", Criterion.SPECIFIC, Verdict.MET),
        ("Client will dress with min assist.", Criterion.MEASURABLE, Verdict.MET),
        ("from 15 to 25 minutes, slowly", Criterion.ACHIEVABLE, Verdict.MET),
        ("I can't sleep", Criterion.ACHIEVABLE, Verdict.CANNOT_TELL),
        ("Stop being angry all the time.", Criterion.ACHIEVABLE, Verdict.CANNOT_TELL),
    ],
)
def test_odd_sentence_is_judged_by_what_it_says(text, criterion, verdict):
    """A state, a deed that is done to somebody, a level of help, a change without a verb."""
    assert verdict is check_smart(read_goal(text, on=ON), on=ON).verdict(criterion)
