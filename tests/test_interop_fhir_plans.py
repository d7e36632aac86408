"""FHIR: treatment plans, steps, reviews and notes, alone and in a Bundle."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import (
    EVERY_TWO_WEEKS,
    ActionPlan,
    Decision,
    Frequency,
    Goal,
    InvalidValueError,
    Journal,
    Noted,
    NoteKind,
    NthWeekday,
    Party,
    Problem,
    Rated,
    RatingKind,
    Recurrence,
    Reviewed,
    Role,
    Step,
    TreatmentPlan,
    Weekday,
)
from smartgoals.interop.fhir import Scope, from_fhir, to_fhir, write_json
from smartgoals.interop.fhir._timing import read_timing, say_timing
from smartgoals.targets import AttainmentScale
from smartgoals.testing import action_plans, treatment_plans
from tests.test_interop_fhir import DAY, HL7, a_bundle, a_goal, codes, written

AT = dt.datetime(2025, 2, 10, 9, tzinfo=dt.UTC)
PLAN = {
    "resourceType": "CarePlan",
    "id": "p-1",
    "text": {"status": "generated", "div": "<div>a plan</div>"},
    "status": "completed",
    "intent": "order",
    "title": "Treatment",
    "subject": {"reference": "Patient/c-17"},
    "period": {"start": "2025-02-03T10:00:00Z", "end": "2025-08-03"},
    "author": {"reference": "Practitioner/t-2"},
    "addresses": [
        {"reference": "Condition/1", "display": "Worry"},
        {"reference": "Condition/2"},
        {"display": "nothing to go by"},
    ],
    "goal": [{"reference": "Goal/g-1"}, {"reference": "#g"}, {"display": "none"}],
    "activity": [{"detail": {"status": "scheduled", "description": "walk"}}],
}


def with_(resource, **elements):
    whole = {**resource, **elements}
    return {key: value for key, value in whole.items() if value is not None}


def pertains(goal="g-1"):
    return {
        "url": f"{HL7}resource-pertainsToGoal",
        "valueReference": {"reference": f"Goal/{goal}"},
    }


def a_request(**elements):
    return with_(
        {
            "resourceType": "ServiceRequest",
            "id": "s-1",
            "extension": [pertains()],
            "status": "active",
            "intent": "order",
            "code": {"text": "walk"},
            "subject": {"reference": "Patient/c-17"},
            "occurrenceTiming": {"repeat": {"frequency": 3, "period": 1, "periodUnit": "wk"}},
        },
        **elements,
    )


def a_task(**elements):
    return with_(
        {
            "resourceType": "Task",
            "id": "t-1",
            "extension": [pertains()],
            "status": "requested",
            "intent": "order",
            "description": "buy shoes",
            "for": {"reference": "Patient/c-17"},
            "owner": {"reference": "Patient/c-17"},
            "restriction": {"period": {"start": "2025-02-03", "end": "2025-02-10"}},
            "note": [{"text": "kept"}],
        },
        **elements,
    )


class TestPlans:
    def test_a_care_plan_is_a_treatment_plan(self):
        """Its problems, its goals and its days."""
        found = from_fhir(PLAN)

        (plan,) = found.plans
        assert ("p-1", "c-17") == (plan.id, plan.subject)
        assert (DAY, dt.date(2025, 8, 3)) == (plan.start, plan.until)
        assert [("Condition/1", "Worry"), ("Condition/2", "Condition/2")] == [
            (problem.id, problem.name) for problem in plan.problems
        ]
        assert ("g-1", "p-1#g") == plan.goals
        assert PLAN == written(found) == written(plan)

    def test_a_plan_that_was_edited_keeps_the_rest(self):
        """What nobody speaks of stays."""
        (plan,) = from_fhir(PLAN).plans

        resource = written(
            attrs.evolve(plan, problems=[Problem(id="f-1", name="Sleep", code="F51")])
        )

        assert {"addresses", "text"} == {key for key in PLAN if resource.get(key) != PLAN[key]}
        assert ["nothing to go by", "Sleep"] == [one["display"] for one in resource["addresses"]]
        assert [] == codes(resource)

    @pytest.mark.parametrize("elements", [{"period": None}, {"period": {"start": "2025-02"}}])
    def test_a_plan_without_a_first_day_is_kept(self, elements):
        """When it began is for somebody to say; when it was written down may do."""
        resource = with_(PLAN, **elements)

        assert () == from_fhir(resource).plans
        assert resource == written(from_fhir(resource))
        dated = with_(resource, created="2025-02-03")
        assert DAY == from_fhir(dated).plans[0].start
        assert dated == written(from_fhir(dated))

    def test_a_plan_that_ends_on_its_first_day_is_open(self):
        """A plan has at least one day; its period stays as it is."""
        resource = with_(PLAN, period={"start": "2025-02-03", "end": "2025-02-03"})

        assert None is from_fhir(resource).plans[0].until
        assert resource == written(from_fhir(resource))

    @given(treatment_plans())
    def test_every_plan_gives_a_valid_resource(self, plan):
        """And says the same when it is read."""
        resource = written(plan)
        found = from_fhir(resource)

        assert () == found.errors
        (again,) = found.plans
        assert (plan.id, plan.subject, plan.start, plan.until) == (
            again.id,
            again.subject,
            again.start,
            again.until,
        )
        assert write_json(resource) == write_json(written(again))
        assert len(plan.parties) == len(again.parties)

    def test_who_has_a_part_comes_back(self):
        """Roles of ours stand in an extension of ours, and codes of problems too."""
        plan = TreatmentPlan(
            id="p-1",
            subject="c-17",
            start=DAY,
            parties=[Party(id="t-2", role=Role.THERAPIST, name="T.")],
            problems=[Problem(id="Condition/1", name="worry", code="F41.1")],
        )

        (again,) = from_fhir(written(plan)).plans

        assert plan == attrs.evolve(again, extensions={})

    def test_parties_and_codes_that_are_none_are_left(self):
        """An extension of ours may hold anything by the time that it comes back."""
        base = "https://smartgoals.readthedocs.io/fhir/StructureDefinition/"
        parts = [{"url": "id", "valueString": "x"}, {"url": "role", "valueCode": "boss"}]
        code = {"url": f"{base}problem-code", "valueString": "F\x0741"}
        resource = with_(
            PLAN,
            extension=[{"url": f"{base}party", "extension": parts}],
            addresses=[{"reference": "Condition/1", "extension": [code]}],
        )

        (plan,) = from_fhir(resource).plans

        assert ((), None) == (plan.parties, plan.problems[0].code)
        assert resource == written(plan)

    def test_a_plan_that_comes_twice_is_read_once(self):
        """The other stays in the Bundle."""
        bundle = a_bundle(PLAN, PLAN)

        assert 1 == len(from_fhir(bundle).plans)
        assert bundle == written(from_fhir(bundle))


class TestSteps:
    def test_requests_are_steps_of_the_goal_that_they_serve(self):
        """What has a timing, and what has none."""
        bundle = a_bundle(a_task(), a_request(), a_goal(startDate="2025-02-03"), PLAN)

        found = from_fhir(bundle)
        walk, buy = found.goals[0].plan.steps

        assert ("walk", "3 times a week") == (walk.action, str(walk.recurrence))
        assert ("buy shoes", DAY, dt.date(2025, 2, 10)) == (buy.action, buy.start, buy.until)
        assert None is buy.responsible
        assert bundle == written(found)

    def test_a_step_that_was_edited_keeps_the_rest(self):
        """Its notes stay; a step that gets a timing becomes another kind of request."""
        found = from_fhir(a_bundle(a_goal(), a_task()))
        (goal,) = found.goals
        (step,) = goal.plan.steps

        def changed(**fields):
            plan = ActionPlan(steps=[attrs.evolve(step, **fields)])
            new = attrs.evolve(found, goals=[attrs.evolve(goal, plan=plan)])
            return written(new)["entry"][1]["resource"]

        other = changed(responsible="Practitioner/t-2")
        assert a_task(owner={"reference": "Practitioner/t-2"}) == other
        daily = changed(recurrence=Recurrence.daily(start=DAY), start=None, until=None)
        assert ("ServiceRequest", None) == (daily["resourceType"], daily.get("note"))

    @pytest.mark.parametrize(
        "resource",
        [
            a_task(extension=None),
            a_task(extension=[pertains(), pertains("g-2")]),
            a_task(extension=[pertains("g-9")]),
            a_task(description=None),
            a_task(status="completed"),
            a_request(doNotPerform=True),
            with_(a_task(), resourceType="Appointment"),
        ],
    )
    def test_what_is_no_step_is_kept(self, resource):
        """It is about no goal here, is over, or says nothing."""
        bundle = a_bundle(a_goal(), resource)

        assert () == from_fhir(bundle).goals[0].plan.steps
        assert bundle == written(from_fhir(bundle))
        assert resource == written(from_fhir(resource))

    def test_a_step_that_comes_twice_is_read_once(self):
        """The other stays in the Bundle."""
        bundle = a_bundle(a_goal(), a_task(), a_task())

        assert 1 == len(from_fhir(bundle).goals[0].plan.steps)
        assert bundle == written(from_fhir(bundle))

    def test_a_step_without_days_that_hold_has_none(self):
        """A period that ends before it begins is no period of a step."""
        for period in ({"start": "2025-02-03", "end": "2025-02-03"}, {"end": "2025-02-03"}):
            bundle = a_bundle(a_goal(), a_task(restriction={"period": period}))
            (step,) = from_fhir(bundle).goals[0].plan.steps
            assert (None, "start" in period) == (step.start, step.until is None)
            assert bundle == written(from_fhir(bundle))

    @given(action_plans())
    def test_every_step_gives_a_valid_request(self, plan):
        """And the same again when it is read."""
        goal = Goal(id="g-1", subject="c-17", statement="I will walk.", plan=plan, start=DAY)
        bundle = written([goal])
        found = from_fhir(bundle)

        assert () == found.errors
        assert {step.id for step in plan.steps} == {step.id for step in found.goals[0].plan.steps}
        assert write_json(bundle) == write_json(written(found))

    def test_a_plan_names_the_steps_of_its_goals(self):
        """By reference, as R5 and the guides ask for."""
        daily = Recurrence.daily(start=DAY)
        steps = [
            Step(id="walk", action="walk", recurrence=daily, cue="at noon"),
            Step(id="buy", action="buy"),
        ]
        goal = Goal(id="g-1", subject="c-17", statement="I will.", plan=ActionPlan(steps=steps))
        plan = TreatmentPlan(id="p-1", subject="c-17", start=DAY, goals=["g-1", "g-2"])

        bundle = written([goal, plan, attrs.evolve(goal, id="g-3", plan=ActionPlan())])
        (care_plan,) = [
            entry["resource"]
            for entry in bundle["entry"]
            if entry["resource"]["resourceType"] == "CarePlan"
        ]

        assert ["ServiceRequest/walk", "Task/buy"] == [
            item["reference"]["reference"] for item in care_plan["activity"]
        ]
        assert () == from_fhir(bundle).errors
        assert (
            ()
            == from_fhir(to_fhir([goal, plan], scope=Scope.GUARDIAN, version="R5").resource).errors
        )


class TestTimings:
    @pytest.mark.parametrize(
        "rule",
        [
            Recurrence.daily(start=DAY),
            Recurrence.daily(start=DAY, every=2, until=dt.date(2025, 3, 3)),
            Recurrence.daily(start=DAY, at=[dt.time(8), dt.time(20)], count=4),
            Recurrence.weekly(Weekday.MONDAY, Weekday.THURSDAY, start=DAY),
            Recurrence.times_per(3, Frequency.WEEKLY, start=DAY),
            Recurrence.times_per(1, Frequency.MONTHLY, start=DAY),
            Recurrence.times_per(2, Frequency.YEARLY, start=DAY, every=2),
        ],
    )
    def test_what_both_can_say_comes_back(self, rule):
        """How often, on which days, at what times, from when to when."""
        assert rule == read_timing(say_timing(rule), None)

    @pytest.mark.parametrize(
        "rule",
        [
            Recurrence.once(DAY),
            Recurrence.monthly(NthWeekday(n=1, weekday=Weekday.FRIDAY), start=DAY),
            Recurrence.monthly(15, start=DAY),
            Recurrence.yearly(start=DAY),
            Recurrence.from_completion(2, Frequency.WEEKLY, start=DAY),
            Recurrence.daily(start=DAY, exceptions=[dt.date(2025, 2, 4)]),
            Recurrence.weekly(Weekday.MONDAY, start=DAY, times=2),
            Recurrence.daily(start=DAY, every=2, times=2),
        ],
    )
    def test_what_fhir_cannot_say_is_left_out(self, rule):
        """A step without a timing is a Task."""
        assert None is say_timing(rule)

    @pytest.mark.parametrize(
        "timing",
        [
            {"code": {"text": "daily"}},
            {"repeat": {"frequency": 1, "period": 1, "periodUnit": "h"}},
            {"repeat": {"frequency": 1, "period": 1.5, "periodUnit": "d"}},
            {"repeat": {"when": ["ACM"], "period": 1, "periodUnit": "d"}},
            {"repeat": {"frequency": 5000, "period": 1, "periodUnit": "d"}},
            {
                "repeat": {
                    "boundsPeriod": {"end": "9999-12-31"},
                    "period": 1,
                    "periodUnit": "d",
                }
            },
            {"repeat": {"boundsPeriod": {"end": "2020-01-01"}, "period": 1, "periodUnit": "d"}},
            {"repeat": {"dayOfWeek": ["mon"], "period": 1, "periodUnit": "mo"}},
            {"repeat": {"dayOfWeek": ["mon"], "frequency": 3, "period": 1, "periodUnit": "wk"}},
            {"repeat": {"timeOfDay": ["08:00:00"], "frequency": 3, "period": 1, "periodUnit": "d"}},
            {"repeat": {"frequency": 2, "period": 2, "periodUnit": "d"}},
        ],
    )
    def test_what_no_rule_can_say_is_none(self, timing):
        """Nothing is made up."""
        resource = a_request(occurrenceTiming=timing)
        bundle = a_bundle(a_goal(startDate="2025-02-03"), resource)

        assert [None] == [step.recurrence for step in from_fhir(bundle).goals[0].plan.steps]
        assert bundle == written(from_fhir(bundle))

    def test_days_that_are_named_are_not_counted_twice(self):
        """Three times a week on three days is once on each."""
        repeat = {"frequency": 2, "period": 1, "periodUnit": "wk", "dayOfWeek": ["mon", "thu"]}

        assert Recurrence.weekly(Weekday.MONDAY, Weekday.THURSDAY, start=DAY) == read_timing(
            {"repeat": repeat}, DAY
        )

    def test_without_a_first_day_there_is_no_rule(self):
        """A rule is counted from somewhere."""
        assert None is read_timing({"repeat": {"period": 1, "periodUnit": "d"}}, None)
        assert Recurrence.daily(start=DAY) == read_timing(
            {"repeat": {"period": 1, "periodUnit": "d"}}, DAY
        )


def a_review(**fields):
    review = Reviewed(goal="g-1", decision=Decision.ADJUST, day=DAY, worked="secret words")
    return attrs.evolve(review.stamped(id="r-1", at=AT, author="t-2"), **fields)


class TestReviews:
    def test_a_review_that_is_due_is_a_task(self):
        """FHIR has no element for it."""
        goal = Goal(
            id="g-1", subject="c-17", statement="I will.", start=DAY, review=EVERY_TWO_WEEKS
        )
        plan = TreatmentPlan(id="p-1", subject="c-17", start=DAY, review=EVERY_TWO_WEEKS)

        bundle = written([goal, plan], journal=Journal(subject="c-17"), on=DAY)
        tasks = [
            entry["resource"]
            for entry in bundle["entry"]
            if entry["resource"]["resourceType"] == "Task"
        ]

        assert [("Goal/g-1", "2025-02-17"), ("CarePlan/p-1", "2025-02-17")] == [
            (task["focus"]["reference"], task["restriction"]["period"]["end"]) for task in tasks
        ]
        assert () == from_fhir(bundle).errors

    @pytest.mark.parametrize(
        "review",
        [
            a_review(),
            a_review(author=None),
            a_review(author="c-17"),
            a_review(author="Practitioner/1"),
        ],
    )
    def test_what_was_decided_is_the_provenance_of_a_revision(self, review):
        """Who decided what when; the person's own words stay."""
        goal = Goal(id="g-1", subject="c-17", statement="I will.")
        journal = Journal(subject="c-17", entries=[review])

        bundle = written([goal], journal=journal, on=DAY)
        found = from_fhir(bundle)

        assert "secret" not in write_json(bundle)
        assert () == found.errors
        assert attrs.evolve(review, worked="") == attrs.evolve(
            found.entries["c-17"][0], extensions={}
        )
        assert bundle == written(found)

    @pytest.mark.parametrize(
        "elements",
        [
            {"activity": {"coding": [{"system": "urn:x", "code": "adjust"}]}},
            {"target": [{"reference": "Goal/g-1"}, {"reference": "Goal/g-2"}]},
            {"target": [{"reference": "Goal/g-9"}]},
            {"occurredDateTime": "2025"},
            {"recorded": "9999-12-31T23:59:59-14:00"},
        ],
    )
    def test_the_provenance_of_others_is_kept(self, elements):
        """It says something else, of something else or at no time that there is."""
        goal = Goal(id="g-1", subject="c-17", statement="I will.")
        made = written([goal], journal=Journal(subject="c-17", entries=[a_review()]), on=DAY)
        provenance = with_(made["entry"][1]["resource"], **elements)
        bundle = a_bundle(a_goal(), provenance)

        assert {} == from_fhir(bundle).entries
        assert bundle == written(from_fhir(bundle))

    def test_a_review_that_was_not_recorded_leaves_nothing(self):
        """A Provenance says when it was written down."""
        found = from_fhir(a_bundle(a_goal()))
        unstamped = Reviewed(goal="g-1", decision=Decision.ADJUST, day=DAY, id="r-1")
        bundle = a_bundle(
            a_goal(),
            written(
                [Goal(id="g-1", subject="c-17", statement="I will.")],
                journal=Journal(subject="c-17", entries=[a_review()]),
                on=DAY,
            )["entry"][1]["resource"],
        )
        changed = attrs.evolve(from_fhir(bundle), entries={"c-17": (unstamped,)})

        assert {} == found.entries
        with pytest.raises(InvalidValueError, match=r"^value must be what"):
            written(changed)


