"""What the primitive types of FHIR may hold."""

from __future__ import annotations

import datetime as dt
import math
import re
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

__all__ = ["PRIMITIVES"]

_CODE = re.compile(r"\S+(?: \S+)*\Z")
_ID = re.compile(r"[A-Za-z0-9.\-]{1,64}\Z")
_URI = re.compile(r"\S+\Z")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]{1,9})?\Z")
_ZONED = re.compile(r"(.*?)(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)\Z")
_DAY = len("2025-02-03")
_INT32, _INT64 = 2**31, 2**63
_LARGEST = int(sys.float_info.max)


def is_string(value: Any) -> bool:
    if type(value) is not str or not value or value.isspace():
        return False
    return value.isascii() or not any("\ud800" <= character <= "\udfff" for character in value)


def _is_text(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    def check(value: Any) -> bool:
        return type(value) is str and pattern.match(value) is not None and is_string(value)

    return check


def is_date(value: Any) -> bool:
    found = _DATE.match(value) if type(value) is str else None
    if found is None:
        return False
    year, month, day = (int(given or 1) for given in found.groups())
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def is_time(value: Any) -> bool:
    return type(value) is str and _TIME.match(value) is not None


def is_instant(value: Any) -> bool:
    zoned = _ZONED.match(value) if type(value) is str else None
    if zoned is None or zoned[1][_DAY : _DAY + 1] != "T":
        return False
    return is_date(zoned[1][:_DAY]) and is_time(zoned[1][_DAY + 1 :])


def _is_date_time(value: Any) -> bool:
    return is_date(value) or is_instant(value)


def _is_decimal(value: Any) -> bool:
    kind = type(value)
    if kind is int:
        # A number that no float can hold measures nothing.
        return bool(-_LARGEST <= value <= _LARGEST)
    if kind is Decimal:
        return bool(value.is_finite()) and math.isfinite(float(value))
    return isinstance(value, float) and math.isfinite(value)


def _is_whole(least: int, most: int) -> Callable[[Any], bool]:
    def check(value: Any) -> bool:
        return type(value) is int and least <= value < most

    return check


def _is_boolean(value: Any) -> bool:
    return value is True or value is False


def _is_integer64(value: Any) -> bool:
    # R5 writes it as text, for many readers of JSON cannot hold 64 bits.
    return type(value) is str and re.match(r"-?[0-9]{1,19}\Z", value) is not None


def _is_narrative(value: Any) -> bool:
    return is_string(value) and value.lstrip().startswith("<div")


PRIMITIVES: Mapping[str, Callable[[Any], bool]] = MappingProxyType(
    {
        "base64Binary": _is_text(re.compile(r"[0-9A-Za-z+/=\s]+\Z")),
        "boolean": _is_boolean,
        "canonical": _is_text(_URI),
        "code": _is_text(_CODE),
        "date": is_date,
        "dateTime": _is_date_time,
        "decimal": _is_decimal,
        "id": _is_text(_ID),
        "instant": is_instant,
        "integer": _is_whole(-_INT32, _INT32),
        "integer64": _is_integer64,
        "markdown": is_string,
        "oid": _is_text(_URI),
        "positiveInt": _is_whole(1, _INT32),
        "string": is_string,
        "time": is_time,
        "unsignedInt": _is_whole(0, _INT32),
        "uri": _is_text(_URI),
        "url": _is_text(_URI),
        "uuid": _is_text(_URI),
        "xhtml": _is_narrative,
    }
)
"""For each type, whether a JSON value is one."""
