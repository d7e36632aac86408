"""Search for a scene in which one of our rules breaks a law: ``python -m benchmarks.scoring_laws``.

Every law is checked on every rule that it is about, in rounds of 100 scenes at random, until the
time is over. An exception is looked for as well: a law that a rule is said not to keep has to be
seen broken.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence

from hypothesis import settings

from smartgoals.testing import BuiltInRule, ScoringLaw, built_in_rules, scoring_laws

EXAMPLES = 100
settings.register_profile("search", deadline=None, database=None, derandomize=False)


def pairs() -> Iterator[tuple[BuiltInRule, ScoringLaw]]:
    """Yield each rule with each law that is about it."""
    for built_in in built_in_rules():
        for law in scoring_laws(except_for=built_in.except_for):
            if law.is_about(built_in.rule):
                yield built_in, law


def main(arguments: Sequence[str] | None = None) -> int:
    """Search until the time is over and return 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scoring_laws", description=__doc__)
    parser.add_argument("--minutes", type=float, default=25.0, metavar="M")
    minutes = parser.parse_args(arguments).minutes
    settings.load_profile("search")
    stop = time.monotonic() + 60 * minutes
    known = list(pairs())
    kept = sum(not law.reason for _, law in known)
    rounds = checks = scenes = found = 0
    while time.monotonic() < stop:
        for built_in, law in known:
            try:
                law.check(built_in.rule, examples=EXAMPLES)
            except AssertionError as error:
                print(f"{built_in}: {error}")
                found += 1
            checks += 1
            scenes += 0 if law.reason else EXAMPLES
            if time.monotonic() > stop:
                break
        else:
            rounds += 1
    print(
        f"{len(known)} pairs of a law and a rule, {kept} to be kept and {len(known) - kept} "
        f"excepted; {rounds} full rounds, {checks:,} checks, {scenes:,} scenes of laws to be kept, "
        f"{found} found"
    )
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
