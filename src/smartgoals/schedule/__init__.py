"""When a goal is looked at again, what is due and what comes, and why then.

Functions here are pure: they read no clock and start nothing. A date is a value with its reasons.
"""

from __future__ import annotations

from smartgoals.schedule._agenda import due, upcoming
from smartgoals.schedule._next_change import next_change
from smartgoals.schedule._review import Reason, ReasonCode, ReviewDate, next_review
from smartgoals.schedule._task import Phase, Task, TaskKind, TaskReason, TaskReasonCode

__all__ = [
    "Phase",
    "Reason",
    "ReasonCode",
    "ReviewDate",
    "Task",
    "TaskKind",
    "TaskReason",
    "TaskReasonCode",
    "due",
    "next_change",
    "next_review",
    "upcoming",
]
