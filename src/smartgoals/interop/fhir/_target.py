"""The targets of a Goal: what is measured, how much of it, by when.

A quantity with a comparator says which way is better; one without says neither, and none is made
up: it means exactly so much. Text such as "Hemoglobin A1c < 7.0" is read where it is all there is,
and every target that was read so is reported as inferred.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from smartgoals.errors import SmartGoalsError
from smartgoals.instruments import find_instruments
from smartgoals.interop._findings import Severity
from smartgoals.interop.fhir._datatypes import (
    Json,
    as_id,
    as_string,
    code_in,
    day_of,
    extension,
    extensions_of,
    known_unit,
    later,
    number,
    part,
    unit_code,
    words_of,
)
from smartgoals.interop.fhir._places import LOINC, TARGET, UCUM
from smartgoals.measures import Direction, Measure, MeasureKind
from smartgoals.measures._units import UNITS
from smartgoals.recurrence import Frequency
from smartgoals.targets import Aim, Target

__all__ = ["read_due", "read_targets", "target_from_text", "write_target"]

Tell = Callable[[Severity, str, str, str], None]
_PER = {"/d": Frequency.DAILY, "/wk": Frequency.WEEKLY, "/mo": Frequency.MONTHLY}
_PER |= {"/a": Frequency.YEARLY}
_SUFFIXES = {frequency: suffix for suffix, frequency in _PER.items()}
_LOINC_CODE = re.compile(r"[0-9]{1,7}-[0-9]\Z")
_COMPARED = re.compile(
    r"(<=|>=|<|>|≤|≥)\s*(-?[0-9]{1,12}(?:\.[0-9]{1,9})?)\s*(\S{0,20}?)\s*\.?\s*\Z"
)
_COMPARATORS = {"≤": "<=", "≥": ">="}
_LONGEST = 300


def read_due(target: Mapping[str, Any], start: dt.date | None) -> dt.date | None:
    """Return the day by which; None where it is open, less exact than a day, or not known."""
    if "dueDuration" in target and start is not None:
        return later(start, target["dueDuration"])
    return day_of(target.get("dueDate"))


def is_only_due(target: Mapping[str, Any]) -> bool:
    """Return whether a target says by when and not what."""
    return not any(key == "measure" or key.startswith(("detail", "_detail")) for key in target)


def read_targets(
    resource: Mapping[str, Any], start: dt.date | None, tell: Tell
) -> Iterator[Target]:
    """Yield the targets that can be typed; every other is told and stays in the original."""
    for index, target in enumerate(resource.get("target", ())):
        path = f"Goal.target[{index}]"
        if is_only_due(target):
            continue
        try:
            found = _read_target(target, index, start, path, tell)
        except SmartGoalsError:
            # What it says cannot be met, or is outside of its questionnaire's range.
            found = None
        if found is None:
            tell(Severity.WARNING, path, "target-kept", "is kept as it is and not typed")
        else:
            yield found


def _read_target(
    target: Mapping[str, Any], index: int, start: dt.date | None, path: str, tell: Tell
) -> Target | None:
    ours = next(iter(extensions_of(target, TARGET)), {})
    due = read_due(target, start)
    name = as_id(str(target.get("id") or f"target-{index + 1}"))
    more: dict[str, Any] = {"id": name, "due": due}
    for field in ("weight", "baseline"):
        if (amount := part(ours, field, "Decimal")) is not None:
            more[field] = float(amount)
    step = part(ours, "step", "String")
    if step is not None and "detailRatio" in target:
        times, out_of = (
            _whole(target["detailRatio"].get(end, {})) for end in ("numerator", "denominator")
        )
        return Target(aim=Aim.done(times, out_of=out_of, step=as_id(step)), **more)
    measure = target.get("measure", {})
    if "detailString" in target:
        return target_from_text(
            target["detailString"], name, f"{path}.detailString", tell, concept=measure, due=due
        )
    bounds = _bounds(target)
    if bounds is None:
        return None
    low, high, strict, code = bounds
    # A range of FHIR holds its ends; one of ours may not.
    strict = strict or (part(ours, "strict", "Boolean") is True and "detailRange" in target)
    if low == high and "detailQuantity" in target:
        tell(
            Severity.INFORMATION,
            f"{path}.detailQuantity",
            "exact",
            "has no comparator: exactly so much is meant, and no direction is made up",
        )
    is_held = part(ours, "held", "Boolean")
    return Target(aim=_aim(measure, low, high, strict, code, is_held=is_held), **more)


def _whole(quantity: Mapping[str, Any]) -> int:
    value = quantity.get("value", 0)
    return int(value) if value == int(value) else 0


Bounds = tuple[float | None, float | None, bool, str]


def _bounds(target: Mapping[str, Any]) -> Bounds | None:
    if "detailQuantity" in target:
        quantity = target["detailQuantity"]
        if "value" not in quantity:
            return None
        return _compared(quantity.get("comparator"), float(quantity["value"]), unit_code(quantity))
    if "detailRange" in target:
        low, high = (target["detailRange"].get(end, {}) for end in ("low", "high"))
        codes = {unit_code(end) for end in (low, high) if "value" in end}
        if len(codes) != 1:
            return None
        ends = [float(end["value"]) if "value" in end else None for end in (low, high)]
        return (ends[0], ends[1], False, codes.pop())
    if "detailInteger" in target:
        value = float(target["detailInteger"])
        return (value, value, False, "1")
    if "detailBoolean" in target:
        return (1.0, None, False, "") if target["detailBoolean"] else (None, 0.0, False, "")
    return None


def _compared(comparator: str | None, value: float, code: str) -> Bounds | None:
    match comparator:
        case None:
            return (value, value, False, code)
        case "<" | "<=":
            return (None, value, comparator == "<", code)
        case ">" | ">=":
            return (value, None, comparator == ">", code)
        case _:
            # R5's "sufficient to achieve" names no amount.
            return None


def _aim(
    concept: Mapping[str, Any],
    low: float | None,
    high: float | None,
    strict: bool,  # noqa: FBT001
    code: str,
    *,
    is_held: bool | None = None,
) -> Aim:
    """Return the aim; raises where it cannot be."""
    per: Frequency | None = None
    if code not in UNITS:
        for suffix, frequency in _PER.items():
            if code.endswith(suffix):
                code, per = code.removesuffix(suffix), frequency
    # Where both ends are good, or none is said, it is not known which way is better; an aim with
    # two ends asks for none.
    direction = Direction.DOWN if low is None else Direction.UP
    measure = _measure(concept, code, direction, per)
    return Aim(
        measure=measure,
        low=low,
        high=high,
        is_strict=strict,
        per=per,
        is_held=per is not None if is_held is None else is_held,
    )


def _measure(
    concept: Mapping[str, Any], code: str, direction: Direction, per: Frequency | None
) -> Measure:
    name = words_of(concept)
    if code == "":
        return Measure(
            id=_measure_id(concept),
            name=name,
            kind=MeasureKind.YES_NO,
            unit="1",
            direction=Direction.UP,
            least=0,
            most=1,
        )
    loinc = code_in(concept, (LOINC,))
    known = find_instruments(loinc) if loinc and per is None and code in {"{score}", "1"} else ()
    if len(known) == 1:
        return known[0].measure()
    return Measure(
        id=_measure_id(concept),
        name=name,
        kind=_kind(code),
        unit=code,
        direction=direction,
        least=None if per is None else 0,
    )


def _measure_id(concept: Mapping[str, Any]) -> str:
    first = next((coding["code"] for coding in concept.get("coding", ()) if "code" in coding), None)
    return as_id(code_in(concept, (LOINC,)) or first or words_of(concept) or "measure")


def _kind(code: str) -> MeasureKind:
    unit = known_unit(code)
    if unit is not None and UNITS.get(code, ("",))[0] == "time":
        return MeasureKind.DURATION
    is_counted = code.startswith("{") and code != "{score}"
    return MeasureKind.COUNT if is_counted else MeasureKind.AMOUNT


def target_from_text(
    text: str,
    name: str,
    path: str,
    tell: Tell,
    *,
    concept: Mapping[str, Any] | None = None,
    due: dt.date | None = None,
) -> Target | None:
    """Return the target that a text such as "Hemoglobin A1c in Blood < 7.0" names, or None."""
    found = _COMPARED.search(text[-_LONGEST:]) if len(text) <= _LONGEST else None
    if found is None:
        return None
    sign, amount, unit = found.groups()
    bounds = _compared(_COMPARATORS.get(sign, sign), float(amount), unit or "1")
    words = text[: found.start()].strip(" :")
    what = dict(concept) if concept else {"text": words}
    if bounds is None or not words_of(what):
        return None
    low, high, strict, code = bounds
    if known_unit(code) is None and not code.endswith(tuple(_PER)):
        return None
    try:
        target = Target(id=name, aim=_aim(what, low, high, strict, code), due=due)
    except SmartGoalsError:
        return None
    tell(Severity.INFORMATION, path, "inferred", "was read as a target; the text is kept")
    return target


def write_target(target: Target, due: dt.date | None) -> Json:
    """Return a target as FHIR has it, due on *due* where it has no day of its own."""
    aim = target.aim
    written: Json = {"id": as_string(target.id)}
    own = []
    if target.weight != 1:
        own.append(extension("weight", "Decimal", number(target.weight)))
    if target.baseline is not None:
        own.append(extension("baseline", "Decimal", number(target.baseline)))
    if aim.is_held != (aim.per is not None):
        own.append(extension("held", "Boolean", aim.is_held))
    if aim.is_strict and aim.low is not None and aim.high is not None:
        own.append(extension("strict", "Boolean", value=True))
    if aim.step is not None:
        own.append(extension("step", "String", as_string(aim.step)))
    if own:
        written["extension"] = [{"url": TARGET, "extension": own}]
    if aim.measure is None:
        written["measure"] = {"text": "times done"}
        written["detailRatio"] = {
            "numerator": {"value": number(aim.low or 0)},
            "denominator": {"value": number(aim.out_of or 0)},
        }
    else:
        written["measure"] = _write_measure(aim.measure)
        written |= _write_detail(aim, aim.measure)
    by = target.due or due
    return written if by is None else written | {"dueDate": by.isoformat()}


def _write_measure(measure: Measure) -> Json:
    instrument = measure.instrument
    code = measure.id if instrument is None else instrument.loinc
    text = measure.name if measure.name.strip() else as_string(measure.id)
    if code is not None and _LOINC_CODE.match(code):
        return {"coding": [{"system": LOINC, "code": code}], "text": text}
    return {"text": text}


def _write_detail(aim: Aim, measure: Measure) -> Json:
    if measure.kind is MeasureKind.YES_NO and aim.per is None:
        return {"detailBoolean": aim.high != 0}
    code = measure.unit.code + (_SUFFIXES[aim.per] if aim.per is not None else "")
    if aim.low is not None and aim.high is not None and aim.low != aim.high:
        return {"detailRange": {"low": _quantity(aim.low, code), "high": _quantity(aim.high, code)}}
    value = aim.high if aim.low is None else aim.low
    sign = {}
    if aim.low is None or aim.high is None:
        side = "<" if aim.low is None else ">"
        sign = {"comparator": side if aim.is_strict else f"{side}="}
    return {"detailQuantity": _quantity(value or 0, code) | sign}


def _quantity(value: float, code: str) -> Json:
    return {"value": number(value), "unit": code, "system": UCUM, "code": code}
