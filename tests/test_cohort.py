"""What is said of a cohort is what is said of one."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import attrs
import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from smartgoals import Aim, Goal, Journal, KeyArea, Lifecycle, Measured, Target, instrument
from smartgoals import cohort as frames
from smartgoals.errors import InvalidValueError
from smartgoals.goals import LifecycleChange
from smartgoals.measures import ChangeKind, ChangeThreshold, Comparison, Cutoff, Toward
from smartgoals.scoring import ChangeCategory, reliable_change
from tests.cohorts import AT, FIRST, GBO, LAWS, MOOD, ON, SLEEP, check, people, rows_of

CONNECTION = duckdb.connect()
ENGINES = {
    "polars": lambda frame: frame,
    "polars, lazy": lambda frame: frame.lazy(),
    "duckdb": lambda frame: CONNECTION.from_arrow(frame.to_arrow()),
    "pandas": lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
    "pyarrow": lambda frame: frame.to_arrow(),
}
# A cohort on five engines takes its time; the nightly search takes more of it.
SEARCHED = settings().max_examples
LAW = settings(
    max_examples=SEARCHED if SEARCHED > 100 else 30,
    suppress_health_check=list(HealthCheck),
    deadline=None,
)
ENDLESS = attrs.evolve(MOOD, least=None, most=None)
GAD7 = instrument("gad7")
RELIABLE = next(each for each in GAD7.thresholds if each.kind is ChangeKind.RELIABLE)


def a_goal(number=0, **fields):
    return Goal(id=f"g-{number}", subject=f"c-{number}", statement="I will sleep.", **fields)


def slept(number, *values):
    target = Target(id="hours", aim=Aim.at_least(7, SLEEP), baseline=5)
    goal = a_goal(number, targets=[target], key_areas=[KeyArea(code="sleep")])
    journal = Journal(
        subject=goal.subject,
        entries=[
            Measured(
                measure="sleep",
                value=value,
                day=FIRST + dt.timedelta(days=place),
                id=f"e-{place}",
                recorded_at=AT,
            )
            for place, value in enumerate(values)
        ],
    )
    return goal, journal


class TestLaw:
    """A function over frames equals the one for one person, row by row, on every engine."""

    @pytest.mark.parametrize("engine", ENGINES)
    @pytest.mark.parametrize("name", LAWS)
    @LAW
    @given(people())
    def test_says_of_each_what_is_said_of_one(self, name, engine, cohort):
        check(name, cohort, ENGINES[engine])

    def test_catches_what_is_a_little_off(self):
        """A rule that is off by a millionth, or forgets a row, breaks it."""

        def off(tables):
            return frames.progress(tables).with_columns(pl.col("value") + 1e-6)

        def forgetful(tables):
            return frames.progress(tables).head(1)

        cohort = [slept(1, 6), slept(2, 5)]
        check("progress", cohort, ENGINES["polars"])
        for broken in (off, forgetful):
            with pytest.raises(AssertionError):
                check("progress", cohort, ENGINES["polars"], broken)

    @pytest.mark.parametrize("engine", ENGINES)
    def test_returns_what_it_was_given(self, engine):
        tables = frames.tables([slept(1, 6)], on=ON).map(ENGINES[engine])
        scores = ENGINES[engine](pl.DataFrame({"before": [12.0], "after": [6.0]}))

        kinds = {
            type(tables.goals),
            type(frames.progress(tables)),
            type(frames.trend(tables)),
            type(frames.summary(tables)),
            type(frames.adherence(tables)),
            type(frames.pairs(tables, measure=SLEEP)),
            type(frames.reliable_change(scores, measure=GAD7.measure(), threshold=RELIABLE)),
        }

        assert 1 == len(kinds)


class TestTables:
    """Tables of goals and journals."""

    def test_counts_what_is_done(self):
        told = []

        frames.tables([slept(1), slept(2)], on=ON, update=told.append)

        assert [2] == told

    def test_refuses_what_is_no_function(self):
        with pytest.raises(InvalidValueError, match="update"):
            frames.tables([slept(1)], on=ON, update=3)

    def test_refuses_a_goal_that_comes_twice(self):
        with pytest.raises(InvalidValueError, match="each given once"):
            frames.tables([slept(1), slept(1)], on=ON)

    def test_says_nothing_of_anybody(self):
        tables = frames.tables([slept(1)], on=ON)

        assert "Tables(goals, targets, measurements, milestones, step_outcomes, ratings)" == repr(
            tables
        )

    @pytest.mark.parametrize("engine", ENGINES)
    def test_refuses_a_key_that_comes_twice(self, engine):
        goals = frames.tables([slept(1)], on=ON).goals
        twice = ENGINES[engine](pl.concat([goals, goals]))

        with pytest.raises(InvalidValueError, match="goals: a goal_key comes twice"):
            frames.Tables(goals=twice)

        assert frames.Tables(goals=twice, check_ids=False).targets is None

    def test_names_each_column_that_is_wrong(self):
        goals = frames.tables([slept(1)], on=ON).goals
        wrong = goals.drop("goal", "lifecycle").with_columns(
            goal_key=pl.lit("a"), subject=1, is_agreed=pl.lit("yes"), attainment_weight=pl.lit("1")
        )

        with pytest.raises(InvalidValueError) as caught:
            frames.Tables(goals=wrong)

        for name in ("goal_key", "subject", "goal ", "lifecycle", "is_agreed", "attainment_weight"):
            assert name in str(caught.value)
        with pytest.raises(InvalidValueError, match="day is no day"):
            frames.Tables(
                goals=goals,
                measurements=frames.tables([], on=ON).measurements.with_columns(day=pl.lit("x")),
            )

    def test_needs_what_it_reads(self):
        goals = frames.tables([slept(1)], on=ON).goals

        with pytest.raises(InvalidValueError, match="measurements is needed"):
            frames.progress(frames.Tables(goals=goals))

    def test_describes_each_column(self):
        assert "key_area (text, may be null): code of the first of its key areas" == str(
            frames.SCHEMAS["goals"][3]
        )

    @pytest.mark.parametrize("name", ["narwhals", "polars"])
    def test_names_the_extra_that_is_missing(self, name):
        code = (
            f"import sys; sys.modules[{name!r}] = None\n"
            "from smartgoals import cohort\n"
            "import datetime\n"
            "cohort.tables([], on=datetime.date(2025, 2, 3))"
        )
        run = subprocess.run(  # noqa: S603  # this Python, with code written here
            [sys.executable, "-c", code], capture_output=True, check=False, text=True, timeout=60
        )

        assert "MissingExtraError" in run.stderr
        assert "smartgoals[cohort]" in run.stderr


class TestMissingExtras:
    """The same within this process."""

    def test_polars(self, monkeypatch):
        from smartgoals.errors import MissingExtraError

        monkeypatch.setitem(sys.modules, "polars", None)
        with pytest.raises(MissingExtraError, match="cohort"):
            frames.tables([], on=ON)

    def test_narwhals(self, monkeypatch):
        import runpy

        from smartgoals.cohort import _narwhals
        from smartgoals.errors import MissingExtraError

        monkeypatch.setitem(sys.modules, "narwhals", None)
        with pytest.raises(MissingExtraError, match="cohort"):
            runpy.run_path(_narwhals.__file__)


class TestAdherence:
    """Groups of steps."""

    @pytest.mark.parametrize("by", [[], "goal", [1], ["nobody"]])
    def test_refuses_what_makes_no_group(self, by):
        with pytest.raises(InvalidValueError, match="by"):
            frames.adherence(frames.tables([slept(1)], on=ON), by=by)


class TestAttainment:
    """What is checked before anything is computed."""

    def test_refuses(self):
        tables = frames.tables([slept(1)], on=ON)

        with pytest.raises(InvalidValueError, match="weighted"):
            frames.attainment(tables, weighted=1)
        with pytest.raises(InvalidValueError, match="rho"):
            frames.attainment(tables, rho=2)
        with pytest.raises(InvalidValueError, match="threshold"):
            frames.goal_based_outcomes(tables, threshold=2.45)

    @LAW
    @given(people())
    def test_without_weights_or_limit(self, cohort):
        """T with all weights 1 is the one beside T; without a limit all goals are told."""
        tables = frames.tables(cohort, on=ON)

        for row in rows_of(frames.attainment(tables, weighted=False)):
            assert row["t_score"] == row["unweighted_t"]
        for row in rows_of(frames.goal_based_outcomes(tables, threshold=GBO, most_goals=None)):
            assert (row["mean_change"] is None) == (row["paired"] == 0)


def threshold(points, toward=None):
    return ChangeThreshold(
        kind=ChangeKind.RELIABLE, points=points, toward=toward, source="for a test"
    )


class TestReliableChange:
    """Each row is judged as one person is."""

    @pytest.mark.parametrize("measure", [MOOD, SLEEP, ENDLESS])
    @pytest.mark.parametrize("worse", [None, 3])
    @pytest.mark.parametrize("toward", [None, Toward.BETTER])
    @pytest.mark.parametrize("side", [None, False, True])
    def test_equals_the_rule_for_one(self, measure, worse, toward, side):
        scores = [step / 2 for step in range(21)]
        cutoff = None
        if side is not None:
            high, low = (
                (Comparison.AT_LEAST, Comparison.ABOVE)
                if measure is not SLEEP
                else (Comparison.AT_MOST, Comparison.BELOW)
            )
            cutoff = Cutoff(
                value=5, comparison=high if side else low, meaning="case", source="for a test"
            )
        rule = {
            "measure": measure,
            "threshold": threshold(2.5, toward),
            "worse": None if worse is None else threshold(worse, Toward.WORSE),
            "cutoff": cutoff,
        }
        cases = [(before, after) for before in scores for after in scores]
        frame = pl.DataFrame(cases, schema=["before", "after"], orient="row")

        found = frames.reliable_change(frame, **rule)

        wanted = [reliable_change(*case, **rule) for case in cases]
        assert [each.category for each in wanted] == found["category"].to_list()
        assert [each.points for each in wanted] == found["points"].to_list()

    def test_is_unknown_out_of_range(self):
        frame = pl.DataFrame({"before": [1.0, 11.0, 3.0], "after": [None, 2.0, -1.0]})

        found = frames.reliable_change(frame, measure=MOOD, threshold=threshold(2))

        assert [None] * 3 == found["category"].to_list()

    def test_refuses(self):
        frame = pl.DataFrame({"before": [1.0]})

        with pytest.raises(InvalidValueError, match="after"):
            frames.reliable_change(frame, measure=MOOD, threshold=threshold(2))
        with pytest.raises(InvalidValueError, match="measure"):
            frames.reliable_change(frame, measure="mood", threshold=threshold(2))

    def test_pairs_baseline_and_latest(self):
        tables = frames.tables([slept(1, 6, 6.5), slept(2)], on=ON)

        found = frames.pairs(tables, measure=SLEEP).sort("goal")

        assert [("g-1", 5.0, 6.5), ("g-2", 5.0, None)] == found.select(
            "goal", "before", "after"
        ).rows()
        with pytest.raises(InvalidValueError, match="measure"):
            frames.pairs(tables, measure="sleep")

    def test_counts_by_group_and_hides_few(self):
        frame = pl.DataFrame(
            {
                "service": ["a"] * 30,
                "before": [9.0] * 30,
                "after": [None] * 3 + [2.0] * 12 + [9.0] * 15,
            }
        )
        judged = frames.reliable_change(frame, measure=MOOD, threshold=threshold(2))

        (row,) = frames.change_counts(judged, by=["service"]).rows(named=True)

        assert (30, 12, 15, 0, None) == (
            row["rows"],
            row[ChangeCategory.IMPROVED],
            row[ChangeCategory.UNCHANGED],
            row[ChangeCategory.HARMED],
            row["unknown"],
        )
        assert 3 == frames.change_counts(judged, by=["service"], least=1)["unknown"][0]
        with pytest.raises(InvalidValueError, match="least"):
            frames.change_counts(judged, by=["service"], least=0)


class TestTrend:
    """Least squares."""

    def test_is_the_line_of_least_squares(self):
        from statistics import linear_regression

        values = [5, 6.5, 6, 7.25, 4.5, 8]
        frame = frames.trend(frames.tables([slept(1, *values), slept(2, 5, 6)], on=ON))

        first, second = frame.sort("goal_key", "target_key").sort("observations").rows(named=True)
        slope, start = linear_regression(range(6), values)
        assert (slope, start) == pytest.approx((second["slope"], second["start"]), rel=1e-12)
        assert 6 == second["observations"]
        assert (2, None, None) == (first["observations"], first["slope"], first["start"])


class TestSummary:
    """Groups, as far as they may be shown."""

    def test_hides_small_groups_and_keeps_what_was_cancelled(self):
        cancelled = [
            LifecycleChange(status=Lifecycle.ACTIVE, day=FIRST),
            LifecycleChange(status=Lifecycle.CANCELLED, day=FIRST),
        ]
        people = [slept(number, 6) for number in range(30)]
        people = [
            (attrs.evolve(goal, lifecycle_history=[*goal.lifecycle_history, *cancelled]), journal)
            if number < 12
            else (goal, journal)
            for number, (goal, journal) in enumerate(people)
        ]
        people += [(a_goal(99), Journal(subject="c-99"))]

        few, many = frames.summary(frames.tables(people, on=ON)).sort("key_area").rows(named=True)

        assert {None} == {value for name, value in few.items()}
        assert ("sleep", 30, 30, 12, 30, 0, 1.0, 0.5) == tuple(many.values())

    def test_refuses_a_column_that_is_not_there(self):
        with pytest.raises(InvalidValueError, match="by"):
            frames.summary(frames.tables([], on=ON), by=["therapist"])


class TestExport:
    """Files in parts."""

    def test_reads_back_what_it_wrote(self, tmp_path: Path):
        people = [slept(number, 5, 6) for number in range(5)]
        folder = tmp_path / "cohort"

        assert 5 == frames.export(people, folder, on=ON, goals_per_file=2)

        read = frames.read(lambda name: pl.read_parquet(folder / name / "*.parquet"))
        assert (
            frames.progress(frames.tables(people, on=ON))
            .sort("goal")
            .equals(frames.progress(read).sort("goal"))
        )
        assert 3 == len(list((folder / "goals").iterdir()))

    def test_writes_columns_also_for_nobody(self, tmp_path: Path):
        assert 0 == frames.export([], tmp_path / "cohort", on=ON)
        assert 0 == pl.read_parquet(tmp_path / "cohort" / "goals").height

    def test_leaves_nothing_half_done(self, tmp_path: Path):
        with pytest.raises(InvalidValueError):
            frames.export([slept(1), slept(1)], tmp_path / "cohort", on=ON)

        assert [] == list(tmp_path.iterdir())

    def test_refuses(self, tmp_path: Path):
        with pytest.raises(FileExistsError):
            frames.export([], tmp_path, on=ON)
        with pytest.raises(InvalidValueError, match="goals_per_file"):
            frames.export([], tmp_path / "cohort", on=ON, goals_per_file=0)
