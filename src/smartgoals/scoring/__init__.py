"""How far somebody came.

Different outcomes are different types and are never averaged into one percentage. Functions here
are pure: they read no clock and touch no store.
"""

from __future__ import annotations

from smartgoals.scoring._adherence import Adherence, StepAdherence, adherence
from smartgoals.scoring._category import ChangeCategory
from smartgoals.scoring._change import Change
from smartgoals.scoring._change_rules import NormRule, ThresholdRule
from smartgoals.scoring._clinical import ClinicalChange, clinical_change
from smartgoals.scoring._habit import (
    HALF_LIFE_DAYS,
    Habit,
    Streak,
    habit_strength,
    habit_strengthened,
    streak,
)
from smartgoals.scoring._measured_change import (
    LeftOut,
    LeftOutReason,
    MeasuredChange,
    Reading,
    measured_change,
)
from smartgoals.scoring._norms import ChangeMethod, ChangeNorms, CutoffKind
from smartgoals.scoring._parts import Part, PartKind, Progress
from smartgoals.scoring._progress import (
    LastValues,
    ProgressRule,
    ScoringRule,
    latest,
    mean_of_last,
    minimum,
    progress,
    weighted,
)
from smartgoals.scoring._raters import RaterDifference, rater_differences
from smartgoals.scoring._reliable import ReliableChange, reliable_change

__all__ = [
    "HALF_LIFE_DAYS",
    "Adherence",
    "Change",
    "ChangeCategory",
    "ChangeMethod",
    "ChangeNorms",
    "ClinicalChange",
    "CutoffKind",
    "Habit",
    "LastValues",
    "LeftOut",
    "LeftOutReason",
    "MeasuredChange",
    "NormRule",
    "Part",
    "PartKind",
    "Progress",
    "ProgressRule",
    "RaterDifference",
    "Reading",
    "ReliableChange",
    "ScoringRule",
    "StepAdherence",
    "Streak",
    "ThresholdRule",
    "adherence",
    "clinical_change",
    "habit_strength",
    "habit_strengthened",
    "latest",
    "mean_of_last",
    "measured_change",
    "minimum",
    "progress",
    "rater_differences",
    "reliable_change",
    "streak",
    "weighted",
]
