"""The values that ``tests/data/format-1`` holds, as they were when format 1 was written.

The files are never written again: whatever the library becomes, it reads them as these values.
"""

from __future__ import annotations

import datetime as dt

from smartgoals import entries, goals, measures, plans, recurrence, targets, treatment
from smartgoals._time import parse_instant
from smartgoals.journal import Journal

DAY = dt.date(2025, 2, 3)
MARCH = dt.date(2025, 3, 3)


def at(minute):
    return dt.datetime(2025, 2, 3, 8, minute, 0, 250_000, tzinfo=dt.UTC)


GAD7 = measures.Instrument(
    id="gad7",
    name="GAD-7",
    least=0,
    most=21,
    direction=measures.Direction.DOWN,
    items=7,
    recall_days=14,
    least_interval_days=7,
    loinc="70274-6",
    thresholds=[
        measures.ChangeThreshold(
            points=6,
            kind=measures.ChangeKind.RELIABLE,
            source="a source",
            toward=measures.Toward.BETTER,
            confidence=0.95,
            population="adults",
            is_verified=True,
        )
    ],
    source="its authors",
)
SLEEP = measures.Measure(
    id="sleep",
    name="sleep",
    kind=measures.MeasureKind.DURATION,
    unit="h",
    direction=measures.Direction.UP,
    least=0,
    most=24,
)

GOAL = goals.Goal(
    id="g-1",
    subject="c-17",
    statement="I will breathe deeply for 10 minutes every morning. Ça va, 好 🙂",
    reason="to feel calmer",
    key_areas=[goals.KeyArea(code="anxiety", name="worry")],
    addresses=["p-1"],
    expected_outcome="fewer attacks",
    priority=goals.Priority.HIGH,
    importance=9,
    confidence=8,
    targets=[
        targets.Target(
            id="t-1",
            aim=targets.Aim.below(10, GAD7.measure()),
            baseline=15,
            baseline_entry="e-measured",
            weight=2,
            due=MARCH,
            until=MARCH,
        ),
        targets.Target(id="t-1", aim=targets.Aim.below(8, GAD7.measure()), start=MARCH),
        targets.Target(id="t-2", aim=targets.Aim.maintain(SLEEP, low=6.5, high=9)),
        targets.Target(id="t-3", aim=targets.Aim.done(20, out_of=30, step="breathe")),
    ],
    milestones=[
        targets.Milestone(
            id="m-1",
            name="ten mornings",
            aim=targets.Aim.done(10, out_of=30, step="breathe"),
            due=dt.date(2025, 2, 20),
            celebration="a walk by the river",
            weight=0.5,
            start=DAY,
            until=MARCH,
        )
    ],
    plan=plans.ActionPlan(
        steps=[
            plans.Step(
                id="breathe",
                action="breathe deeply",
                kind=plans.StepKind.TECHNIQUE,
                strategy="relaxation",
                responsible="c-17",
                dose=measures.Quantity(value=10, unit="min"),
                baseline=measures.Quantity(value=2, unit="{breath}"),
                recurrence=recurrence.Recurrence.weekly(
                    recurrence.Weekday.MONDAY, recurrence.Weekday.THURSDAY, start=DAY, every=2
                ),
                cue="after getting up",
                resources=[plans.Resource(name="the app", link="https://example.org/app")],
                start=DAY,
                until=MARCH,
                extensions={"order": 1},
            )
        ]
    ),
    review=plans.ReviewPolicy(base_days=14, minimum_days=7, maximum_days=28, session_window_days=3),
    start=DAY,
    due=MARCH,
    continuous=True,
    revision=2,
    acceptances=[
        goals.Acceptance(by="c-17", day=DAY, kind=goals.AcceptanceKind.ASSENT),
        goals.Acceptance(by="m-3", day=DAY, revision=2, status=goals.AcceptanceStatus.DISAGREE),
    ],
    lifecycle_history=[
        goals.LifecycleChange(status=goals.Lifecycle.PROPOSED),
        goals.LifecycleChange(status=goals.Lifecycle.ACTIVE, day=DAY, reason="agreed"),
        goals.LifecycleChange(
            status=goals.Lifecycle.CANCELLED,
            day=MARCH,
            reason="moved away",
            closing=goals.ClosingReason.TRANSFERRED,
        ),
    ],
    relations=[goals.Relation(kind=goals.RelationKind.PART_OF, goal="g-0")],
    sensitivity=[goals.Sensitivity.MENTAL_HEALTH, goals.Sensitivity.PSYCHOTHERAPY],
    language="de-AT",
    extensions={"fhir": {"n": 1, "x": 1.0, "yes": True, "none": None, "list": [1, "two", []]}},
)

