"""FHIR: what is not valid is refused with its place, and what is comes back as it was."""

from __future__ import annotations

import copy
import datetime as dt
import json
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import (
    Aim,
    ClosingReason,
    Direction,
    Frequency,
    Goal,
    InvalidValueError,
    Journal,
    KeyArea,
    Lifecycle,
    Measure,
    Measured,
    MeasureKind,
    Milestone,
    Noted,
    Rated,
    RatingKind,
    Relation,
    RelationKind,
    Sensitivity,
    Target,
)
from smartgoals.interop.fhir import (
    PART_2_NOTICE,
    Scope,
    Severity,
    from_fhir,
    read_json,
    to_fhir,
    version_of,
    write_json,
)
from smartgoals.targets import AttainmentScale
from smartgoals.testing import goals

DAY = dt.date(2025, 2, 3)
UCUM = "http://unitsofmeasure.org"
LOINC = "http://loinc.org"
HL7 = "http://hl7.org/fhir/StructureDefinition/"
TERMS = "http://terminology.hl7.org/CodeSystem/"
GAS = "http://hl7.org/fhir/us/pco/StructureDefinition/pco-goal-attainment-scaling"


def a_goal(**elements):
    """Return a valid Goal, with elements put in, or with None taken out."""
    whole = {
        "resourceType": "Goal",
        "id": "g-1",
        "lifecycleStatus": "active",
        "description": {"text": "I will walk every morning."},
        "subject": {"reference": "Patient/c-17"},
        **elements,
    }
    return {key: value for key, value in whole.items() if value is not None}


def quantity(value, code, **more):
    return {"value": value, "unit": code, "system": UCUM, "code": code, **more}


def a_target(**elements):
    return a_goal(target=[{"measure": {"text": "walking"}, **elements}])


def an_observation(**elements):
    whole = {
        "resourceType": "Observation",
        "id": "o-1",
        "status": "final",
        "code": {"coding": [{"system": LOINC, "code": "44261-6"}]},
        "subject": {"reference": "Patient/c-17"},
        "effectiveDateTime": "2025-02-03",
        "valueQuantity": quantity(9, "{score}"),
        **elements,
    }
    return {key: value for key, value in whole.items() if value is not None}


def a_bundle(*resources, **elements):
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"fullUrl": f"urn:x:{at}", "resource": one} for at, one in enumerate(resources)],
        **elements,
    }


def read(resource):
    """Return the one goal of a resource."""
    (goal,) = from_fhir(resource).goals
    return goal


def codes(resource, severity=Severity.ERROR):
    found = from_fhir(resource).findings
    return [(one.path, one.code) for one in found if one.severity is severity]


def written(value, **how):
    return to_fhir(value, scope=Scope.CARE_TEAM, **how).resource


WRONG = [
    (a_goal(lifecycleStatus="ongoing"), "Goal.lifecycleStatus", "code"),
    (a_goal(lifecycleStatus=None), "Goal.lifecycleStatus", "required"),
    (a_goal(subject=None), "Goal.subject", "required"),
    (a_goal(target=[{"detailString": "more"}]), "Goal.target[0]", "gol-1"),
    (a_goal(addresses=[{"reference": "Medication/1"}]), "Goal.addresses[0]", "reference"),
    (
        a_goal(
            contained=[{"resourceType": "Medication", "id": "m"}], addresses=[{"reference": "#m"}]
        ),
        "Goal.addresses[0]",
        "reference",
    ),
    (a_target(detailInteger=1, detailString="one"), "Goal.target[0].detail[x]", "choice"),
    (a_goal(description={"text": ""}), "Goal.description.text", "value"),
    (a_goal(description={"text": " "}), "Goal.description.text", "value"),
    (a_goal(description={"text": "\ud800"}), "Goal.description.text", "value"),
    (a_goal(description={}), "Goal.description", "structure"),
    (a_goal(description=[]), "Goal.description", "structure"),
    (a_goal(startDate="2025-02-30"), "Goal.startDate", "value"),
    (a_goal(startDate="2025-2-3"), "Goal.startDate", "value"),
    (a_goal(startDate=20250203), "Goal.startDate", "value"),
    (a_goal(target=[]), "Goal.target", "cardinality"),
    (a_goal(target={}), "Goal.target", "cardinality"),
    (a_goal(meta={"lastUpdated": "2025-02-03"}), "Goal.meta.lastUpdated", "value"),
    (a_goal(meta={"lastUpdated": "2025-02-03T25:00:00Z"}), "Goal.meta.lastUpdated", "value"),
    (a_goal(meta={"profile": ["a b"]}), "Goal.meta.profile[0]", "value"),
    (a_goal(text={"status": "made", "div": "<div>x</div>"}), "Goal.text.status", "code"),
    (a_goal(text={"status": "empty", "div": "x"}), "Goal.text.div", "value"),
    (a_goal(extension=[{"url": "urn:x"}]), "Goal.extension[0]", "ext-1"),
    (a_goal(extension=[{"valueString": "x"}]), "Goal.extension[0].url", "required"),
    (a_goal(note=[{"text": "x", "time": "2025-02-03T10:00"}]), "Goal.note[0].time", "value"),
    (a_goal(_startDate=[]), "Goal._startDate", "structure"),
    (a_goal(meta={"_profile": []}), "Goal.meta._profile", "cardinality"),
    (
        a_goal(identifier=[{"period": {"start": "2025-02", "end": "2025-01-01"}}]),
        "Goal.identifier[0].period",
        "per-1",
    ),
    (
        a_goal(
            identifier=[
                {"period": {"start": "2025-02-03T10:00:60Z", "end": "2025-02-03T10:00:00+01:00"}}
            ]
        ),
        "Goal.identifier[0].period",
        "per-1",
    ),
    (
        a_target(detailQuantity={"value": 1, "code": "min"}),
        "Goal.target[0].detailQuantity",
        "qty-3",
    ),
    (a_target(detailQuantity={"value": True}), "Goal.target[0].detailQuantity.value", "value"),
    (
        a_target(detailQuantity={"value": float("nan")}),
        "Goal.target[0].detailQuantity.value",
        "value",
    ),
    (a_target(detailInteger=2**40), "Goal.target[0].detailInteger", "value"),
    (
        a_goal(contained=[{"resourceType": "Goal", "contained": [], "subject": {"display": "x"}}]),
        "Goal.contained[0].contained",
        "cardinality",
    ),
    (
        a_goal(
            contained=[
                {"resourceType": "Patient", "meta": {"versionId": "1", "security": []}, "id": "p"}
            ]
        ),
        "Goal.contained[0].meta",
        "dom-4",
    ),
    (
        a_goal(contained=[{"resourceType": "Patient", "meta": {"security": [{"code": "R"}]}}]),
        "Goal.contained[0].meta.security",
        "dom-5",
    ),
    (
        a_goal(contained=[{"resourceType": "Patient", "contained": [{}]}]),
        "Goal.contained[0].contained",
        "dom-2",
    ),
    ({"resourceType": "Goal"}, "Goal.lifecycleStatus", "required"),
    ({}, "Resource", "resource"),
    ({"resourceType": "a b"}, "Resource", "resource"),
    (
        {
            "resourceType": "CarePlan",
            "status": "active",
            "intent": "plan",
            "subject": {"reference": "Patient/1"},
            "activity": [
                {"detail": {"status": "in-progress"}, "reference": {"reference": "Task/1"}}
            ],
        },
        "CarePlan.activity[0]",
        "cpl-3",
    ),
    (an_observation(dataAbsentReason={"text": "x"}), "Observation.dataAbsentReason", "obs-6"),
    (
        an_observation(
            component=[
                {"code": {"coding": [{"system": LOINC, "code": "44261-6"}]}},
                {"code": {"text": "x"}},
            ]
        ),
        "Observation.component[0].code",
        "obs-7",
    ),
    (
        {
            "resourceType": "Task",
            "status": "requested",
            "intent": "order",
            "authoredOn": "2025-02-03",
            "lastModified": "2025-02-02",
        },
        "Task.lastModified",
        "inv-1",
    ),
    (
        {
            "resourceType": "ServiceRequest",
            "status": "active",
            "intent": "order",
            "subject": {"reference": "Patient/1"},
            "orderDetail": [{"text": "x"}],
        },
        "ServiceRequest.orderDetail",
        "prr-1",
    ),
    ({"resourceType": "Bundle", "type": "batch", "total": 1}, "Bundle.total", "bdl-1"),
    (
        {
            "resourceType": "Bundle",
            "type": "collection",
            "entry": [
                {
                    "fullUrl": "urn:x/_history/1",
                    "search": {"mode": "match"},
                    "request": {"method": "GET", "url": "x"},
                    "response": {"status": "200"},
                }
            ],
        },
        "Bundle.entry[0].search",
        "bdl-2",
    ),
    (
        {
            "resourceType": "Bundle",
            "type": "collection",
            "entry": [{"fullUrl": "urn:x"}, {"fullUrl": "urn:x"}],
        },
        "Bundle.entry[1].fullUrl",
        "bdl-7",
    ),
    (
        a_goal(
            note=[
                {
                    "text": "x",
                    "extension": [
                        {"url": "u", "valueAttachment": {"data": "eA==", "contentType": "t"}},
                        {"url": "u", "valueAttachment": {"data": "eA=="}},
                    ],
                }
            ]
        ),
        "Goal.note[0].extension[1].valueAttachment",
        "att-1",
    ),
]


