"""Which version of FHIR a resource is written in, told by its elements.

What a file is labelled with says little: HL7's own test case for R5 is an R4 Goal. So a version is
told by elements that only it has. A resource that has none of them is the same in R4 and R5, and
counts as R4.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["sign_of", "version_of"]

_FROM_R4 = "http://hl7.org/fhir/4.0/StructureDefinition/extension-"
_OLD_PLANS = frozenset({"proposed", "suspended", "cancelled"})


def version_of(resource: Mapping[str, Any]) -> str:
    """Return ``R4``, ``R5``, ``STU3`` or ``DSTU2``.

    Args:
        resource: A resource as plain data; a Bundle is of an older version only if all its
            entries are.

    Example:
        >>> from smartgoals.interop.fhir import version_of
        >>> version_of({"resourceType": "Goal", "status": "in-progress",
        ...             "description": {"text": "walk"}})
        'STU3'
        >>> version_of({"resourceType": "Goal", "lifecycleStatus": "active", "continuous": True})
        'R5'
    """
    return (sign_of(resource) if isinstance(resource, Mapping) else "") or "R4"


def sign_of(resource: Mapping[str, Any]) -> str:
    kind = resource.get("resourceType")
    teller = _TELLERS.get(kind) if isinstance(kind, str) else None
    found = teller(resource) if teller is not None else ""
    return found or ("R5" if teller is not None and _carries_r4(resource) else "")


def _carries_r4(resource: Mapping[str, Any]) -> bool:
    """Return whether an extension carries what only R4 has: that is done in R5 alone."""
    activities = [item for item in _items(resource, "activity") if isinstance(item, Mapping)]
    return any(
        str(item.get("url")).startswith(_FROM_R4)
        for whole in (resource, *activities)
        for item in _items(whole, "extension")
        if isinstance(item, Mapping)
    )


def _goal(goal: Mapping[str, Any]) -> str:
    if "lifecycleStatus" not in goal and "_lifecycleStatus" not in goal:
        if "status" in goal or "statusReason" in goal:
            return "DSTU2" if isinstance(goal.get("description"), str) else "STU3"
        return ""
    return "R5" if goal.keys() & {"source", "continuous", "outcome"} else ""


def _care_plan(plan: Mapping[str, Any]) -> str:
    activities = [item for item in _items(plan, "activity") if isinstance(item, Mapping)]
    details = [item["detail"] for item in activities if isinstance(item.get("detail"), Mapping)]
    is_old = (
        plan.keys() & {"context", "definition", "participant", "modified", "relatedPlan"}
        or isinstance(plan.get("author"), list)
        or any(plan.get("status") == code for code in _OLD_PLANS)
        or any(detail.keys() & {"category", "prohibited", "definition"} for detail in details)
        or any("actionResulting" in item for item in activities)
    )
    if is_old:
        return "STU3" if "intent" in plan else "DSTU2"
    if "custodian" in plan or any(
        item.keys() & {"plannedActivityReference", "performedActivity"} for item in activities
    ):
        return "R5"
    return "R5" if any(map(_is_codeable_reference, _items(plan, "addresses"))) else ""


def _observation(observation: Mapping[str, Any]) -> str:
    if observation.keys() & {"comments", "reliability"}:
        return "DSTU2"
    if observation.keys() & {"context", "comment", "related"}:
        return "STU3"
    is_new = observation.keys() & {
        "triggeredBy",
        "bodyStructure",
        "instantiatesCanonical",
        "instantiatesReference",
        "valueAttachment",
        "valueReference",
    }
    return "R5" if is_new else ""


def _task(task: Mapping[str, Any]) -> str:
    if task.keys() & {"context", "definitionUri", "definitionReference"}:
        return "STU3"
    is_new = task.keys() & {
        "reason",
        "requestedPerformer",
        "performer",
        "doNotPerform",
        "requestedPeriod",
    } or _is_codeable_reference(task.get("statusReason"))
    return "R5" if is_new else ""


def _service_request(request: Mapping[str, Any]) -> str:
    is_new = request.keys() & {"reason", "location", "focus", "bodyStructure"} or any(
        _is_codeable_reference(item)
        for item in (request.get("code"), *_items(request, "supportingInfo"))
    )
    return "R5" if is_new else ""


def _provenance(provenance: Mapping[str, Any]) -> str:
    is_new = provenance.keys() & {"authorization", "basedOn", "patient", "encounter"}
    return "R5" if is_new else ""


def _bundle(bundle: Mapping[str, Any]) -> str:
    resources = (
        entry["resource"]
        for entry in _items(bundle, "entry")
        if isinstance(entry, Mapping) and isinstance(entry.get("resource"), Mapping)
    )
    # A bundle within a bundle says nothing that its own entries would not.
    signs = [sign_of(item) for item in resources if item.get("resourceType") != "Bundle"]
    if "R5" in signs or "" in signs:
        return "R5" if "R5" in signs else ""
    # One old resource is refused alone, but not where all are old.
    return next(iter(signs), "")


def _items(resource: Mapping[str, Any], name: str) -> list[Any]:
    found = resource.get(name)
    return found if isinstance(found, list) else []


def _is_codeable_reference(value: Any) -> bool:
    return isinstance(value, Mapping) and (
        "concept" in value or isinstance(value.get("reference"), Mapping)
    )


_TELLERS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "Bundle": _bundle,
    "CarePlan": _care_plan,
    "Goal": _goal,
    "Observation": _observation,
    "Provenance": _provenance,
    "ServiceRequest": _service_request,
    "Task": _task,
}
