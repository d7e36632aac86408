"""The steps of an action plan as ServiceRequests and Tasks, and back.

What has a timing is a ServiceRequest, the rest a Task; both name the goal that they serve. Which
is due, and what was done of it, is the journal's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from smartgoals.goals import Goal
from smartgoals.interop.fhir import _places as places
from smartgoals.interop.fhir._datatypes import (
    Json,
    address_of,
    as_reference,
    as_string,
    day_of,
    fhir_id,
    party_of,
    party_reference,
    subject_reference,
    words_of,
)
from smartgoals.interop.fhir._timing import read_timing, say_timing
from smartgoals.plans import Step

__all__ = ["goal_of_step", "read_step", "say_step"]

_OPEN = frozenset({"draft", "active", "requested", "received", "accepted", "ready", "in-progress"})


def goal_of_step(resource: Mapping[str, Any]) -> str:
    """Return the id of the one goal that a request serves; empty if it is none or several."""
    named = [
        item["valueReference"]
        for item in resource.get("extension", ())
        if item.get("url") == places.PERTAINS and "valueReference" in item
    ]
    return address_of(named[0]).removeprefix("Goal/") if len(named) == 1 else ""


def read_step(resource: Mapping[str, Any], name: str, goal: Goal) -> Step | None:
    """Return the step that a valid R4 ServiceRequest or Task asks for; None if it is none."""
    action = words_of(resource.get("code", {})) or resource.get("description", "")
    if not action.strip() or resource["status"] not in _OPEN or resource.get("doNotPerform"):
        return None
    period = resource.get("restriction", {}).get("period", {})
    owner: Mapping[str, Any] = resource.get("owner") or next(
        iter(resource.get("performer", ())), {}
    )
    about = resource.get("for") or resource.get("subject") or {}
    responsible = party_of(owner, about, goal.subject)
    timing = resource.get("occurrenceTiming")
    start, last = day_of(period.get("start")), day_of(period.get("end"))
    return Step(
        id=name,
        action=action,
        responsible=None if responsible in {"", goal.subject} else responsible,
        recurrence=None if timing is None else read_timing(timing, goal.start),
        cue=resource.get("patientInstruction", ""),
        start=start if start is None or last is None or start < last else None,
        until=last if last is not None and (start is None or start < last) else None,
    )


def say_step(step: Step, goal: Goal) -> Json:
    """Return the request of a step."""
    timing = None if step.recurrence is None else say_timing(step.recurrence)
    pertains = {"url": places.PERTAINS, "valueReference": as_reference("Goal", goal.id)}
    kind = "Task" if timing is None else "ServiceRequest"
    said: Json = {"resourceType": kind, "id": fhir_id(step.id), "extension": [pertains]}
    if fhir_id(step.id) != step.id:
        said["identifier"] = [{"system": places.GOAL_ID, "value": as_string(step.id)}]
    said |= {"status": "active" if timing else "requested", "intent": "plan"}
    said["code"] = {"text": step.action}
    subject, period = subject_reference(goal.subject), {}
    if step.start is not None:
        period["start"] = step.start.isoformat()
    if step.until is not None:
        period["end"] = step.until.isoformat()
    who = party_reference(step.responsible or goal.subject, goal.subject)
    if timing is not None:
        said |= {"subject": subject, "occurrenceTiming": timing, "performer": [who]}
        return said | ({"patientInstruction": step.cue} if step.cue.strip() else {})
    said |= {"focus": as_reference("Goal", goal.id), "for": subject, "owner": who}
    return said | ({"restriction": {"period": period}} if period else {})
