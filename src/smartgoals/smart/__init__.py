"""Read a goal's sentence, and say what is SMART about it.

SMART is a checklist: it starts a conversation and gates nothing. Everything here works offline, in
English, and returns values; a judgement is never raised.
"""

from __future__ import annotations

from smartgoals._audience import Audience
from smartgoals.smart._check import check_smart
from smartgoals.smart._draft import MAX_CHARACTERS, Draft, DraftKind
from smartgoals.smart._judge._catalogue import DEFAULT_RULES, MESSAGES, OPEN_GOAL_RULES
from smartgoals.smart._judge._facts import Facts
from smartgoals.smart._judge._rule import Example, Rule
from smartgoals.smart._parts import (
    Amount,
    Cadence,
    Comparator,
    Component,
    ComponentKind,
    Horizon,
    HorizonKind,
    Person,
)
from smartgoals.smart._read import DateOrder, read_goal
from smartgoals.smart._report import (
    Criterion,
    Finding,
    Judgement,
    Severity,
    SmartReport,
    Verdict,
)
from smartgoals.smart._risk import Screening, ScreeningStatus, risk_notices, screen_risk

__all__ = [
    "DEFAULT_RULES",
    "MAX_CHARACTERS",
    "MESSAGES",
    "OPEN_GOAL_RULES",
    "Amount",
    "Audience",
    "Cadence",
    "Comparator",
    "Component",
    "ComponentKind",
    "Criterion",
    "DateOrder",
    "Draft",
    "DraftKind",
    "Example",
    "Facts",
    "Finding",
    "Horizon",
    "HorizonKind",
    "Judgement",
    "Person",
    "Rule",
    "Screening",
    "ScreeningStatus",
    "Severity",
    "SmartReport",
    "Verdict",
    "check_smart",
    "read_goal",
    "risk_notices",
    "screen_risk",
]