class TestNotes:
    NOTES = (
        (NoteKind.PROGRESS, {Scope.CARE_TEAM}),
        (NoteKind.SHARED, {Scope.CARE_TEAM, Scope.CLIENT}),
        (NoteKind.CLINICIAN, set()),
        (NoteKind.PSYCHOTHERAPY, set()),
        (NoteKind.SUBSTANCE_USE, set()),
    )

    @pytest.mark.parametrize("scope", list(Scope))
    @pytest.mark.parametrize(("kind", "readers"), NOTES)
    def test_protected_notes_never_leave_unless_they_are_named(self, kind, readers, scope):
        """And what is not protected goes to those whom it is for."""
        note = Noted(text="a note", kind=kind, topic="g-1", day=DAY).stamped(id="n-1", at=AT)
        other = Noted(text="another", kind=kind, topic="g-2", day=DAY).stamped(id="n-2", at=AT)
        journal = Journal(subject="c-17", entries=[note, other])
        goal = Goal(id="g-1", subject="c-17", statement="I will.")

        def told(notes=()):
            made = to_fhir(goal, scope=scope, journal=journal, on=DAY, notes=notes)
            return [note["text"] for note in made.resource.get("note", ())]

        assert (["a note"] if scope in readers else []) == told()
        assert (["a note"] if scope.sees_what_was_kept else []) == told(["n-1", "n-2"])

    def test_notes_that_were_there_stay_beside_those_that_come(self):
        """Each is one annotation."""
        (goal,) = from_fhir(a_goal(note=[{"text": "theirs"}])).goals
        note = Noted(text="ours", kind=NoteKind.SHARED, topic="g-1", day=DAY)
        journal = Journal(subject="c-17", entries=[note.stamped(id="n-1", at=AT)])

        resource = written(goal, journal=journal, on=DAY)

        assert ["theirs", "ours"] == [one["text"] for one in resource["note"]]

    def test_notes_are_named_by_their_ids(self):
        """One id as text would be read letter by letter."""
        with pytest.raises(InvalidValueError, match=r"^notes must be ids"):
            to_fhir([], scope=Scope.CLIENT, notes="n-1")


