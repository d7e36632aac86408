"""Run files of known answers: ``python -m benchmarks.vectors FILE...``.

What a file holds is known by its stem: each kind has a function in ``KINDS`` that yields the cases,
and for each thing that a case states what was expected and what came. Numbers are compared with
the tolerance that the file itself gives. Whatever is not run is told with the reason and counts as
neither passed nor failed.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import attrs

from smartgoals.errors import UnsupportedRuleError
from smartgoals.recurrence import Gap, Recurrence


@attrs.frozen(kw_only=True)
class Check:
    """One thing that a case states.

    Args:
        what: Where the case states it.
        expected: What the file says.
        came: What the library says.
        tolerance: By how much two numbers may differ here; None for what the file says.
    """

    what: str
    expected: Any
    came: Any
    tolerance: float | None = None


@attrs.frozen(kw_only=True)
class Case:
    """One case of a file.

    Args:
        id: The file's own name for it.
        checks: What was looked at.
        not_run: Why it was not run, or not all of it; None if it was.
    """

    id: str
    checks: tuple[Check, ...] = ()
    not_run: str | None = None


Entry: TypeAlias = dict[str, Any]


class File(Entry):
    """What a file holds, and the folder in which the files lie that it goes with."""

    folder: Path = Path()


Kind: TypeAlias = Callable[[Entry], Iterator[Case]]

NOTHING = "nothing"


def attempted(name: str, run: Callable[[], Case]) -> Case:
    """Return what *run* makes of a case; that it fails to run is a mismatch too."""
    try:
        return run()
    except Exception as error:  # noqa: BLE001  # the other cases are still to be run
        came = f"{type(error).__name__}: {error}"
        return Case(id=name, checks=(Check(what="run", expected="an answer", came=came),))


# Each answer that a case of RFC 5545 may state: what becomes of a time in a gap, and whether it is
# read in UTC. Without a gap it is the wall time, before it is looked up in the zone.
ANSWERS: dict[str, tuple[Gap | None, bool]] = {
    "nominal_local": (None, False),
    "expected_local": (Gap.SHIFT, False),
    "expected_utc": (Gap.SHIFT, True),
    "expected_shift_local": (Gap.SHIFT, False),
    "expected_shift_utc": (Gap.SHIFT, True),
    "expected_skip_local": (Gap.SKIP, False),
    "expected_skip_utc": (Gap.SKIP, True),
}


def rfc5545(file: Entry) -> Iterator[Case]:
    """Yield the rules of every section, whatever the sections are called."""
    sections = (entries for entries in file.values() if isinstance(entries, list))
    found = (each for entries in sections for each in entries if isinstance(each, dict))
    for number, entry in enumerate((each for each in found if "rrule" in each), 1):
        name = str(entry.get("id", f"number {number}"))
        yield attempted(name, lambda name=name, entry=entry: rule_case(name, entry))


def rule_case(name: str, entry: Entry) -> Case:
    """Return everything that *entry* states about its rule."""
    zone = entry.get("tz") or "UTC"
    start = read_time(entry["dtstart"], zone)
    left_out = [read_time(each, zone) for each in entry.get("exdate") or ()]
    try:
        rule = Recurrence.from_rrule(entry["rrule"], start=start, exceptions=left_out)
    except UnsupportedRuleError as error:
        return Case(id=name, not_run=f"{error}; it is {entry['rrule']}")
    answers = {key: entry[key] for key in ANSWERS if entry.get(key) is not None}
    checks = [
        Check(
            what=key,
            expected=[as_text(each) for each in expected],
            came=answer(rule, zone, key, expected, is_whole=bool(entry.get("complete"))),
        )
        for key, expected in answers.items()
    ]
    text = rule.to_rrule(zone=zone)
    again = text and Recurrence.from_rrule(text, start=start, exceptions=rule.exceptions)
    checks.append(Check(what="from_rrule() of to_rrule()", expected=rule, came=again))
    unknown = sorted(
        key for key in entry.keys() - ANSWERS if key.startswith(("expected", "nominal"))
    )
    if not answers and not unknown:
        return Case(id=name, checks=tuple(checks), not_run="it states no answer that is known here")
    not_run = f"it also states {', '.join(unknown)}" if unknown else None
    return Case(id=name, checks=tuple(checks), not_run=not_run)


def read_time(text: str, zone: str) -> dt.date:
    """Return a day, or a time as clocks in *zone* show it."""
    if is_day(text):
        return dt.date.fromisoformat(text)
    time, place = dt.datetime.fromisoformat(text), ZoneInfo(zone)
    return time.replace(tzinfo=place) if time.tzinfo is None else time.astimezone(place)


def answer(
    rule: Recurrence, zone: str, key: str, expected: Sequence[str], *, is_whole: bool
) -> list[str]:
    """Return as many occurrences as are *expected*, and one more where that is to be all."""
    gap, is_in_utc = ANSWERS[key]
    found: Iterable[dt.date]
    if gap is None or not rule.at:
        times = rule.at or (None,)
        found = (
            day if time is None else dt.datetime.combine(day, time)
            for day in rule.occurrences()
            for time in times
        )
    else:
        moments = rule.instants(zone=zone, gap=gap)
        found = (moment.astimezone(dt.UTC) if is_in_utc else moment for moment in moments)
    texts = [each.isoformat() for each in islice(found, len(expected) + is_whole)]
    if gap is None or is_in_utc or any(has_offset(text) for text in expected):
        return texts
    return [text[: len("2025-02-03T09:00:00")] for text in texts]


def as_text(text: str) -> str:
    """Return a day or a time as Python writes it, as there are several ways."""
    read = dt.date if is_day(text) else dt.datetime
    return read.fromisoformat(text).isoformat()


def is_day(text: str) -> bool:
    return len(text) <= len("2025-02-03")


def has_offset(text: str) -> bool:
    return not is_day(text) and dt.datetime.fromisoformat(text).tzinfo is not None


def elsewhere(module: str, function: str) -> Kind:
    """Return a kind of another module, which takes what it needs from this one."""

    def kind(file: Entry) -> Iterator[Case]:
        # Not before it is called, for only then is this module whole.
        yield from getattr(import_module(f"benchmarks.{module}"), function)(file)

    return kind


# The files of shared/vectors, and of tests/data, by the part of their name before the first dot.
KINDS: dict[str, Kind] = {
    "rfc5545_vectors": rfc5545,
    "policy_vectors": elsewhere("schedule_policies", "policy_vectors"),
    "rci_snapshots": elsewhere("scoring_change", "rci_snapshots"),
    "rci_synthetic_expected": elsewhere("scoring_change", "rci_synthetic_expected"),
    "rci_worked": elsewhere("scoring_change", "rci_worked"),
    "linear_progress": elsewhere("scoring_progress", "linear_progress"),
    "loop_score": elsewhere("scoring_progress", "loop_score"),
    "streaks": elsewhere("scoring_progress", "streaks"),
    "adherence_intervals": elsewhere("scoring_trend", "adherence_intervals"),
    "on_track": elsewhere("scoring_trend", "on_track_bands"),
    "projection": elsewhere("scoring_trend", "projection"),
    "theil_sen": elsewhere("scoring_trend", "theil_sen_lines"),
    "fhir_achievement": elsewhere("scoring_achievement", "fhir_achievement"),
    "instruments": elsewhere("scoring_achievement", "instruments"),
    "laws": elsewhere("scoring_achievement", "laws"),
    "gas_cases": elsewhere("scoring_attainment", "gas_cases"),
    "gas_equal_weights_table": elsewhere("scoring_attainment", "gas_equal_weights_table"),
    "gbo_cases": elsewhere("scoring_attainment", "gbo_cases"),
}


def differences(
    expected: Any, came: Any, tolerance: float, place: str = ""
) -> Iterator[tuple[str, Any, Any]]:
    """Yield where two answers differ and what stands there; of a list, only the first place."""
    if isinstance(expected, dict) and isinstance(came, dict):
        for key in expected | came:
            pair = expected.get(key, NOTHING), came.get(key, NOTHING)
            yield from differences(*pair, tolerance, f"{place}.{key}")
    elif isinstance(expected, list) and isinstance(came, list):
        for index in range(max(len(expected), len(came))):
            pair = tuple(each[index] if index < len(each) else NOTHING for each in (expected, came))
            found = list(differences(*pair, tolerance, f"{place}[{index}]"))
            if found:
                yield from found
                return
    elif is_number(expected) and is_number(came):
        if not math.isclose(expected, came, rel_tol=0, abs_tol=tolerance):
            yield place, expected, came
    # To Python, True is 1.
    elif expected != came or isinstance(expected, bool) is not isinstance(came, bool):
        yield place, expected, came


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def read_file(path: Path) -> Any:
    """Return what a file of JSON holds, or the rows of a file of CSV."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        return {"rows": list(csv.DictReader(text.splitlines()))}
    return json.loads(text)


