"""The rules of the SMART check, and everything that they say, by code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from smartgoals.smart._judge._achievable import ACHIEVABLE
from smartgoals.smart._judge._general import GENERAL
from smartgoals.smart._judge._measurable import MEASURABLE
from smartgoals.smart._judge._relevant import RELEVANT
from smartgoals.smart._judge._rule import Rule
from smartgoals.smart._judge._specific import SPECIFIC
from smartgoals.smart._judge._timely import TIME_BOUND
from smartgoals.smart._report import PHRASES, Criterion

__all__ = ["DEFAULT_RULES", "MESSAGES", "OPEN_GOAL_RULES"]

DEFAULT_RULES: tuple[Rule, ...] = (
    *GENERAL,
    *SPECIFIC,
    *MEASURABLE,
    *ACHIEVABLE,
    *RELEVANT,
    *TIME_BOUND,
)
"""The rules in force unless an app brings its own, in the order in which they are asked."""

OPEN_GOAL_RULES: tuple[Rule, ...] = tuple(
    rule
    for rule in DEFAULT_RULES
    if rule.criterion not in {Criterion.SPECIFIC, Criterion.TIME_BOUND}
)
"""The rules for an open goal, such as *see how well I can do*: nothing is asked of Specific and
Time-bound. For beginners an open goal can serve as well (Swann et al. 2022)."""

MESSAGES: Mapping[str, str] = MappingProxyType(
    {rule.code: rule.message for rule in DEFAULT_RULES}
    | {f"{rule.code}.suggestion": rule.suggestion for rule in DEFAULT_RULES}
    | dict(PHRASES)
)
"""Everything that a report says, by key: a rule's code, the code with ``.suggestion``, and the
words around them. A translation has the same keys and the same named placeholders."""
