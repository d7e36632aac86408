"""Each value as a whole resource: as it is today, with its original where nothing was edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from smartgoals.entries import Entry
from smartgoals.errors import SmartGoalsError
from smartgoals.goals import Goal
from smartgoals.interop._findings import Severity
from smartgoals.interop.fhir._convert import convert
from smartgoals.interop.fhir._goal import read_goal, say_goal
from smartgoals.interop.fhir._json import read_json
from smartgoals.interop.fhir._kept import KEPT, is_as_read, merged
from smartgoals.interop.fhir._observation import read_entry, say_entry
from smartgoals.interop.fhir._plan import read_plan, say_plan
from smartgoals.interop.fhir._reviews import read_review, say_review
from smartgoals.interop.fhir._steps import read_step, say_step
from smartgoals.interop.fhir._validation import is_valid
from smartgoals.plans import Step
from smartgoals.treatment import TreatmentPlan

__all__ = ["write_entry", "write_goal", "write_plan", "write_step"]

Json = dict[str, Any]
Again = Callable[[Json, tuple[str, ...]], Json | None]
"""Takes an original, and the wholes that it is a part of; returns what is said of it as read."""


def write_goal(goal: Goal, also: Json) -> Json:
    """Return the Goal resource of a goal, with what is *also* said of it now."""

    def again(original: Json, part_of: tuple[str, ...]) -> Json:
        return say_goal(read_goal(original, goal.id, _ignore, part_of=part_of))

    if not also and is_as_read(goal):
        original: Json = read_json(goal.extensions[KEPT]["resource"])
        return original
    return _written(say_goal(goal) | also, goal.extensions, again)


def write_plan(plan: TreatmentPlan, also: Json) -> Json:
    """Return the CarePlan of a treatment plan, with what is *also* said of it now."""

    def again(original: Json, _: tuple[str, ...]) -> Json | None:
        read = read_plan(original, plan.id, plan.subject)
        return None if read is None else say_plan(read)

    return _written(say_plan(plan) | also, plan.extensions, again)


def write_step(step: Step, goal: Goal) -> Json:
    """Return the ServiceRequest or Task of a step."""

    def again(original: Json, _: tuple[str, ...]) -> Json | None:
        read = read_step(original, step.id, goal)
        return None if read is None else say_step(read, goal)

    return _written(say_step(step, goal), step.extensions, again)


def write_entry(entry: Entry, subject: str) -> Json | None:
    """Return the Observation or Provenance of an entry; None if it is neither."""
    now = say_entry(entry, subject) or say_review(entry)
    if now is None:
        return None

    def again(original: Json, _: tuple[str, ...]) -> Json | None:
        name = str(entry.id)
        if original["resourceType"] == "Provenance":
            read = read_review(original, name)
        else:
            read = read_entry(original, name, subject)
        return None if read is None else say_entry(read, subject) or say_review(read)

    return _written(now, entry.extensions, again)


def _ignore(severity: Severity, path: str, code: str, message: str) -> None:
    """Take what was told when it was imported."""


def _written(now: Json, extensions: Mapping[str, Any], again: Again) -> Json:
    kept = extensions.get(KEPT)
    found = _original(kept) if isinstance(kept, Mapping) else None
    if found is None or not isinstance(kept, Mapping):
        return now
    part_of = kept.get("part_of", ())
    ids = [part for part in part_of if isinstance(part, str)] if isinstance(part_of, tuple) else []
    try:
        before = again(found, tuple(ids))
    except (SmartGoalsError, LookupError):
        # An app put another resource there, or one that tells nobody.
        return now
    if before == now:
        return found
    # A step that gets or loses its timing becomes another kind of request.
    is_other = before is None or found["resourceType"] != now["resourceType"]
    return now if is_other else merged(found, before, now)


def _original(kept: Mapping[str, Any]) -> Json | None:
    """Return the original that is kept; None if it is none any more."""
    text = kept.get("resource")
    if not isinstance(text, str):
        return None
    try:
        original = read_json(text)
    except SmartGoalsError:
        return None
    if not isinstance(original, dict):
        return None
    # Some of what R5 allows is carried in R4 and would not be valid there.
    if is_valid(original, "R4") or (
        kept.get("version") == "R5" and is_valid(convert(original, "R5"), "R5")
    ):
        return original
    return None
