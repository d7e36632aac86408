"""Cohorts beside a kernel of numpy and beside SQL: the same numbers, in one run."""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pyarrow.compute as pc

from smartgoals import cohort

EACH = 20


def generated(goals: int) -> dict[str, pl.DataFrame]:
    """Return tables with one target a goal and twenty values a target, sorted by target."""
    random = np.random.default_rng(17)
    keys = np.arange(goals, dtype=np.int64)
    first = np.datetime64(dt.date(2025, 2, 3), "D")
    place = np.tile(np.arange(EACH, dtype=np.int64), goals)
    ids = pl.Series(keys).cast(pl.String)
    none = pl.Series([None] * goals, dtype=pl.Float64)
    flag = pl.Series(np.zeros(goals, dtype=bool))
    return {
        "goals": pl.DataFrame(
            {
                "goal_key": keys,
                "subject": ids,
                "goal": ids,
                "key_area": pl.Series(keys % 9).cast(pl.String),
                "lifecycle": pl.repeat("active", goals, eager=True),
                "is_agreed": ~flag,
                "attainment_weight": none,
                "attainment_baseline": none,
            }
        ),
        "targets": pl.DataFrame(
            {
                "target_key": keys,
                "goal_key": keys,
                "target": ids,
                "measure": pl.repeat("phq9", goals, eager=True),
                "weight": np.ones(goals),
                "baseline": random.uniform(15, 27, goals),
                "low": none,
                "high": random.uniform(3, 9, goals),
                "is_strict": flag,
                "done": none,
                "required": none,
                "is_open": flag,
            }
        ),
        "measurements": pl.DataFrame(
            {
                "target_key": np.repeat(keys, EACH),
                "day": first + 7 * place,
                "elapsed": 7 * place,
                "position": place,
                "value": random.uniform(0, 27, goals * EACH),
            }
        ),
        "milestones": pl.DataFrame(
            schema={
                "goal_key": pl.Int64,
                "milestone": pl.String,
                "weight": pl.Float64,
                "value": pl.Float64,
            }
        ),
    }


def kernel(made: dict[str, pl.DataFrame]) -> float:
    """Return the sum of the values and of the slopes, by arrays that are known to be sorted."""
    rows, targets = made["measurements"], made["targets"]
    key, place = rows["target_key"].to_numpy(), rows["position"].to_numpy()
    first = np.flatnonzero(np.append(True, key[1:] != key[:-1]))
    last = np.append(first[1:], len(key)) - 1
    assert (place[last] == last - first).all()  # noqa: S101  # what the generator promises
    values, days = rows["value"].to_numpy(), rows["elapsed"].to_numpy().astype(float)
    latest = values[last]
    start, high = targets["baseline"].to_numpy(), targets["high"].to_numpy()
    way = (start - latest) / (start - high)
    value = np.where(latest <= high, 1.0, np.clip(way, 0.0, np.nextafter(1.0, 0.0)))
    weight = targets["weight"].to_numpy()
    goal = targets["goal_key"].to_numpy()
    whole = np.bincount(goal, weight)
    x, y, xx, xy = (
        np.add.reduceat(column, first) for column in (days, values, days * days, days * values)
    )
    count = last - first + 1
    slope = (count * xy - x * y) / (count * xx - x * x)
    return float((np.bincount(goal, weight * value) / whole).sum() + slope.sum())


SQL = """
with latest as (
    select target_key, {last}(value, position) as latest from measurements
    where value is not null group by target_key
), parts as (
    select goal_key, weight, latest <= high as is_met,
        (baseline - latest) / (baseline - high) as raw,
        case
            when latest is null then null
            when latest <= high then 1.0
            else least(greatest((baseline - latest) / (baseline - high), 0.0), 0.9999999999999999)
        end as value
    from targets left join latest using (target_key)
    union all
    select goal_key, weight, value >= 1, value, value from milestones where weight > 0
), whole as (
    select goal_key, sum(weight * coalesce(value, 0)) / sum(weight) as value,
        sum(weight * coalesce(raw, 0)) / sum(weight) as raw,
        sum(case when raw is null then 0.0 else weight end) / sum(weight) as evidence_share,
        sum(case when is_met then 1 else 0 end) = count(*) as is_achieved
    from parts group by goal_key
), slopes as (
    select target_key, (count(*) * sum(elapsed * value) - sum(elapsed) * sum(value))
        / (count(*) * sum(elapsed * elapsed) - sum(elapsed) * sum(elapsed)) as slope
    from measurements where value is not null
    group by target_key
    having (min(elapsed) + max(elapsed)) * sum(elapsed) - sum(elapsed * elapsed)
        - count(*) * min(elapsed) * max(elapsed) > 0
)
"""
OF_GOALS = f"{SQL}select * from goals left join whole using (goal_key)"  # noqa: S608  # ours
OF_TARGETS = f"{SQL}select * from targets left join slopes using (target_key)"  # noqa: S608  # ours


