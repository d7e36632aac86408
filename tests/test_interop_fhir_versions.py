"""R4 and R5: what one version says, the other carries, and it comes back."""

from __future__ import annotations

import copy
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import (
    Aim,
    Direction,
    Goal,
    Measure,
    MeasureKind,
    Milestone,
    Relation,
    RelationKind,
    Target,
)
from smartgoals.interop.fhir import Scope, from_fhir, to_fhir, version_of, write_json
from smartgoals.interop.fhir._convert import convert
from smartgoals.interop.fhir._validation import check
from smartgoals.testing import goals
from tests.test_interop_fhir import FULL, HL7, TERMS, a_bundle, a_goal, an_observation, codes

CROSS = "http://hl7.org/fhir/{}/StructureDefinition/extension-{}".format
CONCEPT, OTHER = {"text": "one"}, {"text": "two"}
THING = {"reference": "Observation/1"}
PERSON = {"reference": "Practitioner/t-2"}
CONDITION = {"reference": "Condition/1"}


def errors(resource, version):
    return [str(found) for found in check(resource, version) if found.severity == "error"]


def a_plan(**elements):
    return {
        "resourceType": "CarePlan",
        "status": "active",
        "intent": "plan",
        "subject": {"reference": "Patient/c-17"},
        **elements,
    }


def a_task(**elements):
    return {"resourceType": "Task", "status": "requested", "intent": "order", **elements}


def a_request(**elements):
    return {
        "resourceType": "ServiceRequest",
        "status": "active",
        "intent": "order",
        "subject": {"reference": "Patient/c-17"},
        **elements,
    }


def a_provenance(**elements):
    return {
        "resourceType": "Provenance",
        "target": [{"reference": "Goal/g-1"}],
        "recorded": "2025-02-03T10:00:00Z",
        "agent": [{"who": {"reference": "Practitioner/t-2"}}],
        **elements,
    }


def related(code, system, other):
    return {
        "url": f"{HL7}goal-relationship",
        "extension": [
            {"url": "type", "valueCodeableConcept": {"coding": [{"system": system, "code": code}]}},
            {"url": "target", "valueReference": {"reference": other}},
        ],
    }


R4_SYSTEM = f"{TERMS}goal-relationship-type"
R5_SYSTEM = "http://hl7.org/fhir/goal-relationship-type"

# Each as R4 has it and as R5 does.
PAIRS = [
    (a_goal(expressedBy=PERSON), a_goal(source=PERSON)),
    (
        a_goal(outcomeCode=[CONCEPT, OTHER], outcomeReference=[THING]),
        a_goal(outcome=[{"concept": CONCEPT}, {"concept": OTHER}, {"reference": THING}]),
    ),
    (
        a_goal(extension=[{"url": CROSS("5.0", "Goal.continuous"), "valueBoolean": True}]),
        a_goal(continuous=True),
    ),
    (
        a_goal(
            extension=[
                {"url": CROSS("5.0", "Goal.continuous"), "_valueBoolean": {"id": "x"}},
            ]
        ),
        a_goal(_continuous={"id": "x"}),
    ),
    (
        a_goal(extension=[related("replacement", R4_SYSTEM, "Goal/g-2")]),
        a_goal(extension=[related("replacement", R5_SYSTEM, "Goal/g-2")]),
    ),
    (a_plan(author=PERSON), a_plan(custodian=PERSON)),
    (a_plan(addresses=[CONDITION]), a_plan(addresses=[{"reference": CONDITION}])),
    (
        a_plan(activity=[{"reference": {"reference": "Task/1"}, "outcomeReference": [THING]}]),
        a_plan(
            activity=[
                {
                    "plannedActivityReference": {"reference": "Task/1"},
                    "performedActivity": [{"reference": THING}],
                }
            ]
        ),
    ),
    (
        a_plan(extension=[{"url": CROSS("5.0", "CarePlan.intent"), "valueCode": "directive"}]),
        a_plan(intent="directive"),
    ),
    (
        a_plan(activity=[{"detail": {"status": "scheduled", "goal": [{"reference": "Goal/1"}]}}]),
        a_plan(
            activity=[
                {
                    "extension": [
                        {
                            "url": CROSS("4.0", "CarePlan.activity.detail"),
                            "extension": [
                                {"url": "status", "valueCode": "scheduled"},
                                {"url": "goal", "valueReference": {"reference": "Goal/1"}},
                            ],
                        }
                    ]
                }
            ]
        ),
    ),
    (a_task(reasonCode=CONCEPT), a_task(reason=[{"concept": CONCEPT}])),
    (a_task(statusReason=CONCEPT), a_task(statusReason={"concept": CONCEPT})),
    (a_task(performerType=[CONCEPT]), a_task(requestedPerformer=[{"concept": CONCEPT}])),
    (a_request(code=CONCEPT), a_request(code={"concept": CONCEPT})),
    (
        a_request(reasonCode=[CONCEPT], reasonReference=[CONDITION]),
        a_request(reason=[{"concept": CONCEPT}, {"reference": CONDITION}]),
    ),
    (
        a_request(patientInstruction="walk"),
        a_request(
            extension=[
                {"url": CROSS("4.0", "ServiceRequest.patientInstruction"), "valueString": "walk"}
            ]
        ),
    ),
    (a_provenance(reason=[CONCEPT]), a_provenance(authorization=[{"concept": CONCEPT}])),
    (
        an_observation(
            valueQuantity=None,
            extension=[
                {"url": CROSS("5.0", "Observation.value"), "valueAttachment": {"title": "x"}}
            ],
        ),
        an_observation(valueQuantity=None, valueAttachment={"title": "x"}),
    ),
]