_WRITTEN = (
    entries.Done(
        step="breathe",
        part=0.5,
        day=DAY,
        author="c-17",
        # The second of two equal wall times: clocks were put back.
        occurred_at=parse_instant("2024-10-27T02:30:00+01:00[Europe/Berlin]"),
        extensions={"source": "watch"},
    ),
    entries.Measured(measure="gad7", value=15, unit="{score}", day=DAY),
    entries.Missed(step="breathe", day=DAY),
    entries.Skipped(step="breathe", reason="flu", day=DAY),
    entries.MilestoneReached(milestone="m-1", day=DAY),
    entries.Rated(goal="g-1", kind=entries.RatingKind.ATTAINMENT, value=-1.5, rater="t-2", day=DAY),
    entries.Noted(text="slept well", kind=entries.NoteKind.PSYCHOTHERAPY, topic="g-1", day=DAY),
    entries.Absent(until=MARCH, reason="travelling", day=DAY),
    entries.Reviewed(
        goal="g-1",
        decision=entries.Decision.ADJUST,
        participants=["c-17", "t-2"],
        worked="mornings",
        did_not_work="weekends",
        course=entries.Course.ON_COURSE,
        requests=["shorter"],
        day=DAY,
    ),
    entries.Postponed(goal="g-1", to=MARCH, reason="holiday", day=DAY),
    entries.SessionBooked(session="s-1", day=MARCH),
    entries.SessionHeld(
        session="s-0", day=DAY, occurred_at=parse_instant("2025-02-03T09:00:00-03:30")
    ),
    entries.SessionCancelled(session="s-1", day=DAY),
    entries.ChangeRequested(goal="g-1", request="fewer minutes", day=DAY),
    entries.Corrected(
        replacement=entries.Measured(
            measure="gad7", value=14, day=DAY, id="e-1", recorded_at=at(1)
        ),
        day=DAY,
    ),
    entries.Voided(entry="e-2", reason="twice", day=DAY),
    entries.Redacted(entry="e-gone", day=DAY),
)
JOURNAL = Journal(
    subject="c-17",
    entries=[
        entry.stamped(id=f"e-{number}", at=at(number)) for number, entry in enumerate(_WRITTEN)
    ],
)

TREATMENT_PLAN = treatment.TreatmentPlan(
    id="plan-1",
    subject="c-17",
    start=DAY,
    until=dt.date(2025, 8, 3),
    problems=[treatment.Problem(id="p-1", name="worry", code="F41.1")],
    goals=["g-1", "g-0"],
    parties=[
        goals.Party(id="c-17", role=goals.Role.CLIENT, name="K."),
        goals.Party(id="t-2", role=goals.Role.THERAPIST),
    ],
    review=plans.ReviewPolicy(base_days=90),
)

ASSESSMENT = treatment.Assessment(
    subject="c-17",
    day=DAY,
    concerns=["worry"],
    history="two years",
    challenges=["shifts"],
    aspirations=["travel"],
    strengths=["keeps appointments"],
    limitations=["a sore knee"],
    resources=["a sister"],
    minutes_a_week=120,
)

RULES = plans.ActionPlan(
    steps=[
        plans.Step(id=f"step-{number}", action="walk", recurrence=rule)
        for number, rule in enumerate(
            [
                recurrence.Recurrence(
                    start=DAY,
                    frequency=recurrence.Frequency.YEARLY,
                    interval=2,
                    weekdays=[recurrence.Weekday.MONDAY],
                    nth_weekdays=[recurrence.Weekday.FRIDAY.nth(-1)],
                    month_days=[1, -1],
                    months=[2, 3],
                    set_positions=[1, -1],
                    week_start=recurrence.Weekday.SUNDAY,
                    at=[dt.time(8), dt.time(20, 30, 15)],
                    day_start=dt.time(3),
                    count=10,
                    exceptions=[MARCH],
                ),
                recurrence.Recurrence.daily(start=DAY, until=MARCH),
                recurrence.Recurrence.from_completion(2, latest=4, start=DAY, at=[dt.time(7)]),
            ]
        )
    ]
)

SAVED = {
    "assessment": ASSESSMENT,
    "goal": GOAL,
    "journal": JOURNAL,
    "rules": RULES,
    "treatment-plan": TREATMENT_PLAN,
}
