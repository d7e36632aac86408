"""The known answers about achievement, the laws and the instruments, for benchmarks.vectors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.vectors import Case, Check, Entry, attempted
from smartgoals.instruments import catalogue
from smartgoals.scoring import AchievementBasis, AchievementStatus, ChangeCategory
from smartgoals.testing import scoring_laws

# What a case states of the evidence, by the names of the file and ours.
BASIS = {
    "attained": "is_met",
    "closed": "is_closed",
    "continuous": "is_continuous",
    "not_attainable": "is_not_attainable",
    "n_obs": "observations",
    "progress": "progress",
}


def fhir_achievement(file: Entry) -> Iterator[Case]:
    """Yield what the table says of each evidence, and which code belongs to which."""
    for number, entry in enumerate(file.get("cases", ()), 1):
        name = f"cases {number}"
        yield attempted(name, lambda name=name, entry=entry: achievement_case(name, entry))
    for code, parent in file.get("parent", {}).items():
        came = str(AchievementStatus(code).parent)
        yield Case(id=f"parent {code}", checks=(Check(what="parent", expected=parent, came=came),))


def achievement_case(name: str, entry: Entry) -> Case:
    """Return the code of one evidence."""
    given: dict[str, Any] = dict(entry["input"])
    change = given.pop("change", None)
    unknown = sorted(given.keys() - BASIS)
    if unknown:
        return Case(id=name, not_run=f"it also gives {', '.join(unknown)}")
    basis = AchievementBasis(
        change=None if change is None else ChangeCategory(change),
        **{BASIS[key]: value for key, value in given.items()},
    )
    check = Check(what="status", expected=entry["expect"], came=str(basis.status))
    return Case(id=name, checks=(check,))


def laws(file: Entry) -> Iterator[Case]:
    """Yield the statement of each law."""
    ours = {law.id: law for law in scoring_laws()}
    for entry in file.get("laws", ()):
        law = ours.get(entry["id"])
        check = Check(
            what="law",
            expected=[entry["name"], entry["statement"]],
            came=None if law is None else [law.name, law.statement],
        )
        yield Case(id=entry["id"], checks=(check,))


def instruments(file: Entry) -> Iterator[Case]:
    """Yield range and direction of each questionnaire that has one total."""
    for entry in file.get("instruments", ()):
        span, direction = entry.get("total_range"), str(entry.get("direction"))
        if not span or not direction.startswith(("lower", "higher")):
            yield Case(id=entry["id"], not_run="it states no range of one total, or no direction")
            continue
        found = [each for each in catalogue() if each.id.startswith(entry["id"])]
        expected = [*map(float, span), "down" if direction.startswith("lower") else "up"]
        came = [[each.least, each.most, str(each.direction)] for each in found]
        check = Check(what="one of its versions", expected=True, came=expected in came)
        yield Case(id=entry["id"], checks=(check,))
