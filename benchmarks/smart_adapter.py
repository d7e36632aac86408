r"""The validator in the form that the corpora's scorer asks for.

Run it over a corpus with::

    python ../shared/vectors/smart/eval.py ../shared/vectors/smart/open.jsonl \\
        --callable benchmarks.smart_adapter:predict
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from benchmarks.smart_fields import predict_fields
from smartgoals import check_smart, read_goal
from smartgoals.recurrence import Frequency
from smartgoals.smart import (
    Amount,
    Cadence,
    Component,
    ComponentKind,
    Draft,
    DraftKind,
    Horizon,
)

__all__ = ["predict", "predict_fields"]

_STATUS = {
    DraftKind.GOAL: "judged",
    DraftKind.EMPTY: "empty",
    DraftKind.UNREADABLE: "unsupported_language",
    DraftKind.NOT_A_GOAL: "not_a_goal",
}
_LISTS = {
    ComponentKind.QUANTITY: "quantities",
    ComponentKind.DURATION: "durations",
    ComponentKind.FREQUENCY: "frequencies",
    ComponentKind.HORIZON: "horizons",
    ComponentKind.CUE: "cues",
}
_PERIODS = {
    Frequency.DAILY: "D",
    Frequency.WEEKLY: "W",
    Frequency.MONTHLY: "M",
    Frequency.YEARLY: "Y",
}


def predict(text: str, reference_date: dt.date) -> dict[str, Any]:
    """Return status, components, labels and issues of a statement, as ``eval.py`` reads them."""
    draft = read_goal(text, on=reference_date)
    report = check_smart(draft, on=reference_date)
    return {
        "status": _STATUS[draft.kind],
        "components": _components(draft),
        "labels": {
            str(judgement.criterion).replace("-", "_"): str(judgement.verdict).replace("-", "_")
            for judgement in report.judgements
        },
        "issues": [finding.code for finding in report.all_findings]
        + (["X001"] if report.notices else []),
    }


def _components(draft: Draft) -> dict[str, Any]:
    found: dict[str, Any] = {name: [] for name in _LISTS.values()}
    for kind, name in (
        (ComponentKind.BEHAVIOUR, "behaviour"),
        (ComponentKind.REASON, "reason"),
    ):
        part = draft.component(kind)
        found[name] = None if part is None else _span(draft, part)
    for part in draft.components:
        if part.kind in _LISTS:
            found[_LISTS[part.kind]].append(_span(draft, part) | _value(part))
    return found


def _span(draft: Draft, part: Component) -> dict[str, Any]:
    return {"start": part.start, "end": part.end, "text": draft.text[part.start : part.end]}


def _value(part: Component) -> dict[str, Any]:
    value = part.value
    if isinstance(value, Amount) and part.kind is ComponentKind.DURATION:
        return {
            "iso": _iso(value.value, value.unit),
            "iso_max": None if value.most is None else _iso(value.most, value.unit),
            "comparator": str(value.comparator),
            "role": "baseline" if value.is_baseline else "target",
        }
    if isinstance(value, Amount):
        return {
            "value": value.value,
            "value_max": value.most,
            "of": value.out_of,
            "unit": value.unit,
            "comparator": str(value.comparator),
            "role": "baseline" if value.is_baseline else "target",
        }
    if isinstance(value, Cadence):
        rule = value.recurrence if value.is_on_calendar else None
        return {
            "times": value.times,
            "times_max": value.most,
            "period": _period(value),
            "comparator": str(value.comparator),
            "rrule": None if rule is None else rule.to_rrule(),
        }
    if isinstance(value, Horizon):
        return {
            "kind": str(value.kind),
            "iso": None if value.due is None else value.due.isoformat(),
            "end_date": None if value.due is None else value.due.isoformat(),
        }
    return {}


def _iso(value: float, unit: str) -> str:
    return f"PT{value:g}{unit[0].upper()}"


def _period(cadence: Cadence) -> str:
    if cadence.period is None:
        return f"PT{cadence.every}H"
    return f"P{cadence.every}{_PERIODS[cadence.period]}"
