"""The kinds of files of known answers about lines, forecasts, expected courses and intervals."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator
from statistics import NormalDist
from typing import Any

from benchmarks.vectors import Case, Check, Entry, attempted
from smartgoals.errors import InvalidValueError
from smartgoals.measures import Direction
from smartgoals.scoring import (
    Adherence,
    clopper_pearson,
    dose_response,
    jeffreys,
    on_track,
    project,
    standing,
    theil_sen,
    wilson,
)

ANY_DAY = dt.date(2025, 2, 3)
DIRECTIONS = {"lower": Direction.DOWN, "higher": Direction.UP}
REFUSED = "InvalidValueError"
# How far on each side of a published limit of a band is looked, for it is printed with 6 digits.
BESIDE = 5e-6
CONTRAST = {
    "ols_slope_for_contrast": "it is there for contrast, and smartgoals has no least squares",
    "kendall_tau": "smartgoals has no rank correlation",
}
NO_INTERVAL = {
    "beta11_mean": "smartgoals says no single number where little is known",
    "note": None,
}


def named(entry: Entry, number: int) -> str:
    """Return the name of a case, or its number where it has none."""
    return str(entry.get("name") or entry.get("id") or f"number {number}")


def cases_of(file: Entry, run: Callable[[str, Entry], Case]) -> Iterator[Case]:
    """Yield the cases of a file, each by its name; one that cannot be run is a mismatch."""
    for number, entry in enumerate(file.get("cases", ()), 1):
        name = named(entry, number)
        yield attempted(name, lambda name=name, entry=entry: run(name, entry))


def refusals(file: Entry, run: Callable[[Entry], Any]) -> Iterator[Case]:
    """Yield the cases that have to be refused."""
    for number, entry in enumerate(file.get("must_raise", ()), 1):
        yield Case(
            id=f"must_raise {named(entry, number)}",
            checks=(Check(what="run", expected=REFUSED, came=outcome(run, entry)),),
        )


def outcome(run: Callable[[Entry], Any], entry: Entry) -> Any:
    """Return what came, or the name of the error that did."""
    try:
        return run(entry)
    except InvalidValueError:
        return REFUSED
    except Exception as error:  # noqa: BLE001  # an error of another kind is a mismatch
        return type(error).__name__


def stated(expected: Entry, came: Entry, left_out: Entry) -> tuple[tuple[Check, ...], str | None]:
    """Return a check of each thing that is stated, and what is stated and unknown here."""
    checks = tuple(
        Check(what=key, expected=value, came=came[key])
        for key, value in expected.items()
        if key in came
    )
    unknown = sorted(expected.keys() - came.keys() - left_out.keys())
    return checks, f"it also states {', '.join(unknown)}" if unknown else None


def left_out(file: Entry, reasons: dict[str, str | None]) -> Iterator[Case]:
    """Yield once for the file what all its cases state and nothing here answers."""
    for key, reason in reasons.items():
        if reason and any(key in entry.get("expect", ()) for entry in file.get("cases", ())):
            yield Case(id=key, not_run=reason)


def theil_sen_lines(file: Entry) -> Iterator[Case]:
    """Yield the lines through some values."""

    def line_of(entry: Entry) -> Any:
        confidence = entry.get("confidence", file.get("confidence", 0.95))
        return theil_sen(entry["t"], entry["y"], confidence=confidence)

    def run(name: str, entry: Entry) -> Case:
        line = line_of(entry)
        came: Entry = {
            "slope": line and line.slope,
            "intercept": line and line.intercept,
            "slope_low": line and line.low,
            "slope_high": line and line.high,
        }
        checks, not_run = stated(entry["expect"], came, CONTRAST)
        return Case(id=name, checks=checks, not_run=not_run)

    yield from cases_of(file, run)
    yield from refusals(file, line_of)
    yield from left_out(file, CONTRAST)


def projection(file: Entry) -> Iterator[Case]:
    """Yield the lines that are drawn on to a target."""

    def projection_of(entry: Entry) -> Any:
        return project(
            entry["t"],
            entry["y"],
            target=entry["target"],
            direction=DIRECTIONS[entry["better_is"]],
            now=entry["now"],
            confidence=entry.get("confidence", file.get("confidence", 0.8)),
        )

    def run(name: str, entry: Entry) -> Case:
        seen = projection_of(entry)
        came: Entry = {
            "status": seen.status.value,
            "level_now": seen.level,
            "slope": seen.slope,
            "slope_low": seen.low,
            "slope_high": seen.high,
            "when": seen.when,
            "earliest": seen.earliest,
            "latest": seen.latest,
        }
        checks, not_run = stated(entry["expect"], came, {})
        return Case(id=name, checks=checks, not_run=not_run)

    yield from cases_of(file, run)
    yield from refusals(file, projection_of)


def on_track_bands(file: Entry) -> Iterator[Case]:
    """Yield values against an expected one, the limits of the bands, and the dose-response."""
    # The file states no tolerance, and prints its numbers with 6 digits.
    tolerance = file.get("tolerance", 1e-6)

    def band_of(entry: Entry) -> Any:
        return on_track(
            entry["value"],
            expected=entry["expected"],
            sd=entry["sd"],
            direction=DIRECTIONS[entry["better_is"]],
            is_functional=entry.get("in_functional_range", False),
        ).value

    def run(name: str, entry: Entry) -> Case:
        checks = [Check(what="expect", expected=entry["expect"], came=band_of(entry))]
        if "z" in entry:
            z = standing(
                entry["value"],
                expected=entry["expected"],
                sd=entry["sd"],
                direction=DIRECTIONS[entry["better_is"]],
            )
            checks.append(close("z", entry["z"], z, tolerance))
        return Case(id=name, checks=tuple(checks))

    yield from cases_of(file, run)
    yield from refusals(file, band_of)
    for key, before, after in (("z_yellow", "green", "yellow"), ("z_red", "yellow", "red")):
        if key in file:
            yield limit_case(key, file[key], before, after)
    if "dose_response" in file:
        dose = file["dose_response"]
        yield attempted("dose_response", lambda: dose_case(dose, tolerance))


def close(what: str, expected: float, came: float, tolerance: float) -> Check:
    """Return a check by a tolerance of its own."""
    is_close = math.isclose(expected, came, rel_tol=0, abs_tol=tolerance)
    return Check(what=what, expected=expected, came=expected if is_close else came)


def limit_case(key: str, z: float, before: str, after: str) -> Case:
    """Return whether the band changes at so many standard deviations."""
    came = [
        on_track(-abs(z) + beside, expected=0, sd=1, direction=Direction.UP).value
        for beside in (BESIDE, -BESIDE)
    ]
    return Case(id=key, checks=(Check(what="bands", expected=[before, after], came=came),))


def dose_case(dose: Entry, tolerance: float) -> Case:
    """Return the shares of the dose-response, and the two numbers that they are made of."""
    probit = NormalDist().inv_cdf
    a = probit(dose_response(1))
    came = {"a": a, "b": probit(dose_response(10)) - a}
    checks = [close(key, dose[key], came[key], tolerance) for key in came if key in dose]
    checks += [
        close(f"check.{sessions}", share, dose_response(float(sessions)), tolerance)
        for sessions, share in dose.get("check", {}).items()
    ]
    return Case(id="dose_response", checks=tuple(checks))


def adherence_intervals(file: Entry) -> Iterator[Case]:
    """Yield the intervals for a share of what was due."""

    def intervals_of(entry: Entry) -> Entry:
        confidence = entry.get("confidence", file.get("confidence", 0.95))
        rules = {"wilson": wilson, "jeffreys": jeffreys, "clopper_pearson": clopper_pearson}
        done, due = entry["done"], entry["scheduled"]
        intervals = {
            key: list(rule(done, due, confidence=confidence)) for key, rule in rules.items()
        }
        counted = Adherence(goal="g-1", on=ANY_DAY, done=done, missed=due - done)
        return {"point": counted.value, **intervals}

    def run(name: str, entry: Entry) -> Case:
        name = f"{entry['done']} of {entry['scheduled']}"
        checks, not_run = stated(entry["expect"], intervals_of(entry), NO_INTERVAL)
        return Case(id=name, checks=checks, not_run=not_run)

    yield from cases_of(file, run)
    yield from refusals(file, intervals_of)
    yield from left_out(file, NO_INTERVAL)
