"""Ask scipy and statsmodels the same: ``python -m benchmarks.scoring_oracle --series 4000``.

Series and counts are made at random: lines by the median slope are compared with
``scipy.stats.theilslopes(method="separate")``, intervals for a share with ``proportion_confint`` of
statsmodels. Where one of the two is known to answer otherwise, a condition that is worked out from
the question says so before the answers are looked at.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.metadata import version
from statistics import NormalDist

from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from smartgoals.scoring import clopper_pearson, jeffreys, theil_sen, wilson

# Of a line: scipy rounds each difference, and adds the two middle slopes in floating point.
CLOSE = 1e-9
# Of a share.
NEAR = 1e-9
CONFIDENCES = (0.5, 0.68, 0.8, 0.9, 0.95, 0.99, 0.999)
RULES: dict[str, Callable[..., tuple[float, float]]] = {
    "wilson": wilson,
    "jeffreys": jeffreys,
    "beta": clopper_pearson,
}
EQUAL = "equal"
ONE_TIME = "there is no slope at one time: scipy has none either"
NEGATIVE = "the variance of Sen is below 0: scipy has no limits, smartgoals the widest"
HALF_WAY = "a limit lies half way between two slopes: rounding decides"


def series(rng: random.Random) -> tuple[list[float], list[float]]:
    """Make times and values: scores with many equals, or measurements with none."""
    count = rng.choice((2, 3, 4, rng.randint(5, 20), rng.randint(20, 120), rng.randint(300, 500)))
    span = rng.choice((1, 3, count, count * 10))
    times = [float(rng.randint(0, span)) for _ in range(count)]
    if rng.random() < 0.3:
        times = [float(number * rng.choice((1, 7))) for number in range(count)]
    slope, noise = rng.gauss(0, 0.3), rng.choice((0.0, 0.5, 4.0))
    values = [15 + slope * time + rng.gauss(0, noise) for time in times]
    if rng.random() < 0.6:
        values = [float(min(27, max(0, round(value)))) for value in values]
    return times, values


def exemption(times: Sequence[float], values: Sequence[float], confidence: float) -> str | None:
    """Return why the two may differ, from the question alone; None if they may not."""
    if len(set(times)) == 1:
        return ONE_TIME
    groups = [Counter(same).values() for same in (times, values)]
    variance = spread(len(times)) - sum(spread(count) for group in groups for count in group)
    if variance < 0:
        return NEGATIVE
    between = math.comb(len(times), 2) - sum(math.comb(count, 2) for count in groups[0])
    half = NormalDist().inv_cdf((1 + confidence) / 2) * math.sqrt(variance / 18)
    places = ((between - half) / 2, (between + half) / 2)
    # With a variance of 0 both are exact, and both round a half to the even place.
    if variance and any(abs(place % 1 - 0.5) < 1e-6 for place in places):
        return HALF_WAY
    return None


def spread(count: int) -> int:
    return count * (count - 1) * (2 * count + 5)


def compare_line(rng: random.Random) -> tuple[str, float]:
    """Return the name of the outcome, and by how much the answers differ; inf for no answer."""
    times, values = series(rng)
    confidence = rng.choice(CONFIDENCES)
    line = theil_sen(times, values, confidence=confidence)
    name = exemption(times, values, confidence)
    if line is None:
        return (name, 0.0) if name == ONE_TIME else ("", math.inf)
    with warnings.catch_warnings():
        # Of the root of a variance below 0.
        warnings.simplefilter("ignore", RuntimeWarning)
        asked = stats.theilslopes(values, times, confidence, method="separate")
    pairs = [(line.slope, asked.slope), (line.intercept, asked.intercept)]
    if name == NEGATIVE:
        is_widest = math.isnan(asked.low_slope) and line.low <= line.slope <= line.high
        pairs += [] if is_widest else [(math.inf, 0.0)]
    elif name is None:
        pairs += [(line.low, asked.low_slope), (line.high, asked.high_slope)]
    # An intercept far from 0 has fewer digits behind the point.
    apart = max(abs(ours - theirs) / max(1.0, abs(theirs)) for ours, theirs in pairs)
    return name or EQUAL, apart


def compare_interval(rng: random.Random) -> tuple[str, float]:
    """Return the name of the rule, and by how much the answers differ."""
    due = rng.choice((rng.randint(1, 30), rng.randint(1, 2_000), round(10 ** rng.uniform(0, 6))))
    done = rng.choice((0, due, rng.randint(0, due), min(due, rng.randint(0, 3))))
    confidence = rng.choice((*CONFIDENCES, 1 - 1e-9))
    name = rng.choice(list(RULES))
    asked = list(proportion_confint(done, due, alpha=1 - confidence, method=name))
    if name == "jeffreys":
        # The rule for both ends, which statsmodels leaves out.
        asked = [0.0 if done == 0 else asked[0], 1.0 if done == due else asked[1]]
    ours = RULES[name](done, due, confidence=confidence)
    return name, max(abs(one - other) for one, other in zip(ours, asked, strict=True))


def compare(
    what: str, run: Callable[[random.Random], tuple[str, float]], count: int, seed: int, most: float
) -> int:
    """Compare so many, tell what came of it, and return how many differ."""
    told: Counter[str] = Counter()
    worst, failed = 0.0, 0
    for number in range(count):
        # A seed of its own, so that one can be run again.
        name, apart = run(random.Random(f"{what} {seed} {number}"))  # noqa: S311  # no secret
        told[name] += 1
        worst = max(worst, apart)
        if not apart <= most:
            failed += 1
            print(f"{what} {number}: {name}: differs by {apart}")
    for name, times in sorted(told.items()):
        print(f"{times} {what}: {name}")
    print(f"{what}: {failed} of {count} differ by more than {most}; the most is {worst:.2g}")
    return failed


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare and tell; return 0 if nothing differs that is not explained."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.scoring_oracle", description=__doc__
    )
    parser.add_argument("--series", type=int, default=4_000)
    parser.add_argument("--intervals", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    print(f"scipy {version('scipy')}, statsmodels {version('statsmodels')}")
    failed = compare("lines", compare_line, options.series, options.seed, CLOSE)
    failed += compare("intervals", compare_interval, options.intervals, options.seed, NEAR)
    print(f"{options.series + options.intervals - failed} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
