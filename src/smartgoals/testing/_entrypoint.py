"""Tell Hypothesis how to make the values, so that ``st.from_type(Goal)`` works by itself.

Hypothesis calls :func:`register` whenever it is imported. That has to be cheap: it names the types,
and the strategies load with the first value that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from hypothesis import strategies as st

__all__ = ["register"]

# Type -> strategy; the kinds of entry are not listed, for entries() takes any of them.
_STRATEGY_OF = {
    "goals": {
        "Acceptance": "acceptances",
        "Goal": "goals",
        "KeyArea": "key_areas",
        "LifecycleChange": "lifecycle_changes",
        "Party": "parties",
        "Relation": "relations",
    },
    "journal": {"Journal": "journals"},
    "measures": {
        "Band": "bands",
        "ChangeThreshold": "change_thresholds",
        "CriticalItem": "critical_items",
        "Cutoff": "cutoffs",
        "Instrument": "instruments",
        "ItemKey": "item_keys",
        "Licence": "licences",
        "Measure": "measures",
        "Quantity": "quantities",
        "Unit": "units",
    },
    "notices": {"Notice": "notices"},
    "plans": {
        "ActionPlan": "action_plans",
        "Resource": "resources",
        "ReviewPolicy": "review_policies",
        "Step": "steps",
    },
    "recurrence": {
        "NthWeekday": "nth_weekdays",
        "Recurrence": "recurrences",
        "Window": "windows",
    },
    "targets": {
        "Aim": "aims",
        "AttainmentScale": "attainment_scales",
        "Milestone": "milestones",
        "Target": "targets",
    },
    "treatment": {
        "Assessment": "assessments",
        "Problem": "problems",
        "TreatmentPlan": "treatment_plans",
    },
}


def register() -> None:
    """Register a strategy for every value type; doing it again changes nothing."""
    for module, strategies in _STRATEGY_OF.items():
        types = import_module(f"smartgoals.{module}")
        for name, strategy in strategies.items():
            st.register_type_strategy(getattr(types, name), _deferred(strategy))
    entries = import_module("smartgoals.entries")
    for name in entries.__all__:
        kind = getattr(entries, name)
        if issubclass(kind, entries.Entry):
            st.register_type_strategy(kind, _entries_of)


def _deferred(name: str) -> Callable[[Any], st.SearchStrategy[Any]]:
    def strategy(_: Any) -> st.SearchStrategy[Any]:
        made: st.SearchStrategy[Any] = getattr(_kit(), name)()
        return made

    return strategy


def _entries_of(kind: Any) -> st.SearchStrategy[Any]:
    made: st.SearchStrategy[Any] = _kit().entries(kind)
    return made


def _kit() -> Any:
    return import_module("smartgoals.testing")