def timed(tries: dict[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Return the median time of each; they take turns, and must agree."""
    took: dict[str, list[float]] = {name: [] for name in tries}
    sums = {}
    for _ in range(rounds):
        for name, function in tries.items():
            start = time.perf_counter()
            sums[name] = function()
            took[name].append(time.perf_counter() - start)
    first = next(iter(sums.values()))
    if not all(abs(each - first) < 1e-6 * abs(first) for each in sums.values()):
        raise SystemExit(f"they disagree: {sums}")
    return {name: statistics.median(times) for name, times in took.items()}


def on_one_machine(goals: int, rounds: int) -> dict[str, float]:
    made = generated(goals)
    tables: Any = cohort.Tables(**made)
    connection = duckdb.connect()
    for name, frame in made.items():
        arrow = frame.to_arrow()
        connection.register("given", arrow)
        connection.execute(f"create table {name} as select * from given")  # noqa: S608  # ours
        connection.unregister("given")
    in_duckdb: Any = cohort.Tables(**{name: connection.table(name) for name in made})
    of_goals, of_targets = (text.format(last="arg_max") for text in (OF_GOALS, OF_TARGETS))

    def by_sql() -> float:
        values = connection.sql(of_goals).to_arrow_table()["value"]
        slopes = connection.sql(of_targets).to_arrow_table()["slope"]
        return float(pc.sum(values).as_py() + pc.sum(slopes).as_py())

    def in_relations() -> float:
        values = cohort.progress(in_duckdb).to_arrow_table()["value"]
        slopes = cohort.trend(in_duckdb).to_arrow_table()["slope"]
        return float(pc.sum(values).as_py() + pc.sum(slopes).as_py())

    return timed(
        {
            "numpy": lambda: kernel(made),
            "polars": lambda: (
                cohort.progress(tables)["value"].sum() + cohort.trend(tables)["slope"].sum()
            ),
            "duckdb SQL": by_sql,
            "duckdb": in_relations,
        },
        rounds,
    )


def on_spark(goals: int, rounds: int) -> dict[str, float]:
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as of

    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.memory", "8g")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .getOrCreate()
    )
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as place:
        frames = {}
        for name, frame in generated(goals).items():
            frame.write_parquet(f"{place}/{name}.parquet")
            frames[name] = spark.read.parquet(f"{place}/{name}.parquet")
            frames[name].createOrReplaceTempView(name)
        tables: Any = cohort.Tables(**frames, check_ids=False)
        of_goals, of_targets = (text.format(last="max_by") for text in (OF_GOALS, OF_TARGETS))

        def total(values: Any, slopes: Any) -> float:
            # All columns of all rows are made, and none is brought here.
            for frame in (values, slopes):
                frame.write.format("noop").mode("overwrite").save()
            return float(
                values.agg(of.sum("value")).collect()[0][0]
                + slopes.agg(of.sum("slope")).collect()[0][0]
            )

        return timed(
            {
                "Spark SQL": lambda: total(spark.sql(of_goals), spark.sql(of_targets)),
                "Spark": lambda: total(cohort.progress(tables), cohort.trend(tables)),
            },
            rounds,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--goals", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--spark", action="store_true")
    asked = parser.parse_args()
    if asked.spark:
        took = on_spark(asked.goals, asked.rounds)
        print({name: round(seconds, 2) for name, seconds in took.items()})
        print(f"Spark takes {took['Spark'] / took['Spark SQL']:.2f} of the time of its SQL")
        return
    tenth = on_one_machine(asked.goals // 10, asked.rounds)
    took = on_one_machine(asked.goals, asked.rounds)
    print({name: round(seconds, 3) for name, seconds in took.items()})
    print(f"polars has {took['numpy'] / took['polars']:.2f} of the speed of numpy (bar: 0.6)")
    print(f"duckdb takes {took['duckdb'] / took['duckdb SQL']:.2f} of its SQL (bar: 1.2)")
    for name in ("polars", "duckdb"):
        print(f"{name}: ten times the rows take {took[name] / tenth[name]:.1f} times (bar: 11)")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"at most {memory:,.0f} MB in memory, the tables themselves included")


if __name__ == "__main__":
    main()
