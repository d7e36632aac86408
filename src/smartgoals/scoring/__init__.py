"""How far somebody came.

Different outcomes are different types and are never averaged into one percentage. Functions here
are pure: they read no clock and touch no store.
"""

from __future__ import annotations

from smartgoals.scoring._adherence import Adherence, StepAdherence, adherence
from smartgoals.scoring._category import ChangeCategory
from smartgoals.scoring._habit import (
    HALF_LIFE_DAYS,
    Habit,
    Streak,
    habit_strength,
    habit_strengthened,
    streak,
)
from smartgoals.scoring._parts import Part, PartKind, Progress
from smartgoals.scoring._progress import (
    ProgressRule,
    Reading,
    ScoringRule,
    latest,
    mean_of_last,
    minimum,
    progress,
    weighted,
)

__all__ = [
    "HALF_LIFE_DAYS",
    "Adherence",
    "ChangeCategory",
    "Habit",
    "Part",
    "PartKind",
    "Progress",
    "ProgressRule",
    "Reading",
    "ScoringRule",
    "StepAdherence",
    "Streak",
    "adherence",
    "habit_strength",
    "habit_strengthened",
    "latest",
    "mean_of_last",
    "minimum",
    "progress",
    "streak",
    "weighted",
]
