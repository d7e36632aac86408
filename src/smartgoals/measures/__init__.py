"""What is observed, in which unit, and which way is better.

A :class:`Measure` is what a client or a clinician watches: minutes walked, nights slept through,
the total of a questionnaire. Units are a small table from UCUM, the code that FHIR uses; their
factors are exact fractions, so a converted number is rounded once. What is known about a
questionnaire is an :class:`Instrument`, and every number in it says who published it.
"""

from __future__ import annotations

from smartgoals.measures._facts import (
    Band,
    ChangeKind,
    ChangeThreshold,
    Comparison,
    CriticalItem,
    Cutoff,
    Direction,
    ItemKey,
    ItemMethod,
    Licence,
    LicenceStatus,
    Toward,
)
from smartgoals.measures._measure import Instrument, Measure, MeasureKind
from smartgoals.measures._units import Quantity, Unit
from smartgoals.measures._units import as_optional_unit as as_optional_unit
from smartgoals.measures._units import as_unit as as_unit

__all__ = [
    "Band",
    "ChangeKind",
    "ChangeThreshold",
    "Comparison",
    "CriticalItem",
    "Cutoff",
    "Direction",
    "Instrument",
    "ItemKey",
    "ItemMethod",
    "Licence",
    "LicenceStatus",
    "Measure",
    "MeasureKind",
    "Quantity",
    "Toward",
    "Unit",
]
