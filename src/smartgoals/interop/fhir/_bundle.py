"""Several values as one Bundle, and what was imported as the resource that it came from."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import attrs

from smartgoals._values import refuse
from smartgoals.entries import Noted, NoteKind, Rated, RatingKind
from smartgoals.errors import SmartGoalsError
from smartgoals.goals import Goal
from smartgoals.interop.fhir import _places as places
from smartgoals.interop.fhir._datatypes import as_reference, as_string, coded, extension, fhir_id
from smartgoals.interop.fhir._goal import say_goal
from smartgoals.interop.fhir._import import Imported
from smartgoals.interop.fhir._json import read_json
from smartgoals.interop.fhir._reviews import say_review_due
from smartgoals.interop.fhir._scope import Scope
from smartgoals.interop.fhir._written import write_entry, write_goal, write_plan, write_step
from smartgoals.journal import Journal
from smartgoals.plans import ActionPlan, Step
from smartgoals.schedule import next_review
from smartgoals.scoring import achievement, attainment
from smartgoals.targets import Milestone
from smartgoals.treatment import TreatmentPlan

__all__ = ["Teller", "again", "bundle_of"]

Json = dict[str, Any]


@attrs.frozen(kw_only=True)
class Teller:
    """What is told of a goal beyond what was agreed.

    Args:
        journal: The journal of its subject; None for nothing.
        on: The date of judgement.
        notes: Ids of notes that were named.
        scope: Who reads it.
    """

    journal: Journal | None
    on: dt.date | None
    notes: Collection[str]
    scope: Scope

    def goal(self, goal: Goal) -> Json:
        """Return the Goal resource of *goal*."""
        also: Json = {}
        if (
            self.journal is not None
            and self.on is not None
            and self.journal.subject == goal.subject
        ):
            status = achievement(goal, self.journal, on=self.on).status
            also["achievementStatus"] = coded(places.GOAL_ACHIEVEMENT, str(status))
            if scores := list(self._t_scores((goal,), self.journal, self.on)):
                also["extension"] = [*say_goal(goal).get("extension", ()), *scores]
            if notes := list(self._notes(goal, self.journal, self.on)):
                also["note"] = notes
        return write_goal(goal, also)

    def plan(self, plan: TreatmentPlan, goals: Collection[Goal]) -> Json:
        """Return the CarePlan of *plan*, whose activities are the steps of *goals*."""
        activities = [
            {"reference": as_reference(_kind(written), step.id)}
            for goal in goals
            if goal.id in plan.goals
            for step, written in ((step, write_step(step, goal)) for step in _steps(goal))
        ]
        return write_plan(plan, {"activity": activities} if activities else {})

    def others(self, goals: Collection[Goal], plans: Collection[TreatmentPlan]) -> Iterator[Json]:
        """Yield what the journal tells: reviews that are due, and what happened."""
        if self.journal is None or self.on is None:
            return
        items: tuple[Goal | TreatmentPlan, ...] = (*goals, *plans)
        for item in items:
            day = next_review(item, self.journal, on=self.on).day
            if day is not None:
                kind = "Goal" if isinstance(item, Goal) else "CarePlan"
                yield say_review_due(item.id, kind, day, item.subject)
        for entry in self.journal.current:
            written = write_entry(entry, self.journal.subject) if entry.day <= self.on else None
            if written is not None:
                yield written

    def _t_scores(self, goals: Collection[Goal], journal: Journal, on: dt.date) -> Iterator[Json]:
        ids = {goal.id for goal in goals}
        raters = {
            entry.rater
            for entry in journal.current
            if isinstance(entry, Rated)
            and entry.kind is RatingKind.ATTAINMENT
            and entry.goal in ids
            and entry.day <= on
        }
        for rater in sorted(raters):
            score = attainment(goals, journal, on=on, rater=rater).t_score
            if score is not None:
                said = [
                    extension("rater", "String", as_string(rater)),
                    extension("value", "Decimal", round(score, 10)),
                    extension("on", "Date", on.isoformat()),
                ]
                yield {"url": places.T_SCORE, "extension": said}

    def _notes(self, goal: Goal, journal: Journal, on: dt.date) -> Iterator[Json]:
        for entry in journal.current:
            if isinstance(entry, Noted) and entry.topic == goal.id and entry.day <= on:
                is_named = entry.id in self.notes
                if (is_named or self._is_shown(entry.kind)) and entry.text.strip():
                    said: Json = {"id": as_string(entry.id or "")} if entry.id else {}
                    yield said | {"time": entry.day.isoformat(), "text": entry.text}

    def _is_shown(self, kind: NoteKind) -> bool:
        if kind is NoteKind.SHARED:
            return self.scope.sees_what_was_kept
        return kind is NoteKind.PROGRESS and self.scope is Scope.CARE_TEAM


def bundle_of(goals: Collection[Goal], plans: Collection[TreatmentPlan], teller: Teller) -> Json:
    """Return a Bundle of goals with their milestones and steps, plans, and what was recorded."""
    resources: list[Json] = []
    for goal in goals:
        whole = teller.goal(goal)
        resources.append(whole)
        held = [milestone for milestone in goal.milestones if milestone.until is None]
        resources += [_milestone(milestone, goal, whole) for milestone in held]
        resources += [write_step(step, goal) for step in _steps(goal)]
    resources += [teller.plan(plan, goals) for plan in plans]
    resources += teller.others(goals, plans)
    entries = [{"resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "collection"} | (
        {"entry": entries} if entries else {}
    )


def _kind(resource: Mapping[str, Any]) -> str:
    return str(resource["resourceType"])


def _steps(goal: Goal) -> Iterator[Step]:
    """Yield the last version of each step."""
    yield from {step.id: step for step in goal.plan.steps}.values()


def _milestone(milestone: Milestone, goal: Goal, whole: Json) -> Json:
    """Return a Goal for a milestone, and name it on its *whole* as R4 does."""
    name = fhir_id(f"{goal.id}-{milestone.id}")
    child = attrs.evolve(
        goal,
        id=name,
        statement=milestone.name,
        targets=(),
        milestones=(),
        attainment=None,
        plan=ActionPlan(),
        acceptances=(),
        relations=(),
        key_areas=(),
        due=milestone.due,
        start=None,
        continuous=False,
        extensions={},
    )
    kind = coded(places.RELATIONSHIP_TYPE_R4, "milestone")
    relation = {
        "url": places.RELATIONSHIP,
        "extension": [
            extension("type", "CodeableConcept", kind),
            extension("target", "Reference", {"reference": f"Goal/{name}"}),
        ],
    }
    if relation not in whole.get("extension", ()):
        whole["extension"] = [*whole.get("extension", ()), relation]
    return say_goal(child)


def again(value: Imported, teller: Teller) -> Json:
    """Return the resource that was imported, with what was edited since."""
    try:
        frame = json.loads(value.frame or "{}")
        if not value.frame:
            written = _single(value, teller)
        elif "resource" in frame:
            written = dict(read_json(frame["resource"]))
        else:
            written = _filled(frame, value, teller)
    except (SmartGoalsError, ValueError, LookupError, TypeError, AttributeError):
        written = None
    # Not within the handler: the error there may hold what was kept, and would come along.
    if written is None:
        refuse(
            "value", "what from_fhir() returned, with a frame and ids that were not changed", value
        )
    return written


def _single(value: Imported, teller: Teller) -> Json | None:
    for goal in value.goals:
        return teller.goal(goal)
    for plan in value.plans:
        return teller.plan(plan, ())
    for subject, entry in ((subject, one) for subject, of in value.entries.items() for one in of):
        return write_entry(entry, subject)
    return None


def _filled(frame: Mapping[str, Any], value: Imported, teller: Teller) -> Json | None:
    goals = {goal.id: goal for goal in value.goals}
    plans = {plan.id: plan for plan in value.plans}
    steps = {(goal.id, step.id): step for goal in value.goals for step in _steps(goal)}
    entries = {(subject, one.id): one for subject, of in value.entries.items() for one in of}
    bundle = read_json(frame["bundle"])
    for index, (kind, whose, name, at) in frame["places"].items():
        resource: Json | None
        match kind:
            case "goal":
                resource = teller.goal(goals[name])
            case "plan":
                resource = teller.plan(plans[name], ())
            case "step":
                resource = write_step(steps[whose, name], goals[whose])
            case _:
                resource = write_entry(entries[whose, name], whose)
        if resource is None:
            return None
        items = list(bundle["entry"][int(index)].items())
        items.insert(int(at), ("resource", resource))
        bundle["entry"][int(index)] = dict(items)
    return {str(key): bundle[key] for key in frame["order"]}
