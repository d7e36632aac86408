"""Run every FHIR resource below a folder through the library, and say what became of each.

Prints for each kind of resource how many there are, how many were imported, how many came back
equal through R4 and through R5, how many of those outputs fhir.resources accepts, and each that was
refused with its reason. The text of decimals counts: 7.0 and 7 are not equal.
"""

from __future__ import annotations

import argparse
import importlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from smartgoals import SmartGoalsError
from smartgoals.interop.fhir import Scope, from_fhir, read_json, to_fhir, version_of, write_json

Json = dict[str, Any]
PEERS = {"R4": "fhir.resources.R4B", "R5": "fhir.resources"}
OTHER = {"R4": "R5", "R5": "R4"}


@attrs.frozen
class Outcome:
    """What became of one resource.

    Args:
        kind: Its type and version.
        refused: Why it was refused; empty if it was not.
        is_read: Whether a goal, a plan or an entry came of it.
        same: Whether it came back equal in its own version.
        round_trip: Whether it came back equal through the other version.
        peer: What fhir.resources says of the output: accepted, refused, or that it refuses the
            resource itself too.
    """

    kind: str
    refused: str = ""
    is_read: bool = False
    same: bool = False
    round_trip: bool = False
    peer: str = ""


def resources(folder: Path) -> Iterator[tuple[str, Json]]:
    """Yield every resource of every JSON and NDJSON file, with where it stands."""
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".json", ".ndjson"}:
            continue
        text = path.read_text(encoding="utf-8-sig")
        lines = text.splitlines() if path.suffix == ".ndjson" else [text]
        for number, line in enumerate(lines, 1):
            place = f"{path.relative_to(folder)}{f':{number}' if len(lines) > 1 else ''}"
            try:
                found = read_json(line)
            except SmartGoalsError:
                print(f"no JSON: {place}")
                continue
            if isinstance(found, dict) and "resourceType" in found:
                yield place, found


def outcome(resource: Json) -> Outcome:
    version = version_of(resource)
    kind = f"{resource['resourceType']} {version}"
    found = from_fhir(resource)
    if found.errors:
        return Outcome(kind, refused="; ".join(map(str, found.errors[:3])))
    back = written(resource, version)
    other = written(resource, OTHER[version])
    return Outcome(
        kind,
        is_read=bool(found.goals or found.plans or found.entries),
        same=equal(back, resource),
        round_trip=equal(written(other, version), resource),
        peer=", ".join(
            f"{v} {peer(one, v, resource)}" for v, one in ((version, back), (OTHER[version], other))
        ),
    )


def written(resource: Json, version: Any) -> Json:
    return to_fhir(from_fhir(resource), scope=Scope.CARE_TEAM, version=version).resource


def equal(one: Json, two: Json) -> bool:
    """Return whether two resources are equal, the text of decimals included, in any order."""
    return ordered(one) == ordered(two)


def ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: ordered(item) for key, item in value.items()}
    return [ordered(item) for item in value] if isinstance(value, list) else write_json(value)


def peer(output: Json, version: str, resource: Json) -> str:
    """Say whether fhir.resources takes *output*, and if not, whether it took what came in."""
    if accepts(output, version):
        return "accepted"
    own = version_of(resource)
    return "refused" if accepts(resource, own) else "refused, as is the source"


def accepts(resource: Json, version: str) -> bool:
    name = str(resource["resourceType"])
    try:
        module = importlib.import_module(f"{PEERS[version]}.{name.lower()}")
        getattr(module, name).model_validate_json(write_json(resource))
    except (ImportError, ValueError):
        return False
    return True


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    folder = arguments.parse_args().folder
    counts: dict[str, Counter[str]] = {}
    peers: dict[str, Counter[str]] = {}
    for place, resource in resources(folder):
        result = outcome(resource)
        of_kind = counts.setdefault(result.kind, Counter())
        of_kind.update(
            {
                "there": 1,
                "imported": not result.refused,
                "read": result.is_read,
                "equal": result.same,
                "through the other version": result.round_trip,
                "refused": bool(result.refused),
            }
        )
        if result.refused:
            print(f"refused: {place}: {result.refused}")
        else:
            peers.setdefault(result.kind, Counter())[result.peer] += 1
            if not (result.same and result.round_trip):
                print(f"NOT EQUAL: {place}")
    for kind, of_kind in sorted(counts.items()):
        print(f"{kind}: {', '.join(f'{count} {name}' for name, count in of_kind.items())}")
        for said, count in peers.get(kind, {}).items():
            print(f"  fhir.resources: {count} {said}")


if __name__ == "__main__":
    main()
