"""What leaves for whom: the least that each reader needs, and a record of what left.

Whether a reader may have anything at all is a question of consent, and the host's.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import attrs

from smartgoals.goals import Goal, Sensitivity
from smartgoals.interop.fhir import _places as places
from smartgoals.interop.fhir._datatypes import subject_of, subject_reference
from smartgoals.interop.fhir._shapes import Shape, shapes_of

__all__ = ["PART_2_NOTICE", "Disclosure", "Scope", "seen"]

PART_2_NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
"""What has to go along with records of treatment for substance use.

Source:
    42 CFR 2.32(a)(2).
"""


class Scope(StrEnum):
    """Who reads an export."""

    CLIENT = "client"
    """The person: everything that is theirs."""
    CARE_TEAM = "care-team"
    """Those who treat the person: everything."""
    GUARDIAN = "guardian"
    """Who consents for the person: the goals and how far they came; no notes, no diagnoses."""
    PARTNER = "partner"
    """Who helps the person day by day: what was agreed, not how it is going."""
    PAYER = "payer"
    """Who pays: goals, targets, how far they came and what they answer to; no notes."""

    @property
    def sees_what_was_kept(self) -> bool:
        """Whether what the domain does not understand goes along."""
        return self in {Scope.CLIENT, Scope.CARE_TEAM}


@attrs.frozen(kw_only=True)
class Disclosure:
    """What one export handed out, for the host's accounting of disclosures.

    The host adds to whom it went, when, what for and by which authority.

    Args:
        scope: Who reads it.
        format: What it is written in, such as ``FHIR R4``.
        subjects: Ids of the persons that it is about.
        goals: Ids of the goals.
        elements: What left, as paths: ``Goal.description``. Sorted.
        withheld: What there was and stayed, in the same way.
        notices: What has to be handed on with it, such as :data:`PART_2_NOTICE`.

    Source:
        45 CFR 164.528, accounting of disclosures; 42 CFR 2.32, notice.
    """

    scope: Scope
    format: str
    subjects: tuple[str, ...]
    goals: tuple[str, ...]
    elements: tuple[str, ...]
    withheld: tuple[str, ...]
    notices: tuple[str, ...]


_ALWAYS = "resourceType id meta language modifierExtension extension implicitRules "
# What each reader needs of each resource; everything else stays.
_ELEMENTS: Mapping[Scope, Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        scope: MappingProxyType({name: frozenset((_ALWAYS + said).split()) for name, said in each})
        for scope, each in {
            Scope.GUARDIAN: (
                (
                    "Goal",
                    (
                        "lifecycleStatus achievementStatus category priority description subject "
                        "startDate startCodeableConcept target statusDate"
                    ),
                ),
                ("CarePlan", "status intent subject period goal activity"),
                ("Observation", "status code subject focus effectiveDateTime valueQuantity"),
                ("Task", "status intent code for focus restriction executionPeriod"),
                ("ServiceRequest", "status intent code subject occurrenceTiming"),
            ),
            Scope.PARTNER: (
                ("Goal", "lifecycleStatus description subject startDate target"),
                ("CarePlan", "status intent subject goal activity"),
                ("Task", "status intent code for focus restriction executionPeriod"),
                ("ServiceRequest", "status intent code subject occurrenceTiming"),
            ),
            Scope.PAYER: (
                (
                    "Goal",
                    (
                        "identifier lifecycleStatus achievementStatus category priority "
                        "description subject startDate startCodeableConcept target statusDate "
                        "statusReason addresses"
                    ),
                ),
                ("CarePlan", "identifier status intent subject period addresses goal activity"),
                ("ServiceRequest", "status intent code subject occurrenceTiming"),
            ),
        }.items()
    }
)
_EXTENSIONS: Mapping[Scope, frozenset[str]] = MappingProxyType(
    {
        Scope.GUARDIAN: frozenset(
            {places.CONTINUOUS, places.ACCEPTANCE, places.RELATIONSHIP, places.GAS}
        ),
        Scope.PARTNER: frozenset({places.CONTINUOUS, places.RELATIONSHIP}),
        Scope.PAYER: frozenset(
            {
                places.CONTINUOUS,
                places.RELATIONSHIP,
                places.GAS,
                places.ATTAINMENT,
                places.T_SCORE,
                places.TARGET,
            }
        ),
    }
)


def seen(resource: Mapping[str, Any], scope: Scope) -> dict[str, Any] | None:
    """Return what a reader sees of a resource who does not see everything; None if nothing."""
    wanted = _ELEMENTS[scope].get(resource["resourceType"])
    if wanted is None:
        return None
    kept = {key: value for key, value in resource.items() if key in wanted}
    if str(resource.get("subject", {}).get("reference", "")).startswith("#"):
        # The person was contained, and stays; whose it is has to be told all the same.
        subject = subject_of(resource["subject"], resource, str(resource.get("id", "")))
        kept["subject"] = subject_reference(subject)
    shape = shapes_of("R4")[resource["resourceType"]]
    shown: dict[str, Any] = _known(kept, shape, _EXTENSIONS[scope])
    return shown


def _known(value: Any, shape: Shape, extensions: frozenset[str]) -> Any:
    """Drop what is not known, what stands beside a value, and references to what is contained.

    An extension of ours is known with all its parts; a modifier stays, for without it the rest
    would be misread.
    """
    if isinstance(value, list):
        items = (_known(item, shape, extensions) for item in value)
        return [item for item in items if item not in (None, {})]
    if not isinstance(value, Mapping):
        return value
    if str(value.get("reference", "")).startswith("#"):
        return {key: said for key, said in value.items() if key in {"type", "identifier"}}
    result: dict[str, Any] = {}
    for key, said in value.items():
        field = shape.fields.get(key)
        if key in {"modifierExtension", "resourceType"}:
            result[key] = said
        elif key == "extension":
            shown = [item for item in said if item["url"] in extensions and not _leads_within(item)]
            if shown:
                result[key] = shown
        elif field is not None:
            inner = field.parts or shapes_of("R4").get(field.kind, shape)
            if (rest := _known(said, inner, extensions)) not in ([], {}):
                result[key] = rest
    return result


def _leads_within(value: Any) -> bool:
    """Return whether something leads to a contained resource, which stays."""
    if isinstance(value, list):
        return any(map(_leads_within, value))
    if not isinstance(value, Mapping):
        return False
    return str(value.get("reference", "")).startswith("#") or any(
        map(_leads_within, value.values())
    )


def disclosed(
    goals: tuple[Goal, ...],
    subjects: tuple[str, ...],
    *,
    scope: Scope,
    version: str,
    whole: list[Mapping[str, Any]],
    left: list[Mapping[str, Any]],
) -> Disclosure:
    """Say what left of what there was."""
    there, gone = _paths(whole), _paths(left)
    is_part_2 = any(Sensitivity.SUBSTANCE_USE in goal.sensitivity for goal in goals)
    return Disclosure(
        scope=scope,
        format=f"FHIR {version}",
        subjects=tuple(sorted(set(subjects))),
        goals=tuple(sorted({goal.id for goal in goals})),
        elements=tuple(sorted(gone)),
        withheld=tuple(sorted(there - gone)),
        notices=(PART_2_NOTICE,) if is_part_2 else (),
    )


def _paths(resources: list[Mapping[str, Any]]) -> set[str]:
    return {
        f"{resource['resourceType']}.{key.removeprefix('_')}"
        for resource in resources
        for key in resource
        if key != "resourceType"
    }
