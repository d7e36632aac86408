"""JSON Schema of the documents that :mod:`smartgoals.codec` writes, for programs in any language.

The schema is made from the classes themselves, so it cannot fall behind them. It says what a
document is made of: names, types, codes, what has to be there. What several fields say together,
such as that a goal is not due before it starts, is checked when a document is read.

The whole of it is shipped as ``smartgoals.schema.json`` beside this module; :data:`SCHEMA_FILE` is
its path.
"""

from __future__ import annotations

import datetime as dt
import inspect
import re
from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import attrs

from smartgoals._reading import (
    ENTRY_TYPES,
    TYPES,
    is_mapping,
    is_optional,
    is_tuple,
    without_none,
)
from smartgoals._time import DateTime
from smartgoals._values import MAX_ID_LENGTH, is_each_id, is_id, is_words, refuse
from smartgoals.codec import FORMAT
from smartgoals.entries import Entry
from smartgoals.measures import Unit

__all__ = ["SCHEMA_FILE", "json_schema"]

SCHEMA_FILE = Path(__file__).with_name("smartgoals.schema.json")
"""Where the schema of all documents is; UTF-8."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ID = f"https://smartgoals.readthedocs.io/schema/{FORMAT}"
_TEXT = {"type": "string"}
_WORDS = {"type": "string", "pattern": r"\S"}
_IDENTIFIER = {"type": "string", "minLength": 1, "maxLength": MAX_ID_LENGTH}
_PLAIN: dict[Any, dict[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: _TEXT,
    dt.date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    dt.time: {"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}:[0-9]{2}$"},
    # RFC 9557: a date and time with its offset, and often the name of its zone in brackets.
    DateTime: {
        "type": "string",
        "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].*(Z|[+-][0-9]{2}:?[0-9]{2}.*)(\[.+\])?$",
    },
    Fraction: {"type": "string", "pattern": "^[0-9]+(/[0-9]+)?$"},
    Unit: {"type": "string", "minLength": 1},
}
_ROLE = re.compile(r":[a-z:]+:`~?([^`]+)`")
_ARGUMENT = re.compile(r" {4}\*{0,2}(\w+): (.*)")


def json_schema(kind: type | None = None) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of documents, as plain data.

    Args:
        kind: The type of value that a document holds; None for any that is written.

    Raises:
        InvalidValueError: If *kind* is of no type that is written.

    Example:
        >>> from smartgoals import Quantity
        >>> from smartgoals.schema import json_schema
        >>> schema = json_schema(Quantity)
        >>> schema["required"], schema["properties"]["type"]
        (['format', 'type', 'value', 'unit'], {'const': 'Quantity'})
        >>> schema["properties"]["value"]["description"]
        'A finite number.'
    """
    if kind is None:
        documents = {f"{name} document": _document(value) for name, value in TYPES.items()}
        refs = [{"$ref": f"#/$defs/{name.replace(' ', '%20')}"} for name in documents]
        return {
            "$schema": _DIALECT,
            "$id": _ID,
            "title": "A document of smartgoals",
            "anyOf": refs,
            "$defs": _definitions(TYPES.values()) | documents,
        }
    if not isinstance(kind, type) or kind not in TYPES.values():
        refuse("kind", "a type of value that is written", kind)
    name, definitions = kind.__name__, _definitions([kind])
    # No value holds one of its own type by name; it is the document itself.
    del definitions[name]
    return {
        "$schema": _DIALECT,
        "$id": f"{_ID}/{name}",
        **_document(kind),
        **({"$defs": definitions} if definitions else {}),
    }


def _document(kind: Any) -> dict[str, Any]:
    value = _value(kind)
    start = {"format": {"type": "integer", "minimum": 1, "maximum": FORMAT}}
    return {
        "title": kind.__name__,
        **value,
        "properties": {**start, "type": {"const": kind.__name__}, **value["properties"]},
        "required": ["format", "type", *value["required"]],
    }


