from __future__ import annotations

from itertools import count

import pytest

from smartgoals.testing import (
    concurrency_check,
    crash_check,
    run_store_machine,
    scrub_check,
    store_checks,
)
from tests.encrypted import folder_of, in_memory, opener_in

CHECKS = {check.id: check for check in store_checks()}
IDS = [f"{check.id}-{check.name}" for check in CHECKS.values()]
FEW = 10


@pytest.fixture
def in_files(tmp_path):
    """Make a new folder for each storage."""
    numbers = count()

    def fresh():
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        return opener_in(folder)

    return fresh


class TestContract:
    @pytest.mark.parametrize("check", CHECKS.values(), ids=IDS)
    def test_memory_keeps_every_clause(self, check):
        """But for what it does not promise."""
        assert (check.needs in {None, "encrypts"}) is check.check(in_memory)

    @pytest.mark.parametrize("check", CHECKS.values(), ids=IDS)
    def test_sqlite_keeps_every_clause(self, check, in_files):
        """It promises all that there is."""
        assert check.check(in_files)

    def test_memory_is_as_the_model(self):
        """Whatever is done, and in whichever order."""
        run_store_machine(in_memory)

    def test_sqlite_is_as_the_model(self, in_files):
        """Also when it is closed and opened in between."""
        run_store_machine(in_files, examples=FEW)

    def test_nothing_is_lost_in_a_crash(self, in_files):
        """Also where it falls between the key of a person and the first of their rows."""
        assert 3 == crash_check(in_files, kills=3, seed=5).kills

    def test_processes_make_one_key(self, in_files):
        """Whoever is first, all write with the same one."""
        report = concurrency_check(in_files, processes=8, seconds=0.5)

        assert report.edits + report.entries + report.goals > 0

    def test_nothing_is_left_in_the_bytes(self, in_files):
        """Neither of what was redacted or erased, nor of the key."""
        report = scrub_check(in_files, folder_of)

        assert (20, 80) == (report.redacted, report.erased)
