"""How well a reader reads labelled sentences, by the rules of the annotation guide.

A part counts as read when it touches the labelled one and means the same; a behaviour, a reason or
a cue when the two have at least half of their characters in common. What a label calls optional
costs nothing either way.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path

import attrs

from smartgoals import Frequency
from smartgoals.smart import ComponentKind

__all__ = ["CORPORA", "Score", "lines_of", "score"]

FOLDER = Path(__file__).parent / "data" / "smart"
CORPORA = (
    *("open", "probe", "voices-clients", "voices-professionals", "voices-hard"),
    *("fresh-1", "fresh-2", "fresh-3", "fresh-4", "fresh-5"),
)
MEASURES = ("quantities", "durations", "frequencies", "horizons")
KINDS = {
    "quantities": ComponentKind.QUANTITY,
    "durations": ComponentKind.DURATION,
    "frequencies": ComponentKind.FREQUENCY,
    "horizons": ComponentKind.HORIZON,
    "cues": ComponentKind.CUE,
    "behaviour": ComponentKind.BEHAVIOUR,
    "reason": ComponentKind.REASON,
}
SECONDS = {"min": 60, "h": 3600, "s": 1}
DAYS = {
    Frequency.DAILY: 1.0,
    Frequency.WEEKLY: 7.0,
    Frequency.MONTHLY: 365.2425 / 12,
    Frequency.YEARLY: 365.2425,
    None: 1 / 24,
}
SYNONYMS = {"percent": "%", "pound": "lb", "kilogram": "kg", "l": "litre", "m": "metre"}
ISO = re.compile(
    r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?"
    r"(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?"
)
ISO_DAYS = (365.2425, 365.2425 / 12, 7, 1, 1 / 24, 1 / 1440, 1 / 86400)
HALF = 0.5


def lines_of(corpus):
    """Return the labelled sentences of a corpus."""
    return [
        json.loads(line) for line in (FOLDER / f"{corpus}.jsonl").read_text("utf-8").splitlines()
    ]


@attrs.frozen(kw_only=True)
class Score:
    """What a reader reached on a corpus.

    Args:
        f1: Name of a kind -> its F1 by value, from 0 to 1; 1 where there is nothing to find.
        comparators: Share of the numbers that were read whose comparator is right.
        rules: Share of the rules of the calendar that are right.
        bad_spans: Ids of the sentences with a part that does not lie in them.
        false_measures: Ids of the hard negatives in which a measure was seen where none is.
    """

    f1: dict[str, float]
    comparators: float
    rules: float
    bad_spans: list[str]
    false_measures: list[str]


def score(lines, read):
    """Return the score of ``read(text, on=day)``."""
    counts = {name: Counter() for name in KINDS}
    shares = {"comparators": [], "rules": []}
    bad_spans, false_measures = [], []
    for line in lines:
        draft = read(line["text"], on=dt.date.fromisoformat(line["reference_date"]))
        if any(not 0 <= part.start < part.end <= len(line["text"]) for part in draft.components):
            bad_spans.append(line["id"])
        for name, kind in KINDS.items():
            _count(counts[name], shares, name, _labels(line, name), _found(draft, kind))
        if any(tag.startswith("hardneg") for tag in line["tags"]) and _sees_too_much(line, draft):
            false_measures.append(line["id"])
    return Score(
        f1={name: _f1(count) for name, count in counts.items()},
        bad_spans=bad_spans,
        false_measures=false_measures,
        **{name: sum(right) / len(right) if right else 1.0 for name, right in shares.items()},
    )


def _labels(line, name):
    labels = line["components"][name]
    return labels if isinstance(labels, list) else [labels] if labels else []


def _found(draft, kind):
    parts = draft.each(kind)
    # The guide labels the first of these and no more.
    return parts[:1] if kind in {ComponentKind.BEHAVIOUR, ComponentKind.REASON} else parts


def _count(count, shares, name, labels, parts):
    """Count what was found, what was missed and what is too much."""
    left = list(parts)
    for label in labels:
        right = [part for part in left if _touches(label, part) and _is_same(name, label, part)]
        if right:
            part = max(right, key=lambda part: _overlap(label, part))
            left.remove(part)
            if label.get("comparator"):
                shares["comparators"].append(part.value.comparator == label["comparator"])
            if label.get("rrule"):
                shares["rules"].append(_rule_of(part) == _rule(label["rrule"]))
        if not label.get("optional"):
            count["right" if right else "missed"] += 1
    optional = [label for label in labels if label.get("optional")]
    count["too many"] += sum(not any(_touches(label, part) for label in optional) for part in left)


def _f1(count):
    wrong = count["missed"] + count["too many"]
    return 2 * count["right"] / (2 * count["right"] + wrong) if count["right"] or wrong else 1.0


def _sees_too_much(line, draft):
    labels = [label for name in MEASURES for label in _labels(line, name)]
    return any(
        not any(_touches(label, part) for label in labels)
        for name in MEASURES
        for part in draft.each(KINDS[name])
    )


def _overlap(label, part):
    return min(label["end"], part.end) - max(label["start"], part.start)


def _touches(label, part):
    return _overlap(label, part) > 0


def _is_same(name, label, part):
    if name in {"behaviour", "reason", "cues"}:
        whole = max(label["end"], part.end) - min(label["start"], part.start)
        return _overlap(label, part) / whole >= HALF
    return {
        "quantities": _is_same_quantity,
        "durations": _is_same_duration,
        "frequencies": _is_same_frequency,
        "horizons": _is_same_horizon,
    }[name](label, part.value)


def _is_same_quantity(label, amount):
    said = (label["value"], label.get("value_max"), label.get("of"))
    return said == (amount.value, amount.most, amount.out_of) and _is_same_unit(
        label.get("unit"), amount.unit
    )


def _is_same_unit(label, unit):
    one, other = (
        re.sub(r"(?<=[a-z]{2})(es|s)\b", "", (word or "").lower()) for word in (label, unit)
    )
    one, other = SYNONYMS.get(one, one), SYNONYMS.get(other, other)
    return one == other or bool(
        "%" not in {one, other} and one and other and (one in other or other in one)
    )


def _days(iso):
    numbers = ISO.fullmatch(iso).groups()
    return sum(float(n or 0) * days for n, days in zip(numbers, ISO_DAYS, strict=True))


def _is_same_duration(label, amount):
    said = [label["iso"], label.get("iso_max") or label["iso"]]
    read = [amount.value, amount.value if amount.most is None else amount.most]
    if not label.get("iso_max"):
        said, read = said[:1], read[:1]
    return [round(_days(iso) * 86400) for iso in said] == [
        round(value * SECONDS[amount.unit]) for value in read
    ]


def _is_same_frequency(label, cadence):
    days = cadence.every * DAYS[cadence.period]
    for said in [label, *label.get("alternatives", [])]:
        times, most, period = said["times"], said.get("times_max"), said.get("period")
        period = _days(period or label["period"])
        if round(times / period, 4) == round(cadence.times / days, 4) and (
            most is None
            or (cadence.most and round(most / period, 4) == round(cadence.most / days, 4))
        ):
            return True
    return False


def _is_same_horizon(label, horizon):
    if label["kind"] == "event":
        return horizon.due is None
    if label["kind"] == "season":
        return True
    days = [label["end_date"], *label.get("alternatives", [])]
    return horizon.due is not None and any(
        abs((horizon.due - dt.date.fromisoformat(day)).days) <= 1 for day in days if day
    )


def _rule_of(part):
    cadence = part.value
    return _rule(cadence.recurrence.to_rrule()) if cadence.is_on_calendar else None


def _rule(text):
    rule = dict(pair.split("=") for pair in text.removeprefix("RRULE:").split(";"))
    rule = {
        key: value
        for key, value in rule.items()
        if key not in {"WKST", "UNTIL", "COUNT"} and (key, value) != ("INTERVAL", "1")
    }
    if "BYDAY" in rule:
        rule["BYDAY"] = ",".join(sorted(rule["BYDAY"].replace("+", "").split(",")))
    return rule
