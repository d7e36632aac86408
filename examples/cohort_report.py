"""Report on a cohort: with Polars on one machine, with Spark where spark-submit starts it."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from smartgoals import Goal, Journal, KeyArea, cohort


def report(folder: str) -> None:
    """Print what is known by key area of the cohort that was exported to *folder*."""
    if "SPARK_ENV_LOADED" in os.environ:
        from pyspark.sql import SparkSession

        spark = SparkSession.builder.getOrCreate()
        tables = cohort.read(lambda name: spark.read.parquet(f"{folder}/{name}"))
        cohort.summary(tables).show()
    else:
        import polars as pl

        tables = cohort.read(lambda name: pl.scan_parquet(f"{folder}/{name}/*.parquet"))
        print(cohort.summary(tables).collect(engine="streaming"))


def main() -> None:
    """Report on the folder that is given, or on a few people that are made up."""
    if sys.argv[1:]:
        report(sys.argv[1])
        return
    area = KeyArea(code="sleep")
    people = [
        Goal(id=f"g-{n}", subject=f"c-{n}", statement="I will sleep more.", key_areas=[area])
        for n in range(12)
    ]
    with TemporaryDirectory() as place:
        folder = Path(place) / "cohort"
        given = ((goal, Journal(subject=goal.subject)) for goal in people)
        cohort.export(given, folder, on=dt.date(2025, 2, 10))
        report(str(folder))


if __name__ == "__main__":
    main()
