"""Keep what the domain does not understand, and give it back where nothing was edited.

The original resource is kept as one JSON text. On the way out three things are compared: the
original, what the domain says of it as it was read (*before*), and what the domain says today
(*now*). Where *now* equals *before* nothing was edited, so the original stands, whatever form it
has; where it differs, *now* stands and the original of that element is dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

from smartgoals.goals import Goal
from smartgoals.interop.fhir._datatypes import day_of
from smartgoals.interop.fhir._target import is_only_due

__all__ = ["KEPT", "as_read", "is_as_read", "merged"]

KEPT = "fhir"
"""Under this name a value's extensions keep the original."""

_NOTHING: Any = object()
# Most goals leave as they came. One that is the very value that was read was not edited, for a
# value never changes; it need not be read again to find that out. Nothing is kept alive by this.
_AS_READ: WeakValueDictionary[int, Goal] = WeakValueDictionary()


def as_read(goal: Goal) -> Goal:
    """Return *goal*, remembered as one that nobody edited."""
    _AS_READ[id(goal)] = goal
    return goal


def is_as_read(goal: Goal) -> bool:
    """Return whether *goal* is known to be as it was read; False if that is not known."""
    return _AS_READ.get(id(goal)) is goal


# Elements whose parts are compared one by one; every other element is taken or left whole, for a
# code says nothing true beside a text that was edited.
_OBJECTS = frozenset({"meta"})
_LISTS_OF_OBJECTS = frozenset({"target"})
_LISTS = frozenset(
    {"extension", "security", "category", "addresses", "goal", "activity", "note", "contributor"}
)
# A choice has one name for each of its types, and only one of them may be there.
_CHOICES = ("start", "due", "detail", "effective", "value", "occurrence")


def merged(original: Any, before: Any, now: Any) -> dict[str, Any]:
    """Return *original* with what was edited between *before* and *now*."""
    people = frozenset(str(whole.get("subject")) for whole in (original, before, now))
    whole = _object(original, before, now, people)
    if whole != original and "text" in original:
        # A narrative repeats what the elements say, and would go on saying what was edited.
        del whole["text"]
    return whole


def _object(original: Any, before: Any, now: Any, people: frozenset[str]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in original.items():
        owner = key.removeprefix("_")
        said, says = before.get(owner, _NOTHING), now.get(owner, _NOTHING)
        if says is said or says == said:
            result[key] = value
        elif key == owner and (whole := _element(key, value, said, says, people)):
            result[key] = whole
    for key, says in now.items():
        if key not in result and before.get(key, _NOTHING) != says:
            result[key] = says
    for choice in _CHOICES:
        _keep_one(choice, result, before, now)
    return result


def _keep_one(choice: str, result: dict[str, Any], before: Any, now: Any) -> None:
    """Drop the original's form of a choice where the domain says it in another today."""
    forms = {key for key in result if _is_form(key.removeprefix("_"), choice)}
    says = {key: now[key] for key in now if _is_form(key, choice)}
    said = {key: before[key] for key in before if _is_form(key, choice)}
    if says != said:
        for key in forms - set(says):
            del result[key]


def _is_form(key: str, choice: str) -> bool:
    rest = key.removeprefix(choice)
    return rest != key and rest[:1].isupper()


def _element(key: str, original: Any, before: Any, now: Any, people: frozenset[str]) -> Any:
    """Return one element that was edited; nothing if nothing is left of it."""
    said, says = (None if whole is _NOTHING else whole for whole in (before, now))
    if key in _OBJECTS:
        return _object(original, said or {}, says or {}, people)
    if key in _LISTS or key in _LISTS_OF_OBJECTS:
        return _list(original, said or [], says or [], people, is_deep=key in _LISTS_OF_OBJECTS)
    return says


def _list(
    original: list[Any],
    before: list[Any],
    now: list[Any],
    people: frozenset[str],
    *,
    is_deep: bool,
) -> list[Any]:
    """Return the items of *original* that nothing speaks of, and the others as they are now."""
    names = _names_of_targets if is_deep else partial(_names, people=people)
    said = dict(zip(names(before), before, strict=True))
    says = dict(zip(names(now), now, strict=True))
    result = []
    for name, item in zip(names(original), original, strict=True):
        if name not in said and name not in says:
            result.append(item)
        elif name in says:
            today = says.pop(name)
            if name in said and said[name] == today:
                result.append(item)
            else:
                was = said.get(name, {})
                result.append(_object(item, was, today, people) if is_deep else today)
    return [*result, *(today for name, today in says.items() if said.get(name) != today)]


def _names(items: Iterable[Any], people: frozenset[str]) -> list[Hashable]:
    """Say what tells each item from the others: its address, or its place among its like."""
    seen: Counter[Hashable] = Counter()
    names: list[Hashable] = []
    for item in items:
        base = _name(item, people)
        seen[base] += 1
        names.append((base, seen[base]))
    return names


def _names_of_targets(items: Iterable[Any]) -> list[Hashable]:
    """Say what each target is called here; the first that says only by when is the goal's own."""
    names: list[Hashable] = []
    for place, item in enumerate(items, 1):
        is_due = is_only_due(item) and (day_of(item.get("dueDate")) or "dueDuration" in item)
        name = "due" if is_due and "due" not in names else item.get("id", f"target-{place}")
        names.append(name if name not in names else (name, place))
    return names


def _name(item: Any, people: frozenset[str]) -> Hashable:
    if "url" in item:
        parts = item.get("extension", ())
        return ("url", item["url"], *filter(None, (_told_apart(part, people) for part in parts)))
    for key in ("id", "reference", "code"):
        if isinstance(item.get(key), str):
            return (key, item[key])
    return None


def _told_apart(part: Any, people: frozenset[str]) -> Hashable:
    """Return what tells an extension from another of the same address: a level, who, which goal."""
    if "valueCoding" in part:
        return str(part["valueCoding"].get("code"))
    if "valueReference" in part:
        reference = str(part["valueReference"])
        # The client may be a contained resource in one and go by an id in the other.
        return "subject" if reference in people else reference
    return None
