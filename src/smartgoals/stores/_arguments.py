"""The arguments of a store: a mistake is found where it is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from smartgoals._values import MAX_ID_LENGTH, refuse
from smartgoals.goals import Lifecycle

__all__ = [
    "check_day",
    "check_id",
    "check_limit",
    "check_optional",
    "check_version",
    "day_or_none",
    "id_or_none",
    "is_sound_id",
    "lifecycles",
]

_MOST_WRITES = 2**63
_MOST_ON_A_PAGE = 1_000


def is_sound_id(value: object) -> bool:
    """Return whether a value is an id."""
    # The very type: a driver may write another kind of text in its own way.
    return type(value) is str and 0 < len(value) <= MAX_ID_LENGTH and value.isprintable()


def check_id(field: str, value: object) -> None:
    """Check an id that is handed to a store."""
    if not is_sound_id(value):
        refuse(field, f"an id of 1 to {MAX_ID_LENGTH} printable characters", value)


def check_version(version: object) -> None:
    """Check the number of a write, or None for the latest."""
    if version is not None and (type(version) is not int or not 0 < version < _MOST_WRITES):
        refuse("version", "a whole number from 1", version)


def check_optional(**ids: str | None) -> None:
    """Check ids that may be left out."""
    for field, value in ids.items():
        if value is not None:
            check_id(field, value)


def id_or_none(field: str, value: str | None) -> str | None:
    """Return an id, or None where it was left out."""
    check_optional(**{field: value})
    return value


def day_or_none(field: str, value: dt.date | None) -> str | None:
    """Return a day as ISO 8601, or None where it was left out."""
    if value is None:
        return None
    check_day(field, value)
    return value.isoformat()


def check_day(field: str, value: object) -> None:
    """Check a calendar day."""
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        refuse(field, "a datetime.date", value)


def check_limit(limit: int) -> None:
    """Check how many are asked for."""
    if type(limit) is not int or not 1 <= limit <= _MOST_ON_A_PAGE:
        refuse("limit", f"a whole number from 1 to {_MOST_ON_A_PAGE}", limit)


def lifecycles(lifecycle: Lifecycle | Iterable[Lifecycle] | None) -> tuple[str, ...]:
    """Return one lifecycle or several as text, in order; none for any."""
    if lifecycle is None:
        return ()
    wanted: tuple[object, ...] = (lifecycle,)
    if isinstance(lifecycle, Iterable) and not isinstance(lifecycle, str):
        wanted = tuple(lifecycle)
    if not wanted or not all(isinstance(one, Lifecycle) for one in wanted):
        known = ", ".join(f"Lifecycle.{one.name}" for one in Lifecycle)
        refuse("lifecycle", f"one or several of {known}", lifecycle)
    return tuple(sorted(map(str, set(wanted))))