# What one version says and the other can only carry; alone, and beside another extension.
ONLY = [
    ("R5", a_goal(outcome=[{"concept": CONCEPT, "reference": THING}])),
    ("R5", a_goal(outcome=[{"reference": THING}, {"concept": CONCEPT}])),
    ("R5", a_goal(outcome=[{"id": "x", "concept": CONCEPT}], source=PERSON)),
    ("R5", a_goal(outcome=[{"weird": 1}], continuous=True)),
    ("R5", a_plan(addresses=[{"concept": CONCEPT}], custodian=PERSON)),
    ("R5", a_plan(activity=[{"performedActivity": [{"concept": CONCEPT, "reference": THING}]}])),
    ("R5", an_observation(triggeredBy=[{"observation": THING, "type": "reflex"}])),
    ("R5", an_observation(bodyStructure={"reference": "BodyStructure/1"})),
    ("R5", an_observation(instantiatesCanonical="urn:x", _instantiatesCanonical={"id": "i"})),
    (
        "R5",
        an_observation(
            triggeredBy=[{"observation": THING, "type": "reflex"}],
            referenceRange=[{"normalValue": CONCEPT, "text": "x"}],
            component=[{"code": CONCEPT, "valueAttachment": {"size": "12"}}],
        ),
    ),
    ("R5", a_task(reason=[{"concept": CONCEPT}, {"concept": OTHER}], doNotPerform=True)),
    ("R5", a_task(statusReason={"reference": THING}, requestedPeriod={"start": "2025"})),
    ("R5", a_task(requestedPerformer=[{"reference": {"reference": "Patient/1"}}])),
    ("R5", a_task(performer=[{"actor": {"reference": "Patient/1"}}])),
    ("R5", a_request(code={"reference": {"reference": "ActivityDefinition/1"}}, focus=[THING])),
    (
        "R5",
        a_request(
            orderDetail=[{"id": "x"}],
            code={"concept": CONCEPT},
            location=[{"reference": {"reference": "Location/1"}}],
        ),
    ),
    ("R5", a_request(patientInstruction=[{"id": "x"}], supportingInfo=[{"concept": CONCEPT}])),
    ("R5", a_provenance(patient={"reference": "Patient/1"}, basedOn=[THING])),
    ("R4", a_request(orderDetail=[CONCEPT, OTHER], code=CONCEPT)),
    (
        "R4",
        a_goal(
            extension=[
                {
                    "url": CROSS("5.0", "Goal.outcome"),
                    "extension": [{"url": "concept", "valueCodeableConcept": CONCEPT}],
                },
                {"url": CROSS("5.0", "Goal.continuous"), "valueBoolean": True},
            ]
        ),
    ),
    ("R5", a_plan(intent="directive", addresses=[{"concept": CONCEPT}])),
    ("R4", a_request(patientInstruction="x", _patientInstruction={"id": "i"})),
    ("R4", a_request(_patientInstruction={"extension": [{"url": "u", "valueCode": "x"}]})),
    (
        "R4",
        a_plan(
            activity=[
                {
                    "extension": [{"url": "u", "valueCode": "x"}],
                    "detail": {
                        "extension": [{"url": "u", "valueCode": "x"}],
                        "status": "scheduled",
                    },
                },
                {
                    "detail": {
                        "status": "scheduled",
                        "_status": {"id": "s"},
                        "instantiatesUri": ["urn:1", None],
                        "_instantiatesUri": [None, {"id": "i"}],
                        "_description": {"id": "d"},
                        "scheduledString": "daily",
                        "performer": [{"display": "Ana"}, {"display": "Bo"}],
                    }
                },
            ]
        ),
    ),
    ("R4", FULL),
    ("R4", a_goal(contained=[a_request(code=CONCEPT), {"resourceType": "Patient"}])),
    (
        "R4",
        a_goal(
            extension=[
                {"url": CROSS("5.0", "Goal.continuous"), "valueBoolean": True},
                {"url": CROSS("5.0", "Goal.outcome"), "valueString": "none"},
                {"url": "u", "valueCode": "x"},
            ]
        ),
    ),
    (
        "R4",
        a_goal(
            extension=[
                {"url": CROSS("5.0", "Goal.continuous"), "valueBoolean": True},
                {"url": CROSS("5.0", "Goal.continuous"), "valueBoolean": False},
            ]
        ),
    ),
    (
        "R4",
        a_goal(
            extension=[
                {"url": CROSS("5.0", "Goal.continuous"), "valueString": "x"},
                related("other", R5_SYSTEM, "Goal/g-2"),
                related("milestone", R4_SYSTEM, "Goal/gone"),
            ]
        ),
    ),
]