def _definitions(kinds: Any) -> dict[str, Any]:
    """Return the schemas of *kinds*, and of all that they hold, by their names."""
    found: dict[str, Any] = {}
    waiting = list(kinds)
    while waiting:
        kind = waiting.pop()
        name = kind.__name__
        if name in found:
            continue
        if kind is Entry:
            found[name] = {"oneOf": [_entry(one) for one in ENTRY_TYPES.values()]}
            waiting += [held for one in ENTRY_TYPES.values() for held in _held(one)]
        else:
            found[name] = _value(kind)
            waiting += _held(kind)
    return dict(sorted(found.items()))


def _held(kind: Any) -> Iterator[Any]:
    """Yield the types of values that the fields of *kind* hold."""
    for field in _fields(kind):
        inner = field.type
        while is_optional(inner) or is_tuple(inner):
            inner = without_none(inner) if is_optional(inner) else get_args(inner)[0]
        if inner is Entry or (inner is not Unit and inner in TYPES.values()):
            yield inner


def _fields(kind: Any) -> list[Any]:
    # What a store knows about a value is no part of it.
    return [field for field in attrs.fields(attrs.resolve_types(kind)) if field.eq]


def _entry(kind: Any) -> dict[str, Any]:
    value = _value(kind)
    return {
        **value,
        "properties": {"type": {"const": kind.__name__}, **value["properties"]},
        "required": ["type", *value["required"]],
    }


def _value(kind: Any) -> dict[str, Any]:
    """Return the schema of a value's own fields."""
    said = _said_of_arguments(kind)
    properties = {}
    for field in _fields(kind):
        description = said.get(field.name)
        properties[field.name] = {
            **({"description": description} if description else {}),
            **_field(field.type, field.validator),
        }
    return {
        "description": _as_text(str(kind.__doc__).partition("\n")[0]),
        "type": "object",
        "properties": properties,
        "required": [field.name for field in _fields(kind) if field.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def _field(kind: Any, validator: Any) -> dict[str, Any]:
    if is_optional(kind):
        return {"anyOf": [_field(without_none(kind), validator), {"type": "null"}]}
    if is_tuple(kind):
        return {"type": "array", "items": _item(get_args(kind)[0], validator)}
    if is_mapping(kind):
        return {"type": "object"}
    if validator is is_id:
        return dict(_IDENTIFIER)
    if validator is is_words:
        return dict(_WORDS)
    if kind is int:
        return {"type": "integer", **_bounds(validator)}
    return _plain(kind)


def _item(kind: Any, validator: Any) -> dict[str, Any]:
    return dict(_IDENTIFIER) if validator is is_each_id else _plain(kind)


def _plain(kind: Any) -> dict[str, Any]:
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"enum": [str(member) for member in kind]}
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _bounds(validator: Any) -> dict[str, int]:
    """Return the bounds that a validator of whole numbers keeps to."""
    if not inspect.isfunction(validator):
        return {}
    known = inspect.getclosurevars(validator).nonlocals
    bounds = {"minimum": known.get("least"), "maximum": known.get("most")}
    return {name: bound for name, bound in bounds.items() if isinstance(bound, int)}


def _said_of_arguments(kind: Any) -> dict[str, str]:
    """Return what the docstrings of a class, and of those that it builds on, say of each field."""
    found: dict[str, str] = {}
    for owner in reversed(kind.__mro__):
        section = inspect.cleandoc(str(owner.__doc__)).partition("\nArgs:\n")[2]
        name = ""
        for line in section.splitlines():
            if not line.startswith(" " * 4):
                break
            if argument := _ARGUMENT.fullmatch(line):
                name, words = argument.groups()
                found[name] = words
            else:
                found[name] += f" {line.strip()}"
    return {name: _as_text(words) for name, words in found.items()}


def _as_text(words: str) -> str:
    """Return a docstring's words without the marks of Sphinx."""
    named = _ROLE.sub(lambda role: role[1].rpartition(".")[2], words)
    return named.replace("``", "").replace("*", "")
