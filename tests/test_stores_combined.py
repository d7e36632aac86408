from __future__ import annotations

from functools import partial
from itertools import count
from urllib.parse import quote

import pytest

from smartgoals import open_store, open_store_async
from smartgoals.stores import encrypted, encrypted_async
from smartgoals.testing import (
    blocking,
    run_store_machine,
    store_checks,
)
from tests import postgres
from tests.encrypted import ring

CHECKS = {check.id: check for check in store_checks()}
IDS = [f"{check.id}-{check.name}" for check in CHECKS.values()]
FEW = 5


def opened_encrypted(rows, keys):
    return encrypted(open_store(rows), keys=ring(), key_store=open_store(keys))


async def opened_encrypted_async(rows, keys):
    return encrypted_async(
        await open_store_async(rows), keys=ring(), key_store=await open_store_async(keys)
    )


def awaited():
    return partial(blocking, partial(open_store_async, postgres.fresh_url()))


def sealed():
    return partial(opened_encrypted, postgres.fresh_url(), postgres.fresh_url())


def sealed_and_awaited():
    urls = postgres.fresh_url(), postgres.fresh_url()
    return partial(blocking, partial(opened_encrypted_async, *urls))


@pytest.fixture(scope="module")
def sealed_file_on_a_thread(tmp_path_factory):
    numbers = count()

    def fresh():
        folder = quote(str(tmp_path_factory.mktemp(f"s{next(numbers)}")))
        urls = (f"sqlite:///{folder}/{name}.db" for name in ("goals", "keys"))
        return partial(blocking, partial(opened_encrypted_async, *urls))

    return fresh


def is_promised(check, fresh):
    """Return whether a clause is about such a store."""
    with fresh()() as store:
        return check.needs is None or check.needs in store.capabilities


class TestContract:
    """Each kind under encryption and through both runners, where no other file has it."""

    @pytest.mark.parametrize("check", CHECKS.values(), ids=IDS)
    @pytest.mark.parametrize(
        "fresh",
        [awaited, sealed, sealed_and_awaited],
        ids=["awaited", "encrypted", "encrypted and awaited"],
    )
    def test_postgresql_keeps_every_clause(self, check, fresh):
        """But for what it does not promise."""
        assert is_promised(check, fresh) is check.check(fresh)

    @pytest.mark.parametrize("check", CHECKS.values(), ids=IDS)
    def test_encrypted_file_on_a_thread_keeps_every_clause(self, check, sealed_file_on_a_thread):
        """It promises all that there is."""
        assert check.check(sealed_file_on_a_thread)

    @pytest.mark.parametrize(
        "fresh",
        [awaited, sealed, sealed_and_awaited],
        ids=["awaited", "encrypted", "encrypted and awaited"],
    )
    def test_machine_finds_nothing(self, fresh):
        """Whatever is done in whatever order has the outcome of the model."""
        run_store_machine(fresh, examples=FEW)

    def test_machine_finds_nothing_in_an_encrypted_file_on_a_thread(self, sealed_file_on_a_thread):
        """Whatever is done in whatever order has the outcome of the model."""
        run_store_machine(sealed_file_on_a_thread, examples=FEW)
