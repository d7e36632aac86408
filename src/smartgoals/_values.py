"""What every value checks of itself: converters, validators and a mapping that cannot change.

The validators of attrs put the value into their message. A value here may be what a client said
in confidence, so these name the field, what was expected, and at most the kind and length of what
came.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from enum import StrEnum
from functools import cache
from typing import Any, NoReturn, Self

import attrs

from smartgoals._time import DateTime, instant
from smartgoals.errors import InvalidValueError

__all__ = [
    "EMPTY",
    "FrozenDict",
    "as_instant",
    "as_number",
    "as_optional_number",
    "as_tuple",
    "as_utc",
    "check_period",
    "describe",
    "frozen_json",
    "is_day",
    "is_each",
    "is_each_id",
    "is_each_int",
    "is_id",
    "is_in",
    "is_int",
    "is_number",
    "is_text",
    "is_words",
    "plain",
    "refuse",
]

MAX_ID_LENGTH = 255
_MAX_EXTENSION_DEPTH = 64
_INT64 = 2**63
_MOST_BITS = 128


class FrozenDict(dict[str, Any]):
    """A mapping that cannot change, so that a value which holds one cannot change either.

    It is a dict, so that comparing and writing one costs what it costs for a dict.
    """

    __slots__ = ()

    def __new__(cls, items: Mapping[str, Any] | Iterable[tuple[str, Any]] = ()) -> Self:
        self = super().__new__(cls)
        dict.update(self, items)
        return self

    def __init__(self, items: Mapping[str, Any] | Iterable[tuple[str, Any]] = ()) -> None:
        # Filled once, when it is made: a second call must not change what never changes.
        pass

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("extensions of a value never change; make a new value with attrs.evolve()")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # a dict that never changes has one
        return hash(frozenset(self))

    def __repr__(self) -> str:
        return f"<{len(self)} items>"

    def __reduce__(self) -> tuple[type[FrozenDict], tuple[dict[str, Any]]]:
        return FrozenDict, (dict(self),)


EMPTY = FrozenDict()


def describe(value: object) -> str:
    """Say what *value* is without repeating text that somebody wrote."""
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, str):
        return f"text of {len(value)} characters"
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        # Python refuses to write out a very large one.
        return "a very large number"
    if value is None or isinstance(value, int | float):
        return repr(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return f"{len(value)} item{'' if len(value) == 1 else 's'}"
    return type(value).__name__


def plain(value: float) -> str:
    """Return a number as a reader writes it: no ``.0``, and as many digits as it has."""
    return f"{value + 0.0:.15g}"


def refuse(field: str, expected: str, value: object, *, instead: str = "") -> NoReturn:
    """Raise the error for a value that cannot be: the field, what was expected, what came."""
    hint = f"; {instead}" if instead else ""
    raise InvalidValueError(f"{field} must be {expected}, got {describe(value)}{hint}", field=field)


def is_text(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Check free text: any characters that can be written as UTF-8."""
    if type(value) is not str:
        refuse(attribute.name, "text", value)
    if not value.isascii():
        _check_unicode(attribute.name, value)


def _check_unicode(field: str, value: str) -> None:
    with suppress(UnicodeEncodeError):
        value.encode()
        return
    # Not within a handler: the error there holds the text, and would come along.
    refuse(
        field,
        "valid Unicode text",
        value,
        instead="half of a surrogate pair is in it: decode the input with errors='replace'",
    )


