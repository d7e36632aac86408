"""Report on a cohort: with Polars on one machine, with Spark where spark-submit starts it."""

from __future__ import annotations

import os
import sys

from smartgoals import cohort


def main(folder: str) -> None:
    """Print what is known by key area."""
    if "SPARK_ENV_LOADED" in os.environ:
        from pyspark.sql import SparkSession

        spark = SparkSession.builder.getOrCreate()
        tables = cohort.read(lambda name: spark.read.parquet(f"{folder}/{name}"))
        cohort.summary(tables).show()
    else:
        import polars as pl

        tables = cohort.read(lambda name: pl.scan_parquet(f"{folder}/{name}/*.parquet"))
        print(cohort.summary(tables).collect(engine="streaming"))


if __name__ == "__main__":
    main(sys.argv[1])
