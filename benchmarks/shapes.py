"""The same goal and journal for every contender: 5 milestones, 10 steps, 50 entries.

The peers get classes of the same fields with standard dates and times, built from the library's own
classes, so that a field added there is measured here too.
"""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Mapping
from typing import Any

import attrs

import smartgoals as sg
from smartgoals import entries
from smartgoals._time import DateTime

DAY = dt.date(2025, 2, 3)
AT = dt.datetime(2025, 2, 3, 8, 0, 0, 250_000, tzinfo=dt.UTC)


def goal_and_journal() -> tuple[sg.Goal, sg.Journal]:
    """Return a goal with 5 milestones and 10 steps, and a journal of 50 entries."""
    gad7 = sg.Instrument(id="gad7", name="GAD-7", least=0, most=21, direction=sg.Direction.DOWN)
    goal = sg.Goal(
        id="goal-1",
        subject="c-17",
        statement="I will practise deep breathing for 10 minutes every morning for 30 days.",
        reason="to feel calmer",
        confidence=8,
        start=DAY,
        due=DAY + dt.timedelta(days=30),
        review=sg.EVERY_TWO_WEEKS,
        targets=[sg.Target(id="anxiety", aim=sg.Aim.below(10, gad7.measure()), baseline=15)],
        milestones=[
            sg.Milestone(
                id=f"milestone-{number}",
                name=f"{number} mornings",
                aim=sg.Aim.done(5 * number, out_of=30, step="step-1"),
                celebration="a walk by the river",
                due=DAY + dt.timedelta(days=6 * number),
            )
            for number in range(1, 6)
        ],
        plan=sg.ActionPlan(
            steps=[
                sg.Step(
                    id=f"step-{number}",
                    action="practise deep breathing",
                    kind=sg.StepKind.TECHNIQUE,
                    dose=sg.Quantity(value=10, unit="min"),
                    recurrence=sg.Recurrence.daily(start=DAY),
                    cue="after getting up",
                )
                for number in range(1, 11)
            ]
        ),
    )
    journal = sg.Journal(
        subject="c-17",
        entries=[
            (
                sg.Done(step="step-1", **_stamp(number))
                if number % 5
                else sg.Measured(measure="gad7", value=15 - number // 5, **_stamp(number))
            )
            for number in range(50)
        ],
    )
    return goal, journal


def _stamp(number: int) -> dict[str, Any]:
    return {
        "id": f"entry-{number}",
        "day": DAY + dt.timedelta(days=number // 2),
        "recorded_at": AT + dt.timedelta(hours=12 * number),
        "author": "c-17",
    }


_PLAIN: dict[type, type] = {}


def plain(kind: type) -> type:
    """Return an attrs class with the fields of *kind*, without validators or converters."""
    if kind not in _PLAIN:
        hints = typing.get_type_hints(kind)
        fields = {
            field.name: attrs.field(
                type=_plain_type(hints[field.name]),
                default=_plain_value(field.default),
                kw_only=True,
            )
            for field in attrs.fields(kind)
            if field.eq
        }
        _PLAIN[kind] = attrs.make_class(kind.__name__, fields, frozen=True, slots=True)
    return _PLAIN[kind]


def _plain_type(hint: Any) -> Any:
    if hint is DateTime:
        return dt.datetime
    if hint is entries.Entry:
        return plain(sg.Done) | plain(sg.Measured)
    if attrs.has(hint):
        return plain(hint)
    arguments = typing.get_args(hint)
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        result = _plain_type(arguments[0])
        for argument in arguments[1:]:
            result |= _plain_type(argument)
        return result
    if typing.get_origin(hint) is tuple:
        return tuple[_plain_type(arguments[0]), ...]
    return dict[str, Any] if typing.get_origin(hint) is Mapping else hint


def as_plain(value: Any) -> Any:
    """Return *value* as the plain classes hold it."""
    return _plain_value(value)


def _plain_value(value: Any) -> Any:
    if isinstance(value, DateTime):
        return dt.datetime.fromtimestamp(value.timestamp(), dt.UTC)
    if attrs.has(type(value)):
        kind = plain(type(value))
        return kind(
            **{field.name: _plain_value(getattr(value, field.name)) for field in attrs.fields(kind)}
        )
    if isinstance(value, tuple):
        return tuple(_plain_value(item) for item in value)
    return dict(value) if isinstance(value, Mapping) else value