class TestRefused:
    @pytest.mark.parametrize(("resource", "path", "code"), WRONG)
    def test_what_is_not_valid_is_refused_with_place_and_reason(self, resource, path, code):
        """Nothing is guessed at: whoever sent it is told where and why."""
        found = from_fhir(resource)

        assert (path, code) in [(one.path, one.code) for one in found.errors]
        assert ((), {}) == (found.goals, found.entries)

    def test_each_rule_of_a_bundle_is_told(self):
        """A Bundle is looked at entry by entry."""
        broken = copy.deepcopy(next(one for one, _, code in WRONG if code == "bdl-2"))

        assert {"bdl-2", "bdl-3", "bdl-4", "bdl-8"} == {code for _, code in codes(broken)}

    @pytest.mark.parametrize(
        ("resource", "version"),
        [
            ({"resourceType": "Goal", "status": "active", "description": "walk"}, "DSTU2"),
            ({"resourceType": "Goal", "status": "active", "description": {}}, "STU3"),
            ({"resourceType": "CarePlan", "status": "suspended", "intent": "plan"}, "STU3"),
            ({"resourceType": "CarePlan", "activity": [{"actionResulting": []}]}, "DSTU2"),
            ({"resourceType": "Observation", "comments": "x"}, "DSTU2"),
            ({"resourceType": "Observation", "comment": "x"}, "STU3"),
            ({"resourceType": "Task", "context": {}}, "STU3"),
        ],
    )
    def test_older_versions_are_refused_and_never_misread(self, resource, version):
        """The same elements mean other things in older versions."""
        assert version == version_of(resource)
        assert [(resource["resourceType"], "version")] == codes(resource)

    @pytest.mark.parametrize(
        ("resource", "version"),
        [
            (a_goal(continuous=True), "R5"),
            (a_goal(), "R4"),
            ({"resourceType": "CarePlan", "custodian": {}}, "R5"),
            ({"resourceType": "CarePlan", "addresses": [{"concept": {}}]}, "R5"),
            ({"resourceType": "CarePlan", "addresses": [1, {"reference": {}}]}, "R5"),
            ({"resourceType": "CarePlan", "activity": 1}, "R4"),
            ({"resourceType": "Observation", "triggeredBy": []}, "R5"),
            ({"resourceType": "Observation"}, "R4"),
            ({"resourceType": "Task", "reason": []}, "R5"),
            ({"resourceType": "Task"}, "R4"),
            ({"resourceType": "ServiceRequest", "code": {"concept": {}}}, "R5"),
            ({"resourceType": "ServiceRequest"}, "R4"),
            ({"resourceType": "Provenance", "patient": {}}, "R5"),
            ({"resourceType": "Provenance"}, "R4"),
            (a_bundle(a_goal(), {"resourceType": "Bundle"}, a_goal(continuous=True)), "R5"),
            ({"resourceType": "Goal", "id": "x"}, "R4"),
            ({"resourceType": "Patient"}, "R4"),
            ([], "R4"),
        ],
    )
    def test_versions_are_told_by_their_elements(self, resource, version):
        """What a file is labelled with says little."""
        assert version == version_of(resource)

    def test_an_old_resource_in_a_bundle_is_refused_alone(self):
        """What is valid is read beside it."""
        old = {"resourceType": "Observation", "status": "final", "code": {"text": "x"}}
        bundle = a_bundle(a_goal(), {**old, "comment": "x"})

        found = from_fhir(bundle)

        assert [("Bundle.entry[1].resource", "version")] == codes(bundle)
        assert bundle == written(found)
        assert ["g-1"] == [goal.id for goal in found.goals]

    def test_an_invalid_resource_in_a_bundle_is_refused_alone(self):
        """One wrong Goal takes nothing from the others, and comes back as it was."""
        bundle = a_bundle(a_goal(lifecycleStatus="x"), a_goal(id="g-2"))

        found = from_fhir(bundle)

        assert [("Bundle.entry[0].resource.lifecycleStatus", "code")] == codes(bundle)
        assert ["g-2"] == [goal.id for goal in found.goals]
        assert bundle == written(found)

    def test_a_goal_that_comes_twice_is_read_once(self):
        """Two Goals of one id cannot both be it."""
        bundle = a_bundle(a_goal(), a_goal(description={"text": "I will run."}))

        found = from_fhir(bundle)

        assert ["duplicate"] == [one.code for one in found.errors]
        assert bundle == written(found)

    @pytest.mark.parametrize("nobody", [{"display": "Ana"}, {"type": "Patient"}])
    def test_a_goal_of_nobody_is_kept_and_not_imported(self, nobody):
        """A name tells nobody apart, so the goals of two persons would become one's."""
        resource = a_goal(subject=nobody)

        assert [("Goal.subject", "no-subject")] == codes(resource, Severity.WARNING)
        assert () == from_fhir(resource).goals
        assert resource == written(from_fhir(resource))

    def test_findings_repeat_nothing_of_the_resource(self):
        """A finding may be logged."""
        words = "secret-words"
        resource = a_goal(
            lifecycleStatus=words, startDate=words, **{f"{words} {words}": 1, "weird": words}
        )

        assert "" == "".join(str(one) for one in from_fhir(resource).findings if words in str(one))

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        )
    )
    def test_no_value_at_all_breaks_the_reader(self, value):
        """Whatever comes from outside gives findings, and nothing else."""
        for resource in (value, a_goal(target=value), a_goal(extension=value), a_bundle(value)):
            found = from_fhir(resource)
            assert found.findings or found.goals

    @given(st.data())
    def test_any_damage_is_found_or_harmless(self, data):
        """A resource with one value exchanged is refused, or comes back as it is."""
        resource = copy.deepcopy(FULL)
        place, last = resource, None
        for _ in range(data.draw(st.integers(1, 4))):
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            last = data.draw(st.sampled_from(keys))
            if not isinstance(place[last], (dict, list)) or not place[last]:
                break
            outer, place = place, place[last]
        else:
            place = outer
        damage = st.sampled_from([None, [], {}, "", 0, "x", ["x"], {"x": 1}, True, "2025-02"])
        place[last] = data.draw(damage)

        found = from_fhir(resource)

        assert found.errors or write_json(resource) == write_json(written(found))

    def test_a_person_who_is_contained_may_hold_anything(self):
        """Types that are not read are not looked into."""
        for identifier in (5, "x", [], ["x"], [{"value": 5}], [{}]):
            people = [{"resourceType": "Patient", "id": "p", "identifier": identifier, "meta": 5}]
            resource = a_goal(contained=people, subject={"reference": "#p"})
            assert "g-1#p" == read(resource).subject
            assert resource == written(read(resource))

    def test_depth_is_limited(self):
        """A resource that is nested without end is refused, and does not end the process."""
        deep = {"url": "u", "valueString": "x"}
        for _ in range(200):
            deep = {"url": "u", "extension": [deep]}

        assert "depth" in {code for _, code in codes(a_goal(extension=[deep]))}

    def test_what_json_cannot_say_is_refused(self):
        """An unknown element may hold anything, and is kept as text."""
        assert [("Resource", "json")] == codes(a_goal(weird={1, 2}))


