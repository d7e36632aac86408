"""Where things stand in FHIR: the addresses of code systems and extensions."""

from __future__ import annotations

__all__ = [
    "ACCEPTANCE",
    "ACT_CODE",
    "ATTAINMENT",
    "CLOSING",
    "CONTINUOUS",
    "DECISION",
    "GAS",
    "GAS_LEVELS",
    "GOAL_ACHIEVEMENT",
    "GOAL_CATEGORIES",
    "GOAL_CATEGORY",
    "GOAL_ID",
    "GOAL_PRIORITY",
    "GOAL_STATUS_REASON",
    "KEY_AREA",
    "LOINC",
    "OURS",
    "PARTY",
    "PARTY_ID",
    "PERTAINS",
    "PROBLEM",
    "RELATIONSHIP",
    "RELATIONSHIP_TYPE_R4",
    "RELATIONSHIP_TYPE_R5",
    "TARGET",
    "TASK",
    "T_SCORE",
    "UCUM",
]

_CORE = "http://hl7.org/fhir/StructureDefinition/"
_TERMS = "http://terminology.hl7.org/CodeSystem/"
ACCEPTANCE = f"{_CORE}goal-acceptance"
PERTAINS = f"{_CORE}resource-pertainsToGoal"
RELATIONSHIP = f"{_CORE}goal-relationship"
CONTINUOUS = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Goal.continuous"
GAS = "http://hl7.org/fhir/us/pco/StructureDefinition/pco-goal-attainment-scaling"
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
ACT_CODE = f"{_TERMS}v3-ActCode"
GOAL_ACHIEVEMENT = f"{_TERMS}goal-achievement"
GOAL_CATEGORY = f"{_TERMS}goal-category"
GOAL_CATEGORIES = frozenset({"dietary", "safety", "behavioral", "nursing", "physiotherapy"})
GOAL_PRIORITY = f"{_TERMS}goal-priority"
GOAL_STATUS_REASON = "http://hl7.org/fhir/goal-status-reason"
RELATIONSHIP_TYPE_R4 = f"{_TERMS}goal-relationship-type"
RELATIONSHIP_TYPE_R5 = "http://hl7.org/fhir/goal-relationship-type"
# LOINC answer list LL6900-6; LA34482 is none of it.
GAS_LEVELS = {-2: "LA34484-8", -1: "LA34483-0", 0: "LA34481-4", 1: "LA34480-6", 2: "LA34479-8"}

# What FHIR has no element for stands under an address of ours.
OURS = "https://smartgoals.readthedocs.io/fhir/"
ATTAINMENT = f"{OURS}StructureDefinition/attainment"
CLOSING = f"{OURS}StructureDefinition/closing-reason"
PARTY = f"{OURS}StructureDefinition/party"
PROBLEM = f"{OURS}StructureDefinition/problem-code"
TARGET = f"{OURS}StructureDefinition/target"
T_SCORE = f"{OURS}StructureDefinition/t-score"
DECISION = f"{OURS}CodeSystem/review-decision"
TASK = f"{OURS}CodeSystem/task"
KEY_AREA = f"{OURS}CodeSystem/key-area"
GOAL_ID = f"{OURS}id"
PARTY_ID = f"{OURS}party"
