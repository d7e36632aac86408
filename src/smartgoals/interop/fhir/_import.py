"""From FHIR: goals and entries, what was found, and what is kept to give it back."""

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
from smartgoals.interop.fhir._convert import convert
from smartgoals.interop.fhir._datatypes import as_id, subject_of
from smartgoals.interop.fhir._findings import ImportFinding, Severity
from smartgoals.interop.fhir._goal import milestones_of, read_goal
from smartgoals.interop.fhir._json import write_json
from smartgoals.interop.fhir._kept import KEPT
from smartgoals.interop.fhir._observation import read_entry
from smartgoals.interop.fhir._places import GOAL_ID
from smartgoals.interop.fhir._validation import check
from smartgoals.interop.fhir._version_of import sign_of, version_of

__all__ = ["Imported", "from_fhir"]

_READ = frozenset({"Goal", "Observation"})


def _unchanging(entries: Mapping[str, tuple[Entry, ...]]) -> Mapping[str, tuple[Entry, ...]]:
    return MappingProxyType(dict(entries))


@attrs.frozen(kw_only=True)
class Imported:
    """What a resource or a Bundle holds, as values of ours.

    Args:
        goals: The goals, in the order in which they stand.
        entries: What happened, by the id of the person.
        findings: What is wrong, what somebody should look at, and how things were understood.
        frame: What is kept of the rest, as text for :func:`to_fhir`; store it as it is.
    """

    goals: tuple[Goal, ...] = ()
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
    """Return the goals and entries that a FHIR resource or Bundle holds.

    Whatever the domain does not understand is kept, and comes back from :func:`to_fhir`. A
    resource that is not valid is refused with the reasons and never guessed at; in a Bundle the
    others are imported all the same.

    Args:
        resource: A resource of R4, R4B or R5 as plain data, as :func:`read_json` returns it: a
            Goal, an Observation, a Bundle with them; other resources are kept as they are.

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
    except SmartGoalsError:
        reader.tell(Severity.ERROR, "Resource", "json", "holds what JSON cannot say")
        return reader.imported("")
    if resource["resourceType"] != "Bundle":
        reader.read(resource, text, "", (), "")
        is_whole = bool(reader.goals or reader.entries)
        return reader.imported("" if is_whole else write_frame({"resource": text}))
    return reader.imported(_read_bundle(resource, reader))


def write_frame(frame: Mapping[str, Any]) -> str:
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
    refused = {found.path.partition("]")[0] for found in reader.errors_within()}
    readable: dict[int, tuple[Mapping[str, Any], str]] = {}
    for index, entry in enumerate(bundle.get("entry", ())):
        resource = entry.get("resource")
        if resource is None or f"Bundle.entry[{index}" in refused:
            continue
        old = sign_of(resource)
        if old in {"STU3", "DSTU2"}:
            reader.findings.append(_of_another_version(f"Bundle.entry[{index}].resource", old))
        elif resource["resourceType"] in _READ:
            readable[index] = (resource, entry.get("fullUrl", ""))
    wholes: dict[str, list[str]] = {}
    for resource, url in readable.values():
        for child in milestones_of(resource):
            wholes.setdefault(child, []).append(_name_of(resource, url))
    kept = {key: value for key, value in bundle.items() if key != "entry"}
    entries = list(bundle.get("entry", ()))
    places: dict[str, list[str]] = {}
    for index, (resource, url) in readable.items():
        part_of = {*wholes.get(_name_of(resource, url), ()), *wholes.get(url, ())}
        prefix = f"Bundle.entry[{index}].resource."
        if place := reader.read(resource, write_json(resource), url, sorted(part_of), prefix):
            entry = entries[index]
            entries[index] = {key: value for key, value in entry.items() if key != "resource"}
            places[str(index)] = [*place, str(list(entry).index("resource"))]
    if "entry" in bundle:
        kept["entry"] = entries
    order = list(bundle)
    return write_frame({"bundle": write_json(kept), "order": order, "places": places})


def _name_of(resource: Mapping[str, Any], url: str) -> str:
    for identifier in resource.get("identifier", ()):
        if identifier.get("system") == GOAL_ID:
            return as_id(str(identifier.get("value")))
    return as_id(str(resource.get("id") or url or _digest(resource)))


def _digest(resource: Mapping[str, Any]) -> str:
    return hashlib.blake2b(write_json(resource).encode(), digest_size=16).hexdigest()


@attrs.define
class _Reader:
    """What was read so far."""

    findings: list[ImportFinding]
    version: str
    goals: dict[str, Goal] = attrs.field(factory=dict)
    entries: dict[str, dict[str, Entry]] = attrs.field(factory=dict)

    @property
    def is_refused(self) -> bool:
        """Whether there is an error that is not within one resource of a Bundle."""
        return any(
            found.severity is Severity.ERROR and not _is_within(found.path)
            for found in self.findings
        )

    def errors_within(self) -> list[ImportFinding]:
        """Return the errors within resources of a Bundle."""
        errors = (found for found in self.findings if found.severity is Severity.ERROR)
        return [found for found in errors if _is_within(found.path)]

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
    ) -> tuple[str, str, str] | None:
        """Read one valid resource; return where it went, None if it stays as it is."""

        def tell(severity: Severity, path: str, code: str, message: str) -> None:
            self.tell(severity, f"{prefix}{path}", code, message)

        kind, name = resource["resourceType"], _name_of(resource, url)
        reference = resource.get("subject", {})
        subject = subject_of(reference, resource, name)
        if kind in _READ and not subject:
            tell(Severity.ERROR, f"{kind}.subject", "no-subject", "tells nobody; it is kept")
            return None
        extensions: dict[str, Any] = {KEPT: {"resource": text, "version": self.version}}
        if part_of:
            extensions[KEPT]["part_of"] = tuple(part_of)
        if kind == "Goal":
            if name in self.goals:
                tell(Severity.ERROR, "Goal.id", "duplicate", "comes twice; the first is read")
                return None
            goal = read_goal(resource, name, tell, part_of)
            self.goals[name] = attrs.evolve(goal, extensions=extensions)
            return ("goal", subject, name)
        entry = read_entry(resource, name, subject) if kind == "Observation" else None
        if entry is None or name in self.entries.get(subject, ()):
            tell(Severity.INFORMATION, kind, "kept", "is no entry that is known; it is kept")
            return None
        of_subject = self.entries.setdefault(subject, {})
        of_subject[name] = attrs.evolve(entry, extensions=extensions)
        return ("entry", subject, name)

    def imported(self, frame: str) -> Imported:
        return Imported(
            goals=tuple(self.goals.values()),
            entries={subject: tuple(of.values()) for subject, of in self.entries.items()},
            findings=tuple(self.findings),
            frame=frame,
        )


def _is_within(path: str) -> bool:
    return path.startswith("Bundle.entry[") and "].resource" in path
