"""How far somebody came.

Different outcomes are different types and are never averaged into one percentage. Functions here
are pure: they read no clock and touch no store.
"""

from __future__ import annotations

from smartgoals.scoring._adherence import Adherence, StepAdherence, adherence
from smartgoals.scoring._attainment import (
    Attainment,
    AttainmentBasis,
    AttainmentPart,
    VerbalRating,
    attainment,
    equal_weights_table,
    gas_t_score,
    level_for_analysis,
)
from smartgoals.scoring._category import ChangeCategory
from smartgoals.scoring._habit import (
    HALF_LIFE_DAYS,
    Habit,
    Streak,
    habit_strength,
    habit_strengthened,
    streak,
)
from smartgoals.scoring._outcomes import (
    GoalBasedOutcome,
    GoalOutcomes,
    OutcomePart,
    goal_based_outcome,
    goal_outcomes,
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
from smartgoals.scoring._ratings import RaterDifference, RaterRating, rater_differences

__all__ = [
    "HALF_LIFE_DAYS",
    "Adherence",
    "Attainment",
    "AttainmentBasis",
    "AttainmentPart",
    "ChangeCategory",
    "GoalBasedOutcome",
    "GoalOutcomes",
    "Habit",
    "OutcomePart",
    "Part",
    "PartKind",
    "Progress",
    "ProgressRule",
    "RaterDifference",
    "RaterRating",
    "Reading",
    "ScoringRule",
    "StepAdherence",
    "Streak",
    "VerbalRating",
    "adherence",
    "attainment",
    "equal_weights_table",
    "gas_t_score",
    "goal_based_outcome",
    "goal_outcomes",
    "habit_strength",
    "habit_strengthened",
    "latest",
    "level_for_analysis",
    "mean_of_last",
    "minimum",
    "progress",
    "rater_differences",
    "streak",
    "weighted",
]
