"""Whether a resource is valid, and where it is not.

This checks what Python's packages for FHIR leave unchecked: which codes there are, the rules
between elements, where references may lead, and that a date exists. What it does not know is no
error: an unknown element is kept, and said.
"""

from __future__ import annotations

import re
from typing import Any

import attrs

from smartgoals.interop._findings import ImportFinding, Severity
from smartgoals.interop.fhir._invariants import OF_DATATYPES, OF_RESOURCES, any_resource
from smartgoals.interop.fhir._shapes import Field, Shape, shapes_of

__all__ = ["check", "fits", "is_valid"]

_PLACE = re.compile(r"(?:.*/)?([A-Z][A-Za-z]{2,40})/[A-Za-z0-9.\-]{1,64}(?:/_history/[^/]+)?\Z")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,60}\Z")
_DEEPEST = 60
# The one place that a value is at: its parent's place, and a name or a number.
_Place = tuple[Any, str | int] | None


def check(resource: Any, version: str) -> tuple[ImportFinding, ...]:
    """Return what is wrong or unknown in a resource of *version*, R4 or R5."""
    run = _Run(shapes_of(version))
    run.resource(resource, None)
    return tuple(run.findings)


def is_valid(resource: Any, version: str) -> bool:
    """Return whether nothing is wrong in a resource; something may be unknown."""
    return all(found.severity is not Severity.ERROR for found in check(resource, version))


def fits(name: str, field: Field, said: Any, version: str) -> bool:
    """Return whether *said* holds an element, and what may stand beside it, as *field* has it."""
    run = _Run(shapes_of(version))
    run.object(Shape({name: field}, [], is_open=False), said, None)
    return all(found.severity is not Severity.ERROR for found in run.findings)


