"""When a goal is looked at again, and why then.

Functions here are pure: they read no clock and start nothing. A date is a value with its reasons.
"""

from __future__ import annotations

from smartgoals.schedule._review import WorkingDay, next_review
from smartgoals.schedule._review_date import Reason, ReasonCode, ReviewDate

__all__ = ["Reason", "ReasonCode", "ReviewDate", "WorkingDay", "next_review"]
