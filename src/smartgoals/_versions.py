"""What holds in ``[start, until)``: one version of each id at a time.

Steps, targets and milestones change while a goal goes on. A change closes the version in force and
opens the next one under the same id, so every day of the past keeps the version that it had.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Protocol, TypeVar, cast

import attrs

from smartgoals._values import refuse

__all__ = ["check_versions", "first_day", "holds_on", "in_force", "open_versions", "versions_of"]


class Versioned(Protocol):
    """A value that holds for a while."""

    @property
    def id(self) -> str: ...

    @property
    def start(self) -> dt.date | None: ...

    @property
    def until(self) -> dt.date | None: ...


V = TypeVar("V", bound=Versioned)


def _starts(value: Versioned) -> dt.date:
    return value.start or dt.date.min


def _evolve(value: V, **changes: dt.date | None) -> V:
    # The type checker does not see that a version is an attrs class.
    evolved: V = attrs.evolve(cast(Any, value), **changes)
    return evolved


def holds_on(value: Versioned, day: dt.date) -> bool:
    """Return whether ``[start, until)`` holds *day*."""
    return _starts(value) <= day and (value.until is None or day < value.until)


def in_force(values: Iterable[V], day: dt.date) -> tuple[V, ...]:
    """Return those of *values* that hold on *day*."""
    return tuple(value for value in values if holds_on(value, day))


def versions_of(values: Iterable[V], id: str) -> tuple[V, ...]:  # noqa: A002  # the field's name
    """Return all versions under one id, the earliest first."""
    return tuple(sorted((value for value in values if value.id == id), key=_starts))


def first_day(values: Iterable[V], id: str) -> dt.date | None:  # noqa: A002  # the field's name
    """Return the first day of an id's first version; None where that has no start."""
    return versions_of(values, id)[0].start


def check_versions(field: str, values: Iterable[Versioned]) -> None:
    """Check that versions of one id never hold on the same day."""
    by_id: defaultdict[str, list[Versioned]] = defaultdict(list)
    for value in values:
        by_id[value.id].append(value)
    for same in by_id.values():
        same.sort(key=_starts)
        for earlier, later in pairwise(same):
            if earlier.until is None or earlier.until > _starts(later):
                refuse(
                    field,
                    "one version of each id at a time",
                    len(same),
                    instead="set until of the earlier one to start of the later, or give it "
                    "an id of its own",
                )


def open_versions(
    values: tuple[V, ...], opened: Iterable[V], ended: Iterable[str], *, day: dt.date
) -> tuple[V, ...]:
    """Return *values* with the versions in force closed on *day* and *opened* following them.

    A version that began on *day* itself never held before it: it is replaced, not kept.

    Raises:
        InvalidValueError: If one of them begins after *day* already, or is opened and ended.
    """
    # What was taken from a version that is closed brings that version's end along.
    opened = tuple(
        _evolve(value, start=day, until=value.until if value.until and value.until > day else None)
        for value in opened
    )
    changing = {value.id for value in opened}
    if not changing.isdisjoint(ended):
        refuse("ended", "other than what is changed", len(changing.intersection(ended)))
    changing.update(ended)
    later = [_starts(value) for value in values if value.id in changing and _starts(value) > day]
    if later:
        refuse("day", f"on or after the change that was agreed for {max(later).isoformat()}", day)
    kept: list[V] = []
    for value in values:
        if value.id not in changing or (value.until is not None and value.until <= day):
            kept.append(value)
        elif _starts(value) < day:
            kept.append(_evolve(value, until=day))
    return (*kept, *opened)
