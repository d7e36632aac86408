"""FHIR as another package reads it: fhir.resources, which knows R4B and R5."""

from __future__ import annotations

import datetime as dt
import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import Journal, Noted, NoteKind
from smartgoals.interop.fhir import Scope, from_fhir, to_fhir, write_json
from smartgoals.testing import goals, treatment_plans
from tests.test_interop_fhir import FULL, a_bundle, a_goal, a_target, codes, quantity
from tests.test_interop_fhir_plans import PLAN, a_request, a_task

PEERS = {"R4": "fhir.resources.R4B", "R5": "fhir.resources"}


def accepts(resource, version):
    """Return whether fhir.resources takes a resource."""
    name = resource["resourceType"]
    model = getattr(importlib.import_module(f"{PEERS[version]}.{name.lower()}"), name)
    try:
        model.model_validate_json(write_json(resource))
    except ValueError:
        return False
    return True


class TestOutput:
    @given(goals() | treatment_plans(), st.sampled_from(Scope), st.sampled_from(["R4", "R5"]))
    def test_whatever_leaves_is_taken_by_others(self, value, scope, version):
        """In both versions and for every reader."""
        assert accepts(to_fhir([value], scope=scope, version=version).resource, version)

    @pytest.mark.parametrize("version", ["R4", "R5"])
    def test_what_was_imported_is_taken_by_others(self, version):
        """With plans, steps, notes and all that was kept."""
        known = {key: value for key, value in FULL.items() if key not in {"weird", "contained"}}
        known["subject"] = {"reference": "Patient/c-17"}
        known["extension"] = FULL["extension"][:2]
        bundle = a_bundle(known, a_task(), a_request(), PLAN)
        day = dt.date(2025, 2, 3)
        note = Noted(text="a note", kind=NoteKind.SHARED, topic="g-1", day=day)
        at = dt.datetime(2025, 2, 3, tzinfo=dt.UTC)
        journal = Journal(subject="c-17", entries=[note.stamped(id="n-1", at=at)])

        made = to_fhir(
            from_fhir(bundle), scope=Scope.CARE_TEAM, version=version, journal=journal, on=day
        )

        assert accepts(made.resource, version)

    def test_law_catches_what_others_refuse(self):
        """A peer that takes anything would prove nothing."""
        assert not accepts(a_goal(weird=1), "R4")


# What is wrong with each, and whether fhir.resources takes it all the same.
INVALID = [
    (a_goal(lifecycleStatus="ongoing"), "Goal.lifecycleStatus", True),
    (a_goal(target=[{"detailString": "more"}]), "Goal.target[0]", True),
    (a_goal(addresses=[{"reference": "Medication/1"}]), "Goal.addresses[0]", True),
    (a_target(detailInteger=1, detailString="one"), "Goal.target[0].detail[x]", False),
    (a_goal(description={"text": ""}), "Goal.description.text", False),
    (a_goal(startDate="2025-02-30"), "Goal.startDate", False),
    (a_goal(subject=None), "Goal.subject", False),
    (a_target(detailQuantity=quantity("much", "kg")), "Goal.target[0].detailQuantity.value", False),
]


class TestInvalid:
    @pytest.mark.parametrize(("resource", "path", "others_take_it"), INVALID)
    def test_what_is_invalid_is_refused_whatever_others_do(self, resource, path, others_take_it):
        """With the place and the reason."""
        assert [path] == [place for place, _ in codes(resource)]
        assert others_take_it is accepts(resource, "R4")

    @pytest.mark.parametrize(
        "resource",
        [
            a_goal(startDate="2024-03"),
            a_goal(achievementStatus={"coding": [{"code": "nearly"}]}),
        ],
    )
    def test_what_is_valid_is_taken(self, resource):
        """A month is a date, and a preferred set no duty."""
        assert [] == codes(resource)
        assert accepts(resource, "R4")
