"""To plain data and JSON, and back without losing anything.

Every document says which format it is written in (:data:`FORMAT`) and which type of value it
holds. Fields that have their default are left out. Days are ISO 8601; instants are RFC 9557, so
that zone and offset both come back; units are their UCUM codes.

Reading checks everything, and one error lists every problem with its path, without a word of what
a client wrote.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from enum import StrEnum
from fractions import Fraction
from functools import cache, partial
from importlib import import_module
from operator import attrgetter
from types import ModuleType
from typing import Any, NamedTuple, NoReturn, TypeAlias, TypeVar, cast, get_args

import attrs
from cattrs import Converter
from cattrs.errors import (
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.fns import identity
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from smartgoals._reading import (
    ENTRY_TYPES,
    TYPES,
    is_mapping,
    is_optional,
    is_tuple,
    read_day,
    read_time,
    value_reader,
    without_none,
)
from smartgoals._time import DateTime, format_instant, parse_instant, standard
from smartgoals._values import FrozenDict
from smartgoals.entries import Entry
from smartgoals.errors import DecodeError, InvalidValueError, Problem, SmartGoalsError
from smartgoals.measures import Unit
from smartgoals.plans import read_fraction

__all__ = ["FORMAT", "dumps", "from_dict", "loads", "to_dict"]

FORMAT = 1
"""The format that is written. Every older format ever written keeps loading."""

T = TypeVar("T")
_NO_JSON = object()
_Structure: TypeAlias = Callable[[Any, Any], Any]
_Unstructure: TypeAlias = Callable[[Any], Any]


def to_dict(value: attrs.AttrsInstance) -> dict[str, Any]:
    """Return a value as plain data: text, numbers, booleans, lists and dicts.

    Args:
        value: Any value of the library: a goal, a journal, an entry, a plan, a measure.

    Returns:
        A new dict with ``format`` and ``type`` first.

    Raises:
        InvalidValueError: If *value* is of no type that is written.

    Example:
        >>> from smartgoals import Quantity, to_dict
        >>> to_dict(Quantity(value=10, unit="min"))
        {'format': 1, 'type': 'Quantity', 'value': 10.0, 'unit': 'min'}
    """
    return _document(_CONVERTER, value)


def from_dict(document: Mapping[str, Any], kind: type[T]) -> T:
    """Return the value that :func:`to_dict` made *document* of.

    Args:
        document: The plain data.
        kind: The type of value that is expected; :class:`~smartgoals.entries.Entry` for any kind
            of entry.

    Raises:
        DecodeError: If it is not such a document; ``.problems`` lists everything that is wrong.

    Example:
        >>> from smartgoals import DecodeError, Quantity, from_dict
        >>> from_dict({"format": 1, "type": "Quantity", "value": 10.0, "unit": "min"}, Quantity)
        Quantity(value=10.0, unit=Unit(code='min'))
        >>> try:
        ...     from_dict({"format": 1, "type": "Quantity", "unit": "min"}, Quantity)
        ... except DecodeError as error:
        ...     print(error)
        $.value: is missing
    """
    actual = _type_of(document, kind)
    # The quick way stops at the first problem. Only then is it worth finding them all.
    with suppress(Exception):
        return cast(T, value_reader(actual)(document, 2))
    fields = {key: item for key, item in document.items() if key not in {"format", "type"}}
    try:
        return cast(T, _structure_value(_CONVERTER, actual)(fields, actual))
    except Exception as error:  # noqa: BLE001  # a document is untrusted: nothing else may escape
        problems = tuple(_problems(error, "$"))
    # Not within the handler: the error there holds what the document says, and would come along.
    raise DecodeError(problems)


def dumps(value: attrs.AttrsInstance) -> str:
    """Return a value as JSON text.

    Args:
        value: Any value of the library.

    Raises:
        InvalidValueError: If *value* is of no type that is written.

    Example:
        >>> from smartgoals import Quantity, dumps
        >>> dumps(Quantity(value=10, unit="min"))
        '{"format":1,"type":"Quantity","value":10.0,"unit":"min"}'
    """
    return _JSON.write(value)


def loads(text: str | bytes, kind: type[T]) -> T:
    """Return the value that :func:`dumps` made *text* of.

    Args:
        text: The JSON text, or its UTF-8 bytes.
        kind: The type of value that is expected; :class:`~smartgoals.entries.Entry` for any kind
            of entry.

    Raises:
        DecodeError: If it is not JSON, or not such a document; ``.problems`` lists everything
            that is wrong.

    Example:
        >>> from smartgoals import Quantity, dumps, loads
        >>> dose = Quantity(value=10, unit="min")
        >>> loads(dumps(dose), Quantity) == dose
        True
    """
    document: Any = _NO_JSON
    with suppress(ValueError, TypeError, RecursionError):
        document = _JSON.read(text)
    if document is _NO_JSON:
        raise DecodeError((Problem(path="$", message="expected valid JSON"),))
    return from_dict(document, kind)


def _name_of(kind: type) -> str:
    name = kind.__name__
    if TYPES.get(name) is not kind:
        raise InvalidValueError(
            f"expected a value of the library, got {name}; judgements are computed, not kept",
            field="value",
        )
    return name


def _type_of(document: Any, kind: type) -> Any:
    """Return the type that a document is of."""
    if not isinstance(document, Mapping):
        raise DecodeError((Problem(path="$", message="expected an object"),))
    written = document.get("format")
    if type(written) is not int or not 1 <= written <= FORMAT:
        newer = type(written) is int and written > FORMAT
        hint = "; it was written by a newer version of smartgoals" if newer else ""
        raise DecodeError(
            (Problem(path="$.format", message=f"expected a format up to {FORMAT}{hint}"),)
        )
    name = document.get("type")
    actual = TYPES.get(name) if isinstance(name, str) else None
    if actual is None or not issubclass(actual, kind):
        raise DecodeError((Problem(path="$.type", message=f"expected {kind.__name__}"),))
    return actual


class _UnexpectedError(ValueError):
    """What was expected, in words of ours; safe to show."""


def _as_is(value: Any, _: Any) -> Any:
    return value


def _to_day(value: Any, _: Any) -> dt.date:
    if isinstance(value, str):
        with suppress(ValueError):
            return read_day(value)
    raise _UnexpectedError("expected a day as YYYY-MM-DD")


def _to_time(value: Any, _: Any) -> dt.time:
    if isinstance(value, str):
        with suppress(ValueError):
            return read_time(value)
    raise _UnexpectedError("expected a wall time as HH:MM:SS")


def _to_instant(value: Any, _: Any) -> DateTime:
    if isinstance(value, str):
        with suppress(ValueError):
            return parse_instant(value)
    raise _UnexpectedError("expected a date and time with its offset from UTC")


def _to_fraction(value: Any, _: Any) -> Fraction:
    if isinstance(value, str):
        with suppress(ValueError):
            return read_fraction(value)
    raise _UnexpectedError("expected a fraction such as 3/2")


def _to_unit(value: Any, _: Any) -> Unit:
    return Unit(code=value)


def _to_member(value: Any, kind: type[StrEnum]) -> StrEnum:
    if isinstance(value, str):
        with suppress(ValueError):
            return kind(value)
    raise _UnexpectedError(f"expected one of {', '.join(kind)}")


def _thawed(value: Any) -> Any:
    if type(value) is FrozenDict:
        return {key: _thawed(item) for key, item in value.items()}
    if type(value) is tuple:
        return [_thawed(item) for item in value]
    return value


def _converter(
    write_day: _Unstructure = dt.date.isoformat, write_instant: _Unstructure = format_instant
) -> Converter:
    converter = Converter(forbid_extra_keys=True)
    for kind in (str, int, float, bool):
        converter.register_structure_hook(kind, _as_is)
    converter.register_structure_hook(dt.date, _to_day)
    converter.register_unstructure_hook(dt.date, write_day)
    converter.register_structure_hook(dt.time, _to_time)
    converter.register_unstructure_hook(dt.time, dt.time.isoformat)
    converter.register_structure_hook(DateTime, _to_instant)
    converter.register_unstructure_hook(DateTime, write_instant)
    converter.register_structure_hook(Fraction, _to_fraction)
    converter.register_unstructure_hook(Fraction, str)
    converter.register_structure_hook(StrEnum, _to_member)
    converter.register_unstructure_hook(StrEnum, attrgetter("_value_"))
    converter.register_structure_hook_func(is_mapping, _as_is)
    converter.register_unstructure_hook_func(is_mapping, _thawed)
    for is_kind, structure, unstructure in (
        (is_optional, _structure_optional, _unstructure_optional),
        (is_tuple, _structure_tuple, _unstructure_tuple),
        (_is_value, _structure_value, _unstructure_value),
        (_is_entry, _structure_entry, _unstructure_entry),
    ):
        converter.register_structure_hook_factory(is_kind, partial(structure, converter))
        converter.register_unstructure_hook_factory(is_kind, partial(unstructure, converter))
    converter.register_structure_hook(Unit, _to_unit)
    converter.register_unstructure_hook(Unit, attrgetter("code"))
    return converter


def _is_value(kind: Any) -> bool:
    return isinstance(kind, type) and TYPES.get(kind.__name__) is kind


def _is_entry(kind: Any) -> bool:
    return kind is Entry


def _structure_optional(converter: Converter, kind: Any) -> _Structure:
    inner = without_none(kind)
    hook = converter.get_structure_hook(inner)
    return lambda value, _: None if value is None else hook(value, inner)


def _unstructure_optional(converter: Converter, kind: Any) -> _Unstructure:
    # Where None may stand it is the default, and a default is not written.
    return converter.get_unstructure_hook(without_none(kind))


def _structure_tuple(converter: Converter, kind: Any) -> _Structure:
    item = get_args(kind)[0]
    hook = converter.get_structure_hook(item)

    def structure(values: Any, _: Any) -> tuple[Any, ...]:
        if not isinstance(values, list | tuple):
            raise _UnexpectedError("expected a list")
        structured: list[Any] = []
        errors: list[Exception] = []
        for index, value in enumerate(values):
            try:
                structured.append(hook(value, item))
            except Exception as error:  # noqa: BLE001  # collected, to be said with its place
                error.add_note(IterableValidationNote("", index, item))
                errors.append(error)
        if errors:
            raise IterableValidationError("", errors, item)
        return tuple(structured)

    return structure


def _unstructure_tuple(converter: Converter, kind: Any) -> _Unstructure:
    hook = converter.get_unstructure_hook(get_args(kind)[0])
    return list if hook is identity else lambda values: [hook(value) for value in values]


def _structure_entry(converter: Converter, _: Any) -> _Structure:
    def structure(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise _UnexpectedError("expected an object")
        fields = dict.copy(value)
        name = fields.pop("type", None)
        kind = ENTRY_TYPES.get(name) if isinstance(name, str) else None
        if kind is None:
            raise _UnexpectedError("expected a type that is a kind of entry")
        return converter.structure(fields, kind)

    return structure


def _unstructure_entry(converter: Converter, _: Any) -> _Unstructure:
    # Found when they are first needed, for an entry can hold an entry.
    known: dict[type, tuple[str, _Unstructure]] = {}

    def find(kind: type) -> tuple[str, _Unstructure]:
        known[kind] = found = (_name_of(kind), converter.get_unstructure_hook(kind))
        return found

    def unstructure(value: Entry) -> dict[str, Any]:
        kind = type(value)
        name, hook = known.get(kind) or find(kind)
        plain: dict[str, Any] = hook(value)
        plain["type"] = name
        return plain

    return unstructure


@cache
def _structure_value(converter: Converter, kind: Any) -> _Structure:
    checked = {
        field.name: override(struct_hook=_checked(field, converter.get_structure_hook(field.type)))
        for field in attrs.fields(attrs.resolve_types(kind))
    }
    hook: _Structure = make_dict_structure_fn(kind, converter, **{**checked, **_not_written(kind)})

    def structure(value: Any, _: Any) -> Any:
        if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
            raise _UnexpectedError("expected an object")
        return hook(value, kind)

    return structure


def _checked(field: attrs.Attribute[Any], hook: _Structure) -> _Structure:
    """Check each field for itself; the constructor would stop at the first that is wrong."""
    convert = cast(Callable[[Any], Any] | None, field.converter)

    def structure(value: Any, kind: Any) -> Any:
        structured = hook(value, kind)
        if convert is not None:
            structured = convert(structured)
        if field.validator is not None:
            field.validator(None, field, structured)
        return structured

    return structure


@cache
def _unstructure_value(converter: Converter, kind: Any) -> _Unstructure:
    hook: _Unstructure = make_dict_unstructure_fn(
        kind, converter, _cattrs_omit_if_default=True, **_not_written(kind)
    )
    return hook


def _document(converter: Converter, value: attrs.AttrsInstance) -> dict[str, Any]:
    kind = type(value)
    # The name first: it refuses what is no value of ours.
    start = {"format": FORMAT, "type": _name_of(kind)}
    return {**start, **_unstructure_value(converter, kind)(value)}


def _not_written(kind: type) -> dict[str, Any]:
    """Leave out what is no part of the value: what a store knows about it."""
    return {field.name: override(omit=True) for field in attrs.fields(kind) if not field.eq}


def _problems(error: BaseException, path: str, owner: type | None = None) -> Iterator[Problem]:
    """Yield every problem in *error*, each with its path and without what the document says."""
    if isinstance(error, ClassValidationError):
        for inner in error.exceptions:
            yield from _problems(inner, path + _place(inner), error.cl)
    elif isinstance(error, IterableValidationError):
        for inner in error.exceptions:
            yield from _problems(inner, path + _place(inner))
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields):
            # Shown by its length: a key that should not be there may be what somebody said.
            yield Problem(f"{path}.<key of {len(key)} characters>", "is not a known field")
    elif isinstance(error, InvalidValueError):
        is_field = owner is not None and hasattr(owner, error.field) and not _place(error)
        yield Problem(path=f"{path}.{error.field}" if is_field else path, message=str(error))
    elif isinstance(error, _UnexpectedError | SmartGoalsError):
        yield Problem(path=path, message=str(error))
    elif isinstance(error, KeyError):
        yield Problem(path=path, message="is missing")
    else:
        yield Problem(path=path, message="is not valid")


def _place(error: BaseException) -> str:
    """Return the step of the path that cattrs noted on *error*."""
    notes = getattr(error, "__notes__", None)
    if not notes:
        return ""
    note = notes[0]
    return f"[{note.index}]" if isinstance(note, IterableValidationNote) else f".{note.name}"


class _Backend(NamedTuple):
    """How JSON is read and written."""

    read: Callable[[str | bytes], Any]
    write: Callable[[attrs.AttrsInstance], str]


def _with_json() -> _Backend:
    decode = json.JSONDecoder(parse_constant=_no_constant).decode
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
    return _Backend(
        read=lambda text: decode(text if isinstance(text, str) else str(text, "utf-8")),
        write=lambda value: encode(_document(_CONVERTER, value)),
    )


def _no_constant(_: str) -> NoReturn:
    raise ValueError("JSON has no NaN and no infinity")


def _with_orjson(orjson: ModuleType) -> _Backend:
    # orjson writes days and standard instants itself, and the same as we do.
    converter = _converter(write_day=identity, write_instant=standard)
    dumps = partial(orjson.dumps, default=dt.date.isoformat, option=orjson.OPT_UTC_Z)
    return _Backend(
        read=orjson.loads, write=lambda value: dumps(_document(converter, value)).decode()
    )


_CONVERTER = _converter()
_JSON = _with_json()
with suppress(ImportError):
    _JSON = _with_orjson(import_module("orjson"))
