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
from smartgoals.scoring._parts import Part, PartKind, Progress
from smartgoals.scoring._progress import (
    LastValues,
    Part,
    PartKind,
    Progress,
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
from smartgoals.scoring._slopes import Line, theil_sen
from smartgoals.scoring._trend import Trend, TrendStatus, trend

__all__ = [
    "HALF_LIFE_DAYS",
    "Adherence",
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
    "Habit",
    "LastValues",
    "LeftOut",
    "LeftOutReason",
    "Line",
    "MeasuredChange",
    "NormRule",
    "Part",
    "PartKind",
    "Progress",
    "ProgressRule",
    "Projection",
    "RaterDifference",
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
    "adherence",
    "clinical_change",
    "clopper_pearson",
    "dose_response",
    "forecast",
    "habit_strength",
    "habit_strengthened",
    "jeffreys",
    "latest",
    "mean_of_last",
    "measured_change",
    "minimum",
    "on_track",
    "progress",
    "project",
    "rater_differences",
    "reliable_change",
    "standing",
    "streak",
    "theil_sen",
    "trend",
    "weighted",
    "wilson",
]
