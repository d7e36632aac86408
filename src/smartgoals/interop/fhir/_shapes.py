"""The tables of elements as shapes that a value can be held against; made when first needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import attrs

from smartgoals.interop.fhir._primitives import PRIMITIVES
from smartgoals.interop.fhir._spec import DATATYPES, RESOURCES, VALUE_SETS

__all__ = ["Field", "Shape", "shapes_of"]

_ELEMENT = "\n id ? string\n extension * Extension"
_BACKBONE = f"{_ELEMENT}\n modifierExtension * Extension"
_RESOURCE = (
    "\n id ? id\n meta ? Meta\n implicitRules ? uri\n language ? code\n text ? Narrative"
    "\n contained * RESOURCE\n extension * Extension\n modifierExtension * Extension"
)


@attrs.frozen
class Field:
    """One element, of one type.

    Args:
        kind: Its type: a primitive's, a datatype's, RESOURCE, or empty for one with its own parts.
        is_list: Whether it is a list.
        choice: What it is called whatever its type, for a choice such as ``due[x]``.
        primitive: What tells whether a value is one; None for what has parts.
        codes: The codes that there are; None if any will do.
        is_preferred: Whether other codes are allowed.
        targets: The resources that a reference may lead to; None for any.
        parts: Its own parts.
    """

    kind: str
    is_list: bool
    choice: str
    primitive: Callable[[Any], bool] | None
    codes: frozenset[str] | None
    is_preferred: bool
    targets: frozenset[str] | None
    parts: Shape | None


@attrs.define
class Shape:
    """The elements of one type.

    Args:
        fields: By their names in JSON: a choice has one for each type.
        required: The names, or the choices, that have to be there.
        is_open: Whether its parts are not looked at.
    """

    fields: dict[str, Field]
    required: list[str]
    is_open: bool


@cache
def shapes_of(version: str) -> dict[str, Shape]:
    """Return the shapes of all datatypes and resources of a version by their names."""
    datatypes = _blocks(DATATYPES[version], _ELEMENT)
    resources = _blocks(RESOURCES[version], _RESOURCE)
    open_types = {name for name, lines in datatypes.items() if lines[0] == "OPEN"}
    # An open value may be of any datatype.
    everything = [
        *PRIMITIVES,
        *(name for name in datatypes if name != "Element"),
        "Duration",
        "Age",
    ]
    shapes: dict[str, Shape] = {}
    for name, lines in (*datatypes.items(), *resources.items()):
        shapes[name] = _shape(lines[1:], 1, everything)
        shapes[name].is_open = name in open_types
    # These are quantities with rules of their own that say nothing about their elements.
    for name in ("Duration", "Age", "Count", "Distance"):
        shapes[name] = shapes["Quantity"]
    return shapes


def _blocks(table: str, common: str) -> dict[str, list[str]]:
    """Return the lines of each type, after a first that says whether it is open."""
    blocks: dict[str, list[str]] = {}
    for line in table.strip().splitlines():
        if line[0] != " ":
            name, _, remark = line.partition(" ")
            blocks[name] = [remark, *common.strip("\n").splitlines()]
        else:
            blocks[name].append(line)
    return blocks


def _shape(lines: list[str], depth: int, everything: list[str]) -> Shape:
    shape = Shape({}, [], is_open=False)
    for at, line in enumerate(lines):
        if line[depth] == " ":
            continue
        name, often, *types = line.split()
        inner = []
        for below in lines[at + 1 :]:
            if not below.startswith(" " * (depth + 1)):
                break
            inner.append(below)
        own_parts = None
        if inner:
            common = [" " * depth + given for given in _BACKBONE.strip("\n").splitlines()]
            own_parts = _shape([*common, *inner], depth + 1, everything)
        choice = name.removesuffix("[x]") if name.endswith("[x]") else ""
        if often in "1+":
            shape.required.append(choice or name)
        for kind in everything if types == ["ANY"] else types or [""]:
            field = _field(kind, choice, own_parts, is_list=often in "*+")
            shape.fields[f"{choice}{field.kind[0].upper()}{field.kind[1:]}" if choice else name] = (
                field
            )
    return shape


def _field(said: str, choice: str, parts: Shape | None, *, is_list: bool) -> Field:
    kind, _, limit = said.partition("(")
    limit = limit.removesuffix(")")
    is_coded = bool(limit) and kind in {"code", "CodeableConcept"}
    return Field(
        kind=kind,
        is_list=is_list,
        choice=choice,
        primitive=PRIMITIVES.get(kind),
        codes=frozenset(VALUE_SETS[limit.lstrip("~")].split()) if is_coded else None,
        is_preferred=limit.startswith("~"),
        targets=frozenset(limit.split("|")) if limit and not is_coded else None,
        parts=parts,
    )
