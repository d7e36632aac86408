"""JSON as FHIR needs it: a decimal keeps its text, so that 72.50 stays 72.50."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NoReturn

from smartgoals._values import refuse

__all__ = ["read_json", "write_json"]

_DEEPEST = 60
_MOST_DIGITS = 1000


def read_json(text: str | bytes) -> Any:
    """Return what JSON text says, with decimals as :class:`decimal.Decimal`.

    Python's own reader makes floats of them, and 72.50 would come back as 72.5.

    Args:
        text: The text, or its bytes in UTF-8.

    Raises:
        InvalidValueError: If it is no JSON, if an element comes twice, or if it holds what JSON
            does not have, such as NaN.

    Example:
        >>> from smartgoals.interop.fhir import read_json, write_json
        >>> write_json(read_json('{"value": 72.50}'))
        '{"value":72.50}'
    """
    expected = "JSON text in which no element comes twice"
    try:
        said = text.decode() if isinstance(text, bytes) else text
        value = json.loads(
            said,
            parse_float=_decimal,
            parse_constant=_none,
            object_pairs_hook=_object,
        )
        # Half a character is no text, and could not be written again.
        if isinstance(said, str) and "\\ud" in said.casefold():
            json.dumps(value, default=str, ensure_ascii=False).encode()
    except (ValueError, TypeError, RecursionError):
        value = _FAILED
    if value is _FAILED:
        refuse("text", expected, text)
    return value


_FAILED = object()


def _none(_: str) -> NoReturn:
    raise ValueError


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    if not _is_number(value):
        raise ValueError
    return value


def _is_number(value: Decimal) -> bool:
    """Return whether a decimal is one that a float comes near to."""
    if not value.is_finite() or len(value.as_tuple().digits) > _MOST_DIGITS:
        return False
    return math.isfinite(float(value))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def write_json(value: Any) -> str:
    """Return plain data as JSON text; decimals as they were written.

    Args:
        value: What :func:`read_json` or :func:`to_fhir` returned.

    Raises:
        InvalidValueError: If it holds what JSON cannot say.

    Example:
        >>> from decimal import Decimal
        >>> from smartgoals.interop.fhir import write_json
        >>> write_json({"value": Decimal("7.0"), "unit": "kg"})
        '{"value":7.0,"unit":"kg"}'
    """
    try:
        # The writer of the standard library is much the quicker, and most hold no decimal.
        return _plain(value)
    except TypeError:
        return "".join(_pieces(value, 0))
    except (ValueError, RecursionError):
        pass
    return refuse("value", "plain data that JSON can say", value)


_plain = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def _pieces(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, Decimal) and _is_number(value):
        yield str(value)
    elif isinstance(value, Mapping) and depth <= _DEEPEST:
        begin = "{"
        for key, item in value.items():
            yield f"{begin}{_plain(str(key))}:"
            yield from _pieces(item, depth + 1)
            begin = ","
        yield "}" if value else "{}"
    elif isinstance(value, list | tuple) and depth <= _DEEPEST:
        begin = "["
        for item in value:
            yield begin
            yield from _pieces(item, depth + 1)
            begin = ","
        yield "]" if value else "[]"
    elif value is None or (isinstance(value, str | bool | int | float) and not _is_odd(value)):
        yield _plain(value)
    else:
        refuse("value", "plain data that JSON can say", value)


def _is_odd(value: Any) -> bool:
    return isinstance(value, float) and not math.isfinite(value)
