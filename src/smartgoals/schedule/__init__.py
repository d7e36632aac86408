"""When a goal is looked at again, and why then.

Functions here are pure: they read no clock and start nothing. A date is a value with its reasons.
"""

from __future__ import annotations

from smartgoals.schedule._review import Reason, ReasonCode, ReviewDate, next_review

__all__ = ["Reason", "ReasonCode", "ReviewDate", "next_review"]
