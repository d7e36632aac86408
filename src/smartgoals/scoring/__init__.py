"""How far somebody came.

Different outcomes are different types and are never averaged into one percentage. Functions here
are pure: they read no clock and touch no store.
"""

from __future__ import annotations

from smartgoals.scoring._intervals import clopper_pearson, jeffreys, wilson
from smartgoals.scoring._progress import Part, PartKind, Progress, progress

__all__ = [
    "Part",
    "PartKind",
    "Progress",
    "clopper_pearson",
    "jeffreys",
    "progress",
    "wilson",
]
