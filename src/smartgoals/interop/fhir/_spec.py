"""The elements of the resources that are read, as tables.

A line is the name of an element, how often it may come (``?`` at most once, ``1`` once, ``*`` any
number, ``+`` at least once) and its types. In parentheses stand the resources that a reference may
lead to, or the value set of a code: one that is required, or with ``~`` one that is preferred. An
element with parts is followed by them, set off by one more space each.

Source:
    HL7 FHIR R4 (4.0.1) and R5 (5.0.0), the definitions of each resource and datatype.
"""

from __future__ import annotations

__all__ = ["DATATYPES", "RESOURCES", "VALUE_SETS"]

VALUE_SETS: dict[str, str] = {
    "goal-status": "proposed planned accepted active on-hold completed cancelled entered-in-error "
    "rejected",
    "goal-achievement": "in-progress improving worsening no-change achieved sustaining "
    "not-achieved no-progress not-attainable",
    "goal-priority": "high-priority medium-priority low-priority",
    "request-status": "draft active on-hold revoked completed entered-in-error unknown",
    "care-plan-intent-R4": "proposal plan order option",
    "care-plan-intent-R5": "proposal plan order option directive",
    "care-plan-activity-status": "not-started scheduled in-progress on-hold completed cancelled "
    "stopped unknown entered-in-error",
    "care-plan-activity-kind": "Appointment CommunicationRequest DeviceRequest MedicationRequest "
    "NutritionOrder Task ServiceRequest VisionPrescription",
    "observation-status": "registered preliminary final amended corrected cancelled "
    "entered-in-error unknown",
    "request-intent": "proposal plan directive order original-order reflex-order filler-order "
    "instance-order option",
    "request-priority": "routine urgent asap stat",
    "task-intent": "unknown proposal plan order original-order reflex-order filler-order "
    "instance-order option",
    "task-status": "draft requested received accepted rejected ready cancelled in-progress on-hold "
    "failed completed entered-in-error",
    "bundle-type-R4": "document message transaction transaction-response batch batch-response "
    "history searchset collection",
    "bundle-type-R5": "document message transaction transaction-response batch batch-response "
    "history searchset collection subscription-notification",
    "http-verb": "GET HEAD POST PUT DELETE PATCH",
    "search-entry-mode": "match include outcome",
    "provenance-entity-role-R4": "derivation revision quotation source removal",
    "provenance-entity-role-R5": "revision quotation source instantiates removal",
    "quantity-comparator-R4": "< <= >= >",
    "quantity-comparator-R5": "< <= >= > ad",
    "narrative-status": "generated extensions additional empty",
    "identifier-use": "usual official temp secondary old",
    "units-of-time": "s min h d wk mo a",
    "days-of-week": "mon tue wed thu fri sat sun",
    "event-timing": "MORN MORN.early MORN.late NOON AFT AFT.early AFT.late EVE EVE.early EVE.late "
    "NIGHT PHS IMD HS WAKE C CM CD CV AC ACM ACD ACV PC PCM PCD PCV",
    "contact-point-system": "phone fax email pager url sms other",
    "contact-point-use": "home work temp old mobile",
    "triggered-by-type": "reflex repeat re-run",
}