FULL = {
    "resourceType": "Goal",
    "id": "g-1",
    "meta": {
        "versionId": "3",
        "security": [
            {"system": f"{TERMS}v3-ActCode", "code": "SUD"},
            {"system": f"{TERMS}v3-Confidentiality", "code": "R"},
        ],
    },
    "language": "en",
    "text": {"status": "generated", "div": "<div>I will walk</div>"},
    "contained": [{"resourceType": "Patient", "id": "p", "identifier": [{"value": "c-17"}]}],
    "extension": [
        {"url": "urn:theirs", "valueString": "x"},
        {
            "url": "http://hl7.org/fhir/5.0/StructureDefinition/extension-Goal.continuous",
            "valueBoolean": True,
        },
        {
            "url": f"{HL7}goal-acceptance",
            "extension": [
                {"url": "individual", "valueReference": {"reference": "#p"}},
                {"url": "status", "valueCode": "agree"},
            ],
        },
        {
            "url": f"{HL7}goal-acceptance",
            "extension": [
                {"url": "individual", "valueReference": {"reference": "Practitioner/t-2"}},
                {"url": "status", "valueCode": "disagree"},
                {"url": "priority", "valueCodeableConcept": {"text": "high"}},
            ],
        },
        {
            "url": f"{HL7}goal-relationship",
            "extension": [
                {
                    "url": "type",
                    "valueCodeableConcept": {
                        "coding": [
                            {
                                "system": "http://hl7.org/fhir/goal-relationship-type",
                                "code": "part-of",
                            }
                        ]
                    },
                },
                {"url": "target", "valueReference": {"reference": "Goal/g-9"}},
            ],
        },
        *(
            {
                "url": GAS,
                "extension": [
                    {"url": "level", "valueCoding": {"system": LOINC, "code": code}},
                    {"url": name, "valueString": words},
                ],
            }
            for code, name, words in (
                ("LA34479-8", "progressText", "runs"),
                ("LA34480-6", "text", "walks far"),
                ("LA34481-4", "progressText", "walks"),
                ("LA34483-0", "progressText", "gets up"),
                ("LA34484-8", "progressText", "stays in bed"),
            )
        ),
    ],
    "modifierExtension": [{"url": "urn:negated", "valueBoolean": False}],
    "lifecycleStatus": "active",
    "achievementStatus": {"coding": [{"code": "in-progress"}]},
    "category": [{"coding": [{"system": "urn:areas", "code": "move"}], "text": "Moving"}],
    "priority": {"coding": [{"system": f"{TERMS}goal-priority", "code": "high-priority"}]},
    "description": {"coding": [{"code": "walking"}], "text": "I will walk every morning."},
    "subject": {"reference": "#p"},
    "startDate": "2025-02-03",
    "target": [
        {
            "id": "walk",
            "measure": {"coding": [{"system": LOINC, "code": "82290-8"}], "text": "Walking"},
            "detailQuantity": quantity(150.50, "min/wk", comparator=">="),
            "dueDuration": quantity(4, "wk"),
        },
        {"measure": {"text": "words"}, "detailString": "much better"},
    ],
    "statusDate": "2025-02-03",
    "statusReason": "agreed",
    "addresses": [{"reference": "Condition/1", "display": "Pain"}],
    "note": [{"text": "a note"}],
    "weird": {"kept": True},
}


