"""When a goal is looked at again, and what a review starts from.

Functions here are pure: they read no clock and start nothing. A date is a value with its reasons,
and a summary is a value from which its texts are made.
"""

from __future__ import annotations

from smartgoals._audience import Audience
from smartgoals.schedule._celebrations import Celebration, CelebrationKind
from smartgoals.schedule._closure import Closure
from smartgoals.schedule._goal_summary import GoalSummary
from smartgoals.schedule._next_question import NextQuestion, QuestionCode
from smartgoals.schedule._review import WorkingDay, next_review
from smartgoals.schedule._review_date import Reason, ReasonCode, ReviewDate
from smartgoals.schedule._said import Said, SaidKind
from smartgoals.schedule._summary import Summary, summary
from smartgoals.schedule._target_change import TargetChange

__all__ = [
    "Audience",
    "Celebration",
    "CelebrationKind",
    "Closure",
    "GoalSummary",
    "NextQuestion",
    "QuestionCode",
    "Reason",
    "ReasonCode",
    "ReviewDate",
    "Said",
    "SaidKind",
    "Summary",
    "TargetChange",
    "WorkingDay",
    "next_review",
    "summary",
]