def other(version):
    return "R4" if version == "R5" else "R5"


class TestConversion:
    @pytest.mark.parametrize(("old", "new"), PAIRS)
    def test_each_version_says_it_in_its_own_way(self, old, new):
        """What both can say goes by its own name in each."""
        assert new == convert(old, "R5")
        assert old == convert(new, "R4")

    @pytest.mark.parametrize(("version", "resource"), ONLY)
    def test_what_only_one_can_say_comes_back(self, version, resource):
        """It is carried by the standard extensions, and nothing but that."""
        before = copy.deepcopy(resource)
        there = convert(resource, other(version))

        assert resource == convert(there, version)
        assert before == resource

    @pytest.mark.parametrize(("version", "resource"), ONLY)
    def test_it_comes_back_to_where_it_stood(self, version, resource):
        """Beside other extensions too, whichever side they are on."""
        for extensions in (
            [{"url": "urn:a", "valueCode": "a"}, *resource.get("extension", ())],
            [*resource.get("extension", ()), {"url": "urn:z", "valueCode": "z"}],
        ):
            whole = {**resource, "extension": extensions}
            assert whole == convert(convert(whole, other(version)), version)

    @pytest.mark.parametrize("number", range(len(PAIRS)))
    def test_law_catches_a_conversion_that_only_renames(self, number):
        """Each pair differs, so a converter that does nothing is caught."""
        old, new = PAIRS[number]

        assert old != new

    @given(goals())
    def test_every_goal_is_valid_in_both(self, goal):
        """And says the same in both."""
        made = {
            version: to_fhir(goal, scope=Scope.CARE_TEAM, version=version).resource
            for version in ("R4", "R5")
        }

        assert [] == errors(made["R5"], "R5")
        assert made["R4"] == convert(made["R5"], "R4")

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        )
    )
    def test_whatever_stands_in_an_extension_breaks_nothing(self, value):
        """An extension of somebody else's may have our address and hold anything."""
        for url in (CROSS("5.0", "Goal.outcome"), CROSS("5.0", "Goal.continuous")):
            resource = a_goal(extension=[{"url": url, "valueString": str(value)[:50] or "x"}])
            assert resource == convert(convert(resource, "R5"), "R4")
            odd = {"url": url, "extension": [{"url": "concept", "valueString": "x"}, value]}
            found = from_fhir(a_goal(continuous=True, extension=[odd]))
            assert found.errors or found.goals

    @pytest.mark.parametrize(
        "text", ["{", '{"at":1}', '{"at":"x","item":{}}', "[]", "[1,2]", '{"at":1,"item":1}']
    )
    def test_a_record_that_was_changed_is_not_trusted(self, text):
        """What was kept of the way here is text that anybody may have written."""
        json_url = "https://smartgoals.readthedocs.io/fhir/StructureDefinition/json"
        turned = "https://smartgoals.readthedocs.io/fhir/StructureDefinition/turned"
        whole = related("part-of", R5_SYSTEM, "Goal/g-1")
        whole["extension"].append({"url": turned, "valueString": text})
        bundle = a_bundle(a_goal(continuous=True), a_goal(id="g-2", extension=[whole]))
        odd = {
            "url": CROSS("5.0", "Goal.outcome"),
            "extension": [{"url": json_url, "valueString": text}],
        }

        assert ["g-1", "g-2"] == [goal.id for goal in from_fhir(bundle).goals]
        assert isinstance(convert(a_goal(extension=[odd]), "R5"), dict)

    @pytest.mark.parametrize(
        ("roles", "said"), [([CONCEPT], CONCEPT), ([CONCEPT, OTHER], [CONCEPT, OTHER])]
    )
    def test_a_care_team_has_one_role_for_each_in_r5(self, roles, said):
        """It is often contained in a plan."""
        team = {"resourceType": "CareTeam", "participant": [{"role": roles}, {}, "x"]}
        there = convert(a_plan(contained=[team]), "R5")

        assert said == there["contained"][0]["participant"][0]["role"]
        assert a_plan(contained=[team]) == convert(there, "R4")
        odd = a_plan(contained=[{"resourceType": "CareTeam", "participant": 5}])
        assert odd == convert(odd, "R5")

    def test_what_carries_r4_is_r5(self):
        """Only R5 has a need to carry it."""
        plan = a_plan(activity=[{"detail": {"status": "scheduled"}}])

        assert ("R4", "R5") == (version_of(plan), version_of(convert(plan, "R5")))
        assert "R4" == version_of(a_plan(activity=[5], extension=[5]))


