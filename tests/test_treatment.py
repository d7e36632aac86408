from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from smartgoals.errors import InvalidValueError
from smartgoals.goals import Party, Role
from smartgoals.testing import assessments, days, treatment_plans
from smartgoals.treatment import Assessment, Problem, TreatmentPlan

DAY = dt.date(2025, 2, 3)


class TestTreatmentPlan:
    @pytest.mark.parametrize(
        ("field", "item"),
        [
            ("problems", Problem(id="x", name="worry")),
            ("goals", "x"),
            ("parties", Party(id="x", role=Role.CLIENT)),
        ],
        ids=["problems", "goals", "parties"],
    )
    def test_each_id_comes_once(self, field, item):
        """Who answers for what must be certain."""
        once = TreatmentPlan(id="p-1", subject="c-17", start=DAY, **{field: [item]})

        with pytest.raises(InvalidValueError, match=f"{field} must be given once each, got 2"):
            TreatmentPlan(id="p-1", subject="c-17", start=DAY, **{field: [item, item]})
        assert (item,) == getattr(once, field)

    @given(treatment_plans())
    def test_ids_of_a_plan_come_once_each(self, plan):
        """The law for whatever can be built."""
        for names in (
            [problem.id for problem in plan.problems],
            list(plan.goals),
            [party.id for party in plan.parties],
        ):
            assert len(names) == len(set(names))

    @given(days(), days())
    def test_plan_lasts_at_least_a_day(self, start, until):
        """The first day after it is not its first day."""
        try:
            made = TreatmentPlan(id="p-1", subject="c-17", start=start, until=until).until
        except InvalidValueError as error:
            made = error.field

        assert (until if until > start else "until") == made


class TestAssessment:
    @given(assessments())
    def test_what_was_found_is_not_shown(self, found):
        """A log says that there was an assessment, and not what was said in it."""
        shown = {"subject": found.subject, "day": found.day, "minutes_a_week": found.minutes_a_week}
        words = ", ".join(f"{name}={value!r}" for name, value in shown.items())

        assert f"Assessment({words})" == repr(found)

    @pytest.mark.parametrize("minutes", [-1, 10_081, 1.5], ids=str)
    def test_week_has_so_many_minutes(self, minutes):
        """Nobody has more than seven days a week."""
        with pytest.raises(InvalidValueError, match="a whole number from 0 to 10080"):
            Assessment(subject="c-17", day=DAY, minutes_a_week=minutes)