_SHARED = """
Element
Extension
 url 1 uri
 value[x] ? ANY
Meta
 versionId ? id
 lastUpdated ? instant
 source ? uri
 profile * canonical
 security * Coding
 tag * Coding
Narrative
 status 1 code(narrative-status)
 div 1 xhtml
Identifier
 use ? code(identifier-use)
 type ? CodeableConcept
 system ? uri
 value ? string
 period ? Period
 assigner ? Reference(Organization)
Coding
 system ? uri
 version ? string
 code ? code
 display ? string
 userSelected ? boolean
CodeableConcept
 coding * Coding
 text ? string
CodeableReference
 concept ? CodeableConcept
 reference ? Reference
Reference
 reference ? string
 type ? uri
 identifier ? Identifier
 display ? string
Period
 start ? dateTime
 end ? dateTime
Quantity
 value ? decimal
 comparator ? code(quantity-comparator-VERSION)
 unit ? string
 system ? uri
 code ? code
Range
 low ? Quantity
 high ? Quantity
Ratio
 numerator ? Quantity
 denominator ? Quantity
Annotation
 author[x] ? Reference(Practitioner|Patient|RelatedPerson|Organization) string
 time ? dateTime
 text 1 markdown
Timing
 event * dateTime
 repeat ?
  bounds[x] ? Duration Range Period
  count ? positiveInt
  countMax ? positiveInt
  duration ? decimal
  durationMax ? decimal
  durationUnit ? code(units-of-time)
  frequency ? positiveInt
  frequencyMax ? positiveInt
  period ? decimal
  periodMax ? decimal
  periodUnit ? code(units-of-time)
  dayOfWeek * code(days-of-week)
  timeOfDay * time
  when * code(event-timing)
  offset ? unsignedInt
 code ? CodeableConcept
Attachment
 contentType ? code
 language ? code
 data ? base64Binary
 url ? url
 size ? LONG
 hash ? base64Binary
 title ? string
 creation ? dateTime
 height ? positiveInt
 width ? positiveInt
 frames ? positiveInt
 duration ? decimal
 pages ? positiveInt
SampledData OPEN
Dosage OPEN
Signature OPEN
ContactPoint
 system ? code(contact-point-system)
 value ? string
 use ? code(contact-point-use)
 rank ? positiveInt
 period ? Period
HumanName OPEN
Address OPEN
Money OPEN
ContactDetail OPEN
Contributor OPEN
DataRequirement OPEN
Expression OPEN
ParameterDefinition OPEN
RelatedArtifact OPEN
TriggerDefinition OPEN
UsageContext OPEN
Availability OPEN
ExtendedContactDetail OPEN
RatioRange OPEN
VirtualServiceDetail OPEN
MonetaryComponent OPEN
"""
DATATYPES: dict[str, str] = {
    "R4": _SHARED.replace("VERSION", "R4").replace("LONG", "unsignedInt"),
    "R5": _SHARED.replace("VERSION", "R5").replace("LONG", "integer64"),
}

