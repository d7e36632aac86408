"""Run the files of known answers about reliable and clinically significant change.

The numbers of a reference program are compared where its rule is the published one. Where it
departs from the paper, and where a rule is not offered here, that is told with the reason.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import correlation, fmean, stdev
from typing import Any

from benchmarks.vectors import Case, Check, Entry, attempted
from smartgoals.errors import InvalidValueError
from smartgoals.measures import Direction
from smartgoals.scoring import (
    ChangeCategory,
    ChangeMethod,
    ChangeNorms,
    ClinicalChange,
    CutoffKind,
    clinical_change,
)

GROUP_RULES = ("HLL", "HLM")
NO_GROUP_RULE = (
    "it judges a person by the change of the group, so that who got better can be called worse"
)
NO_PERCENTAGE = "no percentage of a baseline is offered"
OTHER_B = "the reference takes the clinical spread for cut-off b, the paper the functional one"
AFTER_CUTOFF = frozenset({"cutoff", "counts"})
NO_SCORES = "the scores are not shipped with it"
# What a file gives without saying how exact it is was printed to six decimals or more.
PRINTED = 1e-6
LEAST_TOLERANCE = 1e-12
# JSON has none of these, so that they come as text.
NOT_FINITE = ("NaN", "Infinity", "-Infinity")
NAMES = {
    "m_clinical": "mean_clinical",
    "m_pre": "mean_clinical",
    "sd_clinical": "sd_clinical",
    "sd_pre": "sd_clinical",
    "m_functional": "mean_functional",
    "sd_functional": "sd_functional",
    "m_post": "mean_after",
    "sd_post": "sd_after",
    "reliability": "reliability",
    "reliability_post": "reliability_after",
    "correlation": "correlation",
}


def norms_of(given: Mapping[str, Any], **others: Any) -> ChangeNorms:
    """Return the norms that a file states under the names of its own."""
    fields: dict[str, Any] = {
        "sd_clinical": 1,
        "reliability": 0,
        "confidence": given.get("confidence", 1 - given.get("significance_level", 0.05)),
        "direction": Direction.DOWN if given.get("better_is") == "lower" else Direction.UP,
        "source": "a file of known answers",
    }
    fields |= {NAMES[key]: number for key, number in given.items() if key in NAMES}
    return ChangeNorms(**fields | others)


def exactly(what: str, expected: Any, came: Any) -> Check:
    """Return a check of a number to as many digits as it was printed with."""
    tolerance = PRINTED
    if isinstance(expected, float):
        decimals = len(repr(expected).partition(".")[2])
        tolerance = max(min(PRINTED, 10.0**-decimals), LEAST_TOLERANCE)
    return Check(what=what, expected=expected, came=came, tolerance=tolerance)


def rci_worked(file: Entry) -> Iterator[Case]:
    """Yield the worked examples, cut-offs, indices of single methods, and what must be refused."""
    for name, section in file.items():
        if name in {"formulas", "rules"} or not isinstance(section, list | dict):
            continue
        yield from _section(name, section)


def _section(name: str, section: Any) -> Iterator[Case]:
    is_list = isinstance(section, list) and all(isinstance(each, dict) for each in section)
    if isinstance(section, dict) and "given" in section:
        yield attempted(name, lambda: worked_example(name, section))
    elif isinstance(section, dict) and any(isinstance(each, dict) for each in section.values()):
        for method, asked in section.items():
            if isinstance(asked, dict):
                title = f"{name} {method}"
                yield attempted(title, lambda title=title, m=method, a=asked: indices(title, m, a))
    elif isinstance(section, dict) and any(key.startswith("must_raise") for key in section):
        yield Case(id=name, not_run=NO_PERCENTAGE)
    elif is_list and name.startswith("must_raise"):
        for number, asked in enumerate(section, 1):
            title = f"{name} {number}"
            yield attempted(title, lambda title=title, asked=asked: refusal(title, asked))
    elif is_list and all("given" in each for each in section):
        for number, asked in enumerate(section, 1):
            title = f"{name} {number}"
            yield attempted(title, lambda title=title, asked=asked: worked_example(title, asked))
    elif is_list and all("kind" in each for each in section):
        for number, asked in enumerate(section, 1):
            title = f"{name} {number} ({asked['kind']})"
            yield attempted(title, lambda title=title, asked=asked: cutoff_case(title, asked))
    else:
        yield Case(id=name, not_run="it states nothing that is known here")


def worked_example(name: str, section: Entry) -> Case:
    """Return everything that a worked example states."""
    given, expect = section["given"], section["expect"]
    norms = norms_of(given)
    changes = {
        str(kind): clinical_change(
            given["pre"],
            given["post"],
            norms=norms,
            method=ChangeMethod(given.get("method", "JT")),
            cutoff=kind,
        )
        for kind in CutoffKind
    }
    change = changes["c"]
    # Papers round the critical value to 1.96 before they multiply.
    minimum = min(
        (norms.minimum_reliable_change, round(change.critical_value, 2) * change.s_diff),
        key=lambda points: abs(points - expect.get("minimum_reliable_change_95", 0)),
    )
    came: dict[str, Any] = {
        "sem": change.sem,
        "s_diff": change.s_diff,
        "rci": change.index,
        "reliable": change.category is not ChangeCategory.UNCHANGED,
        "minimum_reliable_change_95": minimum,
        "functional_post_by": {
            kind: norms.sign * each.after > norms.sign * (each.cutoff or 0)
            for kind, each in changes.items()
        },
        "category_by_cutoff": {kind: str(each.category) for kind, each in changes.items()},
        **{f"cutoff_{kind}": each.cutoff for kind, each in changes.items()},
    }
    printed = expect.get("printed", {})
    came["printed"] = {
        key: round(number, len(repr(float(printed[key])).partition(".")[2]))
        for key, number in (("SE", change.sem), ("Sdiff", change.s_diff), ("RC", change.index))
        if key in printed
    }
    tolerance = section.get("tolerance", PRINTED)
    checks = [
        Check(what=key, expected=expect[key], came=came[key], tolerance=tolerance)
        for key in expect
        if key in came
    ]
    unknown = sorted(expect.keys() - came.keys())
    not_run = f"it also states {', '.join(unknown)}" if unknown else None
    return Case(id=name, checks=tuple(checks), not_run=not_run)


def cutoff_case(title: str, asked: Entry) -> Case:
    """Return whether a cut-off is the published one; the reference's own is not asked."""
    came = norms_of(asked).cutoff(CutoffKind(asked["kind"]))
    return Case(id=title, checks=(exactly("cut-off", asked["expect"], came),))


