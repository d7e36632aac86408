"""A Goal resource of R4 as a goal of ours, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from smartgoals._values import EMPTY
from smartgoals.errors import SmartGoalsError
from smartgoals.goals import (
    Acceptance,
    AcceptanceStatus,
    ClosingReason,
    Goal,
    KeyArea,
    Lifecycle,
    LifecycleChange,
    Priority,
    Relation,
    RelationKind,
    Sensitivity,
)
from smartgoals.interop._findings import Severity
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
    extension,
    extensions_of,
    fhir_id,
    is_code,
    part,
    party_of,
    party_reference,
    subject_of,
    subject_reference,
    words_of,
)
from smartgoals.interop.fhir._target import (
    is_only_due,
    read_due,
    read_targets,
    target_from_text,
    write_target,
)
from smartgoals.targets import AttainmentScale

__all__ = ["milestones_of", "read_goal", "say_goal"]

Tell = Callable[[Severity, str, str, str], None]
_WORDS_OF_PRIORITY = {"high": Priority.HIGH, "medium": Priority.MEDIUM, "low": Priority.LOW}
_LEVELS = {code: level for level, code in places.GAS_LEVELS.items()}
_LEVEL_FIELDS = {-2: "much_less", -1: "less", 0: "expected", 1: "more", 2: "much_more"}
_SENSITIVE = {str(label): label for label in Sensitivity}
_CLOSING = {str(reason): reason for reason in ClosingReason}
_RELATIONSHIPS = (places.RELATIONSHIP_TYPE_R4, places.RELATIONSHIP_TYPE_R5)
# FHIR has no code for these two: they stand under "other", with these words.
_OTHER = {RelationKind.REPLACES: "replaces", RelationKind.SHARED_WITH: "shared with"}
_KINDS = {words: kind for kind, words in _OTHER.items()}
UNSAID = "(no words)"


def read_goal(
    resource: Mapping[str, Any],
    name: str,
    tell: Tell,
    *,
    part_of: Iterable[str] = (),
    kept: Mapping[str, Any] = EMPTY,
) -> Goal:
    """Return the goal that a valid R4 Goal resource describes.

    Args:
        resource: The resource, found valid.
        name: The id of the goal.
        tell: Takes what could not be read as it stands.
        part_of: Ids of goals that call it a milestone of theirs: R4 says so on them alone.
        kept: What its extensions keep.
    """
    subject = subject_of(resource["subject"], resource, name)
    start = day_of(resource.get("startDate"))
    if start is None and ("startDate" in resource or "startCodeableConcept" in resource):
        tell(Severity.INFORMATION, "Goal.start", "no-day", "is no day; it is kept as it is")
    statement = words_of(resource["description"])
    if not statement:
        tell(Severity.WARNING, "Goal.description", "no-words", "says nothing to a reader")
    targets = tuple(read_targets(resource, start, tell))
    if not resource.get("target"):
        inferred = target_from_text(statement, "target-1", "Goal.description", tell)
        targets = () if inferred is None else (inferred,)
    due = next(
        filter(None, (read_due(t, start) for t in resource.get("target", ()) if is_only_due(t))),
        None,
    )
    if due is not None and start is not None and due < start:
        tell(Severity.WARNING, "Goal.target", "due-before-start", "is due before the start; kept")
        due = None
    ids = [target.id for target in targets]
    if len(set(ids)) < len(ids):
        tell(Severity.WARNING, "Goal.target", "ids", "have one id for several; they are kept")
        targets = ()
    status_day = day_of(resource.get("statusDate"))
    return Goal(
        id=name,
        subject=subject,
        statement=statement or UNSAID,
        key_areas=tuple(_key_areas(resource)),
        addresses=tuple(filter(None, map(address_of, resource.get("addresses", ())))),
        priority=_priority(resource, tell),
        targets=targets,
        attainment=_attainment(resource, start or status_day, tell),
        start=start,
        due=due,
        continuous=part(resource, places.CONTINUOUS, "Boolean") is True,
        acceptances=tuple(_acceptances(resource, subject, status_day or start, tell)),
        lifecycle_history=(_lifecycle(resource, status_day),),
        relations=tuple(dict.fromkeys([*_relations(resource), *map(_is_part_of, part_of)])),
        sensitivity=tuple(_sensitivity(resource)),
        language=as_id(resource.get("language") or "en"),
        extensions=kept,
    )


def say_goal(goal: Goal) -> Json:
    """Return all that a goal says that a Goal resource of R4 has a place for."""
    change = goal.lifecycle_history[-1]
    said: Json = {"resourceType": "Goal", "id": fhir_id(goal.id)}
    if is_code(goal.language):
        said["language"] = goal.language
    if goal.sensitivity:
        labels = [{"system": places.ACT_CODE, "code": str(label)} for label in goal.sensitivity]
        said["meta"] = {"security": labels}
    if extensions := list(_extensions(goal)):
        said["extension"] = extensions
    if fhir_id(goal.id) != goal.id:
        said["identifier"] = [{"system": places.GOAL_ID, "value": as_string(goal.id)}]
    said["lifecycleStatus"] = str(change.status)
    if goal.key_areas:
        said["category"] = [_write_area(area) for area in goal.key_areas]
    if goal.priority is not None:
        said["priority"] = coded(places.GOAL_PRIORITY, str(goal.priority))
    said["description"] = {"text": goal.statement}
    said["subject"] = subject_reference(goal.subject)
    if goal.start is not None:
        said["startDate"] = goal.start.isoformat()
    if targets := [
        write_target(target, goal.due) for target in goal.targets if target.until is None
    ]:
        said["target"] = targets
    elif goal.due is not None:
        said["target"] = [{"dueDate": goal.due.isoformat()}]
    if change.day is not None:
        said["statusDate"] = change.day.isoformat()
    words = change.reason if change.reason.strip() else ""
    if reason := words or (change.closing and str(change.closing)):
        said["statusReason"] = reason
    if goal.addresses:
        said["addresses"] = [as_reference("Condition", problem) for problem in goal.addresses]
    return said


def _lifecycle(resource: Mapping[str, Any], day: dt.date | None) -> LifecycleChange:
    status = Lifecycle(resource["lifecycleStatus"])
    closing = _CLOSING.get(str(part(resource, places.CLOSING, "Code")))
    if closing is not None and closing.lifecycle is not status:
        closing = None
    reason = resource.get("statusReason", "")
    return LifecycleChange(
        status=status,
        day=day,
        reason="" if closing is not None and reason == closing else reason,
        closing=closing,
    )


def _key_areas(resource: Mapping[str, Any]) -> Iterator[KeyArea]:
    for concept in resource.get("category", ()):
        codes = [coding["code"] for coding in concept.get("coding", ()) if coding.get("code")]
        words = words_of(concept)
        if codes or words:
            yield KeyArea(code=as_id(codes[0] if codes else words), name=words)


def _write_area(area: KeyArea) -> Json:
    system = places.GOAL_CATEGORY if area.code in places.GOAL_CATEGORIES else places.KEY_AREA
    if not is_code(area.code):
        return {"text": as_string(area.name or area.code)}
    return coded(system, area.code, **({"text": area.name} if area.name.strip() else {}))


def _priority(resource: Mapping[str, Any], tell: Tell) -> Priority | None:
    concept = resource.get("priority")
    if concept is None:
        return None
    code = code_in(concept, (places.GOAL_PRIORITY,))
    if code in set(Priority):
        return Priority(code)
    word = words_of(concept).casefold().split(" ")[0].removesuffix("-priority")
    found = _WORDS_OF_PRIORITY.get(word)
    message = "is kept as it is" if found is None else "was read from its words"
    tell(Severity.INFORMATION, "Goal.priority", "no-code" if found is None else "inferred", message)
    return found


def _sensitivity(resource: Mapping[str, Any]) -> Iterator[Sensitivity]:
    labels = resource.get("meta", {}).get("security", ())
    for label in dict.fromkeys(item.get("code") for item in labels):
        if label in _SENSITIVE:
            yield _SENSITIVE[label]


def _acceptances(
    resource: Mapping[str, Any], subject: str, day: dt.date | None, tell: Tell
) -> Iterator[Acceptance]:
    for item in extensions_of(resource, places.ACCEPTANCE):
        individual: Mapping[str, Any] = next(
            (sub["valueReference"] for sub in item.get("extension", ()) if "valueReference" in sub),
            {},
        )
        status = part(item, "status", "Code")
        said_on = day_of(part(item, f"{places.ACCEPTANCE}-day", "Date")) or day
        by = party_of(individual, resource["subject"], subject)
        if not by or said_on is None or status not in set(AcceptanceStatus):
            tell(Severity.INFORMATION, "Goal.extension", "acceptance-kept", "is kept as it is")
            continue
        yield Acceptance(by=by, day=said_on, status=AcceptanceStatus(status))


def _relations(resource: Mapping[str, Any]) -> Iterator[Relation]:
    for item in extensions_of(resource, places.RELATIONSHIP):
        kind = part(item, "type", "CodeableConcept") or {}
        other = _goal_id(part(item, "target", "Reference") or {})
        code = code_in(kind, _RELATIONSHIPS)
        if code == "part-of" and other:
            yield Relation(kind=RelationKind.PART_OF, goal=other)
        elif code == "other" and other and kind.get("text") in _KINDS:
            yield Relation(kind=_KINDS[kind["text"]], goal=other)


def _is_part_of(whole: str) -> Relation:
    return Relation(kind=RelationKind.PART_OF, goal=whole)


def milestones_of(resource: Mapping[str, Any]) -> Iterator[str]:
    """Yield the ids of the goals that a Goal calls its milestones."""
    for item in extensions_of(resource, places.RELATIONSHIP):
        kind = part(item, "type", "CodeableConcept") or {}
        if code_in(kind, _RELATIONSHIPS) == "milestone":
            yield _goal_id(part(item, "target", "Reference") or {})


def _goal_id(reference: Mapping[str, Any]) -> str:
    return address_of(reference).removeprefix("Goal/")


def _extensions(goal: Goal) -> Iterator[Json]:
    if goal.continuous:
        yield extension(places.CONTINUOUS, "Boolean", value=True)
    closing = goal.lifecycle_history[-1].closing
    if closing is not None:
        yield extension(places.CLOSING, "Code", str(closing))
    for party in dict.fromkeys(said.by for said in goal.acceptances):
        answer = goal.answer_of(party)
        if answer is not None:
            yield {
                "url": places.ACCEPTANCE,
                "extension": [
                    extension("individual", "Reference", party_reference(party, goal.subject)),
                    extension("status", "Code", str(answer.status)),
                ],
            }
    for relation in goal.relations:
        yield _write_relation(relation)
    if goal.attainment is not None:
        yield from _write_attainment(goal.attainment)


def _write_relation(relation: Relation) -> Json:
    if relation.kind is RelationKind.PART_OF:
        kind = coded(places.RELATIONSHIP_TYPE_R5, "part-of")
    else:
        kind = coded(places.RELATIONSHIP_TYPE_R4, "other", text=_OTHER[relation.kind])
    return {
        "url": places.RELATIONSHIP,
        "extension": [
            extension("type", "CodeableConcept", kind),
            extension("target", "Reference", as_reference("Goal", relation.goal)),
        ],
    }


def _attainment(
    resource: Mapping[str, Any], day: dt.date | None, tell: Tell
) -> AttainmentScale | None:
    levels: dict[str, str] = {}
    scales = extensions_of(resource, places.GAS)
    for item in scales:
        level = _LEVELS.get(str((part(item, "level", "Coding") or {}).get("code")))
        # HL7's own test data has the older name.
        words = part(item, "progressText", "String") or part(item, "text", "String")
        if level is not None and words:
            levels[_LEVEL_FIELDS[level]] = words
    if not scales:
        return None
    own = next(iter(extensions_of(resource, places.ATTAINMENT)), {})
    agreed = day_of(part(own, "day", "Date")) or day
    whole: AttainmentScale | None = None
    if agreed is not None and "expected" in levels:
        try:
            whole = AttainmentScale(
                day=agreed,
                baseline=part(own, "baseline", "Integer"),
                importance=_or_one(part(own, "importance", "Integer")),
                difficulty=_or_one(part(own, "difficulty", "Integer")),
                **levels,
            )
        except SmartGoalsError:
            whole = None
    if whole is None:
        tell(Severity.WARNING, "Goal.extension", "attainment-kept", "are no five levels; kept")
    return whole


def _or_one(weight: int | None) -> int:
    return 1 if weight is None else weight


def _write_attainment(scale: AttainmentScale) -> Iterator[Json]:
    for level in (2, 1, 0, -1, -2):
        if words := scale.description(level):
            coding = {"system": places.LOINC, "code": places.GAS_LEVELS[level]}
            yield {
                "url": places.GAS,
                "extension": [
                    extension("level", "Coding", coding),
                    extension("progressText", "String", words),
                ],
            }
    own = [
        extension("day", "Date", scale.day.isoformat()),
        extension("importance", "Integer", scale.importance),
        extension("difficulty", "Integer", scale.difficulty),
    ]
    if scale.baseline is not None:
        own.append(extension("baseline", "Integer", scale.baseline))
    yield {"url": places.ATTAINMENT, "extension": own}
