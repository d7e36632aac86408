"""From FHIR: goals, plans and entries, what was found, and what is kept to give it back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import attrs

from smartgoals.entries import Entry
from smartgoals.errors import SmartGoalsError
from smartgoals.goals import Goal
from smartgoals.interop._findings import ImportFinding, Severity
from smartgoals.interop.fhir._convert import convert
from smartgoals.interop.fhir._datatypes import as_id, subject_of
from smartgoals.interop.fhir._goal import milestones_of, read_goal
from smartgoals.interop.fhir._json import write_json
from smartgoals.interop.fhir._kept import KEPT, as_read
from smartgoals.interop.fhir._observation import read_entry
from smartgoals.interop.fhir._places import GOAL_ID
from smartgoals.interop.fhir._plan import read_plan
from smartgoals.interop.fhir._reviews import read_review
from smartgoals.interop.fhir._steps import goal_of_step, read_step
from smartgoals.interop.fhir._validation import check
from smartgoals.interop.fhir._version_of import sign_of, version_of
from smartgoals.plans import ActionPlan, Step
from smartgoals.treatment import TreatmentPlan

__all__ = ["Imported", "from_fhir"]

# Goals first: steps and reviews are read into what they are about.
_READ = ("Goal", "CarePlan", "Observation", "ServiceRequest", "Task", "Provenance")
_ABOUT_SOMEBODY = frozenset({"Goal", "CarePlan", "Observation"})


def _unchanging(entries: Mapping[str, tuple[Entry, ...]]) -> Mapping[str, tuple[Entry, ...]]:
    return MappingProxyType(dict(entries))


@attrs.frozen(kw_only=True)
class Imported:
    """What a resource or a Bundle holds, as values of ours.

    Args:
        goals: The goals, with their steps, in the order in which they stand.
        plans: The treatment plans.
        entries: What happened, by the id of the person.
        findings: What is wrong, what somebody should look at, and how things were understood.
        frame: What is kept of the rest, as text for :func:`to_fhir`; store it as it is.
    """

    goals: tuple[Goal, ...] = ()
    plans: tuple[TreatmentPlan, ...] = ()
    entries: Mapping[str, tuple[Entry, ...]] = attrs.field(
        default=MappingProxyType({}), converter=_unchanging
    )
    findings: tuple[ImportFinding, ...] = ()
    frame: str = attrs.field(default="", repr=False)

    @property
    def errors(self) -> tuple[ImportFinding, ...]:
        """The findings for which something was refused."""
        return tuple(found for found in self.findings if found.severity is Severity.ERROR)


def from_fhir(resource: Mapping[str, Any]) -> Imported:
    """Return the goals, treatment plans and entries that a FHIR resource or Bundle holds.

    Whatever the domain does not understand is kept, and comes back from :func:`to_fhir`. A
    resource that is not valid is refused with the reasons and never guessed at; in a Bundle the
    others are imported all the same.

    Args:
        resource: A resource of R4, R4B or R5 as plain data, as :func:`read_json` returns it: a
            Goal, a CarePlan, an Observation, or a Bundle with them and with the ServiceRequests,
            Tasks and Provenances that are about its goals. Other resources are kept as they are.

    Returns:
        What was found. The subject of a goal is the id in ``Patient/id``, and otherwise the whole
        reference.

    Example:
        >>> from smartgoals.interop.fhir import from_fhir
        >>> found = from_fhir({
        ...     "resourceType": "Goal", "id": "g-1", "lifecycleStatus": "active",
        ...     "description": {"text": "I will walk every morning."},
        ...     "subject": {"reference": "Patient/c-17"},
        ...     "target": [{"measure": {"text": "minutes walked"},
        ...                 "detailQuantity": {"value": 30, "comparator": ">=", "code": "min",
        ...                                    "system": "http://unitsofmeasure.org"}}],
        ... })
        >>> [(goal.subject, str(goal.targets[0])) for goal in found.goals]
        [('c-17', 'at least 30 min')]
        >>> found = from_fhir({"resourceType": "Goal", "lifecycleStatus": "ongoing",
        ...                    "description": {"text": "I will walk."}})
        >>> for finding in found.findings:
        ...     print(finding)
        error: Goal.lifecycleStatus: is no code of the required value set
        error: Goal.subject: is missing
    """
    version = version_of(resource)
    if version in {"STU3", "DSTU2"}:
        return Imported(findings=(_of_another_version(str(resource["resourceType"]), version),))
    reader = _Reader(list(check(resource, version)), version)
    if reader.is_refused:
        return reader.imported("")
    try:
        if version == "R5":
            resource = convert(resource, "R4")
        text = write_json(resource)
        # Half of a surrogate pair, in what is not known and so was not looked at.
        text.encode()
    except (SmartGoalsError, UnicodeEncodeError):
        reader.tell(Severity.ERROR, "Resource", "json", "holds what JSON cannot say")
        return reader.imported("")
    if version == "R5" and reader.findings:
        # An element that R5 does not know may be known in R4, and wrong.
        reader.findings += reader.new_errors(check(resource, "R4"))
        if reader.is_refused:
            return reader.imported("")
    if resource["resourceType"] == "Bundle":
        return reader.imported(_read_bundle(resource, reader))
    is_read = reader.read(resource, text, "", (), "") is not None
    return reader.imported("" if is_read else _frame({"resource": text}))


def _frame(frame: Mapping[str, Any]) -> str:
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))


def _of_another_version(name: str, version: str) -> ImportFinding:
    return ImportFinding(
        severity=Severity.ERROR,
        path=name,
        code="version",
        message=f"is written in {version}, which is not read: the same elements mean other things "
        "there; convert it to R4 first",
    )


def _read_bundle(bundle: Mapping[str, Any], reader: _Reader) -> str:
    """Read each entry, and return the frame that the others stay in."""
    entries = list(bundle.get("entry", ()))
    readable = _readable(entries, reader)
    wholes: dict[str, list[str]] = {}
    for resource, url in readable.values():
        for child in milestones_of(resource):
            wholes.setdefault(child, []).append(_name_of(resource, url))
    places: dict[str, list[str]] = {}
    for index in sorted(readable, key=lambda at: _READ.index(readable[at][0]["resourceType"])):
        resource, url = readable[index]
        part_of = {*wholes.get(_name_of(resource, url), ()), *wholes.get(url, ())}
        prefix = f"Bundle.entry[{index}].resource."
        if place := reader.read(resource, write_json(resource), url, sorted(part_of), prefix):
            entry = entries[index]
            entries[index] = {key: value for key, value in entry.items() if key != "resource"}
            places[str(index)] = [*place, str(list(entry).index("resource"))]
    kept = {key: value for key, value in bundle.items() if key != "entry"}
    if "entry" in bundle:
        kept["entry"] = entries
    return _frame({"bundle": write_json(kept), "order": list(bundle), "places": places})


def _readable(
    entries: Iterable[Mapping[str, Any]], reader: _Reader
) -> dict[int, tuple[Mapping[str, Any], str]]:
    """Return the resources that are valid and of a type that is read, with their addresses."""
    refused = reader.refused_entries()
    readable: dict[int, tuple[Mapping[str, Any], str]] = {}
    for index, entry in enumerate(entries):
        resource = entry.get("resource")
        if resource is None or f"Bundle.entry[{index}" in refused:
            continue
        old = sign_of(resource)
        if old in {"STU3", "DSTU2"}:
            reader.findings.append(_of_another_version(f"Bundle.entry[{index}].resource", old))
        elif resource["resourceType"] in _READ:
            readable[index] = (resource, entry.get("fullUrl", ""))
    return readable


def _name_of(resource: Mapping[str, Any], url: str) -> str:
    for identifier in resource.get("identifier", ()):
        if identifier.get("system") == GOAL_ID:
            return as_id(str(identifier.get("value")))
    return as_id(str(resource.get("id") or url or _digest(resource)))


def _digest(resource: Mapping[str, Any]) -> str:
    return hashlib.blake2b(write_json(resource).encode(), digest_size=16).hexdigest()


_Place = tuple[str, str, str]
"""Goal, plan, step or entry; whose it is: a person, or for a step a goal; its id."""


@attrs.define
class _Reader:
    """What was read so far."""

    findings: list[ImportFinding]
    version: str
    goals: dict[str, Goal] = attrs.field(factory=dict)
    plans: dict[str, TreatmentPlan] = attrs.field(factory=dict)
    entries: dict[str, dict[str, Entry]] = attrs.field(factory=dict)
    steps: dict[str, dict[str, Step]] = attrs.field(factory=dict)

    @property
    def is_refused(self) -> bool:
        """Whether there is an error that is not within one resource of a Bundle."""
        return any(
            found.severity is Severity.ERROR and not _is_within(found.path)
            for found in self.findings
        )

    def refused_entries(self) -> set[str]:
        """Return the entries of a Bundle that are not valid, as ``Bundle.entry[0``."""
        errors = (found for found in self.findings if found.severity is Severity.ERROR)
        return {_entry(found.path) for found in errors if _is_within(found.path)}

    def new_errors(self, findings: Iterable[ImportFinding]) -> list[ImportFinding]:
        """Return the errors among *findings* outside of entries that are refused already."""
        refused = self.refused_entries()
        errors = (found for found in findings if found.severity is Severity.ERROR)
        return [found for found in errors if _entry(found.path) not in refused]

    def tell(self, severity: Severity, path: str, code: str, message: str) -> None:
        self.findings.append(
            ImportFinding(severity=severity, path=path, code=code, message=message)
        )

    def read(
        self,
        resource: Mapping[str, Any],
        text: str,
        url: str,
        part_of: Iterable[str],
        prefix: str,
    ) -> _Place | None:
        """Read one valid resource; return where it went, None if it stays as it is."""

        def tell(severity: Severity, path: str, code: str, message: str) -> None:
            self.tell(severity, f"{prefix}{path}", code, message)

        kind = resource["resourceType"]
        if kind not in _READ:
            return None
        name = _name_of(resource, url)
        subject = subject_of(resource.get("subject", {}), resource, name)
        if kind in _ABOUT_SOMEBODY and not subject:
            tell(Severity.WARNING, f"{kind}.subject", "no-subject", "tells nobody; it is kept")
            return None
        kept: dict[str, Any] = {"resource": text, "version": self.version}
        if part_of := tuple(part_of):
            kept["part_of"] = part_of
        place = None
        match kind:
            case "Goal" if name in self.goals:
                tell(Severity.ERROR, "Goal.id", "duplicate", "comes twice; the first is read")
                return None
            case "Goal":
                goal = read_goal(resource, name, tell, part_of=part_of, kept={KEPT: kept})
                self.goals[name] = as_read(goal)
                place = ("goal", subject, name)
            case "CarePlan":
                place = self._read_plan(resource, name, subject, kept)
            case "Observation":
                entry = read_entry(resource, name, subject)
                place = self._add_entry(entry, name, subject, kept)
            case "ServiceRequest" | "Task":
                place = self._read_step(resource, name, kept)
            case _:
                entry = read_review(resource, name)
                goals = () if entry is None else entry.about
                about = next((self.goals[goal] for goal in goals if goal in self.goals), None)
                if about is not None:
                    place = self._add_entry(entry, name, about.subject, kept)
        if place is None:
            tell(Severity.INFORMATION, kind, "kept", "is nothing that is known here; it is kept")
        return place

    def _read_plan(
        self, resource: Mapping[str, Any], name: str, subject: str, kept: Mapping[str, Any]
    ) -> _Place | None:
        plan = read_plan(resource, name, subject)
        if plan is None or name in self.plans:
            return None
        self.plans[name] = attrs.evolve(plan, extensions={KEPT: kept})
        return ("plan", subject, name)

    def _read_step(
        self, resource: Mapping[str, Any], name: str, kept: Mapping[str, Any]
    ) -> _Place | None:
        goal = self.goals.get(goal_of_step(resource))
        step = None if goal is None else read_step(resource, name, goal)
        if goal is None or step is None or name in self.steps.get(goal.id, ()):
            return None
        of_goal = self.steps.setdefault(goal.id, {})
        of_goal[name] = attrs.evolve(step, extensions={KEPT: kept})
        return ("step", goal.id, name)

    def _add_entry(
        self, entry: Entry | None, name: str, subject: str, kept: Mapping[str, Any]
    ) -> _Place | None:
        if entry is None or name in self.entries.get(subject, ()):
            return None
        of_subject = self.entries.setdefault(subject, {})
        of_subject[name] = attrs.evolve(entry, extensions={KEPT: kept})
        return ("entry", subject, name)

    def _with_steps(self, goal: Goal) -> Goal:
        steps = self.steps.get(goal.id)
        return attrs.evolve(goal, plan=ActionPlan(steps=steps.values())) if steps else goal

    def imported(self, frame: str) -> Imported:
        return Imported(
            goals=tuple(map(self._with_steps, self.goals.values())),
            plans=tuple(self.plans.values()),
            entries={subject: tuple(of.values()) for subject, of in self.entries.items()},
            findings=tuple(self.findings),
            frame=frame,
        )


def _entry(path: str) -> str:
    return path.partition("]")[0]


def _is_within(path: str) -> bool:
    return path.startswith("Bundle.entry[") and "].resource" in path
