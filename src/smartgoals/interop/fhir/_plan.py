"""A CarePlan as a treatment plan, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from smartgoals.errors import SmartGoalsError
from smartgoals.goals import Party, Role
from smartgoals.interop.fhir import _places as places
from smartgoals.interop.fhir._datatypes import (
    Json,
    address_of,
    as_id,
    as_reference,
    as_string,
    day_of,
    extension,
    extensions_of,
    fhir_id,
    part,
    subject_reference,
)
from smartgoals.treatment import Problem, TreatmentPlan

__all__ = ["read_plan", "say_plan"]

_ROLES = {str(role): role for role in Role}


def read_plan(resource: Mapping[str, Any], name: str, subject: str) -> TreatmentPlan | None:
    """Return the treatment plan that a valid R4 CarePlan is; None if it has no first day."""
    period = resource.get("period", {})
    start = day_of(period.get("start")) or day_of(resource.get("created"))
    last = day_of(period.get("end"))
    if start is None:
        return None
    goals = (address_of(item).removeprefix("Goal/") for item in resource.get("goal", ()))
    problems = (_problem(item) for item in resource.get("addresses", ()))
    by_id = {problem.id: problem for problem in problems if problem is not None}
    parties = {party.id: party for party in _parties(resource)}
    return TreatmentPlan(
        id=name,
        subject=subject,
        start=start,
        until=last if last is not None and last > start else None,
        # A goal that is contained is named within this plan alone.
        goals=tuple(dict.fromkeys(as_id(f"{name}{g}") if g[:1] == "#" else g for g in goals if g)),
        problems=tuple(by_id.values()),
        parties=tuple(parties.values()),
    )


def say_plan(plan: TreatmentPlan) -> Json:
    """Return all that a treatment plan says that a CarePlan of R4 has a place for."""
    said: Json = {"resourceType": "CarePlan", "id": fhir_id(plan.id)}
    if extensions := [_write_party(party) for party in plan.parties]:
        said["extension"] = extensions
    if fhir_id(plan.id) != plan.id:
        said["identifier"] = [{"system": places.GOAL_ID, "value": as_string(plan.id)}]
    said |= {"status": "active", "intent": "plan", "subject": subject_reference(plan.subject)}
    period = {"start": plan.start.isoformat()}
    if plan.until is not None:
        period["end"] = plan.until.isoformat()
    said["period"] = period
    if plan.problems:
        said["addresses"] = [_write_problem(problem) for problem in plan.problems]
    if plan.goals:
        said["goal"] = [as_reference("Goal", goal) for goal in plan.goals]
    return said


def _problem(reference: Mapping[str, Any]) -> Problem | None:
    address = address_of(reference)
    code = part(reference, places.PROBLEM, "String")
    name = reference.get("display") or address
    if not name or not address:
        return None
    try:
        return Problem(id=address, name=name, code=code)
    except SmartGoalsError:
        return Problem(id=address, name=name)


def _write_problem(problem: Problem) -> Json:
    written = as_reference("Condition", problem.id) | {"display": problem.name}
    if problem.code is not None:
        code = extension(places.PROBLEM, "String", as_string(problem.code))
        written = {"extension": [code], **written}
    return written


def _parties(resource: Mapping[str, Any]) -> Iterator[Party]:
    for item in extensions_of(resource, places.PARTY):
        role = _ROLES.get(str(part(item, "role", "Code")))
        name = part(item, "id", "String")
        if role is not None and name:
            yield Party(id=as_id(name), role=role, name=part(item, "name", "String") or "")


def _write_party(party: Party) -> Json:
    said = [
        extension("id", "String", as_string(party.id)),
        extension("role", "Code", str(party.role)),
    ]
    if party.name.strip():
        said.append(extension("name", "String", party.name))
    return {"url": places.PARTY, "extension": said}
