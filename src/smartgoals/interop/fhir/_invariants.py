"""The rules between elements, which no table of elements can say.

Each takes a value that has the right shape, and yields where it breaks which rule.

Source:
    HL7 FHIR R4 and R5, the invariants of each resource and datatype, by their keys.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

__all__ = ["OF_DATATYPES", "OF_RESOURCES", "Broken"]

Broken = tuple[str, str, str]
"""A path below the value (empty for the value itself), the key of the rule, and what it asks."""

_DAY = len("2025-02-03")


def is_before(one: str, two: str) -> bool:
    """Return whether one date or time surely is before another, as exact as both are."""
    if len(one) > _DAY and len(two) > _DAY:
        return _moment(one) < _moment(two)
    length = min(len(one), len(two), _DAY)
    return one[:length] < two[:length]


def _moment(text: str) -> dt.datetime:
    # A leap second is no second of Python's.
    return dt.datetime.fromisoformat(text.replace(":60", ":59"))


def _period(value: Mapping[str, Any]) -> Iterator[Broken]:
    if "start" in value and "end" in value and is_before(value["end"], value["start"]):
        yield "", "per-1", "ends before it starts"


def _quantity(value: Mapping[str, Any]) -> Iterator[Broken]:
    if "code" in value and "system" not in value:
        yield "", "qty-3", "has a code of no system"


def _extension(value: Mapping[str, Any]) -> Iterator[Broken]:
    has_value = any(key.lstrip("_").startswith("value") for key in value)
    if has_value == ("extension" in value):
        yield "", "ext-1", "has to have either a value or extensions"


def _attachment(value: Mapping[str, Any]) -> Iterator[Broken]:
    if "data" in value and "contentType" not in value:
        yield "", "att-1", "has data of no type"


_CONCEPT = frozenset({"coding", "text", "_text", "extension", "id"})


def _goal(value: Mapping[str, Any]) -> Iterator[Broken]:
    for index, target in enumerate(value.get("target", ())):
        has_detail = any(key.lstrip("_").startswith("detail") for key in target)
        if has_detail and _CONCEPT.isdisjoint(target.get("measure", ())):
            yield f"target[{index}]", "gol-1", "says how much and not of what: measure is missing"


def _care_plan(value: Mapping[str, Any]) -> Iterator[Broken]:
    for index, activity in enumerate(value.get("activity", ())):
        if "detail" in activity and "reference" in activity:
            yield f"activity[{index}]", "cpl-3", "has both a detail and a reference; one is allowed"


def _observation(value: Mapping[str, Any]) -> Iterator[Broken]:
    has_value = any(key.lstrip("_").startswith("value") for key in value)
    if has_value and "dataAbsentReason" in value:
        yield "dataAbsentReason", "obs-6", "is there, and a value too"
    codings = _codings(value["code"])
    for index, component in enumerate(value.get("component", ())):
        if has_value and codings and codings & _codings(component["code"]):
            yield f"component[{index}].code", "obs-7", "is that of the value"


def _codings(concept: Mapping[str, Any]) -> set[tuple[Any, Any]]:
    return {
        (coding.get("system"), coding["code"])
        for coding in concept.get("coding", ())
        if "code" in coding
    }


def _task(value: Mapping[str, Any]) -> Iterator[Broken]:
    authored, modified = value.get("authoredOn"), value.get("lastModified")
    if authored and modified and is_before(modified, authored):
        yield "lastModified", "inv-1", "is before authoredOn"


def _service_request(value: Mapping[str, Any]) -> Iterator[Broken]:
    if "orderDetail" in value and "code" not in value:
        yield "orderDetail", "prr-1", "is there without a code"


def _bundle(value: Mapping[str, Any]) -> Iterator[Broken]:
    kind = value["type"]
    if "total" in value and kind not in {"searchset", "history"}:
        yield "total", "bdl-1", "is for searches and histories alone"
    seen: set[tuple[str, str]] = set()
    for index, entry in enumerate(value.get("entry", ())):
        path = f"entry[{index}]"
        if "search" in entry and kind != "searchset":
            yield f"{path}.search", "bdl-2", "is for searches alone"
        if ("request" in entry) != (kind in {"batch", "transaction", "history"}):
            yield (
                f"{path}.request",
                "bdl-3",
                "is for batches, transactions and histories, and there in all",
            )
        if "response" in entry and kind not in {
            "batch-response",
            "transaction-response",
            "history",
        }:
            yield f"{path}.response", "bdl-4", "is for responses and histories alone"
        if not {"resource", "request", "response"} & set(entry):
            yield path, "bdl-5", "has neither a resource nor a request nor a response"
        url = entry.get("fullUrl", "")
        if "/_history/" in url:
            yield f"{path}.fullUrl", "bdl-8", "names a version"
        named = (url, str(_meta(entry.get("resource", {})).get("versionId", "")))
        if url and named in seen and kind != "history":
            yield f"{path}.fullUrl", "bdl-7", "comes twice"
        seen.add(named)


def _meta(resource: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the meta of a resource, which may be of a type that is not read."""
    meta = resource.get("meta")
    return meta if isinstance(meta, Mapping) else {}


def any_resource(value: Mapping[str, Any]) -> Iterator[Broken]:
    """Yield what every resource that contains others has to keep."""
    for index, contained in enumerate(value.get("contained", ())):
        if "contained" in contained:
            yield f"contained[{index}].contained", "dom-2", "is within a contained resource"
        meta = _meta(contained)
        if "versionId" in meta or "lastUpdated" in meta:
            yield f"contained[{index}].meta", "dom-4", "counts versions of a contained resource"
        if "security" in meta:
            yield f"contained[{index}].meta.security", "dom-5", "labels a contained resource"


Rule = Callable[[Mapping[str, Any]], Iterator[Broken]]
OF_DATATYPES: Mapping[str, Rule] = MappingProxyType(
    {
        "Attachment": _attachment,
        "Extension": _extension,
        "Period": _period,
        "Quantity": _quantity,
        "Duration": _quantity,
    }
)
OF_RESOURCES: Mapping[str, Rule] = MappingProxyType(
    {
        "Bundle": _bundle,
        "CarePlan": _care_plan,
        "Goal": _goal,
        "Observation": _observation,
        "ServiceRequest": _service_request,
        "Task": _task,
    }
)