def indices(title: str, method: str, asked: Entry) -> Case:
    """Return whether a method gives the indices of the reference."""
    if method.upper() in GROUP_RULES:
        return Case(id=title, not_run=NO_GROUP_RULE)
    after: Sequence[float] = asked["change"] if "change" in asked else asked["post"]
    before: Sequence[float] = [0] * len(after) if "change" in asked else asked["pre"]
    together = {"correlation": correlation(before, after)} if method.upper() == "HA" else {}
    norms = norms_of(asked, **together)
    changes = [
        clinical_change(*pair, norms=norms, method=ChangeMethod(method.upper()), cutoff=None)
        for pair in zip(before, after, strict=True)
    ]
    checks = [
        exactly(f"index {number}", expected, change.index)
        for number, (expected, change) in enumerate(zip(asked["expect"], changes, strict=True), 1)
    ]
    if "r_dd" in asked:
        reliable = (changes[0].s_diff / changes[0].error) ** 2
        checks.append(exactly("r_dd", asked["r_dd"], reliable))
    return Case(id=title, checks=tuple(checks))


def refusal(title: str, asked: Entry) -> Case:
    """Return whether numbers that cannot be are refused."""
    usual = {
        "m_clinical": 40,
        "sd_pre": 7.5,
        "m_functional": 60,
        "sd_functional": 7.5,
        "reliability": 0.8,
        "pre": 32.5,
        "post": 47.5,
    }
    names = NAMES.keys() | usual.keys() | {"significance_level", "confidence"}
    known = {key: value for key, value in asked.items() if key in names}
    if not known:
        return Case(id=title, not_run="it states no number that is known here")
    given = usual | {
        key: float(value) if value in NOT_FINITE else value for key, value in known.items()
    }
    came = "a change"
    try:
        clinical_change(
            given["pre"],
            given["post"],
            norms=norms_of(given),
            method=ChangeMethod.JT,
            cutoff=CutoffKind.C,
        )
    except InvalidValueError as error:
        came = type(error).__name__
    return Case(id=title, checks=(Check(what="raised", expected="InvalidValueError", came=came),))


def rci_synthetic_expected(file: Entry) -> Iterator[Case]:
    """Yield each set of scores by each method; the sets lie beside the file."""
    folder = getattr(file, "folder", Path())
    for name, rows in file.get("datasets", {}).items():
        for row in rows:
            title = f"{name} {row['method']}"
            yield attempted(title, lambda t=title, n=name, r=row: scored(t, r, scores(folder, n)))