class TestMilestones:
    def test_r4_names_them_on_the_whole_and_r5_on_the_part(self):
        """The direction turns, and so does the address of the codes."""
        milestone = related("milestone", R4_SYSTEM, "Goal/g-2")
        bundle = a_bundle(
            a_goal(extension=[milestone, {"url": "u", "valueCode": "x"}]),
            a_goal(id="g-2"),
            {"resourceType": "Patient", "id": "c-17"},
        )
        bundle["entry"].append({"fullUrl": "urn:nothing"})

        there = convert(bundle, "R5")
        whole, part = (entry["resource"] for entry in there["entry"][:2])

        assert [{"url": "u", "valueCode": "x"}] == whole["extension"]
        assert (
            related("part-of", R5_SYSTEM, "Goal/g-1")["extension"]
            == (part["extension"][0]["extension"][:2])
        )
        assert bundle == convert(there, "R4")

    def test_what_r5_says_of_the_part_r4_says_of_the_whole(self):
        """Also by the address that the Bundle gives a goal."""
        bundle = a_bundle(
            a_goal(id=None),
            a_goal(id="g-2", extension=[related("part-of", R5_SYSTEM, "urn:x:0")]),
            a_goal(id="g-3", extension=[related("part-of", R5_SYSTEM, "Goal/g-3")]),
        )

        there = convert(bundle, "R4")

        kind = there["entry"][0]["resource"]["extension"][0]["extension"][0]
        assert "milestone" == kind["valueCodeableConcept"]["coding"][0]["code"]
        assert "extension" not in there["entry"][1]["resource"]
        assert bundle == convert(there, "R5")

    def test_relations_without_a_target_or_a_known_code_stay(self):
        """Nothing is turned that does not say where to."""
        lost = related("milestone", R4_SYSTEM, "Goal/g-2")
        del lost["extension"][1]
        bundle = a_bundle(
            a_goal(extension=[lost, related("milestone", "urn:theirs", "Goal/g-2")]),
            a_goal(id="g-2"),
        )

        assert bundle == convert(bundle, "R5")

    def test_milestones_of_ours_are_parts_in_r5(self):
        """One export, two versions, the same goals."""
        goal = Goal(
            id="g-1",
            subject="c-17",
            statement="I will walk.",
            milestones=[Milestone(id="ten", name="Ten mornings")],
        )

        bundle = to_fhir([goal], scope=Scope.CARE_TEAM, version="R5").resource
        found = from_fhir(bundle)

        assert "extension" not in bundle["entry"][0]["resource"]
        assert (Relation(kind=RelationKind.PART_OF, goal="g-1"),) == found.goals[1].relations


