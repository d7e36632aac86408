"""Reviews: what is due as a Task, and what was decided as the Provenance of a revision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from smartgoals._time import format_instant, instant
from smartgoals.entries import Decision, Entry, Reviewed
from smartgoals.errors import SmartGoalsError
from smartgoals.interop.fhir import _places as places
from smartgoals.interop.fhir._datatypes import (
    Json,
    address_of,
    as_reference,
    code_in,
    coded,
    day_of,
    fhir_id,
    party_of,
    party_reference,
    subject_reference,
)

__all__ = ["read_review", "say_review", "say_review_due"]

_DECISIONS = {str(decision): decision for decision in Decision}


def say_review_due(name: str, kind: str, day: dt.date, subject: str) -> Json:
    """Return the Task to look at a goal, or at a treatment plan, again on *day*."""
    return {
        "resourceType": "Task",
        "id": fhir_id(f"{name}-review"),
        "status": "requested",
        "intent": "plan",
        "code": coded(places.TASK, "review"),
        "focus": as_reference(kind, name),
        "for": subject_reference(subject),
        "restriction": {"period": {"end": day.isoformat()}},
    }


def read_review(resource: Mapping[str, Any], name: str) -> Entry | None:
    """Return the review that a Provenance of ours tells; None if it is another's."""
    decision = _DECISIONS.get(code_in(resource.get("activity", {}), (places.DECISION,)) or "")
    goals = [address_of(item).removeprefix("Goal/") for item in resource["target"]]
    day = day_of(resource.get("occurredDateTime"))
    who = party_of(resource["agent"][0]["who"], {}, "")
    if decision is None or len(goals) != 1 or day is None:
        return None
    try:
        return Reviewed(
            id=name,
            goal=goals[0],
            decision=decision,
            day=day,
            author=who or None,
            recorded_at=dt.datetime.fromisoformat(resource["recorded"].replace(":60", ":59")),
        )
    except SmartGoalsError:
        # A moment outside of the calendar.
        return None


def say_review(entry: Entry) -> Json | None:
    """Return the Provenance of what a review decided; None for what is none, or not yet recorded.

    What worked and what was asked for are the person's own words and stay.
    """
    if not isinstance(entry, Reviewed) or entry.id is None or entry.recorded_at is None:
        return None
    said: Json = {
        "resourceType": "Provenance",
        "id": fhir_id(entry.id),
        "target": [as_reference("Goal", entry.goal)],
        "occurredDateTime": entry.day.isoformat(),
        "recorded": format_instant(instant(entry.recorded_at, in_utc=True)).partition("[")[0],
        "activity": coded(places.DECISION, str(entry.decision)),
    }
    # Of nobody it is said that nobody is named: an agent has to be there.
    nobody = {"display": "not named"}
    who = nobody if entry.author is None else party_reference(entry.author, "")
    return said | {"agent": [{"who": who}]}
