"""To FHIR: what each reader may see, with a record of what left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Literal

import attrs

from smartgoals._values import refuse
from smartgoals.goals import Goal
from smartgoals.interop.fhir._bundle import Teller, again, bundle_of
from smartgoals.interop.fhir._convert import convert
from smartgoals.interop.fhir._import import Imported
from smartgoals.interop.fhir._scope import Disclosure, Scope, disclosed, seen
from smartgoals.journal import Journal
from smartgoals.treatment import TreatmentPlan

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
    value: Goal | TreatmentPlan | Imported | Iterable[Goal | TreatmentPlan],
    *,
    scope: Scope,
    version: Literal["R4", "R5"] = "R4",
    journal: Journal | None = None,
    on: dt.date | None = None,
    notes: Collection[str] = (),
) -> Exported:
    """Return goals and treatment plans as FHIR, as much of them as a reader needs.

    What :func:`from_fhir` kept comes back as it was, decimals and all, wherever nothing was edited,
    for the client and the care team; others get what the domain understands. Findings of a SMART
    check never leave.

    Args:
        value: A goal or a plan, which gives a Goal or a CarePlan; several, which give a Bundle with
            their milestones, steps, reviews and evidence; or what was imported, which gives the
            same resource or Bundle again.
        scope: Who reads it.
        version: The version of FHIR; R4 and R4B are the same for these resources. What only the
            other version has is carried in HL7's cross-version extensions, and milestones, which R4
            names on the whole, are named on their parts in R5.
        journal: The journal of the goals' subject: for how far they came, T of goal attainment
            scaling by each rater, notes about a goal, and in a Bundle what was measured, rated and
            decided, and the reviews that are due.
        on: The date of judgement; given where *journal* is.
        notes: Ids of notes that may leave all the same. Progress notes go to the care team, and
            notes that are shared with the client to both; a protected note leaves only when it is
            named here.

    Raises:
        InvalidValueError: If *on* comes without *journal* or the other way round, if an argument is
            not what it must be, or if the reader needs no such resource at all.

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
    if isinstance(notes, str):
        refuse("notes", "ids of notes", notes)
    teller = Teller(journal=journal, on=on, notes=frozenset(notes), scope=scope)
    subjects: tuple[str, ...] = ()
    if isinstance(value, Imported):
        items: tuple[Goal | TreatmentPlan, ...] = (*value.goals, *value.plans)
        subjects = tuple(value.entries)
        whole = again(value, teller)
    elif isinstance(value, Goal):
        items, whole = (value,), teller.goal(value)
    elif isinstance(value, TreatmentPlan):
        items, whole = (value,), teller.plan(value, ())
    else:
        items = tuple(value)
        if not all(isinstance(item, Goal | TreatmentPlan) for item in items):
            refuse("value", "goals, treatment plans or what was imported", items)
        whole = bundle_of(_goals(items), [p for p in items if isinstance(p, TreatmentPlan)], teller)
    if journal is not None and any(item.subject != journal.subject for item in items):
        refuse("journal", "that of the one person whose goals these are", journal)
    shown = _seen(whole, scope)
    record = disclosed(
        _goals(items),
        (*(item.subject for item in items), *subjects),
        scope=scope,
        version=version,
        whole=list(_resources(whole)),
        left=list(_resources(shown)),
    )
    return Exported(resource=convert(shown, "R5") if version == "R5" else shown, disclosure=record)


def _goals(items: Iterable[Goal | TreatmentPlan]) -> tuple[Goal, ...]:
    return tuple(item for item in items if isinstance(item, Goal))


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