class TestR5:
    def test_what_is_not_valid_in_a_bundle_stays_as_it_is(self):
        """The others are converted all the same."""
        wrong = a_goal(id="g-2", source={"reference": "Condition/1"}, lifecycleStatus="x")
        bundle = a_bundle(
            a_goal(continuous=True), wrong, {"resourceType": "Patient", "meta": 5}, "x"
        )

        found = from_fhir(a_bundle(*(entry["resource"] for entry in bundle["entry"][:3])))

        assert ["g-1"] == [goal.id for goal in found.goals]
        assert a_bundle(a_goal(continuous=True), wrong, {"resourceType": "Patient", "meta": 5}) == (
            to_fhir(found, scope=Scope.CARE_TEAM, version="R5").resource
        )
        assert [("Bundle.entry[3].resource", "resource")] == [
            one for one in codes(bundle) if "[3]" in one[0]
        ]

    @pytest.mark.parametrize(
        "resource",
        [one for version, one in ONLY if version == "R5"]
        + [new for _, new in PAIRS if version_of(new) == "R5"],
    )
    def test_what_is_written_in_r5_comes_back_in_r5(self, resource):
        """Through the domain, and without an error on the way."""
        found = from_fhir(resource)

        assert () == found.errors
        assert resource == to_fhir(found, scope=Scope.CARE_TEAM, version="R5").resource

    def test_goals_of_r5_are_read(self):
        """They say the same as those of R4."""
        (goal,) = from_fhir(a_goal(continuous=True)).goals

        assert goal.continuous
        assert a_goal(continuous=True) == to_fhir(goal, scope=Scope.CLIENT, version="R5").resource

    def test_what_r4_does_not_allow_is_carried_through_it(self):
        """In R5 a procedure may be what a goal addresses."""
        resource = a_goal(continuous=True, addresses=[{"reference": "Procedure/1"}])
        (goal,) = from_fhir(resource).goals

        assert resource == to_fhir(goal, scope=Scope.CLIENT, version="R5").resource

    def test_rules_of_r5_hold_for_r5(self):
        """A source may be a care team there, and no condition."""
        assert [] == codes(a_goal(source={"reference": "CareTeam/1"}))
        assert [("Goal.source", "reference")] == codes(a_goal(source={"reference": "Condition/1"}))
        assert [("Goal.outcome[0].reference", "reference")] == codes(
            a_goal(outcome=[{"reference": {"reference": "Patient/1"}}])
        )


