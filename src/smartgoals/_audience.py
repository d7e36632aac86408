"""Who reads what is rendered; public in the rooms that render."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Audience"]


class Audience(StrEnum):
    """Who reads it."""

    CLIENT = "client"
    """Kind words: strengths first, then one question."""
    CLINICIAN = "clinician"
    """Codes and numbers, and everything that was found."""
