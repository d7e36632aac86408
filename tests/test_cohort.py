"""What is said of a cohort is what is said of one."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings

from tests.cohorts import LAWS, check, people

CONNECTION = duckdb.connect()
ENGINES = {
    "polars": lambda frame: frame,
    "polars, lazy": lambda frame: frame.lazy(),
    "duckdb": lambda frame: CONNECTION.from_arrow(frame.to_arrow()),
    "pandas": lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
    "pyarrow": lambda frame: frame.to_arrow(),
}
LAW = settings(suppress_health_check=list(HealthCheck), deadline=None)


class TestLaw:
    """A function over frames equals the one for one person, row by row, on every engine."""

    @pytest.mark.parametrize("engine", ENGINES)
    @pytest.mark.parametrize("name", LAWS)
    @LAW
    @given(people())
    def test_says_of_each_what_is_said_of_one(self, name, engine, cohort):
        check(name, cohort, ENGINES[engine])