class TestRead:
    def test_everything_that_is_known_is_read(self):
        """A Goal with all that can be said becomes a goal that says it."""
        goal = read(FULL)

        assert ("g-1", "c-17", "I will walk every morning.") == (
            goal.id,
            goal.subject,
            goal.statement,
        )
        assert (Lifecycle.ACTIVE, DAY, True) == (goal.lifecycle, goal.start, goal.continuous)
        assert [KeyArea(code="move", name="Moving")] == [*goal.key_areas]
        assert ["c-17", "Practitioner/t-2"] == [said.by for said in goal.acceptances]
        assert [Relation(kind=RelationKind.PART_OF, goal="g-9")] == [*goal.relations]
        assert (Sensitivity.SUBSTANCE_USE,) == goal.sensitivity
        assert ("walks far", DAY) == (goal.attainment.more, goal.attainment.day)
        (target,) = goal.targets
        assert ("at least 150.5 min a week", dt.date(2025, 3, 3)) == (str(target), target.due)
        assert target.aim.per is Frequency.WEEKLY

    @pytest.mark.parametrize(
        ("elements", "said"),
        [
            ({"detailQuantity": quantity(7, "h", comparator=">=")}, "at least 7 h"),
            ({"detailQuantity": quantity(7, "h", comparator=">")}, "above 7 h"),
            ({"detailQuantity": quantity(7, "h", comparator="<=")}, "at most 7 h"),
            ({"detailQuantity": quantity(7, "h", comparator="<")}, "below 7 h"),
            ({"detailQuantity": quantity(7, "h")}, "between 7 and 7 h"),
            (
                {"detailQuantity": quantity(9, "{step}/d", comparator=">=")},
                "at least 9 steps a day",
            ),
            (
                {"detailRange": {"low": quantity(1, "kg"), "high": quantity(2, "kg")}},
                "between 1 and 2 kg",
            ),
            ({"detailRange": {"high": quantity(2, "kg")}}, "at most 2 kg"),
            ({"detailInteger": 3}, "between 3 and 3"),
            ({"detailBoolean": True}, "at least 1"),
            ({"detailBoolean": False}, "at none"),
            ({"detailString": "minutes walked >= 30 min."}, "at least 30 min"),
            ({"detailString": "≤ 7.0 %"}, "at most 7 %"),
        ],
    )
    def test_each_detail_becomes_an_aim(self, elements, said):
        """The comparator says which way is better, and none means exactly so much."""
        (target,) = read(a_target(**elements)).targets

        assert said == str(target)

    @pytest.mark.parametrize(
        "elements",
        [
            {"detailString": "feel better"},
            {"detailString": "x" * 400 + " < 3"},
            {"detailString": "pain < 3 parsecs"},
            {"detailCodeableConcept": {"text": "better"}},
            {"detailRatio": {"numerator": quantity(1, "1"), "denominator": quantity(2, "1")}},
            {"detailQuantity": quantity(3, "furlong")},
            {"detailQuantity": {"unit": "min"}},
            {"detailRange": {"low": quantity(1, "kg"), "high": quantity(2, "g")}},
            {},
        ],
    )
    def test_what_cannot_be_typed_is_kept_and_told(self, elements):
        """No measure is made up."""
        resource = a_target(**elements)
        found = from_fhir(resource)

        assert () == found.goals[0].targets
        assert "target-kept" in [one.code for one in found.findings]
        assert resource == written(found)

    def test_what_a_questionnaire_cannot_reach_is_kept(self):
        """A target outside of its instrument's range is nothing that can be met."""
        measure = {"coding": [{"system": LOINC, "code": "44261-6"}]}
        inside, outside = (
            read(
                a_target(measure=measure, detailQuantity=quantity(most, "{score}", comparator="<"))
            )
            for most in (5, 500)
        )

        assert [["phq9"], []] == [
            [target.aim.measure.id for target in goal.targets] for goal in (inside, outside)
        ]

    def test_a_target_is_read_from_text_where_there_is_no_other(self):
        """It is told as inferred, and the text stays."""
        resource = a_goal(description={"text": "Hemoglobin A1c total in Blood < 7.0"})
        found = from_fhir(resource)

        assert ["below 7"] == [str(target) for target in found.goals[0].targets]
        assert [("Goal.description", "inferred")] == codes(resource, Severity.INFORMATION)
        assert resource == written(found)

    def test_a_target_that_says_only_when_is_the_goals_due_day(self):
        """Its day is that of the whole goal, whatever the others say."""
        resource = a_goal(target=[{"dueDate": "2025-03"}, {"dueDate": "2025-04-01"}])

        assert (dt.date(2025, 4, 1), ()) == (read(resource).due, read(resource).targets)
        assert resource == written(read(resource))

    def test_a_day_before_the_start_is_told_and_kept(self):
        """A goal cannot be due before it starts."""
        resource = a_goal(startDate="2025-02-03", target=[{"dueDate": "2025-01-01"}])

        assert None is read(resource).due
        assert [("Goal.target", "due-before-start")] == codes(resource, Severity.WARNING)
        assert resource == written(read(resource))

    @pytest.mark.parametrize(
        ("duration", "due"),
        [
            (quantity(10, "d"), dt.date(2025, 2, 10)),
            (quantity(1, "mo"), dt.date(2025, 2, 28)),
            (quantity(1, "a"), dt.date(2026, 1, 31)),
            (quantity(1.5, "mo"), None),
            (quantity(9999, "a"), None),
            (quantity(9999999, "wk"), None),
            (quantity(3, "h"), None),
            (quantity(3, "d", comparator="<"), None),
        ],
    )
    def test_a_duration_counts_from_the_start(self, duration, due):
        """A month later is the last day of a shorter month; an hour is no day."""
        resource = a_goal(startDate="2025-01-31", target=[{"dueDuration": duration}])

        assert due == read(resource).due
        assert resource == written(read(resource))

    def test_a_month_is_no_day(self):
        """No precision is made up."""
        resource = a_goal(startDate="2025-02", statusDate="2025")

        assert None is read(resource).start
        assert [("Goal.start", "no-day")] == codes(resource, Severity.INFORMATION)
        assert resource == written(read(resource))

    @pytest.mark.parametrize(
        ("concept", "priority", "code"),
        [
            ({"text": "medium"}, "medium-priority", "inferred"),
            ({"coding": [{"code": "high-priority"}]}, "high-priority", "inferred"),
            ({"text": "soon"}, None, "no-code"),
        ],
    )
    def test_a_priority_in_words_is_read(self, concept, priority, code):
        """Half of all real priorities have no code."""
        resource = a_goal(priority=concept)

        assert priority == read(resource).priority
        assert code in [found for _, found in codes(resource, Severity.INFORMATION)]
        assert resource == written(read(resource))

    def test_unknown_codes_of_preferred_sets_are_warned_of(self):
        """A preferred set is no duty, and somebody should look."""
        resource = a_goal(achievementStatus={"coding": [{"code": "nearly"}]})

        assert [("Goal.achievementStatus", "preferred-code")] == codes(resource, Severity.WARNING)
        assert resource == written(read(resource))

    def test_unknown_elements_are_kept_and_told(self):
        """Servers add elements of their own."""
        resource = a_goal(weird=1, _weird={"x": 1}, _id="key", _startDate={})

        assert [
            ("Goal.weird", "unknown-element"),
            ("Goal._weird", "unknown-element"),
            ("Goal._id", "unknown-element"),
        ] == codes(resource, Severity.INFORMATION)
        assert [("Goal._startDate", "ele-1")] == codes(resource, Severity.WARNING)
        assert resource == written(read(resource))

    def test_what_was_contained_and_lost_is_warned_of(self):
        """Many a real resource leads to something that it no longer contains."""
        resource = a_goal(addresses=[{"reference": "#gone"}], subject={"reference": "#p"})

        assert ["ref-1", "ref-1"] == [code for _, code in codes(resource, Severity.WARNING)]
        assert "g-1#p" == read(resource).subject

    @pytest.mark.parametrize(
        ("reference", "subject"),
        [
            ({"reference": "Patient/c-17"}, "c-17"),
            ({"reference": "Patient/c-17/_history/2"}, "c-17"),
            ({"reference": "Group/g"}, "Group/g"),
            ({"reference": "urn:uuid:1"}, "urn:uuid:1"),
            ({"identifier": {"value": "mrn 1"}}, "mrn 1"),
        ],
    )
    def test_the_subject_is_whom_the_reference_tells(self, reference, subject):
        """Two references to one person are one subject."""
        resource = a_goal(subject=reference)

        assert subject == read(resource).subject
        assert resource == written(read(resource))

    def test_a_goal_without_an_id_gets_one_of_its_content(self):
        """Importing it twice gives the same goal."""
        resource = a_goal(id=None)

        assert read(resource).id == read(copy.deepcopy(resource)).id
        assert resource == written(read(resource))

    def test_acceptance_without_a_day_is_kept(self):
        """Nobody said when, so nothing is made up."""
        resource = a_goal(
            extension=[
                {
                    "url": f"{HL7}goal-acceptance",
                    "extension": [{"url": "status", "valueCode": "agree"}],
                }
            ]
        )

        assert () == read(resource).acceptances
        assert resource == written(read(resource))

    def test_levels_that_are_not_five_are_kept(self):
        """A scale is five levels or one; with three it cannot be rated."""
        resource = a_goal(startDate="2025-02-03", extension=FULL["extension"][6:8])
        some = a_goal(startDate="2025-02-03", extension=FULL["extension"][5:8])

        for one in (resource, some, a_goal(extension=FULL["extension"][5:])):
            assert None is read(one).attainment
            assert "attainment-kept" in [code for _, code in codes(one, Severity.WARNING)]
            assert one == written(read(one))

    def test_a_goal_that_says_nothing_is_warned_of(self):
        """It is imported, for its targets may say what its text does not."""
        resource = a_goal(description={"extension": [{"url": "u", "valueCode": "unknown"}]})

        assert [("Goal.description", "no-words")] == codes(resource, Severity.WARNING)
        assert resource == written(read(resource))

    def test_targets_with_one_id_for_two_are_kept(self):
        """Two targets cannot be one."""
        one = {"id": "t", "measure": {"text": "x"}, "detailInteger": 1}
        resource = a_goal(target=[one, one])

        assert () == read(resource).targets
        assert resource == written(read(resource))

    def test_a_category_that_says_nothing_is_no_key_area(self):
        """There is nothing to call it."""
        resource = a_goal(category=[{"id": "x"}, {"text": "Sleep"}])

        assert [KeyArea(code="Sleep", name="Sleep")] == [*read(resource).key_areas]
        assert resource == written(read(resource))

    def test_a_contained_person_is_found_among_others(self):
        """Without an identifier it is the resource's own."""
        people = [{"resourceType": "Patient", "id": "q"}, {"resourceType": "Patient", "id": "p"}]

        goal = read(a_goal(contained=people, subject={"reference": "#p"}))

        assert "g-1#p" == goal.subject

    def test_reasons_that_do_not_belong_to_the_status_are_left(self):
        """A goal that is active has not ended."""
        url = "https://smartgoals.readthedocs.io/fhir/StructureDefinition/closing-reason"
        resource = a_goal(extension=[{"url": url, "valueCode": "died"}])

        assert None is read(resource).closing
        assert resource == written(read(resource))

    @pytest.mark.parametrize(
        "own",
        [
            [{"url": "step", "valueString": "walk"}],
            [{"url": "weight", "valueDecimal": -1}, {"url": "step", "valueString": "walk"}],
        ],
    )
    def test_counts_that_cannot_be_are_kept(self, own):
        """Half a time is not done, nor is nothing out of nothing."""
        url = "https://smartgoals.readthedocs.io/fhir/StructureDefinition/target"
        ratio = {"numerator": {"value": 1.5}, "denominator": {"value": 0}}
        resource = a_target(extension=[{"url": url, "extension": own}], detailRatio=ratio)

        assert () == read(resource).targets
        assert resource == written(read(resource))

    def test_what_r5_calls_sufficient_names_no_amount(self):
        """It is kept as it is."""
        resource = a_goal(
            continuous=True,
            target=[
                {"measure": {"text": "x"}, "detailQuantity": quantity(1, "kg", comparator="ad")}
            ],
        )

        assert () == read(resource).targets
        assert resource == written(read(resource), version="R5")

    def test_lists_may_have_gaps_that_say_why(self):
        """What stands beside an item says why it is not there."""
        gap = {"meta": {"profile": ["urn:x", None], "_profile": [None, {"id": "why"}]}}

        assert a_goal(**gap) == written(read(a_goal(**gap)))
        assert [("Goal.meta.profile[1]", "value")] == codes(
            a_goal(meta={"profile": ["urn:x", None]})
        )

    def test_what_is_open_is_not_looked_into(self):
        """Types that no goal uses are let pass."""
        extension = [{"url": "u", "valueDosage": {"anything": 1}}]

        assert a_goal(extension=extension) == written(read(a_goal(extension=extension)))

    def test_days_of_the_week_are_codes(self):
        """Each of a list is looked at."""
        timing = {"repeat": {"dayOfWeek": ["mon", "someday"]}}
        path = "Goal.extension[0].valueTiming.repeat.dayOfWeek[1]"

        assert [(path, "code")] == codes(a_goal(extension=[{"url": "u", "valueTiming": timing}]))

    def test_rules_that_hold_are_no_finding(self):
        """Each rule lets pass what keeps it."""
        fine = [
            a_goal(identifier=[{"period": {"start": "2025", "end": "2025-02"}}]),
            {
                "resourceType": "CarePlan",
                "status": "active",
                "intent": "plan",
                "subject": {"reference": "Patient/1"},
                "activity": [{"detail": {"status": "in-progress"}}],
            },
            {"resourceType": "Task", "status": "requested", "intent": "order"},
            {
                "resourceType": "ServiceRequest",
                "status": "active",
                "intent": "order",
                "subject": {"reference": "Patient/1"},
            },
        ]

        assert [[]] * 4 == [codes(resource) for resource in fine]

    @pytest.mark.parametrize("text", ["pain < 3", "< 3", "at < 3 furlong/wk"])
    def test_text_is_a_target_only_if_it_says_of_what(self, text):
        """A bare amount measures nothing, and a unit that is none neither."""
        has_target = bool(read(a_goal(description={"text": text})).targets)

        assert (text == "pain < 3") is has_target


