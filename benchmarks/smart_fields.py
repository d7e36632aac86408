"""Check the structured cases of ``fields.jsonl``: a goal with its fields, and what is expected.

Run it with the path of such a file: it lists the cases that come out otherwise.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from smartgoals import (
    ActionPlan,
    Aim,
    Direction,
    Frequency,
    Goal,
    KeyArea,
    Measure,
    MeasureKind,
    Milestone,
    Recurrence,
    ReviewPolicy,
    Step,
    Target,
    check_smart,
)
from smartgoals.errors import InvalidValueError, UnknownInstrumentError
from smartgoals.instruments import instrument
from smartgoals.smart import Criterion
from smartgoals.treatment import Assessment

__all__ = ["predict_fields"]

_KEYS = {
    "specific": Criterion.SPECIFIC,
    "measurable": Criterion.MEASURABLE,
    "achievable": Criterion.ACHIEVABLE,
    "relevant": Criterion.RELEVANT,
    "time_bound": Criterion.TIME_BOUND,
}
_UNITS = {
    "second": "s",
    "minute": "min",
    "hour": "h",
    "day": "d",
    "week": "wk",
    "metre": "m",
    "meter": "m",
    "kilometre": "km",
    "mile": "[mi_i]",
    "foot": "[ft_i]",
    "pound": "[lb_av]",
    "lb": "[lb_av]",
    "litre": "L",
    "ml": "mL",
    "kilogram": "kg",
    "calorie": "kcal",
}
_TIME = frozenset({"s", "min", "h"})
_TABLED = frozenset({"%", "kg", "g", "mg", "km", "m", "cm", "L", "mL", "kcal", *_UNITS.values()})
_PERIODS = {
    "P1D": Frequency.DAILY,
    "P1W": Frequency.WEEKLY,
    "P1M": Frequency.MONTHLY,
    "P1Y": Frequency.YEARLY,
}


def predict_fields(case: Mapping[str, Any]) -> dict[str, Any]:
    """Return the verdicts by criterion, and the codes that were found.

    Args:
        case: A line of ``fields.jsonl``.

    Raises:
        InvalidValueError: If such a goal cannot be, as with a confidence of 11.
    """
    on = dt.date.fromisoformat(case["reference_date"])
    given = case["goal"]
    goal = _goal(given, on)
    report = check_smart(
        goal, on=on, assessment=_assessment(given, on), past_adherence=given.get("adherence")
    )
    verdicts = {
        key: str(report.verdict(criterion)).replace("-", "_") for key, criterion in _KEYS.items()
    }
    codes = [finding.code for finding in report.all_findings]
    if report.notices:
        codes.append("X001")
    return {**verdicts, "codes": codes}


def _goal(given: Mapping[str, Any], on: dt.date) -> Goal:
    due = _day(given.get("target_date"))
    start = _day(given.get("start")) or on
    measure = _measure(given.get("measure"))
    fields: dict[str, Any] = {}
    if value := given.get("linked_value"):
        fields["values"] = [value]
    if (area := given.get("key_area")) is not None:
        fields["key_areas"] = [KeyArea(code=area)]
    if dates := given.get("review_dates"):
        days = (dt.date.fromisoformat(dates[0]) - start).days
        fields["review"] = ReviewPolicy(base_days=max(1, days))
    return Goal(
        id="g-1",
        subject="c-17",
        statement=given["statement"],
        reason=given.get("reason") or "",
        importance=given.get("importance"),
        confidence=given.get("confidence"),
        # A goal cannot end before it begins; one whose day has passed began before that.
        start=start if due is None else min(start, due),
        due=due,
        targets=list(_targets(given, measure)),
        milestones=list(_milestones(given, measure)),
        plan=ActionPlan(steps=list(_steps(given, start))),
        **fields,
    )


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _measure(given: Mapping[str, Any] | None) -> Measure | None:
    if given is None:
        return None
    name = given["unit"]
    try:
        return instrument(re.sub(r"\W", "", name).lower()).measure()
    except UnknownInstrumentError:
        pass
    code = _UNITS.get(name, name)
    kind = MeasureKind.AMOUNT
    if code in _TIME:
        kind = MeasureKind.DURATION
    elif code not in _TABLED:
        kind, code = MeasureKind.COUNT, f"{{{re.sub(r'[^a-z0-9]', '-', name.lower())}}}"
    falls = given.get("direction") == "decrease" or (
        given.get("baseline") is not None
        and given.get("target") is not None
        and given["target"] < given["baseline"]
    )
    return Measure(
        id="m-1", kind=kind, unit=code, direction=Direction.DOWN if falls else Direction.UP
    )


def _aim(level: float, measure: Measure) -> Aim:
    falls = measure.direction is Direction.DOWN
    return Aim.at_most(level, measure) if falls else Aim.at_least(level, measure)


def _targets(given: Mapping[str, Any], measure: Measure | None) -> Iterator[Target]:
    if measure is not None and given["measure"].get("target") is not None:
        aim = _aim(given["measure"]["target"], measure)
        yield Target(id="t-1", aim=aim, baseline=given["measure"].get("baseline"))


def _milestones(given: Mapping[str, Any], measure: Measure | None) -> Iterator[Milestone]:
    for number, mark in enumerate(given.get("milestones", ())):
        level = mark.get("target")
        yield Milestone(
            id=f"m-{number}",
            name="on the way",
            due=_day(mark.get("date")),
            aim=None if measure is None or level is None else _aim(level, measure),
        )


def _steps(given: Mapping[str, Any], start: dt.date) -> Iterator[Step]:
    rhythm = given.get("frequency")
    if rhythm is not None:
        recurrence = Recurrence.times_per(rhythm["times"], _PERIODS[rhythm["period"]], start=start)
        yield Step(id="s-1", action="as agreed", recurrence=recurrence)


def _assessment(given: Mapping[str, Any], on: dt.date) -> Assessment | None:
    minutes = given.get("capacity_minutes", given.get("capacity"))
    if not isinstance(minutes, int | float):
        return None
    return Assessment(subject="c-17", day=on, minutes_a_week=round(minutes))


def main(path: Path) -> None:
    """List the cases of a file that come out otherwise than expected."""
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    other = 0
    for case in cases:
        try:
            found = predict_fields(case)
        except InvalidValueError:
            if case["expect"]:
                other += 1
                print(case["id"], "refused")
            continue
        wrong = [
            f"{key}: expected {verdict}, got {found[key]}"
            for key, verdict in case["expect"].items()
            if found[key] != verdict
        ]
        wrong += [f"{code} is missing" for code in case["must"] if code not in found["codes"]]
        wrong += [f"{code} is there" for code in case["must_not"] if code in found["codes"]]
        if wrong:
            other += 1
            print(case["id"], case["name"], wrong)
    print(f"{len(cases) - other} of {len(cases)} as expected")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
