"""Therapy and health goals as values.

The names that most apps need are here. Each is loaded when it is first used, so that importing
smartgoals costs next to nothing; everything else is in the modules that the reference lists.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

# One table for the interpreter and one for type checkers; a test says that they agree.
if TYPE_CHECKING:
    from smartgoals.codec import dumps as dumps
    from smartgoals.codec import from_dict as from_dict
    from smartgoals.codec import loads as loads
    from smartgoals.codec import to_dict as to_dict
    from smartgoals.entries import Absent as Absent
    from smartgoals.entries import ChangeRequested as ChangeRequested
    from smartgoals.entries import Corrected as Corrected
    from smartgoals.entries import Course as Course
    from smartgoals.entries import Decision as Decision
    from smartgoals.entries import Done as Done
    from smartgoals.entries import Entry as Entry
    from smartgoals.entries import Measured as Measured
    from smartgoals.entries import MilestoneReached as MilestoneReached
    from smartgoals.entries import Missed as Missed
    from smartgoals.entries import Noted as Noted
    from smartgoals.entries import NoteKind as NoteKind
    from smartgoals.entries import Postponed as Postponed
    from smartgoals.entries import Rated as Rated
    from smartgoals.entries import RatingKind as RatingKind
    from smartgoals.entries import Redacted as Redacted
    from smartgoals.entries import Reviewed as Reviewed
    from smartgoals.entries import SessionBooked as SessionBooked
    from smartgoals.entries import SessionCancelled as SessionCancelled
    from smartgoals.entries import SessionHeld as SessionHeld
    from smartgoals.entries import Skipped as Skipped
    from smartgoals.entries import Voided as Voided
    from smartgoals.errors import AmbiguousInstrumentError as AmbiguousInstrumentError
    from smartgoals.errors import ConflictError as ConflictError
    from smartgoals.errors import DecodeError as DecodeError
    from smartgoals.errors import ErasedError as ErasedError
    from smartgoals.errors import IllegalTransitionError as IllegalTransitionError
    from smartgoals.errors import InvalidValueError as InvalidValueError
    from smartgoals.errors import LegalHoldError as LegalHoldError
    from smartgoals.errors import NotFoundError as NotFoundError
    from smartgoals.errors import SmartGoalsError as SmartGoalsError
    from smartgoals.errors import StoreError as StoreError
    from smartgoals.errors import TransientStoreError as TransientStoreError
    from smartgoals.errors import UnitMismatchError as UnitMismatchError
    from smartgoals.errors import UnknownInstrumentError as UnknownInstrumentError
    from smartgoals.errors import UnknownRuleError as UnknownRuleError
    from smartgoals.errors import UnsupportedRuleError as UnsupportedRuleError
    from smartgoals.goals import Acceptance as Acceptance
    from smartgoals.goals import AcceptanceKind as AcceptanceKind
    from smartgoals.goals import AcceptanceStatus as AcceptanceStatus
    from smartgoals.goals import ClosingReason as ClosingReason
    from smartgoals.goals import Goal as Goal
    from smartgoals.goals import KeyArea as KeyArea
    from smartgoals.goals import Lifecycle as Lifecycle
    from smartgoals.goals import LifecycleChange as LifecycleChange
    from smartgoals.goals import Party as Party
    from smartgoals.goals import Priority as Priority
    from smartgoals.goals import Relation as Relation
    from smartgoals.goals import RelationKind as RelationKind
    from smartgoals.goals import Role as Role
    from smartgoals.goals import Sensitivity as Sensitivity
    from smartgoals.ids import new_id as new_id
    from smartgoals.instruments import Score as Score
    from smartgoals.instruments import Unscored as Unscored
    from smartgoals.instruments import catalogue as catalogue
    from smartgoals.instruments import find_instruments as find_instruments
    from smartgoals.instruments import instrument as instrument
    from smartgoals.instruments import score_items as score_items
    from smartgoals.instruments import score_total as score_total
    from smartgoals.journal import Journal as Journal
    from smartgoals.measures import Band as Band
    from smartgoals.measures import ChangeKind as ChangeKind
    from smartgoals.measures import ChangeThreshold as ChangeThreshold
    from smartgoals.measures import Comparison as Comparison
    from smartgoals.measures import CriticalItem as CriticalItem
    from smartgoals.measures import Cutoff as Cutoff
    from smartgoals.measures import Direction as Direction
    from smartgoals.measures import Instrument as Instrument
    from smartgoals.measures import ItemKey as ItemKey
    from smartgoals.measures import ItemMethod as ItemMethod
    from smartgoals.measures import Licence as Licence
    from smartgoals.measures import LicenceStatus as LicenceStatus
    from smartgoals.measures import Measure as Measure
    from smartgoals.measures import MeasureKind as MeasureKind
    from smartgoals.measures import Quantity as Quantity
    from smartgoals.measures import Toward as Toward
    from smartgoals.measures import Unit as Unit
    from smartgoals.notices import Notice as Notice
    from smartgoals.notices import NoticeKind as NoticeKind
    from smartgoals.notices import NoticeSource as NoticeSource
    from smartgoals.plans import EVERY_SESSION as EVERY_SESSION
    from smartgoals.plans import EVERY_TWO_WEEKS as EVERY_TWO_WEEKS
    from smartgoals.plans import EVERY_WEEK as EVERY_WEEK
    from smartgoals.plans import REVIEW_POLICIES as REVIEW_POLICIES
    from smartgoals.plans import ActionPlan as ActionPlan
    from smartgoals.plans import Resource as Resource
    from smartgoals.plans import ReviewPolicy as ReviewPolicy
    from smartgoals.plans import Step as Step
    from smartgoals.plans import StepKind as StepKind
    from smartgoals.recurrence import Frequency as Frequency
    from smartgoals.recurrence import Gap as Gap
    from smartgoals.recurrence import NthWeekday as NthWeekday
    from smartgoals.recurrence import Recurrence as Recurrence
    from smartgoals.recurrence import Weekday as Weekday
    from smartgoals.recurrence import Window as Window
    from smartgoals.recurrence import local_day as local_day
    from smartgoals.schedule import Focus as Focus
    from smartgoals.schedule import Phase as Phase
    from smartgoals.schedule import ReviewDate as ReviewDate
    from smartgoals.schedule import Summary as Summary
    from smartgoals.schedule import Task as Task
    from smartgoals.schedule import TaskKind as TaskKind
    from smartgoals.schedule import due as due
    from smartgoals.schedule import focus as focus
    from smartgoals.schedule import next_change as next_change
    from smartgoals.schedule import next_review as next_review
    from smartgoals.schedule import summary as summary
    from smartgoals.schedule import upcoming as upcoming
    from smartgoals.scoring import Achievement as Achievement
    from smartgoals.scoring import AchievementStatus as AchievementStatus
    from smartgoals.scoring import Adherence as Adherence
    from smartgoals.scoring import Attainment as Attainment
    from smartgoals.scoring import ChangeCategory as ChangeCategory
    from smartgoals.scoring import Forecast as Forecast
    from smartgoals.scoring import Part as Part
    from smartgoals.scoring import Progress as Progress
    from smartgoals.scoring import Trend as Trend
    from smartgoals.scoring import achievement as achievement
    from smartgoals.scoring import adherence as adherence
    from smartgoals.scoring import attainment as attainment
    from smartgoals.scoring import forecast as forecast
    from smartgoals.scoring import goal_outcomes as goal_outcomes
    from smartgoals.scoring import habit_strength as habit_strength
    from smartgoals.scoring import measured_change as measured_change
    from smartgoals.scoring import progress as progress
    from smartgoals.scoring import streak as streak
    from smartgoals.scoring import trend as trend
    from smartgoals.smart import Audience as Audience
    from smartgoals.smart import Criterion as Criterion
    from smartgoals.smart import DateOrder as DateOrder
    from smartgoals.smart import Draft as Draft
    from smartgoals.smart import Finding as Finding
    from smartgoals.smart import Rule as Rule
    from smartgoals.smart import Screening as Screening
    from smartgoals.smart import SmartReport as SmartReport
    from smartgoals.smart import Verdict as Verdict
    from smartgoals.smart import check_smart as check_smart
    from smartgoals.smart import read_goal as read_goal
    from smartgoals.smart import screen_risk as screen_risk
    from smartgoals.stores import AsyncStore as AsyncStore
    from smartgoals.stores import Store as Store
    from smartgoals.stores import open_store as open_store
    from smartgoals.stores import open_store_async as open_store_async
    from smartgoals.targets import Aim as Aim
    from smartgoals.targets import AttainmentScale as AttainmentScale
    from smartgoals.targets import Milestone as Milestone
    from smartgoals.targets import Target as Target
    from smartgoals.treatment import Assessment as Assessment
    from smartgoals.treatment import Problem as Problem
    from smartgoals.treatment import TreatmentPlan as TreatmentPlan

_HOME = {
    "codec": "dumps from_dict loads to_dict",
    "entries": (
        "Absent ChangeRequested Corrected Course Decision Done Entry Measured MilestoneReached "
        "Missed NoteKind Noted Postponed Rated RatingKind Redacted Reviewed SessionBooked "
        "SessionCancelled SessionHeld Skipped Voided"
    ),
    "errors": (
        "AmbiguousInstrumentError ConflictError DecodeError ErasedError IllegalTransitionError "
        "InvalidValueError LegalHoldError NotFoundError SmartGoalsError StoreError "
        "TransientStoreError UnitMismatchError UnknownInstrumentError UnknownRuleError "
        "UnsupportedRuleError"
    ),
    "goals": (
        "Acceptance AcceptanceKind AcceptanceStatus ClosingReason Goal KeyArea Lifecycle "
        "LifecycleChange Party Priority Relation RelationKind Role Sensitivity"
    ),
    "ids": "new_id",
    "instruments": "Score Unscored catalogue find_instruments instrument score_items score_total",
    "journal": "Journal",
    "measures": (
        "Band ChangeKind ChangeThreshold Comparison CriticalItem Cutoff Direction Instrument "
        "ItemKey ItemMethod Licence LicenceStatus Measure MeasureKind Quantity Toward Unit"
    ),
    "notices": "Notice NoticeKind NoticeSource",
    "plans": (
        "ActionPlan EVERY_SESSION EVERY_TWO_WEEKS EVERY_WEEK REVIEW_POLICIES Resource "
        "ReviewPolicy Step StepKind"
    ),
    "recurrence": "Frequency Gap NthWeekday Recurrence Weekday Window local_day",
    "schedule": (
        "Focus Phase ReviewDate Summary Task TaskKind due focus next_change next_review summary "
        "upcoming"
    ),
    "scoring": (
        "Achievement AchievementStatus Adherence Attainment ChangeCategory Forecast Part "
        "Progress Trend achievement adherence attainment forecast goal_outcomes "
        "habit_strength measured_change progress streak trend"
    ),
    "smart": (
        "Audience Criterion DateOrder Draft Finding Rule Screening SmartReport Verdict "
        "check_smart read_goal screen_risk"
    ),
    "stores": "AsyncStore Store open_store open_store_async",
    "targets": "Aim AttainmentScale Milestone Target",
    "treatment": "Assessment Problem TreatmentPlan",
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names.split()}

__all__ = [
    "EVERY_SESSION",
    "EVERY_TWO_WEEKS",
    "EVERY_WEEK",
    "REVIEW_POLICIES",
    "Absent",
    "Acceptance",
    "AcceptanceKind",
    "AcceptanceStatus",
    "Achievement",
    "AchievementStatus",
    "ActionPlan",
    "Adherence",
    "Aim",
    "AmbiguousInstrumentError",
    "Assessment",
    "AsyncStore",
    "Attainment",
    "AttainmentScale",
    "Audience",
    "Band",
    "ChangeCategory",
    "ChangeKind",
    "ChangeRequested",
    "ChangeThreshold",
    "ClosingReason",
    "Comparison",
    "ConflictError",
    "Corrected",
    "Course",
    "Criterion",
    "CriticalItem",
    "Cutoff",
    "DateOrder",
    "Decision",
    "DecodeError",
    "Direction",
    "Done",
    "Draft",
    "Entry",
    "ErasedError",
    "Finding",
    "Focus",
    "Forecast",
    "Frequency",
    "Gap",
    "Goal",
    "IllegalTransitionError",
    "Instrument",
    "InvalidValueError",
    "ItemKey",
    "ItemMethod",
    "Journal",
    "KeyArea",
    "LegalHoldError",
    "Licence",
    "LicenceStatus",
    "Lifecycle",
    "LifecycleChange",
    "Measure",
    "MeasureKind",
    "Measured",
    "Milestone",
    "MilestoneReached",
    "Missed",
    "NotFoundError",
    "NoteKind",
    "Noted",
    "Notice",
    "NoticeKind",
    "NoticeSource",
    "NthWeekday",
    "Part",
    "Party",
    "Phase",
    "Postponed",
    "Priority",
    "Problem",
    "Progress",
    "Quantity",
    "Rated",
    "RatingKind",
    "Recurrence",
    "Redacted",
    "Relation",
    "RelationKind",
    "Resource",
    "ReviewDate",
    "ReviewPolicy",
    "Reviewed",
    "Role",
    "Rule",
    "Score",
    "Screening",
    "Sensitivity",
    "SessionBooked",
    "SessionCancelled",
    "SessionHeld",
    "Skipped",
    "SmartGoalsError",
    "SmartReport",
    "Step",
    "StepKind",
    "Store",
    "StoreError",
    "Summary",
    "Target",
    "Task",
    "TaskKind",
    "Toward",
    "TransientStoreError",
    "TreatmentPlan",
    "Trend",
    "Unit",
    "UnitMismatchError",
    "UnknownInstrumentError",
    "UnknownRuleError",
    "Unscored",
    "UnsupportedRuleError",
    "Verdict",
    "Voided",
    "Weekday",
    "Window",
    "achievement",
    "adherence",
    "attainment",
    "catalogue",
    "check_smart",
    "due",
    "dumps",
    "find_instruments",
    "focus",
    "forecast",
    "from_dict",
    "goal_outcomes",
    "habit_strength",
    "instrument",
    "loads",
    "local_day",
    "measured_change",
    "new_id",
    "next_change",
    "next_review",
    "open_store",
    "open_store_async",
    "progress",
    "read_goal",
    "score_items",
    "score_total",
    "screen_risk",
    "streak",
    "summary",
    "to_dict",
    "trend",
    "upcoming",
]


def __getattr__(name: str) -> object:
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'smartgoals' has no attribute {name!r}")
    value = getattr(import_module(f"smartgoals.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
