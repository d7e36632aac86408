"""Compare reading and writing Goals with fhir.resources and fhirclient, in turns on one machine.

Each number is the time of a peer over ours: above 1, ours is faster. What is timed is the whole way
of one resource: JSON text, a valid goal with typed targets, JSON text. The peers make their own
classes of it and check less; see the reference of smartgoals.interop.fhir.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from smartgoals import Goal
from smartgoals.interop.fhir import Scope, from_fhir, read_json, to_fhir, version_of, write_json

ROUNDS = 15


def texts(folder: Path) -> list[str]:
    """Return the R4 Goals below *folder* that every contender takes."""
    found = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.json"))]
    goals = [text for text in found if json.loads(text).get("resourceType") == "Goal"]
    return [text for text in goals if is_r4(text) and all(takes(one, text) for one in CONTENDERS)]


def is_r4(text: str) -> bool:
    resource = read_json(text)
    return version_of(resource) == "R4" and not from_fhir(resource).errors


def takes(contender: str, text: str) -> bool:
    try:
        CONTENDERS[contender](text)
    except Exception:  # noqa: BLE001  # whatever it raises, it does not take this one
        return False
    return True


def ours(text: str) -> str:
    found = from_fhir(read_json(text))
    return write_json(to_fhir(found, scope=Scope.CARE_TEAM).resource)


def ours_edited(text: str) -> str:
    """The same with a copy of the goal, as one that comes from a store is."""
    (goal,) = from_fhir(read_json(text)).goals
    edited: Goal = attrs.evolve(goal, importance=5)
    return write_json(to_fhir(edited, scope=Scope.CARE_TEAM).resource)


def with_fhir_resources(text: str) -> str:
    from fhir.resources.R4B.goal import Goal as Model

    return str(Model.model_validate_json(text).model_dump_json())


def with_fhirclient(text: str) -> str:
    from fhirclient.models.goal import Goal as Model

    return json.dumps(Model(json.loads(text)).as_json())


CONTENDERS: dict[str, Callable[[str], str]] = {
    "ours": ours,
    "ours, edited": ours_edited,
    "fhir.resources": with_fhir_resources,
    "fhirclient": with_fhirclient,
}


def seconds(call: Callable[[str], Any], goals: list[str]) -> float:
    start = time.process_time()
    for text in goals:
        call(text)
    return (time.process_time() - start) / len(goals)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, help="where the Goals are")
    goals = texts(arguments.parse_args().folder)
    times: dict[str, list[float]] = {name: [] for name in CONTENDERS}
    for _ in range(ROUNDS):
        for name, call in CONTENDERS.items():
            times[name].append(seconds(call, goals))
    middle = {name: statistics.median(taken) for name, taken in times.items()}
    print(f"{len(goals)} Goals, {sum(map(len, goals)) // max(1, len(goals))} characters each")
    for name in CONTENDERS:
        ratios = [middle[name] / middle[own] for own in ("ours", "ours, edited")]
        print(f"{name:16} {middle[name] * 1e6:7.0f} us  {ratios[0]:5.1f}  {ratios[1]:5.1f}")


if __name__ == "__main__":
    main()