def scores(folder: Path, name: str) -> dict[str, tuple[float, float]]:
    """Return the scores of each person in the set whose name *name* begins with; {} if absent.

    Who lacks one of the two is left out, as the reference does.
    """
    stems = (path.stem.removeprefix("rci_") for path in folder.glob("rci_*.csv"))
    stem = max((each for each in stems if name.startswith(each)), key=len, default=None)
    if stem is None:
        return {}
    with (folder / f"rci_{stem}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found: dict[str, tuple[float, float]] = {}
    for row in rows:
        try:
            before, after = float(row["pre"]), float(row["post"])
        except ValueError:
            continue
        if math.isfinite(before) and math.isfinite(after):
            found[row["id"]] = before, after
    return found


def scored(title: str, row: Entry, people: Mapping[str, tuple[float, float]]) -> Case:
    """Return everything that is stated about one set of scores by one method."""
    if row["method"] in GROUP_RULES:
        return Case(id=title, not_run=NO_GROUP_RULE)
    people = people or {str(each["id"]): (each["pre"], each["post"]) for each in row["persons"]}
    before, after = zip(*people.values(), strict=True)
    sample = {
        "m_pre": fmean(before),
        "sd_pre": stdev(before),
        "m_post": fmean(after),
        "sd_post": stdev(after),
    }
    norms = norms_of(row | sample, correlation=correlation(before, after))
    method, kind = ChangeMethod(row["method"]), CutoffKind(row["cutoff_type"])
    changes = {
        person: clinical_change(*pair, norms=norms, method=method, cutoff=kind)
        for person, pair in people.items()
    }
    came: dict[str, Any] = {
        **sample,
        "n_used": len(people),
        "critical_value": norms.critical_value(method),
        "cutoff": norms.cutoff(kind, method=method),
        "counts": counted(changes.values()),
    }
    is_other_b = kind is CutoffKind.B
    compared = [key for key in came if key in row and not (is_other_b and key in AFTER_CUTOFF)]
    checks = [Check(what=key, expected=row[key], came=came[key]) for key in compared]
    for person in row["persons"]:
        change = changes[str(person["id"])]
        seen: dict[str, Any] = {
            "pre": change.before,
            "post": change.after,
            "rci": change.index,
            "category": str(change.category),
        }
        checks += [
            Check(what=f"{person['id']} {key}", expected=person[key], came=seen[key])
            for key in seen
            if not (is_other_b and key == "category")
        ]
    return Case(id=title, checks=tuple(checks), not_run=OTHER_B if is_other_b else None)


def counted(changes: Iterable[ClinicalChange]) -> dict[str, int]:
    """Return how many people are in each category."""
    found = Counter(str(change.category) for change in changes)
    return {str(category): found[category] for category in ChangeCategory}


def rci_snapshots(file: Entry) -> Iterator[Case]:
    """Yield the cut-offs that the reference documents; it keeps the scores to itself."""
    for name, section in file.items():
        if isinstance(section, list):
            yield Case(id=name, not_run=NO_SCORES)
        if not isinstance(section, dict):
            continue
        if "cutoff" in section:
            yield attempted(f"{name} cut-off", lambda n=name, s=section: documented(n, s))
        for method, counts in section.items():
            if isinstance(counts, list) and all(isinstance(each, int) for each in counts):
                is_group = method.startswith(GROUP_RULES)
                reason = NO_GROUP_RULE if is_group else NO_SCORES
                yield Case(id=f"{name} {method}", not_run=reason)


def documented(name: str, section: Entry) -> Case:
    """Return whether the documented means and spreads give the documented cut-off."""
    text = section["args"]
    kind = re.search(r"cutoff ([abc])\b", text)
    norms = norms_of(
        {
            "m_clinical": section["m_clin"],
            "sd_clinical": section["sd_clin"],
            "m_functional": number_in(text, "m_f"),
            "sd_functional": number_in(text, "sd_f"),
            "better_is": "lower" if section["m_clin"] > number_in(text, "m_f") else "higher",
        }
    )
    came = norms.cutoff(CutoffKind(kind[1] if kind else "c"))
    decimals = len(repr(section["cutoff"]).partition(".")[2])
    return Case(
        id=f"{name} cut-off",
        checks=(Check(what="cut-off", expected=section["cutoff"], came=round(came, decimals)),),
    )


def number_in(text: str, name: str) -> float:
    """Return the number that stands after *name*, which may go on, as ``m_functional`` does."""
    found = re.search(rf"\b{name}[a-z]*\W+(\d*\.?\d+)", text)
    if found is None:
        raise ValueError(f"{name} is not given")
    return float(found[1])
