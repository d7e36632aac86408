"""Hold cohorts on a local Spark to the rules for one person, and run one job from end to end."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from pyspark.sql import SparkSession

from smartgoals import cohort
from tests.cohorts import LAWS, ON, check, people


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=50)
    asked = parser.parse_args()
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .getOrCreate()
    )

    def on_spark(frame: Any) -> Any:
        return spark.createDataFrame(frame.to_arrow())

    for name in LAWS:
        start = time.perf_counter()
        seen = _hold(name, asked.examples, on_spark)
        took = time.perf_counter() - start
        print(f"{name}: {len(seen)} cohorts, {sum(seen)} goals, {took:.0f} s", flush=True)

    most = max(_drawn(20), key=len)
    with TemporaryDirectory() as place:
        folder = Path(place) / "cohort"
        cohort.export(most, folder, on=ON, goals_per_file=2)
        tables = cohort.read(lambda name: spark.read.parquet(str(folder / name)))
        rows = cohort.progress(tables).collect()
        groups = cohort.summary(tables, least=1).collect()
    print(f"end to end: {len(rows)} of {len(most)} goals, {len(groups)} groups")
    if len(rows) != len(most):
        raise SystemExit("the job lost goals")


def _hold(name: str, examples: int, convert: Callable[[Any], Any]) -> list[int]:
    seen = []
    for drawn in _drawn(examples):
        check(name, drawn, convert)
        seen.append(len(drawn))
    return seen


def _drawn(examples: int) -> list[Any]:
    drawn: list[Any] = []

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(people())
    def collect(cohort: Any) -> None:
        drawn.append(cohort)

    collect()
    return drawn


if __name__ == "__main__":
    main()
