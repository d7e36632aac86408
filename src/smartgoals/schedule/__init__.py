"""When a goal is looked at again, which to begin with, and why.

Functions here are pure: they read no clock and start nothing. A date is a value with its reasons,
and so is a place among others.
"""

from __future__ import annotations

from smartgoals.schedule._advice import FocusAdvice, FocusAdviceCode
from smartgoals.schedule._focus import Focus, focus
from smartgoals.schedule._momentum import Momentum
from smartgoals.schedule._places import FocusPlace
from smartgoals.schedule._review import Reason, ReasonCode, ReviewDate, next_review
from smartgoals.schedule._rulers import RulerRating
from smartgoals.schedule._urgency import Urgency, UrgencyCode, UrgencyReason

__all__ = [
    "Focus",
    "FocusAdvice",
    "FocusAdviceCode",
    "FocusPlace",
    "Momentum",
    "Reason",
    "ReasonCode",
    "ReviewDate",
    "RulerRating",
    "Urgency",
    "UrgencyCode",
    "UrgencyReason",
    "focus",
    "next_review",
]
