"""Observations as entries of a journal, and back: values of measures and levels of attainment."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from smartgoals._time import format_instant, instant
from smartgoals.entries import Entry, Measured, Rated, RatingKind
from smartgoals.errors import SmartGoalsError
from smartgoals.instruments import find_instruments
from smartgoals.interop.fhir import _places as places
from smartgoals.interop.fhir._datatypes import (
    Json,
    address_of,
    as_id,
    as_reference,
    as_string,
    code_in,
    coded,
    day_of,
    fhir_id,
    known_unit,
    number,
    party_of,
    party_reference,
    subject_reference,
    unit_code,
    words_of,
)

__all__ = ["read_entry", "say_entry"]

# LOINC's scores of goal attainment scaling: as reported, by the practitioner, the patient and the
# caregiver.
_GAS_CODES = frozenset({"107332-9", "107333-7", "107334-5", "107331-1"})
_LEVELS = {code: level for level, code in places.GAS_LEVELS.items()}
_LOINC_CODE = re.compile(r"[0-9]{1,7}-[0-9]\Z")
_SURE = frozenset({"final", "amended", "corrected"})
_DAY = len("2025-02-03")


def read_entry(resource: Mapping[str, Any], name: str, subject: str) -> Entry | None:
    """Return the entry that a valid R4 Observation is; None if it is none that is known here.

    What is preliminary, cancelled or entered in error is no evidence.
    """
    when = str(resource.get("effectiveDateTime") or resource.get("effectiveInstant") or "")
    day = day_of(when)
    if day is None or resource["status"] not in _SURE:
        return None
    issued = resource.get("issued")
    performers = resource.get("performer", ())
    author = party_of(performers[0], resource.get("subject", {}), subject) if performers else ""
    common: dict[str, Any] = {
        "id": name,
        "day": day,
        "author": author or None,
        "recorded_at": None if issued is None else _moment(issued),
        "occurred_at": _moment(when) if len(when) > _DAY else None,
    }
    try:
        return _rated(resource, common) or _measured(resource, common)
    except SmartGoalsError:
        # A value that no measure here can have.
        return None


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text.replace(":60", ":59"))


def _rated(resource: Mapping[str, Any], common: dict[str, Any]) -> Entry | None:
    code = code_in(resource["code"], (places.LOINC,))
    level = _LEVELS.get(code_in(resource.get("valueCodeableConcept", {}), (places.LOINC,)) or "")
    goals = [address_of(item).removeprefix("Goal/") for item in resource.get("focus", ())]
    if code not in _GAS_CODES or level is None or len(goals) != 1 or not common["author"]:
        return None
    return Rated(
        goal=goals[0],
        kind=RatingKind.ATTAINMENT,
        value=level,
        rater=common["author"],
        **common,
    )


def _measured(resource: Mapping[str, Any], common: dict[str, Any]) -> Entry | None:
    quantity = resource.get("valueQuantity", {})
    if "valueInteger" in resource:
        quantity = {"value": resource["valueInteger"], "code": "1"}
    if "value" not in quantity or "comparator" in quantity:
        return None
    unit = known_unit(unit_code(quantity))
    if unit is None:
        return None
    loinc = code_in(resource["code"], (places.LOINC,))
    known = find_instruments(loinc) if loinc else ()
    codings = resource["code"].get("coding", ())
    first = next((coding["code"] for coding in codings if "code" in coding), "")
    name = known[0].id if len(known) == 1 else loinc or first or words_of(resource["code"])
    if not name:
        return None
    if len(known) == 1 and unit.code == "1":
        unit = known_unit("{score}")
    return Measured(measure=as_id(name), value=float(quantity["value"]), unit=unit, **common)


def say_entry(entry: Entry, subject: str) -> Json | None:
    """Return the Observation of an entry; None for what is none."""
    if entry.id is None:
        return None
    when = (
        entry.day.isoformat()
        if entry.occurred_at is None
        else dt.datetime.isoformat(entry.occurred_at)
    )
    said: Json = {"resourceType": "Observation", "id": fhir_id(entry.id), "status": "final"}
    if fhir_id(entry.id) != entry.id:
        said["identifier"] = [{"system": places.GOAL_ID, "value": as_string(entry.id)}]
    more: Json = {"subject": subject_reference(subject), "effectiveDateTime": when}
    if entry.recorded_at is not None:
        more["issued"] = format_instant(instant(entry.recorded_at, in_utc=True)).partition("[")[0]
    if isinstance(entry, Measured):
        more |= _performer(entry.author, subject)
        unit = "1" if entry.unit is None else entry.unit.code
        amount = {"value": number(entry.value), "unit": unit, "system": places.UCUM, "code": unit}
        return said | {"code": _write_code(entry.measure)} | more | {"valueQuantity": amount}
    if isinstance(entry, Rated) and entry.kind is RatingKind.ATTAINMENT:
        level = places.GAS_LEVELS.get(int(entry.value)) if entry.value.is_integer() else None
        if level is None:
            return None
        more |= _performer(entry.rater, subject)
        return (
            said
            | {"code": coded(places.LOINC, "107332-9"), "focus": [as_reference("Goal", entry.goal)]}
            | more
            | {"valueCodeableConcept": coded(places.LOINC, level)}
        )
    return None


def _performer(party: str | None, subject: str) -> Json:
    return {} if party is None else {"performer": [party_reference(party, subject)]}


def _write_code(measure: str) -> Json:
    known = [found for found in find_instruments(measure) if found.id == measure]
    code = known[0].loinc if known else measure
    if code is not None and _LOINC_CODE.match(code):
        return {"coding": [{"system": places.LOINC, "code": code}], "text": measure}
    return {"text": as_string(measure)}
