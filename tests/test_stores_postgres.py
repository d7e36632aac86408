from __future__ import annotations

from functools import partial

import pytest
from hypothesis import example, given

from smartgoals import open_store
from smartgoals.stores._memory import MemoryBackend
from smartgoals.stores._postgres import PostgresBackend
from smartgoals.testing import run_store_machine, store_checks
from tests import postgres
from tests.calls import CALLS, EVERYTHING, answers

CHECKS = {check.id: check for check in store_checks()}
IDS = [f"{check.id}-{check.name}" for check in CHECKS.values()]


def fresh():
    return partial(open_store, postgres.fresh_url())


@pytest.fixture
def store():
    with fresh()() as opened:
        yield opened


@pytest.fixture(scope="module")
def shared():
    with fresh()() as opened:
        yield opened.backend


class TestContract:
    @pytest.mark.parametrize("check", CHECKS.values(), ids=IDS)
    def test_every_clause_is_kept(self, check):
        """But for scrubbing, which is not promised."""
        promised = check.needs is None or check.needs in PostgresBackend.capabilities

        assert promised is check.check(fresh)

    def test_store_machine_finds_nothing(self):
        """Whatever is done in whatever order has the outcome of the model."""
        run_store_machine(fresh, examples=5)


class TestPostgresAnswersAsMemory:
    @given(row=CALLS)
    @example(row=EVERYTHING)
    def test_same_calls_have_the_same_answers(self, shared, row):
        """Rows, pages, errors and their words are the same, call by call."""
        assert answers(MemoryBackend(), row) == answers(shared, row)
