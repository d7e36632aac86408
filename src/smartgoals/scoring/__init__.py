"""How far somebody came.

Different outcomes are different types and are never averaged into one percentage. Functions here
are pure: they read no clock and touch no store.
"""

from __future__ import annotations

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
from smartgoals.scoring._intervals import clopper_pearson, jeffreys, wilson
from smartgoals.scoring._progress import Part, PartKind, Progress, progress
from smartgoals.scoring._slopes import Line, theil_sen
from smartgoals.scoring._trend import Trend, TrendStatus, trend

__all__ = [
    "CoursePoint",
    "CourseUnit",
    "ExpectedCourse",
    "Forecast",
    "ForecastStatus",
    "Line",
    "Part",
    "PartKind",
    "Progress",
    "Projection",
    "Standing",
    "TrackBand",
    "Trend",
    "TrendStatus",
    "clopper_pearson",
    "dose_response",
    "forecast",
    "jeffreys",
    "on_track",
    "progress",
    "project",
    "standing",
    "theil_sen",
    "trend",
    "wilson",
]
