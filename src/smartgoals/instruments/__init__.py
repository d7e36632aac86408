"""The questionnaires that are known here, and how their answers are counted.

The :func:`catalogue` holds facts, each with who published it and whether somebody has read it
there; it never holds the words of a form. :func:`score_items` counts answers. It gives its notices
whatever else it finds: a critical answer is said at once, also where no total can be made.

None of this diagnoses anybody. Which questionnaire may be used, by whom and in which words is the
host app's to find out.
"""

from __future__ import annotations

from smartgoals.instruments._catalogue import catalogue, find_instruments, instrument
from smartgoals.instruments._score import Score, Unscored, score_items, score_total

__all__ = [
    "Score",
    "Unscored",
    "catalogue",
    "find_instruments",
    "instrument",
    "score_items",
    "score_total",
]
