"""One goal, from a client's sentence to a stored review.

The five steps of goal work: assess and explore, find what matters, define a SMART goal, plan the
way, look again and adjust. Every stage prints what the library says about it.
"""

from __future__ import annotations

import datetime as dt
import tempfile

import attrs

from smartgoals import (
    EVERY_TWO_WEEKS,
    Absent,
    ActionPlan,
    Aim,
    Assessment,
    ChangeKind,
    ChangeThreshold,
    Decision,
    Direction,
    Done,
    Entry,
    Instrument,
    KeyArea,
    Measured,
    Milestone,
    Missed,
    Noted,
    NoteKind,
    Quantity,
    Resource,
    Reviewed,
    SessionBooked,
    StepKind,
    Target,
    check_smart,
    new_id,
    next_review,
    open_store,
    progress,
    read_goal,
)

CLIENT, THERAPIST = "c-17", "t-2"
MONDAY = dt.date(2025, 2, 3)
SENTENCE = (
    "I will practice deep breathing exercises for 10 minutes every morning for the next 30 days "
    "to reduce my anxiety levels."
)


def day(number: int) -> dt.date:
    """Return a day of the plan; day 1 is the Monday on which it begins."""
    return MONDAY + dt.timedelta(days=number - 1)


def show(title: str, *lines: object) -> None:
    """Print one stage."""
    print(f"\n{title}")
    for line in lines:
        print("\n".join(f"    {part}" for part in str(line).splitlines()))


# 1  Assess and explore, together: where does the client start, and what can they build on?
assessment = Assessment(
    subject=CLIENT,
    day=MONDAY,
    concerns=["worry on most mornings"],
    strengths=["keeps appointments", "has tried deep breathing: five minutes now and then"],
    minutes_a_week=120,
)
gad7 = Instrument(
    id="gad7",
    name="GAD-7",
    least=0,
    most=21,
    direction=Direction.DOWN,
    items=7,
    recall_days=14,
    loinc="70274-6",
    thresholds=[
        ChangeThreshold(
            points=6,
            kind=ChangeKind.RELIABLE,
            source="Bischoff et al. 2020, doi:10.5964/pch.v8i1.309",
        )
    ],
    source="Spitzer et al. 2006, doi:10.1001/archinte.166.10.1092",
)
baseline = Measured(measure=gad7.id, value=15, day=MONDAY)

# 2  Find the key area.
anxiety = KeyArea(code="anxiety", name="Less worry in the morning")

# 3  Define the goal: read the client's sentence, and ask what is missing.
draft = read_goal(SENTENCE, on=MONDAY)
show(
    "What the sentence says",
    SENTENCE,
    *(f"{part.kind}: {draft.text[part.start : part.end]}" for part in draft.components),
)
show("Is it SMART?", check_smart(draft, on=MONDAY))

# 4  Make the plan: the answers to that question, the measure, what helps, what to celebrate.
with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/goals.db") as store:
    (first_total,) = store.record(CLIENT, baseline, author=THERAPIST)
    goal = draft.goal(
        id=new_id(),
        subject=CLIENT,
        confidence=8,
        key_areas=[anxiety],
        review=EVERY_TWO_WEEKS,
    )
    step = attrs.evolve(
        goal.plan.steps[0],
        kind=StepKind.TECHNIQUE,
        baseline=Quantity(value=5, unit="min"),
        resources=[Resource(name="a timer with a soft bell")],
    )
    calmer = Target(
        id="calmer",
        aim=Aim.below(10, gad7.measure()),
        baseline=first_total.value,
        baseline_entry=first_total.id,
    )
    goal = attrs.evolve(
        goal,
        plan=ActionPlan(steps=[step]),
        targets=[*goal.targets, calmer],
        milestones=[
            Milestone(
                id="ten-mornings",
                name="Ten mornings",
                aim=Aim.done(10, out_of=30, step=step.id),
                celebration="breakfast at the lake",
            ),
            Milestone(
                id="below-14",
                name="A first drop of the GAD-7",
                aim=Aim.below(14, gad7.measure()),
                celebration="tell my sister",
            ),
        ],
    )
    goal = goal.accepted(by=CLIENT, day=MONDAY).accepted(by=THERAPIST, day=MONDAY)
    goal = store.save(goal.started(day=MONDAY))
    show("And now?", check_smart(goal, on=MONDAY))

    # A month goes by. What was not written down stays unknown; being ill is nobody's failure.
    missed, unknown, ill = {6, 14}, {10, 11, 28}, range(19, 26)
    month: list[Entry] = [
        Missed(step=step.id, day=day(n)) if n in missed else Done(step=step.id, day=day(n))
        for n in range(1, 31)
        if n not in unknown and n not in ill
    ]
    month += [
        Absent(day=day(19), until=day(26), reason="flu"),
        SessionBooked(session="s-2", day=day(17)),
        Measured(measure=gad7.id, value=13, day=day(17)),
        Reviewed(
            goal=goal.id, day=day(17), decision=Decision.CONTINUE, participants=[CLIENT, THERAPIST]
        ),
        SessionBooked(session="s-3", day=day(31)),
        Measured(measure=gad7.id, value=9, day=day(30)),
        Noted(day=day(30), kind=NoteKind.SHARED, topic=goal.id, text="The bell makes it easier."),
    ]
    store.record(CLIENT, *month, author=CLIENT)
    journal = store.journal(CLIENT)

    # 5  Evaluate: how far, from which evidence, and when to look again.
    dates = [day(8), day(17), day(30)]
    before = [progress(goal, journal, on=date) for date in dates]
    show("How far?", *before)
    show(
        "When to look again?",
        *(f"seen on {date}: {next_review(goal, journal, on=date)}" for date in (day(1), day(18))),
    )

    # Adjust: fifteen minutes from now on, and a count that allows a day off now and then.
    review = Reviewed(
        goal=goal.id,
        day=day(31),
        decision=Decision.ADJUST,
        participants=[CLIENT, THERAPIST],
        worked="the bell; mornings before breakfast",
    )
    again = Target(id="second-month", aim=Aim.done(25, out_of=30, step=step.id))
    adjusted = goal.after(
        review,
        steps=[attrs.evolve(step, dose=Quantity(value=15, unit="min"))],
        targets=[again],
        ended=[f"{goal.id}:count"],
        due=day(61),
    )
    store.record(CLIENT, review, author=THERAPIST)
    adjusted = store.save(adjusted.accepted(by=CLIENT, day=day(31)))
    journal = store.journal(CLIENT)
    show(
        "What is agreed now?",
        f"revision {adjusted.revision}: {adjusted.plan.on(day(31))[0].dose}, {again}",
        f"on {day(30)} it was: {adjusted.plan.on(day(30))[0].dose}",
        next_review(adjusted, journal, on=day(31)),
    )

    # The past stays: every figure from before the change is what it was.
    kept = [progress(adjusted, journal, on=date) for date in dates] == before
    loaded = store.get(goal.id)
    show(
        "What is kept?",
        f"past figures unchanged: {kept}",
        f"loaded back equal: {loaded == adjusted}",
        *(
            f"version {stored.version}: revision {stored.goal.revision}, {stored.goal.lifecycle}"
            for stored in store.history(goal.id)
        ),
    )
