"""Hold cohorts on a local Spark to the rules for one person, and run one job from end to end."""

from __future__ import annotations

import argparse
import time
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
        start, seen = time.perf_counter(), []

        @settings(
            max_examples=asked.examples,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(people())
        def law(given_people: Any, name: str = name, seen: list[int] = seen) -> None:
            seen.append(len(given_people))
            check(name, given_people, on_spark)

        law()
        took = time.perf_counter() - start
        print(f"{name}: {len(seen)} cohorts, {sum(seen)} goals, {took:.0f} s", flush=True)

    drawn: list[Any] = []

    @settings(
        max_examples=20,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(people())
    def collect(given_people: Any) -> None:
        drawn.append(given_people)

    collect()
    most = max(drawn, key=len)
    with TemporaryDirectory() as place:
        folder = Path(place) / "cohort"
        cohort.export(most, folder, on=ON, goals_per_file=2)
        tables = cohort.read(lambda name: spark.read.parquet(str(folder / name)))
        rows = cohort.progress(tables).collect()
        groups = cohort.summary(tables, least=1).collect()
    print(f"end to end: {len(rows)} of {len(most)} goals, {len(groups)} groups")
    if len(rows) != len(most):
        raise SystemExit("the job lost goals")


if __name__ == "__main__":
    main()
