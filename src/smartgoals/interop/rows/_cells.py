"""Days and numbers as people write them in tables; what can be meant in two ways is never guessed.

How a table is written is told by the table: where one date in it can only be meant day first, all
are. What that does not tell is a matter for whoever imports it.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from typing import Any

from smartgoals.smart import DateOrder

__all__ = ["UnclearError", "day_of", "has_decimal_comma", "number_of", "order_of", "text_of"]

_FIGURES = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})\Z")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?\Z")
_COMMA = re.compile(r"[+-]?[0-9]{1,15},([0-9]{1,15})\Z")
_MOST_MONTHS = 12
_THOUSAND = 3


class UnclearError(ValueError):
    """What a cell says cannot be told; the message says what is expected."""


def text_of(cell: Any) -> str:
    """Return what a cell says as text, without space around it; empty for an empty cell."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    return cell.strip() if isinstance(cell, str) else str(cell)


def order_of(cells: Iterable[Any]) -> DateOrder | None:
    """Return how the dates of a table are meant; None if they do not tell, or tell both."""
    found = [match for cell in cells if (match := _FIGURES.match(text_of(cell)))]
    days_first = any(int(match[1]) > _MOST_MONTHS for match in found)
    months_first = any(int(match[2]) > _MOST_MONTHS for match in found)
    if days_first == months_first:
        return None
    return DateOrder.DAY_FIRST if days_first else DateOrder.MONTH_FIRST


def day_of(cell: Any, order: DateOrder | None) -> dt.date:
    """Return the day that a cell says.

    Raises:
        UnclearError: If it says none, or one that can be meant in two ways.
    """
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = text_of(cell)
    try:
        if _ISO.match(text):
            return dt.date.fromisoformat(text)
        if found := _FIGURES.match(text):
            first, second, year = (int(part) for part in found.groups())
            if first == second:
                return dt.date(year, first, second)
            if order is not None:
                month, day = (second, first) if order is DateOrder.DAY_FIRST else (first, second)
                return dt.date(year, month, day)
    except ValueError:
        raise UnclearError("has to be a day that there is") from None
    if found:
        raise UnclearError("may be meant day first or month first: say date_order")
    raise UnclearError("has to be a day as YYYY-MM-DD, or with day, month and year in figures")


def has_decimal_comma(cells: Iterable[Any]) -> bool | None:
    """Return whether a column writes 7,5 for 7.5; None if that cannot be told."""
    texts = [text_of(cell) for cell in cells]
    commas = [match for text in texts if (match := _COMMA.match(text))]
    has_point = any("." in text for text in texts if _NUMBER.match(text))
    # 1,234 may be a little more than one, or more than a thousand.
    is_sure = any(len(match[1]) != _THOUSAND for match in commas)
    if has_point == is_sure:
        return None if commas else False
    return is_sure


def number_of(cell: Any, decimal_comma: bool | None) -> float:  # noqa: FBT001  # three answers
    """Return the number that a cell says.

    Raises:
        UnclearError: If it says none, or one that can be meant in two ways.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if not math.isfinite(cell):
            raise UnclearError("has to be a number")
        return float(cell)
    text = text_of(cell)
    if _COMMA.match(text):
        if decimal_comma is None:
            raise UnclearError("may have a decimal comma or not: say decimal_comma")
        if decimal_comma:
            text = text.replace(",", ".")
    if not _NUMBER.match(text):
        raise UnclearError("has to be a number, without a sign for thousands")
    return float(text)
