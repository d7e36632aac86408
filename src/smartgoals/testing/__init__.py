"""Prove what you plug in: Hypothesis strategies for every value, and the laws of scoring.

Each strategy is named by the plural of its type and makes the widest domain that the type allows;
narrow it with keyword arguments, which are strategies themselves. With the extra installed,
``hypothesis.strategies.from_type(Goal)`` works too, without importing this module.

:func:`scoring_laws` are what a scoring rule can promise; :func:`built_in_rules` are ours, each with
the laws that it does not keep. :func:`schedule_laws` are what a rule for review dates promises, and
what an :class:`Agenda`, which says what is due, does. :func:`store_checks` are the clauses of a
store's contract, and :func:`run_store_machine` compares a store with a model of it.

For a store there are :func:`crash_check`, :func:`power_cut_check`, :func:`concurrency_check` and
:func:`scrub_check`, and a :class:`FaultyStore` for the tests of an app that uses one.
:func:`blocking` lets a store that is awaited take part, and an :class:`AsyncFaultyStore` is one.

Needs ``pip install "smartgoals[testing]"``; nothing here imports a test runner.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from smartgoals.errors import MissingExtraError

try:
    import hypothesis as _hypothesis  # noqa: F401  # whether it is there is the question
except ImportError as _error:
    raise MissingExtraError(
        'smartgoals.testing needs Hypothesis; pip install "smartgoals[testing]"'
    ) from _error

# Hypothesis imports this package through its entry point, in every test run of everybody who has
# smartgoals installed: the strategies wait until somebody asks for one.
if TYPE_CHECKING:
    from smartgoals.testing._agenda import Agenda as Agenda
    from smartgoals.testing._basics import days as days
    from smartgoals.testing._basics import ids as ids
    from smartgoals.testing._basics import instants as instants
    from smartgoals.testing._basics import texts as texts
    from smartgoals.testing._blocking import blocking as blocking
    from smartgoals.testing._broken_stores import broken_stores as broken_stores
    from smartgoals.testing._built_in import BuiltInRule as BuiltInRule
    from smartgoals.testing._built_in import built_in_rules as built_in_rules
    from smartgoals.testing._faulty_store import AsyncFaultyStore as AsyncFaultyStore
    from smartgoals.testing._faulty_store import FaultyStore as FaultyStore
    from smartgoals.testing._journals import entries as entries
    from smartgoals.testing._journals import journals as journals
    from smartgoals.testing._laws import RuleUnderTest as RuleUnderTest
    from smartgoals.testing._laws import ScoringLaw as ScoringLaw
    from smartgoals.testing._laws import scoring_laws as scoring_laws
    from smartgoals.testing._leftovers import ScrubReport as ScrubReport
    from smartgoals.testing._leftovers import leftovers as leftovers
    from smartgoals.testing._leftovers import scrub_check as scrub_check
    from smartgoals.testing._measures import bands as bands
    from smartgoals.testing._measures import change_thresholds as change_thresholds
    from smartgoals.testing._measures import critical_items as critical_items
    from smartgoals.testing._measures import cutoffs as cutoffs
    from smartgoals.testing._measures import instruments as instruments
    from smartgoals.testing._measures import item_keys as item_keys
    from smartgoals.testing._measures import licences as licences
    from smartgoals.testing._measures import measures as measures
    from smartgoals.testing._measures import quantities as quantities
    from smartgoals.testing._measures import units as units
    from smartgoals.testing._power_cut import PowerCutReport as PowerCutReport
    from smartgoals.testing._power_cut import power_cut_check as power_cut_check
    from smartgoals.testing._rated_scenes import ATTAINMENT as ATTAINMENT
    from smartgoals.testing._rated_scenes import CHANGE as CHANGE
    from smartgoals.testing._rated_scenes import OUTCOMES as OUTCOMES
    from smartgoals.testing._recurrences import nth_weekdays as nth_weekdays
    from smartgoals.testing._recurrences import recurrences as recurrences
    from smartgoals.testing._recurrences import windows as windows
    from smartgoals.testing._review_laws import ReviewRule as ReviewRule
    from smartgoals.testing._review_scenes import ReviewScene as ReviewScene
    from smartgoals.testing._scenes import INTERVALS as INTERVALS
    from smartgoals.testing._scenes import LIMITS as LIMITS
    from smartgoals.testing._scenes import STEPS as STEPS
    from smartgoals.testing._scenes import TARGETS as TARGETS
    from smartgoals.testing._scenes import Scene as Scene
    from smartgoals.testing._scenes import World as World
    from smartgoals.testing._schedule_laws import ScheduleLaw as ScheduleLaw
    from smartgoals.testing._schedule_laws import schedule_laws as schedule_laws
    from smartgoals.testing._search import LawBrokenError as LawBrokenError
    from smartgoals.testing._search import LawHoldsError as LawHoldsError
    from smartgoals.testing._store_checks import StoreCheck as StoreCheck
    from smartgoals.testing._store_checks import store_checks as store_checks
    from smartgoals.testing._store_clauses import Fresh as Fresh
    from smartgoals.testing._store_clauses import Opener as Opener
    from smartgoals.testing._store_crash import CrashReport as CrashReport
    from smartgoals.testing._store_crash import crash_check as crash_check
    from smartgoals.testing._store_machine import run_store_machine as run_store_machine
    from smartgoals.testing._store_processes import ConcurrencyReport as ConcurrencyReport
    from smartgoals.testing._store_processes import concurrency_check as concurrency_check
    from smartgoals.testing._strategies import acceptances as acceptances
    from smartgoals.testing._strategies import action_plans as action_plans
    from smartgoals.testing._strategies import aims as aims
    from smartgoals.testing._strategies import assessments as assessments
    from smartgoals.testing._strategies import attainment_scales as attainment_scales
    from smartgoals.testing._strategies import goals as goals
    from smartgoals.testing._strategies import key_areas as key_areas
    from smartgoals.testing._strategies import lifecycle_changes as lifecycle_changes
    from smartgoals.testing._strategies import milestones as milestones
    from smartgoals.testing._strategies import notices as notices
    from smartgoals.testing._strategies import parties as parties
    from smartgoals.testing._strategies import problems as problems
    from smartgoals.testing._strategies import relations as relations
    from smartgoals.testing._strategies import resources as resources
    from smartgoals.testing._strategies import review_policies as review_policies
    from smartgoals.testing._strategies import steps as steps
    from smartgoals.testing._strategies import targets as targets
    from smartgoals.testing._strategies import treatment_plans as treatment_plans

__all__ = [
    "ATTAINMENT",
    "CHANGE",
    "INTERVALS",
    "LIMITS",
    "OUTCOMES",
    "STEPS",
    "TARGETS",
    "Agenda",
    "AsyncFaultyStore",
    "BuiltInRule",
    "ConcurrencyReport",
    "CrashReport",
    "FaultyStore",
    "Fresh",
    "LawBrokenError",
    "LawHoldsError",
    "Opener",
    "PowerCutReport",
    "ReviewRule",
    "ReviewScene",
    "RuleUnderTest",
    "Scene",
    "ScheduleLaw",
    "ScoringLaw",
    "ScrubReport",
    "StoreCheck",
    "World",
    "acceptances",
    "action_plans",
    "aims",
    "assessments",
    "attainment_scales",
    "bands",
    "blocking",
    "broken_stores",
    "built_in_rules",
    "change_thresholds",
    "concurrency_check",
    "crash_check",
    "critical_items",
    "cutoffs",
    "days",
    "entries",
    "goals",
    "ids",
    "instants",
    "instruments",
    "item_keys",
    "journals",
    "key_areas",
    "leftovers",
    "licences",
    "lifecycle_changes",
    "measures",
    "milestones",
    "notices",
    "nth_weekdays",
    "parties",
    "power_cut_check",
    "problems",
    "quantities",
    "recurrences",
    "relations",
    "resources",
    "review_policies",
    "run_store_machine",
    "schedule_laws",
    "scoring_laws",
    "scrub_check",
    "steps",
    "store_checks",
    "targets",
    "texts",
    "treatment_plans",
    "units",
    "windows",
]


_HOME = {
    "CrashReport": "_store_crash",
    "crash_check": "_store_crash",
    "PowerCutReport": "_power_cut",
    "power_cut_check": "_power_cut",
    "ConcurrencyReport": "_store_processes",
    "concurrency_check": "_store_processes",
    "AsyncFaultyStore": "_faulty_store",
    "FaultyStore": "_faulty_store",
    "ScrubReport": "_leftovers",
    "leftovers": "_leftovers",
    "scrub_check": "_leftovers",
    "Agenda": "_agenda",
    "ATTAINMENT": "_rated_scenes",
    "CHANGE": "_rated_scenes",
    "OUTCOMES": "_rated_scenes",
    "BuiltInRule": "_built_in",
    "Fresh": "_store_clauses",
    "INTERVALS": "_scenes",
    "LIMITS": "_scenes",
    "LawBrokenError": "_search",
    "LawHoldsError": "_search",
    "Opener": "_store_clauses",
    "RuleUnderTest": "_laws",
    "ReviewRule": "_review_laws",
    "ReviewScene": "_review_scenes",
    "STEPS": "_scenes",
    "Scene": "_scenes",
    "ScheduleLaw": "_schedule_laws",
    "ScoringLaw": "_laws",
    "StoreCheck": "_store_checks",
    "TARGETS": "_scenes",
    "World": "_scenes",
    "bands": "_measures",
    "blocking": "_blocking",
    "broken_stores": "_broken_stores",
    "built_in_rules": "_built_in",
    "change_thresholds": "_measures",
    "critical_items": "_measures",
    "cutoffs": "_measures",
    "days": "_basics",
    "entries": "_journals",
    "ids": "_basics",
    "instants": "_basics",
    "instruments": "_measures",
    "item_keys": "_measures",
    "journals": "_journals",
    "licences": "_measures",
    "measures": "_measures",
    "nth_weekdays": "_recurrences",
    "quantities": "_measures",
    "recurrences": "_recurrences",
    "run_store_machine": "_store_machine",
    "schedule_laws": "_schedule_laws",
    "scoring_laws": "_laws",
    "store_checks": "_store_checks",
    "texts": "_basics",
    "units": "_measures",
    "windows": "_recurrences",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'smartgoals.testing' has no attribute {name!r}")
    home = _HOME.get(name, "_strategies")
    strategy = getattr(import_module(f"smartgoals.testing.{home}"), name)
    globals()[name] = strategy
    return strategy


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
