"""The strategies of smartgoals.testing, as against the laws of scoring that are there too."""

from __future__ import annotations

from smartgoals import testing

__all__ = ["STRATEGIES"]

_OF_THE_LAWS = {
    "ATTAINMENT",
    "CHANGE",
    "INTERVALS",
    "LIMITS",
    "OUTCOMES",
    "STEPS",
    "TARGETS",
    "BuiltInRule",
    "LawBrokenError",
    "LawHoldsError",
    "RuleUnderTest",
    "Scene",
    "ScoringLaw",
    "World",
    "built_in_rules",
    "scoring_laws",
}
STRATEGIES = [name for name in testing.__all__ if name not in _OF_THE_LAWS]
