"""What is due, when a goal is looked at again, which to begin with, and what a review starts from.

Functions here are pure: they read no clock and start nothing. A date is a value with its reasons,
so is a place among others, and a summary is a value from which its texts are made.
"""

from __future__ import annotations

from smartgoals._audience import Audience
from smartgoals.schedule._advice import FocusAdvice, FocusAdviceCode
from smartgoals.schedule._agenda import due, upcoming
from smartgoals.schedule._celebrations import Celebration, CelebrationKind
from smartgoals.schedule._closure import Closure
from smartgoals.schedule._focus import Focus, focus
from smartgoals.schedule._goal_summary import GoalSummary
from smartgoals.schedule._momentum import Momentum
from smartgoals.schedule._next_change import next_change
from smartgoals.schedule._next_question import NextQuestion, QuestionCode
from smartgoals.schedule._places import FocusPlace
from smartgoals.schedule._review import WorkingDay, next_review
from smartgoals.schedule._review_date import Reason, ReasonCode, ReviewDate
from smartgoals.schedule._rulers import RulerRating
from smartgoals.schedule._said import Said, SaidKind
from smartgoals.schedule._summary import Summary, summary
from smartgoals.schedule._target_change import TargetChange
from smartgoals.schedule._task import Phase, Task, TaskKind, TaskReason, TaskReasonCode
from smartgoals.schedule._urgency import Urgency, UrgencyCode, UrgencyReason

__all__ = [
    "Audience",
    "Celebration",
    "CelebrationKind",
    "Closure",
    "Focus",
    "FocusAdvice",
    "FocusAdviceCode",
    "FocusPlace",
    "GoalSummary",
    "Momentum",
    "NextQuestion",
    "Phase",
    "QuestionCode",
    "Reason",
    "ReasonCode",
    "ReviewDate",
    "RulerRating",
    "Said",
    "SaidKind",
    "Summary",
    "TargetChange",
    "Task",
    "TaskKind",
    "TaskReason",
    "TaskReasonCode",
    "Urgency",
    "UrgencyCode",
    "UrgencyReason",
    "WorkingDay",
    "due",
    "focus",
    "next_change",
    "next_review",
    "summary",
    "upcoming",
]
