from __future__ import annotations

import datetime as dt
import traceback

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartgoals._time import parse_instant
from smartgoals.entries import Corrected, Decision, Noted, Reviewed
from smartgoals.errors import SmartGoalsError
from smartgoals.goals import Goal, Lifecycle, LifecycleChange
from smartgoals.instruments import instrument, score_items, score_total
from smartgoals.journal import Journal
from smartgoals.measures import Quantity, Unit
from smartgoals.plans import ActionPlan, Step
from smartgoals.recurrence import Recurrence
from smartgoals.targets import Aim, Milestone
from smartgoals.testing import (
    action_plans,
    aims,
    assessments,
    attainment_scales,
    entries,
    goals,
    journals,
    key_areas,
    lifecycle_changes,
    measures,
    milestones,
    parties,
    problems,
    quantities,
    resources,
    steps,
    targets,
    treatment_plans,
    units,
)
from tests.strategies import STRATEGIES

# A word that no strategy makes by itself, as a client might say it among others.
MARKER = "zqx-what-i-told-you-zqx"
SAID = st.text(max_size=5).map(lambda text: f"{text}{MARKER}{text}")
OWN_UNITS = units(annotation=st.just(MARKER))
AMOUNTS = quantities(value=st.floats(0, 9), unit=OWN_UNITS)
MEASURED = measures(unit=OWN_UNITS, text=SAID)
AIMED = aims(measure=MEASURED)
STEPS = steps(dose=AMOUNTS, text=SAID)
TARGETS = targets(aim=AIMED)
MILESTONES = milestones(aim=AIMED, text=SAID)
PLANS = action_plans(step=STEPS)
# Ids, the codes of the unit table, the facts about an instrument and the codes of enums are no
# free text: what has nothing else is not here.
WITH_FREE_TEXT = {
    "action_plans": PLANS,
    "aims": AIMED,
    "assessments": assessments(text=SAID),
    "attainment_scales": attainment_scales(text=SAID),
    "entries": entries(unit=OWN_UNITS, text=SAID),
    "goals": goals(target=TARGETS, milestone=MILESTONES, plan=PLANS, text=SAID),
    "journals": journals(entry=entries(unit=OWN_UNITS, text=SAID), text=SAID),
    "key_areas": key_areas(text=SAID),
    "lifecycle_changes": lifecycle_changes(text=SAID),
    "measures": MEASURED,
    "milestones": MILESTONES,
    "parties": parties(text=SAID),
    "problems": problems(text=SAID),
    "quantities": AMOUNTS,
    "resources": resources(text=SAID),
    "steps": STEPS,
    "targets": TARGETS,
    "treatment_plans": treatment_plans(text=SAID),
    "units": OWN_UNITS,
}
WITHOUT_FREE_TEXT = {
    "acceptances",
    "bands",
    "change_thresholds",
    "critical_items",
    "cutoffs",
    "days",
    "ids",
    "instants",
    "instruments",
    "item_keys",
    "licences",
    "notices",
    "nth_weekdays",
    "recurrences",
    "relations",
    "review_policies",
    "texts",
    "windows",
}
SOME = settings(max_examples=max(10, settings().max_examples // 10))


class Loud:
    """What somebody may hand over by mistake, and what shows itself wherever it is printed."""

    def __repr__(self):
        return MARKER

    __str__ = __repr__


BAD = [
    MARKER,
    MARKER * 20,
    f"{MARKER}\ud800",
    f"{MARKER}\n",
    MARKER.encode(),
    Loud(),
    [MARKER],
    [Loud()],
    (MARKER, Loud()),
    {MARKER: MARKER},
    {MARKER: Loud()},
    {"a": {MARKER: {1: MARKER}}},
    {"a": [Loud()]},
    Unit(code=f"{{{MARKER}}}"),
]


def shows(value):
    return MARKER in f"{value!r}{value}"


def told_by(error):
    """Return all that a log would hold of an error, but for the lines of code."""
    chain = traceback.TracebackException.from_exception(error)
    told = [repr(error), str(error), repr(vars(error))]
    while chain is not None:
        told.extend(chain.format_exception_only())
        chain = chain.__cause__ or (None if chain.__suppress_context__ else chain.__context__)
    return "".join(told)


def test_every_strategy_is_watched():
    """A new value joins the law, or is named as one without free text."""
    assert set(STRATEGIES) == {*WITH_FREE_TEXT, *WITHOUT_FREE_TEXT}


@pytest.mark.parametrize("name", WITH_FREE_TEXT)
class TestValues:
    @SOME
    @given(st.data())
    def test_value_never_shows_what_somebody_said(self, name, data):
        """A value can be printed, logged and looked at in a debugger."""
        value = data.draw(WITH_FREE_TEXT[name])

        assert not shows(value)

    @SOME
    @given(st.data())
    def test_no_error_repeats_what_was_handed_over(self, name, data):
        """A field that takes what it should not says what it wanted, and not what it got."""
        value = data.draw(WITH_FREE_TEXT[name])
        field = data.draw(st.sampled_from(attrs.fields(type(value))))
        for bad in (*BAD, None, -1, float("nan")):
            try:
                made = attrs.evolve(value, **{field.name: bad})
            except SmartGoalsError as error:
                told = told_by(error)
            else:
                # An id is shown as what it is, and this one was accepted as an id.
                told = "" if is_id(field) else f"{made!r}{made}"

            assert MARKER not in told


def is_id(field):
    return "str" in str(field.type) and field.repr


class Careless:
    def __init__(self, said):
        self.said = said

    def __repr__(self):
        return f"Careless({self.said!r})"


class TestLaws:
    def test_law_catches_a_value_that_shows_itself(self):
        """The law itself tells a value that is shown from one that is not."""
        assert shows(Careless(MARKER))
        assert shows(Loud())

    def test_law_catches_an_error_whose_cause_repeats_what_came(self):
        """A traceback shows what an error came from."""
        try:
            try:
                int(MARKER)
            except ValueError:
                raise SmartGoalsError("expected a number")  # noqa: B904  # the question
        except SmartGoalsError as error:
            told = told_by(error)

        assert MARKER in told


OWN_UNIT = Unit(code=f"{{{MARKER}}}")
DAY = dt.date(2025, 2, 3)
GOAL = Goal(
    id="g-1",
    subject="c-17",
    statement=MARKER,
    plan=ActionPlan(steps=[Step(id="walk", action=MARKER)]),
    milestones=[Milestone(id="m-1", name=MARKER)],
    lifecycle_history=[LifecycleChange(status=Lifecycle.ACTIVE, reason=MARKER)],
)
JOURNAL = Journal(subject="c-17")
MISUSES = {
    "unit to another": lambda bad: OWN_UNIT.factor(to=Unit(code="h")),
    "unit from another": lambda bad: Unit(code="h").convert(1, to=OWN_UNIT),
    "convert": lambda bad: Unit(code="h").convert(bad, to=Unit(code="min")),
    "to": lambda bad: Quantity(value=1, unit=OWN_UNIT).to("h"),
    "to a bad unit": lambda bad: Quantity(value=1, unit="h").to(bad),
    "moved": lambda bad: GOAL.moved(bad, day=DAY),
    "moved on": lambda bad: GOAL.moved(Lifecycle.ON_HOLD, day=bad),
    "moved because": lambda bad: GOAL.moved(Lifecycle.ON_HOLD, day=DAY, closing=bad),
    "not lawful": lambda bad: GOAL.moved(Lifecycle.PROPOSED, day=DAY, reason=MARKER),
    "closed": lambda bad: GOAL.closed(bad, day=DAY),
    "paused": lambda bad: GOAL.paused(day=bad, reason=MARKER),
    "accepted": lambda bad: GOAL.accepted(by=[bad], day=DAY),
    "declined": lambda bad: GOAL.declined(by="c-17", day=bad),
    "assented": lambda bad: GOAL.accepted(by="c-17", day=DAY, kind=bad),
    "ended": lambda bad: GOAL.revised(day=DAY, ended=[MARKER]),
    "another field": lambda bad: GOAL.revised(day=DAY, **{MARKER: MARKER}),
    "statement": lambda bad: GOAL.revised(day=DAY, statement=[bad]),
    "step": lambda bad: Step(id=MARKER * 20, action=MARKER),
    "two steps": lambda bad: ActionPlan(steps=[Step(id="walk", action=MARKER)] * 2),
    "review": lambda bad: GOAL.after(
        Reviewed(goal="g-2", decision=Decision.STOP, worked=MARKER, day=DAY)
    ),
    "changes": lambda bad: GOAL.after(
        Reviewed(goal="g-1", decision=Decision.STOP, day=DAY), statement=MARKER
    ),
    "entry": JOURNAL.with_entries,
    "entry of no time": lambda bad: JOURNAL.with_entries(Noted(text=MARKER, day=DAY)),
    "correction of no time": lambda bad: Corrected(
        replacement=Noted(text=MARKER, day=DAY), day=DAY
    ),
    "two entries": lambda bad: JOURNAL.with_entries(
        *(Noted(text=f"{MARKER}{number}", day=DAY, id="e-1", recorded_at=AT) for number in range(2))
    ),
    "as of": JOURNAL.as_of,
    "subject": lambda bad: JOURNAL | Journal(subject=MARKER),
    "weekday": lambda bad: Recurrence.weekly(bad, start=DAY),
    "start": lambda bad: Recurrence.daily(start=bad),
    "aim": lambda bad: Aim.at_least(bad, Quantity(value=1, unit=OWN_UNIT)),
    "instrument": instrument,
    "score of another thing": lambda bad: score_items(bad, []),
    "total": lambda bad: score_total(instrument("phq9"), bad),
}
AT = dt.datetime(2025, 2, 3, tzinfo=dt.UTC)


@pytest.mark.parametrize("use", MISUSES)
def test_no_misuse_repeats_what_somebody_said(use):
    """What goes wrong says what was wanted and how long a text was."""
    for bad in BAD:
        with pytest.raises(SmartGoalsError) as caught:
            MISUSES[use](bad)

        assert MARKER not in told_by(caught.value)


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_score_never_shows_an_answer(bad):
    """What somebody wrote instead of a number is told by the number of the item alone."""
    for answers in ({1: bad, 9: bad}, [bad] * 9, [bad]):
        score = score_items(instrument("phq9"), answers)

        assert score.invalid
        assert not shows(score)


@pytest.mark.parametrize("text", [MARKER, f"2025-02-03T08:00:00Z[{MARKER}]"], ids=["all", "zone"])
def test_text_that_is_no_instant_is_not_repeated(text):
    """A document may hold anything where a time should be."""
    with pytest.raises(ValueError, match="expected a date and time") as caught:
        parse_instant(text)

    assert MARKER not in told_by(caught.value)
