"""To FHIR: what each reader may see, with a record of what left."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import attrs

from smartgoals._values import refuse
from smartgoals.entries import Entry
from smartgoals.errors import SmartGoalsError
from smartgoals.goals import Goal
from smartgoals.interop.fhir import _places as places
from smartgoals.interop.fhir._convert import convert
from smartgoals.interop.fhir._datatypes import coded, fhir_id
from smartgoals.interop.fhir._findings import Severity
from smartgoals.interop.fhir._goal import read_goal, say_goal
from smartgoals.interop.fhir._import import Imported
from smartgoals.interop.fhir._json import read_json
from smartgoals.interop.fhir._kept import KEPT, merged
from smartgoals.interop.fhir._observation import read_entry, say_entry
from smartgoals.interop.fhir._scope import Disclosure, Scope, disclosed, seen
from smartgoals.interop.fhir._validation import check
from smartgoals.journal import Journal
from smartgoals.scoring import achievement

__all__ = ["Exported", "to_fhir"]

Json = dict[str, Any]


@attrs.frozen(kw_only=True)
class Exported:
    """A resource that is ready to leave, and the record of what is in it.

    Args:
        resource: The resource or Bundle as plain data; :func:`write_json` makes text of it.
        disclosure: What left and what stayed.
    """

    resource: Json = attrs.field(repr=False)
    disclosure: Disclosure


def to_fhir(
    value: Goal | Imported | Iterable[Goal],
    *,
    scope: Scope,
    version: Literal["R4", "R5"] = "R4",
    journal: Journal | None = None,
    on: dt.date | None = None,
) -> Exported:
    """Return goals as FHIR, as much of them as a reader needs.

    What :func:`from_fhir` kept comes back as it was, decimals and all, wherever nothing was edited,
    for the client and the care team; others get what the domain understands. Findings of a SMART
    check never leave.

    Args:
        value: A goal, which gives a Goal; several, which give a Bundle; or what was imported, which
            gives the same resource or Bundle again.
        scope: Who reads it.
        version: The version of FHIR; R4 and R4B are the same for these resources. What only the
            other version has is carried in HL7's cross-version extensions, and milestones, which R4
            names on the whole, are named on their parts in R5.
        journal: The journal of the goals' subject: for how far they came and, in a Bundle, the
            values that were measured and rated.
        on: The date of judgement; given where *journal* is.

    Raises:
        InvalidValueError: If *on* comes without *journal* or the other way round, if the journal is
            another person's, or if an argument is not what it must be.

    Example:
        >>> from smartgoals import Goal
        >>> from smartgoals.interop.fhir import Scope, to_fhir
        >>> goal = Goal(id="g-1", subject="c-17", statement="I will walk every morning.")
        >>> made = to_fhir(goal, scope=Scope.PARTNER)
        >>> made.resource["description"], made.resource["subject"]
        ({'text': 'I will walk every morning.'}, {'reference': 'Patient/c-17'})
        >>> made.disclosure.elements
        ('Goal.description', 'Goal.id', 'Goal.language', 'Goal.lifecycleStatus', 'Goal.subject')
    """
    if not isinstance(scope, Scope):
        refuse("scope", "a Scope", scope)
    if version not in {"R4", "R5"}:
        refuse("version", "R4 or R5", version)
    if (journal is None) != (on is None):
        refuse("on", "given exactly when journal is", on)
    if isinstance(value, Imported):
        whole, goals = _written_again(value, journal, on), value.goals
        others = tuple(value.entries)
    elif isinstance(value, Goal):
        whole, goals, others = write_goal(value, journal, on), (value,), ()
    else:
        goals, others = tuple(value), ()
        if not all(isinstance(goal, Goal) for goal in goals):
            refuse("value", "a goal, goals or what was imported", goals)
        whole = _bundle(goals, journal, on)
    before = list(_resources(whole))
    shown = _seen(whole, scope)
    subjects = (*(goal.subject for goal in goals), *others)
    record = disclosed(
        goals,
        subjects,
        scope=scope,
        version=version,
        whole=before,
        left=list(_resources(shown)),
    )
    if version == "R5":
        shown = convert(shown, "R5")
    return Exported(resource=shown, disclosure=record)


def write_goal(goal: Goal, journal: Journal | None, on: dt.date | None) -> Json:
    """Return a goal as a whole Goal resource, with the original where nothing was edited."""
    now = say_goal(goal)
    if journal is not None and on is not None:
        status = achievement(goal, journal, on=on).status
        now["achievementStatus"] = coded(places.GOAL_ACHIEVEMENT, str(status))
    found = _original(goal.extensions, "Goal")
    if found is None:
        return now
    original, part_of = found
    try:
        before = say_goal(read_goal(original, goal.id, _ignore, part_of))
    except SmartGoalsError:
        return now
    # R4 says on the whole alone that this is a part of it, so what was read from there stays there.
    return merged(original, before, now)


def _ignore(severity: Severity, path: str, code: str, message: str) -> None:
    """Take what was told when it was imported."""


def _original(extensions: Mapping[str, Any], kind: str) -> tuple[Json, tuple[str, ...]] | None:
    """Return the original that is kept; None if there is none, or if it is none any more."""
    kept = extensions.get(KEPT)
    text = kept.get("resource") if isinstance(kept, Mapping) else None
    if not isinstance(kept, Mapping) or not isinstance(text, str):
        return None
    try:
        original = read_json(text)
    except SmartGoalsError:
        return None
    if not isinstance(original, dict) or original.get("resourceType") != kind:
        return None
    if not _is_valid(original, "R4") and not (
        # Some of what R5 allows is carried in R4 and would not be valid there.
        kept.get("version") == "R5" and _is_valid(convert(original, "R5"), "R5")
    ):
        return None
    part_of = kept.get("part_of", ())
    ids = [part for part in part_of if isinstance(part, str)] if isinstance(part_of, tuple) else []
    return original, tuple(ids)


def _is_valid(resource: Mapping[str, Any], version: str) -> bool:
    return all(found.severity is not Severity.ERROR for found in check(resource, version))


def _write_entry(entry: Entry, subject: str) -> Json | None:
    now = say_entry(entry, subject)
    found = _original(entry.extensions, "Observation")
    if found is None or now is None or entry.id is None:
        return now
    as_read = read_entry(found[0], entry.id, subject)
    before = None if as_read is None else say_entry(as_read, subject)
    return now if before is None else merged(found[0], before, now)


def _bundle(goals: tuple[Goal, ...], journal: Journal | None, on: dt.date | None) -> Json:
    resources: list[Json] = []
    for goal in goals:
        resources.append(write_goal(goal, journal, on))
        resources += _milestones(goal, resources[-1])
    if journal is not None and on is not None:
        known = (entry for entry in journal.current if entry.day <= on)
        written = (_write_entry(entry, journal.subject) for entry in known)
        resources += [resource for resource in written if resource is not None]
    entries = [{"resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "collection"} | (
        {"entry": entries} if entries else {}
    )


def _milestones(goal: Goal, parent: Json) -> Iterator[Json]:
    """Yield a Goal for each milestone, and name it on its parent as R4 does."""
    for milestone in goal.milestones:
        if milestone.until is not None:
            continue
        name = fhir_id(f"{goal.id}-{milestone.id}")
        child = attrs.evolve(
            goal,
            id=name,
            statement=milestone.name,
            targets=(),
            milestones=(),
            attainment=None,
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
                {"url": "type", "valueCodeableConcept": kind},
                {"url": "target", "valueReference": {"reference": f"Goal/{name}"}},
            ],
        }
        if relation not in parent.get("extension", ()):
            parent["extension"] = [*parent.get("extension", ()), relation]
        yield say_goal(child)


def _written_again(value: Imported, journal: Journal | None, on: dt.date | None) -> Json:
    """Return the resource that was imported, with what was edited since."""
    entries = {(subject, entry.id): entry for subject, of in value.entries.items() for entry in of}
    goals = {goal.id: goal for goal in value.goals}
    try:
        frame = _frame(value.frame)
        if "resource" in frame:
            return _known(read_json(frame["resource"]))
        if "bundle" in frame:
            return _filled(frame, goals, entries, journal, on)
    except (SmartGoalsError, ValueError, LookupError, TypeError, AttributeError):
        is_whole = False
    else:
        is_whole = True
    # Not within the handler: the error there may hold what was kept, and would come along.
    if not is_whole:
        refuse("value", "what from_fhir() returned, its frame unchanged", value)
    for goal in value.goals:
        return write_goal(goal, journal, on)
    for (subject, _), entry in entries.items():
        written = _write_entry(entry, subject)
        if written is not None:
            return written
    return refuse("value", "one that holds something", value)


def _known(resource: Any) -> Json:
    return dict(resource)


def _frame(text: str) -> Mapping[str, Any]:
    frame = json.loads(text or "{}")
    if not isinstance(frame, dict):
        raise TypeError
    return frame


def _filled(
    frame: Mapping[str, Any],
    goals: Mapping[str, Goal],
    entries: Mapping[tuple[str, str | None], Entry],
    journal: Journal | None,
    on: dt.date | None,
) -> Json:
    bundle = read_json(frame["bundle"])
    for index, (kind, subject, name, at) in frame["places"].items():
        entry = bundle["entry"][int(index)]
        if kind == "goal":
            resource: Json | None = write_goal(goals[name], journal, on)
        else:
            resource = _write_entry(entries[subject, name], subject)
        items = list(entry.items())
        items.insert(int(at), ("resource", resource))
        bundle["entry"][int(index)] = dict(items)
    return {str(key): bundle[key] for key in frame["order"]}


def _resources(whole: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if whole.get("resourceType") != "Bundle":
        yield whole
        return
    for entry in whole.get("entry", ()):
        if "resource" in entry:
            yield entry["resource"]


def _seen(whole: Json, scope: Scope) -> Json:
    """Return what a reader sees of a resource, or of each resource of a Bundle."""
    if scope.sees_what_was_kept:
        return whole
    if whole.get("resourceType") != "Bundle":
        shown = seen(whole, scope)
        if shown is None:
            refuse("scope", "one that sees such a resource at all", scope)
        return shown
    entries = [
        {"resource": shown}
        for resource in _resources(whole)
        if (shown := seen(resource, scope)) is not None
    ]
    return {"resourceType": "Bundle", "type": "collection"} | (
        {"entry": entries} if entries else {}
    )
