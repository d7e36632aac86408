"""How far somebody came.

Different outcomes are different types and are never averaged into one percentage. Functions here
are pure: they read no clock and touch no store.
"""

from __future__ import annotations

from smartgoals.scoring._achievement import (
    Achievement,
    AchievementBasis,
    AchievementPart,
    AchievementStatus,
    achievement,
)
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
from smartgoals.scoring._change import Change
from smartgoals.scoring._change_rules import NormRule, ThresholdRule
from smartgoals.scoring._clinical import ClinicalChange, clinical_change
from smartgoals.scoring._expected import (
    CoursePoint,
    CourseUnit,
    ExpectedCourse,
    Standing,
    TrackBand,
    dose_response,
    on_track,
    standing,
)
from smartgoals.scoring._forecast import Forecast, ForecastStatus, Projection, forecast, project
from smartgoals.scoring._habit import (
    HALF_LIFE_DAYS,
    Habit,
    Streak,
    habit_strength,
    habit_strengthened,
    streak,
)
from smartgoals.scoring._intervals import clopper_pearson, jeffreys, wilson
from smartgoals.scoring._measured_change import (
    LeftOut,
    LeftOutReason,
    MeasuredChange,
    Reading,
    measured_change,
)
from smartgoals.scoring._norms import ChangeMethod, ChangeNorms, CutoffKind
from smartgoals.scoring._outcomes import (
    GoalBasedOutcome,
    GoalOutcomes,
    OutcomePart,
    goal_based_outcome,
    goal_outcomes,
)
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
from smartgoals.scoring._ratings import RaterRating, RatingDifference, rating_differences
from smartgoals.scoring._reliable import ReliableChange, reliable_change
from smartgoals.scoring._slopes import Line, theil_sen
from smartgoals.scoring._trend import Trend, TrendStatus, trend

__all__ = [
    "HALF_LIFE_DAYS",
    "Achievement",
    "AchievementBasis",
    "AchievementPart",
    "AchievementStatus",
    "Adherence",
    "Attainment",
    "AttainmentBasis",
    "AttainmentPart",
    "Change",
    "ChangeCategory",
    "ChangeMethod",
    "ChangeNorms",
    "ClinicalChange",
    "CoursePoint",
    "CourseUnit",
    "CutoffKind",
    "ExpectedCourse",
    "Forecast",
    "ForecastStatus",
    "GoalBasedOutcome",
    "GoalOutcomes",
    "Habit",
    "LastValues",
    "LeftOut",
    "LeftOutReason",
    "Line",
    "MeasuredChange",
    "NormRule",
    "OutcomePart",
    "Part",
    "PartKind",
    "Progress",
    "ProgressRule",
    "Projection",
    "RaterDifference",
    "RaterRating",
    "RatingDifference",
    "Reading",
    "ReliableChange",
    "ScoringRule",
    "Standing",
    "StepAdherence",
    "Streak",
    "ThresholdRule",
    "TrackBand",
    "Trend",
    "TrendStatus",
    "VerbalRating",
    "achievement",
    "adherence",
    "attainment",
    "clinical_change",
    "clopper_pearson",
    "dose_response",
    "equal_weights_table",
    "forecast",
    "gas_t_score",
    "goal_based_outcome",
    "goal_outcomes",
    "habit_strength",
    "habit_strengthened",
    "jeffreys",
    "latest",
    "level_for_analysis",
    "mean_of_last",
    "measured_change",
    "minimum",
    "on_track",
    "progress",
    "project",
    "rater_differences",
    "rating_differences",
    "reliable_change",
    "standing",
    "streak",
    "theil_sen",
    "trend",
    "weighted",
    "wilson",
]