_PEOPLE = "Practitioner|PractitionerRole|RelatedPerson|Patient"
_PERFORMERS = f"{_PEOPLE}|Organization|CareTeam"
_R4 = f"""
Goal
 identifier * Identifier
 lifecycleStatus 1 code(goal-status)
 achievementStatus ? CodeableConcept(~goal-achievement)
 category * CodeableConcept
 priority ? CodeableConcept(~goal-priority)
 description 1 CodeableConcept
 subject 1 Reference(Patient|Group|Organization)
 start[x] ? date CodeableConcept
 target *
  measure ? CodeableConcept
  detail[x] ? Quantity Range CodeableConcept string boolean integer Ratio
  due[x] ? date Duration
 statusDate ? date
 statusReason ? string
 expressedBy ? Reference({_PEOPLE})
 addresses * Reference(Condition|Observation|MedicationStatement|NutritionOrder|ServiceRequest|RiskAssessment)
 note * Annotation
 outcomeCode * CodeableConcept
 outcomeReference * Reference(Observation)
CarePlan
 identifier * Identifier
 instantiatesCanonical * canonical
 instantiatesUri * uri
 basedOn * Reference(CarePlan)
 replaces * Reference(CarePlan)
 partOf * Reference(CarePlan)
 status 1 code(request-status)
 intent 1 code(care-plan-intent-R4)
 category * CodeableConcept
 title ? string
 description ? string
 subject 1 Reference(Patient|Group)
 encounter ? Reference(Encounter)
 period ? Period
 created ? dateTime
 author ? Reference({_PERFORMERS}|Device)
 contributor * Reference({_PERFORMERS}|Device)
 careTeam * Reference(CareTeam)
 addresses * Reference(Condition)
 supportingInfo * Reference
 goal * Reference(Goal)
 activity *
  outcomeCodeableConcept * CodeableConcept
  outcomeReference * Reference
  progress * Annotation
  reference ? Reference(Appointment|CommunicationRequest|DeviceRequest|MedicationRequest|NutritionOrder|Task|ServiceRequest|VisionPrescription|RequestGroup)
  detail ?
   kind ? code(care-plan-activity-kind)
   instantiatesCanonical * canonical
   instantiatesUri * uri
   code ? CodeableConcept
   reasonCode * CodeableConcept
   reasonReference * Reference(Condition|Observation|DiagnosticReport|DocumentReference)
   goal * Reference(Goal)
   status 1 code(care-plan-activity-status)
   statusReason ? CodeableConcept
   doNotPerform ? boolean
   scheduled[x] ? Timing Period string
   location ? Reference(Location)
   performer * Reference({_PERFORMERS}|HealthcareService|Device)
   product[x] ? CodeableConcept Reference(Medication|Substance)
   dailyAmount ? Quantity
   quantity ? Quantity
   description ? string
 note * Annotation
Observation
 identifier * Identifier
 basedOn * Reference(CarePlan|DeviceRequest|ImmunizationRecommendation|MedicationRequest|NutritionOrder|ServiceRequest)
 partOf * Reference(MedicationAdministration|MedicationDispense|MedicationStatement|Procedure|Immunization|ImagingStudy)
 status 1 code(observation-status)
 category * CodeableConcept
 code 1 CodeableConcept
 subject ? Reference(Patient|Group|Device|Location)
 focus * Reference
 encounter ? Reference(Encounter)
 effective[x] ? dateTime Period Timing instant
 issued ? instant
 performer * Reference({_PERFORMERS})
 value[x] ? Quantity CodeableConcept string boolean integer Range Ratio SampledData time dateTime Period
 dataAbsentReason ? CodeableConcept
 interpretation * CodeableConcept
 note * Annotation
 bodySite ? CodeableConcept
 method ? CodeableConcept
 specimen ? Reference(Specimen)
 device ? Reference(Device|DeviceMetric)
 referenceRange *
  low ? Quantity
  high ? Quantity
  type ? CodeableConcept
  appliesTo * CodeableConcept
  age ? Range
  text ? string
 hasMember * Reference(Observation|QuestionnaireResponse|MolecularSequence)
 derivedFrom * Reference(DocumentReference|ImagingStudy|Media|QuestionnaireResponse|Observation|MolecularSequence)
 component *
  code 1 CodeableConcept
  value[x] ? Quantity CodeableConcept string boolean integer Range Ratio SampledData time dateTime Period
  dataAbsentReason ? CodeableConcept
  interpretation * CodeableConcept
  referenceRange * Element
Task
 identifier * Identifier
 instantiatesCanonical ? canonical
 instantiatesUri ? uri
 basedOn * Reference
 groupIdentifier ? Identifier
 partOf * Reference(Task)
 status 1 code(task-status)
 statusReason ? CodeableConcept
 businessStatus ? CodeableConcept
 intent 1 code(task-intent)
 priority ? code(request-priority)
 code ? CodeableConcept
 description ? string
 focus ? Reference
 for ? Reference
 encounter ? Reference(Encounter)
 executionPeriod ? Period
 authoredOn ? dateTime
 lastModified ? dateTime
 requester ? Reference(Device|Organization|{_PEOPLE})
 performerType * CodeableConcept
 owner ? Reference({_PERFORMERS}|HealthcareService|Device)
 location ? Reference(Location)
 reasonCode ? CodeableConcept
 reasonReference ? Reference
 insurance * Reference(Coverage|ClaimResponse)
 note * Annotation
 relevantHistory * Reference(Provenance)
 restriction ?
  repetitions ? positiveInt
  period ? Period
  recipient * Reference({_PEOPLE}|Group|Organization)
 input *
  type 1 CodeableConcept
  value[x] 1 ANY
 output *
  type 1 CodeableConcept
  value[x] 1 ANY
ServiceRequest
 identifier * Identifier
 instantiatesCanonical * canonical
 instantiatesUri * uri
 basedOn * Reference(CarePlan|ServiceRequest|MedicationRequest)
 replaces * Reference(ServiceRequest)
 requisition ? Identifier
 status 1 code(request-status)
 intent 1 code(request-intent)
 category * CodeableConcept
 priority ? code(request-priority)
 doNotPerform ? boolean
 code ? CodeableConcept
 orderDetail * CodeableConcept
 quantity[x] ? Quantity Ratio Range
 subject 1 Reference(Patient|Group|Location|Device)
 encounter ? Reference(Encounter)
 occurrence[x] ? dateTime Period Timing
 asNeeded[x] ? boolean CodeableConcept
 authoredOn ? dateTime
 requester ? Reference({_PEOPLE}|Organization|Device)
 performerType ? CodeableConcept
 performer * Reference({_PERFORMERS}|HealthcareService|Device)
 locationCode * CodeableConcept
 locationReference * Reference(Location)
 reasonCode * CodeableConcept
 reasonReference * Reference(Condition|Observation|DiagnosticReport|DocumentReference)
 insurance * Reference(Coverage|ClaimResponse)
 supportingInfo * Reference
 specimen * Reference(Specimen)
 bodySite * CodeableConcept
 note * Annotation
 patientInstruction ? string
 relevantHistory * Reference(Provenance)
Provenance
 target + Reference
 occurred[x] ? Period dateTime
 recorded 1 instant
 policy * uri
 location ? Reference(Location)
 reason * CodeableConcept
 activity ? CodeableConcept
 agent +
  type ? CodeableConcept
  role * CodeableConcept
  who 1 Reference({_PEOPLE}|Device|Organization)
  onBehalfOf ? Reference({_PEOPLE}|Device|Organization)
 entity *
  role 1 code(provenance-entity-role-R4)
  what 1 Reference
  agent * Element
 signature * Signature
Bundle
 identifier ? Identifier
 type 1 code(bundle-type-R4)
 timestamp ? instant
 total ? unsignedInt
 link *
  relation 1 string
  url 1 uri
 entry *
  link *
   relation 1 string
   url 1 uri
  fullUrl ? uri
  resource ? RESOURCE
  search ?
   mode ? code(search-entry-mode)
   score ? decimal
  request ?
   method 1 code(http-verb)
   url 1 uri
   ifNoneMatch ? string
   ifModifiedSince ? instant
   ifMatch ? string
   ifNoneExist ? string
  response ?
   status 1 string
   location ? uri
   etag ? string
   lastModified ? instant
   outcome ? RESOURCE
 signature ? Signature
"""
_R5 = f"""
Goal
 identifier * Identifier
 lifecycleStatus 1 code(goal-status)
 achievementStatus ? CodeableConcept(~goal-achievement)
 category * CodeableConcept
 continuous ? boolean
 priority ? CodeableConcept(~goal-priority)
 description 1 CodeableConcept
 subject 1 Reference(Patient|Group|Organization)
 start[x] ? date CodeableConcept
 target *
  measure ? CodeableConcept
  detail[x] ? Quantity Range CodeableConcept string boolean integer Ratio
  due[x] ? date Duration
 statusDate ? date
 statusReason ? string
 source ? Reference({_PEOPLE}|CareTeam)
 addresses * Reference(Condition|Observation|MedicationStatement|MedicationRequest|NutritionOrder|ServiceRequest|RiskAssessment|Procedure)
 note * Annotation
 outcome * CodeableReference(Observation)
CarePlan
 identifier * Identifier
 instantiatesCanonical * canonical
 instantiatesUri * uri
 basedOn * Reference(CarePlan|ServiceRequest|RequestOrchestration|NutritionOrder)
 replaces * Reference(CarePlan)
 partOf * Reference(CarePlan)
 status 1 code(request-status)
 intent 1 code(care-plan-intent-R5)
 category * CodeableConcept
 title ? string
 description ? string
 subject 1 Reference(Patient|Group)
 encounter ? Reference(Encounter)
 period ? Period
 created ? dateTime
 custodian ? Reference({_PERFORMERS}|Device)
 contributor * Reference({_PERFORMERS}|Device)
 careTeam * Reference(CareTeam)
 addresses * CodeableReference(Condition)
 supportingInfo * Reference
 goal * Reference(Goal)
 activity *
  performedActivity * CodeableReference
  progress * Annotation
  plannedActivityReference ? Reference(Appointment|CommunicationRequest|DeviceRequest|MedicationRequest|NutritionOrder|Task|ServiceRequest|VisionPrescription|RequestOrchestration|ImmunizationRecommendation|SupplyRequest)
 note * Annotation
Observation
 identifier * Identifier
 instantiates[x] ? canonical Reference(ObservationDefinition)
 basedOn * Reference(CarePlan|DeviceRequest|ImmunizationRecommendation|MedicationRequest|NutritionOrder|ServiceRequest)
 triggeredBy *
  observation 1 Reference(Observation)
  type 1 code(triggered-by-type)
  reason ? string
 partOf * Reference(MedicationAdministration|MedicationDispense|MedicationStatement|Procedure|Immunization|ImagingStudy|GenomicStudy)
 status 1 code(observation-status)
 category * CodeableConcept
 code 1 CodeableConcept
 subject ? Reference(Patient|Group|Device|Location|Organization|Procedure|Practitioner|Medication|Substance|BiologicallyDerivedProduct|NutritionProduct)
 focus * Reference
 encounter ? Reference(Encounter)
 effective[x] ? dateTime Period Timing instant
 issued ? instant
 performer * Reference({_PERFORMERS})
 value[x] ? Quantity CodeableConcept string boolean integer Range Ratio SampledData time dateTime Period Attachment Reference(MolecularSequence)
 dataAbsentReason ? CodeableConcept
 interpretation * CodeableConcept
 note * Annotation
 bodySite ? CodeableConcept
 bodyStructure ? Reference(BodyStructure)
 method ? CodeableConcept
 specimen ? Reference(Specimen|Group)
 device ? Reference(Device|DeviceMetric)
 referenceRange *
  low ? Quantity
  high ? Quantity
  normalValue ? CodeableConcept
  type ? CodeableConcept
  appliesTo * CodeableConcept
  age ? Range
  text ? markdown
 hasMember * Reference(Observation|QuestionnaireResponse|MolecularSequence)
 derivedFrom * Reference(DocumentReference|ImagingStudy|ImagingSelection|QuestionnaireResponse|Observation|MolecularSequence|GenomicStudy)
 component *
  code 1 CodeableConcept
  value[x] ? Quantity CodeableConcept string boolean integer Range Ratio SampledData time dateTime Period Attachment Reference(MolecularSequence)
  dataAbsentReason ? CodeableConcept
  interpretation * CodeableConcept
  referenceRange * Element
Task
 identifier * Identifier
 instantiatesCanonical ? canonical
 instantiatesUri ? uri
 basedOn * Reference
 groupIdentifier ? Identifier
 partOf * Reference(Task)
 status 1 code(task-status)
 statusReason ? CodeableReference
 businessStatus ? CodeableConcept
 intent 1 code(task-intent)
 priority ? code(request-priority)
 doNotPerform ? boolean
 code ? CodeableConcept
 description ? string
 focus ? Reference
 for ? Reference
 encounter ? Reference(Encounter)
 requestedPeriod ? Period
 executionPeriod ? Period
 authoredOn ? dateTime
 lastModified ? dateTime
 requester ? Reference(Device|Organization|{_PEOPLE})
 requestedPerformer * CodeableReference
 owner ? Reference({_PERFORMERS}|HealthcareService|Device)
 performer *
  function ? CodeableConcept
  actor 1 Reference({_PERFORMERS})
 location ? Reference(Location)
 reason * CodeableReference
 insurance * Reference(Coverage|ClaimResponse)
 note * Annotation
 relevantHistory * Reference(Provenance)
 restriction ?
  repetitions ? positiveInt
  period ? Period
  recipient * Reference({_PEOPLE}|Group|Organization)
 input *
  type 1 CodeableConcept
  value[x] 1 ANY
 output *
  type 1 CodeableConcept
  value[x] 1 ANY
ServiceRequest
 identifier * Identifier
 instantiatesCanonical * canonical
 instantiatesUri * uri
 basedOn * Reference(CarePlan|ServiceRequest|MedicationRequest)
 replaces * Reference(ServiceRequest)
 requisition ? Identifier
 status 1 code(request-status)
 intent 1 code(request-intent)
 category * CodeableConcept
 priority ? code(request-priority)
 doNotPerform ? boolean
 code ? CodeableReference
 orderDetail * Element
 quantity[x] ? Quantity Ratio Range
 subject 1 Reference(Patient|Group|Location|Device)
 focus * Reference
 encounter ? Reference(Encounter)
 occurrence[x] ? dateTime Period Timing
 asNeeded[x] ? boolean CodeableConcept
 authoredOn ? dateTime
 requester ? Reference({_PEOPLE}|Organization|Device|Group)
 performerType ? CodeableConcept
 performer * Reference({_PERFORMERS}|HealthcareService|Device|Group)
 location * CodeableReference(Location)
 reason * CodeableReference
 insurance * Reference(Coverage|ClaimResponse)
 supportingInfo * CodeableReference
 specimen * Reference(Specimen)
 bodySite * CodeableConcept
 bodyStructure ? Reference(BodyStructure)
 note * Annotation
 patientInstruction * Element
 relevantHistory * Reference(Provenance)
Provenance
 target + Reference
 occurred[x] ? Period dateTime
 recorded ? instant
 policy * uri
 location ? Reference(Location)
 authorization * CodeableReference
 activity ? CodeableConcept
 basedOn * Reference
 patient ? Reference(Patient)
 encounter ? Reference(Encounter)
 agent +
  type ? CodeableConcept
  role * CodeableConcept
  who 1 Reference({_PEOPLE}|Device|Organization|CareTeam)
  onBehalfOf ? Reference({_PEOPLE}|Device|Organization|CareTeam)
 entity *
  role 1 code(provenance-entity-role-R5)
  what 1 Reference
  agent * Element
 signature * Signature
Bundle
 identifier ? Identifier
 type 1 code(bundle-type-R5)
 timestamp ? instant
 total ? unsignedInt
 link *
  relation 1 code
  url 1 uri
 entry *
  link *
   relation 1 code
   url 1 uri
  fullUrl ? uri
  resource ? RESOURCE
  search ?
   mode ? code(search-entry-mode)
   score ? decimal
  request ?
   method 1 code(http-verb)
   url 1 uri
   ifNoneMatch ? string
   ifModifiedSince ? instant
   ifMatch ? string
   ifNoneExist ? string
  response ?
   status 1 string
   location ? uri
   etag ? string
   lastModified ? instant
   outcome ? RESOURCE
 signature ? Signature
 issues ? RESOURCE
"""
RESOURCES: dict[str, str] = {"R4": _R4, "R5": _R5}