class TestKept:
    def test_all_comes_back_for_the_care_team(self):
        """Elements, extensions, codes, what is contained and the narrative come back."""
        assert FULL == written(read(FULL))
        assert list(FULL) == list(written(read(FULL)))

    @given(st.sampled_from([FULL, a_goal(), a_target(detailInteger=3)]), st.sampled_from(Scope))
    def test_what_is_known_to_be_unedited_leaves_like_its_copy(self, resource, scope):
        """Not looking again is work saved, and never another answer."""
        goal = read(resource)
        copied = attrs.evolve(goal)

        assert goal == copied
        assert to_fhir(goal, scope=scope) == to_fhir(copied, scope=scope)

    def test_decimals_keep_their_text(self):
        """72.50 was measured to two places, and stays so."""
        text = write_json(a_target(detailQuantity=quantity(Decimal("72.50"), "kg")))

        assert text == write_json(written(read(read_json(text))))

    def test_text_that_was_edited_drops_its_codes_and_the_narrative(self):
        """A code beside a text that was edited would say what nobody says any more."""
        goal = attrs.evolve(read(FULL), statement="I will run.")

        resource = written(goal)

        assert {"text": "I will run."} == resource["description"]
        assert {"description", "text"} == {key for key in FULL if resource.get(key) != FULL[key]}

    def test_a_target_that_was_edited_is_written_anew_and_the_others_stay(self):
        """Its due day in another form goes with it; what could not be typed stays."""
        goal = read(FULL)
        (target,) = goal.targets
        resource = written(
            attrs.evolve(goal, targets=[attrs.evolve(target, due=dt.date(2025, 4, 1))])
        )

        assert FULL["target"][1] == resource["target"][1]
        assert "2025-04-01" == resource["target"][0]["dueDate"]
        assert "dueDuration" not in resource["target"][0]
        assert FULL["target"][0]["measure"] == resource["target"][0]["measure"]

    def test_what_was_taken_away_is_gone_and_what_was_added_is_there(self):
        """Lists are compared item by item."""
        goal = read(FULL)
        resource = written(
            attrs.evolve(
                goal,
                sensitivity=[Sensitivity.HIV],
                acceptances=[],
                addresses=["Condition/1", "f-2"],
                continuous=False,
            )
        )

        assert ["R", "HIV"] == [label["code"] for label in resource["meta"]["security"]]
        assert "3" == resource["meta"]["versionId"]
        assert [FULL["addresses"][0], {"reference": "Condition/f-2"}] == resource["addresses"]
        assert ["urn:theirs", f"{HL7}goal-relationship", *[GAS] * 5] == [
            item["url"] for item in resource["extension"]
        ]

    def test_what_stands_beside_goes_with_what_was_edited(self):
        """An extension of a day says nothing about another day."""
        beside = {"extension": [{"url": "u", "valueString": "about a week"}]}
        goal = read(a_goal(startDate="2025-02-03", _startDate=beside))

        resource = written(attrs.evolve(goal, start=dt.date(2025, 3, 3)))

        assert a_goal(startDate="2025-03-03") == resource

    def test_what_nothing_speaks_of_stays_where_all_else_goes(self):
        """Versions, labels, extensions and targets that are not understood are not ours to drop."""
        resource = written(
            attrs.evolve(
                read(FULL),
                sensitivity=[],
                continuous=False,
                acceptances=[],
                relations=[],
                attainment=None,
                targets=[],
                key_areas=[],
            )
        )

        assert {"versionId": "3", "security": FULL["meta"]["security"][1:]} == resource["meta"]
        assert FULL["extension"][:1] == resource["extension"]
        assert FULL["target"][1:] == resource["target"]
        assert "category" not in resource

    def test_the_last_extension_that_goes_leaves_no_empty_list(self):
        """FHIR allows none."""
        url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Goal.continuous"
        goal = read(a_goal(extension=[{"url": url, "valueBoolean": True}]))

        assert a_goal() == written(attrs.evolve(goal, continuous=False))

    def test_the_domains_defaults_are_not_added(self):
        """A resource without a language gets none."""
        assert a_goal() == written(read(a_goal()))

    @pytest.mark.parametrize(
        "kept",
        [
            "text",
            {"resource": 1},
            {"resource": "{"},
            {"resource": "[]"},
            {"resource": '{"resourceType":"Task"}'},
            {"resource": '{"resourceType":"Goal"}'},
            {"resource": write_json(a_goal(subject={"display": "x"}))},
            {"resource": write_json(a_goal(description={"text": "x\x01"})), "part_of": (1,)},
            {"resource": write_json(a_goal()), "part_of": 1},
        ],
    )
    def test_what_is_no_original_any_more_is_left_aside(self, kept):
        """An app may have written anything there."""
        goal = Goal(id="g-1", subject="c-17", statement="I will walk.", extensions={"fhir": kept})

        assert {"text": "I will walk."} == written(goal)["description"]

    def test_law_catches_a_writer_that_loses_something(self):
        """Losing any element is told from keeping it."""
        for key in set(FULL) - {"resourceType"}:
            less = {name: value for name, value in FULL.items() if name != key}
            assert write_json(less) != write_json(written(read(FULL)))


