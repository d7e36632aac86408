"""Compare what an import costs with the import of attrs, cattrs and pendulum.

Each number is the time of a fresh interpreter that runs the code, less that of one that runs
nothing, over the time that the three libraries take, measured in turns: 0 is free, 1 is as much as
they cost by themselves.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

import smartgoals

ROUNDS = 30
# -I leaves out PYTHONPATH and the working directory; the packages are found where they are now.
PATHS = [str(Path(smartgoals.__file__).parent.parent)]
NOTHING = "pass"
BASE = "import attrs, cattrs, pendulum"
CODES = {
    "import smartgoals": "import smartgoals",
    "from smartgoals import Goal": "from smartgoals import Goal",
    "the core": "from smartgoals import Goal, check_smart, next_review, progress, read_goal",
    "the codec": "from smartgoals import dumps, loads",
    "core and codec": (
        "from smartgoals import Goal, check_smart, dumps, loads, next_review, progress, read_goal"
    ),
    "core and FHIR": (
        "from smartgoals import Goal, check_smart, next_review, progress, read_goal; "
        "from smartgoals.interop.fhir import from_fhir, to_fhir"
    ),
}


def seconds(code: str) -> float:
    """Return how long a fresh interpreter takes for *code*."""
    program = f"import sys; sys.path[:0] = {PATHS!r}; {code}"
    start = time.perf_counter()
    subprocess.run([sys.executable, "-I", "-c", program], check=True)
    return time.perf_counter() - start


def main() -> None:
    codes = [NOTHING, BASE, *CODES.values()]
    for code in codes:
        seconds(code)
    times: dict[str, list[float]] = {code: [] for code in codes}
    for _ in range(ROUNDS):
        for code, taken in times.items():
            taken.append(seconds(code))
    middle = {code: statistics.median(taken) for code, taken in times.items()}
    base = middle[BASE] - middle[NOTHING]
    for name, code in CODES.items():
        print(f"{name:30} {(middle[code] - middle[NOTHING]) / base:5.2f}")


if __name__ == "__main__":
    main()
