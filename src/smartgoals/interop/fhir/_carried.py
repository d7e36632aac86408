"""An element that the other version does not have, as an extension, and back.

HL7 gives every element of every version an address of its own for this, so that any program that
follows the standard finds it: ``http://hl7.org/fhir/5.0/StructureDefinition/extension-Goal.source``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from smartgoals.errors import SmartGoalsError
from smartgoals.interop.fhir._json import read_json, write_json
from smartgoals.interop.fhir._places import OURS
from smartgoals.interop.fhir._shapes import Field, Shape

__all__ = ["address_of_element", "carried", "lifted"]

Json = dict[str, Any]
_NUMBERS = {"R4": "4.0", "R5": "5.0"}
# What cannot be said by extensions alone, such as unknown elements, is carried as its JSON text.
_AS_TEXT = f"{OURS}StructureDefinition/json"


def address_of_element(version: str, path: str) -> str:
    """Return the address under which the element at *path* of *version* is carried."""
    return f"http://hl7.org/fhir/{_NUMBERS[version]}/StructureDefinition/extension-{path}"


def carried(url: str, field: Field, value: Any, beside: Any) -> list[Json]:
    """Return an element as extensions, one for each item.

    Args:
        url: Its address.
        field: What it is.
        value: The element, or None if only something beside it is there.
        beside: What stands beside a primitive; None for nothing.
    """
    try:
        if not field.is_list:
            return [_one(url, field, value, beside)]
        values, besides = value or [], beside or []
        length = max(len(values), len(besides))
        values = [*values, *[None] * (length - len(values))]
        besides = [*besides, *[None] * (length - len(besides))]
        return [_one(url, field, *both) for both in zip(values, besides, strict=True)]
    except LookupError:
        text = write_json([value, beside])
        return [{"url": url, "extension": [{"url": _AS_TEXT, "valueString": text}]}]


def _one(url: str, field: Field, value: Any, beside: Any) -> Json:
    if field.parts is None and field.kind != "CodeableReference":
        name = f"value{field.kind[0].upper()}{field.kind[1:]}"
        said = {} if value is None else {name: value}
        return {"url": url} | said | ({} if beside is None else {f"_{name}": beside})
    parts: list[Json] = []
    fields = _parts_of(field).fields
    for key in value:
        name = key.removeprefix("_")
        # An extension of the element itself would be mistaken for one of its parts.
        is_extension = name in {"extension", "modifierExtension"}
        if is_extension or name not in fields or value[key] is None:
            raise LookupError
        if key == name or name not in value:
            inner = fields[name]
            parts += carried(inner.choice or name, inner, value.get(name), value.get(f"_{name}"))
    return {"url": url, "extension": parts}


def lifted(field: Field, items: list[Json]) -> tuple[Any, Any]:
    """Return the element, and what stands beside it, that :func:`carried` made *items* of.

    Raises:
        LookupError: If it is none.
    """
    for item in items[:1]:
        for part in item.get("extension", ()):
            if part.get("url") == _AS_TEXT:
                return _from_text(part.get("valueString"))
    both = [_lifted_one(field, item) for item in items]
    if not field.is_list:
        if len(both) != 1:
            raise LookupError
        return both[0]
    values, besides = [value for value, _ in both], [beside for _, beside in both]
    return values if any(v is not None for v in values) else None, besides if any(besides) else None


def _from_text(text: Any) -> tuple[Any, Any]:
    try:
        value, beside = read_json(text)
    except (SmartGoalsError, TypeError, ValueError):
        raise LookupError from None
    return value, beside


def _lifted_one(field: Field, item: Mapping[str, Any]) -> tuple[Any, Any]:
    if field.parts is None and field.kind != "CodeableReference":
        name = f"value{field.kind[0].upper()}{field.kind[1:]}"
        if not {name, f"_{name}"} & set(item):
            raise LookupError
        return item.get(name), item.get(f"_{name}")
    by_name: dict[str, list[Json]] = {}
    for part in item["extension"]:
        by_name.setdefault(part["url"], []).append(part)
    value: Json = {}
    fields = _parts_of(field).fields
    for url, parts in by_name.items():
        kind = next((key for key in parts[0] if key.lstrip("_").startswith("value")), "")
        name = url if url in fields else url + kind.lstrip("_").removeprefix("value")
        inside, beside = lifted(fields[name], parts)
        value |= {} if inside is None else {name: inside}
        value |= {} if beside is None else {f"_{name}": beside}
    return value, None


def _parts_of(field: Field) -> Shape:
    return field.parts or _CODEABLE_REFERENCE


def _field(kind: str) -> Field:
    return Field(kind, False, "", None, None, False, None, None)  # noqa: FBT003  # a table's row


_CODEABLE_REFERENCE = Shape(
    {"concept": _field("CodeableConcept"), "reference": _field("Reference")}, [], is_open=False
)
