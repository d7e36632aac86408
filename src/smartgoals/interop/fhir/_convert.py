"""R4 to R5 and back, without losing anything.

What both versions can say goes by its own name in each. What only one can say is carried in the
other by HL7's cross-version extensions. Milestones turn around: R4 names them on the whole, R5
names the whole on each part, so that takes a Bundle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal, NamedTuple

from smartgoals.errors import SmartGoalsError
from smartgoals.interop.fhir import _places as places
from smartgoals.interop.fhir._carried import address_of_element, carried, lifted
from smartgoals.interop.fhir._json import read_json, write_json
from smartgoals.interop.fhir._shapes import Shape, shapes_of
from smartgoals.interop.fhir._validation import fits, is_valid

__all__ = ["convert"]

Json = dict[str, Any]
_OTHER = {"R4": "R5", "R5": "R4"}
_PLACE = f"{places.OURS}StructureDefinition/place"
_DIRECTIVE = {"url": address_of_element("R5", "CarePlan.intent"), "valueCode": "directive"}
_TURNED = f"{places.OURS}StructureDefinition/turned"


class _Joined(NamedTuple):
    """Codes and references, which R4 has apart and R5 in one list."""

    codes: str
    references: str
    joined: str
    are_lists: bool = True


class _Wrapped(NamedTuple):
    """A code or a reference, which R5 wraps in one that may be either."""

    old: str
    new: str
    part: str
    is_list: bool


class _Rules(NamedTuple):
    renamed: tuple[tuple[str, str], ...] = ()
    joined: tuple[_Joined, ...] = ()
    wrapped: tuple[_Wrapped, ...] = ()
    only_r4: tuple[str, ...] = ()
    only_r5: tuple[str, ...] = ()


_RULES: dict[str, _Rules] = {
    "Goal": _Rules(
        renamed=(("expressedBy", "source"),),
        joined=(_Joined("outcomeCode", "outcomeReference", "outcome"),),
        only_r5=("continuous",),
    ),
    "CarePlan": _Rules(
        renamed=(("author", "custodian"),),
        wrapped=(_Wrapped("addresses", "addresses", "reference", is_list=True),),
    ),
    "CarePlan.activity": _Rules(
        renamed=(("reference", "plannedActivityReference"),),
        joined=(_Joined("outcomeCodeableConcept", "outcomeReference", "performedActivity"),),
        only_r4=("detail",),
    ),
    "Observation": _Rules(
        only_r5=(
            "instantiatesCanonical",
            "instantiatesReference",
            "triggeredBy",
            "bodyStructure",
            "valueAttachment",
            "valueReference",
        ),
    ),
    "Observation.referenceRange": _Rules(only_r5=("normalValue",)),
    "Observation.component": _Rules(only_r5=("valueAttachment", "valueReference")),
    "Task": _Rules(
        joined=(_Joined("reasonCode", "reasonReference", "reason", are_lists=False),),
        wrapped=(
            _Wrapped("statusReason", "statusReason", "concept", is_list=False),
            _Wrapped("performerType", "requestedPerformer", "concept", is_list=True),
        ),
        only_r5=("doNotPerform", "requestedPeriod", "performer"),
    ),
    "ServiceRequest": _Rules(
        joined=(
            _Joined("reasonCode", "reasonReference", "reason"),
            _Joined("locationCode", "locationReference", "location"),
        ),
        wrapped=(
            _Wrapped("code", "code", "concept", is_list=False),
            _Wrapped("supportingInfo", "supportingInfo", "reference", is_list=True),
        ),
        only_r4=("orderDetail", "patientInstruction"),
        only_r5=("orderDetail", "patientInstruction", "focus", "bodyStructure"),
    ),
    "Provenance": _Rules(
        wrapped=(_Wrapped("reason", "authorization", "concept", is_list=True),),
        only_r5=("basedOn", "patient", "encounter"),
    ),
}
# Codes of the relationships that both versions have, under an address of each. Those of milestones
# are no pair: they point the other way.
_SWAPPED = {
    places.RELATIONSHIP_TYPE_R4: places.RELATIONSHIP_TYPE_R5,
    places.RELATIONSHIP_TYPE_R5: places.RELATIONSHIP_TYPE_R4,
}
_TURNING = frozenset({"milestone", "part-of"})


def convert(resource: Mapping[str, Any], to: Literal["R4", "R5"]) -> Json:
    """Return a valid resource of the other version in version *to*.

    Of a Bundle what is not valid stays as it is.
    """
    whole: Json = _copied(resource)
    if whole.get("resourceType") != "Bundle":
        return _resource(whole, to)
    valid = [
        entry
        for entry in whole.get("entry", ())
        if "resource" in entry and is_valid(entry["resource"], _OTHER[to])
    ]
    for entry in valid:
        entry["resource"] = _resource(entry["resource"], to)
    _turn(valid, to)
    return whole


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copied(item) for key, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else value


def _resource(resource: Json, to: str) -> Json:
    kind = resource["resourceType"]
    if kind == "CareTeam":
        _roles(resource, to)
    if "contained" in resource:
        resource["contained"] = [_resource(item, to) for item in resource["contained"]]
    if kind not in _RULES:
        return resource
    shape, there = shapes_of(_OTHER[to])[kind], shapes_of(to)[kind]
    if kind == "Goal":
        _swap_systems(resource)
    if kind == "CarePlan" and to == "R5":
        _as_directive(resource)
    for path, rules in _RULES.items():
        owner, _, part = path.partition(".")
        for item in resource.get(part, ()) if owner == kind and part else ():
            _element(item, path, rules, _inner(shape, part), _inner(there, part), to)
    _element(resource, kind, _RULES[kind], shape, there, to)
    if resource.get("intent") == "directive" and kind == "CarePlan" and to == "R4":
        # R4 has no directive: it is a plan there, and says so.
        resource["intent"] = "plan"
        resource["extension"] = [*resource.get("extension", ()), _DIRECTIVE]
    return resource


def _roles(team: Json, to: str) -> None:
    """Turn the roles of a care team, often contained: R4 has a list of them and R5 one."""
    participants = team.get("participant")
    for one in participants if isinstance(participants, list) else ():
        role = one.get("role") if isinstance(one, dict) else None
        if to == "R5" and isinstance(role, list) and len(role) == 1:
            one["role"] = role[0]
        elif to == "R4" and isinstance(role, dict):
            one["role"] = [role]


def _inner(shape: Shape, part: str) -> Shape:
    return shape.fields[part].parts or shape


def _element(item: Json, path: str, rules: _Rules, shape: Shape, there: Shape, to: str) -> None:  # noqa: PLR0917
    """Turn one element or resource from *shape* into the shape it has *there*, in place."""
    back = _lift(item, path, rules, there, to)
    leaving = _OTHER[to]
    only = rules.only_r4 if leaving == "R4" else rules.only_r5
    _carry(item, path, [name for name in only if name not in _both(rules)], shape, leaving)
    for old, new in rules.renamed:
        _rename(item, *((old, new) if to == "R5" else (new, old)))
    for wrap in rules.wrapped:
        if to == "R5":
            _wrap(item, wrap)
        elif not _unwrap(wrap, item):
            _carry(item, path, [wrap.new], shape, leaving)
    for join in rules.joined:
        if to == "R5":
            _join(item, join)
        elif not _split(join, item):
            _carry(item, path, [join.joined], shape, leaving)
    _carry(item, path, [name for name in only if name in _both(rules)], shape, leaving)
    for name, value in back.items():
        item[name] = value


def _both(rules: _Rules) -> set[str]:
    return set(rules.only_r4) & set(rules.only_r5)


def _said_by_itself(rules: _Rules) -> dict[str, Callable[[Json], bool]]:
    """Return for elements that R4 has in another form what tells whether it can say one."""
    return {
        **{rule.new: partial(_unwrap, rule) for rule in rules.wrapped},
        **{rule.joined: partial(_split, rule) for rule in rules.joined},
    }


def _rename(item: Json, old: str, new: str) -> None:
    for name in (old, f"_{old}"):
        if name in item:
            item[name.replace(old, new)] = item.pop(name)


def _wrap(item: Json, rule: _Wrapped) -> None:
    if rule.old in item:
        value = item.pop(rule.old)
        item[rule.new] = [{rule.part: one} for one in value] if rule.is_list else {rule.part: value}


def _unwrap(rule: _Wrapped, item: Json) -> bool:
    """Turn it back; return False where R4 cannot say it."""
    if rule.new not in item:
        return True
    values = item[rule.new] if rule.is_list else [item[rule.new]]
    if any(set(value) != {rule.part} for value in values):
        return False
    del item[rule.new]
    found = [value[rule.part] for value in values]
    item[rule.old] = found if rule.is_list else found[0]
    return True


def _join(item: Json, rule: _Joined) -> None:
    joined = []
    for name, part in ((rule.codes, "concept"), (rule.references, "reference")):
        if name in item:
            value = item.pop(name)
            joined += [{part: one} for one in (value if rule.are_lists else [value])]
    if joined:
        item[rule.joined] = joined


def _split(rule: _Joined, item: Json) -> bool:
    """Turn it back; return False where R4 cannot say it: both in one, or another order."""
    if rule.joined not in item:
        return True
    values = item[rule.joined]
    codes = [value["concept"] for value in values if set(value) == {"concept"}]
    references = [value["reference"] for value in values if set(value) == {"reference"}]
    if values != [{"concept": c} for c in codes] + [{"reference": r} for r in references]:
        return False
    if not rule.are_lists and max(len(codes), len(references)) > 1:
        return False
    del item[rule.joined]
    for name, found in ((rule.codes, codes), (rule.references, references)):
        if found:
            item[name] = found if rule.are_lists else found[0]
    return True


def _carry(item: Json, path: str, names: list[str], shape: Shape, leaving: str) -> None:
    """Move elements that the other version does not have into extensions."""
    for name in names:
        if name not in item and f"_{name}" not in item:
            continue
        field = shape.fields[name]
        url = address_of_element(leaving, f"{path}.{field.choice or name}")
        made = carried(url, field, item.pop(name, None), item.pop(f"_{name}", None))
        extensions = item.setdefault("extension", [])
        end = len(extensions)
        at = next((i for i, one in enumerate(extensions) if _is_place(one, url)), end)
        extensions[at : at + 1] = made


def _is_place(one: Mapping[str, Any], url: str) -> bool:
    return one.get("url") == _PLACE and one.get("valueUri") == url


def _lift(item: Json, path: str, rules: _Rules, there: Shape, to: str) -> Json:
    """Take elements of *to* out of the extensions that carried them here, and return them."""
    own = rules.only_r5 if to == "R5" else rules.only_r4
    names = [name for name in own if name not in _both(rules)]
    if to == "R5":
        names += [wrap.new for wrap in rules.wrapped] + [join.joined for join in rules.joined]
    names += [name for name in own if name in _both(rules)]
    found: Json = {}
    by_itself = _said_by_itself(rules)
    # Against the order in which they are carried: what is carried last stands last.
    for name in reversed(names):
        field = there.fields[name]
        url = address_of_element(to, f"{path}.{field.choice or name}")
        extensions = item.get("extension", [])
        places_of = [i for i, one in enumerate(extensions) if one.get("url") == url]
        if not places_of or places_of != list(range(places_of[0], places_of[-1] + 1)):
            continue
        try:
            value, beside = lifted(field, [extensions[i] for i in places_of])
        except (LookupError, TypeError, AttributeError):
            # Somebody else wrote there what it cannot be: it stays an extension.
            continue
        said = {} if value is None else {name: value}
        said |= {} if beside is None else {f"_{name}": beside}
        if not fits(name, field, said, to):
            # It may be text that anybody wrote.
            continue
        if name in by_itself and by_itself[name](dict(said)):
            # R4 could say it, and would on the way back.
            continue
        first, last = places_of[0], places_of[-1]
        # Where it stood is marked, unless it was last: there it comes back to by itself.
        mark = [] if last == len(extensions) - 1 else [{"url": _PLACE, "valueUri": url}]
        item["extension"] = [*extensions[:first], *mark, *extensions[last + 1 :]]
        if not item["extension"]:
            del item["extension"]
        found |= said
    return found


def _as_directive(plan: Json) -> None:
    extensions = plan.get("extension", [])
    if extensions and extensions[-1] == _DIRECTIVE and plan["intent"] == "plan":
        plan["intent"] = "directive"
        del extensions[-1]
        if not extensions:
            del plan["extension"]


def _swap_systems(goal: Json) -> None:
    for coding in _relationship_codings(goal):
        if coding.get("system") in _SWAPPED and coding.get("code") not in _TURNING:
            coding["system"] = _SWAPPED[coding["system"]]


def _relationship_codings(goal: Mapping[str, Any]) -> list[Json]:
    return [
        coding
        for item in goal.get("extension", ())
        if item.get("url") == places.RELATIONSHIP
        for part in item.get("extension", ())
        for coding in part.get("valueCodeableConcept", {}).get("coding", ())
    ]


def _turn(entries: list[Json], to: str) -> None:
    """Turn milestones around: from the whole to its parts for R5, and back for R4."""
    code, new = ("milestone", "part-of") if to == "R5" else ("part-of", "milestone")
    system = places.RELATIONSHIP_TYPE_R5 if to == "R5" else places.RELATIONSHIP_TYPE_R4
    by_address: dict[str, Json] = {}
    for entry in entries:
        resource = entry["resource"]
        if resource["resourceType"] == "Goal":
            for address in (f"Goal/{resource.get('id')}", entry.get("fullUrl", "")):
                by_address.setdefault(address, resource)
    by_address.pop("", None)
    found: list[tuple[Json, Json, int, str, Json]] = []
    # A goal is known by several addresses, and named by the first.
    named = {id(goal): address for address, goal in reversed(by_address.items())}
    for address, goal in by_address.items():
        is_first = named[id(goal)] == address
        for at, item in enumerate(goal.get("extension", ()) if is_first else ()):
            other = by_address.get(_turning(item, code))
            if other is not None and other is not goal:
                found.append((goal, item, at, address, other))
    for goal, item, at, address, other in found:
        goal["extension"] = [one for one in goal["extension"] if one is not item]
        before = _turned_from(item)
        if before is not None:
            # It was turned on the way here, and goes back to where it stood.
            extensions = other.setdefault("extension", [])
            extensions.insert(before[0], before[1])
        else:
            kind = {"coding": [{"system": system, "code": new}]}
            record = write_json({"at": at, "item": item})
            other["extension"] = [
                *other.get("extension", ()),
                {
                    "url": places.RELATIONSHIP,
                    "extension": [
                        {"url": "type", "valueCodeableConcept": kind},
                        {"url": "target", "valueReference": {"reference": address}},
                        {"url": _TURNED, "valueString": record},
                    ],
                },
            ]
    for goal, *_ in found:
        if goal.get("extension") == []:
            del goal["extension"]


def _turning(item: Mapping[str, Any], code: str) -> str:
    """Return the address of the goal that *item* names by *code*; empty if it names none."""
    if item.get("url") != places.RELATIONSHIP:
        return ""
    codings = _relationship_codings({"extension": [item]})
    if not any(one.get("code") == code and one.get("system") in _SWAPPED for one in codings):
        return ""
    targets = [part["valueReference"] for part in item["extension"] if "valueReference" in part]
    return str(targets[0].get("reference", "")) if targets else ""


def _turned_from(item: Mapping[str, Any]) -> tuple[int, Json] | None:
    for part in item["extension"]:
        if part.get("url") == _TURNED:
            try:
                record = read_json(part.get("valueString"))
                return int(record["at"]), dict(record["item"])
            except (SmartGoalsError, LookupError, TypeError, ValueError):
                return None
    return None
