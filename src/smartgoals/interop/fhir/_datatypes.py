"""The datatypes of FHIR as values of ours, and back."""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from smartgoals.interop.fhir._places import GOAL_ID, PARTY_ID
from smartgoals.measures import Unit

__all__ = [
    "as_reference",
    "code_in",
    "coded",
    "day_of",
    "extension",
    "extensions_of",
    "fhir_id",
    "number",
    "part",
    "party_of",
    "party_reference",
    "subject_of",
    "subject_reference",
    "words_of",
]

Json = dict[str, Any]
_CODE = re.compile(r"\S+(?: \S+)*\Z")
_FHIR_ID = re.compile(r"[A-Za-z0-9.\-]{1,64}\Z")
_FULL_DAY = len("2025-02-03")
_MOST_ID = 255
# Up to here a float tells every whole number from the next.
_EXACT = 2.0**53


def is_fhir_id(text: str) -> bool:
    return _FHIR_ID.match(text) is not None


def fhir_id(own: str) -> str:
    """Return an id as FHIR allows it: the same, or else a digest that is always the same."""
    if is_fhir_id(own):
        return own
    return hashlib.blake2b(own.encode(), digest_size=16).hexdigest()


def as_string(own: str) -> str:
    """Return an id as text that FHIR allows: not only spaces."""
    return own if own.strip() else fhir_id(own)


def is_code(text: str) -> bool:
    return _CODE.match(text) is not None


def as_id(text: str) -> str:
    """Return text as an opaque id of ours."""
    if 0 < len(text) <= _MOST_ID and text.isprintable():
        return text
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=16).hexdigest()


def day_of(text: Any) -> dt.date | None:
    """Return a day; None for a month, a year, or nothing: no precision is made up."""
    if isinstance(text, str) and len(text) >= _FULL_DAY:
        return dt.date.fromisoformat(text[:_FULL_DAY])
    return None


def words_of(concept: Mapping[str, Any]) -> str:
    """Return what a CodeableConcept says to a reader; empty if nothing."""
    codings = concept.get("coding", ())
    shown = (coding.get(key) for key in ("display", "code") for coding in codings)
    return next((said for said in (concept.get("text"), *shown) if said and said.strip()), "")


def code_in(concept: Mapping[str, Any], systems: Iterable[str]) -> str | None:
    """Return the first code of a CodeableConcept that is of one of *systems*."""
    for coding in concept.get("coding", ()):
        if coding.get("system") in systems and "code" in coding:
            return str(coding["code"])
    return None


def coded(system: str, code: str, **more: str) -> Json:
    """Return a CodeableConcept of one code."""
    return {"coding": [{"system": system, "code": code}], **more}


def extensions_of(element: Mapping[str, Any], url: str) -> list[Json]:
    """Return the extensions of *element* under one address."""
    return [item for item in element.get("extension", ()) if item.get("url") == url]


def extension(url: str, kind: str, value: Any) -> Json:
    """Return one extension of one value."""
    return {"url": url, f"value{kind}": value}


def part(element: Mapping[str, Any], url: str, kind: str) -> Any:
    """Return the value of the first extension under *url*; None if there is none."""
    for item in extensions_of(element, url):
        return item.get(f"value{kind}")
    return None


def as_reference(kind: str, own: str) -> Json:
    """Return a reference to what we call *own*; one that was read is written as it was."""
    if "/" in own or own.startswith("urn:"):
        return {"reference": own}
    if is_fhir_id(own):
        return {"reference": f"{kind}/{own}"}
    return {"identifier": {"system": GOAL_ID, "value": as_string(own)}}


def subject_of(reference: Mapping[str, Any], within: Mapping[str, Any], name: str) -> str:
    """Return whom a reference is about; empty if it says nothing to tell people apart.

    Args:
        reference: The reference.
        within: The resource that it stands in, which may contain the person.
        name: What that resource is called: "#patient" is another person in every resource.
    """
    address = str(reference.get("reference", "")).partition("/_history/")[0]
    if not address:
        return as_id(identified) if (identified := _identified(reference)) else ""
    if address.startswith("#"):
        return as_id(_contained_identifier(within, address[1:]) or f"{name}{address}")
    plain = address.removeprefix("Patient/")
    return plain if is_fhir_id(plain) else as_id(address)


def _contained_identifier(within: Mapping[str, Any], local: str) -> str:
    for contained in within.get("contained", ()):
        identifiers = contained.get("identifier")
        # A person is of a type that is not read, and may hold anything.
        if contained.get("id") == local and isinstance(identifiers, list):
            for identifier in identifiers:
                value = identifier.get("value") if isinstance(identifier, Mapping) else None
                return value if isinstance(value, str) else ""
    return ""


def subject_reference(subject: str) -> Json:
    return as_reference("Patient", subject)


def address_of(reference: Mapping[str, Any]) -> str:
    """Return what a reference to any kind of thing is called here; empty if it names nothing."""
    address = reference.get("reference", "") or _identified(reference)
    return as_id(address) if address else ""


def party_of(reference: Mapping[str, Any], subject: Mapping[str, Any], own: str) -> str:
    """Return the id of a party; whoever the resource is about goes by the id that we have."""
    address = address_of(reference)
    return own if address and address == address_of(subject) else address


def party_reference(party: str, subject: str) -> Json:
    if party == subject:
        return subject_reference(subject)
    if "/" in party or party.startswith("urn:"):
        return {"reference": party}
    # Only the app knows whether it is a practitioner or a relative, so it goes by its id alone.
    return {"identifier": {"system": PARTY_ID, "value": as_string(party)}}


def _identified(reference: Mapping[str, Any]) -> str:
    return str(reference.get("identifier", {}).get("value", ""))


def number(value: float) -> int | float:
    """Return a number as FHIR writes it: whole numbers without a point."""
    return int(value) if float(value).is_integer() and abs(value) < _EXACT else value


_MONTHS = {"mo": 1, "a": 12}
_DAYS = {"d": 1, "wk": 7}


def later(start: dt.date, duration: Mapping[str, Any]) -> dt.date | None:
    """Return the day a Duration after *start*; None where it is no whole number of days."""
    code, value = duration.get("code"), duration.get("value")
    if value is None or value != int(value) or "comparator" in duration:
        return None
    try:
        if code in _DAYS:
            return start + dt.timedelta(days=_DAYS[code] * int(value))
        if code in _MONTHS:
            months = start.year * 12 + start.month - 1 + _MONTHS[code] * int(value)
            year, month = divmod(months, 12)
            last = calendar.monthrange(year, month + 1)[1]
            return dt.date(year, month + 1, min(start.day, last))
    except (OverflowError, ValueError):
        # The calendar ends before that day.
        return None
    return None


def unit_code(quantity: Mapping[str, Any]) -> str:
    return str(quantity.get("code") or quantity.get("unit") or "1")


def known_unit(code: str) -> Unit | None:
    try:
        return Unit(code=code)
    except ValueError:
        return None
