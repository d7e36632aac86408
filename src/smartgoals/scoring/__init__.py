"""How far somebody came.

Different outcomes are different types and are never averaged into one percentage. Functions here
are pure: they read no clock and touch no store.
"""

from __future__ import annotations

from smartgoals.scoring._category import ChangeCategory
from smartgoals.scoring._change import Change
from smartgoals.scoring._change_rules import NormRule, ThresholdRule
from smartgoals.scoring._clinical import ClinicalChange, clinical_change
from smartgoals.scoring._measured_change import (
    LeftOut,
    LeftOutReason,
    MeasuredChange,
    Reading,
    measured_change,
)
from smartgoals.scoring._norms import ChangeMethod, ChangeNorms, CutoffKind
from smartgoals.scoring._progress import Part, PartKind, Progress, progress
from smartgoals.scoring._raters import RaterDifference, rater_differences
from smartgoals.scoring._reliable import ReliableChange, reliable_change

__all__ = [
    "Change",
    "ChangeCategory",
    "ChangeMethod",
    "ChangeNorms",
    "ClinicalChange",
    "CutoffKind",
    "LeftOut",
    "LeftOutReason",
    "MeasuredChange",
    "NormRule",
    "Part",
    "PartKind",
    "Progress",
    "RaterDifference",
    "Reading",
    "ReliableChange",
    "ThresholdRule",
    "clinical_change",
    "measured_change",
    "progress",
    "rater_differences",
    "reliable_change",
]