@attrs.define
class _Run:
    """One resource being looked at, with what was found."""

    shapes: dict[str, Shape]
    findings: list[ImportFinding] = attrs.field(factory=list)
    local: dict[str, str] = attrs.field(factory=dict)
    depth: int = 0

    def tell(self, severity: Severity, place: _Place, code: str, message: str) -> None:
        self.findings.append(
            ImportFinding(severity=severity, path=_said(place), code=code, message=message)
        )

    def wrong(self, place: _Place, code: str, message: str) -> None:
        self.tell(Severity.ERROR, place, code, message)

    def resource(self, value: Any, place: _Place) -> None:
        """Look at a resource; one of a type that is not read is let pass as it is."""
        kind = value.get("resourceType") if type(value) is dict else None
        if type(kind) is not str or not _NAME.match(kind):
            self.wrong(place, "resource", "is no resource: resourceType is missing")
            return
        inner: _Place = (None, kind) if place is None else place
        shape = self.shapes.get(kind)
        if shape is None or kind not in OF_RESOURCES_AND_MORE:
            self.tell(Severity.INFORMATION, inner, "not-read", "is of a type that is not read")
            return
        outer, before = self.local, len(self.findings)
        contained = value.get("contained")
        if place is None or contained:
            self.local = _local(contained)
        self.object(shape, value, inner)
        if all(found.severity is not Severity.ERROR for found in self.findings[before:]):
            rule = OF_RESOURCES.get(kind)
            for rules in (rule, any_resource) if rule else (any_resource,):
                for path, code, message in rules(value):
                    self.wrong((inner, path) if path else inner, code, message)
        self.local = outer

    def object(self, shape: Shape, value: Any, place: _Place) -> None:
        """Look at a value that has parts."""
        if type(value) is not dict or not value:
            self.wrong(place, "structure", "has to be an object that holds something")
            return
        if shape.is_open:
            return
        if self.depth > _DEEPEST:
            self.wrong(place, "depth", f"lies more than {_DEEPEST} levels deep")
            return
        self.depth += 1
        fields, chosen = shape.fields, None
        for key, item in value.items():
            field = fields.get(key)
            if field is None:
                self.other(fields, key, item, place)
                continue
            if field.choice:
                if chosen is None:
                    chosen = {field.choice}
                elif field.choice in chosen:
                    name = f"{field.choice}[x]"
                    self.wrong((place, name), "choice", "is there in two types; one is allowed")
                else:
                    chosen.add(field.choice)
            if field.is_list:
                self.items(field, key, item, value, (place, key))
            elif field.primitive is not None:
                if not field.primitive(item):
                    self.wrong((place, key), "value", f"has to be a {field.kind}")
                elif field.codes is not None and item not in field.codes:
                    self.wrong((place, key), "code", "is no code of the required value set")
            else:
                self.part(field, item, (place, key))
        for name in shape.required:
            if name not in value and f"_{name}" not in value and name not in (chosen or ()):
                self.wrong((place, name), "required", "is missing")
            elif name in fields and self.is_hollow(fields[name], value.get(name)):
                self.wrong((place, name), "required", "says nothing that is known")
        self.depth -= 1

    def items(self, field: Field, key: str, items: Any, owner: Any, place: _Place) -> None:
        if type(items) is not list or not items:
            self.wrong(place, "cardinality", "has to be a list that holds something")
            return
        primitive = field.primitive
        siblings = owner.get(f"_{key}") if primitive is not None else None
        for index, item in enumerate(items):
            if primitive is None:
                self.part(field, item, (place, index))
            elif item is None and type(siblings) is list and len(siblings) > index:
                # What stands beside it says why it is empty.
                continue
            elif not primitive(item):
                self.wrong((place, index), "value", f"has to be a {field.kind}")
            elif field.codes is not None and item not in field.codes:
                self.wrong((place, index), "code", "is no code of the required value set")

    def part(self, field: Field, item: Any, place: _Place) -> None:
        """Look at one value with parts: a datatype, a resource, or parts of its own."""
        if field.kind == "RESOURCE":
            self.resource(item, place)
            return
        before = len(self.findings)
        self.object(field.parts or self.shapes[field.kind], item, place)
        if len(self.findings) > before and any(
            found.severity is Severity.ERROR for found in self.findings[before:]
        ):
            return
        if field.kind == "Reference":
            self.reference(field, item, place)
        elif field.kind == "CodeableReference":
            if "reference" in item:
                self.reference(field, item["reference"], (place, "reference"))
        elif field.codes is not None:
            if not any(coding.get("code") in field.codes for coding in item.get("coding", ())):
                self.tell(
                    Severity.WARNING, place, "preferred-code", "has no code of the preferred set"
                )
        elif field.kind in OF_DATATYPES:
            for _, code, message in OF_DATATYPES[field.kind](item):
                self.wrong(place, code, message)

    def is_hollow(self, field: Field, item: Any) -> bool:
        """Return whether an element holds unknown elements and nothing else."""
        if field.primitive is not None or type(item) is not dict:
            return False
        known = (field.parts or self.shapes[field.kind]).fields
        return not any(key in known or str(key).removeprefix("_") in known for key in item)

    def reference(self, field: Field, item: Any, place: _Place) -> None:
        address = item.get("reference", "")
        kind = item.get("type")
        if address.startswith("#") and len(address) > 1:
            kind = self.local.get(address[1:])
            if kind is None:
                # Many a real resource has lost what it contained, and is of use all the same.
                self.tell(Severity.WARNING, place, "ref-1", "leads to nothing that is contained")
                return
        elif found := _PLACE.match(address):
            kind = found[1]
        if field.targets is not None and kind is not None and kind not in field.targets:
            wanted = ", ".join(sorted(field.targets))
            self.wrong(place, "reference", f"has to lead to one of: {wanted}")

    def other(self, fields: dict[str, Field], key: Any, item: Any, place: _Place) -> None:
        """Look at what is no element: what stands beside a primitive, or is not known."""
        if type(key) is not str:
            self.wrong(place, "structure", "has a name that is no text")
            return
        # A few servers keep a database key under such a name; only an object stands beside a value.
        is_beside = key[:1] == "_" and type(item) in {dict, list}
        field = fields.get(key[1:]) if is_beside else None
        if field is not None and field.primitive is not None:
            beside = item if type(item) is list and field.is_list else [item]
            for index, one in enumerate(beside):
                at: _Place = ((place, key), index) if field.is_list else (place, key)
                if one == {}:
                    # It says nothing, and takes nothing away.
                    self.tell(Severity.WARNING, at, "ele-1", "holds nothing; it is kept")
                elif one is not None:
                    self.object(self.shapes["Element"], one, at)
            if not beside:
                self.wrong((place, key), "cardinality", "has to hold something")
        elif key != "resourceType":
            name = key if _NAME.match(key) else "element"
            self.tell(
                Severity.INFORMATION, (place, name), "unknown-element", "is not known; it is kept"
            )


def _local(contained: Any) -> dict[str, str]:
    """Return what is contained: its type by its id."""
    found: dict[str, str] = {}
    for item in contained if type(contained) is list else ():
        if type(item) is dict and type(item.get("id")) is str:
            found[item["id"]] = str(item.get("resourceType"))
    return found


def _said(place: _Place) -> str:
    parts: list[str] = []
    while place is not None:
        place, last = place
        parts.append(f"[{last}]" if type(last) is int else f".{last}")
    return "".join(reversed(parts)).lstrip(".") or "Resource"


OF_RESOURCES_AND_MORE = frozenset({*OF_RESOURCES, "Provenance"})
