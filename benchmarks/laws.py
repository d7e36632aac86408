"""Search for a life in which one of our rules breaks a law: ``python -m benchmarks.laws``.

Every law is checked on every rule that it is about, in rounds of 100 scenes at random, until the
time is over. An exception is looked for as well: a law that a rule is said not to keep has to be
seen broken.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import attrs
from hypothesis import settings

from smartgoals.schedule import next_review
from smartgoals.testing import Agenda, built_in_rules, schedule_laws, scoring_laws

EXAMPLES = 100
settings.register_profile("search", deadline=None, database=None, derandomize=False)


@attrs.frozen
class Pair:
    """A rule and a law that is about it.

    Args:
        name: What the rule is called.
        check: What searches for a scene that breaks the law.
        is_excepted: Whether the rule is said to break it.
    """

    name: str
    check: Callable[[], object]
    is_excepted: bool = False


def pairs() -> Iterator[Pair]:
    """Yield each rule with each law that is about it."""
    for built_in in built_in_rules():
        for law in scoring_laws(except_for=built_in.except_for):
            if law.is_about(built_in.rule):
                check = partial(law.check, built_in.rule, examples=EXAMPLES)
                yield Pair(str(built_in), check, bool(law.reason))
    for law in schedule_laws():
        for name, rule in (("next review", next_review), ("agenda", Agenda())):
            if law.is_about(rule):
                yield Pair(name, partial(law.check, rule, examples=EXAMPLES))


def main(arguments: Sequence[str] | None = None) -> int:
    """Search until the time is over and return 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.laws", description=__doc__)
    parser.add_argument("--minutes", type=float, default=25.0, metavar="M")
    minutes = parser.parse_args(arguments).minutes
    settings.load_profile("search")
    stop = time.monotonic() + 60 * minutes
    known = list(pairs())
    kept = sum(not pair.is_excepted for pair in known)
    rounds = checks = scenes = found = 0
    while time.monotonic() < stop:
        for pair in known:
            try:
                pair.check()
            except AssertionError as error:
                print(f"{pair.name}: {error}")
                found += 1
            checks += 1
            scenes += 0 if pair.is_excepted else EXAMPLES
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
