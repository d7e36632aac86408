"""The quick way to read a document, for :mod:`smartgoals.codec`.

It is right for every document that is right. For any other it raises, and it does not matter what:
the codec then reads again with cattrs, which finds everything that is wrong. That both ways give
equal values is a law, as is that both refuse the same documents.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from enum import StrEnum
from fractions import Fraction
from functools import cache, lru_cache
from types import UnionType
from typing import Any, TypeAlias, cast, get_args, get_origin

import attrs

from smartgoals import (
    entries,
    goals,
    journal,
    measures,
    notices,
    plans,
    recurrence,
    targets,
    treatment,
)
from smartgoals._time import DateTime, parse_instant
from smartgoals._values import as_instant, as_tuple, is_day, is_each, is_in

__all__ = [
    "ENTRY_TYPES",
    "TYPES",
    "is_mapping",
    "is_optional",
    "is_tuple",
    "read_day",
    "read_time",
    "value_reader",
    "without_none",
]

_MODULES = (entries, goals, journal, measures, notices, plans, recurrence, targets, treatment)

TYPES: dict[str, Any] = {
    name: value
    for module in _MODULES
    for name in module.__all__
    if isinstance(value := getattr(module, name), type)
    and attrs.has(value)
    and value is not entries.Entry
}
ENTRY_TYPES = {name: kind for name, kind in TYPES.items() if issubclass(kind, entries.Entry)}

_Read: TypeAlias = Callable[..., Any]


def is_mapping(kind: Any) -> bool:
    return get_origin(kind) is Mapping


def is_optional(kind: Any) -> bool:
    return isinstance(kind, UnionType) and type(None) in get_args(kind)


def is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def without_none(kind: Any) -> Any:
    (inner,) = set(get_args(kind)) - {type(None)}
    return inner


@lru_cache(maxsize=1024)
def read_day(text: str) -> dt.date:
    # YYYY-MM-DD has hyphens at 4 and 7, and ends before 10. ISO 8601 has other ways to write a day,
    # and Python reads them all.
    if text[4::3] != "--":
        raise ValueError
    return dt.date.fromisoformat(text)


@lru_cache(maxsize=1024)
def read_time(text: str) -> dt.time:
    # HH:MM:SS has colons at 2 and 5, and ends before 8: a wall time has no zone and no fractions.
    if text[2::3] != "::":
        raise ValueError
    return dt.time.fromisoformat(text)


@lru_cache(maxsize=256)
def _read_unit(code: str) -> measures.Unit:
    return measures.Unit(code=code)


def _read_entry(document: Any) -> Any:
    return _entry_reader(document["type"])(document, 1)


@cache
def _entry_reader(name: str) -> _Read:
    return value_reader(ENTRY_TYPES[name])


_READERS: dict[Any, _Read] = {
    dt.date: read_day,
    dt.time: read_time,
    DateTime: parse_instant,
    Fraction: plans.read_fraction,
    entries.Entry: _read_entry,
    measures.Unit: _read_unit,
}


def _reader(kind: Any) -> _Read | None:
    """Return what reads a *kind*, or None where the constructor takes it as JSON says it."""
    if kind in {str, int, float, bool} or is_mapping(kind):
        return None
    if is_optional(kind):
        return _reader(without_none(kind))
    if is_tuple(kind):
        return _tuple_reader(_reader(get_args(kind)[0]))
    if kind in _READERS:
        return _READERS[kind]
    if issubclass(kind, StrEnum):
        return {member.value: member for member in kind}.__getitem__
    return value_reader(kind)


def _tuple_reader(read: _Read | None) -> _Read:
    def read_all(values: Any) -> tuple[Any, ...]:
        if not isinstance(values, list | tuple):
            raise TypeError
        return tuple(values) if read is None else tuple([read(value) for value in values])

    return read_all


@cache
def value_reader(kind: Any) -> _Read:
    """Return a function that makes a *kind* of a document, as the constructor would.

    It leaves out the steps whose result is known. A default is converted and checked once, here.
    What is read as a day, a member or another value is of the type that the field asks for. All
    other checks are made.

    It is written as source, as attrs writes the constructor, for a loop over the fields would take
    longer than what is done in it. Its *known* is how many keys of the document are no fields:
    ``format`` and ``type``.
    """
    scope = {"bind": object.__setattr__.__get__, "kind": kind, "new": object.__new__}
    lines = [
        "def read(document, known=0):",
        "    if not isinstance(document, dict):",
        "        raise TypeError",
        "    value = new(kind)",
        "    put = bind(value)",
    ]
    for field in attrs.fields(attrs.resolve_types(kind)):
        lines += (f"    {line}" for line in _lines(field, scope))
    lines += ["    if len(document) != known:", "        raise KeyError"]
    if hasattr(kind, "__attrs_post_init__"):
        lines.append("    value.__attrs_post_init__()")
    lines.append("    return value")
    exec("\n".join(lines), scope)  # noqa: S102  # made of the names of our own fields alone
    return cast(_Read, scope["read"])


def _lines(field: attrs.Attribute[Any], scope: dict[str, Any]) -> list[str]:
    """Return the source that reads one field, and put the names that it uses into *scope*."""
    name, default, check = field.name, field.default, field.validator
    convert, read = cast(Callable[[Any], Any] | None, field.converter), _reader(field.type)
    absent = default if default is attrs.NOTHING else _absent(field)
    if read and _is_settled_by_reading(field, check):
        check = None
    if read and convert in _CONVERTERS_OF_TYPES:
        convert = None

    scope |= {
        f"absent_{name}": absent,
        f"check_{name}": check,
        f"convert_{name}": convert,
        f"field_{name}": field,
        f"read_{name}": read,
    }
    put_absent = f"put({name!r}, absent_{name})"
    if not field.eq:
        # What a store knows about the value is never read from a document.
        return [put_absent]
    present = ["known += 1", f"found = document[{name!r}]"]
    if read:
        none = "None if found is None else " if default is None else ""
        present.append(f"found = {none}read_{name}(found)")
    if convert:
        present.append(f"found = convert_{name}(found)")
    if check:
        present.append(f"check_{name}(value, field_{name}, found)")
    present.append(f"put({name!r}, found)")
    if default is attrs.NOTHING:
        return present
    return [
        f"if {name!r} in document:",
        *(f"    {line}" for line in present),
        "else:",
        f"    {put_absent}",
    ]


def _absent(field: attrs.Attribute[Any]) -> Any:
    """Return what the constructor puts where nothing is given, checked as it checks it."""
    convert = cast(Callable[[Any], Any] | None, field.converter)
    absent = convert(field.default) if convert else field.default
    if field.validator:
        field.validator(None, field, absent)
    return absent


# They only bring to the type of the field what is of that type once it was read.
_CONVERTERS_OF_TYPES = {None, as_instant, as_tuple, measures.as_optional_unit, measures.as_unit}


def _is_settled_by_reading(field: attrs.Attribute[Any], check: Any) -> bool:
    """Return whether a check asks for nothing but the type that was read."""
    kind: Any = without_none(field.type) if is_optional(field.type) else field.type
    if is_tuple(kind):
        (item, _) = get_args(kind)
        return item is not str and check is is_each(item)
    return check is is_day or check is is_in(kind)
