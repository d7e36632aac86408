"""Read a goal's sentence, and say what is SMART about it.

SMART is a checklist: it starts a conversation and gates nothing. Everything here works offline, in
English, and returns values; a judgement is never raised.
"""

from __future__ import annotations

from smartgoals.smart._check import check_smart
from smartgoals.smart._draft import Component, ComponentKind, Draft, DraftKind
from smartgoals.smart._read import MAX_CHARACTERS, read_goal
from smartgoals.smart._report import Criterion, Finding, Judgement, SmartReport, Verdict
from smartgoals.smart._risk import risk_notices

__all__ = [
    "MAX_CHARACTERS",
    "Component",
    "ComponentKind",
    "Criterion",
    "Draft",
    "DraftKind",
    "Finding",
    "Judgement",
    "SmartReport",
    "Verdict",
    "check_smart",
    "read_goal",
    "risk_notices",
]