class TestAttainment:
    def test_t_is_told_by_each_rater(self):
        """Raters are never mixed in one number."""
        scale = AttainmentScale(expected="walks", day=DAY, baseline=-1)
        goal = Goal(id="g-1", subject="c-17", statement="I will.", attainment=scale)
        ratings = [
            Rated(
                goal="g-1", kind=RatingKind.ATTAINMENT, value=level, rater=rater, day=DAY
            ).stamped(id=f"e-{rater}", at=AT)
            for rater, level in (("t-2", 1), ("c-17", 0))
        ]
        journal = Journal(subject="c-17", entries=ratings)

        resource = written(goal, journal=journal, on=DAY)
        scores = {
            item["extension"][0]["valueString"]: item["extension"][1]["valueDecimal"]
            for item in resource["extension"]
            if item["url"].endswith("/t-score")
        }

        assert {"c-17": 50, "t-2": 60} == scores
        assert [] == codes(resource)
        assert resource == written(from_fhir(resource))

    def test_a_scale_of_no_weight_has_no_t(self):
        """There is nothing to tell."""
        scale = AttainmentScale(expected="walks", day=DAY, importance=0)
        goal = Goal(id="g-1", subject="c-17", statement="I will.", attainment=scale)
        rating = Rated(goal="g-1", kind=RatingKind.ATTAINMENT, value=1, rater="t-2", day=DAY)
        journal = Journal(subject="c-17", entries=[rating.stamped(id="e-1", at=AT)])

        resource = written(goal, journal=journal, on=DAY)

        assert [] == [one for one in resource["extension"] if one["url"].endswith("/t-score")]