class TestWritten:
    @given(goals())
    def test_every_goal_gives_a_valid_resource(self, goal):
        """Whatever the domain can say, what leaves is valid and says the same when it is read."""
        resource = written(goal)
        back = from_fhir(resource)

        assert () == back.errors
        (again,) = back.goals
        assert (goal.id, goal.subject, goal.lifecycle) == (again.id, again.subject, again.lifecycle)
        assert goal.start == again.start
        assert json.loads(write_json(resource)) == json.loads(write_json(written(again)))
        fresh = attrs.evolve(again, extensions={})
        assert targets_of(written(fresh)) == targets_of(resource)

    def test_what_fhir_has_no_place_for_stands_in_extensions_of_ours(self):
        """Weights, baselines and the day of a scale come back."""
        sleep = Measure(
            id="sleep", kind=MeasureKind.DURATION, unit="h", direction=Direction.UP, name="Sleep"
        )
        done = Aim.done(20, out_of=30, step="walk")
        goal = Goal(
            id="g-1",
            subject="c-17",
            statement="I will sleep.",
            targets=[
                Target(id="t-1", aim=Aim.at_least(7, sleep), baseline=5, weight=2),
                Target(id="t-2", aim=done),
                Target(id="t-3", aim=Aim.maintain(sleep, low=6)),
            ],
            attainment=AttainmentScale(
                expected="sleeps", day=DAY, baseline=-1, importance=3, difficulty=0
            ),
            relations=[
                Relation(kind=RelationKind.REPLACES, goal="g-0"),
                Relation(kind=RelationKind.SHARED_WITH, goal="p/1"),
            ],
        ).closed(ClosingReason.CHOICE, day=DAY)

        again = attrs.evolve(read(written(goal)), extensions={})

        assert [(5.0, 2.0), (None, 1.0), (None, 1.0)] == [
            (target.baseline, target.weight) for target in again.targets
        ]
        assert done == again.targets[1].aim
        assert again.targets[2].aim.is_held
        assert (goal.attainment, goal.relations) == (again.attainment, again.relations)
        assert (goal.closing, "") == (again.closing, again.lifecycle_history[-1].reason)

    def test_an_id_that_fhir_does_not_allow_is_an_identifier(self):
        """The id is a digest, and our own id comes back."""
        goal = Goal(id="goal 1/ä", subject="c 17", statement="I will walk.")

        resource = written(goal)

        assert [] == codes(resource)
        assert "goal 1/ä" == resource["identifier"][0]["value"]
        assert {"c 17"} == {read(resource).subject, resource["subject"]["identifier"]["value"]}

    def test_only_what_was_said_to_this_revision_is_an_acceptance(self):
        """What was agreed before is not what is agreed now."""
        goal = Goal(id="g-1", subject="c-17", statement="I will walk.")
        agreed = goal.accepted(by="c-17", day=DAY)

        assert "extension" in written(agreed)
        assert "extension" not in written(agreed.revised(day=DAY))

    def test_what_is_no_code_is_written_as_text(self):
        """A code has no spaces at its ends, and a language is a code."""
        goal = Goal(
            id="g-1",
            subject="c-17",
            statement="I will walk.",
            key_areas=[KeyArea(code=" own ", name="")],
            language="e  n",
        )

        assert [] == codes(written(goal))
        assert [{"text": " own "}] == written(goal)["category"]

    def test_how_far_it_came_is_told_with_a_journal(self):
        """The achievement is the library's own judgement on that day."""
        goal = Goal(id="g-1", subject="c-17", statement="I will walk.").started(day=DAY)

        resource = written(goal, journal=Journal(subject="c-17"), on=DAY)

        assert "in-progress" == resource["achievementStatus"]["coding"][0]["code"]

    @pytest.mark.parametrize(
        ("how", "field"),
        [
            ({"scope": "client"}, "scope"),
            ({"scope": Scope.CLIENT, "version": "R6"}, "version"),
            ({"scope": Scope.CLIENT, "on": DAY}, "on"),
            ({"scope": Scope.CLIENT, "journal": Journal(subject="c-17")}, "on"),
        ],
    )
    def test_arguments_are_checked(self, how, field):
        """An error names the argument."""
        with pytest.raises(InvalidValueError) as caught:
            to_fhir(read(a_goal()), **how)

        assert field == caught.value.field

    @pytest.mark.parametrize("value", [["g-1"], from_fhir({})])
    def test_what_is_no_goal_is_refused(self, value):
        """There is nothing to write."""
        with pytest.raises(InvalidValueError) as caught:
            to_fhir(value, scope=Scope.CLIENT)

        assert "value" == caught.value.field

    @pytest.mark.parametrize("frame", ["[]", "{", '{"bundle":"{}"}', '{"resource":"["}', "1"])
    def test_a_frame_that_was_changed_is_refused(self, frame):
        """What was kept is given back as it was, or not at all."""
        with pytest.raises(InvalidValueError) as caught:
            to_fhir(attrs.evolve(from_fhir(a_bundle(a_goal())), frame=frame), scope=Scope.CLIENT)

        assert "value" == caught.value.field