HOSTILE = [
    None,
    "",
    "\ud800",
    "x" * 3000,
    float("nan"),
    10**400,
    10**2000,
    10**5000,
    Decimal("1." + "1" * 2000),
    Decimal("sNaN"),
    Decimal("1e999"),
    True,
    [],
    {},
    [None],
    {"extension": "x"},
    {"extension": [{"url": "x"}]},
    {"reference": "#"},
    {7: "x"},
    {"resourceType": "Goal"},
]


class TestHostile:
    @pytest.mark.parametrize("junk", HOSTILE, ids=[str(at) for at in range(len(HOSTILE))])
    def test_junk_anywhere_is_refused_or_leaves_valid(self, junk):
        """Whatever is exchanged or added, nothing raises, and what is written is valid."""
        whole = (
            a_goal(
                achievementStatus={"coding": [{"code": "achieved"}]},
                target=[{"measure": {"text": "walking"}, "detailQuantity": {"value": 3}}],
            ),
            a_goal(
                continuous=True,
                addresses=[CONDITION],
                target=[{"measure": CONCEPT, "detailRange": {"low": {"value": 3}}}],
            ),
            a_plan(activity=[{"detail": {"status": "scheduled"}}]),
            a_plan(
                custodian=PERSON,
                activity=[{"plannedActivityReference": {"reference": "ServiceRequest/1"}}],
            ),
        )
        for resource in whole:
            assert () == from_fhir(resource).errors
            for place, key in list(places(resource)):
                for name in (key, "_id", "status", "detail", "unknown"):
                    broken = copy.deepcopy(resource)
                    put(broken, place, key, name, junk)
                    survives(broken)

    def test_any_name_that_is_no_text_is_refused(self):
        """JSON has no other names."""
        assert [("Goal", "structure")] == codes(a_goal() | {7: "x"})

    @pytest.mark.parametrize("name", ["description", "subject"])
    def test_what_has_to_be_there_says_something_known(self, name):
        """An element that nobody can read is as good as none."""
        assert [(f"Goal.{name}", "required")] == codes(a_goal(**{name: {"weird": 1}}))

    def test_unknown_elements_within_known_ones_do_not_leave(self):
        """Nobody knows what they tell, so only those who see everything see them."""
        resource = a_goal(
            target=[{"measure": {"text": "walking", "secret": "x"}, "dueDate": "2025-03-01"}]
        )

        seen = {
            scope: "secret" in write_json(to_fhir(from_fhir(resource), scope=scope).resource)
            for scope in Scope
        }

        assert {Scope.CLIENT, Scope.CARE_TEAM} == {scope for scope in seen if seen[scope]}


def places(value, path=()):
    """Yield where each value lies, and its name or number there."""
    known = {dict: dict.items, list: enumerate}.get(type(value), lambda _: ())
    for key, item in list(known(value)):
        yield path, key
        yield from places(item, (*path, key))


def put(resource, path, key, name, junk):
    """Put *junk* at a place, or beside it under *name*."""
    for part in path:
        resource = resource[part]
    resource[name if isinstance(resource, dict) else key] = copy.deepcopy(junk)


def survives(resource):
    """Check that a resource is refused, or is written validly for every reader."""
    found = from_fhir(resource)
    is_read = bool(found.goals or found.plans) and not found.errors
    for version in ("R4", "R5"):
        for scope in list(Scope) * is_read:
            made = to_fhir(found, version=version, scope=scope).resource
            assert [] == errors(made, version)


class TestTargets:
    def test_strict_bounds_on_both_sides_come_back(self):
        """A range of FHIR holds its own ends; that these do not is said beside it."""
        measure = Measure(id="sleep", kind=MeasureKind.DURATION, unit="h", direction=Direction.UP)
        aim = Aim(measure=measure, low=7, high=9, is_strict=True)
        goal = Goal(id="g-1", subject="c-17", statement="x", targets=[Target(id="hours", aim=aim)])

        for version in ("R4", "R5"):
            made = to_fhir(goal, scope=Scope.CARE_TEAM, version=version).resource
            (read,) = from_fhir(made).goals
            assert (7, 9, True) == (
                read.targets[0].aim.low,
                read.targets[0].aim.high,
                read.targets[0].aim.is_strict,
            )