def run(path: Path) -> tuple[int, int, bool]:
    """Run one file and print what is to be told; return what passed, what failed, and if it ran."""
    name = path.name.partition(".")[0]
    kind = KINDS.get(name)
    if kind is None:
        print(f"{path}: not run: of unknown kind; known are {', '.join(KINDS)}")
        return 0, 0, False
    try:
        file = read_file(path)
    except (OSError, ValueError) as error:
        print(f"{path}: not run: it cannot be read: {error}")
        return 0, 0, False
    if not isinstance(file, dict):
        print(f"{path}: not run: expected an object, came {type(file).__name__}")
        return 0, 0, False
    file = File(file)
    file.folder = path.parent
    tolerance = file.get("tolerance", 0)
    passed = failed = number = 0
    for number, case in enumerate(kind(file), 1):  # noqa: B007  # it is read after the loop
        found = [
            f"{check.what}{place}: expected {expected}, came {came}"
            for check in case.checks
            for place, expected, came in differences(
                check.expected,
                check.came,
                tolerance if check.tolerance is None else check.tolerance,
            )
        ]
        for line in found:
            print(f"{path}: {case.id}: {line}")
        if case.not_run is not None:
            print(f"{path}: {case.id}: not run: {case.not_run}")
        failed += bool(found)
        passed += not found and case.not_run is None
    if not number:
        print(f"{path}: not run: it holds no case")
    return passed, failed, number > 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the files and return 0 if everything that they hold could be run and nothing failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.vectors", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    outcomes = [run(path) for path in parser.parse_args(arguments).files]
    passed = sum(outcome[0] for outcome in outcomes)
    failed = sum(outcome[1] for outcome in outcomes)
    print(f"{passed} passed, {failed} failed")
    return int(failed > 0 or not all(ran for _, _, ran in outcomes))


if __name__ == "__main__":
    sys.exit(main())