def targets_of(resource):
    return json.loads(write_json(resource)).get("target")


class TestBundles:
    def test_an_entry_of_a_bundle_may_be_a_request_alone(self):
        """What leaves is counted in resources."""
        bundle = {
            "resourceType": "Bundle",
            "type": "transaction",
            "entry": [
                {"request": {"method": "DELETE", "url": "Goal/1"}},
                {"resource": a_goal(), "request": {"method": "POST", "url": "Goal"}},
            ],
        }

        assert bundle == written(from_fhir(bundle))

    def test_goals_without_a_level_or_a_milestone_are_goals(self):
        """What a goal does not say is not asked for."""
        kind = {"coding": [{"system": f"{TERMS}goal-relationship-type", "code": "other"}]}
        odd = [
            {
                "url": f"{HL7}goal-relationship",
                "extension": [
                    {"url": "type", "valueCodeableConcept": kind},
                    {"url": "target", "valueReference": {"reference": "Goal/g-2"}},
                ],
            },
            {"url": GAS, "extension": [{"url": "progressText", "valueString": "walks"}]},
        ]
        bundle = a_bundle(a_goal(extension=odd, identifier=[{"system": "urn:x", "value": "1"}]))

        assert bundle == written(from_fhir(bundle))

    def test_a_bundle_comes_back_with_what_was_not_read(self):
        """Order, addresses and resources of other types stay."""
        bundle = a_bundle(
            {"resourceType": "Patient", "id": "c-17"},
            a_goal(),
            an_observation(),
            identifier={"value": "b"},
        )
        bundle["entry"][1] = {"resource": bundle["entry"][1]["resource"], "fullUrl": "urn:last"}

        found = from_fhir(bundle)

        assert (["g-1"], ["c-17"]) == ([goal.id for goal in found.goals], [*found.entries])
        assert write_json(bundle) == write_json(written(found))

    def test_an_empty_bundle_comes_back(self):
        """A search may find nothing."""
        bundle = {"resourceType": "Bundle", "type": "searchset", "total": 0}

        assert bundle == written(from_fhir(bundle))

    def test_what_was_edited_is_in_the_bundle(self):
        """A goal of a Bundle is edited like any other."""
        found = from_fhir(a_bundle(a_goal()))
        goal = attrs.evolve(found.goals[0], statement="I will run.")

        resource = written(attrs.evolve(found, goals=[goal]))

        assert {"text": "I will run."} == resource["entry"][0]["resource"]["description"]

    def test_milestones_of_others_are_parts_of_their_goal(self):
        """R4 says so on the whole alone, and so it stays."""
        kind = {"coding": [{"system": f"{TERMS}goal-relationship-type", "code": "milestone"}]}
        whole = a_goal(
            extension=[
                {
                    "url": f"{HL7}goal-relationship",
                    "extension": [
                        {"url": "type", "valueCodeableConcept": kind},
                        {"url": "target", "valueReference": {"reference": "Goal/g-2"}},
                    ],
                }
            ]
        )
        bundle = a_bundle(whole, a_goal(id="g-2"))

        found = from_fhir(bundle)

        assert (Relation(kind=RelationKind.PART_OF, goal="g-1"),) == found.goals[1].relations
        assert bundle == written(found)

    def test_milestones_of_ours_are_goals_that_their_goal_names(self):
        """A server that knows goals alone shows the way too."""
        goal = Goal(
            id="g-1",
            subject="c-17",
            statement="I will walk.",
            milestones=[
                Milestone(id="ten", name="Ten mornings", due=DAY),
                Milestone(id="old", name="Five mornings", until=DAY),
            ],
        )

        bundle = written([goal])

        assert [] == codes(bundle)
        assert ["g-1", "g-1-ten"] == [entry["resource"]["id"] for entry in bundle["entry"]]
        assert bundle == written(from_fhir(bundle))
        assert ["g-1"] == [one.goal for one in from_fhir(bundle).goals[1].relations]
        assert bundle == written([read_first(bundle, goal)])

    def test_no_goals_are_an_empty_bundle(self):
        """A client without goals has an export too."""
        assert {"resourceType": "Bundle", "type": "collection"} == written([])
        assert {"resourceType": "Bundle", "type": "collection"} == to_fhir(
            [], scope=Scope.PAYER
        ).resource

    def test_what_was_measured_and_rated_goes_along(self):
        """Values and levels are Observations; what FHIR has no place for stays."""
        at = dt.datetime(2025, 2, 3, 9, tzinfo=dt.UTC)
        common = {"day": DAY, "recorded_at": at}
        entries = [
            Measured(id="e-1", measure="phq9", value=9, unit="{score}", author="c-17", **common),
            Measured(id="e-2", measure="8867-4", value=70.5, unit="/min", occurred_at=at, **common),
            Measured(id="e 3", measure="mood", value=3, **common),
            rated := Rated(
                id="e-4",
                goal="g-1",
                kind=RatingKind.ATTAINMENT,
                value=1,
                rater="Practitioner/t-2",
                author="Practitioner/t-2",
                **common,
            ),
            attrs.evolve(rated, id="e-5", value=0.5),
            Noted(id="e-6", text="private", **common),
            Measured(id="e-7", measure="mood", value=3, day=DAY + dt.timedelta(1), recorded_at=at),
        ]
        goal = Goal(id="g-1", subject="c-17", statement="I will walk.")

        bundle = written([goal], journal=Journal(subject="c-17", entries=entries), on=DAY)
        back = from_fhir(bundle)

        assert [] == codes(bundle)
        fresh = {one.id: attrs.evolve(one, extensions={}) for one in back.entries["c-17"]}
        assert [*entries[:2], rated] == [fresh[one] for one in ("e-1", "e-2", "e-4")]
        assert 4 == len(fresh)
        assert bundle == written(back)


def read_first(bundle, goal):
    """Return the goal as it was read, with the milestones that it had."""
    return attrs.evolve(from_fhir(bundle).goals[0], milestones=goal.milestones)