def is_id(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Check an opaque id, or None where the field allows that."""
    if type(value) is str:
        # Half of a surrogate pair is not printable, so what passes can be written as UTF-8.
        if 0 < len(value) <= MAX_ID_LENGTH and value.isprintable():
            return
    elif value is None and attribute.default is None:
        return
    refuse(
        attribute.name,
        f"an id of 1 to {MAX_ID_LENGTH} printable characters",
        value,
        instead="new_id() makes one",
    )


def is_day(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Check a calendar day, or None where the field allows that."""
    if type(value) is dt.date:
        return
    if value is None and attribute.default is None:
        return
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        refuse(attribute.name, "a datetime.date", value)


@cache
def is_in(kind: type) -> Callable[[object, attrs.Attribute[Any], object], None]:
    """Check that a value is a *kind*, or None where the field allows that."""

    def check(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if isinstance(value, kind) or (value is None and attribute.default is None):
            return
        refuse(attribute.name, f"a {kind.__name__}", value)

    return check


def is_int(least: int, most: int | None = None) -> Callable[..., None]:
    """Check a whole number in [*least*, *most*], or None where the field allows that.

    Without *most* it has 64 bits, as a whole number has for most readers of JSON.
    """

    def check(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if value is None and attribute.default is None:
            return
        limit = _INT64 - 1 if most is None else most
        if type(value) is not int or not least <= value <= limit:
            bound = f"of at least {least}" if most is None else f"from {least} to {most}"
            too_long = most is None and type(value) is int and value > limit
            refuse(attribute.name, f"a whole number {'of 64 bits' if too_long else bound}", value)

    return check


def is_words(instance: object, attribute: attrs.Attribute[Any], value: str) -> None:
    """Check free text that says something."""
    is_text(instance, attribute, value)
    if not value.strip():
        refuse(attribute.name, "text that says something", value)


def as_number(value: float) -> float:
    """Return a whole number as a float, and anything else as it is."""
    if type(value) is int:
        try:
            return float(value)
        except OverflowError:
            return math.inf
    return value


def as_optional_number(value: float | None) -> float | None:
    """Return a whole number as a float, and anything else as it is."""
    return None if value is None else as_number(value)


def is_number(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Check a finite number, or None where the field allows that."""
    if type(value) is float and math.isfinite(value):
        return
    if value is not None or attribute.default is not None:
        refuse(attribute.name, "a finite number", value)


def as_tuple(value: Iterable[Any]) -> tuple[Any, ...]:
    """Return what was given as a tuple; text is one item too few, so it is refused."""
    if type(value) is tuple:
        return value
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        raise InvalidValueError(
            f"expected several items in a list or tuple, got {describe(value)}; "
            "write (item,) for one",
            field="items",
        )
    return tuple(value)


@cache
def is_each(kind: type) -> Callable[[object, attrs.Attribute[Any], tuple[Any, ...]], None]:
    """Check that every item is a *kind*; texts are checked as :func:`is_text` is."""

    def check(instance: object, attribute: attrs.Attribute[Any], value: tuple[Any, ...]) -> None:
        for item in value:
            if not isinstance(item, kind):
                refuse(attribute.name, f"{kind.__name__} items only", item)
            if kind is str:
                is_text(instance, attribute, item)

    return check


def is_each_id(instance: object, attribute: attrs.Attribute[Any], value: tuple[Any, ...]) -> None:
    """Check that every item is an opaque id."""
    for item in value:
        if item is None:
            refuse(attribute.name, "ids only", item)
        is_id(instance, attribute, item)


@cache
def is_each_int(least: int) -> Callable[[object, attrs.Attribute[Any], tuple[Any, ...]], None]:
    """Check that every item is a whole number of at least *least*, of 64 bits."""
    check_one = is_int(least)

    def check(instance: object, attribute: attrs.Attribute[Any], value: tuple[Any, ...]) -> None:
        for item in value:
            check_one(instance, attribute, item)

    return check


def as_instant(value: dt.datetime | None) -> DateTime | None:
    """Return an instant with its zone kept, or None."""
    return None if value is None else instant(value)


def as_utc(value: dt.datetime | None) -> DateTime | None:
    """Return an instant in UTC, or None.

    Instants of one zone compare by wall time, so only one zone gives them a total order.
    """
    return None if value is None else instant(value, in_utc=True)


def check_period(start: dt.date | None, until: dt.date | None) -> None:
    """Check that [*start*, *until*) holds at least one day."""
    if start is not None and until is not None and until <= start:
        refuse(
            "until",
            f"after the start, {start.isoformat()}",
            until,
            instead="until is the first day that no longer counts",
        )


def frozen_json(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an unchangeable copy of plain data, with lists as tuples.

    Only what JSON can say is taken, so that it survives every round trip: None, booleans,
    integers of 64 bits, finite floats, text, lists, and mappings with text as keys.
    """
    if type(value) is FrozenDict:
        return value
    if not isinstance(value, Mapping):
        refuse("extensions", "a mapping", value)
    frozen: FrozenDict = _freeze(value, 0)
    return frozen


def _freeze(value: Any, depth: int) -> Any:
    if depth > _MAX_EXTENSION_DEPTH:
        refuse("extensions", f"at most {_MAX_EXTENSION_DEPTH} levels deep", value)
    if value is None or type(value) is bool:
        return value
    if type(value) is str:
        _check_unicode("extensions", value)
        return value
    if type(value) is int and -_INT64 <= value < _INT64:
        return value
    if type(value) is float and math.isfinite(value):
        return value
    if isinstance(value, list | tuple):
        return tuple(_freeze(item, depth + 1) for item in value)
    if isinstance(value, Mapping) and all(type(key) is str for key in value):
        for key in value:
            _check_unicode("extensions", key)
        return FrozenDict({key: _freeze(item, depth + 1) for key, item in value.items()})
    return refuse("extensions", "plain data that JSON can say", value)