class TestExports:
    def test_a_journal_of_another_person_is_refused(self):
        """Nobody's evidence goes into another's file."""
        goal = Goal(id="g-1", subject="c-17", statement="I will.")

        with pytest.raises(InvalidValueError, match=r"^journal must be"):
            to_fhir(goal, scope=Scope.CLIENT, journal=Journal(subject="c-18"), on=DAY)

    @given(st.sampled_from(list(Scope)), st.sampled_from(["R4", "R5"]))
    def test_whatever_leaves_is_valid(self, scope, version):
        """For every reader and in both versions."""
        bundle = a_bundle(a_task(), a_request(), a_goal(startDate="2025-02-03"), PLAN)

        made = to_fhir(from_fhir(bundle), scope=scope, version=version)

        assert [] == codes(made.resource)

    def test_kept_text_of_another_resource_is_left_aside(self):
        """An app may have mixed up what it stored."""
        (goal,) = from_fhir(a_goal()).goals
        (plan,) = from_fhir(PLAN).plans
        mixed = attrs.evolve(plan, extensions=goal.extensions)
        undated = {"fhir": {"resource": write_json(with_(PLAN, period=None))}}

        assert "title" not in written(mixed)
        assert "title" not in written(attrs.evolve(plan, extensions=undated))
        assert {"text": goal.statement} == written(attrs.evolve(goal, extensions=plan.extensions))[
            "description"
        ]