class TestObservations:
    def test_a_value_becomes_an_entry(self):
        """One Observation is what happened, for whom and when."""
        resource = an_observation(
            effectiveDateTime="2025-02-03T10:00:00+01:00",
            issued="2025-02-03T10:05:00Z",
            performer=[{"reference": "Patient/c-17"}],
            note=[{"text": "kept"}],
        )
        found = from_fhir(resource)

        ((subject, (entry,)),) = found.entries.items()
        assert ("c-17", "phq9", 9.0, "c-17") == (subject, entry.measure, entry.value, entry.author)
        assert resource == written(found)

    def test_a_value_that_was_corrected_is_written_anew(self):
        """Only the value changes."""
        found = from_fhir(an_observation(issued="2025-02-03T10:05:60Z"))
        (entry,) = found.entries["c-17"]

        resource = written(attrs.evolve(found, entries={"c-17": (attrs.evolve(entry, value=8),)}))

        assert (8, "{score}") == (
            resource["valueQuantity"]["value"],
            resource["valueQuantity"]["code"],
        )

    def test_a_total_that_is_a_bare_number_is_a_score(self):
        """Many write the total of a questionnaire without its unit."""
        found = from_fhir(an_observation(valueQuantity={"value": 9}))

        assert "{score}" == found.entries["c-17"][0].unit.code

    def test_an_entry_that_became_something_else_is_no_observation(self):
        """Nothing is written in its place."""
        found = from_fhir(an_observation())
        changed = attrs.evolve(found, entries={"c-17": (Noted(text="x", day=DAY, id="o-1"),)})
        unnamed = attrs.evolve(
            found, entries={"c-17": (attrs.evolve(found.entries["c-17"][0], id=None),)}
        )

        for value in (changed, unnamed):
            with pytest.raises(InvalidValueError, match=r"^value must be what"):
                written(value)

    @pytest.mark.parametrize(
        "elements",
        [
            {"effectiveDateTime": "9999-12-31T23:59:59-14:00"},
            {"status": "preliminary"},
            {"effectiveDateTime": "2025-02"},
            {"effectiveDateTime": None},
            {"valueQuantity": None},
            {"valueQuantity": quantity(1, "furlong")},
            {"valueQuantity": quantity(1, "kg", comparator="<")},
            {"valueQuantity": None, "valueCodeableConcept": {"text": "good"}},
            {"code": {"id": "x"}},
        ],
    )
    def test_what_is_no_evidence_here_is_kept(self, elements):
        """What is not final, has no day or no value that can be compared stays as it is."""
        resource = an_observation(**elements)
        found = from_fhir(resource)

        assert {} == found.entries
        assert write_json(resource) == write_json(written(found))

    def test_whole_numbers_are_values_too(self):
        """A count has no unit."""
        resource = an_observation(
            valueQuantity=None, valueInteger=9, code={"text": "steps"}, status="amended"
        )

        ((_, (entry,)),) = from_fhir(resource).entries.items()

        assert ("steps", "1") == (entry.measure, entry.unit.code)
        assert resource == written(from_fhir(resource))

    def test_an_observation_of_nobody_is_kept(self):
        """Evidence belongs to a person."""
        resource = an_observation(subject=None)

        assert [("Observation.subject", "no-subject")] == codes(resource, Severity.WARNING)
        assert resource == written(from_fhir(resource))

    def test_an_entry_that_comes_twice_is_read_once(self):
        """The other stays in the Bundle."""
        bundle = a_bundle(an_observation(), an_observation())

        assert 1 == len(from_fhir(bundle).entries["c-17"])
        assert bundle == written(from_fhir(bundle))


class TestScopes:
    @pytest.mark.parametrize("scope", [Scope.GUARDIAN, Scope.PARTNER, Scope.PAYER])
    def test_others_see_what_they_need(self, scope):
        """Unknown extensions, narrative, contained resources and notes stay."""
        made = to_fhir(read(FULL), scope=scope)
        text = write_json(made.resource)

        assert [] == codes(made.resource)
        assert {"text", "contained", "note", "weird", "achievementStatus"} - set(made.resource) >= {
            "text",
            "contained",
            "note",
            "weird",
        }
        assert "urn:theirs" not in text
        assert '"#p"' not in text
        assert FULL["modifierExtension"] == made.resource["modifierExtension"]
        assert "Goal.note" in made.disclosure.withheld
        assert not set(made.disclosure.elements) & set(made.disclosure.withheld)

    def test_what_leads_to_something_contained_goes_without_it(self):
        """The rest of a reference is of use."""
        resource = a_goal(
            contained=[{"resourceType": "Condition", "id": "c"}],
            addresses=[{"reference": "#c", "identifier": {"value": "1"}}, {"reference": "#c"}],
            category=[{"extension": [{"url": "u", "valueCode": "x"}]}],
        )

        shown = to_fhir(read(resource), scope=Scope.PAYER).resource

        assert [{"identifier": {"value": "1"}}] == shown["addresses"]
        assert "category" not in shown

    def test_a_partner_does_not_see_how_it_is_going(self):
        """Nor what it is an answer to."""
        resource = to_fhir(read(FULL), scope=Scope.PARTNER).resource

        assert not {"achievementStatus", "addresses", "statusReason"} & set(resource)

    @pytest.mark.parametrize("scope", [Scope.CLIENT, Scope.CARE_TEAM])
    def test_client_and_care_team_see_everything(self, scope):
        """It is theirs."""
        made = to_fhir(read(FULL), scope=scope)

        assert (FULL, ()) == (made.resource, made.disclosure.withheld)

    def test_the_record_says_what_left(self):
        """The host adds to whom, when and what for."""
        record = to_fhir(read(FULL), scope=Scope.PAYER).disclosure

        assert (Scope.PAYER, "FHIR R4", ("c-17",), ("g-1",)) == (
            record.scope,
            record.format,
            record.subjects,
            record.goals,
        )
        assert (PART_2_NOTICE,) == record.notices
        assert () == to_fhir(read(a_goal()), scope=Scope.PAYER).disclosure.notices

    def test_a_reader_who_needs_no_such_resource_gets_none(self):
        """A payer has no use for each value; in a Bundle it is left out."""
        found = from_fhir(an_observation())

        with pytest.raises(InvalidValueError, match=r"^scope must be"):
            to_fhir(found, scope=Scope.PAYER)
        bundle = to_fhir(from_fhir(a_bundle(a_goal(), an_observation())), scope=Scope.PAYER)
        assert ["Goal"] == [one["resource"]["resourceType"] for one in bundle.resource["entry"]]
        assert ("c-17",) == bundle.disclosure.subjects

    def test_nothing_of_a_goal_is_in_a_repr(self):
        """What is logged is what left, by names alone."""
        made = to_fhir(read(FULL), scope=Scope.CARE_TEAM)

        assert "morning" not in repr(made)
        assert "morning" not in repr(from_fhir(FULL))


class TestJson:
    @pytest.mark.parametrize(
        "text",
        [
            "{",
            '{"a":1,"a":2}',
            '{"a":NaN}',
            '{"a":1e999}',
            '{"a":' + "9" * 5000 + "}",
            '{"a":0.' + "9" * 1001 + "}",
            "[" * 100_000,
            '{"a":"\\ud800"}',
            b"\xff",
            7,
        ],
    )
    def test_what_is_no_json_is_refused(self, text):
        """The error names what was expected, and nothing of the text."""
        with pytest.raises(InvalidValueError, match=r"^text must be JSON text"):
            read_json(text)

    @given(
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers(-(2**63), 2**63)
            | st.text(st.characters(codec="utf-8"))
            | st.decimals(allow_nan=False, allow_infinity=False, places=2),
            lambda inner: (
                st.lists(inner, max_size=4)
                | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
            ),
        )
    )
    def test_what_is_written_is_read_the_same(self, value):
        """Decimals keep their text, and all else its value."""
        text = write_json(value)

        assert text == write_json(read_json(text))
        assert text == write_json(read_json(text.encode()))
        assert json.loads(text) == json.loads(json.dumps(value, default=float))

    @pytest.mark.parametrize(
        "value",
        [{1, 2}, [Decimal("NaN")], [Decimal(1), float("nan")], [Decimal(1), {1}], float("inf")],
    )
    def test_what_json_cannot_say_is_not_written(self, value):
        """The error names the argument."""
        with pytest.raises(InvalidValueError, match=r"^value must be plain data"):
            write_json(value)

    def test_what_is_nested_without_end_is_not_written(self):
        """It would end the process."""
        deep, deeper = [], [Decimal(1)]
        for _ in range(100_000):
            deep, deeper = [deep], [deeper]

        for value in (deep, deeper):
            with pytest.raises(InvalidValueError, match=r"^value must be plain data"):
                write_json(value)
